"""Maturity: stages are reached in order, at three quarters of their indicators."""

import pytest

from planner.actions.edits import add_action
from planner.capabilities.edits import answer_indicator, set_indicator_evidence, want_stage
from planner.capabilities.maturity import DIMENSIONS, maturity, moving_actions
from planner.catalogue import maturity_stages
from planner.plan import Plan, empty_plan
from tests.capabilities.plans import transactional


def _answered(plan: Plan, stage: int, answers: list[str]) -> Plan:
    for indicator, answer in zip(maturity_stages()[stage].indicators, answers, strict=False):
        plan = answer_indicator(plan, indicator.key, answer)
    return plan


def test_nothing_answered_is_before_the_first_stage() -> None:
    state = maturity(empty_plan())
    assert state.now is None and state.next is state.stages[0]
    assert (state.way, state.moves, state.challenges) == (0.0, (), ())
    assert len(state.missing) == 5


@pytest.mark.parametrize(
    ("answers", "reached"),
    [
        (["met"] * 4, True),
        (["met"] * 3 + ["partly"], False),
        (["met"] * 3 + ["partly"] * 2, True),
        (["met"] * 3 + ["not_met"] * 2, False),
        (["partly"] * 5, False),
    ],
)
def test_three_quarters_reach_a_stage_and_partly_counts_half(answers: list[str], reached: bool) -> None:
    assert maturity(_answered(empty_plan(), 0, answers)).stages[0].reached is reached


def test_unknown_counts_as_not_met_and_is_listed() -> None:
    plan = _answered(empty_plan(), 0, ["met", "met", "met", "met", "unknown"])
    stage = maturity(plan).stages[0]
    assert stage.share == 0.8
    assert [i.answer for i in stage.missing] == ["unknown"]


def test_a_stage_is_not_reached_before_the_one_below_it() -> None:
    plan = _answered(empty_plan(), 1, ["met"] * 5)
    state = maturity(plan)
    assert state.now is None and state.stages[1].share == 1.0 and not state.stages[1].reached
    assert maturity(_answered(plan, 0, ["met"] * 4)).now is not None


def test_the_way_to_the_next_stage_is_measured_against_the_least_that_reaches_it() -> None:
    state = maturity(transactional(empty_plan()))
    assert state.now is not None and state.now.stage.key == "transactional"
    assert state.next is not None and state.next.stage.key == "personalized"
    assert state.way == pytest.approx(2 / 4)
    assert [i.indicator.key for i in state.missing] == ["p_view", "p_track", "p_triggers"]
    assert maturity(answer_indicator(transactional(empty_plan()), "p_track", "partly")).way == 0.625


def test_the_last_stage_leaves_nothing_to_move_to() -> None:
    plan = empty_plan()
    for stage in range(4):
        plan = _answered(plan, stage, ["met"] * 5)
    state = maturity(plan)
    assert state.next is None and state.moves == () and state.way == 1.0
    assert state.challenges


def test_the_moves_are_those_of_the_stage_of_today() -> None:
    plan = transactional(empty_plan())
    keys = [m.key for m in maturity(plan).moves]
    assert keys == ["m_checkout", "m_cart_value", "m_profiles"]
    plan = add_action(plan, "Mend the checkout", moves=("m_checkout",))
    assert moving_actions(plan, "m_checkout") == [plan.actions[0].id]
    assert moving_actions(plan, "m_profiles") == []


def test_missing_things_are_listed_by_dimension_up_to_the_wanted_stage() -> None:
    plan = transactional(empty_plan())
    near = maturity(plan).missing_by_dimension()
    assert list(near) == list(DIMENSIONS)
    assert {d: len(items) for d, items in near.items()} == {
        "channels": 0,
        "data": 1,
        "automation": 1,
        "organisation": 0,
        "measurement": 1,
    }
    far = maturity(want_stage(plan, "integrated")).missing_by_dimension()
    assert len(far["channels"]) == 1 and len(far["data"]) == 2


def test_arriving_at_the_wanted_stage_is_noticed() -> None:
    plan = transactional(empty_plan())
    assert maturity(want_stage(plan, "transactional")).arrived
    assert not maturity(want_stage(plan, "personalized")).arrived


def test_an_answer_that_is_taken_back_leaves_no_trace() -> None:
    plan = empty_plan()
    answered = set_indicator_evidence(answer_indicator(plan, "g_site", "met"), "g_site", "Live since 2019")
    assert answer_indicator(answered, "g_site", "unknown").maturity[0].evidence == "Live since 2019"
    assert set_indicator_evidence(answer_indicator(answered, "g_site", "unknown"), "g_site", "") == plan
