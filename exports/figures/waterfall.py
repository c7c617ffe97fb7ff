"""The waterfall: from the value of today to the expected value, segment by segment."""

from dataclasses import dataclass

from exports.figures.axis import Axis, decimals, ticks
from exports.figures.scene import Item, Rect, Scene, Table, Text, line, polygon
from exports.figures.words import wrapped
from planner.language import _, money_short, named, ngettext, number, signed, symbol
from planner.plan import Plan
from planner.segments.value import gain, total_expected, total_to_date

_SIZE = 12.0
_SMALL = 11.0
_MOST = 9
"""Only so many segments have a bar of their own; the smallest are taken together."""
_TOOTH = 11.0


@dataclass(frozen=True, slots=True)
class Part:
    """What one bar adds; ``ref`` is the segment, empty where it stands for several."""

    name: str
    more: float
    ref: str = ""


def parts_of(plan: Plan) -> tuple[float, list[Part]]:
    """The value of today of all segments whose figures are known, and what each could add, the largest first."""
    known = [s for s in plan.segments if gain(s) is not None]
    start = sum(total_to_date(s) or 0.0 for s in known)
    parts = sorted((Part(s.name, gain(s) or 0.0, s.id) for s in known), key=lambda part: -part.more)
    if len(parts) <= _MOST:
        return start, parts
    rest = parts[_MOST - 1 :]
    words = ngettext("{count} other", "{count} others", len(rest)).format(count=len(rest))
    return start, [*parts[: _MOST - 1], Part(words, sum(p.more for p in rest))]


def waterfall(plan: Plan, width: float, height: float, scale: float = 1.0) -> Scene:
    """The waterfall in a box of that size; where the two whole bars are cut, they carry a zigzag."""
    start, parts = parts_of(plan)
    end = start + sum(part.more for part in parts)
    unit = 1e6 if max(start, end) >= 1e6 else 1e3 if max(start, end) >= 1e3 else 1.0
    low, high = _range(start, parts)
    up = Axis(low, high, height - 40 * scale, 26 * scale)
    left = 36 * scale
    slot = (width - left) / (len(parts) + 2)
    bar = min(slot * 0.64, 76 * scale)
    items: list[Item] = _grid(plan, up, unit, left, width, scale)
    cut = low > 0

    def centre(at: int) -> float:
        return left + slot * (at + 0.5)

    items += _whole(plan, _("Value to date"), start, centre(0), bar, up, unit, cut, slot, scale)
    level = start
    biggest = max((abs(p.more) for p in parts), default=0.0)
    for at, part in enumerate(parts, start=1):
        items += _joint(centre(at - 1) + bar / 2, centre(at) - bar / 2, up.at(level), scale)
        items += _step(plan, part, level, centre(at), bar, up, unit, slot, scale, biggest)
        level += part.more
    items += _joint(centre(len(parts)) + bar / 2, centre(len(parts) + 1) - bar / 2, up.at(level), scale)
    items += _whole(plan, _("Expected"), end, centre(len(parts) + 1), bar, up, unit, cut, slot, scale)
    return Scene(width, height, tuple(items), sentence(plan), table(plan))


def _range(start: float, parts: list[Part]) -> tuple[float, float]:
    """The values that the axis shows: it starts at nought, or near the lowest step where that shows them better."""
    levels = [start]
    for part in parts:
        levels.append(levels[-1] + part.more)
    low, high = min(levels), max(levels)
    span = (high - low) or abs(high) or 1.0
    if low > 0 and low > span:
        return max(0.0, low - span * 0.45), high + span * 0.04
    return min(0.0, low), high + span * 0.04


def _grid(plan: Plan, up: Axis, unit: float, left: float, width: float, scale: float) -> list[Item]:
    small = _SMALL * scale
    steps = [v / unit for v in ticks(up.low, up.high, 5)]
    places = decimals(steps)
    out: list[Item] = []
    for step in steps:
        y = up.at(step * unit)
        if up.start - y < 14 * scale and up.low > 0:
            continue  # the foot of a cut axis has no value
        out.append(line([(left, y), (width, y)], "line.hair"))
        words = number(step, places)
        out.append(Text(left - 8 * scale, y + small * 0.36, words, small, "text.tertiary", 400, "right"))
    out.append(line([(left, up.start), (width, up.start)], "line.strong"))
    return out


