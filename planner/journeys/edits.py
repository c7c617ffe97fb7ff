"""The verbs of the journeys step: each takes a plan and returns the plan after it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from planner.catalogue import channel_kind, channel_kinds
from planner.edit import (
    Refused,
    amend,
    amend_each,
    append,
    check_links,
    check_references,
    create,
    insert,
    move,
    part,
    remove,
    the,
)
from planner.journeys.graph import graph, of_journey
from planner.journeys.groups import kept, sound
from planner.journeys.layout import tidied
from planner.journeys.records import (
    STATES,
    Channel,
    Entry,
    Group,
    Journey,
    Stage,
    State,
    Touchpoint,
    Transition,
    Trigger,
    entries_table,
    touchpoints_table,
    transitions_table,
)
from planner.journeys.stages import OWN, mapped, stages_of_model
from planner.language import _, short_percent, speaking
from planner.plan import Plan, by_id, find
from planner.record import changed, new_id, place

FIRST_LANES = 8
TOLERANCE = 1e-9
"""How much more than 1 the shares of a touchpoint may add to: what rounding brings."""


# Journeys


def add_journey(plan: Plan, segment: str, name: str = "", model: str = "buyer_use") -> Plan:
    """A journey more for a segment, with the stages of a model; the first one brings the usual channels along."""
    check_references(plan, "segments", (segment,), "segment")
    stages = stages_of_model(model, plan.profile.language)
    journey = create(plan, "journeys", segment=segment, name=name, stage_model=model if stages else OWN, stages=stages)
    return insert(_with_lanes(plan), "journeys", journey)


def _with_lanes(plan: Plan) -> Plan:
    if plan.channels:
        return plan
    with speaking(plan.profile.language):
        kinds = channel_kinds()[:FIRST_LANES]
    lanes = [Channel(id=new_id(), rank="V001", kind=kind.key, name=kind.name) for kind in kinds]
    return append(plan, "channels", lanes)


def edit_journey(plan: Plan, journey: str, **fields: Any) -> Plan:
    """Some fields of a journey changed; where its stages do, no touchpoint is lost."""
    record: Journey = the(plan, "journeys", journey)
    check_links(plan, "journeys", fields)
    stages = fields.pop("stages", None)
    if stages is not None and tuple(stages) != record.stages:
        plan = _restaged(plan, record, tuple(stages), mapped(record.stages, stages))
    if "groups" in fields:
        fields["groups"] = sound(fields["groups"], _points_of(plan, journey))
    ids = {stage.id for stage in the(plan, "journeys", journey).stages}
    for field in ("scope_from", "scope_to"):
        if fields.get(field, "") not in {*ids, ""}:
            raise Refused(_("This stage is not part of the journey."), field)
    return amend(plan, "journeys", journey, **fields)


def remove_journey(plan: Plan, journey: str) -> Plan:
    """A journey gone with both of its states."""
    return remove(plan, "journeys", journey)


def move_journey(plan: Plan, journey: str, to_index: int) -> Plan:
    """A journey at another place among those of its segment."""
    record: Journey = the(plan, "journeys", journey)
    peers = [j.id for j in plan.journeys if j.segment == record.segment]
    return move(plan, "journeys", journey, to_index, peers)


def copy_journey(plan: Plan, journey: str, segment: str) -> Plan:
    """A copy of a journey for a segment, with both states; what is one touchpoint in both stays one."""
    record: Journey = the(plan, "journeys", journey)
    check_references(plan, "segments", (segment,), "segment")
    name = _("{name} (copy)").format(name=record.name)[:300] if segment == record.segment else record.name
    copy = create(plan, "journeys", **{**record.__dict__, "id": new_id(), "name": name, "segment": segment})
    plan = insert(plan, "journeys", copy)
    fresh: dict[str, str] = {}
    for state in STATES:
        plan = _copied(plan, journey, state, copy.id, state, fresh)
    groups = [_copied_group(group, fresh) for group in record.groups]
    return amend(plan, "journeys", copy.id, groups=tuple(groups)) if groups else plan


def _copied_group(group: Group, ids: Mapping[str, str]) -> Group:
    """The same group of copies, ``ids`` saying which touchpoint is the copy of which."""
    return changed(group, id=new_id(), touchpoints=tuple(ids[point] for point in group.touchpoints if point in ids))


def _copied(plan: Plan, journey: str, state: State, to: str, to_state: State, ids: dict[str, str] | None) -> Plan:
    """A state of a journey written to another place; ``ids`` gives new ids and remembers them, None keeps them."""

    def fresh(old: str) -> str:
        return old if ids is None else ids.setdefault(old, new_id())

    points, steps, starts = (of_journey(plan, t(state), journey) for t in _TABLES_OF_STATE)
    plan = append(plan, touchpoints_table(to_state), [changed(p, id=fresh(p.id), journey=to) for p in points])
    plan = append(
        plan,
        transitions_table(to_state),
        [changed(t, id=fresh(t.id), journey=to, source=fresh(t.source), target=fresh(t.target)) for t in steps],
    )
    return append(
        plan,
        entries_table(to_state),
        [changed(e, id=fresh(e.id), journey=to, touchpoint=fresh(e.touchpoint)) for e in starts],
    )


_TABLES_OF_STATE = (touchpoints_table, transitions_table, entries_table)


def start_optimal(plan: Plan, journey: str) -> Plan:
    """The optimal state as a copy of the current one, the touchpoints being the same ones."""
    the(plan, "journeys", journey)
    if of_journey(plan, touchpoints_table("optimal"), journey):
        raise Refused(_("This journey has an optimal state already."))
    return _copied(plan, journey, "current", journey, "optimal", None)


def clear_state(plan: Plan, journey: str, state: State) -> Plan:
    """A state of a journey without any touchpoint."""
    the(plan, "journeys", journey)
    return remove_touchpoints(plan, state, [row.id for row in of_journey(plan, touchpoints_table(state), journey)])


# Stages


def add_stage(plan: Plan, journey: str, name: str = "", at: int | None = None) -> Plan:
    """A stage more: at the end, or before the one that now has that index."""
    record: Journey = the(plan, "journeys", journey)
    stage = part(Stage, id=new_id(), name=name)
    at = len(record.stages) if at is None else max(at, 0)
    stages = (*record.stages[:at], stage, *record.stages[at:])
    return amend(plan, "journeys", journey, stages=stages, stage_model=OWN)


def rename_stage(plan: Plan, journey: str, stage: str, name: str) -> Plan:
    """A stage under another name."""
    record: Journey = the(plan, "journeys", journey)
    at = _stage_at(record, stage)
    renamed = part(Stage, id=stage, name=name)
    return amend(plan, "journeys", journey, stages=(*record.stages[:at], renamed, *record.stages[at + 1 :]))


def move_stage(plan: Plan, journey: str, stage: str, to_index: int) -> Plan:
    """A stage at another place of the journey, its touchpoints with it."""
    record: Journey = the(plan, "journeys", journey)
    moved = record.stages[_stage_at(record, stage)]
    rest = tuple(s for s in record.stages if s.id != stage)
    at = max(0, min(to_index, len(rest)))
    stages = (*rest[:at], moved, *rest[at:])
    return plan if stages == record.stages else amend(plan, "journeys", journey, stages=stages, stage_model=OWN)


def remove_stage(plan: Plan, journey: str, stage: str) -> Plan:
    """A stage gone; its touchpoints go to the stage before it, or to the next one where it was the first."""
    record: Journey = the(plan, "journeys", journey)
    at = _stage_at(record, stage)
    rest = record.stages[:at] + record.stages[at + 1 :]
    heir = rest[max(at - 1, 0)].id if rest else ""
    mapping = {s.id: heir if s.id == stage else s.id for s in record.stages}
    return amend(_restaged(plan, record, rest, mapping), "journeys", journey, stage_model=OWN)


def set_stage_model(plan: Plan, journey: str, model: str, mapping: Mapping[str, str] | None = None) -> Plan:
    """The stages of another model; touchpoints go as the mapping of old to new stages says, else by name and place.

    ``own`` keeps the stages and makes them the team's.
    """
    record: Journey = the(plan, "journeys", journey)
    if model == OWN:
        return amend(plan, "journeys", journey, stage_model=OWN)
    stages = stages_of_model(model, plan.profile.language)
    if not stages:
        raise Refused(_("There is no such stage model."), "stage_model")
    plan = _restaged(plan, record, stages, mapped(record.stages, stages, mapping))
    return amend(plan, "journeys", journey, stage_model=model)


def _stage_at(journey: Journey, stage: str) -> int:
    for at, known in enumerate(journey.stages):
        if known.id == stage:
            return at
    raise Refused(_("This stage is not part of the journey."), "stage")


def _restaged(plan: Plan, journey: Journey, stages: tuple[Stage, ...], mapping: Mapping[str, str]) -> Plan:
    """The journey with other stages, its touchpoints and its scope moved to where the mapping says."""
    if len({stage.id for stage in stages}) < len(stages):
        raise Refused(_("A stage is in the journey twice."), "stages")
    scope = {f: mapping.get(getattr(journey, f), "") for f in ("scope_from", "scope_to")}
    plan = amend(plan, "journeys", journey.id, stages=stages, **scope)
    for state in STATES:
        table = touchpoints_table(state)
        moved = {p.id: {"stage": mapping.get(p.stage, "")} for p in of_journey(plan, table, journey.id)}
        plan = amend_each(plan, table, moved)
    return plan


# Channels


def add_channel(plan: Plan, kind: str, name: str = "") -> Plan:
    """A lane more on every journey map, under the catalogue's name where none is given."""
    with speaking(plan.profile.language):
        known = channel_kind(kind)
    return insert(plan, "channels", create(plan, "channels", kind=kind, name=name or (known.name if known else "")))


