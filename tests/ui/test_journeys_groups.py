"""Groups on the page: touchpoints shown as one by key, mouse, menu and outline, each an edit that is undone."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTreeWidgetItem
from pytestqt.qtbot import QtBot

from planner.journeys.edits import group_touchpoints
from planner.journeys.records import Group
from planner.plan import Plan, find
from tests.ui.journey_hand import ALT, CONTROL, SHIFT, Hand, OutlineHand
from ui.pages.journeys.fold import FoldItem
from ui.pages.journeys.menus import canvas_menu
from ui.window import PlanWindow

Key = Qt.Key
INSIDE = ("cart", "payment")


@pytest.fixture
def hand(window_on: Callable[..., PlanWindow], sample: Plan, qtbot: QtBot) -> Hand:
    """A hand with the keyboard on the map."""
    hand = Hand(window_on(sample, "journeys"), qtbot)
    hand.view.setFocus(Qt.FocusReason.TabFocusReason)
    return hand


@pytest.fixture
def grouped(window_on: Callable[..., PlanWindow], sample: Plan, qtbot: QtBot) -> Hand:
    """A hand on a map with the cart and the payment in a group."""
    hand = Hand(window_on(group_touchpoints(sample, "browse", INSIDE, "Checkout"), "journeys"), qtbot)
    hand.view.setFocus(Qt.FocusReason.TabFocusReason)
    return hand


def groups(hand: Hand) -> list[Group]:
    return list(find(hand.plan, "journeys", "browse").groups)


def the_fold(hand: Hand) -> FoldItem:
    return next(iter(hand.page.canvas.scene.folds.values()))


def choose(hand: Hand, *points: str) -> None:
    for point in points:
        hand.click(hand.point(point), CONTROL)


def test_ctrl_g_names_a_group_of_what_is_chosen_in_one_step(hand: Hand) -> None:
    plan = hand.plan
    hand.page.selection.clear()
    choose(hand, *INSIDE)
    hand.press(Key.Key_G, CONTROL)
    assert hand.editor().placeholderText() == "Group name"
    hand.editor().clear()
    hand.type("Checkout")
    assert [(g.name, g.touchpoints) for g in groups(hand)] == [("Checkout", INSIDE)]
    fold = the_fold(hand)
    assert not set(INSIDE) & set(hand.page.canvas.scene.nodes)
    assert hand.page.selection.focus == fold.look.id and fold.state.selected
    hand.undo()
    assert hand.plan == plan and not hand.page.canvas.scene.folds
    assert set(hand.page.selection.points) == set(INSIDE)
    hand.window.session.redo()
    assert the_fold(hand).look.name == "Checkout"


def test_esc_leaves_what_is_chosen_ungrouped(hand: Hand) -> None:
    choose(hand, *INSIDE)
    hand.press(Key.Key_G, CONTROL)
    QTest.keyClick(hand.editor(), Key.Key_Escape)
    assert groups(hand) == []


def test_with_one_touchpoint_ctrl_g_is_still_the_guide(hand: Hand) -> None:
    hand.page.selection.focus_on("cart")
    hand.view.setFocus(Qt.FocusReason.TabFocusReason)
    hand.press(Key.Key_G, CONTROL)
    assert hand.window.panel.tabs.current == "guide"
    assert hand.page.hands.editor is None


def test_touchpoints_gathered_with_space_are_grouped_with_keys_only(hand: Hand) -> None:
    hand.page.selection.focus_on("cart")
    hand.press(Key.Key_Space)
    hand.press(Key.Key_Right, CONTROL)
    assert hand.page.selection.focus == "payment"
    hand.press(Key.Key_Space)
    hand.press(Key.Key_G, CONTROL)
    QTest.keyClick(hand.editor(), Key.Key_Return)
    assert [set(g.touchpoints) for g in groups(hand)] == [set(INSIDE)]


def test_a_closed_group_is_chosen_by_a_click_and_opened_by_a_double_click(grouped: Hand) -> None:
    fold = the_fold(grouped)
    where = grouped.at(fold.area().center())
    plan = grouped.plan
    grouped.click(where)
    assert fold.state.selected and grouped.page.selection.points == INSIDE
    grouped.double_click(where)
    assert not grouped.page.canvas.scene.folds and set(INSIDE) <= set(grouped.page.canvas.scene.nodes)
    assert grouped.plan is plan


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_F])
def test_enter_and_f_open_it_and_f_closes_it_again(grouped: Hand, key: Qt.Key) -> None:
    grouped.page.hands.focus_on(the_fold(grouped).look.id)
    grouped.press(key)
    assert not grouped.page.canvas.scene.folds
    assert grouped.page.selection.focus == "cart"
    grouped.press(Key.Key_F)
    assert the_fold(grouped).look.name == "Checkout"
    assert grouped.page.selection.focus == the_fold(grouped).look.id


def test_the_arrows_and_the_edges_lead_to_a_closed_group(grouped: Hand) -> None:
    grouped.page.selection.focus_on("comparator")
    grouped.press(Key.Key_Right)
    assert grouped.page.selection.focus == the_fold(grouped).look.id
    grouped.press(Key.Key_Right, CONTROL)
    assert grouped.page.selection.focus in ("confirmation", "retargeting")
    grouped.press(Key.Key_Left, CONTROL)
    assert grouped.page.selection.focus == the_fold(grouped).look.id


def test_it_says_what_is_in_it_what_passes_through_and_where_most_leave(grouped: Hand) -> None:
    said: list[str] = []
    grouped.page.speaker.said.connect(said.append)
    grouped.page.hands.keys.go(the_fold(grouped).look.id)
    assert said[-1].startswith("Checkout, a group of 2 touchpoints, Evaluation to Decision. Per 100 who start, ")
    assert "Most leave at Cart:" in said[-1]


def test_f2_renames_it(grouped: Hand) -> None:
    grouped.page.hands.focus_on(the_fold(grouped).look.id)
    grouped.press(Key.Key_F2)
    grouped.editor().clear()
    grouped.type("Buying")
    assert the_fold(grouped).look.name == groups(grouped)[0].name == "Buying"


def test_ctrl_shift_g_takes_it_apart_and_undo_brings_it_back(grouped: Hand) -> None:
    grouped.page.hands.focus_on(the_fold(grouped).look.id)
    grouped.press(Key.Key_G, CONTROL | SHIFT)
    assert groups(grouped) == [] and set(INSIDE) <= set(grouped.page.canvas.scene.nodes)
    assert grouped.page.selection.points == INSIDE
    grouped.undo()
    assert the_fold(grouped).state.selected


def test_delete_takes_all_that_is_in_it_and_undo_brings_the_group_back(grouped: Hand) -> None:
    grouped.page.hands.focus_on(the_fold(grouped).look.id)
    grouped.press(Key.Key_Delete)
    assert grouped.record("cart") is None and grouped.record("payment") is None
    assert not grouped.page.canvas.scene.folds
    assert grouped.page.selection.focus in grouped.page.canvas.scene.nodes
    grouped.undo()
    assert the_fold(grouped).look.count == 2


def test_alt_and_arrows_move_all_of_it(grouped: Hand) -> None:
    grouped.page.hands.focus_on(the_fold(grouped).look.id)
    grouped.press(Key.Key_Right, ALT)
    assert (grouped.record("cart").stage, grouped.record("payment").stage) == ("decision", "onboarding")
    assert grouped.page.selection.focus == the_fold(grouped).look.id


def test_it_is_dragged_with_all_that_is_in_it_as_one_step(grouped: Hand) -> None:
    fold = the_fold(grouped)
    plan = grouped.plan
    start = grouped.at(fold.area().center())
    grouped.drag(start, grouped.cell("decision", grouped.record("newsletter").channel))
    assert (grouped.record("cart").stage, grouped.record("payment").stage) == ("decision", "onboarding")
    assert grouped.record("cart").channel == grouped.record("payment").channel == grouped.record("newsletter").channel
    grouped.undo()
    assert grouped.plan == plan


def test_the_menu_groups_opens_renames_and_ungroups(hand: Hand) -> None:
    def run(words: str) -> None:
        menu = canvas_menu(hand.page.hands)
        next(a for a in menu.actions() if a.text().startswith(words)).trigger()

    choose(hand, *INSIDE)
    run("Group…")
    QTest.keyClick(hand.editor(), Key.Key_Return)
    run("Open the group")
    assert not hand.page.canvas.scene.folds
    run("Show the group as one")
    assert hand.page.canvas.scene.folds
    run("Ungroup")
    assert groups(hand) == []


def test_what_is_to_be_shown_is_opened(grouped: Hand) -> None:
    grouped.window.session.show("journeys", "current_touchpoints", "payment")
    assert not grouped.page.canvas.scene.folds
    assert grouped.page.selection.points == ("payment",)


def test_a_marquee_around_it_chooses_all_that_is_in_it(grouped: Hand) -> None:
    fold = the_fold(grouped)
    area = fold.area().adjusted(-12, -12, 12, 12)
    grouped.drag(grouped.at(area.topLeft()), grouped.at(area.bottomRight()))
    assert set(INSIDE) <= set(grouped.page.selection.points)
    assert fold.state.selected and grouped.page.canvas.scene.folds


def test_every_view_shows_it_as_one(grouped: Hand) -> None:
    for view in ("optimal", "difference", "current"):
        grouped.page.show_view(view)
        assert the_fold(grouped).look.name == "Checkout"


def test_a_read_only_plan_opens_and_closes_it_but_does_not_ungroup(
    window_on: Callable[..., PlanWindow], sample: Plan, qtbot: QtBot
) -> None:
    window = window_on(group_touchpoints(sample, "browse", INSIDE, "Checkout"), "journeys", read_only=True)
    hand = Hand(window, qtbot)
    hand.view.setFocus(Qt.FocusReason.TabFocusReason)
    hand.page.hands.focus_on(the_fold(hand).look.id)
    hand.press(Key.Key_G, CONTROL | SHIFT)
    assert the_fold(hand)
    hand.double_click(hand.at(the_fold(hand).area().center()))
    assert not hand.page.canvas.scene.folds


def test_a_screen_reader_hears_it_and_opens_it(grouped: Hand) -> None:
    canvas = QAccessible.queryAccessibleInterface(grouped.view)
    found = [canvas.child(at) for at in range(canvas.childCount())]
    fold = next(child for child in found if child.text(QAccessible.Text.Name).startswith("Checkout, a group"))
    fold.actionInterface().doAction("Press")
    assert not grouped.page.canvas.scene.folds


def above(outline: OutlineHand, kind: str, key: str) -> QTreeWidgetItem:
    item = outline.tree._items[kind, key].parent()
    assert item is not None
    return item


def test_the_outline_shows_it_as_a_level_and_groups_and_ungroups(hand: Hand) -> None:
    outline = OutlineHand(hand)
    outline.go("point", "cart")
    above(outline, "point", "payment").setExpanded(True)
    outline.tree._items["point", "payment"].setSelected(True)
    outline.press(Key.Key_G, CONTROL)
    assert [set(g.touchpoints) for g in groups(hand)] == [set(INSIDE)]
    outline.type("Checkout")
    assert groups(hand)[0].name == "Checkout"
    group = groups(hand)[0].id
    assert [above(outline, "point", point).text(0) for point in INSIDE] == ["Checkout", "Checkout"]
    stages = [above(outline, "group", f"{group}@{stage}").text(0) for stage in ("evaluation", "decision")]
    assert stages == ["Evaluation", "Decision"]
    outline.go("group", f"{group}@evaluation")
    assert the_fold(hand).state.selected
    outline.press(Key.Key_F)
    assert not hand.page.canvas.scene.folds
    outline.go("group", f"{group}@decision")
    outline.press(Key.Key_G, CONTROL | SHIFT)
    assert groups(hand) == []
    assert above(outline, "point", "cart").text(0) == "Evaluation"


def test_the_details_name_a_group_say_what_passes_through_and_open_it(grouped: Hand) -> None:
    grouped.page.hands.focus_on(the_fold(grouped).look.id)
    head = grouped.page.panel.points.group_head
    assert head.isVisible() and head.name.text() == "Checkout"
    names = [name for name, _figure, _role in head.figures.rows]
    assert names[:3] == ["Come in, per visitor who starts", "Go on to others", "Leave the journey here"]
    assert names[3] == "Most of them at Cart"
    grouped.qtbot.mouseClick(head.open, Qt.MouseButton.LeftButton)
    assert not grouped.page.canvas.scene.folds
    chip = grouped.page.panel.points.in_group.links[0]
    assert (chip[0], chip[3]) == ("Checkout", "groups")
    grouped.window.session.show("journeys", "groups", groups(grouped)[0].id)
    assert grouped.page.selection.points == INSIDE and head.isVisible()
    grouped.qtbot.mouseClick(head.apart, Qt.MouseButton.LeftButton)
    assert groups(grouped) == []


def test_the_details_of_several_touchpoints_group_them(hand: Hand) -> None:
    choose(hand, *INSIDE)
    hand.qtbot.mouseClick(hand.page.panel.points.group_button, Qt.MouseButton.LeftButton)
    hand.editor().clear()
    hand.type("Checkout")
    assert groups(hand)[0].name == "Checkout"
    assert hand.page.panel.points.group_head.isVisible()
