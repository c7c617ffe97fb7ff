"""The journey map as a picture: stages across, channels down, touchpoints and edges, for paper, slides and files."""

from collections.abc import Iterator
from dataclasses import dataclass

from exports.figures.journey_fold import group_frames
from exports.figures.journey_labels import Choices, Label, labels
from exports.figures.journey_layout import Box, Grid, Sizes, place
from exports.figures.journey_map import (
    EdgeLook,
    JourneyMap,
    LaneLook,
    NodeLook,
    StageLook,
    View,
    journey_map,
    label_words,
)
from exports.figures.journey_routes import Route, arrow, routes
from exports.figures.scene import Icon, Item, Path, Rect, Scene, Table, Text, circle, line, moved
from exports.figures.words import elided, wrapped
from exports.figures.words import width as words_width
from planner.journeys.flow import flow
from planner.language import _, ngettext, percent
from planner.plan import Plan


@dataclass(frozen=True, slots=True)
class _Look:
    """The measures of a map: its layout, its heads, its type, and whether touchpoints carry their signs."""

    sizes: Sizes
    lane_head: float
    stage_head: float
    type: float
    signs: bool

    def scaled(self, factor: float) -> "_Look":
        """The same at another size; what holds the words stays in proportion."""
        sizes = self.sizes.scaled(factor)
        return _Look(sizes, self.lane_head * factor, self.stage_head * factor, self.type * factor, self.signs)


_FULL = _Look(Sizes(), 118.0, 48.0, 11.5, signs=True)
_COMPACT = _Look(
    Sizes(
        node_width=64,
        node_most=86,
        node_height=30,
        between=7,
        pad=4,
        column_gap=24,
        roomy_gap=26,
        empty=20,
        lane_growth=44,
        label_room=7,
        stem=15,
        ports=8,
        edge=1.1,
    ),
    78.0,
    37.0,
    8.8,
    signs=False,
)
_MARKS: dict[str, tuple[str, str, float, tuple[float, ...]]] = {
    "added": ("ok.soft", "ok.fill", 1.5, ()),
    "changed": ("warn.soft", "warn.fill", 1.5, ()),
    "removed": ("bad.soft", "bad.fill", 1.2, (3.0, 2.0)),
}
_BADGES = {
    "added": ("plus", "ok.fill"),
    "changed": ("pencil", "warn.fill"),
    "removed": ("minus", "bad.fill"),
    "dead_end": ("x", "bad.fill"),
    "no_consent": ("ban", "warn.fill"),
}
_LINES = {
    "": ("text.tertiary", 1.0),
    "worst": ("warn.fill", 2.4),
    "added": ("ok.fill", 1.6),
    "changed": ("text.tertiary", 1.0),
    "removed": ("bad.fill", 1.2),
    "same": ("text.tertiary", 1.0),
}
_LABELS = {
    "": ("bg.canvas", "", "text.secondary"),
    "same": ("bg.canvas", "", "text.secondary"),
    "worst": ("warn.soft", "warn.fill", "warn.text"),
    "added": ("ok.soft", "", "ok.text"),
    "changed": ("warn.soft", "", "warn.text"),
    "removed": ("bad.soft", "", "bad.text"),
}
_QUIET = 0.6


def journey(
    plan: Plan, key: str, view: View, width: float, height: float = 0.0, scale: float = 1.0, compact: bool = False
) -> Scene:
    """The map of a journey, as wide as given and at least as high; it is drawn smaller where it needs more room.

    A compact one is for paper: names only, without the signs of the touchpoints. Raises KeyError.
    """
    shown = journey_map(plan, key, view)
    look = (_COMPACT if compact else _FULL).scaled(scale)
    factor = _fitting(shown, look, width, height)
    look = look.scaled(factor)
    grid = _placed(shown, look, width, height)
    ways = routes(grid, shown.links())
    spots = labels(grid, ways, {e.id: _label_sizes(e, look) for e in shown.edges.values() if e.words})
    inside = [
        *_ground(grid),
        *_frames(shown, grid, look),
        *(item for edge in shown.edges.values() if edge.id in ways for item in _edge(edge, ways[edge.id], look)),
        *(item for key_, spot in spots.items() for item in _label(shown.edges[key_], spot, look)),
        *(item for node in shown.nodes.values() for item in _node(node, grid.boxes[node.id], look)),
    ]
    full = Box(0, 0, look.lane_head + grid.width, look.stage_head + grid.height)
    items: list[Item] = [Rect(0.5, 0.5, full.width - 1, full.height - 1, "bg.canvas", radius=7 * scale)]
    items += moved(inside, look.lane_head, look.stage_head)
    items += _stages(shown, grid, look)
    items += _lanes(shown, grid, look)
    items.append(Rect(0.5, 0.5, full.width - 1, full.height - 1, "", "line.strong", 7 * scale))
    return Scene(full.width, full.height, tuple(items), sentence(plan, shown), table(shown))


