"""What if: conversion and money for another share of one step, without any edit of the plan."""

from dataclasses import dataclass

from planner.edit import Refused
from planner.journeys.edits import edit_transition
from planner.journeys.flow import conversion_of, shares_of, starts_of
from planner.journeys.graph import Graph, graph, graph_of
from planner.journeys.records import State, Transition
from planner.plan import Plan, find
from planner.record import changed
from planner.segments.value import total_expected


@dataclass(frozen=True, slots=True)
class Supposed:
    """Conversion before and with another share, what the difference brings a year, and why it cannot be, if so.

    ``money`` is None where the segment's size or value is not known; ``refusal`` names the touchpoint.
    """

    before: float
    after: float
    money: float | None
    refusal: str = ""


def share_now(seen: Graph, step: Transition) -> float:
    """The share of a step as typed, else as assumed; of a re-engagement, of those who leave."""
    if step.share is not None or step.kind == "re_engagement":
        return step.share or 0.0
    return shares_of(seen)[step.id]


def suppose(plan: Plan, journey: str, state: State, step: str, share: float) -> Supposed:
    """What another share of a step would change. Raises KeyError where there is no such journey or step."""
    seen = graph(plan, journey, state)
    steps = {s.id: s for s in seen.steps}
    steps[step] = changed(steps[step], share=share)
    other = graph_of(seen.journey, state, seen.points.values(), steps.values(), seen.entries)
    before, after = conversion_of(seen) or 0.0, conversion_of(other) or 0.0
    segment = find(plan, "segments", seen.journey.segment)
    value = total_expected(segment) if segment is not None else None
    started = starts_of(seen)[1]
    money = value * started * (after - before) if value is not None else None
    return Supposed(before, after, money, _refusal(plan, state, step, share))


def _refusal(plan: Plan, state: State, step: str, share: float) -> str:
    try:
        edit_transition(plan, state, step, share=share)
    except Refused as refused:
        return str(refused)
    return ""
