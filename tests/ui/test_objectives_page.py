"""The objectives page with real clicks, drags and keys: rows, weights, KPIs, segments, ideas, dot-vote."""

import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from planner.catalogue import ideas
from planner.insight.ballots import running_ballot, tallies
from planner.insight.edits import edit_profile
from planner.objectives.edits import add_kpi, edit_kpi, edit_objective, set_weights
from planner.objectives.metrics import kpis_of, now
from planner.objectives.records import Kpi, Objective
from planner.plan import Plan, empty_plan, find
from planner.record import changed, spaced_ranks
from planner.segments.edits import edit_segment, weigh_objective
from planner.segments.objectives import weights_for
from ui.pages.objectives.page import ObjectivesPage
from ui.pages.objectives.row import ObjectiveRow
from ui.shell.idea_card import idea_data
from ui.widgets.text import Field
from ui.window import PlanWindow

Open = Callable[..., PlanWindow]
LEFT = Qt.MouseButton.LeftButton
Key = Qt.Key
SHIFT, CTRL, ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def window(window_on: Open, sample: Plan) -> PlanWindow:
    """A window on the sample's objectives."""
    return window_on(sample, "objectives")


def _page(window: PlanWindow) -> ObjectivesPage:
    page = window.page("objectives")
    assert isinstance(page, ObjectivesPage)
    return page


def _row(window: PlanWindow, rank: int) -> ObjectiveRow:
    row = _page(window).rows.row(_objective(window, rank).id)
    assert isinstance(row, ObjectiveRow)
    return row


def _objective(window: PlanWindow, rank: int) -> Objective:
    return window.session.plan.objectives[rank - 1]


def _ids(window: PlanWindow) -> list[str]:
    return [o.id for o in window.session.plan.objectives]


def _weights(window: PlanWindow) -> list[float]:
    return [o.weight for o in window.session.plan.objectives]


def _menu(qtbot: QtBot) -> QMenu:
    def shown() -> None:
        assert isinstance(QApplication.activePopupWidget(), QMenu)

    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    shown()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def _pick(qtbot: QtBot, menu: QMenu, words: str) -> None:
    action: QAction = next(a for a in menu.actions() if a.text().split("\t")[0] == words)
    qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(action).center())


def _field(window: PlanWindow) -> Field:
    edit = _page(window)._edit
    assert edit is not None and edit.isVisible()
    return edit.field


def _open_part(window: PlanWindow, qtbot: QtBot, rank: int, part: str) -> Field:
    cell = _row(window, rank).kpi
    qtbot.mouseClick(cell, LEFT, pos=cell.part_rects()[part].center().toPoint())
    return _field(window)


# The statement


def test_a_click_on_a_statement_puts_the_cursor_there_and_typing_is_one_step(window: PlanWindow, qtbot: QtBot) -> None:
    row = _row(window, 2)
    before = _objective(window, 2).statement
    qtbot.mouseClick(row, LEFT, pos=row.statement_rect().topLeft() + QPoint(1, 8))
    assert row.editor is not None and row.editor.hasFocus()
    assert row.editor.textCursor().position() == 0
    qtbot.keyClicks(row.editor, "Now ")
    assert _objective(window, 2).statement == "Now " + before
    window.session.undo()
    assert _objective(window, 2).statement == before
    assert row.editor is None or row.editor.toPlainText() == before


def test_enter_edits_the_statement_and_enter_again_goes_back_to_the_row(window: PlanWindow, qtbot: QtBot) -> None:
    row = _row(window, 1)
    row.setFocus()
    qtbot.keyClick(row, Key.Key_Return)
    editor = row.editor
    assert editor is not None
    qtbot.keyClicks(editor, "Bring riders back")
    qtbot.keyClick(editor, Key.Key_Return)
    assert _objective(window, 1).statement == "Bring riders back"
    assert row.editor is None and row.hasFocus()


def test_escape_brings_the_statement_back_and_leaves_no_step(window: PlanWindow, qtbot: QtBot) -> None:
    row = _row(window, 1)
    before = window.session.plan
    row.setFocus()
    qtbot.keyClick(row, Key.Key_F2)
    assert row.editor is not None
    qtbot.keyClicks(row.editor, "Something else")
    qtbot.keyClick(row.editor, Key.Key_Escape)
    assert window.session.plan == before
    assert window.session.document.undo_label is None


