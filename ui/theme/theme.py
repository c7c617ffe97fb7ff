"""The one theme of the app: gives colours, fonts, sizes and icons by name and says when they change."""

import re
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

import resources
from exports.figures.palette import colours, tokens
from ui.theme.sheet import style_sheet
from ui.theme.system import contrast_colours, high_contrast

MODES = ("system", "light", "dark")
SCALES = (1.0, 1.15, 1.3)

_UNSCALED = {"hairline"}


class Theme(QObject):
    """Colours, fonts, sizes and icons by name. Signal: ``changed()`` when any of them differ now."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.mode = "light"
        self.setting = "system"
        self.scale = 1.0
        self.reduced_motion = False
        self.high_contrast = False
        self._contrast: dict[str, QColor] = {}
        self._colours: dict[str, QColor] = {}
        self._fonts: dict[str, QFont] = {}
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}

    def set(self, setting: str | None = None, scale: float | None = None) -> None:
        """Chooses ``system``, ``light`` or ``dark`` and the text size; views repaint."""
        self.setting = setting or self.setting
        self.scale = scale or self.scale
        app = QApplication.instance()
        self.high_contrast = high_contrast()
        self._contrast = {}
        if self.high_contrast and isinstance(app, QApplication):
            app.setPalette(QPalette())  # without ours the system's own comes through
            self._contrast = contrast_colours(QGuiApplication.palette())
        self.mode = "dark" if self._is_dark() else "light"
        self._colours.clear()
        self._fonts.clear()
        self._pixmaps.clear()
        if isinstance(app, QApplication):
            app.setPalette(self.palette())
            app.setFont(self.font("body"))
            app.setStyleSheet(style_sheet(self))
        self.changed.emit()

    def _is_dark(self) -> bool:
        if self._contrast:
            return self._contrast["bg.window"].lightness() < 128
        return self.setting == "dark" or (self.setting == "system" and _system_is_dark())

    @property
    def border(self) -> int:
        """How wide borders are at least: the contrast theme of the system has wide ones."""
        return 2 if self.high_contrast else 1

    def color(self, role: str) -> QColor:
        """The colour of a role: ``bg.page``, ``accent.fill``, ``channel.website``, ``ramp.satisfaction.3``."""
        known = self._colours.get(role)
        if known is None:
            known = self._contrast.get(role) or _parsed(colours(self.mode)[role])
            self._colours[role] = known
        return QColor(known)

    def name(self, role: str) -> str:
        """The colour of a role for a style sheet."""
        return self.color(role).name(QColor.NameFormat.HexArgb)

    def font(self, style: str) -> QFont:
        """The font of a type style: ``title``, ``body``, ``strong``, ``micro`` and so on."""
        known = self._fonts.get(style)
        if known is None:
            known = self._fonts[style] = self._made_font(style)
        return QFont(known)

    def _made_font(self, style: str) -> QFont:
        spec = tokens()["type"]["styles"][style]
        font = QFont()
        font.setFamilies([spec.get("family", "Inter"), "Inter", *tokens()["type"]["fallback"]])
        font.setPixelSize(max(11, round(spec["size"] * self.scale)))
        font.setWeight(QFont.Weight(spec["weight"]))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        if "tracking" in spec:
            font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 100 + spec["tracking"] * 100)
        if spec.get("tabular"):
            font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def tabular(self, style: str) -> QFont:
        """The font of a style with digits of one width, for columns of numbers."""
        font = self.font(style)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def line(self, style: str) -> int:
        """The line height of a type style in pixels."""
        return round(float(tokens()["type"]["styles"][style]["line"]) * self.scale)

    def metric(self, name: str) -> int:
        """A size of the tokens in pixels, times the text size."""
        value = tokens()["size"].get(name)
        if value is None:
            value = tokens()["spacing"].get(name, tokens()["radius"].get(name, tokens()["stroke"].get(name)))
        return round(float(value) * (1.0 if name in _UNSCALED else self.scale))

    def motion(self, name: str) -> int:
        """A duration in milliseconds; 0 where motion is reduced."""
        rules = tokens()["motion"]
        value = rules["rules"].get(name, rules.get(name, 0))
        return 0 if self.reduced_motion else int(value)

    def pixmap(self, icon: str, role: str = "text.secondary", size: int = 16) -> QPixmap:
        """An icon in a colour, at the sharpness of the screen."""
        ratio = _ratio()
        size = round(size * self.scale)
        key = (icon, role, size, ratio)
        known = self._pixmaps.get(key)
        if known is None:
            known = self._pixmaps[key] = _drawn(icon, self.color(role), self.color("accent.fill"), size, ratio)
        return known

    def icon(self, name: str, role: str = "text.secondary", size: int = 16) -> QIcon:
        """An icon in a colour, greyed where its control is disabled."""
        icon = QIcon(self.pixmap(name, role, size))
        icon.addPixmap(self.pixmap(name, "text.disabled", size), QIcon.Mode.Disabled)
        return icon

    def palette(self) -> QPalette:
        """The palette of the widgets that we do not paint ourselves."""
        palette = QPalette()
        role = QPalette.ColorRole
        for target, name in {
            role.Window: "bg.window",
            role.WindowText: "text.primary",
            role.Base: "bg.surface",
            role.AlternateBase: "bg.sunken",
            role.Text: "text.primary",
            role.PlaceholderText: "text.tertiary",
            role.Button: "bg.surface",
            role.ButtonText: "text.primary",
            role.BrightText: "text.onAccent",
            role.Highlight: "accent.fill",
            role.HighlightedText: "text.onAccent",
            role.Link: "text.link",
            role.LinkVisited: "text.link",
            role.ToolTipBase: "bg.tooltip",
            role.ToolTipText: "text.onTooltip",
            role.Light: "bg.surface",
            role.Midlight: "bg.hover",
            role.Mid: "line.strong",
            role.Dark: "line.control",
            role.Shadow: "line.strong",
            role.Accent: "accent.fill",
        }.items():
            palette.setColor(target, self.color(name))
        for target in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, target, self.color("text.disabled"))
        return palette


def _parsed(value: str) -> QColor:
    if value == "transparent":
        return QColor(Qt.GlobalColor.transparent)
    if len(value) == 9:  # the tokens write alpha last, Qt reads it first
        return QColor("#" + value[7:9] + value[1:7])
    return QColor(value)


def _system_is_dark() -> bool:
    hints = QGuiApplication.styleHints()
    return hints is not None and hints.colorScheme() == Qt.ColorScheme.Dark


def _ratio() -> float:
    screen = QGuiApplication.primaryScreen()
    return screen.devicePixelRatio() if screen is not None else 1.0


@lru_cache(maxsize=512)
def _source(name: str) -> str:
    file = resources.path(f"icons/{name}.svg")
    if not file.is_file():
        file = resources.path("icons/circle.svg")
    return file.read_text(encoding="utf-8")


def _drawn(name: str, colour: QColor, accent: QColor, size: int, ratio: float) -> QPixmap:
    source = re.sub("currentColor", colour.name(), _source(name)).replace("accentColor", accent.name())
    pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, size * ratio, size * ratio))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def load_fonts() -> None:
    """Registers the bundled fonts with Qt; once per process."""
    for file in sorted(Path(resources.path("fonts")).glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


_theme: list[Theme] = []


def theme() -> Theme:
    """The theme of the app."""
    if not _theme:
        _theme.append(Theme())
    return _theme[0]
