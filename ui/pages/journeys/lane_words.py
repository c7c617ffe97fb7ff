"""What a lane without touchpoints says, where no edge and no label runs through the words."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from exports.figures.journey_labels import SEARCHED, Label
from exports.figures.journey_layout import Band, Box, Grid
from exports.figures.journey_routes import Route
from planner.language import _
from ui.theme import theme

_LINE = 3.0
"""How far words keep off a line."""


def lane_words(
    grid: Grid, ways: Mapping[str, Route], spots: Mapping[str, Label], used: Iterable[str]
) -> dict[str, Box]:
    """Where the words of each lane stand that is not used: in the first column with room; nowhere where none has."""
    used = set(used)
    lanes = [lane for lane in grid.lanes if lane.empty and lane.key not in used]
    if not lanes:
        return {}
    metrics = QFontMetricsF(theme().font("small"))
    wide, high = metrics.horizontalAdvance(_words()) + 4, metrics.height()
    taken = [label.box for label in spots.values() if label.free]
    if len(ways) <= SEARCHED:
        taken += [box for way in ways.values() for box in _strokes(way, lanes)]
    found = {}
    for lane in lanes:
        y = (lane.start + lane.end - high) / 2
        row = [Box(column.start + 12 * theme().scale, y, wide, high) for column in grid.columns]
        free = (box for box in row if box.right <= grid.width and not any(box.overlap(other) for other in taken))
        spot = next(free, None)
        if spot is not None:
            found[lane.key] = spot
    return found


def _strokes(way: Route, lanes: Sequence[Band]) -> list[Box]:
    """The parts of an edge that run through some lanes, each as a box around it."""
    boxes = []
    for (x1, y1), (x2, y2) in pairwise(way.points):
        top, bottom = min(y1, y2), max(y1, y2)
        if any(lane.start <= bottom and lane.end >= top for lane in lanes):
            boxes.append(Box(min(x1, x2), top, abs(x2 - x1), bottom - top).grown(_LINE))
    return boxes


def draw_lane_words(painter: QPainter, boxes: Iterable[Box]) -> None:
    """Paints the words of all lanes that have a place for them."""
    painter.setFont(theme().font("small"))
    painter.setPen(theme().color("text.tertiary"))
    for box in boxes:
        painter.drawText(QRectF(box.x, box.y, box.width, box.height), Qt.AlignmentFlag.AlignVCenter, _words())


def _words() -> str:
    return _("No touchpoint yet")
