"""The large buttons at the left of the start window: an icon, words, the shortcut as a key."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.guard import guarded
from ui.theme import theme
from ui.widgets.paint import Painted, box, draw_icon, draw_words, focus_ring


@guarded
class BigButton(Painted):
    """A wide button; ``kind`` is ``primary``, ``secondary`` or ``quiet``."""

    def __init__(self, text: str, kind: str, icon: str, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind, self.icon_name, self.key = kind, icon, key
        self.setText(text)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, theme().metric("controlLarge"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, scale = QRectF(self.rect()), theme().scale
        down, over = self.isDown(), self.underMouse()
        if self.kind == "primary":
            box(painter, area, "accent.pressed" if down else "accent.hover" if over else "accent.fill")
        elif self.kind == "secondary":
            box(painter, area, "bg.pressed" if down else "bg.hover" if over else "bg.surface", "line.strong")
        elif down or over:
            box(painter, area, "bg.pressed" if down else "bg.hover")
        role = {"primary": "text.onAccent", "secondary": "text.primary"}.get(self.kind, "text.secondary")
        draw_icon(painter, self.icon_name, role, QPointF(24 * scale, area.center().y()))
        draw_words(painter, area.adjusted(42 * scale, 0, -70 * scale, 0), self.text(), "strong", role)
        if self.key:
            self._paint_key(painter, area, role)
        if self.ring_shown():
            focus_ring(painter, area)

    def _paint_key(self, painter: QPainter, area: QRectF, role: str) -> None:
        wide = QFontMetrics(theme().font("micro")).horizontalAdvance(self.key) + 12
        chip = QRectF(area.right() - wide - 14, area.center().y() - 9, wide, 19)
        box(painter, chip, "accent.hover" if self.kind == "primary" else "bg.sunken", "", 4)
        painter.setFont(theme().font("micro"))
        painter.setPen(theme().color(role if self.kind == "primary" else "text.secondary"))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, self.key)
