"""Metrics: what surveys and KPIs come to. Formulas and bands follow DOMAIN section 3."""

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from planner.language import _, percent
from planner.memo import remembered
from planner.objectives.records import Kpi, Objective, Reading
from planner.plan import Plan


def csat(satisfied: int, answers: int) -> float | None:
    """Customer satisfaction as a share: satisfied answers over all answers; above 0.8 is very good."""
    return satisfied / answers if answers > 0 else None


def nps(promoters: int, detractors: int, answers: int) -> float | None:
    """Net promoter score, -100 to 100: percent of 9-10 minus percent of 0-6 (Reichheld 2003)."""
    return 100.0 * (promoters - detractors) / answers if answers > 0 else None


SurveyKind = Literal["nps", "csat", "ces"]
SURVEY_KINDS: tuple[SurveyKind, ...] = ("nps", "csat", "ces")
PROMOTERS, DETRACTORS = 9, 6
"""Answers from the one are promoters, up to the other detractors (Reichheld 2003)."""
CONFIDENT = 1.959964
"""How many standard errors each side hold 95 % of a normal distribution."""


@dataclass(frozen=True, slots=True)
class SurveyScore:
    """What the answers to one question come to: ``value`` in points for NPS, a share for CSAT, a mean for CES.

    ``high`` and ``low`` are shares: promoters and detractors, or the satisfied (easy) and the dissatisfied (hard).
    ``error`` is the standard error over ``answers``; ``effective`` is how many equal answers the weights leave (Kish).
    ``shares`` are those of each answer, the lowest answer first.
    """

    kind: SurveyKind
    value: float
    answers: int
    effective: float
    error: float
    mean: float
    deviation: float
    high: float
    low: float
    shares: tuple[tuple[float, float], ...] = ()

    @property
    def margin(self) -> float:
        """Half the width of the 95 % interval, in the unit of the value; unequal weights make it wider."""
        return CONFIDENT * self.error * math.sqrt(self.answers / self.effective)


@dataclass(frozen=True, slots=True)
class Boxes:
    """The ends of a scale: answers from ``high`` count as good, up to ``low`` as bad."""

    high: float
    low: float


def boxes(kind: SurveyKind, lowest: float, highest: float) -> Boxes:
    """The ends of a scale: fixed for NPS; for others the two best and two worst answers, one where there are few."""
    if kind == "nps":
        return Boxes(PROMOTERS, DETRACTORS)
    wide = 1 if highest - lowest >= 3 else 0
    ends = Boxes(highest - wide, lowest + wide)
    return Boxes(ends.low, ends.high) if kind == "ces" else ends


def survey_score(kind: SurveyKind, answers: Iterable[tuple[float, float]], ends: Boxes) -> SurveyScore | None:
    """The score of answers, each with its weight; None where no answer has any weight."""
    weight: dict[float, float] = {}
    count, squares = 0, 0.0
    for answer, counts in answers:
        if counts > 0:
            weight[answer] = weight.get(answer, 0.0) + counts
            count, squares = count + 1, squares + counts * counts
    whole = math.fsum(weight.values())
    if not count:
        return None
    mean = math.fsum(a * w for a, w in weight.items()) / whole
    spread = math.fsum(w * (a - mean) ** 2 for a, w in weight.items()) / whole
    deviation = math.sqrt(spread * count / (count - 1)) if count > 1 else 0.0
    # An effort has its good answers at the low end.
    turned = ends.high < ends.low
    high = math.fsum(w for a, w in weight.items() if (a <= ends.high if turned else a >= ends.high)) / whole
    low = math.fsum(w for a, w in weight.items() if (a >= ends.low if turned else a <= ends.low)) / whole
    if kind == "nps":
        value, error = 100.0 * (high - low), 100.0 * math.sqrt(max(high + low - (high - low) ** 2, 0.0) / count)
    elif kind == "csat":
        value, error = high, math.sqrt(high * (1.0 - high) / count)
    else:
        value, error = mean, deviation / math.sqrt(count)
    shares = tuple((answer, weight[answer] / whole) for answer in sorted(weight))
    return SurveyScore(kind, value, count, whole * whole / squares, error, mean, deviation, high, low, shares)


def ces(scores: Mapping[int, int]) -> float | None:
    """Customer effort score: the mean of answers 1 (least effort) to 5; lower is better."""
    answers = sum(scores.values())
    return sum(score * n for score, n in scores.items()) / answers if answers else None


def churn(retention: float | None) -> float | None:
    """The share of customers lost in a year: 1 minus retention."""
    return None if retention is None else 1.0 - retention


def now(kpi: Kpi) -> Reading | None:
    """The newest reading of a KPI."""
    return max(kpi.readings, key=lambda r: r.date, default=None)


def progress(kpi: Kpi) -> float | None:
    """(reading - baseline) / (target - baseline), in either direction; 1 is on target, not cut at 1."""
    reading = now(kpi)
    if reading is None or kpi.baseline is None or kpi.target is None or kpi.baseline == kpi.target:
        return None
    return (reading.value - kpi.baseline) / (kpi.target - kpi.baseline)


def expected_progress(kpi: Kpi, start: dt.date | None, on: dt.date) -> float | None:
    """Where a straight line from the start to the due date would be on a day, 0 to 1."""
    first = start or min((r.date for r in kpi.readings), default=None)
    if first is None or kpi.due is None or kpi.due <= first:
        return None
    return min(1.0, max(0.0, (on - first).days / (kpi.due - first).days))


def standing(kpi: Kpi, start: dt.date | None, on: dt.date) -> str:
    """How far a KPI has come from its baseline to its target, and where a straight line would be, in a sentence."""
    done, expected = progress(kpi), expected_progress(kpi, start, on)
    if done is None:
        return ""
    if expected is None:
        return _("{done} of the way from baseline to target.").format(done=percent(done))
    text = _("{done} of the way from baseline to target; on a straight line it would be {expected} by now.")
    return text.format(done=percent(done), expected=percent(expected))


@dataclass(frozen=True, slots=True)
class KpiFigures:
    """What can be said of a KPI: values in its unit, progress as a share."""

    baseline: float | None
    now: float | None
    now_date: dt.date | None
    target: float | None
    progress: float | None
    trend: tuple[float, ...]


def kpi_figures(kpi: Kpi) -> KpiFigures:
    """The figures of one KPI; the trend starts at the baseline."""
    reading = now(kpi)
    values = tuple(r.value for r in kpi.readings)
    trend = (kpi.baseline, *values) if kpi.baseline is not None and values else values
    return KpiFigures(
        kpi.baseline,
        reading.value if reading else None,
        reading.date if reading else None,
        kpi.target,
        progress(kpi),
        trend,
    )


def kpis_of(plan: Plan, objective: str) -> list[Kpi]:
    """The KPIs of an objective, in their order."""
    return list(_by_objective(plan).get(objective, ()))


@remembered("kpis")
def _by_objective(plan: Plan) -> Mapping[str, list[Kpi]]:
    found: dict[str, list[Kpi]] = {}
    for kpi in plan.kpis:
        found.setdefault(kpi.objective, []).append(kpi)
    return found


def weights_differ(objectives: Sequence[Objective]) -> bool:
    """Whether the team really weighed: false where all weights are the same, give or take rounding."""
    weights = [o.weight for o in objectives]
    return not weights or max(weights) - min(weights) > 1.0


def serves(objective: Objective, segment: str) -> bool:
    """Whether an objective is for a segment: it names it, or is for all."""
    return not objective.segments or segment in objective.segments
