"""Bubbles: segments by value to date and by what they could bring more, in four quadrants parted at the medians."""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Collection
from dataclasses import dataclass, replace

from exports.figures.axis import Axis, decimals, ticks
from exports.figures.scene import Item, Rect, Scene, Table, Text, circle, line
from exports.figures.words import elided
from exports.figures.words import width as words_width
from planner.language import _, language, money_short, ngettext, number, symbol
from planner.memo import remembered, remembered_of_record
from planner.plan import Plan
from planner.segments.records import Segment
from planner.segments.scoring import Medians, medians, quadrant
from planner.segments.value import gain, total_to_date
from planner.segments.words import LIFECYCLES, lifecycle_role, lifecycle_words, quadrant_words

LABELLED = 40
"""Only so many bubbles are named, the largest first: more words would hide the picture."""

_SIZE = 12.0
_SMALL = 11.0
_LARGEST = 0.092
_CROWDED = 0.3
"""The bubbles cover at most so much of the picture, were they side by side."""
_SMALLEST = 4.0

View = tuple[float, float, float, float]
"""What part of the plane is shown, in money per year: from and to across, from and to upwards."""


@dataclass(frozen=True, slots=True)
class _Bubble:
    segment: Segment
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def lies_in(self, other: "_Box") -> bool:
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )

    def meets_circle(self, bubble: _Bubble) -> bool:
        x = min(max(bubble.x, self.left), self.right)
        y = min(max(bubble.y, self.top), self.bottom)
        return math.hypot(x - bubble.x, y - bubble.y) < bubble.radius


class _Around:
    """The bubbles by their place across, to ask whether a box meets one."""

    def __init__(self, shown: list[_Bubble]) -> None:
        self._by_x = sorted(shown, key=lambda bubble: bubble.x)
        self._xs = [bubble.x for bubble in self._by_x]
        self._largest = max((bubble.radius for bubble in shown), default=0.0)

    def meets(self, box: _Box) -> bool:
        """Whether a box meets a bubble."""
        first = bisect_left(self._xs, box.left - self._largest)
        last = bisect_right(self._xs, box.right + self._largest)
        return any(box.meets_circle(bubble) for bubble in self._by_x[first:last])


def bubbles(
    plan: Plan,
    width: float,
    height: float,
    scale: float = 1.0,
    selected: Collection[str] = (),
    view: View | None = None,
) -> Scene:
    """The value chart in a box of that size; ``selected`` segments get a ring, ``view`` shows a part of the plane."""
    known = _known(plan)
    if not known:
        words = _("Enter customers, value to date and expected value to see where the value is.")
        text = Text(width / 2, height / 2, elided(words, width, _SIZE * scale), _SIZE * scale, "text.secondary")
        return Scene(width, height, (Text(text.x, text.y, text.words, text.size, text.colour, 400, "centre"),), words)
    across, up, unit = axes(plan, width, height, scale, view)
    middle = medians(plan)
    drawn = _bubbles(known, across, up, width, height)
    shown = [b for b in drawn if view is None or _inside(b, across, up)]
    tips, rows = _words(plan)
    items: list[Item] = [*_grid(across, up, unit, scale, plan.profile.currency)]
    items += _medians(middle, across, up)
    names = _quadrants(middle, across, up, scale, _Around(shown))
    items += names
    for bubble in shown:
        items.append(_circle(bubble, tips[bubble.segment.id]))
    for bubble in shown:
        if bubble.segment.id in selected:
            items.append(circle(bubble.x, bubble.y, bubble.radius + 4, "", "accent.fill", line=2.0))
    lines = _Box(across.at(middle.value_to_date) - 1, up.end, across.at(middle.value_to_date) + 1, up.start)
    taken = [_box(name, scale) for name in names]
    items += _labels(shown, selected, taken, lines, _Box(across.start, up.end, across.end, up.start), scale)
    items += _legend(plan, width, height, scale)
    return Scene(width, height, tuple(items), sentence(plan), rows)


