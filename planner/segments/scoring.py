"""Scoring: the priority score of segments, its parts and its rank, and how stable that rank is."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from planner.catalogue import segment_criteria
from planner.language import _
from planner.memo import remembered
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
    """The priority of a segment, 0 to 100, with its rank from 1; ``stability`` says how firm that rank is."""

    segment: str
    points: float
    rank: int
    parts: tuple[ScorePart, ...]


def reach(_plan: Plan, segment: Segment) -> float | None:
    """Ease to reach: the mean consent share over the channels that the segment prefers."""
    shares = [c.consent for c in segment.channels if c.preferred and c.consent is not None]
    return sum(shares) / len(shares) if shares else None


def objective_fit(plan: Plan, segment: Segment) -> float | None:
    """The summed weight of the objectives that name the segment, in points."""
    return _weight_of_objectives(plan).get(segment.id, 0.0) if plan.objectives else None


@remembered("objectives")
def _weight_of_objectives(plan: Plan) -> dict[str, float]:
    """The summed weight of the objectives that name a segment."""
    found: dict[str, float] = {}
    for objective in plan.objectives:
        for segment in dict.fromkeys(objective.segments):
            found[segment] = found.get(segment, 0.0) + objective.weight
    return found


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


def values_of(plan: Plan, criterion: ScoreCriterion) -> dict[str, float | None]:
    """The raw value of a criterion for every segment."""
    return {s.id: criterion_value(plan, criterion, s) for s in plan.segments}


def normalised(values: Mapping[str, float | None]) -> dict[str, float]:
    """Min-max over the segments; 0.5 for all without spread, 0 where nothing is known."""
    known = [v for v in values.values() if v is not None]
    if not known:
        return dict.fromkeys(values, 0.5)
    low, spread = min(known), max(known) - min(known)
    return {i: 0.0 if v is None else (0.5 if spread == 0 else (v - low) / spread) for i, v in values.items()}


_VALUED = ("customers", "value_to_date", "expected_value")
_SCORED = (*_VALUED, "loyalty", "retention", "predisposition", "channels", "scores")
"""What of a segment its score rests on: another name or summary leaves it as it is."""


@remembered("score_criteria", segments=_SCORED, objectives=("segments", "weight"))
def scores(plan: Plan) -> dict[str, Score]:
    """Every segment's score: the weighted sum of its normalised criteria, best first."""
    weights = _weights(plan)
    if not plan.segments or not weights:
        return {}
    criteria = [c for c in plan.score_criteria if c.id in weights]
    values = {c.id: values_of(plan, c) for c in criteria}
    table = {c: normalised(of_criterion) for c, of_criterion in values.items()}
    points = {s.id: sum(weights[c] * table[c][s.id] for c in weights) for s in plan.segments}
    return {
        i: Score(
            i,
            points[i],
            rank,
            tuple(ScorePart(c, weights[c] * table[c][i], weights[c], values[c][i]) for c in weights),
        )
        for rank, i in enumerate(sorted(points, key=lambda i: -points[i]), start=1)
    }


def _weights(plan: Plan) -> dict[str, float]:
    """The weights of the criteria that count, in points of 100."""
    whole = sum(c.weight for c in plan.score_criteria)
    return {c.id: c.weight / whole * 100.0 for c in plan.score_criteria if c.weight > 0} if whole else {}


def stability(plan: Plan) -> dict[str, float]:
    """How often each segment keeps its rank when every weight moves by up to 20 %; the seed is fixed."""
    import numpy as np

    found = scores(plan)
    if not found:
        return {}
    chance = random.Random(5)  # noqa: S311 - a sample for a figure, not a secret
    moves = [
        [chance.uniform(1 - STABILITY_SPREAD, 1 + STABILITY_SPREAD) for _part in next(iter(found.values())).parts]
        for _run in range(STABILITY_RUNS)
    ]
    parts = np.array([[part.points for part in score.parts] for score in found.values()])
    # Rounded, so that what is equal on paper stays equal; equal ones keep the order they have.
    points = np.round(np.array(moves) @ parts.T, 9)
    ranks = np.argsort(-points, axis=1, kind="stable")
    kept = (ranks == np.arange(len(found))).mean(axis=0)
    return {i: float(share) for i, share in zip(found, kept, strict=True)}


@dataclass(frozen=True, slots=True)
class Medians:
    """Where the quadrants of the value chart meet: the middle value to date and the middle gain of the segments."""

    value_to_date: float
    gain: float


@remembered(segments=_VALUED)
def medians(plan: Plan) -> Medians:
    """The middle of the segments that have both figures, and so a quadrant: others would move lines they are not on."""
    known = [(v, more) for s in plan.segments if (v := total_to_date(s)) is not None and (more := gain(s)) is not None]
    return Medians(median([v for v, _more in known]), median([more for _v, more in known]))


def quadrant(segment: Segment, middle: Medians) -> str:
    """``win_back``, ``grow``, ``serve`` or ``keep``: value to date and gain against the medians; else nothing."""
    now, more = total_to_date(segment), gain(segment)
    if now is None or more is None:
        return ""
    rich, promising = now >= middle.value_to_date, more >= middle.gain
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


def criterion_name(criterion: ScoreCriterion) -> str:
    """The name of a criterion: its own, else that of the catalogue."""
    known = next((kind.name for kind in segment_criteria() if kind.key == criterion.key), "")
    return criterion.name or known or _("Own criterion")
