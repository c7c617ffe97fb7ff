"""Journeys for tests, written in few words."""

from collections.abc import Mapping
from typing import Any

from planner.journeys.edits import add_journey, add_touchpoint, connect, set_entry
from planner.journeys.records import State
from planner.plan import Plan, empty_plan
from planner.segments.edits import add_segment

Shares = Mapping[tuple[str, str], float | None]


def segment_plan(customers: int | None = 1_000, value: float | None = 100.0) -> Plan:
    """A plan with one segment and an empty journey for it."""
    plan = add_segment(empty_plan(), "Commuters", customers=customers, expected_value=value)
    return add_journey(plan, plan.segments[0].id)


def journey_plan(
    shares: Shares,
    starts: Mapping[str, float] | None = None,
    goals: str = "",
    plan: Plan | None = None,
    state: State = "current",
    stages: Mapping[str, str] | None = None,
    back: Shares | None = None,
    **fields: Any,
) -> Plan:
    """A plan whose journey has these steps; touchpoints are named by words, goals are words in a row."""
    plan = plan or segment_plan()
    journey = plan.journeys[-1].id
    names = dict.fromkeys([*(starts or {}), *(n for pair in shares for n in pair), *goals.split(), *(stages or {})])
    names.update(dict.fromkeys(n for pair in back or {} for n in pair))
    for name in names:
        goal = name in goals.split()
        plan = add_touchpoint(plan, journey, state, name, (stages or {}).get(name, ""), goal=goal, **fields)
    for (source, target), share in shares.items():
        kind = "loop" if source == target else "forward"
        plan = connect(plan, journey, state, at(plan, source, state), at(plan, target, state), kind, share)
    for (source, target), share in (back or {}).items():
        ends = at(plan, source, state), at(plan, target, state)
        plan = connect(plan, journey, state, *ends, "re_engagement", share)
    for name, share in (starts or {}).items():
        plan = set_entry(plan, journey, state, at(plan, name, state), share)
    return plan


def at(plan: Plan, name: str, state: State = "current") -> str:
    """The id of the touchpoint of that name."""
    return next(str(p.id) for p in plan.rows(f"{state}_touchpoints") if p.name == name)


def step(plan: Plan, source: str, target: str, state: State = "current") -> str:
    """The id of the step between two touchpoints."""
    ends = (at(plan, source, state), at(plan, target, state))
    return next(str(t.id) for t in plan.rows(f"{state}_transitions") if (t.source, t.target) == ends)
