"""Painting helpers that the kit shares: boxes, focus rings, elided words."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.guard import guarded
from ui.theme import theme

KEYBOARD_REASONS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,
)


def box(painter: QPainter, rect: QRectF, fill: str = "", line: str = "", radius: float = 6, width: float = 1) -> None:
    """A rounded box in colours of the theme; the line lies inside the rectangle."""
    width = max(width, theme().border)
    painter.setPen(QPen(theme().color(line), width) if line else Qt.PenStyle.NoPen)
    painter.setBrush(theme().color(fill) if fill else Qt.BrushStyle.NoBrush)
    inset = width / 2 if line else 0
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius)


def focus_ring(painter: QPainter, rect: QRectF, radius: float = 6) -> None:
    """The ring of keyboard focus, inside the rectangle."""
    painter.setPen(QPen(theme().color("line.focus"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)


def draw_icon(painter: QPainter, name: str, role: str, centre: QPointF, size: int = 16) -> None:
    """An icon around a point."""
    pixmap: QPixmap = theme().pixmap(name, role, size)
    size = round(size * theme().scale)
    spot = QRectF(centre.x() - size / 2, centre.y() - size / 2, size, size)
    painter.drawPixmap(spot, pixmap, QRectF(pixmap.rect()))


@lru_cache(maxsize=8192)
def _elided(words: str, style: str, width: int, tabular: bool, _scale: float) -> str:
    """Shaping words to measure them costs as much as painting them: what is painted again is measured once."""
    font = theme().tabular(style) if tabular else theme().font(style)
    return QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, width)


def draw_words(
    painter: QPainter,
    rect: QRectF,
    words: str,
    style: str = "body",
    role: str = "text.primary",
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    tabular: bool = False,
) -> None:
    """One line of words, centred in height, elided where there is no room."""
    painter.setFont(theme().tabular(style) if tabular else theme().font(style))
    painter.setPen(theme().color(role))
    fit = _elided(words, style, int(rect.width()) + 1, tabular, theme().scale)
    painter.drawText(rect, align | Qt.AlignmentFlag.AlignVCenter, fit)


@guarded
class Painted(QAbstractButton):
    """A button that we paint: knows hover and whether the keyboard brought the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.keyboard = False
        theme().changed.connect(self._on_theme)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.keyboard = event.reason() in KEYBOARD_REASONS
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def ring_shown(self) -> bool:
        """Whether to draw the focus ring."""
        return self.hasFocus() and self.keyboard

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()


def role_of_text(widget: QWidget, role: str) -> str:
    """A text role, or the one of disabled text."""
    return role if widget.isEnabled() else "text.disabled"
