"""The recovery journal: every change of a document is one appended line, so that a crash costs at most the last.

A journal lies in this user's own folder beside a copy of the plan that it starts from. Each line carries its
checksum and length; reading stops at the first bad one and keeps what came before. A journal is deleted only when the
work in it is in a file, or in another journal.
"""

import contextlib
import datetime as dt
import os
import threading
import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic_core import from_json as loads
from pydantic_core import to_json as dumps

from planner.change import Change, DoesNotFit, apply, diff, from_json, to_json
from planner.document import Document
from planner.files import limits
from planner.files.errors import FileError, JournalDoesNotFit, reason_of
from planner.files.owner import Owner, owner_from_json, this_process
from planner.files.places import state_folder
from planner.files.storage import plan_as_written, plan_bytes, read_plan
from planner.files.write import Stamp, look, sweep_folder, write_file
from planner.language import _, date_text
from planner.plan import SCHEMA_VERSION, TABLES, Plan
from planner.record import new_id

_ENDING = ".jsonl"
_BASE_ENDING = ".base.rapport"
_RETRY_AFTER = 5.0
_FOREIGN_AFTER = 86_400.0


class Journal:
    """Listens to a document and keeps its changes; it never raises: ``problem`` says what is wrong, or is empty.

    Call ``saved`` after each save and ``close`` when the document is closed in peace.
    """

    def __init__(
        self, document: Document[Plan], path: str | Path = "", stamp: Stamp | None = None, replaces: str = ""
    ) -> None:
        self.problem = ""
        self._document = document
        self._path, self._stamp = str(path), stamp
        self._base = document.saved_plan or document.plan
        self._unsaved = document.saved_plan is None
        self._session = new_id()
        self._generation = 0
        self._files: list[str] = []
        self._replaces = replaces
        self._handle: int | None = None
        self._size = 0
        self._tried_at = 0.0
        self._timer: threading.Timer | None = None
        self._guard = threading.Lock()
        self._begin()
        # First of all: a view that fails must not cost the change.
        document.listeners.insert(0, self._on_change)

    def saved(self, plan: Plan, path: str | Path, stamp: Stamp) -> None:
        """Starts over from the plan that is in the file now; edits made since are carried along."""
        self._path, self._stamp = str(path), stamp
        self._base, self._unsaved = plan, False
        self._begin()

    def close(self) -> None:
        """Ends the journal and deletes it: everything is saved, or was given up by the user."""
        self._document.listeners.remove(self._on_change)
        self._let_go()
        for file in self._files:
            _remove_with_base(file)
        self._files.clear()

    def _on_change(self, change: Change) -> None:
        if self._handle is not None:
            try:
                self._write(line_of(to_json(change)))
            except (OSError, ValueError) as error:
                # Lines after a torn one would not be read: what follows needs a new journal.
                self._fail(error)
        waited = time.monotonic() - self._tried_at >= _RETRY_AFTER
        if self._size > limits.JOURNAL_COMPACTED_AT or (self._handle is None and waited):
            self._begin()

    def _write(self, line: bytes) -> None:
        assert self._handle is not None
        view = memoryview(line)
        while view:
            view = view[os.write(self._handle, view) :]
        self._size += len(line)
        if self._timer is None:
            self._timer = threading.Timer(limits.SYNC_EVERY, self._sync)
            self._timer.daemon = True
            self._timer.start()

    def _sync(self) -> None:
        with self._guard:
            self._timer = None
            if self._handle is not None:
                with contextlib.suppress(OSError):
                    os.fsync(self._handle)

    def _begin(self) -> None:
        """Makes a new file that stands for all that came before, then drops the old ones."""
        self._tried_at = time.monotonic()
        self._generation += 1
        try:
            folder = state_folder("recovery")
            stem = str(folder / f"{self._session}-{self._generation}")
            lines = [line_of(self._header())]
            if change := diff(self._base, self._document.plan, _("Changes since the last save")):
                lines.append(line_of(to_json(change)))
            write_file(stem + _BASE_ENDING, plan_bytes(self._base), overwrite=True, private=True)
            start = b"".join(lines)
            write_file(stem + _ENDING, start, overwrite=True, private=True)
            handle = os.open(stem + _ENDING, os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0))
        except (OSError, ValueError, FileError) as error:
            self._fail(error)
            return
        self._let_go()
        for file in (*self._files, *([self._replaces] if self._replaces else [])):
            _remove_with_base(file)
        self._handle, self._size, self._replaces = handle, 0, ""
        self._files = [stem + _ENDING]
        self.problem = ""

    def _header(self) -> dict[str, Any]:
        stamp = self._stamp
        return {
            "doc_id": self._base.doc_id,
            "title": self._base.profile.title,
            "path": os.path.abspath(self._path) if self._path else "",
            "digest": stamp.digest if stamp else "",
            "unsaved": self._unsaved,
            "schema": SCHEMA_VERSION,
            "owner": this_process().to_json(),
            "session": self._session,
            "generation": self._generation,
            "replaces": os.path.basename(self._replaces),
        }

    def _fail(self, error: Exception) -> None:
        self._let_go()
        words = _("Your changes are in memory only: the recovery journal could not be written. {reason}")
        self.problem = words.format(reason=reason_of(error))

    def _let_go(self) -> None:
        timer = self._timer
        if timer is not None:
            timer.cancel()
            timer.join()
        with self._guard:
            self._timer = None
            if self._handle is not None:
                os.close(self._handle)
                self._handle = None


