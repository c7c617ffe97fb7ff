"""Figures of large journeys come late: they are computed elsewhere, and an answer that nobody waits for is dropped."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from exports.figures.journey_map import Flows
from planner.journeys.difference import Difference, difference
from planner.journeys.flow import flow, flow_of
from planner.journeys.graph import Graph, graph
from planner.journeys.records import STATES
from planner.journeys.worth import worths_of
from planner.plan import Plan, find
from planner.segments.value import total_expected
from ui.jobs import Job, Progress

PAUSE = 30
"""Milliseconds until a figure is computed: the window is painted first."""
MANY = 60
"""Up to so many touchpoints figures are there at once."""


class Late(QObject):
    """Computes something once for its values. Signal: ``came()`` when what was asked for last is known."""

    came = Signal()

    def __init__(self, compute: Callable[..., object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._compute = compute
        self._known: tuple[Any, ...] | None = None
        self._wanted: tuple[Any, ...] = ()
        self._asked: tuple[Any, ...] = ()
        self._job: Job | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._start)

    def has(self, *of: Any) -> bool:
        """Whether the answer is known; where not, it is asked for. What it is, its own memory tells."""
        self._wanted = of
        if of == self._known:
            return True
        if self._job is None and not self._pause.isActive():
            self._pause.start()
        return False

    def _start(self) -> None:
        self._asked = self._wanted
        self._job = Job(self._compute, *self._asked)
        self._job.done.connect(self._on_end)
        self._job.failed.connect(self._on_end)
        self._job.start()

    def _on_end(self, _answer: object) -> None:
        self._job, self._known = None, self._asked
        if self._wanted == self._asked:
            self.came.emit()
        else:
            self._start()


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
