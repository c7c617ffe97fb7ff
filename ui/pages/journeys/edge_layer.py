"""The plain edges of a crowded map, painted together: straight pieces in one call cost a fraction of path by path."""

from collections.abc import Mapping

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ui.pages.journeys.edge import EdgeItem, Pencil
from ui.theme import theme

MANY = 100
"""From so many edges on the plain ones are painted together; fewer are painted as curves, one by one."""


class EdgeLayer:
    """Lies under all items of the scene; what is painted where is looked up by the bounds of the edges."""

    def __init__(self, edges: Mapping[str, EdgeItem]) -> None:
        self._edges = edges
        self._many = False

    def expect(self, count: int) -> None:
        """Tells every edge whether it is one among many."""
        if self._many != (count >= MANY):
            self._many = count >= MANY
            for edge in self._edges.values():
                edge.set_among_many(self._many)

    def taken(self, edge: EdgeItem) -> EdgeItem:
        """A new edge that knows whether it is one among many."""
        edge.set_among_many(self._many)
        return edge

    def paint(self, painter: QPainter, area: QRectF) -> None:
        """The plain edges that an area shows."""
        for (role, width, seen), lines in self._in(area).items():
            painter.setOpacity(seen)
            painter.setPen(QPen(theme().color(role), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            painter.drawLines(lines)
        painter.setOpacity(1.0)

    def _in(self, area: QRectF) -> dict[Pencil, list[QLineF]]:
        left, top, right, bottom = area.left(), area.top(), area.right(), area.bottom()
        out: dict[Pencil, list[QLineF]] = {}
        for edge in self._edges.values():
            x1, y1, x2, y2 = edge.span
            if y1 < bottom and y2 > top and x1 < right and x2 > left and edge.pencil is not None:
                lines = [line for line, high, low in edge.cuts() if high < bottom and low > top]
                out.setdefault(edge.pencil, []).extend(lines)
        return out
