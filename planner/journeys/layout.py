"""Layout: the order of touchpoints inside their cells that makes the fewest edges cross.

Stage and channel fix the cell of a touchpoint; only its place among the others there is free. From several starts
sweeps put each at the mean or the middle height of what it is linked to (Sugiyama 1981, Gansner 1993), then each in
turn is moved to the best place in its cell (sifting, Matuszewski 1999) until nothing helps any more.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import fmean, median
from typing import TYPE_CHECKING

from planner.journeys.graph import Graph

if TYPE_CHECKING:
    import numpy as np

Cell = tuple[str, str]
Edge = tuple[str, str]
Order = dict[Cell, list[str]]
Place = tuple[float, float]
Report = Callable[[float], None]
"""Hears what share is done; what it raises ends the work."""

_SWEEPS = 8
_PASSES = 12
_POLISH = 4
_FEW, _EXACT = 100, 400
"""Up to so many edges every start, or the best one, is polished by exchanges that look at all edges."""


def _unheard(_share: float) -> None:
    """Nobody waits."""


def tidied(graph: Graph, channels: Sequence[str], report: Report = _unheard) -> Mapping[Cell, list[str]]:
    """The cells with more than one touchpoint and the ids in them in a tidy order; ``channels`` are the lanes.

    As long as no other order has fewer crossings everything stays where someone put it.
    """
    order: Order = {cell: [point.id for point in points] for cell, points in graph.cells.items()}
    crowded = [cell for cell, points in order.items() if len(points) > 1]
    if not crowded:
        return {}
    edges = sorted({(min(s.source, s.target), max(s.source, s.target)) for s in graph.steps if s.source != s.target})
    best, fewest = order, crossings(graph, order, channels, edges)
    for number, start in enumerate(_starts(graph, order, channels, crowded, edges)):
        if not fewest:
            break
        found = _sifted(graph, start, channels, crowded, edges, _third(report, number))
        if len(edges) <= _FEW:
            found = _polished(graph, found, channels, crowded, edges)
        count = crossings(graph, found, channels, edges)
        if count < fewest:
            best, fewest = found, count
    if fewest and _FEW < len(edges) <= _EXACT:
        best = _polished(graph, best, channels, crowded, edges)
    return {cell: best[cell] for cell in crowded}


def _third(report: Report, number: int) -> Report:
    return lambda share: report((number + share) / 3)


def heights(graph: Graph, order: Mapping[Cell, Sequence[str]], channels: Sequence[str]) -> dict[str, float]:
    """How far down every touchpoint is, a lane being as high as its fullest cell."""
    lanes = [*channels, *(c for c in ("", *graph.channels) if c not in channels)]
    deepest = dict.fromkeys(lanes, 1)
    for (_stage, channel), points in order.items():
        deepest[channel] = max(deepest[channel], len(points))
    top, at = 0, {}
    for lane in lanes:
        at[lane] = top
        top += deepest[lane]
    return {
        point: at[channel] + place + (deepest[channel] - len(points)) / 2
        for (_stage, channel), points in order.items()
        for place, point in enumerate(points)
    }


def places(graph: Graph, order: Mapping[Cell, Sequence[str]], channels: Sequence[str]) -> dict[str, Place]:
    """Where every touchpoint is: the place of its stage, and how far down."""
    at = heights(graph, order, channels)
    return {p.id: (float(graph.stage_at.get(p.stage, -1)), at[p.id]) for p in graph.points.values()}


def crossings(graph: Graph, order: Mapping[Cell, Sequence[str]], channels: Sequence[str], edges: Sequence[Edge]) -> int:
    """How many pairs of edges cross, drawn straight from touchpoint to touchpoint."""
    return crossings_of(edges, places(graph, order, channels))


def crossings_of(edges: Sequence[Edge], where: Mapping[str, Place]) -> int:
    """How many pairs of edges cross where their touchpoints are; edges that meet at a touchpoint do not."""
    return _Lines(edges, where).count() if edges else 0


def _starts(
    graph: Graph, order: Order, channels: Sequence[str], crowded: Sequence[Cell], edges: Sequence[Edge]
) -> Iterable[Order]:
    """Orders to begin with: as it is, then those of sweeps from either end by mean and by middle."""
    links: dict[str, list[str]] = {point: [] for point in graph.points}
    for one, two in edges:
        links[one].append(two)
        links[two].append(one)
    yield order
    by_stage = sorted(crowded, key=lambda cell: graph.stage_at.get(cell[0], -1))
    yield _swept(graph, order, channels, by_stage, links, fmean)
    yield _swept(graph, order, channels, by_stage[::-1], links, median)


def _swept(
    graph: Graph,
    order: Order,
    channels: Sequence[str],
    cells: Sequence[Cell],
    links: Mapping[str, Sequence[str]],
    middle: Callable[[list[float]], float],
) -> Order:
    order = {cell: list(points) for cell, points in order.items()}
    at = heights(graph, order, channels)
    for sweep in range(_SWEEPS):
        before = {cell: order[cell] for cell in cells}
        for cell in cells if sweep % 2 == 0 else reversed(cells):
            slots = sorted(at[point] for point in order[cell])
            wanted = {p: middle([at[other] for other in links[p]]) if links[p] else at[p] for p in order[cell]}
            order[cell] = sorted(order[cell], key=lambda point: wanted[point])
            at.update(zip(order[cell], slots, strict=True))
        if all(order[cell] == before[cell] for cell in cells):
            break
    return order


def _sifted(
    graph: Graph,
    order: Order,
    channels: Sequence[str],
    crowded: Sequence[Cell],
    edges: Sequence[Edge],
    report: Report,
) -> Order:
    """Each touchpoint in turn at the best place in its cell, until a whole pass helps nothing."""
    order = {cell: list(points) for cell, points in order.items()}
    where = places(graph, order, channels)
    ends: dict[str, list[str]] = {point: [] for point in where}
    for one, two in edges:
        ends[one].append(two)
        ends[two].append(one)
    for number in range(_PASSES):
        moved = 0
        for at, cell in enumerate(crowded):
            report((number + at / len(crowded)) / _PASSES)
            moved += sum(_sift(where, ends, order[cell], point) for point in list(order[cell]))
        if not moved:
            break
    return order


def _sift(where: dict[str, Place], ends: Mapping[str, Sequence[str]], cell: list[str], point: str) -> bool:
    """Moves a touchpoint through its cell, neighbour by neighbour, and leaves it where the fewest edges cross."""
    start = at = cell.index(point)
    cost = best = 0
    best_at = start
    for goal in (0, len(cell) - 1):
        while at != goal:
            to = at + (1 if goal > at else -1)
            cost += _exchange(where, ends, cell, at, to)
            at = to
            if cost < best:
                best, best_at = cost, at
    while at != best_at:
        to = at + (1 if best_at > at else -1)
        _exchange(where, ends, cell, at, to)
        at = to
    return best_at != start


def _exchange(where: dict[str, Place], ends: Mapping[str, Sequence[str]], cell: list[str], at: int, to: int) -> int:
    """Two neighbours take each other's place; how many crossings of their edges more there are then."""
    one, two = cell[at], cell[to]
    before = _between(where, ends, one, two)
    where[one], where[two] = where[two], where[one]
    cell[at], cell[to] = two, one
    return _between(where, ends, one, two) - before


