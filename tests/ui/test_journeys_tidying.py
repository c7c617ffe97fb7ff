"""Tidying from the menus: at once where few are, beside the window where many are, and stopped by Esc."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from planner.journeys.graph import graph
from planner.journeys.layout import tidied
from planner.plan import Plan
from tests.benchmarks.large_journey import JOURNEY, large_journey
from tests.ui.journey_hand import Hand, Key
from ui.pages.journeys.menus import canvas_menu
from ui.window import PlanWindow


@pytest.fixture
def large(window_on: Callable[..., PlanWindow], qtbot: QtBot) -> Hand:
    """A hand on a journey of 90 touchpoints."""
    return Hand(window_on(large_journey(90, 135), "journeys"), qtbot)


def tidy_up(hand: Hand) -> None:
    """Chooses Tidy up from the menu of an empty cell."""
    hand.page.selection.focus_cell(None)
    next(a for a in canvas_menu(hand.page.hands).actions() if a.text() == "Tidy up").trigger()


def orders(plan: Plan) -> dict[tuple[str, str], list[str]]:
    cells = graph(plan, JOURNEY, "current").cells
    return {cell: [p.id for p in points] for cell, points in cells.items() if len(points) > 1}


def test_a_large_journey_is_tidied_beside_the_window_as_one_step(large: Hand) -> None:
    before = large.plan
    lanes = [channel.id for channel in before.channels]
    wanted = tidied(graph(before, JOURNEY, "current"), lanes)
    tidy_up(large)
    assert large.page.hands.tidying.running and large.plan is before
    assert "Esc" in large.page.canvas.overlays.hint.words.text()
    large.qtbot.waitUntil(lambda: not large.page.hands.tidying.running)
    assert orders(large.plan) == wanted != orders(before)
    assert large.page.canvas.overlays.hint.words.text() == ""
    large.undo()
    assert large.plan == before


def test_escape_stops_it_and_everything_stays(large: Hand) -> None:
    before = large.plan
    tidy_up(large)
    large.view.setFocus()
    large.press(Key.Key_Escape)
    large.qtbot.waitUntil(lambda: not large.page.hands.tidying.running)
    assert large.plan is before


def test_an_edit_meanwhile_is_not_run_over(large: Hand) -> None:
    tidy_up(large)
    large.page.verbs.rename(large.plan.current_touchpoints[0].id, "Another name")
    edited = large.plan
    said: list[str] = []
    large.window.session.announced.connect(said.append)
    large.qtbot.waitUntil(lambda: not large.page.hands.tidying.running)
    assert large.plan is edited
    assert "changed meanwhile" in said[-1]


def test_what_is_tidy_says_so(window_on: Callable[..., PlanWindow], sample: Plan, qtbot: QtBot) -> None:
    hand = Hand(window_on(sample, "journeys"), qtbot)
    said: list[str] = []
    hand.window.session.announced.connect(said.append)
    tidy_up(hand)
    assert hand.plan is sample
    assert said == ["No other order has fewer crossings."]
