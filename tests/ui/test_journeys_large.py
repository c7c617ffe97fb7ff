"""Large journeys on the page: figures that come late, a zoom that shows a snapshot, an overview in batches."""

import itertools
import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem
from pytestqt.qtbot import QtBot

from planner.journeys.edits import edit_touchpoints, edit_transition
from planner.journeys.flow import flow
from planner.plan import Plan
from planner.templates import SAMPLE, plan_from
from tests.benchmarks.large_journey import JOURNEY, large_journey
from tests.journeys.test_map_layout import crosses
from tests.ui.journey_hand import CONTROL, Hand
from ui.app import dress
from ui.jobs import jobs_running
from ui.late import Late
from ui.pages.journeys.node import NodeItem, badge_box
from ui.window import PlanWindow

Key = Qt.Key


@pytest.fixture
def large(window_on: Callable[..., PlanWindow], qtbot: QtBot) -> Hand:
    """A hand on a journey of 80 touchpoints whose figures have come."""
    hand = Hand(window_on(large_journey(80, 120, back=8, optimal=True), "journeys"), qtbot)
    wait_for_figures(hand)
    return hand


def in_view(hand: Hand) -> str:
    """A touchpoint in the middle of the view."""
    middle, nodes = hand.view.shown().center(), hand.page.canvas.scene.nodes
    return min(nodes, key=lambda key: (nodes[key].area().center() - middle).manhattanLength())


def wait_for_figures(hand: Hand) -> None:
    hand.qtbot.waitUntil(lambda: hand.page.flows.ready(hand.plan, JOURNEY) and not jobs_running(), timeout=20_000)


def edit_share(hand: Hand, share: float) -> None:
    hand.window.session.edit("Share", edit_transition, "current", "t3", share=share)


# --- Figures that come late -------------------------------------------------------------------------------------------


def test_an_edit_of_a_large_journey_shows_at_once_and_its_figures_come_after(large: Hand) -> None:
    before = large.page.strip.figures.now
    edit_share(large, 0.0)
    assert large.page.canvas.scene.labels["t3"].look.words == "0\u00a0%"
    assert large.page.strip.figures.now == before  # still those from before the edit
    wait_for_figures(large)
    assert large.page.strip.figures.now == pytest.approx(flow(large.plan, JOURNEY).conversion)


def test_an_answer_is_dropped_where_another_one_is_wanted_by_now(qtbot: QtBot) -> None:
    go_on, computed = threading.Event(), []

    def compute(value: str, _progress: object) -> None:
        go_on.wait(10)
        computed.append(value)

    late, came = Late(compute), []
    late.came.connect(lambda: came.append(tuple(computed)))
    assert not late.has("old")
    qtbot.waitUntil(lambda: jobs_running() > 0)
    assert not late.has("older still")
    assert not late.has("new")
    go_on.set()
    qtbot.waitUntil(lambda: late.has("new"))
    assert computed == ["old", "new"]  # what was wanted in between is not computed at all
    assert came == [("old", "new")]


def test_the_sample_has_its_figures_at_once(window_on: Callable[..., PlanWindow], sample: Plan, qtbot: QtBot) -> None:
    hand = Hand(window_on(sample, "journeys"), qtbot)
    hand.window.session.edit("Share", edit_transition, "current", "cart--payment", share=0.6)
    assert hand.page.strip.figures.now == pytest.approx(flow(hand.plan, "browse").conversion)


def test_the_worth_of_all_gaps_of_a_large_journey_comes_late_too(large: Hand) -> None:
    large.window.session.edit("Name", edit_touchpoints, "optimal", ("p1",), name="Another one")
    edit_share(large, 0.0)
    large.page.show_view("difference")
    note = large.page.panel.changes.note
    large.qtbot.waitUntil(lambda: "Closed together" in note.text(), timeout=20_000)


# --- One edit touches only its items ----------------------------------------------------------------------------------


def test_another_name_leaves_every_other_item_unpainted(painted: dict[str, int], large: Hand) -> None:
    large.view.viewport().repaint()
    assert len(painted) > 10
    painted.clear()
    point = in_view(large)
    large.window.session.edit("Name", edit_touchpoints, "current", (point,), name="Another one")
    large.qtbot.waitUntil(lambda: point in painted)
    beside = large.page.canvas.scene.grid.in_cell(large.record(point).stage, large.record(point).channel)
    assert set(painted) <= set(beside)


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """How often each touchpoint was painted one by one."""
    counts: dict[str, int] = {}
    paint = NodeItem.paint

    def counting(self: NodeItem, painter: QPainter, option: QStyleOptionGraphicsItem, widget: object = None) -> None:
        counts[self.look.id] = counts.get(self.look.id, 0) + 1
        paint(self, painter, option)

    monkeypatch.setattr(NodeItem, "paint", counting)
    return counts


# --- Zoom -------------------------------------------------------------------------------------------------------------


def test_a_zoom_shows_a_snapshot_and_the_map_itself_when_it_rests(large: Hand) -> None:
    large.view.setFocus()
    large.press(Key.Key_Plus)
    assert large.view.zooming
    with large.qtbot.waitSignal(large.view.rested, timeout=5_000):
        large.press(Key.Key_Plus)
    assert not large.view.zooming
    assert large.view.zoom == pytest.approx(1.5)


