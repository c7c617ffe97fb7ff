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
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from exports.figures.targets import targets
from exports.figures.time_axis import Unit
from exports.figures.timeline import TimelineRow, timeline_rows
from planner import clock
from planner.actions.moving import Part, Proposal, proposal
from planner.actions.records import Action
from planner.change import Change
from planner.language import _, day_text
from planner.plan import Plan, find
from ui.guard import guarded
from ui.pages.actions.cell_edit import CellEdit
from ui.pages.actions.timeline.paint import Marks, name_rect, paint_focus, paint_preview, paint_timeline
from ui.pages.actions.timeline.sheet import Sheet
from ui.plain import plain_tip
from ui.theme import theme
from ui.widgets.paint import KEYBOARD_REASONS

WEEK = 7
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
        self._gesture: tuple[str, int, QPointF] | None = None
        self._preview: Proposal | None = None
        self._days = 0
        self._linking = -1
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
        if self._preview is not None and at >= 0:
            self._paint_preview(painter, self._preview, at)
        if self._linking >= 0 or (self._gesture is not None and self._gesture[0] == "link"):
            self._paint_rubber(painter, at)
        if self.marks.focus and at >= 0:
            paint_focus(painter, self.sheet, at)

    def _paint_preview(self, painter: QPainter, after: Proposal, at: int) -> None:
        bar, axis = self.sheet.bar(at), self.sheet.axis
        bar.setLeft(axis.at(after.start))
        bar.setRight(max(axis.after(after.finish), bar.left() + 6))
        painter.setClipRect(self.sheet.body())
        words = _("{start} to {finish}").format(start=day_text(after.start), finish=day_text(after.finish))
        if after.earliest is not None:
            words = _("Earliest {date}").format(date=day_text(after.earliest))
        paint_preview(painter, bar, words, after.earliest is not None)
        painter.setClipping(False)

    def _paint_rubber(self, painter: QPainter, at: int) -> None:
        if at < 0:
            return
        end = self._spot
        if self._linking >= 0:
            bar = self.sheet.bar(self._linking)
            end = QPointF(bar.left(), bar.center().y())
        painter.setPen(QPen(theme().color("accent.fill"), 2, Qt.PenStyle.DashLine))
        painter.drawLine(self.sheet.dot(at), end)

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
            self._gesture, self._days, self._spot = (part, at, event.position()), 0, event.position()

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
        part, at, start = self._gesture
        if part == "link":
            self.marks.target = self.sheet.row_at(self._spot.y())
        else:
            by_days = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            self._drag(part, at, self._spot.x() - start.x(), by_days)
        self.viewport().update()

    def _drag(self, part: str, at: int, offset: float, by_days: bool) -> None:
        days = offset * self.sheet.axis.days / self.sheet.axis.width
        self._days = round(days) if by_days else round(days / WEEK) * WEEK
        assert self._plan is not None
        self._preview = (
            proposal(self._plan, self.sheet.rows[at].action, _part(part), self._days) if self._days else None
        )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._gesture is None:
            return
        part, at, _start = self._gesture
        action, days = self.sheet.rows[at].action, self._days
        target = self._row(self.sheet.row_at(event.position().y()))
        self._drop_gesture()
        if part == "link":
            if target is not None and target.action != action:
                self.linked.emit(action, target.action)
        elif days:
            self.moved.emit(action, part, days)

    def _drop_gesture(self) -> None:
        self._gesture = self._preview = None
        self._days, self.marks.target = 0, -1
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
            tip = self._tip(QPointF(event.pos()))
            if tip:
                QToolTip.showText(event.globalPos(), plain_tip(tip), self)
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def _tip(self, spot: QPointF) -> str:
        row = self._row(self.sheet.row_at(spot.y()))
        if row is not None:
            return row.tip
        if spot.y() < self.sheet.head:
            near = [t for t in self.sheet.targets if abs(self.sheet.axis.after(t.day) - spot.x()) < 10]
            return near[0].tip if near else ""
        return ""

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
        at = self._at(self.marks.selected)
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        if key == Qt.Key.Key_Escape and (self._gesture is not None or self._linking >= 0):
            self._drop_gesture()
            self._end_linking()
        elif self._linking >= 0 and self._on_linking_key(key):
            return
        elif key == Qt.Key.Key_T and modifiers & Qt.KeyboardModifier.ControlModifier:
            self.show_today()
        elif at < 0 or not self._on_row_key(at, key, modifiers):
            event.ignore()

    def _on_row_key(self, at: int, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
        self.marks.focus = True
        action = self.sheet.rows[at].action
        alt = bool(modifiers & Qt.KeyboardModifier.AltModifier)
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        page = max(1, int(self.sheet.body().height() // self.sheet.row_height))
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page}
        verbs = {
            Qt.Key.Key_Return: "add" if control else "details",
            Qt.Key.Key_Enter: "add" if control else "details",
            Qt.Key.Key_F2: "rename",
            Qt.Key.Key_Delete: "remove",
        }
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            days = (1 if alt else WEEK) * (1 if key == Qt.Key.Key_Right else -1)
            part = "end" if modifiers & Qt.KeyboardModifier.ShiftModifier else "whole"
            self.moved.emit(action, part, days)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and alt:
            self.asked.emit(action, "move_up" if key == Qt.Key.Key_Up else "move_down")
        elif key in steps:
            self._choose(at + steps[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._choose(0 if key == Qt.Key.Key_Home else len(self.sheet.rows) - 1)
        elif key == Qt.Key.Key_L and not control:
            self._begin_linking(at)
        elif key == Qt.Key.Key_D and control:
            self.asked.emit(action, "duplicate")
        elif key in verbs:
            self.asked.emit(action, verbs[key])
        else:
            return False
        return True

    def _choose(self, at: int) -> None:
        row = self._row(max(0, min(len(self.sheet.rows) - 1, at)))
        if row is not None:
            self.chosen.emit(row.action)
            self.reveal(row.action)

    # Linking with keys

    def _begin_linking(self, at: int) -> None:
        if self.marks.read_only or len(self.sheet.rows) < 2:
            return
        self._linking = at + 1 if at + 1 < len(self.sheet.rows) else at - 1
        self.marks.target = self._linking
        words = _("What starts after {title}? Choose with Up and Down, then press Enter.")
        self.said.emit(words.format(title=self.sheet.rows[at].title))
        self.viewport().update()

    def _on_linking_key(self, key: Qt.Key) -> bool:
        at = self._at(self.marks.selected)
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = -1 if key == Qt.Key.Key_Up else 1
            to = self._linking + step
            to = to + step if to == at else to
            if 0 <= to < len(self.sheet.rows):
                self._linking = self.marks.target = to
                self.setAccessibleDescription(self.sheet.rows[to].title)
            self.viewport().update()
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            source, target = self.sheet.rows[at].action, self.sheet.rows[self._linking].action
            self._end_linking()
            self.linked.emit(source, target)
            return True
        return False

    def _end_linking(self) -> None:
        if self._linking >= 0:
            self._linking = self.marks.target = -1
            self.viewport().update()


def _part(part: str) -> Part:
    return "start" if part == "start" else "end" if part == "end" else "whole"
