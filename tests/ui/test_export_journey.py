"""Exporting a journey: what is chosen is seen, then written once, and the plan stays as it is."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from planner.intake.journeys.graphml import read_graphml
from planner.intake.mermaid.reading import read_mermaid
from planner.plan import Plan, empty_plan
from ui.dialogs import export_journey as exporting
from ui.dialogs.export_journey import ExportJourney, export_journey
from ui.dialogs.journey_credits import JourneyCredits, show_credits
from ui.plan_desk import PlanDesk
from ui.window import PlanWindow

SUFFIXES = {"graphml": ".graphml", "csv": ".csv", "mermaid": ".mmd", "flowchart": ".mmd", "svg": ".svg", "png": ".png"}


@pytest.fixture
def window(window_on: Callable[..., PlanWindow], sample: Plan) -> PlanWindow:
    """A window on the sample."""
    return window_on(sample, "journeys")


def dialog_on(window: PlanWindow, key: str = "browse") -> ExportJourney:
    dialog = export_journey(window, window.session, key)
    assert dialog is not None
    return dialog


def choose(dialog: ExportJourney, form: str) -> None:
    dialog.format.set_current(form)
    dialog.format.chosen.emit(form)


@pytest.mark.parametrize("form", SUFFIXES)
def test_every_format_is_written_where_asked(
    window: PlanWindow, sample: Plan, tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    path = tmp_path / "journey"
    monkeypatch.setattr(exporting, "ask_for_new_file", lambda *_words: str(path))
    dialog = dialog_on(window)
    choose(dialog, form)
    assert dialog.meaning.text()
    qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    written = tmp_path / f"journey{SUFFIXES[form]}"
    assert written.is_file()
    assert not dialog.isVisible()
    assert window.session.plan is sample
    if form == "graphml":
        assert "Cart" in {n.label for n in read_graphml(written).nodes}
    elif form == "mermaid":
        assert "Cart" in {t.name for t in read_mermaid(written).tasks}
    elif form == "png":
        with Image.open(written) as image:
            assert image.format == "PNG"


def test_only_states_that_there_are_and_the_format_shows_are_offered(window: PlanWindow) -> None:
    dialog = dialog_on(window)
    assert [key for key, _words in dialog.view.parts] == ["current", "optimal"]
    choose(dialog, "svg")
    assert [key for key, _words in dialog.view.parts] == ["current", "optimal", "difference"]
    dialog.view.set_current("difference")
    dialog.view.chosen.emit("difference")
    assert dialog.picture.scene.items
    choose(dialog, "csv")
    assert dialog.chosen_view == "current"
    dialog.reject()


def test_a_file_that_cannot_be_written_says_why_and_the_dialog_stays(
    window: PlanWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(exporting, "tell", lambda _parent, _title, sentence: told.append(sentence))
    dialog = dialog_on(window)
    dialog.write(str(tmp_path / "no such folder" / "x.graphml"))
    assert told and dialog.isVisible()
    dialog.reject()


def test_the_command_exports_the_journey_that_is_shown(desk_on: Callable[[Plan], PlanDesk], sample: Plan) -> None:
    desk = desk_on(sample)
    desk.session.document.saved_plan = sample  # nothing to ask about when it closes
    desk.window.go("journeys")
    page = desk.window.page("journeys")
    page.show_journey("journey:first")  # type: ignore[attr-defined]
    desk.window.actions_by_key["export_journey"].trigger()
    dialog = desk.window.findChild(ExportJourney)
    assert dialog is not None and dialog.journey.current == "first"
    dialog.reject()


def test_without_a_journey_there_is_a_sentence_and_no_dialog(
    window_on: Callable[..., PlanWindow], qtbot: QtBot
) -> None:
    window = window_on(empty_plan(), "journeys")
    with qtbot.waitSignal(window.session.announced):
        assert export_journey(window, window.session) is None
    with qtbot.waitSignal(window.session.announced):
        assert show_credits(window, window.session, "") is None


def test_a_read_only_plan_can_be_exported(window_on: Callable[..., PlanWindow], sample: Plan, tmp_path: Path) -> None:
    window = window_on(sample, "journeys", read_only=True)
    dialog = dialog_on(window)
    dialog.write(str(tmp_path / "x.graphml"))
    assert (tmp_path / "x.graphml").is_file()


def test_the_credits_of_a_journey_are_shown_by_touchpoint_and_by_channel(window: PlanWindow) -> None:
    dialog = show_credits(window, window.session, "browse")
    assert isinstance(dialog, JourneyCredits)
    assert "18.1\u00a0% of those who start reach the goal" in dialog.words.text()
    first = dialog.table.item(0, 0)
    assert first is not None and first.text() == "Cart"
    dialog.by.set_current("channels")
    dialog.by.chosen.emit("channels")
    first = dialog.table.item(0, 0)
    assert first is not None and first.text() == "Website"
    last = sum(float(dialog.table.item(r, 2).text().split("\u00a0")[0]) for r in range(dialog.table.rowCount()))
    assert last == pytest.approx(18.1, abs=0.3)
    dialog.accept()
