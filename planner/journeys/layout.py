"""Layout: the order of touchpoints inside their cells that makes the fewest edges cross.

Stage and channel fix the cell of a touchpoint; only its place among the others there is free. Sweeps put each at the
mean height of what it is linked to (Sugiyama 1981), then neighbours in a cell change places while that helps.
"""

from collections.abc import Mapping, Sequence

from planner.journeys.graph import Graph

Cell = tuple[str, str]
Order = dict[Cell, list[str]]

_SWEEPS = 6


def tidied(graph: Graph, channels: Sequence[str]) -> Mapping[Cell, list[str]]:
    """The cells with more than one touchpoint and the ids in them in a tidy order; ``channels`` are the lanes."""
    order: Order = {cell: [point.id for point in points] for cell, points in graph.cells.items()}
    crowded = [cell for cell, points in order.items() if len(points) > 1]
    if not crowded:
        return {}
    edges = sorted({(min(s.source, s.target), max(s.source, s.target)) for s in graph.steps if s.source != s.target})
    links: dict[str, list[str]] = {point: [] for point in graph.points}
    for one, two in edges:
        links[one].append(two)
        links[two].append(one)
    best, fewest = order, crossings(graph, order, channels, edges)
    for _sweep in range(_SWEEPS):
        if not fewest:
            break
        order = _swept(graph, order, channels, crowded, links)
        count = crossings(graph, order, channels, edges)
        if count < fewest:
            best, fewest = order, count
    best = _switched(graph, best, channels, crowded, edges)
    return {cell: best[cell] for cell in crowded}


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


def _swept(
    graph: Graph, order: Order, channels: Sequence[str], crowded: Sequence[Cell], links: Mapping[str, Sequence[str]]
) -> Order:
    order = dict(order)
    at = heights(graph, order, channels)
    for cell in crowded:
        wanted = {p: sum(at[o] for o in links[p]) / len(links[p]) if links[p] else at[p] for p in order[cell]}
        order[cell] = sorted(order[cell], key=lambda p: wanted[p])
        at = heights(graph, order, channels)
    return order


def _switched(
    graph: Graph,
    order: Mapping[Cell, list[str]],
    channels: Sequence[str],
    crowded: Sequence[Cell],
    edges: Sequence[tuple[str, str]],
) -> Order:
    order = {cell: list(points) for cell, points in order.items()}
    places = _places(graph, order, channels)
    for cell in crowded:
        points = order[cell]
        for k in range(len(points) - 1):
            one, two = points[k], points[k + 1]
            near = [e for e in edges if one in e or two in e]
            before = crossed(near, edges, places)
            places[one], places[two] = places[two], places[one]
            if crossed(near, edges, places) < before:
                points[k], points[k + 1] = two, one
            else:
                places[one], places[two] = places[two], places[one]
    return order


def crossings(
    graph: Graph, order: Mapping[Cell, Sequence[str]], channels: Sequence[str], edges: Sequence[tuple[str, str]]
) -> int:
    """How many pairs of edges cross, drawn straight from touchpoint to touchpoint."""
    places = _places(graph, order, channels)
    return sum(crossed(edges[k : k + 1], edges[k + 1 :], places) for k in range(len(edges)))


def _places(
    graph: Graph, order: Mapping[Cell, Sequence[str]], channels: Sequence[str]
) -> dict[str, tuple[float, float]]:
    at = heights(graph, order, channels)
    return {p.id: (float(graph.stage_at.get(p.stage, -1)), at[p.id]) for p in graph.points.values()}


def crossed(
    some: Sequence[tuple[str, str]], others: Sequence[tuple[str, str]], places: Mapping[str, tuple[float, float]]
) -> int:
    """How often one of some edges crosses one of the others; edges that meet at a touchpoint do not."""
    count = 0
    for a, b in some:
        (ax, ay), (bx, by) = places[a], places[b]
        dx, dy = bx - ax, by - ay
        left, right = min(ax, bx), max(ax, bx)
        for c, d in others:
            (cx, cy), (ex, ey) = places[c], places[d]
            if (cx > right and ex > right) or (cx < left and ex < left) or a in (c, d) or b in (c, d):
                continue
            if (dx * (cy - ay) - dy * (cx - ax)) * (dx * (ey - ay) - dy * (ex - ax)) < 0:
                gx, gy = ex - cx, ey - cy
                if (gx * (ay - cy) - gy * (ax - cx)) * (gx * (by - cy) - gy * (bx - cx)) < 0:
                    count += 1
    return count
