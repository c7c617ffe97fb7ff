"""Readings: a KPI's values over time against the straight line from its baseline to its target."""

import datetime as dt
from collections.abc import Sequence

from exports.figures.axis import Axis, ticks
from exports.figures.scene import Item, Scene, Table, Text, circle, line, polygon
from exports.figures.words import width as words_width
from planner.language import _, date_text, month_text
from planner.objectives.records import Kpi, Reading
from planner.report.phrases import kpi_name, kpi_value

_SIZE = 11.0
_FOOT = 22.0
_TOP = 16.0


def planned_line(kpi: Kpi, start: dt.date | None, readings: Sequence[Reading]) -> tuple[Reading, Reading] | None:
    """From baseline to target: its two ends, from the plan's start (else the first reading) to the due date."""
    first = start or min((r.date for r in readings), default=None)
    if first is None or kpi.due is None or kpi.baseline is None or kpi.target is None or kpi.due <= first:
        return None
    return Reading(date=first, value=kpi.baseline), Reading(date=kpi.due, value=kpi.target)


def readings(
    kpi: Kpi,
    width: float,
    height: float,
    *,
    currency: str,
    start: dt.date | None = None,
    fresh: Sequence[Reading] = (),
    scale: float = 1.0,
) -> Scene:
    """Actual values as a line with dots, the plan as a dashed line; ``fresh`` readings have hollow dots."""
    new = {reading.date: reading for reading in fresh}
    merged = sorted({**{r.date: r for r in kpi.readings}, **new}.values(), key=lambda r: r.date)
    planned = planned_line(kpi, start, merged)
    every = [*merged, *(planned or ())]
    sentence, table = _sentence(kpi, merged, currency), _table(kpi, merged, currency)
    if not every:
        middle = Text(width / 2, height / 2, _("No readings yet"), 12.5 * scale, "text.tertiary", align="centre")
        return Scene(width, height, (middle,), sentence, table)
    size = _SIZE * scale
    along, up, shown = _axes(every, width, height, kpi, currency, scale)
    items: list[Item] = []
    for value, words in shown:
        y = round(up.at(value)) + 0.5
        items.append(line([(along.start, y), (width, y)], "line.hair"))
        items.append(Text(along.start - 8 * scale, y + size * 0.36, words, size, "text.tertiary", align="right"))
    items += _days(along, every, height, scale)
    if planned is not None:
        ends = [(along.at(r.date.toordinal()), up.at(r.value)) for r in planned]
        items.append(line(ends, "text.tertiary", 1.5, dash=(5.0, 4.0), tip=_("Plan")))
        items += _target(kpi, ends[1], planned[1], currency, scale)
    points = [(along.at(r.date.toordinal()), up.at(r.value)) for r in merged]
    if len(points) > 1:
        items.append(line(points, "accent.fill", 2.0))
    for reading, (x, y) in zip(merged, points, strict=True):
        tip = f"{date_text(reading.date)}: {kpi_value(kpi, reading.value, currency)}"
        if reading.date in new:
            items.append(circle(x, y, 3.5 * scale, "bg.surface", "accent.fill", line=2.0, tip=tip))
        else:
            items.append(circle(x, y, 3.5 * scale, "accent.fill", tip=tip))
    return Scene(width, height, tuple(items), sentence, table)


def _axes(
    every: Sequence[Reading], width: float, height: float, kpi: Kpi, currency: str, scale: float
) -> tuple[Axis, Axis, list[tuple[float, str]]]:
    low, high = min(r.value for r in every), max(r.value for r in every)
    spread = (high - low) or abs(high) or 1.0
    low, high = low - 0.08 * spread, high + 0.12 * spread
    shown = [(value, kpi_value(kpi, value, currency)) for value in ticks(low, high, 4)]
    left = max((words_width(words, _SIZE * scale) for _value, words in shown), default=0.0) + 12 * scale
    first, last = min(r.date for r in every).toordinal(), max(r.date for r in every).toordinal()
    if first == last:
        first, last = first - 15, last + 15
    edge = 8 * scale
    along = Axis(first, last, left + edge, width - edge)
    up = Axis(low, high, height - _FOOT * scale, _TOP * scale)
    return along, up, shown


def _days(along: Axis, every: Sequence[Reading], height: float, scale: float) -> list[Item]:
    """The first and the last day, and what fits between them."""
    size = _SIZE * scale
    y = height - 5 * scale
    first, last = dt.date.fromordinal(round(along.low)), dt.date.fromordinal(round(along.high))
    items: list[Item] = [
        Text(along.start, y, _month(first), size, "text.tertiary"),
        Text(along.end, y, _month(last), size, "text.tertiary", align="right"),
    ]
    free, end = along.start + words_width(_month(first), size), along.end - words_width(_month(last), size)
    for reading in sorted(every, key=lambda r: r.date):
        x, words = along.at(reading.date.toordinal()), _month(reading.date)
        half = words_width(words, size) / 2 + 8 * scale
        if free + half < x < end - half:
            items.append(Text(x, y, words, size, "text.tertiary", align="centre"))
            free = x + half
    return items


def _month(day: dt.date) -> str:
    return f"{month_text(day)} {day.year}"


def _target(kpi: Kpi, at: tuple[float, float], target: Reading, currency: str, scale: float) -> list[Item]:
    x, y = at
    reach = 5.0 * scale
    words = kpi_value(kpi, target.value, currency)
    diamond = polygon([(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)], "text.primary")
    above = Text(x, y - reach - 4 * scale, words, _SIZE * scale, "text.primary", 600, "right")
    return [diamond, above]


def _sentence(kpi: Kpi, merged: Sequence[Reading], currency: str) -> str:
    if not merged:
        return _("{kpi}: no readings yet.").format(kpi=kpi_name(kpi))
    text = _("{kpi}: {first} on {start}, {last} on {end}, target {target}.")
    return text.format(
        kpi=kpi_name(kpi),
        first=kpi_value(kpi, merged[0].value, currency),
        start=date_text(merged[0].date),
        last=kpi_value(kpi, merged[-1].value, currency),
        end=date_text(merged[-1].date),
        target=kpi_value(kpi, kpi.target, currency),
    )


def _table(kpi: Kpi, merged: Sequence[Reading], currency: str) -> Table:
    rows = tuple((date_text(r.date), kpi_value(kpi, r.value, currency)) for r in merged)
    return Table((_("Date"), kpi_name(kpi)), rows)
