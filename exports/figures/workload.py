"""The workload: which share of each month every role is taken, as a row of cells on a time axis."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from exports.figures.scene import Icon, Item, Rect, Text
from exports.figures.time_axis import TimeAxis, parts, quarter_text
from exports.figures.words import width as words_width
from planner.actions.calendar import month_of, months
from planner.actions.workload import Workload
from planner.language import _, month_text, percent, short_number

LOAD_ROW = 30.0
_CELL = 22.0
_SIZE = 12.0
_STEPS = (0.0, 0.51, 0.81)
"""From which share on a cell has the next deeper colour."""


@dataclass(frozen=True, slots=True)
class LoadCell:
    """What a role has to do in a part of the axis."""

    first: dt.date
    last: dt.date
    share: float
    tip: str


def load_cells(load: Workload, axis: TimeAxis) -> list[LoadCell]:
    """The cells of a role, one a month or quarter; none where it has nothing to do."""
    cells = []
    for first, last in parts(axis, 1 if axis.unit == "month" else 3):
        found = [load.months[m] for m in months(first, last) if m in load.months]
        days = sum(part.days for part in found)
        if not days:
            continue
        known = load.months.get(month_of(first))
        available = sum(part.available for part in found)
        share = days / available if available else 0.0
        name = month_text(first) if axis.unit == "month" else quarter_text(first)
        said = _("{role}, {time}: {days} of {available} working days, {share}")
        tip = said.format(
            role=load.role,
            time=name,
            days=short_number(days, 1),
            available=known.available if known and axis.unit == "month" else available,
            share=percent(share),
        )
        cells.append(LoadCell(first, last, share, tip))
    return cells


def load_items(load: Workload, axis: TimeAxis, middle: float, scale: float = 1.0, limit: float = 1.0) -> Iterator[Item]:
    """The cells of a role around a height: deeper with its load, amber with a sign over the limit."""
    high, size = _CELL * scale, _SIZE * scale
    for cell in load_cells(load, axis):
        x = axis.at(cell.first) + 2
        wide = axis.after(cell.last) - x - 2
        over = cell.share > limit + 0.004
        top = middle - high / 2
        if over:
            yield Rect(x + 0.5, top + 0.5, wide - 1, high - 1, "warn.soft", "warn.line", 4 * scale, tip=cell.tip)
        else:
            step = 1 + sum(cell.share >= limit for limit in _STEPS)
            yield Rect(x, top, wide, high, f"ramp.workload.{step}", radius=4 * scale, tip=cell.tip)
        yield from _cell_words(cell, x + wide / 2, wide, middle, size, over)


def _cell_words(cell: LoadCell, centre: float, room: float, middle: float, size: float, over: bool) -> Iterator[Item]:
    words = percent(cell.share)
    weight = 600 if over else 400
    wide, sign = words_width(words, size, weight), size
    base = middle + size * 0.36
    role = "warn.text" if over else "text.secondary"
    if over and wide + sign + 4 <= room:
        gap = min(4.0, room - wide - sign - 2)
        left = centre - (wide + sign + gap) / 2
        yield Icon(left, middle - sign / 2, "triangle-alert", sign, role)
        yield Text(left + sign + gap, base, words, size, role, weight)
    elif over and sign <= room:
        yield Icon(centre - sign / 2, middle - sign / 2, "triangle-alert", sign, role)
    elif wide + 4 <= room:
        yield Text(centre, base, words, size, role, weight, "centre")
