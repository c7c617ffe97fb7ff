"""The action plan's frame and its board: tabs, filter, cards dragged and moved with keys, Details, ideas."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from planner.actions.edits import remove_action
from planner.catalogue import ideas
from planner.insight.edits import edit_profile
from planner.plan import Plan, empty_plan
from planner.segments.edits import add_segment
from tests.ui.actions import ALT, CONTROL, LEFT, Key, Opens, action, open_page, pick, refusals
from ui.pages.actions.board.card import ActionCard, TitleEdit
from ui.pages.actions.board.tab import BoardTab
from ui.pages.actions.details.action import ActionDetails
from ui.pages.actions.filters import SHARED_KEY, ActionFilter
from ui.pages.actions.page import ActionsPage
from ui.theme import theme


@pytest.fixture
def page(window_on: Opens, sample: Plan) -> ActionsPage:
    return open_page(window_on, sample)


def board(page: ActionsPage) -> BoardTab:
    tab = page.tab_of["board"]
    assert isinstance(tab, BoardTab)
    return tab


def card(page: ActionsPage, action_id: str) -> ActionCard:
    return board(page).cards[action_id]


def ids(page: ActionsPage, column: str) -> list[str]:
    return board(page).bodies[column].ids


def focused(page: ActionsPage) -> str:
    return next((i for i, c in board(page).cards.items() if c.hasFocus()), "")


def editor(page: ActionsPage) -> TitleEdit:
    found = [e for e in board(page).findChildren(TitleEdit) if e.isVisible()]
    assert len(found) == 1
    return found[0]


def drag(qtbot: QtBot, page: ActionsPage, action_id: str, to: QPoint, release: bool = True) -> None:
    """Drags a card by its middle to a place in the board's inner widget."""
    moved = card(page, action_id)
    inner = board(page).area.widget()
    start = moved.rect().center()
    qtbot.mousePress(moved, LEFT, pos=start)
    for step in (0.3, 0.7, 1.0):
        spot = inner.mapTo(page.window(), to) - moved.mapTo(page.window(), start)
        qtbot.mouseMove(moved, start + QPoint(round(spot.x() * step), round(spot.y() * step)))
        QApplication.processEvents()
    if release:
        qtbot.mouseRelease(moved, LEFT, pos=start + spot)


def test_every_segment_has_a_column_and_shared_actions_have_their_own(page: ActionsPage) -> None:
    heads = board(page).heads
    assert next(iter(heads.values())).heading.name == "Commuters"
    assert list(heads)[-1] == ""
    assert heads[""].heading.name == "Shared"
    assert (heads["commuters"].heading.count, heads["commuters"].heading.cost) == ("3 actions", "€114k")
    assert ids(page, "") == ["join-data", "dashboard"]


def test_the_header_says_what_the_plan_holds(page: ActionsPage) -> None:
    assert page.header.purpose.text() == "11 actions for 6 segments. €461k planned, cap €420k."


def test_a_card_shows_owner_months_cost_progress_need_and_benefit(page: ActionsPage) -> None:
    face = card(page, "cart-reminder").face
    assert (face.initials, face.when, face.cost, face.done) == ("CRM", "Feb – Apr", "€24k", 0.7)
    assert [line.words for line in face.lines] == ["E-mail and SMS in one place", "€310k a year"]
    assert [line.words for line in card(page, "join-data").face.lines] == ["Needed by 5 actions"]


def test_dragging_a_card_to_another_column_serves_that_segment_in_one_step(qtbot: QtBot, page: ActionsPage) -> None:
    target = board(page).bodies["families"]
    drag(qtbot, page, "preferences", QPoint(target.geometry().center().x(), target.y() + 500))
    assert action(page, "preferences").segments == ("families",)
    assert ids(page, "families") == ["bike-swap", "preferences"]
    assert page.session.document.undo_label == "Move an action"
    page.session.undo()
    assert action(page, "preferences").segments == ("new",)


def test_dragging_a_card_over_another_one_of_its_column_ranks_it(qtbot: QtBot, page: ActionsPage) -> None:
    column = board(page).bodies["commuters"]
    drag(qtbot, page, "ride-booking", QPoint(column.geometry().center().x(), column.y() + 10))
    assert ids(page, "commuters") == ["ride-booking", "cart-reminder", "one-page"]


