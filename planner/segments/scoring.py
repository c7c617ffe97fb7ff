"""Scoring: the priority score of segments, its parts, its rank and how stable that rank is."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from planner.objectives.metrics import objectives_of_segment
from planner.plan import Plan
from planner.segments.records import ScoreCriterion, Segment
from planner.segments.value import gain, total_expected, total_to_date

STABILITY_RUNS = 400
STABILITY_SPREAD = 0.20


@dataclass(frozen=True, slots=True)
class ScorePart:
    """What one criterion adds to a score: points of at most its weight."""

    criterion: str
    points: float
    weight: float
    value: float | None


@dataclass(frozen=True, slots=True)
class Score:
    """The priority of a segment, 0 to 100, with its rank from 1 and how often it keeps it."""

    segment: str
    points: float
    rank: int
    parts: tuple[ScorePart, ...]
    stability: float


def reach(_plan: Plan, segment: Segment) -> float | None:
    """Ease to reach: the mean consent share over the channels that the segment prefers."""
    shares = [c.consent for c in segment.channels if c.preferred and c.consent is not None]
    return sum(shares) / len(shares) if shares else None


def objective_fit(plan: Plan, segment: Segment) -> float | None:
    """The summed weight of the objectives that name the segment, in points."""
    return sum(o.weight for o in objectives_of_segment(plan, segment.id)) if plan.objectives else None


def loyalty(_plan: Plan, segment: Segment) -> float | None:
    """Loyalty as typed, 0 to 100; where it is not, the yearly retention stands in."""
    if segment.loyalty is not None:
        return segment.loyalty
    return segment.retention * 100.0 if segment.retention is not None else None


COMPUTED: Mapping[str, Callable[[Plan, Segment], float | None]] = {
    "value_to_date": lambda _plan, segment: total_to_date(segment),
    "expected_value": lambda _plan, segment: total_expected(segment),
    "growth": lambda _plan, segment: gain(segment),
    "size": lambda _plan, segment: segment.customers,
    "loyalty": loyalty,
    "predisposition": lambda _plan, segment: segment.predisposition,
    "objective_fit": objective_fit,
    "reach": reach,
}
"""The criteria that are computed, by key; own ones take typed values from 0 to 100."""


def criterion_value(plan: Plan, criterion: ScoreCriterion, segment: Segment) -> float | None:
    """The raw value of a criterion for a segment, or None where nothing is known."""
    compute = COMPUTED.get(criterion.key)
    if compute is not None:
        return compute(plan, segment)
    return next((v.value for v in segment.scores if v.criterion == criterion.id), None)


def normalised(plan: Plan, criterion: ScoreCriterion) -> dict[str, float]:
    """Min-max over the plan's segments; 0.5 for all without spread, 0 where nothing is known."""
    values = {s.id: criterion_value(plan, criterion, s) for s in plan.segments}
    known = [v for v in values.values() if v is not None]
    if not known:
        return dict.fromkeys(values, 0.5)
    low, spread = min(known), max(known) - min(known)
    return {i: 0.0 if v is None else (0.5 if spread == 0 else (v - low) / spread) for i, v in values.items()}


def scores(plan: Plan) -> dict[str, Score]:
    """Every segment's score: the weighted sum of its normalised criteria, best first."""
    criteria = [c for c in plan.score_criteria if c.weight > 0]
    whole = sum(c.weight for c in criteria)
    if not plan.segments or not whole:
        return {}
    table = {c.id: normalised(plan, c) for c in criteria}
    weights = {c.id: c.weight / whole * 100.0 for c in criteria}
    points = {s.id: sum(weights[c] * table[c][s.id] for c in weights) for s in plan.segments}
    order = sorted(points, key=lambda i: -points[i])
    stability = _stability(order, weights, table)
    by_id = {s.id: s for s in plan.segments}
    return {
        i: Score(
            i,
            points[i],
            rank,
            tuple(
                ScorePart(c.id, weights[c.id] * table[c.id][i], weights[c.id], criterion_value(plan, c, by_id[i]))
                for c in criteria
            ),
            stability[i],
        )
        for rank, i in enumerate(order, start=1)
    }


def _stability(
    order: list[str], weights: Mapping[str, float], table: Mapping[str, Mapping[str, float]]
) -> dict[str, float]:
    """How often each segment keeps its rank when every weight moves by up to 20 %; seed fixed."""
    chance = random.Random(5)  # noqa: S311 - a sample for a figure, not a secret
    kept = dict.fromkeys(order, 0)
    for _run in range(STABILITY_RUNS):
        moved = {c: w * chance.uniform(1 - STABILITY_SPREAD, 1 + STABILITY_SPREAD) for c, w in weights.items()}
        points = {i: sum(w * table[c][i] for c, w in moved.items()) for i in order}
        for was, now in zip(order, sorted(order, key=lambda i: -points[i]), strict=True):
            kept[was] += was == now
    return {i: count / STABILITY_RUNS for i, count in kept.items()}


def quadrant(plan: Plan, segment: Segment) -> str:
    """``win_back``, ``grow``, ``serve`` or ``keep``: gain and value to date against the segments' medians."""
    now, more = total_to_date(segment), gain(segment)
    if now is None or more is None:
        return ""
    rich = now >= median([v for s in plan.segments if (v := total_to_date(s)) is not None])
    promising = more >= median([v for s in plan.segments if (v := gain(s)) is not None])
    return {(False, True): "win_back", (True, True): "grow", (False, False): "serve", (True, False): "keep"}[
        rich, promising
    ]


def median(values: list[float]) -> float:
    """The middle value; 0 of none."""
    ordered = sorted(values)
    if not ordered:
        return 0.0
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
