"""The mini-map: the whole journey in small with what is in view; a click or a drag goes there."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from planner.language import _
from ui.guard import guarded
from ui.pages.journeys.canvas_view import CanvasView
from ui.pages.journeys.fold import FoldItem
from ui.pages.journeys.node import NodeItem
from ui.theme import theme
from ui.widgets.paint import box

_ROLES = {"added": "ok.fill", "changed": "warn.fill", "removed": "bad.fill"}
PAD = 6


@guarded
class MiniMap(QWidget):
    """A second, light look at the same scene."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view.viewport())
        self.view = view
        self._drawn: tuple[object, QPixmap] | None = None
        self.setAccessibleName(_("Mini-map"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # else the map under it is painted at every scroll
        view.moved.connect(self.update)
        theme().changed.connect(self._on_theme)
        self._on_theme()

    def sizeHint(self) -> QSize:
        wide, high = 140, 92
        return QSize(round(wide * theme().scale), round(high * theme().scale))

    def _scale(self) -> tuple[float, float, float]:
        """The scale of the map and where its corner is."""
        area = self.view.journey.sceneRect()
        room = QRectF(self.rect()).adjusted(PAD, PAD, -PAD, -PAD)
        if area.isEmpty():
            return 1.0, room.left(), room.top()
        scale = min(room.width() / area.width(), room.height() / area.height())
        left = room.left() + (room.width() - area.width() * scale) / 2
        return scale, left, room.top() + (room.height() - area.height() * scale) / 2

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme().color("bg.canvas"))
        box(painter, QRectF(self.rect()), "bg.surface", "line.strong", 8)
        scale, left, top = self._scale()
        painter.drawPixmap(0, 0, self._blocks(scale, left, top))
        for item in self.view.journey.nodes.values():
            if item.state.selected:
                self._draw_block(painter, item, "accent.fill")
        seen = self.view.shown() & self.view.journey.sceneRect()
        window = QRectF(left + seen.x() * scale, top + seen.y() * scale, seen.width() * scale, seen.height() * scale)
        painter.setPen(QPen(theme().color("accent.fill"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(window.adjusted(-1, -1, 1, 1), 2, 2)

    def _blocks(self, scale: float, left: float, top: float) -> QPixmap:
        """All touchpoints, drawn once for what they look like and where they are."""
        key = (self.view.journey.revision, scale, left, top, theme().mode, self.devicePixelRatioF())
        if self._drawn is None or self._drawn[0] != key:
            pixmap = QPixmap(self.size() * self.devicePixelRatioF())
            pixmap.setDevicePixelRatio(self.devicePixelRatioF())
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for item in self.view.journey.nodes.values():
                self._draw_block(painter, item, _ROLES.get(item.look.mark, "line.control"))
            for fold in self.view.journey.folds.values():
                self._draw_block(painter, fold, "line.control")
            painter.end()
            self._drawn = key, pixmap
        return self._drawn[1]

    def _draw_block(self, painter: QPainter, item: NodeItem | FoldItem, role: str) -> None:
        scale, left, top = self._scale()
        area = self.view.journey.grid.boxes[item.look.id]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color(role))
        spot = QRectF(left + area.x * scale, top + area.y * scale, area.width * scale, area.height * scale)
        painter.drawRoundedRect(spot, 1.5, 1.5)

    def _go(self, spot: QPointF) -> None:
        scale, left, top = self._scale()
        self.view.centerOn((spot.x() - left) / scale, (spot.y() - top) / scale)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event.position())

    def _on_theme(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()
