"""What a journey map shows: stages, lanes, touchpoints and edges with their words and marks, before anyone paints it.

The canvas, the report and the pictures all show this one value.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from exports.figures.journey_layout import LOOSE, Spot
from exports.figures.journey_routes import Link
from planner.catalogue import channel_kind
from planner.journeys.breaks import breaks
from planner.journeys.consent import Standing, standings
from planner.journeys.difference import StepDifference, difference
from planner.journeys.flow import Flow, StageFlow, flow, shares_of
from planner.journeys.graph import Graph, graph
from planner.journeys.groups import GroupFlow, group_flow, group_name, groups_among
from planner.journeys.records import STATES, Channel, State, Touchpoint, Transition
from planner.journeys.stages import purpose_of
from planner.language import _, number, short_percent, signed
from planner.plan import Plan

if TYPE_CHECKING:
    from exports.figures.journey_fold import FoldLook

View = Literal["current", "optimal", "difference"]
Flows = Mapping[State, Flow | None]
Mark = Literal["", "dead_end", "no_consent", "added", "changed", "removed", "same"]
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
    share: float | None = None


@dataclass(frozen=True, slots=True)
class StageLook:
    """A column's head: its name, the share of starters who get there now and, in the difference, then."""

    id: str
    name: str
    reach: float | None
    then: float | None = None
    loss: float | None = None
    in_scope: bool = True
    purpose: str = ""
    """What the stage is for, where it is one of the catalogue."""


@dataclass(frozen=True, slots=True)
class LaneLook:
    """A lane's head: its name, icon and colour role."""

    id: str
    name: str
    icon: str
    role: str
    preferred: bool = False
    refused: bool = False
    """Whether the segment prefers the channel, and whether nobody consented to messages on it."""
    consent: float | None = None


@dataclass(frozen=True, slots=True)
class GroupLook:
    """Touchpoints that can be shown as one: its name, what is in it, what passes through, where most leave it."""

    id: str
    name: str
    points: tuple[str, ...]
    flow: GroupFlow | None = None
    leak: str = ""


@dataclass(frozen=True)
class JourneyMap:
    """All that a map shows."""

    journey: str
    view: View
    stages: tuple[StageLook, ...]
    lanes: tuple[LaneLook, ...]
    nodes: Mapping[str, NodeLook]
    edges: Mapping[str, EdgeLook]
    groups: Mapping[str, GroupLook] = field(default_factory=dict)
    folds: Mapping[str, "FoldLook"] = field(default_factory=dict)
    """Stages and groups that are shown as one touchpoint."""
    order: tuple[str, ...] = ()
    """Touchpoints and folds from top to bottom of their cells, where there are folds."""

    def spots(self) -> list[Spot]:
        """The touchpoints to place, in order."""
        looks: dict[str, NodeLook | FoldLook] = {**self.nodes, **self.folds}
        return [Spot(key, looks[key].stage, looks[key].lane) for key in self.order or looks]

    def links(self) -> list[Link]:
        """The edges to route."""
        return [Link(edge.id, edge.source, edge.target) for edge in self.edges.values()]


def lane_of(channel: Channel, standing: Standing | None = None) -> LaneLook:
    """The head of a channel's lane."""
    kind = channel_kind(channel.kind)
    name = channel.name or (kind.name if kind else _("Channel without a name"))
    look = LaneLook(channel.id, name, kind.icon if kind else "circle-dashed", channel_role(channel.kind))
    if standing is None:
        return look
    return replace(look, preferred=standing.preferred, refused=standing.refused, consent=standing.consent)


def channel_role(kind: str) -> str:
    """The colour role of a channel: eight have their own, later ones are plain."""
    from exports.figures.palette import tokens

    return f"channel.{kind}" if kind in tokens()["categorical"]["channels"]["order"] else "text.tertiary"


def flows(plan: Plan, journey: str) -> Flows:
    """The flows of both states of a journey. Raises KeyError."""
    return {state: flow(plan, journey, state) for state in STATES}


def journey_map(plan: Plan, journey: str, view: View, known: Flows | None = None) -> JourneyMap:
    """The map of a journey in a state, or of what differs between its two states. Raises KeyError.

    ``known`` are flows to show instead of computing them: those from before an edit, or none yet.
    """
    if view == "difference":
        return _difference(plan, journey, flows(plan, journey) if known is None else known)
    state: State = view
    seen = graph(plan, journey, state)
    figures = flow(plan, journey, state) if known is None else known[state]
    leak = figures.biggest_leak.transition if figures is not None and figures.biggest_leak else ""
    ends, shares = breaks(seen).dead_ends, shares_of(seen)
    refused = {channel for channel, standing in standings(plan, journey).items() if standing.refused}
    nodes = {
        p.id: _node(p, "dead_end" if p.id in ends else "no_consent" if p.channel in refused else "")
        for p in seen.points.values()
    }
    edges = {s.id: _edge(s, shares, "worst" if s.id == leak else "") for s in seen.steps}
    groups = _groups(seen, figures, nodes)
    return JourneyMap(
        journey, view, _stages(seen, figures), _lanes(plan, journey, nodes.values()), nodes, edges, groups
    )


