"""The break slider: one track with several thumbs that part it; none passes another."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.language import _
from ui.guard import guarded
from ui.theme import theme
from ui.widgets.paint import KEYBOARD_REASONS, focus_ring

STEPS = 100
_THUMB = 14.0
_TRACK = 4.0


@guarded
class BreakSlider(QWidget):
    """Thumbs at places from 0 to 100. Signal: ``moved(int, int)`` with the thumb and its place, by the user only.

    Up and Down choose a thumb, Left and Right move it by one, with Shift by five.
    """

    moved = Signal(int, int)

    def __init__(self, name: str, thumbs: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.places = [round(STEPS * (at + 1) / (thumbs + 1)) for at in range(thumbs)]
        self.active = 0
        self.keyboard = False
        self._held = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)
        self._speak()

    def set_places(self, places: Sequence[int]) -> None:
        """Shows the thumbs at places without telling anyone."""
        if list(places) != self.places:
            self.places = list(places)
            self._speak()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(160 * theme().scale), round(26 * theme().scale))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(90 * theme().scale), round(26 * theme().scale))

    def centre(self, thumb: int) -> QPointF:
        """The middle of a thumb."""
        room = self.width() - _THUMB
        return QPointF(_THUMB / 2 + room * self.places[thumb] / STEPS, self.height() / 2)

    def _place_at(self, x: float) -> int:
        return round(STEPS * (x - _THUMB / 2) / max(self.width() - _THUMB, 1))

    def _move(self, thumb: int, place: int) -> None:
        low = self.places[thumb - 1] if thumb else 0
        high = self.places[thumb + 1] if thumb < len(self.places) - 1 else STEPS
        place = max(low, min(high, place))
        if place != self.places[thumb]:
            self.places[thumb] = place
            self._speak()
            self.update()
            self.moved.emit(thumb, place)

    def _speak(self) -> None:
        text = _("Limit {number} of {count} at {place} of 100 customers")
        self.setAccessibleDescription(
            text.format(number=self.active + 1, count=len(self.places), place=self.places[self.active])
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        nearest = min(range(len(self.places)), key=lambda at: abs(self.centre(at).x() - x))
        # Of thumbs at one place, the one that can go where the pointer is.
        same = [at for at, place in enumerate(self.places) if place == self.places[nearest]]
        self.active = self._held = same[-1] if x >= self.centre(nearest).x() else same[0]
        self.keyboard = False
        self._move(self.active, self._place_at(x))
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held >= 0:
            self._move(self._held, self._place_at(event.position().x()))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._held = -1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = 5 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._move(self.active, self.places[self.active] + (step if key == Qt.Key.Key_Right else -step))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            way = 1 if key == Qt.Key.Key_Up else -1
            self.active = max(0, min(len(self.places) - 1, self.active + way))
            self._speak()
            self.update()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._move(self.active, 0 if key == Qt.Key.Key_Home else STEPS)
        else:
            super().keyPressEvent(event)
        self.keyboard = True

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
        live = self.isEnabled()
        middle = self.height() / 2
        ends = [_THUMB / 2, *(self.centre(at).x() for at in range(len(self.places))), self.width() - _THUMB / 2]
        painter.setPen(Qt.PenStyle.NoPen)
        # The five parts differ by lightness, and the thumbs between them by shape.
        for at, (left, right) in enumerate(pairwise(ends)):
            painter.setBrush(theme().color("accent.fill" if live and at % 2 == 0 else "bg.pressed"))
            painter.drawRoundedRect(QRectF(left, middle - _TRACK / 2, right - left, _TRACK), 2, 2)
        for at in range(len(self.places)):
            spot = QRectF(self.centre(at).x() - _THUMB / 2, middle - _THUMB / 2, _THUMB, _THUMB)
            painter.setBrush(theme().color("bg.surface" if live else "bg.sunken"))
            painter.setPen(QPen(theme().color("accent.fill" if live else "line.control"), 1.5))
            painter.drawEllipse(spot.adjusted(1, 1, -1, -1))
            if at == self.active and self.hasFocus() and self.keyboard:
                focus_ring(painter, spot.adjusted(-3, -3, 3, 3), _THUMB)
