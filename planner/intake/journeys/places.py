"""Places: where the points of a draft go in a plan, guessed from their names for a person to confirm."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from planner.catalogue import channel_kind, channel_kinds
from planner.intake.cleaning import fitted
from planner.intake.journeys.draft import CONVERTED, OTHER, Draft, DraftPoint
from planner.intake.journeys.words import best_match, phrases, says_goal, spoken
from planner.intake.mermaid.graph import LONGEST_NAME, stages_of
from planner.intake.names import folded
from planner.journeys.graph import of_journey
from planner.journeys.records import STATES, Journey, Stage, State, Touchpoint, touchpoints_table
from planner.journeys.stages import stages_of_model
from planner.language import LANGUAGES, _, speaking
from planner.plan import Plan

KIND, NEW = "kind:", "new:"
"""How a place names a channel that the plan does not have yet: one of the catalogue, or one of the file's own."""


@dataclass(frozen=True, slots=True)
class Place:
    """The touchpoint that a point becomes: its name, its channel (an id, ``kind:KEY``, ``new:NAME`` or none), the name
    of its stage, and whether it is a goal."""

    name: str
    channel: str = ""
    stage: str = ""
    goal: bool = False


def stages_for(plan: Plan, journey: Journey | None, state: State, draft: Draft, model: str = "") -> tuple[Stage, ...]:
    """The stages that the journey has after the import.

    Those the file names, else those it has, else those of a model. What the other state rests on stays.
    """
    if draft.stages:
        keep = journey is not None and has_other_state(plan, journey, state)
        return stages_of(journey or Journey(id="new", rank="V001"), draft.stages, keep)[0]
    if journey is not None and journey.stages:
        return journey.stages
    return stages_of_model(model or model_for(draft), plan.profile.language)


def model_for(draft: Draft) -> str:
    """The stage model that suits a draft without stages: paths end with a purchase, other graphs may go on."""
    return "buyer" if draft.kind == "paths" else "buyer_use"


def has_other_state(plan: Plan, journey: Journey, state: State) -> bool:
    """Whether the journey's other state has touchpoints."""
    other = STATES[1 - STATES.index(state)]
    return bool(of_journey(plan, touchpoints_table(other), journey.id))


def guess_places(
    plan: Plan, draft: Draft, stages: Sequence[Stage], journey: Journey | None = None, state: State = "current"
) -> dict[str, Place]:
    """Where every point of a draft seems to belong, by its key.

    A touchpoint of that name keeps its place; else the file's own words decide, then what the name speaks of, then
    how far along the way it is.
    """
    known = _touchpoints(plan, journey, state)
    names = {stage.id: stage.name for stage in stages}
    channels, by_words = channel_words(plan), stage_words(stages)
    goal = "" if any(point.goal for point in draft.points) else _goal(draft)
    if any(point.channel for point in draft.points):
        by_name: Mapping[str, tuple[str, ...]] = {}  # the file says which, so who has none has none
    else:
        by_name = channels
    places: dict[str, Place] = {}
    for point in draft.points:
        name = name_in_plan(plan, point)
        there = known.get(folded(name))
        channel = _channel(point, channels, by_name) or (there.channel if there is not None else "")
        stage = point.stage if point.stage else names.get(there.stage, "") if there is not None else ""
        if there is not None and there.channel and not point.channel:
            channel = there.channel
        if not stage and stages and not draft.stages:
            stage = _stage(point, stages, by_words)
        places[point.key] = Place(name, channel, stage, point.goal or point.key == goal)
    return places


def name_in_plan(plan: Plan, point: DraftPoint) -> str:
    """What to call the touchpoint of a point, in the plan's language where the file does not name it."""
    with speaking(plan.profile.language):
        own = {CONVERTED: _("Conversion"), OTHER: _("Other")}.get(point.key, "")
    return own or fitted(point.name, LONGEST_NAME)


def _touchpoints(plan: Plan, journey: Journey | None, state: State) -> Mapping[str, Touchpoint]:
    if journey is None:
        return {}
    order = (STATES[1 - STATES.index(state)], state)
    rows: Iterable[Touchpoint] = (p for s in order for p in of_journey(plan, touchpoints_table(s), journey.id))
    return {folded(point.name): point for point in rows}


def channel_words(plan: Plan) -> dict[str, tuple[str, ...]]:
    """What every channel is called: those of the plan by their id, then those of the catalogue that it lacks."""
    said = phrases("channels")
    words = {c.id: (spoken(c.name), *said.get(c.kind, ())) for c in plan.channels}
    used = {channel.kind for channel in plan.channels}
    for kind in channel_kinds():
        if kind.key not in used:
            words[KIND + kind.key] = (*_names(kind.key), *said.get(kind.key, ()))
    return {key: tuple(word for word in found if word) for key, found in words.items()}


def _names(kind: str) -> list[str]:
    names = []
    for tongue in LANGUAGES:
        with speaking(tongue):
            found = channel_kind(kind)
        names.append(spoken(found.name) if found else "")
    return names


def _channel(point: DraftPoint, channels: Mapping[str, tuple[str, ...]], by_name: Mapping[str, tuple[str, ...]]) -> str:
    """The channel that the file names, else the one that the name of the touchpoint speaks of."""
    if point.key in (CONVERTED, OTHER):
        return ""
    if not point.channel:
        return best_match(point.name, by_name)
    said = spoken(point.channel)
    exact = next((key for key, words in channels.items() if said in words[: len(LANGUAGES)]), "")
    return exact or NEW + fitted(point.channel, LONGEST_NAME)


def stage_words(stages: Sequence[Stage]) -> dict[str, tuple[str, ...]]:
    """What every stage is called, by its name: its own words, and those of the catalogue's stage of that id."""
    said = phrases("stages")
    return {stage.name: (spoken(stage.name), *said.get(stage.id, ())) for stage in stages if spoken(stage.name)}


def _stage(point: DraftPoint, stages: Sequence[Stage], words: Mapping[str, tuple[str, ...]]) -> str:
    if point.key == CONVERTED:
        decision = next((stage.name for stage in stages if stage.id == "decision"), "")
        return decision or stages[-1].name
    found = best_match(point.name, words) if point.key != OTHER else ""
    return found or stages[min(int(point.place * len(stages)), len(stages) - 1)].name


def _goal(draft: Draft) -> str:
    """The point that a measured journey seems to be for: the one farthest along whose name speaks of a purchase."""
    if draft.kind != "events":
        return ""
    named = [point for point in draft.points if says_goal(point.name)]
    return max(named, key=lambda point: point.place).key if named else ""