def spotlight(plan: Plan, segment: str, width: float, height: float, scale: float = 1.0) -> Scene:
    """The value chart of one segment: it alone is coloured and named, the others lie around it."""
    known = _known(plan)
    across, up, unit = axes(plan, width, height + 24 * scale, scale) if known else (None, None, 1.0)
    if across is None or up is None:
        return bubbles(plan, width, height, scale)
    tips, rows = _words(plan)
    items: list[Item] = [*_grid(across, up, unit, scale, plan.profile.currency)]
    drawn = _bubbles(known, across, up, width, height)
    drawn.sort(key=lambda bubble: bubble.segment.id == segment)
    for bubble in drawn:
        role = "accent.fill" if bubble.segment.id == segment else "line.strong"
        ref, tip = bubble.segment.id, tips[bubble.segment.id]
        items.append(circle(bubble.x, bubble.y, bubble.radius, role, "bg.surface", line=1.5, ref=ref, tip=tip))
    if drawn[-1].segment.id == segment:
        size = _SIZE * scale
        name = elided(drawn[-1].segment.name, width * 0.6, size, 600)
        spots = [replace(s, colour="accent.text", weight=600) for s in _spots(drawn[-1], name, size, 0.0, scale)]
        above, field = spots[1], _Box(across.start, up.end, across.end, up.start)
        nowhere = _Box(0.0, 0.0, 0.0, 0.0)
        items.append(_free_spot([above, *spots], _Around(drawn), [], nowhere, field, scale) or above)
    return Scene(width, height, tuple(items), sentence(plan), rows)


def axes(
    plan: Plan, width: float, height: float, scale: float = 1.0, view: View | None = None
) -> tuple[Axis, Axis, float]:
    """The axis across, the axis upwards, and the money of one unit on them."""
    left, right = 52.0 * scale, width - 10.0 * scale
    top, bottom = 12.0 * scale, height - 70.0 * scale
    known = _known(plan)
    values, more = [v for _s, v, _m in known], [m for _s, _v, m in known]
    largest = max((abs(v) for v in (*values, *more)), default=0.0)
    unit = 1e6 if largest >= 2e6 else 1e3 if largest >= 2e3 else 1.0
    if view is not None:
        return Axis(view[0], view[1], left, right), Axis(view[2], view[3], bottom, top), unit
    radii = _radii(known, width, height)
    upwards = [(m, radii[s.id]) for s, _v, m in known]
    return (
        _axis([(v, radii[s.id]) for s, v, _m in known], left, right, 0.0),
        _axis(upwards, bottom, top, 18.0 * scale),
        unit,
    )


def _axis(spots: list[tuple[float, float]], start: float, end: float, words: float) -> Axis:
    """From zero, or from the lowest, with room for the bubbles at both ends and for words at the far one."""
    low, high = min(0.0, *(v for v, _r in spots)), max(0.0, *(v for v, _r in spots))
    largest = max(radius for _v, radius in spots)
    per_point = ((high - low) or 1.0) / max(abs(end - start) - 2 * largest - words, 1.0)
    least = min(v - (radius + 3.0) * per_point for v, radius in spots)
    most = max(v + (radius + 5.0) * per_point for v, radius in spots)
    return Axis(min(low, least), most + words * per_point, start, end)


def _radii(known: list[tuple[Segment, float, float]], width: float, height: float) -> dict[str, float]:
    """The radius of each bubble: its area says how many customers. Many are smaller, or they would hide each other."""
    sizes = {s.id: s.customers or 0 for s, _v, _m in known}
    most = max(sizes.values(), default=0) or 1
    largest = _LARGEST * min(width, height)
    covered = math.pi * largest**2 * sum(sizes.values()) / most
    largest *= min(1.0, math.sqrt(_CROWDED * width * height / covered)) if covered > 0.0 else 1.0
    return {i: max(largest * math.sqrt(size / most), _SMALLEST) for i, size in sizes.items()}


