"""The bar over a dialog of several steps: which there are, which are done, which one is open."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.language import _
from ui.guard import guarded
from ui.theme import theme
from ui.widgets.paint import draw_icon, draw_words


@guarded
class StepBar(QWidget):
    """The steps of a dialog in a row with the one that is open."""

    def __init__(self, words: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = tuple(words)
        self.at = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_step(0)

    def set_step(self, at: int) -> None:
        """Marks a step as the open one."""
        self.at = at
        text = _("Step {number} of {count}: {step}")
        self.setAccessibleName(text.format(number=at + 1, count=len(self.words), step=self.words[at]))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, round(28 * theme().scale))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale, middle = theme().scale, self.height() / 2
        left, side = 1.0, 22 * scale
        metrics = QFontMetrics(theme().font("strong"))
        for at, words in enumerate(self.words):
            spot = QRectF(left, middle - side / 2, side, side)
            done, here = at < self.at, at == self.at
            painter.setPen(QPen(theme().color("accent.fill" if done or here else "line.control"), 1.5))
            painter.setBrush(theme().color("accent.fill" if here else "accent.soft" if done else "bg.surface"))
            painter.drawEllipse(spot)
            if done:
                draw_icon(painter, "check", "accent.text", spot.center(), 13)
            else:
                role = "text.onAccent" if here else "text.secondary"
                draw_words(painter, spot, str(at + 1), "micro", role, Qt.AlignmentFlag.AlignHCenter)
            wide = metrics.horizontalAdvance(words) + 4
            area = QRectF(spot.right() + 8 * scale, 0, wide, self.height())
            draw_words(painter, area, words, "strong" if here else "body", "text.primary" if here else "text.secondary")
            left = area.right() + 14 * scale
            if at < len(self.words) - 1:
                painter.setPen(QPen(theme().color("line.strong"), 1))
                painter.drawLine(QPointF(left, middle), QPointF(left + 34 * scale, middle))
                left += 48 * scale
