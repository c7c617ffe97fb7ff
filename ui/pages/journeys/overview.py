"""The map from far away: touchpoints as blocks and edges as lines, painted in batches by colour, not item by item."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionGraphicsItem

from exports.figures.journey_routes import Route
from ui.pages.journeys.edge import line_of
from ui.pages.journeys.node import block_role
from ui.theme import theme

if TYPE_CHECKING:
    from ui.pages.journeys.scene import JourneyScene

EVERY = 4
"""One of so many points of a curve is enough from far away."""
LONG = 40.0
"""The ends of a straight run of this length are kept."""


class Overview:
    """Paints a scene in a handful of calls; what it draws is kept until the scene says that it has changed."""

    def __init__(self, scene: "JourneyScene") -> None:
        self._scene = scene
        self._blocks: dict[str, list[QRectF]] | None = None
        self._lines: dict[tuple[str, float, bool], list[QPolygonF]] | None = None

    def forget(self) -> None:
        """Something has moved or looks different."""
        self._blocks = self._lines = None

    def paint(self, painter: QPainter, area: QRectF) -> None:
        """The part of the scene that an area shows, in the painter's own scale."""
        scene = self._scene
        scene.drawBackground(painter, area)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for (role, width, dashed), lines in self._edges().items():
            pen = QPen(theme().color(role), width, Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine)
            pen.setCosmetic(True)
            painter.setPen(pen)
            for line in lines:
                painter.drawPolyline(line)
        painter.setPen(Qt.PenStyle.NoPen)
        for role, blocks in self._nodes().items():
            painter.setBrush(theme().color(role))
            painter.drawRects(blocks)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        self._paint_chosen(painter)
        for item in scene.over:
            painter.save()
            painter.translate(item.pos())
            item.paint(painter, QStyleOptionGraphicsItem(), None)
            painter.restore()
        scene.drawForeground(painter, area)

    def _nodes(self) -> dict[str, list[QRectF]]:
        if self._blocks is None:
            self._blocks = {}
            for node in self._scene.nodes.values():
                self._blocks.setdefault(block_role(node.look), []).append(node.area())
            for fold in self._scene.folds.values():
                self._blocks.setdefault("line.control", []).append(fold.area())
        return self._blocks

    def _edges(self) -> dict[tuple[str, float, bool], list[QPolygonF]]:
        if self._lines is None:
            self._lines = {}
            for edge in self._scene.edges.values():
                role, width = line_of(edge.look)
                key = (role, min(width, 2.0) / 2, edge.look.dashed or edge.look.tone == "removed")
                self._lines.setdefault(key, []).append(_thinned(edge.way))
        return self._lines

    def _paint_chosen(self, painter: QPainter) -> None:
        pen = QPen(theme().color("line.focus"), 2)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for node in self._scene.nodes.values():
            if node.state.selected or node.state.focused:
                painter.drawRect(node.area())
        for edge in self._scene.edges.values():
            if edge.selected:
                painter.drawPolyline(_thinned(edge.way))


def _thinned(way: Route) -> QPolygonF:
    points = way.points
    kept = [points[0]]
    for at in range(1, len(points) - 1):
        (x, y), (before, after) = points[at], (points[at - 1], points[at + 1])
        bend = max(abs(x - before[0]), abs(y - before[1]), abs(x - after[0]), abs(y - after[1])) > LONG
        if bend or at % EVERY == 0:
            kept.append((x, y))
    kept.append(points[-1])
    return QPolygonF([QPointF(x, y) for x, y in kept])