def test_while_dragging_a_slot_stays_and_a_line_shows_the_place(qtbot: QtBot, page: ActionsPage) -> None:
    target = board(page).bodies["vip"]
    drag(qtbot, page, "preferences", QPoint(target.geometry().center().x(), target.y() + 400), release=False)
    assert card(page, "preferences").slot
    assert board(page).drag.running
    qtbot.mouseRelease(card(page, "preferences"), LEFT)
    assert not card(page, "preferences").slot


def test_esc_drops_the_gesture(qtbot: QtBot, page: ActionsPage) -> None:
    target = board(page).bodies["vip"]
    drag(qtbot, page, "preferences", QPoint(target.geometry().center().x(), target.y() + 400), release=False)
    qtbot.keyClick(card(page, "preferences"), Key.Key_Escape)
    qtbot.mouseRelease(card(page, "preferences"), LEFT)
    assert action(page, "preferences").segments == ("new",)
    assert page.session.document.undo_label is None


def test_arrows_move_the_focus_between_cards(qtbot: QtBot, page: ActionsPage) -> None:
    card(page, "cart-reminder").setFocus(Qt.FocusReason.TabFocusReason)
    for key, expected in (
        (Key.Key_Down, "one-page"),
        (Key.Key_Right, "service-plan"),
        (Key.Key_Right, "onboarding"),
        (Key.Key_Down, "preferences"),
        (Key.Key_Home, "onboarding"),
        (Key.Key_Left, "service-plan"),
    ):
        qtbot.keyClick(card(page, focused(page)), key)
        assert focused(page) == expected
    assert page.session.selection == ("actions", "service-plan")


def test_alt_and_arrows_move_the_card_itself(qtbot: QtBot, page: ActionsPage) -> None:
    card(page, "onboarding").setFocus()
    qtbot.keyClick(card(page, "onboarding"), Key.Key_Right, ALT)
    assert action(page, "onboarding").segments == (list(board(page).bodies)[3],)
    qtbot.keyClick(card(page, "onboarding"), Key.Key_Left, ALT)
    assert action(page, "onboarding").segments == ("new",)
    before = ids(page, "new")
    qtbot.keyClick(card(page, "onboarding"), Key.Key_Down if before[0] == "onboarding" else Key.Key_Up, ALT)
    assert ids(page, "new") == before[::-1]
    assert focused(page) == "onboarding"


def test_ctrl_enter_adds_below_and_the_title_is_typed_at_once(qtbot: QtBot, page: ActionsPage) -> None:
    card(page, "cart-reminder").setFocus()
    qtbot.keyClick(card(page, "cart-reminder"), Key.Key_Return, CONTROL)
    fresh = ids(page, "commuters")[1]
    qtbot.keyClicks(editor(page), "Call back")
    qtbot.keyClick(editor(page), Key.Key_Return)
    assert action(page, fresh).title == "Call back"
    assert action(page, fresh).segments == ("commuters",)
    assert focused(page) == fresh
    page.session.undo()
    assert action(page, fresh).title == ""  # typing is one step, adding another


def test_esc_while_renaming_brings_the_old_title_back(qtbot: QtBot, page: ActionsPage) -> None:
    card(page, "cart-reminder").setFocus()
    qtbot.keyClick(card(page, "cart-reminder"), Key.Key_F2)
    qtbot.keyClicks(editor(page), "Something else")
    qtbot.keyClick(editor(page), Key.Key_Escape)
    assert action(page, "cart-reminder").title == "Cart reminder by e-mail and SMS"
    assert not page.session.document.dirty


def test_del_deletes_and_the_focus_stays_in_the_column(qtbot: QtBot, page: ActionsPage) -> None:
    card(page, "cart-reminder").setFocus()
    qtbot.keyClick(card(page, "cart-reminder"), Key.Key_Delete)
    assert ids(page, "commuters") == ["one-page", "ride-booking"]
    assert focused(page) == "one-page"


def test_enter_opens_the_details_of_the_card(qtbot: QtBot, page: ActionsPage) -> None:
    card(page, "one-page").setFocus()
    qtbot.keyClick(card(page, "one-page"), Key.Key_Return)
    window: Any = page.window()
    assert window.panel.isVisible()
    assert window.panel.tabs.current == "details"
    details = page.details()
    assert isinstance(details, ActionDetails)
    assert details.title.text() == "One-page payment"


