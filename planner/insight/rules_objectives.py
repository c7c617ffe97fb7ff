"""Health rules of the objectives step."""

from collections.abc import Iterator

from planner.insight.finding import Finding
from planner.language import _
from planner.objectives.metrics import kpis_of, now, weights_differ
from planner.objectives.records import Kpi, Objective
from planner.plan import Plan


def name_of(objective: Objective) -> str:
    """The short name of an objective: its own, else its lever's, else its statement."""
    from planner.catalogue import lever_name

    return objective.name or lever_name(objective.lever) or objective.statement or _("Objective without a name")


def objective_rules(plan: Plan) -> Iterator[Finding]:
    """Everything that is missing or weak in the objectives."""
    for objective in plan.objectives:
        yield from _one(plan, objective)
    if len(plan.objectives) > 1 and not weights_differ(plan.objectives):
        yield Finding(
            "objectives.equal_weights",
            "weak",
            _("All objectives weigh the same."),
            _("Ranking forces a choice: some objectives come before others."),
            "objectives",
        )
    yield from _segments_without_rank(plan)


def _one(plan: Plan, objective: Objective) -> Iterator[Finding]:
    name = name_of(objective)
    at = ("objectives", "objectives", objective.id, name)
    if not objective.statement:
        yield Finding(
            "objectives.no_statement",
            "missing",
            _("{name} does not say what is to be achieved.").format(name=name),
            _("A goal in one sentence lets every team act on it."),
            *at,
        )
    kpis = kpis_of(plan, objective.id)
    if not kpis:
        yield Finding(
            "objectives.no_kpi",
            "missing",
            _("{name} has no KPI.").format(name=name),
            _("Each objective needs the right metric, so that its results can be followed."),
            *at,
        )
    for kpi in kpis:
        yield from _kpi(kpi, name)
    served = any(objective.id in a.objectives for a in plan.actions)
    if plan.actions and not served:
        yield Finding(
            "objectives.not_served",
            "weak",
            _("No action serves {name}.").format(name=name),
            _("An objective without an action stays a wish."),
            *at,
        )


def _kpi(kpi: Kpi, name: str) -> Iterator[Finding]:
    at = ("objectives", "kpis", kpi.id, name)
    lacking = [
        word
        for word, value in (
            (_("baseline"), kpi.baseline),
            (_("target"), kpi.target),
            (_("date"), kpi.due),
            (_("owner"), kpi.owner),
        )
        if value in (None, "")
    ]
    if lacking:
        yield Finding(
            "objectives.kpi_incomplete",
            "missing" if kpi.target is None else "hint",
            _("{name} lacks for its KPI: {fields}.").format(name=name, fields=", ".join(lacking)),
            _("Baseline, target, date and owner make a KPI that can be followed."),
            *at,
        )
    if kpi.target is not None and now(kpi) is None:
        yield Finding(
            "objectives.kpi_not_measured",
            "weak",
            _("{name} has a target but no measurement.").format(name=name),
            _("Progress shows only once a first value is noted."),
            *at,
        )


def _segments_without_rank(plan: Plan) -> Iterator[Finding]:
    top = plan.objectives[:3]
    if len(plan.objectives) < 4 or not all(o.segments for o in top):
        return
    for segment in plan.segments:
        if not any(segment.id in o.segments for o in top):
            yield Finding(
                "objectives.segment_not_in_top",
                "hint",
                _("No objective ranks in the top three for {name}.").format(name=segment.name),
                _("Different segments may need different objectives; make sure that this is meant."),
                "objectives",
                "segments",
                segment.id,
                segment.name,
            )
