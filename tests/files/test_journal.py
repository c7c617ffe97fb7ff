"""The journal: what was edited is there again after a crash, and nothing is ever thrown away unasked."""

import datetime as dt
import errno
import os
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.document import Document
from planner.files import journal as journals
from planner.files import limits, owner
from planner.files.errors import JournalDoesNotFit
from planner.files.journal import (
    Journal,
    Recoverable,
    discard,
    line_of,
    lines_of,
    recover,
    recoverable,
    set_aside,
)
from planner.files.storage import read_plan, save_plan
from planner.objectives.edits import add_objective, edit_objective
from planner.plan import Plan, empty_plan

Pass = Callable[[], None]


@pytest.fixture
def crash(monkeypatch: pytest.MonkeyPatch) -> Pass:
    """From now on, journals begun before count as those of a program that died."""
    real = owner.Owner.runs
    dead: list[bool] = []

    def runs(self: owner.Owner) -> bool | None:
        return False if dead else real(self)

    monkeypatch.setattr(owner.Owner, "runs", runs)
    return lambda: dead.append(True)


def start() -> Document[Plan]:
    return Document(add_objective(empty_plan(title="Plan"), "repeat"))


def type_in(document: Document[Plan], text: str) -> None:
    plan = document.plan
    document.edit("Edit statement", edit_objective(plan, plan.objectives[0].id, statement=text), typing="statement")


def kept(document: Document[Plan], path: Path) -> Journal:
    return Journal(document, path, save_plan(document.plan, path).stamp)


def files(state: Path) -> list[str]:
    folder = state / "recovery"
    return sorted(file.name for file in folder.iterdir() if file.is_file()) if folder.is_dir() else []


def only(items: tuple[Recoverable, ...]) -> Recoverable:
    assert len(items) == 1
    return items[0]


def test_every_edit_undo_and_redo_is_there_after_a_crash(folder: Path, crash: Pass) -> None:
    document = start()
    base = document.plan
    journal = kept(document, folder / "a.rapport")
    for text in ("a", "ab", "abc"):
        type_in(document, text)
    document.edit("Add objective", add_objective(document.plan, "frequency"))
    document.undo()
    document.undo()
    document.redo()
    crash()
    item = only(recoverable())
    assert (item.title, item.path, item.changes) == ("Plan", str(folder / "a.rapport"), 7)
    found = recover(item)
    assert (found.plan, found.base, found.file, found.complete) == (document.plan, base, "same", True)
    assert journal.problem == ""
    again = Document(found.plan, saved=found.base)
    assert again.dirty


def test_the_stamp_of_a_recovered_plan_lets_it_be_saved(folder: Path, crash: Pass) -> None:
    document = start()
    kept(document, folder / "a.rapport")
    type_in(document, "a")
    crash()
    found = recover(only(recoverable()))
    save_plan(found.plan, found.path, found.stamp)
    assert read_plan(folder / "a.rapport").plan == document.plan


def test_a_plan_that_was_never_saved_is_there_too(crash: Pass) -> None:
    document = start()
    Journal(document)
    type_in(document, "a")
    crash()
    found = recover(only(recoverable()))
    assert (found.plan, found.path, found.file, found.stamp) == (document.plan, "", "none", None)


def test_an_unsaved_copy_without_any_edit_is_there_too(crash: Pass) -> None:
    document = start()
    document.saved_plan = None
    Journal(document)
    crash()
    assert recover(only(recoverable())).plan == document.plan


def test_a_program_that_runs_keeps_its_journal_to_itself(folder: Path) -> None:
    document = start()
    journal = kept(document, folder / "a.rapport")
    type_in(document, "a")
    assert recoverable() == ()
    journal.close()


def test_closing_in_peace_leaves_nothing_behind(folder: Path, state: Path, crash: Pass) -> None:
    document = start()
    journal = kept(document, folder / "a.rapport")
    type_in(document, "a")
    journal.close()
    type_in(document, "ab")
    crash()
    assert files(state) == [] and recoverable() == ()


def test_a_crash_without_edits_leaves_nothing_to_recover(folder: Path, state: Path, crash: Pass) -> None:
    kept(start(), folder / "a.rapport")
    crash()
    assert recoverable() == () and files(state) == []


def test_edits_that_were_taken_back_leave_nothing_to_recover(folder: Path, crash: Pass) -> None:
    document = start()
    kept(document, folder / "a.rapport")
    type_in(document, "a")
    document.undo()
    crash()
    assert recoverable() == ()


def test_a_save_starts_over_and_keeps_the_edits_made_meanwhile(folder: Path, state: Path, crash: Pass) -> None:
    document = start()
    path = folder / "a.rapport"
    journal = kept(document, path)
    type_in(document, "saved")
    snapshot = document.plan
    type_in(document, "typed while saving")
    stamp = save_plan(snapshot, path, read_plan(path).stamp).stamp
    document.mark_saved(snapshot)
    journal.saved(snapshot, path, stamp)
    type_in(document, "typed after saving")
    assert len(files(state)) == 2
    crash()
    found = recover(only(recoverable()))
    assert (found.base, found.plan, found.file) == (snapshot, document.plan, "same")


