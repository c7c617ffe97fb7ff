"""The radar: what the areas of capability are rated today, and the level that the plan needs."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from exports.figures.scene import Align, Item, Point, Scene, Table, Text, circle, line, polygon
from exports.figures.words import width as words_width
from exports.figures.words import wrapped
from planner.capabilities.ratings import AreaRating
from planner.language import _, list_text, number, signed

LEVELS = 5
DASH = (4.0, 3.0)
_SIZE = 12.0
_GAP = 0.9
"""What lies between the tip of an axis and its label, in sizes of the type."""


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis of a radar, 0 to 5; ``today`` and ``needed`` are None where nobody has said."""

    key: str
    name: str
    today: float | None
    needed: float | None


def axes_of(areas: Sequence[AreaRating]) -> tuple[Axis, ...]:
    """The axes that show the areas of a plan."""
    return tuple(Axis(a.area.key, a.area.name, a.average, a.needed) for a in areas)


def radar(axes: Sequence[Axis], width: float, height: float, scale: float = 1.0, accent: str = "accent") -> Scene:
    """The radar in a box of that size; today is filled, the level needed is dashed."""
    size = float(round(_SIZE * scale))  # painters round type to whole sizes
    centre, reach = _room(axes, width, height, size)
    items: list[Item] = [*_grid(axes, centre, reach)]
    needed = [axis.needed for axis in axes]
    today = [axis.today for axis in axes]
    if any(v is not None for v in needed):
        items.append(_outline(needed, centre, reach, "text.secondary", 1.5, DASH))
    if any(v is not None for v in today):
        items.append(polygon(_points(today, centre, reach), f"{accent}.fill", opacity=0.12))
        items.append(polygon(_points(today, centre, reach), "", f"{accent}.fill", 2.0))
    for at, axis in enumerate(axes):
        if axis.today is not None:
            x, y = _spot(at, len(axes), axis.today / LEVELS, centre, reach)
            items.append(
                circle(x, y, 3.5 * scale, "bg.surface", f"{accent}.fill", line=2.0, ref=axis.key, tip=_tip(axis))
            )
    for at, axis in enumerate(axes):
        items.extend(_label(at, len(axes), axis, centre, reach, width, size, accent))
    return Scene(width, height, tuple(items), sentence(axes), table(axes))


def sentence(axes: Sequence[Axis]) -> str:
    """What the radar shows, in one sentence."""
    rated = [_("{name} {value}").format(name=a.name, value=number(a.today, 1)) for a in axes if a.today is not None]
    if not rated:
        return _("No area is rated yet.")
    short = [a for a in axes if a.today is not None and a.needed is not None and a.today < a.needed]
    if not short:
        return _("Today, of 5: {areas}.").format(areas=list_text(rated))
    widest = max(short, key=lambda a: (a.needed or 0.0) - (a.today or 0.0))
    return _("Today, of 5: {areas}. The widest gap to what the plan needs is in {area}.").format(
        areas=list_text(rated), area=widest.name
    )


def table(axes: Sequence[Axis]) -> Table:
    """The same figures as a table: area, today, needed, gap."""
    rows = tuple((a.name, _figure(a.today), _figure(a.needed), _gap(a)) for a in axes)
    return Table((_("Area"), _("Today"), _("Needed"), _("Gap")), rows)


def _figure(value: float | None) -> str:
    return "–" if value is None else number(value, 1)


def _gap(axis: Axis) -> str:
    return "–" if axis.today is None or axis.needed is None else signed(axis.today - axis.needed, 1)


def _tip(axis: Axis) -> str:
    if axis.today is None:
        return _("{name}: not rated").format(name=axis.name)
    if axis.needed is None:
        return _("{name}: {today} today").format(name=axis.name, today=number(axis.today, 1))
    return _("{name}: {today} today, the plan needs {needed}").format(
        name=axis.name, today=number(axis.today, 1), needed=number(axis.needed, 1)
    )


def _room(axes: Sequence[Axis], width: float, height: float, size: float) -> tuple[Point, float]:
    """The middle and the radius that leave room for two lines of words around."""
    top, bottom = 2.2 * size, 3.4 * size
    count = len(axes)
    # Five axes: the tip is one radius above the middle, the feet 0.81 below it.
    reach = (height - top - bottom) / (1 + math.cos(math.pi / count))
    for at, axis in enumerate(axes):
        aside, down = _spot(at, count, 1.0, (0.0, 0.0), 1.0)
        if abs(aside) > 0.01 and down < 0.5:
            reach = min(reach, (width / 2 - _GAP * size - _narrowest(axis, size)) / abs(aside))
    reach = max(reach, 24.0)
    spare = max(0.0, height - top - bottom - reach * (1 + math.cos(math.pi / count))) / 2
    return (width / 2, top + spare + reach), reach


