"""Cells: what a table from outside is made of, whatever file it came in."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from planner.intake.decoding import Encoding

MAX_ROWS = 200_000
MOST_ROWS = 1_048_576
"""As many as a sheet of a workbook can hold."""
MAX_COLUMNS = 200
MAX_CELL = 131_072

Cell = str | float | bool | dt.date | None
Decimal = Literal[".", ","]
Report = Callable[[float, str], None]
"""Told how far a reader has come; it may raise to stop it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a table is read at most: its rows, and of a workbook its bytes, unpacked ones and cells."""

    rows: int = MAX_ROWS
    file: int = 50_000_000
    unpacked: int = 200_000_000
    cells: int = 5_000_000


SMALL = Limits()
LARGE = Limits(MOST_ROWS, 150_000_000, 1_500_000_000, 12_000_000)
"""For rows that are counted and dropped, not kept as items."""


class Row(NamedTuple):  # a table has many, and these are made three times as fast as others
    """The cells of one row and the line of the file, or the row of the sheet, that it starts in."""

    line: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was left out, and why in a few words that are the same for all rows of its kind."""

    line: int
    reason: str
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Choices:
    """How a person wants a file to be read; None leaves it to the reader.

    ``heading`` is the line of the headings, ``sheet`` the name of a sheet; ``times`` asks for dates with their hours
    where a workbook has them.
    """

    encoding: str | None = None
    delimiter: str | None = None
    decimal: Decimal | None = None
    sheet: str | None = None
    heading: int | None = None
    times: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was read: its headings, its rows below them, and how the file was understood.

    ``above`` are the rows over the headings; ``notes`` are sentences about what was changed or is in doubt.
    ``decimal_said`` is whether a person chose the decimal sign, ``decimal_note`` the sentence where it is in doubt.
    """

    source: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]
    decimal: Decimal
    heading: int = 1
    above: tuple[Row, ...] = ()
    encoding: Encoding | None = None
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    decimal_said: bool = False
    decimal_note: str = ""

    def column(self, at: int) -> list[Cell]:
        """The cells of one column, from top to bottom."""
        return [row.cells[at] for row in self.rows]


def silent(_done: float, _words: str) -> None:
    """A report that nobody hears."""
