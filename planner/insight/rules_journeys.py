"""Health rules of the journeys step."""

from collections.abc import Iterator

from planner.insight.finding import Finding, Severity, threshold
from planner.journeys.breaks import breaks
from planner.journeys.consent import standings
from planner.journeys.flow import Flow, flow
from planner.journeys.gaps import gaps
from planner.journeys.graph import Graph, graph
from planner.journeys.pressure import pressure
from planner.journeys.questions import covers
from planner.journeys.records import STATES, Channel, Journey, State, Touchpoint, touchpoints_table
from planner.language import _, list_text, ngettext, percent, short_number
from planner.plan import Plan, by_id, find
from planner.segments.records import Segment
from planner.segments.scoring import scores


def journey_rules(plan: Plan) -> Iterator[Finding]:
    """Everything that is missing or weak in the journeys."""
    yield from _without_journey(plan)
    for journey in plan.journeys:
        now, then = graph(plan, journey.id), graph(plan, journey.id, "optimal")
        yield from _states(plan, journey, now, then)
        if now.points:
            figures = flow(plan, journey.id)
            yield from _stages(plan, journey, now)
            yield from _figures(plan, journey, figures)
            yield from _touchpoints(now)
            yield from _leaks(plan, now, figures)
            yield from _many_channels(plan, journey, now)
        yield from _pressure(plan, journey)
        yield from _consent(plan, journey, now, then)
        yield from _open_gaps(plan, journey)
    yield from _all_alike(plan)


def journey_name(plan: Plan, journey: Journey) -> str:
    """What a sentence calls a journey: its segment, else its own name."""
    segment = find(plan, "segments", journey.segment)
    return (segment.name if segment is not None else "") or journey.name or _("Journey without a name")


def _name(point: Touchpoint) -> str:
    return point.name or _("Touchpoint without a name")


def _found(
    code: str, severity: Severity, sentence: str, why: str, journey: Journey, subject: str = "", article: str = "004"
) -> Finding:
    return Finding(
        f"journeys.{code}", severity, sentence, why, "journeys", "journeys", journey.id, subject, article=article
    )


def _of_point(code: str, severity: Severity, sentence: str, why: str, point: Touchpoint, state: State) -> Finding:
    name = _name(point)
    table = touchpoints_table(state)
    return Finding(f"journeys.{code}", severity, sentence, why, "journeys", table, point.id, name)


def _without_journey(plan: Plan) -> Iterator[Finding]:
    limit = int(threshold(plan, "top_segments"))
    mapped = {journey.segment for journey in plan.journeys}
    for score in scores(plan).values():
        if score.rank <= limit and score.segment not in mapped:
            segment: Segment = by_id(plan, "segments")[score.segment]
            name = segment.name or _("Segment without a name")
            yield Finding(
                "journeys.none",
                "missing",
                _("{name} rank high and have no journey.").format(name=name),
                _("A journey shows where a segment meets the brand, and where it leaves."),
                "journeys",
                "segments",
                segment.id,
                name,
            )


def _states(plan: Plan, journey: Journey, now: Graph, then: Graph) -> Iterator[Finding]:
    name = journey_name(plan, journey)
    if not now.points:
        yield _found(
            "no_current",
            "missing",
            _("The journey of {name} has no current state.").format(name=name),
            _("What is there today comes first: without it nobody sees the gap."),
            journey,
            name,
        )
    elif not then.points:
        yield _found(
            "no_optimal",
            "missing",
            _("The journey of {name} has no optimal state.").format(name=name),
            _("The gap between today and the best journey is what actions are made of."),
            journey,
            name,
        )


