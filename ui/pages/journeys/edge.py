"""An edge on the canvas: one item for its line and arrow, one above all lines for its label."""

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPainterPathStroker, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from exports.figures.journey_layout import Box
from exports.figures.journey_map import EdgeLook
from exports.figures.journey_routes import Route, arrow
from exports.figures.scene import Path
from ui.guard import guarded
from ui.pages.journeys.node import BLOCKS, NAMES_ONLY
from ui.theme import theme
from ui.widgets.figure import qt_path

_LINES = {
    "": ("text.tertiary", 1.5),
    "worst": ("warn.fill", 3.0),
    "added": ("ok.fill", 2.0),
    "changed": ("text.tertiary", 1.5),
    "removed": ("bad.fill", 1.5),
    "same": ("text.tertiary", 1.5),
}
_LABELS = {
    "": ("bg.canvas", "", "text.secondary"),
    "same": ("bg.canvas", "", "text.secondary"),
    "worst": ("warn.soft", "warn.fill", "warn.text"),
    "added": ("ok.soft", "", "ok.text"),
    "changed": ("warn.soft", "", "warn.text"),
    "removed": ("bad.soft", "", "bad.text"),
}


def line_of(look: EdgeLook) -> tuple[str, float]:
    """The colour role and the width of an edge's line."""
    return _LINES[look.tone]


@guarded
class EdgeItem(QGraphicsItem):
    """The line of an edge with its arrow."""

    def __init__(self, look: EdgeLook, way: Route) -> None:
        super().__init__()
        self.look = look
        self.way = way
        self.selected = False
        self.hovered = False
        self._path = QPainterPath()
        self._head = QPainterPath()
        self._shape: QPainterPath | None = None
        self._bounds = QRectF()
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self._take(way)

    def show_look(self, look: EdgeLook, way: Route) -> None:
        """Brings the edge up to date."""
        if way is not self.way and way != self.way:
            self.prepareGeometryChange()
            self.way = way
            self._take(way)
            self.update()
        if look != self.look:
            self.look = look
            self.update()

    def set_state(self, *, selected: bool | None = None, hovered: bool | None = None) -> None:
        """Whether it is chosen or pointed at."""
        before = (self.selected, self.hovered)
        self.selected = self.selected if selected is None else selected
        self.hovered = self.hovered if hovered is None else hovered
        if before != (self.selected, self.hovered):
            self.setZValue(0.5 if self.selected else 0)
            self.update()

    def _take(self, way: Route) -> None:
        self._path = qt_path(Path(way.steps))
        self._bounds = self._path.boundingRect().adjusted(-10, -10, 10, 10)
        self._head = qt_path(Path(arrow(way, 7.5 * theme().scale)))
        self._shape = None

    def boundingRect(self) -> QRectF:
        return self._bounds

    def shape(self) -> QPainterPath:
        if self._shape is None:
            stroker = QPainterPathStroker()
            stroker.setWidth(12)
            self._shape = stroker.createStroke(self._path)
        return self._shape

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        role, width = line_of(self.look)
        if self.selected:
            role, width = "accent.fill", 2.5
        elif self.hovered:
            role = "text.primary" if self.look.tone in ("", "same", "changed") else role
        if self.look.tone == "same" and not self.selected:
            painter.setOpacity(0.66)
        pen = QPen(theme().color(role), width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        zoom = option.levelOfDetailFromTransform(painter.worldTransform())
        if zoom >= BLOCKS:
            painter.setPen(QPen(pen.color(), min(width, 2.0), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawPath(self._head)
        if self.look.dashed or self.look.tone == "removed":
            pen.setDashPattern([4.0 / width * 1.5, 3.0 / width * 1.5])
        painter.setPen(pen)
        painter.drawPath(self._path)


@guarded
class LabelItem(QGraphicsItem):
    """The label of an edge, on a ground of its own so that no line runs through it."""

    def __init__(self, look: EdgeLook, box: Box) -> None:
        super().__init__()
        self.look = look
        self.selected = False
        self.width, self.height = box.width, box.height
        self.setPos(box.x, box.y)
        self.setZValue(1)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def show_look(self, look: EdgeLook, box: Box) -> None:
        """Brings the label up to date."""
        if (box.width, box.height) != (self.width, self.height):
            self.prepareGeometryChange()
            self.width, self.height = box.width, box.height
        self.setPos(box.x, box.y)
        self.set_look(look)

    def set_look(self, look: EdgeLook) -> None:
        """Other words where it stands."""
        if look != self.look:
            self.look = look
            self.update()

    def set_selected(self, selected: bool) -> None:
        """Whether its edge is chosen."""
        if selected != self.selected:
            self.selected = selected
            self.update()

    def boundingRect(self) -> QRectF:
        return QRectF(-1, -1, self.width + 2, self.height + 2)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if option.levelOfDetailFromTransform(painter.worldTransform()) < NAMES_ONLY:
            return
        fill, line, role = _LABELS[self.look.tone]
        if self.selected:
            fill, line, role = "accent.soft", "accent.fill", "accent.text"
        area = QRectF(0, 0, self.width, self.height)
        painter.setPen(QPen(theme().color(line), 1) if line else Qt.PenStyle.NoPen)
        painter.setBrush(theme().color(fill))
        inset = 0.5 if line else 0.0
        painter.drawRoundedRect(area.adjusted(inset, inset, -inset, -inset), 5, 5)
        painter.setFont(theme().font("node"))
        painter.setPen(theme().color(role))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self.look.words)


def label_size(look: EdgeLook) -> tuple[float, float]:
    """The room that a label needs."""
    scale = theme().scale
    framed = look.tone in ("worst", "added", "changed", "removed")
    pad, high = (7, 18) if framed else (4, 15)
    return round(_advance(look.words, scale) + pad * scale), round(high * scale)


@lru_cache(maxsize=4096)
def _advance(words: str, _scale: float) -> float:
    return QFontMetricsF(theme().font("node")).horizontalAdvance(words)
