"""Build RFM segments: three steps from purchases to segments, live counts, one undo step, nothing before the end."""

import csv
import datetime as dt
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from planner.intake.purchases.warehouse import Names
from planner.plan import Plan, empty_plan
from planner.segments.rfm import own_breaks
from ui.dialogs import rfm as module
from ui.dialogs.rfm import COLUMNS, FILE, GRID, RfmDialog, build_rfm
from ui.window import PlanWindow

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(window_on: Callable[..., PlanWindow]) -> PlanWindow:
    return window_on(empty_plan(), "segments")


@pytest.fixture
def dialog(qtbot: QtBot, window: PlanWindow) -> Iterator[RfmDialog]:
    opened = build_rfm(window, window.session)
    assert opened is not None
    yield opened
    opened._leave()


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    path = tmp_path / "orders.csv"
    chance = random.Random(7)
    rows = []
    for n in range(858):
        who = n if n < 60 else int(60 * chance.random() ** 2)
        day = dt.date(2026, 1, 1) + dt.timedelta(days=chance.randrange(365))
        rows.append(f"Client {who},{day},{chance.randrange(5, 90)},{'web' if who % 3 else 'shop'}")
    path.write_text("customer,date,amount,channel\n" + "\n".join(rows) + "\n,2026-01-01,5,web\n", encoding="utf-8")
    return path


def settle(qtbot: QtBot, dialog: RfmDialog) -> None:
    qtbot.waitUntil(lambda: not dialog.busy, timeout=20_000)


def to_the_grid(qtbot: QtBot, dialog: RfmDialog, path: Path, **chosen: str) -> None:
    dialog.choose(str(path))
    settle(qtbot, dialog)
    qtbot.mouseClick(dialog.forth, LEFT)
    for role, key in chosen.items():
        choose(dialog.columns.choices[role], key)
    qtbot.mouseClick(dialog.forth, LEFT)
    qtbot.waitUntil(lambda: dialog.step == GRID and not dialog.busy, timeout=20_000)


def choose(choice: Any, key: str) -> None:
    """Picks an option as the user does, from the menu."""
    next(a for a in choice.menu().actions() if a.data() == key).trigger()


def counts(dialog: RfmDialog) -> dict[str, str]:
    return {row.name.text(): row.customers.text() for row in dialog.grid.list.rows.values()}


def test_purchases_become_segments_in_three_steps_and_one_undo_step(
    qtbot: QtBot, window: PlanWindow, dialog: RfmDialog, orders: Path
) -> None:
    before = window.session.plan
    assert dialog.step == FILE
    assert not dialog.forth.isEnabled()
    dialog.choose(str(orders))
    settle(qtbot, dialog)
    assert dialog.file.name.text() == "orders.csv"
    qtbot.mouseClick(dialog.forth, LEFT)
    assert dialog.step == COLUMNS
    assert {role: choice.words() for role, choice in dialog.columns.choices.items() if choice.current} == {
        "customer": "customer",
        "date": "date",
        "amount": "amount",
    }
    qtbot.mouseClick(dialog.forth, LEFT)
    qtbot.waitUntil(lambda: dialog.step == GRID and not dialog.busy, timeout=20_000)
    assert dialog.grid.headline.text().startswith("60 customers, €")
    assert "1 of 859 rows was left out: no customer." in dialog.grid.facts.text()
    assert sum(int(count) for count in counts(dialog).values()) == 60
    assert window.session.plan is before
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.forth, LEFT)
    plan = window.session.plan
    assert sum(s.customers or 0 for s in plan.segments) == 60
    assert {s.provenance.kind for s in plan.segments} == {"rfm"}
    assert plan.segments[0].provenance.source == "orders.csv"
    assert window.session.document.undo_label == f"Build {len(plan.segments)} RFM segments from orders.csv"
    window.session.undo()
    assert window.session.plan == before