def edit_channel(plan: Plan, channel: str, **fields: Any) -> Plan:
    """The name or the kind of a channel changed."""
    return amend(plan, "channels", channel, **fields)


def move_channel(plan: Plan, channel: str, to_index: int) -> Plan:
    """A lane at another place of the map."""
    return move(plan, "channels", channel, to_index)


def remove_channel(plan: Plan, channel: str) -> Plan:
    """A lane gone; its touchpoints stay, without a channel."""
    return remove(plan, "channels", channel)


# Touchpoints


def add_touchpoint(
    plan: Plan, journey: str, state: State, name: str = "", stage: str = "", channel: str = "", **fields: Any
) -> Plan:
    """A touchpoint more in a state; it is two-way where its channel is so by nature."""
    fields = {"two_way": _two_way(plan, channel), **fields, "stage": stage, "channel": channel}
    _check_point(plan, journey, state, fields)
    table = touchpoints_table(state)
    return insert(plan, table, create(plan, table, **{**fields, "name": name, "journey": journey}))


def _two_way(plan: Plan, channel: str) -> bool:
    lane = find(plan, "channels", channel)
    kind = channel_kind(lane.kind) if lane else None
    return bool(kind and kind.two_way)


def edit_touchpoint(plan: Plan, state: State, touchpoint: str, **fields: Any) -> Plan:
    """Some fields of a touchpoint changed."""
    return edit_touchpoints(plan, state, (touchpoint,), **fields)


