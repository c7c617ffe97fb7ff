"""What a journey says, whatever its records are called, to compare one that went out and came in again."""

from typing import Any

from exports.graphs.edge_list import edge_list_text
from exports.graphs.graphml import graphml_text
from planner.intake.journeys.arrival import apply_graph, read_graph
from planner.intake.journeys.draft import Draft
from planner.journeys.records import State
from planner.plan import Plan, empty_plan, find

NOT_COMPARED = {"id", "rank", "journey", "channel", "stage", "markup"}
TEXTS = {"graphml": graphml_text, "csv": edge_list_text}


def imported(draft: Draft, plan: Plan | None = None, segment: str = "Young", state: State = "current") -> Plan:
    """The plan with the draft in it."""
    plan = plan or empty_plan()
    return apply_graph(plan, read_graph(draft, plan, segment, state))


def said(plan: Plan, journey: str, state: State = "current") -> dict[str, Any]:
    """Touchpoints with the names of stage and channel, steps and starts by name."""
    record = find(plan, "journeys", journey)
    stages = {stage.id: stage.name for stage in record.stages}
    lanes = {channel.id: channel.name for channel in plan.channels}
    points = [p for p in plan.rows(f"{state}_touchpoints") if p.journey == journey]
    names = {p.id: p.name for p in points}
    return {
        "points": [
            {k: v for k, v in p.__dict__.items() if k not in NOT_COMPARED}
            | {"stage": stages.get(p.stage, ""), "channel": lanes.get(p.channel, "")}
            for p in points
        ],
        "steps": sorted(
            (names[t.source], names[t.target], t.kind, t.share, t.delay_days)
            for t in plan.rows(f"{state}_transitions")
            if t.journey == journey
        ),
        "starts": {names[e.touchpoint]: e.share for e in plan.rows(f"{state}_entries") if e.journey == journey},
    }
