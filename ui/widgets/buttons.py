"""Buttons: primary, secondary, quiet, destructive and link ones, and buttons that are only an icon."""

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.guard import guarded
from ui.plain import plain_tip
from ui.theme import theme
from ui.widgets.paint import Painted, box, draw_icon, draw_words, focus_ring

Kind = Literal["primary", "secondary", "quiet", "destructive", "link"]


@guarded
class Button(Painted):
    """A button with words and perhaps an icon; ``kind`` gives its weight, ``menu`` a caret at its end.

    A ``strong`` one has its words in semibold.
    """

    def __init__(
        self,
        text: str = "",
        kind: Kind = "secondary",
        icon: str = "",
        parent: QWidget | None = None,
        *,
        small: bool = False,
        menu: bool = False,
        strong: bool = False,
    ) -> None:
        super().__init__(parent)
        self.strong = strong
        self.kind: Kind = kind
        self.icon_name = icon
        self.small = small
        self.has_menu = menu
        self.compact = False
        self.setText(text)
        if kind == "link":
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_compact(self, compact: bool) -> None:
        """Shows only the icon, with the words as its tooltip, where there is no room for both."""
        compact = compact and bool(self.icon_name)
        if compact != self.compact:
            self.compact = compact
            self.setToolTip(plain_tip(self.text()) if compact else "")
            self.updateGeometry()
            self.update()

    def _words(self) -> str:
        return "" if self.compact else self.text()

    def sizeHint(self) -> QSize:
        scale = theme().scale
        metrics = QFontMetrics(theme().font(self._style()))
        words = self._words()
        width = metrics.horizontalAdvance(words) + 2
        if self.icon_name:
            width += round(16 * scale) + (round(7 * scale) if words else 0)
        if self.has_menu:
            width += round(20 * scale)
        pad = 0 if self.kind == "link" else round((12 if self.small else 13) * scale)
        height = theme().line("body") if self.kind == "link" else theme().metric("control")
        return QSize(width + 2 * pad + (6 if self.kind == "link" else 0), height - (4 if self.small else 0))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _style(self) -> str:
        return "strong" if self.strong else "small" if self.small else "body"

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        role = self._paint_ground(painter, area)
        self._paint_content(painter, area, role)
        if self.ring_shown():
            focus_ring(painter, area)

    def _paint_ground(self, painter: QPainter, area: QRectF) -> str:
        if self.kind == "link":
            return "text.link" if self.isEnabled() else "text.disabled"
        down, hover = self.isDown(), self.underMouse() and self.isEnabled()
        if not self.isEnabled():
            box(painter, area, "" if self.kind == "quiet" else "bg.sunken", "" if self.kind == "quiet" else "line.hair")
            return "text.disabled"
        if self.kind == "primary":
            box(painter, area, "accent.pressed" if down else "accent.hover" if hover else "accent.fill")
            return "text.onAccent"
        if self.isChecked():
            box(painter, area, "bg.selected", "accent.line")
            return "accent.text"
        fill = "bg.pressed" if down else "bg.hover" if hover else ""
        if self.kind == "destructive":
            box(painter, area, "bad.soft" if hover or down else "bg.surface", "bad.line" if hover else "line.strong")
            return "bad.text"
        if self.kind == "quiet":
            box(painter, area, fill)
            return "text.secondary"
        box(painter, area, fill or "bg.surface", "line.strong")
        return "text.primary"

    def _paint_content(self, painter: QPainter, area: QRectF, role: str) -> None:
        scale = theme().scale
        metrics = QFontMetrics(theme().font(self._style()))
        words = metrics.horizontalAdvance(self._words())
        icon = 16 * scale if self.icon_name else 0
        gap = 7 * scale if icon and words else 0
        caret = 20 * scale if self.has_menu else 0
        left = (area.width() - words - icon - gap - caret) / 2
        left = 1.0 if self.kind == "link" else max(left, 6)
        if self.icon_name:
            size = 14 if self.small else 16
            draw_icon(painter, self.icon_name, role, QPointF(left + icon / 2, area.center().y() + 0.5), size)
        text = QRectF(left + icon + gap, 0, area.width() - left - icon - gap - caret - 2, area.height())
        draw_words(painter, text, self._words(), self._style(), role)
        if self.has_menu:
            draw_icon(painter, "chevron-down", role, QPointF(area.right() - 18 * scale, area.center().y() + 1), 14)


@guarded
class IconButton(Painted):
    """A button that is only an icon; its name and shortcut are spoken and shown as its tooltip.

    A ``calm`` one that is on says so by its ground alone.
    """

    def __init__(
        self,
        icon: str,
        name: str = "",
        shortcut: str = "",
        parent: QWidget | None = None,
        *,
        size: int = 32,
        framed: bool = False,
        role: str = "text.secondary",
        calm: bool = False,
    ) -> None:
        super().__init__(parent)
        self.calm = calm
        self.icon_name = icon
        self.size_name = size
        self.framed = framed
        self.role = role
        self.icon_size = 16
        self.set_name(name, shortcut)

    def set_name(self, name: str, shortcut: str = "") -> None:
        """What the button does, and its shortcut."""
        self.setAccessibleName(name)
        text = f"{name} ({shortcut})" if shortcut else name
        self.setToolTip(plain_tip(text))

    def set_icon(self, icon: str, role: str = "") -> None:
        """Another icon."""
        self.icon_name, self.role = icon, role or self.role
        self.update()

    def sizeHint(self) -> QSize:
        side = round(self.size_name * theme().scale)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        role = self.role if self.isEnabled() else "text.disabled"
        if self.isChecked():
            box(painter, area, "bg.hover" if self.calm else "bg.selected", "" if self.calm else "accent.line")
            role = "text.primary" if self.calm else "accent.text"
        elif self.isEnabled() and (self.isDown() or self.underMouse()):
            box(painter, area, "bg.pressed" if self.isDown() else "bg.hover")
        elif self.framed:
            box(painter, area, "bg.surface", "line.strong")
        draw_icon(painter, self.icon_name, role, area.center() + QPointF(0.5, 0.5), self.icon_size)
        if self.ring_shown():
            focus_ring(painter, area)
