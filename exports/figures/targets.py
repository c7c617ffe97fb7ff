"""KPI targets as diamonds on a time axis, with their names where there is room."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from exports.figures.scene import Item, Text, polygon
from exports.figures.time_axis import TimeAxis
from exports.figures.words import elided
from exports.figures.words import width as words_width
from planner.language import NBSP, _, date_text, money, short_number, short_percent
from planner.objectives.records import Kpi
from planner.plan import Plan

TARGET_ROW = 34.0
_SIZE = 12.0
_REACH = 6.5


@dataclass(frozen=True, slots=True)
class Target:
    """The KPI targets of one day: name and value of the first, how many more there are, and all as sentences."""

    day: dt.date
    name: str
    value: str
    more: int
    tip: str
    kpi: str


def targets(plan: Plan) -> list[Target]:
    """The targets by day; of one day, the KPI of the weightiest objective comes first."""
    weight = {o.id: o.weight for o in plan.objectives}
    by_day: dict[dt.date, list[Kpi]] = {}
    for kpi in sorted(plan.kpis, key=lambda k: -weight.get(k.objective, 0.0)):
        if kpi.due is not None and kpi.target is not None:
            by_day.setdefault(kpi.due, []).append(kpi)
    return [_target(plan, day, kpis) for day, kpis in sorted(by_day.items())]


def _target(plan: Plan, day: dt.date, kpis: list[Kpi]) -> Target:
    lines = [_("{kpi}: {value}").format(kpi=_name(kpi), value=_value(plan, kpi)) for kpi in kpis]
    tip = "\n".join([date_text(day), *lines])
    short = _name(kpis[0]).split(",")[0].split(": ")[-1]
    return Target(day, short[:1].upper() + short[1:], _value(plan, kpis[0]), len(kpis) - 1, tip, kpis[0].id)


def _name(kpi: Kpi) -> str:
    return kpi.name or _("KPI without a name")


def _value(plan: Plan, kpi: Kpi) -> str:
    assert kpi.target is not None
    if kpi.unit == "percent":
        return short_percent(kpi.target)
    if kpi.unit == "money":
        return money(kpi.target, plan.profile.currency)
    return short_number(kpi.target, 1)


def words_of(target: Target, room: float, size: float) -> str:
    """The words of a target: without the count where there is little room, then with a shorter name, then none."""
    value = f"{target.name}{NBSP}{target.value}"
    full = f"{value} +{target.more}" if target.more else value
    for words in (full, value):
        if words_width(words, size) <= room:
            return words
    left = room - words_width(NBSP + target.value, size)
    if left < 3 * size:
        return target.value if words_width(target.value, size) <= room else ""
    return f"{elided(target.name, left, size)}{NBSP}{target.value}"


def target_items(found: list[Target], axis: TimeAxis, middle: float, scale: float = 1.0) -> Iterator[Item]:
    """A diamond per day with its words: at its right, the last one at its left where the axis ends there."""
    shown = [t for t in found if axis.first <= t.day <= axis.last]
    size, reach, gap = _SIZE * scale, _REACH * scale, 7 * scale
    places = [min(axis.after(t.day), axis.right - reach) for t in shown]
    free = axis.left
    for at, (target, x) in enumerate(zip(shown, places, strict=True)):
        diamond = [(x, middle - reach), (x + reach, middle), (x, middle + reach), (x - reach, middle)]
        yield polygon(diamond, "text.primary", tip=target.tip, ref=target.kpi)
        base, last = middle + size * 0.36, at + 1 == len(places)
        right = (axis.right if last else places[at + 1] - reach) - gap - (x + reach + gap)
        left = x - reach - gap - free
        if last and _wide(target, size) > right and left > right:
            words = words_of(target, left, size)
            yield Text(x - reach - gap, base, words, size, "text.secondary", align="right", tip=target.tip)
            continue
        if at + 2 == len(places):  # the last one may need the room before it
            other = shown[at + 1]
            if _wide(other, size) > axis.right - places[at + 1] - reach - gap:
                right = max(right / 2 - gap, right - _wide(other, size) - 3 * gap)
        words = words_of(target, right, size)
        free = x + reach + gap + words_width(words, size) + 2 * gap
        if words:
            yield Text(x + reach + gap, base, words, size, "text.secondary", tip=target.tip)


def _wide(target: Target, size: float) -> float:
    return words_width(words_of(target, float("inf"), size), size)
