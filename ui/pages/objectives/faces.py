"""What a row says of an objective, as plain values: two rows that say the same need no painting."""

from collections.abc import Sequence
from dataclasses import dataclass

from planner.catalogue import lever, metrics
from planner.insight.rules_objectives import name_of
from planner.language import _, date_text, percent
from planner.objectives.metrics import kpi_figures
from planner.objectives.records import Kpi, Objective
from planner.plan import Plan, find
from ui.pages.marks import segment_role
from ui.pages.objectives.values import value_text


@dataclass(frozen=True, slots=True)
class KpiFace:
    """A KPI in three lines; ``share`` of the way to the target is done, ``meaning`` says how the metric is computed."""

    id: str
    name: str
    baseline: str
    target: str
    now: str
    due: str
    share: float | None
    trend: tuple[float, ...]
    measured: bool
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class ObjectiveFace:
    """A row: the lever, the statement, the segments with their colours, the first KPI, the weight."""

    lever: str
    icon: str
    lever_name: str
    statement: str
    segments: tuple[tuple[str, str], ...]
    kpi: KpiFace | None
    weight: float
    spoken: str


def face_of(plan: Plan, objective: Objective, kpis: Sequence[Kpi]) -> ObjectiveFace:
    """What a row shows."""
    known = lever(objective.lever)
    named = [(find(plan, "segments", key), segment_role(plan, key)) for key in objective.segments]
    segments = tuple((segment.name or _("Segment without a name"), role) for segment, role in named if segment)
    weight = percent(objective.weight / 100)
    return ObjectiveFace(
        objective.lever,
        known.icon if known else "target",
        objective.name or (known.name if known else _("Own objective")),
        objective.statement,
        segments or ((_("All segments"), "text.disabled"),),
        _kpi(plan, kpis) if kpis else None,
        objective.weight,
        _("{name}, weight {weight}").format(name=objective.statement or name_of(objective), weight=weight),
    )


def _kpi(plan: Plan, kpis: Sequence[Kpi]) -> KpiFace:
    kpi, figures = kpis[0], kpi_figures(kpis[0])
    unit, currency = kpi.unit, plan.profile.currency
    name = kpi.name or _("KPI without a name")
    measured = figures.now is not None
    now = _("now {value}").format(value=value_text(figures.now, unit, currency))
    return KpiFace(
        kpi.id,
        _("{name} +{count}").format(name=name, count=len(kpis) - 1) if len(kpis) > 1 else name,
        value_text(figures.baseline, unit, currency),
        value_text(figures.target, unit, currency),
        now if measured else _("Not measured"),
        date_text(kpi.due) if kpi.due else _("no date"),
        figures.progress,
        figures.trend,
        measured,
        next((metric.definition for metric in metrics() if metric.key == kpi.metric), ""),
    )
