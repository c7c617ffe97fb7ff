"""The workbook as data: sheets of tables, grids, words and charts, before anything is written.

A formula is a template. ``{cost}`` is the cell of that column in the same row, ``{low:high}`` the cells from one column
to another, ``{money.cost}`` a whole column of a table, ``{money.low:high}`` several, ``{money#low:high}`` their heads,
``{$discount_rate}`` a cell or list with a name, ``{^weight.a:b}`` cells of a band above the table, ``{scores^weight}``
all of that band of another table. Beside the formula stands its value as Rapport computes it: readers that do not
calculate show it, and where something that the formula rests on is not in the workbook, the value stands alone.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

Value = str | float | bool | dt.date | None
Kind = Literal[
    "text",
    "whole",
    "number",
    "fine",
    "exact",
    "tiny",
    "money",
    "cents",
    "percent",
    "share",
    "rate",
    "points",
    "date",
    "month",
    "flag",
    "truth",
]
"""What a value is: ``number`` has one decimal, ``fine`` two, ``exact`` three, ``cents`` is money with two, ``share`` a
percent with one, ``rate`` with four, ``points`` a difference of shares, ``flag`` 1 or 0 that reads yes or no."""
Role = Literal["", "strong", "muted", "input", "derived", "total", "code", "link", "check"]
"""How a cell looks and what may be done with it: ``input`` is typed by the team, ``derived`` computed by Rapport from
what a sheet cannot hold; formulas have no role of their own."""
Formula = str | Sequence[str]
"""A template, or several of which the first one counts whose parts are all in the workbook."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell that is otherwise than its column, or stands in a grid.

    ``link`` is the key of a sheet to go to; ``spread`` is over how many columns of a grid it goes.
    """

    value: Value
    kind: Kind | Literal[""] = ""
    role: Role = ""
    formula: Formula = ()
    name: str = ""
    link: str = ""
    choices: str = ""
    spread: int = 1


Cell = Value | Entry


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: what its cells are, how they are got from an item, and its formula where it has one.

    ``wide`` is in characters; ``choices`` names the list that may be chosen from, ``strict`` that nothing else may;
    ``total`` is ``sum`` or a template, ``total_value`` what that comes to; a column that is not ``printed`` stands
    right of the printed area.
    """

    key: str
    head: str
    value: Callable[[Any], Cell]
    kind: Kind = "text"
    wide: float = 12.0
    role: Role = ""
    formula: Formula = ()
    choices: str = ""
    strict: bool = True
    total: str = ""
    total_value: Value = None
    printed: bool = True


@dataclass(frozen=True, slots=True)
class Band:
    """A row above a table with something for some of its columns, such as the weights of criteria."""

    key: str
    label: str
    cells: dict[str, Entry]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the workbook: its key for good, its columns and what its rows are made from."""

    key: str
    columns: tuple[Column, ...]
    items: Sequence[Any]
    bands: tuple[Band, ...] = ()
    total_label: str = ""
    title: str = ""
    frozen: int = 2

    @property
    def name(self) -> str:
        """The name that formulas use: tblKpis."""
        return "tbl" + "".join(part.capitalize() for part in self.key.split("_"))

    @property
    def has_total(self) -> bool:
        """Whether it ends with a row of totals."""
        return any(column.total for column in self.columns)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a sheet."""

    words: str


@dataclass(frozen=True, slots=True)
class Words:
    """A text across the sheet; ``columns`` limits its width."""

    words: str
    role: Role = ""
    columns: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells that are no table: facts with their label, or an index. ``lists`` name columns as choices."""

    rows: tuple[tuple[Cell, ...], ...]
    heads: tuple[str, ...] = ()
    lists: tuple[tuple[str, int, int, int], ...] = ()
    """A name, its column from 1, the first of its rows from 0, and how many there are."""


@dataclass(frozen=True, slots=True)
class Card:
    """A figure over its label."""

    label: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Cards:
    """Figures beside each other, each over some columns."""

    cards: tuple[Card, ...]
    span: int = 2


@dataclass(frozen=True, slots=True)
class Series:
    """What a chart shows: columns of a table by key, under a name."""

    values: str
    name: str = ""
    colour: str = "accent.fill"


@dataclass(frozen=True, slots=True)
class Chart:
    """A native chart on the columns of a table; ``words`` says what it shows to who cannot see it.

    ``bubble`` takes x, y and size and names each bubble by ``labels``; ``size`` is in centimetres.
    """

    shape: Literal["bubble", "bar", "line", "radar"]
    table: str
    labels: str
    series: tuple[Series, ...]
    title: str
    words: str
    x: str = ""
    size: str = ""
    x_title: str = ""
    y_title: str = ""
    kind: Kind = "number"
    wide: float = 12.4
    high: float = 7.2


@dataclass(frozen=True, slots=True)
class Charts:
    """Charts beside each other."""

    charts: tuple[Chart, ...]


Block = Table | Heading | Words | Grid | Cards | Charts


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its key for good, its name on the tab, the part that it belongs to, what it says first, its blocks.

    ``holds`` says in the index what it is for; ``widths`` are those of its columns where its tables do not
    set them; ``one_page`` prints all of it on one.
    """

    key: str
    name: str
    part: str
    title: str
    finding: str = ""
    lead: str = ""
    holds: str = ""
    blocks: tuple[Block, ...] = ()
    widths: tuple[float, ...] = ()
    one_page: bool = False

    def tables(self) -> Iterator[Table]:
        """Its tables, in order."""
        return (block for block in self.blocks if isinstance(block, Table))


@dataclass(frozen=True, slots=True)
class Book:
    """All sheets of a workbook, with what frames their printed pages."""

    title: str
    client: str
    subject: str
    language: str
    currency: str
    paper: str
    brand: str
    confidentiality: str
    version: str
    date: dt.date
    keywords: tuple[str, ...]
    logo: str = ""
    sheets: tuple[Sheet, ...] = field(default=())


def entry(cell: Cell, column: Column | None = None) -> Entry:
    """A cell in full: what it does not say itself is taken from its column."""
    if not isinstance(cell, Entry):
        return Entry(cell, column.kind, column.role, column.formula) if column else Entry(cell, "text")
    if column is None:
        return cell if cell.kind else replace(cell, kind="text")
    return replace(
        cell, kind=cell.kind or column.kind, role=cell.role or column.role, formula=cell.formula or column.formula
    )


def templates(formula: Formula) -> tuple[str, ...]:
    """The templates of a formula, the one to try first in front."""
    return (formula,) if isinstance(formula, str) else tuple(formula)
