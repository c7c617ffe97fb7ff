"""Dots of roles: one per role under the cell that it rated, joined by the spread."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from planner.language import _
from ui.guard import guarded
from ui.plain import plain_tip
from ui.theme import theme

REACH = 4.0


@guarded
class RoleDots(QWidget):
    """The ratings of roles on a scale as wide as five cells: the chosen role filled, the others as rings, and what
    the team rated together as a diamond.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.levels: tuple[tuple[str, int], ...] = ()
        self.chosen = ""
        self.apart = False
        self.agreed: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._on_theme)

    def show_levels(
        self, levels: Sequence[tuple[str, int]], chosen: str, apart: bool, agreed: int | None = None
    ) -> None:
        """The rating of each role; ``apart`` where they lie too far from each other, ``agreed`` by all together."""
        if (tuple(levels), chosen, apart, agreed) != (self.levels, self.chosen, self.apart, self.agreed):
            self.levels, self.chosen, self.apart, self.agreed = tuple(levels), chosen, apart, agreed
            self.setAccessibleName(self.words() or _("No role has rated"))
            self.update()

    def words(self) -> str:
        """Who rated what."""
        said = [*self.levels, *([(_("together"), self.agreed)] if self.agreed else [])]
        return ", ".join(_("{role} {level}").format(role=role, level=level) for role, level in said)

    def sizeHint(self) -> QSize:
        return QSize(round(160 * theme().scale), round(16 * theme().scale))

    def spots(self) -> list[tuple[str, QPointF]]:
        """Where the dot of each role stands; those of one level stand side by side."""
        cell, y = self.width() / 5, self.height() / 2
        out = []
        for at, (role, level) in enumerate(self.levels):
            peers = [i for i, (_role, other) in enumerate(self.levels) if other == level]
            step = min(2.4 * REACH, cell * 0.8 / max(len(peers) - 1, 1)) * theme().scale
            shift = (peers.index(at) - (len(peers) - 1) / 2) * step
            out.append((role, QPointF((level - 0.5) * cell + shift, y)))
        return out

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), plain_tip(self.words()), self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        spots, y, reach = self.spots(), self.height() / 2, REACH * theme().scale
        painter.setPen(QPen(theme().color("line.hair"), 1))
        painter.drawLine(QPointF(0, y), QPointF(self.width(), y))
        if len(spots) > 1:
            xs = [spot.x() for _role, spot in spots]
            painter.setPen(QPen(theme().color("warn.fill" if self.apart else "line.control"), 2))
            painter.drawLine(QPointF(min(xs), y), QPointF(max(xs), y))
        if self.agreed:
            self._paint_diamond(painter, (self.agreed - 0.5) * self.width() / 5, y, reach * 1.3)
        for role, spot in sorted(spots, key=lambda pair: pair[0] == self.chosen):
            chosen = role == self.chosen
            painter.setPen(QPen(theme().color("accent.fill" if chosen else "text.secondary"), 1.5))
            painter.setBrush(theme().color("accent.fill" if chosen else "bg.surface"))
            painter.drawEllipse(QRectF(spot.x() - reach, spot.y() - reach, 2 * reach, 2 * reach))

    def _paint_diamond(self, painter: QPainter, x: float, y: float, reach: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("text.primary"))
        points = [QPointF(x, y - reach), QPointF(x + reach, y), QPointF(x, y + reach), QPointF(x - reach, y)]
        painter.drawPolygon(QPolygonF(points))

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()
