"""Flow: conversion, leaks, reach and worth of a journey."""

import csv
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.journeys.edits import add_touchpoint, connect, edit_journey, edit_transition, remove_touchpoints, set_entry
from planner.journeys.flow import Flow, conversion_of, flow, flow_of
from planner.journeys.graph import graph, graph_of
from planner.journeys.records import Transition
from planner.plan import Plan, empty_plan
from planner.record import changed
from planner.segments.edits import edit_segment
from tests.journeys.maps import Shares, at, journey_plan, segment_plan, step

DATA = Path(__file__).parent.parent / "data" / "attribution"
STAGES = {"Ad": "discovery", "Cart": "evaluation", "Pay": "decision", "Unbox": "onboarding"}


def flow_in(plan: Plan) -> Flow:
    return flow(plan, plan.journeys[0].id)


def shop() -> Plan:
    """Half go from the ad to the cart, 40 % of those pay, which is the goal, 90 % of those unbox."""
    shares: Shares = {("Ad", "Cart"): 0.5, ("Cart", "Pay"): 0.4, ("Pay", "Unbox"): 0.9}
    return journey_plan(shares, {"Ad": 1.0}, goals="Pay", stages=STAGES)


def test_shares_along_a_line_multiply() -> None:
    plan = shop()
    found = flow_in(plan)
    assert found.conversion == pytest.approx(0.2)
    assert found.points[at(plan, "Ad")].leak == pytest.approx(0.5)
    assert found.points[at(plan, "Cart")].leak == pytest.approx(0.3)
    assert found.points[at(plan, "Pay")].leak == 0.0
    assert found.points[at(plan, "Cart")].leaves == pytest.approx(0.6)
    assert found.points[at(plan, "Cart")].conversion == pytest.approx(0.4)
    assert not found.assumed


def test_what_follows_a_goal_is_reached_too() -> None:
    plan = shop()
    found = flow_in(plan)
    assert found.points[at(plan, "Unbox")].reach == pytest.approx(0.18)
    assert found.points[at(plan, "Pay")].left == pytest.approx(0.02)
    stages = {s.stage: s for s in found.stages}
    assert stages["onboarding"].reach == pytest.approx(0.18)
    assert stages["evaluation"].loss == pytest.approx(0.5)
    assert stages["discovery"].left == pytest.approx(0.5)
    assert stages["consideration"].reach is None


def test_a_goal_that_leads_nowhere_is_not_left() -> None:
    plan = journey_plan({("Ad", "Pay"): 0.5}, {"Ad": 1.0}, goals="Pay")
    point = flow_in(plan).points[at(plan, "Pay")]
    assert (point.reach, point.left, point.leaves) == (0.5, 0.0, 0.0)


def test_the_biggest_leak_names_the_step_not_taken_and_its_money() -> None:
    plan = shop()
    plan = edit_transition(plan, "current", step(plan, "Ad", "Cart"), share=0.9)
    leak = flow_in(plan).biggest_leak
    assert leak is not None
    assert (leak.touchpoint, leak.target) == (at(plan, "Cart"), at(plan, "Pay"))
    assert leak.transition == step(plan, "Cart", "Pay")
    assert leak.share == pytest.approx(0.54)
    assert leak.money == pytest.approx(0.54 * 1_000 * 100.0)


def test_who_is_brought_back_only_to_leave_later_is_lost_where_he_stopped() -> None:
    shares: Shares = {("Ad", "Cart"): 0.7, ("Cart", "Pay"): 0.4, ("Mail", "Cart"): 0.1}
    plan = journey_plan(shares, {"Ad": 1.0}, goals="Pay", back={("Cart", "Mail"): 0.8})
    found = flow_in(plan)
    cart = found.points[at(plan, "Cart")]
    assert found.points[at(plan, "Mail")].leak > found.points[at(plan, "Ad")].leak > cart.leak
    assert cart.lost == pytest.approx(cart.visits * 0.6 * (1.0 - 0.8 * 0.1 * cart.conversion))
    assert found.biggest_leak is not None and found.biggest_leak.touchpoint == at(plan, "Cart")


