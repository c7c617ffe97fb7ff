"""Edge lists: a journey as a CSV file of steps that spreadsheets and graph programs read, and Rapport reads back."""

import csv
import io
from collections.abc import Iterator

from planner.intake.formulas import safe
from planner.intake.journeys.edge_list import ALONE, GOAL
from planner.intake.journeys.kept import PART, Kept, split_share, unpacked
from planner.journeys.graph import Graph, graph
from planner.journeys.records import State, Touchpoint
from planner.plan import Plan

START = "(start)"
HEAD = (
    "from",
    "to",
    "kind",
    "share",
    "delay_days",
    "label",
    "from_stage",
    "from_channel",
    "to_stage",
    "to_channel",
    "from_id",
    "to_id",
)
"""The columns, whatever the language: other programs look for them."""

Cells = dict[str, str]


def edge_list_text(plan: Plan, journey: str, state: State = "current") -> str:
    """A journey in one of its states as CSV: a row a step, starts from (start), goals and lone touchpoints by kind.

    Cells that a spreadsheet would take for a formula begin with an apostrophe. Raises KeyError.
    """
    seen = graph(plan, journey, state)
    lanes = {channel.id: channel.name for channel in plan.channels}
    rows = [*_starts(seen, lanes), *_steps(seen, lanes), *_lone(seen, lanes)]
    more = dict.fromkeys(name for row in rows for name in row if name not in HEAD)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*HEAD, *map(safe, more)])
    writer.writerows([safe(row.get(name, "")) for name in (*HEAD, *more)] for row in rows)
    return out.getvalue()


def _starts(seen: Graph, lanes: dict[str, str]) -> Iterator[Cells]:
    for entry in seen.entries:
        point = seen.points[entry.touchpoint]
        yield {"from": START, "kind": "start", "share": _figure(entry.share), **_end("to", seen, point, lanes)}


def _steps(seen: Graph, lanes: dict[str, str]) -> Iterator[Cells]:
    for step in seen.steps:
        source, target = seen.points[step.source], seen.points[step.target]
        ends = _end("from", seen, source, lanes) | _end("to", seen, target, lanes)
        kept = unpacked(step.markup)
        shares = split_share(kept, step.share) if kept else [step.share]
        for one, share in zip(kept or (Kept(),), shares, strict=True):
            more = {name: value for name, value in one.more if name not in (*HEAD, PART, "directed")}
            said = {"kind": step.kind, "share": _figure(share), "delay_days": _figure(step.delay_days)}
            yield {**more, **ends, **said, "label": one.label}


def _lone(seen: Graph, lanes: dict[str, str]) -> Iterator[Cells]:
    for point in seen.points.values():
        if point.goal:
            yield {**_end("from", seen, point, lanes), "kind": GOAL}
        elif not seen.out[point.id] and not seen.into[point.id]:
            yield {**_end("from", seen, point, lanes), "kind": ALONE}


def _end(side: str, seen: Graph, point: Touchpoint, lanes: dict[str, str]) -> Cells:
    stages = {stage.id: stage.name for stage in seen.stages}
    return {
        side: point.name or point.id,
        f"{side}_stage": stages.get(point.stage, ""),
        f"{side}_channel": lanes.get(point.channel, ""),
        f"{side}_id": point.id,
    }


def _figure(value: float | None) -> str:
    return "" if value is None else repr(value)
