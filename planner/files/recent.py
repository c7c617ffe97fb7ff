"""Recent plans: the list that the start window shows; titles and places only, nothing of what the plans say."""

import datetime as dt
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from planner.files import limits
from planner.files.places import state_folder


@dataclass(frozen=True, slots=True)
class Recent:
    """A plan that was open lately; ``progress`` is how complete its steps were, 0 to 1."""

    path: str
    title: str
    when: dt.datetime
    progress: tuple[float, ...] = ()

    @property
    def there(self) -> bool:
        """Whether its file is still in its place."""
        return os.path.isfile(self.path)


def recent_plans() -> tuple[Recent, ...]:
    """The plans that were open lately, newest first; a damaged list counts as empty."""
    try:
        with (state_folder() / "recent.json").open("rb") as stream:
            rows = json.loads(stream.read(limits.LARGEST_RECENT))
        return tuple(_entry(row) for row in rows)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return ()


def remember(path: str | Path, title: str, progress: Iterable[float] = ()) -> None:
    """Puts a plan at the top of the list; never fails."""
    path = os.path.abspath(path)
    entry = Recent(path, title, dt.datetime.now(dt.UTC), tuple(progress))
    _write([entry, *(old for old in recent_plans() if old.path != path)])


def forget(path: str | Path) -> None:
    """Takes a plan off the list; its file is not touched."""
    path = os.path.abspath(path)
    _write([old for old in recent_plans() if old.path != path])


def _write(entries: list[Recent]) -> None:
    # The start window only reads: what writes files safely is loaded when it is needed.
    from planner.files.errors import FileError
    from planner.files.write import write_file

    rows = [
        {"path": e.path, "title": e.title, "when": e.when.isoformat(timespec="seconds"), "progress": e.progress}
        for e in entries[: limits.RECENT_PLANS]
    ]
    try:
        write_file(
            state_folder() / "recent.json",
            json.dumps(rows, indent=1, ensure_ascii=False).encode() + b"\n",
            overwrite=True,
            private=True,
        )
    except (OSError, ValueError, FileError):
        return


def _entry(row: dict[str, object]) -> Recent:
    progress = row.get("progress")
    shares = tuple(float(share) for share in progress) if isinstance(progress, list) else ()
    when = dt.datetime.fromisoformat(str(row["when"]))
    return Recent(str(row["path"]), str(row["title"]), when.astimezone(dt.UTC), shares)
