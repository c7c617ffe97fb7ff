"""What a journey map shows: stages, lanes, touchpoints and edges with their words and marks, before anyone paints it.

The canvas, the report and the pictures all show this one value.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from exports.figures.journey_layout import LOOSE, Spot
from exports.figures.journey_routes import Link
from planner.catalogue import channel_kind
from planner.journeys.flow import Flow, flow
from planner.journeys.graph import Graph, graph
from planner.journeys.records import Channel, State, Touchpoint, Transition
from planner.language import _, short_number, short_percent
from planner.plan import Plan

View = Literal["current", "optimal", "difference"]
Mark = Literal["", "dead_end", "added", "changed", "removed", "same"]
Tone = Literal["", "worst", "added", "changed", "removed", "same"]

NODE_FIELDS = (
    "name",
    "stage",
    "channel",
    "two_way",
    "goal",
    "trigger",
    "measured",
    "metric",
    "satisfaction",
    "content",
)
"""What makes a touchpoint another one on the map of differences."""


@dataclass(frozen=True, slots=True)
class NodeLook:
    """A touchpoint as it is drawn."""

    id: str
    name: str
    stage: str
    lane: str
    two_way: bool
    measured: bool
    trigger: bool
    satisfaction: int | None
    goal: bool
    moment: bool
    mark: Mark = ""


@dataclass(frozen=True, slots=True)
class EdgeLook:
    """An edge as it is drawn: its label, whether it is dashed, and its tone."""

    id: str
    source: str
    target: str
    words: str
    dashed: bool
    tone: Tone = ""
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class StageLook:
    """A column's head: its name, the share of starters who get there now and, in the difference, then."""

    id: str
    name: str
    reach: float | None
    then: float | None = None
    loss: float | None = None
    in_scope: bool = True


@dataclass(frozen=True, slots=True)
class LaneLook:
    """A lane's head: its name, icon and colour role."""

    id: str
    name: str
    icon: str
    role: str


@dataclass(frozen=True)
class JourneyMap:
    """All that a map shows."""

    journey: str
    view: View
    stages: tuple[StageLook, ...]
    lanes: tuple[LaneLook, ...]
    nodes: Mapping[str, NodeLook]
    edges: Mapping[str, EdgeLook]

    def spots(self) -> list[Spot]:
        """The touchpoints to place, in order."""
        return [Spot(node.id, node.stage, node.lane) for node in self.nodes.values()]

    def links(self) -> list[Link]:
        """The edges to route."""
        return [Link(edge.id, edge.source, edge.target) for edge in self.edges.values()]


def lane_of(channel: Channel) -> LaneLook:
    """The head of a channel's lane."""
    kind = channel_kind(channel.kind)
    name = channel.name or (kind.name if kind else _("Channel without a name"))
    return LaneLook(channel.id, name, kind.icon if kind else "circle-dashed", channel_role(channel.kind))


def channel_role(kind: str) -> str:
    """The colour role of a channel: eight have their own, later ones are plain."""
    from exports.figures.palette import tokens

    return f"channel.{kind}" if kind in tokens()["categorical"]["channels"]["order"] else "text.tertiary"


def journey_map(plan: Plan, journey: str, view: View) -> JourneyMap:
    """The map of a journey in a state, or of what differs between its two states. Raises KeyError."""
    if view == "difference":
        return _difference(plan, journey)
    state: State = view
    seen, figures = graph(plan, journey, state), flow(plan, journey, state)
    leak = figures.biggest_leak.transition if figures.biggest_leak else ""
    nodes = {p.id: _node(p, "dead_end" if is_dead_end(seen, figures, p) else "") for p in seen.points.values()}
    edges = {s.id: _edge(s, figures, "worst" if s.id == leak else "") for s in seen.steps}
    return JourneyMap(journey, view, _stages(seen, figures), _lanes(plan, nodes.values()), nodes, edges)


def is_dead_end(seen: Graph, figures: Flow, point: Touchpoint) -> bool:
    """Whether nothing leads on from a touchpoint that is neither a goal nor in the last stage that has some."""
    if point.id in figures.goals or seen.out[point.id]:
        return False
    filled = [stage.id for stage in seen.stages if seen.by_stage[stage.id]]
    return bool(seen.into[point.id]) and (not filled or point.stage != filled[-1])


