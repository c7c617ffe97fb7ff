"""What is remembered of a plan is what would be computed anew, whichever field is edited in between."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import resources
from planner.actions.business_case import action_cases, plan_case, timings
from planner.actions.platforms import comparison
from planner.actions.records import Dependency, Need, PlatformScore
from planner.actions.requirements import needed_by, providers, requirement_rows
from planner.actions.schedule import schedule
from planner.actions.workload import workload
from planner.insight.matrix import channel_matrix, goal_matrix
from planner.plan import REFERENCES, Plan
from planner.plan import TABLES as KINDS
from planner.record import Part, changed
from planner.segments.records import ChannelPreference, CriterionValue, ObjectiveWeight
from planner.segments.scoring import medians, scores
from tests.planner.strategies import field_value, part_of

ANALYSES: tuple[Callable[[Plan], Any], ...] = (
    schedule,
    workload,
    timings,
    action_cases,
    plan_case,
    requirement_rows,
    providers,
    needed_by,
    comparison,
    goal_matrix,
    channel_matrix,
    scores,
    medians,
)
TABLES = (
    "profile",
    "objectives",
    "segments",
    "score_criteria",
    "journeys",
    "requirements",
    "platforms",
    "platform_criteria",
    "actions",
)
FIELDS = [(table, field) for table in TABLES for field in KINDS[table].model_fields if field not in ("id", "rank")]


@pytest.fixture(scope="module")
def sample() -> Plan:
    return Plan.model_validate_json(resources.text("templates/velo-lumiere.rapport"))


def some_value(data: st.DataObject, plan: Plan, table: str, field: str) -> Any:
    """A value for a field; ids are those of rows that are there."""
    value = data.draw(field_value(KINDS[table].model_fields[field]))
    reference = next((r for r in REFERENCES if (r.table, r.field) == (table, field)), None)
    if reference is None:
        return value
    ids = st.sampled_from([row.id for row in plan.rows(reference.target)])
    if isinstance(value, str):
        return data.draw(ids)
    chosen = data.draw(st.lists(ids, min_size=1, max_size=2, unique=True))
    if not reference.part:
        return tuple(chosen)
    parts = data.draw(st.lists(part_of(type(part_kind(table, field))), min_size=len(chosen), max_size=len(chosen)))
    return tuple(changed(part, **{reference.part: i}) for part, i in zip(parts, chosen, strict=True))


def part_kind(table: str, field: str) -> Part:
    """A part of the kind that a field holds."""
    kinds: dict[tuple[str, str], Part] = {
        ("actions", "depends"): Dependency(action="x"),
        ("requirements", "needs"): Need(segment="x"),
        ("platforms", "scores"): PlatformScore(criterion="x", value=1),
        ("segments", "channels"): ChannelPreference(channel="x"),
        ("segments", "scores"): CriterionValue(criterion="x", value=1.0),
        ("segments", "objective_weights"): ObjectiveWeight(objective="x", weight=1.0),
    }
    return kinds[table, field]


@pytest.mark.parametrize(("table", "field"), FIELDS)
@settings(max_examples=5, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_is_remembered_is_what_is_computed_anew(sample: Plan, data: st.DataObject, table: str, field: str) -> None:
    for analysis in ANALYSES:
        analysis(sample)
    rows = sample.rows(table)
    at = data.draw(st.integers(0, len(rows) - 1))
    record = changed(rows[at], **{field: some_value(data, sample, table, field)})
    plan = sample.with_rows(table, (*rows[:at], record, *rows[at + 1 :]))
    for analysis in ANALYSES:
        anew = analysis.__wrapped__  # type: ignore[attr-defined]
        assert analysis(plan) == anew(plan), analysis.__name__
