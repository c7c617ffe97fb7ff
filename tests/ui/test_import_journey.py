"""Importing a Mermaid journey: what is in it is shown first, then it is one step that Undo takes back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from planner.plan import Plan
from ui.dialogs.import_journey import NEW, ImportJourney, import_journey
from ui.window import PlanWindow


@pytest.fixture
def window(window_on: Callable[..., PlanWindow], sample: Plan) -> PlanWindow:
    """A window on the sample."""
    return window_on(sample, "journeys")


@pytest.fixture
def file(data: Path) -> Path:
    """A journey as Mermaid's documentation writes one."""
    return data / "journey" / "mermaid" / "my_working_day_docs.mmd"


@pytest.fixture
def dialog(window: PlanWindow, qtbot: QtBot, file: Path) -> ImportJourney:
    """The dialog with the file chosen."""
    made = import_journey(window, window.session, str(file))
    assert made is not None
    return made


def test_the_dialog_shows_sections_tasks_and_notes_before_anything_is_done(
    dialog: ImportJourney, window: PlanWindow, sample: Plan
) -> None:
    tops = [dialog.preview.topLevelItem(i) for i in range(dialog.preview.topLevelItemCount())]
    assert [top.text(0) for top in tops] == ["Go to work", "Go home"]
    assert tops[0].child(0).text(0) == "Make tea"
    assert tops[0].child(0).text(1) == "5"
    assert dialog.notes.count() > 0
    assert window.session.plan is sample
    dialog.reject()
    assert window.session.plan is sample


def test_a_journey_for_a_new_segment_is_one_step(dialog: ImportJourney, window: PlanWindow, sample: Plan) -> None:
    dialog.segment.set_current(NEW)
    dialog.segment.chosen.emit(NEW)
    dialog.take.click()
    plan = window.session.plan
    assert len(plan.segments) == len(sample.segments) + 1
    assert "Make tea" in [p.name for p in plan.current_touchpoints]
    assert window.page("journeys").journey == plan.journeys[-1].id  # type: ignore[attr-defined]
    window.session.undo()
    assert window.session.plan == sample


def test_a_journey_can_become_the_optimal_state_of_a_segment(dialog: ImportJourney, window: PlanWindow) -> None:
    dialog.segment.chosen.emit(dialog.segment.current)
    dialog.segment.set_current("lapsed")
    dialog.state.set_current("optimal")
    dialog.state.chosen.emit("optimal")
    dialog.take.click()
    points = window.session.plan.optimal_touchpoints
    assert "Make tea" in [p.name for p in points if p.journey == "win-back"]


def test_a_file_that_is_no_journey_says_why_and_cannot_be_imported(
    window: PlanWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    wrong = tmp_path / "chart.mmd"
    wrong.write_text("flowchart LR\n  a --> b\n", encoding="utf-8")
    dialog = import_journey(window, window.session, str(wrong))
    assert dialog is not None
    assert not dialog.take.isEnabled()
    words = dialog.notes.itemAt(0).widget().findChild(type(dialog.file)).text()
    assert "chart.mmd, line 1" in words
    dialog.reject()


def test_nothing_opens_on_a_read_only_plan(window_on: Callable[..., PlanWindow], sample: Plan, file: Path) -> None:
    window = window_on(sample, read_only=True)
    assert import_journey(window, window.session, str(file)) is None
