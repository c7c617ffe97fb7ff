"""The keys of the timeline as data: what each one asks for, given its modifiers."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from ui.pages.actions.timeline.gestures import WEEK

Key = Qt.Key

_STEPS = {Key.Key_Up: "previous", Key.Key_Down: "next", Key.Key_PageUp: "page_up", Key.Key_PageDown: "page_down"}
_PLAIN = {
    **_STEPS,
    Key.Key_Home: "first",
    Key.Key_End: "last",
    Key.Key_L: "link",
    Key.Key_Return: "details",
    Key.Key_Enter: "details",
    Key.Key_F2: "rename",
    Key.Key_Delete: "remove",
}
_CONTROL = {Key.Key_T: "today", Key.Key_D: "duplicate", Key.Key_Return: "add", Key.Key_Enter: "add"}
_ALT = {Key.Key_Up: "move_up", Key.Key_Down: "move_down"}


def verb_of(event: QKeyEvent) -> str:
    """What a key asks for; empty where it is none of the timeline's."""
    key, modifiers = Key(event.key()), event.modifiers()
    if modifiers & Qt.KeyboardModifier.ControlModifier:
        return _CONTROL.get(key, "")
    if modifiers & Qt.KeyboardModifier.AltModifier:
        return _ALT.get(key, "")
    return _PLAIN.get(key, "")


def shift_of(event: QKeyEvent) -> tuple[str, int] | None:
    """The part of an action that Left and Right move, and by how many days: a week, with Alt a day."""
    way = {Key.Key_Left: -1, Key.Key_Right: 1}.get(Key(event.key()))
    if way is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return None
    days = 1 if event.modifiers() & Qt.KeyboardModifier.AltModifier else WEEK
    part = "end" if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else "whole"
    return part, way * days