def test_a_crash_between_the_save_and_the_new_journal_offers_nothing_that_is_in_the_file(
    folder: Path, state: Path, crash: Pass
) -> None:
    document = start()
    path = folder / "a.rapport"
    kept(document, path)
    type_in(document, "saved")
    save_plan(document.plan, path, read_plan(path).stamp)
    crash()
    assert recoverable() == ()
    assert files(state) == []
    assert len(list((state / "recovery" / "trash").iterdir())) == 2


def test_a_file_that_changed_or_went_since_is_told(folder: Path, crash: Pass) -> None:
    document = start()
    path = folder / "a.rapport"
    kept(document, path)
    type_in(document, "ours")
    save_plan(empty_plan(title="theirs"), path, overwrite=True)
    crash()
    found = recover(only(recoverable()))
    assert (found.file, found.stamp) == ("changed", None)
    path.unlink()
    assert recover(only(recoverable())).file == "missing"


def test_a_torn_last_line_costs_that_edit_only(folder: Path, crash: Pass) -> None:
    document = start()
    kept(document, folder / "a.rapport")
    type_in(document, "first")
    first = document.plan
    document.end_typing()
    type_in(document, "second")
    crash()
    item = only(recoverable())
    raw = Path(item.journal).read_bytes()
    for cut in (1, 2, 30, 100):
        Path(item.journal).write_bytes(raw[:-cut])
        found = recover(item)
        assert (found.plan, found.complete) == (first, False)


@given(st.data())
@settings(max_examples=150, deadline=None, derandomize=True)
def test_a_damaged_journal_gives_a_true_beginning_or_nothing(data: st.DataObject) -> None:
    lines = [line_of({"number": number, "text": "é" * number}) for number in range(8)]
    raw = bytearray(b"".join(lines))
    at = data.draw(st.integers(0, len(raw) - 1))
    raw[at : at + 1] = data.draw(st.binary(max_size=3))
    numbers = [item["number"] for item, _end in lines_of(bytes(raw))]
    assert numbers == list(range(len(numbers)))


def test_a_journal_that_does_not_fit_is_put_aside_and_not_deleted(folder: Path, state: Path, crash: Pass) -> None:
    document = start()
    kept(document, folder / "a.rapport")
    type_in(document, "a")
    crash()
    item = only(recoverable())
    base = Path(item.journal.replace(".jsonl", ".base.rapport"))
    save_plan(start().plan, base, overwrite=True)
    with pytest.raises(JournalDoesNotFit, match="put aside and not deleted"):
        recover(item)
    assert recoverable() == () and files(state) == []
    assert len(list((state / "recovery" / "aside").iterdir())) == 2


def test_a_journal_without_its_beginning_is_put_aside(folder: Path, state: Path, crash: Pass) -> None:
    document = start()
    kept(document, folder / "a.rapport")
    type_in(document, "a")
    crash()
    path = Path(only(recoverable()).journal)
    path.write_bytes(b"x" + path.read_bytes())
    assert recoverable() == ()
    assert path.name in {file.name for file in (state / "recovery" / "aside").iterdir()}


def test_recovering_twice_gives_the_same_and_the_new_journal_takes_the_old_ones_place(
    folder: Path, state: Path, crash: Pass
) -> None:
    document = start()
    kept(document, folder / "a.rapport")
    type_in(document, "a")
    crash()
    item = only(recoverable())
    assert recover(item) == recover(item)
    found = recover(item)
    again = Document(found.plan, saved=found.base)
    Journal(again, found.path, found.stamp, replaces=found.journal)
    assert not Path(item.journal).exists() and len(files(state)) == 2
    type_in(again, "ab")
    last = recover(only(recoverable()))
    assert (last.plan, last.base) == (again.plan, found.base)


