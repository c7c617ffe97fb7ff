"""Settings of this machine: theme, text size, language, window; never in the plan."""

from PySide6.QtCore import QByteArray, QSettings


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
