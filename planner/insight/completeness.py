"""Completeness: how much of each step is filled in, 0 to 1, and what is missing in one sentence each."""

from collections.abc import Iterable
from dataclasses import dataclass

from planner.language import _, ngettext
from planner.plan import Plan

STEPS = ("objectives", "segments", "journeys", "capabilities", "actions")


@dataclass(frozen=True, slots=True)
class Completeness:
    """The share of a step that is filled in, and the sentences that say what is not."""

    share: float
    missing: tuple[str, ...]


def completeness(plan: Plan) -> dict[str, Completeness]:
    """Every step's completeness; an empty step counts 0."""
    return {
        "objectives": _objectives(plan),
        "segments": _segments(plan),
        "journeys": _journeys(plan),
        "capabilities": _capabilities(plan),
        "actions": _actions(plan),
    }


def _step(checks: Iterable[tuple[bool, str]], missing: Iterable[str]) -> Completeness:
    results = [ok for ok, _name in checks]
    share = sum(results) / len(results) if results else 0.0
    return Completeness(share, tuple(sentence for sentence in missing if sentence))


def _said(count: int, sentence: str) -> str:
    return sentence.format(count=count) if count else ""


def _objectives(plan: Plan) -> Completeness:
    if not plan.objectives:
        return Completeness(0.0, (_("No objective yet."),))
    measured = {k.objective for k in plan.kpis}
    targeted = {k.objective for k in plan.kpis if k.target is not None and k.due and k.baseline is not None}
    checks = [
        (ok, o.id)
        for o in plan.objectives
        for ok in (bool(o.statement), o.weight > 0, o.id in measured, o.id in targeted)
    ]
    no_kpi = sum(o.id not in measured for o in plan.objectives)
    no_target = sum(o.id in measured and o.id not in targeted for o in plan.objectives)
    return _step(
        checks,
        (
            _said(no_kpi, ngettext("{count} objective has no KPI.", "{count} objectives have no KPI.", no_kpi)),
            _said(
                no_target,
                ngettext(
                    "{count} objective has no baseline, target or date.",
                    "{count} objectives have no baseline, target or date.",
                    no_target,
                ),
            ),
        ),
    )


def _segments(plan: Plan) -> Completeness:
    if not plan.segments:
        return Completeness(0.0, (_("No segment yet."),))
    aimed = {s for o in plan.objectives for s in o.segments}
    for_all = any(not o.segments for o in plan.objectives)
    checks = [
        (ok, s.id)
        for s in plan.segments
        for ok in (
            bool(s.name),
            bool(s.rules),
            s.customers is not None,
            s.value_to_date is not None,
            s.expected_value is not None,
            bool(s.needs),
            s.id in aimed or for_all,
        )
    ]
    no_rule = sum(not s.rules for s in plan.segments)
    no_size = sum(s.customers is None for s in plan.segments)
    no_need = sum(not s.needs for s in plan.segments)
    return _step(
        checks,
        (
            _said(no_rule, ngettext("{count} segment has no rule.", "{count} segments have no rule.", no_rule)),
            _said(no_size, ngettext("{count} segment has no size.", "{count} segments have no size.", no_size)),
            _said(
                no_need,
                ngettext("{count} segment has no needs noted.", "{count} segments have no needs noted.", no_need),
            ),
        ),
    )


def _journeys(plan: Plan) -> Completeness:
    if not plan.segments:
        return Completeness(0.0, (_("Journeys start from segments."),))
    journeys = {j.segment: j.id for j in plan.journeys}
    current = {t.journey for t in plan.current_touchpoints}
    optimal = {t.journey for t in plan.optimal_touchpoints}
    linked = {t.journey for t in plan.current_transitions}
    checks = []
    for s in plan.segments:
        journey = journeys.get(s.id, "")
        checks += [
            (bool(journey), s.id),
            (journey in current, s.id),
            (journey in linked, s.id),
            (journey in optimal, s.id),
        ]
    measured = [t.measured for t in plan.current_touchpoints]
    checks += [(sum(measured) >= 0.8 * len(measured), "measured")] if measured else []
    without = sum(s.id not in journeys for s in plan.segments)
    no_optimal = sum(j in current and j not in optimal for j in journeys.values())
    return _step(
        checks,
        (
            _said(without, ngettext("{count} segment has no journey.", "{count} segments have no journey.", without)),
            _said(
                no_optimal,
                ngettext(
                    "{count} journey has no optimal state.", "{count} journeys have no optimal state.", no_optimal
                ),
            ),
        ),
    )


def _capabilities(plan: Plan) -> Completeness:
    from planner.catalogue import questions

    keys = [q.key for q in questions()]
    rated = {a.question for a in plan.assessments if a.rating is not None}
    proven = {a.question for a in plan.assessments if a.evidence and a.question in rated}
    checks = [(ok, k) for k in keys for ok in (k in rated, k in proven)]
    checks.append((bool(plan.maturity), "maturity"))
    checks.append((bool(plan.tools), "tools"))
    unrated = sum(k not in rated for k in keys)
    unproven = sum(k in rated and k not in proven for k in keys)
    if not plan.assessments and not plan.maturity and not plan.tools:
        return Completeness(0.0, (_("No question rated yet."),))
    return _step(
        checks,
        (
            _said(unrated, ngettext("{count} question is not rated.", "{count} questions are not rated.", unrated)),
            _said(unproven, ngettext("{count} rating has no evidence.", "{count} ratings have no evidence.", unproven)),
        ),
    )


def _actions(plan: Plan) -> Completeness:
    if not plan.actions:
        return Completeness(0.0, (_("No action yet."),))
    checks = [
        (ok, a.id)
        for a in plan.actions
        for ok in (
            bool(a.owner),
            a.duration_days is not None,
            bool(a.objectives),
            bool(a.costs),
            a.benefit_likely is not None or bool(a.provides),
        )
    ]
    covered = {s for a in plan.actions for s in a.segments}
    checks += [(s.id in covered, s.id) for s in plan.segments]
    checks.append((plan.profile.budget_cap is not None, "cap"))
    no_owner = sum(not a.owner for a in plan.actions)
    no_cost = sum(not a.costs for a in plan.actions)
    no_action = sum(s.id not in covered for s in plan.segments)
    return _step(
        checks,
        (
            _said(no_owner, ngettext("{count} action has no owner.", "{count} actions have no owner.", no_owner)),
            _said(no_cost, ngettext("{count} action has no cost.", "{count} actions have no cost.", no_cost)),
            _said(no_action, ngettext("{count} segment has no action.", "{count} segments have no action.", no_action)),
        ),
    )
