"""Objectives with their weights, KPIs with their progress, and every reading."""

from collections.abc import Iterator
from typing import Any

from exports.excel.book import Column, Entry, Kind, Sheet, Table
from exports.excel.source import Source
from planner.actions.business_case import objective_case
from planner.actions.chosen import chosen_actions
from planner.catalogue import lever_name, metrics
from planner.clock import today
from planner.language import _
from planner.objectives.metrics import expected_progress, kpi_figures, kpis_of
from planner.objectives.records import Kpi, Reading
from planner.plan import find
from planner.report.phrases import kpi_name, objective_name, segment_name, segments_said
from planner.weights import TOTAL


def sheets(source: Source) -> Iterator[Sheet]:
    """Objectives, KPIs, readings."""
    topic = source.topic("objectives")
    yield Sheet(
        "objectives",
        _("Objectives"),
        "objectives",
        _("Objectives"),
        topic.heading if topic else "",
        topic.lead if topic else "",
        _("What the relationship must achieve, by weight, and what is done for it."),
        (_objectives(source),),
    )
    if source.plan.kpis:
        yield Sheet(
            "kpis",
            _("KPIs"),
            "objectives",
            _("KPIs"),
            _("How we will know"),
            _("Progress is (now − baseline) / (target − baseline); it is not cut at 100 %."),
            _("How each objective is measured: baseline, newest reading, target, progress."),
            (_kpis(source),),
        )
    if any(kpi.readings for kpi in source.plan.kpis):
        yield Sheet(
            "readings",
            _("Readings"),
            "objectives",
            _("Readings of the KPIs"),
            holds=_("Every measured value of every KPI; a new line here moves the progress."),
            blocks=(_readings(source),),
        )


def _objectives(source: Source) -> Table:
    plan = source.plan
    cases = {o.id: objective_case(plan, o.id) for o in plan.objectives}
    acting = {o.id: sum(o.id in a.objectives for a in chosen_actions(plan)) for o in plan.objectives}
    return Table(
        "objectives",
        (
            Column("no", _("No."), lambda o: source.number("objectives", o.id), wide=6, role="code"),
            Column("name", _("Objective"), objective_name, wide=28, role="strong"),
            Column("statement", _("What should change"), lambda o: o.statement, wide=46),
            Column("segments", _("For"), lambda o: segments_said(plan, o.segments), wide=26, role="muted"),
            Column("weight", _("Weight, points"), lambda o: o.weight, "number", 10, "input", total="sum"),
            Column(
                "share",
                _("Weight"),
                lambda o: o.weight / TOTAL,
                "share",
                10,
                formula="{weight}/{$all_points}",
            ),
            Column(
                "kpis",
                _("KPIs"),
                lambda o: len(kpis_of(plan, o.id)),
                "whole",
                8,
                formula="COUNTIF({kpis.objective},{no})",
            ),
            Column("actions", _("Actions"), lambda o: acting[o.id], "whole", 9, "derived"),
            Column("cost", _("Cost of its actions"), lambda o: cases[o.id].cost, "money", 13, "derived"),
            Column("gain", _("Likely gain a year"), lambda o: cases[o.id].benefit.likely, "money", 13, "derived"),
            Column("worth", _("Worth today"), lambda o: cases[o.id].npv, "money", 13, "derived"),
            Column(
                "lever",
                _("Value lever"),
                lambda o: lever_name(o.lever),
                wide=22,
                choices="list_levers",
                printed=False,
            ),
            Column("why", _("Why"), lambda o: o.rationale, wide=50, printed=False),
            Column("id", _("Key in the plan"), lambda o: o.id, wide=16, role="code", printed=False),
        ),
        plan.objectives,
        total_label=_("All objectives"),
    )


def value_kind(kpi: Kpi, value: float | None) -> Kind:
    """The kind of a KPI's value: by its unit, with decimals where it has some."""
    if kpi.unit == "percent":
        return "share"
    whole = value is None or float(value).is_integer()
    if kpi.unit == "money":
        return "money" if whole else "cents"
    return "whole" if whole else "fine"


