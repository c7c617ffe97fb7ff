"""The business case against figures worked out by hand."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.actions.business_case import (
    Benefit,
    Case,
    action_cases,
    benefit_of,
    budget,
    cash_flow,
    payback_month,
    plan_case,
    plan_costs_by_kind,
    platform_case,
    segment_case,
)
from planner.actions.money import horizon_years
from planner.actions.records import Action, Cost
from planner.actions.simulation import simulate, variance
from planner.plan import Plan
from tests.actions.plans import plan_of, with_actions, with_platforms, with_requirements, with_segments


def once(amount: float) -> tuple[Cost, ...]:
    return (Cost(kind="purchase", amount=amount),)


def one(profile: dict[str, Any] | None = None, **fields: Any) -> Plan:
    """A plan of one year's value with one action that ends in its first month."""
    start = {"clv_years": 1, "discount_rate": 0.0, **(profile or {})}
    return with_actions(plan_of(**start), a={"duration_days": 5, **fields})


def test_the_return_is_the_gain_of_a_year_over_the_cost() -> None:
    case = action_cases(one(costs=once(24_000.0), benefit_likely=310_000.0))["a"]
    assert case.multiple == pytest.approx(12.9, abs=0.02)
    assert case.roi == pytest.approx(11.9, abs=0.02)


def test_an_action_without_cost_or_benefit_has_no_return() -> None:
    assert action_cases(one())["a"].roi is None
    assert action_cases(one(costs=once(38_000.0)))["a"].multiple is None


def test_415_thousand_come_back_from_1830_a_year_after_three_months() -> None:
    assert Case(415_000.0, Benefit(likely=1_830_000.0), 0.0).payback_months == 3
    assert Case(100.0, Benefit(likely=1_200.0), 0.0).payback_months == 1
    assert Case(100.0, Benefit(), 0.0).payback_months is None


def test_value_today_without_discount_is_what_comes_in_less_what_is_paid() -> None:
    # ends in January: eleven months of 100 are left of the year
    assert action_cases(one(costs=once(500.0), benefit_likely=1_200.0))["a"].npv == pytest.approx(600.0)


def test_value_today_discounts_month_by_month() -> None:
    plan = one({"discount_rate": 0.08}, costs=once(500.0), benefit_likely=1_200.0)
    by_hand = sum(100 / 1.08 ** (month / 12) for month in range(1, 12)) - 500
    assert action_cases(plan)["a"].npv == pytest.approx(by_hand)


def test_a_later_start_is_paid_and_earns_later() -> None:
    plan = one({"discount_rate": 0.08}, costs=once(500.0), benefit_likely=1_200.0, earliest_start=dt.date(2027, 7, 1))
    by_hand = sum(100 / 1.08 ** (month / 12) for month in range(7, 12)) - 500 / 1.08**0.5
    assert action_cases(plan)["a"].npv == pytest.approx(by_hand)


def test_running_costs_come_off_every_month_of_benefit() -> None:
    plan = one(costs=(Cost(kind="running", amount=600.0),), benefit_likely=1_200.0)
    assert action_cases(plan)["a"].npv == pytest.approx(11 * 50.0)


def test_the_expected_benefit_is_the_mean_of_the_triangle() -> None:
    plan = one(benefit_low=0.0, benefit_likely=600.0, benefit_high=3_000.0)
    case = action_cases(plan)["a"]
    assert case.benefit.expected == 1_200.0
    assert case.npv == pytest.approx(1_100.0)


@pytest.mark.parametrize(
    ("fields", "benefit"),
    [
        ({"benefit_likely": 5.0}, (5, 5, 5)),
        ({"benefit_low": 2.0, "benefit_high": 6.0}, (2, 4, 6)),
        ({"benefit_low": 2.0, "benefit_likely": 3.0}, (2, 3, 3)),
        ({"benefit_low": 9.0, "benefit_likely": 3.0, "benefit_high": 6.0}, (3, 6, 9)),
        ({}, (0, 0, 0)),
    ],
)
def test_a_missing_benefit_is_taken_from_those_that_are_known(
    fields: dict[str, float], benefit: tuple[float, float, float]
) -> None:
    found = benefit_of(Action.model_validate({"id": "a", "rank": "V001", **fields}))
    assert (found.low, found.likely, found.high) == benefit


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        (dt.date(2027, 1, 1), dt.date(2027, 12, 31), 1),
        (dt.date(2027, 1, 1), dt.date(2028, 1, 1), 1),
        (dt.date(2027, 1, 1), dt.date(2028, 1, 31), 2),
        (dt.date(2027, 3, 15), dt.date(2030, 3, 14), 3),
        (dt.date(2027, 1, 1), dt.date(2026, 1, 1), 1),
        (None, None, 1),
    ],
)
def test_the_horizon_counts_every_year_begun(start: dt.date | None, end: dt.date | None, years: int) -> None:
    assert horizon_years(plan_of(start=start, end=end)) == years


def test_running_costs_take_every_year_of_the_horizon_from_the_budget() -> None:
    plan = plan_of(end=dt.date(2028, 12, 31))
    plan = with_actions(plan, a={"costs": (Cost(kind="running", amount=10.0), Cost(kind="media", amount=5.0))})
    assert plan_case(plan).cost == 25.0
    assert plan_costs_by_kind(plan) == {"running": 20.0, "media": 5.0}


