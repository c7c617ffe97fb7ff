"""A mark of a legend: a small box in a tone, and its words."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.guard import guarded
from ui.theme import theme
from ui.widgets.paint import box, draw_words


@guarded
class LegendMark(QWidget):
    """What a tone means."""

    def __init__(
        self, words: str, fill: str, role: str, *, dashed: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.words, self.fill, self.role, self.dashed = words, fill, role, dashed
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)

    def sizeHint(self) -> QSize:
        wide = QFontMetrics(theme().font("small")).horizontalAdvance(self.words)
        return QSize(wide + round(34 * theme().scale), round(20 * theme().scale))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = theme().scale
        mark = QRectF(1, 2, 24 * scale, self.height() - 4)
        box(painter, mark, self.fill, "", 4)
        if self.dashed:
            painter.setPen(QPen(theme().color("bad.line"), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(mark.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        area = QRectF(31 * scale, 0, self.width() - 31 * scale, self.height())
        draw_words(painter, area, self.words, "small", "text.secondary")
