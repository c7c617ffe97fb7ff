"""Which objectives a change reaches: their own records, their KPIs, the segments they name."""

from planner.change import Change
from planner.objectives.records import Kpi, Objective
from planner.plan import Plan
from planner.profile import Profile


def touched(change: Change | None, plan: Plan) -> set[str] | None:
    """The ids of the objectives to show anew; None where all may differ."""
    if change is None:
        return None
    out: set[str] = set()
    segments: set[str] = set()
    for delta in change.deltas:
        if delta.table == "objectives":
            out.add(delta.id)
        elif delta.table == "kpis":
            out |= {row.objective for row in (delta.before, delta.after) if isinstance(row, Kpi)}
        elif delta.table == "segments":
            segments.add(delta.id)
        elif _currency(delta.before) != _currency(delta.after):
            return None
    if segments:
        out |= {o.id for o in plan.objectives if not segments.isdisjoint(o.segments)}
    return out


def _currency(record: object) -> str:
    return record.currency if isinstance(record, Profile) else ""


def in_order(change: Change | None) -> bool:
    """Whether a change leaves every objective at its rank."""
    return change is not None and not any(_moved(delta.before, delta.after) for delta in change.deltas)


def _moved(before: object, after: object) -> bool:
    if not isinstance(before, Objective) and not isinstance(after, Objective):
        return False
    return not (isinstance(before, Objective) and isinstance(after, Objective) and before.rank == after.rank)