# Lines


def line_of(data: Any) -> bytes:
    """A line of a journal: checksum, length, JSON."""
    body = dumps(data)
    return b"%08x %d %s\n" % (zlib.crc32(body), len(body), body)


def lines_of(raw: bytes) -> Iterator[tuple[Any, int]]:
    """The data of the lines of a journal and where each ends, up to the first one that is torn or damaged."""
    at = 0
    while at < len(raw):
        head = raw[at : at + 24].split(b" ", 2)
        if len(head) < 3 or len(head[0]) != 8 or not head[1].isdigit() or int(head[1]) > limits.LONGEST_LINE:
            return
        start = at + len(head[0]) + len(head[1]) + 2
        end = start + int(head[1])
        body = raw[start:end]
        if raw[end : end + 1] != b"\n" or b"%08x" % zlib.crc32(body) != head[0]:
            return
        try:
            data = loads(body)
        except ValueError:
            return
        at = end + 1
        yield data, at


# Recovery


@dataclass(frozen=True, slots=True)
class Recoverable:
    """Work that a program left behind when it died."""

    journal: str
    title: str
    path: str
    """The plan's file; empty for a plan that was never saved."""
    when: dt.datetime
    changes: int

    def when_text(self) -> str:
        """The time of the last change in words, local."""
        local = self.when.astimezone()
        return f"{date_text(local.date())}, {local:%H:%M}"


@dataclass(frozen=True, slots=True)
class Recovered:
    """A plan brought back: ``Document(plan, saved=base)`` shows it as unsaved changes.

    Where ``file`` is ``missing`` or ``none``, nothing is saved: set ``saved_plan`` of the document to None.
    ``file`` says how the plan's file is now: ``same`` as when the journal began, ``changed`` (merge: base, plan and
    what is in the file), ``missing``, or ``none`` for a plan never saved. ``stamp`` is for ``save_plan`` where the
    file is the same. ``complete`` is false where the last line was torn.
    """

    base: Plan
    plan: Plan
    path: str
    stamp: Stamp | None
    file: str
    complete: bool
    journal: str


@dataclass(frozen=True, slots=True)
class _Read:
    """A journal file as read: its header and the changes in good lines."""

    path: str
    header: dict[str, Any]
    changes: tuple[Any, ...]
    complete: bool
    modified: float


def recoverable() -> tuple[Recoverable, ...]:
    """The journals with work that is in no file, of programs that no longer run; newest first."""
    try:
        folder = state_folder("recovery")
        _tidy(folder)
        found = [_read(str(file)) for file in sorted(folder.glob(f"*{_ENDING}"))]
    except OSError:
        return ()
    journals = [journal for journal in found if journal is not None]
    newer = _superseded(journals)
    out = []
    for journal in journals:
        if _is_kept_by_someone(journal):
            continue
        if os.path.basename(journal.path) in newer or _is_in_its_file(journal):
            _put_away(journal.path, "trash")
            continue
        when = dt.datetime.fromtimestamp(journal.modified, dt.UTC)
        title, path = str(journal.header.get("title", "")), str(journal.header.get("path", ""))
        out.append(Recoverable(journal.path, title, path, when, len(journal.changes)))
    return tuple(sorted(out, key=lambda item: item.when, reverse=True))