def _groups(seen: Graph, figures: Flow | None, nodes: Mapping[str, NodeLook]) -> Mapping[str, GroupLook]:
    """The groups of what is shown, with what passes through them where that is known."""
    looks: dict[str, GroupLook] = {}
    for group in groups_among(seen.journey, nodes).values():
        through = group_flow(seen, figures, group.touchpoints) if figures is not None else None
        leak = nodes[through.leak].name if through is not None and through.leak else ""
        looks[group.id] = GroupLook(group.id, group_name(group), group.touchpoints, through, leak)
    return looks


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


def _edge(step: Transition, shares: Mapping[str, float], tone: Tone, words: str = "") -> EdgeLook:
    estimated = step.share is None
    share = shares[step.id] if estimated and step.kind == "forward" else step.share
    label = words or ("" if share is None else edge_words(share, estimated))
    dashed = step.kind == "re_engagement"
    return EdgeLook(step.id, step.source, step.target, label, dashed, tone, estimated, None if words else share)


def label_words(edge: EdgeLook) -> tuple[str, ...]:
    """The words of an edge's label and shorter ones for where it has little room, the fullest first."""
    if edge.share is None or not edge.words:
        return (edge.words,) if edge.words else ()
    digits = 1 if 0 < edge.share < 0.005 else 0  # something is never said to be nothing
    share = round(edge.share, 2 + digits)
    short = [edge_words(share, edge.estimated), edge_words(share)]
    if edge.tone in ("", "worst"):
        short.append(number(share * 100, digits))  # among points gained a bare number would be taken for one of them
    return tuple(dict.fromkeys((edge.words, *short)))


def edge_words(share: float, estimated: bool = False) -> str:
    """A share on an edge; an estimated one says so with its sign."""
    return ("≈ " if estimated else "") + short_percent(round(share, 3))


def _stages(seen: Graph, figures: Flow | None, then: Flow | None = None) -> tuple[StageLook, ...]:
    scope = {stage.id for stage in seen.scope}
    after = {s.stage: s.reach for s in then.stages} if then else {}
    now = {s.stage: s for s in figures.stages} if figures else {}
    nothing = StageFlow("", None, None, 0.0)
    return tuple(
        StageLook(
            stage.id,
            stage.name or _("Stage without a name"),
            now.get(stage.id, nothing).reach,
            after.get(stage.id),
            now.get(stage.id, nothing).loss,
            stage.id in scope,
            purpose_of(seen.journey, stage.id),
        )
        for stage in seen.stages
    )


def _lanes(plan: Plan, journey: str, nodes: Iterable[NodeLook]) -> tuple[LaneLook, ...]:
    known = standings(plan, journey)
    lanes = [lane_of(channel, known[channel.id]) for channel in plan.channels]
    if any(node.lane not in known for node in nodes):
        lanes.append(LaneLook(LOOSE, _("No channel"), "circle-dashed", "text.tertiary"))
    return tuple(lanes)


def _difference(plan: Plan, journey: str, figures: Flows) -> JourneyMap:
    """Both states in one: what is only in the optimal one is added, what is only in the current one removed."""
    found = difference(plan, journey)
    now, then = shares_of(found.current), shares_of(found.optimal)
    nodes = {point: _node(what.record, what.status) for point, what in found.points.items()}
    edges = {step: _edge_of_both(what, now, then) for step, what in found.steps.items()}
    begun = bool(graph(plan, journey, "optimal").points)
    stages = _stages(found.optimal, figures["current"], figures["optimal"] if begun else None)
    groups = _groups(found.optimal, None, nodes)
    return JourneyMap(journey, "difference", stages, _lanes(plan, journey, nodes.values()), nodes, edges, groups)


def _edge_of_both(what: StepDifference, now: Mapping[str, float], then: Mapping[str, float]) -> EdgeLook:
    record = what.record
    shares = then if record.id in then else now
    if what.status != "changed":
        return _edge(record, shares, what.status)
    if abs(what.gained) < 0.0005:
        return _edge(record, shares, "same")
    return _edge(record, shares, "changed", gained(what.gained))


def gained(difference: float) -> str:
    """Points gained or lost on an edge: +17, −6, +2.5."""
    tenths = round(difference * 100, 1)
    return signed(tenths, 0 if tenths == round(tenths) else 1)
