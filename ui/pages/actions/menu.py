"""The menu of an action: its verbs with their keys, for the board, the timeline and the budget."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from planner.language import _
from ui.widgets.key_words import keys_said

READING = ("details",)


def action_menu(
    parent: QWidget, read_only: bool, groups: Sequence[tuple[str, Sequence[tuple[str, str]]]] = ()
) -> QMenu:
    """The verbs for an action, and groups of further ones: a title with verbs and their words."""
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
    for title, verbs in groups:
        if verbs:
            inner = menu.addMenu(title)
            inner.setEnabled(not read_only)
            for verb, words in verbs:
                _add(inner, verb, words, "", read_only)
    menu.addSeparator()
    _add(menu, "remove", _("Delete action"), "Del", read_only)
    return menu


def _add(menu: QMenu, verb: str, words: str, keys: str, read_only: bool) -> None:
    plain = words.replace("&", "&&")
    action = QAction(f"{plain}\t{keys_said(keys)}" if keys else plain, menu)
    action.setData(verb)
    action.setEnabled(not read_only or verb in READING)
    menu.addAction(action)
