"""A list of customers beside their purchases: which of its columns names them, and which one splits segments."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from planner.intake.cells import LARGE, Table
from planner.intake.purchases.attributes import Attributes
from planner.intake.purchases.columns import guess_roles
from planner.intake.purchases.file import PARQUET, open_transactions
from planner.intake.tables import column_name, read_table
from planner.language import _
from ui.dialogs.journey_import.labelled import FlowRow, Labelled
from ui.widgets import Choice


class CustomerList(FlowRow):
    """Two columns of a list. Signal: ``changed()`` by the user only."""

    changed = Signal()

    def __init__(self, parent: QWidget, width: int) -> None:
        super().__init__(parent)
        self.path = Path()
        self.table: Table | None = None
        self.customer = Choice(_("Customer in the list"), (), self, placeholder=_("Choose a column"))
        self.part = Choice(_("Column that splits"), (), self, placeholder=_("Choose a column"))
        self.fields: list[Labelled] = []
        for choice, words in ((self.part, _("Column that splits")), (self.customer, _("Customer in the list"))):
            choice.chosen.connect(self._on_chosen)
            self.fields.append(Labelled(words, choice, self, width))
            self.add(self.fields[-1])
        self.hide()

    def show_list(self, path: Path, table: Table) -> None:
        """Offers the columns of a list; who its customers are is guessed."""
        self.path, self.table = path, table
        options = [(str(at), head or column_name(at)) for at, head in enumerate(table.head)]
        roles = guess_roles(table)
        self.customer.set_options(options)
        self.customer.set_current(str(roles.index("customer")) if "customer" in roles else "")
        self.part.set_options(options)
        self.part.set_current("")
        text = _("Column of “{file}” that splits")
        self.fields[0].label.set_text(text.format(file=path.name))

    def forget(self) -> None:
        """Without any list."""
        self.table = None

    @property
    def attributes(self) -> Attributes | None:
        """What splits the customers; None until both columns are chosen."""
        if self.table is None or not self.customer.current or not self.part.current:
            return None
        return Attributes(self.path, self.table, int(self.customer.current), int(self.part.current))

    @property
    def problem(self) -> str:
        """What is still to be chosen."""
        if self.table is None:
            return _("Choose a list of customers.")
        if not self.part.current:
            return _("Choose the column of the list that splits segments.")
        if not self.customer.current:
            return _("Choose the column of the list that names the customers.")
        if self.part.current == self.customer.current:
            return _("Customers cannot be split by who they are. Choose another column.")
        return ""

    def _on_chosen(self, _key: str) -> None:
        self.changed.emit()


def read_list(path: Path, progress: Any) -> tuple[Path, Table]:
    """A list of customers, or the beginning of one that the engine reads in place."""
    if path.suffix.lower() in PARQUET:
        return path, open_transactions(path, None, progress).table
    return path, read_table(path, None, progress, limits=LARGE)
