"""The executive summary: the finding, four figures, and the strategy on one page."""

from planner.language import _
from planner.plan import Plan
from planner.report.blocks import FigureSpec, Heading, Topic
from planner.report.segments import value_sentence


def topics(plan: Plan) -> tuple[Topic, ...]:
    """One topic."""
    return (
        Topic(
            _("The strategy on one page"),
            value_sentence(plan),
            (Heading(_("The strategy on one page")), FigureSpec("thread")),
        ),
    )
