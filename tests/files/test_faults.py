"""Faults of the disk, one by one: a save either succeeds or leaves the old file whole and says what went wrong."""

import errno
import os
import resource
from pathlib import Path
from typing import Any

import pytest

from planner.files import limits
from planner.files.backups import earlier_versions
from planner.files.disk import Disk
from planner.files.errors import (
    DiskFault,
    DiskFull,
    FolderGone,
    InUse,
    MaybeNotOnDisk,
    NoAccess,
    NoRight,
    NotAFile,
    ProgramFault,
    SaveError,
    TooBigForDisk,
    open_error,
    save_error,
)
from planner.files.storage import plan_as_written, plan_bytes, read_plan, save_plan
from planner.files.write import Stamp
from planner.plan import empty_plan

OLD, NEW = empty_plan(title="old"), empty_plan(title="new")


class Faulty(Disk):
    """Fails at the n-th use of one call, with one error."""

    def __init__(self, call: str, number: int, at: int = 1) -> None:
        self.call, self.number, self.left = call, number, at

    def _maybe(self, call: str) -> None:
        if call == self.call:
            self.left -= 1
            if self.left == 0:
                raise OSError(self.number, os.strerror(self.number))

    def create(self, path: str, mode: int) -> int:
        self._maybe("create")
        return super().create(path, mode)

    def write(self, handle: int, data: memoryview) -> int:
        self._maybe("write")
        return super().write(handle, data[:400])

    def sync(self, handle: int) -> None:
        self._maybe("sync")
        super().sync(handle)

    def replace(self, source: str, target: str) -> None:
        self._maybe("replace")
        super().replace(source, target)

    def sync_folder(self, folder: str) -> None:
        self._maybe("sync_folder")
        super().sync_folder(folder)


def old_file(folder: Path) -> tuple[Path, Stamp]:
    path = folder / "a.rapport"
    return path, save_plan(OLD, path).stamp


@pytest.mark.parametrize(
    ("call", "number", "at", "kind", "words"),
    [
        ("create", errno.EACCES, 1, NoRight, "do not have the right"),
        ("create", errno.EROFS, 1, NoRight, "do not have the right"),
        ("create", errno.ENOSPC, 1, DiskFull, "no room left"),
        ("create", errno.EMFILE, 1, SaveError, "could not be saved"),
        ("write", errno.ENOSPC, 1, DiskFull, "no room left"),
        ("write", errno.ENOSPC, 3, DiskFull, "no room left"),
        ("write", errno.EDQUOT, 2, DiskFull, "no room left"),
        ("write", errno.EIO, 2, DiskFault, "reported an error"),
        ("sync", errno.EIO, 1, DiskFault, "reported an error"),
        ("sync", errno.ENOSPC, 1, DiskFull, "no room left"),
        ("replace", errno.EACCES, 1, NoRight, "do not have the right"),
        ("replace", errno.EIO, 1, DiskFault, "reported an error"),
        ("replace", errno.ESTALE, 1, FolderGone, "not there any more"),
        ("replace", errno.EBUSY, 1, InUse, "Another program"),
    ],
)
def test_a_fault_before_the_file_is_in_place_leaves_the_old_one(
    folder: Path, call: str, number: int, at: int, kind: type[SaveError], words: str
) -> None:
    path, stamp = old_file(folder)
    before = path.read_bytes()
    with pytest.raises(kind, match=words) as caught:
        save_plan(NEW, path, stamp, disk=Faulty(call, number, at))
    assert type(caught.value) is kind
    assert "safe in memory" in str(caught.value) and caught.value.todo
    assert path.read_bytes() == before
    assert [file.name for file in folder.iterdir()] == ["a.rapport"]
    assert plan_as_written(Path(caught.value.rescue).read_bytes()) == NEW
    assert save_plan(NEW, path, stamp).stamp.digest != stamp.digest


def test_every_write_may_fail_and_none_tears_the_file(folder: Path) -> None:
    path, stamp = old_file(folder)
    at = 0
    while True:
        at += 1
        disk = Faulty("write", errno.ENOSPC, at)
        try:
            save_plan(NEW, path, stamp, disk=disk)
        except DiskFull:
            assert read_plan(path).plan == OLD
        else:
            break
    assert at > 3
    assert read_plan(path).plan == NEW


def test_a_folder_that_is_not_confirmed_is_told_and_the_next_save_knows_the_file(folder: Path) -> None:
    path, stamp = old_file(folder)
    with pytest.raises(MaybeNotOnDisk) as caught:
        save_plan(NEW, path, stamp, disk=Faulty("sync_folder", errno.EIO))
    assert read_plan(path).plan == NEW
    save_plan(OLD, path, caught.value.stamp)


