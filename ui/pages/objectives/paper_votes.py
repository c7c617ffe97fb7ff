"""Counting papers: a room votes on paper, and someone types how many votes each objective got."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from planner.insight.rules_objectives import name_of
from planner.language import _, ngettext, number
from planner.objectives.records import Objective
from ui.dialogs.frame import Frame
from ui.theme import theme
from ui.widgets import Button, Field, ScrollColumn, Words, count_field
from ui.widgets.lines import ElidedWords


class PaperVotes(Frame):
    """A number for each objective. Signal: ``counted(object)`` with votes by objective, by the user only."""

    counted = Signal(object)

    def __init__(self, objectives: Sequence[Objective], parent: QWidget | None = None) -> None:
        super().__init__(
            _("Count papers"),
            parent,
            _("Type how many votes each objective got on paper. They are added to those that are there already."),
        )
        self.take_room(640, min(560, 190 + 44 * len(objectives)))
        self.setMinimumSize(420, 320)
        self.fields: dict[str, Field] = {}
        column = ScrollColumn(self, (0, 0, 10, 0))
        column.body.setSpacing(8)
        for rank, objective in enumerate(objectives, start=1):
            column.body.addWidget(self._line(rank, objective, column))
        column.body.addStretch(1)
        self.body.addWidget(column, 1)
        self.total = Words("", "strong", "text.primary", self)
        self.foot.insertWidget(0, self.total)
        cancel = Button(_("Cancel"), "secondary", parent=self)
        cancel.clicked.connect(self.reject)
        self.take = Button(_("Add the votes"), "primary", "check", self)
        self.take.clicked.connect(self._take)
        self.primary = self.take
        self.foot.addWidget(cancel)
        self.foot.addWidget(self.take)
        self._show()

    def _line(self, rank: int, objective: Objective, parent: QWidget) -> QWidget:
        name = objective.statement or name_of(objective)
        holder = QWidget(parent)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        place = Words(number(rank), "heading", "text.secondary", holder)
        place.setFixedWidth(round(26 * theme().scale))
        words = ElidedWords(name, "body", "text.primary", holder)
        words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        field = count_field(_("Votes for {objective}").format(objective=name), holder)
        field.setFixedWidth(round(84 * theme().scale))
        field.edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.edit.textEdited.connect(self._on_edited)
        self.fields[objective.id] = field
        row.addWidget(place)
        row.addWidget(words, 1)
        row.addWidget(field)
        return holder

    @property
    def votes(self) -> dict[str, int]:
        """What was typed."""
        return {objective: int(field.value) for objective, field in self.fields.items() if field.value}

    def _on_edited(self, _text: str) -> None:
        self._show()

    def _show(self) -> None:
        votes = self.votes
        whole = sum(votes.values())
        right = all(field.fits and (field.value or 0) >= 0 for field in self.fields.values())
        self.total.set_text(ngettext("{count} vote", "{count} votes", whole).format(count=number(whole)))
        self.take.setEnabled(whole > 0 and right)

    def _take(self) -> None:
        self.counted.emit(self.votes)
        self.accept()
