"""Opening, saving and closing plans in the window: saved means on disk, and no edit is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from planner.files.journal import recoverable
from planner.files.lock import find_lock
from planner.files.recent import recent_plans
from planner.files.storage import read_plan, save_plan
from planner.insight.edits import edit_profile
from planner.plan import Plan
from ui import plan_desk
from ui.desk import Desk
from ui.plan_desk import PlanDesk

Answers = list[str]


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    """What a person answers to the next questions, in order; a question nobody expects fails the test."""
    given: Answers = []

    def answer(_parent: object, title: str, *_rest: object, **_more: object) -> str:
        assert given, f"asked: {title}"
        return given.pop(0)

    monkeypatch.setattr(plan_desk, "ask", answer)
    monkeypatch.setattr(plan_desk, "tell", answer)
    return given


@pytest.fixture
def path(tmp_path: Path, sample: Plan) -> Path:
    """The sample in a file."""
    file = tmp_path / "plan.rapport"
    save_plan(sample, file)
    return file


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    """A desk whose windows are gone when the test ends."""
    made = Desk()
    yield made
    for plan in tuple(made.plans):
        plan.window.may_close = lambda: True
        plan.window.close()
    if made.start is not None:
        made.start.deleteLater()


def rename(opened: PlanDesk, title: str) -> None:
    """Edits the title as typing does."""
    opened.session.edit("Rename", edit_profile, title=title)


def save(qtbot: QtBot, opened: PlanDesk) -> None:
    """Presses Ctrl+S and waits until the plan is on the disk."""
    opened.window.activateWindow()
    qtbot.waitUntil(opened.window.isActiveWindow)
    with qtbot.waitSignal(opened.keeper.saved, timeout=10_000):
        qtbot.keyClick(opened.window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)


def test_ctrl_s_puts_the_edit_into_the_file_and_the_bar_says_saved(qtbot: QtBot, desk: Desk, path: Path) -> None:
    opened = desk.open_plan(str(path))
    assert opened.window.top_bar.save_state.words() == "Saved"
    rename(opened, "Another title")
    assert opened.window.top_bar.save_state.words() == "Edited"
    save(qtbot, opened)
    assert opened.window.top_bar.save_state.words() == "Saved"
    assert read_plan(path).plan == opened.session.plan
    assert recent_plans()[0].title == "Another title"


def test_typing_back_to_the_saved_text_is_clean_again(desk: Desk, path: Path) -> None:
    opened = desk.open_plan(str(path))
    title = opened.session.plan.profile.title
    rename(opened, "Another")
    rename(opened, title)
    assert not opened.session.document.dirty


def test_undo_after_saving_is_edited_again_and_saves_again(qtbot: QtBot, desk: Desk, path: Path, sample: Plan) -> None:
    opened = desk.open_plan(str(path))
    rename(opened, "Another")
    save(qtbot, opened)
    opened.session.undo()
    assert opened.keeper.state == "edited"
    save(qtbot, opened)
    assert read_plan(path).plan.profile.title == sample.profile.title


def test_closing_with_changes_asks_and_cancel_keeps_the_window(desk: Desk, path: Path, answers: Answers) -> None:
    opened = desk.open_plan(str(path))
    rename(opened, "Another")
    answers.append("cancel")
    opened.window.close()
    assert opened.window.isVisible() and opened.is_open


def test_closing_with_changes_can_save_them(desk: Desk, path: Path, answers: Answers) -> None:
    opened = desk.open_plan(str(path))
    rename(opened, "Another")
    answers.append("save")
    opened.window.close()
    assert not opened.is_open
    assert read_plan(path).plan.profile.title == "Another"


def test_closing_with_changes_can_give_them_up(desk: Desk, path: Path, answers: Answers, sample: Plan) -> None:
    opened = desk.open_plan(str(path))
    rename(opened, "Another")
    answers.append("discard")
    opened.window.close()
    assert read_plan(path).plan.profile.title == sample.profile.title
    assert recoverable() == ()


def test_a_window_that_closed_leaves_no_lock(desk: Desk, path: Path) -> None:
    opened = desk.open_plan(str(path))
    assert find_lock(path).ours
    opened.window.close()
    assert find_lock(path).state == "free"


def test_the_same_plan_opens_in_one_window_only(desk: Desk, path: Path) -> None:
    assert desk.open_plan(str(path)) is desk.open_plan(str(path))
    assert len(desk.plans) == 1


def test_a_plan_opened_to_look_at_takes_no_edit_and_offers_a_copy(desk: Desk, path: Path) -> None:
    opened = desk.open_read_only(str(path))
    rename(opened, "Another")
    assert opened.session.plan.profile.title != "Another"
    assert opened.window.banner.isVisible()
    opened.edit_copy()
    copy = desk.plans[-1]
    rename(copy, "Another")
    assert copy.session.plan.profile.title == "Another"
    assert copy.session.plan.doc_id != opened.session.plan.doc_id
    assert copy.keeper.path == ""


def test_a_file_that_may_only_be_read_opens_read_only(desk: Desk, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from planner.files import storage

    monkeypatch.setattr(storage, "may_write", lambda *_facts: False)
    opened = desk.open_plan(str(path))
    assert opened.session.read_only
    assert opened.window.top_bar.save_state.words() == "Read-only"


def test_a_clean_plan_follows_what_someone_else_saved(desk: Desk, path: Path, sample: Plan) -> None:
    opened = desk.open_plan(str(path))
    save_plan(edit_profile(sample, title="Theirs"), path, read_plan(path).stamp)
    opened.keeper.look_at_disk()
    assert opened.session.plan.profile.title == "Theirs"
    assert not opened.session.document.dirty
    opened.session.undo()
    assert opened.session.plan.profile.title == sample.profile.title


def test_two_people_never_overwrite_each_other_and_merging_keeps_both(
    qtbot: QtBot, desk: Desk, path: Path, sample: Plan
) -> None:
    opened = desk.open_plan(str(path))
    rename(opened, "Mine")
    save_plan(edit_profile(sample, client="Theirs"), path, read_plan(path).stamp)
    with qtbot.waitSignal(opened.keeper.failed, timeout=10_000):
        opened.save()
    assert read_plan(path).plan.profile.client == "Theirs"
    assert opened.window.top_bar.save_state.words() == "Changed on disk"
    assert opened.keeper.merge_with_disk() == 0
    save(qtbot, opened)
    assert read_plan(path).plan.profile.title == "Mine"
    assert read_plan(path).plan.profile.client == "Theirs"


def test_a_failed_save_keeps_the_plan_and_says_so(qtbot: QtBot, desk: Desk, path: Path, answers: Answers) -> None:
    opened = desk.open_plan(str(path))
    rename(opened, "Another")
    path.unlink()
    path.parent.rename(path.parent.with_name("gone"))
    answers.append("cancel")
    with qtbot.waitSignal(opened.keeper.failed, timeout=10_000):
        opened.save()
    assert opened.window.top_bar.save_state.words() == "Not saved"
    assert opened.session.plan.profile.title == "Another"
    opened.window.may_close = lambda: True


def test_work_of_a_crash_is_offered_at_start_and_comes_back(
    qtbot: QtBot, desk: Desk, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from planner.files import journal
    from ui import recovery

    opened = desk.open_plan(str(path))
    rename(opened, "Before the crash")
    # The process dies: nothing is closed, and no such process runs when the app starts again.
    opened.keeper.close(keep_journal=True)
    opened.session.document.listeners.clear()
    monkeypatch.setattr(journal, "_is_kept_by_someone", lambda _journal: False)
    opened.window.may_close = lambda: True
    opened.window.close()

    start = desk.show_start()
    qtbot.addWidget(start)
    banners = recovery.offer(desk)
    assert len(banners) == 1
    qtbot.mouseClick(banners[0].buttons.itemAt(0).widget(), Qt.MouseButton.LeftButton)
    kept = desk.plans[-1]
    assert kept.session.plan.profile.title == "Before the crash"
    assert kept.session.document.dirty
    save(qtbot, kept)
    assert read_plan(path).plan.profile.title == "Before the crash"
    assert recoverable() == ()


def test_a_damaged_file_opens_what_could_be_recovered_as_a_copy(desk: Desk, path: Path, answers: Answers) -> None:
    raw = path.read_bytes()
    path.write_bytes(raw[: len(raw) * 2 // 3])
    answers.append("recovered")
    opened = desk.open_plan(str(path))
    assert opened.keeper.path == ""
    assert opened.session.plan.objectives
    assert path.read_bytes() == raw[: len(raw) * 2 // 3]


def test_a_file_that_is_no_plan_is_refused_in_words(desk: Desk, tmp_path: Path, answers: Answers) -> None:
    other = tmp_path / "letter.rapport"
    other.write_text("Dear all,")
    answers.append("cancel")
    assert desk.open_plan(str(other)) is None
    assert answers == []


@pytest.mark.parametrize("template", ["blank", "retail", "b2b", "subscription", "velo-lumiere"])
def test_every_template_opens_as_a_new_unsaved_plan(desk: Desk, template: str) -> None:
    opened = desk.new_plan(template)
    assert opened.keeper.path == ""
    assert opened.window.isVisible()
    assert not opened.session.document.dirty


def test_saving_a_new_plan_asks_for_a_file(
    qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "new.rapport"
    monkeypatch.setattr(plan_desk, "ask_where_to_save", lambda _parent, _suggestion: str(target))
    opened = desk.new_plan("blank")
    rename(opened, "New")
    save(qtbot, opened)
    assert read_plan(target).plan.profile.title == "New"
    assert find_lock(target).ours
    assert opened.keeper.path == str(target)