def _stages(plan: Plan, journey: Journey, seen: Graph) -> Iterator[Finding]:
    name = journey_name(plan, journey)
    scope = {stage.id: stage.name or _("Stage without a name") for stage in seen.scope}
    for cover in covers(seen):
        if cover.stage not in scope:
            continue
        stage = scope[cover.stage]
        if not cover.touchpoints:
            yield _found(
                "stage_not_covered",
                "weak",
                _("No touchpoint reaches {name} in {stage}.").format(name=name, stage=stage),
                _("A stage without a touchpoint is where customers are alone."),
                journey,
                stage,
            )
        elif not cover.two_way:
            yield _found(
                "one_way",
                "hint",
                _("In {stage}, {name} can only listen: no touchpoint is two-way.").format(name=name, stage=stage),
                _("Customers who can answer say what they need."),
                journey,
                stage,
            )


def _figures(plan: Plan, journey: Journey, figures: Flow) -> Iterator[Finding]:
    name = journey_name(plan, journey)
    if figures.goals_assumed:
        yield _found(
            "no_goal",
            "weak",
            _("The journey of {name} has no touchpoint marked as its goal.").format(name=name),
            _("Without a goal, conversion counts who gets to the end, whatever that is."),
            journey,
            name,
        )
    if figures.estimated:
        yield _found(
            "estimated",
            "hint",
            _("Some steps of the journey of {name} have no share: its figures are estimates.").format(name=name),
            _("A rough share from the team is better than an equal split."),
            journey,
            name,
        )
    for point in figures.over:
        record: Touchpoint = by_id(plan, "current_touchpoints")[point]
        yield _of_point(
            "over",
            "weak",
            _("The shares that go on from {name} add to more than 100\u00a0%.").format(name=_name(record)),
            _("Nobody can go two ways at once. The figures scale the shares down."),
            record,
            "current",
        )


def _touchpoints(seen: Graph) -> Iterator[Finding]:
    found = breaks(seen)
    for point in seen.points.values():
        name = _name(point)
        if point.id in found.dead_ends:
            yield _of_point(
                "dead_end",
                "weak",
                _("{name} is a dead end.").format(name=name),
                _("Customers who get there find no way on."),
                point,
                seen.state,
            )
        if point.id in found.unreachable:
            yield _of_point(
                "unreachable",
                "weak",
                _("No path leads to {name}.").format(name=name),
                _("A touchpoint that nobody gets to brings nothing. Link it, or let customers start there."),
                point,
                seen.state,
            )
        if point.id in found.senders:
            yield _of_point(
                "sender",
                "hint",
                _("Nobody comes to {name}, so it brings nobody back.").format(name=name),
                _("A re-engagement counts those who stop at its source. Draw it from where they leave."),
                point,
                seen.state,
            )
        if not point.measured:
            yield _of_point(
                "unmeasured",
                "hint",
                _("{name} is not measured.").format(name=name),
                _("What is not measured cannot be compared or improved."),
                point,
                seen.state,
            )


def _leaks(plan: Plan, seen: Graph, figures: Flow) -> Iterator[Finding]:
    limit = threshold(plan, "leak")
    for point in seen.points.values():
        leak = figures.points[point.id].leak
        if leak < limit or point.trigger is not None or _is_followed(seen, point):
            continue
        yield _of_point(
            "no_follow_up",
            "missing",
            _("{share} of customers leave at {name}, and nothing follows up.").format(
                share=percent(leak), name=_name(point)
            ),
            _("A reminder or a call brings some of those back who fall off the path."),
            point,
            seen.state,
        )


def _is_followed(seen: Graph, point: Touchpoint) -> bool:
    return any(step.kind == "re_engagement" and step.share != 0.0 for step in seen.out[point.id])


def _many_channels(plan: Plan, journey: Journey, seen: Graph) -> Iterator[Finding]:
    most = int(threshold(plan, "max_channels_of_stage"))
    lanes = {channel.id for channel in plan.channels}
    name = journey_name(plan, journey)
    why = _("Being everywhere costs much. Choose the channels that this segment prefers.")
    if len(lanes) > most and lanes <= set(seen.channels):
        sentence = _("The journey of {name} uses every channel there is.").format(name=name)
        yield _found("every_channel", "hint", sentence, why, journey, name, "003")
    for cover, stage in zip(covers(seen), seen.stages, strict=True):
        if len(cover.channels) > most:
            stage_name = stage.name or _("Stage without a name")
            sentence = _("In {stage}, the journey of {name} uses {count} channels: {limit} are enough.").format(
                stage=stage_name, name=name, count=len(cover.channels), limit=most
            )
            yield _found("many_channels", "hint", sentence, why, journey, stage_name, "003")


