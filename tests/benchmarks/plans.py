"""A generated plan of about 2,000 records, spread over the steps as in a large client's plan; the same at every run."""

from collections.abc import Mapping
from typing import Any

from planner.journeys.records import STATES, entries_table, touchpoints_table, transitions_table
from planner.plan import Plan
from planner.record import changed, spaced_ranks
from planner.templates import SAMPLE, plan_from

COPIES = {"objectives": 2, "kpis": 4, "segments": 4, "actions": 14, "requirements": 4, "assessments": 1, "journeys": 18}
"""How often each table's records are multiplied; a journey takes its touchpoints, transitions and starts along."""


def large_plan(copies: Mapping[str, int] = COPIES) -> Plan:
    """The sample, multiplied."""
    plan = plan_from(SAMPLE, "en")
    for table, times in copies.items():
        if table == "journeys":
            plan = _with_journeys(plan, times)
        elif times > 1:
            rows = plan.rows(table)
            more = [_copy(row, table, n) for n in range(1, times) for row in rows]
            plan = _with_rows(plan, table, [*rows, *more])
    return plan


def count(plan: Plan) -> int:
    """How many records a plan holds."""
    return sum(len(plan.rows(table)) for table in plan.tables())


def _with_rows(plan: Plan, table: str, rows: list[Any]) -> Plan:
    ranks = spaced_ranks(len(rows))
    return plan.with_rows(table, tuple(changed(row, rank=rank) for row, rank in zip(rows, ranks, strict=True)))


def _copy(row: Any, table: str, n: int) -> Any:
    fields: dict[str, Any] = {"id": f"{row.id}-{n}"}
    if table == "objectives":
        fields["weight"] = 0.0
    if table == "actions":
        fields["depends"] = ()
    return changed(row, **fields)


def _with_journeys(plan: Plan, times: int) -> Plan:
    """Copies of the first journey, for one segment after the other."""
    first = plan.journeys[0]
    segments = [segment.id for segment in plan.segments]
    made = [changed(first, id=f"{first.id}-{n}", segment=segments[n % len(segments)]) for n in range(1, times)]
    tables: dict[str, list[Any]] = {"journeys": [*plan.journeys, *made]}
    for state in STATES:
        points, steps, entries = touchpoints_table(state), transitions_table(state), entries_table(state)
        for table, links in ((points, ()), (steps, ("source", "target")), (entries, ("touchpoint",))):
            rows = [row for row in plan.rows(table) if row.journey == first.id]
            more = [_of_journey(row, n, links) for n in range(1, times) for row in rows]
            tables[table] = [*plan.rows(table), *more]
    for table, rows in tables.items():
        plan = _with_rows(plan, table, rows)
    return plan


def _of_journey(row: Any, n: int, links: tuple[str, ...]) -> Any:
    fields = {name: f"{getattr(row, name)}-{n}" for name in ("id", "journey", *links)}
    return changed(row, **fields)
