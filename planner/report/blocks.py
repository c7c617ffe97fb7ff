"""Blocks: what a report is made of. Cells are typed, so that a workbook gets real numbers and paper gets words."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from planner import language
from planner.language import (
    NBSP,
    date_text,
    money,
    money_short,
    percent,
    points,
    short_number,
    short_percent,
    signed,
)

CellKind = Literal["text", "number", "money", "percent", "points", "date"]
Tone = Literal["", "strong", "muted", "ok", "warn", "bad"]

NONE = "–"
"""What stands in a cell where nothing is known."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One value with its kind; percent and points are shares from 0 to 1, money is in the plan's currency.

    ``digits`` are the decimals of a number; ``short`` writes money as €5.4M, a number with no more decimals than it
    needs and a percent with one where it has one; ``sign`` shows a plus; ``unit`` follows a number; ``ref`` is the id
    of the record that it names; ``under`` are more words under it. None is not known; an empty text is a blank.
    """

    value: str | float | dt.date | None
    kind: CellKind = "text"
    digits: int = 0
    short: bool = False
    sign: bool = False
    unit: str = ""
    currency: str = "EUR"
    tone: Tone = ""
    ref: str = ""
    under: str = ""


def text(words: str, tone: Tone = "", ref: str = "", under: str = "") -> Cell:
    """A cell with words; none are not known."""
    return Cell(words or None, tone=tone, ref=ref, under=under)


def blank() -> Cell:
    """A cell that stays empty."""
    return Cell("")


def number(
    value: float | None, digits: int = 0, *, short: bool = False, unit: str = "", sign: bool = False, tone: Tone = ""
) -> Cell:
    """A cell with a number, its decimals, and perhaps a unit."""
    return Cell(value, "number", digits, short=short, unit=unit, sign=sign, tone=tone)


def amount(
    value: float | None, currency: str, *, short: bool = False, sign: bool = False, digits: int = 0, tone: Tone = ""
) -> Cell:
    """A cell with money."""
    return Cell(value, "money", digits, short=short, sign=sign, currency=currency, tone=tone)


def share(value: float | None, *, short: bool = False, tone: Tone = "") -> Cell:
    """A cell with a share, written in percent."""
    return Cell(value, "percent", short=short, tone=tone)


def gained(value: float | None, tone: Tone = "") -> Cell:
    """A cell with a difference of shares, written in points with its sign."""
    return Cell(value, "points", sign=True, tone=tone)


def day(value: dt.date | None, tone: Tone = "") -> Cell:
    """A cell with a date."""
    return Cell(value, "date", tone=tone)


def said(cell: Cell) -> str:
    """The cell as people read it, in the language spoken; a dash where nothing is known."""
    value = cell.value
    if value is None:
        return NONE
    if isinstance(value, dt.date):
        return date_text(value)
    if isinstance(value, str):
        return value
    return _figure(cell, float(value))


def _figure(cell: Cell, value: float) -> str:
    plus = "+" if cell.sign and value > 0 else ""
    if cell.kind == "money":
        if cell.short:
            return plus + money_short(value, cell.currency)
        return plus + money(value, cell.currency, cell.digits)
    if cell.kind == "percent":
        return short_percent(value) if cell.short else percent(value, cell.digits)
    if cell.kind == "points":
        return points(value)
    words = short_number(value, cell.digits) if cell.short else language.number(value, cell.digits)
    words = signed(value, cell.digits) if cell.sign else words
    return words + (NBSP + cell.unit if cell.unit else "")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a topic, level 1 or 2; ``more`` is said behind it, in plain words."""

    words: str
    level: int = 1
    more: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words that run on; ``lead_in`` comes first and stands out; ``small`` ones are of less weight."""

    words: str
    lead_in: str = ""
    tone: Tone = ""
    small: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """Words in a list, one after another."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """What someone in the room said or noted, with the question or the date that it belongs to."""

    words: str
    about: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure with its label; ``then`` is what it shall become."""

    label: str
    value: Cell
    then: Cell | None = None


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """Figures side by side, at most four; ``outcomes`` puts the figure over its label."""

    figures: tuple[KeyFigure, ...]
    outcomes: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head, what its cells are, and its share of the width."""

    key: str
    head: str
    kind: CellKind = "text"
    wide: float = 1.0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of typed cells; ``key`` names the table for good, ``total`` is its last row, ``caption`` says its rule.

    ``bare`` leaves the head out on paper where the rows speak for themselves; a table that is not ``printed`` says
    what a figure shows already, and is there for workbooks.
    """

    key: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()
    title: str = ""
    caption: str = ""
    bare: bool = False
    printed: bool = True


