"""Dot-vote on objectives: the room puts dots, the plan keeps them as a ballot, the ballot becomes weights."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner import clock
from planner.insight.ballots import is_hidden, running_ballot, tallies, votes_cast
from planner.insight.edits import (
    adopt_vote,
    adopt_vote_for,
    clear_votes,
    close_vote,
    count_votes,
    edit_vote,
    open_ballot,
    vote_for,
)
from planner.insight.records import Vote
from planner.language import _, ngettext
from planner.plan import Plan
from ui.dialogs.journey_import.labelled import FlowRow
from ui.guard import guarded
from ui.pages.objectives.vote_row import VoteRow, face_on_ballot
from ui.present.digits import digit
from ui.session import Session
from ui.whose_weights import whose_menu
from ui.widgets import Button, InPlaceText, Switch, Words

if TYPE_CHECKING:
    from ui.pages.objectives.paper_votes import PaperVotes
    from ui.pages.objectives.pass_round import PassRound


@guarded
class VoteRows(QWidget):
    """The running ballot on the objectives; keys 1 to 9 vote, Shift takes a vote away.

    Signal: ``adopted()`` when its votes have become weights. A secret ballot shows no tallies until it is closed.
    """

    adopted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._secret = False
        self._rows: dict[str, VoteRow] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Dot-vote"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._build_head())
        self.body = QVBoxLayout()
        self.body.setSpacing(6)
        column.addLayout(self.body)
        foot = self._build_foot()
        column.addWidget(self.hint)
        column.addWidget(foot)

    def _build_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(12)
        self.question = InPlaceText("", self, "heading")
        self.question.setAccessibleName(_("Question of the ballot"))
        self.question.edited.connect(self._on_question)
        self.question.committed.connect(self._on_question_left)
        self.count = Words("", "small", "text.secondary", self)
        self.secret_words = Words(_("Secret ballot"), "small", "text.secondary", self)
        self.secret = Switch(_("Secret ballot"), self)
        self.secret.clicked.connect(self._on_secret)
        head.addWidget(self.question, 1)
        for widget in (self.count, self.secret_words, self.secret):
            head.addWidget(widget)
        return head

    def _build_foot(self) -> FlowRow:
        foot = FlowRow(self)
        self.hint = Words("", "small", "text.tertiary", self, wrap=True)
        self.papers = Button(_("Count papers…"), "quiet", "clipboard-list", self)
        self.papers.clicked.connect(self.open_papers)
        self.round = Button(_("Pass the laptop round…"), "secondary", "users", self)
        self.round.clicked.connect(self.pass_round)
        self.clear = Button(_("Start again"), "quiet", "rotate-ccw", self)
        self.clear.clicked.connect(self._clear)
        self.new = Button(_("New ballot"), "secondary", "plus", self)
        self.new.clicked.connect(self._open_new)
        self.close_ballot = Button(_("Close the ballot"), "secondary", "lock", self)
        self.close_ballot.clicked.connect(self._close)
        self.use = Button(_("Use votes as weights"), "secondary", "check", self)
        self.use.clicked.connect(self._adopt)
        for button in (self.use, self.round, self.close_ballot, self.new, self.papers, self.clear):
            foot.add(button)
        return foot

    @property
    def ballot(self) -> Vote | None:
        """The running ballot."""
        return running_ballot(self.session.plan)

    def row(self, objective_id: str) -> VoteRow | None:
        """The row of an objective."""
        return self._rows.get(objective_id)

    def show_plan(self, plan: Plan) -> None:
        """Brings the ballot up to the plan."""
        ballot, read_only = running_ballot(plan), self.session.read_only
        hidden, counts = is_hidden(ballot), tallies(ballot)
        open_now = not read_only and (ballot is None or not ballot.closed)
        self._make_rows(plan)
        most = max(counts.values(), default=0)
        for rank, objective in enumerate(plan.objectives, start=1):
            votes = counts.get(objective.id, 0)
            face = face_on_ballot(rank, objective, None if hidden else votes, not hidden and votes == most > 0)
            self._rows[objective.id].show_face(face, open_now)
        self._show_head(ballot, read_only)
        self._show_foot(ballot, open_now, hidden, read_only)

    def _make_rows(self, plan: Plan) -> None:
        wanted = [o.id for o in plan.objectives]
        if list(self._rows) == wanted:
            return
        for gone in [i for i in self._rows if i not in set(wanted)]:
            row = self._rows.pop(gone)
            self.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        for at, objective_id in enumerate(wanted):
            if objective_id not in self._rows:
                fresh = VoteRow(objective_id, self)
                fresh.voted.connect(self.vote)
                fresh.stepped.connect(self._step)
                self._rows[objective_id] = fresh
            self.body.insertWidget(at, self._rows[objective_id])
        self._rows = {objective_id: self._rows[objective_id] for objective_id in wanted}

    def _show_head(self, ballot: Vote | None, read_only: bool) -> None:
        self.question.set_text(ballot.question if ballot is not None else _question())
        self.question.set_placeholder(_question())
        self.question.set_read_only(read_only)
        cast = votes_cast(ballot)
        self.count.set_text(ngettext("{count} vote", "{count} votes", cast).format(count=cast))
        self.secret.setChecked(ballot.secret if ballot is not None else self._secret)
        # An open ballot that has votes stays open, a secret one secret: that was promised to those who voted.
        self.secret.setEnabled(not read_only and not cast)

    def _show_foot(self, ballot: Vote | None, open_now: bool, hidden: bool, read_only: bool) -> None:
        cast = votes_cast(ballot)
        words = _("Keys 1 to 9 add a vote, with Shift they take one away.")
        if hidden:
            words = _(
                "Nobody sees the votes until the ballot is closed. Each person votes while the laptop goes round."
            )
        elif not open_now and not read_only:
            words = _("This ballot is closed.")
        self.hint.set_text("" if read_only else words)
        self.clear.setVisible(open_now and cast > 0)
        self.papers.setVisible(open_now)
        self.round.setVisible(open_now and (hidden or self.secret.isChecked()))
        self.new.setVisible(not open_now and not read_only)
        self.close_ballot.setVisible(open_now and hidden and cast > 0)
        self.use.setVisible(not read_only and not hidden)
        self.use.setEnabled(cast > 0)

    def vote(self, objective_id: str, count: int) -> None:
        """Counts a vote more or less; the first one opens a ballot."""
        ballot = self.ballot
        if ballot is not None and ballot.closed:
            self.session.refused.emit(_("This ballot is closed."), "")
            return
        # Of a secret ballot no vote can be taken away here: whether that works would tell what others chose.
        if count < 0 and (is_hidden(ballot) or not tallies(ballot).get(objective_id, 0)):
            return
        if self.session.edit(_("Count a vote"), self._counted, objective_id, count):
            self._say(objective_id)

    def _counted(self, plan: Plan, objective_id: str, count: int) -> Plan:
        plan, ballot = self._with_ballot(plan)
        return vote_for(plan, ballot, objective_id, count)

    def _with_ballot(self, plan: Plan) -> tuple[Plan, str]:
        """The plan with a running ballot, which is opened where there is none."""
        ballot = running_ballot(plan)
        if ballot is None:
            plan = open_ballot(plan, _question(), self._secret, clock.today())
            ballot = plan.votes[-1]
        return plan, ballot.id

    def open_papers(self) -> "PaperVotes":
        """Asks for the counts of papers."""
        from ui.pages.objectives.paper_votes import PaperVotes

        dialog = PaperVotes(self.session.plan.objectives, self.window())
        dialog.counted.connect(self._on_papers)
        dialog.open()
        return dialog

    def _on_papers(self, votes: Mapping[str, int]) -> None:
        if self.session.edit(_("Count votes from paper"), self._counted_all, votes):
            self._announce()

    def pass_round(self) -> "PassRound":
        """Lets one person after the other vote, out of sight of the others."""
        from ui.pages.objectives.pass_round import PassRound

        ballot = self.ballot
        question = ballot.question if ballot is not None else self.question.text()
        dialog = PassRound(self.session.plan.objectives, question, votes_cast(ballot), self.window())
        dialog.handed_in.connect(self._on_handed_in)
        dialog.close_asked.connect(self._close)
        dialog.open()
        return dialog

    def _on_handed_in(self, votes: Mapping[str, int]) -> None:
        self.session.edit(_("Hand in a secret vote"), self._counted_all, votes)

    def _counted_all(self, plan: Plan, votes: Mapping[str, int]) -> Plan:
        plan, ballot = self._with_ballot(plan)
        return count_votes(plan, ballot, votes)

    def _announce(self) -> None:
        cast = votes_cast(self.ballot)
        words = ngettext("{count} vote so far.", "{count} votes so far.", cast).format(count=cast)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _say(self, objective_id: str) -> None:
        ballot = self.ballot
        row = self._rows[objective_id]
        cast = votes_cast(ballot)
        words = ngettext("{count} vote so far.", "{count} votes so far.", cast).format(count=cast)
        QAccessible.updateAccessibility(
            QAccessibleAnnouncementEvent(row, words if is_hidden(ballot) else row.accessibleName())
        )

    def _step(self, objective_id: str, by: int) -> None:
        ids = list(self._rows)
        to = ids.index(objective_id) + by
        if 0 <= to < len(ids):
            self._rows[ids[to]].setFocus(Qt.FocusReason.TabFocusReason)

    def _opened(self, plan: Plan, question: str, secret: bool) -> Plan:
        ballot = running_ballot(plan)
        if ballot is None:
            return open_ballot(plan, question, secret, clock.today())
        return edit_vote(plan, ballot.id, question=question, secret=secret)

    def _on_question(self, text: str) -> None:
        ballot = self.ballot
        secret = ballot.secret if ballot is not None else self._secret
        self.session.edit(_("Edit the ballot"), self._opened, text, secret, typing="votes.running.question")

    def _on_question_left(self, _text: str) -> None:
        self.session.end_typing()

    def _on_secret(self, secret: bool) -> None:
        ballot = self.ballot
        self._secret = secret
        if ballot is not None:
            self.session.edit(_("Edit the ballot"), edit_vote, ballot.id, secret=secret)
        else:
            self.show_plan(self.session.plan)

    def _clear(self) -> None:
        ballot = self.ballot
        if ballot is not None:
            self.session.edit(_("Start the ballot again"), clear_votes, ballot.id)

    def _open_new(self) -> None:
        self.session.edit(_("Open a ballot"), open_ballot, _question(), self._secret, clock.today())

    def _close(self) -> None:
        ballot = self.ballot
        if ballot is not None:
            self.session.edit(_("Close the ballot"), close_vote, ballot.id)

    def _adopt(self) -> None:
        menu = whose_menu(self.session.plan, self)
        if menu is None:
            self._adopt_for("")
            return
        menu.triggered.connect(self._on_whose)
        menu.popup(self.use.mapToGlobal(self.use.rect().bottomLeft()))

    def _on_whose(self, action: QAction) -> None:
        self._adopt_for(str(action.data()))

    def _adopt_for(self, segment: str) -> None:
        ballot, label = self.ballot, _("Use votes as weights")
        if ballot is None:
            return
        if segment:
            done = self.session.edit(label, adopt_vote_for, ballot.id, segment)
        else:
            done = self.session.edit(label, adopt_vote, ballot.id)
        if done:
            self.session.announced.emit(_("The votes are the weights now."))
            self.adopted.emit()

    def vote_by_key(self, event: QKeyEvent) -> bool:
        """Counts a vote where the key is a digit that an objective answers to, and says whether it was one."""
        number, objectives = digit(event), self.session.plan.objectives
        if not 1 <= number <= len(objectives) or self.session.read_only:
            return False
        taken = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.vote(objectives[number - 1].id, -1 if taken else 1)
        return True


def _question() -> str:
    return _("What should succeed first?")
