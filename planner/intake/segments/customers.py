"""Customer lists: rows of customers summed into the segments that a column names; the rows themselves are dropped."""

from collections import Counter
from typing import Any

from planner.intake.cells import Rejected, Report, Row, Table
from planner.intake.names import folded
from planner.intake.segments.cells import LONGEST_NAME, CellReader
from planner.intake.segments.rows import Columns, ImportedSegment, segment_from
from planner.intake.splits import split_names
from planner.intake.tables import column_name
from planner.intake.values import text_of
from planner.language import _
from planner.segments.records import Rule
from planner.segments.rfm_segments import Split
from planner.segments.small_groups import SMALLEST_GROUP as SMALLEST_GROUP
from planner.segments.small_groups import small_groups_sentence

_DIGITS = {"money": 2, "number": 2, "years": 2, "months": 2, "index": 1, "share": 4, "lost": 4}


class _Group:
    """What is known of one segment so far: sums and counts, never a row."""

    def __init__(self, name: str, line: int, rules: tuple[Rule, ...] = (), place: tuple[int, int] = (0, 0)) -> None:
        self.name, self.line, self.rules, self.place = name, line, rules, place
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
        if self.rules:
            said["rules"] = self.rules
        return segment_from(self.name, said, self.rows, self.line)


class _Naming:
    """Names the segment of each row: by the column of names, by the one that splits, or by both."""

    def __init__(self, table: Table, columns: Columns, reader: CellReader, split: int) -> None:
        self._reader, self._name, self._split = reader, columns.get("name"), split
        self._parts: dict[str, str] = {}
        self._order: dict[str, int] = {}
        self._names: dict[str, int] = {}
        if split >= 0:
            self._heading = table.head[split] or column_name(split)
            counts = Counter(text_of(cell).strip() for cell in table.column(split))
            self._parts = split_names(counts, table.decimal, self._heading, table.source)
            self._order = {part: at for at, part in enumerate(dict.fromkeys(filter(None, self._parts.values())))}

    def group(self, row: Row) -> _Group | None:
        """An empty group with the name that a row says, and who belongs to it; None where it says none."""
        name = (self._reader.value(self._name[1], row.cells[self._name[0]], row.line) or "") if self._name else ""
        if self._split < 0:
            return _Group(name, row.line) if name else None
        if self._name and not name:
            return None
        part = self._parts[text_of(row.cells[self._split]).strip()]
        said = part or _("No value")
        rules = (Split(self._heading, mostly=False).rule(part),) if part else ()
        whole = _("{group}, {part}").format(group=name, part=said) if name else said
        # Segments stand as they come in the file, the parts of each in theirs; those without one last.
        place = (self._names.setdefault(folded(name), len(self._names)), self._order.get(part, len(self._order)))
        return _Group(whole[:LONGEST_NAME], row.line, rules, place)


def read_customers(
    table: Table, columns: Columns, reader: CellReader, report: Report, split: int = -1
) -> tuple[list[ImportedSegment], list[Rejected]]:
    """The segments that the rows of customers add up to, and the rows that were left out.

    A customer without a number is left out where there is a column for it, and so is one that came before.
    ``split`` is a column that splits the segments, or makes them where no column names any. Groups of fewer than five
    customers become one.
    """
    groups: dict[str, _Group] = {}
    rejected: list[Rejected] = []
    seen: set[str] = set()
    naming, who = _Naming(table, columns, reader, split), columns.get("customer")
    figures = {key: pair for key, pair in columns.items() if key not in ("name", "customer")}
    for count, row in enumerate(table.rows):
        if count % 2_000 == 0:
            report(count / len(table.rows), "")
        found = naming.group(row)
        number = (reader.value(who[1], row.cells[who[0]], row.line) or "") if who else str(row.line)
        reason = ""
        if not number:
            reason = _("No customer number")
        elif found is None:
            reason = _("No segment name")
        elif number in seen:
            reason = _("The same customer stands further up")
        if reason or found is None:
            rejected.append(Rejected(row.line, reason, row.cells))
            continue
        seen.add(number)
        group = groups.setdefault(folded(found.name), found)
        group.rows += 1
        values = ((key, reader.value(of, row.cells[column], row.line)) for key, (column, of) in figures.items())
        group.add({key: value for key, value in values if value is not None})
    ordered = dict(sorted(groups.items(), key=lambda pair: pair[1].place))
    return [group.segment(columns) for group in _large_enough(ordered, reader)], rejected


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
