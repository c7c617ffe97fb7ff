"""The timeline tab: bars dragged and moved with keys, links drawn, refusals with the earliest date, workload."""

import datetime as dt

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.actions.edits import add_action
from planner.actions.schedule import schedule
from planner.plan import Plan
from tests.ui.actions import ALT, CONTROL, LEFT, NONE, SHIFT, Key, Opens, action, open_page, pick, refusals
from ui.pages.actions.cell_edit import CellEdit
from ui.pages.actions.page import ActionsPage
from ui.pages.actions.timeline.tab import TimelineTab
from ui.pages.actions.timeline.view import TimelineView


@pytest.fixture
def page(window_on: Opens, sample: Plan) -> ActionsPage:
    return open_page(window_on, sample, "timeline")


def tab(page: ActionsPage) -> TimelineTab:
    found = page.tab_of["timeline"]
    assert isinstance(found, TimelineTab)
    return found


def view(page: ActionsPage) -> TimelineView:
    return tab(page).view


def row(page: ActionsPage, action_id: str) -> int:
    return [r.action for r in view(page).sheet.rows].index(action_id)


def middle(page: ActionsPage, action_id: str) -> QPoint:
    return view(page).sheet.bar(row(page, action_id)).center().toPoint()


def week(page: ActionsPage) -> float:
    axis = view(page).sheet.axis
    return 7 * axis.width / axis.days


def drag(
    qtbot: QtBot,
    page: ActionsPage,
    start: QPoint,
    by: QPoint,
    modifiers: Qt.KeyboardModifier = NONE,
    release: bool = True,
) -> None:
    port = view(page).viewport()
    qtbot.mousePress(port, LEFT, modifiers, start)
    for share in (0.5, 1.0):
        spot = QPointF(start) + QPointF(by) * share
        event = _move(spot, modifiers)
        QApplication.sendEvent(port, event)
    if release:
        qtbot.mouseRelease(port, LEFT, modifiers, start + by)


def _move(spot: QPointF, modifiers: Qt.KeyboardModifier):  # type: ignore[no-untyped-def]
    """A move with a button and a modifier held, which the test library cannot send."""
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QMouseEvent

    return QMouseEvent(QEvent.Type.MouseMove, spot, spot, Qt.MouseButton.NoButton, LEFT, modifiers)


def choose(page: ActionsPage, action_id: str) -> None:
    page.session.select("actions", action_id)
    view(page).setFocus()


def start_of(page: ActionsPage, action_id: str) -> dt.date:
    return schedule(page.session.plan).slots[action_id].start


def test_the_header_says_when_the_plan_ends_and_what_that_hangs_on(page: ActionsPage) -> None:
    assert page.header.purpose.text() == (
        "Ends 30\u00a0Nov\u00a02027. The critical path runs through Join shop and store data."
    )


def test_dragging_a_bar_moves_the_action_by_whole_weeks(qtbot: QtBot, page: ActionsPage) -> None:
    drag(qtbot, page, middle(page, "bike-swap"), QPoint(round(week(page) * 2.2), 0))
    assert action(page, "bike-swap").earliest_start == dt.date(2027, 6, 15)
    assert page.session.document.undo_label == "Move an action in time"
    page.session.undo()
    assert action(page, "bike-swap").earliest_start == dt.date(2027, 6, 1)


def test_with_alt_it_moves_by_days(qtbot: QtBot, page: ActionsPage) -> None:
    day = week(page) / 7
    drag(qtbot, page, middle(page, "bike-swap"), QPoint(round(day * 2), 0), ALT)
    assert action(page, "bike-swap").earliest_start == dt.date(2027, 6, 3)


def test_dragging_an_end_changes_the_duration(qtbot: QtBot, page: ActionsPage) -> None:
    bar = view(page).sheet.bar(row(page, "bike-swap"))
    drag(qtbot, page, QPointF(bar.right() - 2, bar.center().y()).toPoint(), QPoint(round(week(page)), 0))
    assert schedule(page.session.plan).slots["bike-swap"].finish == dt.date(2027, 10, 7)
    bar = view(page).sheet.bar(row(page, "bike-swap"))
    drag(qtbot, page, QPointF(bar.left() + 2, bar.center().y()).toPoint(), QPoint(round(week(page)), 0))
    assert start_of(page, "bike-swap") == dt.date(2027, 6, 8)
    assert schedule(page.session.plan).slots["bike-swap"].finish == dt.date(2027, 10, 7)


