"""Health rules of what crosses the steps: goals that lead nowhere."""

from collections.abc import Iterator

from planner.insight.finding import Finding
from planner.insight.matrix import goal_gaps
from planner.insight.names import item_name
from planner.language import _
from planner.plan import Plan


def thread_rules(plan: Plan) -> Iterator[Finding]:
    """The goals of segments that have neither a journey nor an action."""
    for cell in goal_gaps(plan):
        objective, segment = item_name(plan, "objectives", cell.objective), item_name(plan, "segments", cell.segment)
        yield Finding(
            "insights.goal_gap",
            "missing",
            _("{objective} has neither journey nor action for {segment}.").format(objective=objective, segment=segment),
            _("A goal for a segment is reached on a journey, by an action. With neither it stays a wish."),
            "insights",
            "objectives",
            cell.objective,
            objective,
        )
