"""Earlier versions: a saved plan's predecessor is kept in this user's own folder, some for hours, some for weeks."""

import contextlib
import datetime as dt
import hashlib
import os
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from planner.files import limits
from planner.files.errors import FileError
from planner.files.gates import read_bytes
from planner.files.places import state_folder
from planner.files.write import Stamp, sweep_folder, write_file
from planner.language import date_text

_NAME = re.compile(r"(\d{8}T\d{6})Z-([0-9a-f]{8})\.rapport$")
_DOC_ID = re.compile(rb'"doc_id"\s*:\s*"([A-Za-z0-9_-]{1,40})"')
_WHEN = "%Y%m%dT%H%M%S"


@dataclass(frozen=True, slots=True)
class EarlierVersion:
    """A kept version of a plan: open it with ``read_plan(version.path)``, as a copy."""

    path: str
    when: dt.datetime
    size: int

    def when_text(self) -> str:
        """The time in words, local."""
        local = self.when.astimezone()
        return f"{date_text(local.date())}, {local:%H:%M}"


def earlier_versions(doc_id: str) -> tuple[EarlierVersion, ...]:
    """The kept versions of a plan, newest first."""
    try:
        return tuple(sorted(_versions(_root() / doc_id), key=lambda version: version.when, reverse=True))
    except OSError:
        return ()


def earlier_versions_of(path: str | Path, raw: bytes = b"") -> tuple[EarlierVersion, ...]:
    """The kept versions of a file that may be too damaged to say which plan it held, newest first."""
    doc_id = doc_id_in(raw)
    if doc_id and (found := earlier_versions(doc_id)):
        return found
    mark = _mark(os.path.realpath(path))
    try:
        ids = [folder.name for folder in _root().iterdir() if (folder / mark).is_file()]
    except OSError:
        return ()
    versions = (version for doc_id in ids for version in earlier_versions(doc_id))
    return tuple(sorted(versions, key=lambda version: version.when, reverse=True))


def keep(path: str, known: Stamp | None = None) -> float | None:
    """Keeps the file that is about to be replaced and returns when; None where one was kept lately.

    Raises OSError or SaveError where it cannot be kept.
    """
    now = time.time()
    if known is not None and 0 <= now - known.kept_at < limits.BACKUP_EVERY:
        return None
    try:
        raw, _facts = read_bytes(path)
    except FileError:  # what was there is no plan that could be opened again
        return None
    folder = state_folder("backups", doc_id_in(raw) or "unknown")
    digest = hashlib.sha256(raw).hexdigest()[:8]
    if not any(version.path.endswith(f"-{digest}.rapport") for version in _versions(folder)):
        when = dt.datetime.fromtimestamp(now, dt.UTC).strftime(_WHEN)
        write_file(folder / f"{when}Z-{digest}.rapport", raw, overwrite=True, private=True)
    (folder / _mark(path)).touch(mode=0o600)
    thin_out(now)
    return now


def thin_out(now: float) -> None:
    """Deletes versions beyond those to keep: the last ten, one a day, one a week, and 200 MB in all."""
    kept: list[EarlierVersion] = []
    for folder in _root().iterdir():
        sweep_folder(folder)
        versions = sorted(_versions(folder), key=lambda version: version.when, reverse=True)
        wanted = chosen(versions, dt.datetime.fromtimestamp(now, dt.UTC))
        for version in versions:
            if version not in wanted:
                _delete(version)
        kept.extend(version for version in versions[1:] if version in wanted)
    room = limits.BACKUPS_LARGEST
    for version in sorted(kept, key=lambda version: version.when, reverse=True):
        room -= version.size
        if room < 0:
            _delete(version)


def _delete(version: EarlierVersion) -> None:
    with contextlib.suppress(OSError):  # another window was faster
        os.unlink(version.path)


def chosen(versions: Iterable[EarlierVersion], now: dt.datetime) -> set[EarlierVersion]:
    """Those versions to keep of some that are sorted newest first."""
    wanted: set[EarlierVersion] = set()
    days: set[dt.date] = set()
    weeks: set[tuple[int, int]] = set()
    for at, version in enumerate(versions):
        age = now - version.when
        day, week = version.when.date(), version.when.isocalendar()[:2]
        if (
            at < limits.BACKUPS_RECENT
            or (age < dt.timedelta(days=limits.BACKUP_DAYS) and day not in days)
            or (age < dt.timedelta(weeks=limits.BACKUP_WEEKS) and week not in weeks)
        ):
            wanted.add(version)
        days.add(day)
        weeks.add(week)
    return wanted


def _root() -> Path:
    return state_folder("backups")


def _versions(folder: Path) -> list[EarlierVersion]:
    versions: list[EarlierVersion] = []
    for entry in folder.iterdir() if folder.is_dir() else ():
        if match := _NAME.match(entry.name):
            when = dt.datetime.strptime(match[1], _WHEN).replace(tzinfo=dt.UTC)
            versions.append(EarlierVersion(str(entry), when, entry.stat().st_size))
    return versions


def doc_id_in(raw: bytes) -> str:
    """The plan's own number in the first bytes of a file, whole or not; empty where there is none."""
    match = _DOC_ID.search(raw[: limits.HEAD])
    return match[1].decode() if match else ""


def _mark(real: str) -> str:
    """The name of an empty file that says: this plan was saved at that path; the path itself is not told."""
    return "at-" + hashlib.sha256(os.fsencode(real)).hexdigest()[:24]
