"""Passing the laptop round: one person after the other puts dots and hands them in, unseen by the others."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from planner.language import _, ngettext, number
from planner.objectives.records import Objective
from ui.dialogs.frame import Frame
from ui.guard import guarded
from ui.pages.objectives.vote_row import VoteRow, face_on_ballot
from ui.present.digits import digit
from ui.theme import theme
from ui.widgets import Button, IconMark, ScrollColumn, Words, count_field

DOTS = 3
"""How many dots each person gets where nobody says otherwise."""
MOST_DOTS = 50
WAITING, VOTING = range(2)


@guarded
class PassRound(Frame):
    """The dialog. Signals: ``handed_in(object)`` with the dots of one person by objective, ``close_asked()`` when
    everyone has voted.

    Keys 1 to 9 put a dot, with Shift they take one back; nothing that was handed in is ever shown.
    """

    handed_in = Signal(object)
    close_asked = Signal()

    def __init__(
        self, objectives: Sequence[Objective], question: str, cast: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Secret ballot"), parent, question)
        self.objectives = tuple(objectives)
        self.dots: dict[str, int] = {}
        self.voters, self._cast = 0, cast
        self.take_room(720, 660)
        self.setMinimumSize(460, 380)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self._build_waiting())
        self.stack.addWidget(self._build_voting())
        self.body.addWidget(self.stack, 1)
        self.left = Words("", "strong", "text.primary", self)
        self.foot.insertWidget(0, self.left)
        self.later = Button(_("Later"), "secondary", parent=self)
        self.later.clicked.connect(self.reject)
        self.over = Button(_("Close the ballot"), "secondary", "lock", self)
        self.over.clicked.connect(self._close_ballot)
        self.back = Button(_("Not now"), "secondary", parent=self)
        self.back.clicked.connect(self._wait)
        self.hand_in = Button(_("Hand in"), "primary", "check", self)
        self.hand_in.clicked.connect(self._hand_in)
        for button in (self.later, self.over, self.back, self.hand_in):
            self.foot.addWidget(button)
        self._wait()

    def _build_waiting(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setSpacing(12)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addStretch(2)
        column.addWidget(IconMark("vote", "text.tertiary", 34, page), alignment=centre)
        self.invitation = Words("", "subtitle", "text.primary", page)
        column.addWidget(self.invitation, alignment=centre)
        self.count = Words("", "body", "text.secondary", page)
        column.addWidget(self.count, alignment=centre)
        row = QHBoxLayout()
        row.setSpacing(8)
        label = Words(_("Dots for each person"), "body", "text.secondary", page)
        self.each = count_field(_("Dots for each person"), page)
        self.each.set_value(DOTS)
        self.each.setFixedWidth(round(64 * theme().scale))
        self.each.edited.connect(self._on_each)
        label.setBuddy(self.each)
        row.addStretch(1)
        row.addWidget(label)
        row.addWidget(self.each)
        row.addStretch(1)
        column.addLayout(row)
        self.start = Button(_("I vote now"), "primary", "hand", page)
        self.start.clicked.connect(self._begin)
        column.addSpacing(4)
        column.addWidget(self.start, alignment=centre)
        column.addStretch(3)
        return page

    def _build_voting(self) -> QWidget:
        column = ScrollColumn(self, (0, 0, 8, 0))
        column.body.setSpacing(6)
        self.rows: dict[str, VoteRow] = {}
        for objective in self.objectives:
            row = VoteRow(objective.id, column)
            row.voted.connect(self._put)
            row.stepped.connect(self._step)
            self.rows[objective.id] = row
            column.body.addWidget(row)
        column.body.addStretch(1)
        self.column = column
        return column

    # Waiting for the next person

    @property
    def allowed(self) -> int:
        """How many dots each person has."""
        value = self.each.value
        return min(int(value), MOST_DOTS) if value and value > 0 else 0

    def _wait(self) -> None:
        self.dots = {}
        self.stack.setCurrentIndex(WAITING)
        first = not self.voters
        self.invitation.set_text(
            _("Hand the laptop to the first person.") if first else _("Thank you. Hand the laptop on.")
        )
        voted = ngettext("{count} person has voted.", "{count} people have voted.", self.voters)
        self.count.set_text(_("Nobody sees what you choose.") if first else voted.format(count=number(self.voters)))
        self.each.setEnabled(first)
        self._show()
        self.start.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_each(self, _value: object) -> None:
        self.start.setEnabled(self.allowed > 0)

    def _close_ballot(self) -> None:
        self.close_asked.emit()
        self.accept()

    # Voting

    def _begin(self) -> None:
        self.stack.setCurrentIndex(VOTING)
        self._show()
        self.column.verticalScrollBar().setValue(0)
        first = next(iter(self.rows.values()), None)
        if first is not None:
            QTimer.singleShot(0, first, first.setFocus)

    def _put(self, objective: str, count: int) -> None:
        after = self.dots.get(objective, 0) + count
        if after < 0 or (count > 0 and sum(self.dots.values()) >= self.allowed):
            return
        self.dots[objective] = after
        self._show()

    def _step(self, objective: str, by: int) -> None:
        ids = list(self.rows)
        to = ids.index(objective) + by
        if 0 <= to < len(ids):
            self.rows[ids[to]].setFocus(Qt.FocusReason.TabFocusReason)
            self.column.ensureWidgetVisible(self.rows[ids[to]], 0, 20)

    def _hand_in(self) -> None:
        dots = {objective: count for objective, count in self.dots.items() if count}
        self.dots = {}
        self._cast += sum(dots.values())
        self.voters += 1
        self.handed_in.emit(dots)
        self._wait()

    def _show(self) -> None:
        voting = self.stack.currentIndex() == VOTING
        for rank, objective in enumerate(self.objectives, start=1):
            self.rows[objective.id].show_face(
                face_on_ballot(rank, objective, self.dots.get(objective.id, 0)), open_now=True
            )
        rest = self.allowed - sum(self.dots.values())
        words = ngettext("{count} dot left", "{count} dots left", rest).format(count=number(rest))
        self.left.set_text(words if voting else "")
        self.later.setVisible(not voting)
        self.over.setVisible(not voting and self._cast > 0)
        self.back.setVisible(voting)
        self.hand_in.setVisible(voting)
        self.hand_in.setEnabled(any(self.dots.values()))
        for row in self.rows.values():
            row.more.setEnabled(rest > 0)

    def reject(self) -> None:
        """Esc while someone votes drops the dots of that person only."""
        if self.stack.currentIndex() == VOTING:
            self._wait()
        else:
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = digit(event)
        if self.stack.currentIndex() == VOTING and 1 <= at <= len(self.objectives):
            taken = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._put(self.objectives[at - 1].id, -1 if taken else 1)
        else:
            super().keyPressEvent(event)
