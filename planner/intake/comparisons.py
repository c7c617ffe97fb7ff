"""Comparisons: a table of pairs (perhaps under several criteria), or a square of ratios, as answers to weigh with."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from planner.intake.cells import Cell, Choices, Rejected, Row, Table
from planner.intake.errors import UnreadableError
from planner.intake.names import folded
from planner.intake.tables import read_table
from planner.intake.values import text_of
from planner.language import _
from planner.objectives.ahp import Hierarchy, Pair, Priorities, hierarchy, priorities, read_ratio


@dataclass
class Comparison:
    """What is compared under one name, and the answers."""

    name: str
    items: list[str] = field(default_factory=list)
    answers: dict[Pair, float] = field(default_factory=dict)

    def priorities(self) -> Priorities:
        """The weights."""
        return priorities(self.items, self.answers)


@dataclass(frozen=True, slots=True)
class Comparisons:
    """All comparisons of a file; rows that say none, or that another row contradicts, were left out."""

    source: str
    parts: tuple[Comparison, ...]
    rejected: tuple[Rejected, ...] = ()

    def goal(self) -> Comparison | None:
        """The comparison of the criteria that name other comparisons; None where there is no such level."""
        names = {folded(part.name) for part in self.parts}
        for part in self.parts:
            below = {folded(item) for item in part.items}
            if len(self.parts) > 1 and below <= names - {folded(part.name)}:
                return part
        return None

    def hierarchy(self) -> Hierarchy | None:
        """The weights of what is compared under every criterion of the goal; None without a goal."""
        goal = self.goal()
        if goal is None:
            return None
        by_name = {folded(part.name): part for part in self.parts if part is not goal}
        under = {item: by_name[folded(item)] for item in goal.items}
        choices = list(dict.fromkeys(item for part in under.values() for item in part.items))
        return hierarchy(goal.items, goal.answers, choices, {name: part.answers for name, part in under.items()})


def read_comparisons(path: str | Path, choices: Choices | None = None) -> Comparisons:
    """The comparisons in a file; raises UnreadableError where it holds none."""
    return comparisons_of(read_table(path, choices))


def comparisons_of(table: Table) -> Comparisons:
    """The comparisons in a table: one pair a row, or one item a row and a column each."""
    rows = [Row(table.heading, table.head), *table.rows]
    found = _square(table, rows) or _pairs(table, [*table.above, *rows])
    if not found.parts:
        reason = _("“{name}” holds no comparisons. A row names two items and how many times the first counts more.")
        raise UnreadableError(reason.format(name=table.source))
    return found


def _square(table: Table, rows: Sequence[Row]) -> Comparisons | None:
    across = [folded(text_of(cell)) for cell in rows[0].cells[1:]]
    down = [folded(text_of(row.cells[0])) for row in rows[1:]]
    if len(across) < 2 or across != down or len(set(down)) < len(down):
        return None
    part = Comparison(text_of(rows[0].cells[0]), [text_of(row.cells[0]) for row in rows[1:]])
    rejected: list[Rejected] = []
    for at, row in enumerate(rows[1:]):
        for to, cell in enumerate(row.cells[1:]):
            if at != to and text_of(cell):
                _take(part, row, (part.items[at], part.items[to]), cell, rejected)
    return Comparisons(table.source, (part,), tuple(rejected))


def _pairs(table: Table, rows: Sequence[Row]) -> Comparisons:
    width = len(table.head)
    says = Counter(at for row in rows for at, cell in enumerate(row.cells) if _ratio(cell) is not None)
    at = max(range(width), key=lambda column: (says[column], column), default=0)
    named = [column for column in range(at) if any(text_of(row.cells[column]) for row in rows[1:])][-3:]
    if len(named) < 2 or not says[at]:
        return Comparisons(table.source, (), table.rejected)
    parts: dict[str, Comparison] = {}
    rejected = list(table.rejected)
    first_pair = next(to for to, row in enumerate(rows) if _ratio(row.cells[at]) is not None)
    for row in rows[min(first_pair, 1 + len(table.above)) :]:  # a list may have no headings
        *above, first, second = (" ".join(text_of(row.cells[column]).split()) for column in named)
        under = above[0] if above else ""
        part = parts.setdefault(folded(under), Comparison(under))
        if not first or not second or folded(first) == folded(second):
            rejected.append(Rejected(row.line, _("No two items to compare"), row.cells))
            continue
        pair = (_known(part, first), _known(part, second))
        _take(part, row, pair, row.cells[at], rejected)
    kept = tuple(part for part in parts.values() if part.answers)
    return Comparisons(table.source, kept, tuple(sorted(rejected, key=lambda row: row.line)))


def _known(part: Comparison, name: str) -> str:
    for item in part.items:
        if folded(item) == folded(name):
            return item
    part.items.append(name)
    return name


def _take(part: Comparison, row: Row, pair: Pair, cell: Cell, rejected: list[Rejected]) -> None:
    times = _ratio(cell)
    if times is None:
        reason = (
            _("A date stands where a ratio should") if isinstance(cell, dt.date) else _("No ratio such as 3 or 1/3")
        )
        rejected.append(Rejected(row.line, reason, row.cells))
        return
    known = part.answers.get(pair, 1 / part.answers[pair[::-1]] if pair[::-1] in part.answers else times)
    if abs(known / times - 1) > 0.01:
        rejected.append(Rejected(row.line, _("Another row says something else of this pair"), row.cells))
    elif pair[::-1] not in part.answers:
        part.answers[pair] = times


def _ratio(cell: Cell) -> float | None:
    if isinstance(cell, bool | dt.date) or cell is None:
        return None
    if isinstance(cell, float):
        return cell if cell > 0 else None
    try:
        return read_ratio(cell)
    except ValueError:
        return None