@remembered("segments")
def _known(plan: Plan) -> list[tuple[Segment, float, float]]:
    """The segments that can be drawn, with value to date and gain."""
    found = ((s, total_to_date(s), gain(s)) for s in plan.segments)
    return [(s, value, more) for s, value, more in found if value is not None and more is not None]


def _bubbles(
    known: list[tuple[Segment, float, float]], across: Axis, up: Axis, width: float, height: float
) -> list[_Bubble]:
    """The bubbles, the largest first, so that small ones lie on top."""
    radii = _radii(known, width, height)
    out = [_Bubble(s, across.at(v), up.at(m), radii[s.id]) for s, v, m in known]
    return sorted(out, key=lambda bubble: -bubble.radius)


def _inside(bubble: _Bubble, across: Axis, up: Axis) -> bool:
    return across.start <= bubble.x <= across.end and up.end <= bubble.y <= up.start


def _circle(bubble: _Bubble, tip: str) -> Item:
    role, side, ref = lifecycle_role(bubble.segment.lifecycle), 2 * bubble.radius, bubble.segment.id
    x, y = bubble.x - bubble.radius, bubble.y - bubble.radius
    return Rect(x, y, side, side, role, "bg.surface", bubble.radius, 1.5, opacity=0.86, ref=ref, tip=tip)


@remembered("segments", "profile")
def _said(_plan: Plan) -> dict[str, tuple[dict[str, str], Table]]:
    """What was said of the segments already, by language: a chart is drawn often while it takes its shape."""
    return {}


def _words(plan: Plan) -> tuple[dict[str, str], Table]:
    """The tips by segment, and the table."""
    said = _said(plan)
    if language() not in said:
        middle = medians(plan)
        currency = plan.profile.currency
        tips = {s.id: _tip(s, quadrant(s, middle), currency) for s, _value, _more in _known(plan)}
        said[language()] = tips, table(plan)
    return said[language()]


@remembered_of_record
def _tip(segment: Segment, of_quadrant: str, currency: str) -> str:
    name, customers, value, more, words = _figures(segment, of_quadrant, currency)
    text = _("{name}: {customers} customers, {value} to date, {more} to gain per year. {quadrant}")
    return text.format(name=name, customers=customers, value=value, more=more, quadrant=words)


@remembered_of_record
def _figures(segment: Segment, of_quadrant: str, currency: str) -> tuple[str, str, str, str, str]:
    """Name, customers, value to date, future potential and quadrant of a segment, in words."""
    return (
        segment.name,
        number(segment.customers or 0),
        money_short(total_to_date(segment) or 0.0, currency),
        money_short(gain(segment) or 0.0, currency),
        quadrant_words(of_quadrant),
    )


def _grid(across: Axis, up: Axis, unit: float, scale: float, currency: str) -> list[Item]:
    small = _SMALL * scale
    out: list[Item] = []
    steps = [
        v / unit for v in ticks(across.low, across.high, max(2, round((across.end - across.start) / (90 * scale))))
    ]
    places = decimals(steps)
    for step in steps:
        x = across.at(step * unit)
        out.append(line([(x, up.end), (x, up.start)], "line.hair"))
        words = number(step, places)
        out.append(Text(x, up.start + 16 * scale, words, small, "text.tertiary", 400, "centre"))
    steps = [v / unit for v in ticks(up.low, up.high, max(2, round((up.start - up.end) / (64 * scale))))]
    places = decimals(steps)
    for step in steps:
        y = up.at(step * unit)
        out.append(line([(across.start, y), (across.end, y)], "line.hair"))
        out.append(
            Text(across.start - 8 * scale, y + small * 0.36, number(step, places), small, "text.tertiary", 400, "right")
        )
    value, more = _titles(unit, symbol(currency))
    centre = (across.start + across.end) / 2
    out.append(Text(centre, up.start + 34 * scale, value, small, "text.secondary", 400, "centre"))
    middle = (up.start + up.end) / 2
    out.append(Text(small, middle, more, small, "text.secondary", 400, "centre", -90.0))
    return out


