"""Importing a journey of any kind: what is in it is shown first, then it is one step that Undo takes back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget
from pytestqt.qtbot import QtBot

from planner.journeys.flow import flow
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
    assert dialog.notes.sentences
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
    assert "chart.mmd, line 1" in dialog.notes.sentences[0]
    dialog.reject()


def test_nothing_opens_on_a_read_only_plan(window_on: Callable[..., PlanWindow], sample: Plan, file: Path) -> None:
    window = window_on(sample, read_only=True)
    assert import_journey(window, window.session, str(file)) is None


# Paths, events, graphs


def opened(qtbot: QtBot, window: PlanWindow, path: Path) -> ImportJourney:
    """The dialog once the file has been read."""
    dialog = import_journey(window, window.session, str(path))
    assert dialog is not None
    qtbot.waitUntil(lambda: not dialog.reader.busy and dialog.content is not None, timeout=20_000)
    return dialog


def item_of(dialog: ImportJourney, name: str) -> QTreeWidgetItem:
    found = dialog.preview.findItems(name, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive, 0)
    assert len(found) == 1, name
    return found[0]


def choose(dialog: ImportJourney, *names: str) -> None:
    dialog.preview.clearSelection()
    for name in names:
        item_of(dialog, name).setSelected(True)


@pytest.fixture
def paths(data: Path) -> Path:
    """Published customer paths."""
    return data / "attribution" / "paths_rows_0001_1000.csv"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Events of ten cases."""
    rows = [f"{n},{name},2024-01-0{day}" for n in range(10) for day, name in enumerate(("Ad", "Cart", "Payment"), 1)]
    path = tmp_path / "log.csv"
    path.write_text("who,what,when\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_paths_become_a_measured_journey_in_one_step(
    qtbot: QtBot, window: PlanWindow, sample: Plan, paths: Path
) -> None:
    dialog = opened(qtbot, window, paths)
    assert dialog.kind.current == "paths"
    assert dialog.fold.current == "0.05"
    assert any("is folded into “Other”" in note for note in dialog.notes.sentences)
    dialog.segment.set_current(NEW)
    dialog.segment.chosen.emit(NEW)
    dialog.take.click()
    plan = window.session.plan
    journey = plan.journeys[-1].id
    assert flow(plan, journey).conversion == pytest.approx(1172 / 5152)
    assert window.page("journeys").journey == journey  # type: ignore[attr-defined]
    window.session.undo()
    assert window.session.plan == sample


def test_touchpoints_go_where_a_person_puts_them(qtbot: QtBot, window: PlanWindow, paths: Path) -> None:
    dialog = opened(qtbot, window, paths)
    dialog.segment.chosen.emit(NEW)
    choose(dialog, "alpha", "beta")
    assert dialog.places.channel.isEnabled()
    dialog.places.channel.set_current("email")
    dialog.places.channel.chosen.emit("email")
    choose(dialog, "alpha")
    dialog.places.stage.set_current("Decision")
    dialog.places.stage.chosen.emit("Decision")
    assert item_of(dialog, "alpha").parent().text(0) == "Decision"
    assert item_of(dialog, "beta").text(1) == "E-mail"
    item_of(dialog, "eta").setText(0, "Search")
    dialog.take.click()
    plan = window.session.plan
    found = {p.name: p for p in plan.current_touchpoints if p.journey == plan.journeys[-1].id}
    assert (found["alpha"].channel, found["alpha"].stage) == ("email", "decision")
    assert found["beta"].channel == "email"
    assert "Search" in found and "eta" not in found


def test_activities_of_one_name_become_one_touchpoint(qtbot: QtBot, window: PlanWindow, paths: Path) -> None:
    dialog = opened(qtbot, window, paths)
    item_of(dialog, "eta").setText(0, "Website")
    item_of(dialog, "iota").setText(0, "website")
    dialog.take.click()
    plan = window.session.plan
    names = [p.name for p in plan.current_touchpoints if p.journey == plan.journeys[-1].id]
    assert len([name for name in names if name.casefold() == "website"]) == 1
    assert flow(plan, plan.journeys[-1].id).conversion == pytest.approx(1172 / 5152)


