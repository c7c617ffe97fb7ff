"""Columns of transactions: who bought, when and for how much; guessed by their headings and cells, or said in words."""

import csv
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import resources
from planner.intake.cells import Cell, Table
from planner.intake.errors import UnreadableError
from planner.intake.names import folded
from planner.intake.segments.columns import Target, guess_targets
from planner.intake.tables import column_name
from planner.intake.times import form_of
from planner.intake.values import number_of, text_of
from planner.language import N_, _

_LABELS = {
    "customer": N_("Customer"),
    "date": N_("Date of purchase"),
    "amount": N_("Amount"),
    "quantity": N_("Quantity"),
    "price": N_("Unit price"),
    "order": N_("Order number"),
    "part": N_("Splits the segments"),
}
ROLES = tuple(_LABELS)
"""What a column can be, in the order of menus; ``part`` is any column that tells customers apart."""
_SAID = tuple(role for role in ROLES if role not in ("quantity", "price"))
_SAMPLE = 500


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column is what, by index; -1 for none. The amount stands in a column, or is quantity times price."""

    customer: int = -1
    date: int = -1
    amount: int = -1
    quantity: int = -1
    price: int = -1
    order: int = -1
    part: int = -1

    @property
    def missing(self) -> tuple[str, ...]:
        """The roles that no column has and that are needed."""
        out = [role for role in ("customer", "date") if getattr(self, role) < 0]
        if self.amount < 0 and (self.quantity < 0 or self.price < 0):
            out.append(
                "amount" if self.quantity < 0 and self.price < 0 else "quantity" if self.quantity < 0 else "price"
            )
        return tuple(out)

    def words(self, head: Sequence[str]) -> str:
        """The columns that figures were read from, as a person would say them."""
        name = [heading or column_name(at) for at, heading in enumerate(head)]
        amount = name[self.amount] if self.amount >= 0 else f"{name[self.quantity]} × {name[self.price]}"
        return ", ".join((name[self.customer], name[self.date], amount))


def role_words(role: str) -> str:
    """The name of a role."""
    return _(_LABELS[role])


@lru_cache(maxsize=1)
def _synonyms() -> dict[str, tuple[str, ...]]:
    return {key: tuple(words) for key, words in json.loads(resources.text("headings/transactions.json")).items()}


def columns_of(keys: Sequence[str]) -> Columns:
    """The columns, given the role of each; an amount wins over quantity and price."""
    found = {key: at for at, key in enumerate(keys) if key in _LABELS}
    if "amount" in found:
        found = {key: at for key, at in found.items() if key not in ("quantity", "price")}
    return Columns(**found)


def guess_roles(table: Table) -> tuple[str, ...]:
    """The role of each column by its heading, then by its cells; nothing where it seems to have none."""
    offered = [Target(key, role_words(key), "text", words) for key, words in _synonyms().items()]
    keys = list(guess_targets(table.head, offered))
    _by_cells(table, keys, "date", _is_date)
    if "amount" not in keys:
        both = "quantity" in keys and "price" in keys
        if not both and "price" in keys:
            keys[keys.index("price")] = "amount"  # a price alone is what was paid
        elif not both:
            _by_cells(table, keys, "amount", lambda cell: _is_number(cell, table))
    _by_cells(table, keys, "customer", lambda cell: bool(text_of(cell).strip()))
    return tuple(keys)


def _by_cells(table: Table, keys: list[str], role: str, fits: Callable[[Cell], bool]) -> None:
    """Gives a role that no heading names to the first column whose cells fit it."""
    if role in keys:
        return
    for at, key in enumerate(keys):
        cells = [row.cells[at] for row in table.rows[:_SAMPLE] if text_of(row.cells[at]).strip()]
        if not key and cells and sum(map(fits, cells)) > 0.8 * len(cells):
            keys[at] = role
            return


def _is_date(cell: Cell) -> bool:
    return not isinstance(cell, str | float | bool | None) or (
        isinstance(cell, str) and form_of(cell) in ("year_first", "day_or_month_first")
    )


def _is_number(cell: Cell, table: Table) -> bool:
    try:
        return number_of(cell, table.decimal) is not None
    except ValueError:
        return False


def named_columns(text: str) -> dict[str, str]:
    """The columns that words such as ``customer=ID,date=Day,amount=Quantity*Price`` name, by role.

    Names with a comma stand in quotes: ``"customer=Name, first name"``. Raises UnreadableError.
    """
    found: dict[str, str] = {}
    for part in next(csv.reader([text], skipinitialspace=True), []):
        role, sign, name = part.partition("=")
        role, name = role.strip().casefold(), name.strip()
        if not sign or role not in _SAID or not name:
            known = ", ".join(f"{r}=" for r in _SAID)
            reason = _("“{part}” is not understood. Say {known} each with a column.")
            raise UnreadableError(reason.format(part=part, known=known))
        one, times, two = (piece.strip() for piece in name.replace("×", "*").partition("*"))
        if role == "amount" and times and one and two:
            found["quantity"], found["price"] = one, two
        else:
            found[role] = name
    return found


def read_mapping(text: str, head: Sequence[str]) -> Columns:
    """The columns of a table that words name as above; raises UnreadableError where one is not there."""
    named = named_columns(text)
    if "price" in named:
        # A heading may hold a star itself.
        for sign in ("*", " * ", "×", " × "):
            whole = _at(named["quantity"] + sign + named["price"], head)
            if whole >= 0:
                rest = {
                    role: column_at(name, head) for role, name in named.items() if role not in ("quantity", "price")
                }
                return Columns(**rest, amount=whole)
    return Columns(**{role: column_at(name, head) for role, name in named.items()})


def _at(name: str, head: Sequence[str]) -> int:
    """The index of a column by its heading, its letter, or its heading without case and accents."""
    headings = list(head)
    for names, wanted in (
        (headings, name),
        ([folded(heading) for heading in headings], folded(name)),
        ([column_name(at) for at in range(len(headings))], name),
    ):
        if wanted in names:
            return names.index(wanted)
    return -1


def twice_notes(columns: Columns, head: Sequence[str]) -> list[str]:
    """What to know of the columns in use whose heading stands above others too."""
    notes = []
    for at in sorted({at for role in ROLES if (at := getattr(columns, role)) >= 0}):
        if head[at] and list(head).count(head[at]) > 1:
            text = _("“{name}” heads {count} columns. Column {letter} was read.")
            notes.append(text.format(name=head[at], count=list(head).count(head[at]), letter=column_name(at)))
    return notes


def column_at(name: str, head: Sequence[str]) -> int:
    """The column that a heading or a letter names; raises UnreadableError where there is none, or more than one."""
    at = _at(name, head)
    same = [column_name(i) for i, heading in enumerate(head) if heading == head[at]] if at >= 0 else []
    if len(same) > 1 and name not in same:
        text = _("“{name}” heads more than one column. Name it by its letter: {letters}.")
        raise UnreadableError(text.format(name=name, letters=", ".join(same)))
    if at < 0:
        listed = ", ".join(heading or column_name(at) for at, heading in enumerate(head[:30]))
        raise UnreadableError(
            _("There is no column “{name}”. The columns are: {listed}.").format(name=name, listed=listed)
        )
    return at
