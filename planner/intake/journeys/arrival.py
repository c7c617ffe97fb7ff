"""Draft to plan: a graph from outside becomes the current or optimal journey of a segment, as one edit."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from planner.catalogue import channel_kind
from planner.edit import Refused, amend, append, refusal, remove
from planner.intake.cleaning import fitted, one_line
from planner.intake.errors import UnreadableError
from planner.intake.journeys.draft import Draft, DraftPoint
from planner.intake.journeys.place import journey_of, segment_id, with_journey
from planner.intake.journeys.places import KIND, NEW, Place, guess_places, has_other_state, stages_for
from planner.intake.mermaid.graph import LONGEST_NAME, MAX_STAGES
from planner.intake.mermaid.notes import replace_note
from planner.intake.names import folded
from planner.journeys.edits import add_channel, edit_journey
from planner.journeys.graph import of_journey
from planner.journeys.groups import kept as kept_groups
from planner.journeys.records import (
    STATES,
    Entry,
    Group,
    Journey,
    Stage,
    State,
    Touchpoint,
    Transition,
    entries_table,
    touchpoints_table,
    transitions_table,
)
from planner.journeys.stages import OWN
from planner.language import _, speaking
from planner.plan import Plan, find
from planner.record import changed, new_id


@dataclass(frozen=True, slots=True)
class GraphImport:
    """What an import would do: the draft, where its points go, and sentences to show before it is done."""

    draft: Draft
    places: Mapping[str, Place]
    segment: str
    state: State
    model: str
    makes_segment: bool
    replaced: int
    notes: tuple[str, ...]
    stages: tuple[str, ...] = ()
    """The names of the stages that the journey will have."""
    chooses_model: bool = False
    """Whether the stages are those of a model that someone may choose."""

    @property
    def label(self) -> str:
        """The words for Undo."""
        return _("Import journey “{name}”").format(name=one_line(self.draft.name or self.draft.source, 60))


def read_graph(
    draft: Draft,
    plan: Plan,
    segment: str,
    state: State = "current",
    places: Mapping[str, Place] | None = None,
    model: str = "",
) -> GraphImport:
    """What importing a draft into a segment (its id, or a name, new or not) would do; raises UnreadableError.

    ``places`` are those that a person confirmed, all others are guessed; ``model`` names the stages of a journey that
    has none yet, where the file names none either.
    """
    if not draft.points:
        raise UnreadableError(_("{file} holds no touchpoint: there is nothing to import.").format(file=draft.source))
    if len(draft.stages) > MAX_STAGES:
        reason = _("{file} has {count} stages. A journey holds at most {limit}.")
        raise UnreadableError(reason.format(file=draft.source, count=len(draft.stages), limit=MAX_STAGES))
    known = segment_id(plan, segment)
    name = find(plan, "segments", known).name if known else fitted(segment, LONGEST_NAME)
    journey = journey_of(plan, known, draft.name) if known else None
    stages = stages_for(plan, journey, state, draft, model)
    replaced = len(of_journey(plan, touchpoints_table(state), journey.id)) if journey else 0
    notes = [*draft.notes]
    if not known:
        notes.append(_("The segment “{name}” is added.").format(name=name))
    if replaced:
        notes.append(replace_note(name, state, replaced))
    guessed = guess_places(plan, draft, stages, journey, state)
    where = {**guessed, **{key: place for key, place in (places or {}).items() if key in guessed}}
    names = tuple(stage.name for stage in stages if stage.name)
    free = not draft.stages and (journey is None or not journey.stages)
    return GraphImport(draft, where, known or name, state, model, not known, replaced, tuple(notes), names, free)


def apply_graph(plan: Plan, imported: GraphImport) -> Plan:
    """The plan with the journey in it; a graph of that state that is there already is replaced.

    A touchpoint of the same id or name keeps its identity, and whatever the file does not say of it.
    """
    try:
        return _applied(plan, imported)
    except ValidationError as error:
        raise refusal(error) from error


def _applied(plan: Plan, imported: GraphImport) -> Plan:
    draft, state = imported.draft, imported.state
    plan, journey = with_journey(plan, imported.segment, draft.name)
    plan, lanes = _with_channels(plan, imported.places)
    stages = stages_for(plan, journey, state, draft, imported.model)
    keep = has_other_state(plan, journey, state)
    plan = amend(plan, "journeys", journey.id, **_journey_fields(journey, imported, stages, keep))
    points = _touchpoints(plan, journey.id, imported, stages, lanes)
    return _with_graph(plan, journey.id, imported, points, stages)


def _with_channels(plan: Plan, places: Mapping[str, Place]) -> tuple[Plan, dict[str, str]]:
    """The plan with the channels that places name and it lacks, and the id of each by what the places call it."""
    lanes = {channel.id: channel.id for channel in plan.channels}
    for place in places.values():
        if place.channel in lanes or not place.channel:
            continue
        if place.channel.startswith(KIND):
            plan = add_channel(plan, place.channel.removeprefix(KIND))
        elif place.channel.startswith(NEW):
            plan = add_channel(plan, "", place.channel.removeprefix(NEW))
        else:
            raise Refused(_("This refers to an item that is no longer in the plan."), "channel")
        lanes[place.channel] = plan.channels[-1].id
    return plan, lanes


def _journey_fields(journey: Journey, imported: GraphImport, stages: tuple[Stage, ...], keep: bool) -> dict[str, Any]:
    draft = imported.draft
    ids = {stage.id for stage in stages}
    fields: dict[str, Any] = {
        "stages": stages,
        "source": fitted(draft.measured or draft.source, LONGEST_NAME),
        "markup": draft.markup,
        "scope_from": journey.scope_from if journey.scope_from in ids else "",
        "scope_to": journey.scope_to if journey.scope_to in ids else "",
    }
    if stages != journey.stages:
        fields["stage_model"] = OWN if draft.stages else imported.model or journey.stage_model
    if draft.name and not (keep and journey.name):
        fields["name"] = fitted(draft.name, LONGEST_NAME)
    return fields


def _touchpoints(
    plan: Plan, journey: str, imported: GraphImport, stages: tuple[Stage, ...], lanes: Mapping[str, str]
) -> dict[str, Touchpoint]:
    """The touchpoint of every point by its key; those of the same id, else of the same name, keep their identity."""
    state = imported.state
    other = STATES[1 - STATES.index(state)]
    mine: tuple[Touchpoint, ...] = of_journey(plan, touchpoints_table(state), journey)
    twins: tuple[Touchpoint, ...] = of_journey(plan, touchpoints_table(other), journey)
    there = {point.id: point for point in (*twins, *mine)}
    keys = {point.key for point in imported.draft.points}
    by_name = [_by_name(rows, keys) for rows in (mine, twins)]
    taken: set[str] = set(there) & keys
    ids = _stage_ids(stages)
    points: dict[str, Touchpoint] = {}
    for point in imported.draft.points:
        place = imported.places[point.key]
        base = there.get(point.key)
        if base is None:
            names = (rows[folded(place.name)] for rows in by_name)
            base = next((b for rows in names if (b := _first_free(rows, taken)) is not None), None)
        if base is None:
            lane = find(plan, "channels", lanes.get(place.channel, ""))
            kind = channel_kind(lane.kind) if lane is not None else None
            base = Touchpoint(id=new_id(), rank="V001", journey=journey, two_way=bool(kind and kind.two_way))
        taken.add(base.id)
        points[point.key] = _touchpoint(plan, base, point, place, lanes, ids)
    return points


def _by_name(rows: Iterable[Touchpoint], keys: set[str]) -> defaultdict[str, list[Touchpoint]]:
    found: defaultdict[str, list[Touchpoint]] = defaultdict(list)
    for row in rows:
        if row.id not in keys:
            found[folded(row.name)].append(row)
    return found


def _first_free(rows: list[Touchpoint], taken: set[str]) -> Touchpoint | None:
    while rows:
        row = rows.pop(0)
        if row.id not in taken:
            return row
    return None


def _stage_ids(stages: tuple[Stage, ...]) -> dict[str, str]:
    """The id of the first stage of each name."""
    return {folded(stage.name): stage.id for stage in reversed(stages)}


def _touchpoint(
    plan: Plan,
    base: Touchpoint,
    point: DraftPoint,
    place: Place,
    lanes: Mapping[str, str],
    stages: Mapping[str, str],
) -> Touchpoint:
    fields: dict[str, Any] = dict(point.fields)
    if point.customers is not None:
        with speaking(plan.profile.language):
            fields |= {"measured": True, "metric": _("Visitors"), "metric_value": float(point.customers)}
    fields |= {
        "name": place.name,
        "channel": lanes.get(place.channel, ""),
        "stage": stages.get(folded(place.stage), "") if place.stage else "",
        "goal": place.goal,
        "markup": point.markup,
    }
    return changed(base, **fields)


def _with_graph(
    plan: Plan, journey: str, imported: GraphImport, points: Mapping[str, Touchpoint], stages: tuple[Stage, ...]
) -> Plan:
    """The plan with these touchpoints and the draft's steps and starts between them, in the place of what was there."""
    table, steps, starts = (t(imported.state) for t in (touchpoints_table, transitions_table, entries_table))
    kept = {point.id for point in points.values()}
    gone = [row.id for row in of_journey(plan, table, journey) if row.id not in kept]
    plan = remove(plan, table, *gone) if gone else plan
    plan = append(plan, table, points.values())
    plan = _with_groups(plan, journey, imported.draft, points)
    there = {(t.source, t.target, t.kind): t for t in of_journey(plan, steps, journey)}
    place = {stage.id: at for at, stage in enumerate(stages)}
    fresh: list[Transition] = []
    for step in imported.draft.steps:
        source, target = points[step.source], points[step.target]
        back = source.id == target.id or place.get(target.stage, 99) < place.get(source.stage, -1)
        kind = step.kind or ("loop" if back else "forward")
        base = there.get((source.id, target.id, kind)) or Transition(
            id=new_id(), rank="V001", journey=journey, source=source.id, target=target.id, kind=kind
        )
        fresh.append(changed(base, share=step.share, delay_days=step.delay_days, markup=step.markup))
    ids = {step.id for step in fresh}
    stale = [row.id for row in of_journey(plan, steps, journey) if row.id not in ids]
    plan = append(remove(plan, steps, *stale) if stale else plan, steps, fresh)
    return _with_starts(plan, starts, journey, {points[key].id: share for key, share in imported.draft.starts.items()})