def test_the_budget_holds_the_plan_against_its_cap() -> None:
    plan = with_actions(
        plan_of(budget_cap=420.0),
        a={"costs": once(415.0)},
        b={"costs": once(46.0)},
        out={"costs": once(7.0), "pin": "out"},
        gone={"costs": once(1_000.0), "status": "dropped"},
    )
    money = budget(plan)
    assert (money.planned, money.cap, money.over, money.left_out) == (461.0, 420.0, 41.0, 7.0)
    assert budget(with_actions(plan_of(), a={"costs": once(9.0)})).over == 0.0


def test_a_chosen_platform_is_paid_once_for_the_plan() -> None:
    plan = with_platforms(one(costs=once(100.0)), p={"chosen": True, "costs": once(30.0)}, q={"costs": once(1_000.0)})
    assert plan_case(plan).cost == 130.0
    assert plan_case(plan).npv == -130.0


def test_an_action_for_two_segments_is_divided_between_them() -> None:
    plan = with_segments(plan_of(clv_years=1, discount_rate=0.0), "s", "t")
    plan = with_actions(
        plan,
        both={"segments": ("s", "t"), "costs": once(100.0), "duration_days": 5, "benefit_likely": 1_200.0},
        only={"segments": ("s",), "costs": once(10.0), "duration_days": 5},
    )
    assert (segment_case(plan, "s").cost, segment_case(plan, "t").cost) == (60.0, 50.0)
    assert segment_case(plan, "t").benefit.likely == 600.0
    assert segment_case(plan, "s").npv + segment_case(plan, "t").npv == pytest.approx(plan_case(plan).npv)


def test_the_benefit_of_what_needs_a_platform_hangs_on_it() -> None:
    plan = with_platforms(with_requirements(plan_of(), "r"), p={"provides": ("r",), "costs": once(30.0)})
    plan = with_actions(plan, a={"requires": ("r",), "benefit_likely": 90.0}, b={"benefit_likely": 500.0})
    case = platform_case(plan, "p")
    assert (case.cost, case.benefit.likely, case.multiple) == (30.0, 90.0, 3.0)


def test_the_plan_has_paid_back_in_the_month_in_which_its_balance_turns() -> None:
    # paid in January, 100 a month from February: the balance is 0 in June and positive in July
    plan = one(costs=once(500.0), benefit_likely=1_200.0)
    assert payback_month(plan) == (2027, 7)


def test_a_later_cost_that_takes_the_balance_down_again_moves_the_payback() -> None:
    plan = with_actions(
        one(costs=once(100.0), benefit_likely=1_200.0),
        b={"costs": once(600.0), "earliest_start": dt.date(2027, 6, 1), "duration_days": 1},
    )
    assert payback_month(plan) == (2027, 9)


def test_a_plan_that_never_earns_never_pays_back() -> None:
    assert payback_month(one(costs=once(500.0))) is None


AMOUNTS = st.floats(0, 1e6).map(lambda x: round(x, 2))


@given(st.lists(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS, st.integers(0, 400)), max_size=5))
def test_without_discount_the_value_today_is_the_sum_of_all_months(
    rows: list[tuple[float, float, float, int]],
) -> None:
    plan = plan_of(discount_rate=0.0, clv_years=3)
    for at, (paid, running, gain, days) in enumerate(rows):
        costs = (Cost(kind="purchase", amount=paid), Cost(kind="running", amount=running))
        plan = with_actions(plan, **{f"a{at}": {"costs": costs, "benefit_likely": gain, "duration_days": days}})
    assert plan_case(plan).npv == pytest.approx(sum(cash_flow(plan)), abs=1e-3)


def test_a_simulation_is_the_same_every_time() -> None:
    plan = one(benefit_low=0.0, benefit_likely=600.0, benefit_high=3_000.0)
    again = one(benefit_low=0.0, benefit_likely=600.0, benefit_high=3_000.0)
    assert simulate(plan) == simulate(again)


def test_quantiles_are_those_of_the_triangle() -> None:
    # F(x) = x² / (3000 · 600) up to the likely 600, and 1 - (3000 - x)² / (3000 · 2400) above it
    gain = simulate(one(benefit_low=0.0, benefit_likely=600.0, benefit_high=3_000.0)).gain
    assert gain.p10 == pytest.approx((0.1 * 3_000 * 600) ** 0.5, rel=0.03)
    assert gain.p50 == pytest.approx(3_000 - (0.5 * 3_000 * 2_400) ** 0.5, rel=0.03)
    assert gain.p90 == pytest.approx(3_000 - (0.1 * 3_000 * 2_400) ** 0.5, rel=0.03)


def test_a_benefit_without_a_range_leaves_no_doubt() -> None:
    result = simulate(one(costs=once(500.0), benefit_likely=1_200.0))
    assert result.npv.p10 == pytest.approx(600.0)
    assert result.npv.p90 == pytest.approx(600.0)
    assert result.drivers == ()


def test_the_widest_benefit_moves_the_result_most() -> None:
    plan = with_actions(
        one(benefit_low=90.0, benefit_likely=100.0, benefit_high=110.0),
        wide={"duration_days": 5, "benefit_low": 0.0, "benefit_likely": 100.0, "benefit_high": 200.0},
    )
    first, second = simulate(plan).drivers
    assert (first.action, second.action) == ("wide", "a")
    assert first.share + second.share == pytest.approx(1.0)
    assert first.share == pytest.approx(100 / 101)
    assert first.swing == pytest.approx(200 * 11 / 12)


def test_the_variance_of_a_symmetric_triangle_is_its_half_width_squared_over_six() -> None:
    assert variance(Benefit(0.0, 6.0, 12.0)) == 6.0