def test_a_statement_that_grows_makes_its_row_higher_while_it_is_typed(window: PlanWindow, qtbot: QtBot) -> None:
    row = _row(window, 2)
    high = row.height()
    row.edit_statement(all_of_it=True)
    assert row.editor is not None
    qtbot.keyClicks(row.editor, "many words in a row " * 8)
    qtbot.waitUntil(lambda: row.height() > high)
    row.editor.selectAll()
    qtbot.keyClicks(row.editor, "short")
    qtbot.waitUntil(lambda: row.height() == high)


def test_pasted_lines_become_one_sentence(window: PlanWindow, qtbot: QtBot) -> None:
    clipboard = QApplication.clipboard()
    clipboard.setText("one\ntwo\tthree")
    row = _row(window, 1)
    row.edit_statement(all_of_it=True)
    assert row.editor is not None
    qtbot.keyClick(row.editor, Key.Key_V, CTRL)
    assert _objective(window, 1).statement == "one two three"


# Ranking


def test_alt_and_arrows_move_an_objective_and_keep_it_selected(window: PlanWindow, qtbot: QtBot) -> None:
    first = _objective(window, 1).id
    row = _row(window, 1)
    row.setFocus()
    qtbot.keyClick(row, Key.Key_Down, ALT)
    assert _ids(window)[1] == first
    assert row.hasFocus() and row.rank == 2
    assert window.session.selection == ("objectives", first)


def test_arrows_go_from_row_to_row(window: PlanWindow, qtbot: QtBot) -> None:
    _row(window, 1).setFocus()
    qtbot.keyClick(_row(window, 1), Key.Key_Down)
    assert _row(window, 2).hasFocus() and _row(window, 2).selected and not _row(window, 1).selected


def test_dragging_the_grip_shows_the_place_and_ranks_on_release(window: PlanWindow, qtbot: QtBot) -> None:
    page, first = _page(window), _objective(window, 1).id
    grip, third = _row(window, 1).grip, _row(window, 3)
    target = grip.mapFrom(page.rows, QPoint(5, third.geometry().bottom()))
    qtbot.mousePress(grip, LEFT, pos=QPoint(5, 40))
    QTest.mouseMove(grip, target)
    _move(grip, target)
    line = page.rows._line
    assert line.isVisible() and line.height() == 2
    assert third.geometry().bottom() < line.y() < _row(window, 4).y()
    assert _ids(window)[0] == first, "rows do not jump while one is dragged"
    qtbot.mouseRelease(grip, LEFT, pos=target)
    assert _ids(window)[2] == first
    assert not line.isVisible()


