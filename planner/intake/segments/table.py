"""Segment tables: a table from outside becomes segments to add or to bring up to date, as one edit.

A row is a segment, or a customer: customers are summed here and no row of them goes any further.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from planner import clock
from planner.edit import amend, create, insert
from planner.intake.cells import Choices, Rejected, Report, Table, silent
from planner.intake.cleaning import one_line
from planner.intake.errors import UnreadableError
from planner.intake.names import folded
from planner.intake.purchases.columns import column_at
from planner.intake.segments.cells import CellReader, Scale, shares_scale
from planner.intake.segments.columns import MANY, RowsAre, Target, belongs, guess_targets, rows_are, targets
from planner.intake.segments.customers import read_customers
from planner.intake.segments.rows import ImportedSegment, read_rows
from planner.intake.tables import read_table
from planner.language import _, ngettext, number
from planner.plan import Plan, find
from planner.record import MAX_ROWS, changed
from planner.segments.records import ChannelPreference, CriterionValue, Provenance, Segment


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What a person confirmed: what a row is, what each column holds (a target's key or nothing), and how the
    percentages of a column are written where that is not to be guessed.

    ``split`` is the column that splits customers, beside the names of segments or, where no column names any, alone.
    """

    rows_are: RowsAre
    columns: tuple[str, ...]
    scales: Mapping[int, Scale] = field(default_factory=dict)
    split: int = -1


@dataclass(frozen=True, slots=True)
class SegmentImport:
    """What an import would do: the segments, what was left out and why, and sentences to show before it is done."""

    source: str
    mapping: ColumnMapping
    segments: tuple[ImportedSegment, ...]
    rows: int
    notes: tuple[str, ...]
    rejected: tuple[Rejected, ...]
    head: tuple[str, ...]

    @property
    def label(self) -> str:
        """The words for Undo."""
        count = len(self.segments)
        text = ngettext("Import {count} segment from {file}", "Import {count} segments from {file}", count)
        return text.format(count=number(count), file=one_line(self.source, 60))

    def reasons(self) -> list[tuple[str, int]]:
        """Why rows were left out, and how many for each reason, most first."""
        counts: dict[str, int] = {}
        for row in self.rejected:
            counts[row.reason] = counts.get(row.reason, 0) + 1
        return sorted(counts.items(), key=lambda pair: -pair[1])


def read_segments(
    path: str | Path,
    plan: Plan,
    mapping: ColumnMapping | None = None,
    choices: Choices | None = None,
    report: Report = silent,
) -> SegmentImport:
    """What importing a file would do to a plan; raises UnreadableError. Without a mapping the columns are guessed."""
    return segments_of(read_table(path, choices, report), plan, mapping, report)


def guess_mapping(table: Table, plan: Plan, what: RowsAre | None = None) -> ColumnMapping:
    """What the columns of a table seem to hold; ``what`` says what a row is where a person knows."""
    if what is None:
        columns = guess_targets(table.head, targets(plan, "customers"))
        at = columns.index("name") if "name" in columns else -1
        names = [str(cell or "") for cell in table.column(at)] if at >= 0 else []
        heading = table.head[at] if at >= 0 else ""
        what = rows_are(names, heading, table.head, targets(plan, "customers"))
    guessed = guess_targets(table.head, targets(plan, what))
    if what == "customers":
        guessed = tuple(key if belongs(key, table.column(at)) else "" for at, key in enumerate(guessed))
    return ColumnMapping(what, guessed)


def split_mapping(table: Table, plan: Plan, column: str, alone: bool = False) -> ColumnMapping:
    """The columns of a customer list as they seem, split by one of them, with or without the segments named there."""
    at = column_at(column, table.head)
    mapping = guess_mapping(table, plan, "customers")
    kept = tuple("" if key and (i == at or (alone and key == "name")) else key for i, key in enumerate(mapping.columns))
    if mapping.columns[at] == "customer":
        kept = mapping.columns
    return replace(mapping, columns=kept, split=at)