def _narrowest(axis: Axis, size: float) -> float:
    """The width of an axis's label in its narrowest form: a word a line, the figure beside the last."""
    *before, last = axis.name.split() or [""]
    return max(words_width(word, size, 600) for word in (*before, f"{last}_{_figure(axis.today)}")) + 3


def _spot(at: int, count: int, share: float, centre: Point, reach: float) -> Point:
    angle = -math.pi / 2 + 2 * math.pi * at / count
    return centre[0] + reach * share * math.cos(angle), centre[1] + reach * share * math.sin(angle)


def _points(values: Sequence[float | None], centre: Point, reach: float) -> list[Point]:
    return [_spot(at, len(values), v / LEVELS, centre, reach) for at, v in enumerate(values) if v is not None]


def _outline(
    values: Sequence[float | None], centre: Point, reach: float, stroke: str, width: float, dash: tuple[float, ...]
) -> Item:
    return polygon(_points(values, centre, reach), "", stroke, width, dash=dash)


def _grid(axes: Sequence[Axis], centre: Point, reach: float) -> list[Item]:
    count = len(axes)
    rings: list[Item] = []
    for level in range(1, LEVELS + 1):
        points = [_spot(at, count, level / LEVELS, centre, reach) for at in range(count)]
        rings.append(polygon(points, "", "line.strong" if level == LEVELS else "line.hair", 1.0))
    spokes = [line([centre, _spot(at, count, 1.0, centre, reach)], "line.hair") for at in range(count)]
    return [*rings, *spokes]


def _label(
    at: int, count: int, axis: Axis, centre: Point, reach: float, width: float, size: float, accent: str
) -> list[Item]:
    """The name of an axis with its figure at the end, outside its tip, in one or two lines."""
    x, y = _spot(at, count, 1.0, centre, reach)
    side: Align = "centre" if abs(x - centre[0]) < 1 else "left" if x > centre[0] else "right"
    gap = size * _GAP
    figure = _figure(axis.today)
    below = y > centre[1] + reach * 0.5
    if below:  # the feet stand on the ground: words go under them
        x += gap * (0.6 if side == "left" else -0.6)
    elif side != "centre":
        x += gap if side == "left" else -gap
    room = width if side == "centre" else (width - x if side == "left" else x) - 2
    # The last word and the figure stay together; the figure then stands out at the end of the last line.
    *words_before, last_word = axis.name.split() or [""]
    lines = wrapped(" ".join([*words_before, f"{last_word}_{figure}"]), room, size, 600, 2 if below else 3)
    lines[-1] = lines[-1].removesuffix(f"_{figure}")
    high = size * 1.35
    first = (
        y + gap + size * 0.7
        if below
        else y - gap * 0.8
        if side == "centre"
        else y + size * 0.3 - high * (len(lines) - 1) / 2
    )
    out: list[Item] = []
    for row, words in enumerate(lines):
        last = row == len(lines) - 1
        out.extend(_words(x, first + row * high, words, figure if last else "", side, size, accent, axis))
    return out


def _words(
    x: float, y: float, words: str, figure: str, side: Align, size: float, accent: str, axis: Axis
) -> list[Item]:
    """A line of a label; the figure stands out at its end."""
    known = axis.today is not None
    long, short = words_width(words, size), words_width(figure, size, 600)
    gap = words_width(" ", size) + size * 0.1 if figure else 0.0
    total = long + gap + short
    left = {"left": x, "centre": x - total / 2, "right": x - total}[side]
    tip = _tip(axis)
    out: list[Item] = [Text(left, y, words, size, ref=axis.key, tip=tip)]
    if figure:
        colour = f"{accent}.text" if known else "text.tertiary"
        out.append(Text(left + long + gap, y, figure, size, colour, 600, ref=axis.key, tip=tip))
    return out


def radar_legend(width: float, height: float, scale: float = 1.0, accent: str = "accent") -> Scene:
    """What the lines of a radar mean, in one row at the right."""
    size = float(round(_SIZE * scale))
    y, right = height / 2, width
    entries: list[tuple[str, str, float, tuple[float, ...]]] = [
        (_("Needed by the plan"), "text.secondary", 1.5, DASH),
        (_("Today"), f"{accent}.fill", 2.0, ()),
    ]
    out: list[Item] = []
    for words, stroke, thick, dash in entries:
        left = right - words_width(words, size)
        out.append(Text(left, y + size * 0.36, words, size, "text.secondary"))
        out.append(line([(left - 22 * scale, y), (left - 8 * scale, y)], stroke, thick, dash=dash))
        right = left - 38 * scale
    return Scene(width, height, tuple(out), _("Today filled, needed by the plan dashed."))
