"""The geometry of a journey map: columns, lanes and touchpoint boxes, the same on screen and on paper.

Stages are columns, channels are lanes; a cell stacks its touchpoints and its lane grows with them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

LOOSE = ""
"""The key of the column without a stage and of the lane without a channel; they are there only when needed."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """The measures of a map at 100 % text size."""

    node_width: float = 98
    node_most: float = 132
    node_height: float = 56
    between: float = 8
    pad: float = 4
    column_gap: float = 36
    roomy_gap: float = 40
    """From this gap on touchpoints grow with their column; until then labels need it more."""
    empty: float = 40
    lane_growth: float = 112
    label_room: float = 12
    stem: float = 20
    """Upright edges shorter than this go around the side: they have no room for an arrow and a label."""
    ports: float = 14
    edge: float = 1.5

    def scaled(self, factor: float) -> "Sizes":
        """The measures at another text size."""
        return replace(self, **{name: getattr(self, name) * factor for name in self.__slots__})


@dataclass(frozen=True, slots=True)
class Spot:
    """A touchpoint to place: its id, its stage and its channel; order in a cell is the order they come in."""

    id: str
    stage: str
    lane: str


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The bottom edge."""
        return self.y + self.height

    @property
    def centre(self) -> tuple[float, float]:
        """The middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    def moved(self, dx: float, dy: float) -> "Box":
        """The rectangle shifted."""
        return Box(self.x + dx, self.y + dy, self.width, self.height)

    def grown(self, by: float) -> "Box":
        """The rectangle with so much more on every side."""
        return Box(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def contains(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        return self.x <= x <= self.right and self.y <= y <= self.bottom

    def overlap(self, other: "Box") -> float:
        """The area that two rectangles share."""
        wide = min(self.right, other.right) - max(self.x, other.x)
        high = min(self.bottom, other.bottom) - max(self.y, other.y)
        return wide * high if wide > 0 and high > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Band:
    """A column or a lane: its key, where it starts and how much room it takes."""

    key: str
    start: float
    size: float
    empty: bool = False

    @property
    def end(self) -> float:
        """Where it ends."""
        return self.start + self.size


@dataclass(frozen=True, slots=True)
class Grid:
    """A placed map: columns, lanes, the box of every touchpoint, and the size of it all."""

    columns: tuple[Band, ...]
    lanes: tuple[Band, ...]
    boxes: Mapping[str, Box]
    spots: Mapping[str, Spot]
    width: float
    height: float
    sizes: Sizes

    def cell_at(self, x: float, y: float) -> tuple[str, str]:
        """The stage and channel of the cell under a point, or the nearest one."""
        return _band_at(self.columns, x), _band_at(self.lanes, y)

    def cell_box(self, stage: str, lane: str) -> Box:
        """The rectangle of a cell."""
        column = next(band for band in self.columns if band.key == stage)
        row = next(band for band in self.lanes if band.key == lane)
        return Box(column.start, row.start, column.size, row.size)

    def in_cell(self, stage: str, lane: str) -> list[str]:
        """The touchpoints of a cell from top to bottom."""
        return [spot.id for spot in self.spots.values() if (spot.stage, spot.lane) == (stage, lane)]

    def place_in_cell(self, stage: str, lane: str, y: float, moving: Iterable[str] = ()) -> int:
        """The index that a touchpoint dropped at that height takes in a cell."""
        gone = set(moving)
        return sum(self.boxes[i].centre[1] < y for i in self.in_cell(stage, lane) if i not in gone)

    def node_in(self, stage: str, lane: str) -> Box:
        """Where a first touchpoint of a cell would stand."""
        cell = self.cell_box(stage, lane)
        width = next(iter(self.boxes.values())).width if self.boxes else node_width(cell.width, self.sizes)
        x = round(cell.x + (cell.width - width) / 2)
        return Box(x, round(cell.y + (cell.height - self.sizes.node_height) / 2), width, self.sizes.node_height)


def node_width(column: float, sizes: Sizes) -> float:
    """The width of a touchpoint in a column: it grows with it up to a limit."""
    return round(min(sizes.node_most, max(sizes.node_width, column - sizes.roomy_gap)))


def place(
    stages: Sequence[str],
    lanes: Sequence[str],
    spots: Sequence[Spot],
    width: float = 0,
    height: float = 0,
    sizes: Sizes | None = None,
) -> Grid:
    """The map of some touchpoints, filling at least a width and a height."""
    sizes = sizes or Sizes()
    spots = _homed(stages, lanes, spots)
    columns = _columns(_with_loose(stages, (s.stage for s in spots)), width, sizes)
    cells: dict[tuple[str, str], list[Spot]] = {}
    for spot in spots:
        cells.setdefault((spot.stage, spot.lane), []).append(spot)
    highest: dict[str, int] = {}
    for (_stage, lane), inside in cells.items():
        highest[lane] = max(highest.get(lane, 0), len(inside))
    rows = _lanes(_with_loose(lanes, (s.lane for s in spots)), highest, height, sizes)
    wide = node_width(columns[0].size, sizes) if columns else sizes.node_width
    boxes: dict[str, Box] = {}
    starts = {band.key: band for band in columns}
    tops = {band.key: band for band in rows}
    for (stage, lane), inside in cells.items():
        boxes.update(_stack(starts[stage], tops[lane], inside, wide, sizes))
    order = {spot.id: spot for inside in cells.values() for spot in inside}
    return Grid(
        columns,
        rows,
        boxes,
        order,
        columns[-1].end if columns else width,
        rows[-1].end if rows else height,
        sizes,
    )


def _homed(stages: Sequence[str], lanes: Sequence[str], spots: Sequence[Spot]) -> list[Spot]:
    known_stages, known_lanes = set(stages), set(lanes)
    return [
        Spot(s.id, s.stage if s.stage in known_stages else LOOSE, s.lane if s.lane in known_lanes else LOOSE)
        for s in spots
    ]


def _with_loose(keys: Sequence[str], used: Iterable[str]) -> list[str]:
    return [*keys, LOOSE] if LOOSE in set(used) or not keys else list(keys)


def _columns(keys: Sequence[str], width: float, sizes: Sizes) -> tuple[Band, ...]:
    size = max(sizes.node_width + sizes.column_gap, width / len(keys)) if keys else 0.0
    edges = [round(at * size) for at in range(len(keys) + 1)]
    return tuple(Band(key, edges[at], edges[at + 1] - edges[at]) for at, key in enumerate(keys))


def _lanes(keys: Sequence[str], highest: Mapping[str, int], height: float, sizes: Sizes) -> tuple[Band, ...]:
    """Lanes as high as their fullest cell; what is left of the height goes to those with touchpoints first."""
    need = {
        key: 2 * sizes.pad + n * sizes.node_height + (n - 1) * sizes.between
        if (n := highest.get(key, 0))
        else sizes.empty
        for key in keys
    }
    left = height - sum(need.values())
    full = [key for key in keys if key in highest]
    if left > 0 and full:
        growth = min(left / len(full), max(0.0, sizes.lane_growth - 2 * sizes.pad - sizes.node_height))
        need.update({key: need[key] + growth for key in full})
        left -= growth * len(full)
    if left > 0 and keys:
        need = {key: size + left / len(keys) for key, size in need.items()}
    bands: list[Band] = []
    top = 0.0
    for key in keys:
        start, top = top, top + need[key]
        bands.append(Band(key, round(start), round(top) - round(start), key not in highest))
    return tuple(bands)


def _stack(column: Band, lane: Band, inside: Sequence[Spot], wide: float, sizes: Sizes) -> dict[str, Box]:
    x = round(column.start + (column.size - wide) / 2)
    total = len(inside) * sizes.node_height + (len(inside) - 1) * sizes.between
    top = lane.start + (lane.size - total) / 2
    step = sizes.node_height + sizes.between
    return {spot.id: Box(x, round(top + at * step), wide, sizes.node_height) for at, spot in enumerate(inside)}


def _band_at(bands: Sequence[Band], at: float) -> str:
    for band in bands:
        if at < band.end:
            return band.key
    return bands[-1].key if bands else LOOSE


def nearest(boxes: Mapping[str, Box], start: str, dx: int, dy: int) -> str:
    """The touchpoint to go to from another one in a direction; the same one where there is none."""
    here = boxes[start].centre
    best, best_cost = start, float("inf")
    for key, box in boxes.items():
        there = box.centre
        along = (there[0] - here[0]) * dx + (there[1] - here[1]) * dy
        aside = abs((there[0] - here[0]) * dy) + abs((there[1] - here[1]) * dx)
        if key != start and along > 1 and along + 2 * aside < best_cost:
            best, best_cost = key, along + 2 * aside
    return best


def emptiest_corner(
    boxes: Iterable[Box], view: Box, width: float, height: float, margin: float, kept: Iterable[Box] = ()
) -> Box:
    """Where in a view a small map covers the least: one of the four corners, the lower left one when even.

    What is ``kept`` is not covered where that can be helped.
    """
    inner = view.grown(-margin)
    left, right = inner.x, inner.right - width
    top, bottom = inner.y, inner.bottom - height
    corners = [Box(x, y, width, height) for y in (bottom, top) for x in (left, right)]
    known, first = list(boxes), list(kept)

    def covered(corner: Box) -> tuple[float, float]:
        return sum(corner.overlap(box) for box in first), sum(corner.overlap(box) for box in known)

    return min(corners, key=covered)
