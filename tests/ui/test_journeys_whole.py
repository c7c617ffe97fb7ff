"""Whole journeys by keys and by mouse: partial ones, copies for another segment, another stage model."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from planner.journeys.records import Journey
from planner.plan import Plan, find
from tests.ui.journey_hand import Hand
from ui.window import PlanWindow

Key = Qt.Key


@pytest.fixture
def hand(window_on: Callable[..., PlanWindow], sample: Plan, qtbot: QtBot) -> Hand:
    """A hand on the sample's journey, whose own details are shown."""
    hand = Hand(window_on(sample, "journeys"), qtbot)
    hand.page.selection.focus_cell(None)
    return hand


def journey(hand: Hand, key: str = "browse") -> Journey:
    record = find(hand.plan, "journeys", key)
    assert record is not None
    return record


def choose(widget: QWidget, *words: str) -> None:
    """Opens the menu of a choice with a key and goes to an entry with the arrows, through submenus."""
    QTest.keyClick(widget, Key.Key_Down)
    for at, entry in enumerate(words):
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        for _ in menu.actions():
            action = menu.activeAction()
            if action is not None and action.text() == entry:
                break
            QTest.keyClick(menu, Key.Key_Down)
        assert menu.activeAction().text() == entry
        QTest.keyClick(menu, Key.Key_Right if at < len(words) - 1 else Key.Key_Return)
    QApplication.processEvents()


def test_a_partial_journey_is_chosen_by_keys_and_greys_the_stages_outside(hand: Hand) -> None:
    form = hand.page.panel.of_journey.forms[-1]
    choose(form.editors["scope_from"], "Consideration")
    choose(form.editors["scope_to"], "Decision")
    assert (journey(hand).scope_from, journey(hand).scope_to) == ("consideration", "decision")
    shown = hand.page.canvas.scene.map
    assert shown is not None
    assert [stage.id for stage in shown.stages if stage.in_scope] == ["consideration", "evaluation", "decision"]
    image = hand.view.grab().toImage()
    column = {band.key: band for band in hand.page.canvas.scene.grid.columns}
    inside, outside = (image.pixelColor(round(column[k].end) - 4, 4) for k in ("evaluation", "adoption"))
    assert inside != outside
    hand.undo()
    hand.undo()
    assert journey(hand).scope_from == ""


def test_a_journey_is_copied_to_another_segment_by_keys_and_shown(hand: Hand) -> None:
    other = hand.plan.segments[-1]
    before = {p.name for p in hand.plan.current_touchpoints if p.journey == "browse"}
    choose(hand.page.toolbar.journey, "Copy to a segment", other.name)
    copy = hand.plan.journeys[-1]
    assert copy.segment == other.id and copy.id != "browse"
    assert hand.page.journey == copy.id
    assert set(hand.names()) == before
    assert {p.id for p in hand.plan.current_touchpoints if p.journey == copy.id}.isdisjoint({"cart", "payment"})
    hand.undo()
    assert find(hand.plan, "journeys", copy.id) is None


def test_a_journey_is_copied_with_the_mouse_too(hand: Hand) -> None:
    other, before = hand.plan.segments[-1], len(hand.plan.journeys)
    hand.qtbot.mouseClick(hand.page.toolbar.journey, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    copies = next(a for a in menu.actions() if a.text() == "Copy to a segment").menu()
    assert isinstance(copies, QMenu)
    next(a for a in copies.actions() if a.text() == other.name).trigger()
    menu.close()
    assert len(hand.plan.journeys) == before + 1


def test_another_model_from_the_toolbar_asks_where_touchpoints_go(hand: Hand) -> None:
    choose(hand.page.toolbar.journey, "Stage model", "Funnel")
    stages = hand.page.panel.of_journey.stages
    assert hand.page.details() is hand.page.panel.of_journey
    assert stages.mapping.isVisible()
    assert journey(hand).stage_model == "buyer_use"
    first = hand.window.focusWidget()  # where the keys go once the menu has closed
    assert first in stages.mapping.findChildren(QWidget)
    choose(first, stages.mapping._choices["discovery"].options[-1][1])
    QTest.keyClick(stages.mapping.use, Key.Key_Space)
    record = journey(hand)
    assert record.stage_model == "funnel"
    moved = [p.stage for p in hand.plan.current_touchpoints if p.journey == "browse" and p.name == "Social ads"]
    assert moved == [record.stages[-1].id]
    assert len(hand.page.canvas.scene.grid.columns) == len(record.stages)
    hand.undo()
    assert journey(hand).stage_model == "buyer_use"


def test_escape_leaves_the_stages_as_they_are(hand: Hand) -> None:
    plan = hand.plan
    hand.page.panel.of_journey.stages.ask_model("funnel")
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    stages = hand.page.panel.of_journey.stages
    assert not stages.mapping.isVisible()
    assert stages.model.current == "buyer_use"
    assert hand.plan is plan


def test_a_journey_without_touchpoints_takes_another_model_at_once(hand: Hand) -> None:
    hand.page.journeys.new(hand.plan.segments[-1].id)
    hand.page.doors.on_verb("model", "funnel")
    assert hand.plan.journeys[-1].stage_model == "funnel"
