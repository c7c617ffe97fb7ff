"""Moving an action in time: working days, what it waits for, the earliest date."""

import datetime as dt

import pytest

from planner.actions.moving import move_in_time, proposal, start_as_early_as_allowed
from planner.actions.records import Dependency
from planner.actions.schedule import schedule
from planner.edit import Refused
from planner.plan import Plan, find
from tests.actions.plans import MONDAY, plan_of, with_actions


def day(month: int, number: int) -> dt.date:
    return dt.date(2027, month, number)


@pytest.fixture
def plan() -> Plan:
    """First runs the two weeks from 4 January, second waits for it and asks for nothing itself."""
    return with_actions(
        plan_of(),
        first={"duration_days": 10, "earliest_start": MONDAY},
        second={"duration_days": 5, "depends": (Dependency(action="first"),)},
    )


def span(plan: Plan, action: str) -> tuple[dt.date, dt.date]:
    slot = schedule(plan).slots[action]
    return slot.start, slot.finish


def test_the_whole_moves_by_a_week_and_takes_what_waits_for_it_along(plan: Plan) -> None:
    plan = move_in_time(plan, "first", "whole", 7)
    assert span(plan, "first") == (day(1, 11), day(1, 22))
    assert span(plan, "second") == (day(1, 25), day(1, 29))


def test_a_start_on_a_day_off_becomes_the_next_working_day(plan: Plan) -> None:
    assert proposal(plan, "first", "whole", 5).start == day(1, 11)


def test_the_end_moves_alone_and_changes_the_duration(plan: Plan) -> None:
    plan = move_in_time(plan, "first", "end", 7)
    assert find(plan, "actions", "first").duration_days == 15
    assert span(plan, "first") == (MONDAY, day(1, 22))


def test_the_start_moves_alone_and_the_end_stays(plan: Plan) -> None:
    plan = move_in_time(plan, "first", "start", 7)
    assert span(plan, "first") == (day(1, 11), day(1, 15))


def test_an_action_never_gets_shorter_than_a_day(plan: Plan) -> None:
    plan = move_in_time(plan, "first", "end", -100)
    assert find(plan, "actions", "first").duration_days == 1
    plan = move_in_time(plan, "second", "start", 100)
    assert find(plan, "actions", "second").duration_days == 1


def test_before_what_it_waits_for_it_is_refused_with_the_earliest_date(plan: Plan) -> None:
    with pytest.raises(Refused, match=r"second waits for first.*18.Jan.2027 at the earliest"):
        move_in_time(plan, "second", "whole", -7)


def test_the_earliest_date_names_the_action_that_ends_last(plan: Plan) -> None:
    plan = with_actions(plan, third={"duration_days": 20, "earliest_start": MONDAY})
    plan = with_actions(
        plan, last={"duration_days": 1, "depends": (Dependency(action="first"), Dependency(action="third"))}
    )
    assert proposal(plan, "last", "whole", -7).waits_for == "third"


def test_back_at_the_earliest_date_it_asks_for_no_date_of_its_own(plan: Plan) -> None:
    plan = move_in_time(plan, "second", "whole", 14)
    assert find(plan, "actions", "second").earliest_start == day(2, 1)
    assert find(move_in_time(plan, "second", "whole", -14), "actions", "second").earliest_start is None
    assert find(start_as_early_as_allowed(plan, "second"), "actions", "second").earliest_start is None


def test_an_action_without_duration_moves_as_a_day(plan: Plan) -> None:
    plan = with_actions(plan, talk={"earliest_start": MONDAY})
    plan = move_in_time(plan, "talk", "whole", 7)
    assert find(plan, "actions", "talk").earliest_start == day(1, 11)
    assert find(plan, "actions", "talk").duration_days is None


def test_no_shift_leaves_the_calendar(plan: Plan) -> None:
    assert proposal(plan, "first", "whole", 10**7).start.year == 9999
