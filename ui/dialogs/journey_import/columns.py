"""The columns of a table of a journey: what each holds, guessed, then confirmed."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from planner.intake.cells import Table
from planner.intake.journeys.columns import NEEDED, TableKind, role_words
from planner.intake.tables import column_name
from planner.language import _
from ui.dialogs.journey_import.labelled import FlowRow, Labelled
from ui.widgets import Choice
from ui.widgets.containers import clear_layout

SHOWN: dict[TableKind, tuple[str, ...]] = {
    "events": ("case", "activity", "time"),
    "paths": ("path", "conversions", "value", "lost", "customers"),
    "edges": ("source", "target", "share", "count", "delay"),
}
"""The roles that are offered; all others are taken as they seem to be."""
WIDE = 172
_LONGEST = 40


class ColumnChoices(FlowRow):
    """A choice of the column for each role, and how dates are written. Signal: ``changed()`` by the user only."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.kind: TableKind = "events"
        self.choices: dict[str, Choice] = {}
        self.dates: Choice | None = None
        self._others: dict[str, int] = {}

    def show_table(self, table: Table, kind: TableKind, columns: Mapping[str, int]) -> None:
        """Offers the columns of a table, those that seem right chosen."""
        clear_layout(self.flow)
        self.kind, self.choices, self.dates = kind, {}, None
        self._others = {role: at for role, at in columns.items() if role not in SHOWN[kind]}
        options = [("", _("No column")), *((str(at), heading(table, at)) for at in range(len(table.head)))]
        words = dict(role_words(kind))
        for role in SHOWN[kind]:
            choice = Choice(words[role], options, self, placeholder=_("No column"))
            choice.set_current(str(columns[role]) if role in columns else "")
            choice.chosen.connect(self._on_chosen)
            self.choices[role] = choice
            self.add(Labelled(words[role], choice, self, WIDE)).show()
        if kind == "events":
            self._offer_dates()
        self.updateGeometry()

    def _offer_dates(self) -> None:
        options = [("", _("As they seem to be")), ("day", _("Day first")), ("month", _("Month first"))]
        self.dates = Choice(_("Dates"), options, self)
        self.dates.chosen.connect(self._on_chosen)
        self.add(Labelled(_("Dates"), self.dates, self, WIDE)).show()

    def _on_chosen(self, _key: str) -> None:
        self.changed.emit()

    @property
    def columns(self) -> dict[str, int]:
        """The column of each role that has one."""
        chosen = {role: int(choice.current) for role, choice in self.choices.items() if choice.current}
        taken = set(chosen.values())
        return {**{role: at for role, at in self._others.items() if at not in taken}, **chosen}

    @property
    def day_first(self) -> bool | None:
        """Whether the day comes first in dates, None to find out."""
        return None if self.dates is None or not self.dates.current else self.dates.current == "day"

    def missing(self) -> str:
        """What must be chosen before anything can be read, or nothing."""
        words = dict(role_words(self.kind))
        lacking = [words[role] for role in NEEDED[self.kind] if role not in self.columns]
        return _("Choose the column for: {roles}.").format(roles=", ".join(lacking)) if lacking else ""


def heading(table: Table, at: int) -> str:
    """What a column is called, in short."""
    words = " ".join(table.head[at].split()) or _("Column {letter}").format(letter=column_name(at))
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