def test_the_money_of_a_leak_follows_the_segment_and_is_not_known_without_its_size() -> None:
    plan = shop()
    assert flow_in(plan).biggest_leak.money == pytest.approx(50_000.0)  # type: ignore[union-attr]
    plan = edit_segment(plan, plan.segments[0].id, customers=2_000)
    assert flow_in(plan).biggest_leak.money == pytest.approx(100_000.0)  # type: ignore[union-attr]
    plan = edit_segment(plan, plan.segments[0].id, customers=None)
    assert flow_in(plan).biggest_leak.money is None  # type: ignore[union-attr]


def test_only_those_who_start_count_in_money() -> None:
    plan = shop()
    plan = set_entry(plan, plan.journeys[0].id, "current", at(plan, "Ad"), 0.6)
    found = flow_in(plan)
    assert found.conversion == pytest.approx(0.2)
    assert found.started == pytest.approx(0.6)
    assert found.value == pytest.approx(60_000.0)


def test_re_engagement_brings_back_its_share_of_those_who_leave() -> None:
    plan = journey_plan({("Cart", "Pay"): 0.4}, {"Cart": 1.0}, goals="Pay", back={("Cart", "Mail"): 0.5})
    plan = connect(plan, plan.journeys[0].id, "current", at(plan, "Mail"), at(plan, "Cart"), "loop", 0.2)
    found = flow_in(plan)
    again = 0.6 * 0.5 * 0.2
    assert found.conversion == pytest.approx(0.4 / (1.0 - again))
    assert found.points[at(plan, "Cart")].visits == pytest.approx(1.0 / (1.0 - again))
    assert found.points[at(plan, "Cart")].reach == pytest.approx(1.0)
    assert found.points[at(plan, "Mail")].reach == pytest.approx(0.3)


def test_conversion_and_leaks_add_to_one() -> None:
    plan = journey_plan(
        {("A", "B"): 0.3, ("A", "C"): 0.4, ("B", "C"): 0.5, ("C", "A"): 0.2, ("C", "G"): 0.3, ("B", "B"): 0.1},
        {"A": 0.7, "B": 0.3},
        goals="G",
        back={("C", "B"): 0.25},
    )
    found = flow_in(plan)
    assert found.conversion is not None
    assert found.conversion + sum(p.leak for p in found.points.values()) == pytest.approx(1.0)


def test_days_are_those_of_the_steps_taken() -> None:
    plan = shop()
    for source, target, days in (("Ad", "Cart", 2.0), ("Cart", "Pay", 5.0), ("Pay", "Unbox", 10.0)):
        plan = edit_transition(plan, "current", step(plan, source, target), delay_days=days)
    found = flow_in(plan)
    assert found.days == pytest.approx(0.5 * 2 + 0.2 * 5 + 0.18 * 10)
    assert found.days_to_goal == pytest.approx(7.0)
    assert found.steps_to_goal == pytest.approx(2.0)
    assert found.contacts == pytest.approx(1 + 0.5 + 0.2 + 0.18)


# What nobody typed


def test_without_any_share_everybody_goes_on_in_equal_parts_and_the_result_says_so() -> None:
    plan = journey_plan({("A", "B"): None, ("A", "C"): None, ("B", "G"): None}, goals="G")
    found = flow_in(plan)
    assert found.conversion == pytest.approx(0.5)
    assert found.estimated and found.starts_assumed
    assert found.steps[step(plan, "A", "B")].estimated


def test_an_unknown_share_beside_known_ones_parts_what_is_left_with_those_who_stop() -> None:
    plan = journey_plan({("A", "G"): 0.4, ("A", "B"): None}, {"A": 1.0}, goals="G")
    found = flow_in(plan)
    assert found.steps[step(plan, "A", "B")].share == pytest.approx(0.3)
    assert found.points[at(plan, "A")].leaves == pytest.approx(0.3)


