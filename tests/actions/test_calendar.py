"""Working days."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from planner.actions.calendar import Calendar, month_days, months

DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2028, 12, 31))
FRIDAY = dt.date(2027, 1, 1)
MONDAY = dt.date(2027, 1, 4)


def test_the_working_day_after_friday_is_monday() -> None:
    calendar = Calendar()
    assert calendar.number(MONDAY) == calendar.number(FRIDAY) + 1


def test_a_weekend_counts_as_the_monday_after_it() -> None:
    calendar = Calendar()
    assert calendar.next_working(dt.date(2027, 1, 2)) == MONDAY


def test_a_holiday_is_no_working_day() -> None:
    calendar = Calendar([FRIDAY])
    assert not calendar.is_working(FRIDAY)
    assert calendar.next_working(FRIDAY) == MONDAY


def test_holidays_on_a_weekend_change_nothing() -> None:
    assert Calendar([dt.date(2027, 1, 2)]).count(FRIDAY, MONDAY) == 2


def test_ten_days_from_monday_end_on_friday_of_the_week_after() -> None:
    assert Calendar().last_day(MONDAY, 10) == dt.date(2027, 1, 15)


def test_a_holiday_pushes_the_last_day_on() -> None:
    assert Calendar([dt.date(2027, 1, 6)]).last_day(MONDAY, 10) == dt.date(2027, 1, 18)


def test_january_2027_has_21_working_days() -> None:
    assert Calendar().count(*month_days((2027, 1))) == 21


def test_the_last_day_of_all_can_be_counted() -> None:
    assert Calendar().count(dt.date(9999, 12, 31), dt.date.max) == 1
    assert Calendar().day(10**9) == dt.date.max


def test_months_run_over_the_year_end() -> None:
    assert list(months(dt.date(2026, 11, 30), dt.date(2027, 1, 1))) == [(2026, 11), (2026, 12), (2027, 1)]


@given(DAYS, st.sets(DAYS, max_size=40))
def test_a_working_day_has_the_number_that_leads_back_to_it(day: dt.date, holidays: set[dt.date]) -> None:
    calendar = Calendar(holidays)
    if calendar.is_working(day):
        assert calendar.day(calendar.number(day)) == day
    else:
        assert calendar.day(calendar.number(day)) > day


@given(DAYS, DAYS, st.sets(DAYS, max_size=40))
def test_counting_agrees_with_looking_at_each_day(one: dt.date, two: dt.date, holidays: set[dt.date]) -> None:
    first, last = sorted((one, two))
    days = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    by_hand = sum(day.weekday() < 5 and day not in holidays for day in days)
    assert Calendar(holidays).count(first, last) == by_hand
