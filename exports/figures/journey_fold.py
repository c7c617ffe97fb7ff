"""Folding: touchpoints of a stage or group shown as one, which takes over their edges. A map goes in, a map comes out.

Stages fold as one likes to look at them; groups are in the plan, and whether one is open is a matter of the view.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from exports.figures.journey_layout import Box, Grid
from exports.figures.journey_map import EdgeLook, GroupLook, JourneyMap, NodeLook, edge_words
from planner.journeys.groups import GroupFlow
from planner.language import _

FOLD = "fold/"
"""What the ids of folds, and of edges that stand for several, begin with."""
GROUP = FOLD + "group/"
"""What the ids of folded groups begin with; no stage has a stroke in its id."""


@dataclass(frozen=True, slots=True)
class FoldLook:
    """Several touchpoints drawn as one: where it stands, which they are, and what passes through them."""

    id: str
    stage: str
    lane: str
    name: str
    inside: tuple[str, ...]
    lanes: frozenset[str] = frozenset()
    """Where its touchpoints are while it is open."""
    span: str = ""
    """Its stages in words, of a group."""
    flow: GroupFlow | None = None
    leak: str = ""

    @property
    def count(self) -> int:
        """How many touchpoints are in it."""
        return len(self.inside)

    @property
    def group(self) -> str:
        """The id of its group, or nothing where it is a stage."""
        return self.id.removeprefix(GROUP) if self.id.startswith(GROUP) else ""


def can_fold(shown: JourneyMap, stage: str) -> bool:
    """Whether a stage has more than one touchpoint to show as one."""
    return sum(node.stage == stage for node in shown.nodes.values()) > 1


def folded(shown: JourneyMap, stages: Collection[str], groups: Collection[str] = ()) -> JourneyMap:
    """The map with some stages and groups shown as one touchpoint each.

    A group that lies in a folded stage is in it. Inner edges are hidden, those that run together are one: its share
    is the sum of theirs where they leave the same touchpoint, else it has none, as shares of different visitors do
    not add up.
    """
    folds: dict[str, FoldLook] = {}
    inside: dict[str, str] = {}
    for look in _folds(shown, stages, groups):
        folds[look.id] = look
        inside.update(dict.fromkeys(look.inside, look.id))
    if not folds:
        return shown
    together: dict[tuple[str, str, bool], list[EdgeLook]] = {}
    for edge in shown.edges.values():
        source, target = inside.get(edge.source, edge.source), inside.get(edge.target, edge.target)
        if source != target or source not in folds:
            together.setdefault((source, target, edge.dashed), []).append(edge)
    edges = [_joined(source, target, found) for (source, target, _dashed), found in together.items()]
    nodes_left = {key: node for key, node in shown.nodes.items() if key not in inside}
    order = tuple(dict.fromkeys(inside.get(key, key) for key in shown.nodes))
    return replace(shown, nodes=nodes_left, edges={edge.id: edge for edge in edges}, folds=folds, order=order)


def _folds(shown: JourneyMap, stages: Collection[str], groups: Collection[str]) -> Iterator[FoldLook]:
    at = {stage.id: place for place, stage in enumerate(shown.stages)}
    lanes = {lane.id: place for place, lane in enumerate(shown.lanes)}
    taken: set[str] = set()
    for group in (look for key, look in shown.groups.items() if key in groups):
        nodes = sorted(
            (shown.nodes[point] for point in group.points),
            key=lambda node: (at.get(node.stage, len(at)), lanes.get(node.lane, len(lanes))),
        )
        stage = nodes[0].stage
        if stage in stages and all(node.stage == stage for node in nodes) and can_fold(shown, stage):
            continue
        taken.update(group.points)
        yield _group(shown, group, nodes)
    for column in (column for column in shown.stages if column.id in stages):
        nodes = [node for node in shown.nodes.values() if node.stage == column.id and node.id not in taken]
        if len(nodes) > 1:
            top = min(nodes, key=lambda node: lanes.get(node.lane, len(lanes)))
            yield FoldLook(FOLD + column.id, column.id, top.lane, column.name, _ids(nodes), _lanes(nodes))


def _group(shown: JourneyMap, group: GroupLook, nodes: list[NodeLook]) -> FoldLook:
    names = {stage.id: stage.name for stage in shown.stages}
    first, last = (names.get(node.stage, _("No stage")) for node in (nodes[0], nodes[-1]))
    span = first if first == last else _("{first} to {last}").format(first=first, last=last)
    stage, lane = nodes[0].stage, nodes[0].lane
    return FoldLook(
        GROUP + group.id, stage, lane, group.name, group.points, _lanes(nodes), span, group.flow, group.leak
    )


def _ids(nodes: Iterable[NodeLook]) -> tuple[str, ...]:
    return tuple(node.id for node in nodes)


def _lanes(nodes: Iterable[NodeLook]) -> frozenset[str]:
    return frozenset(node.lane for node in nodes)


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


def group_frames(shown: JourneyMap, grid: Grid, room: float) -> Mapping[str, tuple[Box, ...]]:
    """The frames around the touchpoints of every open group: one around those that stand together in a cell."""
    frames: dict[str, tuple[Box, ...]] = {}
    for key, group in shown.groups.items():
        runs: list[Box] = []
        before = ""
        for point in (p for p in grid.boxes if p in group.points and p in shown.nodes):
            box, spot = grid.boxes[point].grown(room), grid.spots[point]
            cell = f"{spot.stage}/{spot.lane}"
            if runs and cell == before and abs(runs[-1].bottom - 2 * room - box.y) <= grid.sizes.between:
                last = runs.pop()
                box = Box(last.x, last.y, last.width, box.bottom - last.y)
            runs.append(box)
            before = cell
        frames[key] = tuple(runs)
    return frames