def test_an_unknown_share_that_nobody_gets_to_estimates_nothing() -> None:
    plan = journey_plan({("A", "G"): 0.4, ("X", "G"): None}, {"A": 1.0}, goals="G")
    assert not flow_in(plan).estimated


def test_an_unknown_loop_takes_nobody() -> None:
    plan = journey_plan({("A", "A"): None, ("A", "G"): None}, {"A": 1.0}, goals="G")
    assert flow_in(plan).conversion == pytest.approx(1.0)


def test_without_starts_those_that_lead_somewhere_share_equally() -> None:
    plan = journey_plan({("A", "G"): 0.5, ("B", "G"): 0.1}, goals="G Alone")
    found = flow_in(plan)
    assert found.starts == {at(plan, "A"): 0.5, at(plan, "B"): 0.5}
    assert found.conversion == pytest.approx(0.3)


def test_without_a_way_in_the_first_stage_starts() -> None:
    stages = {"A": "consideration", "B": "discovery"}
    plan = journey_plan({("A", "B"): 0.5, ("B", "A"): 0.5}, stages=stages)
    assert flow_in(plan).starts == {at(plan, "B"): 1.0}


def test_without_a_goal_the_last_stage_that_has_touchpoints_is_it() -> None:
    plan = journey_plan({("Ad", "Cart"): 0.5}, {"Ad": 1.0}, stages=STAGES | {"Pay": "evaluation", "Unbox": ""})
    found = flow_in(plan)
    assert found.goals == {at(plan, "Cart"), at(plan, "Pay")}
    assert found.goals_assumed and found.conversion == pytest.approx(0.5)


def test_without_a_goal_the_scope_says_which_stage_is_last() -> None:
    plan = journey_plan({("Ad", "Cart"): 0.5, ("Cart", "Pay"): 0.5}, {"Ad": 1.0}, stages=STAGES)
    plan = edit_journey(plan, plan.journeys[0].id, scope_to="evaluation")
    assert flow_in(plan).goals == {at(plan, "Cart")}


def test_without_goals_and_stages_the_ends_are_goals() -> None:
    plan = journey_plan({("A", "B"): 0.5, ("A", "C"): 0.25}, {"A": 1.0})
    assert flow_in(plan).goals == {at(plan, "B"), at(plan, "C")}
    assert flow_in(plan).conversion == pytest.approx(0.75)


def test_an_empty_journey_has_no_conversion() -> None:
    found = flow_in(segment_plan())
    assert found.conversion is None and found.biggest_leak is None and found.contacts == 0


# What could break it


def test_a_circle_that_nobody_leaves_is_told_and_harms_nobody_else() -> None:
    plan = journey_plan({("A", "B"): 0.5, ("B", "C"): 1.0, ("C", "B"): 1.0, ("A", "G"): 0.3}, {"A": 1.0}, goals="G")
    found = flow_in(plan)
    assert found.circling == pytest.approx(0.5)
    assert found.conversion == pytest.approx(0.3)
    assert found.points[at(plan, "C")].reach == pytest.approx(0.5)


def test_shares_of_more_than_one_are_scaled_and_named() -> None:
    plan = shop()
    seen = graph(plan, plan.journeys[0].id)
    steps = [changed(s, share=0.8) for s in seen.steps]
    extra = Transition(id="x", rank="V", journey="j", source=at(plan, "Ad"), target=at(plan, "Pay"), share=0.8)
    found = flow_of(graph_of(seen.journey, "current", seen.points.values(), [*steps, extra], seen.entries))
    assert found.over == (at(plan, "Ad"),)
    assert found.conversion == pytest.approx(0.5 * 0.8 + 0.5)


def test_removing_an_unreachable_touchpoint_changes_nothing() -> None:
    plan = journey_plan({("A", "G"): 0.4, ("X", "G"): 0.9}, {"A": 1.0}, goals="G")
    found = flow_in(plan)
    assert found.points[at(plan, "X")].removal == 0.0
    after = flow_in(remove_touchpoints(plan, "current", [at(plan, "X")]))
    assert (after.conversion, after.contacts) == (found.conversion, found.contacts)


