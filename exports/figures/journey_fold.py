"""Folding: the touchpoints of a stage shown as one, which takes over their edges. A map goes in, a map comes out."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from exports.figures.journey_map import EdgeLook, JourneyMap, edge_words

FOLD = "fold/"
"""What the ids of folded stages, and of edges that stand for several, begin with."""


@dataclass(frozen=True, slots=True)
class FoldLook:
    """A folded stage as it is drawn: where it stands and how many touchpoints are in it."""

    id: str
    stage: str
    lane: str
    name: str
    count: int
    lanes: frozenset[str] = frozenset()
    """Where its touchpoints are while it is open."""


def can_fold(shown: JourneyMap, stage: str) -> bool:
    """Whether a stage has more than one touchpoint to show as one."""
    return sum(node.stage == stage for node in shown.nodes.values()) > 1


def folded(shown: JourneyMap, stages: Collection[str]) -> JourneyMap:
    """The map with some stages shown as one touchpoint each; inner edges are hidden, those that run together are one.

    The share of such an edge is the sum of theirs where they leave the same touchpoint, else it has none: shares of
    different visitors do not add up.
    """
    names = {stage.id: stage.name for stage in shown.stages}
    folds: dict[str, FoldLook] = {}
    inside: dict[str, str] = {}
    for stage in (stage.id for stage in shown.stages if stage.id in stages and can_fold(shown, stage.id)):
        nodes = [node for node in shown.nodes.values() if node.stage == stage]
        lanes = [lane.id for lane in shown.lanes]
        lane = min((node.lane for node in nodes), key=lambda lane: lanes.index(lane) if lane in lanes else len(lanes))
        folds[FOLD + stage] = FoldLook(
            FOLD + stage, stage, lane, names[stage], len(nodes), frozenset(node.lane for node in nodes)
        )
        inside.update({node.id: FOLD + stage for node in nodes})
    if not folds:
        return shown
    together: dict[tuple[str, str, bool], list[EdgeLook]] = {}
    for edge in shown.edges.values():
        source, target = inside.get(edge.source, edge.source), inside.get(edge.target, edge.target)
        if source != target or source not in folds:
            together.setdefault((source, target, edge.dashed), []).append(edge)
    edges = [_joined(source, target, found) for (source, target, _dashed), found in together.items()]
    nodes_left = {key: node for key, node in shown.nodes.items() if key not in inside}
    return replace(shown, nodes=nodes_left, edges={edge.id: edge for edge in edges}, folds=folds)


def _joined(source: str, target: str, edges: list[EdgeLook]) -> EdgeLook:
    first = edges[0]
    if len(edges) == 1:
        return replace(first, source=source, target=target)
    tone = next((edge.tone for edge in edges if edge.tone == "worst"), first.tone if _alike(edges) else "")
    shares = [edge.share for edge in edges if edge.share is not None]
    one_source = len({edge.source for edge in edges}) == 1 and len(shares) == len(edges)
    words = edge_words(sum(shares), any(edge.estimated for edge in edges)) if one_source else ""
    key = f"{FOLD}{source}/{target}/{first.dashed}"
    return EdgeLook(key, source, target, words, first.dashed, tone, any(edge.estimated for edge in edges))


def _alike(edges: list[EdgeLook]) -> bool:
    return len({edge.tone for edge in edges}) == 1
