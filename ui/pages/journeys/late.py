"""Figures of large journeys come late: they are computed beside the window."""

from PySide6.QtCore import QObject

from exports.figures.journey_map import Flows
from planner.journeys.difference import Difference, difference
from planner.journeys.flow import flow, flow_of
from planner.journeys.graph import Graph, graph
from planner.journeys.records import STATES
from planner.journeys.worth import worths_of
from planner.plan import Plan, find
from planner.segments.value import total_expected
from ui.jobs import Progress
from ui.late import Late

MANY = 60
"""Up to so many touchpoints figures are there at once."""


def is_large(plan: Plan, journey: str) -> bool:
    """Whether the figures of a journey take too long to wait for them."""
    return max(len(graph(plan, journey, state).points) for state in STATES) > MANY


class LateFlows(Late):
    """The flows of a journey's two states."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_flows, parent)
        self._last: tuple[str, Flows] = ("", {})

    def ready(self, plan: Plan, journey: str) -> bool:
        """Whether the flows are at hand."""
        return not is_large(plan, journey) or self.has(*_states(plan, journey))

    def latest(self, plan: Plan, journey: str) -> Flows:
        """The flows, or those from before while they are being computed: the journey's last ones, or none."""
        if self.ready(plan, journey):
            self._last = journey, {state: flow(plan, journey, state) for state in STATES}
        elif self._last[0] != journey:
            self._last = journey, dict.fromkeys(STATES)
        return self._last[1]


class LateWorths(Late):
    """What the gaps of a journey are worth."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_worths, parent)

    def ready(self, plan: Plan, journey: str) -> bool:
        """Whether the worths are at hand."""
        return not is_large(plan, journey) or self.has(difference(plan, journey), *_states(plan, journey))


def _states(plan: Plan, journey: str) -> tuple[Graph, Graph, float | None]:
    current, optimal = (graph(plan, journey, state) for state in STATES)
    segment = find(plan, "segments", current.journey.segment)
    return current, optimal, total_expected(segment) if segment is not None else None


def _flows(current: Graph, optimal: Graph, value: float | None, _progress: Progress) -> None:
    for seen in (current, optimal):
        flow_of(seen, value)


def _worths(found: Difference, current: Graph, optimal: Graph, value: float | None, _progress: Progress) -> None:
    worths_of(found, flow_of(current, value), flow_of(optimal, value))
