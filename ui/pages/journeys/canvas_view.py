"""The view of the canvas: zoom, scroll and fit; what mouse and keys do is handed to who is asked to do it."""

from typing import Protocol

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsView, QWidget

from ui.guard import guarded
from ui.pages.journeys.scene import JourneyScene

SMALLEST = 0.2
LARGEST = 2.0
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
    """Shows the scene. Signals: ``moved()`` after scroll or zoom, ``zoomed(float)``, ``resized()``."""

    moved = Signal()
    zoomed = Signal(float)
    resized = Signal()

    def __init__(self, journey: JourneyScene, parent: QWidget | None = None) -> None:
        super().__init__(journey, parent)
        self.journey = journey
        self.hands: Hands | None = None
        self.zoom = 1.0
        self.access: object = None
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
