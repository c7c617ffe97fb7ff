"""What if a share were another one: conversion and money move, the plan does not."""

import pytest

from planner.journeys.edits import edit_transition
from planner.journeys.flow import flow
from planner.journeys.graph import graph
from planner.journeys.what_if import share_now, suppose
from planner.plan import Plan
from tests.journeys.maps import journey_plan, segment_plan, step


def line(plan: Plan | None = None) -> Plan:
    """A journey of which half get to B and four in ten of them to the goal."""
    return journey_plan({("A", "B"): 0.5, ("B", "G"): 0.4, ("A", "C"): 0.3}, {"A": 0.8}, goals="G", plan=plan)


def test_another_share_changes_conversion_as_the_edit_would() -> None:
    plan = line()
    journey, edge = plan.journeys[0].id, step(plan, "B", "G")
    found = suppose(plan, journey, "current", edge, 0.6)
    edited = edit_transition(plan, "current", edge, share=0.6)
    assert found.before == pytest.approx(flow(plan, journey).conversion)
    assert found.after == pytest.approx(flow(edited, journey).conversion)
    assert found.refusal == ""


def test_its_money_is_that_of_those_who_start() -> None:
    plan = line()  # 1,000 customers worth 100 a year, 80 % of whom start
    found = suppose(plan, plan.journeys[0].id, "current", step(plan, "B", "G"), 0.6)
    assert found.money == pytest.approx(80_000 * 0.5 * 0.2)


def test_its_money_is_not_known_without_the_size_of_the_segment() -> None:
    plan = line(segment_plan(customers=None))
    assert suppose(plan, plan.journeys[0].id, "current", step(plan, "B", "G"), 0.6).money is None


def test_a_share_that_cannot_be_is_said_with_the_touchpoint() -> None:
    plan = line()
    found = suppose(plan, plan.journeys[0].id, "current", step(plan, "A", "B"), 0.8)
    assert "A" in found.refusal and "110" in found.refusal


def test_a_share_that_nobody_typed_starts_from_what_is_assumed() -> None:
    plan = journey_plan({("A", "B"): None, ("A", "G"): None}, {"A": 1.0}, goals="G")
    seen = graph(plan, plan.journeys[0].id)
    assert [share_now(seen, s) for s in seen.steps] == [0.5, 0.5]


def test_asking_leaves_what_is_known_of_the_journey() -> None:
    plan = line()
    seen = graph(plan, plan.journeys[0].id)
    suppose(plan, plan.journeys[0].id, "current", step(plan, "B", "G"), 0.9)
    assert graph(plan, plan.journeys[0].id) is seen
