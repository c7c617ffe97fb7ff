"""Second step: what a row is and what each column holds, guessed and then confirmed."""

from collections import Counter

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from planner.intake.cells import Table
from planner.intake.purchases.columns import columns_of, guess_roles
from planner.intake.segments.cells import Scale, shares_scale
from planner.intake.segments.columns import RowsAre, Target, targets
from planner.intake.segments.table import ColumnMapping, guess_mapping
from planner.intake.tables import column_name
from planner.intake.values import text_of
from planner.language import _
from planner.plan import Plan
from ui.theme import theme
from ui.widgets import Choice, Hairline, ScrollColumn, Segmented, Words

PURCHASES, SPLIT = "purchases", "split"
_SAMPLES = 3
_LONGEST = 24


class ColumnLine(QWidget):
    """One column: heading, samples, what it holds. Signal: ``changed()`` by the user only."""

    changed = Signal()

    def __init__(self, at: int, table: Table, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.at = at
        self._targets: dict[str, Target] = {}
        self._table = table
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 8, 4, 8)
        row.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(1)
        heading = table.head[at] or _("Column {letter}").format(letter=column_name(at))
        self.heading = Words(heading, "strong", "text.primary", self)
        self.samples = Words(_samples(table, at), "small", "text.secondary", self)
        for label in (self.heading, self.samples):
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            words.addWidget(label)
        row.addLayout(words, 1)
        self.scale = Segmented([("percent", _("18 is 18 %")), ("share", _("0.18 is 18 %"))], self)
        self.scale.setAccessibleName(_("How {column} writes percentages").format(column=heading))
        self.scale.chosen.connect(self._on_scale)
        row.addWidget(self.scale)
        self.target = Choice(_("{column} holds").format(column=heading), (), self, placeholder=_("Passed over"))
        self.target.chosen.connect(self._on_target)
        self.target.setFixedWidth(round(330 * theme().scale))
        row.addWidget(self.target)
        self.scale_chosen: Scale | None = None

    def offer(self, offered: list[Target], current: str, split: bool) -> None:
        """What the column may hold, and what it seems to; where it may ``split`` customers, that too."""
        self._targets = {target.key: target for target in offered}
        splits = [(SPLIT, _("What splits the customers"))] if split else []
        self.target.set_options([("", _("Passed over")), *((t.key, t.label) for t in offered), *splits])
        self.target.set_current(current if current in self._targets else "")
        self._show_scale()

    def _show_scale(self) -> None:
        target = self._targets.get(self.target.current)
        shares = target is not None and target.is_share
        guessed, note = shares_scale(self._table.column(self.at), self._table.decimal, "")
        self.scale.setVisible(shares and bool(note))
        self.scale.set_current(self.scale_chosen or guessed)

    def _on_target(self, _key: str) -> None:
        self._show_scale()
        self.changed.emit()

    def _on_scale(self, key: str) -> None:
        self.scale_chosen = "share" if key == "share" else "percent"
        self.changed.emit()


