"""Second step: which column is what, guessed and then confirmed, and what the figures count."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.intake.cells import Table
from planner.intake.purchases.attributes import Attributes
from planner.intake.purchases.columns import ROLES, Columns, columns_of, guess_roles, role_words
from planner.intake.purchases.file import TransactionFile
from planner.intake.tables import column_name
from planner.intake.times import form_of
from planner.intake.values import text_of
from planner.language import _
from planner.segments.rfm import Definition
from ui.dialogs.journey_import.labelled import FlowRow, Labelled
from ui.dialogs.preview import fill_preview, framed, preview_grid
from ui.dialogs.rfm_build.customer_list import CustomerList
from ui.theme import theme
from ui.widgets import Choice, ScrollColumn, Segmented, Words, date_field

LIST = "list"
"""The choice of a list of customers in place of a column of the purchases."""
_WIDTH = 246
"""How wide each field is, so that four stand in a row and those of all rows in columns."""
PREVIEW = 180
"""How high the first rows of the file are at least."""


class RfmColumnsStep(QWidget):
    """The columns and the definition. Signals: ``changed()`` when the person has chosen something else;
    ``list_asked()`` where a list of customers is to split the segments.
    """

    changed = Signal()
    list_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.file: TransactionFile | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        # On a low window the fields need all of it: then everything scrolls together.
        self.area = ScrollColumn(self, (0, 0, 8, 0))
        self.area.body.setSpacing(14)
        self.area.body.addWidget(self._build_columns())
        self.list = CustomerList(self, _WIDTH)
        self.list.changed.connect(self._show)
        self.area.body.addWidget(self.list)
        self.area.body.addWidget(self._build_definition())
        self.meaning = Words("", "small", "text.secondary", self, wrap=True)
        self.area.body.addWidget(self.meaning)
        self.grid = preview_grid(self)
        self.grid.setAccessibleName(_("First rows of the file"))
        self.grid.setMinimumHeight(round(PREVIEW * theme().scale))
        self.area.body.addWidget(framed(self.grid, self), 1)
        column.addWidget(self.area, 1)
        self.problem = Words("", "body", "bad.text", self, wrap=True)
        column.addWidget(self.problem)
        self._say_meaning()

    def _build_columns(self) -> QWidget:
        row = FlowRow(self)
        self.choices: dict[str, Choice] = {}
        self.fields: dict[str, Labelled] = {}
        self.source = Segmented([("amount", _("In one column")), ("product", _("Quantity × price"))], self)
        self.source.setAccessibleName(_("Where the amount stands"))
        self.source.chosen.connect(self._on_source)
        for role in ROLES:
            if role == "amount":
                source = Labelled(_("Amount"), self.source, self)
                source.setMinimumWidth(round(_WIDTH * theme().scale))
                row.add(source)
            choice = Choice(role_words(role), (), self, placeholder=_("Choose a column"))
            choice.chosen.connect(self._on_part if role == "part" else self._on_choice)
            words = _("Column of the amount") if role == "amount" else role_words(role)
            self.choices[role] = choice
            self.fields[role] = Labelled(words, choice, self, _WIDTH)
            row.add(self.fields[role])
        return row

    def _build_definition(self) -> QWidget:
        row = FlowRow(self)
        self.at = date_field(_("Analysis date"), self)
        self.at.edit.setPlaceholderText(_("the day after the last row"))
        self.at.committed.connect(self._on_date)
        self.frequency = Choice(
            _("Frequency counts"),
            [("days", _("Days with a purchase")), ("orders", _("Orders")), ("rows", _("Rows"))],
            self,
        )
        self.frequency.set_current("days")
        self.returns = Choice(
            _("Returns"),
            [
                ("net", _("Taken off the money")),
                ("count", _("Taken off, and count as purchases")),
                ("leave_out", _("Left out")),
            ],
            self,
        )
        self.returns.set_current("net")
        self.dates = Choice(_("Dates such as 03/04"), [("day", _("Day first")), ("month", _("Month first"))], self)
        self.dates.set_current("day")
        for choice in (self.frequency, self.returns, self.dates):
            choice.chosen.connect(self._on_choice)
        row.add(Labelled(_("Analysis date"), self.at, self, _WIDTH))
        row.add(Labelled(_("Frequency counts"), self.frequency, self, _WIDTH))
        row.add(Labelled(_("Returns"), self.returns, self, _WIDTH))
        self.dates_field = row.add(Labelled(_("Dates such as 03/04"), self.dates, self, _WIDTH))
        return row

    def show_file(self, file: TransactionFile) -> None:
        """Guesses what the columns of a file are."""
        if file is self.file:
            return
        self.file = file
        self.list.forget()
        table = file.table
        names = [
            heading or _("Column {letter}").format(letter=column_name(at)) for at, heading in enumerate(table.head)
        ]
        options = [(str(at), name) for at, name in enumerate(names)]
        guessed = columns_of(guess_roles(table))
        for role, choice in self.choices.items():
            optional = [("", _("None"))] if role in ("order", "part") else []
            choice.placeholder = _("None") if role in ("order", "part") else _("Choose a column")
            listed = [(LIST, _("A column of a customer list…"))] if role == "part" else []
            choice.set_options([*optional, *options, *listed])
            at = getattr(guessed, role)
            choice.set_current(str(at) if at >= 0 else "")
        self.source.set_current("product" if guessed.amount < 0 and guessed.quantity >= 0 else "amount")
        fill_preview(self.grid, table)
        self._show()

    @property
    def columns(self) -> Columns:
        """What was matched."""
        unused = ("quantity", "price") if self.source.current == "amount" else ("amount",)
        found: dict[str, Any] = {
            role: int(choice.current)
            for role, choice in self.choices.items()
            if choice.current not in ("", LIST) and role not in unused
        }
        return Columns(**found)

    @property
    def attributes(self) -> Attributes | None:
        """The list of customers that splits the segments, where one does."""
        return self.list.attributes if self.choices["part"].current == LIST else None

    def show_list(self, path: Path, table: Table) -> None:
        """Offers the columns of a list of customers."""
        self.list.show_list(path, table)
        self._show()
        self.list.part.setFocus(Qt.FocusReason.OtherFocusReason)

    def without_list(self) -> None:
        """No list was chosen after all."""
        if self.list.table is None:
            self.choices["part"].set_current("")
            self._show()

    @property
    def day_first(self) -> bool | None:
        """Whether the day comes before the month, where the dates do not tell."""
        return self.dates.current == "day" if self.dates_field.isVisibleTo(self) else None

    @property
    def definition(self) -> Definition:
        """What the figures count."""
        frequency: Any = self.frequency.current
        returns: Any = self.returns.current
        return Definition(self.at.value, frequency=frequency, returns=returns)

    @property
    def complete(self) -> bool:
        """Whether all is matched that is needed."""
        return self.file is not None and not self._problem()

    def _problem(self) -> str:
        columns = self.columns
        if columns.missing:
            roles = ", ".join(role_words(role).lower() for role in columns.missing)
            return _("Choose the column for: {roles}.").format(roles=roles)
        if self.frequency.current == "orders" and columns.order < 0:
            return _("Choose the column with the order numbers to count orders.")
        if self.choices["part"].current == LIST and self.list.problem:
            return self.list.problem
        used = [at for role in ROLES if (at := getattr(columns, role)) >= 0]
        return _("One column is chosen twice.") if len(set(used)) < len(used) else ""

    def _show(self) -> None:
        product = self.source.current == "product"
        for role, shown in (("amount", not product), ("quantity", product), ("price", product)):
            self.fields[role].setVisible(shown)
        self.dates_field.setVisible(self._in_doubt())
        self.list.setVisible(self.choices["part"].current == LIST and self.list.table is not None)
        problem = self._problem()
        self.problem.set_text(problem)
        self.problem.setVisible(bool(problem))
        self._say_meaning()
        self.changed.emit()

    def _in_doubt(self) -> bool:
        """Whether the dates of the first rows leave open what comes first."""
        at = self.choices["date"].current
        if self.file is None or not at or self.file.is_parquet:
            return False
        seen = [text_of(row.cells[int(at)]) for row in self.file.table.rows]
        return any(form_of(said) == "day_or_month_first" for said in seen)

    def _say_meaning(self) -> None:
        counts = {
            "days": _("Frequency is the number of days with a purchase."),
            "orders": _("Frequency is the number of orders with a purchase."),
            "rows": _("Frequency is the number of rows with a purchase."),
        }[self.frequency.current]
        said = (
            _("Recency is the days from the last purchase to the analysis date."),
            counts,
            _("Money is the sum of all amounts, where returns are less than zero."),
            _("Each is scored 1 to 5 by fifths of the customers; equal values share a score."),
        )
        self.meaning.set_text(" ".join(said))

    def _on_source(self, _key: str) -> None:
        self._show()

    def _on_choice(self, _key: str) -> None:
        self._show()

    def _on_part(self, key: str) -> None:
        self._show()
        if key == LIST:
            self.list_asked.emit()

    def _on_date(self, _value: object) -> None:
        self._show()