def needed_height(plan: Plan, key: str, view: View, width: float, compact: bool = False) -> float:
    """How high the map of a journey is at its own size."""
    shown = journey_map(plan, key, view)
    look = _COMPACT if compact else _FULL
    look = look.scaled(_fitting(shown, look, width, 0.0))
    return look.stage_head + _placed(shown, look, width, 0.0).height


def _placed(shown: JourneyMap, look: _Look, width: float, height: float) -> Grid:
    return place(
        [stage.id for stage in shown.stages],
        [lane.id for lane in shown.lanes],
        shown.spots(),
        max(0.0, width - look.lane_head),
        max(0.0, height - look.stage_head),
        look.sizes,
    )


def _fitting(shown: JourneyMap, look: _Look, width: float, height: float) -> float:
    """How much smaller the map must be drawn to be no wider, and no higher where a height is given."""
    plain = _placed(shown, look, 0.0, 0.0)
    factor = min(1.0, width / (look.lane_head + plain.width))
    if height:
        factor = min(factor, height / (look.stage_head + plain.height))
    return factor


def _ground(grid: Grid) -> Iterator[Item]:
    for band in grid.lanes[1:]:
        yield line([(0, band.start), (grid.width, band.start)], "line.grid")
    for band in grid.columns:
        yield line([(band.start, 0), (band.start, grid.height)], "line.grid")


def _frames(shown: JourneyMap, grid: Grid, look: _Look) -> Iterator[Item]:
    """Around the touchpoints of every group, which is named where one points at it."""
    room = look.sizes.between / 2
    for key, frames in group_frames(shown, grid, room).items():
        for box in frames:
            radius, dash = look.type * 0.5 + room, (2.0 * look.sizes.edge, 2.0 * look.sizes.edge)
            yield Rect(
                box.x,
                box.y,
                box.width,
                box.height,
                "bg.sunken",
                "text.tertiary",
                radius,
                0.8,
                dash,
                tip=shown.groups[key].name,
            )


def _stages(shown: JourneyMap, grid: Grid, look: _Look) -> Iterator[Item]:
    looks = {stage.id: stage for stage in shown.stages}
    high, size = look.stage_head, look.type
    yield line([(1, high), (look.lane_head + grid.width - 1, high)], "line.hair")
    for band in grid.columns:
        left, pad = look.lane_head + band.start, size * 0.8
        yield line([(left, 1), (left, high)], "line.hair")
        stage = looks.get(band.key)
        name = stage.name if stage else _("No stage")
        ink = "text.primary" if stage is None or stage.in_scope else "text.tertiary"
        room = band.size - 2 * pad
        yield Text(left + pad, high * 0.42, elided(name, room, size * 1.08, 600), size * 1.08, ink, 600)
        if stage is not None and stage.reach is not None:
            yield from _reach(stage, left + pad, high * 0.78, room, size)


def _reach(stage: StageLook, left: float, base: float, room: float, size: float) -> Iterator[Item]:
    """The share of starters who get to a stage, as a bar and in words; with the share that shall get there."""
    assert stage.reach is not None
    words = percent(stage.reach)
    if stage.then is not None and round(stage.then, 2) != round(stage.reach, 2):
        words = f"{round(stage.reach * 100)} → {percent(stage.then)}"
    yield Text(left + room, base, words, size, "text.secondary", 400, "right")
    bar = room - words_width(words, size) - size * 0.7
    if bar < size * 1.2:
        return
    high, y = size * 0.42, base - size * 0.36
    yield Rect(left, y - high / 2, bar, high, "line.hair", radius=high / 2)
    yield Rect(left, y - high / 2, bar * min(1.0, stage.reach), high, "text.tertiary", radius=high / 2)
    if stage.then is not None:
        x = left + bar * min(1.0, stage.then)
        yield Rect(x - size * 0.08, y - high * 1.2, size * 0.16, high * 2.4, "ok.fill")


