"""Named groups of RFM cells: the eleven of the catalogue to start from, moved and renamed at will, best first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from planner.catalogue import rfm_groups
from planner.language import _
from planner.segments.rfm import SCORES
from planner.segments.rfm_grid import Axis, codes_of, second_score

_SPAN = range(1, SCORES + 1)
CODES = tuple(f"{r}{f}{m}" for r in _SPAN for f in _SPAN for m in _SPAN)
"""Every cell: the scores for recency, frequency and money."""


@dataclass(frozen=True, slots=True)
class Group:
    """Some cells under one name, with what is said of them and the lifecycle stage that they stand for."""

    key: str
    name: str
    cells: frozenset[str]
    hint: str = ""
    lifecycle: str = ""


@dataclass(frozen=True, slots=True)
class GroupRule:
    """A group as three spans of scores; the first rule that fits a cell names it."""

    name: str
    recency: tuple[int, int]
    frequency: tuple[int, int]
    monetary: tuple[int, int]

    def fits(self, code: str) -> bool:
        """Whether a cell is inside the spans."""
        spans = (self.recency, self.frequency, self.monetary)
        return all(low <= int(digit) <= high for digit, (low, high) in zip(code, spans, strict=True))


def standard_groups(axis: Axis = "both") -> tuple[Group, ...]:
    """The eleven groups of the catalogue, laid on recency and another axis."""
    return tuple(
        Group(kind.key, kind.name, _cells(kind.recency, kind.other, axis), kind.hint, kind.lifecycle)
        for kind in rfm_groups()
    )


def _cells(recency: tuple[int, int], other: tuple[int, int], axis: Axis) -> frozenset[str]:
    spans = ((r, s) for r in range(recency[0], recency[1] + 1) for s in range(other[0], other[1] + 1))
    return frozenset().union(*(codes_of(r, s, axis) for r, s in spans))


def groups_from_rules(rules: Sequence[GroupRule]) -> tuple[Group, ...]:
    """Groups from rules, the first that fits winning; what none fits becomes one more group, the last."""
    cells: list[set[str]] = [set() for _rule in rules]
    rest: set[str] = set()
    for code in CODES:
        at = next((at for at, rule in enumerate(rules) if rule.fits(code)), -1)
        (cells[at] if at >= 0 else rest).add(code)
    named = [
        Group(f"rule{at}", rule.name, frozenset(found))
        for at, (rule, found) in enumerate(zip(rules, cells, strict=True))
    ]
    return (*named, Group("rest", _("Others"), frozenset(rest))) if rest else tuple(named)


def group_of(groups: Iterable[Group], code: str) -> Group | None:
    """The group that a cell belongs to."""
    return next((group for group in groups if code in group.cells), None)


def with_cells(groups: Sequence[Group], codes: frozenset[str], key: str) -> tuple[Group, ...]:
    """The groups with some cells in another one."""
    return tuple(
        replace(group, cells=group.cells | codes if group.key == key else group.cells - codes) for group in groups
    )


def with_name(groups: Sequence[Group], key: str, name: str) -> tuple[Group, ...]:
    """The groups with one of them renamed; two of the same name become one segment."""
    return tuple(replace(group, name=name) if group.key == key else group for group in groups)


def tile_groups(groups: Sequence[Group], recency: int, second: int, axis: Axis) -> tuple[Group, ...]:
    """The groups that share a tile, the one with most of its cells first."""
    codes = codes_of(recency, second, axis)
    counts = [(len(group.cells & codes), group) for group in groups]
    return tuple(group for count, group in sorted(counts, key=lambda pair: -pair[0]) if count)


def cells_in_words(cells: frozenset[str], axis: Axis) -> tuple[tuple[str, ...], bool]:
    """Cells as short as they can be said: spans of recency and the other score where they are one block of tiles
    (and then True), else the tiles or the cells one by one.
    """
    found = sorted({(int(c[0]), second_score(int(c[1]), int(c[2]), axis)) for c in cells})
    if not found or frozenset().union(*(codes_of(r, s, axis) for r, s in found)) != cells:
        return tuple(sorted(cells, reverse=True)), False
    rows, columns = {r for r, _s in found}, {s for _r, s in found}
    block = len(found) == len(rows) * len(columns)
    if block and all(max(span) - min(span) + 1 == len(span) for span in (rows, columns)):
        return (_span(rows), _span(columns)), True
    return tuple(f"{r}-{s}" for r, s in reversed(found)), False


def _span(scores: set[int]) -> str:
    low, high = min(scores), max(scores)
    return str(low) if low == high else f"{low}–{high}"
