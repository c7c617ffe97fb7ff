"""The value chart on its card: choose, open and compare segments, zoom with the wheel, enlarge."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from exports.figures.bubbles import View, absent_words, axes, bubbles
from exports.figures.scene import Scene
from planner.language import _
from planner.plan import Plan
from ui.guard import guarded
from ui.theme import theme
from ui.widgets import Card, FigureView, IconButton, Words

_STEP = 1.2
_NEAREST = 0.02
"""The smallest part of the plane that can be zoomed to."""


@guarded
class BubbleView(FigureView):
    """The bubbles. Signal: ``several_chosen(list)`` with the segments that a frame was drawn around.

    ``view_changed()`` says that another part of the plane is shown.
    """

    several_chosen = Signal(list)
    view_changed = Signal()

    def __init__(self, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plan = plan
        self.ringed: tuple[str, ...] = ()
        self.part: View | None = None
        self._from: QPointF | None = None
        self._frame = QRectF()
        self.setAccessibleName(_("Where the value is"))
        self.set_maker(self._draw)

    def _draw(self, width: float, height: float) -> Scene:
        return bubbles(self.plan, width, height, theme().scale, self.ringed, self.part)

    def show_plan(self, plan: Plan) -> None:
        """Brings the chart up to a plan."""
        self.plan = plan
        self.refresh()

    def select(self, ids: Sequence[str]) -> None:
        """Rings segments without telling anyone."""
        if tuple(ids) != self.ringed:
            self.ringed = tuple(ids)
            self.selected = ids[0] if ids else ""
            self.refresh()

    def minimumSizeHint(self) -> QSize:
        return QSize(round(280 * theme().scale), round(260 * theme().scale))

    def show_all(self) -> None:
        """Shows the whole plane again."""
        self._show(None)

    def _show(self, part: View | None) -> None:
        if part != self.part:
            self.part = part
            self.refresh()
            self.view_changed.emit()

    def zoom(self, factor: float, around: QPointF | None = None) -> None:
        """Shows a larger (factor over 1) or smaller part of the plane around a point of the widget."""
        if not self.refs() and self.part is None:
            return
        across, up, _unit = axes(self.plan, self.width(), self.height(), theme().scale, self.part)
        whole_x, whole_y, _unit = axes(self.plan, self.width(), self.height(), theme().scale)
        spot = around or QPointF((across.start + across.end) / 2, (up.start + up.end) / 2)
        x, y = across.value(spot.x()), up.value(spot.y())
        part = (
            x + (across.low - x) * factor,
            x + (across.high - x) * factor,
            y + (up.low - y) * factor,
            y + (up.high - y) * factor,
        )
        if part[1] - part[0] >= whole_x.high - whole_x.low:
            self._show(None)
        elif part[1] - part[0] > (whole_x.high - whole_x.low) * _NEAREST and whole_y.high > whole_y.low:
            self._show(part)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.angleDelta().y():
            self.zoom(1 / _STEP if event.angleDelta().y() > 0 else _STEP, event.position())
            event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        item = self.item_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and (item is None or not item.ref):
            self._from = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is None:
            super().mouseMoveEvent(event)
            return
        self._frame = QRectF(self._from, event.position()).normalized()
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        frame, self._from, self._frame = self._frame, None, QRectF()
        self.update()
        if frame.width() > 4 and frame.height() > 4:
            inside = [ref for ref in self.refs() if frame.contains(self.centre(ref))]
            if inside:
                self.several_chosen.emit(inside)
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(1 / _STEP)
        elif key == Qt.Key.Key_Minus:
            self.zoom(_STEP)
        elif key == Qt.Key.Key_0:
            self.show_all()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._frame.isNull():
            painter = QPainter(self)
            painter.setPen(theme().color("accent.fill"))
            tint = theme().color("accent.fill")
            tint.setAlphaF(0.08)
            painter.setBrush(tint)
            painter.drawRect(self._frame)


class ChartCard(Card):
    """The chart with its title and buttons. Signal: ``expand_asked()``."""

    expand_asked = Signal()

    def __init__(self, plan: Plan, parent: QWidget | None = None, *, expandable: bool = True) -> None:
        super().__init__(parent, padding=14)
        self.body.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(Words(_("Where the value is"), "heading", "text.primary", self))
        head.addStretch(1)
        self.whole = IconButton("zoom-out", _("Show all segments"), "0", self, size=28)
        self.whole.hide()
        head.addWidget(self.whole)
        self.expand = IconButton("maximize-2", _("Enlarge the chart"), parent=self, size=28)
        self.expand.clicked.connect(self.expand_asked)
        self.expand.setVisible(expandable)
        head.addWidget(self.expand)
        self.body.addLayout(head)
        self.view = BubbleView(plan, self)
        self.view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.whole.clicked.connect(self.view.show_all)
        self.view.view_changed.connect(self._on_view)
        self.body.addWidget(self.view, 1)
        self.absent = Words("", "small", "text.secondary", self, wrap=True)
        self.body.addWidget(self.absent)
        self._say_absent()

    def show_plan(self, plan: Plan) -> None:
        """Brings the chart up to a plan."""
        self.view.show_plan(plan)
        self._say_absent()

    def _say_absent(self) -> None:
        words = absent_words(self.view.plan)
        self.absent.set_text(words)
        self.absent.setVisible(bool(words))

    def _on_view(self) -> None:
        self.whole.setVisible(self.view.part is not None)


class LargeChart(QDialog):
    """The chart in a window of its own; Esc closes it."""

    def __init__(self, plan: Plan, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Where the value is"))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        self.card = ChartCard(plan, self, expandable=False)
        column.addWidget(self.card)
        size = parent.window().size()
        self.resize(round(size.width() * 0.86), round(size.height() * 0.86))
