"""Breaks: where the path of a journey stops, cannot be entered, or jumps over a stage."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from planner.journeys.flow import goals_of, leads_on, starts_of
from planner.journeys.graph import Graph


@dataclass(frozen=True, slots=True)
class Breaks:
    """Touchpoints that no path leads to, those that nothing leads on from, and the steps that jump over a stage.

    ``senders`` only bring back customers who stopped at them, yet nobody comes to them: their re-engagement belongs to
    the touchpoint where customers stop. ``skipped`` says for every stage which steps jump over it.
    """

    unreachable: frozenset[str]
    dead_ends: frozenset[str]
    senders: frozenset[str]
    skipped: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=400)
def breaks(graph: Graph) -> Breaks:
    """The breaks of a graph; unreachable touchpoints are no dead ends, and the last stage is no dead end either."""
    reached = _reached(graph)
    goals, _assumed = goals_of(graph)
    senders = frozenset(
        p for p in graph.points if p not in reached and not graph.into[p] and _only_brings_back(graph, p)
    )
    dead_ends = frozenset(
        point.id
        for point in graph.points.values()
        if point.id in reached
        and point.id not in goals
        and not leads_on(graph, point.id)
        and not any(step.kind == "re_engagement" for step in graph.out[point.id])
        and graph.stage_at.get(point.stage, -1) < graph.last_stage
    )
    return Breaks(frozenset(graph.points) - reached - senders, dead_ends, senders, _skipped(graph))


def _reached(graph: Graph) -> set[str]:
    starts, _total, _assumed = starts_of(graph)
    found = set(starts)
    waiting = list(found)
    while waiting:
        for step in graph.out[waiting.pop()]:
            if step.share != 0.0 and step.target not in found:
                found.add(step.target)
                waiting.append(step.target)
    return found


def _only_brings_back(graph: Graph, point: str) -> bool:
    steps = graph.out[point]
    return bool(steps) and all(step.kind == "re_engagement" for step in steps)


def _skipped(graph: Graph) -> Mapping[str, tuple[str, ...]]:
    skipped: dict[str, list[str]] = {}
    for step in graph.steps:
        if step.kind == "forward":
            first = graph.stage_at.get(graph.points[step.source].stage, -1)
            last = graph.stage_at.get(graph.points[step.target].stage, -1)
            for stage in graph.stages[first + 1 : last] if first >= 0 else ():
                skipped.setdefault(stage.id, []).append(step.id)
    return {stage: tuple(steps) for stage, steps in skipped.items()}