def recover(item: Recoverable) -> Recovered:
    """Replays a journal onto its plan; raises JournalDoesNotFit, and then it is put aside.

    The journal stays. Hand its path to ``Journal(..., replaces=...)`` of the recovered document, which takes its
    place.
    """
    name = item.title or os.path.basename(item.path)
    journal = _read(item.journal)
    try:
        if journal is None or journal.header.get("schema") != SCHEMA_VERSION:
            raise DoesNotFit(item.journal)
        base, plan, done = _replayed(journal)
        if journal.changes and not done:
            raise DoesNotFit(item.journal)
    except (OSError, ValueError, FileError, DoesNotFit) as error:
        set_aside(item)
        raise JournalDoesNotFit(name, str(error)) from error
    path, digest = str(journal.header["path"]), str(journal.header["digest"])
    now = _look(path)
    state = "none" if not path else "missing" if now is None else "same" if now.digest == digest else "changed"
    complete = journal.complete and done == len(journal.changes)
    return Recovered(base, plan, path, now if state == "same" else None, state, complete, item.journal)


def discard(item: Recoverable) -> None:
    """Moves a journal to the trash, where it stays for 30 days."""
    _put_away(item.journal, "trash")


def set_aside(item: Recoverable) -> None:
    """Moves a journal aside, where it stays until someone deletes it."""
    _put_away(item.journal, "aside")


def _read(path: str) -> _Read | None:
    try:
        raw = Path(path).read_bytes()
        modified = os.stat(path).st_mtime
    except OSError:
        return None
    lines = list(lines_of(raw))
    if not lines or not isinstance(lines[0][0], dict):
        _put_away(path, "aside")
        return None
    changes = tuple(data for data, _end in lines[1:])
    return _Read(path, lines[0][0], changes, lines[-1][1] == len(raw), modified)


def _replayed(journal: _Read) -> tuple[Plan, Plan, int]:
    """The plan that a journal starts from, the plan it leads to, and how many changes that took."""
    base = plan_as_written(Path(_base_of(journal.path)).read_bytes())
    plan, done = base, 0
    for data in journal.changes:
        try:
            plan = apply(plan, from_json(data, TABLES))
        except (DoesNotFit, KeyError, TypeError, ValueError):
            break
        done += 1
    return base, plan, done


def _superseded(journals: Iterable[_Read]) -> set[str]:
    """The names of journals whose work is in another one."""
    newest: dict[str, _Read] = {}
    names: set[str] = set()
    for journal in journals:
        names.add(str(journal.header.get("replaces", "")))
        session = str(journal.header.get("session", journal.path))
        other = newest.setdefault(session, journal)
        if other is not journal:
            older, newer = sorted((other, journal), key=lambda j: int(j.header.get("generation", 0)))
            newest[session] = newer
            names.add(os.path.basename(older.path))
    return names


def _is_kept_by_someone(journal: _Read) -> bool:
    try:
        owner: Owner = owner_from_json(journal.header.get("owner"))
    except ValueError:
        return False
    runs = owner.runs()
    return time.time() - journal.modified < _FOREIGN_AFTER if runs is None else runs


def _is_in_its_file(journal: _Read) -> bool:
    """Whether there is nothing to recover: no change, or the program died after saving and before starting over."""
    saved = not journal.header.get("unsaved")
    if not journal.changes:
        return saved
    path = str(journal.header.get("path", ""))
    try:
        base, plan, _done = _replayed(journal)
        if plan == base:
            return saved
        now = _look(path)
        return now is not None and now.digest != journal.header.get("digest") and read_plan(path).plan == plan
    except (OSError, ValueError, FileError):
        return False


def _look(path: str) -> Stamp | None:
    try:
        return look(path) if path else None
    except OSError:
        return None


def _base_of(journal: str) -> str:
    return journal.removesuffix(_ENDING) + _BASE_ENDING


def _remove_with_base(journal: str) -> None:
    for path in (journal, _base_of(journal)):
        with contextlib.suppress(OSError):
            os.unlink(path)


def _put_away(journal: str, where: str) -> None:
    with contextlib.suppress(OSError):
        folder = state_folder("recovery", where)
        for path in (_base_of(journal), journal):
            if os.path.exists(path):
                os.replace(path, folder / os.path.basename(path))
                os.utime(folder / os.path.basename(path))


def _tidy(folder: Path) -> None:
    """Sweeps what dead programs left half made, and what has been in the trash for long."""
    sweep_folder(folder)
    now = time.time()
    with contextlib.suppress(OSError):
        for file in folder.glob(f"*{_BASE_ENDING}"):
            journal = str(file).removesuffix(_BASE_ENDING) + _ENDING
            if not os.path.exists(journal) and file.stat().st_mtime < now - limits.LEFT_OVER_AFTER:
                _put_away(journal, "trash")
    with contextlib.suppress(OSError):
        for file in (folder / "trash").iterdir():
            if file.stat().st_mtime < now - limits.TRASH_DAYS * 86_400:
                file.unlink()