def _titles(unit: float, currency: str) -> tuple[str, str]:
    if unit == 1e6:
        value, more = (
            _("Value to date, {currency} million per year"),
            _("Future potential, {currency} million per year"),
        )
    elif unit == 1e3:
        value, more = (
            _("Value to date, {currency} thousand per year"),
            _("Future potential, {currency} thousand per year"),
        )
    else:
        value, more = _("Value to date, {currency} per year"), _("Future potential, {currency} per year")
    return value.format(currency=currency), more.format(currency=currency)


def _medians(middle: Medians, across: Axis, up: Axis) -> list[Item]:
    out: list[Item] = []
    x, y = across.at(middle.value_to_date), up.at(middle.gain)
    if across.start <= x <= across.end:
        out.append(line([(x, up.end), (x, up.start)], "line.control", 1.0, dash=(4.0, 3.0)))
    if up.end <= y <= up.start:
        out.append(line([(across.start, y), (across.end, y)], "line.control", 1.0, dash=(4.0, 3.0)))
    return out


def _quadrants(middle: Medians, across: Axis, up: Axis, scale: float, around: "_Around") -> list[Text]:
    """The names of the quadrants in their outer corners, or in a corner that no bubble covers; those that the view
    leaves out are not named.
    """
    x = min(max(across.at(middle.value_to_date), across.start), across.end)
    y = min(max(up.at(middle.gain), up.end), up.start)
    size, inset = _SMALL * scale, 8 * scale
    out: list[Text] = []
    for key, left, above in (
        ("win_back", True, True),
        ("grow", False, True),
        ("serve", True, False),
        ("keep", False, False),
    ):
        room = (x - across.start if left else across.end - x, y - up.end if above else up.start - y)
        words = quadrant_words(key)
        if room[0] < words_width(words, size, 600) + 2 * inset or room[1] < size * 2:
            continue
        near, far = (across.start, x) if left else (x, across.end)
        top, bottom = (up.end, y) if above else (y, up.start)
        high, low = top + size + 4 * scale, bottom - inset
        # Serve stands under the line: small segments crowd the corner at zero.
        rows = (high, low) if above or left else (low, high)
        corners = [
            Text(far - inset, at, words, size, "text.secondary", 600, "right")
            if to_the_right
            else Text(near + inset, at, words, size, "text.secondary", 600, "left")
            for to_the_right in (not left, left)
            for at in rows
        ]
        out.append(next((text for text in corners if not around.meets(_box(text, scale))), corners[0]))
    return out


def _box(text: Text, scale: float) -> _Box:
    wide = words_width(text.words, text.size, text.weight)
    left = text.x - {"left": 0.0, "centre": wide / 2, "right": wide}[text.align]
    return _Box(left - 3 * scale, text.y - text.size, left + wide + 3 * scale, text.y + text.size * 0.35)


def _labels(
    shown: list[_Bubble], selected: Collection[str], taken: list[_Box], rule: _Box, field: _Box, scale: float
) -> list[Item]:
    """The names beside their bubbles, off the upright rule where that can be; where all places are taken, a name
    shows on hover only.
    """
    size = _SIZE * scale
    out: list[Item] = []
    around = _Around(shown)
    order = sorted(shown, key=lambda bubble: (bubble.segment.id not in selected, -bubble.radius))
    for bubble in order[:LABELLED]:
        words = elided(bubble.segment.name, (field.right - field.left) * 0.4, size)
        spots = _spots(bubble, words, size, 4.0 if bubble.segment.id in selected else 0.0, scale)
        found = _free_spot(spots, around, taken, rule, field, scale)
        if found is not None:
            taken.append(_box(found, scale))
            out.append(found)
    return out


