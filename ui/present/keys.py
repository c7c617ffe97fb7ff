"""The keys of present mode; those of a remote control are among them."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from ui.present.digits import digit
from ui.present.slides import STEPS

if TYPE_CHECKING:
    from ui.present.window import PresentWindow

_CONTROL, _SHIFT, _ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


class Keys:
    """What each key does to a presentation."""

    def __init__(self, shown: "PresentWindow") -> None:
        self.shown = shown
        key = Qt.Key
        self.plain: Mapping[int, Callable[[], object]] = {
            key.Key_Right: shown.forth,
            key.Key_Space: shown.forth,
            key.Key_PageDown: shown.forth,
            key.Key_Left: shown.back,
            key.Key_Backspace: shown.back,
            key.Key_PageUp: shown.back,
            key.Key_Home: self._first,
            key.Key_End: self._last,
            key.Key_Up: self._up,
            key.Key_Down: self._down,
            key.Key_N: shown.start_noting,
            key.Key_V: shown.toggle_vote,
            key.Key_T: shown.toggle_timer,
            key.Key_Plus: self._more_time,
            key.Key_Minus: self._less_time,
            key.Key_B: shown.toggle_blank,
            key.Key_Period: shown.toggle_blank,
            key.Key_D: shown.next_display,
            key.Key_Escape: shown.leave,
        }

    def take(self, event: QKeyEvent) -> bool:
        """Does what a key asks for; False where it is none of ours."""
        if self.shown.curtain.isVisible():
            self.shown.toggle_blank()
            return True
        return self._vote(event) or self._chord(event) or self._plain(event)

    def _vote(self, event: QKeyEvent) -> bool:
        number = digit(event) if self.shown.voting and not event.modifiers() & (_CONTROL | _ALT) else 0
        if number:
            self.shown.vote(number - 1, -1 if event.modifiers() & _SHIFT else 1)
        return bool(number)

    def _chord(self, event: QKeyEvent) -> bool:
        """Ctrl with a key: undo, redo, and the steps by their number."""
        if not event.modifiers() & _CONTROL:
            return False
        session = self.shown.session
        if event.key() == Qt.Key.Key_Y or (event.key() == Qt.Key.Key_Z and event.modifiers() & _SHIFT):
            session.redo()
        elif event.key() == Qt.Key.Key_Z:
            session.undo()
        elif 1 <= digit(event) <= len(STEPS):
            self.shown.go_to_step(STEPS[digit(event) - 1])
        else:
            return False
        return True

    def _plain(self, event: QKeyEvent) -> bool:
        if event.modifiers() & (_CONTROL | _ALT):
            return False
        if event.key() == Qt.Key.Key_T and event.modifiers() & _SHIFT:
            self.shown.put_timer_away()
            return True
        way = self.plain.get(event.key())
        if way is not None:
            way()
        return way is not None

    def _first(self) -> None:
        self.shown.go(0)

    def _last(self) -> None:
        self.shown.go(len(self.shown.slides) - 1)

    def _up(self) -> None:
        self.shown.room.scroll_by(-1)

    def _down(self) -> None:
        self.shown.room.scroll_by(1)

    def _more_time(self) -> None:
        self.shown.add_time(1)

    def _less_time(self) -> None:
        self.shown.add_time(-1)
