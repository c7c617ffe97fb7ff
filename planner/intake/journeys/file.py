"""Files of journeys: what kind of journey a file holds, by its content, and everything that it says."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from planner.intake.cells import Choices, Report, Table, silent
from planner.intake.decoding import checked_size
from planner.intake.errors import UnreadableError
from planner.intake.events.log import MAX_BYTES, read_events, read_log_head
from planner.intake.events.observed import Observed, draft_of
from planner.intake.events.paths import observed_paths, read_paths
from planner.intake.events.xes import is_xes
from planner.intake.journeys.columns import NEEDED, TableKind, guess_columns, guess_kind, role_words, with_headings
from planner.intake.journeys.draft import Draft
from planner.intake.journeys.edge_list import draft_of_edges
from planner.intake.journeys.graphml import GraphFile, read_graphml
from planner.intake.journeys.graphml_draft import draft_of_graph
from planner.intake.mermaid.reading import ParsedJourney, read_mermaid
from planner.intake.surveys.columns import column_of
from planner.intake.tables import SUFFIXES as TABLES
from planner.intake.tables import read_table
from planner.journeys.attribution import Attribution, Credits, attribution_of_paths, together
from planner.language import _
from planner.segments.small_groups import SMALLEST_GROUP

FileKind = Literal["mermaid", "graphml", "edges", "paths", "events"]
MERMAID = (".mmd", ".mermaid", ".md")
SUFFIXES = (*MERMAID, ".graphml", ".xml", ".xes", ".gz", *TABLES)
"""What the names of journey files end with."""

_HEAD = 65_536
_DIAGRAM = re.compile(
    r"\ufeff?\s*(?:---\s*\n.*?\n---\s*\n\s*)?(?:%%[^\n]*\n\s*)*"
    r"(?:journey|(?:flowchart|graph)[ \t]+(?:TB|TD|BT|RL|LR)|sequenceDiagram|stateDiagram(?:-v2)?|gantt|pie)[ \t]*$"
    r"|.*?^[ \t]*(?:`{3,}|~{3,})[ \t]*mermaid",
    re.DOTALL | re.MULTILINE,
)


@dataclass(frozen=True)
class JourneyFile:
    """What a file holds: a Mermaid journey, the draft of a graph, or counts of what customers did.

    A table is given with its columns; paths come with the credits that they give to what they visit.
    """

    kind: FileKind
    source: str
    parsed: ParsedJourney | None = None
    graph: GraphFile | None = None
    draft: Draft | None = None
    observed: Observed | None = None
    credits: Attribution | None = None
    table: Table | None = None
    columns: Mapping[str, int] | None = None

    def drafted(self, fold: float = 0.0, names: Mapping[str, str] | None = None) -> Draft | None:
        """The graph, with what fewer than a share of the customers do folded where that was counted."""
        return draft_of(self.observed, fold, names) if self.observed is not None else self.draft

    def credit_rows(self) -> list[tuple[str, Credits]]:
        """The credits by name, most by the Markov rule first; those of too few customers together, without a name."""
        if self.credits is None or self.observed is None:
            return []
        known = self.observed.activities
        large = {n: c for n, c in self.credits.credits.items() if n in known and known[n].customers >= SMALLEST_GROUP}
        rows = sorted(large.items(), key=lambda pair: -pair[1].markov.conversions)
        small = [credits for name, credits in self.credits.credits.items() if name not in large]
        return [*rows, ("", together(small))] if small else rows


def kind_of(path: Path, report: Report = silent, choices: Choices | None = None) -> tuple[FileKind, Table | None]:
    """What kind of journey a file holds, and the beginning of its table; raises UnreadableError."""
    checked_size(path, MAX_BYTES)
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    plain = head.replace(b"\x00", b"")
    if plain.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<") or head.startswith(b"\x1f\x8b"):
        if is_xes(head):
            return "events", None
        if b"graphml" in plain:
            return "graphml", None
        text = _("“{name}” is neither GraphML nor an event log in the XES format.")
        raise UnreadableError(text.format(name=path.name))
    text = plain.decode("utf-8", "replace")
    if path.suffix.lower() in MERMAID or _DIAGRAM.match(text):
        return "mermaid", None
    table = read_log_head(path, choices, report)
    return guess_kind(table), table


def read_journey_file(
    path: Path,
    kind: FileKind | None = None,
    columns: Mapping[str, int] | None = None,
    choices: Choices | None = None,
    report: Report = silent,
    day_first: bool | None = None,
) -> JourneyFile:
    """All that a file says of a journey; raises UnreadableError. Kind and columns are found where none are given."""
    head: Table | None = None
    if kind is None:
        kind, head = kind_of(path, report, choices)
    if kind == "mermaid":
        parsed = read_mermaid(path, choices.encoding if choices else None)
        return JourneyFile(kind, parsed.source, parsed=parsed)
    if kind == "graphml":
        graph = read_graphml(path, report)
        return JourneyFile(kind, path.name, graph=graph, draft=draft_of_graph(graph))
    if kind == "events":
        return _events(path, head, columns, choices, report, day_first)
    table = read_table(path, choices, report)
    if kind == "paths":
        table = with_headings(table)
    columns = dict(columns) if columns is not None else guess_columns(table, kind)
    if kind == "edges":
        return JourneyFile(kind, path.name, draft=draft_of_edges(table, columns, report), table=table, columns=columns)
    read = read_paths(table, columns, report)
    credits = attribution_of_paths(read.paths) if read.counts_conversions else None
    observed = observed_paths(read)
    return JourneyFile(kind, path.name, observed=observed, credits=credits, table=table, columns=columns)


def _events(
    path: Path,
    head: Table | None,
    columns: Mapping[str, int] | None,
    choices: Choices | None,
    report: Report,
    day_first: bool | None,
) -> JourneyFile:
    checked_size(path, MAX_BYTES)
    with path.open("rb") as stream:
        in_xml = is_xes(stream.read(_HEAD))
    if in_xml:
        observed = read_events(path, None, choices, report, day_first)
        return JourneyFile("events", path.name, observed=observed)
    table = head if head is not None else read_log_head(path, choices, report)
    columns = dict(columns) if columns is not None else guess_columns(table, "events")
    observed = read_events(path, columns, choices, report, day_first)
    return JourneyFile("events", path.name, observed=observed, table=table, columns=columns)


def look_at(path: Path, kind: TableKind | None = None, report: Report = silent) -> JourneyFile:
    """Only the kind of a file, and of a table the columns as they seem to be; raises UnreadableError."""
    found, table = kind_of(path, report)
    if table is None:
        return JourneyFile(found, path.name)
    chosen: TableKind = kind or (found if found in get_args(TableKind) else "edges")  # type: ignore[assignment]
    if chosen == "paths":
        table = with_headings(table)
    return JourneyFile(chosen, path.name, table=table, columns=guess_columns(table, chosen))


def complete(kind: TableKind, columns: Mapping[str, int]) -> bool:
    """Whether the columns say all that a table of that kind needs."""
    return all(role in columns for role in NEEDED[kind])


def named_columns(table: Table, kind: TableKind, wishes: Mapping[str, str]) -> dict[str, int]:
    """The columns that are named by their headings or letters, the others as they seem to be.

    Raises UnreadableError for a role or a column that is not there.
    """
    roles = dict(role_words(kind))
    columns = guess_columns(table, kind)
    for role, wish in wishes.items():
        if role not in roles:
            text = _("“{role}” is nothing that a column can hold here. These are: {roles}.")
            raise UnreadableError(text.format(role=role, roles=", ".join(roles)))
        columns = {key: at for key, at in columns.items() if key != role}
        columns[role] = column_of(table, wish)
    taken = {columns[role] for role in wishes}
    return {role: at for role, at in columns.items() if role in wishes or at not in taken}
