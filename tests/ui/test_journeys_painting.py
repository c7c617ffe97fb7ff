"""What a crowded canvas paints: only what is new, the same as anew, and many edges together as if one by one."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QGraphicsScene, QWidget
from pytestqt.qtbot import QtBot

from exports.figures.journey_layout import Box
from exports.figures.journey_map import Mark, NodeLook
from tests.benchmarks.large_journey import JOURNEY, large_journey
from tests.ui.journey_hand import Hand
from ui.jobs import jobs_running
from ui.pages.journeys import edge_layer
from ui.pages.journeys.node import NodeItem, badge_box
from ui.window import PlanWindow


@pytest.fixture
def large(window_on: Callable[..., PlanWindow], qtbot: QtBot) -> Hand:
    """A hand on a journey of so many edges that plain ones are painted together."""
    hand = Hand(window_on(large_journey(120, 180, back=8), "journeys"), qtbot)
    qtbot.waitUntil(lambda: hand.page.flows.ready(hand.plan, JOURNEY) and not jobs_running(), timeout=20_000)
    hand.view.verticalScrollBar().setValue(40)
    QApplication.processEvents()
    return hand


class Exposed(QObject):
    """Collects how much of a widget was painted."""

    def __init__(self, port: QObject) -> None:
        super().__init__(port)
        self.area = 0
        port.installEventFilter(self)

    def eventFilter(self, _port: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.area += sum(rect.width() * rect.height() for rect in event.region())  # type: ignore[attr-defined]
        return False


def differing(one: QImage, two: QImage, more_than: int = 40) -> int:
    """How many pixels of two pictures are clearly not the same."""
    import numpy as np

    assert one.size() == two.size()
    found = []
    for image in (one, two):
        image = image.convertToFormat(QImage.Format.Format_RGB32)
        pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4)
        found.append(pixels[:, : image.width(), :3].astype(int))
    return int((abs(found[0] - found[1]).max(axis=2) > more_than).sum())


def on_screen(hand: Hand, part: QWidget) -> QImage:
    """What the screen shows of a part of the window, as it was painted bit by bit."""
    QApplication.processEvents()
    corner = part.mapTo(hand.window, QPoint(0, 0))
    screen = QApplication.primaryScreen()
    return screen.grabWindow(hand.window.winId(), *corner.toTuple(), part.width(), part.height()).toImage()


def seen(hand: Hand) -> list[str]:
    """The touchpoints in view, those with the most edges first."""
    scene = hand.page.canvas.scene
    ends = [end for link in scene.map.links() for end in (link.source, link.target)]
    inside = [key for key, item in scene.nodes.items() if hand.view.shown().contains(item.area())]
    return sorted(inside, key=ends.count, reverse=True)


def test_a_scroll_paints_little_more_than_what_came_into_view(large: Hand) -> None:
    assert large.page.canvas.overlays.minimap.isVisible()
    exposed = Exposed(large.port)
    large.view.verticalScrollBar().setValue(48)
    QApplication.processEvents()
    assert 0 < exposed.area < 2 * 8 * large.port.width()


def test_dragging_a_touchpoint_paints_a_small_part_of_the_map(large: Hand) -> None:
    middle = seen(large)[len(seen(large)) // 2]
    start = large.point(middle)
    large.drag(start, start + QPoint(20, 10), drop=False)
    QApplication.processEvents()
    exposed = Exposed(large.port)
    large.page.hands.gesture.move(large.view.mapToScene(start + QPoint(24, 12)), QPointF(start))
    QApplication.processEvents()
    assert 0 < exposed.area < 0.2 * large.port.width() * large.port.height()


def scrolled(hand: Hand) -> None:
    for step in range(1, 5):
        hand.view.verticalScrollBar().setValue(40 + 13 * step)
        hand.view.horizontalScrollBar().setValue(7 * step)
        QApplication.processEvents()


def chosen(hand: Hand) -> None:
    hand.page.selection.take(seen(hand)[0])


def chosen_and_left(hand: Hand) -> None:
    for point in seen(hand)[:3]:
        hand.page.selection.take(point)
        QApplication.processEvents()


def hovered_and_left(hand: Hand) -> None:
    scene = hand.page.canvas.scene
    items = [scene.nodes[seen(hand)[0]], *scene.edges.values()]
    for item in items:
        item.set_state(hovered=True)
    QApplication.processEvents()
    for item in items:
        item.set_state(hovered=False)


def edge_chosen(hand: Hand) -> None:
    hand.page.selection.take_edge(next(iter(hand.page.canvas.scene.edges)), "")


def dragged(hand: Hand) -> None:
    start = hand.point(seen(hand)[0])
    hand.drag(start, start + QPoint(90, -60), drop=False)


def dropped(hand: Hand) -> None:
    dragged(hand)
    hand.page.hands.drop_gesture()


@pytest.mark.parametrize(
    "act",
    [scrolled, chosen, chosen_and_left, hovered_and_left, edge_chosen, dragged, dropped],
    ids=lambda a: a.__name__,
)
def test_the_screen_shows_what_a_whole_new_painting_would(large: Hand, act: Callable[[Hand], None]) -> None:
    act(large)
    QApplication.processEvents()
    for part in (large.port, large.page.canvas.stages, large.page.canvas.lanes):
        assert differing(on_screen(large, part), part.grab().toImage()) == 0


def test_edges_painted_together_look_as_those_painted_one_by_one(large: Hand, monkeypatch: pytest.MonkeyPatch) -> None:
    layer, count = large.page.canvas.scene.layer, len(large.page.canvas.scene.edges)
    together = large.port.grab().toImage()
    assert all(edge.pencil for edge in large.page.canvas.scene.edges.values() if edge.plain)
    monkeypatch.setattr(edge_layer, "MANY", 10_000)
    layer.expect(count)
    assert not any(edge.pencil for edge in large.page.canvas.scene.edges.values())
    one_by_one = large.port.grab().toImage()
    monkeypatch.setattr(layer, "paint", lambda painter, area: None)
    monkeypatch.setattr(edge_layer, "MANY", 0)
    layer.expect(count)
    without = large.port.grab().toImage()
    assert differing(one_by_one, without) > 5_000
    assert differing(together, one_by_one) < 0.02 * differing(one_by_one, without)


def test_a_label_without_room_is_seen_while_its_edge_is_pointed_at(large: Hand) -> None:
    scene = large.page.canvas.scene
    key, label = next((key, item) for key, item in scene.labels.items() if item.label.free)
    assert label.isVisible()
    label.show_look(label.look, replace(label.label, free=False))
    assert not label.isVisible()
    scene.edges[key].set_state(hovered=True)
    assert label.isVisible() and label.zValue() > max(node.zValue() for node in scene.nodes.values())
    scene.edges[key].set_state(hovered=False)
    assert not label.isVisible()


def painted(look: NodeLook) -> QImage:
    """A touchpoint alone on a picture."""
    scene = QGraphicsScene(QRectF(-20, -20, 150, 100))
    scene.addItem(NodeItem(look, Box(0, 0, 98, 56)))
    image = QImage(150, 100, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    scene.render(painter)
    painter.end()
    return image


@pytest.mark.parametrize("mark", ["no_consent", "dead_end"])
def test_a_finding_leaves_the_marks_of_a_goal_and_of_a_moment_to_be_seen_beside_it(qtbot: QtBot, mark: Mark) -> None:
    plain = NodeLook("p", "Cart", "s", "c", False, True, False, 3, False, False, mark)
    goal, both = replace(plain, goal=True), replace(plain, goal=True, moment=True)
    found = badge_box(plain, Box(0, 0, 98, 56)), badge_box(goal, Box(0, 0, 98, 56)), badge_box(both, Box(0, 0, 98, 56))
    assert found[0] is not None and found[1] is not None and found[2] is not None
    widths = [box.width for box in found if box is not None]
    assert widths[0] < widths[1] < widths[2]
    corner = QRect(round(20 + found[0].x), 10, 40, 30)
    assert differing(painted(plain).copy(corner), painted(goal).copy(corner)) < 12  # the finding is where it was
    assert differing(painted(plain), painted(goal)) > 60
    assert differing(painted(goal), painted(both)) > 60