def test_the_snapshot_lies_where_the_map_will_be(large: Hand) -> None:
    large.view.set_zoom(0.8)
    large.view.come_to_rest()
    point = in_view(large)
    before = large.point(point)
    large.view.set_zoom(0.9)
    shown = large.view.viewport().grab().toImage()
    large.view.come_to_rest()
    drawn = large.view.viewport().grab().toImage()
    box = large.page.canvas.scene.nodes[point].area()
    assert large.point(point) != before
    for corner, inward in ((box.topLeft(), QPointF(30, 3)), (box.topRight(), QPointF(-3, 20))):
        place = large.at(corner + inward)
        assert shown.pixelColor(place) == drawn.pixelColor(place) != drawn.pixelColor(large.at(corner - inward))


def test_a_click_ends_the_snapshot_and_hits_what_is_there(large: Hand) -> None:
    large.view.set_zoom(0.75)
    assert large.view.zooming
    large.click(large.point("p2"))
    assert not large.view.zooming
    assert large.page.selection.points == ("p2",)


def test_a_small_journey_needs_no_snapshot(window_on: Callable[..., PlanWindow], sample: Plan, qtbot: QtBot) -> None:
    hand = Hand(window_on(sample, "journeys"), qtbot)
    hand.view.set_zoom(1.5)
    assert not hand.view.zooming


def test_from_far_away_touchpoints_are_blocks_that_can_still_be_chosen_and_moved(
    painted: dict[str, int], large: Hand
) -> None:
    large.view.set_zoom(0.35)
    large.view.come_to_rest()
    painted.clear()
    image = large.view.viewport().grab().toImage()
    assert not painted  # in batches, not one by one
    block = image.pixelColor(large.point("p0"))
    assert block != image.pixelColor(large.point("p0") + QPoint(0, 14))
    large.click(large.point("p0"))
    assert large.page.selection.points == ("p0",)
    before = large.record("p0").stage
    column = large.page.canvas.scene.grid.columns[0].size * large.view.zoom
    large.drag(large.point("p0"), large.point("p0") + QPoint(round(column), 0))
    assert large.record("p0").stage != before
    chosen = large.view.viewport().grab().toImage()
    assert chosen != image


def test_a_rectangle_drawn_from_far_away_is_seen(large: Hand) -> None:
    large.view.set_zoom(0.3)
    large.view.come_to_rest()
    empty = QPoint(large.port.width() - 30, large.port.height() - 30)
    before = large.view.viewport().grab().toImage()
    large.drag(empty, empty - QPoint(60, 60), drop=False)
    assert large.view.viewport().grab().toImage().pixelColor(empty - QPoint(30, 60)) != before.pixelColor(
        empty - QPoint(30, 60)
    )
    large.press(Key.Key_Escape)


def test_the_mini_map_stays_in_its_corner_while_the_view_scrolls(large: Hand) -> None:
    minimap = large.page.canvas.overlays.minimap
    assert minimap.isVisible()
    place = minimap.geometry()
    large.view.verticalScrollBar().setValue(120)
    assert minimap.geometry() == place


def covered(hand: Hand) -> list[str]:
    """The touchpoints that the mini-map covers at least a part of."""
    area = hand.page.canvas.overlays.minimap.geometry()
    nodes = hand.page.canvas.scene.nodes.items()
    return [key for key, item in nodes if hand.view.mapFromScene(item.area()).boundingRect().intersects(area)]


def test_the_mini_map_makes_way_for_what_is_chosen_or_pointed_at(large: Hand) -> None:
    large.view.verticalScrollBar().setValue(120)
    by_key = covered(large)[0]
    large.page.selection.take(by_key)
    assert by_key not in covered(large)
    large.page.selection.clear()
    by_mouse = covered(large)[0]
    large.page.hands._hover(large.page.canvas.scene.nodes[by_mouse].area().center())
    assert by_mouse not in covered(large)
    assert large.page.canvas.overlays.minimap.isVisible()


# --- Nothing lies on anything -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", ["current", "optimal", "difference"])
@pytest.mark.parametrize("text", [1.0, 1.3])
def test_in_french_on_a_small_screen_no_edge_crosses_a_touchpoint_and_no_label_lies_on_anything(
    window_on: Callable[..., PlanWindow], qtbot: QtBot, view: str, text: float
) -> None:
    from ui.app import make_app

    dress(make_app(), "fr", "light", text)
    try:
        window = window_on(plan_from(SAMPLE, "fr"), "journeys")
        window.resize(1366, 698)
        hand = Hand(window, qtbot)
        hand.page.show_view(view)
        scene = hand.page.canvas.scene
        for key, way in scene.ways.items():
            look = scene.edges[key].look
            for point, item in scene.nodes.items():
                assert point in (look.source, look.target) or not crosses(way, item.box()), f"{key} crosses {point}"
        assert all(item.isVisible() for item in scene.labels.values())
        labels = {key: item.label.box for key, item in scene.labels.items()}
        for one, two in itertools.combinations(labels, 2):
            assert not labels[one].overlap(labels[two]), f"{one} lies on {two}"
        for key, point in itertools.product(labels, scene.nodes):
            item = scene.nodes[point]
            assert not labels[key].overlap(item.box()), f"{key} is written on {point}"
            badge = badge_box(item.look, item.box())
            assert badge is None or not labels[key].overlap(badge), f"{key} lies on the mark of {point}"
    finally:
        dress(make_app(), "en", "light", 1.0)


def test_control_and_wheel_zoom_around_the_mouse(large: Hand) -> None:
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    spot = large.point("p0")
    under = large.view.mapToScene(spot)
    wheel = QWheelEvent(
        QPointF(spot),
        QPointF(large.port.mapToGlobal(spot)),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        CONTROL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(large.port, wheel)
    assert large.view.zoom > 1.3
    assert (large.view.mapFromScene(under) - spot).manhattanLength() <= 4
