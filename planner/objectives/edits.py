"""The verbs of the objectives step: each takes a plan and returns the plan after it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from planner.edit import Refused, amend, check_references, create, insert, move, remove, replaced, the
from planner.language import _
from planner.objectives.records import Kpi, Objective, Reading
from planner.plan import Plan, by_id
from planner.record import changed
from planner.weights import rounded_to_total, shifted, with_one_more, with_weight


def add_objective(plan: Plan, lever: str = "own", at: int | None = None, **fields: Any) -> Plan:
    """An objective more, with an equal share of the weight; the others keep their proportions."""
    check_references(plan, "segments", fields.get("segments", ()), "segments")
    weights = with_one_more([o.weight for o in plan.objectives])
    objective = create(plan, "objectives", lever=lever, **{"weight": weights[-1], **fields})
    before = [o.id for o in plan.objectives]
    plan = insert(plan, "objectives", objective, at)
    return set_weights(plan, dict(zip([*before, objective.id], weights, strict=True)))


def edit_objective(plan: Plan, objective: str, **fields: Any) -> Plan:
    """Some fields of an objective changed; its weight is set with ``set_weight``."""
    check_references(plan, "segments", fields.get("segments", ()), "segments")
    return amend(plan, "objectives", objective, **fields)


def remove_objective(plan: Plan, objective: str) -> Plan:
    """An objective gone with its KPIs; the others take over its weight in proportion."""
    plan = remove(plan, "objectives", objective)
    weights = rounded_to_total([o.weight for o in plan.objectives])
    return set_weights(plan, {o.id: w for o, w in zip(plan.objectives, weights, strict=True)})


def move_objective(plan: Plan, objective: str, to_index: int) -> Plan:
    """An objective at another rank; 0 is the most important."""
    return move(plan, "objectives", objective, to_index)


def set_weight(plan: Plan, objective: str, weight: float) -> Plan:
    """One weight set, in points; the others scale so that all add to 100."""
    the(plan, "objectives", objective)
    at = [o.id for o in plan.objectives].index(objective)
    weights = with_weight([o.weight for o in plan.objectives], at, weight)
    return set_weights(plan, {o.id: w for o, w in zip(plan.objectives, weights, strict=True)})


def shift_weight(plan: Plan, objective: str, points: float) -> Plan:
    """The edge between an objective and the next one moved: the two share the difference."""
    at = [o.id for o in plan.objectives].index(the(plan, "objectives", objective).id)
    if at + 1 >= len(plan.objectives):
        return plan
    weights = shifted([o.weight for o in plan.objectives], at, points)
    return set_weights(plan, {o.id: w for o, w in zip(plan.objectives, weights, strict=True)})


def set_weights(plan: Plan, weights: Mapping[str, float]) -> Plan:
    """Several weights set at once, in points, as they are."""
    known: Mapping[str, Objective] = by_id(plan, "objectives")
    for objective, weight in weights.items():
        if objective in known and known[objective].weight != weight:
            plan = amend(plan, "objectives", objective, weight=float(weight))
    return plan


def weigh_equally(plan: Plan) -> Plan:
    """The same weight for every objective, in whole points."""
    return use_votes_as_weights(plan, {o.id: 1 for o in plan.objectives})


def scale_weights(plan: Plan) -> Plan:
    """The weights in proportion, in whole points that add to 100 again."""
    return use_votes_as_weights(plan, {o.id: o.weight for o in plan.objectives})


def use_votes_as_weights(plan: Plan, votes: Mapping[str, float]) -> Plan:
    """Weights in proportion to votes, in whole points; nothing changes where nobody voted."""
    counts = [float(votes.get(o.id, 0)) for o in plan.objectives]
    if not sum(counts):
        return plan
    points = rounded_to_total(counts)
    return set_weights(plan, {o.id: w for o, w in zip(plan.objectives, points, strict=True)})


def rank_by_weight(plan: Plan) -> Plan:
    """The objectives in the order of their weights, the heaviest first."""
    for at, objective in enumerate(sorted(plan.objectives, key=lambda o: -o.weight)):
        plan = move_objective(plan, objective.id, at)
    return plan


def toggle_segment(plan: Plan, objective: str, segment: str) -> Plan:
    """A segment joined to an objective, or taken off it."""
    check_references(plan, "segments", (segment,), "segments")
    now: tuple[str, ...] = the(plan, "objectives", objective).segments
    after = tuple(s for s in now if s != segment) if segment in now else (*now, segment)
    return amend(plan, "objectives", objective, segments=after)


def add_kpi(plan: Plan, objective: str, **fields: Any) -> Plan:
    """A KPI more for an objective."""
    the(plan, "objectives", objective)
    check_references(plan, "segments", (fields.get("segment", ""),), "segment")
    return insert(plan, "kpis", create(plan, "kpis", objective=objective, **fields))


def edit_kpi(plan: Plan, kpi: str, **fields: Any) -> Plan:
    """Some fields of a KPI changed; values are in its unit, percent as a share."""
    check_references(plan, "segments", (fields.get("segment", ""),), "segment")
    check_references(plan, "objectives", (fields.get("objective", ""),), "objective")
    return amend(plan, "kpis", kpi, **fields)


def remove_kpi(plan: Plan, kpi: str) -> Plan:
    """A KPI gone with its readings."""
    return remove(plan, "kpis", kpi)


def move_kpi(plan: Plan, kpi: str, to_index: int) -> Plan:
    """A KPI at another place among those of its objective."""
    record: Kpi = the(plan, "kpis", kpi)
    peers = [k.id for k in plan.kpis if k.objective == record.objective]
    return move(plan, "kpis", kpi, to_index, peers)


def add_reading(plan: Plan, kpi: str, date: dt.date, value: float) -> Plan:
    """A measured value of a KPI; one of the same day is replaced."""
    record: Kpi = the(plan, "kpis", kpi)
    kept = tuple(r for r in record.readings if r.date != date)
    try:
        reading = Reading(date=date, value=value)
    except ValueError as error:
        raise Refused(_("Enter a number, for example 540."), "value") from error
    return set_readings(plan, kpi, (*kept, reading))


def set_readings(plan: Plan, kpi: str, readings: Sequence[Reading]) -> Plan:
    """All readings of a KPI, in the order of their dates."""
    record: Kpi = the(plan, "kpis", kpi)
    ordered = tuple(sorted(readings, key=lambda r: r.date))
    return plan if ordered == record.readings else replaced(plan, "kpis", changed(record, readings=ordered))


def remove_reading(plan: Plan, kpi: str, date: dt.date) -> Plan:
    """A KPI without the value of that day."""
    record: Kpi = the(plan, "kpis", kpi)
    return set_readings(plan, kpi, [r for r in record.readings if r.date != date])
