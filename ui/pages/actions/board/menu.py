"""The menu of a card: every verb of the board with its keys."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from planner.language import _

READING = ("details",)


def card_menu(parent: QWidget, columns: Sequence[tuple[str, str]], read_only: bool) -> QMenu:
    """The verbs for a card; those that move it to another column name the column."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for verb, words, keys in (
        ("details", _("Details"), "Enter"),
        ("rename", _("Rename"), "F2"),
        ("duplicate", _("Duplicate"), "Ctrl+D"),
        ("add", _("Add an action below"), "Ctrl+Enter"),
        ("move_up", _("Move up"), "Alt+Up"),
        ("move_down", _("Move down"), "Alt+Down"),
    ):
        _add(menu, verb, words, keys, read_only)
    if columns:
        target = menu.addMenu(_("Move to"))
        target.setEnabled(not read_only)
        for key, name in columns:
            _add(target, f"to:{key}", name, "", read_only)
    menu.addSeparator()
    _add(menu, "remove", _("Delete action"), "Del", read_only)
    return menu


def _add(menu: QMenu, verb: str, words: str, keys: str, read_only: bool) -> None:
    plain = words.replace("&", "&&")
    action = QAction(f"{plain}\t{keys}" if keys else plain, menu)
    action.setData(verb)
    action.setEnabled(not read_only or verb in READING)
    menu.addAction(action)
