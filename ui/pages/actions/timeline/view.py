"""The view of the timeline: one scrolling sheet that is painted, pointed at, dragged on and worked with keys."""

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from exports.figures.targets import targets
from exports.figures.time_axis import Unit
from exports.figures.timeline import TimelineRow, timeline_rows
from planner import clock
from planner.actions.records import Action
from planner.change import Change
from planner.language import _
from planner.plan import Plan, find
from ui.guard import guarded
from ui.pages.actions.cell_edit import CellEdit
from ui.pages.actions.timeline.gestures import BarGesture, Linking
from ui.pages.actions.timeline.keys import shift_of, verb_of
from ui.pages.actions.timeline.paint import Marks, name_rect, paint_focus, paint_proposal, paint_rubber, paint_timeline
from ui.pages.actions.timeline.sheet import Sheet
from ui.theme import theme
from ui.widgets.paint import KEYBOARD_REASONS
from ui.widgets.tips import show_tip

CURSORS = {
    "whole": Qt.CursorShape.OpenHandCursor,
    "start": Qt.CursorShape.SizeHorCursor,
    "end": Qt.CursorShape.SizeHorCursor,
    "link": Qt.CursorShape.CrossCursor,
}


@guarded
class TimelineView(QAbstractScrollArea):
    """Rows of actions against time.

    Signals: ``chosen(str)``; ``moved(str, str, int)`` with an action, its part (whole, start, end) and days;
    ``linked(str, str)`` with an action and the one that shall wait for it; ``asked(str, str)`` with a verb;
    ``titled(str, str)`` while a title is typed and ``left()``; ``menu_asked(str, object)``; ``said(str)``.
    """

    chosen = Signal(str)
    moved = Signal(str, str, int)
    linked = Signal(str, str)
    asked = Signal(str, str)
    titled = Signal(str, str)
    left = Signal()
    menu_asked = Signal(str, object)
    said = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet, self.marks = Sheet(), Marks()
        self.unit: Unit = "month"
        self.narrow = False
        self._plan: Plan | None = None
        self._gesture: BarGesture | None = None
        self._linking: Linking | None = None
        self._spot = QPointF()
        self._edit: CellEdit | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.setCornerWidget(QWidget(self))
        self.setAccessibleName(_("Timeline"))
        theme().changed.connect(self.fit)

    def show_plan(
        self, plan: Plan, actions: list[Action], selected: str, read_only: bool, change: Change | None
    ) -> None:
        """Brings the rows up to the plan."""
        self._plan = plan
        self.sheet.rows = timeline_rows(plan, actions)
        self.sheet.targets = targets(plan)
        self.marks.selected, self.marks.read_only = selected, read_only
        self.fit()
        self._speak()

    def set_selected(self, action: str) -> None:
        """Marks a row."""
        if action != self.marks.selected:
            self.marks.selected = action
            self._speak()
            self.viewport().update()

    def set_path(self, shown: bool) -> None:
        """Stresses the critical path, or not."""
        self.marks.path = shown
        self.viewport().update()

    def set_unit(self, unit: Unit) -> None:
        """Months or quarters."""
        self.unit = unit
        self.fit()

    def _speak(self) -> None:
        row = self._row(self._at(self.marks.selected))
        self.setAccessibleDescription(row.tip if row is not None else "")

    def fit(self) -> None:
        """Measures everything anew."""
        if self._plan is None:
            return
        view = self.viewport()
        self.sheet.fit(self._plan, self.unit, view.width(), view.height(), self.narrow)
        body = self.sheet.body()
        bar = self.horizontalScrollBar()
        bar.setRange(0, max(0, round(self.sheet.full_width - body.width())))
        bar.setPageStep(max(1, round(body.width())))
        bar.setSingleStep(40)
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, round(self.sheet.full_height - view.height())))
        bar.setPageStep(max(1, round(body.height())))
        bar.setSingleStep(round(self.sheet.row_height))
        self.setMaximumHeight(round(self.sheet.full_height) + 1 + self._bar_height())
        self._scroll()

    def _bar_height(self) -> int:
        bar = self.horizontalScrollBar()
        return bar.sizeHint().height() if bar.maximum() > 0 else 0

    def _scroll(self) -> None:
        self.sheet.scroll(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        self.viewport().update()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self._scroll()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def show_today(self) -> None:
        """Scrolls to today."""
        offset = self.sheet.axis.at(clock.today()) + self.sheet.x - self.sheet.list_width
        self.horizontalScrollBar().setValue(round(offset - self.sheet.body().width() / 3))

    def reveal(self, action: str) -> bool:
        """Scrolls to a row; False where it is not shown."""
        at = self._at(action)
        if at < 0:
            return False
        bar, high = self.verticalScrollBar(), self.sheet.row_height
        room = self.sheet.body().height()
        if at * high < bar.value():
            bar.setValue(round(at * high))
        elif (at + 1) * high > bar.value() + room:
            bar.setValue(round((at + 1) * high - room))
        slot = self.sheet.rows[at].slot
        if not self.sheet.body().left() <= self.sheet.axis.at(slot.start) < self.sheet.width - 20:
            offset = self.sheet.axis.at(slot.start) + self.sheet.x - self.sheet.list_width
            self.horizontalScrollBar().setValue(round(offset - 40))
        return True

    def _at(self, action: str) -> int:
        return next((at for at, row in enumerate(self.sheet.rows) if row.action == action), -1)

    def _row(self, at: int) -> TimelineRow | None:
        return self.sheet.rows[at] if 0 <= at < len(self.sheet.rows) else None

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._plan is None:
            return
        painter = QPainter(self.viewport())
        paint_timeline(painter, self._plan, self.sheet, self.marks)
        at = self._at(self.marks.selected)
        if at < 0:
            return
        gesture = self._gesture
        if gesture is not None and gesture.proposal is not None:
            paint_proposal(painter, self.sheet, at, gesture.proposal)
        if self._linking is not None or (gesture is not None and gesture.links):
            self._paint_rubber(painter, at)
        if self.marks.focus:
            paint_focus(painter, self.sheet, at)

    def _paint_rubber(self, painter: QPainter, at: int) -> None:
        end = self._spot
        if self._linking is not None:
            bar = self.sheet.bar(self._linking.to)
            end = QPointF(bar.left(), bar.center().y())
        paint_rubber(painter, self.sheet.dot(at), end)

    # Pointing

    def _hit(self, spot: QPointF) -> tuple[int, str]:
        at = self.sheet.row_at(spot.y())
        if at < 0 or not self.sheet.body().contains(spot):
            return at, ""
        return at, self.sheet.part_at(spot, at)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at, part = self._hit(event.position())
        row = self._row(at)
        self._end_linking()
        if row is None:
            return
        self.marks.focus = False
        self.chosen.emit(row.action)
        if event.button() == Qt.MouseButton.LeftButton and part and not self.marks.read_only:
            self._gesture, self._spot = BarGesture(row.action, part, event.position()), event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._spot = event.position()
        if self._gesture is None:
            at, part = self._hit(event.position())
            shape = CURSORS.get(part, Qt.CursorShape.ArrowCursor) if not self.marks.read_only else None
            self.viewport().setCursor(shape or Qt.CursorShape.ArrowCursor)
            if at != self.marks.hover:
                self.marks.hover = at
                self.viewport().update()
            return
        if self._gesture.links:
            self.marks.target = self.sheet.row_at(self._spot.y())
        elif self._plan is not None:
            by_days = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            self._gesture.follow(self._plan, self.sheet.axis, self._spot, by_days)
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        gesture = self._gesture
        if gesture is None:
            return
        target = self._row(self.sheet.row_at(event.position().y()))
        self._drop_gesture()
        if gesture.links:
            if target is not None and target.action != gesture.action:
                self.linked.emit(gesture.action, target.action)
        elif gesture.days:
            self.moved.emit(gesture.action, gesture.part, gesture.days)

    def _drop_gesture(self) -> None:
        self._gesture = None
        self.marks.target = -1
        self.viewport().update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at, _part_of = self._hit(event.position())
        row = self._row(at)
        if row is None:
            return
        in_list = event.position().x() < self.sheet.list_width
        self.asked.emit(row.action, "rename" if in_list and not self.marks.read_only else "details")

    def leaveEvent(self, event: QEvent) -> None:
        self.marks.hover = -1
        self.viewport().update()
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        row = self._row(self.sheet.row_at(event.pos().y()))
        if row is not None:
            self.chosen.emit(row.action)
            self.menu_asked.emit(row.action, event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            show_tip(event, self.sheet.tip_at(QPointF(event.pos())), self)
            return True
        return super().viewportEvent(event)

    # Renaming

    def rename(self, action: str) -> None:
        """Opens the title of a row for typing."""
        at = self._at(action)
        record = find(self._plan, "actions", action) if self._plan is not None else None
        if at < 0 or record is None or self.marks.read_only:
            return
        area = name_rect(self.sheet, at).toRect().adjusted(-10, 3, 0, -3)
        self._edit = CellEdit(record.title, _("Title of the action"), area, self.viewport())
        self._edit.setProperty("action", action)
        self._edit.typed.connect(self._on_typed)
        self._edit.closed.connect(self.left)

    def _on_typed(self, title: str) -> None:
        if self._edit is not None:
            self.titled.emit(str(self._edit.property("action")), title)

    # Keys

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.marks.focus = event.reason() in KEYBOARD_REASONS
        if self._at(self.marks.selected) < 0 and self.sheet.rows:
            self.chosen.emit(self.sheet.rows[0].action)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.marks.focus = False
        self._end_linking()
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at, key = self._at(self.marks.selected), Qt.Key(event.key())
        shift, verb = shift_of(event), verb_of(event)
        if key == Qt.Key.Key_Escape and (self._gesture is not None or self._linking is not None):
            self._drop_gesture()
            self._end_linking()
        elif self._linking is not None and self._on_linking_key(self._linking, key):
            return
        elif verb == "today":
            self.show_today()
        elif at >= 0 and shift is not None:
            self.marks.focus = True
            self.moved.emit(self.sheet.rows[at].action, *shift)
        elif at >= 0 and verb:
            self.marks.focus = True
            self._on_verb(at, verb)
        else:
            event.ignore()

    def _on_verb(self, at: int, verb: str) -> None:
        page, last = max(1, int(self.sheet.body().height() // self.sheet.row_height)), len(self.sheet.rows) - 1
        steps = {
            "previous": at - 1,
            "next": at + 1,
            "page_up": at - page,
            "page_down": at + page,
            "first": 0,
            "last": last,
        }
        if verb in steps:
            row = self.sheet.rows[max(0, min(last, steps[verb]))]
            self.chosen.emit(row.action)
            self.reveal(row.action)
        elif verb == "link":
            self._begin_linking(at)
        else:
            self.asked.emit(self.sheet.rows[at].action, verb)

    # Linking with keys

    def _begin_linking(self, at: int) -> None:
        if self.marks.read_only or len(self.sheet.rows) < 2:
            return
        self._linking = Linking(at, len(self.sheet.rows))
        self.marks.target = self._linking.to
        words = _("What starts after {title}? Choose with Up and Down, then press Enter.")
        self.said.emit(words.format(title=self.sheet.rows[at].title))
        self.viewport().update()

    def _on_linking_key(self, linking: Linking, key: Qt.Key) -> bool:
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            linking.step(-1 if key == Qt.Key.Key_Up else 1)
            self.marks.target = linking.to
            self.setAccessibleDescription(self.sheet.rows[linking.to].title)
            self.viewport().update()
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._end_linking()
            self.linked.emit(self.sheet.rows[linking.at].action, self.sheet.rows[linking.to].action)
            return True
        return False

    def _end_linking(self) -> None:
        if self._linking is not None:
            self._linking, self.marks.target = None, -1
            self.viewport().update()