def _lanes(shown: JourneyMap, grid: Grid, look: _Look) -> Iterator[Item]:
    looks = {lane.id: lane for lane in shown.lanes}
    wide = look.lane_head
    yield line([(wide, 1), (wide, look.stage_head + grid.height - 1)], "line.hair")
    for band in grid.lanes:
        lane = looks.get(band.key)
        top = look.stage_head + band.start
        yield line([(1, top), (wide, top)], "line.hair")
        last = band is grid.lanes[-1]
        yield Rect(0.5, top, look.type * 0.36, band.size - (look.type * 0.6 if last else 0), _role(lane))
        yield from _lane(lane, top, band.size, band.empty, look)


def _role(lane: LaneLook | None) -> str:
    return lane.role if lane else "text.tertiary"


def _lane(lane: LaneLook | None, top: float, high: float, empty: bool, look: _Look) -> Iterator[Item]:
    size = look.type
    name = lane.name if lane else _("No channel")
    middle, icon = top + high / 2, size * 1.3
    yield Icon(size * 1.1, middle - icon / 2, lane.icon if lane else "circle-dashed", icon, _role(lane))
    left = size * 3.0
    room, ink = look.lane_head - left - size * 0.4, "text.tertiary" if empty else "text.primary"
    high_enough = high > size * 2.9
    if max((words_width(w, size) for w in (name.split() if high_enough else [name])), default=0.0) > room:
        size, high_enough = size * 0.82, True
    lines = wrapped(name, room, size, lines=2 if high_enough else 1)
    first = middle - size * 1.25 * (len(lines) - 1) / 2 + size * 0.36
    for at, words in enumerate(lines):
        yield Text(left, first + at * size * 1.25, elided(words, room, size), size, ink)


def _edge(edge: EdgeLook, way: Route, look: _Look) -> Iterator[Item]:
    role, thick = _LINES[edge.tone]
    thick *= look.sizes.edge / 1.1 * 0.9
    dash = (4.0 * thick, 3.0 * thick) if edge.dashed or edge.tone == "removed" else ()
    seen = _QUIET if edge.tone == "same" else 1.0
    yield Path(way.steps, "", role, thick, dash, opacity=seen, ref=edge.id)
    head = arrow(way, look.type * 0.5 + thick)
    yield Path(head, "", role, min(thick, 1.6 * look.sizes.edge), opacity=seen)


def _label_sizes(edge: EdgeLook, look: _Look) -> Choices:
    marked = edge.tone in ("worst", "added", "changed", "removed")
    pad, high = look.type * (0.54 if marked else 0.36), look.type * (1.5 if marked else 1.3)
    return [(words_width(words, look.type, 600) + pad, high) for words in label_words(edge)]


def _label(edge: EdgeLook, label: Label, look: _Look) -> Iterator[Item]:
    if not label.free:
        return  # its share is in the table of the figure
    fill, stroke, ink = _LABELS[edge.tone]
    box = label.box
    yield Rect(box.x, box.y, box.width, box.height, fill, stroke, look.type * 0.42, ref=edge.id)
    x, y = box.centre
    words = label_words(edge)[label.choice]
    yield Text(x, y + look.type * 0.36, words, look.type, ink, 600, "centre", ref=edge.id)


