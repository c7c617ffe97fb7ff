"""The objectives of a segment with their weight for it: its own where the team set any, else those of the plan."""

from planner.objectives.metrics import serves
from planner.plan import Plan
from planner.segments.records import Segment
from planner.weights import rounded_to_total


def weights_for(plan: Plan, segment: Segment) -> dict[str, float]:
    """The points of each objective that serves the segment, in the order of the plan; they add to 100."""
    served = [o for o in plan.objectives if serves(o, segment.id)]
    own = {entry.objective: entry.weight for entry in segment.objective_weights}
    if not any(o.id in own for o in served):
        own = {o.id: o.weight for o in served}
    return dict(zip((o.id for o in served), rounded_to_total([own.get(o.id, 0.0) for o in served]), strict=True))


def has_own_weights(plan: Plan, segment: Segment) -> bool:
    """Whether the team weighed the objectives for this segment."""
    served = {o.id for o in plan.objectives if serves(o, segment.id)}
    return any(entry.objective in served for entry in segment.objective_weights)
