"""The edges of a journey map: curves that keep to the gaps between touchpoints, and spots for their labels."""

from bisect import bisect_left, bisect_right
from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, hypot

from exports.figures.journey_layout import Box, Grid

Point = tuple[float, float]
Step = tuple[str | float, ...]

_SAMPLES = 12
_TRIES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82)
_FINE = tuple(0.5 + side * n / 40 for n in range(19) for side in ((1, -1) if n else (1,)))
_ROUNDS = 3
_NODE, _LABEL = 1.5, 6.0
"""What it costs a label to cover a pixel of a touchpoint, and of another label."""
_CORNER = 9.0
_CLEAR = 3.0
_BEND = 6.0
"""What one bend more counts as a detour."""


@dataclass(frozen=True, slots=True)
class Link:
    """An edge to draw: its id and the touchpoints it joins."""

    id: str
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Route:
    """A drawn edge: the steps of its path, points along it, and whether it is short and straight."""

    steps: tuple[Step, ...]
    points: tuple[Point, ...]
    short: bool = False
    side: int = 0
    """Where its label goes rather: -1 left, 1 right of an upright line."""

    @property
    def end(self) -> Point:
        """Where the arrow points."""
        return self.points[-1]

    @property
    def angle(self) -> float:
        """The direction of the arrow in radians."""
        (x1, y1), (x2, y2) = _before_end(self.points), self.points[-1]
        return atan2(y2 - y1, x2 - x1)

    def at(self, share: float) -> Point:
        """The point after a share of the length."""
        return next(_along(self.points, (share,)))


def _before_end(points: Sequence[Point]) -> Point:
    last = points[-1]
    for point in reversed(points[:-1]):
        if hypot(point[0] - last[0], point[1] - last[1]) > 0.5:
            return point
    return points[0]


class _Pen:
    """Draws a path step by step and remembers points along it."""

    def __init__(self, x: float, y: float) -> None:
        self.steps: list[Step] = [("M", x, y)]
        self.points: list[Point] = [(x, y)]

    def line(self, x: float, y: float) -> "_Pen":
        """A straight line to a point."""
        if hypot(x - self.points[-1][0], y - self.points[-1][1]) > 0.01:
            self.steps.append(("L", x, y))
            self.points.append((x, y))
        return self

    def curve(self, x1: float, y1: float, x2: float, y2: float, x: float, y: float) -> "_Pen":
        """A curve to a point."""
        x0, y0 = self.points[-1]
        self.steps.append(("C", x1, y1, x2, y2, x, y))
        for at in range(1, _SAMPLES + 1):
            t = at / _SAMPLES
            u = 1 - t
            a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
            self.points.append((a * x0 + b * x1 + c * x2 + d * x, a * y0 + b * y1 + c * y2 + d * y))
        return self

    def across(self, x: float, y: float) -> "_Pen":
        """An S from one height to another, level at both ends."""
        x0, y0 = self.points[-1]
        if abs(y - y0) < 0.5:
            return self.line(x, y)
        middle = (x0 + x) / 2
        return self.curve(middle, y0, middle, y, x, y)

    def corners(self, points: Sequence[Point], radius: float) -> "_Pen":
        """Straight lines through points with round corners."""
        for at, (x, y) in enumerate(points):
            if at == len(points) - 1:
                return self.line(x, y)
            x0, y0 = self.points[-1]
            x2, y2 = points[at + 1]
            before, after = hypot(x - x0, y - y0), hypot(x2 - x, y2 - y)
            r = min(radius, before / 2, after / 2)
            if r < 0.5:
                self.line(x, y)
                continue
            ax, ay = x - (x - x0) / before * r, y - (y - y0) / before * r
            bx, by = x + (x2 - x) / after * r, y + (y2 - y) / after * r
            self.line(ax, ay).curve((ax + x) / 2, (ay + y) / 2, (bx + x) / 2, (by + y) / 2, bx, by)
        return self

    def route(self, *, short: bool = False, side: int = 0) -> Route:
        """What was drawn."""
        return Route(tuple(self.steps), tuple(self.points), short, side)


