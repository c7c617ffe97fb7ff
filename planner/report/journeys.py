"""The journeys of a report: current, optimal, and what makes the difference."""

from collections.abc import Iterator

from planner.journeys.graph import graph
from planner.journeys.records import Journey
from planner.language import _
from planner.plan import Plan, find
from planner.report.blocks import Block, FigureSpec, Topic
from planner.report.phrases import segment_name


def topics(plan: Plan) -> tuple[Topic, ...]:
    """A page for each journey that has touchpoints; the last one names what is still to design."""
    drawn = [j for j in plan.journeys if graph(plan, j.id).points or graph(plan, j.id, "optimal").points]
    out = [_page(plan, journey) for journey in drawn]
    return tuple(out)


def _page(plan: Plan, journey: Journey) -> Topic:
    segment = find(plan, "segments", journey.segment)
    name = journey.name or _("Journey without a name")
    return Topic(name, blocks=tuple(_maps(plan, journey)), short=name, ref=journey.id, kicker=segment_name(segment))


def _maps(plan: Plan, journey: Journey) -> Iterator[Block]:
    now = graph(plan, journey.id)
    if now.points:
        yield FigureSpec("journey", (("journey", journey.id), ("view", "current")), words=_("The journey today."))
    if graph(plan, journey.id, "optimal").points:
        view = "difference" if now.points else "optimal"
        yield FigureSpec("journey", (("journey", journey.id), ("view", view)), words=_("The journey as it shall be."))
