"""The objectives of a report: ranked with their weights, and how each is measured."""

from planner.clock import today
from planner.insight.rules_objectives import name_of
from planner.language import _, list_text, ngettext, percent
from planner.objectives.metrics import expected_progress, kpi_figures, kpis_of
from planner.objectives.records import Kpi
from planner.plan import Plan, find
from planner.report.blocks import (
    Block,
    Cell,
    Column,
    FigureSpec,
    Heading,
    Table,
    Topic,
    amount,
    day,
    number,
    share,
    text,
)
from planner.report.phrases import (
    counted,
    kpi_name,
    one_line,
    opening,
    out_of,
    segments_said,
    within,
)

_LEADING = 0.4
"""The first objectives that together weigh so much are named in the heading."""


def topics(plan: Plan) -> tuple[Topic, ...]:
    """One topic: the ranked objectives, then their KPIs."""
    blocks: list[Block] = [objectives_table(plan)]
    if plan.kpis:
        blocks += [
            Heading(_("How we will know")),
            FigureSpec(
                "kpis",
                words=_("Where each KPI stands between its baseline and its target."),
                caption=_("The mark shows where a straight line from the start to the due date would be today."),
            ),
            kpi_table(plan),
        ]
    return (Topic(_heading(plan), _lead(plan), tuple(blocks)),)


def _heading(plan: Plan) -> str:
    leading: list[str] = []
    weight = 0.0
    for objective in plan.objectives:
        if weight >= _LEADING * 100 or len(leading) == 3:
            break
        leading.append(within(objective) if leading else name_of(objective))
        weight += objective.weight
    if not weight:
        count = len(plan.objectives)
        return opening(
            ngettext("One objective for the relationship", "{count} objectives for the relationship", count).format(
                count=counted(count)
            )
        )
    return ngettext(
        "{names} carries {weight} of the weight", "{names} carry {weight} of the weight", len(leading)
    ).format(names=list_text(leading), weight=percent(weight / 100))


def _lead(plan: Plan) -> str:
    objectives, kpis = len(plan.objectives), len(plan.kpis)
    ranked = ngettext("One objective is set.", "{count} objectives are ranked.", objectives).format(
        count=opening(counted(objectives))
    )
    measured = sum(bool(kpis_of(plan, o.id)) for o in plan.objectives)
    if not kpis:
        return ranked + " " + _("None of them has a KPI yet.")
    if measured == objectives:
        covered = ngettext("It is measured.", "Each is measured by at least one KPI.", objectives)
    else:
        covered = _("A KPI measures {part}.").format(part=out_of(measured, objectives))
    return " ".join((ranked, covered, _standing(plan)))


def _standing(plan: Plan) -> str:
    """How the KPIs do against a straight line to their targets; nothing where that cannot be said yet."""
    known = [ahead for kpi in plan.kpis if (ahead := _ahead(plan, kpi)) is not None]
    behind = known.count(False)
    if not known:
        return ""
    if not behind:
        return _("None falls behind the straight line to its target.")
    return ngettext(
        "One falls behind the straight line to its target.",
        "{count} fall behind the straight line to their targets.",
        behind,
    ).format(count=opening(counted(behind)))


def _ahead(plan: Plan, kpi: Kpi) -> bool | None:
    """Whether a KPI keeps up with the straight line to its target; None where that cannot be said."""
    done = kpi_figures(kpi).progress
    expected = expected_progress(kpi, plan.profile.start, today())
    return None if done is None or expected is None else done >= expected - 0.05


def objectives_table(plan: Plan) -> Table:
    """The objectives in their order, with segments and weight."""
    return Table(
        "objectives",
        (
            Column("rank", "", "number", 0.35),
            Column("objective", _("Objective"), wide=2.1),
            Column("statement", _("What should change"), wide=4.2),
            Column("segments", _("For"), wide=1.9),
            Column("weight", _("Weight"), "percent", 0.8),
        ),
        tuple(
            (
                number(rank, tone="muted"),
                text(name_of(o), "strong", ref=o.id),
                text(o.statement, under=one_line(o.rationale)),
                text(segments_said(plan, o.segments), "muted"),
                share(o.weight / 100, tone="strong"),
            )
            for rank, o in enumerate(plan.objectives, start=1)
        ),
    )


def kpi_cell(kpi: Kpi, value: float | None, currency: str) -> Cell:
    """A value of a KPI as a typed cell in its unit."""
    if kpi.unit == "percent":
        return share(value, short=True)
    if kpi.unit == "money":
        return amount(value, currency)
    return number(value, 2, short=True, unit=_("days") if kpi.unit == "days" else "")


def kpi_table(plan: Plan) -> Table:
    """Every KPI with baseline, newest reading, target, due date, owner and progress."""
    return Table(
        "kpis",
        (
            Column("kpi", _("KPI"), wide=2.7),
            Column("objective", _("Objective"), wide=2.0),
            Column("owner", _("Owner"), wide=1.5),
            Column("baseline", _("Baseline"), "number", 0.95),
            Column("now", _("Now"), "number", 0.95),
            Column("target", _("Target"), "number", 0.95),
            Column("due", _("Due"), "date", 1.15),
            Column("progress", _("Progress"), "percent", 0.95),
        ),
        tuple(_kpi_row(plan, kpi) for o in plan.objectives for kpi in kpis_of(plan, o.id)),
        caption=_("Progress is (now − baseline) / (target − baseline); it is not cut at 100 %."),
        printed=False,
    )


def _kpi_row(plan: Plan, kpi: Kpi) -> tuple[Cell, ...]:
    figures = kpi_figures(kpi)
    objective = find(plan, "objectives", kpi.objective)
    currency = plan.profile.currency
    behind = _ahead(plan, kpi) is False
    return (
        text(kpi_name(kpi), ref=kpi.id),
        text(name_of(objective) if objective else "", "muted"),
        text(kpi.owner, "muted"),
        kpi_cell(kpi, figures.baseline, currency),
        kpi_cell(kpi, figures.now, currency),
        kpi_cell(kpi, figures.target, currency),
        day(kpi.due),
        share(figures.progress, tone="warn" if behind else "strong"),
    )