def axis_words(plan: Plan) -> str:
    """What the figures of the chart are in: € million per year, and whether its whole bars are cut."""
    start, parts = parts_of(plan)
    end = start + sum(part.more for part in parts)
    mark = symbol(plan.profile.currency)
    if max(start, end) >= 1e6:
        words = _("{currency} million per year, if every segment reaches its expected value.")
    elif max(start, end) >= 1e3:
        words = _("{currency} thousand per year, if every segment reaches its expected value.")
    else:
        words = _("{currency} per year, if every segment reaches its expected value.")
    said = words.format(currency=mark)
    return said + " " + _("The two total bars are shortened.") if _range(start, parts)[0] > 0 else said


def _figure(value: float, unit: float, sign: bool = False) -> str:
    value /= unit
    places = 2 if sign and abs(value) < 10 else 1
    if unit == 1.0:
        places = 0
    return signed(value, places) if sign else number(value, places)


def _whole(
    plan: Plan,
    name: str,
    value: float,
    x: float,
    bar: float,
    up: Axis,
    unit: float,
    cut: bool,
    slot: float,
    scale: float,
) -> list[Item]:
    top = up.at(value)
    tip = named(name, money_short(value, plan.profile.currency))
    base = up.at(max(0.0, up.low))
    out: list[Item] = [
        Rect(x - bar / 2, min(top, base), bar, abs(base - top), "text.secondary", radius=2 * scale, tip=tip)
    ]
    if cut:
        out.append(_zigzag(x - bar / 2, x + bar / 2, up.start - 14 * scale, scale))
    out.append(Text(x, top - 6 * scale, _figure(value, unit), _SIZE * scale, "text.primary", 600, "centre"))
    return [*out, *_name(name, x, up.start, slot, scale)]


def _zigzag(left: float, right: float, y: float, scale: float) -> Item:
    """A white band through a bar whose foot is cut off."""
    count = max(2, round((right - left) / (_TOOTH * scale)))
    step, high = (right - left) / count, 5 * scale
    upper = [(left + at * step, y + (high if at % 2 else 0.0)) for at in range(count + 1)]
    lower = [(x, at_y + 4 * scale) for x, at_y in reversed(upper)]
    return polygon([*upper, *lower], "bg.surface")


def _step(
    plan: Plan,
    part: Part,
    level: float,
    x: float,
    bar: float,
    up: Axis,
    unit: float,
    slot: float,
    scale: float,
    biggest: float,
) -> list[Item]:
    one, two = up.at(level), up.at(level + part.more)
    top, high = min(one, two), max(abs(one - two), 1.5 * scale)
    role = "accent.fill" if part.more >= 0 else "bad.fill"
    tip = named(part.name, signed_money(part.more, plan.profile.currency))
    strong = abs(part.more) == biggest
    fill = Rect(
        x - bar / 2, top, bar, high, role, radius=2 * scale, opacity=1.0 if strong else 0.8, ref=part.ref, tip=tip
    )
    words = _figure(part.more, unit, sign=True)
    label = Text(x, top - 6 * scale, words, _SIZE * scale, "text.primary", 600, "centre", ref=part.ref, tip=tip)
    return [fill, label, *_name(part.name, x, up.start, slot, scale, part.ref)]


def _name(name: str, x: float, base: float, slot: float, scale: float, ref: str = "") -> list[Item]:
    small = _SMALL * scale
    return [
        Text(x, base + (16 + 14 * at) * scale, words, small, "text.secondary", 400, "centre", ref=ref)
        for at, words in enumerate(wrapped(name, slot - 6 * scale, small))
    ]


def _joint(one: float, two: float, y: float, scale: float) -> list[Item]:
    return [line([(one, y), (two, y)], "line.control", scale, dash=(2.0 * scale, 2.0 * scale))] if two > one else []


def signed_money(value: float, currency: str) -> str:
    """Money with its sign: +€1.8M."""
    return ("+" if value > 0 else "") + money_short(value, currency)


def sentence(plan: Plan) -> str:
    """What the waterfall shows, in one sentence."""
    start, parts = parts_of(plan)
    if not parts:
        return _("No segment has both a value to date and an expected value yet.")
    currency = plan.profile.currency
    return _("From {start} today to {end} expected a year; {name} adds most, {more}.").format(
        start=money_short(start, currency),
        end=money_short(start + sum(p.more for p in parts), currency),
        name=parts[0].name,
        more=signed_money(parts[0].more, currency),
    )


def table(plan: Plan) -> Table:
    """The same figures as a table: segment, value to date, expected, gain."""
    currency = plan.profile.currency
    rows = tuple(
        (
            s.name,
            money_short(total_to_date(s) or 0.0, currency),
            money_short(total_expected(s) or 0.0, currency),
            signed_money(gain(s) or 0.0, currency),
        )
        for s in plan.segments
        if gain(s) is not None
    )
    return Table((_("Segment"), _("Value to date"), _("Expected"), _("Gain")), rows)
