"""The graph of a journey in one of its states, as a view on the plan's tables."""

from typing import Any

from planner.plan import Plan


def of_journey(plan: Plan, table: str, journey: str) -> tuple[Any, ...]:
    """The rows of a table that belong to a journey, in order."""
    return tuple(row for row in plan.rows(table) if row.journey == journey)