def test_the_menu_of_a_card_moves_it_to_a_named_column(qtbot: QtBot, page: ActionsPage) -> None:
    board(page)._on_menu("one-page", QPoint(10, 10))
    menu = next(w for w in board(page).findChildren(QMenu) if w.isVisible())
    inner = next(a.menu() for a in menu.actions() if a.text() == "Move to")
    assert isinstance(inner, QMenu)
    pick("VIP club", inner)
    menu.close()
    assert action(page, "one-page").segments == ("vip",)


def test_columns_by_owner_and_by_status(qtbot: QtBot, page: ActionsPage) -> None:
    control = board(page).by_choice
    control.setFocus()
    qtbot.keyClick(control, Key.Key_Right)
    assert list(board(page).bodies) == ["CRM lead", "E-commerce manager", "Store operations", "Data analyst"]
    assert board(page).heads["Data analyst"].heading.purpose == "Busiest in Apr: 119\u00a0%"
    qtbot.keyClick(control, Key.Key_Right)
    card(page, "dashboard").setFocus()
    qtbot.keyClick(card(page, "dashboard"), Key.Key_Right, ALT)
    assert action(page, "dashboard").status == "in_progress"


def test_an_action_put_into_done_is_wholly_done(qtbot: QtBot, page: ActionsPage) -> None:
    board(page).show_by("status")
    card(page, "one-page").setFocus()
    qtbot.keyClick(card(page, "one-page"), Key.Key_Right, ALT)
    assert (action(page, "one-page").status, action(page, "one-page").done) == ("done", 1.0)
    assert card(page, "one-page").face.state[0] == "check"


def test_columns_never_get_narrower_than_they_can_be_read(page: ActionsPage) -> None:
    page.window().resize(1024, 640)
    QApplication.processEvents()
    widths = {body.width() for body in board(page).bodies.values()}
    assert min(widths) == round(168 * theme().scale)
    bar = board(page).area.horizontalScrollBar()
    assert bar.maximum() > 0
    bar.setValue(bar.maximum())
    for key, body in board(page).bodies.items():
        head = board(page).heads[key]
        left = body.mapTo(page, QPoint(0, 0)).x()
        assert head.mapTo(page, QPoint(0, 0)).x() == left


def test_the_filter_narrows_every_tab_down(page: ActionsPage) -> None:
    page.look.set_filter(ActionFilter(segments=("commuters", SHARED_KEY), owners=("Data analyst",)))
    assert set(board(page).cards) == {"join-data", "dashboard"}
    page.show_view("budget")
    model: Any = page.tab_of["budget"]
    assert {row.id for row in model.model.rows} == {"join-data", "dashboard"}
    assert board(page).filter_button.text() == "Filter: 2"


@pytest.mark.parametrize(
    ("filtered", "count"),
    [
        (ActionFilter(text="win-BACK"), 1),
        (ActionFilter(statuses=("in_progress",)), 4),
        (ActionFilter(levers=("message_scenario",)), 4),
        (ActionFilter(segments=(SHARED_KEY,)), 2),
        (ActionFilter(owners=("",)), 0),
    ],
)
def test_each_part_of_the_filter(sample: Plan, filtered: ActionFilter, count: int) -> None:
    assert sum(filtered.fits(a) for a in sample.actions) == count


def test_the_filter_panel_is_set_by_typing_and_cleared(qtbot: QtBot, page: ActionsPage) -> None:
    board(page).filter_button.click()
    panel: Any = next(w for w in QApplication.topLevelWidgets() if w.objectName() == "card" and w.isVisible())
    qtbot.keyClicks(panel.form.editors["text"].edit, "bike")
    assert set(board(page).cards) == {"bike-swap"}
    assert panel.count.text() == "1 of 11 actions"
    qtbot.mouseClick(panel.clear, LEFT)
    assert len(board(page).cards) == 11
    panel.close()


def test_a_new_action_that_the_filter_would_hide_clears_it(page: ActionsPage) -> None:
    page.look.set_filter(ActionFilter(owners=("Data analyst",)))
    board(page).add_to("vip")
    assert page.look.filter == ActionFilter()