def test_an_edit_of_another_journey_leaves_the_flow_as_it_is() -> None:
    from planner.journeys.edits import add_journey

    plan = add_journey(shop(), "")
    found = flow_in(plan)
    plan = add_touchpoint(plan, plan.journeys[1].id, "current", "Other")
    assert flow_in(plan) is found


# Against what others say


def transitions() -> list[tuple[str, str, float]]:
    with (DATA / "transitions.csv").open() as stream:
        return [(r["from"], r["to"], float(r["weight"])) for r in csv.DictReader(stream)]


def test_removal_effects_are_those_of_the_published_attribution() -> None:
    weights = transitions()
    totals: dict[str, float] = {}
    for source, _target, weight in weights:
        totals[source] = totals.get(source, 0.0) + weight
    shares = {(a, b): w / totals[a] for a, b, w in weights if a != "(start)" and b != "(null)"}
    starts = {b: w / totals[a] for a, b, w in weights if a == "(start)"}
    plan = journey_plan(shares, starts, goals="(conversion)")
    found = flow_in(plan)
    assert found.conversion == pytest.approx(0.22748447204968947, rel=1e-6)
    with (DATA / "expected.csv").open() as stream:
        for row in csv.DictReader(stream):
            expected = float(row["markov1_exact_removal_effect"])
            assert found.points[at(plan, row["channel_name"])].removal == pytest.approx(expected, rel=1e-6, abs=6e-9)


def simulated(plan: Plan, customers: int) -> tuple[float, dict[str, float], dict[str, float]]:
    """Conversion, and reach and visits of every touchpoint, by customers sent through one by one."""
    seen = graph(plan, plan.journeys[0].id)
    dice = random.Random(7)
    reached: dict[str, int] = dict.fromkeys(seen.points, 0)
    visited: dict[str, int] = dict.fromkeys(seen.points, 0)
    converted = 0
    starts = [(e.touchpoint, e.share) for e in seen.entries]
    for _ in range(customers):
        here: str | None = dice.choices([p for p, _s in starts], [s for _p, s in starts])[0]
        met: set[str] = set()
        while here is not None:
            met.add(here)
            visited[here] += 1
            roll = dice.random()
            following = None
            for one in seen.out[here]:
                if one.kind != "re_engagement" and roll >= 0:
                    roll -= one.share or 0.0
                    following = one.target if roll < 0 else None
            if following is None:
                roll = dice.random()
                for one in seen.out[here]:
                    if one.kind == "re_engagement" and roll >= 0:
                        roll -= one.share or 0.0
                        following = one.target if roll < 0 else None
            here = following
        converted += any(seen.points[p].goal for p in met)
        for p in met:
            reached[p] += 1
    shares = [{p: n / customers for p, n in counts.items()} for counts in (reached, visited)]
    return converted / customers, shares[0], shares[1]


def test_customers_sent_through_one_by_one_arrive_as_the_equations_say() -> None:
    plan = journey_plan(
        {("A", "B"): 0.5, ("A", "C"): 0.3, ("B", "G"): 0.4, ("C", "B"): 0.2, ("C", "C"): 0.3, ("G", "U"): 0.6},
        {"A": 0.8, "C": 0.2},
        goals="G",
        back={("B", "A"): 0.3, ("U", "C"): 0.5},
    )
    conversion, reach, visits = simulated(plan, 20_000)
    found = flow_in(plan)
    assert found.conversion == pytest.approx(conversion, abs=0.012)
    for point, share in reach.items():
        assert found.points[point].reach == pytest.approx(share, abs=0.012)
        assert found.points[point].visits == pytest.approx(visits[point], abs=0.02)


# For any journey


