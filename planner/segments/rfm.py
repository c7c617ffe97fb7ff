"""RFM: recency, frequency and money of customers, and the scores from 1 to 5 that they get for each.

Recency is the days from the last purchase to the analysis date, frequency the number of days with a purchase, money
the net sum: returns count less than zero and are no purchases.

The rule of the quintiles: customers stand in a row from the lowest value to the highest. The limits are the values of
those who stand at 20, 40, 60 and 80 % of the row, its first place being 0 and its last 100 %; between two places the
farther one counts. Up to a limit a value scores below it, so equal values always share a score; where limits
coincide, nobody gets the scores between them. Few days are good, so recency is counted the other way round.

Break points are the other side of the limits: the first value of each next fifth. Own ones take their place.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

SCORES = 5
DAYS_PER_YEAR = 365

Measure = Literal["recency", "frequency", "monetary"]
MEASURES: tuple[Measure, ...] = ("recency", "frequency", "monetary")
Breaks = tuple[Decimal | None, Decimal | None, Decimal | None, Decimal | None]
"""The first value of the second to the fifth fifth, lowest first; None where nobody is in it or in one above."""

Frequency = Literal["days", "orders", "rows"]
Returns = Literal["net", "count", "leave_out"]


@dataclass(frozen=True, slots=True)
class Definition:
    """What is asked: the analysis date and the date to compare with, what counts, and own break points.

    ``at`` is the day after the last row where it is None, ``since`` a year before ``at``. ``frequency`` counts days
    with a purchase, orders or rows. ``returns`` are taken off the money only, count as purchases too, or are left out.
    """

    at: dt.date | None = None
    since: dt.date | None = None
    frequency: Frequency = "days"
    returns: Returns = "net"
    recency: Breaks | None = None
    frequencies: Breaks | None = None
    monetary: Breaks | None = None

    def breaks(self, measure: Measure) -> Breaks | None:
        """The own break points of a measure; None where quintiles decide."""
        return {"recency": self.recency, "frequency": self.frequencies, "monetary": self.monetary}[measure]

    def with_breaks(self, measure: Measure, breaks: Breaks | None) -> "Definition":
        """The same with other break points for a measure; None goes back to quintiles."""
        if measure == "recency":
            return replace(self, recency=breaks)
        if measure == "frequency":
            return replace(self, frequencies=breaks)
        return replace(self, monetary=breaks)


@dataclass(frozen=True, slots=True)
class Raw:
    """What the purchases of one customer come to; ``tenure`` is the days since the first one."""

    recency: int
    frequency: int
    monetary: Decimal
    tenure: int


def raw_figures(rows: Iterable[tuple[dt.date, Decimal]], at: dt.date, returns: Returns = "net") -> Raw | None:
    """The figures of one customer's rows (day and amount) up to a date; None where none of them is a purchase."""
    known = [(day, amount) for day, amount in rows if day <= at and (returns != "leave_out" or amount > 0)]
    days = {day for day, amount in known if returns == "count" or amount > 0}
    if not days:
        return None
    monetary = sum((amount for _day, amount in known), Decimal(0))
    return Raw((at - max(days)).days, len(days), monetary, (at - min(days)).days)


def quintile_breaks(values: Iterable[Decimal | int]) -> Breaks:
    """The break points that part values into fifths by the rule above; none of no values."""
    row = sorted(Decimal(value) for value in values)
    if not row:
        return (None, None, None, None)
    found = []
    for fifth in range(1, SCORES):
        limit = row[-(-(len(row) - 1) * fifth // SCORES)]
        above = bisect_right(row, limit)
        found.append(row[above] if above < len(row) else None)
    return (found[0], found[1], found[2], found[3])


def score(measure: Measure, value: Decimal | int, breaks: Sequence[Decimal | None]) -> int:
    """The score of a value, 1 to 5: one more for each break point reached, one less for recency."""
    reached = sum(limit is not None and value >= limit for limit in breaks)
    return SCORES - reached if measure == "recency" else 1 + reached


def own_breaks(values: Sequence[Decimal | float | int]) -> Breaks:
    """Break points that someone chose; raises ValueError where they are not four in rising order."""
    if len(values) != SCORES - 1:
        raise ValueError(values)
    found = [Decimal(str(value)) for value in values]
    if any(not value.is_finite() or abs(value) > 10**13 for value in found) or found != sorted(found):
        raise ValueError(values)
    return (found[0], found[1], found[2], found[3])


def year_before(day: dt.date) -> dt.date:
    """The same day a year before; the 28th for a 29th of February."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
