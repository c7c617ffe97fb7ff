"""Where a survey goes: a reading of a KPI, or the measure of touchpoints; only figures enter the plan."""

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from planner.catalogue import lever_name, metrics
from planner.edit import Refused, amend
from planner.intake.cleaning import one_line
from planner.intake.names import folded
from planner.intake.surveys.answers import Scale, plain
from planner.intake.surveys.survey import SurveyResult
from planner.journeys.records import Touchpoint
from planner.language import _, ngettext, number, quoted
from planner.objectives.edits import add_kpi, add_reading
from planner.objectives.metrics import SurveyKind, SurveyScore
from planner.objectives.records import Kpi
from planner.plan import Plan, find

NAMES: Mapping[SurveyKind, str] = {"nps": "NPS", "csat": "CSAT", "ces": "CES"}
WELL_BACKED = 30
"""From so many answers a satisfaction counts as fully backed by data."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What a survey says of one touchpoint."""

    touchpoint: str
    score: SurveyScore
    scale: Scale


def import_label(result: SurveyResult) -> str:
    """The words for Undo."""
    count = result.scores.plain.answers
    text = ngettext("Import {kind} from {count} answer", "Import {kind} from {count} answers", count)
    return text.format(kind=NAMES[result.kind], count=number(count))


def value_for(kpi: Kpi, score: SurveyScore) -> float | None:
    """The score in the unit of a KPI; None where the unit cannot hold it."""
    share = kpi.unit in ("percent", "ratio")
    if kpi.unit in ("money", "days"):
        return None
    if score.kind == "nps":
        return score.value / 100.0 if share else score.value
    if score.kind == "csat":
        return score.value if share else score.mean if kpi.unit == "score" else score.value * 100.0
    return None if share else score.value


def kpis_for(plan: Plan, kind: SurveyKind) -> list[Kpi]:
    """The KPIs that can take a score of that kind: those of its metric first."""
    fit = [kpi for kpi in plan.kpis if kpi.metric == kind or _fits(kpi, kind)]
    return sorted(fit, key=lambda kpi: (kpi.metric != kind, NAMES[kind].lower() not in folded(kpi.name)))


def _fits(kpi: Kpi, kind: SurveyKind) -> bool:
    if kpi.metric:
        return False  # another metric of the catalogue is no place for it
    return kpi.unit in ("points", "score") if kind != "csat" else kpi.unit in ("percent", "score", "points")


def kpi_named(plan: Plan, kind: SurveyKind, name: str = "") -> Kpi:
    """The KPI of that name, else the only one of the kind; raises Refused where that is not one."""
    if name:
        found = [kpi for kpi in plan.kpis if folded(kpi.name) == folded(name) or kpi.id == name]
        if not found:
            raise Refused(_("The plan has no KPI “{name}”.").format(name=name), "kpi")
    else:
        found = [kpi for kpi in plan.kpis if kpi.metric == kind]
        if not found:
            text = _("The plan has no KPI for {kind}. Name the one to use, or the objective that gets a new one.")
            raise Refused(text.format(kind=NAMES[kind]), "kpi")
    if len(found) > 1:
        names = ", ".join(f"{quoted(kpi.name)} ({kpi.id})" for kpi in found)
        raise Refused(_("Several KPIs fit. Name one of {names}.").format(names=names), "kpi")
    return found[0]


def objective_named(plan: Plan, name: str) -> str:
    """The id of the objective of that name, statement or lever; raises Refused where that is not one."""
    said = folded(name)
    found = [
        o for o in plan.objectives if said in map(folded, (o.name, lever_name(o.lever), o.statement, o.lever, o.id))
    ]
    if len(found) != 1:
        text = _("The plan has no objective “{name}”.") if not found else _("Several objectives are called “{name}”.")
        raise Refused(text.format(name=one_line(name, 60)), "objective")
    return found[0].id


