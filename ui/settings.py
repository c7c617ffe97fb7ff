"""Settings of this machine: theme, text size, language, window; never in the plan."""

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

FIRST_SIZE = (1440, 900)


def _store() -> QSettings:
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Rapport", "rapport")


def load(key: str, default: str = "") -> str:
    """A setting as text."""
    return str(_store().value(key, default))


def save(key: str, value: str) -> None:
    """Remembers a setting."""
    _store().setValue(key, value)


def load_bytes(key: str) -> QByteArray:
    """A setting as bytes: window geometry."""
    value = _store().value(key, QByteArray())
    return value if isinstance(value, QByteArray) else QByteArray()


def save_bytes(key: str, value: QByteArray) -> None:
    """Remembers bytes."""
    _store().setValue(key, value)


def restore_window(window: QWidget) -> None:
    """Gives a plan's window the size and place it had; the first one 1440 x 900 or the free part of the screen."""
    if window.restoreGeometry(load_bytes("window")):
        return
    screen = QGuiApplication.primaryScreen()
    free = screen.availableGeometry() if screen is not None else window.geometry()
    window.resize(min(FIRST_SIZE[0], free.width()), min(FIRST_SIZE[1], free.height()))


def keep_window(window: QWidget) -> None:
    """Remembers a window's size and place."""
    save_bytes("window", window.saveGeometry())
