"""Metrics: what surveys and KPIs come to. Formulas and bands follow DOMAIN section 3."""

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.objectives.records import Kpi, Objective, Reading
from planner.plan import Plan


def csat(satisfied: int, answers: int) -> float | None:
    """Customer satisfaction as a share: satisfied answers over all answers; above 0.8 is very good."""
    return satisfied / answers if answers > 0 else None


def nps(promoters: int, detractors: int, answers: int) -> float | None:
    """Net promoter score, -100 to 100: percent of 9-10 minus percent of 0-6 (Reichheld 2003)."""
    return 100.0 * (promoters - detractors) / answers if answers > 0 else None


def nps_of_scores(scores: Mapping[int, int]) -> float | None:
    """Net promoter score from the count of each answer 0 to 10."""
    promoters = sum(n for score, n in scores.items() if score >= 9)
    detractors = sum(n for score, n in scores.items() if score <= 6)
    return nps(promoters, detractors, sum(scores.values()))


def nps_margin(promoters: int, detractors: int, answers: int) -> float | None:
    """Half the width of the 95 % interval of an NPS, in points (normal approximation)."""
    if answers <= 1:
        return None
    p, d = promoters / answers, detractors / answers
    return 100.0 * 1.96 * math.sqrt((p + d - (p - d) ** 2) / answers)


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
    return [kpi for kpi in plan.kpis if kpi.objective == objective]


def weights_differ(objectives: Sequence[Objective]) -> bool:
    """Whether the team really weighed: false where all weights are the same, give or take rounding."""
    weights = [o.weight for o in objectives]
    return not weights or max(weights) - min(weights) > 1.0


def objectives_of_segment(plan: Plan, segment: str) -> list[Objective]:
    """The objectives that name a segment; one for all segments counts only where none names any."""
    return [o for o in plan.objectives if segment in o.segments]


def serves(objective: Objective, segment: str) -> bool:
    """Whether an objective is for a segment: it names it, or is for all."""
    return not objective.segments or segment in objective.segments