class Lying(Disk):
    """Takes all bytes and keeps half of them, as a bad share does."""

    def write(self, handle: int, data: memoryview) -> int:
        os.write(handle, data[: len(data) // 2])
        return len(data)


def test_a_disk_that_lies_about_what_it_wrote_is_found_out(folder: Path) -> None:
    path, stamp = old_file(folder)
    with pytest.raises(DiskFault):
        save_plan(NEW, path, stamp, disk=Lying())
    assert read_plan(path).plan == OLD
    assert len(list(folder.iterdir())) == 1


class Watched(Disk):
    """Notes the order of the calls."""

    def __init__(self) -> None:
        self.calls: list[str] = []

    def sync(self, handle: int) -> None:
        self.calls.append("sync")
        super().sync(handle)

    def replace(self, source: str, target: str) -> None:
        assert os.path.dirname(source) == os.path.dirname(target)
        self.calls.append("replace")
        super().replace(source, target)

    def sync_folder(self, folder: str) -> None:
        self.calls.append("sync folder")
        super().sync_folder(folder)


def test_the_file_is_on_the_disk_before_it_takes_the_old_ones_place(folder: Path) -> None:
    disk = Watched()
    save_plan(NEW, folder / "a.rapport", disk=disk)
    assert disk.calls == ["sync", "replace", "sync folder"]


class Meddling(Disk):
    """Someone else saves the file while ours is being written."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def sync(self, handle: int) -> None:
        self.path.write_bytes(plan_bytes(empty_plan(title="theirs")))
        super().sync(handle)


def test_a_file_that_changes_while_ours_is_written_is_not_overwritten(folder: Path) -> None:
    path, stamp = old_file(folder)
    with pytest.raises(SaveError, match="changed by someone else"):
        save_plan(NEW, path, stamp, disk=Meddling(path))
    assert read_plan(path).plan.profile.title == "theirs"


def test_the_loser_of_the_last_race_is_among_the_earlier_versions(folder: Path) -> None:
    path, _stamp = old_file(folder)
    theirs = empty_plan(title="theirs")
    path.write_bytes(plan_bytes(theirs))
    save_plan(NEW, path, overwrite=True)
    assert read_plan(earlier_versions(theirs.doc_id)[0].path).plan == theirs


def test_a_limit_on_file_sizes_is_an_error_and_no_torn_file(folder: Path) -> None:
    path, stamp = old_file(folder)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, hard))
    try:
        with pytest.raises(TooBigForDisk):
            save_plan(NEW, path, stamp)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert read_plan(path).plan == OLD
    assert len(list(folder.iterdir())) == 1


def test_a_version_that_cannot_be_kept_does_not_stop_the_save(
    folder: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, stamp = old_file(folder)
    state.mkdir(exist_ok=True)
    (state / "backups").write_text("a file where a folder should be")
    saved = save_plan(NEW, path, stamp)
    assert read_plan(path).plan == NEW
    assert len(saved.notes) == 1 and "could not be kept" in saved.notes[0]


def test_a_plan_that_would_read_back_as_another_one_never_reaches_the_disk(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, stamp = old_file(folder)
    monkeypatch.setattr("planner.files.storage.plan_bytes", lambda _plan: plan_bytes(OLD))
    with pytest.raises(ProgramFault, match="noticed it") as caught:
        save_plan(NEW, path, stamp)
    assert read_plan(path).plan == OLD
    assert Path(caught.value.rescue).read_bytes() == plan_bytes(OLD)


class Busy(OSError):
    """What Windows says while a scanner holds a file."""

    winerror = 32


def test_windows_is_asked_again_while_a_scanner_holds_the_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, calls = os.replace, []

    def replace(source: Any, target: Any) -> None:
        calls.append(target)
        if len(calls) < 3:
            raise Busy(errno.EACCES, "in use")
        real(source, target)

    monkeypatch.setattr(limits, "REPLACE_PAUSES", (0.0,) * 4)
    monkeypatch.setattr(os, "replace", replace)
    save_plan(NEW, folder / "a.rapport")
    assert len(calls) == 3
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(Busy(errno.EACCES, "in use")))
    with pytest.raises(InUse):
        save_plan(OLD, folder / "b.rapport")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.ENOENT, errno.EBUSY, 9_999])
def test_every_disk_error_has_a_sentence_and_its_details(number: int) -> None:
    error = save_error(OSError(number, "words of the system"), "plan.rapport")
    assert "plan.rapport" in error.happened and "words of the system" in error.details
    assert "words of the system" not in str(error)


def test_opening_names_what_the_disk_says() -> None:
    assert isinstance(open_error(OSError(errno.EACCES, ""), "a"), NoAccess)
    assert isinstance(open_error(OSError(errno.ELOOP, ""), "a"), NotAFile)