def test_no_name_of_a_customer_is_kept_in_the_plan_or_its_journal(
    qtbot: QtBot, window: PlanWindow, dialog: RfmDialog, orders: Path
) -> None:
    from planner.change import to_json

    heard: list[str] = []
    window.session.document.listeners.append(lambda change: heard.append(str(to_json(change))))
    to_the_grid(qtbot, dialog, orders)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.forth, LEFT)
    told = window.session.plan.model_dump_json() + "".join(heard)
    names = {row["customer"] for row in csv.DictReader(orders.read_text(encoding="utf-8").splitlines())} - {""}
    assert len(names) == 60
    assert [name for name in names if f'"{name}"' in told or f"{name}," in told] == []


def test_moving_a_limit_counts_anew_and_typing_one_does_too(qtbot: QtBot, dialog: RfmDialog, orders: Path) -> None:
    to_the_grid(qtbot, dialog, orders)
    row = dialog.grid.breaks.rows["monetary"]
    before = counts(dialog)
    row.slider.setFocus()
    row.slider.active = 3
    qtbot.keyClick(row.slider, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(row.slider, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    settle(qtbot, dialog)
    assert dialog.grid.definition.monetary is not None
    assert counts(dialog) != before
    assert sum(map(int, counts(dialog).values())) == 60
    qtbot.mouseClick(row.back, LEFT)
    settle(qtbot, dialog)
    assert dialog.grid.definition.monetary is None
    assert counts(dialog) == before
    row.field.edit.setFocus()
    row.field.edit.selectAll()
    qtbot.keyClicks(row.field.edit, "100; 200; 300; 2,000.5")
    qtbot.keyClick(row.field.edit, Qt.Key.Key_Tab)
    settle(qtbot, dialog)
    assert dialog.grid.definition.monetary == own_breaks([100, 200, 300, 2000.5])
    assert dialog.grid.answer is not None
    assert dialog.grid.answer.grid.breaks["monetary"] == own_breaks([100, 200, 300, 2000.5])


def test_limits_that_do_not_rise_are_refused_beside_the_field(qtbot: QtBot, dialog: RfmDialog, orders: Path) -> None:
    to_the_grid(qtbot, dialog, orders)
    field = dialog.grid.breaks.rows["recency"].field
    field.edit.setFocus()
    field.edit.selectAll()
    qtbot.keyClicks(field.edit, "9; 8; 7; 6")
    qtbot.keyClick(field.edit, Qt.Key.Key_Tab)
    assert "four rising numbers" in field.sentence.text()
    assert dialog.grid.definition.recency is None


def test_no_thumb_passes_another_and_recency_stands_as_on_the_grid(
    qtbot: QtBot, dialog: RfmDialog, orders: Path
) -> None:
    to_the_grid(qtbot, dialog, orders)
    row = dialog.grid.breaks.rows["recency"]
    assert row.slider.places == sorted(row.slider.places)
    far = row.slider.centre(3).toPoint()
    qtbot.mousePress(row.slider, LEFT, pos=row.slider.centre(0).toPoint())
    qtbot.mouseMove(row.slider, QPoint(row.slider.width() - 2, far.y()))
    qtbot.mouseRelease(row.slider, LEFT, pos=QPoint(row.slider.width() - 2, far.y()))
    settle(qtbot, dialog)
    assert row.slider.places == sorted(row.slider.places)
    breaks = dialog.grid.definition.recency
    assert breaks is not None
    assert list(breaks) == sorted(breaks, key=lambda value: value or 0)


def test_a_tile_is_chosen_by_key_and_moved_into_another_group(qtbot: QtBot, dialog: RfmDialog, orders: Path) -> None:
    to_the_grid(qtbot, dialog, orders)
    figure = dialog.grid.figure
    figure.setFocus()
    figure.selected = "5-5"
    qtbot.keyClick(figure, Qt.Key.Key_Left)
    assert dialog.grid.tile == "4-5"
    assert dialog.grid.group.words() == "Loyal customers"
    choose(dialog.grid.group, "champions")
    assert dialog.grid.marked == "champions"
    loyal = next(group for group in dialog.grid.groups if group.key == "loyal")
    assert "455" not in loyal.cells
    assert sum(map(int, counts(dialog).values())) == 60


def test_a_group_is_renamed_in_place_and_two_of_a_name_become_one(
    qtbot: QtBot, dialog: RfmDialog, orders: Path
) -> None:
    to_the_grid(qtbot, dialog, orders)
    built = len(dialog.grid.segments)
    rows = [row for row in dialog.grid.list.rows.values() if int(row.customers.text()) >= 5]
    first, second = rows[0], rows[1]
    second.name.setFocus()
    second.name.selectAll()
    qtbot.keyClicks(second.name, first.name.text())
    qtbot.keyClick(second.name, Qt.Key.Key_Return)
    assert len(dialog.grid.segments) == built - 1
    assert dialog.forth.text() == f"Build {built - 1} segments"


def test_the_rows_of_the_grid_can_be_frequency_or_money_alone(qtbot: QtBot, dialog: RfmDialog, orders: Path) -> None:
    to_the_grid(qtbot, dialog, orders)
    both = counts(dialog)
    dialog.grid.rows.setFocus()
    qtbot.keyClick(dialog.grid.rows, Qt.Key.Key_End)
    assert dialog.grid.axis == "monetary"
    assert counts(dialog) != both
    assert sum(map(int, counts(dialog).values())) == 60


def test_a_column_splits_the_groups(qtbot: QtBot, dialog: RfmDialog, orders: Path) -> None:
    to_the_grid(qtbot, dialog, orders, part="3")
    assert dialog.grid.parting.isVisible()
    assert dialog.grid.parting.current == "both"
    qtbot.keyClick(dialog.grid.parting, Qt.Key.Key_Left)
    assert {segment.name for segment in dialog.grid.segments} == {"web", "shop"}


def test_without_all_columns_there_is_no_next_step(qtbot: QtBot, dialog: RfmDialog, orders: Path) -> None:
    dialog.choose(str(orders))
    settle(qtbot, dialog)
    qtbot.mouseClick(dialog.forth, LEFT)
    columns = dialog.columns
    choose(columns.frequency, "orders")
    assert "order numbers" in columns.problem.text()
    assert not dialog.forth.isEnabled()
    choose(columns.frequency, "days")
    qtbot.keyClick(columns.source, Qt.Key.Key_Right)
    assert "quantity" in columns.problem.text() or "amount" in columns.problem.text()
    choose(columns.choices["quantity"], "2")
    choose(columns.choices["price"], "2")
    assert "twice" in columns.problem.text()
    assert not dialog.forth.isEnabled()


def test_a_file_that_cannot_be_read_says_why(qtbot: QtBot, dialog: RfmDialog, tmp_path: Path) -> None:
    broken = tmp_path / "broken.parquet"
    broken.write_bytes(b"PAR1 and no more")
    dialog.choose(str(broken))
    settle(qtbot, dialog)
    assert dialog.file.problem.isVisible()
    assert "broken.parquet" in dialog.file.problem.strong.text()
    assert not dialog.forth.isEnabled()


def test_no_purchase_at_all_is_told_and_the_columns_stay(
    qtbot: QtBot, dialog: RfmDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(module, "tell", lambda _parent, _title, sentence: told.append(sentence))
    path = tmp_path / "returns.csv"
    path.write_text("customer,date,amount\nA,2026-01-01,-5\n", encoding="utf-8")
    dialog.choose(str(path))
    settle(qtbot, dialog)
    qtbot.mouseClick(dialog.forth, LEFT)
    qtbot.mouseClick(dialog.forth, LEFT)
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert "no purchase" in told[0]
    assert dialog.step == COLUMNS


def test_rows_left_out_are_kept_where_the_user_says(
    qtbot: QtBot, dialog: RfmDialog, orders: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "kept.csv"
    monkeypatch.setattr(module, "ask_for_new_file", lambda *_args: str(kept))
    to_the_grid(qtbot, dialog, orders)
    qtbot.mouseClick(dialog.grid.save, LEFT)
    qtbot.waitUntil(lambda: "saved" in dialog.told.text(), timeout=20_000)
    rows = list(csv.reader(kept.read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0][:2] == ["Line", "Why it was left out"]
    assert rows[1][1] == "No customer"


def test_the_question_is_copied_for_a_warehouse_with_the_names_of_the_columns(
    qtbot: QtBot, dialog: RfmDialog, orders: Path
) -> None:
    to_the_grid(qtbot, dialog, orders)
    action = next(a for a in dialog.sql.menu_of_warehouses().actions() if a.data() == "snowflake")
    action.trigger()
    text = QGuiApplication.clipboard().text()
    assert "customer AS customer" in text
    assert "for Snowflake" in text
    assert "Copied for Snowflake" in dialog.told.text()


def test_the_answer_of_a_warehouse_goes_to_the_grid_at_once_and_its_limits_stand(
    qtbot: QtBot, dialog: RfmDialog, window: PlanWindow, orders: Path, tmp_path: Path
) -> None:
    import duckdb

    from planner.intake.purchases.warehouse import Names, warehouse_query
    from planner.segments.rfm import Definition

    names = Names("sold", "customer", "date", "amount")
    answer = tmp_path / "answer.csv"
    with duckdb.connect() as engine:
        engine.execute(f"CREATE TABLE sold AS SELECT * FROM read_csv('{orders}')")
        text = warehouse_query("duckdb", Definition(at=dt.date(2027, 1, 1)), names)
        query = "\n".join(line for line in text.splitlines() if not line.startswith("--"))
        engine.execute(f"COPY ({query}) TO '{answer}' (HEADER)")
    dialog.choose(str(answer))
    settle(qtbot, dialog)
    qtbot.mouseClick(dialog.forth, LEFT)
    qtbot.waitUntil(lambda: dialog.step == GRID and not dialog.busy, timeout=20_000)
    assert dialog.grid.headline.text().startswith("60 customers")
    assert not dialog.grid.breaks.rows["recency"].slider.isEnabled()
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.forth, LEFT)
    assert sum(s.customers or 0 for s in window.session.plan.segments) == 60


def test_closing_in_the_middle_of_reading_changes_nothing_and_leaves_nothing(
    qtbot: QtBot, dialog: RfmDialog, window: PlanWindow, orders: Path
) -> None:
    before = window.session.plan
    dialog.choose(str(orders))
    settle(qtbot, dialog)
    qtbot.mouseClick(dialog.forth, LEFT)
    qtbot.mouseClick(dialog.forth, LEFT)
    transactions = dialog.answering.transactions
    assert transactions is not None
    folder = transactions._database.folder
    dialog.reject()
    assert window.session.plan is before
    assert not folder.exists()


def test_the_button_of_the_page_opens_it_and_a_read_only_plan_has_none(
    qtbot: QtBot, window_on: Callable[..., PlanWindow], sample: Plan
) -> None:
    window = window_on(sample, "segments")
    page: Any = window.page("segments")
    assert page.rfm_button.isVisible()
    qtbot.mouseClick(page.rfm_button, LEFT)
    [opened] = [w for w in window.findChildren(QWidget) if isinstance(w, RfmDialog)]
    assert opened.isVisible()
    opened.reject()
    reader = window_on(sample, "segments", read_only=True)
    closed: Any = reader.page("segments")
    assert not closed.rfm_button.isVisible()
    with qtbot.waitSignal(reader.session.refused):
        assert build_rfm(reader, reader.session) is None


def test_a_file_dropped_on_the_dialog_is_read(qtbot: QtBot, dialog: RfmDialog, orders: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(orders))])
    point = QPointF(20, 20)
    action, button = Qt.DropAction.CopyAction, LEFT
    dialog.dropEvent(QDropEvent(point, action, data, button, Qt.KeyboardModifier.NoModifier))
    settle(qtbot, dialog)
    assert dialog.file.name.text() == "orders.csv"


def test_every_control_has_a_name_for_the_screen_reader(qtbot: QtBot, dialog: RfmDialog, orders: Path) -> None:
    to_the_grid(qtbot, dialog, orders)
    nameless = [
        type(widget).__name__
        for widget in dialog.grid.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not (widget.accessibleName() or getattr(widget, "text", str)())
        and type(widget).__name__ not in ("QScrollBar",)
    ]
    assert nameless == []


def test_another_file_can_be_dropped_while_the_columns_of_the_first_are_matched(
    qtbot: QtBot, dialog: RfmDialog, orders: Path, tmp_path: Path
) -> None:
    dialog.choose(str(orders))
    settle(qtbot, dialog)
    qtbot.mouseClick(dialog.forth, LEFT)
    choose(dialog.columns.choices["part"], "3")
    small = tmp_path / "small.csv"
    small.write_text("who,amount\nA,5\n", encoding="utf-8")
    dialog.choose(str(small))
    settle(qtbot, dialog)
    assert dialog.step == FILE
    assert dialog.file.name.text() == "small.csv"
    assert dialog.sql.names == Names(), "its columns are not those of the file before"


def test_counting_can_be_stopped_and_begun_again(qtbot: QtBot, dialog: RfmDialog, orders: Path) -> None:
    dialog.choose(str(orders))
    settle(qtbot, dialog)
    qtbot.mouseClick(dialog.forth, LEFT)
    qtbot.mouseClick(dialog.forth, LEFT)
    dialog.waiting.show()
    assert dialog.waiting.words.text() == "Counting the purchases…"
    qtbot.mouseClick(dialog.waiting.stop, LEFT)
    assert (dialog.step, dialog.busy, dialog.waiting.isHidden()) == (COLUMNS, False, True)
    qtbot.mouseClick(dialog.forth, LEFT)
    qtbot.waitUntil(lambda: dialog.step == GRID and not dialog.busy, timeout=20_000)
    assert sum(map(int, counts(dialog).values())) == 60


def test_a_column_of_a_customer_list_splits_the_segments(
    qtbot: QtBot, window: PlanWindow, dialog: RfmDialog, orders: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "customers.csv"
    rows = "".join(f"Client {n},{'France' if n % 3 else 'Belgique'},{20 + n}\n" for n in range(60))
    path.write_text("customer,country,age\n" + rows, encoding="utf-8")
    monkeypatch.setattr(module, "ask_for_file", lambda *_args: str(path))
    dialog.choose(str(orders))
    settle(qtbot, dialog)
    qtbot.mouseClick(dialog.forth, LEFT)
    choose(dialog.columns.choices["part"], "list")
    settle(qtbot, dialog)
    assert dialog.columns.list.isVisible()
    assert dialog.columns.list.customer.words() == "customer"
    assert dialog.columns.problem.text() == "Choose the column of the list that splits segments."
    assert not dialog.forth.isEnabled()
    choose(dialog.columns.list.part, "1")
    qtbot.mouseClick(dialog.forth, LEFT)
    qtbot.waitUntil(lambda: dialog.step == GRID and not dialog.busy, timeout=20_000)
    assert [words for _key, words in dialog.grid.parting.parts] == ["Groups", "country", "Both"]
    dialog.grid.parting.setFocus()
    qtbot.keyClick(dialog.grid.parting, Qt.Key.Key_Left)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.forth, LEFT)
    segments = {s.name: s for s in window.session.plan.segments}
    assert {name: s.customers for name, s in segments.items()} == {"France": 40, "Belgique": 20}
    assert [(r.attribute, r.operator, r.value) for r in segments["France"].rules] == [("country", "is", "France")]


def test_no_list_chosen_leaves_the_segments_whole(
    qtbot: QtBot, dialog: RfmDialog, orders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ask_for_file", lambda *_args: "")
    dialog.choose(str(orders))
    settle(qtbot, dialog)
    qtbot.mouseClick(dialog.forth, LEFT)
    choose(dialog.columns.choices["part"], "list")
    assert dialog.columns.choices["part"].current == ""
    assert dialog.forth.isEnabled()
