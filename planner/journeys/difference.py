"""Difference: what of a journey is added, changed or removed on the way from the current to the optimal state.

Touchpoints are the same by their id. Steps are the same by their id too, else by their ends and kind, so that one
drawn anew is not taken for another.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from planner.journeys.flow import flow_of, shares_of
from planner.journeys.graph import Graph, graph
from planner.journeys.records import Touchpoint, Transition
from planner.plan import Plan
from planner.record import Record

Status = Literal["same", "added", "changed", "removed"]

_NOT_COMPARED = frozenset({"id", "rank", "journey", "markup"})


@dataclass(frozen=True, slots=True)
class PointDifference:
    """A touchpoint in both states, and the fields that differ."""

    status: Status
    before: Touchpoint | None
    after: Touchpoint | None
    fields: tuple[str, ...] = ()

    @property
    def record(self) -> Touchpoint:
        """The touchpoint as it shall be, or as it was where it goes."""
        record = self.after or self.before
        assert record is not None
        return record


@dataclass(frozen=True, slots=True)
class StepDifference:
    """A step in both states, the fields that differ, and the points of share gained (0.17 is 17 points)."""

    status: Status
    before: Transition | None
    after: Transition | None
    fields: tuple[str, ...] = ()
    gained: float = 0.0

    @property
    def record(self) -> Transition:
        """The step as it shall be, or as it was where it goes."""
        record = self.after or self.before
        assert record is not None
        return record


@dataclass(frozen=True, eq=False)
class Difference:
    """What differs between two graphs: touchpoints and starts by touchpoint, steps by the id of what they shall be."""

    current: Graph
    optimal: Graph
    points: Mapping[str, PointDifference]
    steps: Mapping[str, StepDifference]
    entries: Mapping[str, tuple[float, float]]
    """The share that starts at a touchpoint, before and after, where it differs."""
    stages_covered: tuple[str, ...]
    """Stages that get their first touchpoints."""

    def count(self, status: Status) -> int:
        """How many touchpoints are added, changed, removed or the same."""
        return sum(point.status == status for point in self.points.values())

    def __bool__(self) -> bool:
        states = {*(point.status for point in self.points.values()), *(step.status for step in self.steps.values())}
        return bool(self.entries) or bool(states - {"same"})

    @property
    def gain(self) -> float | None:
        """The change of conversion from current to optimal; None where one of them has no touchpoint."""
        before, after = flow_of(self.current).conversion, flow_of(self.optimal).conversion
        return after - before if before is not None and after is not None else None

    @property
    def biggest_gain(self) -> StepDifference | None:
        """The step whose share gains most."""
        best = max(self.steps.values(), key=lambda step: step.gained, default=None)
        return best if best is not None and best.gained > 0.0 else None


def difference(plan: Plan, journey: str) -> Difference:
    """What differs between the current and the optimal state of a journey. Raises KeyError."""
    return difference_of(graph(plan, journey, "current"), graph(plan, journey, "optimal"))


@lru_cache(maxsize=200)
def difference_of(current: Graph, optimal: Graph) -> Difference:
    """What differs between two graphs; an empty optimal one, not begun yet, differs in nothing."""
    if not optimal.points:
        optimal = current
    points: dict[str, PointDifference] = {}
    for point in dict.fromkeys((*current.points, *optimal.points)):
        before, after = current.points.get(point), optimal.points.get(point)
        fields = changed_fields(before, after)
        points[point] = PointDifference(_status(before, after, fields), before, after, fields)
    now, then = shares_of(current), shares_of(optimal)
    steps: dict[str, StepDifference] = {}
    for was, will in _paired(current, optimal):
        fields = changed_fields(was, will)
        gained = _share(then, will) - _share(now, was) if was is not None and will is not None else 0.0
        step = StepDifference(_status(was, will, fields), was, will, fields, gained)
        steps[step.record.id] = step
    return Difference(current, optimal, points, steps, _entries(current, optimal), _covered(current, optimal))


def changed_fields(before: Record | None, after: Record | None) -> tuple[str, ...]:
    """The fields in which two states of a record differ; none where one of them is missing."""
    if before is None or after is None or before is after:
        return ()
    names = type(before).model_fields
    return tuple(n for n in names if n not in _NOT_COMPARED and getattr(before, n) != getattr(after, n))


def _status(before: Record | None, after: Record | None, fields: tuple[str, ...]) -> Status:
    if before is None:
        return "added"
    if after is None:
        return "removed"
    return "changed" if fields else "same"


def _paired(current: Graph, optimal: Graph) -> Iterator[tuple[Transition | None, Transition | None]]:
    """Every step of both graphs with its other self, those of the optimal one first."""
    by_id = {step.id: step for step in current.steps}
    same = {step.id for step in optimal.steps} & by_id.keys()
    by_ends = {(s.source, s.target, s.kind): s for s in current.steps if s.id not in same}
    for step in optimal.steps:
        yield (by_id[step.id] if step.id in same else by_ends.pop((step.source, step.target, step.kind), None)), step
    for step in by_ends.values():
        yield step, None


def _share(shares: Mapping[str, float], step: Transition) -> float:
    """The share of a step as it is typed or assumed; of a re-engagement, of those who stop."""
    return step.share or 0.0 if step.kind == "re_engagement" else shares[step.id]


def _entries(current: Graph, optimal: Graph) -> Mapping[str, tuple[float, float]]:
    before, after = _typed(current), _typed(optimal)
    shares = {p: (before.get(p, 0.0), after.get(p, 0.0)) for p in dict.fromkeys((*before, *after))}
    return {point: pair for point, pair in shares.items() if pair[0] != pair[1]}


def _typed(graph: Graph) -> dict[str, float]:
    shares: dict[str, float] = {}
    for entry in graph.entries:
        shares[entry.touchpoint] = shares.get(entry.touchpoint, 0.0) + entry.share
    return shares


def _covered(current: Graph, optimal: Graph) -> tuple[str, ...]:
    return tuple(s.id for s in optimal.stages if optimal.by_stage[s.id] and not current.by_stage[s.id])