def test_dragging_the_dot_onto_another_bar_links_the_two(qtbot: QtBot, page: ActionsPage) -> None:
    choose(page, "one-page")
    dot = view(page).sheet.dot(row(page, "one-page")).toPoint()
    drag(qtbot, page, dot, middle(page, "bike-swap") - dot)
    assert [d.action for d in action(page, "bike-swap").depends] == ["one-page"]


def test_a_link_that_would_close_a_loop_is_refused_with_the_loop(qtbot: QtBot, page: ActionsPage) -> None:
    said = refusals(page)
    choose(page, "vip-evenings")
    dot = view(page).sheet.dot(row(page, "vip-evenings")).toPoint()
    drag(qtbot, page, dot, middle(page, "service-plan") - dot)
    assert len(said) == 1
    assert "Service plan subscription → VIP preview evenings → Service plan subscription" in said[0]
    assert page.session.document.undo_label is None


def test_a_move_before_what_it_waits_for_is_refused_and_the_earliest_date_offered(
    qtbot: QtBot, page: ActionsPage
) -> None:
    choose(page, "ride-booking")
    qtbot.keyClick(view(page), Key.Key_Right)
    assert action(page, "ride-booking").earliest_start == dt.date(2027, 4, 21)
    for _press in range(2):
        qtbot.keyClick(view(page), Key.Key_Left)
    banner = tab(page).banner
    assert banner.isVisible()
    assert "waits for Cart reminder by e-mail and SMS" in banner.strong.text()
    assert "14\u00a0Apr\u00a02027" in banner.strong.text()
    assert start_of(page, "ride-booking") == dt.date(2027, 4, 14)


def test_the_offer_moves_it_to_the_earliest_date(qtbot: QtBot, page: ActionsPage) -> None:
    choose(page, "ride-booking")
    for _press in range(2):
        qtbot.keyClick(view(page), Key.Key_Right)
    drag(qtbot, page, middle(page, "ride-booking"), QPoint(round(-week(page) * 4), 0))
    assert start_of(page, "ride-booking") == dt.date(2027, 4, 28)
    offer = tab(page).banner.buttons.itemAt(0).widget()
    assert offer.text() == "Start on 14\u00a0Apr\u00a02027"
    qtbot.mouseClick(offer, LEFT)
    assert start_of(page, "ride-booking") == dt.date(2027, 4, 14)
    assert action(page, "ride-booking").earliest_start is None
    assert not tab(page).banner.isVisible()


def test_keys_move_and_resize_by_a_week_or_a_day(qtbot: QtBot, page: ActionsPage) -> None:
    choose(page, "bike-swap")
    qtbot.keyClick(view(page), Key.Key_Right)
    assert action(page, "bike-swap").earliest_start == dt.date(2027, 6, 8)
    qtbot.keyClick(view(page), Key.Key_Left, ALT)
    assert action(page, "bike-swap").earliest_start == dt.date(2027, 6, 7)
    before = action(page, "bike-swap").duration_days
    qtbot.keyClick(view(page), Key.Key_Right, SHIFT)
    assert action(page, "bike-swap").duration_days == (before or 0) + 5
    qtbot.keyClick(view(page), Key.Key_Left, SHIFT)
    assert action(page, "bike-swap").duration_days == before


def test_l_and_the_arrows_link_with_the_keys_alone(qtbot: QtBot, page: ActionsPage) -> None:
    choose(page, "one-page")
    qtbot.keyClick(view(page), Key.Key_L)
    qtbot.keyClick(view(page), Key.Key_Down)
    qtbot.keyClick(view(page), Key.Key_Return)
    assert [d.action for d in action(page, "onboarding").depends] == ["one-page"]


def test_esc_leaves_linking_and_drops_a_drag(qtbot: QtBot, page: ActionsPage) -> None:
    choose(page, "one-page")
    qtbot.keyClick(view(page), Key.Key_L)
    qtbot.keyClick(view(page), Key.Key_Escape)
    qtbot.keyClick(view(page), Key.Key_Down)
    assert page.session.selection == ("actions", "ride-booking")
    drag(qtbot, page, middle(page, "bike-swap"), QPoint(200, 0), release=False)
    qtbot.keyClick(view(page), Key.Key_Escape)
    qtbot.mouseRelease(view(page).viewport(), LEFT)
    assert page.session.document.undo_label is None


def test_arrows_and_home_and_end_choose_rows(qtbot: QtBot, page: ActionsPage) -> None:
    choose(page, "one-page")
    for key, expected in (
        (Key.Key_Up, "cart-reminder"),
        (Key.Key_Home, "join-data"),
        (Key.Key_End, "vip-evenings"),
        (Key.Key_PageUp, "join-data"),
    ):
        qtbot.keyClick(view(page), key)
        assert page.session.selection == ("actions", expected)
    assert view(page).accessibleDescription().startswith("Join shop and store data: 4\u00a0Jan\u00a02027")


