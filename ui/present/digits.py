"""The number row: which digit a key stands for, on keyboards that need Shift for digits too."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

_FIRST_CODE = {"xcb": 10, "wayland": 10, "windows": 2}
"""The scan code of the first key of the number row."""


def digit(event: QKeyEvent) -> int:
    """The digit, 1 to 9, of a key of the number row or the keypad, with or without Shift; 0 for any other key."""
    first = _FIRST_CODE.get(QGuiApplication.platformName())
    code = event.nativeScanCode()
    if first is not None and first <= code <= first + 8:
        return code - first + 1
    key = Qt.Key(event.key())
    return int(key) - int(Qt.Key.Key_0) if Qt.Key.Key_1 <= key <= Qt.Key.Key_9 else 0