def note_survey(plan: Plan, kpi: str, score: SurveyScore, date: dt.date) -> Plan:
    """The plan with a score as the reading of a KPI on a day."""
    record: Kpi | None = find(plan, "kpis", kpi)
    if record is None:
        raise Refused(_("This item is no longer in the plan."), "kpi")
    value = value_for(record, score)
    if value is None:
        text = _("“{kpi}” is measured in a unit that does not fit {kind}.")
        raise Refused(text.format(kpi=one_line(record.name, 60), kind=NAMES[score.kind]), "kpi")
    return add_reading(plan, kpi, date, round(value, 6))


def note_in_new_kpi(plan: Plan, objective: str, score: SurveyScore, date: dt.date) -> Plan:
    """The plan with a KPI more for an objective: the metric of that kind, with the score as its first reading."""
    metric = next(m for m in metrics() if m.key == score.kind)
    plan = add_kpi(plan, objective, metric=score.kind, name=metric.name, unit=metric.unit, better=metric.better)
    return note_survey(plan, plan.kpis[-1].id, score, date)


def measure_touchpoints(plan: Plan, measures: Sequence[Measure]) -> Plan:
    """The plan with what a survey says of its touchpoints as they are now."""
    for measure in measures:
        plan = amend(plan, "current_touchpoints", measure.touchpoint, **fields_of(measure))
    return plan


def measures_of(plan: Plan, results: Sequence[SurveyResult], wanted: Mapping[str, str]) -> list[Measure]:
    """What the groups of a question, or several questions, say of touchpoints as they are now.

    ``wanted`` names touchpoints by group or question; without any they are those of the same names. Raises Refused.
    """
    scores = {result.heading: (result.scores.best, result.scale) for result in results}
    if len(results) == 1 and results[0].groups:
        scores = {group.name: (group.scores.best, results[0].scale) for group in results[0].groups}
    points = {folded(point.name): point.id for point in plan.current_touchpoints if point.name}
    if wanted:
        heads = {folded(name): name for name in scores}
        strange = [n for n in wanted if folded(n) not in heads] + [
            p for p in wanted.values() if folded(p) not in points
        ]
        for name in strange:
            raise Refused(_("There is no “{name}” to measure touchpoints with.").format(name=one_line(name, 60)))
        places = {heads[folded(name)]: points[folded(point)] for name, point in wanted.items()}
    else:
        places = guess_touchpoints(plan.current_touchpoints, list(scores))
    if not places:
        raise Refused(_("No touchpoint of the plan has the name of a question or group."), "touchpoint")
    return [Measure(point, *scores[name]) for name, point in places.items()]


def fields_of(measure: Measure) -> dict[str, Any]:
    """What a survey sets of a touchpoint: the metric with its value; from CSAT and CES the satisfaction too."""
    score = measure.score
    value = score.value * 100.0 if score.kind == "csat" else score.value
    fields: dict[str, Any] = {"measured": True, "metric": NAMES[score.kind], "metric_value": round(value, 2)}
    if score.kind != "nps":
        fields["satisfaction"] = satisfaction(score, measure.scale)
        fields["satisfaction_measure"] = score.kind
        fields["evidence"] = "fully" if score.answers >= WELL_BACKED else "partly"
    return fields


def satisfaction(score: SurveyScore, scale: Scale) -> int:
    """The mean of answers as a level from 1 to 5; little effort is a high one."""
    mean = scale.lowest + scale.highest - score.mean if score.kind == "ces" else score.mean
    level = 1 + 4 * (mean - scale.lowest) / (scale.highest - scale.lowest)
    return max(1, min(5, math.floor(level + 0.5)))


def guess_touchpoints(touchpoints: Sequence[Touchpoint], names: Sequence[str]) -> dict[str, str]:
    """For each name of a question or group the id of the touchpoint that it seems to be about."""
    found: dict[str, str] = {}
    known = {plain(point.name): point.id for point in touchpoints if point.name}
    for name in names:
        said = plain(name)
        if said in known:
            found[name] = known[said]
        else:
            inside = [i for words, i in known.items() if len(words) > 3 and f" {words} " in f" {said} "]
            if len(inside) == 1:
                found[name] = inside[0]
    return found
