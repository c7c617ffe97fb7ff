"""Words for gaps: what to do about one, and what differs."""

from collections.abc import Callable

from planner.journeys.difference import PointDifference, difference
from planner.journeys.gaps import MEASURE, Gap
from planner.journeys.graph import Graph
from planner.journeys.records import Touchpoint, Transition
from planner.language import N_, _, list_text, points, short_percent
from planner.plan import Plan, find

FIELD_NAMES = {
    "name": N_("name"),
    "channel": N_("channel"),
    "stage": N_("stage"),
    "two_way": N_("communication"),
    "goal": N_("goal"),
    "content": N_("content"),
    "system": N_("system"),
    "owner": N_("owner"),
    "trigger": N_("follow-up"),
    "contacts": N_("contacts"),
    "contact_limit": N_("contact limit"),
    "measured": N_("measure"),
    "metric": N_("metric"),
    "metric_value": N_("value of the metric"),
    "satisfaction": N_("satisfaction"),
    "satisfaction_measure": N_("measure of satisfaction"),
    "evidence": N_("evidence"),
    "pain": N_("pain"),
    "opportunity": N_("opportunity"),
    "moment_that_matters": N_("moment that matters"),
    "cost_per_contact": N_("cost per contact"),
    "notes": N_("notes"),
    "source": N_("source"),
    "target": N_("target"),
    "share": N_("share"),
    "delay_days": N_("delay"),
    "kind": N_("kind"),
}
"""What a field of a touchpoint or a step is called in a sentence."""


def field_name(field: str) -> str:
    """The name of a field in a sentence."""
    return _(FIELD_NAMES[field]) if field in FIELD_NAMES else field


def point_name(point: Touchpoint | None) -> str:
    """The name of a touchpoint, or words that say that it has none."""
    return point.name if point is not None and point.name else _("Touchpoint without a name")


def stage_name(graph: Graph, stage: str) -> str:
    """The name of a stage of a journey, or words that say that it has none."""
    at = graph.stage_at.get(stage)
    return (graph.stages[at].name if at is not None else "") or _("Stage without a name")


def gap_title(plan: Plan, gap: Gap) -> str:
    """What to do about a gap, as the title of an action: Add Cart reminder."""
    found = difference(plan, gap.journey)
    if gap.kind == "stage_covered":
        return _("Cover {stage}").format(stage=stage_name(found.optimal, gap.item))
    if gap.kind.startswith("transition_"):
        return _step_title(plan, gap)
    name = point_name(found.points[gap.item].record)
    sentence = {
        "touchpoint_added": _("Add {name}"),
        "touchpoint_changed": _("Change {name}"),
        "touchpoint_removed": _("Remove {name}"),
        "follow_up_added": _("Follow up at {name}"),
        "measure_added": _("Measure {name}"),
        "entry_changed": _("Have others start at {name}"),
    }[gap.kind]
    return sentence.format(name=name)


def _step_title(plan: Plan, gap: Gap) -> str:
    found = difference(plan, gap.journey)
    what = found.steps[gap.item]
    record = what.record
    source, target = (point_name(found.points[end].record) for end in (record.source, record.target))
    if gap.kind == "transition_added":
        sentence = _("Lead from {source} to {target}")
        if record.kind == "re_engagement":
            sentence = _("Bring back from {source} to {target}")
    elif gap.kind == "transition_removed":
        sentence = _("Stop leading from {source} to {target}")
        if record.kind == "re_engagement":
            sentence = _("Stop bringing back from {source} to {target}")
    elif "share" in gap.fields:
        more, fewer = _("Lead more from {source} to {target}"), _("Lead fewer from {source} to {target}")
        sentence = more if what.gained >= 0 else fewer
    else:
        sentence = _("Change the way from {source} to {target}")
    return sentence.format(source=source, target=target)


def gap_detail(plan: Plan, gap: Gap) -> str:
    """What differs, in a few words beside the title: where it is, what it was, which points it gains."""
    found = difference(plan, gap.journey)
    if gap.kind == "stage_covered":
        return list_text([point_name(found.points[point].record) for point in gap.touchpoints])
    if gap.kind == "entry_changed":
        before, after = found.entries[gap.item]
        return _("start: {before} to {after}").format(before=short_percent(before), after=short_percent(after))
    if gap.kind.startswith("transition_"):
        what = found.steps[gap.item]
        return _step_detail(what.before, what.after, what.gained)
    point = found.points[gap.item]
    if gap.kind in ("touchpoint_added", "touchpoint_removed"):
        return place_of(plan, found.optimal, point.record)
    shown = [f for f in gap.fields if f == "measured" or f not in MEASURE or "measured" not in gap.fields]
    return list_text([_changed(plan, found.optimal, point, field) for field in shown])


def place_of(plan: Plan, graph: Graph, point: Touchpoint) -> str:
    """The cell of a touchpoint in words: E-mail, Evaluation."""
    lane = find(plan, "channels", point.channel)
    words = [lane.name if lane is not None else "", stage_name(graph, point.stage) if point.stage else ""]
    return ", ".join(word for word in words if word)


def _step_detail(before: Transition | None, after: Transition | None, gained: float) -> str:
    if before is not None and after is not None:
        return points(gained) if gained else ""
    step = after or before
    return short_percent(step.share) if step is not None and step.share is not None else ""


def _changed(plan: Plan, graph: Graph, point: PointDifference, field: str) -> str:
    before, after = point.before, point.after
    assert before is not None and after is not None
    if field == "name":
        return _("was {name}").format(name=point_name(before))
    if field in _SWITCHES:
        now, no_longer = _SWITCHES[field]
        return _(now) if getattr(after, field) else _(no_longer)
    if field == "trigger" and (before.trigger is None or after.trigger is None):
        return _("now with a follow-up") if after.trigger is not None else _("no longer with a follow-up")
    show = _SHOWN.get(field)
    if show is not None:
        was, will = show(plan, graph, before), show(plan, graph, after)
        if was and will:
            return _("{field} {before} to {after}").format(field=field_name(field), before=was, after=will)
    return _("{field} changed").format(field=field_name(field))


_SWITCHES = {
    "measured": (N_("now measured"), N_("no longer measured")),
    "two_way": (N_("now two-way"), N_("now one-way")),
    "goal": (N_("now a goal"), N_("no longer a goal")),
    "moment_that_matters": (N_("now a moment that matters"), N_("no longer a moment that matters")),
}


def _channel(plan: Plan, _graph: Graph, point: Touchpoint) -> str:
    lane = find(plan, "channels", point.channel)
    return str(lane.name) if lane is not None else ""


_SHOWN: dict[str, Callable[[Plan, Graph, Touchpoint], str]] = {
    "channel": _channel,
    "stage": lambda _plan, graph, point: stage_name(graph, point.stage) if point.stage else "",
    "owner": lambda _plan, _graph, point: point.owner,
    "system": lambda _plan, _graph, point: point.system,
    "metric": lambda _plan, _graph, point: point.metric,
    "satisfaction": lambda _plan, _graph, point: str(point.satisfaction or ""),
}
