"""Lanes without touchpoints: their words stand where no edge and no label runs through them."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from exports.figures.journey_labels import Label
from exports.figures.journey_layout import Box, Grid, Spot, place
from exports.figures.journey_routes import Link, Route, routes
from planner.language import set_language
from planner.templates import SAMPLE, plan_from
from tests.ui.journey_hand import Hand
from ui.pages.journeys.lane_words import lane_words
from ui.window import PlanWindow


@pytest.fixture
def grid(qapp: QApplication) -> Grid:
    """Three stages and three lanes; nothing is in the middle one."""
    spots = [Spot("a", "one", "web"), Spot("b", "one", "app"), Spot("c", "two", "app")]
    return place(("one", "two", "three"), ("web", "sms", "app"), spots, 600, 400)


def column_of(grid: Grid, found: dict[str, Box]) -> str:
    x = found["sms"].x
    return next(column.key for column in grid.columns if column.start <= x < column.end)


def test_the_words_stand_at_the_start_of_their_lane(grid: Grid) -> None:
    found = lane_words(grid, {}, {}, ())
    assert set(found) == {"sms"} and column_of(grid, found) == "one"


def test_an_edge_through_the_lane_moves_them_on(grid: Grid) -> None:
    ways = routes(grid, [Link("e", "a", "b")])
    assert column_of(grid, lane_words(grid, ways, {}, ())) == "two"


def test_a_label_in_the_lane_moves_them_on_unless_it_is_hidden(grid: Grid) -> None:
    spot = lane_words(grid, {}, {}, ())["sms"]
    for free, column in ((True, "two"), (False, "one")):
        assert column_of(grid, lane_words(grid, {}, {"e": Label(spot, free=free)}, ())) == column


def test_they_go_where_there_is_no_room_or_something_is_folded_there(grid: Grid) -> None:
    lane = next(band for band in grid.lanes if band.key == "sms")
    everywhere = Route((), ((0, lane.start + lane.size / 2), (600, lane.start + lane.size / 2)))
    assert lane_words(grid, {"e": everywhere}, {}, ()) == {}
    assert lane_words(grid, {}, {}, ("sms",)) == {}


def test_on_the_sample_no_label_lies_on_them_in_any_language(
    window_on: Callable[..., PlanWindow], qtbot: QtBot
) -> None:
    seen = 0
    for language in ("en", "fr"):
        set_language(language)
        try:
            window = window_on(plan_from(SAMPLE, language), "journeys")
            window.resize(1366, 698)
            QApplication.processEvents()
            scene = Hand(window, qtbot).page.canvas.scene
            shown = [item.label.box for item in scene.labels.values() if item.label.free]
            for words in scene.lane_words.values():
                seen += 1
                assert not any(words.overlap(box) for box in shown)
        finally:
            set_language("en")
    assert seen == 2
