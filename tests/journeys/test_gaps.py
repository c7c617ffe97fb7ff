"""Gaps: what differs between the two states, what it is called and what it is worth."""

import pytest

from planner.journeys.difference import difference
from planner.journeys.edits import (
    add_touchpoint,
    connect,
    edit_touchpoint,
    edit_transition,
    remove_touchpoints,
    remove_transition,
    set_entry,
    set_trigger,
    start_optimal,
)
from planner.journeys.flow import flow
from planner.journeys.gap_words import gap_detail, gap_title
from planner.journeys.gaps import Gap, find_gap, gap_key, gaps, to_do
from planner.journeys.worth import together_note, worths
from planner.plan import Plan
from tests.journeys.maps import at, journey_plan, step

STAGES = {"Ad": "discovery", "Cart": "evaluation", "Pay": "decision"}


def begun() -> Plan:
    """A shop whose optimal state is as the current one."""
    plan = journey_plan({("Ad", "Cart"): 0.5, ("Cart", "Pay"): 0.4}, {"Ad": 1.0}, goals="Pay", stages=STAGES)
    return start_optimal(plan, plan.journeys[0].id)


def of_kind(plan: Plan, kind: str) -> Gap:
    found = [gap for gap in gaps(plan, plan.journeys[0].id) if gap.kind == kind]
    assert len(found) == 1, found
    return found[0]


def kinds(plan: Plan) -> list[str]:
    return [gap.kind for gap in gaps(plan, plan.journeys[0].id)]


def reminded(plan: Plan) -> Plan:
    """A reminder in the optimal state that brings a fifth of those back who stop at the cart."""
    journey = plan.journeys[0].id
    plan = add_touchpoint(plan, journey, "optimal", "Reminder", "evaluation", plan.channels[1].id)
    here = at(plan, "Reminder", "optimal")
    plan = connect(plan, journey, "optimal", at(plan, "Cart"), here, "re_engagement", 0.5)
    return connect(plan, journey, "optimal", here, at(plan, "Pay"), share=0.4)


def test_a_plan_does_not_differ_from_itself() -> None:
    plan = begun()
    assert not difference(plan, plan.journeys[0].id)
    assert kinds(plan) == []


def test_an_optimal_state_that_nobody_began_differs_in_nothing() -> None:
    plan = journey_plan({("Ad", "Pay"): 0.5})
    assert not difference(plan, plan.journeys[0].id)
    assert worths(plan, plan.journeys[0].id).together is None


def test_an_added_touchpoint_takes_its_steps_along() -> None:
    plan = reminded(begun())
    gap = of_kind(plan, "touchpoint_added")
    assert len(gap.steps) == 2
    assert kinds(plan) == ["touchpoint_added", "transition_added", "transition_added"]
    assert all(g.within == (gap.key,) for g in gaps(plan, gap.journey)[1:])
    assert [g.kind for g in to_do(plan, gap.journey)] == ["touchpoint_added"]
    assert (gap_title(plan, gap), gap_detail(plan, gap)) == ("Add Reminder", "E-mail, Evaluation")


def test_the_worth_of_an_added_touchpoint_is_what_conversion_it_brings_by_itself() -> None:
    plan = reminded(begun())
    journey = plan.journeys[0].id
    found = worths(plan, journey)
    alone = found.alone[of_kind(plan, "touchpoint_added").key]
    assert alone.conversion == pytest.approx(0.5 * 0.6 * 0.5 * 0.4)
    assert alone.money == pytest.approx(alone.conversion * 1_000 * 100.0)
    assert found.together is not None and found.together.conversion == pytest.approx(alone.conversion)


def test_a_step_that_leads_to_what_is_not_there_yet_is_worth_nothing_alone() -> None:
    plan = reminded(begun())
    back = next(g for g in gaps(plan, plan.journeys[0].id) if g.kind == "transition_added")
    assert worths(plan, plan.journeys[0].id).alone[back.key].conversion == 0.0