def _move(widget: object, spot: QPoint) -> None:
    """A mouse move with the button held, which QTest does not send."""
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QWidget

    assert isinstance(widget, QWidget)
    at = QPointF(spot)
    event = QMouseEvent(
        QEvent.Type.MouseMove, at, QPointF(widget.mapToGlobal(spot)), LEFT, LEFT, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(widget, event)


def test_control_enter_adds_below_and_delete_removes_with_an_undo_at_hand(window: PlanWindow, qtbot: QtBot) -> None:
    before = window.session.plan
    row = _row(window, 2)
    row.setFocus()
    qtbot.keyClick(row, Key.Key_Return, CTRL)
    assert len(_ids(window)) == 8 and _objective(window, 3).statement == ""
    new = _row(window, 3)
    assert new.editor is not None and new.editor.hasFocus()
    qtbot.keyClick(new.editor, Key.Key_Escape)
    qtbot.keyClick(new, Key.Key_Delete, CTRL)
    assert len(_ids(window)) == 7
    assert _row(window, 3).hasFocus(), "the focus goes to what follows"
    assert window.toast.isVisible() and window.toast.undo.isVisible()
    qtbot.mouseClick(window.toast.undo, LEFT)
    assert len(_ids(window)) == 8
    window.session.undo()
    assert window.session.plan == before


def test_the_toast_offers_no_undo_once_something_else_has_changed(window: PlanWindow, qtbot: QtBot) -> None:
    row = _row(window, 7)
    name = _objective(window, 7)
    row.setFocus()
    qtbot.keyClick(row, Key.Key_Delete)
    assert "Brand perception and satisfaction" in window.toast.words.text()
    assert find(window.session.plan, "objectives", name.id) is None
    window.session.edit("Edit", edit_objective, _objective(window, 1).id, statement="Else")
    assert not window.toast.isVisible()


# Weights


def test_left_and_right_change_the_weight_and_shift_takes_five(window: PlanWindow, qtbot: QtBot) -> None:
    weight = _row(window, 1).weight
    start = _objective(window, 1).weight
    qtbot.keyClick(weight, Key.Key_Right)
    assert _objective(window, 1).weight == start + 1
    qtbot.keyClick(weight, Key.Key_Left, SHIFT)
    assert _objective(window, 1).weight == start - 4
    assert sum(_weights(window)) == pytest.approx(100)
    window.session.undo()
    assert _objective(window, 1).weight == start, "stepping is one step"


def test_a_weight_can_be_typed(window: PlanWindow, qtbot: QtBot) -> None:
    cell = _row(window, 2).weight
    qtbot.mouseClick(cell, LEFT, pos=cell.figure_rect().center().toPoint())
    field = _field(window)
    qtbot.keyClicks(field.edit, "40")
    qtbot.keyClick(field.edit, Key.Key_Return)
    assert _objective(window, 2).weight == 40
    assert sum(_weights(window)) == pytest.approx(100)
    assert cell.hasFocus()


def _edge(window: PlanWindow, at: int) -> int:
    return round(_page(window).bar._edges()[at])


def test_dragging_an_edge_shares_the_difference_between_its_neighbours(window: PlanWindow, qtbot: QtBot) -> None:
    bar, before = _page(window).bar, _weights(window)
    start = QPoint(_edge(window, 0), 10)
    qtbot.mousePress(bar, LEFT, pos=start)
    _move(bar, start + QPoint(round(bar.width() * 0.05), 0))
    qtbot.mouseRelease(bar, LEFT, pos=start)
    assert _weights(window)[:2] == [before[0] + 5, before[1] - 5]
    assert _weights(window)[2:] == before[2:]
    window.session.undo()
    assert _weights(window) == before


def test_with_shift_only_the_next_changes_and_the_total_says_so(window: PlanWindow, qtbot: QtBot) -> None:
    page, before = _page(window), _weights(window)
    start = QPoint(_edge(window, 0), 10)
    end = QPointF(start.x() + page.bar.width() * 0.05, 10)
    qtbot.mousePress(page.bar, LEFT, pos=start)
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent

    move = QMouseEvent(QEvent.Type.MouseMove, end, end, LEFT, LEFT, SHIFT)
    QApplication.sendEvent(page.bar, move)
    qtbot.mouseRelease(page.bar, LEFT, pos=start)
    assert _weights(window) == [before[0], before[1] - 5, *before[2:]]
    assert page.weight_head.total.text() == "Total is 95\u00a0%"
    assert page.weight_head.total.role == "warn.text"
    qtbot.mouseClick(page.weight_head.scale, LEFT)
    assert sum(_weights(window)) == pytest.approx(100)
    assert page.weight_head.total.text() == "100\u00a0%" and not page.weight_head.scale.isVisible()


def test_the_weight_bar_works_with_keys_alone(window: PlanWindow, qtbot: QtBot) -> None:
    bar, before = _page(window).bar, _weights(window)
    bar.setFocus()
    qtbot.keyClick(bar, Key.Key_Down)
    qtbot.keyClick(bar, Key.Key_Right, SHIFT)
    assert _weights(window)[1:3] == [before[1] + 5, before[2] - 5]


# KPIs


def test_a_click_on_a_target_opens_a_field_and_enter_keeps_what_is_typed(window: PlanWindow, qtbot: QtBot) -> None:
    field = _open_part(window, qtbot, 1, "target")
    assert field.edit.text() == "32\u00a0%"
    qtbot.keyClicks(field.edit, "35")
    qtbot.keyClick(field.edit, Key.Key_Return)
    kpi = kpis_of(window.session.plan, _objective(window, 1).id)[0]
    assert kpi.target == pytest.approx(0.35)
    face = _row(window, 1).kpi.face
    assert face is not None and face.target == "35\u00a0%"


def test_tab_goes_through_the_parts_of_a_kpi(window: PlanWindow, qtbot: QtBot) -> None:
    cell = _row(window, 2).kpi
    cell.setFocus()
    qtbot.keyClick(cell, Key.Key_Return)
    names = []
    for _part in range(5):
        field = _field(window)
        names.append(field.edit.accessibleName())
        qtbot.keyClick(field.edit, Key.Key_Tab)
    assert names == ["Name of the KPI", "Baseline", "Target", "Value of today", "Target date"]
    assert _page(window)._edit is None and _row(window, 2).weight.hasFocus()
    assert window.session.document.undo_label is None, "looking at the parts changes nothing"


def test_what_is_not_a_number_stays_with_its_sentence_and_escape_drops_it(window: PlanWindow, qtbot: QtBot) -> None:
    before = window.session.plan
    field = _open_part(window, qtbot, 1, "baseline")
    qtbot.keyClicks(field.edit, "abc")
    qtbot.keyClick(field.edit, Key.Key_Return)
    assert field.isVisible() and "Enter a percentage" in field.sentence.text()
    qtbot.keyClick(field.edit, Key.Key_Escape)
    assert window.session.plan == before and _page(window)._edit is None


def test_the_sentence_of_what_does_not_fit_is_whole_on_the_last_row_too(window: PlanWindow, qtbot: QtBot) -> None:
    field = _open_part(window, qtbot, 7, "due")
    qtbot.keyClicks(field.edit, "soon")
    qtbot.keyClick(field.edit, Key.Key_Return)
    edit, rows = _page(window)._edit, _page(window).rows
    assert edit is not None and field.sentence.isVisible()
    assert edit.geometry().bottom() < rows.height() and edit.geometry().right() < rows.width()
    assert field.sentence.height() >= field.sentence.heightForWidth(field.sentence.width())


def test_what_does_not_fit_keeps_the_only_field(window: PlanWindow, qtbot: QtBot) -> None:
    field = _open_part(window, qtbot, 1, "baseline")
    qtbot.keyClicks(field.edit, "abc")
    qtbot.keyClick(field.edit, Key.Key_Return)
    cell = _row(window, 2).kpi
    qtbot.mouseClick(cell, LEFT, pos=cell.part_rects()["target"].center().toPoint())
    assert _field(window) is field and field.edit.hasFocus()
    qtbot.keyClick(field.edit, Key.Key_Escape)
    assert _page(window)._edit is None


def test_an_empty_part_of_a_kpi_says_what_it_asks_for(window: PlanWindow, qtbot: QtBot) -> None:
    field = _open_part(window, qtbot, 1, "due")
    assert field.edit.placeholderText() == "Target date"


def test_a_value_of_today_becomes_a_reading(window: PlanWindow, qtbot: QtBot) -> None:
    field = _open_part(window, qtbot, 6, "now")
    qtbot.keyClicks(field.edit, "44")
    qtbot.keyClick(field.edit, Key.Key_Return)
    reading = now(kpis_of(window.session.plan, _objective(window, 6).id)[0])
    assert reading is not None and reading.value == pytest.approx(0.44)
    face = _row(window, 6).kpi.face
    assert face is not None and face.measured and face.now == "now 44\u00a0%"


def test_an_objective_without_a_kpi_offers_one_and_asks_for_its_name(window_on: Open, qtbot: QtBot) -> None:
    from planner.objectives.edits import add_objective

    window = window_on(add_objective(empty_plan(), "repeat", statement="Come back"))
    cell = _row(window, 1).kpi
    assert cell.face is None and cell.accessibleName() == "Add a KPI"
    qtbot.mouseClick(cell, LEFT)
    qtbot.keyClicks(_field(window).edit, "Repeat rate")
    qtbot.keyClick(_field(window).edit, Key.Key_Return)
    assert [k.name for k in window.session.plan.kpis] == ["Repeat rate"]


def test_two_kpis_are_counted_in_the_row(window: PlanWindow) -> None:
    window.session.edit("Add", add_kpi, _objective(window, 1).id, name="Second")
    face = _row(window, 1).kpi.face
    assert face is not None and face.name == "Repeat purchase rate, 12 months +1"


# Lever, segments, details


def test_a_click_on_the_lever_offers_the_seven_and_an_own_one(window: PlanWindow, qtbot: QtBot) -> None:
    row = _row(window, 2)
    qtbot.mouseClick(row, LEFT, pos=row.lever_rect().topLeft() + QPoint(30, 8))
    menu = _menu(qtbot)
    assert len(menu.actions()) == 8
    _pick(qtbot, menu, "Less churn")
    assert _objective(window, 2).lever == "churn"


def test_a_click_on_a_chip_offers_the_segments_and_switches_one(window: PlanWindow, qtbot: QtBot) -> None:
    chips = _row(window, 2).segments
    before = _objective(window, 2).segments
    qtbot.mouseClick(chips, LEFT, pos=chips.spots()[0][1].center().toPoint())
    menu = _menu(qtbot)
    _pick(qtbot, menu, "Families")
    assert len(_objective(window, 2).segments) == len(before) + 1
    assert "Families" in chips.accessibleName()


def test_many_segments_are_counted_in_the_last_chip(window: PlanWindow) -> None:
    every = tuple(s.id for s in window.session.plan.segments)
    window.session.edit("Edit", edit_objective, _objective(window, 2).id, segments=every)
    shown = _row(window, 2).segments.spots()
    assert len(shown) == 3 and shown[-1][0][0] == f"{len(every) - 2} more"


def test_control_i_opens_the_details_of_the_selected_objective(window: PlanWindow, qtbot: QtBot) -> None:
    _row(window, 3).setFocus()
    window.close_panel()
    qtbot.keyClick(window, Key.Key_I, CTRL)
    assert window.panel.isVisible() and window.panel.tabs.current == "details"
    assert _page(window)._details.title.text() == _objective(window, 3).statement


def test_the_menu_of_a_row_opens_the_details(window: PlanWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(_row(window, 4).more, LEFT)
    _pick(qtbot, _menu(qtbot), "Details")
    assert window.panel.tabs.current == "details"
    assert window.session.selection == ("objectives", _objective(window, 4).id)


# Speed: an edit reaches only its row


def test_an_edit_touches_only_the_row_of_its_objective(window: PlanWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    fill = ObjectiveRow.show_face

    def watched(row: ObjectiveRow, *arguments: object) -> None:
        shown.append(row.objective_id)
        fill(row, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(ObjectiveRow, "show_face", watched)
    ids = _ids(window)
    window.session.edit("Edit", edit_objective, ids[0], statement="Else")
    assert shown == [ids[0]]
    shown.clear()
    kpi = kpis_of(window.session.plan, ids[2])[0]
    window.session.edit("Edit", edit_kpi, kpi.id, name="Else")
    assert shown == [ids[2]]
    shown.clear()
    segment = _objective(window, 2).segments[0]
    window.session.edit("Edit", edit_segment, segment, name="Else")
    assert set(shown) == {o.id for o in window.session.plan.objectives if segment in o.segments}
    shown.clear()
    window.session.edit("Edit", edit_profile, title="Else")
    assert shown == []
    window.session.edit("Edit", edit_profile, currency="USD")
    assert shown == ids, "amounts are written anew"


def _many(plan: Plan, copies: int) -> Plan:
    """The sample's objectives and KPIs so many times more."""
    for table in ("objectives", "kpis"):
        made = [*plan.rows(table)]
        for copy in range(1, copies + 1):
            for row in plan.rows(table):
                fields = {"id": f"{row.id}-{copy}"}
                fields |= {"objective": f"{row.objective}-{copy}"} if isinstance(row, Kpi) else {"weight": 0.0}
                made.append(changed(row, **fields))
        ranks = spaced_ranks(len(made))
        plan = plan.with_rows(table, tuple(changed(r, rank=k) for r, k in zip(made, ranks, strict=True)))
    return plan


def test_a_page_of_five_hundred_objectives_follows_an_edit_at_once(window_on: Open, sample: Plan) -> None:
    window = window_on(_many(sample, 70), "objectives")
    ids = _ids(window)
    assert len(ids) == 497
    begun = time.perf_counter()
    for n in range(20):
        window.session.edit("Edit", edit_objective, ids[0], statement=f"Words {n}", typing="test")
    each = (time.perf_counter() - begun) / 20
    assert each < 0.05, f"{each * 1000:.0f} ms; walking every row takes seconds"
    face = _row(window, 1).face
    assert face is not None and face.statement == "Words 19"


# Narrow windows


def test_the_trend_goes_under_900_and_the_segments_move_under_820(window: PlanWindow, qtbot: QtBot) -> None:
    page = _page(window)
    window.close_panel()
    row = _row(window, 1)
    around = window.width() - page.width()
    window.setMinimumWidth(600)
    window.resize(around + 910, 800)
    qtbot.waitUntil(lambda: page.width() == 910)
    assert row.trend.isVisible()
    window.resize(around + 890, 800)
    qtbot.waitUntil(lambda: page.width() == 890)
    assert not row.trend.isVisible()
    assert row.segments.x() > row.statement_rect().right()
    window.resize(around + 810, 800)
    qtbot.waitUntil(lambda: page.width() == 810)
    assert row.segments.y() >= row.statement_rect().bottom()
    assert row.segments.x() == row.statement_rect().x()


def test_nothing_has_the_focus_of_typing_at_the_start(window: PlanWindow) -> None:
    from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit

    assert not isinstance(window.focusWidget(), QLineEdit | QPlainTextEdit | QTextEdit)


# Empty, read-only


def test_an_empty_plan_offers_the_seven_levers(window_on: Open, qtbot: QtBot) -> None:
    window = window_on(empty_plan())
    page = _page(window)
    assert page.stack.currentWidget() is page.empty
    cards = page.lever_cards.findChildren(type(page.lever_cards).__mro__[1])
    buttons = [c for c in cards if c.metaObject().className() == "LeverCard"]
    assert len(buttons) == 7
    qtbot.mouseClick(buttons[0], LEFT)
    assert len(window.session.plan.objectives) == 1
    assert page.stack.currentWidget() is page.column
    assert _row(window, 1).editor is not None


def test_the_cards_of_the_levers_show_their_whole_names(window_on: Open) -> None:
    cards = _page(window_on(empty_plan(), "objectives")).lever_cards.cards
    assert len({card.width() for card in cards}) == 1
    assert all(card.width() >= card.words_width() + 54 for card in cards)
    room = cards[0].parentWidget()
    left, right = min(card.x() for card in cards), max(card.x() + card.width() for card in cards)
    assert abs(left - (room.width() - right)) <= 1, "they stand in the middle, under the words"


def test_read_only_shows_no_editing_control(window_on: Open, sample: Plan, qtbot: QtBot) -> None:
    window = window_on(sample, read_only=True)
    page, row = _page(window), _row(window, 1)
    assert not page.add_button.isVisible() and not page.add_row.isVisible() and not row.grip.isVisible()
    for cell in (row.segments, row.kpi, row.weight):
        assert cell.focusPolicy() == Qt.FocusPolicy.NoFocus
    before = window.session.plan
    qtbot.mouseClick(row.kpi, LEFT, pos=row.kpi.part_rects()["target"].center().toPoint())
    row.setFocus()
    for key in (Key.Key_Right, Key.Key_Delete):
        qtbot.keyClick(row, key)
    qtbot.keyClick(row, Key.Key_Return)
    assert row.editor is not None and row.editor.isReadOnly()
    qtbot.keyClicks(row.editor, "x")
    assert window.session.plan is before
    assert page._edit is None


# Ideas


def _idea(step: str = "objectives"):  # type: ignore[no-untyped-def]
    return next(i for i in ideas(step) if i.levers)


def _drag_over(window: PlanWindow, rank: int, *, drop: bool) -> None:
    page, layer = _page(window), window.drop_layer
    window.guide.drag_began.emit()
    assert layer.isVisible()
    spot = QPointF(layer.mapFrom(window, page.rows.mapTo(window, QPoint(200, _row(window, rank).y() + 4))))
    data = idea_data(_idea())
    action, keys = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(layer, QDragEnterEvent(spot.toPoint(), action, data, LEFT, keys))
    QApplication.sendEvent(layer, QDragMoveEvent(spot.toPoint(), action, data, LEFT, keys))
    line = page.rows._line
    assert line.isVisible() and line.height() == 2
    if drop:
        QApplication.sendEvent(layer, QDropEvent(spot, action, data, LEFT, keys))
    else:
        QApplication.sendEvent(layer, QDragLeaveEvent())
    window.guide.drag_ended.emit()
    assert not line.isVisible() and not layer.isVisible()


def test_an_idea_dropped_between_two_rows_becomes_an_objective_there(window: PlanWindow) -> None:
    _drag_over(window, 3, drop=True)
    assert len(_ids(window)) == 8
    new = _objective(window, 3)
    assert new.statement == _idea().title and new.lever == _idea().levers[0]
    assert window.session.selection == ("objectives", new.id)


def test_an_idea_that_leaves_the_page_changes_nothing(window: PlanWindow) -> None:
    before = window.session.plan
    _drag_over(window, 3, drop=False)
    assert window.session.plan is before


def test_the_plus_of_an_idea_takes_it_and_the_card_says_so(window: PlanWindow, qtbot: QtBot) -> None:
    from ui.shell.idea_card import IdeaCard

    qtbot.waitUntil(lambda: bool(window.guide.findChildren(IdeaCard)))
    card = next(c for c in window.guide.findChildren(IdeaCard) if c.isVisible() and not c.used)
    title = card.idea.title
    qtbot.mouseClick(card, LEFT, pos=QPoint(60, 20))
    assert len(_ids(window)) == 7, "a click beside the plus only takes hold of the card"
    qtbot.mouseClick(card, LEFT, pos=card.plus_rect().center().toPoint())
    assert _objective(window, 8).statement == title

    def said() -> None:
        cards = [c for c in window.guide.findChildren(IdeaCard) if c.isVisible() and c.idea.title == title]
        assert cards and cards[0].used and cards[0].hint == "In your plan"

    qtbot.waitUntil(lambda: any(c.used for c in window.guide.findChildren(IdeaCard) if c.isVisible()))
    said()


# Dot-vote


def _vote(window: PlanWindow) -> ObjectivesPage:
    page = _page(window)
    page.show_view("vote")
    page.votes.setFocus()
    return page


def _counts(window: PlanWindow) -> list[int]:
    counts = tallies(running_ballot(window.session.plan))
    return [counts.get(o.id, 0) for o in window.session.plan.objectives]


def test_keys_vote_and_shift_takes_a_vote_away_and_the_plan_keeps_them(window: PlanWindow, qtbot: QtBot) -> None:
    page = _vote(window)
    already = len(window.session.plan.votes)
    for key in (Key.Key_2, Key.Key_2, Key.Key_7, Key.Key_9):
        qtbot.keyClick(page.votes, key)
    assert _counts(window) == [0, 2, 0, 0, 0, 0, 1]
    assert len(window.session.plan.votes) == already + 1
    qtbot.keyClick(page.votes, Key.Key_2, SHIFT)
    assert _counts(window)[1] == 1
    row = page.votes.row(_objective(window, 2).id)
    assert row is not None and "1 vote" in row.accessibleName()
    window.session.undo()
    assert _counts(window)[1] == 2
    page.show_view("rank")
    page.show_view("vote")
    assert page.votes.count.text() == "3 votes", "the ballot outlives the view"


def test_keys_vote_right_after_a_click_on_dot_vote(window: PlanWindow, qtbot: QtBot) -> None:
    page = _page(window)
    qtbot.keyClick(page.mode, Key.Key_2)
    assert not tallies(running_ballot(window.session.plan)), "while ranking a digit is no vote"
    page.show_view("vote")
    qtbot.keyClick(page.mode, Key.Key_2)
    assert _counts(window)[1] == 1


def test_the_number_row_votes_on_keyboards_where_digits_need_shift(window: PlanWindow) -> None:
    """On a French keyboard the third key of the row says a quote; platforms name its place."""
    page = _vote(window)
    from PySide6.QtGui import QGuiApplication

    from ui.present import digits

    first = digits._FIRST_CODE
    platform = QGuiApplication.platformName()
    first[platform] = 10
    try:
        event = QKeyEvent(
            QKeyEvent.Type.KeyPress, Key.Key_QuoteDbl, Qt.KeyboardModifier.NoModifier, 12, 0, 0, '"', False, 1
        )
        QApplication.sendEvent(page.votes, event)
    finally:
        del first[platform]
    assert _counts(window)[2] == 1


def test_a_ballot_row_grows_with_its_statement(window: PlanWindow, qtbot: QtBot) -> None:
    page, long = _vote(window), "Grow what weekend enthusiasts spend on kit and service plans " * 2
    first, second = _objective(window, 1).id, _objective(window, 2).id
    window.session.edit("Write", edit_objective, first, statement=long.strip())
    row, other = page.votes.row(first), page.votes.row(second)
    assert row is not None and other is not None
    qtbot.waitUntil(lambda: row.height() > other.height())
    assert row.height() == row.sizeHint().height(), "the lever above the statement has its own line"


def test_plus_and_minus_vote_for_a_row_by_mouse(window: PlanWindow, qtbot: QtBot) -> None:
    page = _vote(window)
    row = page.votes.row(_objective(window, 4).id)
    assert row is not None and not row.less.isEnabled()
    qtbot.mouseClick(row.more, LEFT)
    qtbot.mouseClick(row.more, LEFT)
    qtbot.mouseClick(row.less, LEFT)
    assert _counts(window)[3] == 1


def test_a_secret_ballot_shows_no_tallies_until_it_is_closed(window: PlanWindow, qtbot: QtBot) -> None:
    page = _vote(window)
    qtbot.mouseClick(page.votes.secret, LEFT)
    qtbot.keyClick(page.votes, Key.Key_1)
    ballot = running_ballot(window.session.plan)
    assert ballot is not None and ballot.secret
    row = page.votes.row(_objective(window, 1).id)
    assert row is not None and row.face is not None and row.face.votes is None
    assert "1 vote" not in row.accessibleName()
    assert not page.votes.secret.isEnabled(), "what was promised to voters stays"
    assert not page.votes.use.isVisible() and page.votes.count.text() == "1 vote"
    qtbot.mouseClick(page.votes.close_ballot, LEFT)
    assert row.face.votes == 1
    qtbot.keyClick(page.votes, Key.Key_1)
    assert _counts(window)[0] == 1, "a closed ballot takes no votes"


def test_votes_become_weights_and_the_ballot_remembers_it(window: PlanWindow, qtbot: QtBot) -> None:
    page = _vote(window)
    for key, times in ((Key.Key_1, 3), (Key.Key_3, 1)):
        for _time in range(times):
            qtbot.keyClick(page.votes, key)
    qtbot.mouseClick(page.votes.use, LEFT)
    assert _weights(window) == [75, 0, 25, 0, 0, 0, 0]
    assert window.session.plan.votes[-1].adopted
    assert page.rows.isVisible() and running_ballot(window.session.plan) is None


def test_votes_become_the_weights_of_one_segment_that_has_its_own(window: PlanWindow, qtbot: QtBot) -> None:
    first, second = _objective(window, 1).id, _objective(window, 2).id
    window.session.edit("Weigh", weigh_objective, "commuters", first, 10)
    before, page = _weights(window), _vote(window)
    for key in (Key.Key_1, Key.Key_2, Key.Key_2, Key.Key_2):
        qtbot.keyClick(page.votes, key)
    qtbot.mouseClick(page.votes.use, LEFT)
    menu = page.votes.findChild(QMenu)
    assert menu is not None and [a.text() for a in menu.actions()] == ["For the whole plan", "For Commuters alone"]
    _pick(qtbot, menu, "For Commuters alone")
    plan = window.session.plan
    own = weights_for(plan, find(plan, "segments", "commuters"))
    assert (own[first], own[second]) == (25, 75) and _weights(window) == before
    assert plan.votes[-1].adopted
    window.session.undo()
    plan = window.session.plan
    assert weights_for(plan, find(plan, "segments", "commuters"))[first] == 10


def test_a_ballot_starts_again_without_its_votes(window: PlanWindow, qtbot: QtBot) -> None:
    page = _vote(window)
    qtbot.keyClick(page.votes, Key.Key_5)
    qtbot.mouseClick(page.votes.clear, LEFT)
    assert _counts(window) == [0] * 7
    assert not page.votes.clear.isVisible()


def test_an_objective_that_comes_later_joins_the_ballot(window: PlanWindow, qtbot: QtBot) -> None:
    from planner.objectives.edits import add_objective

    page = _vote(window)
    qtbot.keyClick(page.votes, Key.Key_1)
    window.session.edit("Add", add_objective, "own", None, statement="New")
    qtbot.keyClick(page.votes, Key.Key_8)
    assert _counts(window)[7] == 1


def test_weights_that_do_not_add_up_are_shown_as_they_are(window: PlanWindow) -> None:
    window.session.edit("Set", set_weights, {_objective(window, 1).id: 35.0})
    assert _page(window).weight_head.total.text() == "Total is 110\u00a0%"


# How a KPI is computed, and plan against actual


def test_hovering_the_name_of_a_kpi_says_how_its_metric_is_computed(window: PlanWindow, qtbot: QtBot) -> None:
    cell = _row(window, 7).kpi
    qtbot.mouseMove(cell, cell.part_rects()["name"].center().toPoint())
    assert "Percent of 9 and 10 minus percent of 0 to 6" in cell.toolTip()
    assert "Percent of 9 and 10" in cell.accessibleDescription()


def test_the_details_draw_readings_against_the_plan_and_follow_a_new_one(window: PlanWindow, qtbot: QtBot) -> None:
    page = _page(window)
    page.show_item("objectives", _objective(window, 2).id)
    page.details()
    (form,) = page._details._kpi_forms.values()
    form.chart.resize(260, 150)
    before = form.chart.scene
    said = form.standing.text()
    assert "on a straight line" in said
    assert form.reading is not None
    qtbot.keyClicks(form.reading.edit, "25")
    qtbot.keyClick(form.reading.edit, Key.Key_Return)
    assert form.standing.text() != said
    assert form.chart.scene != before


def test_a_kpi_of_which_nothing_is_known_draws_nothing(window: PlanWindow, qtbot: QtBot) -> None:
    page = _page(window)
    objective = _objective(window, 7)
    window.session.edit("Add a KPI", add_kpi, objective.id)
    page.show_item("objectives", objective.id)
    page.details()
    form = list(page._details._kpi_forms.values())[-1]
    assert form.chart.isHidden()
    assert form.standing.isHidden()
