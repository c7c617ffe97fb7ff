"""The seven questions to ask of a journey, answered by figures (article 004)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from statistics import median

from planner.catalogue import metrics
from planner.journeys.breaks import Breaks, breaks
from planner.journeys.graph import Graph, graph
from planner.journeys.records import STATES, State, Touchpoint, touchpoints_table
from planner.memo import remembered
from planner.plan import Plan

SATISFACTION = "satisfaction"


@dataclass(frozen=True, slots=True)
class ChannelUse:
    """The touchpoints of a journey on a channel; "" stands for no channel."""

    channel: str
    touchpoints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StageCover:
    """What a stage has: its touchpoints, its channels, and its two-way touchpoints."""

    stage: str
    touchpoints: tuple[str, ...]
    channels: tuple[str, ...]
    two_way: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a touchpoint does against the median of its channel, by satisfaction or by a metric.

    ``lead`` is the distance from the median in parts of the scale or of the median; above 0 is better.
    """

    touchpoint: str
    measure: str
    value: float
    median: float
    lead: float


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers, in the order of the questions; touchpoints by id."""

    channels: tuple[ChannelUse, ...]
    stages: tuple[StageCover, ...]
    breaks: Breaks
    one_way: tuple[str, ...]
    two_way: tuple[str, ...]
    followed: tuple[str, ...]
    not_followed: tuple[str, ...]
    measured: tuple[str, ...]
    not_measured: tuple[str, ...]
    standings: tuple[Standing, ...]
    """The best first."""

    @property
    def uncovered(self) -> tuple[str, ...]:
        """The stages without a touchpoint."""
        return tuple(cover.stage for cover in self.stages if not cover.touchpoints)

    @property
    def best(self) -> Standing | None:
        """The touchpoint that does best against its channel, if one is above the median."""
        return next((s for s in self.standings[:1] if s.lead > 0), None)

    @property
    def worst(self) -> Standing | None:
        """The touchpoint that does worst against its channel, if one is below the median."""
        return next((s for s in self.standings[-1:] if s.lead < 0), None)


def answers(plan: Plan, journey: str, state: State = "current") -> Answers:
    """The seven questions answered for a journey in a state. Raises KeyError."""
    seen = graph(plan, journey, state)
    points = tuple(seen.points.values())
    lanes = [*(channel.id for channel in plan.channels), ""]
    return Answers(
        channels=tuple(ChannelUse(lane, _ids(p for p in points if p.channel == lane)) for lane in lanes),
        stages=covers(seen),
        breaks=breaks(seen),
        one_way=_ids(p for p in points if not p.two_way),
        two_way=_ids(p for p in points if p.two_way),
        followed=_ids(p for p in points if p.trigger is not None),
        not_followed=_ids(p for p in points if p.trigger is None),
        measured=_ids(p for p in points if p.measured),
        not_measured=_ids(p for p in points if not p.measured),
        standings=_standings(plan, seen),
    )


def _ids(points: Iterable[Touchpoint]) -> tuple[str, ...]:
    return tuple(point.id for point in points)


@lru_cache(maxsize=400)
def covers(graph: Graph) -> tuple[StageCover, ...]:
    """What each stage of a graph has, in order."""
    return tuple(
        StageCover(
            stage.id,
            _ids(graph.by_stage[stage.id]),
            tuple(dict.fromkeys(p.channel for p in graph.by_stage[stage.id] if p.channel)),
            _ids(p for p in graph.by_stage[stage.id] if p.two_way),
        )
        for stage in graph.stages
    )


def _standings(plan: Plan, graph: Graph) -> tuple[Standing, ...]:
    """Against all touchpoints of the channel in that state of the plan, where at least two have a value."""
    middles = _middles(plan)[graph.state]
    lower = {metric.name.casefold() for metric in metrics() if metric.better == "lower"}
    found: list[Standing] = []
    for point in graph.points.values():
        for measure, value in _measures(point):
            middle = middles.get((point.channel, measure))
            if middle is not None and point.channel:
                scale = 4.0 if measure == SATISFACTION else abs(middle) or 1.0
                lead = (value - middle) / scale * (-1.0 if measure in lower else 1.0)
                found.append(Standing(point.id, measure, value, middle, lead))
    return tuple(sorted(found, key=lambda standing: -standing.lead))


_MEASURED = ("channel", "satisfaction", "measured", "metric", "metric_value")


@remembered(current_touchpoints=_MEASURED, optimal_touchpoints=_MEASURED)
def _middles(plan: Plan) -> Mapping[State, Mapping[tuple[str, str], float]]:
    """The median of every measure of a channel that at least two touchpoints have, in each state."""
    found: dict[State, dict[tuple[str, str], float]] = {}
    for state in STATES:
        values: dict[tuple[str, str], list[float]] = {}
        for point in plan.rows(touchpoints_table(state)):
            for measure, value in _measures(point):
                values.setdefault((point.channel, measure), []).append(value)
        found[state] = {of: median(peers) for of, peers in values.items() if len(peers) > 1}
    return found


def _measures(point: Touchpoint) -> Iterable[tuple[str, float]]:
    if point.satisfaction is not None:
        yield SATISFACTION, float(point.satisfaction)
    if point.measured and point.metric and point.metric_value is not None:
        yield point.metric.casefold(), point.metric_value
