"""The close call: every platform's score against the weight of the criterion that decides between the first two."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exports.figures.axis import Axis, ticks
from exports.figures.scene import Item, Point, Rect, Scene, Table, Text, circle, line
from exports.figures.words import elided
from exports.figures.words import width as words_width
from planner.actions.platforms import Flip, comparison, criterion_name, scores_at
from planner.language import _, number, percent
from planner.plan import Plan, find

_SIZE = 12.0
_COLOURS = ("lifecycle.lapsed", "lifecycle.new", "lifecycle.loyal", "lifecycle.active", "lifecycle.atRisk")
_FOOT, _TOP = 40.0, 8.0


@dataclass(frozen=True, slots=True)
class _Line:
    platform: str
    name: str
    colour: str
    dashed: bool
    low: float
    high: float

    def at(self, share: float) -> float:
        return self.low + (self.high - self.low) * share


def flip_of(plan: Plan) -> Flip | None:
    """The nearest weight at which another platform would lead, or None where no weight changes it."""
    flips = comparison(plan).flips
    return flips[0] if flips else None


def sentence(plan: Plan) -> str:
    """By how much the first platform leads, and at which weight that would change."""
    found = comparison(plan)
    if not found.leader or found.margin is None:
        return _("Score two platforms to see how sure the answer is.")
    leader, flip = platform_name(plan, found.leader), flip_of(plan)
    lead = number(found.margin, 2)
    if found.margin < 0.005:
        return _("{platform} and the next have the same score.").format(platform=leader)
    if flip is None:
        return _("{platform} leads by {lead}, whatever one criterion weighs.").format(platform=leader, lead=lead)
    if flip.at > flip.now:
        words = _(
            "{platform} leads by {lead}. It stays first until {criterion} weighs more than {limit}; "
            "today it weighs {now}."
        )
    else:
        words = _(
            "{platform} leads by {lead}. It stays first until {criterion} weighs less than {limit}; "
            "today it weighs {now}."
        )
    return words.format(
        platform=leader,
        lead=lead,
        criterion=_in_sentence(plan, flip.criterion),
        limit=percent(flip.at / 100),
        now=percent(flip.now / 100),
    )


def platform_name(plan: Plan, platform: str) -> str:
    """The name of a platform, or words that say that it has none."""
    record = find(plan, "platforms", platform)
    return (record.name if record is not None else "") or _("Platform without a name")


def _in_sentence(plan: Plan, criterion: str) -> str:
    name = criterion_name(find(plan, "platform_criteria", criterion))
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def close_call(plan: Plan, width: float, height: float, scale: float = 1.0, accent: str = "accent") -> Scene:
    """The chart in a box of that size; an empty one where no weight would change the order."""
    flip = flip_of(plan)
    if flip is None:
        return Scene(width, height, (), sentence(plan))
    most = min(100.0, max(40.0, math.ceil(max(flip.at, flip.now) * 1.5 / 10) * 10))
    lines = _lines(plan, flip, most, accent)
    size = _SIZE * scale
    names = min(max(words_width(one.name, size) for one in lines) + 16 * scale, width * 0.36)
    across = Axis(0.0, most, 34 * scale, width - names)
    low, high = _span([value for one in lines for value in (one.low, one.high)])
    upward = Axis(low, high, height - _FOOT * scale, _TOP * scale)
    items: list[Item] = []
    if across.start < across.end and upward.start > upward.end:
        items += _ground(plan, flip, across, upward, size, height)
        items += _drawn(lines, across, upward, size, width)
        leader = next(one for one in lines if one.platform == comparison(plan).leader)
        spot = across.at(flip.at), upward.at(leader.at(flip.at / most))
        items.append(circle(*spot, 4.5 * scale, "bg.surface", "text.primary", line=2.0, tip=sentence(plan)))
    return Scene(width, height, tuple(items), sentence(plan), _table(plan, lines, flip, most))


def _lines(plan: Plan, flip: Flip, most: float, accent: str) -> list[_Line]:
    """The platforms that have a score, the first one last so that it is drawn on top."""
    at_none, at_most = scores_at(plan, flip.criterion, 0.0), scores_at(plan, flip.criterion, most)
    colours = iter(_COLOURS)
    lines: list[_Line] = []
    for row in comparison(plan).rows:
        low, high = at_none[row.platform], at_most[row.platform]
        if low is None or high is None:
            continue
        owned = bool(find(plan, "platforms", row.platform).owned)
        first = not lines
        colour = f"{accent}.fill" if first else "text.secondary" if owned else next(colours, "text.tertiary")
        lines.append(_Line(row.platform, platform_name(plan, row.platform), colour, owned and not first, low, high))
    return lines[::-1]


def _span(values: Sequence[float]) -> tuple[float, float]:
    low, high = math.floor(min(values) * 2) / 2, math.ceil(max(values) * 2 + 0.01) / 2
    return max(0.0, min(low, high - 1.0)), high


def _ground(plan: Plan, flip: Flip, across: Axis, upward: Axis, size: float, height: float) -> Iterator[Item]:
    beyond = (flip.at, across.high) if flip.at > flip.now else (0.0, flip.at)
    left, right = across.at(beyond[0]), across.at(beyond[1])
    yield Rect(left, upward.end, right - left, upward.start - upward.end, "bg.sunken", opacity=0.55)
    for value in ticks(upward.low, upward.high, 5):
        y = round(upward.at(value)) + 0.5
        yield line([(across.start, y), (across.end, y)], "line.grid")
        yield Text(across.start - 8, y + size * 0.36, number(value, 1), size, "text.secondary", align="right")
    for value in ticks(0.0, across.high, 4):
        x = across.at(value)
        words = percent(value / 100)
        yield Text(x, upward.start + size * 1.6, words, size, "text.secondary", align="centre")
    named = _("Weight of {criterion}").format(criterion=_in_sentence(plan, flip.criterion))
    yield Text((across.start + across.end) / 2, height - size * 0.4, named, size, "text.secondary", align="centre")
    now = across.at(flip.now)
    tip = _("Today: {weight}").format(weight=percent(flip.now / 100))
    yield line([(now, upward.end), (now, upward.start)], "text.primary", 1.25, dash=(2.0, 3.0), tip=tip)


def _drawn(lines: Sequence[_Line], across: Axis, upward: Axis, size: float, width: float) -> Iterator[Item]:
    for one in lines:
        points: list[Point] = [(across.start, upward.at(one.low)), (across.end, upward.at(one.high))]
        first = one.colour.endswith(".fill")
        dash = (4.0, 3.0) if one.dashed else ()
        yield line(points, one.colour, 2.25 if first else 1.75, dash=dash, ref=one.platform, tip=one.name)
    for one, y in _labels(lines, upward, size * 1.25):
        words = elided(one.name, width - across.end - 8, size)
        yield Text(across.end + 8, y + size * 0.36, words, size, one.colour, 500, ref=one.platform)


def _labels(lines: Sequence[_Line], upward: Axis, gap: float) -> list[tuple[_Line, float]]:
    """The names at the ends of their lines, pushed apart where lines end close together."""
    placed: list[tuple[_Line, float]] = []
    for one in sorted(lines, key=lambda entry: -entry.high):
        y = upward.at(one.high)
        placed.append((one, max(y, placed[-1][1] + gap) if placed else y))
    over = placed[-1][1] - upward.start if placed else 0.0
    for at in range(len(placed) - 1, -1, -1):
        if over <= 0:
            break
        one, y = placed[at]
        most = placed[at + 1][1] - gap if at + 1 < len(placed) else upward.start
        placed[at] = (one, min(y, most))
    return placed


def _table(plan: Plan, lines: Sequence[_Line], flip: Flip, most: float) -> Table:
    named = _in_sentence(plan, flip.criterion)
    weights = sorted({0.0, flip.now, flip.at, most})
    head = (_("Weight of {criterion}").format(criterion=named), *(one.name for one in reversed(lines)))
    rows = tuple((percent(w / 100), *(number(one.at(w / most), 2) for one in reversed(lines))) for w in weights)
    return Table(head, rows)
