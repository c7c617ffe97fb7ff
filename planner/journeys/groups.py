"""Groups: touchpoints of a journey that a team shows as one, and what passes through them together."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from planner.journeys.flow import Flow
from planner.journeys.graph import Graph
from planner.journeys.records import Group, Journey
from planner.language import _
from planner.record import changed

FEWEST = 2
"""So many touchpoints make a group."""


@dataclass(frozen=True, slots=True)
class GroupFlow:
    """What passes through some touchpoints together, in visits per customer who starts the journey.

    ``comes`` starts in them or comes from outside, ``goes`` goes on to others, ``left`` leaves the journey in them;
    ``leak`` is the touchpoint where most are lost before a goal, and ``lost`` the share who are.
    """

    comes: float
    goes: float
    left: float
    leak: str
    lost: float


def kept(groups: Iterable[Group], without: Collection[str]) -> tuple[Group, ...]:
    """Groups without some touchpoints; those that would hold fewer than two are gone."""
    gone = set(without)
    out: list[Group] = []
    for group in groups:
        rest = tuple(point for point in group.touchpoints if point not in gone)
        if len(rest) >= FEWEST:
            out.append(group if rest == group.touchpoints else changed(group, touchpoints=rest))
    return tuple(out)


def sound(groups: Iterable[Group], known: Collection[str]) -> tuple[Group, ...]:
    """Groups of known touchpoints only, each in the first group that names it and there once."""
    free, ids = set(known), set()
    out: list[Group] = []
    for group in groups:
        inside = tuple(dict.fromkeys(point for point in group.touchpoints if point in free))
        if len(inside) >= FEWEST and group.id not in ids:
            free.difference_update(inside)
            ids.add(group.id)
            out.append(group if inside == group.touchpoints else changed(group, touchpoints=inside))
    return tuple(out)


def groups_among(journey: Journey, points: Collection[str]) -> Mapping[str, Group]:
    """The groups of a journey, by id, of which two touchpoints or more are among some; they hold only those."""
    return {group.id: group for group in sound(journey.groups, points)}


def group_of(journey: Journey, point: str) -> Group | None:
    """The group that a touchpoint is in."""
    return next((group for group in journey.groups if point in group.touchpoints), None)


def group_name(group: Group) -> str:
    """A group's name, or words for one without."""
    return group.name or _("Group without a name")


def group_flow(seen: Graph, figures: Flow, points: Collection[str]) -> GroupFlow:
    """What passes through some touchpoints of a graph together."""
    inside = [point for point in points if point in figures.points]
    known = set(inside)
    comes = sum(figures.starts.get(point, 0.0) for point in inside)
    goes = 0.0
    for step in seen.steps:
        if (step.source in known) != (step.target in known):
            taken = figures.steps[step.id].taken if step.id in figures.steps else 0.0
            if step.target in known:
                comes += taken
            else:
                goes += taken
    worst = max(inside, key=lambda point: figures.points[point].leak, default="")
    lost = figures.points[worst].leak if worst else 0.0
    left = sum(figures.points[point].left for point in inside)
    return GroupFlow(comes, goes, left, worst if lost > 0.0 else "", lost)
