"""The portfolio: what is chosen, what is left out, and why."""

from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.actions.business_case import action_cases, cost_of_platform
from planner.actions.edits import choose_actions, depend_on, pin_action, set_need
from planner.actions.portfolio import Portfolio, best_fit, kept_because
from planner.actions.records import Cost, Dependency
from planner.plan import Plan
from tests.actions.plans import plan_of, with_actions, with_platforms, with_requirements, with_segments


def money(cost: float, gain: float | None = None, **more: Any) -> dict[str, Any]:
    return {"costs": (Cost(kind="other", amount=cost),), "benefit_likely": gain, "duration_days": 5, **more}


def capped(cap: float | None, **actions: dict[str, Any]) -> Plan:
    return with_actions(plan_of(budget_cap=cap), **actions)


def reason(result: Portfolio, action: str) -> str:
    return next(entry.reason for entry in result.left_out if entry.action == action)


SAMPLE: dict[str, dict[str, Any]] = {
    "dashboard": money(38.0, provides=("reports",)),
    "join": money(96.0, provides=("view",)),
    "cart": money(24.0, 310.0),
    "winback": money(28.0, 270.0, requires=("view",)),
    "onboarding": money(21.0, 160.0),
    "payment": money(58.0, 420.0),
    "testride": money(32.0, 190.0),
    "service": money(74.0, 380.0, requires=("view",)),
    "preferences": money(26.0, 60.0, requires=("view",)),
    "evenings": money(18.0, 40.0, requires=("view",)),
    "swap": money(46.0, 90.0),
}


def sample(cap: float | None = 420.0) -> Plan:
    plan = with_requirements(with_segments(plan_of(budget_cap=cap), "riders"), "view")
    plan = with_requirements(plan, "reports", question="perf_tracking")
    return with_actions(set_need(plan, "reports", "riders", "essential"), **SAMPLE)


def test_the_best_fit_leaves_out_the_action_with_the_lowest_return() -> None:
    result = best_fit(sample())
    assert [entry.action for entry in result.left_out] == ["swap"]
    assert (result.case.cost, result.case.benefit.likely) == (415.0, 1_830.0)
    assert result.case.payback_months == 3
    assert reason(result, "swap") == "Other actions bring more under the cap."


def test_the_next_step_swaps_an_action_for_a_better_one_for_15_more() -> None:
    step = best_fit(sample()).next_step
    cases = action_cases(sample())
    assert step is not None
    assert step.extra == 15.0
    assert step.gain == pytest.approx(cases["swap"].npv - cases["preferences"].npv)
    assert best_fit(sample(435.0)).left_out[0].action == "preferences"
    assert best_fit(sample(461.0)).next_step is None


def test_without_a_cap_everything_is_chosen() -> None:
    result = best_fit(sample(None))
    assert (result.chosen, result.left_out, result.unit_value) == (tuple(SAMPLE), (), None)


def test_what_others_need_is_kept_and_says_by_how_many() -> None:
    words = kept_because(sample())
    assert (words["join"], words["dashboard"]) == ("Needed by 4", "Measures KPIs")
    assert "cart" not in words


def test_an_action_that_is_worth_less_than_it_costs_is_left_out() -> None:
    result = best_fit(capped(1_000.0, good=money(10.0, 100.0), bad=money(900.0, 1.0)))
    assert result.chosen == ("good",)
    assert reason(result, "bad") == "It costs more than it brings."


def test_an_action_nobody_has_valued_is_left_out_and_says_so() -> None:
    assert reason(best_fit(capped(1_000.0, a=money(10.0))), "a") == "Nobody has said what it brings."


def test_an_action_comes_with_what_it_waits_for() -> None:
    plan = capped(100.0, first=money(60.0, 1.0), second=money(30.0, 500.0), third=money(95.0, 300.0))
    assert best_fit(depend_on(plan, "second", "first")).chosen == ("first", "second")
    assert best_fit(plan).chosen == ("second",)


def test_what_waits_for_an_action_that_is_out_is_out_too() -> None:
    plan = depend_on(capped(100.0, first=money(10.0, 1.0), second=money(10.0, 500.0)), "second", "first")
    result = best_fit(pin_action(plan, "first", "out"))
    assert result.chosen == ()
    assert reason(result, "first") == "Left out by hand."
    assert reason(result, "second") == "Needs first, which is left out."


def test_a_requirement_that_nothing_provides_keeps_an_action_out() -> None:
    plan = with_actions(with_requirements(plan_of(budget_cap=100.0), "view"), a=money(1.0, 50.0, requires=("view",)))
    assert reason(best_fit(plan), "a") == "Needs view, which nothing provides."
    assert best_fit(with_platforms(plan, p={"owned": True, "provides": ("view",)})).chosen == ("a",)


def test_a_platform_is_bought_once_for_all_that_need_it() -> None:
    plan = with_requirements(plan_of(budget_cap=100.0), "sms")
    plan = with_actions(
        plan, a=money(20.0, 50.0, requires=("sms",)), b=money(20.0, 50.0, requires=("sms",)), c=money(55.0, 40.0)
    )
    plan = with_platforms(
        plan,
        cheap={"provides": ("sms",), "costs": (Cost(kind="purchase", amount=60.0),)},
        dear={"provides": ("sms",), "costs": (Cost(kind="purchase", amount=70.0),)},
    )
    result = best_fit(plan)
    assert (result.chosen, result.platforms, result.case.cost) == (("a", "b"), ("cheap",), 100.0)


