"""Cost and gain: every action as a dot by what it costs and what it brings a year, with the average return."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exports.figures.axis import Axis, ticks
from exports.figures.scene import Align, Item, Rect, Scene, Table, Text, bounds, circle, line
from exports.figures.words import elided
from exports.figures.words import width as words_width
from planner.actions.business_case import action_cases, has_benefit
from planner.actions.chosen import is_chosen, title_of
from planner.actions.records import Action
from planner.language import _, money_short, number, short_number, symbol
from planner.plan import Plan

_SIZE = 12.0
_RADIUS = 6.0
LABELLED = 40
"""Only so many dots are named, the largest gains first: more words would hide the picture."""


@dataclass(frozen=True, slots=True)
class _Dot:
    action: Action
    cost: float
    gain: float
    chosen: bool
    earning: bool
    x: float = 0.0
    y: float = 0.0


def scatter(
    plan: Plan,
    width: float,
    height: float,
    scale: float = 1.0,
    accent: str = "accent",
    actions: Sequence[Action] | None = None,
) -> Scene:
    """The chart in a box of that size; what is left out is an outline, what earns nothing itself is grey."""
    shown = [a for a in (plan.actions if actions is None else actions) if a.status != "dropped"]
    cases = action_cases(plan)
    size = _SIZE * scale
    raw = [(a, cases[a.id].cost, cases[a.id].benefit.likely) for a in shown]
    unit, divisor = _unit(max([max(cost, gain) for _a, cost, gain in raw], default=0.0), symbol(plan.profile.currency))
    across = Axis(0.0, _top([cost / divisor for _a, cost, _g in raw]), 52 * scale, width - 12 * scale)
    upward = Axis(0.0, _top([gain / divisor for _a, _c, gain in raw]), height - 44 * scale, 10 * scale)
    dots = [
        _Dot(a, cost, gain, is_chosen(a), has_benefit(a), across.at(cost / divisor), upward.at(gain / divisor))
        for a, cost, gain in raw
    ]
    items: list[Item] = [*_ground(across, upward, size, unit, width, height)]
    items += _average(plan, across, upward, size)
    said = [item for item in items if isinstance(item, Text)]
    items += [_drawn(dot, scale, accent, plan) for dot in dots]
    items += _names(dots, said, size, scale, across, upward)
    return Scene(width, height, tuple(items), sentence(plan), _table(plan, dots))


def average_return(plan: Plan) -> float | None:
    """The yearly gain of the chosen actions as a multiple of what they cost together."""
    cases = [action_cases(plan)[a.id] for a in plan.actions if is_chosen(a)]
    spent = sum(case.cost for case in cases)
    return sum(case.benefit.likely for case in cases) / spent if spent else None


def sentence(plan: Plan) -> str:
    """What the chart shows, in one sentence."""
    cases = action_cases(plan)
    best = max(
        (a for a in plan.actions if is_chosen(a) and cases[a.id].multiple),
        key=lambda a: cases[a.id].multiple or 0.0,
        default=None,
    )
    if best is None:
        return _("No action has both a cost and a benefit yet.")
    return _("{title} returns most per unit of cost: {multiple} times its cost a year.").format(
        title=title_of(best), multiple=short_number(cases[best.id].multiple or 0.0, 1)
    )


def _unit(most: float, currency: str) -> tuple[str, float]:
    if most >= 2_000_000:
        return _("{currency} million").format(currency=currency), 1e6
    return (_("{currency} thousand").format(currency=currency), 1e3) if most >= 2_000 else (currency, 1.0)


def _top(values: Sequence[float]) -> float:
    return max([*values, 0.0]) * 1.12 or 1.0


def _ground(across: Axis, upward: Axis, size: float, unit: str, width: float, height: float) -> Iterator[Item]:
    for value in ticks(0.0, upward.high, 5):
        y = round(upward.at(value)) + 0.5
        yield line([(across.start, y), (across.end, y)], "line.grid")
        yield Text(
            across.start - 8, y + size * 0.36, _figure(value, upward.high), size, "text.secondary", align="right"
        )
    for value in ticks(0.0, across.high, 5):
        x = round(across.at(value)) + 0.5
        yield line([(x, upward.start), (x, upward.end)], "line.grid")
        yield Text(x, upward.start + size * 1.6, _figure(value, across.high), size, "text.secondary", align="centre")
    below = _("Cost, {unit}").format(unit=unit)
    beside = _("Expected gain per year, {unit}").format(unit=unit)
    yield Text((across.start + across.end) / 2, height - size * 0.5, below, size, "text.secondary", align="centre")
    middle = (upward.start + upward.end) / 2
    yield Text(size * 1.1, middle, beside, size, "text.secondary", align="centre", turn=-90.0)


def _figure(value: float, most: float) -> str:
    return number(value) if most >= 5 else short_number(value, 1)


def _average(plan: Plan, across: Axis, upward: Axis, size: float) -> Iterator[Item]:
    slope = average_return(plan)
    if not slope:
        return
    end = min(across.high, upward.high / slope)
    words = _("gain is {multiple} × cost").format(multiple=short_number(slope, 1))
    points = [(across.at(0.0), upward.at(0.0)), (across.at(end), upward.at(end * slope))]
    yield line(points, "text.tertiary", 1.0, dash=(3.0, 4.0), tip=_("Average return: {words}").format(words=words))
    at = end * 0.72
    x, y = across.at(at) + 14, upward.at(at * slope) + size * 1.6
    yield Text(min(x, across.end - words_width(words, size)), y, words, size, "text.tertiary")


def _drawn(dot: _Dot, scale: float, accent: str, plan: Plan) -> Rect:
    radius, currency = _RADIUS * scale, plan.profile.currency
    tip = _("{title}: costs {cost}, brings {gain} a year").format(
        title=title_of(dot.action), cost=money_short(dot.cost, currency), gain=money_short(dot.gain, currency)
    )
    ref = dot.action.id
    if not dot.chosen:
        return circle(dot.x, dot.y, radius, "bg.surface", "bad.fill", line=1.75, dash=(3.0, 2.0), ref=ref, tip=tip)
    fill = f"{accent}.fill" if dot.earning else "text.tertiary"
    return circle(dot.x, dot.y, radius, fill, "bg.surface", line=1.0, ref=ref, tip=tip)


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


def _names(
    dots: Sequence[_Dot], said: Sequence[Text], size: float, scale: float, across: Axis, upward: Axis
) -> Iterator[Item]:
    """The titles beside their dots, where they hide neither a dot, another title nor what is said already."""
    reach = (_RADIUS + 1) * scale
    taken = [_Box(d.x - reach, d.y - reach, d.x + reach, d.y + reach) for d in dots]
    for text in said:
        x, y, wide, high = bounds(text)
        taken.append(_Box(x, y, x + wide, y + high))
    for dot in sorted(dots, key=lambda d: -d.gain)[:LABELLED]:
        words = elided(title_of(dot.action), 185 * scale, size)
        role = "bad.text" if not dot.chosen else "text.primary"
        for box, x, y, align in _places(dot, words, size, reach, across):
            if box.top >= upward.end - size and not any(box.meets(other) for other in taken):
                taken.append(box)
                if not dot.gain and box.top < dot.y < box.bottom:  # the axis ends before the words and goes on after
                    yield Rect(box.left, box.top, box.right - box.left + 2, box.bottom - box.top, "bg.surface")
                yield Text(x, y, words, size, role, align=align, ref=dot.action.id)
                break


def _places(
    dot: _Dot, words: str, size: float, reach: float, across: Axis
) -> Iterator[tuple[_Box, float, float, Align]]:
    wide, high = words_width(words, size), size * 1.1
    gap = reach + 5
    if not dot.gain:  # beside it the axis would go through the words
        yield from _above(dot, wide, high, reach, across, size)
    if dot.x + gap + wide <= across.end + 8:
        yield (
            _Box(dot.x + gap - 2, dot.y - high / 2, dot.x + gap + wide, dot.y + high / 2),
            dot.x + gap,
            dot.y + size * 0.36,
            "left",
        )
    if dot.x - gap - wide >= across.start:
        yield (
            _Box(dot.x - gap - wide, dot.y - high / 2, dot.x - gap + 2, dot.y + high / 2),
            dot.x - gap,
            dot.y + size * 0.36,
            "right",
        )
    yield from _above(dot, wide, high, reach, across, size)


def _above(
    dot: _Dot, wide: float, high: float, reach: float, across: Axis, size: float
) -> Iterator[tuple[_Box, float, float, Align]]:
    for side in (-1.0, 1.0):
        y = dot.y + side * (reach + high * 0.75)
        left = min(max(dot.x - wide / 2, across.start), across.end - wide)
        if left >= across.start - 1:
            yield _Box(left, y - high / 2, left + wide, y + high / 2), left, y + size * 0.36, "left"


def _table(plan: Plan, dots: Sequence[_Dot]) -> Table:
    currency = plan.profile.currency
    head = (_("Action"), _("Cost"), _("Gain per year"), _("Funded"))
    rows = tuple(
        (
            title_of(dot.action),
            money_short(dot.cost, currency),
            money_short(dot.gain, currency),
            _("Yes") if dot.chosen else _("No"),
        )
        for dot in dots
    )
    return Table(head, rows)
