"""The mini-map: the whole journey in small with what is in view; a click or a drag goes there."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from planner.language import _
from ui.guard import guarded
from ui.pages.journeys.canvas_view import CanvasView
from ui.theme import theme
from ui.widgets.paint import box

_ROLES = {"added": "ok.fill", "changed": "warn.fill", "removed": "bad.fill"}
PAD = 6


@guarded
class MiniMap(QWidget):
    """A second, light look at the same scene."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self.view = view
        self.setAccessibleName(_("Mini-map"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
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
        box(painter, QRectF(self.rect()), "bg.surface", "line.strong", 8)
        scale, left, top = self._scale()
        painter.setPen(Qt.PenStyle.NoPen)
        for item in self.view.journey.nodes.values():
            role = "accent.fill" if item.state.selected else _ROLES.get(item.look.mark, "line.control")
            spot = QRectF(
                left + item.pos().x() * scale, top + item.pos().y() * scale, item.width * scale, item.height * scale
            )
            painter.setBrush(theme().color(role))
            painter.drawRoundedRect(spot, 1.5, 1.5)
        seen = self.view.shown() & self.view.journey.sceneRect()
        window = QRectF(left + seen.x() * scale, top + seen.y() * scale, seen.width() * scale, seen.height() * scale)
        painter.setPen(QPen(theme().color("accent.fill"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(window.adjusted(-1, -1, 1, 1), 2, 2)

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
