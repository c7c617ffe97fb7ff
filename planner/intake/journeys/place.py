"""Where an imported journey goes: the segment that travels it, and the journey of that segment that it replaces."""

from planner.edit import create, insert
from planner.intake.names import folded
from planner.journeys.records import Journey
from planner.plan import Plan, find


def segment_id(plan: Plan, segment: str) -> str:
    """The id of a segment, given by its id or its name; nothing where it is not in the plan."""
    if find(plan, "segments", segment) is not None:
        return segment
    wanted = folded(segment)
    return next((s.id for s in plan.segments if folded(s.name) == wanted), "")


def journey_of(plan: Plan, segment: str, name: str) -> Journey | None:
    """The segment's journey of that name, else its first one."""
    mine = [j for j in plan.journeys if j.segment == segment]
    named = (j for j in mine if name and folded(j.name) == folded(name))
    return next(named, mine[0] if mine else None)


def with_journey(plan: Plan, segment: str, name: str) -> tuple[Plan, Journey]:
    """The plan with the segment and a journey for it, made where they are missing, and that journey."""
    known = segment_id(plan, segment)
    if not known:
        record = create(plan, "segments", name=segment)
        plan, known = insert(plan, "segments", record), record.id
    journey = journey_of(plan, known, name)
    if journey is None:
        made = create(plan, "journeys", segment=known)
        assert isinstance(made, Journey)
        return insert(plan, "journeys", made), made
    return plan, journey