def _kpis(source: Source) -> Table:
    plan = source.plan
    ordered = [kpi for o in plan.objectives for kpi in kpis_of(plan, o.id)]
    found = {kpi.id: kpi_figures(kpi) for kpi in ordered}
    names = {metric.key: metric.name for metric in metrics()}
    units = {
        "percent": "%",
        "money": plan.profile.currency,
        "points": _("points"),
        "count": _("number"),
        "days": _("days"),
        "score": _("score"),
        "ratio": _("ratio"),
    }

    def valued(kpi: Kpi, value: float | None) -> Entry:
        return Entry(value, value_kind(kpi, value))

    return Table(
        "kpis",
        (
            Column("no", _("No."), lambda k: source.number("kpis", k.id), wide=6, role="code"),
            Column("name", _("KPI"), kpi_name, wide=34, role="strong"),
            Column("objective", _("Objective, no."), lambda k: source.number("objectives", k.objective), wide=10),
            Column("goal", _("Objective"), lambda k: _objective(source, k), wide=26, role="muted"),
            Column("owner", _("Owner"), lambda k: k.owner, wide=20, choices="list_roles", strict=False),
            Column("baseline", _("Baseline"), lambda k: valued(k, k.baseline), "fine", 11, "input"),
            Column(
                "on",
                _("Read on"),
                lambda k: found[k.id].now_date,
                "date",
                13,
                formula='IF(COUNTIF({readings.kpi},{no})=0,"",SUMPRODUCT(MAX(({readings.kpi}={no})*{readings.date})))',
            ),
            Column(
                "now",
                _("Now"),
                lambda k: valued(k, found[k.id].now),
                "fine",
                11,
                formula='IF({on}="","",INDEX({readings.value},MATCH({no}&{on},{readings.key},0)))',
            ),
            Column("target", _("Target"), lambda k: valued(k, k.target), "fine", 11, "input"),
            Column("due", _("Due"), lambda k: k.due, "date", 13, "input"),
            Column(
                "progress",
                _("Progress"),
                lambda k: found[k.id].progress,
                "percent",
                10,
                formula=(
                    'IF(OR({baseline}="",{now}="",{target}=""),"",'
                    'IF({target}={baseline},"",({now}-{baseline})/({target}-{baseline})))'
                ),
            ),
            Column(
                "expected",
                _("Straight line today"),
                lambda k: expected_progress(k, plan.profile.start, today()),
                "percent",
                11,
                formula=(
                    'IF({due}="","",IF({due}<={$horizon_start},"",'
                    "MIN(1,MAX(0,({$as_of}-{$horizon_start})/({due}-{$horizon_start})))))"
                ),
            ),
            Column("better", _("Better when"), lambda k: source.said("list_better", k.better), wide=18, printed=False),
            Column("unit", _("Unit"), lambda k: units[k.unit], wide=10, printed=False),
            Column("metric", _("Metric"), lambda k: names.get(k.metric, ""), wide=26, printed=False),
            Column("segment", _("Segment"), lambda k: _segment(source, k), wide=22, printed=False),
            Column("id", _("Key in the plan"), lambda k: k.id, wide=16, role="code", printed=False),
        ),
        ordered,
    )


def _objective(source: Source, kpi: Kpi) -> str:
    objective = find(source.plan, "objectives", kpi.objective)
    return objective_name(objective) if objective is not None else ""


def _segment(source: Source, kpi: Kpi) -> str:
    found = find(source.plan, "segments", kpi.segment)
    return segment_name(found) if found is not None else ""


def _readings(source: Source) -> Table:
    plan = source.plan
    ordered = [kpi for o in plan.objectives for kpi in kpis_of(plan, o.id)]
    items: list[Any] = [(kpi, reading) for kpi in ordered for reading in kpi.readings]

    def value(item: tuple[Kpi, Reading]) -> Entry:
        kpi, reading = item
        return Entry(reading.value, value_kind(kpi, reading.value))

    return Table(
        "readings",
        (
            Column("kpi", _("KPI, no."), lambda i: source.number("kpis", i[0].id), wide=10, role="code"),
            Column("name", _("KPI"), lambda i: kpi_name(i[0]), wide=44),
            Column("date", _("Date"), lambda i: i[1].date, "date", 14, "input"),
            Column("value", _("Value"), value, "fine", 14, "input"),
            Column(
                "key",
                _("No. and day"),
                lambda i: source.number("kpis", i[0].id) + _serial(i[1]),
                wide=16,
                role="code",
                formula="{kpi}&{date}",
                printed=False,
            ),
        ),
        items,
    )


def _serial(reading: Reading) -> str:
    from openpyxl.utils.datetime import to_excel

    return str(int(to_excel(reading.date)))
