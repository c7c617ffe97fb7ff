"""A generated plan of about 2,000 records, the same at every run."""

from planner.plan import Plan
from planner.record import changed, spaced_ranks
from planner.templates import SAMPLE, plan_from


def large_plan(records: int = 2_000) -> Plan:
    """The sample with its touchpoints, actions and segments multiplied until there are so many records."""
    plan = plan_from(SAMPLE, "en")
    count = sum(len(plan.rows(table)) for table in plan.tables())
    copies = max(1, (records - count) // (len(plan.actions) + len(plan.objectives) + len(plan.kpis)))
    for table in ("objectives", "kpis", "actions"):
        rows = plan.rows(table)
        made = [*rows]
        for copy in range(1, copies + 1):
            made += [_copy(row, table, copy) for row in rows]
        ranks = spaced_ranks(len(made))
        plan = plan.with_rows(table, tuple(changed(r, rank=k) for r, k in zip(made, ranks, strict=True)))
    return plan


def _copy(row, table: str, copy: int):  # type: ignore[no-untyped-def]
    fields = {"id": f"{row.id}-{copy}"}
    if table == "kpis":
        fields["objective"] = f"{row.objective}-{copy}"
    if table == "objectives":
        fields["weight"] = 0.0
    if table == "actions":
        fields["depends"] = ()
    return changed(row, **fields)
