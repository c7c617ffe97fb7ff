"""The budget of a report: what the plan costs, what fits under the cap, and what it brings."""

from planner.actions.chosen import chosen_actions
from planner.actions.money import cost
from planner.language import _, money_short
from planner.plan import Plan
from planner.report.blocks import Topic


def topics(plan: Plan) -> tuple[Topic, ...]:
    """What the plan costs."""
    planned = sum(cost(plan, a) for a in chosen_actions(plan))
    return (Topic(_("{money} planned").format(money=money_short(planned, plan.profile.currency))),)
