"""The workload under the timeline: every role's share of each month, on the same time axis."""

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from exports.figures.scene import bounds
from exports.figures.time_axis import TimeAxis, ground_items
from exports.figures.workload import LOAD_ROW, load_items
from planner.actions.workload import Workload, workload
from planner.insight.finding import threshold
from planner.language import _, list_text, percent
from planner.plan import Plan
from ui.guard import guarded
from ui.pages.actions.board.card import initials_width, paint_initials
from ui.pages.marks import initials
from ui.theme import theme
from ui.widgets.figure import paint_item
from ui.widgets.paint import draw_words
from ui.widgets.tips import show_tip

HEAD = 34


@guarded
class WorkloadView(QAbstractScrollArea):
    """A row of cells for each role; scrolls sideways with the timeline and up and down by itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.loads: tuple[Workload, ...] = ()
        self.limit = 1.0
        self._axis: TimeAxis | None = None
        self._list = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName(_("Workload"))
        theme().changed.connect(self._fit)

    def show_plan(self, plan: Plan) -> None:
        """Brings the rows up to the plan."""
        self.loads = workload(plan)
        self.limit = threshold(plan, "workload")
        over = [load.role for load in self.loads if any(m.share > self.limit + 0.004 for m in load.months.values())]
        words = _("Over {limit} in some months: {roles}.").format(limit=percent(self.limit), roles=list_text(over))
        self.setAccessibleDescription(words if over else _("Nobody is overloaded."))
        self.setVisible(bool(self.loads))
        self._fit()

    def set_axis(self, axis: TimeAxis, list_width: int) -> None:
        """Follows the timeline's axis."""
        if (axis, list_width) != (self._axis, self._list):
            self._axis, self._list = axis, list_width
            self.viewport().update()

    def _fit(self) -> None:
        scale = theme().scale
        full = round((HEAD + LOAD_ROW * len(self.loads)) * scale) + 2
        self.setMaximumHeight(full)
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, full - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self.viewport().update()

    def _middle(self, at: int) -> float:
        scale = theme().scale
        return (HEAD + LOAD_ROW * (at + 0.5)) * scale - self.verticalScrollBar().value()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._axis is None:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.viewport().rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        shape = QPainterPath()
        shape.addRoundedRect(area, 8, 8)
        painter.fillPath(shape, theme().color("bg.surface"))
        painter.setClipPath(shape)
        scale, head = theme().scale, HEAD * theme().scale
        painter.save()
        painter.setClipRect(QRectF(self._list + 1, 0, area.width(), area.height()), Qt.ClipOperation.IntersectClip)
        for item in ground_items(self._axis, 0, area.bottom()):
            paint_item(painter, item)
        painter.setClipRect(QRectF(self._list + 1, head, area.width(), area.height()), Qt.ClipOperation.IntersectClip)
        for at, load in enumerate(self.loads):
            painter.fillRect(self._line(at, area.width()), theme().color("line.hair"))
            for item in load_items(load, self._axis, self._middle(at), scale, self.limit):
                paint_item(painter, item)
        painter.restore()
        painter.save()
        painter.setClipRect(QRectF(0, head, self._list, area.height()), Qt.ClipOperation.IntersectClip)
        for at, load in enumerate(self.loads):
            self._paint_role(painter, load.role, at)
        painter.restore()
        self._paint_head(painter, head)
        painter.setClipping(False)
        painter.setPen(QPen(theme().color("line.hair"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)

    def _line(self, at: int, width: float) -> QRectF:
        return QRectF(0, round(self._middle(at) - LOAD_ROW * theme().scale / 2), width, 1)

    def _paint_role(self, painter: QPainter, role: str, at: int) -> None:
        scale, middle = theme().scale, self._middle(at)
        painter.fillRect(self._line(at, self._list), theme().color("line.hair"))
        short = initials(role)
        paint_initials(painter, 16 * scale, middle - 10 * scale, short)
        left = 16 * scale + initials_width(short) + 8 * scale
        draw_words(painter, QRectF(left, middle - 10 * scale, self._list - left - 6, 20 * scale), role)

    def _paint_head(self, painter: QPainter, head: float) -> None:
        scale = theme().scale
        foot = QRectF(17 * scale, 0, self._list - 29 * scale, head)
        draw_words(painter, foot, _("Workload"), "strong")
        right = Qt.AlignmentFlag.AlignRight
        words = _("share of each month") if self._axis and self._axis.unit == "month" else _("share of each quarter")
        if self._list > 300 * scale:
            draw_words(painter, foot, words, "small", "text.secondary", right)
        painter.fillRect(QRectF(round(self._list), 0, 1, self.viewport().height()), theme().color("line.strong"))

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            show_tip(event, self._tip(QPointF(event.pos())), self)
            return True
        return super().viewportEvent(event)

    def _tip(self, spot: QPointF) -> str:
        for at, load in enumerate(self.loads):
            if self._axis is not None and abs(spot.y() - self._middle(at)) < LOAD_ROW * theme().scale / 2:
                for item in load_items(load, self._axis, self._middle(at), theme().scale, self.limit):
                    x, _y, wide, _high = bounds(item)
                    if item.tip and x <= spot.x() <= x + wide:
                        return item.tip
        return ""