@dataclass(frozen=True, slots=True)
class FigureSpec:
    """A figure by its key and arguments; whoever formats the report draws it from the plan.

    ``words`` says what it shows, for who cannot see it and where it cannot be drawn.
    """

    key: str
    arguments: tuple[tuple[str, str | int | float | bool], ...] = ()
    words: str = ""
    caption: str = ""
    lead_in: str = ""
    """The first words of the caption, which stand out."""


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence set apart: something is missing, or must be known to read what follows."""

    words: str
    tone: Tone = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Chips:
    """Short words in a row, such as the rules of a segment."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """What is missing for something, in a box: each item with what takes it up, or nothing."""

    title: str
    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """Two columns of blocks; ``share`` is what the left one takes of the width."""

    left: tuple["Block", ...]
    right: tuple["Block", ...]
    share: float = 0.5


@dataclass(frozen=True, slots=True)
class Rule:
    """A hairline across the page."""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page, where less than a share of this one is left; by default in any case."""

    left: float = 1.0


Block = (
    Heading
    | Paragraph
    | Bullets
    | Quoted
    | KeyFigures
    | Table
    | FigureSpec
    | Note
    | Chips
    | Missing
    | Beside
    | Rule
    | PageBreak
)


@dataclass(frozen=True, slots=True)
class Topic:
    """What starts on a page of its own: a heading that states the finding, a lead, and blocks.

    ``kicker`` stands over the heading, ``colour`` is that of its dot (a role or #RRGGBB), ``ref`` the id of the
    record that the topic is about; ``short`` names it in the table of contents.
    """

    heading: str
    lead: str = ""
    blocks: tuple[Block, ...] = ()
    kicker: str = ""
    colour: str = ""
    short: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report: its key for good, its name, and its topics."""

    key: str
    name: str
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a client receives, in the plan's language; ``period`` are the years that it is about.

    ``currency``, ``brand`` and ``logo`` (PNG as base64) are the client's; ``paper`` is ``a4`` or ``letter``.
    The cover is a section too: its topic holds the title, what the report is about, and the years.
    """

    title: str
    client: str
    subject: str
    date: dt.date
    language: str
    paper: str
    period: str
    brand: str
    logo: str
    confidentiality: str
    version: str
    currency: str
    keywords: tuple[str, ...]
    sections: tuple[Section, ...]

    def section(self, key: str) -> Section | None:
        """A section by its key."""
        return next((section for section in self.sections if section.key == key), None)

    def tables(self) -> Iterator[Table]:
        """Every table of the report, in its order."""
        for section in self.sections:
            for topic in section.topics:
                yield from _tables(topic.blocks)

    def figures(self) -> Iterator[FigureSpec]:
        """Every figure of the report, in its order."""
        for section in self.sections:
            for topic in section.topics:
                yield from (b for b in _flat(topic.blocks) if isinstance(b, FigureSpec))


def _flat(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Beside):
            yield from _flat(block.left)
            yield from _flat(block.right)
        else:
            yield block


def _tables(blocks: tuple[Block, ...]) -> Iterator[Table]:
    yield from (block for block in _flat(blocks) if isinstance(block, Table))