class _Column:
    """The touchpoints of a column from top to bottom, quickly asked for what is at a height."""

    def __init__(self, boxes: Iterable[Box]) -> None:
        self.boxes = sorted(boxes, key=lambda box: box.y)
        self._tops = [box.y for box in self.boxes]
        self._tallest = max((box.height for box in self.boxes), default=0.0)

    def between(self, low: float, high: float) -> Iterator[Box]:
        """The touchpoints that a span of heights touches."""
        for at in range(bisect_left(self._tops, low - self._tallest), len(self.boxes)):
            if self._tops[at] >= high:
                return
            if self.boxes[at].bottom > low:
                yield self.boxes[at]


class _Runs:
    """Level or upright runs that are taken, in buckets by where they run."""

    _WIDE, _LONG = 4.0, 256.0

    def __init__(self) -> None:
        self._count = 0
        self._buckets: dict[tuple[int, int], list[tuple[int, float, float, float]]] = {}

    def _parts(self, start: float, end: float) -> range:
        return range(int(start // self._LONG), int(end // self._LONG) + 1)

    def add(self, at: float, start: float, end: float) -> None:
        """One more run."""
        self._count += 1
        for part in self._parts(start, end):
            self._buckets.setdefault((int(at // self._WIDE), part), []).append((self._count, at, start, end))

    def beside(self, at: float, start: float, end: float) -> int:
        """How many runs a new one would lie on."""
        bucket = int(at // self._WIDE)
        return len(
            {
                number
                for near in (bucket - 1, bucket, bucket + 1)
                for part in self._parts(start, end)
                for number, run, since, to in self._buckets.get((near, part), ())
                if abs(at - run) < self._WIDE and since < end and to > start
            }
        )


class Router:
    """Finds the way of edges over a placed map; ``boxes`` may differ from the grid's while something is dragged."""

    def __init__(self, grid: Grid, boxes: Mapping[str, Box] | None = None, links: Iterable[Link] = ()) -> None:
        self._sizes = grid.sizes
        self._columns = [(band.start, band.end) for band in grid.columns]
        lanes = {band.start for band in grid.lanes} | {band.end for band in grid.lanes}
        self._lanes = {lane + shift for lane in lanes for shift in (0.0, -5.0, 5.0)}
        self._still = dict(boxes if boxes is not None else grid.boxes)
        self._boxes: Mapping[str, Box] = self._still
        inside: list[list[Box]] = [[] for _ in self._columns]
        self._column_of: dict[str, int] = {}
        for key, box in self._boxes.items():
            at = self._column_at(box.centre[0])
            self._column_of[key] = at
            if self._columns:
                inside[at].append(box)
        self._by_column = [_Column(boxes) for boxes in inside]
        self._levels: dict[range, list[float]] = {}
        self._pairs = {(link.source, link.target) for link in links}
        self._runs, self._falls = _Runs(), _Runs()
        self._seen: dict[tuple[str, str], int] = {}

    def with_moved(self, boxes: Mapping[str, Box]) -> "Router":
        """The router with some touchpoints elsewhere, which stand in nobody's way; all runs are free again."""
        self._boxes = ChainMap(dict(boxes), self._still)
        self._column_of.update({key: self._column_at(box.centre[0]) for key, box in boxes.items()})
        self._runs, self._falls, self._seen = _Runs(), _Runs(), {}
        return self

    def _column_at(self, x: float) -> int:
        for at, (_start, end) in enumerate(self._columns):
            if x < end:
                return at
        return max(0, len(self._columns) - 1)

    def route(self, link: Link) -> Route:
        """The way of one edge; a second one between the same two touchpoints keeps beside the first."""
        source, target = self._boxes[link.source], self._boxes[link.target]
        again = self._seen.get((link.source, link.target), 0)
        self._seen[link.source, link.target] = again + 1
        if link.source == link.target:
            return self._own(source)
        here, there = self._column_of[link.source], self._column_of[link.target]
        if here == there:
            return self._within(link, here, source, target, again)
        return self._over(here, there, source, target, again, (link.target, link.source) in self._pairs)

    def _own(self, box: Box) -> Route:
        """A loop from the right side into the top."""
        reach = self._sizes.column_gap * 0.45
        x, y = box.right, box.y + box.height * 0.32
        pen = _Pen(x, y).curve(x + reach, y, x + reach, box.y - reach * 0.8, x - reach * 0.4, box.y - reach * 0.8)
        return pen.curve(x - reach, box.y - reach * 0.8, x - reach, box.y - 4, x - reach, box.y).route()

    def _within(self, link: Link, column: int, source: Box, target: Box, again: int) -> Route:
        """Top to bottom in one column, or around the side where another touchpoint is in the way."""
        down = target.centre[1] > source.centre[1]
        low, high = (source.bottom, target.y) if down else (target.bottom, source.y)
        free = all(box in (source, target) for box in self._by_column[column].between(low, high))
        if free and high >= low and again == 0:
            both = (link.target, link.source) in self._pairs
            x = source.centre[0] + (0.0 if not both else -11.0 if down else 11.0)
            start, end = (source.bottom, target.y) if down else (source.y, target.bottom)
            side = 0 if not both else -1 if down else 1
            return _Pen(x, start).line(x, end).route(short=high - low < 30, side=side)
        return self._around(column, source, target, again)

    def _around(self, column: int, source: Box, target: Box, again: int) -> Route:
        left = self._columns[column][0] if self._columns else source.x
        room = min(source.x, target.x) - left
        x = (
            self._fall(min(source.x, target.x) - max(7.0, room * 0.62), source.centre[1], target.centre[1])
            - 5.0 * again
        )
        y1 = source.centre[1]
        lower = source.centre[1] > target.centre[1]
        y2 = target.centre[1] + (self._sizes.ports if lower else -self._sizes.ports)
        return _Pen(source.x, y1).corners([(x, y1), (x, y2), (target.x, y2)], _CORNER).route()

    def _fall(self, x: float, y1: float, y2: float) -> float:
        """A free place for an upright run near x: runs that pass each other keep apart."""
        low, high = min(y1, y2), max(y1, y2)
        for shift in (0.0, -5.0, 5.0, -10.0, 10.0):
            if not self._falls.beside(x + shift, low, high):
                x += shift
                break
        self._falls.add(x, low, high)
        return x

    def _over(self, here: int, there: int, source: Box, target: Box, again: int, both: bool) -> Route:
        """From column to column: out on the side that faces the target, in on the one that faces the source."""
        back = there < here
        x1, x2 = (source.x, target.right) if back else (source.right, target.x)
        level = abs(source.centre[1] - target.centre[1]) < 1.0
        shift = self._sizes.ports * (again + (1 if back and both else 0))
        y1 = source.centre[1] + (min(shift, source.height / 2 - 6) if level else 0.0)
        y2 = y1 if level else target.centre[1] + self._entry(source, target) * (1 - 0.4 * min(again, 2))
        between = range(min(here, there) + 1, max(here, there))
        if not between:
            pen = _Pen(x1, y1).across(x2, y2)
            return pen.route(short=level)
        first, last = self._gaps(here, there, x1, x2)
        y = self._level(between, y1, y2 if level else target.centre[1])
        self._runs.add(y, min(first, last), max(first, last))
        end = target.centre[1] if y == target.centre[1] else y2
        return _Pen(x1, y1).across(first, y).line(last, y).across(x2, y if level and y == y1 else end).route()

    def _entry(self, source: Box, target: Box) -> float:
        return self._sizes.ports if source.centre[1] > target.centre[1] else -self._sizes.ports

    def _gaps(self, here: int, there: int, x1: float, x2: float) -> tuple[float, float]:
        """Where the level run starts and ends: at the touchpoints of the columns it passes."""
        margin = self._sizes.column_gap / 2
        if there > here:
            return max(x1, self._columns[here + 1][0] + margin - 2), min(x2, self._columns[there - 1][1] - margin + 2)
        return min(x1, self._columns[here - 1][1] - margin + 2), max(x2, self._columns[there + 1][0] + margin - 2)

    def _level(self, between: range, y1: float, y2: float) -> float:
        """The height of a level run that crosses no touchpoint: the one with the least detour."""
        columns = [self._by_column[at] for at in between]
        start, end = self._columns[between[0]][0], self._columns[between[-1]][1]
        best, best_cost = y1, float("inf")
        for y, detour in self._heights(between, y1, y2):
            if detour >= best_cost:
                break  # they come with the least detour first
            hits = sum(any(True for _ in column.between(y - _CLEAR, y + _CLEAR)) for column in columns)
            cost = detour + 1e4 * hits + 40 * self._runs.beside(y, start, end)
            if cost < best_cost:
                best, best_cost = y, cost
        return best

    def _heights(self, between: range, y1: float, y2: float) -> Iterator[tuple[float, float]]:
        """Heights for a level run with the detour that each means, the shortest first."""
        if between not in self._levels:
            gap = self._sizes.between / 2
            gaps = {box.bottom + gap for at in between for box in self._by_column[at].boxes}
            self._levels[between] = sorted(self._lanes | gaps)
        levels = self._levels[between]
        low, high = min(y1, y2), max(y1, y2)
        yield y1, high - low
        yield y2, high - low
        up, down = bisect_left(levels, low), bisect_right(levels, high)
        for y in levels[up:down]:
            yield y, high - low + _BEND
        up -= 1
        while up >= 0 or down < len(levels):
            above = low - levels[up] if up >= 0 else float("inf")
            below = levels[down] - high if down < len(levels) else float("inf")
            if above <= below:
                yield levels[up], high - low + 2 * above + _BEND
                up -= 1
            else:
                yield levels[down], high - low + 2 * below + _BEND
                down += 1


def routes(grid: Grid, links: Sequence[Link]) -> dict[str, Route]:
    """The ways of all edges whose ends are on the map."""
    links = [link for link in links if link.source in grid.boxes and link.target in grid.boxes]
    router = Router(grid, links=links)
    return {link.id: router.route(link) for link in links}


def label_spots(
    grid: Grid,
    ways: Mapping[str, Route],
    sizes: Mapping[str, tuple[float, float]],
    boxes: Mapping[str, Box] | None = None,
    kept: Mapping[str, Box] | None = None,
) -> dict[str, Box]:
    """A box for each label on its edge, above it where that is short; labels keep off nodes and each other.

    Labels that are ``kept`` stay where they are; only the others get a box.
    """
    crowd = _Crowd((boxes if boxes is not None else grid.boxes).values())
    for box in (kept or {}).values():
        crowd.add(box, _LABEL)
    out: dict[str, Box] = {}
    for key in sorted((k for k in sizes if k in ways), key=lambda k: not ways[k].short):
        wide, high = sizes[key]
        out[key] = _best_spot(grid, crowd, sizes[key], _candidates(ways[key], wide, high, grid.sizes.label_room))
        crowd.add(out[key], _LABEL)
    crowded = list(out)
    for _round in range(_ROUNDS):
        crowded = [key for key in crowded if crowd.on_labels(out[key])]
        for key in crowded:
            crowd.remove(out[key], _LABEL)
            out[key] = _best_spot(grid, crowd, sizes[key], _anywhere(ways[key], *sizes[key], out[key]))
            crowd.add(out[key], _LABEL)
    return out


def _best_spot(
    grid: Grid, crowd: "_Crowd", size: tuple[float, float], candidates: Iterable[tuple[float, float, float]]
) -> Box:
    wide, high = size
    best, best_cost = (0.0, 0.0), float("inf")
    for x, y, price in candidates:
        x = max(2.0, min(x, grid.width - wide - 2.0))
        if price >= best_cost:
            break  # they come cheapest first
        cost = price + crowd.covered(x - 1, y - 1, x + wide + 1, y + high + 1)
        if cost < best_cost:
            best, best_cost = (x, y), cost
    return Box(*best, wide, high)


def _candidates(way: Route, wide: float, high: float, above: float) -> Iterator[tuple[float, float, float]]:
    """Corners for a label with what they cost, the best one first."""
    upright = abs(way.points[-1][0] - way.points[0][0]) < 1.0
    if way.short and not upright:
        for side, price in ((-above, 0.0), (above, 30.0)):
            for rank, (x, y) in enumerate(_along(way.points, _TRIES)):
                yield x - wide / 2, y + side - high / 2, price + rank
        return
    if way.short:
        x, y = way.at(0.5)
        right, left = x + 5, x - 5 - wide
        yield (left if way.side < 0 else right), y - high / 2, 0.0
        yield (right if way.side < 0 else left), y - high / 2, 40.0
    for rank, (x, y) in enumerate(_along(way.points, _TRIES)):
        yield x - wide / 2, y - high / 2, 42.0 + 2.0 * rank if way.short else 2.0 * rank


def _anywhere(way: Route, wide: float, high: float, now: Box) -> Iterator[tuple[float, float, float]]:
    """Corners all along an edge for a label that found no room of its own, close beside the line too."""
    yield now.x, now.y, 0.0
    for aside, price in ((0.0, 1.0), (0.6, 6.0), (-0.6, 6.0), (1.0, 9.0), (-1.0, 9.0)):
        for x, y in _along(way.points, _FINE):
            yield x - wide / 2, y - high / 2 + aside * (high + 2), price
    for aside in (0.6, -0.6):
        for x, y in _along(way.points, _FINE):
            yield x - wide / 2 + aside * (wide + 2), y - high / 2, 12.0


def _along(points: Sequence[Point], shares: Sequence[float]) -> Iterator[Point]:
    """The points of a line after shares of its length, which is measured once."""
    lengths = [hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points)]
    total = sum(lengths)
    for share in shares:
        left = total * share
        for at, length in enumerate(lengths):
            if left <= length and length > 0:
                (x1, y1), (x2, y2) = points[at], points[at + 1]
                yield x1 + (x2 - x1) * left / length, y1 + (y2 - y1) * left / length
                break
            left -= length
        else:
            yield points[-1]


_Edges = tuple[float, float, float, float, float]
"""Left, top, right and bottom of a box, and how much covering it costs."""


class _Crowd:
    """What labels must keep off, in buckets so that each is asked about its neighbours only."""

    _SIDE = 64.0

    def __init__(self, nodes: Iterable[Box]) -> None:
        self._buckets: dict[tuple[int, int], list[_Edges]] = {}
        for node in nodes:
            self.add(node, _NODE)

    def _keys(self, left: float, top: float, right: float, bottom: float) -> Iterator[tuple[int, int]]:
        side = self._SIDE
        for column in range(int(left // side), int(right // side) + 1):
            for row in range(int(top // side), int(bottom // side) + 1):
                yield column, row

    def add(self, box: Box, weight: float) -> None:
        """One more box to keep off."""
        entry = (box.x, box.y, box.right, box.bottom, weight)
        for key in self._keys(*entry[:4]):
            self._buckets.setdefault(key, []).append(entry)

    def remove(self, box: Box, weight: float) -> None:
        """A box less."""
        entry = (box.x, box.y, box.right, box.bottom, weight)
        for key in self._keys(*entry[:4]):
            self._buckets[key].remove(entry)

    def _near(self, left: float, top: float, right: float, bottom: float) -> Iterable[_Edges]:
        found = [self._buckets[key] for key in self._keys(left, top, right, bottom) if key in self._buckets]
        return found[0] if len(found) == 1 else {entry for bucket in found for entry in bucket}

    def covered(self, left: float, top: float, right: float, bottom: float) -> float:
        """How much a box covers of what is there, each by its weight."""
        cost = 0.0
        for x1, y1, x2, y2, weight in self._near(left, top, right, bottom):
            wide = (right if right < x2 else x2) - (left if left > x1 else x1)
            if wide > 0:
                high = (bottom if bottom < y2 else y2) - (top if top > y1 else y1)
                if high > 0:
                    cost += wide * high * weight
        return cost

    def on_labels(self, box: Box) -> bool:
        """Whether a label that is there lies on another one."""
        found = 0
        for x1, y1, x2, y2, weight in self._near(box.x, box.y, box.right, box.bottom):
            lies = x1 < box.right and x2 > box.x and y1 < box.bottom and y2 > box.y
            found += weight == _LABEL and lies
        return found > 1


def arrow(way: Route, size: float) -> tuple[Step, ...]:
    """An open arrow head at the end of an edge."""
    from math import cos, sin

    (x, y), angle = way.end, way.angle
    wings = [(x - size * cos(angle + turn), y - size * sin(angle + turn)) for turn in (0.52, -0.52)]
    return ("M", *wings[0]), ("L", x, y), ("L", *wings[1])
