"""Closing: the conversion with one gap closed is that of the journey solved anew."""

from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.edit import Refused
from planner.journeys import knots
from planner.journeys.closing import closed, conversions
from planner.journeys.difference import Difference, difference
from planner.journeys.edits import (
    add_touchpoint,
    connect,
    edit_touchpoint,
    edit_transition,
    remove_touchpoints,
    remove_transition,
    set_entry,
    start_optimal,
)
from planner.journeys.flow import conversion_of
from planner.journeys.gaps import gaps_of
from planner.journeys.records import STATES, State
from planner.plan import Plan
from tests.benchmarks.large_journey import JOURNEY, improved, large_journey
from tests.journeys.maps import journey_plan

STAGES = ("", "discovery", "evaluation", "decision")
KINDS: tuple[Any, ...] = ("forward", "forward", "loop", "re_engagement")

Draw = Callable[[Any], Any]


@st.composite
def improvements(draw: st.DrawFn) -> Plan:
    """Any small journey and any optimal state of it; goals, starts and shares typed or not."""
    names = "ABCDEF"[: draw(st.integers(1, 6))]
    stages = {name: draw(st.sampled_from(STAGES)) for name in names}
    plan = journey_plan({}, stages=stages)
    plan = _some(draw, plan, "current", 8)
    plan = start_optimal(plan, plan.journeys[0].id)
    return _some(draw, plan, "optimal", 5)


def _some(draw: Draw, plan: Plan, state: State, most: int) -> Plan:
    for _ in range(draw(st.integers(0, most))):
        try:
            plan = _one(draw, plan, state)
        except Refused:  # shares of more than everybody
            continue
    return plan


def _one(draw: Draw, plan: Plan, state: State) -> Plan:
    journey = plan.journeys[0].id
    points = [p.id for p in plan.rows(f"{state}_touchpoints")]
    steps = [t.id for t in plan.rows(f"{state}_transitions")]
    share = st.one_of(st.none(), st.sampled_from([0.0, 0.2, 0.5, 1.0]), st.floats(0, 1))
    verb = draw(st.sampled_from(["connect"] * 4 + ["add", "go", "cut", "share", "start", "goal", "stage"]))
    if verb == "add" or not points:
        return add_touchpoint(plan, journey, state, "New", draw(st.sampled_from(STAGES)), goal=draw(st.booleans()))
    point = draw(st.sampled_from(points))
    if verb == "connect":
        kind = draw(st.sampled_from(KINDS))
        return connect(plan, journey, state, point, draw(st.sampled_from(points)), kind, draw(share))
    if verb == "go":
        return remove_touchpoints(plan, state, [point])
    if verb == "start":
        return set_entry(plan, journey, state, point, draw(st.sampled_from([0.0, 0.3, 0.5])))
    if verb == "goal":
        return edit_touchpoint(plan, state, point, goal=draw(st.booleans()))
    if verb == "stage":
        return edit_touchpoint(plan, state, point, stage=draw(st.sampled_from(STAGES)))
    if not steps:
        return plan
    step = draw(st.sampled_from(steps))
    return (
        remove_transition(plan, state, step) if verb == "cut" else edit_transition(plan, state, step, share=draw(share))
    )


def assert_each_is_solved_anew(found: Difference) -> None:
    gaps = gaps_of(found)
    for gap, after in zip(gaps, conversions(found, gaps), strict=True):
        anew = conversion_of(closed(found, gap))
        assert (after is None) == (anew is None)
        assert after is None or after == pytest.approx(anew, abs=1e-9), gap.key


@given(improvements())
@settings(deadline=None, max_examples=400)
def test_every_gap_closed_alone_converts_as_the_journey_solved_anew(plan: Plan) -> None:
    assert_each_is_solved_anew(difference(plan, plan.journeys[0].id))


@pytest.mark.parametrize("back", [0, 25])
@pytest.mark.parametrize("assumed", [False, True])
def test_so_it_does_in_a_large_journey(back: int, assumed: bool) -> None:
    plan = improved(large_journey(90, 150, back=back))
    assert len(plan.current_touchpoints) > knots.MANY
    if assumed:
        for state in STATES:
            plan = plan.with_rows(f"{state}_entries", ())
    found = difference(plan, JOURNEY)
    assert len(gaps_of(found)) > 60
    assert_each_is_solved_anew(found)


def test_an_optimal_state_drawn_with_no_regard_to_today_is_worth_what_it_is() -> None:
    plan = large_journey(70, 120, back=20, optimal=True)
    dice = Random(3)
    for point in plan.optimal_touchpoints:
        if dice.random() < 0.2:
            plan = remove_touchpoints(plan, "optimal", [point.id])
    assert_each_is_solved_anew(difference(plan, JOURNEY))
