"""What is selected against the cap: a bar with a tick at the cap, hatched where it is over or left out."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.actions.business_case import Budget
from ui.guard import guarded
from ui.theme import theme

HEIGHT, TICK, REST = 17, 27, 1.04
STRIPE = 7


@guarded
class BudgetBar(QWidget):
    """The bar. The cap's tick stands at ``cap_x`` for the words under it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.budget = Budget(0.0, None, 0.0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._on_theme)
        self._on_theme()

    def show_budget(self, budget: Budget, spoken: str) -> None:
        """Brings the bar up to the plan."""
        self.setAccessibleName(spoken)
        if budget != self.budget:
            self.budget = budget
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, round(TICK * theme().scale))

    def _on_theme(self) -> None:
        self.setFixedHeight(round(TICK * theme().scale))
        self.update()

    def _at(self, amount: float) -> float:
        whole = max(self.budget.planned + self.budget.left_out, self.budget.cap or 0.0) * REST
        return self.width() * amount / whole if whole else 0.0

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        high = HEIGHT * theme().scale
        track = QRectF(0, (self.height() - high) / 2, self.width(), high)
        shape = QPainterPath()
        shape.addRoundedRect(track, 5, 5)
        painter.fillPath(shape, theme().color("bg.sunken"))
        painter.setClipPath(shape)
        budget, cap = self.budget, self.budget.cap
        within = budget.planned if cap is None else min(budget.planned, cap)
        painter.fillRect(QRectF(0, track.top(), self._at(within), high), theme().color("accent.fill"))
        self._hatch(painter, track, within, budget.planned, strong=True)
        self._hatch(painter, track, budget.planned, budget.planned + budget.left_out, strong=False)
        painter.setClipping(False)
        if cap is not None:
            x = round(self._at(cap))
            painter.fillRect(QRectF(x - 1, 0, 2, self.height()), theme().color("text.primary"))

    def _hatch(self, painter: QPainter, track: QRectF, first: float, last: float, *, strong: bool) -> None:
        left, right = self._at(first), self._at(last)
        if right - left < 0.5:
            return
        part = QRectF(left, track.top(), right - left, track.height())
        painter.save()
        painter.setClipRect(part, Qt.ClipOperation.IntersectClip)
        painter.fillRect(part, theme().color("bad.line" if strong else "bad.soft"))
        painter.setPen(QPen(theme().color("bad.fill" if strong else "bad.line"), 2.5))
        x = left - track.height()
        while x < right:
            painter.drawLine(QPointF(x, track.bottom()), QPointF(x + track.height(), track.top()))
            x += STRIPE * theme().scale
        painter.restore()