class ColumnsStep(QWidget):
    """All columns. Signal: ``changed()`` when the person has matched something else."""

    changed = Signal()

    def __init__(self, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = plan
        self._table: Table | None = None
        self._lines: list[ColumnLine] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(Words(_("Each row is"), "body", "text.primary", self))
        self.rows_are = Segmented(
            [("segments", _("a segment")), ("customers", _("a customer")), (PURCHASES, _("a purchase"))], self
        )
        self.rows_are.setAccessibleName(_("Each row is"))
        self.rows_are.chosen.connect(self._on_rows)
        head.addWidget(self.rows_are)
        self.meaning = Words("", "body", "text.secondary", self, wrap=True)
        head.addWidget(self.meaning, 1)
        column.addLayout(head)
        room = QWidget(self)
        self.holder = QVBoxLayout(room)
        self.holder.setContentsMargins(0, 0, 0, 0)
        column.addWidget(room, 1)
        self.lines: ScrollColumn | None = None
        self.problem = Words("", "body", "bad.text", self, wrap=True)
        column.addWidget(self.problem)

    def show_table(self, table: Table) -> None:
        """Guesses what the columns of a table hold."""
        if table is self._table:
            return
        self._table = table
        if self.lines is not None:
            self.lines.hide()
            self.lines.deleteLater()
        self.lines = ScrollColumn(self, (0, 0, 8, 0))
        self.lines.body.setSpacing(0)
        self._lines = []
        for at in range(len(table.head)):
            line = ColumnLine(at, table, self.lines)
            line.changed.connect(self._on_changed)
            self._lines.append(line)
            self.lines.body.addWidget(line)
            self.lines.body.addWidget(Hairline(self.lines))
        self.lines.body.addStretch(1)
        self.holder.addWidget(self.lines)
        self._guess(None)
        unnamed = self.mapping.rows_are == "segments" and "name" not in self.mapping.columns
        if unnamed and not columns_of(guess_roles(table)).missing:
            self.rows_are.set_current(PURCHASES)
            self._show_purchases()

    @property
    def of_purchases(self) -> bool:
        """Whether each row is a purchase: then the columns are matched in the dialog of purchases."""
        return self.rows_are.current == PURCHASES

    def _show_purchases(self) -> None:
        self.meaning.set_text(_("Purchases are scored by recency, frequency and money. Next shows them in a grid."))
        if self.lines is not None:
            self.lines.setVisible(False)
        self._show_problem()

    def _guess(self, what: RowsAre | None) -> None:
        assert self._table is not None and self.lines is not None
        self.lines.setVisible(True)
        mapping = guess_mapping(self._table, self._plan, what)
        self.rows_are.set_current(mapping.rows_are)
        self.meaning.set_text(
            _("Customers are counted and averaged per segment, or per value of a column that splits them.")
            if mapping.rows_are == "customers"
            else _("Rows of a known name bring that segment up to date, the others are added.")
        )
        offered = targets(self._plan, mapping.rows_are)
        for line, key in zip(self._lines, mapping.columns, strict=True):
            line.offer(offered, key, split=mapping.rows_are == "customers")
        self._show_problem()

    @property
    def mapping(self) -> ColumnMapping:
        """What was matched."""
        what: RowsAre = "customers" if self.rows_are.current == "customers" else "segments"
        scales = {line.at: line.scale_chosen for line in self._lines if line.scale_chosen is not None}
        keys = [line.target.current for line in self._lines]
        split = keys.index(SPLIT) if SPLIT in keys else -1
        return ColumnMapping(what, tuple("" if key == SPLIT else key for key in keys), scales, split)

    @property
    def complete(self) -> bool:
        """Whether one column names or splits the segments and no target has two columns."""
        return not self._problem()

    def _problem(self) -> str:
        if self.of_purchases:
            return ""
        counts = Counter(line.target.current for line in self._lines if line.target.current)
        if "name" not in counts and SPLIT not in counts:
            if self.rows_are.current == "customers":
                return _("Choose the column that names the segments, or one that splits the customers.")
            return _("Choose the column that names the segments.")
        twice = next((key for key, count in counts.items() if count > 1), "")
        if twice:
            label = next(line.target.words() for line in self._lines if line.target.current == twice)
            return _("Two columns hold “{target}”. Keep one of them.").format(target=label)
        return ""

    def _show_problem(self) -> None:
        problem = self._problem()
        self.problem.set_text(problem)
        self.problem.setVisible(bool(problem))
        self.changed.emit()

    def _on_rows(self, key: str) -> None:
        if key == PURCHASES:
            self._show_purchases()
        else:
            self._guess("customers" if key == "customers" else "segments")

    def _on_changed(self) -> None:
        self._show_problem()


def _samples(table: Table, at: int) -> str:
    found: list[str] = []
    for row in table.rows[:200]:
        words = " ".join(text_of(row.cells[at]).split())
        if words and words not in found:
            found.append(words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…")
        if len(found) == _SAMPLES:
            break
    return "  ·  ".join(found) or _("empty")
