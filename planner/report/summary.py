"""The executive summary: the finding, four figures, and the strategy on one page."""

from collections.abc import Iterator

from planner.actions.business_case import plan_case
from planner.actions.chosen import chosen_actions
from planner.insight.rules_objectives import name_of
from planner.journeys.flow import flow
from planner.journeys.graph import graph
from planner.journeys.records import Journey
from planner.language import _, list_text, money_short, ngettext, percent
from planner.plan import Plan
from planner.report.blocks import Block, Cell, FigureSpec, Heading, KeyFigure, KeyFigures, Topic, amount, number, share
from planner.report.capabilities import weakest_words
from planner.report.journeys import leak_words
from planner.report.phrases import segment_name
from planner.report.segments import by_priority, holders_of_gain, value_sentence
from planner.report.strategy import strategy
from planner.segments.records import Segment
from planner.segments.scoring import scores
from planner.segments.value import totals


def topics(plan: Plan) -> tuple[Topic, ...]:
    """One topic on one page."""
    return (Topic(heading(plan), _lead(plan), tuple(_blocks(plan))),)


def first_segment(plan: Plan) -> Segment | None:
    """The segment that comes first by priority, where segments are scored."""
    return by_priority(plan)[0] if plan.segments and scores(plan) else None


def _journey_of(plan: Plan, segment: Segment) -> Journey | None:
    own = (j for j in plan.journeys if j.segment == segment.id)
    return next((j for j in own if graph(plan, j.id).points), None)


def heading(plan: Plan) -> str:
    """The finding in one line: who comes first, and what to do for them."""
    first = first_segment(plan)
    if first is None:
        named = [name_of(o) for o in plan.objectives[:2]]
        return list_text(named) if named else _("The strategy on one page")
    journey = _journey_of(plan, first)
    where = leak_words(plan, journey, flow(plan, journey.id)) if journey else ""
    if where:
        return _("{segment} first: win back those lost {where}").format(segment=segment_name(first), where=where)
    holders, held = holders_of_gain(plan)
    if first in holders:
        return _("{segment} first: {share} of what there is to gain").format(
            segment=segment_name(first), share=percent(held / len(holders) if len(holders) > 1 else held)
        )
    return _("{segment} first").format(segment=segment_name(first))


def _lead(plan: Plan) -> str:
    said = [value_sentence(plan)] if totals(plan).expected else []
    holders, held = holders_of_gain(plan)
    if 0 < len(holders) < 4 and len(plan.segments) > len(holders):
        names = list_text([segment_name(s) for s in holders])
        said.append(
            ngettext("{names} holds {share} of the gain.", "{names} hold {share} of the gain.", len(holders)).format(
                names=names, share=percent(held)
            )
        )
    weak = weakest_words(plan)
    if weak:
        said.append(_("One weakness limits the plan: {weakness}.").format(weakness=weak[:1].lower() + weak[1:]))
    return " ".join(said)


def _blocks(plan: Plan) -> Iterator[Block]:
    figures = tuple(_figures(plan))
    if figures:
        yield KeyFigures(figures)
    yield Heading(_("The strategy on one page"))
    yield FigureSpec(
        "thread",
        words=_("Objectives, segments, journeys, capabilities and actions, joined where one leads to the next."),
        caption=strategy(plan).caption,
    )


def _figures(plan: Plan) -> Iterator[KeyFigure]:
    currency, sums = plan.profile.currency, totals(plan)
    if sums.value_to_date or sums.expected:
        yield KeyFigure(
            _("Customer value per year"),
            amount(sums.value_to_date, currency, short=True),
            amount(sums.expected, currency, short=True),
        )
    first = first_segment(plan)
    journey = _journey_of(plan, first) if first else None
    if first and journey:
        before, after = flow(plan, journey.id).conversion, flow(plan, journey.id, "optimal").conversion
        if before is not None:
            label = _("Conversion of {segment}").format(segment=segment_name(first))
            yield KeyFigure(label, share(before), share(after) if after is not None else None)
    if sums.churn is not None:
        yield KeyFigure(_("Customers lost per year"), share(sums.churn), _churn_target(plan))
    if plan.actions:
        label = _("Actions, {money} planned").format(money=money_short(plan_case(plan).cost, currency))
        yield KeyFigure(label, number(len(chosen_actions(plan))))


def _churn_target(plan: Plan) -> Cell | None:
    """What the churn of all customers shall become, where a KPI says so."""
    kpi = next((k for k in plan.kpis if k.metric == "churn" and not k.segment and k.target is not None), None)
    return share(kpi.target) if kpi is not None else None