def test_a_column_without_actions_says_so_and_suggests_the_gaps_of_its_journey(
    qtbot: QtBot, window_on: Opens, sample: Plan
) -> None:
    for gone in ("onboarding", "preferences", "bike-swap"):
        sample = remove_action(sample, gone)
    page = open_page(window_on, sample)
    new, families = board(page).bodies["new"], board(page).bodies["families"]
    assert families.empty.text() == "No action for Families yet."
    assert not families.suggest.isVisible()
    qtbot.mouseClick(new.suggest, LEFT)
    pick("Add", next(w for w in board(page).findChildren(QMenu) if w.isVisible()))
    added = page.session.plan.actions[-1]
    assert added.segments == ("new",)
    assert added.gaps[0].startswith("first/")
    assert ids(page, "new") == [added.id]


def test_an_idea_of_the_guide_becomes_an_action_for_its_objectives(page: ActionsPage) -> None:
    idea = next(i for i in ideas("actions") if i.levers == ("satisfaction",))
    page.take_idea(idea)
    added = page.session.plan.actions[-1]
    assert (added.title, added.description, added.objectives) == (idea.title, idea.how, ("satisfaction",))
    assert page.session.selection == ("actions", added.id)


def test_an_empty_plan_offers_to_add_the_first_action(qtbot: QtBot, window_on: Opens) -> None:
    page = open_page(window_on, add_segment(empty_plan(), "All", id="all"))
    assert page.stack.currentWidget() is page.empty
    assert not board(page).add_button.isVisible()  # one primary button per view
    qtbot.mouseClick(page.first, LEFT)
    assert page.stack.currentWidget() is board(page)
    qtbot.keyClicks(editor(page), "Say hello")
    assert [(a.title, a.segments) for a in page.session.plan.actions] == [("Say hello", ("all",))]


def test_read_only_shows_nothing_to_edit_with(qtbot: QtBot, window_on: Opens, sample: Plan) -> None:
    page = open_page(window_on, sample, read_only=True)
    said = refusals(page)
    assert not board(page).add_button.isVisible()
    assert not any(body.add.isVisible() for body in board(page).bodies.values())
    card(page, "one-page").setFocus()
    qtbot.keyClick(card(page, "one-page"), Key.Key_Delete)
    drag(qtbot, page, "one-page", QPoint(900, 100))
    assert page.session.plan == sample
    assert said == ["Read-only. Edit a copy to change it."]


def test_the_budget_tab_is_marked_while_the_cap_is_exceeded(page: ActionsPage) -> None:
    assert page.tabs.marks == {"budget": "!"}
    page.session.edit("", edit_profile, budget_cap=500_000.0)
    assert page.tabs.marks == {}


def test_show_item_goes_to_the_tab_that_shows_it(page: ActionsPage) -> None:
    for table, item, view in (
        ("requirements", "consent", "requirements"),
        ("platforms", "orbe", "platforms"),
        ("actions", "win-back", "board"),
    ):
        page.show_item(table, item)
        assert page.tabs.current == view
        assert page.session.selection == (table, item)


def test_undo_keeps_selection_and_scroll(qtbot: QtBot, page: ActionsPage) -> None:
    page.window().resize(1024, 640)
    QApplication.processEvents()
    card(page, "win-back").setFocus()
    area = board(page).area
    at = area.horizontalScrollBar().value()
    assert at > 0
    qtbot.keyClick(card(page, "win-back"), Key.Key_Right, ALT)
    page.session.undo()
    assert page.session.selection == ("actions", "win-back")
    card(page, "win-back").setFocus()
    assert abs(area.horizontalScrollBar().value() - at) <= 200


def test_only_cards_that_differ_are_brought_up(page: ActionsPage) -> None:
    before = {i: c.face for i, c in board(page).cards.items()}
    page.session.edit("", remove_action, "bike-swap")
    changed = {i for i, c in board(page).cards.items() if c.face != before[i]}
    assert changed == {"join-data"}  # one less needs it


def test_a_card_is_grabbed_where_it_was_pressed(qtbot: QtBot, page: ActionsPage) -> None:
    moved = card(page, "one-page")
    qtbot.mousePress(moved, LEFT, pos=QPoint(20, 30))
    assert moved.grabbed == QPointF(20, 30)
    qtbot.mouseRelease(moved, LEFT)
