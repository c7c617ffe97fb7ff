"""The balance: a slider from one thing to another, 9 to 1 to 9, to say which of two counts more and how much."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.language import _
from ui.guard import guarded
from ui.theme import theme
from ui.widgets.paint import KEYBOARD_REASONS, draw_words, focus_ring

ENDS = 8
"""How many steps lie on each side of the middle: 2 to 9 times as much."""
_KNOB = 7.5
_PAD = 14.0


@guarded
class Balance(QWidget):
    """Below 0 the left thing counts more, above it the right one, at 0 both the same; None is not compared.

    Signal: ``moved(object)`` with the steps or None, by the user only. Left and Right move, 1 is the same, 2 to 9 say
    how much for the side it leans to, Delete takes the answer back.
    """

    moved = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.steps: int | None = None
        self.names = ("", "")
        self.keyboard = False
        self._held = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme().changed.connect(self._on_theme)

    def set_names(self, left: str, right: str) -> None:
        """The two things that are compared."""
        self.names = (left, right)
        self.setAccessibleName(_("{left} or {right}").format(left=left, right=right))
        self._speak()

    def set_steps(self, steps: int | None) -> None:
        """Shows an answer without telling anyone."""
        if steps != self.steps:
            self.steps = steps
            self._speak()
            self.update()

    def _speak(self) -> None:
        self.setAccessibleDescription(balance_words(self.steps, *self.names))

    def sizeHint(self) -> QSize:
        return QSize(round(260 * theme().scale), round(30 * theme().scale))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(150 * theme().scale), round(30 * theme().scale))

    def _x(self, steps: float) -> float:
        room = self.width() - 2 * _PAD * theme().scale
        return _PAD * theme().scale + room * (steps + ENDS) / (2 * ENDS)

    def _answer(self, steps: int | None) -> None:
        if steps is not None:
            steps = max(-ENDS, min(ENDS, steps))
        if steps != self.steps:
            self.set_steps(steps)
            self.moved.emit(steps)

    def _point(self, x: float) -> None:
        room = self.width() - 2 * _PAD * theme().scale
        self._answer(round((x - _PAD * theme().scale) / max(room, 1.0) * 2 * ENDS) - ENDS)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = True
            self._point(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held:
            self._point(event.position().x())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._held = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, now = event.key(), self.steps or 0
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._answer(now + (1 if key == Qt.Key.Key_Right else -1))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._answer(-ENDS if key == Qt.Key.Key_Home else ENDS)
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            steps = key - Qt.Key.Key_1
            self._answer(steps if now > 0 else -steps)
        elif key == Qt.Key.Key_Minus:
            self._answer(-now)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._answer(None)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.keyboard = event.reason() in KEYBOARD_REASONS
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale, middle = theme().scale, self.height() / 2
        left, right, centre = self._x(-ENDS), self._x(ENDS), self._x(0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("bg.pressed"))
        painter.drawRoundedRect(QRectF(left, middle - 1.5, right - left, 3), 1.5, 1.5)
        for step in range(-ENDS, ENDS + 1):
            high = 5.0 if step == 0 else 3.5 if step % 2 == 0 else 2.0
            painter.fillRect(QRectF(self._x(step) - 0.5, middle - high, 1, 2 * high), theme().color("line.control"))
        at = self._x(self.steps or 0)
        if self.steps:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color("accent.fill"))
            painter.drawRoundedRect(QRectF(min(at, centre), middle - 2, abs(at - centre), 4), 2, 2)
        self._paint_knob(painter, QPointF(at, middle), _KNOB * scale)
        if self.hasFocus() and self.keyboard:
            focus_ring(painter, QRectF(self.rect()))

    def _paint_knob(self, painter: QPainter, at: QPointF, radius: float) -> None:
        if self.steps is None:
            painter.setPen(QPen(theme().color("line.control"), 1.5, Qt.PenStyle.DashLine))
            painter.setBrush(theme().color("bg.surface"))
            painter.drawEllipse(at, radius - 1.5, radius - 1.5)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("accent.fill"))
        painter.drawEllipse(at, radius, radius)
        spot = QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)
        words = str(abs(self.steps) + 1)
        draw_words(painter, spot, words, "micro", "text.onAccent", Qt.AlignmentFlag.AlignHCenter)

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()


def balance_words(steps: int | None, left: str, right: str) -> str:
    """An answer in a sentence."""
    if steps is None:
        return _("Not compared yet")
    if steps == 0:
        return _("Both count the same")
    more = left if steps < 0 else right
    return _("{name} counts {times} times as much").format(name=more, times=abs(steps) + 1)