def _free_spot(
    spots: list[Text], around: "_Around", taken: list[_Box], rule: _Box, field: _Box, scale: float
) -> Text | None:
    """The first place that meets nothing, else the first that only meets the rule."""
    second: Text | None = None
    for spot in spots:
        box = _box(spot, scale)
        if not box.lies_in(field) or any(box.meets(other) for other in taken):
            continue
        if around.meets(box):
            continue
        if not box.meets(rule):
            return spot
        second = second or spot
    return second


def _spots(bubble: _Bubble, words: str, size: float, ring: float, scale: float) -> list[Text]:
    """The places for a name around its bubble, the best first."""
    gap, drop = bubble.radius + ring + 6 * scale, size * 0.36
    ref = bubble.segment.id
    slant = gap * 0.8
    places = (
        (gap, drop, "left"),
        (0.0, -gap, "centre"),
        (-gap, drop, "right"),
        (0.0, gap + size * 0.8, "centre"),
        (slant, -slant * 0.7, "left"),
        (slant, slant * 0.7 + drop * 2, "left"),
        (-slant, -slant * 0.7, "right"),
        (-slant, slant * 0.7 + drop * 2, "right"),
    )
    return [Text(bubble.x + dx, bubble.y + dy, words, size, align=align, ref=ref) for dx, dy, align in places]  # type: ignore[arg-type]


def _legend(plan: Plan, width: float, height: float, scale: float) -> list[Item]:
    """The lifecycle stages that are there, closer where there are many, and what the area means where that fits."""
    small, y = _SMALL * scale, height - 8 * scale
    there = {s.lifecycle for s in plan.segments}
    stages = [(stage, lifecycle_words(stage)) for stage in LIFECYCLES if stage in there]
    area = _("Area = customers")
    marks = sum(words_width(words, small) + 13 * scale for _stage, words in stages)
    said = words_width(area, small) + 12 * scale
    free = width - 8 * scale - marks
    out: list[Item] = []
    gap = 14 * scale
    if free - gap * len(stages) >= said:
        out.append(Text(width - 2 * scale, y, area, small, "text.tertiary", 400, "right"))
    else:
        gap = min(gap, max(free / max(len(stages) - 1, 1), 5 * scale))
    x = 4 * scale
    for stage, words in stages:
        wide = words_width(words, small)
        if x + 13 * scale + wide > width:
            break
        out.append(circle(x + 4 * scale, y - small * 0.35, 4 * scale, lifecycle_role(stage)))
        out.append(Text(x + 13 * scale, y, words, small, "text.secondary"))
        x += 13 * scale + wide + gap
    return out


def sentence(plan: Plan) -> str:
    """What the chart shows, in a sentence or two."""
    known = _known(plan)
    if not known:
        return _("No segment has customers, value to date and expected value yet.")
    count = len(known)
    text = ngettext(
        "{count} segment by value to date and future potential. {name} could bring most: {more} more per year.",
        "{count} segments by value to date and future potential. {name} could bring most: {more} more per year.",
        count,
    )
    best = max(known, key=lambda row: row[2])
    said = text.format(count=count, name=best[0].name, more=money_short(best[2], plan.profile.currency))
    return f"{said} {absent}" if (absent := absent_words(plan)) else said


def absent_words(plan: Plan) -> str:
    """How many segments the chart cannot show, and why; nothing where it shows all."""
    known = len(_known(plan))
    absent = len(plan.segments) - known
    if not absent or not known:
        return ""
    missing = ngettext(
        "{count} segment is not shown: its figures are not known.",
        "{count} segments are not shown: their figures are not known.",
        absent,
    )
    return missing.format(count=absent)


def table(plan: Plan) -> Table:
    """The same figures as a table: segment, customers, value to date, future potential, quadrant."""
    currency, middle = plan.profile.currency, medians(plan)
    rows = tuple(_figures(s, quadrant(s, middle), currency) for s, _value, _more in _known(plan))
    return Table((_("Segment"), _("Customers"), _("Value to date"), _("Future potential"), _("Quadrant")), rows)
