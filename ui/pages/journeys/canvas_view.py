"""The view of the canvas: zoom, scroll and fit; what mouse and keys do is handed to who is asked to do it."""

from typing import Protocol

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsView, QWidget

from ui.guard import guarded
from ui.pages.journeys.node import BLOCKS
from ui.pages.journeys.scene import JourneyScene
from ui.theme import theme

SMALLEST = 0.2
LARGEST = 2.0
REST = 140
"""After so many milliseconds without another step a zoom is at rest, and the map is drawn anew."""
MANY = 40
"""From so many touchpoints on a zoom shows a snapshot until it rests."""
PARTS = 4
"""Up to so many parts of the view are painted each for itself."""
STEPS = (0.25, 0.35, 0.5, 0.6, 0.75, 0.85, 1.0, 1.25, 1.5, 2.0)


class Hands(Protocol):
    """Who answers mouse and keys."""

    def pressed(self, event: QMouseEvent) -> None:
        """A button went down."""

    def moved(self, event: QMouseEvent) -> None:
        """The mouse moved."""

    def released(self, event: QMouseEvent) -> None:
        """A button went up."""

    def double_clicked(self, event: QMouseEvent) -> None:
        """A button went down twice."""

    def key_pressed(self, event: QKeyEvent) -> bool:
        """A key went down; False where it means nothing here."""

    def key_released(self, event: QKeyEvent) -> bool:
        """A key went up."""

    def claims(self, event: QKeyEvent) -> bool:
        """Whether a key is wanted here before it becomes a command of the window."""

    def focused(self, keyboard: bool) -> None:
        """The canvas got the focus."""

    def left(self) -> None:
        """The mouse has left or the focus has gone."""

    def menu_asked(self, event: QContextMenuEvent) -> None:
        """A context menu is wanted."""


