"""Bars: amounts side by side, and the money of a plan against its cap."""

from collections.abc import Sequence
from dataclasses import dataclass

from exports.figures.scene import Item, Rect, Scene, Table, Text, line
from exports.figures.words import elided
from exports.figures.words import width as words_width
from planner.actions.business_case import Budget
from planner.language import _, list_text, money_short

_SIZE = 12.5
_SMALL = 11.0
_ROW = 30.0
_BAR = 10.0
_CAP = 22.0


@dataclass(frozen=True, slots=True)
class Bar:
    """An amount with its name and its words."""

    name: str
    value: float
    words: str
    ref: str = ""


def bars(rows: Sequence[Bar], width: float, scale: float = 1.0, head: tuple[str, str] = ("", "")) -> Scene:
    """A bar for each amount, with its name before and its words behind."""
    size = _SIZE * scale
    labels = min(max([words_width(row.name, size) for row in rows], default=0.0), width * 0.42)
    words = max([words_width(row.words, size, 600) for row in rows], default=0.0)
    left = labels + 22 * scale
    full = max(20 * scale, width - words - 22 * scale - left)
    most = max([abs(row.value) for row in rows], default=0.0) or 1.0
    items: list[Item] = []
    for at, row in enumerate(rows):
        y = _ROW * scale * (at + 0.5)
        base, bar = y + size * 0.36, _BAR * scale
        items.append(Text(0, base, elided(row.name, labels + 8 * scale, size), size, ref=row.ref))
        reach = full * abs(row.value) / most
        role = "accent.fill" if row.value >= 0 else "bad.fill"
        items.append(Rect(left, y - bar / 2, reach, bar, role, radius=2 * scale, ref=row.ref, tip=row.words))
        items.append(Text(width, base, row.words, size, "text.primary", 600, "right", ref=row.ref))
    said = list_text([f"{row.name} {row.words}" for row in rows])
    table = Table(head, tuple((row.name, row.words) for row in rows))
    return Scene(width, _ROW * scale * len(rows), tuple(items), said, table)


def under_the_cap(budget: Budget, currency: str, width: float, scale: float = 1.0) -> Scene:
    """What is planned as a bar against the cap; what is over it is hatched."""
    cap = budget.cap
    whole = max(budget.planned + budget.left_out, cap or 0.0) or 1.0
    high, small = _CAP * scale, _SMALL * scale
    top = 3 * scale
    planned = width * budget.planned / whole
    within = min(planned, width * cap / whole) if cap is not None else planned
    items: list[Item] = [Rect(0, top, width, high, "bg.sunken", radius=4 * scale)]
    items.append(Rect(0, top, within, high, "accent.fill", radius=4 * scale))
    if planned > within:
        items += _hatched(within, planned, top, high, "bad.fill", scale)
    if budget.left_out > 0:
        role = "line.control" if cap is None else "bad.fill"
        items += _hatched(planned, width * (budget.planned + budget.left_out) / whole, top, high, role, scale)
    said = _("{money} selected").format(money=money_short(budget.planned, currency))
    items.append(Text(0, top + high + small * 1.6, said, small, "text.secondary"))
    if cap is not None:
        at = width * cap / whole
        items.append(Rect(at - scale, 0, 2 * scale, high + 6 * scale, "text.primary"))
        words = _("cap {money}").format(money=money_short(cap, currency))
        x = min(
            width, max(at + words_width(words, small) / 2, words_width(said, small) + words_width(words, small) + 24)
        )
        items.append(Text(x, top + high + small * 1.6, words, small, "text.secondary", 400, "right"))
    rows: tuple[tuple[str, str], ...] = ((_("Selected"), money_short(budget.planned, currency)),)
    if cap is not None:
        rows += ((_("Cap"), money_short(cap, currency)),)
    return Scene(width, high + 30 * scale, tuple(items), said, Table(("", ""), rows))


def _hatched(left: float, right: float, top: float, high: float, role: str, scale: float) -> list[Item]:
    if right - left < 0.5:
        return []
    out: list[Item] = [Rect(left, top, right - left, high, "bg.surface", role, line=scale, opacity=0.55)]
    step = 8 * scale
    x = left - high + step
    while x < right:
        # From the lower left to the upper right, cut at both ends of the box.
        one, two = max(x, left), min(x + high, right)
        out.append(
            line([(one, top + high - (one - x)), (two, top + high - (two - x))], role, 2.5 * scale, opacity=0.35)
        )
        x += step
    return out
