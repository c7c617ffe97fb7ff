"""The weight bar: one part per objective; dragging an edge shares the difference between its neighbours."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.language import _, named, percent
from ui.guard import guarded
from ui.theme import theme
from ui.widgets.paint import draw_words, focus_ring

GAP = 2
REACH = 5
"""How near an edge the mouse takes hold of it."""


@guarded
class WeightBar(QWidget):
    """Weights as shares of one bar.

    Signals: ``shifted(int, float, bool)`` with an edge, the points it moved by while it is dragged, and whether
    only the part after it changes (Shift); ``dropped()`` when the gesture ends; both by the user only. Left and
    Right move the chosen edge, Up and Down choose.
    """

    shifted = Signal(int, float, bool)
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.weights: tuple[float, ...] = ()
        self.read_only = False
        self._edge = -1
        self._chosen = 0
        self._start_x = 0.0
        self._sent = 0.0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Weights of the objectives"))
        theme().changed.connect(self.update)

    def set_weights(self, weights: Sequence[float]) -> None:
        """Points that add to 100."""
        if tuple(weights) != self.weights:
            self.weights = tuple(weights)
            words = ", ".join(named(str(i), percent(w / 100)) for i, w in enumerate(self.weights, start=1))
            self.setAccessibleDescription(words)
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, round(20 * theme().scale))

    def _edges(self) -> list[float]:
        total, at, out = sum(self.weights) or 1.0, 0.0, []
        for weight in self.weights:
            at += weight
            out.append(self.width() * at / total)
        return out

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()), 6, 6)
        painter.setClipPath(outline)
        left = 0.0
        edges = self._edges()
        for at, right in enumerate(edges):
            step = min(at + 1, 7)
            gap = GAP if at + 1 < len(edges) else 0
            part = QRectF(left, 0, max(right - left - gap, 0), self.height())
            painter.fillRect(part, theme().color(f"ramp.weights.{step}"))
            if part.width() > 16:
                text = part.adjusted(7, 0, 0, 0)
                draw_words(painter, text, str(at + 1), "label", f"ramp.weightsText.{step}")
            left = right
        painter.setClipping(False)
        if self.hasFocus() and self.weights:
            edges = [0.0, *self._edges()]
            chosen = min(self._chosen, len(self.weights) - 1)
            focus_ring(painter, QRectF(edges[chosen], 0, edges[chosen + 1] - edges[chosen], self.height()), 4)

    def _edge_at(self, x: float) -> int:
        edges = self._edges()[:-1]
        return next((i for i, edge in enumerate(edges) if abs(edge - x) <= REACH), -1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._edge = -1 if self.read_only else self._edge_at(event.position().x())
        self._start_x, self._sent = event.position().x(), 0.0

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if self._edge < 0:
            on_edge = not self.read_only and self._edge_at(x) >= 0
            self.setCursor(Qt.CursorShape.SplitHCursor if on_edge else Qt.CursorShape.ArrowCursor)
            return
        points = float(round((x - self._start_x) / max(self.width(), 1) * 100))
        if points != self._sent:
            alone = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.shifted.emit(self._edge, points - self._sent, alone)
            self._sent = points

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        if self._edge >= 0:
            self._edge = -1
            self.dropped.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.weights:
            step = 1 if key == Qt.Key.Key_Down else -1
            self._chosen = max(0, min(len(self.weights) - 1, self._chosen + step))
            self.update()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not self.read_only and len(self.weights) > 1:
            big = 5.0 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0
            edge = min(self._chosen, len(self.weights) - 2)
            self.shifted.emit(edge, big if key == Qt.Key.Key_Right else -big, False)
            self.dropped.emit()
        else:
            super().keyPressEvent(event)
