"""An edge on the canvas: one item for its line and arrow, one above all lines for its label."""

from functools import lru_cache
from itertools import pairwise
from math import hypot

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath, QPainterPathStroker, QPen, QTransform
from PySide6.QtWidgets import QGraphicsItem, QGraphicsRectItem, QStyleOptionGraphicsItem, QWidget

from exports.figures.journey_labels import Choices, Label
from exports.figures.journey_map import EdgeLook, label_words
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
_QUIET = 0.66
"""How much is seen of what is the same in both states."""
_FINE = 2.0
"""Curves that are cut into straight lines are cut for this zoom."""
_JOIN = 0.3
"""How far cut lines reach into each other, so that nothing shines through where they meet."""
_OUT = 4.0
"""How far a line may be painted outside of its path."""

Pencil = tuple[str, float, float]
"""The colour role of a line, its width, and how much is seen of it."""
Cut = tuple[QLineF, float, float]
"""A straight line with its top and its bottom."""


def line_of(look: EdgeLook) -> tuple[str, float]:
    """The colour role and the width of an edge's line."""
    return _LINES[look.tone]


def seen_of(look: EdgeLook) -> float:
    """How much is seen of an edge, from 0 to 1."""
    return _QUIET if look.tone == "same" else 1.0


@guarded
class EdgeItem(QGraphicsRectItem):
    """The line of an edge with its arrow; as a rectangle its bounds are asked for in Qt, not here.

    Among many a plain one paints nothing: the layer of edges paints it together with the others.
    """

    def __init__(self, look: EdgeLook, way: Route) -> None:
        super().__init__()
        self.look = look
        self.way = way
        self.selected = False
        self.hovered = False
        self.among_many = False
        self.label: LabelItem | None = None
        self.pencil: Pencil | None = None
        """With what the layer of edges paints it; None where it paints itself."""
        self.span = (0.0, 0.0, 0.0, 0.0)
        """Left, top, right and bottom of what is painted."""
        self._path = QPainterPath()
        self._head = QPainterPath()
        self._shape: QPainterPath | None = None
        self._cuts: list[Cut] | None = None
        self.setPen(Qt.PenStyle.NoPen)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self._take(way)

    def show_look(self, look: EdgeLook, way: Route) -> None:
        """Brings the edge up to date."""
        if way is not self.way and way != self.way:
            self._show_again()
            self.way = way
            self._take(way)
            self._show_again()
        if look != self.look:
            self.look = look
            self._show_again()
        self._settle()

    def set_state(self, *, selected: bool | None = None, hovered: bool | None = None) -> None:
        """Whether it is chosen or pointed at."""
        before = (self.selected, self.hovered)
        self.selected = self.selected if selected is None else selected
        self.hovered = self.hovered if hovered is None else hovered
        if before != (self.selected, self.hovered):
            self.setZValue(0.5 if self.selected else 0)
            if self.label is not None:
                self.label.set_asked_for(self.selected or self.hovered)
            self._settle()
            self._show_again()

    def set_among_many(self, many: bool) -> None:
        """Whether there are so many edges that plain ones are painted together."""
        self.among_many = many
        self._settle()

    @property
    def plain(self) -> bool:
        """Whether its line is like those of the others: whole, thin and in nobody's hands."""
        marked = self.selected or self.hovered or self.look.dashed
        return not marked and self.look.tone not in ("worst", "removed")

    def _settle(self) -> None:
        pencil = (*line_of(self.look), seen_of(self.look)) if self.among_many and self.plain else None
        if (pencil is None) != (self.pencil is None):
            self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemHasNoContents, pencil is not None)
            self._show_again()
        self.pencil = pencil

    def _show_again(self) -> None:
        """Has the line painted again, but not all that lies in its bounds."""
        scene = self.scene()
        if scene is not None:
            for area in self.areas():
                scene.update(area)

    def areas(self) -> list[QRectF]:
        """Where something of it is painted: around every step of its path and its arrow."""
        out = []
        for before, step in pairwise(self.way.steps):
            xs = [float(x) for x in (before[-2], *step[1::2])]
            ys = [float(y) for y in (before[-1], *step[2::2])]
            area = QRectF(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
            out.append(area.adjusted(-_OUT, -_OUT, _OUT, _OUT))
        return [*out, self._head.boundingRect().adjusted(-_OUT, -_OUT, _OUT, _OUT)]

    def cuts(self) -> list[Cut]:
        """The line and its arrow as straight lines, which are painted many times faster."""
        if self._cuts is None:
            lines = [*_straight(self._path), *_straight(self._head)]
            self._cuts = [(at, min(at.y1(), at.y2()) - _OUT, max(at.y1(), at.y2()) + _OUT) for at in lines]
        return self._cuts

    def _take(self, way: Route) -> None:
        self._path = qt_path(Path(way.steps))
        self._head = qt_path(Path(arrow(way, 7.5 * theme().scale)))
        bounds = (self._path.boundingRect() | self._head.boundingRect()).adjusted(-_OUT, -_OUT, _OUT, _OUT)
        self.setRect(bounds)
        self.span = (bounds.left(), bounds.top(), bounds.right(), bounds.bottom())
        self._shape = self._cuts = None

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
        if not self.selected:
            painter.setOpacity(seen_of(self.look))
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


def _straight(path: QPainterPath) -> list[QLineF]:
    """A path cut into straight lines that reach a little into each other."""
    out = []
    for polygon in path.toSubpathPolygons(QTransform.fromScale(_FINE, _FINE)):
        points = [(spot.x() / _FINE, spot.y() / _FINE) for spot in polygon.toList()]
        last = len(points) - 2
        for at, ((x1, y1), (x2, y2)) in enumerate(pairwise(points)):
            length = hypot(x2 - x1, y2 - y1) or 1.0
            dx, dy = (x2 - x1) / length * _JOIN, (y2 - y1) / length * _JOIN
            out.append(QLineF(x1 - dx * (at > 0), y1 - dy * (at > 0), x2 + dx * (at < last), y2 + dy * (at < last)))
    return out


@guarded
class LabelItem(QGraphicsRectItem):
    """The label of an edge, on a ground of its own so that no line runs through it."""

    def __init__(self, look: EdgeLook, label: Label) -> None:
        super().__init__()
        self.look = look
        self.label = label
        self.words = ""
        self.selected = False
        self._asked_for = False
        self.setPen(Qt.PenStyle.NoPen)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self._take()

    def show_look(self, look: EdgeLook, label: Label) -> None:
        """Brings the label up to date."""
        if label != self.label or look != self.look:
            self.look, self.label = look, label
            self._take()

    def set_look(self, look: EdgeLook) -> None:
        """Other words where it stands."""
        self.show_look(look, self.label)

    def set_asked_for(self, asked_for: bool) -> None:
        """Whether its edge is chosen or pointed at: one that has no room of its own is seen only then."""
        self._asked_for = asked_for
        self._stand()

    def _take(self) -> None:
        box, words = self.label.box, label_words(self.look)
        self.words = words[min(self.label.choice, len(words) - 1)] if words else ""
        self.setRect(-1, -1, box.width + 2, box.height + 2)
        self.setPos(box.x, box.y)
        self._stand()
        self.update()

    def _stand(self) -> None:
        """Under the touchpoints where it has room, else over all when it is asked for."""
        self.setZValue(1 if self.label.free else 4)
        self.setVisible(self.label.free or self._asked_for)

    def set_selected(self, selected: bool) -> None:
        """Whether its edge is chosen."""
        if selected != self.selected:
            self.selected = selected
            self.update()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if option.levelOfDetailFromTransform(painter.worldTransform()) < NAMES_ONLY:
            return
        fill, line, role = _LABELS[self.look.tone]
        if self.selected:
            fill, line, role = "accent.soft", "accent.fill", "accent.text"
        area = QRectF(0, 0, self.label.box.width, self.label.box.height)
        painter.setPen(QPen(theme().color(line), 1) if line else Qt.PenStyle.NoPen)
        painter.setBrush(theme().color(fill))
        inset = 0.5 if line else 0.0
        painter.drawRoundedRect(area.adjusted(inset, inset, -inset, -inset), 5, 5)
        painter.setFont(_font())
        painter.setPen(theme().color(role))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self.words)


def label_sizes(look: EdgeLook) -> Choices:
    """The room that a label needs in each of its wordings."""
    scale = theme().scale
    framed = look.tone in ("worst", "added", "changed", "removed")
    pad, high = (6, 18) if framed else (4, 15)
    return [(round(_advance(words, scale) + pad * scale), round(high * scale)) for words in label_words(look)]


@lru_cache(maxsize=4096)
def _advance(words: str, _scale: float) -> float:
    return QFontMetricsF(_font()).horizontalAdvance(words)


def _font() -> QFont:
    font = theme().font("micro")
    font.setWeight(QFont.Weight.DemiBold)
    return font
