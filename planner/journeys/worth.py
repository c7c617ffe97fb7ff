"""Worth: what closing a gap changes, by itself, in conversion and in money a year.

Each gap is closed alone on the current journey and conversion computed again. Gaps help or hinder each other, so
their worths do not add up to that of closing all of them, which is given beside.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from planner.journeys.closing import conversions
from planner.journeys.difference import Difference, difference
from planner.journeys.flow import Flow, conversion_of, flow, money_of
from planner.journeys.gaps import Gap, gaps_of
from planner.language import _, money_short, points
from planner.plan import Plan


@dataclass(frozen=True, slots=True)
class Worth:
    """A change of conversion, 0.01 for a point, and what it brings a year; None where that is not known."""

    conversion: float
    money: float | None


@dataclass(frozen=True, slots=True)
class Worths:
    """What each gap is worth alone, by key, and what all of them are worth together."""

    alone: Mapping[str, Worth]
    together: Worth | None
    """None where one of the states has no touchpoint."""


def worths(plan: Plan, journey: str) -> Worths:
    """What the gaps of a journey are worth. Raises KeyError."""
    return worths_of(difference(plan, journey), flow(plan, journey, "current"), flow(plan, journey, "optimal"))


def worths_of(found: Difference, today: Flow, then: Flow) -> Worths:
    """What the gaps of a difference are worth, given the flows of its two states."""
    alone = {key: Worth(gain, money_of(today, gain)) for key, gain in _gains(found).items()}
    together = None
    if today.conversion is not None and then.conversion is not None:
        gain = then.conversion - today.conversion
        before, after = money_of(today, today.conversion), money_of(then, then.conversion)
        together = Worth(gain, after - before if before is not None and after is not None else None)
    return Worths(alone, together)


@lru_cache(maxsize=200)
def _gains(found: Difference) -> Mapping[str, float]:
    """The change of conversion for every gap closed alone, by key."""
    now, gaps = conversion_of(found.current), gaps_of(found)
    parts = {gap.key: (_marking(found, gap), gap.steps, gap.entries) for gap in gaps}
    different = {parts[gap.key]: gap for gap in gaps if any(parts[gap.key])} if now is not None else {}
    after = dict(zip(different, conversions(found, list(different.values())), strict=True))
    return {key: _gain(now, after.get(of)) for key, of in parts.items()}


def _gain(before: float | None, after: float | None) -> float:
    return after - before if before is not None and after is not None else 0.0


def _marking(found: Difference, gap: Gap) -> tuple[str, ...]:
    """The touchpoints whose closing can change the flow by itself: they come, go, move, or become a goal."""
    if not gap.kind.startswith(("touchpoint_", "stage_")):
        return ()
    what = ((point, found.points[point]) for point in gap.touchpoints)
    return tuple(p for p, d in what if d.status in ("added", "removed") or {"goal", "stage"} & set(d.fields))


def together_note(plan: Plan, found: Worths) -> str:
    """A sentence that says what all gaps bring together, and that the single worths do not add up to it."""
    if found.together is None:
        return ""
    gain, money = points(found.together.conversion), found.together.money
    if money is None:
        return _(
            "Closed together, the gaps change conversion by {gain}. Alone, each counts by itself: they do not add up."
        ).format(gain=gain)
    return _(
        "Closed together, the gaps change conversion by {gain}, {money} a year. "
        "Alone, each counts by itself: they do not add up."
    ).format(gain=gain, money=money_short(money, plan.profile.currency))