def segments_of(
    table: Table, plan: Plan, mapping: ColumnMapping | None = None, report: Report = silent
) -> SegmentImport:
    """What the rows of a table make of a plan's segments; raises UnreadableError where they make nothing."""
    mapping = mapping or guess_mapping(table, plan)
    offered = {target.key: target for target in targets(plan, mapping.rows_are)}
    columns = {key: at for at, key in enumerate(mapping.columns) if key in offered}
    split = mapping.split if mapping.rows_are == "customers" else -1
    if split >= 0 and split == columns.get("customer"):
        raise UnreadableError(_("Customers cannot be split by who they are. Choose another column."))
    if "name" not in columns and split < 0:
        reason = _("No column of “{name}” names the segments. Choose the one that does.")
        raise UnreadableError(reason.format(name=table.source))
    scales, notes = _scales(table, columns, offered, mapping)
    reader = CellReader(table.decimal, scales, {folded(channel.name): channel.id for channel in plan.channels})
    held = {key: (at, offered[key]) for key, at in columns.items()}
    if mapping.rows_are == "customers":
        segments, rejected = read_customers(table, held, reader, report, split)
    else:
        segments, rejected = read_rows(table, held, reader, report)
    known = {folded(segment.name): segment.id for segment in plan.segments}
    matched = tuple(replace(segment, known=known.get(folded(segment.name), "")) for segment in segments)
    fresh = sum(not segment.known for segment in matched)
    if len(plan.segments) + fresh > MAX_ROWS:
        reason = _("“{name}” names {count} segments. A plan holds at most {limit}.")
        raise UnreadableError(reason.format(name=table.source, count=number(len(matched)), limit=number(MAX_ROWS)))
    left_out = tuple(sorted((*table.rejected, *rejected), key=lambda row: row.line))
    every = (*table.notes, *notes, *reader.notes(), *_doubts(mapping, fresh))
    total = len(table.rows) + len(table.rejected)
    return SegmentImport(table.source, mapping, matched, total, every, left_out, table.head)


def _doubts(mapping: ColumnMapping, fresh: int) -> list[str]:
    """What to ask before so many rows become segments: names of persons do not belong in a plan."""
    if mapping.rows_are == "customers" or fresh <= MANY:
        return []
    text = _("{count} new segments are many. If each row is a customer, go back and say so: no name enters the plan.")
    return [text.format(count=number(fresh))]


def _scales(
    table: Table, columns: Mapping[str, int], offered: Mapping[str, Target], mapping: ColumnMapping
) -> tuple[dict[str, Scale], list[str]]:
    scales: dict[str, Scale] = {}
    notes: list[str] = []
    for key, at in columns.items():
        if not offered[key].is_share:
            continue
        chosen = mapping.scales.get(at)
        scales[key], note = shares_scale(table.column(at), table.decimal, table.head[at])
        if chosen is not None:
            scales[key] = chosen
        elif note:
            notes.append(note)
    return scales, notes


def apply_segments(plan: Plan, imported: SegmentImport) -> Plan:
    """The plan with the segments in it: those of a known name brought up to date, the others added."""
    for segment in imported.segments:
        known: Segment | None = find(plan, "segments", segment.known) if segment.known else None
        fields = _fields(plan, segment, known, imported)
        if known is not None:
            plan = amend(plan, "segments", known.id, **fields)
        else:
            plan = insert(plan, "segments", create(plan, "segments", name=segment.name, **fields))
    return plan


def _fields(plan: Plan, segment: ImportedSegment, known: Segment | None, imported: SegmentImport) -> dict[str, Any]:
    fields = dict(segment.fields)
    if segment.channels is not None or segment.consents:
        fields["channels"] = _channels(plan, segment, known.channels if known else ())
    if segment.scores:
        there = {criterion.id for criterion in plan.score_criteria}
        kept = tuple(v for v in (known.scores if known else ()) if v.criterion not in segment.scores)
        scores = (CriterionValue(criterion=i, value=v) for i, v in segment.scores.items() if i in there)
        fields["scores"] = (*kept, *scores)
    rows = ngettext("{count} row", "{count} rows", segment.rows).format(count=number(segment.rows))
    source = one_line(Path(imported.source).name, 300)
    fields["provenance"] = Provenance(kind="imported", source=source, date=clock.today(), detail=rows)
    return fields


def _channels(
    plan: Plan, segment: ImportedSegment, known: Sequence[ChannelPreference]
) -> tuple[ChannelPreference, ...]:
    entries = {entry.channel: entry for entry in known}
    if segment.channels is not None:
        entries = {i: changed(entry, preferred=i in segment.channels) for i, entry in entries.items()}
        for channel in segment.channels:
            entries.setdefault(channel, ChannelPreference(channel=channel))
    for channel, consent in segment.consents.items():
        preferred = segment.channels is None or channel in segment.channels
        entry = entries.get(channel, ChannelPreference(channel=channel, preferred=preferred))
        entries[channel] = changed(entry, consent=consent)
    there = {channel.id for channel in plan.channels}
    return tuple(entry for i, entry in entries.items() if i in there)
