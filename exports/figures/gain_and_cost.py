"""Gain and cost: what each segment could bring more a year, and what the actions for it alone cost."""

from collections.abc import Iterator
from dataclasses import dataclass

from exports.figures.scene import Item, Rect, Scene, Table, Text
from exports.figures.words import elided
from exports.figures.words import width as words_width
from planner.language import _, money_short
from planner.plan import Plan
from planner.report.budget import costs_by_segment
from planner.report.phrases import segment_name
from planner.segments.value import gain

_SIZE = 12.0
_BAR = 9.0
_HIGHEST = 58.0
_FOOT = 26.0
_MOST = 9
"""Only so many segments are shown, those with the largest gain first."""


@dataclass(frozen=True, slots=True)
class Pair:
    """What a segment could bring more, and what is spent on it alone; ``ref`` is its id, empty for what is shared."""

    name: str
    gain: float
    cost: float
    ref: str = ""


def pairs_of(plan: Plan) -> list[Pair]:
    """The segments with a gain or a cost, the largest gain first; what is spent on several comes last."""
    costs = {ref: cost for _name, cost, ref in costs_by_segment(plan)}
    rows = [Pair(segment_name(s), gain(s) or 0.0, costs.get(s.id, 0.0), s.id) for s in plan.segments]
    rows = sorted((row for row in rows if row.gain or row.cost), key=lambda row: -row.gain)[:_MOST]
    if costs.get(""):
        rows.append(Pair(_("Shared"), 0.0, costs[""]))
    return rows


def gain_and_cost(plan: Plan, width: float, height: float, scale: float = 1.0) -> Scene:
    """Two bars for each segment in a box of that size, gain over cost, each kind to its own measure."""
    rows, currency = pairs_of(plan), plan.profile.currency
    size = _SIZE * scale
    row = min((height - _FOOT * scale) / max(1, len(rows)), _HIGHEST * scale)
    names = min(max([words_width(pair.name, size, 500) for pair in rows], default=0.0), width * 0.3)
    words = max([words_width(money_short(v, currency), size, 600) for p in rows for v in (p.gain, p.cost)], default=0)
    left = names + 18 * scale
    full = max(20 * scale, width - left - words - 12 * scale)
    most = (max([abs(p.gain) for p in rows], default=0.0) or 1.0, max([p.cost for p in rows], default=0.0) or 1.0)
    items: list[Item] = []
    for at, pair in enumerate(rows):
        middle = (at + 0.5) * row
        name = elided(pair.name, names + 4 * scale, size, 500)
        items.append(Text(0, middle + size * 0.36, name, size, "text.primary", 500, ref=pair.ref))
        gap = min(8.5 * scale, row * 0.2)
        for value, whole, y, role in (
            (pair.gain, most[0], middle - gap, "accent.fill"),
            (pair.cost, most[1], middle + gap, "line.control"),
        ):
            items += _bar(pair, value, full * abs(value) / whole, left, y, role, currency, scale)
    items += _legend(left, len(rows) * row + _FOOT * scale * 0.6, scale)
    return Scene(width, height, tuple(items), sentence(plan), table(plan))


def _bar(
    pair: Pair, value: float, reach: float, left: float, y: float, role: str, currency: str, scale: float
) -> Iterator[Item]:
    if not value:
        return
    bar, size, said = _BAR * scale, _SIZE * scale, money_short(value, currency)
    fill = "bad.fill" if value < 0 else role
    yield Rect(left, y - bar / 2, max(reach, 2 * scale), bar, fill, radius=2 * scale, ref=pair.ref, tip=said)
    x = left + max(reach, 2 * scale) + 8 * scale
    yield Text(x, y + size * 0.36, said, size, "text.primary", 600, ref=pair.ref)


def _legend(left: float, y: float, scale: float) -> Iterator[Item]:
    size, x = _SIZE * scale, left
    for words, role in ((_("More a year"), "accent.fill"), (_("Cost of its actions"), "line.control")):
        yield Rect(x, y - 5 * scale, 10 * scale, 10 * scale, role, radius=2 * scale)
        yield Text(x + 17 * scale, y + size * 0.36, words, size, "text.secondary")
        x += words_width(words, size) + 42 * scale


def sentence(plan: Plan) -> str:
    """Where the gain is and where the money goes, in one sentence."""
    rows = pairs_of(plan)
    if not rows:
        return _("No segment has a gain or a cost yet.")
    own = [row for row in rows if row.ref] or rows
    first, dearest = max(own, key=lambda row: row.gain), max(own, key=lambda row: row.cost)
    return _("{first} could gain most; most is spent on {dearest}.").format(first=first.name, dearest=dearest.name)


def table(plan: Plan) -> Table:
    """The same figures as a table: segment, gain a year, cost."""
    currency = plan.profile.currency
    rows = tuple((p.name, money_short(p.gain, currency), money_short(p.cost, currency)) for p in pairs_of(plan))
    return Table((_("Segment"), _("More a year"), _("Cost of its actions")), rows)
