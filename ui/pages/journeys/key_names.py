"""Keys in words: what a key with its modifiers is called in the tables of the canvas and the outline."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_NAMES = {
    Qt.Key.Key_Left: "Left",
    Qt.Key.Key_Right: "Right",
    Qt.Key.Key_Up: "Up",
    Qt.Key.Key_Down: "Down",
    Qt.Key.Key_Home: "Home",
    Qt.Key.Key_End: "End",
    Qt.Key.Key_Return: "Enter",
    Qt.Key.Key_Enter: "Enter",
    Qt.Key.Key_F2: "F2",
    Qt.Key.Key_Space: "Space",
    Qt.Key.Key_Delete: "Delete",
    Qt.Key.Key_Backspace: "Delete",
    Qt.Key.Key_Escape: "Esc",
    Qt.Key.Key_Plus: "Plus",
    Qt.Key.Key_Equal: "Plus",
    Qt.Key.Key_Minus: "Minus",
    Qt.Key.Key_Underscore: "Minus",
}

WAYS = {"Left": (-1, 0), "Right": (1, 0), "Up": (0, -1), "Down": (0, 1)}
"""The arrows as steps to the right and down."""


def key_name(event: QKeyEvent) -> str:
    """A key with its modifiers in words: Ctrl+Right, Shift+Enter, N, 3."""
    key, modifiers = event.key(), event.modifiers()
    if Qt.Key.Key_A <= key <= Qt.Key.Key_Z or Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
        name = chr(key)
    else:
        name = _NAMES.get(Qt.Key(key), "")
    if not name:
        return ""
    control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
    alt = bool(modifiers & Qt.KeyboardModifier.AltModifier)
    shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
    if name.isdigit() or name in ("Plus", "Minus"):
        shift = False  # digits and signs need Shift on some keyboards
    return ("Ctrl+" if control else "") + ("Alt+" if alt else "") + ("Shift+" if shift else "") + name