@st.composite
def journeys(draw: st.DrawFn) -> Plan:
    """Any journey of up to six touchpoints, one of them a goal, a tenth at least stopping everywhere."""
    names = "ABCDEG"[-draw(st.integers(2, 6)) :]
    shares: dict[tuple[str, str], float | None] = {}
    for name in names:
        targets = draw(st.lists(st.sampled_from(names), max_size=3, unique=True))
        for target in targets:
            shares[name, target] = round(0.9 / len(targets) * draw(st.floats(0, 1)), 3)
    back = {
        (a, b): draw(st.floats(0, 0.5)) for a, b in draw(st.sets(st.tuples(*[st.sampled_from(names)] * 2), max_size=2))
    }
    back = {pair: share for pair, share in back.items() if pair[0] not in [p[0] for p in back if p != pair]}
    return journey_plan(shares, {names[0]: 1.0}, goals="G", back=back)


@given(journeys())
@settings(deadline=None, max_examples=60)
def test_every_share_is_between_none_and_all_and_nobody_is_lost(plan: Plan) -> None:
    found = flow_in(plan)
    assert found.conversion is not None and 0.0 <= found.conversion <= 1.0 + 1e-12
    assert found.conversion + sum(p.leak for p in found.points.values()) == pytest.approx(1.0)
    for point in found.points.values():
        assert 0.0 <= point.reach <= 1.0 and 0.0 <= point.removal <= 1.0
        assert point.reach <= point.visits + 1e-12


@given(journeys(), st.data())
@settings(deadline=None, max_examples=60)
def test_leverage_is_the_change_that_one_point_more_makes(plan: Plan, data: st.DataObject) -> None:
    steps = [t for t in plan.current_transitions if t.kind != "re_engagement"] or [None]
    one = data.draw(st.sampled_from(steps))
    if one is None or sum(t.share or 0.0 for t in steps if t and t.source == one.source) > 0.98:
        return
    before = flow_in(plan)
    after = flow_in(edit_transition(plan, "current", one.id, share=(one.share or 0.0) + 0.01))
    assert before.conversion is not None and after.conversion is not None
    assert after.conversion - before.conversion == pytest.approx(before.steps[one.id].leverage, abs=1e-9)


@given(journeys(), st.data())
@settings(deadline=None, max_examples=60)
def test_more_who_go_on_to_where_it_is_better_never_convert_less(plan: Plan, data: st.DataObject) -> None:
    steps = [t for t in plan.current_transitions if t.kind == "forward"] or [None]
    one = data.draw(st.sampled_from(steps))
    if one is None:
        return
    before = flow_in(plan)
    back = [t for t in plan.current_transitions if t.kind == "re_engagement" and t.source == one.source]
    brought = sum((t.share or 0.0) * before.points[t.target].conversion for t in back)
    after = flow_in(edit_transition(plan, "current", one.id, share=(one.share or 0.0) + 0.05))
    if before.points[one.target].conversion >= brought:
        assert after.conversion is not None and before.conversion is not None
        assert after.conversion >= before.conversion - 1e-12


@given(journeys(), st.data())
@settings(deadline=None, max_examples=60)
def test_the_removal_effect_is_what_is_lost_without_the_touchpoint(plan: Plan, data: st.DataObject) -> None:
    plan = _without_re_engagement(plan)
    point = data.draw(st.sampled_from([p.id for p in plan.current_touchpoints if not p.goal]))
    before = flow_in(plan)
    seen = graph(plan, plan.journeys[0].id)
    steps = [t for t in seen.steps if point not in (t.source, t.target)]
    points = [p for p in seen.points.values() if p.id != point]
    starts = [e for e in seen.entries if e.touchpoint != point]
    lost = 0.0 if not starts else conversion_of(graph_of(seen.journey, "current", points, steps, starts))
    assert before.conversion is not None and lost is not None
    assert before.conversion * (1.0 - before.points[point].removal) == pytest.approx(lost, abs=1e-9)


def _without_re_engagement(plan: Plan) -> Plan:
    steps = tuple(t for t in plan.current_transitions if t.kind != "re_engagement")
    return plan.with_rows("current_transitions", steps)


def test_empty_plans_raise_for_a_journey_that_is_not_there() -> None:
    with pytest.raises(KeyError):
        flow(empty_plan(), "nowhere")
