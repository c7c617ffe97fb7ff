"""Customer lists: rows of customers summed into the segments that a column names; the rows themselves are dropped."""

from typing import Any

from planner.intake.cells import Rejected, Report, Table
from planner.intake.names import folded
from planner.intake.segments.cells import CellReader
from planner.intake.segments.rows import Columns, ImportedSegment, segment_from
from planner.language import _
from planner.segments.small_groups import SMALLEST_GROUP as SMALLEST_GROUP
from planner.segments.small_groups import small_groups_sentence

_DIGITS = {"money": 2, "number": 2, "years": 2, "months": 2, "index": 1, "share": 4, "lost": 4}


class _Group:
    """What is known of one segment so far: sums and counts, never a row."""

    def __init__(self, name: str, line: int) -> None:
        self.name, self.line = name, line
        self.customers = 0
        self.rows = 0
        self._sums: dict[str, float] = {}
        self._counts: dict[str, int] = {}

    def add(self, said: dict[str, Any]) -> None:
        """Counts one more customer."""
        self.customers += 1
        for key, value in said.items():
            self._sums[key] = self._sums.get(key, 0.0) + float(value)
            self._counts[key] = self._counts.get(key, 0) + 1

    def join(self, other: "_Group") -> None:
        """Takes another group in."""
        self.customers += other.customers
        self.rows += other.rows
        for key, value in other._sums.items():
            self._sums[key] = self._sums.get(key, 0.0) + value
            self._counts[key] = self._counts.get(key, 0) + other._counts[key]

    def segment(self, columns: Columns) -> ImportedSegment:
        """The segment with its means."""
        said: dict[str, Any] = {"customers": self.customers}
        for key, total in self._sums.items():
            said[key] = round(total / self._counts[key], _DIGITS.get(columns[key][1].kind, 2))
        return segment_from(self.name, said, self.rows, self.line)


def read_customers(
    table: Table, columns: Columns, reader: CellReader, report: Report
) -> tuple[list[ImportedSegment], list[Rejected]]:
    """The segments that the rows of customers add up to, and the rows that were left out.

    A customer without a number is left out where there is a column for it, and so is one that came before.
    Groups of fewer than five customers become one.
    """
    groups: dict[str, _Group] = {}
    rejected: list[Rejected] = []
    seen: set[str] = set()
    (at, target), who = columns["name"], columns.get("customer")
    figures = {key: pair for key, pair in columns.items() if key not in ("name", "customer")}
    for count, row in enumerate(table.rows):
        if count % 2_000 == 0:
            report(count / len(table.rows), "")
        name = reader.value(target, row.cells[at], row.line) or ""
        number = (reader.value(who[1], row.cells[who[0]], row.line) or "") if who else str(row.line)
        reason = ""
        if not number:
            reason = _("No customer number")
        elif not name:
            reason = _("No segment name")
        elif number in seen:
            reason = _("The same customer stands further up")
        if reason:
            rejected.append(Rejected(row.line, reason, row.cells))
            continue
        seen.add(number)
        group = groups.setdefault(folded(name), _Group(name, row.line))
        group.rows += 1
        values = ((key, reader.value(of, row.cells[column], row.line)) for key, (column, of) in figures.items())
        group.add({key: value for key, value in values if value is not None})
    return [group.segment(columns) for group in _large_enough(groups, reader)], rejected


def _large_enough(groups: dict[str, _Group], reader: CellReader) -> list[_Group]:
    large = [group for group in groups.values() if group.customers >= SMALLEST_GROUP]
    small = [group for group in groups.values() if group.customers < SMALLEST_GROUP]
    if not small:
        return large
    other = _Group(_("Other"), small[0].line)
    for group in small:
        other.join(group)
    enough = other.customers >= SMALLEST_GROUP
    reader.tell(small_groups_sentence(len(small), other.name, enough))
    return [*large, other] if enough else large