def edit_touchpoints(plan: Plan, state: State, touchpoints: Sequence[str], **fields: Any) -> Plan:
    """The same fields changed on several touchpoints."""
    table = touchpoints_table(state)
    for journey in {the(plan, table, point).journey for point in touchpoints}:
        _check_point(plan, journey, state, fields)
    return amend_each(plan, table, dict.fromkeys(touchpoints, fields))


def _check_point(plan: Plan, journey: str, state: State, fields: Mapping[str, Any]) -> None:
    record: Journey = the(plan, "journeys", journey)
    check_links(plan, touchpoints_table(state), fields)
    if fields.get("journey", journey) != journey:
        raise Refused(_("A touchpoint stays in its journey. Copy it instead."), "journey")
    stage = fields.get("stage")
    if stage:
        _stage_at(record, stage)


def place_touchpoints(plan: Plan, state: State, places: Mapping[str, tuple[str, str]]) -> Plan:
    """Touchpoints in other cells, each in its stage and channel; in a cell their ranks give the order."""
    table = touchpoints_table(state)
    fields: dict[str, dict[str, Any]] = {}
    for point, (stage, channel) in places.items():
        fields[point] = {"stage": stage, "channel": channel}
        _check_point(plan, the(plan, table, point).journey, state, fields[point])
    return amend_each(plan, table, fields)


def move_touchpoint(
    plan: Plan, state: State, touchpoint: str, stage: str, channel: str, to_index: int | None = None
) -> Plan:
    """A touchpoint in another cell, or at another place of its cell; without an index its rank decides."""
    plan = place_touchpoints(plan, state, {touchpoint: (stage, channel)})
    if to_index is None:
        return plan
    table = touchpoints_table(state)
    journey = the(plan, table, touchpoint).journey
    cell = [p.id for p in of_journey(plan, table, journey) if (p.stage, p.channel) == (stage, channel)]
    return move(plan, table, touchpoint, to_index, cell)