def test_worths_do_not_add_up_and_the_note_says_so() -> None:
    plan = begun()
    journey = plan.journeys[0].id
    plan = edit_transition(plan, "optimal", step(plan, "Ad", "Cart", "optimal"), share=1.0)
    plan = edit_transition(plan, "optimal", step(plan, "Cart", "Pay", "optimal"), share=0.8)
    found = worths(plan, journey)
    alone = [worth.conversion for worth in found.alone.values()]
    assert alone == [pytest.approx(0.2), pytest.approx(0.2)]
    assert found.together is not None and found.together.conversion == pytest.approx(0.6)
    assert "+60" in together_note(plan, found) and "add up" in together_note(plan, found)
    before, after = flow(plan, journey).conversion, flow(plan, journey, "optimal").conversion
    assert (before, after) == (pytest.approx(0.2), pytest.approx(0.8))


def test_shares_are_what_there_is_to_do_where_nothing_else_differs() -> None:
    plan = begun()
    plan = edit_transition(plan, "optimal", step(plan, "Cart", "Pay", "optimal"), share=0.8)
    assert [g.kind for g in to_do(plan, plan.journeys[0].id)] == ["transition_changed"]
    plan = reminded(plan)
    assert [g.kind for g in to_do(plan, plan.journeys[0].id)] == ["touchpoint_added"]


def test_a_removed_touchpoint_is_a_gap_with_what_it_costs() -> None:
    plan = begun()
    plan = remove_touchpoints(plan, "optimal", [at(plan, "Cart")])
    gap = of_kind(plan, "touchpoint_removed")
    assert worths(plan, gap.journey).alone[gap.key].conversion == pytest.approx(-0.2)
    assert gap_title(plan, gap) == "Remove Cart"


def test_a_changed_touchpoint_says_in_what_it_changes() -> None:
    plan = begun()
    plan = edit_touchpoint(plan, "current", at(plan, "Pay"), satisfaction=2)
    plan = edit_touchpoint(plan, "optimal", at(plan, "Pay"), name="One-page payment", satisfaction=4)
    gap = of_kind(plan, "touchpoint_changed")
    assert gap.fields == ("name", "satisfaction")
    assert gap_title(plan, gap) == "Change One-page payment"
    assert gap_detail(plan, gap) == "was Pay and satisfaction 2 to 4"
    assert gap.is_to_do


def test_a_first_follow_up_is_a_gap_of_its_own() -> None:
    plan = begun()
    plan = set_trigger(plan, "optimal", at(plan, "Cart"), "Reminder")
    gap = of_kind(plan, "follow_up_added")
    assert kinds(plan) == ["follow_up_added"] and gap.is_to_do
    assert gap_title(plan, gap) == "Follow up at Cart"


def test_a_follow_up_is_worth_whom_its_re_engagement_brings_back() -> None:
    plan = begun()
    cart = at(plan, "Cart")
    plan = set_trigger(plan, "optimal", cart, "Reminder")
    plan = connect(plan, plan.journeys[0].id, "optimal", cart, cart, "re_engagement", 0.5)
    gap = of_kind(plan, "follow_up_added")
    assert worths(plan, gap.journey).alone[gap.key].conversion == pytest.approx(0.2 / 0.7 - 0.2)


def test_a_first_measure_is_a_gap_of_its_own() -> None:
    plan = begun()
    plan = edit_touchpoint(plan, "optimal", at(plan, "Cart"), measured=True, metric="Cart rate", metric_value=0.4)
    gap = of_kind(plan, "measure_added")
    assert kinds(plan) == ["measure_added"]
    assert (gap_title(plan, gap), gap_detail(plan, gap)) == ("Measure Cart", "now measured")


def test_a_follow_up_and_a_measure_beside_other_changes_are_within_them() -> None:
    plan = begun()
    cart = at(plan, "Cart")
    plan = edit_touchpoint(plan, "optimal", cart, measured=True, content="Delivery cost shown")
    plan = set_trigger(plan, "optimal", cart, "Reminder")
    assert kinds(plan) == ["touchpoint_changed", "follow_up_added", "measure_added"]
    assert [g.kind for g in to_do(plan, plan.journeys[0].id)] == ["touchpoint_changed"]


