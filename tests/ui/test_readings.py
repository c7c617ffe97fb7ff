"""Readings: pasted or from a file, drawn before they are added, one undo step."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from planner.plan import Plan
from ui.dialogs import readings as module
from ui.dialogs.readings import ReadingsDialog, import_readings
from ui.pages.objectives.details import KpiForm
from ui.window import PlanWindow

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(window_on: Callable[..., PlanWindow], sample: Plan) -> PlanWindow:
    return window_on(sample)


@pytest.fixture
def dialog(window: PlanWindow) -> ReadingsDialog:
    rate = next(kpi for kpi in window.session.plan.kpis if kpi.metric == "repeat_rate")
    opened = import_readings(window, window.session, rate.id)
    assert opened is not None
    return opened


def values(window: PlanWindow, dialog: ReadingsDialog) -> dict[dt.date, float]:
    kpi = next(kpi for kpi in window.session.plan.kpis if kpi.id == dialog.kpi.id)
    return {reading.date: reading.value for reading in kpi.readings}


def test_cells_of_the_clipboard_become_readings_in_one_undo_step(
    qtbot: QtBot, window: PlanWindow, dialog: ReadingsDialog
) -> None:
    before = window.session.plan
    QGuiApplication.clipboard().setText("Month\tRate\n31/03/2027\t27 %\n30/04/2027\t28.5 %\nsoon\t1\n")
    qtbot.mouseClick(dialog.paste, LEFT)
    assert dialog.count.text().startswith("2 readings, 31\u00a0Mar")
    assert dialog.notes.text() == "Line 4 holds no date and value and is left out."
    assert len(dialog.chart.scene.table.rows) == 8
    assert window.session.plan is before
    qtbot.mouseClick(dialog.take, LEFT)
    found = values(window, dialog)
    assert (found[dt.date(2027, 3, 31)], found[dt.date(2027, 4, 30)]) == (0.27, 0.285)
    assert window.session.document.undo_label == "Add 2 readings"
    window.session.undo()
    assert window.session.plan == before


def test_typed_lines_are_read_as_they_are_typed_and_doubts_can_be_settled(
    qtbot: QtBot, window: PlanWindow, dialog: ReadingsDialog
) -> None:
    assert not dialog.take.isEnabled()
    QTest.keyClicks(dialog.area, "01/02/2027; 0.3")
    assert dialog.take.isEnabled()
    assert not dialog.days.isHidden()
    assert not dialog.scale.isHidden()
    qtbot.mouseClick(dialog.days, LEFT, pos=QPoint(dialog.days.width() - 12, dialog.days.height() // 2))
    qtbot.mouseClick(dialog.take, LEFT)
    assert values(window, dialog)[dt.date(2027, 1, 2)] == 0.3


def test_a_file_is_read_without_the_window_and_says_why_where_it_cannot(
    qtbot: QtBot, dialog: ReadingsDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "rate.csv"
    path.write_text("Month;Rate\n2027-03;27 %\n2027-04;28 %\n", encoding="utf-8")
    monkeypatch.setattr(module, "ask_for_file", lambda *_args: str(path))
    qtbot.mouseClick(dialog.file, LEFT)
    qtbot.waitUntil(lambda: dialog.read is not None)
    assert dialog.take.isEnabled()
    path.write_text("Name;Town\nAda;London\n", encoding="utf-8")
    qtbot.mouseClick(dialog.file, LEFT)
    qtbot.waitUntil(lambda: not dialog.take.isEnabled())
    assert "no dates" in dialog.notes.text()


def test_the_form_of_a_kpi_leads_to_it(qtbot: QtBot, window: PlanWindow) -> None:
    kpi = window.session.plan.kpis[0]
    form = KpiForm(window.session, kpi.id, window)
    form.show_kpi(kpi)
    form.show()
    form.paste.click()
    opened = window.findChild(ReadingsDialog)
    assert opened is not None
    assert opened.kpi.id == kpi.id


def test_a_read_only_plan_takes_no_readings(qtbot: QtBot, window_on: Callable[..., PlanWindow], sample: Plan) -> None:
    window = window_on(sample, read_only=True)
    with qtbot.waitSignal(window.session.refused):
        assert import_readings(window, window.session, sample.kpis[0].id) is None
