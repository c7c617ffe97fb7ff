"""Folding a stage on the page: by key, mouse and menu; nothing in the plan changes."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from exports.figures.journey_fold import FOLD
from planner.plan import Plan
from tests.ui.journey_hand import SHIFT, Hand, OutlineHand
from ui.window import PlanWindow

Key = Qt.Key


@pytest.fixture
def hand(window_on: Callable[..., PlanWindow], sample: Plan, qtbot: QtBot) -> Hand:
    """A hand with the keyboard on the cart, in the evaluation."""
    hand = Hand(window_on(sample, "journeys"), qtbot)
    hand.view.setFocus(Qt.FocusReason.TabFocusReason)
    hand.page.selection.focus_on("cart")
    return hand


def folds(hand: Hand) -> set[str]:
    return {item.look.stage for item in hand.page.canvas.scene.folds.values()}


def test_f_folds_the_stage_and_f_opens_it_without_an_edit(hand: Hand) -> None:
    plan = hand.plan
    said: list[str] = []
    hand.page.speaker.said.connect(said.append)
    hand.press(Key.Key_F)
    assert folds(hand) == {"evaluation"}
    assert "cart" not in hand.page.canvas.scene.nodes
    assert said[-1] == "Evaluation, folded, 4 touchpoints. F or Enter opens it."
    hand.press(Key.Key_F)
    assert folds(hand) == set()
    assert hand.page.selection.focus in hand.page.canvas.scene.nodes
    assert hand.plan is plan


def test_a_click_chooses_a_folded_stage_and_a_double_click_opens_it(hand: Hand) -> None:
    hand.press(Key.Key_F)
    fold = hand.page.canvas.scene.folds[FOLD + "evaluation"]
    hand.page.selection.clear()
    hand.click(hand.at(fold.area().center()))
    assert set(hand.page.selection.points) == set(fold.look.inside) and fold.state.selected
    assert folds(hand) == {"evaluation"}
    hand.double_click(hand.at(fold.area().center()))
    assert folds(hand) == set()


def test_enter_opens_it_too_and_the_keys_pass_it(hand: Hand) -> None:
    hand.press(Key.Key_F)
    hand.press(Key.Key_Right, SHIFT)
    assert hand.page.selection.focus == "payment"
    hand.press(Key.Key_Left, SHIFT)
    hand.press(Key.Key_Return)
    assert folds(hand) == set()


def test_the_menu_folds_as_well(hand: Hand) -> None:
    from ui.pages.journeys.menus import canvas_menu

    menu = canvas_menu(hand.page.hands)
    next(a for a in menu.actions() if a.text().startswith("Fold this stage")).trigger()
    assert folds(hand) == {"evaluation"}
    menu = canvas_menu(hand.page.hands)
    next(a for a in menu.actions() if a.text().startswith("Open this stage")).trigger()
    assert folds(hand) == set()


def test_what_is_to_be_shown_is_unfolded(hand: Hand) -> None:
    hand.press(Key.Key_F)
    hand.window.session.show("journeys", "current_touchpoints", "cart")
    assert folds(hand) == set()
    assert hand.page.selection.points == ("cart",)
    hand.press(Key.Key_F)
    OutlineHand(hand).go("point", "ride")
    assert folds(hand) == set()
    assert hand.page.selection.points == ("ride",)


def test_an_edge_that_stands_for_several_is_not_chosen(hand: Hand) -> None:
    hand.page.selection.focus_on("app")
    hand.press(Key.Key_F)
    way = next(e.way for e in hand.page.canvas.scene.edges.values() if e.look.id.startswith(FOLD))
    hand.click(hand.at(QPointF(*way.at(0.6))))
    assert hand.page.selection.edge == ""
    hand.page.selection.focus_on("handover")
    hand.press(Key.Key_E)
    mode = hand.page.hands.keys.mode
    assert mode is None or not any(edge.startswith(FOLD) for edge in mode.edges)  # type: ignore[attr-defined]


def test_a_touchpoint_dragged_into_a_folded_stage_is_in_it(hand: Hand) -> None:
    hand.press(Key.Key_F)
    fold = hand.page.canvas.scene.folds[FOLD + "evaluation"]
    hand.drag(hand.point("payment"), hand.at(fold.area().center()))
    assert hand.record("payment").stage == "evaluation"
    assert hand.page.canvas.scene.folds[FOLD + "evaluation"].look.count == 5
    hand.undo()
    assert hand.record("payment").stage == "decision"


def test_a_stage_with_one_touchpoint_says_why_it_stays(hand: Hand) -> None:
    said: list[str] = []
    hand.page.speaker.said.connect(said.append)
    hand.page.selection.focus_on("review")
    hand.press(Key.Key_F)
    assert folds(hand) == set()
    assert said[-1].startswith("Only a stage with two touchpoints")


def test_a_screen_reader_finds_the_fold_and_opens_it(hand: Hand) -> None:
    hand.press(Key.Key_F)
    canvas = QAccessible.queryAccessibleInterface(hand.view)
    found = [canvas.child(at) for at in range(canvas.childCount())]
    fold = next(child for child in found if child.text(QAccessible.Text.Name).startswith("Evaluation, folded"))
    fold.actionInterface().doAction("Press")
    assert folds(hand) == set()


def test_every_view_can_be_folded(hand: Hand) -> None:
    for stage in ("discovery", "evaluation", "adoption"):
        hand.page.folding.toggle(stage)
    for view in ("optimal", "difference", "current"):
        hand.page.show_view(view)
        assert "evaluation" in folds(hand)