def test_the_credits_of_paths_are_shown_before_anything_is_done(qtbot: QtBot, window: PlanWindow, paths: Path) -> None:
    dialog = opened(qtbot, window, paths)
    dialog.tabs.set_current("credit")
    dialog.tabs.chosen.emit("credit")
    table = dialog.credit
    rows = [[table.item(r, c).text() for c in range(table.columnCount())] for r in range(table.rowCount())]
    assert rows[0] == ["eta", "307.0", "431.0", "345.4", "263.7", "56.9\u00a0%"]
    assert rows[-1][0] == "Other"
    assert sum(float(row[4]) for row in rows) == pytest.approx(1172, abs=1)


def test_events_are_counted_and_their_columns_can_be_changed(qtbot: QtBot, window: PlanWindow, log: Path) -> None:
    dialog = opened(qtbot, window, log)
    assert dialog.kind.current == "events"
    assert dialog.columns.columns == {"case": 0, "activity": 1, "time": 2}
    assert item_of(dialog, "Payment").text(2) == "10, goal"
    dialog.columns.choices["activity"].set_current("")
    dialog.columns.changed.emit()
    assert not dialog.take.isEnabled()
    assert dialog.notes.sentences == ["Choose the column for: Activity."]
    dialog.columns.choices["activity"].set_current("1")
    dialog.columns.changed.emit()
    qtbot.waitUntil(dialog.take.isEnabled, timeout=20_000)
    dialog.tabs.chosen.emit("credit")
    assert dialog.credit.rowCount() == 2
    dialog.take.click()
    plan = window.session.plan
    days = [t.delay_days for t in plan.current_transitions if t.journey == plan.journeys[-1].id]
    assert days == [1.0, 1.0]


def test_a_table_can_be_read_as_another_kind(qtbot: QtBot, window: PlanWindow, log: Path) -> None:
    dialog = opened(qtbot, window, log)
    dialog.kind.set_current("edges")
    dialog.kind.chosen.emit("edges")
    qtbot.waitUntil(lambda: not dialog.reader.busy, timeout=20_000)
    assert set(dialog.columns.choices) == {"source", "target", "share", "count", "delay"}


def test_a_graph_of_yed_is_shown_by_stage_and_imported(qtbot: QtBot, window: PlanWindow, data: Path) -> None:
    dialog = opened(qtbot, window, data / "journey" / "graphml" / "petclinic_pages.graphml")
    assert item_of(dialog, "v_HomePage SHARED:HomePage").text(1) == "Website"
    assert not dialog.tabs.isVisible(), "without shares there is no credit to give"
    dialog.take.click()
    assert "v_FindOwners SHARED:FindOwners" in [p.name for p in window.session.plan.current_touchpoints]


def test_closing_while_a_file_is_read_changes_nothing(
    qtbot: QtBot, window: PlanWindow, sample: Plan, log: Path
) -> None:
    dialog = import_journey(window, window.session, str(log))
    assert dialog is not None
    dialog.reject()
    assert window.session.plan is sample


def test_everything_can_be_reached_by_the_keyboard_and_has_a_name(
    qtbot: QtBot, window: PlanWindow, paths: Path
) -> None:
    dialog = opened(qtbot, window, paths)
    for widget in dialog.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled():
            assert widget.accessibleName() or getattr(widget, "text", lambda: "")(), widget
    choose(dialog, "alpha")
    dialog.preview.setCurrentItem(item_of(dialog, "alpha"))
    dialog.activateWindow()
    dialog.preview.setFocus()
    qtbot.waitUntil(dialog.preview.hasFocus)
    qtbot.keyClick(dialog.preview, Qt.Key.Key_F2)
    assert dialog.preview.state() == QTreeWidget.State.EditingState