def remove_touchpoints(plan: Plan, state: State, touchpoints: Iterable[str]) -> Plan:
    """Touchpoints gone from a state, with the steps from and to them; the other state keeps them."""
    gone, table = tuple(touchpoints), touchpoints_table(state)
    if not gone:
        return plan
    journeys = {the(plan, table, point).journey for point in gone}
    plan = remove(plan, table, *gone)
    for journey in journeys:
        plan = _with_groups(plan, journey, the(plan, "journeys", journey).groups)
    return plan


def copy_touchpoints(
    plan: Plan, state: State, touchpoints: Sequence[str], places: Mapping[str, tuple[str, str]] | None = None
) -> Plan:
    """Copies of touchpoints with the steps between them, in the same cells or in those given by their ids.

    Copies of all that is in a group are a group too.
    """
    points, steps = touchpoints_table(state), transitions_table(state)
    fresh = {point: new_id() for point in touchpoints}
    copies: list[Touchpoint] = []
    for point in fresh:
        record: Touchpoint = the(plan, points, point)
        stage, channel = (places or {}).get(point, (record.stage, record.channel))
        _check_point(plan, record.journey, state, {"stage": stage, "channel": channel})
        copies.append(changed(record, id=fresh[point], stage=stage, channel=channel))
    links = [
        changed(t, id=new_id(), source=fresh[t.source], target=fresh[t.target])
        for t in plan.rows(steps)
        if t.source in fresh and t.target in fresh
    ]
    plan = append(append(plan, points, copies), steps, links)
    for journey in {copy.journey for copy in copies}:
        groups: tuple[Group, ...] = the(plan, "journeys", journey).groups
        whole = [
            _copied_group(group, fresh)
            for group in groups
            if group.touchpoints and fresh.keys() >= {*group.touchpoints}
        ]
        plan = _with_groups(plan, journey, (*groups, *whole)) if whole else plan
    return plan


def tidy(plan: Plan, journey: str, state: State) -> Plan:
    """The touchpoints of every cell in the order that makes the fewest edges cross."""
    the(plan, "journeys", journey)
    cells = tidied(graph(plan, journey, state), [channel.id for channel in plan.channels])
    return arrange(plan, state, tuple(cells.values()))


def arrange(plan: Plan, state: State, cells: Sequence[Sequence[str]]) -> Plan:
    """The touchpoints of some cells in the orders given; the places they have are dealt out anew among them."""
    table = touchpoints_table(state)
    after: dict[str, Touchpoint] = {}
    for points in cells:
        records: list[Touchpoint] = [the(plan, table, point) for point in points]
        ranks = sorted(record.rank for record in records)
        if len(set(ranks)) == len(ranks):
            pairs = zip(records, ranks, strict=True)
            after.update({r.id: changed(r, rank=rank) for r, rank in pairs if r.rank != rank})
    if not after:
        return plan
    return plan.with_rows(table, tuple(sorted((after.get(row.id, row) for row in plan.rows(table)), key=place)))


def set_trigger(
    plan: Plan, state: State, touchpoint: str, action: str | None, after_hours: float | None = None
) -> Plan:
    """What follows up a customer who stops at a touchpoint, and after how many hours; None takes it away."""
    trigger = None if action is None else part(Trigger, action=action, after_hours=after_hours)
    return amend(plan, touchpoints_table(state), touchpoint, trigger=trigger)


# Groups


def group_touchpoints(plan: Plan, journey: str, touchpoints: Sequence[str], name: str = "") -> Plan:
    """Touchpoints shown as one under a name; they leave the groups that they were in."""
    record: Journey = the(plan, "journeys", journey)
    chosen = tuple(dict.fromkeys(touchpoints))
    if not _points_of(plan, journey).issuperset(chosen):
        raise Refused(_("This refers to an item that is no longer in the plan."), "touchpoints")
    if len(chosen) < 2:
        raise Refused(_("Choose two touchpoints or more to group them."), "touchpoints")
    group = part(Group, id=new_id(), name=name, touchpoints=chosen)
    return _with_groups(plan, journey, (*kept(record.groups, without=chosen), group))


def rename_group(plan: Plan, journey: str, group: str, name: str) -> Plan:
    """A group under another name."""
    record: Journey = the(plan, "journeys", journey)
    found = _group(record, group)
    renamed = part(Group, id=group, name=name, touchpoints=found.touchpoints)
    return _with_groups(plan, journey, [renamed if known is found else known for known in record.groups])


def ungroup(plan: Plan, journey: str, group: str) -> Plan:
    """A group gone; its touchpoints stay, each on its own."""
    record: Journey = the(plan, "journeys", journey)
    found = _group(record, group)
    return _with_groups(plan, journey, [known for known in record.groups if known is not found])


