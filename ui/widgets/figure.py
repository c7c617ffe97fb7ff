"""The figure view: paints a scene of exports/figures and lets a person point at what it shows."""

import math
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QMenu,
    QTableWidget,
    QTableWidgetItem,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from exports.figures.scene import Icon, Item, Path, Rect, Scene, Text, bounds
from planner.language import _
from ui.guard import guarded
from ui.plain import plain_tip
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.paint import focus_ring

Colours = Callable[[str], QColor]
Maker = Callable[[float, float], Scene]

_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "centre": Qt.AlignmentFlag.AlignHCenter,
    "right": Qt.AlignmentFlag.AlignRight,
}
_ARROW = 5.0
_MANY = 200
"""A scene of more items is painted once into a picture, which then is all that a repaint shows."""


def theme_colour(role: str) -> QColor:
    """The colour of a role in the theme of the screen, or a colour written as one."""
    return QColor(role) if role.startswith("#") else theme().color(role)


def paint_scene(painter: QPainter, scene: Scene, colour: Colours = theme_colour) -> None:
    """Paints a scene at the painter's origin, in its own units."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for item in scene.items:
        paint_item(painter, item, colour)


def paint_item(painter: QPainter, item: Item, colour: Colours = theme_colour) -> None:
    """Paints one item of a scene."""
    painter.setOpacity(item.opacity)
    if isinstance(item, Rect):
        _paint_rect(painter, item, colour)
    elif isinstance(item, Path):
        _paint_path(painter, item, colour)
    elif isinstance(item, Text):
        _paint_text(painter, item, colour)
    else:
        _paint_icon(painter, item)
    painter.setOpacity(1.0)


def _pen(stroke: str, width: float, dash: tuple[float, ...], colour: Colours) -> QPen | Qt.PenStyle:
    if not stroke:
        return Qt.PenStyle.NoPen
    # Flat caps and mitred joins, or screen and paper differ.
    pen = QPen(colour(stroke), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.MiterJoin)
    if dash:
        pen.setDashPattern([d / max(width, 0.1) for d in dash])
    return pen


def _paint_rect(painter: QPainter, item: Rect, colour: Colours) -> None:
    if item.width <= 0 or item.height <= 0:
        return
    painter.setPen(_pen(item.stroke, item.line, item.dash, colour))
    painter.setBrush(colour(item.fill) if item.fill else Qt.BrushStyle.NoBrush)
    area = QRectF(item.x, item.y, item.width, item.height)
    radius = min(item.radius, item.width / 2, item.height / 2)
    if radius > 0 and radius * 2 == item.width == item.height:
        painter.drawEllipse(area)
    elif radius > 0:
        painter.drawRoundedRect(area, radius, radius)
    else:
        painter.drawRect(area)


def qt_path(item: Path) -> QPainterPath:
    """The path of a scene as Qt's."""
    path = QPainterPath()
    for step in item.steps:
        n = [float(v) for v in step[1:]]
        if step[0] == "M":
            path.moveTo(n[0], n[1])
        elif step[0] == "L":
            path.lineTo(n[0], n[1])
        elif step[0] == "C":
            path.cubicTo(n[0], n[1], n[2], n[3], n[4], n[5])
        else:
            path.closeSubpath()
    return path


