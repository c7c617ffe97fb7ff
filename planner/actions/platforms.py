"""The platform comparison: weighted scores, by how much one leads, and the weights at which that would change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planner.actions.money import yearly_cost
from planner.actions.records import PlatformCriterion, PlatformOption
from planner.catalogue import platform_criteria
from planner.language import _
from planner.memo import remembered
from planner.plan import Plan


@dataclass(frozen=True, slots=True)
class PlatformRow:
    """A platform in the comparison. Its score is over the criteria that it has scores for; ``complete`` if all."""

    platform: str
    score: float | None
    complete: bool
    scores: Mapping[str, int]
    covered: int
    yearly_cost: float


@dataclass(frozen=True, slots=True)
class Flip:
    """The weight of a criterion, in points, at which another platform takes the lead, the others scaled."""

    criterion: str
    now: float
    at: float
    leader: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """The platforms best first, the lead of the first over the second, and the nearest flips first."""

    rows: tuple[PlatformRow, ...]
    requirements: int
    margin: float | None
    flips: tuple[Flip, ...]

    @property
    def leader(self) -> str:
        """The platform with the best score, or nothing."""
        return self.rows[0].platform if self.rows and self.rows[0].score is not None else ""


@remembered(platforms=("scores", "provides", "costs"), platform_criteria=("weight",), requirements=())
def comparison(plan: Plan) -> Comparison:
    """The comparison of all platforms of a plan."""
    weights = weights_of(plan)
    rows = [_row(plan, platform, weights) for platform in plan.platforms]
    rows.sort(key=lambda row: (row.score is None, -(row.score or 0.0)))
    scored = [row.score for row in rows if row.score is not None]
    margin = scored[0] - scored[1] if len(scored) > 1 else None
    flips = sorted(_flips(rows, weights), key=lambda flip: abs(flip.at - flip.now))
    return Comparison(tuple(rows), len(plan.requirements), margin, tuple(flips))


def weights_of(plan: Plan) -> dict[str, float]:
    """The weights of the criteria, in points."""
    return {criterion.id: criterion.weight for criterion in plan.platform_criteria}


def criterion_name(criterion: PlatformCriterion) -> str:
    """The name of a criterion: its own, else the catalogue's."""
    known = next((c.name for c in platform_criteria() if c.key == criterion.key), "")
    return criterion.name or known or _("Criterion without a name")


def criterion_hint(criterion: PlatformCriterion) -> str:
    """What a criterion means: its own words, else the catalogue's."""
    return criterion.hint or next((c.hint for c in platform_criteria() if c.key == criterion.key), "")


def _row(plan: Plan, platform: PlatformOption, weights: Mapping[str, float]) -> PlatformRow:
    scores = {s.criterion: s.value for s in platform.scores if s.criterion in weights}
    provided = set(platform.provides)
    return PlatformRow(
        platform.id,
        weighted(scores, weights),
        bool(weights) and len(scores) == len(weights),
        scores,
        sum(requirement.id in provided for requirement in plan.requirements),
        yearly_cost(platform),
    )


def weighted(scores: Mapping[str, float], weights: Mapping[str, float]) -> float | None:
    """The mean of the scores by weight, from 1 to 5; None without any score that has a weight."""
    whole = sum(weights[criterion] for criterion in scores)
    return sum(weights[c] * value for c, value in scores.items()) / whole if whole else None


def scores_at(plan: Plan, criterion: str, weight: float) -> dict[str, float | None]:
    """Every platform's score if a criterion weighed so many points and the others shared the rest as now."""
    weights = _with_weight(weights_of(plan), criterion, weight)
    return {row.platform: weighted(row.scores, weights) for row in comparison(plan).rows}


def _with_weight(weights: Mapping[str, float], criterion: str, weight: float) -> dict[str, float]:
    others = {c: w for c, w in weights.items() if c != criterion}
    whole = sum(others.values())
    scaled = {c: (w / whole if whole else 1 / len(others)) * (100.0 - weight) for c, w in others.items()}
    return {**scaled, criterion: weight}


def _flips(rows: list[PlatformRow], weights: Mapping[str, float]) -> Iterator[Flip]:
    """Scores are linear in the weight of one criterion, so each other platform meets the leader at most once."""
    complete = [row for row in rows if row.complete]
    if len(complete) < 2 or not rows[0].complete or len(weights) < 2 or not sum(weights.values()):
        return
    leader, *others = complete
    for criterion, now in weights.items():
        at_none, at_all = _with_weight(weights, criterion, 0.0), _with_weight(weights, criterion, 100.0)
        meetings = []
        for other in others:
            low = _lead(leader, other, at_none)
            high = _lead(leader, other, at_all)
            if min(low, high) < 0 <= max(low, high):
                meetings.append((100.0 * low / (low - high), other.platform))
        if meetings:
            at, platform = min(meetings, key=lambda meeting: abs(meeting[0] - now))
            yield Flip(criterion, now, at, platform)


def _lead(leader: PlatformRow, other: PlatformRow, weights: Mapping[str, float]) -> float:
    return (weighted(leader.scores, weights) or 0.0) - (weighted(other.scores, weights) or 0.0)
