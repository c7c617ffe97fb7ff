"""Spots for the labels of a journey map's edges: on their edge, and on nothing else.

A label that finds no room in full is set in shorter words; one that finds none at all is told to be kept for later.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from exports.figures.journey_layout import Box, Grid
from exports.figures.journey_routes import Point, Route, along

Size = tuple[float, float]
Choices = Sequence[Size]
"""The sizes of a label, one for each of its wordings, the fullest first."""

_TRIES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82)
_FINE = tuple(0.5 + side * n / 60 for n in range(29) for side in ((1, -1) if n else (1,)))
_ASIDE = (0.0, 0.6, -0.6, 1.0, -1.0)
"""How many of its heights a label may stand beside its edge."""
_ALONGSIDE = (0.2, -0.2, 0.4, -0.4, 0.6, -0.6)
"""How many of its widths its middle may stand beside its edge."""
_EDGE = 2.0
"""How far labels stay from the edge of the map."""
_ROUNDS = 4
_PATIENT = 60
"""Up to so many labels one that had to be set in shorter words is reason enough for another round."""
SEARCHED = 300
"""Among more labels than these none is looked for room everywhere along its edge."""


@dataclass(frozen=True, slots=True)
class Label:
    """Where a label stands, in which of its wordings, and whether it has the room to itself."""

    box: Box
    choice: int = 0
    free: bool = True


def labels(
    grid: Grid,
    ways: Mapping[str, Route],
    sizes: Mapping[str, Choices],
    boxes: Mapping[str, Box] | None = None,
    kept: Iterable[Box] = (),
) -> dict[str, Label]:
    """A place for each label on its edge, above it where that is short; labels keep off touchpoints and each other.

    Those that are ``kept`` stay where they are. Where one finds no room, it may choose first in another round.
    """
    kept, nodes = tuple(kept), (boxes if boxes is not None else grid.boxes).values()
    search = len(sizes) <= SEARCHED
    order = sorted((key for key in sizes if key in ways), key=lambda key: _freedom(ways[key]))
    best: dict[str, Label] = {}
    fewest = 101 * len(order) + 1
    for _round in range(_ROUNDS if search else 1):
        crowd, found = Crowd((*nodes, *kept)), {}
        for key in order:
            found[key] = _placed(grid, crowd, ways[key], sizes[key], search=search)
            if found[key].free:
                crowd.add(found[key].box)
        lost = [key for key in order if not found[key].free]
        worse = [key for key in order if found[key].free and found[key].choice]
        cost = 100 * len(lost) + len(worse)
        if cost < fewest:
            best, fewest = found, cost
        if not lost and (not worse or len(order) > _PATIENT):
            break
        order = [*lost, *worse, *(key for key in order if found[key].free and not found[key].choice)]
    return best


def _freedom(way: Route) -> tuple[bool, float]:
    """Short edges choose first: they have the fewest places."""
    (x1, y1), (x2, y2) = way.points[0], way.points[-1]
    return not way.short, abs(x2 - x1) + abs(y2 - y1)


def _placed(grid: Grid, crowd: "Crowd", way: Route, choices: Choices, *, search: bool) -> Label:
    ways: list[Callable[[Route, float, float, Grid], Iterator[Point]]] = [_usual, _anywhere] if search else [_usual]
    for choice, (wide, high) in enumerate(choices):
        for places in ways:
            for x, y in places(way, wide, high, grid):
                x = max(_EDGE, min(x, grid.width - wide - _EDGE))
                if crowd.is_free(x, y, x + wide, y + high):
                    return Label(Box(x, y, wide, high), choice)
    wide, high = choices[-1]
    x, y = way.at(0.5)
    return Label(Box(x - wide / 2, y - high / 2, wide, high), len(choices) - 1, free=False)


def _usual(way: Route, wide: float, high: float, grid: Grid) -> Iterator[Point]:
    """Corners where a label is looked for, the best one first."""
    upright = abs(way.points[-1][0] - way.points[0][0]) < 1.0
    above = grid.sizes.label_room
    if way.short and not upright:
        for side in (-above, above):
            for x, y in along(way.points, _TRIES):
                yield x - wide / 2, y + side - high / 2
    elif way.short:
        x, y = way.at(0.5)
        right, left = x + 5, x - 5 - wide
        yield (left if way.side < 0 else right), y - high / 2
        yield (right if way.side < 0 else left), y - high / 2
    for x, y in along(way.points, _TRIES):
        yield x - wide / 2, y - high / 2


def _anywhere(way: Route, wide: float, high: float, _grid: Grid) -> Iterator[Point]:
    """Corners all along an edge for a label that found no room of its own, close beside the line too."""
    points = tuple(along(way.points, _FINE))
    for aside in _ASIDE:
        for x, y in points:
            yield x - wide / 2, y - high / 2 + aside * (high + 2)
    for aside in _ALONGSIDE:
        for x, y in points:
            yield x - wide / 2 + aside * (wide + 2), y - high / 2


_Edges = tuple[float, float, float, float]


class Crowd:
    """What labels must keep off, in buckets so that each is asked about its neighbours only."""

    _SIDE = 64.0

    def __init__(self, boxes: Iterable[Box]) -> None:
        self._buckets: dict[tuple[int, int], list[_Edges]] = {}
        for box in boxes:
            self.add(box)

    def add(self, box: Box) -> None:
        """One more box to keep off."""
        side, entry = self._SIDE, (box.x, box.y, box.right, box.bottom)
        for column in range(int(box.x // side), int(box.right // side) + 1):
            for row in range(int(box.y // side), int(box.bottom // side) + 1):
                self._buckets.setdefault((column, row), []).append(entry)

    def is_free(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Whether nothing is in a place yet."""
        side, buckets = self._SIDE, self._buckets
        last = int(bottom // side) + 1
        for column in range(int(left // side), int(right // side) + 1):
            for row in range(int(top // side), last):
                for x1, y1, x2, y2 in buckets.get((column, row), ()):
                    if x1 < right and x2 > left and y1 < bottom and y2 > top:
                        return False
        return True
