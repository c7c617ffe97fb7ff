"""Columns of the segment table: what they are called, how wide they are, what is typed into them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from planner.language import N_, _, parse_number, parse_percent, percent, short_number
from planner.segments.records import Segment


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width, whether its cells stand at the right and whether it is shown at first.

    ``field`` is the field of the segment that is typed into it; ``spare`` columns hide first in narrow tables.
    """

    key: str
    words: str
    width: int = 0
    right: bool = True
    shown: bool = True
    field: str = ""
    spare: bool = False

    @property
    def heading(self) -> str:
        """The heading in the current language."""
        return _(self.words)


COLUMNS: tuple[Column, ...] = (
    Column("name", N_("Segment"), right=False, field="name"),
    Column("customers", N_("Customers"), 80, field="customers"),
    Column("value", N_("Value to date"), 90, field="value_to_date"),
    Column("expected", N_("Expected"), 80, field="expected_value"),
    Column("loyalty", N_("Loyalty"), 84, right=False, field="loyalty", spare=True),
    Column("churn", N_("Churn"), 60, field="retention"),
    Column("clv", N_("Lifetime value"), 96, shown=False),
    Column("criteria", N_("Criteria"), 180, right=False, shown=False, spare=True),
    Column("stability", N_("Rank kept"), 78, shown=False),
    Column("priority", N_("Priority"), 74),
    Column("objectives", N_("Objectives"), 92, right=False),
)

AT = {column.key: at for at, column in enumerate(COLUMNS)}
"""The index of each column by its key."""


def typed_text(column: Column, segment: Segment) -> str:
    """What the editor of a cell starts with."""
    value: Any = getattr(segment, column.field)
    if value is None:
        return ""
    if column.field == "name":
        return str(value)
    if column.field == "retention":
        return percent(round(1.0 - value, 6), 0 if round((1 - value) * 1000) % 10 == 0 else 1)
    return short_number(value)


def read_typed(column: Column, text: str) -> Any:
    """The value of the field that was typed into a cell; raises ValueError where it is none."""
    text = text.strip()
    if column.field == "name":
        return text
    return _READERS[column.field](text) if text else None


def _share_kept(text: str) -> float:
    return round(1.0 - parse_percent(text), 6)


_READERS: dict[str, Callable[[str], Any]] = {
    "customers": lambda text: round(parse_number(text)),
    "value_to_date": parse_number,
    "expected_value": parse_number,
    "loyalty": parse_number,
    "retention": _share_kept,
}


def typed_example(column: Column) -> str:
    """What to tell where a text could not be read."""
    if column.field == "customers":
        return _("Enter a whole number, for example {example}.").format(example=short_number(12_900))
    if column.field == "retention":
        return _("Enter a percentage, for example {example}.").format(example="42\u00a0%")
    if column.field == "loyalty":
        return _("Enter a number from 0 to 100.")
    return _("Enter an amount, for example {example}.").format(example=short_number(540))
