"""Ballots: the votes of the workshop with their tallies; one on objectives can become their weights."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner import clock
from planner.change import Change, touches
from planner.insight.ballots import is_hidden, is_on_objectives, votes_cast
from planner.insight.edits import adopt_vote, cast_vote, close_vote, edit_vote, open_ballot, remove_vote
from planner.insight.records import Vote, VoteOption
from planner.language import _, date_text, ngettext
from ui.session import Session
from ui.widgets.buttons import Button, IconButton
from ui.widgets.containers import Hairline, clear_layout
from ui.widgets.text import InPlaceText, Words


class Ballots(QWidget):
    """Every ballot of the plan."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._ballots: list[Ballot] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.rows = QVBoxLayout()
        self.rows.setSpacing(14)
        column.addLayout(self.rows)
        self.add = Button(_("Vote on the objectives"), "quiet", "plus", self)
        self.add.clicked.connect(self._on_add)
        column.addWidget(self.add, alignment=Qt.AlignmentFlag.AlignLeft)
        session.changed.connect(self.update_from)
        self.update_from(None)

    def update_from(self, change: Change | None) -> None:
        """Brings the ballots up to the plan."""
        if not touches(change, "votes", "objectives"):
            return
        votes = self.session.plan.votes
        if [ballot.vote_id for ballot in self._ballots] != [vote.id for vote in votes]:
            clear_layout(self.rows)
            self._ballots = [Ballot(self.session, vote.id, self) for vote in votes]
            for ballot in self._ballots:
                self.rows.addWidget(ballot)
        for ballot, vote in zip(self._ballots, votes, strict=True):
            ballot.show_vote(vote)
        self.add.setVisible(not self.session.read_only and bool(self.session.plan.objectives))

    def _on_add(self) -> None:
        self.session.edit(_("Add a ballot"), open_ballot, _("What should succeed first?"), False, clock.today())


class Ballot(QWidget):
    """One ballot: question, options with their votes, adopt, delete."""

    def __init__(self, session: Session, vote_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.vote_id = vote_id
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        self.question = InPlaceText("", self, "strong")
        self.question.setAccessibleName(_("Question of the ballot"))
        self.question.edited.connect(self._on_question)
        self.question.committed.connect(self._on_left)
        head.addWidget(self.question, 1)
        self.when = Words("", "small", "text.secondary", self)
        head.addWidget(self.when)
        self.close_ballot = Button(_("Close the ballot"), "secondary", parent=self, small=True)
        self.close_ballot.clicked.connect(self._on_close)
        head.addWidget(self.close_ballot)
        self.adopt = Button(_("Use votes as weights"), "secondary", parent=self, small=True)
        self.adopt.clicked.connect(self._on_adopt)
        head.addWidget(self.adopt)
        self.remove = IconButton("trash-2", _("Delete the ballot"), parent=self, size=28)
        self.remove.clicked.connect(self._on_remove)
        head.addWidget(self.remove)
        column.addLayout(head)
        self.options = QVBoxLayout()
        self.options.setSpacing(2)
        column.addLayout(self.options)
        column.addWidget(Hairline(self))

    def show_vote(self, vote: Vote) -> None:
        """Brings the ballot up to its record."""
        read_only = self.session.read_only
        self.question.set_text(vote.question)
        self.question.set_read_only(read_only)
        parts = [date_text(vote.date) if vote.date else "", _("secret") if vote.secret else ""]
        parts.append(_("adopted") if vote.adopted else _("closed") if vote.closed else "")
        self.when.set_text(" · ".join(part for part in parts if part))
        hidden = is_hidden(vote)
        usable = is_on_objectives(self.session.plan, vote) and not hidden and not vote.adopted
        self.adopt.setVisible(usable and not read_only)
        self.close_ballot.setVisible(hidden and votes_cast(vote) > 0 and not read_only)
        self.remove.setVisible(not read_only)
        clear_layout(self.options)
        for at, option in enumerate(vote.options):
            self.options.addWidget(_Option(self, at, option, read_only or vote.closed, hidden))

    def _on_question(self, text: str) -> None:
        key = f"votes.{self.vote_id}.question"
        self.session.edit(_("Edit the ballot"), edit_vote, self.vote_id, question=text, typing=key)

    def _on_left(self, _text: str) -> None:
        self.session.end_typing()

    def _on_adopt(self) -> None:
        self.session.edit(_("Use votes as weights"), adopt_vote, self.vote_id)

    def _on_close(self) -> None:
        self.session.edit(_("Close the ballot"), close_vote, self.vote_id)

    def _on_remove(self) -> None:
        self.session.edit(_("Delete the ballot"), remove_vote, self.vote_id)


class _Option(QWidget):
    """One option with its votes, where they may be seen, and buttons to count one more or less."""

    def __init__(self, ballot: Ballot, at: int, option: VoteOption, read_only: bool, hidden: bool) -> None:
        super().__init__(ballot)
        self._ballot, self._at = ballot, at
        row = QHBoxLayout(self)
        row.setContentsMargins(5, 0, 0, 0)
        row.addWidget(Words(option.label, "body", "text.primary", self), 1)
        count = ngettext("{count} vote", "{count} votes", option.votes).format(count=option.votes)
        row.addWidget(Words("–" if hidden else count, "small", "text.secondary", self))
        for icon, name, by in (("minus", _("One vote less"), -1), ("plus", _("One vote more"), 1)):
            button = IconButton(icon, name, parent=self, size=24)
            button.setVisible(not read_only)
            button.clicked.connect(_Cast(self, by).cast)
            row.addWidget(button)

    def cast(self, by: int) -> None:
        """Votes added or taken off."""
        session = self._ballot.session
        session.edit(_("Count a vote"), cast_vote, self._ballot.vote_id, self._at, by)


class _Cast(QObject):
    """Counts a vote more or less."""

    def __init__(self, option: _Option, by: int) -> None:
        super().__init__(option)
        self._option, self._by = option, by

    def cast(self) -> None:
        """Counts it."""
        self._option.cast(self._by)
