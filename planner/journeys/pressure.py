"""Pressure: how many contacts a customer gets in a month, against the limits that someone set."""

from collections.abc import Mapping
from dataclasses import dataclass

from planner.journeys.flow import Flow, flow
from planner.journeys.graph import graph
from planner.journeys.records import State
from planner.plan import Plan

DAYS_OF_MONTH = 365.25 / 12


@dataclass(frozen=True, slots=True)
class Pressure:
    """The contacts a month of a customer who comes to a touchpoint, its limit, and whether that is exceeded."""

    touchpoint: str
    channel: str
    contacts: float
    limit: float | None

    @property
    def over(self) -> bool:
        """Whether there are more contacts than the limit allows."""
        return self.limit is not None and self.contacts > self.limit + 1e-9


def months(flow: Flow) -> float:
    """How long the journey takes to its goal, in months; one at least, for contacts of a day count in a month too."""
    days = flow.days_to_goal if flow.days_to_goal is not None else flow.days
    return max((days or 0.0) / DAYS_OF_MONTH, 1.0)


def pressure(plan: Plan, journey: str, state: State = "current") -> tuple[Pressure, ...]:
    """The pressure of every touchpoint of a journey, for a customer who comes there at all. Raises KeyError."""
    seen, found = graph(plan, journey, state), flow(plan, journey, state)
    length = months(found)
    out: list[Pressure] = []
    for point in seen.points.values():
        figures = found.points[point.id]
        visits = figures.visits / figures.reach if figures.reach > 0.0 else 0.0
        brought = 1.0 if point.contacts is None else point.contacts
        out.append(Pressure(point.id, point.channel, visits * brought / length, point.contact_limit))
    return tuple(out)


def contacts_by_channel(plan: Plan, journey: str, state: State = "current") -> Mapping[str, float]:
    """The contacts a month that a customer who starts the journey gets on each channel, on average."""
    seen, found = graph(plan, journey, state), flow(plan, journey, state)
    length = months(found)
    total: dict[str, float] = {}
    for point in seen.points.values():
        brought = 1.0 if point.contacts is None else point.contacts
        total[point.channel] = total.get(point.channel, 0.0) + found.points[point.id].visits * brought / length
    return total
