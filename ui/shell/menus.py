"""The menus: every command under a letter of its own; Alt shows the bar, which is hidden otherwise."""

import sys
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QMenuBar, QWidget

from planner.language import _
from ui.commands import COMMANDS, GROUPS, MENUS, plain_text
from ui.guard import guarded

NATIVE = sys.platform == "darwin"
"""The system shows the bar itself."""


def with_letters(labels: Sequence[str]) -> list[str]:
    """The labels with one letter each to press, no letter twice: the first of a word where it is free."""
    taken: set[str] = set()
    out = []
    for label in labels:
        at = _free_letter(label, taken)
        if at >= 0:
            taken.add(label[at].casefold())
        parts = (label[:at], label[at:]) if at >= 0 else (label, "")
        out.append(parts[0].replace("&", "&&") + ("&" if at >= 0 else "") + parts[1].replace("&", "&&"))
    return out


def _free_letter(label: str, taken: set[str]) -> int:
    starts = [at for at in range(len(label)) if at == 0 or label[at - 1] in " \u00a0"]
    places: list[int] = [*starts, *range(len(label))]
    for at in places:
        letter = label[at]
        if letter.isascii() and letter.isalnum() and letter.casefold() not in taken:
            return at
    return -1


class Letters(QObject):
    """Gives the commands of a menu their letters each time it opens: what Undo says may differ."""

    def __init__(self, menu: QMenu) -> None:
        super().__init__(menu)
        self._menu = menu
        menu.aboutToShow.connect(self.assign)

    def assign(self) -> None:
        """Gives every command of the menu a letter."""
        actions = [action for action in self._menu.actions() if not action.isSeparator()]
        for action, label in zip(actions, with_letters([plain_text(a) for a in actions]), strict=True):
            action.setText(label)


def fill_menus(bar: QMenuBar, actions: dict[str, QAction]) -> None:
    """Puts every command of the window into its menu."""
    bar.clear()
    known = [(key, _(title).replace("&", "")) for key, title in MENUS]
    for (key, _words), title in zip(known, with_letters([words for _key, words in known]), strict=True):
        menu = bar.addMenu(title)
        menu.setToolTipsVisible(True)
        for command in COMMANDS:
            if command.menu == key and command.key in actions:
                if command.key in GROUPS and menu.actions():
                    menu.addSeparator()
                menu.addAction(actions[command.key])
        Letters(menu).assign()
        menu.menuAction().setVisible(bool(menu.actions()))


@guarded
class AltKey(QObject):
    """Shows the menu bar of a window on Alt, and hides it when it is left.

    Watches the keys of the window as the system delivers them, before any control gets them.
    """

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._alone = False
        self._before: QWidget | None = None
        self._bar = window.menuBar()
        self._bar.setVisible(NATIVE)
        self._bar.installEventFilter(self)

    def watch(self) -> None:
        """Begins once the window has a system window."""
        handle = self._window.windowHandle()
        if handle is not None and not NATIVE:
            handle.removeEventFilter(self)
            handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._bar:
            return self._on_bar(event)
        if isinstance(event, QKeyEvent):
            return self._on_key(event)
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.WindowDeactivate, QEvent.Type.FocusOut):
            self._alone = False
        return False

    def _on_bar(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(0, self, self._after_menu)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self._leave()
            return True
        return False

    def _on_key(self, event: QKeyEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Alt and not event.isAutoRepeat():
                self._alone = True
                return False
            self._alone = False
            if event.modifiers() == Qt.KeyboardModifier.AltModifier and not self._bar.isVisible():
                return self._open_by_letter(event.text())
        elif event.type() == QEvent.Type.KeyRelease and event.key() == Qt.Key.Key_Alt and self._alone:
            self._alone = False
            if self._bar.isVisible():
                self._leave()
            else:
                self.show_bar()
            return True
        return False

    def show_bar(self) -> None:
        """Shows the bar with its first menu chosen."""
        self._before = self._window.focusWidget()
        self._bar.setVisible(True)
        self._bar.setFocus(Qt.FocusReason.MenuBarFocusReason)
        self._bar.setActiveAction(self._bar.actions()[0])

    def _open_by_letter(self, letter: str) -> bool:
        for action in self._bar.actions():
            text = action.text()
            at = text.find("&")
            if letter and at >= 0 and text[at + 1 : at + 2].casefold() == letter.casefold():
                self.show_bar()
                self._bar.setActiveAction(action)
                QApplication.sendEvent(self._bar, _down())
                return True
        return False

    def refill(self) -> None:
        """Listens to the menus that the bar has now."""
        for action in self._bar.actions():
            menu = action.menu()
            if isinstance(menu, QMenu):
                menu.aboutToHide.connect(self._on_menu_hides)

    def _on_menu_hides(self) -> None:
        QTimer.singleShot(0, self, self._after_menu)

    def _after_menu(self) -> None:
        """The bar goes once nothing of it is in use."""
        in_use = self._bar.hasFocus() and self._bar.activeAction() is not None
        if not NATIVE and self._bar.isVisible() and not in_use and QApplication.activePopupWidget() is None:
            self._leave()

    def _leave(self) -> None:
        had_focus, before = self._bar.hasFocus(), self._before
        self._before = None
        self._bar.setActiveAction(None)  # type: ignore[arg-type]
        self._bar.setVisible(False)
        if had_focus and before is not None:
            before.setFocus(Qt.FocusReason.MenuBarFocusReason)


def _down() -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier)
