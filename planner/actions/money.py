"""What actions and platforms cost: by kind, once and per year, over the plan's horizon."""

from collections.abc import Iterable
from math import fsum

from planner.actions.calendar import months_apart
from planner.actions.records import Action, Cost, PlatformOption
from planner.plan import Plan

COMPARED_YEARS = 3
"""Platforms are compared on what they cost over that many years."""


def once(costs: Iterable[Cost]) -> float:
    """What is paid once."""
    return fsum(cost.amount for cost in costs if cost.kind != "running")


def per_year(costs: Iterable[Cost]) -> float:
    """What is paid every year."""
    return fsum(cost.amount for cost in costs if cost.kind == "running")


def horizon_years(plan: Plan) -> int:
    """The years of the plan's horizon, each one begun counted whole; 1 where no horizon is set."""
    start, end = plan.profile.start, plan.profile.end
    if start is None or end is None or end < start:
        return 1
    months = months_apart(start, end) + (end.day > start.day)
    return max(1, -(-months // 12))


def cost(plan: Plan, item: Action | PlatformOption) -> float:
    """What something takes of the budget: all that is paid once, and what is paid yearly for the horizon's years."""
    return once(item.costs) + per_year(item.costs) * horizon_years(plan)


def costs_by_kind(plan: Plan, items: Iterable[Action | PlatformOption]) -> dict[str, float]:
    """What some actions or platforms take of the budget by kind of cost, the largest first."""
    years = horizon_years(plan)
    sums: dict[str, float] = {}
    for item in items:
        for part in item.costs:
            amount = part.amount * (years if part.kind == "running" else 1)
            sums[part.kind] = sums.get(part.kind, 0.0) + amount
    return dict(sorted(sums.items(), key=lambda entry: -entry[1]))


def yearly_cost(platform: PlatformOption) -> float:
    """What a platform costs a year, from its total over three years."""
    return once(platform.costs) / COMPARED_YEARS + per_year(platform.costs)
