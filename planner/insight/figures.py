"""Every computed figure of a plan as plain data, for ``rapport figures PLAN --json`` and for whoever checks them.

Items are named by their id, ``names`` tells what they are called. Shares are from 0 to 1, money is in the plan's
currency, dates are ISO 8601, what is not known is null. The keys:

- ``format``, ``plan.{title, currency, start, end, budget_cap, discount_rate, years}``, ``names.TABLE.ID``
- ``completeness.STEP``: the share of each step that is filled in
- ``objectives.weights.ID``; ``objectives.kpis.ID.{objective, baseline, now, now_date, target, progress, trend}``
- ``segments.scores.ID.{points, rank, parts}``; ``segments.stability.ID``; ``segments.value.ID.{to_date, expected,
  gain, share_of_base, clv, quadrant}``; ``segments.sources.ID.{kind, source, date, detail}``: where the figures come
  from and which of them are estimates; ``segments.totals.{segments, customers, value_to_date, expected, gain, churn}``
- ``journeys.ID.{current, optimal}.{conversion, started, points.ID.{reach, visits, leaves, leak, money, conversion,
  removal}, steps.ID.{share, taken, leverage}, stages, biggest_leak, contacts, days, days_to_goal, steps_to_goal}``;
  ``journeys.ID.{current, optimal}_answers``: the seven questions; ``journeys.ID.{current, optimal}_pressure``;
  ``journeys.ID.{current, optimal}_credits.{touchpoints, channels}.ID.{first, last, linear, markov}.{conversions,
  value}`` and ``removal``: what each is credited with on the way to a goal, conversions as shares of the starters;
  ``journeys.ID.gaps``: key, kind, item and worth of each gap; ``journeys.ID.together``: the worth of all of them
- ``capabilities.questions.KEY.{average, needed, gap, spread}``, ``capabilities.areas.KEY.{average, needed, gap}``,
  ``capabilities.swot.KIND``: texts, ``capabilities.maturity.{now, next, wanted, stages.KEY.{share, reached}}``
- ``actions.schedule.{start, end, critical, violations, loops, slots.ID.{start, finish, late_start, late_finish,
  total_float, free_float, critical}}``; ``actions.workload.ROLE.YYYY-MM.{days, available, share}``
- ``actions.requirements.ID.{rating, needs, need, actions, benefit, covers, could_cover}``
- ``actions.platforms.{rows, margin, flips, requirements}``: the rows best first
- ``actions.business_case.{plan, actions.ID, segments.ID, objectives.ID, platforms.ID}.{cost, benefit.{low, likely,
  high, expected}, npv, roi, multiple, payback_months}``; ``actions.costs_by_kind``; ``actions.budget.{planned, cap,
  over, left_out}``; ``actions.payback_month``; ``actions.cash_flow``: by month
- ``actions.simulation.{npv, gain}.{p10, p50, p90}``, ``actions.simulation.drivers``
- ``actions.portfolio.{chosen, platforms, left_out, case, cap, unit_value, next_step, problem, proven}``
- ``insights.goals.OBJECTIVE.SEGMENT.{coverage, journeys, actions}``, ``insights.channels.SEGMENT.CHANNEL``,
  ``insights.health.{score, reasons}``
"""

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from planner.actions import business_case
from planner.actions.platforms import comparison
from planner.actions.portfolio import best_fit
from planner.actions.requirements import requirement_rows
from planner.actions.schedule import schedule
from planner.actions.simulation import simulate
from planner.actions.workload import workload
from planner.capabilities.maturity import maturity
from planner.capabilities.ratings import area_ratings, question_ratings
from planner.capabilities.swot import swot
from planner.insight.completeness import completeness
from planner.insight.health import health
from planner.insight.matrix import channel_matrix, goal_matrix
from planner.insight.names import PAGES, item_name
from planner.journeys.attribution import attribution
from planner.journeys.flow import flow
from planner.journeys.gaps import gaps
from planner.journeys.pressure import pressure
from planner.journeys.questions import answers
from planner.journeys.records import STATES
from planner.journeys.worth import worths
from planner.objectives.metrics import kpi_figures
from planner.plan import TABLES, Plan
from planner.record import Record
from planner.segments.scoring import medians, quadrant, scores, stability
from planner.segments.value import gain, segment_clv, share_of_base, total_expected, total_to_date, totals

FORMAT = "rapport-figures"


def figures(plan: Plan) -> dict[str, Any]:
    """Every computed figure of a plan, ready for JSON; the keys are listed above."""
    found = {
        "format": FORMAT,
        "plan": _profile(plan),
        "names": {t: {r.id: item_name(plan, t, r.id) for r in plan.rows(t)} for t in TABLES if t in PAGES},
        "completeness": {step: state.share for step, state in completeness(plan).items()},
        "objectives": _objectives(plan),
        "segments": _segments(plan),
        "journeys": {journey.id: _journey(plan, journey.id) for journey in plan.journeys},
        "capabilities": _capabilities(plan),
        "actions": _actions(plan),
        "insights": _insights(plan),
    }
    plain: dict[str, Any] = _plain(found)
    return plain


def _profile(plan: Plan) -> dict[str, Any]:
    profile = plan.profile
    return {
        "title": profile.title,
        "currency": profile.currency,
        "start": profile.start,
        "end": profile.end,
        "budget_cap": profile.budget_cap,
        "discount_rate": profile.discount_rate,
        "years": profile.clv_years,
    }


