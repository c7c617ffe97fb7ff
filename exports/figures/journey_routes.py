"""The edges of a journey map: curves that keep to the gaps between touchpoints."""

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
_CORNER = 9.0
_CLEAR = 3.0
_SHIFTS = (0.0, -5.0, 5.0, -10.0, 10.0)
_CROWDED = 2
"""After so many tries an upright run looks for room on the other side of its column."""
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
        return next(along(self.points, (share,)))


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

    def is_free(self, at: float, start: float, end: float) -> bool:
        """Whether a new one would lie on no other."""
        bucket = int(at // self._WIDE)
        for near in (bucket - 1, bucket, bucket + 1):
            for part in self._parts(start, end):
                for _number, run, since, to in self._buckets.get((near, part), ()):
                    if abs(at - run) < self._WIDE and since < end and to > start:
                        return False
        return True

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
        if free and high - low >= self._sizes.stem and again == 0:
            both = (link.target, link.source) in self._pairs
            x = source.centre[0] + (0.0 if not both else -11.0 if down else 11.0)
            start, end = (source.bottom, target.y) if down else (source.y, target.bottom)
            side = 0 if not both else -1 if down else 1
            return _Pen(x, start).line(x, end).route(short=high - low < 30, side=side)
        return self._around(column, source, target, again, (link.target, link.source) in self._pairs)

    def _around(self, column: int, source: Box, target: Box, again: int, both: bool) -> Route:
        """Out and in on one side, where the map goes on: the left one, but the right one for what leads back up."""
        y1, lower = source.centre[1], source.centre[1] > target.centre[1]
        y2 = target.centre[1] + (self._sizes.ports if lower else -self._sizes.ports)
        sides: tuple[int, ...] = (1, -1) if both and lower else (-1, 1)
        if column in (0, len(self._columns) - 1) and len(self._columns) > 1:
            sides = (1,) if column == 0 else (-1,)
        falls = [self._fall(side, self._beside(column, side, source, target), y1, y2) for side in sides]
        _tries, side, x = min(falls, key=lambda fall: fall[0] >= _CROWDED)
        self._falls.add(x, min(y1, y2), max(y1, y2))
        x += 5.0 * again * side
        start, end = (source.x, target.x) if side < 0 else (source.right, target.right)
        return _Pen(start, y1).corners([(x, y1), (x, y2), (end, y2)], _CORNER).route()

    def _beside(self, column: int, side: int, source: Box, target: Box) -> float:
        """Where an upright run beside a column goes: in the middle of the gap."""
        start, end = self._columns[column] if self._columns else (source.x, source.right)
        if side < 0:
            edge = min(source.x, target.x)
            return edge - max(7.0, (edge - start) * 0.62)
        edge = max(source.right, target.right)
        return edge + max(7.0, (end - edge) * 0.62)

    def _fall(self, side: int, x: float, y1: float, y2: float) -> tuple[int, int, float]:
        """A free place for an upright run near x, after so many tries: runs that pass each other keep apart."""
        low, high = min(y1, y2), max(y1, y2)
        for tries, shift in enumerate(_SHIFTS):
            if self._falls.is_free(x - side * shift, low, high):
                return tries, side, x - side * shift
        return len(_SHIFTS), side, x

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


def along(points: Sequence[Point], shares: Sequence[float]) -> Iterator[Point]:
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


def arrow(way: Route, size: float) -> tuple[Step, ...]:
    """An open arrow head at the end of an edge."""
    from math import cos, sin

    (x, y), angle = way.end, way.angle
    wings = [(x - size * cos(angle + turn), y - size * sin(angle + turn)) for turn in (0.52, -0.52)]
    return ("M", *wings[0]), ("L", x, y), ("L", *wings[1])
