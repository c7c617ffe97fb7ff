"""Working days: counted without weekends and the plan's holidays, by number, so that schedules are plain sums."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

Month = tuple[int, int]
"""A year and a month."""

_LAST = dt.date.max.toordinal()


class Calendar:
    """Numbers the working days: the next one has the next number, days off have that of the one after them."""

    def __init__(self, holidays: Iterable[dt.date] = ()) -> None:
        self._holidays = sorted({day.toordinal() for day in holidays if day.weekday() < 5})
        self._days: dict[int, dt.date] = {}

    def is_working(self, day: dt.date) -> bool:
        """Whether a day is neither on a weekend nor a holiday."""
        return self._number(day.toordinal() + 1) > self.number(day)

    def number(self, day: dt.date) -> int:
        """The number of a working day; of a day off, the number of the working day after it."""
        return self._number(day.toordinal())

    def _number(self, ordinal: int) -> int:
        return _weekdays_before(ordinal) - bisect_left(self._holidays, ordinal)

    def day(self, number: int) -> dt.date:
        """The working day with that number."""
        known = self._days.get(number)
        if known is None:
            known = self._days[number] = self._day(number)
        return known

    def _day(self, number: int) -> dt.date:
        passed = 0
        while True:  # each holiday passed moves the day on, perhaps over more holidays
            ordinal = _weekday(number + passed)
            now = bisect_right(self._holidays, ordinal)
            if now == passed:
                return dt.date.fromordinal(ordinal)
            passed = now

    def next_working(self, day: dt.date) -> dt.date:
        """The day itself where it is a working one, else the next that is."""
        return self.day(self.number(day))

    def last_day(self, start: dt.date, duration: int) -> dt.date:
        """The last working day of something that takes that many working days from its start."""
        return self.day(self.number(start) + max(duration - 1, 0))

    def count(self, first: dt.date, last: dt.date) -> int:
        """The working days from one day to another, both included."""
        return self._number(last.toordinal() + 1) - self.number(first)


def _weekdays_before(ordinal: int) -> int:
    weeks, days = divmod(ordinal - 1, 7)  # day 1 of the calendar is a Monday
    return weeks * 5 + min(days, 5)


def _weekday(number: int) -> int:
    weeks, days = divmod(number, 5)
    return max(1, min(1 + weeks * 7 + days, _LAST))


def month_of(day: dt.date) -> Month:
    """The month of a day."""
    return day.year, day.month


def month_days(month: Month) -> tuple[dt.date, dt.date]:
    """The first and the last day of a month."""
    first = dt.date(*month, 1)
    after = dt.date(month[0] + month[1] // 12, month[1] % 12 + 1, 1) if month < (9999, 12) else None
    return first, after - dt.timedelta(days=1) if after else dt.date.max


def months(first: dt.date, last: dt.date) -> Iterator[Month]:
    """Every month from one day to another."""
    for count in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield count // 12, count % 12 + 1


def months_apart(first: dt.date, last: dt.date) -> int:
    """How many months later the month of a day is than that of another day."""
    return (last.year - first.year) * 12 + last.month - first.month
