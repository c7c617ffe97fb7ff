"""The scene: what a chart is before anyone paints it.

Unit: 1 pixel on screen = 1 point on paper; y grows downwards. A colour is the name of a role (``accent.fill``), which
each painter looks up in its own palette, or ``#RRGGBB``; an empty one is not painted. ``ref`` is the id of the record
that an item shows, so that hit-testing, tooltips, accessibility and links need nothing else; ``tip`` is its sentence.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

Align = Literal["left", "centre", "right"]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle, rounded by ``radius``; a circle is one whose radius is half its side."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    stroke: str = ""
    radius: float = 0.0
    line: float = 1.0
    dash: tuple[float, ...] = ()
    opacity: float = 1.0
    ref: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Path:
    """A line or an area: ``M x y``, ``L x y``, ``C x1 y1 x2 y2 x y`` and ``Z`` as tuples; ``arrow`` heads its end."""

    steps: tuple[tuple[str | float, ...], ...]
    fill: str = ""
    stroke: str = ""
    line: float = 1.0
    dash: tuple[float, ...] = ()
    arrow: bool = False
    opacity: float = 1.0
    ref: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """One line of words; ``y`` is the baseline, ``turn`` in degrees clockwise around the point."""

    x: float
    y: float
    words: str
    size: float = 12.0
    colour: str = "text.primary"
    weight: int = 400
    align: Align = "left"
    turn: float = 0.0
    opacity: float = 1.0
    strike: bool = False
    ref: str = ""
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Icon:
    """An icon of the bundled set, with its upper left corner at a point."""

    x: float
    y: float
    name: str
    size: float = 16.0
    colour: str = "text.secondary"
    opacity: float = 1.0
    ref: str = ""
    tip: str = ""


Item = Rect | Path | Text | Icon


@dataclass(frozen=True, slots=True)
class Table:
    """The same figures as a table, for who cannot see the picture and for spreadsheets."""

    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Scene:
    """A chart: its size, its items from back to front, one sentence that says what it shows, and its table."""

    width: float
    height: float
    items: tuple[Item, ...]
    sentence: str = ""
    table: Table = Table()


def circle(x: float, y: float, radius: float, fill: str = "", stroke: str = "", **rest: object) -> Rect:
    """A circle around a point."""
    shape = Rect(x - radius, y - radius, 2 * radius, 2 * radius, fill, stroke, radius)
    return replace(shape, **rest) if rest else shape  # type: ignore[arg-type]


def line(points: Iterable[Point], stroke: str, width: float = 1.0, **rest: object) -> Path:
    """A line through points."""
    path = Path(tuple(("L" if at else "M", x, y) for at, (x, y) in enumerate(points)), "", stroke, width)
    return replace(path, **rest) if rest else path  # type: ignore[arg-type]


def polygon(points: Iterable[Point], fill: str = "", stroke: str = "", width: float = 1.0, **rest: object) -> Path:
    """A closed area through points."""
    steps = (*(("L" if at else "M", x, y) for at, (x, y) in enumerate(points)), ("Z",))
    path = Path(steps, fill, stroke, width)
    return replace(path, **rest) if rest else path  # type: ignore[arg-type]


def moved(items: Iterable[Item], dx: float, dy: float) -> Iterator[Item]:
    """The items, shifted."""
    for item in items:
        if isinstance(item, Path):
            yield replace(item, steps=tuple(_shifted(step, dx, dy) for step in item.steps))
        else:
            yield replace(item, x=item.x + dx, y=item.y + dy)


def _shifted(step: tuple[str | float, ...], dx: float, dy: float) -> tuple[str | float, ...]:
    numbers = [float(n) for n in step[1:]]
    return (step[0], *(n + (dy if at % 2 else dx) for at, n in enumerate(numbers)))


def bounds(item: Item) -> tuple[float, float, float, float]:
    """The box around an item as x, y, width, height; for text and curves a close guess from outside."""
    if isinstance(item, Rect):
        return item.x, item.y, item.width, item.height
    if isinstance(item, Icon):
        return item.x, item.y, item.size, item.size
    if isinstance(item, Text):
        from exports.figures.words import width

        wide = width(item.words, item.size, item.weight)
        left = {"left": 0.0, "centre": wide / 2, "right": wide}[item.align]
        return item.x - left, item.y - item.size, wide, item.size * 1.3
    xs = [float(n) for step in item.steps for n in step[1::2]]
    ys = [float(n) for step in item.steps for n in step[2::2]]
    return min(xs, default=0.0), min(ys, default=0.0), _span(xs), _span(ys)


def _span(values: list[float]) -> float:
    return max(values) - min(values) if values else 0.0
