"""Import customers: three steps from a file to segments, one undo step, and nothing before the end."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.plan import Plan
from ui.dialogs import import_segments as module
from ui.dialogs.import_segments import CHECK, COLUMNS, FILE, ImportSegments, import_segments, is_table
from ui.dialogs.rfm import RfmDialog
from ui.window import PlanWindow

LEFT = Qt.MouseButton.LeftButton
TABLE = "Segment;Clients;Valeur;Rétention;Couleur\nCommuters;13 000;430,5;85 %;bleu\nGravel;900;600;80 %;vert\n;5;;;\n"


@pytest.fixture
def window(window_on: Callable[..., PlanWindow], sample: Plan) -> PlanWindow:
    return window_on(sample, "segments")


@pytest.fixture
def dialog(qtbot: QtBot, window: PlanWindow) -> ImportSegments:
    opened = import_segments(window, window.session)
    assert opened is not None
    return opened


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "segments-2027.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def read(qtbot: QtBot, dialog: ImportSegments, path: Path) -> None:
    dialog.choose(str(path))
    qtbot.waitUntil(lambda: dialog._job is None)


def choose(choice: Any, key: str) -> None:
    """Picks an option as the user does, from the menu."""
    next(a for a in choice.menu().actions() if a.data() == key).trigger()


def test_a_file_becomes_segments_in_three_steps_and_one_undo_step(
    qtbot: QtBot, window: PlanWindow, dialog: ImportSegments, table: Path
) -> None:
    before = window.session.plan
    assert dialog.step == FILE
    assert not dialog.forth.isEnabled()
    read(qtbot, dialog, table)
    assert dialog.file.grid.item(0, 0).text() == "Commuters"
    assert dialog.file.grid.verticalHeaderItem(0).text() == "2"
    qtbot.mouseClick(dialog.forth, LEFT)
    assert dialog.step == COLUMNS
    assert [line.target.current for line in dialog.columns._lines] == [
        "name",
        "customers",
        "value_to_date",
        "retention",
        "",
    ]
    qtbot.mouseClick(dialog.forth, LEFT)
    qtbot.waitUntil(lambda: dialog.step == CHECK)
    assert dialog.check.headline.text() == "2 segments: 1 new, 1 brought up to date"
    assert dialog.check.left_out.text() == "1 of 3 rows was left out: no segment name."
    assert window.session.plan is before
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.forth, LEFT)
    segments = {s.name: s for s in window.session.plan.segments}
    assert segments["Commuters"].customers == 13_000
    assert segments["Commuters"].value_to_date == 430.5
    assert segments["Commuters"].needs
    assert segments["Gravel"].provenance.source == "segments-2027.csv"
    assert window.session.document.undo_label == "Import 2 segments from segments-2027.csv"
    window.session.undo()
    assert window.session.plan == before


def test_choices_of_the_first_step_read_the_file_anew(qtbot: QtBot, dialog: ImportSegments, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("Segment;Kunden\nÄltere Käufer;12,900\n".encode("cp1252"))
    read(qtbot, dialog, path)
    assert dialog.file.reading.encoding.choice.current == "cp1252"
    assert dialog.file.reading.decimal.choice.current == "."
    assert "check the accents" in dialog.file.notes.text()
    choose(dialog.file.reading.decimal.choice, ",")
    qtbot.waitUntil(lambda: dialog._job is None)
    assert dialog.table is not None
    assert dialog.table.decimal == ","
    choose(dialog.file.reading.encoding.choice, "mac_roman")
    qtbot.waitUntil(lambda: dialog._job is None)
    assert dialog.table.rows[0].cells[0] != "Ältere Käufer"
    choose(dialog.file.reading.delimiter.choice, ",")
    qtbot.waitUntil(lambda: dialog._job is None)
    assert dialog.table.head[0] == "Segment;Kunden"


def test_a_sheet_and_the_line_of_the_headings_can_be_chosen(
    qtbot: QtBot, dialog: ImportSegments, tmp_path: Path
) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for name in ("First", "Second"):
        sheet = book.create_sheet(name)
        for row in (["Title of", name], ["Segment", "Customers"], ["A", 1]):
            sheet.append(row)
    path = tmp_path / "book.xlsx"
    book.save(path)
    read(qtbot, dialog, path)
    assert dialog.file.reading.sheet.isVisible()
    assert not dialog.file.reading.encoding.isVisible()
    choose(dialog.file.reading.sheet.choice, "Second")
    qtbot.waitUntil(lambda: dialog._job is None)
    choose(dialog.file.reading.heading.choice, "2")
    qtbot.waitUntil(lambda: dialog._job is None)
    assert dialog.table is not None
    assert (dialog.table.sheet, dialog.table.head) == ("Second", ("Segment", "Customers"))


def test_a_file_that_cannot_be_read_says_why_and_lets_choose_another(
    qtbot: QtBot, dialog: ImportSegments, tmp_path: Path, table: Path
) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    read(qtbot, dialog, empty)
    assert dialog.file.problem.isVisible()
    assert "empty" in dialog.file.problem.strong.text()
    assert not dialog.forth.isEnabled()
    read(qtbot, dialog, table)
    assert dialog.forth.isEnabled()


def test_without_a_column_of_names_there_is_no_next_step(qtbot: QtBot, dialog: ImportSegments, table: Path) -> None:
    read(qtbot, dialog, table)
    dialog.forth.click()
    choose(dialog.columns._lines[0].target, "")
    assert not dialog.forth.isEnabled()
    assert "names the segments" in dialog.columns.problem.text()
    choose(dialog.columns._lines[0].target, "name")
    choose(dialog.columns._lines[4].target, "name")
    assert "Two columns" in dialog.columns.problem.text()


def test_a_person_says_how_percentages_are_written(qtbot: QtBot, dialog: ImportSegments, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("Segment,Retention\nA,0.5\nB,1\n")
    read(qtbot, dialog, path)
    dialog.forth.click()
    scale = dialog.columns._lines[1].scale
    assert (scale.isVisible(), scale.current) == (True, "share")
    qtbot.mouseClick(scale, LEFT, pos=QPoint(12, scale.height() // 2))
    assert scale.current == "percent"
    dialog.forth.click()
    qtbot.waitUntil(lambda: dialog.step == CHECK)
    assert dialog.imported is not None
    assert dialog.imported.segments[0].fields["retention"] == 0.005


def test_rows_can_be_read_as_customers(
    qtbot: QtBot, window: PlanWindow, dialog: ImportSegments, tmp_path: Path
) -> None:
    path = tmp_path / "t.csv"
    rows = "".join(f"C{at},Gravel,{100 + at}\n" for at in range(8))
    path.write_text("Customer ID,Segment,Revenue per customer\n" + rows + ",Gravel,5\n")
    read(qtbot, dialog, path)
    dialog.forth.click()
    assert dialog.columns.rows_are.current == "customers"
    dialog.forth.click()
    qtbot.waitUntil(lambda: dialog.step == CHECK)
    assert dialog.check.left_out.text() == "1 of 9 rows was left out: no customer number."
    dialog.forth.click()
    assert window.session.plan.segments[-1].customers == 8
    assert "C3" not in window.session.plan.model_dump_json()


def test_rows_left_out_can_be_kept(
    qtbot: QtBot, dialog: ImportSegments, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "left out.csv"
    monkeypatch.setattr(module, "ask_for_new_file", lambda *_args: str(target))
    read(qtbot, dialog, table)
    dialog.forth.click()
    dialog.forth.click()
    qtbot.waitUntil(lambda: dialog.step == CHECK)
    qtbot.mouseClick(dialog.check.save, LEFT)
    lines = target.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("Line,Why it was left out,Segment")
    assert lines[1].startswith("4,No segment name")


def test_going_back_keeps_what_was_matched(qtbot: QtBot, dialog: ImportSegments, table: Path) -> None:
    read(qtbot, dialog, table)
    dialog.forth.click()
    choose(dialog.columns._lines[4].target, "summary")
    dialog.forth.click()
    qtbot.waitUntil(lambda: dialog.step == CHECK)
    qtbot.mouseClick(dialog.back, LEFT)
    assert dialog.step == COLUMNS
    qtbot.mouseClick(dialog.back, LEFT)
    assert dialog.step == FILE
    dialog.forth.click()
    assert dialog.columns._lines[4].target.current == "summary"


def test_enter_goes_on_and_escape_changes_nothing(
    qtbot: QtBot, window: PlanWindow, dialog: ImportSegments, table: Path
) -> None:
    before = window.session.plan
    read(qtbot, dialog, table)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.step == COLUMNS
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert window.session.plan is before


def test_closing_while_a_file_is_read_drops_its_answer(qtbot: QtBot, dialog: ImportSegments, tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    path.write_text("Segment,Customers\n" + "A,1\n" * 150_000)
    dialog.choose(str(path))
    with qtbot.waitSignal(dialog.rejected):
        dialog.reject()
    QApplication.processEvents()


def _drop(target: Any, path: Path) -> QDropEvent:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(QPointF(10, 10), Qt.DropAction.CopyAction, data, LEFT, Qt.KeyboardModifier.NoModifier)
    target.dropEvent(event)
    return event


def test_a_file_dropped_on_the_dialog_is_read(qtbot: QtBot, dialog: ImportSegments, table: Path) -> None:
    assert _drop(dialog, table).isAccepted()
    qtbot.waitUntil(lambda: dialog.table is not None)


def test_a_file_dropped_on_the_page_opens_the_import(qtbot: QtBot, window: PlanWindow, table: Path) -> None:
    _drop(window.page("segments"), table)
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, ImportSegments) and w.isVisible()]
    assert len(found) == 1
    qtbot.waitUntil(lambda: found[0].table is not None)
    found[0].reject()


def test_a_read_only_plan_takes_no_import(window_on: Callable[..., PlanWindow], sample: Plan) -> None:
    window = window_on(sample, "segments", read_only=True)
    assert import_segments(window, window.session) is None


def test_files_are_told_by_their_ending() -> None:
    assert [is_table(f"a{e}") for e in (".csv", ".XLSX", ".ods", ".xls", ".rapport", ".png")] == [
        *(True,) * 4,
        *(False,) * 2,
    ]


PURCHASES = "client,date,amount\n" + "".join(f"C{n % 9},2026-0{n % 9 + 1}-11,{n + 5}\n" for n in range(60))


def rfm_of(window: PlanWindow) -> RfmDialog | None:
    return next((d for d in window.findChildren(RfmDialog) if d.isVisible()), None)


def test_a_file_of_purchases_goes_on_in_the_dialog_of_purchases(
    qtbot: QtBot, window: PlanWindow, dialog: ImportSegments, tmp_path: Path
) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(PURCHASES, encoding="utf-8")
    read(qtbot, dialog, path)
    qtbot.mouseClick(dialog.forth, LEFT)
    assert dialog.columns.rows_are.current == "purchases", "a customer, a date and an amount, but no name of a segment"
    assert dialog.forth.isEnabled()
    qtbot.mouseClick(dialog.forth, LEFT)
    qtbot.waitUntil(lambda: rfm_of(window) is not None)
    found = rfm_of(window)
    assert found is not None
    qtbot.waitUntil(lambda: not found.busy, timeout=20_000)
    assert found.file.name.text() == "orders.csv"
    found.reject()


def test_a_list_of_named_customers_asks_which_column_tells_their_segment(
    qtbot: QtBot, dialog: ImportSegments, tmp_path: Path
) -> None:
    path = tmp_path / "kunden.csv"
    rows = [f"{at},Person {at},{at}.5,2026-05-{at % 28 + 1:02},{'Stamm' if at % 2 else 'Neu'}" for at in range(60)]
    path.write_text("\n".join(["Client,Name,Amount,Date,Gruppe", *rows]) + "\n", encoding="utf-8")
    read(qtbot, dialog, path)
    qtbot.mouseClick(dialog.forth, Qt.MouseButton.LeftButton)
    assert dialog.columns.rows_are.current == "customers" and not dialog.forth.isEnabled()
    assert "names the segments" in dialog.columns.problem.text()


def test_each_row_can_be_said_to_be_a_purchase_and_back(qtbot: QtBot, dialog: ImportSegments, table: Path) -> None:
    read(qtbot, dialog, table)
    qtbot.mouseClick(dialog.forth, LEFT)
    dialog.columns.rows_are.setFocus()
    qtbot.keyClick(dialog.columns.rows_are, Qt.Key.Key_Right)
    qtbot.keyClick(dialog.columns.rows_are, Qt.Key.Key_Right)
    assert dialog.columns.of_purchases
    assert dialog.columns.lines is not None and not dialog.columns.lines.isVisible()
    qtbot.keyClick(dialog.columns.rows_are, Qt.Key.Key_Left)
    assert dialog.columns.mapping.rows_are == "customers"
    assert dialog.columns.lines.isVisible()


def test_reading_can_be_stopped_and_what_was_there_stays(
    qtbot: QtBot, dialog: ImportSegments, table: Path, tmp_path: Path
) -> None:
    read(qtbot, dialog, table)
    other = tmp_path / "other.csv"
    other.write_text("Segment;Clients\nTandems;5\n", encoding="utf-8")
    dialog.choose(str(other))
    dialog.waiting.show()
    qtbot.mouseClick(dialog.waiting.stop, LEFT)
    assert dialog._job is None
    assert dialog.waiting.isHidden()
    assert dialog.file.name.text() == "segments-2027.csv"
    assert dialog.path == str(table), "another reading is of the file that is shown"
    assert dialog.forth.isEnabled()


def test_a_column_splits_the_customers_of_a_list_without_any_segment(
    qtbot: QtBot, window: PlanWindow, dialog: ImportSegments, tmp_path: Path
) -> None:
    path = tmp_path / "customers.csv"
    rows = "".join(f"C{n};{'France' if n % 3 else 'Belgique'};{10 * n}\n" for n in range(30))
    path.write_text("Client;Pays;Valeur\n" + rows, encoding="utf-8")
    read(qtbot, dialog, path)
    qtbot.mouseClick(dialog.forth, LEFT)
    dialog.columns.rows_are.setFocus()
    if dialog.columns.mapping.rows_are != "customers":
        qtbot.keyClick(dialog.columns.rows_are, Qt.Key.Key_Right)
    for line in dialog.columns._lines:
        if line.target.current == "name":
            choose(line.target, "")
    assert dialog.columns.problem.text().startswith("Choose the column that names the segments, or")
    choose(dialog.columns._lines[1].target, "split")
    before = window.session.plan
    qtbot.mouseClick(dialog.forth, LEFT)
    qtbot.waitUntil(lambda: dialog.step == CHECK)
    qtbot.mouseClick(dialog.forth, LEFT)
    fresh = {s.name: s.customers for s in window.session.plan.segments[len(before.segments) :]}
    assert fresh == {"France": 20, "Belgique": 10}
    window.session.undo()
    assert window.session.plan == before