def _between(where: Mapping[str, Place], ends: Mapping[str, Sequence[str]], one: str, two: str) -> int:
    """How often edges of one touchpoint cross those of another."""
    (ax, ay), (cx, cy) = where[one], where[two]
    found = 0
    for b in ends[one]:
        bx, by = where[b]
        dx, dy = bx - ax, by - ay
        side = dx * (cy - ay) - dy * (cx - ax)
        for e in ends[two]:
            if e in (b, one) or b == two:
                continue
            ex, ey = where[e]
            if side * (dx * (ey - ay) - dy * (ex - ax)) < 0:
                gx, gy = ex - cx, ey - cy
                found += (gx * (ay - cy) - gy * (ax - cx)) * (gx * (by - cy) - gy * (bx - cx)) < 0
    return found


def _polished(
    graph: Graph, order: Order, channels: Sequence[str], crowded: Sequence[Cell], edges: Sequence[Edge]
) -> Order:
    """Neighbours exchanged while that helps, all edges counted."""
    order = {cell: list(points) for cell, points in order.items()}
    lines = _Lines(edges, places(graph, order, channels))
    for _pass in range(_POLISH):
        helped = False
        for points in (order[cell] for cell in crowded):
            for at in range(len(points) - 1):
                if lines.exchange(points[at], points[at + 1]) < 0:
                    points[at], points[at + 1] = points[at + 1], points[at]
                    helped = True
                else:
                    lines.exchange_back(points[at], points[at + 1])
        if not helped:
            break
    return order


class _Lines:
    """Edges as straight lines whose crossings are counted many at a time."""

    def __init__(self, edges: Sequence[Edge], where: Mapping[str, Place]) -> None:
        import numpy as np

        self._at = {point: n for n, point in enumerate(where)}
        self._a, self._b = np.array([(self._at[one], self._at[two]) for one, two in edges]).T
        self._x, self._y = np.array(list(where.values())).T
        self._of: dict[str, list[int]] = {point: [] for point in where}
        for n, (one, two) in enumerate(edges):
            self._of[one].append(n)
            self._of[two].append(n)
        a, b = self._a, self._b
        self._joined = (a[:, None] == a) | (a[:, None] == b) | (b[:, None] == a) | (b[:, None] == b)

    def count(self) -> int:
        """How many pairs cross."""
        return int(self._crossed(list(range(len(self._a)))).sum()) // 2

    def exchange(self, one: str, two: str) -> float:
        """Two touchpoints take each other's place; how many crossings more there are then."""
        near = sorted({*self._of[one], *self._of[two]})
        before = self._around(near)
        self.exchange_back(one, two)
        return self._around(near) - before

    def exchange_back(self, one: str, two: str) -> None:
        """The same without counting."""
        i, j = self._at[one], self._at[two]
        self._y[i], self._y[j] = self._y[j], self._y[i]

    def _around(self, near: list[int]) -> float:
        """How many pairs cross of which one is among these."""
        if not near:
            return 0.0
        found = self._crossed(near)
        return float(found.sum() - found[:, near].sum() / 2)

    def _crossed(self, some: list[int]) -> "np.ndarray":
        """Which of some edges crosses which of all."""
        x, y, a, b = self._x, self._y, self._a, self._b
        ax, ay = x[a], y[a]
        dx, dy = x[b] - ax, y[b] - ay
        x1, y1, dx1, dy1 = (of[some][:, None] for of in (ax, ay, dx, dy))
        x2, y2 = ax - x1, ay - y1
        turn = dx1 * dy - dy1 * dx
        start = dx1 * y2 - dy1 * x2
        other = dx * y2 - dy * x2
        found: np.ndarray = (start * (start + turn) < 0) & (other * (other + turn) < 0) & ~self._joined[some]
        return found