@guarded
class CanvasView(QGraphicsView):
    """Shows the scene. Signals: ``moved()`` after scroll or zoom, ``zoomed(float)``, ``rested()`` when a zoom has come
    to rest, ``resized()``."""

    moved = Signal()
    zoomed = Signal(float)
    rested = Signal()
    resized = Signal()

    def __init__(self, journey: JourneyScene, parent: QWidget | None = None) -> None:
        super().__init__(journey, parent)
        self.journey = journey
        self.hands: Hands | None = None
        self.zoom = 1.0
        self.access: object = None
        self._snapshot: tuple[QPixmap, QTransform] | None = None
        self._exposed: list[QRect] = []
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST)
        self._rest.timeout.connect(self.come_to_rest)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.MinimalViewportUpdate)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCornerWidget(QWidget(self))
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self._on_scrolled)

    # Zoom and place

    def set_zoom(self, zoom: float, around: QPointF | None = None) -> None:
        """Another zoom; the point of the viewport around which it happens stays where it is."""
        zoom = max(SMALLEST, min(LARGEST, zoom))
        if abs(zoom - self.zoom) < 1e-6:
            return
        spot = around if around is not None else QPointF(self.viewport().rect().center())
        under = self.mapToScene(spot.toPoint())
        self._take_snapshot()
        self.zoom = zoom
        self.setTransform(QTransform.fromScale(zoom, zoom))
        there = self.mapFromScene(under)
        for bar, shift in (
            (self.horizontalScrollBar(), there.x() - spot.x()),
            (self.verticalScrollBar(), there.y() - spot.y()),
        ):
            bar.setValue(bar.value() + round(shift))
        self.zoomed.emit(zoom)
        self.moved.emit()

    @property
    def zooming(self) -> bool:
        """Whether a zoom is on its way and a snapshot is shown."""
        return self._snapshot is not None

    def _take_snapshot(self) -> None:
        if len(self.journey.nodes) < MANY or not self.isVisible():
            return
        if self._snapshot is None:
            port = self.viewport()
            pixmap = QPixmap(port.size() * port.devicePixelRatioF())
            pixmap.setDevicePixelRatio(port.devicePixelRatioF())
            pixmap.fill(theme().color("bg.canvas"))
            painter = QPainter(pixmap)
            self._paint_map(painter)
            painter.end()
            self._snapshot = pixmap, self.viewportTransform()
        self._rest.start()

    def come_to_rest(self) -> None:
        """The zoom is over: the map itself is shown again."""
        self._rest.stop()
        if self._snapshot is not None:
            self._snapshot = None
            self.viewport().update()
            self.rested.emit()

    def _paint_map(self, painter: QPainter) -> None:
        """The whole view, from far away in batches."""
        if self.zoom < BLOCKS:
            self._paint_overview(painter)
        else:
            self.render(painter, QRectF(self.viewport().rect()), self.viewport().rect())

    def _paint_overview(self, painter: QPainter) -> None:
        painter.setTransform(self.viewportTransform(), True)
        self.journey.overview.paint(painter, self.shown())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._snapshot is None and self.zoom >= BLOCKS:
            self._exposed = list(event.region())  # type: ignore[call-overload]
            super().paintEvent(event)
            self._exposed = []
            return
        painter = QPainter(self.viewport())
        painter.setClipRegion(event.region())
        if self._snapshot is None:
            self._paint_overview(painter)
            return
        pixmap, before = self._snapshot
        painter.fillRect(self.viewport().rect(), theme().color("bg.canvas"))
        painter.setTransform(before.inverted()[0] * self.viewportTransform())
        painter.drawPixmap(0, 0, pixmap)

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        super().drawBackground(painter, rect)
        if not 1 < len(self._exposed) <= PARTS:
            self.journey.layer.paint(painter, QRectF(rect))
            return
        for part in self._exposed:  # each for itself: what is between them is not painted
            area = self.mapToScene(part.adjusted(-1, -1, 1, 1)).boundingRect()
            painter.save()
            painter.setClipRect(self.mapToScene(part).boundingRect(), Qt.ClipOperation.IntersectClip)
            self.journey.layer.paint(painter, area)
            painter.restore()

    def step_zoom(self, by: int) -> None:
        """The next larger or smaller zoom."""
        if by > 0:
            self.set_zoom(next((z for z in STEPS if z > self.zoom + 0.01), LARGEST))
        else:
            self.set_zoom(next((z for z in reversed(STEPS) if z < self.zoom - 0.01), SMALLEST))

    def fit(self) -> None:
        """All of the journey at once, at most at full size."""
        area = self.journey.sceneRect()
        room = self.maximumViewportSize()
        if area.width() > 0 and area.height() > 0:
            self.set_zoom(min(1.0, room.width() / area.width(), room.height() / area.height()))
            self.centerOn(area.center())

    def reveal(self, area: QRectF) -> None:
        """Scrolls so that an area is in view."""
        self.come_to_rest()
        self.ensureVisible(area, round(24 * self.zoom), round(24 * self.zoom))

    def shown(self) -> QRectF:
        """The part of the scene that is in view."""
        return self.mapToScene(self.viewport().rect()).boundingRect()

    def all_in_view(self) -> bool:
        """Whether nothing is outside the view."""
        area = self.journey.sceneRect()
        room = self.viewport().size()
        return area.width() * self.zoom <= room.width() + 1 and area.height() * self.zoom <= room.height() + 1

    def _on_scrolled(self) -> None:
        self.moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()
        self.moved.emit()

    # Handing over

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.come_to_rest()
        if self.hands is not None:
            self.hands.pressed(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.hands is not None:
            self.hands.moved(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.hands is not None:
            self.hands.released(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.hands is not None:
            self.hands.double_clicked(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom * 1.0015 ** event.angleDelta().y(), event.position())
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.hands is None or not self.hands.key_pressed(event):
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if self.hands is None or not self.hands.key_released(event):
            super().keyReleaseEvent(event)

    def event(self, event: QEvent) -> bool:
        override = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if override and self.hands is not None and self.hands.claims(event):  # type: ignore[arg-type]
            event.accept()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.hands is not None:
            self.hands.focused(event.reason() != Qt.FocusReason.MouseFocusReason)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.hands is not None:
            self.hands.left()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.hands is not None:
            self.hands.menu_asked(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self.hands is not None:
            self.hands.left()
