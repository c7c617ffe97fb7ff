"""The workload per role and month."""

import datetime as dt

import pytest

from planner.actions.workload import workload
from tests.actions.plans import plan_of, with_actions


def test_full_time_work_of_a_month_is_a_share_of_one() -> None:
    plan = with_actions(plan_of(start=dt.date(2027, 1, 1)), a={"owner": "CRM lead", "duration_days": 21})
    (role,) = workload(plan)
    assert role.role == "CRM lead"
    assert {month: load.share for month, load in role.months.items()} == {(2027, 1): 1.0}


def test_effort_is_spread_over_the_working_days_of_the_action() -> None:
    # 1 January to 26 February 2027: 21 working days in January, 20 in February
    plan = with_actions(
        plan_of(start=dt.date(2027, 1, 1)), a={"owner": "CRM lead", "duration_days": 41, "effort_days": 20.5}
    )
    months = workload(plan)[0].months
    assert months[(2027, 1)].days == pytest.approx(10.5)
    assert months[(2027, 2)].share == pytest.approx(0.5)


def test_actions_of_one_role_add_up_over_full() -> None:
    day = dt.date(2027, 1, 1)
    plan = with_actions(
        plan_of(start=day),
        a={"owner": "CRM lead", "duration_days": 21},
        b={"owner": "CRM lead", "duration_days": 21, "effort_days": 6.3},
        c={"owner": "Data analyst", "duration_days": 21, "effort_days": 4.2},
    )
    crm, analyst = workload(plan)
    assert crm.months[(2027, 1)].share == pytest.approx(1.3)
    assert crm.months[(2027, 1)].actions == ("a", "b")
    assert analyst.months[(2027, 1)].share == pytest.approx(0.2)


def test_holidays_shorten_the_month() -> None:
    plan = plan_of(start=dt.date(2027, 1, 1), holidays=(dt.date(2027, 1, 1),))
    plan = with_actions(plan, a={"owner": "CRM lead", "duration_days": 20})
    assert workload(plan)[0].months[(2027, 1)].available == 20
    assert workload(plan)[0].months[(2027, 1)].share == pytest.approx(1.0)


def test_effort_without_duration_falls_on_the_day_it_happens() -> None:
    plan = with_actions(plan_of(start=dt.date(2027, 2, 1)), a={"owner": "CRM lead", "effort_days": 5.0})
    assert workload(plan)[0].months[(2027, 2)].share == pytest.approx(0.25)


def test_what_is_left_out_or_has_no_owner_is_nobodys_load() -> None:
    plan = with_actions(plan_of(), a={"owner": "CRM lead", "duration_days": 5, "pin": "out"}, b={"duration_days": 5})
    assert workload(plan) == ()