def _group(journey: Journey, group: str) -> Group:
    for known in journey.groups:
        if known.id == group:
            return known
    raise Refused(_("This group is not part of the journey."), "group")


def _points_of(plan: Plan, journey: str) -> set[str]:
    """The touchpoints of both states of a journey."""
    return {point.id for state in STATES for point in of_journey(plan, touchpoints_table(state), journey)}


def _with_groups(plan: Plan, journey: str, groups: Iterable[Group]) -> Plan:
    """The journey with these groups, of what is in it still."""
    groups = tuple(groups)
    return amend(plan, "journeys", journey, groups=sound(groups, _points_of(plan, journey)) if groups else ())


# Steps and starts


def connect(
    plan: Plan,
    journey: str,
    state: State,
    source: str,
    target: str,
    kind: str = "forward",
    share: float | None = None,
) -> Plan:
    """A step more from one touchpoint to another, taken by a share of those who are there."""
    table = transitions_table(state)
    step = create(plan, table, journey=journey, source=source, target=target, kind=kind, share=share)
    assert isinstance(step, Transition)
    _check_step(plan, state, step)
    return insert(plan, table, step)


def edit_transition(plan: Plan, state: State, transition: str, **fields: Any) -> Plan:
    """The share, delay, kind or ends of a step changed."""
    table = transitions_table(state)
    plan = amend(plan, table, transition, **fields)
    if fields.keys() - {"delay_days"}:
        _check_step(plan, state, the(plan, table, transition))
    return plan


def remove_transition(plan: Plan, state: State, transition: str) -> Plan:
    """A step gone; both touchpoints stay."""
    return remove(plan, transitions_table(state), transition)


def _check_step(plan: Plan, state: State, step: Transition) -> None:
    """Raises Refused where a step, there already or not yet, cannot stand beside the others."""
    points: Mapping[str, Touchpoint] = by_id(plan, touchpoints_table(state))
    ends = (points.get(step.source), points.get(step.target))
    if any(end is None or end.journey != step.journey for end in ends):
        raise Refused(_("This refers to an item that is no longer in the plan."), "target")
    if step.source == step.target and step.kind == "forward":
        raise Refused(_("A step from a touchpoint to itself is a loop."), "kind")
    others = [t for t in plan.rows(transitions_table(state)) if t.source == step.source and t.id != step.id]
    if any((t.target, t.kind) == (step.target, step.kind) for t in others):
        raise Refused(_("These two touchpoints have a step of this kind already."), "target")
    back = step.kind == "re_engagement"
    total = sum(t.share or 0.0 for t in (*others, step) if (t.kind == "re_engagement") == back)
    if total > 1.0 + TOLERANCE:
        raise Refused(_too_much(points[step.source], total, back), "share")


def _too_much(point: Touchpoint, total: float, back: bool) -> str:
    name = point.name or _("Touchpoint without a name")
    sentence = (
        _("More customers would come back from {name} than leave there: {total}. At most 100\u00a0% can.")
        if back
        else _("More customers would go on from {name} than are there: {total}. At most 100\u00a0% can.")
    )
    return sentence.format(name=name, total=short_percent(total))


def set_entry(plan: Plan, journey: str, state: State, touchpoint: str, share: float | None) -> Plan:
    """The share of the segment that starts at a touchpoint; None takes the start away."""
    table = entries_table(state)
    point: Touchpoint = the(plan, touchpoints_table(state), touchpoint)
    the(plan, "journeys", journey)
    if point.journey != journey:
        raise Refused(_("This refers to an item that is no longer in the plan."), "touchpoint")
    entries: tuple[Entry, ...] = of_journey(plan, table, journey)
    mine = [e for e in entries if e.touchpoint == touchpoint]
    total = (share or 0.0) + sum(e.share for e in entries if e.touchpoint != touchpoint)
    if total > 1.0 + TOLERANCE:
        sentence = _("More customers would start than there are: {total}. At most 100\u00a0% can.")
        raise Refused(sentence.format(total=short_percent(total)), "share")
    doubles = [e.id for e in (mine if share is None else mine[1:])]
    plan = remove(plan, table, *doubles) if doubles else plan
    if share is None:
        return plan
    if mine:
        return amend(plan, table, mine[0].id, share=share)
    return insert(plan, table, create(plan, table, journey=journey, touchpoint=touchpoint, share=share))
