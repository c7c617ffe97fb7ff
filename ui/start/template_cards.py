"""The templates as cards: a small picture of a journey, a name, a hint."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.language import _
from planner.templates import Template
from ui.guard import guarded
from ui.theme import theme
from ui.widgets.paint import Painted, box, draw_icon, draw_words, focus_ring

Spot = tuple[float, float, str]

PICTURES: dict[str, tuple[tuple[Spot, ...], tuple[tuple[int, int, bool], ...]]] = {
    "retail": (
        (
            (0.12, 0.32, "social"),
            (0.12, 0.6, "website"),
            (0.32, 0.46, "website"),
            (0.51, 0.35, "email"),
            (0.51, 0.63, "store"),
            (0.72, 0.49, "website"),
            (0.88, 0.35, "app"),
        ),
        ((0, 2, False), (1, 2, False), (2, 3, True), (2, 4, False), (3, 5, True), (4, 5, False), (5, 6, False)),
    ),
    "b2b": (
        (
            (0.12, 0.49, "sales"),
            (0.32, 0.49, "sales"),
            (0.51, 0.37, "email"),
            (0.51, 0.63, "service"),
            (0.71, 0.49, "service"),
            (0.88, 0.49, "sales"),
        ),
        ((0, 1, False), (1, 2, False), (1, 3, False), (2, 4, False), (3, 4, False), (4, 5, False)),
    ),
    "subscription": (
        ((0.12, 0.6, "website"), (0.3, 0.44, "app"), (0.48, 0.44, "app"), (0.66, 0.6, "email"), (0.84, 0.44, "app")),
        ((0, 1, False), (1, 2, False), (2, 4, False), (2, 3, True), (3, 4, True)),
    ),
}
"""Where the nodes of each picture lie, as shares of its size, their channel, and which are joined, dashed or not."""


@guarded
class TemplateCard(Painted):
    """A template; a click starts a plan from it."""

    def __init__(self, template: Template, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.template = template
        self.setText(template.name)
        self.setAccessibleName(_("New plan from the template {name}").format(name=template.name))
        self.setAccessibleDescription(template.hint)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(round(190 * theme().scale), round(174 * theme().scale))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(168 * theme().scale), round(174 * theme().scale))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, scale = QRectF(self.rect()), theme().scale
        high = 113 * scale
        box(painter, area, "bg.hover" if self.underMouse() else "bg.surface", "line.hair", 8)
        picture = QRectF(1, 1, area.width() - 2, high)
        painter.save()
        painter.setClipRect(picture)
        box(painter, picture.adjusted(0, 0, 0, 12), "bg.canvas", "", 8)
        self._paint_picture(painter, picture)
        painter.restore()
        painter.fillRect(QRectF(0, high, area.width(), 1), theme().color("line.hair"))
        name = QRectF(13, high + 8 * scale, area.width() - 20, 22 * scale)
        draw_words(painter, name, self.template.name, "strong")
        hint = QRectF(13, high + 30 * scale, area.width() - 20, 22 * scale)
        draw_words(painter, hint, self.template.hint, "caption", "text.secondary")
        if self.ring_shown():
            focus_ring(painter, area, 8)

    def _paint_picture(self, painter: QPainter, area: QRectF) -> None:
        nodes, edges = PICTURES.get(self.template.key, ((), ()))
        if not nodes:
            painter.setPen(QPen(theme().color("line.control"), 1.5, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(area.center(), 20, 20)
            draw_icon(painter, "plus", "text.secondary", area.center(), 20)
            return
        painter.setPen(QPen(theme().color("line.hair"), 1))
        for at in range(1, 6):
            x = area.left() + area.width() * at / 6
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        spots = [QPointF(area.left() + x * area.width(), area.top() + y * area.height()) for x, y, _c in nodes]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for start, end, dashed in edges:
            style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
            painter.setPen(QPen(theme().color("text.tertiary"), 1.2, style))
            bend = (spots[end].x() - spots[start].x()) / 2
            path = QPainterPath(spots[start])
            path.cubicTo(spots[start] + QPointF(bend, 0), spots[end] - QPointF(bend, 0), spots[end])
            painter.drawPath(path)
        painter.setPen(Qt.PenStyle.NoPen)
        for spot, (_x, _y, channel) in zip(spots, nodes, strict=True):
            painter.setBrush(theme().color(f"channel.{channel}"))
            painter.drawRoundedRect(QRectF(spot.x() - 9, spot.y() - 5.5, 18, 11), 2.5, 2.5)