def test_a_title_is_edited_in_the_list(qtbot: QtBot, page: ActionsPage) -> None:
    sheet = view(page).sheet
    spot = QPoint(120, round(sheet.middle(row(page, "one-page"))))
    qtbot.mouseDClick(view(page).viewport(), LEFT, pos=spot)
    edit = view(page).viewport().findChild(CellEdit)
    qtbot.keyClicks(edit, "Pay on one page")
    qtbot.keyClick(edit, Key.Key_Return)
    assert action(page, "one-page").title == "Pay on one page"


def test_ctrl_enter_adds_below_and_del_deletes(qtbot: QtBot, page: ActionsPage) -> None:
    choose(page, "one-page")
    qtbot.keyClick(view(page), Key.Key_Return, CONTROL)
    edit = view(page).viewport().findChild(CellEdit)
    qtbot.keyClicks(edit, "Test it")
    qtbot.keyClick(edit, Key.Key_Return)
    rows = [r.title for r in view(page).sheet.rows]
    assert rows[row(page, "one-page") + 1] == "Test it"
    qtbot.keyClick(view(page), Key.Key_Delete)
    assert "Test it" not in [r.title for r in view(page).sheet.rows]


def test_alt_and_arrows_rank_the_rows(qtbot: QtBot, page: ActionsPage) -> None:
    choose(page, "one-page")
    qtbot.keyClick(view(page), Key.Key_Up, ALT)
    assert row(page, "one-page") == 2


def test_the_menu_takes_a_link_away(page: ActionsPage) -> None:
    tab(page)._on_menu("vip-evenings", QPoint(10, 10))
    from PySide6.QtWidgets import QMenu

    menu = next(w for w in tab(page).findChildren(QMenu) if w.isVisible())
    inner = next(a.menu() for a in menu.actions() if a.text() == "No longer wait for")
    assert isinstance(inner, QMenu)
    pick("Service plan", inner)
    menu.close()
    assert action(page, "vip-evenings").depends == ()


def test_months_and_quarters(page: ActionsPage) -> None:
    tab(page).unit.chosen.emit("quarter")
    assert view(page).sheet.axis.unit == "quarter"
    assert tab(page).load._axis == view(page).sheet.axis


def test_a_long_plan_scrolls_sideways_with_its_workload_and_ctrl_t_goes_to_today(
    qtbot: QtBot, window_on: Opens, sample: Plan
) -> None:
    plan = add_action(sample, "Later", earliest_start=dt.date(2029, 5, 7), duration_days=20, owner="CRM lead")
    page = open_page(window_on, plan, "timeline")
    bar = view(page).horizontalScrollBar()
    assert bar.maximum() > 0
    bar.setValue(bar.maximum())
    assert tab(page).load._axis == view(page).sheet.axis
    choose(page, "one-page")
    qtbot.keyClick(view(page), Key.Key_T, CONTROL)
    x = view(page).sheet.axis.at(dt.date(2027, 3, 15))
    assert view(page).sheet.body().left() <= x <= view(page).sheet.width


def test_the_critical_path_can_be_switched_off(qtbot: QtBot, page: ActionsPage) -> None:
    assert view(page).marks.path
    qtbot.mouseClick(tab(page).path, LEFT)
    assert not view(page).marks.path


def test_under_1100_the_list_narrows_and_owners_become_tooltips(page: ActionsPage) -> None:
    wide = view(page).sheet.list_width
    page.window().resize(1050, 700)
    QApplication.processEvents()
    assert view(page).sheet.list_width < wide
    assert "CRM lead" in view(page).sheet.tip_at(QPointF(50, view(page).sheet.middle(2)))


def test_the_workload_names_who_has_too_much(page: ActionsPage) -> None:
    assert tab(page).load.accessibleDescription() == "Over 100\u00a0% in some months: Data analyst and CRM lead."


def test_read_only_moves_nothing(qtbot: QtBot, window_on: Opens, sample: Plan) -> None:
    page = open_page(window_on, sample, "timeline", read_only=True)
    said = refusals(page)
    drag(qtbot, page, middle(page, "bike-swap"), QPoint(200, 0))
    choose(page, "bike-swap")
    qtbot.keyClick(view(page), Key.Key_Right)
    qtbot.keyClick(view(page), Key.Key_L)
    assert page.session.plan == sample
    assert said == ["Read-only. Edit a copy to change it."]
    assert not tab(page).add_button.isVisible()