def test_a_share_that_differs_is_a_gap_but_nothing_to_do_beside_other_changes() -> None:
    plan = begun()
    plan = edit_transition(plan, "optimal", step(plan, "Cart", "Pay", "optimal"), share=0.57)
    plan = edit_touchpoint(plan, "optimal", at(plan, "Ad"), satisfaction=4)
    gap = of_kind(plan, "transition_changed")
    assert gap.fields == ("share",) and not gap.is_to_do
    assert gap_title(plan, gap) == "Lead more from Cart to Pay"
    assert gap_detail(plan, gap) == "+17\u00a0pts"
    best = difference(plan, gap.journey).biggest_gain
    assert best is not None and best.gained == pytest.approx(0.17)


def test_a_step_added_or_removed_between_touchpoints_that_stay_is_to_do() -> None:
    plan = begun()
    plan = connect(plan, plan.journeys[0].id, "optimal", at(plan, "Ad"), at(plan, "Pay"), share=0.1)
    plan = remove_transition(plan, "optimal", step(plan, "Ad", "Cart", "optimal"))
    titles = {g.kind: gap_title(plan, g) for g in to_do(plan, plan.journeys[0].id)}
    assert titles == {
        "transition_added": "Lead from Ad to Pay",
        "transition_removed": "Stop leading from Ad to Cart",
    }


def test_a_step_drawn_anew_is_the_same_step() -> None:
    plan = begun()
    plan = remove_transition(plan, "optimal", step(plan, "Ad", "Cart", "optimal"))
    plan = connect(plan, plan.journeys[0].id, "optimal", at(plan, "Ad"), at(plan, "Cart"), share=0.5)
    assert kinds(plan) == []


def test_another_start_is_a_gap() -> None:
    plan = begun()
    plan = set_entry(plan, plan.journeys[0].id, "optimal", at(plan, "Ad"), 0.5)
    plan = set_entry(plan, plan.journeys[0].id, "optimal", at(plan, "Cart"), 0.5)
    assert kinds(plan) == ["entry_changed", "entry_changed"]
    assert to_do(plan, plan.journeys[0].id) == ()


def test_a_stage_that_gets_its_first_touchpoint_is_a_gap_made_of_that_touchpoint() -> None:
    plan = begun()
    plan = add_touchpoint(plan, plan.journeys[0].id, "optimal", "Rating", "feedback")
    stage = of_kind(plan, "stage_covered")
    assert gap_title(plan, stage) == "Cover Feedback" and gap_detail(plan, stage) == "Rating"
    assert of_kind(plan, "touchpoint_added").within == (stage.key,)
    assert [g.kind for g in to_do(plan, stage.journey)] == ["touchpoint_added"]


def test_a_key_finds_its_gap_and_can_be_stored_with_an_action() -> None:
    from planner.actions.edits import add_action

    plan = reminded(begun())
    gap = of_kind(plan, "touchpoint_added")
    assert find_gap(plan, gap.key) == gap
    assert gap.key == gap_key(gap.journey, "touchpoint_added", at(plan, "Reminder", "optimal"))
    plan = add_action(plan, "Cart reminder", gaps=(gap.key,))
    assert plan.actions[0].gaps == (gap.key,)
    assert find_gap(plan, "nowhere/touchpoint_added/x") is None


def test_every_gap_has_a_key_of_its_own() -> None:
    plan = reminded(begun())
    plan = edit_touchpoint(plan, "optimal", at(plan, "Cart"), measured=True, name="Basket")
    plan = set_trigger(plan, "optimal", at(plan, "Cart"), "Reminder")
    keys = [gap.key for gap in gaps(plan, plan.journeys[0].id)]
    assert len(set(keys)) == len(keys)


def test_the_difference_counts_its_touchpoints() -> None:
    plan = reminded(begun())
    plan = remove_touchpoints(plan, "optimal", [at(plan, "Ad")])
    plan = edit_touchpoint(plan, "optimal", at(plan, "Pay"), owner="Shop")
    found = difference(plan, plan.journeys[0].id)
    assert [found.count(s) for s in ("added", "changed", "removed", "same")] == [1, 1, 1, 1]
    assert found.points[at(plan, "Pay")].fields == ("owner",)
