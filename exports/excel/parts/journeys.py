"""Journeys: figures of each state, touchpoints, steps, and what leads from the current to the optimal state."""

from collections.abc import Iterator
from dataclasses import dataclass

from exports.excel.book import Column, Sheet, Table
from exports.excel.source import Source
from planner.actions.chosen import actions_for
from planner.catalogue import stage_model
from planner.journeys.flow import Flow, PointFlow, StepFlow, flow
from planner.journeys.gap_words import gap_detail, gap_title, point_name, stage_name
from planner.journeys.gaps import Gap, gaps
from planner.journeys.graph import Graph, graph
from planner.journeys.groups import group_name, group_of
from planner.journeys.pressure import Pressure, pressure
from planner.journeys.records import STATES, Journey, State, Touchpoint, Transition
from planner.journeys.worth import Worth, worths
from planner.language import _
from planner.plan import Plan, find
from planner.report.journeys import journey_name
from planner.report.phrases import segment_name

_VALUE = "INDEX({journeys.value},MATCH({journey}&{state},{journeys.key},0))"


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A journey in a state, with its graph and its flow."""

    journey: Journey
    state: State
    graph: Graph
    flow: Flow


@dataclass(frozen=True, slots=True)
class _Point:
    """A touchpoint in a state, with what passes through it."""

    drawn: _Drawn
    point: Touchpoint
    flow: PointFlow
    pressure: Pressure


@dataclass(frozen=True, slots=True)
class _Step:
    """A step in a state, with how often it is taken."""

    drawn: _Drawn
    step: Transition
    flow: StepFlow


@dataclass(frozen=True, slots=True)
class _Gap:
    """A gap of a journey with what closing it alone is worth."""

    journey: Journey
    gap: Gap
    worth: Worth | None
    actions: tuple[str, ...]


def sheets(source: Source) -> Iterator[Sheet]:
    """Journeys, touchpoints, steps, gaps."""
    plan = source.plan
    drawn = [_Drawn(j, s, graph(plan, j.id, s), flow(plan, j.id, s)) for j in plan.journeys for s in STATES]
    yield Sheet(
        "journeys",
        _("Journeys"),
        "journeys",
        _("Journeys"),
        _("How many of those who start reach the goal, today and as it shall be"),
        _(
            "A journey is read as an absorbing Markov chain: the shares on its steps give how many reach a goal, and "
            "where the others leave. These figures come from Rapport; money and counts are calculated here."
        ),
        _("Each journey today and as it shall be: conversion, where customers are lost, what that is worth."),
        (_journeys(source, drawn),),
    )
    points = [_Point(d, p, d.flow.points[p.id], found) for d in drawn for p, found in _pressed(plan, d)]
    if points:
        yield Sheet(
            "touchpoints",
            _("Touchpoints"),
            "journeys",
            _("Touchpoints of the journeys"),
            "",
            _(
                "Leak is the share of all who start that leaves here before a goal; the same number is the same "
                "touchpoint in both states."
            ),
            _("Every touchpoint in both states with its flow, its leak in money and all that is said of it."),
            (_points(source, points),),
        )
    steps = [_Step(d, s, d.flow.steps[s.id]) for d in drawn for s in d.graph.steps]
    if steps:
        yield Sheet(
            "steps",
            _("Steps"),
            "journeys",
            _("Steps between touchpoints"),
            "",
            _("Leverage is the change of conversion for one point more of a step’s share."),
            _("Every step in both states: its share, how often it is taken and what one more point would change."),
            (_steps(source, steps),),
        )
    found = [gap for j in plan.journeys for gap in _gaps_of(plan, j)]
    if found:
        yield Sheet(
            "gaps",
            _("Gaps"),
            "journeys",
            _("Gaps between the current and the optimal journeys"),
            "",
            _("Each gap counts as if it were closed alone; they help or hinder each other and do not add up."),
            _("What leads from today to the optimal journey, what each gap is worth alone, and what closes it."),
            (_gaps(source, found),),
        )


def _pressed(plan: Plan, drawn: _Drawn) -> list[tuple[Touchpoint, Pressure]]:
    found = {p.touchpoint: p for p in pressure(plan, drawn.journey.id, drawn.state)}
    return [(point, found[point.id]) for point in drawn.graph.points.values()]


def _gaps_of(plan: Plan, journey: Journey) -> list[_Gap]:
    worth = worths(plan, journey.id).alone
    out = [
        _Gap(journey, gap, worth.get(gap.key), tuple(a.id for a in actions_for(plan, "gaps", gap.key)))
        for gap in gaps(plan, journey.id)
    ]
    return sorted(out, key=lambda g: (not g.gap.is_to_do, -round(g.worth.conversion, 12) if g.worth else 0.0))


def _journeys(source: Source, drawn: list[_Drawn]) -> Table:
    plan = source.plan

    def counted(trait: str) -> str:
        return (
            "COUNTIFS({touchpoints.journey},{no},{touchpoints.state},{state},"
            f"{{touchpoints.{trait}}},{{$word_yes}})"
        )

    def leak(d: _Drawn) -> str:
        worst = d.flow.biggest_leak
        return point_name(d.graph.points[worst.touchpoint]) if worst is not None else ""

    return Table(
        "journeys",
        (
            Column("no", _("No."), lambda d: source.number("journeys", d.journey.id), wide=6, role="code"),
            Column("name", _("Journey"), lambda d: journey_name(d.journey), wide=26, role="strong"),
            Column("state", _("State"), lambda d: source.said("list_states", d.state), wide=10),
            Column("segment", _("Segment, no."), lambda d: source.number("segments", d.journey.segment), wide=10),
            Column("for", _("Segment"), lambda d: _segment(plan, d.journey), wide=22, role="muted"),
            Column(
                "points",
                _("Touchpoints"),
                lambda d: len(d.graph.points),
                "whole",
                11,
                formula=("COUNTIFS({touchpoints.journey},{no},{touchpoints.state},{state})"),
            ),
            Column(
                "two_way",
                _("Two-way"),
                lambda d: sum(p.two_way for p in d.graph.points.values()),
                "whole",
                9,
                formula=counted("two_way"),
            ),
            Column(
                "followed",
                _("Followed up"),
                lambda d: sum(p.trigger is not None for p in d.graph.points.values()),
                "whole",
                9,
                formula=counted("followed"),
            ),
            Column(
                "measured",
                _("Measured"),
                lambda d: sum(p.measured for p in d.graph.points.values()),
                "whole",
                9,
                formula=counted("measured"),
            ),
            Column("conversion", _("Reach the goal"), lambda d: d.flow.conversion, "share", 10, "derived"),
            Column(
                "lost",
                _("Leave before it"),
                lambda d: None if d.flow.conversion is None else sum(p.leak for p in d.flow.points.values()),
                "share",
                10,
                formula=(
                    'IF({conversion}="","",'
                    "SUMIFS({touchpoints.leak},{touchpoints.journey},{no},{touchpoints.state},{state}))"
                ),
            ),
            Column(
                "value",
                _("Worth a year if all arrive"),
                lambda d: d.flow.value,
                "money",
                14,
                formula='IFERROR(INDEX({segments.expected},MATCH({segment},{segments.no},0))*{started},"")',
            ),
            Column(
                "brought",
                _("Worth a year at this conversion"),
                lambda d: _product(d.flow.value, d.flow.conversion),
                "money",
                14,
                formula='IF(OR({value}="",{conversion}=""),"",{value}*{conversion})',
            ),
            Column("leak", _("Most are lost at"), leak, wide=24, role="derived"),
            Column(
                "leak_share",
                _("Lost there"),
                lambda d: d.flow.biggest_leak.share if d.flow.biggest_leak else None,
                "share",
                9,
                "derived",
            ),
            Column("started", _("Of the segment start"), lambda d: d.flow.started, "percent", 10, "derived"),
            Column(
                "assumed",
                _("Rests on assumed shares"),
                lambda d: source.yes(d.flow.assumed),
                wide=12,
                role="derived",
                printed=False,
            ),
            Column("contacts", _("Touchpoints met"), lambda d: d.flow.contacts, "number", 11, "derived", printed=False),
            Column(
                "days", _("Days to the goal"), lambda d: d.flow.days_to_goal, "number", 10, "derived", printed=False
            ),
            Column(
                "hops", _("Steps to the goal"), lambda d: d.flow.steps_to_goal, "number", 10, "derived", printed=False
            ),
            Column(
                "circling", _("Go round without end"), lambda d: d.flow.circling, "share", 10, "derived", printed=False
            ),
            Column(
                "rest",
                _("Not accounted for"),
                lambda d: not_accounted_for(d.flow),
                "share",
                11,
                formula='IF(OR({conversion}="",N({circling})>0),"",ABS({conversion}+{lost}-1))',
                printed=False,
            ),
            Column("model", _("Stage model"), lambda d: _model(d.journey), wide=24, printed=False),
            Column("goal", _("Goal"), lambda d: d.journey.goal, wide=34, printed=False),
            Column("scenario", _("Scenario"), lambda d: d.journey.scenario, wide=44, printed=False),
            Column(
                "key",
                _("Number and state"),
                lambda d: source.number("journeys", d.journey.id) + source.said("list_states", d.state),
                wide=14,
                role="code",
                formula="{no}&{state}",
                printed=False,
            ),
            Column("id", _("Key in the plan"), lambda d: d.journey.id, wide=16, role="code", printed=False),
        ),
        drawn,
        frozen=3,
    )


def _segment(plan: Plan, journey: Journey) -> str:
    found = find(plan, "segments", journey.segment)
    return segment_name(found) if found is not None else ""


def _model(journey: Journey) -> str:
    known = stage_model(journey.stage_model)
    return known.name if known else _("Own stages")


def _product(one: float | None, other: float | None) -> float | None:
    return one * other if one is not None and other is not None else None


def not_accounted_for(found: Flow) -> float | None:
    """What conversion and leaks leave of all who start; None where some go round without end."""
    if found.conversion is None or found.circling > 0:
        return None
    return abs(found.conversion + sum(p.leak for p in found.points.values()) - 1)


def _points(source: Source, points: list[_Point]) -> Table:
    backed = {key: source.said("list_backed", key) for key in ("none", "partly", "fully")}
    return Table(
        "touchpoints",
        (
            Column("journey", _("Journey, no."), lambda p: source.number("journeys", p.drawn.journey.id), wide=9),
            Column(
                "state",
                _("State"),
                lambda p: source.said("list_states", p.drawn.state),
                wide=10,
                choices="list_states",
            ),
            Column("no", _("No."), lambda p: source.number("touchpoints", p.point.id), wide=6, role="code"),
            Column("name", _("Touchpoint"), lambda p: point_name(p.point), wide=30, role="strong"),
            Column("stage", _("Stage"), lambda p: _stage(p.drawn.graph, p.point), wide=18),
            Column(
                "channel",
                _("Channel"),
                lambda p: source.said("list_channels", p.point.channel),
                wide=16,
                choices="list_channels",
            ),
            Column("group", _("Group"), lambda p: _group(p.drawn.journey, p.point), wide=16, printed=False),
            Column("two_way", _("Two-way"), lambda p: source.yes(p.point.two_way), wide=9, choices="list_yes_no"),
            Column(
                "followed",
                _("Followed up"),
                lambda p: source.yes(p.point.trigger is not None),
                wide=10,
                choices="list_yes_no",
            ),
            Column("measured", _("Measured"), lambda p: source.yes(p.point.measured), wide=10, choices="list_yes_no"),
            Column("satisfaction", _("Satisfaction, of 5"), lambda p: p.point.satisfaction, "whole", 11, "input"),
            Column("reach", _("Get here"), lambda p: p.flow.reach, "share", 9, "derived"),
            Column("leaves", _("Of those leave"), lambda p: p.flow.leaves, "share", 9, "derived"),
            Column("leak", _("Leak"), lambda p: p.flow.leak, "share", 9, "derived"),
            Column(
                "money",
                _("Leak a year"),
                lambda p: p.flow.money,
                "money",
                13,
                formula=f'IFERROR({{leak}}*{_VALUE},"")',
            ),
            Column("onward", _("Reach the goal from here"), lambda p: p.flow.conversion, "share", 11, "derived"),
            Column("removal", _("Lost without it"), lambda p: p.flow.removal, "share", 10, "derived"),
            Column(
                "starts",
                _("Start here"),
                lambda p: p.drawn.flow.starts.get(p.point.id),
                "share",
                9,
                "derived",
                printed=False,
            ),
            Column("visits", _("Visits"), lambda p: p.flow.visits, "fine", 8, "derived", printed=False),
            Column("goal", _("Goal"), lambda p: source.yes(p.point.goal), wide=7, choices="list_yes_no", printed=False),
            Column(
                "moment",
                _("Moment that matters"),
                lambda p: source.yes(p.point.moment_that_matters),
                wide=11,
                choices="list_yes_no",
                printed=False,
            ),
            Column(
                "owner", _("Owner"), lambda p: p.point.owner, wide=20, choices="list_roles", strict=False, printed=False
            ),
            Column("content", _("Content"), lambda p: p.point.content, wide=34, printed=False),
            Column("system", _("System"), lambda p: p.point.system, wide=20, printed=False),
            Column(
                "follow_up",
                _("Follow-up"),
                lambda p: p.point.trigger.action if p.point.trigger else None,
                wide=26,
                printed=False,
            ),
            Column(
                "hours",
                _("After hours"),
                lambda p: p.point.trigger.after_hours if p.point.trigger else None,
                "number",
                9,
                "input",
                printed=False,
            ),
            Column("contacts", _("Contacts a visit"), lambda p: p.point.contacts, "number", 10, "input", printed=False),
            Column(
                "pressure", _("Contacts a month"), lambda p: p.pressure.contacts, "number", 10, "derived", printed=False
            ),
            Column("limit", _("Limit a month"), lambda p: p.point.contact_limit, "number", 10, "input", printed=False),
            Column("metric", _("Metric"), lambda p: p.point.metric, wide=20, printed=False),
            Column("metric_value", _("Value"), lambda p: p.point.metric_value, "fine", 10, "input", printed=False),
            Column(
                "measure",
                _("Satisfaction measure"),
                lambda p: source.said("list_satisfaction", p.point.satisfaction_measure),
                wide=12,
                choices="list_satisfaction",
                printed=False,
            ),
            Column(
                "backed",
                _("Backed by data"),
                lambda p: backed[p.point.evidence],
                wide=11,
                choices="list_backed",
                printed=False,
            ),
            Column("pain", _("Pain"), lambda p: p.point.pain, wide=40, printed=False),
            Column("opportunity", _("Opportunity"), lambda p: p.point.opportunity, wide=40, printed=False),
            Column(
                "cost", _("Cost a contact"), lambda p: p.point.cost_per_contact, "cents", 11, "input", printed=False
            ),
            Column("notes", _("Notes"), lambda p: p.point.notes, wide=40, printed=False),
            Column("id", _("Key in the plan"), lambda p: p.point.id, wide=16, role="code", printed=False),
        ),
        points,
        frozen=4,
    )


def _stage(seen: Graph, point: Touchpoint) -> str:
    return stage_name(seen, point.stage) if point.stage in seen.stage_at else ""


def _group(journey: Journey, point: Touchpoint) -> str:
    group = group_of(journey, point.id)
    return group_name(group) if group is not None else ""


def _steps(source: Source, steps: list[_Step]) -> Table:
    def end(item: _Step, point: str) -> str:
        return point_name(item.drawn.graph.points.get(point))

    onward: dict[tuple[int, str], float] = {}
    for item in steps:
        key = (id(item.drawn), item.step.source)
        onward[key] = onward.get(key, 0.0) + item.flow.share
    return Table(
        "steps",
        (
            Column("journey", _("Journey, no."), lambda s: source.number("journeys", s.drawn.journey.id), wide=9),
            Column(
                "state",
                _("State"),
                lambda s: source.said("list_states", s.drawn.state),
                wide=10,
                choices="list_states",
            ),
            Column(
                "source", _("From, no."), lambda s: source.number("touchpoints", s.step.source), wide=8, role="code"
            ),
            Column("from", _("From"), lambda s: end(s, s.step.source), wide=32, role="strong"),
            Column("target", _("To, no."), lambda s: source.number("touchpoints", s.step.target), wide=8, role="code"),
            Column("to", _("To"), lambda s: end(s, s.step.target), wide=32, role="strong"),
            Column(
                "kind",
                _("Kind"),
                lambda s: source.said("list_step_kinds", s.step.kind),
                wide=15,
                choices="list_step_kinds",
            ),
            Column("share", _("Share as typed"), lambda s: s.step.share, "share", 10, "input"),
            Column("counted", _("Share of visitors"), lambda s: s.flow.share, "share", 10, "derived"),
            Column("taken", _("Taken, per starter"), lambda s: s.flow.taken, "fine", 11, "derived"),
            Column("leverage", _("Conversion for one point more"), lambda s: s.flow.leverage, "points", 13, "derived"),
            Column("delay", _("Days later"), lambda s: s.step.delay_days, "number", 9, "input"),
            Column(
                "onward",
                _("All ways on from there"),
                lambda s: onward[id(s.drawn), s.step.source],
                "share",
                11,
                formula=(
                    "SUMIFS({steps.counted},{steps.journey},{journey},{steps.state},{state},{steps.source},{source})"
                ),
            ),
            Column("id", _("Key in the plan"), lambda s: s.step.id, wide=16, role="code", printed=False),
        ),
        steps,
    )


def _gaps(source: Source, found: list[_Gap]) -> Table:
    plan = source.plan
    kinds = {
        "stage_covered": _("Stage covered"),
        "touchpoint_added": _("Touchpoint added"),
        "touchpoint_changed": _("Touchpoint changed"),
        "touchpoint_removed": _("Touchpoint removed"),
        "follow_up_added": _("Follow-up added"),
        "measure_added": _("Measure added"),
        "transition_added": _("Step added"),
        "transition_changed": _("Step changed"),
        "transition_removed": _("Step removed"),
        "entry_changed": _("Start changed"),
    }
    today = "INDEX({journeys.value},MATCH({journey}&{$state_current},{journeys.key},0))"
    return Table(
        "gaps",
        (
            Column("journey", _("Journey, no."), lambda g: source.number("journeys", g.journey.id), wide=9),
            Column("name", _("Journey"), lambda g: journey_name(g.journey), wide=24, role="muted"),
            Column("title", _("What to do"), lambda g: gap_title(plan, g.gap), wide=44, role="strong"),
            Column("kind", _("Kind"), lambda g: kinds[g.gap.kind], wide=19),
            Column("detail", _("Where, or what changes"), lambda g: gap_detail(plan, g.gap), wide=40),
            Column("todo", _("Needs an action"), lambda g: source.yes(g.gap.is_to_do), wide=10, role="derived"),
            Column(
                "conversion",
                _("Conversion, alone"),
                lambda g: g.worth.conversion if g.worth else None,
                "points",
                12,
                "derived",
            ),
            Column(
                "money",
                _("A year, alone"),
                lambda g: g.worth.money if g.worth else None,
                "money",
                13,
                formula=f'IFERROR({{conversion}}*{today},"")',
            ),
            Column("closed", _("Closed by"), lambda g: source.actions(g.actions), wide=34),
            Column("id", _("Key in the plan"), lambda g: g.gap.key, wide=30, role="code", printed=False),
        ),
        found,
        frozen=3,
    )