def _pressure(plan: Plan, journey: Journey) -> Iterator[Finding]:
    told: set[str] = set()
    for state in STATES:
        points = graph(plan, journey.id, state).points
        if not any(point.contact_limit is not None for point in points.values()):
            continue
        for one in pressure(plan, journey.id, state):
            if one.over and one.limit is not None and one.touchpoint not in told:
                told.add(one.touchpoint)
                point = points[one.touchpoint]
                yield _of_point(
                    "pressure",
                    "weak",
                    _("{name} brings {contacts} contacts a month, more than the limit of {limit}.").format(
                        name=_name(point), contacts=short_number(one.contacts, 1), limit=short_number(one.limit, 1)
                    ),
                    _("Too many messages drive customers away."),
                    point,
                    state,
                )


def _consent(plan: Plan, journey: Journey, now: Graph, then: Graph) -> Iterator[Finding]:
    segment: Segment | None = find(plan, "segments", journey.segment)
    if segment is None:
        return
    known = standings(plan, journey.id)
    name = segment.name or _("Segment without a name")
    used = set(now.channels) | set(then.channels)
    silent: list[str] = []
    for channel in plan.channels:
        if channel.id not in used:
            continue
        if known[channel.id].unknown:
            silent.append(_lane(channel))
        elif known[channel.id].refused:
            yield _consent_finding(
                "weak",
                _("The journey of {name} uses {channel}, which nobody consented to.").format(
                    name=name, channel=_lane(channel)
                ),
                segment,
            )
    if silent:
        sentence = _("The journey of {name} uses {channels}, and nobody noted how many consent.")
        yield _consent_finding("hint", sentence.format(name=name, channels=list_text(silent)), segment)


def _lane(channel: Channel) -> str:
    return channel.name or _("Channel without a name")


def _consent_finding(severity: Severity, sentence: str, segment: Segment) -> Finding:
    return Finding(
        "journeys.no_consent" if severity == "weak" else "journeys.consent_unknown",
        severity,
        sentence,
        _("Messages need consent, channel by channel."),
        "segments",
        "segments",
        segment.id,
        segment.name,
        article="003",
    )


def _open_gaps(plan: Plan, journey: Journey) -> Iterator[Finding]:
    taken = {key for action in plan.actions for key in action.gaps}
    open_ones = 0
    parts: set[str] = set()
    found = gaps(plan, journey.id)
    for gap in found:
        if gap.key in taken:
            parts.update(gap.within)
    for gap in found:
        if gap.is_to_do and gap.key not in taken | parts and not taken.intersection(gap.within):
            open_ones += 1
    if open_ones:
        name = journey_name(plan, journey)
        sentence = ngettext(
            "{count} gap in the journey of {name} has no action.",
            "{count} gaps in the journey of {name} have no action.",
            open_ones,
        )
        yield _found(
            "gap_without_action",
            "missing",
            sentence.format(count=open_ones, name=name),
            _("The optimal journey stays a picture until somebody closes its gaps."),
            journey,
            name,
        )


def _all_alike(plan: Plan) -> Iterator[Finding]:
    drawn = [graph(plan, journey.id) for journey in plan.journeys]
    drawn = [seen for seen in drawn if seen.points]
    if len({seen.journey.segment for seen in drawn}) > 1 and len({_shape(seen) for seen in drawn}) == 1:
        yield _found(
            "all_alike",
            "weak",
            _("All segments have the same journey."),
            _("One map does not fit all: each type of customer travels otherwise."),
            drawn[-1].journey,
        )


def _shape(seen: Graph) -> frozenset[tuple[str, str, int]]:
    return frozenset((p.name.casefold(), p.channel, seen.stage_at.get(p.stage, -1)) for p in seen.points.values())
