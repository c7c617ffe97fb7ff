"""Someone who has a keyboard and no mouse: every key goes where the focus is, and places are reached with Tab."""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from planner.plan import Plan
from ui.window import PlanWindow

Key = Qt.Key
NONE, CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
_MOST_TABS = 250
D = TypeVar("D", bound=QDialog)


class Keyboard:
    """Keys only, on one window and whatever opens from it."""

    def __init__(self, window: PlanWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot
        self.front: QWidget = window
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)

    @property
    def plan(self) -> Plan:
        return self.window.session.plan

    @property
    def focus(self) -> QWidget:
        """Where the next key goes: an open menu first, as on a real screen."""
        popup = QApplication.activePopupWidget()
        return popup or QApplication.focusWidget() or self.front

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, times: int = 1) -> None:
        for _time in range(times):
            QTest.keyClick(self.focus, key, modifiers)
            QApplication.processEvents()
        if not isValid(self.front) or not self.front.isVisible():
            self.front = self.window
        if QApplication.activePopupWidget() is None and not self.front.isActiveWindow():
            # Off the screen nobody gives a window the keyboard back when a menu or a dialog has closed.
            self.back_to(self.front)

    def write(self, text: str) -> None:
        """Types over what is selected."""
        QTest.keyClicks(self.focus, text)
        QApplication.processEvents()

    def retype(self, text: str) -> None:
        """Types in the place of all that stands in a field."""
        self.press(Key.Key_A, CONTROL)
        self.write(text)

    def reach(self, name: str, *, backwards: bool = False) -> QWidget:
        """Goes on with Tab until the focus is on what has that name; fails where Tab never comes there."""
        seen: list[str] = []
        for _step in range(_MOST_TABS):
            focus = self.focus
            if said(focus) == name or said(focus).startswith(name + ","):
                return focus
            seen.append(said(focus))
            QTest.keyClick(focus, Key.Key_Backtab if backwards else Key.Key_Tab, SHIFT if backwards else NONE)
            QApplication.processEvents()
        raise AssertionError(f"Tab never reaches {name!r}, only {list(dict.fromkeys(seen))}")

    def do(self, name: str) -> None:
        """Presses Enter on what has that name."""
        self.reach(name)
        self.press(Key.Key_Return)

    def pick(self, words: str) -> None:
        """Chooses an entry of the open menu, or of one inside it, with the arrow keys and Enter."""
        self.qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        for _step in range(len(menu.actions()) + 1):
            QTest.keyClick(menu, Key.Key_Down)
            action = menu.activeAction()
            if action is not None and action.text().replace("&&", "&").split("\t")[0].startswith(words):
                inside = action.menu() is not None
                QTest.keyClick(menu, Key.Key_Right if inside else Key.Key_Return)
                QApplication.processEvents()
                break
        else:
            raise AssertionError(f"{words!r} is not in {[a.text() for a in menu.actions()]}")
        if QApplication.activePopupWidget() is None:
            self.back_to(self.front)

    def dialog(self, kind: type[D]) -> D:
        """The dialog that has opened; it has the keyboard from now on."""

        def shown() -> list[D]:
            return [d for d in self.window.findChildren(kind) if d.isVisible()]

        self.qtbot.waitUntil(lambda: bool(shown()))
        self.back_to(shown()[-1])
        return shown()[-1]

    def back_to(self, window: QWidget) -> None:
        """Another window has the keyboard."""
        self.front = window
        window.activateWindow()
        self.qtbot.waitUntil(lambda: window.isActiveWindow() or QApplication.activePopupWidget() is not None)

    def home(self) -> None:
        """The dialog has closed, the window has the keyboard again."""
        self.back_to(self.window)


def said(widget: QWidget | None) -> str:
    """What a screen reader calls a widget."""
    if widget is None:
        return ""
    words = widget.accessibleName()
    return words or (widget.text() if isinstance(widget, QAbstractButton) else "")
