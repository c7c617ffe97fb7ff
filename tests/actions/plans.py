"""Small plans for the tests of the action plan."""

import datetime as dt
from typing import Any

from planner.actions.edits import add_action, add_platform, add_requirement
from planner.objectives.edits import add_objective
from planner.plan import Plan, empty_plan
from planner.segments.edits import add_segment

MONDAY = dt.date(2027, 1, 4)


def plan_of(**profile: Any) -> Plan:
    """An empty plan that runs through 2027, from a Monday."""
    return empty_plan(**{"start": MONDAY, "end": dt.date(2027, 12, 31), **profile})


def with_actions(plan: Plan, **actions: dict[str, Any]) -> Plan:
    """The plan with actions whose ids are the keywords."""
    for key, fields in actions.items():
        plan = add_action(plan, key, id=key, **fields)
    return plan


def with_segments(plan: Plan, *ids: str) -> Plan:
    """The plan with segments of these ids."""
    for key in ids:
        plan = add_segment(plan, key, id=key)
    return plan


def with_objectives(plan: Plan, *ids: str) -> Plan:
    """The plan with objectives of these ids."""
    for key in ids:
        plan = add_objective(plan, id=key, statement=key)
    return plan


def with_requirements(plan: Plan, *ids: str, **fields: Any) -> Plan:
    """The plan with requirements of these ids."""
    for key in ids:
        plan = add_requirement(plan, key, id=key, **fields)
    return plan


def with_platforms(plan: Plan, **platforms: dict[str, Any]) -> Plan:
    """The plan with platforms whose ids are the keywords."""
    for key, fields in platforms.items():
        plan = add_platform(plan, key, id=key, **fields)
    return plan
