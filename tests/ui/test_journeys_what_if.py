"""What if on the journeys page: a share is tried by keys or mouse, Esc puts it back, Enter keeps it as one edit."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.plan import Plan, find
from tests.ui.journey_hand import Hand, OutlineHand
from ui.window import PlanWindow

Key = Qt.Key
STEP = "cart--payment"


@pytest.fixture
def hand(window_on: Callable[..., PlanWindow], sample: Plan, qtbot: QtBot) -> Hand:
    """A hand on the sample's journey, the step from cart to payment chosen."""
    hand = Hand(window_on(sample, "journeys"), qtbot)
    hand.view.setFocus(Qt.FocusReason.TabFocusReason)
    hand.page.hands.choose_edge(STEP)
    return hand


def share(hand: Hand) -> float:
    return float(find(hand.plan, "current_transitions", STEP).share)


def slide(hand: Hand, key: Qt.Key, times: int = 1) -> None:
    for _ in range(times):
        QTest.keyClick(hand.page.hands.what_if.slider, key)


def test_w_asks_and_arrows_move_conversion_money_and_the_label(hand: Hand) -> None:
    plan = hand.plan
    hand.press(Key.Key_W)
    ask = hand.page.hands.what_if
    assert ask.isVisible() and ask.slider.hasFocus()
    before = ask.conversion.text()
    slide(hand, Key.Key_Right, 8)
    assert ask.share.text() == "42\u00a0% → 50\u00a0%"
    assert ask.conversion.text() != before and "€" in ask.conversion.text()
    assert hand.page.canvas.scene.labels[STEP].look.words == "50\u00a0%"
    assert hand.plan is plan


def test_escape_puts_it_back_and_nothing_has_changed(hand: Hand) -> None:
    plan = hand.plan
    hand.press(Key.Key_W)
    slide(hand, Key.Key_Right, 8)
    slide(hand, Key.Key_Escape)
    assert not hand.page.hands.what_if.isVisible()
    assert hand.plan is plan
    assert hand.page.canvas.scene.labels[STEP].look.words == "42\u00a0%"
    assert hand.view.hasFocus()


def test_enter_keeps_it_as_one_edit(hand: Hand) -> None:
    hand.press(Key.Key_W)
    slide(hand, Key.Key_Right, 8)
    slide(hand, Key.Key_Return)
    assert share(hand) == pytest.approx(0.5)
    assert not hand.page.hands.what_if.isVisible()
    hand.undo()
    assert share(hand) == pytest.approx(0.42)


def test_a_share_that_cannot_be_is_refused_there_with_the_touchpoint(hand: Hand) -> None:
    plan = hand.plan
    hand.page.hands.choose_edge("handover--service")  # others lead on from there as well
    hand.press(Key.Key_W)
    slide(hand, Key.Key_End)
    ask = hand.page.hands.what_if
    assert hand.record("handover").name in ask.error.text() and ask.error.isVisible()
    assert not ask.keep_button.isEnabled()
    slide(hand, Key.Key_Return)
    assert ask.isVisible()
    assert hand.plan is plan


def test_the_handle_beside_the_label_asks_too(hand: Hand) -> None:
    handle = hand.page.hands.handle
    assert handle.isVisible()
    hand.qtbot.mouseClick(handle, Qt.MouseButton.LeftButton)
    assert hand.page.hands.what_if.isVisible()
    assert not handle.isVisible()
    slide(hand, Key.Key_Right)
    hand.click(hand.point("payment"))  # elsewhere: the question goes, the plan stays
    assert not hand.page.hands.what_if.isVisible()
    assert share(hand) == pytest.approx(0.42)
    assert hand.page.canvas.scene.labels[STEP].look.words == "42\u00a0%"


def test_the_handle_hides_no_touchpoint(hand: Hand) -> None:
    handle, scene = hand.page.hands.handle, hand.page.canvas.scene
    for edge in scene.edges:
        hand.page.selection.take_edge(edge)
        covered = hand.view.mapToScene(handle.geometry()).boundingRect()
        hidden = [
            key for key, node in scene.nodes.items() if node.sceneBoundingRect().adjusted(16, 16, -16, -16) & covered
        ]
        assert handle.isVisible() and hidden == [], edge


def test_the_mode_of_edges_asks_with_w_and_goes_on(hand: Hand) -> None:
    hand.page.selection.focus_on("cart")
    hand.press(Key.Key_E)
    assert hand.page.selection.edge == STEP
    hand.press(Key.Key_W)
    slide(hand, Key.Key_Right, 3)
    slide(hand, Key.Key_Return)
    assert share(hand) == pytest.approx(0.45)
    hand.press(Key.Key_Down)
    assert hand.page.selection.edge != STEP


def test_w_still_makes_a_touchpoint_two_way(hand: Hand) -> None:
    hand.page.selection.focus_on("cart")
    hand.press(Key.Key_W)
    assert hand.record("cart").two_way


def test_the_details_of_a_step_ask_as_well(hand: Hand) -> None:
    ask = hand.page.panel.edge.what_if
    ask.slider.setValue(600)
    assert share(hand) == pytest.approx(0.42)
    ask.keep_button.click()
    assert share(hand) == pytest.approx(0.6)
    assert not ask.tried


def test_the_outline_asks_and_gets_the_keyboard_back(hand: Hand) -> None:
    outline = OutlineHand(hand)
    outline.go("edge", STEP)
    outline.press(Key.Key_W)
    assert hand.page.hands.what_if.isVisible()
    slide(hand, Key.Key_Escape)
    assert QApplication.focusWidget() is outline.tree


def test_a_read_only_plan_can_be_asked_but_keeps_nothing(
    window_on: Callable[..., PlanWindow], sample: Plan, qtbot: QtBot
) -> None:
    hand = Hand(window_on(sample, "journeys", read_only=True), qtbot)
    hand.page.hands.choose_edge(STEP)
    hand.page.hands.ask_what_if()
    ask = hand.page.hands.what_if
    slide(hand, Key.Key_Right, 4)
    assert ask.tried and not ask.keep_button.isVisible()
    slide(hand, Key.Key_Return)
    assert hand.plan is sample


def test_nothing_is_asked_in_the_difference(hand: Hand) -> None:
    hand.page.show_view("difference")
    hand.page.hands.choose_edge(STEP)
    hand.page.hands.ask_what_if()
    assert not hand.page.hands.what_if.isVisible()
    assert not hand.page.hands.handle.isVisible()
