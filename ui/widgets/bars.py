"""Small painted figures of rows: bullet bar, spark line, share bar."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.guard import guarded
from ui.theme import theme


@guarded
class BulletBar(QWidget):
    """From baseline to target with a ring at now; the share may leave 0 to 1 and is then kept at an end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.share: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(14)
        theme().changed.connect(self.update)

    def set_share(self, share: float | None) -> None:
        """How far the way to the target is done; None where nothing is measured."""
        if share != self.share:
            self.share = share
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("bg.pressed"))
        painter.drawRoundedRect(QRectF(0, middle - 1.5, self.width(), 3), 1.5, 1.5)
        if self.share is None:
            return
        room = self.width() - 10
        x = 5 + room * min(max(self.share, 0.0), 1.0)
        painter.setBrush(theme().color("accent.fill"))
        painter.drawRoundedRect(QRectF(0, middle - 1.5, x, 3), 1.5, 1.5)
        painter.setPen(QPen(theme().color("accent.fill"), 2))
        painter.setBrush(theme().color("bg.surface"))
        painter.drawEllipse(QPointF(x, middle), 4, 4)


@guarded
class SparkLine(QWidget):
    """A row of values as a line with a dot at the newest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.values: tuple[float, ...] = ()
        self.setFixedSize(78, 34)
        theme().changed.connect(self.update)

    def set_values(self, values: Sequence[float]) -> None:
        """Values in the order of time."""
        if tuple(values) != self.values:
            self.values = tuple(values)
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if len(self.values) < 2:
            painter.setPen(QPen(theme().color("line.control"), 1.5))
            painter.drawLine(QPointF(0, self.height() / 2), QPointF(10, self.height() / 2))
            return
        low, high = min(self.values), max(self.values)
        spread = (high - low) or 1.0
        step = (self.width() - 8) / (len(self.values) - 1)
        points = [
            QPointF(2 + i * step, self.height() - 6 - (v - low) / spread * (self.height() - 12))
            for i, v in enumerate(self.values)
        ]
        painter.setPen(QPen(theme().color("accent.fill"), 1.75, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("accent.fill"))
        painter.drawEllipse(points[-1], 3, 3)


@guarded
class ShareBar(QWidget):
    """A share of a whole as a thin bar; a tick marks what is needed."""

    def __init__(self, parent: QWidget | None = None, role: str = "accent.fill", width: int = 64) -> None:
        super().__init__(parent)
        self.share, self.tick, self.role = 0.0, -1.0, role
        self._width = width
        theme().changed.connect(self._on_theme)
        self._on_theme()

    def set_share(self, share: float, tick: float = -1.0) -> None:
        """How full the bar is and where its tick stands, 0 to 1; a tick below 0 is none."""
        if (share, tick) != (self.share, self.tick):
            self.share, self.tick = share, tick
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(self._width * theme().scale), 14)

    def _on_theme(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("bg.pressed"))
        painter.drawRoundedRect(QRectF(0, middle - 2, self.width(), 4), 2, 2)
        painter.setBrush(theme().color(self.role))
        width = self.width() * min(max(self.share, 0.0), 1.0)
        if width >= 1:
            painter.drawRoundedRect(QRectF(0, middle - 2, width, 4), 2, 2)
        if self.tick >= 0:
            painter.setBrush(theme().color("text.primary"))
            painter.drawRect(QRectF(self.width() * min(self.tick, 1.0) - 1, middle - 6, 2, 12))