def _objectives(plan: Plan) -> dict[str, Any]:
    return {
        "weights": {objective.id: objective.weight for objective in plan.objectives},
        "kpis": {kpi.id: {"objective": kpi.objective, **_parts(kpi_figures(kpi))} for kpi in plan.kpis},
    }


def _segments(plan: Plan) -> dict[str, Any]:
    middle = medians(plan)
    value = {
        segment.id: {
            "to_date": total_to_date(segment),
            "expected": total_expected(segment),
            "gain": gain(segment),
            "share_of_base": share_of_base(plan, segment),
            "clv": segment_clv(plan, segment),
            "quadrant": quadrant(segment, middle),
        }
        for segment in plan.segments
    }
    return {
        "scores": scores(plan),
        "stability": stability(plan),
        "value": value,
        "sources": {segment.id: dict(segment.provenance) for segment in plan.segments},
        "totals": totals(plan),
    }


def _journey(plan: Plan, journey: str) -> dict[str, Any]:
    worth = worths(plan, journey)
    listed = [
        {"key": gap.key, "kind": gap.kind, "item": gap.item, "to_do": gap.is_to_do, "worth": worth.alone.get(gap.key)}
        for gap in gaps(plan, journey)
    ]
    out: dict[str, Any] = {"gaps": listed, "together": worth.together}
    for state in STATES:
        out[state] = flow(plan, journey, state)
        out[f"{state}_answers"] = answers(plan, journey, state)
        out[f"{state}_pressure"] = pressure(plan, journey, state)
        out[f"{state}_credits"] = {
            "touchpoints": attribution(plan, journey, state).credits,
            "channels": attribution(plan, journey, state, by_channel=True).credits,
        }
    return out


def _capabilities(plan: Plan) -> dict[str, Any]:
    state = maturity(plan)
    return {
        "questions": {
            r.question.key: {"average": r.average, "needed": r.needed, "gap": r.gap, "spread": r.spread}
            for r in question_ratings(plan)
        },
        "areas": {r.area.key: {"average": r.average, "needed": r.needed, "gap": r.gap} for r in area_ratings(plan)},
        "swot": {kind: [entry.text for entry in entries] for kind, entries in swot(plan).items()},
        "maturity": {
            "now": state.now.stage.key if state.now else None,
            "next": state.next.stage.key if state.next else None,
            "wanted": state.wanted.stage.key if state.wanted else None,
            "stages": {s.stage.key: {"share": s.share, "reached": s.reached} for s in state.stages},
        },
    }


def _actions(plan: Plan) -> dict[str, Any]:
    timetable = schedule(plan)
    payback = business_case.payback_month(plan)
    portfolio = best_fit(plan)
    return {
        "schedule": {key: value for key, value in _parts(timetable).items() if key != "calendar"},
        "workload": {
            role.role: {_month(month): {**_parts(load), "share": load.share} for month, load in role.months.items()}
            for role in workload(plan)
        },
        "requirements": {row.requirement: row for row in requirement_rows(plan)},
        "platforms": comparison(plan),
        "business_case": {
            "plan": _case(business_case.plan_case(plan)),
            "actions": {item: _case(case) for item, case in business_case.action_cases(plan).items()},
            "segments": {s.id: _case(business_case.segment_case(plan, s.id)) for s in plan.segments},
            "objectives": {o.id: _case(business_case.objective_case(plan, o.id)) for o in plan.objectives},
            "platforms": {p.id: _case(business_case.platform_case(plan, p.id)) for p in plan.platforms},
        },
        "costs_by_kind": business_case.plan_costs_by_kind(plan),
        "budget": {**_parts(business_case.budget(plan)), "over": business_case.budget(plan).over},
        "payback_month": _month(payback) if payback else None,
        "cash_flow": business_case.cash_flow(plan),
        "simulation": simulate(plan),
        "portfolio": {**_parts(portfolio), "case": _case(portfolio.case)},
    }


def _case(case: business_case.Case) -> dict[str, Any]:
    return {
        "cost": case.cost,
        "benefit": {**_parts(case.benefit), "expected": case.benefit.expected},
        "npv": case.npv,
        "roi": case.roi,
        "multiple": case.multiple,
        "payback_months": case.payback_months,
    }


def _insights(plan: Plan) -> dict[str, Any]:
    state = health(plan)
    return {
        "goals": _by_two(goal_matrix(plan).items()),
        "channels": _by_two(channel_matrix(plan).items()),
        "health": {
            "score": state.score,
            "reasons": [{"code": r.code, "points": r.points, "findings": len(r.findings)} for r in state.reasons],
        },
    }


def _by_two(cells: Iterable[tuple[tuple[str, str], Any]]) -> dict[str, dict[str, Any]]:
    rows: dict[str, dict[str, Any]] = {}
    for (row, column), cell in cells:
        rows.setdefault(row, {})[column] = cell
    return rows


def _month(month: tuple[int, int]) -> str:
    return f"{month[0]:04d}-{month[1]:02d}"


def _parts(value: Any) -> dict[str, Any]:
    """The fields of a dataclass, as they are."""
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _plain(value: Any) -> Any:
    """A value as JSON knows it; a number that is not finite is null."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Record):
        return value.id
    if is_dataclass(value):
        return {key: _plain(part) for key, part in _parts(value).items()}
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(_plain(part) for part in value)
    if isinstance(value, Iterable):
        return [_plain(part) for part in value]
    raise TypeError(type(value).__name__)