def _with_groups(plan: Plan, journey: str, draft: Draft, points: Mapping[str, Touchpoint]) -> Plan:
    """The plan with the groups that the file names; others keep what is theirs still."""
    record: Journey = find(plan, "journeys", journey)
    known = {folded(group.name): group.id for group in record.groups}
    fresh = [
        Group(
            id=known.get(folded(group.name)) or new_id(),
            name=fitted(group.name, LONGEST_NAME),
            touchpoints=tuple(points[key].id for key in group.points),
        )
        for group in draft.groups
    ]
    taken = [point for group in fresh for point in group.touchpoints]
    return edit_journey(plan, journey, groups=(*fresh, *kept_groups(record.groups, without=taken)))


def _with_starts(plan: Plan, table: str, journey: str, shares: Mapping[str, float]) -> Plan:
    """The plan with these starts; where the file says none, those that are there stay."""
    there = {entry.touchpoint: entry for entry in of_journey(plan, table, journey)}
    if not shares:
        return plan
    stale = [entry.id for entry in of_journey(plan, table, journey) if entry is not there.get(entry.touchpoint)]
    stale += [entry.id for point, entry in there.items() if point not in shares]
    plan = remove(plan, table, *stale) if stale else plan
    fresh = [
        changed(there[point], share=share)
        if point in there
        else Entry(id=new_id(), rank="V001", journey=journey, touchpoint=point, share=share)
        for point, share in shares.items()
    ]
    return append(plan, table, fresh)