def _node(node: NodeLook, box: Box, look: _Look) -> Iterator[Item]:
    size = look.type
    fill, stroke, thick, dash = _MARKS.get(node.mark, ("bg.surface", "line.strong", 1.0, ()))
    seen = _QUIET if node.mark == "same" and look.signs else 1.0
    radius = size * 0.5
    tip = node.name
    yield Rect(box.x, box.y, box.width, box.height, fill, "", radius, ref=node.id, tip=tip)
    edge = f"ramp.satisfaction.{node.satisfaction}" if node.satisfaction else "line.strong"
    yield _strip(box, size * 0.44, radius, edge, seen)
    yield Rect(box.x, box.y, box.width, box.height, "", stroke, radius, thick, dash, ref=node.id)
    left, room = box.x + size, box.width - size * 1.35
    marks = [icon for icon, there in (("flag", node.goal), ("star", node.moment)) if there]
    lines = wrapped(node.name or _("No name yet"), room - (len(marks) * size if look.signs else 0), size, 600)
    step = size * 1.2
    under = size * 1.5 if look.signs else 0.0
    first = box.y + (box.height - under - step * len(lines)) / 2 + step / 2 + size * 0.36
    ink = "bad.text" if node.mark == "removed" else "text.primary" if node.name else "text.tertiary"
    for at, words in enumerate(lines):
        y = first + at * step
        strike = node.mark == "removed"
        yield Text(left, y, words, size, ink, 600, opacity=seen, strike=strike, ref=node.id, tip=tip)
    if look.signs:
        yield from _signs(node, box, first + step * len(lines) + size * 0.1, size, marks)
    yield from _badge(node, box, size)


def _strip(box: Box, wide: float, radius: float, role: str, seen: float) -> Path:
    """The satisfaction edge, with the round corners of the box."""
    k = radius * 0.45
    steps: tuple[tuple[str | float, ...], ...] = (
        ("M", box.x + wide, box.y),
        ("L", box.x + radius, box.y),
        ("C", box.x + k, box.y, box.x, box.y + k, box.x, box.y + radius),
        ("L", box.x, box.bottom - radius),
        ("C", box.x, box.bottom - k, box.x + k, box.bottom, box.x + radius, box.bottom),
        ("L", box.x + wide, box.bottom),
        ("Z",),
    )
    return Path(steps, role, opacity=seen)


def _signs(node: NodeLook, box: Box, middle: float, size: float, marks: list[str]) -> Iterator[Item]:
    """One-way or two-way, measured or not, followed up, and the satisfaction as five cells."""
    side, left = size * 1.13, box.x + size
    icons = ["arrow-left-right" if node.two_way else "arrow-right", "gauge", *(["zap"] if node.trigger else [])]
    for icon in icons:
        quiet = icon == "gauge" and not node.measured
        yield Icon(left, middle - side / 2, icon, side, "line.control" if quiet else "text.tertiary")
        if quiet:
            ends = [(left + 1.5, middle + side / 2 - 1.5), (left + side - 1.5, middle - side / 2 + 1.5)]
            yield line(ends, "bad.fill", size * 0.13)
        left += side * 1.3
    cell, gap, high = size * 0.35, size * 0.17, size * 0.7
    start = box.right - size * 0.7 - 5 * cell - 4 * gap
    for number in range(1, 6):
        full = node.satisfaction is not None and number <= node.satisfaction
        role = f"ramp.satisfaction.{node.satisfaction}" if full else "line.hair"
        yield Rect(start + (number - 1) * (cell + gap), middle - high / 2, cell, high, role, radius=1)
    right = box.right - size * 0.6
    for icon in marks:
        right -= size
        yield Icon(right, box.y + size * 0.5, icon, size, "text.tertiary")


def _badge(node: NodeLook, box: Box, size: float) -> Iterator[Item]:
    badge = _BADGES.get(node.mark)
    if badge is None:
        return
    icon, role = badge
    radius, x, y = size * 0.68, box.right - size * 0.25, box.y + size * 0.25
    yield circle(x, y, radius, role, "bg.canvas", line=size * 0.1)
    side = radius * 1.25
    yield Icon(x - side / 2, y - side / 2, icon, side, "bg.surface")


def sentence(plan: Plan, shown: JourneyMap) -> str:
    """How many touchpoints a map shows and what becomes of those who start, in a sentence."""
    count = len(shown.nodes)
    said = ngettext("{count} touchpoint", "{count} touchpoints", count).format(count=count)
    state = "current" if shown.view == "current" else "optimal"
    conversion = flow(plan, shown.journey, state).conversion  # type: ignore[arg-type]
    if conversion is None:
        return said + "."
    return _("{touchpoints}; {share} of those who start reach the goal.").format(
        touchpoints=said, share=percent(conversion)
    )


def table(shown: JourneyMap) -> Table:
    """The edges of a map as a table: from, to, share."""
    names = {node.id: node.name for node in shown.nodes.values()}
    rows = tuple((names[e.source], names[e.target], e.words) for e in shown.edges.values())
    return Table((_("From"), _("To"), _("Share")), rows)
