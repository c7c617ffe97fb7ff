"""The RFM grid: how many customers share three scores, what they bring, and the same as five by five tiles."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Literal

from planner.segments.rfm import SCORES, Breaks, Measure

Axis = Literal["both", "frequency", "monetary"]
"""What the rows of the five by five grid are: frequency and money together, or one of them."""


@dataclass(frozen=True, slots=True)
class Sums:
    """What some customers add up to, and never one of them.

    ``tenure_days`` are the days since their first purchases, ``counted_days`` the same with a year at least each.
    ``before`` counts those who had these scores on the date compared with, ``came_back`` those of them who bought
    again since.
    """

    customers: int = 0
    purchases: int = 0
    money: Decimal = Decimal(0)
    tenure_days: int = 0
    counted_days: int = 0
    before: int = 0
    came_back: int = 0

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Sums)))


def total(sums: Iterable[Sums]) -> Sums:
    """All of them together."""
    return sum(sums, Sums())


@dataclass(frozen=True, slots=True)
class Cell:
    """The customers with the same three scores, and the same part where a column splits them."""

    recency: int
    frequency: int
    monetary: int
    sums: Sums
    part: str = ""

    @property
    def code(self) -> str:
        """The three scores as one word: 543."""
        return f"{self.recency}{self.frequency}{self.monetary}"

    def tile(self, axis: Axis) -> tuple[int, int]:
        """Recency and the score of the other axis."""
        return self.recency, second_score(self.frequency, self.monetary, axis)


@dataclass(frozen=True, slots=True)
class Grid:
    """The answer to the RFM question: cells, break points, the analysis date and the date compared with."""

    cells: tuple[Cell, ...]
    at: dt.date
    since: dt.date
    breaks: Mapping[Measure, Breaks] = field(default_factory=dict)

    @property
    def sums(self) -> Sums:
        """All customers together."""
        return total(cell.sums for cell in self.cells)

    @property
    def parts(self) -> tuple[str, ...]:
        """What the customers are split by, most of them first; nothing where they are not."""
        counts: dict[str, int] = {}
        for cell in self.cells:
            counts[cell.part] = counts.get(cell.part, 0) + cell.sums.customers
        return tuple(part for part in sorted(counts, key=lambda p: (-counts[p], p)) if part or len(counts) > 1)


def second_score(frequency: int, monetary: int, axis: Axis) -> int:
    """The score on the axis beside recency; the mean of frequency and money, a half rounded up."""
    if axis == "both":
        return (frequency + monetary + 1) // 2
    return frequency if axis == "frequency" else monetary


def tiles(grid: Grid, axis: Axis) -> dict[tuple[int, int], Sums]:
    """The five by five grid: recency and the other score, each from 1 to 5, to what its customers add up to."""
    found = {(r, s): Sums() for r in range(1, SCORES + 1) for s in range(1, SCORES + 1)}
    for cell in grid.cells:
        found[cell.tile(axis)] += cell.sums
    return found


def codes_of(recency: int, second: int, axis: Axis) -> frozenset[str]:
    """The codes of the cells that lie in a tile."""
    span = range(1, SCORES + 1)
    return frozenset(f"{recency}{f}{m}" for f in span for m in span if second_score(f, m, axis) == second)
