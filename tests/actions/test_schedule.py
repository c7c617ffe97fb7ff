"""The schedule in dates: weekends, holidays, starts asked for, and what does not fit."""

import datetime as dt
from typing import Any

import pytest

from planner.actions.edits import edit_action
from planner.actions.records import Dependency
from planner.actions.schedule import Schedule, schedule
from planner.plan import empty_plan
from planner.record import changed
from tests.actions.plans import MONDAY, plan_of, with_actions

FRIDAY = dt.date(2027, 1, 8)


def after(action: str, lag: int = 0) -> tuple[Dependency, ...]:
    return (Dependency(action=action, lag_days=lag),)


def of(**actions: dict[str, Any]) -> Schedule:
    return schedule(with_actions(plan_of(), **actions))


def test_five_days_from_monday_end_on_friday() -> None:
    slot = of(a={"duration_days": 5}).slots["a"]
    assert (slot.start, slot.finish) == (MONDAY, FRIDAY)


def test_what_waits_for_it_starts_on_the_monday_after() -> None:
    result = of(a={"duration_days": 5}, b={"duration_days": 1, "depends": after("a")})
    assert result.slots["b"].start == dt.date(2027, 1, 11)
    assert result.end == dt.date(2027, 1, 11)


def test_a_lag_counts_working_days() -> None:
    result = of(a={"duration_days": 5}, b={"duration_days": 1, "depends": after("a", 5)})
    assert result.slots["b"].start == dt.date(2027, 1, 18)


def test_a_negative_lag_starts_before_the_end() -> None:
    result = of(a={"duration_days": 5}, b={"duration_days": 5, "depends": after("a", -2)})
    assert result.slots["b"].start == dt.date(2027, 1, 7)


def test_a_holiday_moves_what_comes_after() -> None:
    plan = plan_of(holidays=(dt.date(2027, 1, 6),))
    result = schedule(with_actions(plan, a={"duration_days": 5}))
    assert result.slots["a"].finish == dt.date(2027, 1, 11)


def test_an_action_starts_no_earlier_than_it_asks() -> None:
    assert of(a={"duration_days": 1, "earliest_start": dt.date(2027, 3, 6)}).slots["a"].start == dt.date(2027, 3, 8)


def test_an_action_without_start_starts_with_the_plan() -> None:
    assert of(a={"duration_days": 1}).slots["a"].start == MONDAY


def test_a_plan_without_start_begins_where_the_first_action_asks_to() -> None:
    plan = with_actions(empty_plan(), a={"earliest_start": FRIDAY, "duration_days": 1}, b={"duration_days": 1})
    assert schedule(plan).slots["b"].start == FRIDAY


def test_a_plan_without_any_date_begins_today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORT_TODAY", "2027-03-15")
    assert schedule(with_actions(empty_plan(), a={"duration_days": 1})).start == dt.date(2027, 3, 15)


def test_the_longest_chain_is_critical_and_the_rest_has_float() -> None:
    result = of(
        join={"duration_days": 10},
        service={"duration_days": 10, "depends": after("join")},
        cart={"duration_days": 15},
    )
    assert result.critical == ("join", "service")
    assert (result.slots["cart"].total_float, result.slots["cart"].critical) == (5, False)
    assert result.slots["cart"].late_start == dt.date(2027, 1, 11)
    assert result.slots["cart"].late_finish == result.end == dt.date(2027, 1, 29)


def test_an_action_that_asks_to_start_too_early_is_named_with_the_earliest_day() -> None:
    result = of(
        a={"duration_days": 5},
        b={"duration_days": 1, "earliest_start": MONDAY, "depends": after("a")},
    )
    (violation,) = result.violations
    assert (violation.action, violation.waits_for, violation.wanted) == ("b", "a", MONDAY)
    assert violation.earliest == result.slots["b"].allowed_from == dt.date(2027, 1, 11)


def test_an_action_that_starts_on_the_first_possible_day_is_fine() -> None:
    result = of(
        a={"duration_days": 5},
        b={"duration_days": 1, "earliest_start": dt.date(2027, 1, 9), "depends": after("a")},
    )
    assert result.violations == ()


def test_an_action_without_duration_takes_no_time_and_is_not_critical() -> None:
    result = of(a={}, b={"duration_days": 2, "depends": after("a")})
    slot = result.slots["a"]
    assert (slot.start, slot.finish, slot.timed, slot.critical) == (MONDAY, MONDAY, False, False)
    assert result.critical == ("b",)


def test_what_is_left_out_or_dropped_does_not_move_the_end() -> None:
    result = of(
        kept={"duration_days": 5},
        out={"duration_days": 50, "pin": "out"},
        gone={"duration_days": 50, "status": "dropped"},
    )
    assert result.end == FRIDAY
    assert result.critical == ("kept",)
    assert result.slots["out"].finish > FRIDAY


def test_a_loop_in_a_file_still_gives_dates() -> None:
    plan = with_actions(plan_of(), a={"duration_days": 5}, b={"duration_days": 5, "depends": after("a")})
    looped = changed(plan.actions[0], depends=after("b"))
    result = schedule(plan.with_rows("actions", (looped, plan.actions[1])))
    assert [set(loop) for loop in result.loops] == [{"a", "b"}]
    assert result.end == dt.date(2027, 1, 15)


def test_an_empty_plan_has_no_end() -> None:
    assert schedule(plan_of()).end is None


def test_the_schedule_is_computed_once_until_an_action_changes() -> None:
    plan = with_actions(plan_of(), a={"duration_days": 5})
    first = schedule(plan)
    assert schedule(plan) is first
    later = schedule(edit_action(plan, "a", duration_days=6))
    assert later.end != first.end
    assert schedule(plan) is first
