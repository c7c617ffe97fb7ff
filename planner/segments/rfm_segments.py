"""What named groups of RFM cells make of segments: sizes, value, purchases, tenure and an estimate of retention."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from planner.language import _, apart, date_text, named, ngettext, number
from planner.plan import Plan
from planner.segments.records import Provenance, Rule
from planner.segments.rfm import DAYS_PER_YEAR
from planner.segments.rfm_grid import Axis, Grid, Sums, total
from planner.segments.rfm_groups import Group, cells_in_words, group_of
from planner.segments.small_groups import SMALLEST_GROUP, small_groups_sentence

RETENTION_FROM = 20
"""Retention is estimated from at least so many customers of a year before."""
_LONGEST = 300

Parting = Literal["groups", "parts", "both"]
"""What the segments are: the named groups, the values of a column, or both crossed."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the figures come from: a file, how many rows of it counted, and the columns they were read from."""

    name: str
    rows: int = 0
    columns: str = ""


@dataclass(frozen=True, slots=True)
class Split:
    """The column that splits segments, and whether customers have one of its values or mostly one of several.

    ``order`` are its values as they stand in lists.
    """

    name: str
    mostly: bool = True
    order: tuple[str, ...] = ()

    def place(self, part: str) -> tuple[int, str]:
        """Where a value stands in lists; those without one stand last."""
        return (self.order.index(part) if part in self.order else len(self.order) + (not part), part)

    def rule(self, part: str) -> Rule:
        """The condition of those with one value: Country is mostly France."""
        value = part.removeprefix(named(self.name, ""))
        return Rule(attribute=self.name[:_LONGEST], operator="mostly" if self.mostly else "is", value=value[:_LONGEST])


@dataclass(frozen=True, slots=True)
class RfmSegment:
    """A segment to be: its name, what its customers add up to, and the cells that they are in."""

    name: str
    sums: Sums
    cells: frozenset[str]
    axis: Axis = "both"
    hint: str = ""
    lifecycle: str = ""
    part: str = ""
    split: Split | None = None

    @property
    def retention(self) -> float | None:
        """The share of those in these cells a year before who bought again since: an estimate, None of too few."""
        before = self.sums.before
        return self.sums.came_back / before if before >= RETENTION_FROM else None

    @property
    def fields(self) -> dict[str, Any]:
        """The figures of a segment, per customer; years run from the first purchase, the first one in full.

        Value per year is purchases per year times the average transaction, as the lifetime value takes it.
        """
        sums = self.sums
        years = sums.counted_days / DAYS_PER_YEAR
        average = float(sums.money) / sums.purchases if sums.purchases else None
        return {
            "customers": sums.customers,
            "value_to_date": round(float(sums.money) / years, 2) if years else None,
            "average_transaction_value": round(average, 2) if average is not None and average >= 0 else None,
            "purchases_per_year": round(sums.purchases / years, 4) if years else None,
            "tenure_years": round(sums.tenure_days / DAYS_PER_YEAR / sums.customers, 2) if sums.customers else None,
            "retention": round(self.retention, 4) if self.retention is not None else None,
            "status": "one_time" if sums.purchases == sums.customers else "repeat",
        }

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Who belongs to the segment, as conditions on the scores."""
        said, block = cells_in_words(self.cells, self.axis)
        second = {
            "both": _("Frequency and money score"),
            "frequency": _("Frequency score"),
            "monetary": _("Money score"),
        }[self.axis]
        rules: list[Rule] = []
        if block:
            for attribute, span in zip((_("Recency score"), second), said, strict=True):
                rules.append(Rule(attribute=attribute, operator="between" if "–" in span else "is", value=span))
        elif said:
            listed = ", ".join(said)
            short = listed if len(listed) <= _LONGEST else listed[: _LONGEST - 1].rpartition(",")[0] + "…"
            rules.append(Rule(attribute=_("RFM scores"), operator="one_of", value=short))
        if self.part:
            rules.append((self.split or Split(_("Mostly buys"), mostly=False)).rule(self.part))
        return tuple(rules)

    def provenance(self, source: Source, grid_at: dt.date) -> Provenance:
        """Where the figures come from, and that the retention is an estimate."""
        rows = ngettext("{count} row", "{count} rows", source.rows).format(count=number(source.rows))
        said = [_("{rows} up to {date}").format(rows=rows, date=date_text(grid_at))]
        if source.columns:
            said.append(source.columns)
        if self.retention is not None:
            text = ngettext(
                "retention estimated from {count} customer of a year before",
                "retention estimated from {count} customers of a year before",
                self.sums.before,
            )
            said.append(text.format(count=number(self.sums.before)))
        detail = apart(said)
        return Provenance(kind="rfm", source=source.name[:_LONGEST], date=grid_at, detail=detail[:_LONGEST])


def last_import(plan: Plan) -> dt.date | None:
    """The date of the newest figures from purchases in a plan, to compare the next ones with."""
    dates = [s.provenance.date for s in plan.segments if s.provenance.kind == "rfm" and s.provenance.date is not None]
    return max(dates, default=None)


def segments_of(
    grid: Grid,
    groups: Sequence[Group],
    axis: Axis = "both",
    parting: Parting = "groups",
    split: Split | None = None,
) -> tuple[tuple[RfmSegment, ...], tuple[str, ...]]:
    """The segments of a grid's customers in the order of the groups, and sentences to show with them.

    Groups of the same name become one. Those of fewer than five customers are joined, or left out where they are too
    few even then.
    """
    found: dict[tuple[str, str], RfmSegment] = {}
    listed = split or Split("")
    order = {group.key: at for at, group in enumerate(groups)}
    placed = ((group_of(groups, cell.code), cell) for cell in grid.cells)
    for group, cell in sorted(
        ((g, c) for g, c in placed if g is not None),
        key=lambda pair: (parting != "parts" and order[pair[0].key], listed.place(pair[1].part)),
    ):
        name = "" if parting == "parts" else group.name
        part = "" if parting == "groups" else cell.part
        known = found.get((name, part))
        found[name, part] = RfmSegment(
            _joint(name, part or (_("No value") if parting == "both" and grid.parts else "")),
            known.sums + cell.sums if known else cell.sums,
            (known.cells if known else frozenset()) | (group.cells if parting != "parts" else frozenset()),
            axis,
            known.hint if known else "" if parting == "parts" else group.hint,
            known.lifecycle if known else "" if parting == "parts" else group.lifecycle,
            part,
            split,
        )
    return _large_enough([segment for segment in found.values() if segment.sums.customers])


def _joint(name: str, part: str) -> str:
    if name and part:
        return _("{group}, {part}").format(group=name, part=part)[:_LONGEST]
    return (name or part or _("No value"))[:_LONGEST]


def _large_enough(segments: Iterable[RfmSegment]) -> tuple[tuple[RfmSegment, ...], tuple[str, ...]]:
    every = list(segments)
    large = [segment for segment in every if segment.sums.customers >= SMALLEST_GROUP]
    small = [segment for segment in every if segment.sums.customers < SMALLEST_GROUP]
    if not small:
        return tuple(large), ()
    cells = frozenset().union(*(segment.cells for segment in small))
    other = RfmSegment(_("Other"), total(segment.sums for segment in small), cells, small[0].axis)
    enough = other.sums.customers >= SMALLEST_GROUP
    sentence = small_groups_sentence(len(small), other.name, enough)
    return (*large, other) if enough else tuple(large), (sentence,)
