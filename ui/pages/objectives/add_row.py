"""The dashed place under the rows: click to add an objective, or drop an idea on it."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.language import _
from ui.guard import guarded
from ui.theme import theme
from ui.widgets.paint import Painted, box, draw_icon, draw_words, focus_ring


@guarded
class AddRow(Painted):
    """A dashed row with a plus. Signal of QAbstractButton: ``clicked()``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(_("Add an objective, or drag an idea here from the Guide"))
        self.setAccessibleName(_("Add objective"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, round(44 * theme().scale))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, scale = QRectF(self.rect()), theme().scale
        hover = self.underMouse() or self.isDown()
        if hover:
            box(painter, area, "bg.pressed" if self.isDown() else "bg.hover", "", 8)
        pen = QPen(theme().color("line.control" if hover else "line.strong"), 1)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        role = "text.primary" if hover else "text.tertiary"
        words = QFontMetricsF(theme().font("body")).horizontalAdvance(self.text())
        left = max((area.width() - words - 24 * scale) / 2, 8 * scale)
        draw_icon(painter, "plus", role, QPointF(left + 8 * scale, area.center().y()), 16)
        draw_words(painter, area.adjusted(left + 24 * scale, 0, -4, 0), self.text(), "body", role)
        if self.ring_shown():
            focus_ring(painter, area, 8)
