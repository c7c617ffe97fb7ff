"""Rows of segments: each row of a table becomes one segment."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from planner.intake.cells import Rejected, Report, Table
from planner.intake.names import folded
from planner.intake.segments.cells import CellReader, is_total
from planner.intake.segments.columns import Target
from planner.language import _

Columns = Mapping[str, tuple[int, Target]]
"""The columns in use: a target's key to the index of its column and the target."""


@dataclass(frozen=True, slots=True)
class ImportedSegment:
    """A segment as a file tells it: only the fields it says something about, and how many rows it stands on.

    ``known`` is the id of the plan's segment of the same name; ``channels`` are the preferred ones, None where
    the file does not say.
    """

    name: str
    fields: Mapping[str, Any]
    rows: int
    line: int
    channels: tuple[str, ...] | None = None
    consents: Mapping[str, float] = field(default_factory=dict)
    scores: Mapping[str, float] = field(default_factory=dict)
    known: str = ""


def read_rows(
    table: Table, columns: Columns, reader: CellReader, _report: Report
) -> tuple[list[ImportedSegment], list[Rejected]]:
    """The segments of a table, one a row, and the rows that were left out."""
    segments: dict[str, ImportedSegment] = {}
    rejected: list[Rejected] = []
    at, target = columns["name"]
    for row in table.rows:
        name = reader.value(target, row.cells[at], row.line) or ""
        reason = ""
        if not name:
            reason = _("No segment name")
        elif is_total(name):
            reason = _("A total")
        elif folded(name) in segments:
            reason = _("The same segment stands further up")
        if reason:
            rejected.append(Rejected(row.line, reason, row.cells))
            continue
        said = {
            key: value
            for key, (column, of) in columns.items()
            if key != "name" and (value := reader.value(of, row.cells[column], row.line)) is not None
        }
        segments[folded(name)] = segment_from(name, said, 1, row.line)
    return list(segments.values()), rejected


def segment_from(name: str, said: Mapping[str, Any], rows: int, line: int) -> ImportedSegment:
    """A segment from what was said of it, by target."""
    consents = {key.removeprefix("consent:"): v for key, v in said.items() if key.startswith("consent:")}
    scores = {key.removeprefix("score:"): float(v) for key, v in said.items() if key.startswith("score:")}
    fields = {key: v for key, v in said.items() if key in _PLAIN}
    if "retention" not in fields and "churn" in said:
        fields["retention"] = said["churn"]  # read as what is left of it
    if "tenure_years" not in fields and "tenure_months" in said:
        fields["tenure_years"] = round(said["tenure_months"] / 12.0, 2)
    if months := said.get("predisposition_months"):
        fields["predisposition_months"] = min(max(round(months), 1), 120)
    customers = said.get("customers")
    for total, each in (("value_total", "value_to_date"), ("expected_total", "expected_value")):
        if each not in fields and total in said and customers:
            fields[each] = round(said[total] / customers, 2)
    return ImportedSegment(name, fields, rows, line, said.get("channels"), consents, scores)


_PLAIN = frozenset(
    (
        "summary",
        "persona",
        "rules",
        "customers",
        "value_to_date",
        "expected_value",
        "average_transaction_value",
        "purchases_per_year",
        "gross_margin",
        "retention",
        "tenure_years",
        "loyalty",
        "predisposition",
        "profile_completeness",
        "status",
        "lifecycle",
        "relationship_level",
        "needs",
        "pains",
        "vip",
    )
)
"""The targets that are fields of a segment as they are."""
