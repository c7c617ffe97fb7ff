"""Compared: bars of a segment with a mark where all customers stand."""

from collections.abc import Sequence

from exports.figures.scene import Item, Rect, Scene, Table, Text
from exports.figures.words import elided
from exports.figures.words import width as words_width
from planner.language import _, list_text, named
from planner.report.blocks import said
from planner.report.segments import Compared

_SIZE = 12.5
_SMALL = 11.0
_ROW = 40.0
_HEAD = 22.0
_BAR = 8.0


def compare(name: str, lines: Sequence[Compared], width: float, scale: float = 1.0) -> Scene:
    """A line for each figure: its name, the bar with the mark, the segment's figure and that of all."""
    size, small = _SIZE * scale, _SMALL * scale
    height = (_HEAD + _ROW * len(lines)) * scale
    of_all = max([words_width(said(c.all), size) for c in lines] + [words_width(_("All"), small)], default=0.0)
    own = max([words_width(said(c.own), size, 600) for c in lines], default=0.0)
    labels = min(max([words_width(c.label, size) for c in lines], default=0.0), width * 0.36)
    own_right = width - of_all - 20 * scale
    left = labels + 16 * scale
    full = max(20 * scale, own_right - own - 18 * scale - left)
    head = elided(name, own_right - left, small, 500)
    items: list[Item] = [
        Text(own_right, small * 1.1, head, small, "text.secondary", 500, "right"),
        Text(width, small * 1.1, _("All"), small, "text.tertiary", 400, "right"),
    ]
    for at, line in enumerate(lines):
        y = (_HEAD + _ROW * (at + 0.5)) * scale
        items += _bar(line, left, y, full, scale)
        base = y + size * 0.36
        items.append(Text(0, base, elided(line.label, labels + 8 * scale, size), size))
        items.append(Text(own_right, base, said(line.own), size, "text.primary", 600, "right"))
        items.append(Text(width, base, said(line.all), size, "text.tertiary", 400, "right"))
    return Scene(width, height, tuple(items), sentence(name, lines), table(name, lines))


def _bar(line: Compared, left: float, y: float, full: float, scale: float) -> list[Item]:
    bar, reach = _BAR * scale, line.full or 1.0
    own, of_all = (_number(cell) / reach for cell in (line.own, line.all))
    tip = named(line.label, said(line.own))
    track = Rect(left, y - bar / 2, full, bar, "bg.sunken", radius=bar / 2, tip=tip)
    filled = Rect(left, y - bar / 2, full * min(1.0, max(0.0, own)), bar, "accent.fill", radius=bar / 2, tip=tip)
    mark = left + full * min(1.0, max(0.0, of_all))
    return [track, filled, Rect(mark - scale, y - bar, 2 * scale, 2 * bar, "text.primary")]


def _number(cell: object) -> float:
    value = getattr(cell, "value", None)
    return float(value) if isinstance(value, int | float) else 0.0


def sentence(name: str, lines: Sequence[Compared]) -> str:
    """The figures in one sentence."""
    parts = [
        _("{label} {own}, all {all}").format(label=line.label, own=said(line.own), all=said(line.all)) for line in lines
    ]
    return _("{name} beside all customers: {parts}.").format(name=name, parts=list_text(parts))


def table(name: str, lines: Sequence[Compared]) -> Table:
    """The same figures as a table."""
    return Table((_("Figure"), name, _("All")), tuple((c.label, said(c.own), said(c.all)) for c in lines))
