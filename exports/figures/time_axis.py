"""The time axis: days as places, months, quarters and years as heads, today as a line."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from exports.figures.scene import Item, Rect, Text, line
from exports.figures.words import width as words_width
from planner.actions.calendar import month_days, months
from planner.actions.schedule import schedule
from planner.clock import today
from planner.language import _, day_text, month_text
from planner.plan import Plan

Unit = Literal["month", "quarter"]

HEAD = 52.0
"""How high the heads are: quarters over months, or years over quarters."""
_LONGEST = 480
"""Months that an axis shows at most."""


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Maps days to places: from the start of the first day to the end of the last."""

    first: dt.date
    last: dt.date
    left: float
    width: float
    unit: Unit = "month"

    @property
    def days(self) -> int:
        """How many days it spans."""
        return (self.last - self.first).days + 1

    @property
    def right(self) -> float:
        """Its end."""
        return self.left + self.width

    def at(self, day: dt.date) -> float:
        """The place where a day begins."""
        return self.left + (day - self.first).days * self.width / self.days

    def after(self, day: dt.date) -> float:
        """The place where a day ends."""
        return self.left + ((day - self.first).days + 1) * self.width / self.days

    def day(self, place: float) -> dt.date:
        """The day at a place."""
        days = int((place - self.left) * self.days / self.width // 1) if self.width else 0
        return self.first + dt.timedelta(days=max(0, min(self.days - 1, days)))


def time_span(plan: Plan) -> tuple[dt.date, dt.date]:
    """The whole months over which the plan runs: its horizon and every action."""
    slots = schedule(plan).slots.values()
    days = [day for day in (plan.profile.start, plan.profile.end) if day is not None]
    days += [day for slot in slots for day in (slot.start, slot.finish)]
    first, last = min(days, default=today()), max(days, default=today())
    if not days:
        last = dt.date(first.year + (first.month > 1), (first.month - 2) % 12 + 1, 1)  # twelve months
    spanned = list(months(first, last))[:_LONGEST]
    return month_days(spanned[0])[0], month_days(spanned[-1])[1]


def axis_of(plan: Plan, left: float, width: float, unit: Unit = "month") -> TimeAxis:
    """The axis of a plan: whole months, or whole quarters where those are its unit."""
    first, last = time_span(plan)
    if unit == "quarter":
        first, last = _whole_quarters(first, last)
    return TimeAxis(first, last, left, width, unit)


def _whole_quarters(first: dt.date, last: dt.date) -> tuple[dt.date, dt.date]:
    """The span, widened to whole quarters."""
    end = (last.year, (last.month - 1) // 3 * 3 + 3)
    return dt.date(first.year, (first.month - 1) // 3 * 3 + 1, 1), month_days(end)[1]


def parts(axis: TimeAxis, months_each: int) -> Iterator[tuple[dt.date, dt.date]]:
    """The axis in parts of one month, three or twelve, each by its first and last day."""
    found: list[tuple[dt.date, dt.date]] = []
    for month in months(axis.first, axis.last):
        first, last = month_days(month)
        if found and (first.month - 1) % months_each:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    yield from found


def ground_items(axis: TimeAxis, top: float, bottom: float) -> Iterator[Item]:
    """Every other quarter shaded, and a line between months; a stronger one between quarters."""
    for first, last in parts(axis, 3):
        if (first.month - 1) // 3 % 2:
            x = axis.at(first)
            yield Rect(x, top, axis.after(last) - x, bottom - top, "bg.page")
    for first, _last in parts(axis, 1 if axis.unit == "month" else 3):
        if first > axis.first:
            x = round(axis.at(first)) + 0.5
            strong = (first.month - 1) % (3 if axis.unit == "month" else 12) == 0
            yield line([(x, top), (x, bottom)], "line.strong" if strong else "line.grid", opacity=0.7 if strong else 1)


def head_items(axis: TimeAxis, top: float, scale: float = 1.0, today: dt.date | None = None) -> Iterator[Item]:
    """The two rows of heads over the axis; a head that the chip of today would cover is left out."""
    chip = _chip(axis, today, scale) if today is not None else (0.0, 0.0)
    size, high = 12.0 * scale, HEAD * scale
    monthly = axis.unit == "month"
    for first, last in parts(axis, 3 if monthly else 12):
        x = axis.at(first)
        words = quarter_text(first, year=True) if monthly else str(first.year)
        if words_width(words, size, 600) + 12 * scale <= axis.after(last) - x:
            yield Text(x + 10 * scale, top + 18 * scale, words, size, "text.secondary", 600)
        if first > axis.first:
            edge = round(x) + 0.5
            yield line([(edge, top), (edge, top + high)], "line.strong", opacity=0.7)
    for first, last in parts(axis, 1 if monthly else 3):
        x, room = axis.at(first), axis.after(last) - axis.at(first)
        words = month_text(first) if monthly else quarter_text(first)
        if words_width(words, size) + 4 > room:
            words = words[:1].upper()
        wide, centre = words_width(words, size), x + room / 2
        covered = chip[0] < centre + wide / 2 + 2 and centre - wide / 2 - 2 < chip[0] + chip[1]
        if wide <= room and not covered:
            yield Text(x + room / 2, top + 42 * scale, words, size, "text.secondary", align="centre")
        if first > axis.first:
            edge = round(x) + 0.5
            yield line([(edge, top + 28 * scale), (edge, top + high)], "line.hair")


def quarter_text(day: dt.date, year: bool = False) -> str:
    """The quarter of a day: Q1, or Q1 2027."""
    number = (day.month - 1) // 3 + 1
    if year:
        return _("Q{quarter} {year}").format(quarter=number, year=day.year)
    return _("Q{quarter}").format(quarter=number)


def _chip(axis: TimeAxis, day: dt.date, scale: float) -> tuple[float, float]:
    """Where the chip of a day begins and how wide it is; nothing outside the axis."""
    if not axis.first <= day <= axis.last:
        return 0.0, 0.0
    wide = words_width(day_text(day), 11.0 * scale, 600) + 14 * scale
    return min(max(axis.at(day) - wide / 2, axis.left), axis.right - wide), wide


def today_items(axis: TimeAxis, day: dt.date, top: float, bottom: float, scale: float = 1.0) -> Iterator[Item]:
    """A line at a day with its date on a chip over it, among the heads; nothing outside the axis."""
    left, wide = _chip(axis, day, scale)
    if not wide:
        return
    x, size, high = round(axis.at(day)) + 0.5, 11.0 * scale, 17 * scale
    middle = top - 14 * scale
    yield line([(x, middle), (x, bottom)], "text.primary", 1.5)
    yield Rect(left, middle - high / 2, wide, high, "text.primary", radius=4 * scale, tip=_("Today"))
    yield Text(left + wide / 2, middle + size * 0.36, day_text(day), size, "bg.surface", 600, "centre")