def test_a_crash_while_one_journal_takes_the_place_of_another_offers_the_work_once(
    folder: Path, crash: Pass, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = start()
    kept(document, folder / "a.rapport")
    type_in(document, "a")
    crash()
    found = recover(only(recoverable()))
    monkeypatch.setattr(journals, "_remove_with_base", lambda _journal: None)
    again = Document(found.plan, saved=found.base)
    journal = Journal(again, found.path, found.stamp, replaces=found.journal)
    type_in(again, "ab")
    assert recover(only(recoverable())).plan == again.plan
    journal.saved(again.plan, found.path, save_plan(again.plan, found.path, found.stamp).stamp)
    type_in(again, "abc")
    assert recover(only(recoverable())).plan == again.plan


def test_discarded_work_stays_in_the_trash_for_thirty_days(folder: Path, state: Path, crash: Pass) -> None:
    document = start()
    kept(document, folder / "a.rapport")
    type_in(document, "a")
    crash()
    discard(only(recoverable()))
    trash = state / "recovery" / "trash"
    assert recoverable() == () and len(list(trash.iterdir())) == 2
    old = time.time() - 31 * 86_400
    for file in trash.iterdir():
        os.utime(file, (old, old))
    recoverable()
    assert list(trash.iterdir()) == []


def test_work_that_was_set_aside_stays(folder: Path, state: Path, crash: Pass) -> None:
    document = start()
    kept(document, folder / "a.rapport")
    type_in(document, "a")
    crash()
    set_aside(only(recoverable()))
    assert recoverable() == ()
    assert len(list((state / "recovery" / "aside").iterdir())) == 2


def test_several_plans_are_offered_newest_first(folder: Path, crash: Pass) -> None:
    for name in ("a", "b"):
        document = start()
        kept(document, folder / f"{name}.rapport")
        type_in(document, name)
    crash()
    items = recoverable()
    assert len(items) == 2 and items[0].when >= items[1].when
    assert items[0].when <= dt.datetime.now(dt.UTC)


def test_a_full_disk_stops_no_edit_and_the_next_journal_holds_them_all(
    folder: Path, crash: Pass, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = start()
    journal = kept(document, folder / "a.rapport")
    real = os.write
    monkeypatch.setattr(journals, "_RETRY_AFTER", 0.0)

    def full(handle: int, data: bytes) -> int:
        if len(data) > 30:
            return real(handle, data[:30])
        raise OSError(errno.ENOSPC, "No space left")

    with monkeypatch.context() as broken:
        broken.setattr(os, "write", full)
        type_in(document, "typed on a full disk")
        assert "could not be written" in journal.problem
    document.edit("Add", add_objective(document.plan, "frequency"))
    assert journal.problem == ""
    crash()
    assert recover(only(recoverable())).plan == document.plan


def test_a_state_folder_that_cannot_be_made_stops_nothing(
    folder: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state.write_text("a file where a folder should be")
    document = start()
    journal = Journal(document)
    type_in(document, "a")
    assert document.plan.objectives[0].statement == "a"
    assert "could not be written" in journal.problem
    journal.close()


def test_a_view_that_fails_does_not_cost_the_edit(folder: Path, crash: Pass) -> None:
    document = start()

    def fail(_change: object) -> None:
        raise RuntimeError("a view that fails")

    document.listeners.append(fail)
    kept(document, folder / "a.rapport")
    with pytest.raises(RuntimeError):
        type_in(document, "a")
    crash()
    assert recover(only(recoverable())).plan.objectives[0].statement == "a"


def test_a_journal_that_has_grown_large_is_begun_anew(
    folder: Path, state: Path, crash: Pass, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "JOURNAL_COMPACTED_AT", 2_000)
    document = start()
    kept(document, folder / "a.rapport")
    for number in range(60):
        type_in(document, f"text {number}")
    assert len(files(state)) == 2
    crash()
    item = only(recoverable())
    assert item.changes < 20
    assert recover(item).plan == document.plan


def test_a_journal_of_another_version_of_the_format_is_put_aside(
    folder: Path, crash: Pass, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = start()
    kept(document, folder / "a.rapport")
    type_in(document, "a")
    crash()
    item = only(recoverable())
    monkeypatch.setattr(journals, "SCHEMA_VERSION", 2)
    with pytest.raises(JournalDoesNotFit):
        recover(item)


def test_journals_are_for_the_user_only(folder: Path, state: Path) -> None:
    journal = kept(start(), folder / "a.rapport")
    for name in files(state):
        assert stat.S_IMODE((state / "recovery" / name).stat().st_mode) == 0o600
    journal.close()


def test_a_pushed_edit_leaves_no_thread_behind_when_closed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SYNC_EVERY", 0.0)
    before = threading.active_count()
    document = start()
    journal = kept(document, folder / "a.rapport")
    for number in range(20):
        type_in(document, str(number))
    journal.close()
    assert threading.active_count() <= before


def test_a_program_that_was_really_killed_leaves_its_work(folder: Path, state: Path) -> None:
    code = (
        "import os, signal\n"
        "from tests.files.test_journal import *\n"
        f"document = start(); kept(document, Path({str(folder)!r}) / 'a.rapport')\n"
        "type_in(document, 'typed before the crash')\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False)
    assert done.returncode == -9
    assert recover(only(recoverable())).plan.objectives[0].statement == "typed before the crash"


def test_what_a_dead_program_left_half_made_is_tidied_after_an_hour(folder: Path, state: Path) -> None:
    journal = kept(start(), folder / "a.rapport")
    place = state / "recovery"
    temporary, base = place / f".x.jsonl.{2**22 + 1}-0123456789ab.tmp", place / "x-1.base.rapport"
    for file in (temporary, base):
        file.write_text("half")
    recoverable()
    assert temporary.exists() and base.exists()
    old = time.time() - 7_200
    for file in (temporary, base):
        os.utime(file, (old, old))
    recoverable()
    assert not temporary.exists() and not base.exists()
    assert len(files(state)) == 2
    journal.close()
