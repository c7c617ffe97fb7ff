"""Writing a file so that a failure at any moment leaves the old one whole: the only way Rapport writes files."""

import contextlib
import hashlib
import os
import re
import secrets
import stat
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from planner.files import limits
from planner.files.disk import DISK, Disk
from planner.files.errors import (
    AlreadyThere,
    ChangedOnDisk,
    DiskFault,
    FolderGone,
    MaybeNotOnDisk,
    ReadOnlyFile,
    TargetNotAFile,
    save_error,
)
from planner.files.owner import is_alive

_TEMPORARY = re.compile(r"\.(?P<name>.+)\.(?P<pid>\d+)-[0-9a-f]{12}\.tmp$")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a file was when we last read or wrote it: to notice that someone else saved it since."""

    digest: str
    size: int = 0
    modified: int = 0
    inode: int = 0
    kept_at: float = 0.0
    """When the version before it was last put among the earlier versions, in seconds; 0 in a new session."""

    def fits(self, facts: os.stat_result) -> bool:
        """Whether a file's facts are those of the stamp, so that its bytes need not be read."""
        return (facts.st_size, facts.st_mtime_ns, facts.st_ino) == (self.size, self.modified, self.inode)


def stamp_of(data: bytes, facts: os.stat_result, kept_at: float = 0.0) -> Stamp:
    """The stamp of a file that holds these bytes."""
    digest = hashlib.sha256(data).hexdigest()
    return Stamp(digest, facts.st_size, facts.st_mtime_ns, facts.st_ino, kept_at)


def look(path: str | Path, known: Stamp | None = None) -> Stamp | None:
    """The stamp of the file as it is now, or None where there is none; raises OSError.

    Where the facts are those of ``known``, its bytes are not read again.
    """
    try:
        facts = os.stat(path)
    except FileNotFoundError:
        return None
    if known is not None and known.fits(facts):
        return known
    with open(path, "rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        facts = os.fstat(stream.fileno())
    return Stamp(digest, facts.st_size, facts.st_mtime_ns, facts.st_ino, known.kept_at if known else 0.0)


def write_file(
    path: str | Path,
    data: bytes,
    known: Stamp | None = None,
    *,
    overwrite: bool = False,
    keep: Callable[[str], float | None] | None = None,
    private: bool = False,
    disk: Disk = DISK,
) -> Stamp:
    """Puts bytes into a file and returns its stamp when they are on the disk; raises SaveError.

    A file that is there must be the ``known`` one, unless ``overwrite`` says that any may be replaced. ``keep`` is
    called with the path of the file about to be replaced and returns when it kept it. ``private`` makes a new file
    readable by its owner only.
    """
    name = os.path.basename(path)
    try:
        real = os.path.realpath(path)
        facts = _target(real, name)
        _check_known(real, name, facts, known, overwrite)
        temporary = os.path.join(os.path.dirname(real), temporary_name(os.path.basename(real)))
        try:
            _write_beside(temporary, real, facts, data, private, disk)
            _check_known(real, name, facts, known, overwrite)
            kept_at = (keep(real) if keep is not None and facts is not None else None) or 0.0
            disk.replace(temporary, real)
        except BaseException:
            _remove(temporary)
            raise
        written = stamp_of(data, os.stat(real), kept_at or (known.kept_at if known else 0.0))
    except OSError as error:
        raise save_error(error, name) from error
    try:
        disk.sync_folder(os.path.dirname(real))
    except OSError as error:
        doubt = MaybeNotOnDisk(name, str(error))
        doubt.stamp = written
        raise doubt from error
    return written


def _target(real: str, name: str) -> os.stat_result | None:
    """The facts of the file to be replaced, or None; raises SaveError where it must not be."""
    if not os.path.isdir(os.path.dirname(real)):
        raise FolderGone(name)
    try:
        facts = os.stat(real)
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(facts.st_mode):
        raise TargetNotAFile(name)
    if not may_write(real, facts):  # replacing would not ask
        raise ReadOnlyFile(name)
    return facts


def may_write(path: str, facts: os.stat_result) -> bool:
    """Whether a file may be written: someone has the right to, and so have we."""
    return bool(facts.st_mode & 0o222) and os.access(path, os.W_OK)


def _check_known(real: str, name: str, facts: os.stat_result | None, known: Stamp | None, overwrite: bool) -> None:
    if overwrite:
        return
    now = look(real)
    if now is None or (known is not None and now.digest == known.digest):
        return
    raise AlreadyThere(name) if known is None else ChangedOnDisk(name)


def _write_beside(
    temporary: str, real: str, facts: os.stat_result | None, data: bytes, private: bool, disk: Disk
) -> None:
    handle = disk.create(temporary, 0o600 if private or facts is not None else 0o666)
    try:
        view = memoryview(data)
        while view:
            view = view[disk.write(handle, view[: limits.CHUNK]) :]
        if facts is not None:
            disk.copy_attributes(real, facts, handle)
        disk.sync(handle)
    finally:
        os.close(handle)
    # A share may take the bytes and lose them (keepassxc#8176).
    if Path(temporary).read_bytes() != data:
        raise DiskFault(os.path.basename(real), "read back other bytes than were written")


def temporary_name(name: str) -> str:
    """A fresh name for a temporary file beside a file of that name."""
    return beside(name, f".{os.getpid()}-{secrets.token_hex(6)}.tmp")


def beside(name: str, ending: str) -> str:
    """The hidden name of a helper file beside a file; a long name is cut so that the disk takes it."""
    room = limits.LONGEST_FILE_NAME - len(ending.encode()) - 1
    return "." + os.fsencode(name)[:room].decode(errors="ignore") + ending


def lock_name(name: str) -> str:
    """The name of the lock beside a file."""
    return beside(name, ".lock")


def sweep(path: str | Path) -> None:
    """Deletes temporary files of a plan that processes left behind when they died; never fails."""
    folder, name = os.path.split(os.path.realpath(path))
    _sweep(folder, (name, lock_name(name)))


def sweep_folder(folder: str | Path) -> None:
    """Deletes all temporary files that dead processes left in a folder of Rapport's own; never fails."""
    _sweep(folder, ())


def _sweep(folder: str | Path, names: tuple[str, ...]) -> None:
    before = time.time() - limits.LEFT_OVER_AFTER
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            match = _TEMPORARY.match(entry.name)
            if match is None or (names and not any(name.startswith(match["name"]) for name in names)):
                continue
            if entry.stat(follow_symlinks=False).st_mtime < before and not is_alive(int(match["pid"])):
                _remove(entry.path)


def _remove(path: str) -> None:
    with contextlib.suppress(OSError):
        os.unlink(path)
