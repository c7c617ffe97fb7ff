"""What the system asks of every app: less motion, more contrast, and the colours of its contrast theme."""

import configparser
import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette

WAIT = 100
"""Milliseconds that the desktop has to answer."""
_OFF = {"0", "false", "no", "off", "0.0"}


def reduced_motion() -> bool:
    """Whether the user asked the system to reduce motion."""
    asked: Callable[[], bool] = {"win32": _windows_is_still, "darwin": _mac_is_still}.get(
        sys.platform, _desktop_is_still
    )
    return asked()


def _windows_is_still() -> bool:
    import ctypes

    shown = ctypes.c_int(1)
    windll = getattr(ctypes, "windll", None)
    get_client_area_animation = 0x1042
    if windll is not None:
        windll.user32.SystemParametersInfoW(get_client_area_animation, 0, ctypes.byref(shown), 0)
    return not shown.value


def _mac_is_still() -> bool:
    asked = QSettings("apple.com", "universalaccess").value("reduceMotion", False)
    return str(asked).casefold() in ("1", "true")


def _desktop_is_still() -> bool:
    """KDE and GTK keep it in files, GNOME tells it over the session bus."""
    home = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    if says_off(home / "kdeglobals", "KDE", "AnimationDurationFactor"):
        return True
    if any(
        says_off(home / gtk / "settings.ini", "Settings", "gtk-enable-animations") for gtk in ("gtk-4.0", "gtk-3.0")
    ):
        return True
    return "GNOME" in os.environ.get("XDG_CURRENT_DESKTOP", "").upper() and _gnome_is_still()


def says_off(file: Path, group: str, key: str) -> bool:
    """Whether a settings file of a desktop turns something off; one that is not there says nothing."""
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    try:
        parser.read(file, encoding="utf-8")
        return parser.get(group, key, fallback="").strip().casefold() in _OFF
    except (configparser.Error, UnicodeDecodeError, OSError):
        return False


def _gnome_is_still() -> bool:
    if not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return False
    from PySide6.QtDBus import QDBusConnection, QDBusInterface

    portal = QDBusInterface(
        "org.freedesktop.portal.Desktop",
        "/org/freedesktop/portal/desktop",
        "org.freedesktop.portal.Settings",
        QDBusConnection.sessionBus(),
    )
    portal.setTimeout(WAIT)
    answer = portal.call("Read", "org.gnome.desktop.interface", "enable-animations").arguments()
    return bool(answer) and _value(answer[0]) is False


def _value(answer: object) -> object:
    """What is inside of D-Bus variants."""
    while hasattr(answer, "variant"):
        answer = answer.variant()
    return answer


def high_contrast() -> bool:
    """Whether the system shows its contrast theme."""
    hints = QGuiApplication.styleHints()
    if hints is None:
        return False
    return hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast


def contrast_colours(palette: QPalette) -> dict[str, QColor]:
    """The system's colours in the roles of the theme; what carries meaning by colour keeps its icon and its words."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup

    def of(name: QPalette.ColorRole) -> QColor:
        return palette.color(group.Active, name)

    words, ground, chosen, on_chosen = (
        of(role.WindowText),
        of(role.Window),
        of(role.Highlight),
        of(role.HighlightedText),
    )
    base, base_words = of(role.Base), of(role.Text)
    faint = palette.color(group.Disabled, role.WindowText)
    out = {f"bg.{name}": ground for name in ("window", "rail", "page", "canvas")}
    out |= {f"bg.{name}": base for name in ("surface", "sunken", "hover", "pressed", "selected", "selectedHover")}
    out |= {"bg.tooltip": of(role.ToolTipBase), "text.onTooltip": of(role.ToolTipText)}
    out |= {f"line.{name}": words for name in ("hair", "strong", "control")}
    out |= {"line.focus": chosen, "line.grid": faint}
    out |= {f"text.{name}": words for name in ("secondary", "tertiary")}
    out |= {"text.primary": base_words, "text.disabled": faint, "text.onAccent": on_chosen, "text.link": of(role.Link)}
    out |= {f"accent.{name}": chosen for name in ("fill", "hover", "pressed", "line")}
    out |= {"accent.soft": base, "accent.text": of(role.Link)}
    for tone in ("ok", "warn", "bad", "info"):
        out |= {f"{tone}.soft": base} | {f"{tone}.{name}": words for name in ("fill", "text", "line")}
    return out
