"""The disk: the few calls that writing a file safely is made of, in one place where tests can make them fail."""

import contextlib
import errno
import os
import sys
import time

from planner.files import limits
from planner.files.errors import WINDOWS_IN_USE

WINDOWS = os.name == "nt"
_FOLDER_SYNC_UNKNOWN = (errno.EINVAL, errno.ENOTSUP, errno.ENOSYS)


class Disk:
    """The calls of the operating system."""

    def create(self, path: str, mode: int) -> int:
        """A descriptor of a new file for writing; fails where there is one already."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        for name in ("O_NOFOLLOW", "O_CLOEXEC", "O_BINARY", "O_NOINHERIT"):
            flags |= getattr(os, name, 0)
        return os.open(path, flags, mode)

    def write(self, handle: int, data: memoryview) -> int:
        """Writes at least one byte and returns how many."""
        return os.write(handle, data)

    def sync(self, handle: int) -> None:
        """Returns when the disk holds what was written."""
        os.fsync(handle)

    def replace(self, source: str, target: str) -> None:
        """Puts a file in the place of another in one step; Windows is asked again while a scanner holds it."""
        pauses = iter(limits.REPLACE_PAUSES)
        while True:
            try:
                os.replace(source, target)
            except OSError as error:
                pause = next(pauses, None)
                if pause is None or getattr(error, "winerror", None) not in WINDOWS_IN_USE:
                    raise
                time.sleep(pause)
            else:
                return

    def sync_folder(self, folder: str) -> None:
        """Returns when the disk holds the names in a folder."""
        if WINDOWS:
            return
        handle = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno not in _FOLDER_SYNC_UNKNOWN:
                raise
        finally:
            os.close(handle)

    def copy_attributes(self, source: str, facts: os.stat_result, handle: int) -> None:
        """Gives a file the owner, rights and extended attributes of another, as far as the system allows."""
        if WINDOWS:
            return
        mine = os.fstat(handle)
        if (mine.st_uid, mine.st_gid) != (facts.st_uid, facts.st_gid):
            with contextlib.suppress(OSError):
                os.fchown(handle, -1, facts.st_gid)
            with contextlib.suppress(OSError):
                os.fchown(handle, facts.st_uid, -1)
        with contextlib.suppress(OSError):
            os.fchmod(handle, facts.st_mode & 0o7777)
        if sys.platform == "linux":
            with contextlib.suppress(OSError):
                for name in os.listxattr(source):
                    with contextlib.suppress(OSError):
                        os.setxattr(handle, name, os.getxattr(source, name))


DISK = Disk()
