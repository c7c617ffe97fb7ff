"""What a screen reader says of the canvas: a touchpoint, an edge, a cell, in whole sentences."""

from planner.catalogue import channel_kind
from planner.journeys.breaks import breaks
from planner.journeys.consent import Standing, standings
from planner.journeys.flow import Flow
from planner.journeys.gap_words import point_name, stage_name
from planner.journeys.graph import Graph, graph
from planner.journeys.records import State, Touchpoint, Transition
from planner.language import _, ngettext, percent, short_percent
from planner.plan import Plan, find


def channel_words(plan: Plan, channel: str) -> str:
    """The name of a channel, or that there is none."""
    lane = find(plan, "channels", channel)
    if lane is None:
        return _("No channel")
    kind = channel_kind(lane.kind)
    return lane.name or (kind.name if kind else _("Channel without a name"))


def consent_words(standing: Standing) -> str:
    """How many consented to a channel, or that nobody did or noted it; nothing where it takes no consent."""
    if standing.consent is not None and (standing.needed or standing.consent > 0.0):
        share = percent(standing.consent)
        return _("nobody consented") if standing.refused else _("{share} consented").format(share=share)
    return _("consent not noted") if standing.unknown else ""


def standing_words(standing: Standing) -> str:
    """What a channel is to the segment: preferred, and how many consented."""
    words = [_("preferred")] if standing.preferred else []
    consent = consent_words(standing)
    return ", ".join([*words, consent] if consent else words)


def stage_words(seen: Graph, stage: str) -> str:
    """The name of a stage, or that there is none."""
    return stage_name(seen, stage) if stage in seen.stage_at else _("No stage")


def point_sentence(plan: Plan, journey: str, state: State, point: str) -> str:
    """Everything that the drawing of a touchpoint says."""
    seen = graph(plan, journey, state)
    record = seen.points.get(point)
    if record is None:
        return ""
    parts = [
        _("{name}. {channel}, {stage}.").format(
            name=point_name(record),
            channel=channel_words(plan, record.channel),
            stage=stage_words(seen, record.stage),
        ),
        satisfaction_words(record.satisfaction),
        _traits(record),
        _steps(plan, seen, record),
    ]
    if record.goal:
        parts.append(_("A goal of the journey."))
    if record.moment_that_matters:
        parts.append(_("A moment that matters."))
    if point in breaks(seen).dead_ends:
        parts.append(_("A dead end."))
    known = standings(plan, journey)
    if record.channel in known and known[record.channel].refused:
        parts.append(_("Nobody consented to messages on this channel."))
    return " ".join(parts)


def detail_sentence(figures: Flow | None, point: str) -> str:
    """What passes through a touchpoint; nothing where its flow is not known."""
    through = figures.points.get(point) if figures is not None else None
    if through is None:
        return ""
    return _("{reach} of those who start get here, {leaves} of them leave.").format(
        reach=percent(through.reach), leaves=percent(through.leaves)
    )


def satisfaction_words(satisfaction: int | None) -> str:
    """A satisfaction as a sentence."""
    if satisfaction is None:
        return _("Satisfaction not known.")
    return _("Satisfaction {value} of 5.").format(value=satisfaction)


def _traits(record: Touchpoint) -> str:
    return _("{way}, {measured}, {trigger}.").format(
        way=_("Two-way") if record.two_way else _("One-way"),
        measured=_("measured") if record.measured else _("not measured"),
        trigger=_("with a trigger") if record.trigger else _("no trigger"),
    )


def _steps(plan: Plan, seen: Graph, record: Touchpoint) -> str:
    into = ngettext("{count} in", "{count} in", len(seen.into[record.id])).format(count=len(seen.into[record.id]))
    out = [_way_on(plan, seen, step) for step in seen.out[record.id]]
    return ", ".join([into, *out]) + "." if out else _("{into}, nothing out.").format(into=into)


def _way_on(plan: Plan, seen: Graph, step: Transition) -> str:
    name = point_name(seen.points[step.target])
    if step.share is None:
        return _("on to {name}").format(name=name)
    share = short_percent(step.share)
    if step.kind == "re_engagement":
        return _("{share} of those who left brought to {name}").format(share=share, name=name)
    return _("{share} to {name}").format(share=share, name=name)


def edge_sentence(plan: Plan, journey: str, state: State, edge: str) -> str:
    """A step as a sentence."""
    seen = graph(plan, journey, state)
    step = next((s for s in seen.steps if s.id == edge), None)
    if step is None:
        return ""
    source, target = point_name(seen.points[step.source]), point_name(seen.points[step.target])
    kinds = {"forward": _("Step"), "loop": _("Loop"), "re_engagement": _("Re-engagement")}
    share = short_percent(step.share) if step.share is not None else _("share not typed")
    return _("{kind} from {source} to {target}, {share}.").format(
        kind=kinds[step.kind], source=source, target=target, share=share
    )


def cell_sentence(plan: Plan, journey: str, state: State, stage: str, channel: str) -> str:
    """An empty cell: SMS, Evaluation, empty."""
    seen = graph(plan, journey, state)
    return _("{channel}, {stage}, empty").format(channel=channel_words(plan, channel), stage=stage_words(seen, stage))


def map_sentence(plan: Plan, journey: str, state: State, figures: Flow | None) -> str:
    """The whole journey in one sentence, with its conversion where the flow is known."""
    seen = graph(plan, journey, state)
    count = len(seen.points)
    words = ngettext("{count} touchpoint in {stages} stages.", "{count} touchpoints in {stages} stages.", count).format(
        count=count, stages=len(seen.stages)
    )
    if figures is not None and figures.conversion is not None:
        words += " " + _("{share} reach the goal.").format(share=percent(figures.conversion))
    return words