def _node(point: Touchpoint, mark: Mark) -> NodeLook:
    return NodeLook(
        point.id,
        point.name,
        point.stage,
        point.channel,
        point.two_way,
        point.measured,
        point.trigger is not None,
        point.satisfaction,
        point.goal,
        point.moment_that_matters,
        mark,
    )


def _edge(step: Transition, figures: Flow, tone: Tone, words: str = "") -> EdgeLook:
    estimated = step.share is None
    share = figures.steps[step.id].share if estimated and step.kind == "forward" else step.share
    label = words or ("" if share is None else edge_words(share, estimated))
    return EdgeLook(step.id, step.source, step.target, label, step.kind == "re_engagement", tone, estimated)


def edge_words(share: float, estimated: bool = False) -> str:
    """A share on an edge; an estimated one says so with its sign."""
    return ("≈ " if estimated else "") + short_percent(round(share, 3))


def _stages(seen: Graph, figures: Flow, then: Flow | None = None) -> tuple[StageLook, ...]:
    scope = {stage.id for stage in seen.scope}
    after = {s.stage: s.reach for s in then.stages} if then else {}
    by_id = {s.stage: s for s in figures.stages}
    return tuple(
        StageLook(
            stage.id,
            stage.name or _("Stage without a name"),
            by_id[stage.id].reach,
            after.get(stage.id),
            by_id[stage.id].loss,
            stage.id in scope,
        )
        for stage in seen.stages
    )


def _lanes(plan: Plan, nodes: Iterable[NodeLook]) -> tuple[LaneLook, ...]:
    known = {channel.id for channel in plan.channels}
    lanes = [lane_of(channel) for channel in plan.channels]
    if any(node.lane not in known for node in nodes):
        lanes.append(LaneLook(LOOSE, _("No channel"), "circle-dashed", "text.tertiary"))
    return tuple(lanes)


def _difference(plan: Plan, journey: str) -> JourneyMap:
    """Both states in one: what is only in the optimal one is added, what is only in the current one removed."""
    now, then = graph(plan, journey, "current"), graph(plan, journey, "optimal")
    now_flow, then_flow = flow(plan, journey, "current"), flow(plan, journey, "optimal")
    nodes = {p.id: _node(p, _mark_of(now.points.get(p.id), p)) for p in then.points.values()}
    nodes.update({p.id: _node(p, "removed") for p in now.points.values() if p.id not in nodes})
    before = _by_ends(now)
    edges: dict[str, EdgeLook] = {}
    for ends, step in _by_ends(then).items():
        edges[step.id] = _edge_of_both(before.get(ends), step, now_flow, then_flow)
    after = _by_ends(then)
    for ends, step in before.items():
        if ends not in after:
            edges[f"-{step.id}"] = _removed(step, now_flow)
    ordered = {p: nodes[p] for p in (*now.points, *then.points)}
    stages = _stages(then if then.points else now, now_flow, then_flow if then.points else None)
    return JourneyMap(journey, "difference", stages, _lanes(plan, nodes.values()), ordered, edges)


def _mark_of(before: Touchpoint | None, after: Touchpoint) -> Mark:
    if before is None:
        return "added"
    return "changed" if any(getattr(before, f) != getattr(after, f) for f in NODE_FIELDS) else "same"


def _by_ends(seen: Graph) -> dict[tuple[str, str, str], Transition]:
    return {(s.source, s.target, s.kind): s for s in seen.steps}


def _edge_of_both(before: Transition | None, after: Transition, now: Flow, then: Flow) -> EdgeLook:
    if before is None:
        return _edge(after, then, "added")
    was, will = now.steps[before.id].share, then.steps[after.id].share
    if before.kind == "re_engagement":
        was, will = before.share or 0.0, after.share or 0.0
    if abs(will - was) < 0.0005:
        return _edge(after, then, "same")
    return _edge(after, then, "changed", gained(will - was))


def gained(difference: float) -> str:
    """Points gained or lost on an edge: +17, −6."""
    from planner.language import signed

    tenths = round(difference * 100, 1)
    return signed(round(tenths)) if tenths == round(tenths) else ("+" if tenths > 0 else "") + short_number(tenths, 1)


def _removed(step: Transition, figures: Flow) -> EdgeLook:
    look = _edge(step, figures, "removed")
    return EdgeLook(f"-{look.id}", look.source, look.target, look.words, look.dashed, "removed")
