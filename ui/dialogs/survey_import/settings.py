"""How a survey is read: its question, kind, scale and direction, what is no answer, weights and groups."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.intake.cells import Table
from planner.intake.surveys.answers import Scale, levels_of
from planner.intake.surveys.codes import CodeList, with_codes
from planner.intake.surveys.columns import guess_weight, heading_of, questions
from planner.intake.surveys.places import NAMES
from planner.intake.surveys.survey import LEAST_GROUP, SMALLEST_GROUP, Question, SurveyResult
from planner.language import _
from planner.objectives.metrics import SURVEY_KINDS
from ui.dialogs.reading import Option
from ui.widgets import Segmented, Words, count_field, text_field

_SCALES = ((1, 5), (1, 7), (1, 10), (0, 10), (1, 4), (1, 3), (0, 1))


class SurveySettings(QWidget):
    """The fields. Signal: ``changed()`` when the person wants the survey read in another way."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table: Table | None = None
        self.codes: CodeList | None = None
        self.question = Question(-1)
        self.likely: list[int] = []
        self._family = -1
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.column = Option(_("Question"), self)
        self.column.choice.chosen.connect(self._on_column)
        column.addWidget(self.column)
        self.kind = Segmented([(kind, NAMES[kind]) for kind in SURVEY_KINDS], self)
        self.kind.setAccessibleName(_("What the question asks for"))
        self.kind.chosen.connect(self._on_kind)
        self._add(column, _("Read as"), self.kind)
        self.scale = Option(_("Answers run"), self)
        self.scale.choice.chosen.connect(self._on_scale)
        column.addWidget(self.scale)
        self.turned = Segmented((), self)
        self.turned.chosen.connect(self._on_turned)
        self.turned_label = self._add(column, _("The highest number means"), self.turned)
        self.missing = text_field(_("Codes that are no answer"), self)
        self.missing.edit.setPlaceholderText(_("For example 0, 6, Blank"))
        self.missing.edited.connect(self._on_missing)
        self._add(column, _("Codes that are no answer"), self.missing)
        self.weight = Option(_("Weight of each answer"), self)
        self.weight.choice.chosen.connect(self._on_weight)
        column.addWidget(self.weight)
        self.group = Option(_("Groups"), self)
        self.group.choice.chosen.connect(self._on_group)
        column.addWidget(self.group)
        self.smallest = count_field(_("Fewest answers of a group"), self)
        self.smallest.set_value(SMALLEST_GROUP)
        self.smallest.edited.connect(self._on_smallest)
        self.smallest_label = self._add(column, _("Fewest answers of a group"), self.smallest)
        column.addStretch(1)

    def _add(self, column: QVBoxLayout, words: str, widget: QWidget) -> Words:
        part = QVBoxLayout()
        part.setSpacing(4)
        label = Words(words, "small", "text.secondary", self)
        label.setBuddy(widget)
        part.addWidget(label)
        part.addWidget(widget)
        column.addLayout(part)
        return label

    def show_table(self, table: Table) -> None:
        """Offers the columns of a table, with the likeliest question chosen."""
        self.table, self.codes = table, None
        likely = questions(table)
        rest = [at for at in range(len(table.head)) if at not in likely]
        self.likely = likely
        self.column.offer([(str(at), self._words(at)) for at in (*likely, *rest)], "")
        none = [("-1", _("None"))]
        every = [(str(at), heading_of(table, at)) for at in range(len(table.head))]
        weight = guess_weight(table)
        self.weight.offer([*none, *every], str(weight))
        self.group.offer([*none, *every], "-1")
        self.missing.set_value("")
        self.question = Question(likely[0] if likely else 0, weight=weight)
        self._choose(self.question.column)

    def show_codes(self, codes: CodeList) -> None:
        """Takes what a code list says."""
        self.codes = codes
        self._choose(self.question.column)
        self.changed.emit()

    def _words(self, at: int) -> str:
        assert self.table is not None
        found = self.codes.of(self.table.head[at]) if self.codes is not None else None
        heading = heading_of(self.table, at)
        return f"{heading}: {found.question}"[:80] if found and found.question else heading

    def question_of(self, at: int) -> Question:
        """How another column is read when this one is read so."""
        assert self.table is not None
        fresh = Question(at, weight=self.question.weight, smallest=self.question.smallest)
        if self.codes is not None and self.codes.of(self.table.head[at]) is not None:
            return with_codes(fresh, self.table, self.codes)
        return replace(fresh, missing=self._typed())

    def other_questions(self) -> list[int]:
        """The columns that ask something else: those of the code list where there is one."""
        assert self.table is not None
        rest = [at for at in self.likely if at != self.question.column]
        known = [at for at in rest if self.codes is not None and self.codes.of(self.table.head[at]) is not None]
        return known or rest

    def _choose(self, at: int) -> None:
        """Reads a column as it seems to want it."""
        self.column.choice.set_options([(key, self._words(int(key))) for key, _words in self.column.choice.options])
        self.column.choice.set_current(str(at))
        self.question = replace(self.question_of(at), group=self.question.group)
        self.missing.set_value(", ".join(self.question.missing))

    def show_result(self, result: SurveyResult) -> None:
        """Shows how the survey was read where that was left to the reader."""
        self.kind.set_current(result.kind)
        low, high = result.scale.lowest, result.scale.highest
        known = dict.fromkeys([*_SCALES, (round(low), round(high))])
        text = _("from {low} to {high}")
        self.scale.offer([(f"{a}:{b}", text.format(low=a, high=b)) for a, b in known], f"{low:g}:{high:g}")
        nps = result.kind == "nps"
        good, bad = (_("easy"), _("difficult")) if result.kind == "ces" else (_("satisfied"), _("dissatisfied"))
        parts = [("no", bad), ("yes", good)] if result.kind == "ces" else [("no", good), ("yes", bad)]
        if parts != self.turned.parts:
            self.turned.set_parts(parts)
        self.turned.set_current("yes" if result.turned else "no")
        for widget in (self.scale, self.turned, self.turned_label):
            widget.setVisible(not nps)
        self.turned.setAccessibleName(_("The highest number means"))
        self.smallest.setVisible(self.question.group >= 0)
        self.smallest_label.setVisible(self.question.group >= 0)
        self._family = result.scale.family

    def _typed(self) -> tuple[str, ...]:
        return tuple(code.strip() for code in str(self.missing.value or "").split(",") if code.strip())

    def _set(self, **fields: Any) -> None:
        self.question = replace(self.question, **fields)
        self.changed.emit()

    def _on_column(self, key: str) -> None:
        self._choose(int(key))
        self.changed.emit()

    def _on_kind(self, key: str) -> None:
        self._set(kind=key, scale=None, turned=None)

    def _on_scale(self, key: str) -> None:
        low, high = (float(end) for end in key.split(":"))
        fits = self._family >= 0 and levels_of(self._family) == high
        self._set(scale=Scale(low, high, self._family if fits else -1))

    def _on_turned(self, key: str) -> None:
        self._set(turned=key == "yes")

    def _on_missing(self, _text: object) -> None:
        self._set(missing=self._typed())

    def _on_weight(self, key: str) -> None:
        self._set(weight=int(key))

    def _on_group(self, key: str) -> None:
        self._set(group=int(key))

    def _on_smallest(self, value: Any) -> None:
        if value is not None:
            self._set(smallest=max(LEAST_GROUP, int(value)))
