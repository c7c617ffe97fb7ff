"""The matrices that look across: which goals have a journey and actions, and which channels each segment meets."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import Literal

from planner.actions.chosen import chosen_actions
from planner.journeys.graph import of_journey
from planner.journeys.records import STATES, touchpoints_table
from planner.memo import remembered
from planner.objectives.metrics import serves
from planner.plan import Plan

Coverage = Literal["both", "journey", "actions", "gap", "not_targeted"]
Use = Literal["used", "preferred", "other", "none"]


@dataclass(frozen=True, slots=True)
class GoalCell:
    """An objective for a segment: its journeys that have touchpoints, and the actions for both.

    ``coverage`` is both, one of the two, a gap where there is neither, or that the objective is not for the segment.
    """

    objective: str
    segment: str
    coverage: Coverage
    journeys: tuple[str, ...]
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChannelCell:
    """A channel for a segment: how many touchpoints its journeys have there now and then, and what is preferred.

    ``use`` is used where it is met and preferred, preferred where it is preferred only, other where it is met
    without being preferred, and none.
    """

    segment: str
    channel: str
    use: Use
    current: int
    optimal: int
    preferred: bool
    consent: float | None


GoalMatrix = Mapping[tuple[str, str], GoalCell]
ChannelMatrix = Mapping[tuple[str, str], ChannelCell]


@remembered(
    objectives=("segments",),
    segments=(),
    actions=("objectives", "segments", "status", "pin"),
    journeys=("segment",),
    current_touchpoints=("journey",),
    optimal_touchpoints=("journey",),
)
def goal_matrix(plan: Plan) -> GoalMatrix:
    """Every objective and segment, by their ids, in the order of the plan."""
    journeys, actions = _journeys_with_points(plan), _actions_by_goal(plan)
    cells: dict[tuple[str, str], GoalCell] = {}
    for objective in plan.objectives:
        for segment in plan.segments:
            key = (objective.id, segment.id)
            found, way = tuple(actions.get(key, ())), journeys.get(segment.id, ())
            coverage = _coverage(bool(way), bool(found)) if serves(objective, segment.id) else "not_targeted"
            cells[key] = GoalCell(*key, coverage, way, found)
    return cells


def _actions_by_goal(plan: Plan) -> dict[tuple[str, str], list[str]]:
    actions: dict[tuple[str, str], list[str]] = {}
    for action in chosen_actions(plan):
        for key in product(action.objectives, action.segments):
            actions.setdefault(key, []).append(action.id)
    return actions


def _coverage(journey: bool, actions: bool) -> Coverage:
    if journey:
        return "both" if actions else "journey"
    return "actions" if actions else "gap"


def _journeys_with_points(plan: Plan) -> dict[str, tuple[str, ...]]:
    """The journeys of each segment that have a touchpoint in one of their states."""
    used = {point.journey for state in STATES for point in plan.rows(touchpoints_table(state))}
    found: dict[str, tuple[str, ...]] = {}
    for journey in plan.journeys:
        if journey.id in used:
            found[journey.segment] = (*found.get(journey.segment, ()), journey.id)
    return found


def goal_gaps(plan: Plan) -> list[GoalCell]:
    """The goals of segments that have neither a journey nor an action."""
    return [cell for cell in goal_matrix(plan).values() if cell.coverage == "gap"]


@remembered(
    segments=("channels",),
    channels=(),
    journeys=("segment",),
    current_touchpoints=("journey", "channel"),
    optimal_touchpoints=("journey", "channel"),
)
def channel_matrix(plan: Plan) -> ChannelMatrix:
    """Every segment and channel, by their ids, in the order of the plan."""
    journeys: dict[str, list[str]] = {}
    for journey in plan.journeys:
        journeys.setdefault(journey.segment, []).append(journey.id)
    cells = {}
    for segment in plan.segments:
        met = {state: _met(plan, touchpoints_table(state), journeys.get(segment.id, [])) for state in STATES}
        said = {preference.channel: preference for preference in segment.channels}
        for channel in plan.channels:
            now, then = met["current"].get(channel.id, 0), met["optimal"].get(channel.id, 0)
            preference = said.get(channel.id)
            preferred = preference is not None and preference.preferred
            consent = preference.consent if preference else None
            use = _use(now + then > 0, preferred)
            cells[segment.id, channel.id] = ChannelCell(segment.id, channel.id, use, now, then, preferred, consent)
    return cells


def _use(met: bool, preferred: bool) -> Use:
    if met:
        return "used" if preferred else "other"
    return "preferred" if preferred else "none"


def _met(plan: Plan, table: str, journeys: list[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for journey in journeys:
        for point in of_journey(plan, table, journey):
            counts[point.channel] = counts.get(point.channel, 0) + 1
    return counts