def _paint_path(painter: QPainter, item: Path, colour: Colours) -> None:
    path = qt_path(item)
    painter.setPen(_pen(item.stroke, item.line, item.dash, colour))
    painter.setBrush(colour(item.fill) if item.fill else Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    if item.arrow and item.stroke:
        _paint_arrow(painter, item, colour)


def _paint_arrow(painter: QPainter, item: Path, colour: Colours) -> None:
    numbers = [float(v) for step in item.steps for v in step[1:]]
    if len(numbers) < 4:
        return
    x, y, from_x, from_y = numbers[-2], numbers[-1], numbers[-4], numbers[-3]
    angle = math.atan2(y - from_y, x - from_x)
    size = _ARROW + item.line
    head = QPainterPath(QPointF(x, y))
    for turn in (0.42, -0.42):
        head.moveTo(x, y)
        head.lineTo(x - size * math.cos(angle + turn), y - size * math.sin(angle + turn))
    painter.setPen(_pen(item.stroke, item.line, (), colour))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(head)


def figure_font(size: float, weight: int) -> QFont:
    """The font of a scene's text; without kerning, so that widths agree with the other painters."""
    font = QFont("Inter")
    font.setPixelSize(max(1, round(size)))
    font.setWeight(QFont.Weight(weight))
    font.setKerning(False)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _paint_text(painter: QPainter, item: Text, colour: Colours) -> None:
    font = figure_font(item.size, item.weight)
    font.setStrikeOut(item.strike)
    painter.setFont(font)
    painter.setPen(colour(item.colour))
    wide = painter.fontMetrics().horizontalAdvance(item.words)
    left = {"left": 0.0, "centre": -wide / 2, "right": -float(wide)}[item.align]
    if not item.turn:
        painter.drawText(QPointF(item.x + left, item.y), item.words)
        return
    painter.save()
    painter.translate(item.x, item.y)
    painter.rotate(item.turn)
    painter.drawText(QPointF(left, 0), item.words)
    painter.restore()


def _paint_icon(painter: QPainter, item: Icon) -> None:
    pixmap = theme().pixmap(item.name, item.colour, round(item.size / theme().scale))
    painter.drawPixmap(QRectF(item.x, item.y, item.size, item.size), pixmap, QRectF(pixmap.rect()))


@guarded
class FigureView(QWidget):
    """Shows a scene that fills the widget. Signals: ``chosen(str)`` and ``opened(str)`` with the ref of an item.

    ``set_maker`` takes a function of width and height, called again whenever the size or the theme differs.
    Arrow keys move between the items that stand for something, Enter opens one.
    """

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._maker: Maker | None = None
        self._scene: Scene = Scene(0, 0, ())
        self._stale = False
        self._picture: QPixmap | None = None
        self.selected = ""
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        theme().changed.connect(self.refresh)

    def set_maker(self, maker: Maker) -> None:
        """Draws what the function makes of the widget's size."""
        self._maker = maker
        self.refresh()

    def refresh(self) -> None:
        """Draws the figure anew."""
        self._stale, self._picture = False, None
        if self._maker is None or self.width() < 8 or self.height() < 8:
            return
        scene = self._maker(float(self.width()), float(self.height()))
        if scene != self._scene:
            self._scene = scene
            self.setAccessibleDescription(scene.sentence)
        self.update()

    @property
    def scene(self) -> Scene:
        """The scene at the size of the widget: while a window takes its shape, only the last size is drawn."""
        if self._stale:
            self.refresh()
        return self._scene

    def refs(self) -> list[str]:
        """What the figure shows, in the order it is drawn."""
        return list(dict.fromkeys(item.ref for item in self.scene.items if item.ref))

    def centre(self, ref: str) -> QPointF:
        """The middle of the first item that shows a record."""
        x, y, wide, high = bounds(next(item for item in self.scene.items if item.ref == ref))
        return QPointF(x + wide / 2, y + high / 2)

    def item_at(self, point: QPointF) -> Item | None:
        """The uppermost item with a ref or a tip under a point."""
        for item in reversed(self.scene.items):
            if (item.ref or item.tip) and _near(item, point):
                return item
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stale = True
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        scene = self.scene
        painter = QPainter(self)
        if len(scene.items) > _MANY:
            painter.drawPixmap(0, 0, self._kept(scene))
        else:
            paint_scene(painter, scene)
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()))

    def _kept(self, scene: Scene) -> QPixmap:
        """The scene as a picture in the pixels of the screen."""
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatio() != ratio:
            self._picture = QPixmap(self.size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._picture)
            paint_scene(painter, scene)
            painter.end()
        return self._picture

    def mousePressEvent(self, event: QMouseEvent) -> None:
        item = self.item_at(event.position())
        if item is not None and item.ref and event.button() == Qt.MouseButton.LeftButton:
            self._choose(item.ref)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        item = self.item_at(event.position())
        if item is not None and item.ref:
            self.opened.emit(item.ref)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        item = self.item_at(event.position())
        pointing = item is not None and bool(item.ref)
        self.setCursor(Qt.CursorShape.PointingHandCursor if pointing else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            item = self.item_at(QPointF(event.pos()))
            if item is not None and item.tip:
                QToolTip.showText(event.globalPos(), plain_tip(item.tip), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ways = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        way = ways.get(Qt.Key(event.key()))
        if way is not None and self.refs():
            self._choose(self._nearest(*way))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.selected:
            self.opened.emit(self.selected)
        else:
            super().keyPressEvent(event)

    def _nearest(self, right: int, down: int) -> str:
        refs = self.refs()
        if self.selected not in refs:
            return refs[0]
        here = self.centre(self.selected)
        best, best_cost = self.selected, math.inf
        for ref in refs:
            there = self.centre(ref)
            along = (there.x() - here.x()) * right + (there.y() - here.y()) * down
            aside = abs((there.x() - here.x()) * down) + abs((there.y() - here.y()) * right)
            if ref != self.selected and along > 0 and along + 2 * aside < best_cost:
                best, best_cost = ref, along + 2 * aside
        return best

    def _choose(self, ref: str) -> None:
        self.selected = ref
        self.update()
        self.chosen.emit(ref)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self.scene.table.rows:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Show as table")).triggered.connect(self.show_table)
        menu.popup(event.globalPos())

    def show_table(self) -> None:
        """Shows the same figures as a table."""
        dialog = TableDialog(self.accessibleName(), self.scene, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


def _near(item: Item, point: QPointF) -> bool:
    x, y, wide, high = bounds(item)
    if isinstance(item, Path) and not item.fill:
        reach = QRectF(point.x() - 4, point.y() - 4, 8, 8)
        return qt_path(item).intersects(reach)
    if isinstance(item, Rect) and item.radius * 2 >= item.width:
        away = math.hypot(point.x() - x - wide / 2, point.y() - y - high / 2)
        return away <= max(wide / 2, 8)
    return QRectF(x, y, wide, high).contains(point)


class TableDialog(QDialog):
    """The figures of a scene as a table."""

    def __init__(self, title: str, scene: Scene, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title or _("Table"))
        self.resize(640, 420)
        column = QVBoxLayout(self)
        table = QTableWidget(len(scene.table.rows), len(scene.table.head), self)
        table.setAccessibleName(scene.sentence or title)
        table.setHorizontalHeaderLabels(list(scene.table.head))
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.verticalHeader().hide()
        for at, row in enumerate(scene.table.rows):
            for column_at, words in enumerate(row):
                table.setItem(at, column_at, QTableWidgetItem(words))
        table.resizeColumnsToContents()
        column.addWidget(table)
        foot = QHBoxLayout()
        foot.addStretch(1)
        close = Button(_("Close"), "secondary", parent=self)
        close.clicked.connect(self.accept)
        foot.addWidget(close)
        column.addLayout(foot)