def test_a_platform_that_pays_for_nobody_is_not_bought() -> None:
    plan = with_requirements(plan_of(budget_cap=1_000.0), "sms")
    plan = with_actions(plan, a=money(20.0, 50.0, requires=("sms",)))
    plan = with_platforms(plan, p={"provides": ("sms",), "costs": (Cost(kind="purchase", amount=900.0),)})
    result = best_fit(plan)
    assert (result.chosen, result.platforms) == ((), ())
    assert reason(result, "a") == "Needs sms, which is left out."


def test_pins_are_respected() -> None:
    plan = capped(60.0, a=money(50.0, 500.0), b=money(50.0, 100.0))
    assert best_fit(plan).chosen == ("a",)
    assert best_fit(pin_action(plan, "b", "in")).chosen == ("b",)
    assert best_fit(pin_action(plan, "a", "out")).chosen == ("b",)


def test_what_was_left_out_can_be_reconsidered() -> None:
    plan = choose_actions(capped(60.0, a=money(50.0, 500.0), b=money(50.0, 100.0)), ["b"])
    assert best_fit(plan).chosen == ("b",)
    assert best_fit(plan, reconsider=True).chosen == ("a",)


def test_what_is_done_stays_and_counts() -> None:
    plan = capped(60.0, a=money(50.0, 500.0), b=money(50.0, 1.0, status="done"), c=money(9.0, 9.0))
    assert best_fit(plan).chosen == ("b", "c")


def test_pins_that_break_the_cap_are_named_as_the_problem() -> None:
    plan = pin_action(depend_on(capped(60.0, a=money(50.0, 1.0), b=money(50.0, 1.0)), "b", "a"), "b", "in")
    result = best_fit(plan)
    assert result.chosen == ("a", "b")
    assert result.problem == "What is pinned in, done or chosen costs €100, more than the cap of €60."


def test_a_pinned_action_that_waits_for_the_impossible_is_named_as_the_problem() -> None:
    plan = with_requirements(plan_of(budget_cap=100.0), "view")
    plan = with_actions(plan, a=money(1.0, 1.0, requires=("view",)), b=money(1.0, 1.0, pin="in"))
    result = best_fit(depend_on(plan, "b", "a"))
    assert result.chosen == ("b",)
    assert "nothing provides" in result.problem


def test_a_dropped_action_is_neither_in_nor_out() -> None:
    result = best_fit(capped(60.0, a=money(50.0, 500.0), b=money(1.0, 500.0, status="dropped")))
    assert (result.chosen, result.left_out) == (("a",), ())


def test_choosing_the_result_is_within_the_cap() -> None:
    from planner.actions.business_case import budget

    result = best_fit(sample())
    plan = choose_actions(sample(), result.chosen, result.platforms)
    assert (budget(plan).planned, budget(plan).over, budget(plan).left_out) == (415.0, 0.0, 46.0)


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_no_other_portfolio_within_the_cap_is_worth_more(data: st.DataObject) -> None:
    amounts = st.integers(0, 40).map(float)
    plan = with_requirements(plan_of(budget_cap=float(data.draw(st.integers(0, 120)))), "r", "q")
    some = st.lists(st.sampled_from(["r", "q"]), max_size=2, unique=True).map(tuple)
    for key in ("a", "b", "c", "d"):
        waits = [Dependency(action=a.id) for a in plan.actions if data.draw(st.integers(0, 3)) == 0]
        fields = money(data.draw(amounts), data.draw(amounts), requires=data.draw(some), provides=data.draw(some))
        plan = with_actions(plan, **{key: {**fields, "depends": tuple(waits)}})
    for key in ("p", "o"):
        costs = (Cost(kind="purchase", amount=data.draw(amounts)),)
        plan = with_platforms(plan, **{key: {"costs": costs, "provides": data.draw(some), "owned": key == "o"}})

    cases = action_cases(plan)
    worth = {**{a.id: cases[a.id].npv for a in plan.actions}, "p": cost_of_platform(plan, plan.platforms[0]).npv}
    paid = {**{a.id: cases[a.id].cost for a in plan.actions}, "p": cost_of_platform(plan, plan.platforms[0]).cost}
    best = 0.0
    for taken in product((False, True), repeat=5):
        chosen = {key for key, is_in in zip(worth, taken, strict=True) if is_in}
        items = [*((a.id, a.provides) for a in plan.actions), *((p.id, p.provides) for p in plan.platforms)]
        given_ = {r for key, provides in items if key in chosen or key == "o" for r in provides}
        fits = sum(paid[key] for key in chosen) <= (plan.profile.budget_cap or 0.0)
        whole = all(
            set(a.requires) <= given_ and {d.action for d in a.depends} <= chosen
            for a in plan.actions
            if a.id in chosen
        )
        if fits and whole:
            best = max(best, sum(worth[key] for key in chosen))
    assert best_fit(plan).case.npv == pytest.approx(best, abs=1e-6)
