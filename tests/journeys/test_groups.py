"""Groups: touchpoints shown as one, in the plan but not in its figures."""

import json

import pytest

from planner.change import apply, diff, invert
from planner.edit import Refused
from planner.files.storage import plan_bytes, plan_from_bytes
from planner.journeys.difference import difference
from planner.journeys.edits import (
    clear_state,
    copy_journey,
    copy_touchpoints,
    edit_journey,
    group_touchpoints,
    remove_touchpoints,
    rename_group,
    start_optimal,
    ungroup,
)
from planner.journeys.flow import flow
from planner.journeys.graph import graph
from planner.journeys.groups import group_flow, groups_among
from planner.journeys.records import Group
from planner.plan import Plan
from planner.templates import SAMPLE, plan_from
from tests.journeys.maps import at, journey_plan


def walk() -> Plan:
    shares = {("A", "B"): 0.5, ("B", "C"): 0.4, ("C", "D"): 0.5, ("B", "B"): 0.2}
    return journey_plan(shares, {"A": 1.0}, goals="D")


def grouped(plan: Plan, *names: str, name: str = "") -> Plan:
    return group_touchpoints(plan, plan.journeys[0].id, [at(plan, one) for one in names], name)


def groups(plan: Plan) -> list[tuple[str, tuple[str, ...]]]:
    names = {p.id: p.name for p in (*plan.current_touchpoints, *plan.optimal_touchpoints)}
    return [(group.name, tuple(names[p] for p in group.touchpoints)) for group in plan.journeys[0].groups]


def test_touchpoints_are_grouped_named_and_let_go() -> None:
    plan = grouped(walk(), "B", "C", name="Checkout")
    assert groups(plan) == [("Checkout", ("B", "C"))]
    journey, group = plan.journeys[0].id, plan.journeys[0].groups[0].id
    assert groups(rename_group(plan, journey, group, "Buying")) == [("Buying", ("B", "C"))]
    assert ungroup(plan, journey, group) == walk_of(plan)


def walk_of(plan: Plan) -> Plan:
    """The same plan without groups."""
    return edit_journey(plan, plan.journeys[0].id, groups=())


def test_a_touchpoint_is_in_one_group_and_a_group_of_one_vanishes() -> None:
    plan = grouped(grouped(walk(), "A", "B", "C", name="First"), "C", "D", name="Second")
    assert groups(plan) == [("First", ("A", "B")), ("Second", ("C", "D"))]
    assert groups(grouped(plan, "B", "C", name="Third")) == [("Third", ("B", "C"))]


def test_one_touchpoint_and_strangers_are_refused() -> None:
    plan = walk()
    with pytest.raises(Refused):
        grouped(plan, "A", "A")
    with pytest.raises(Refused):
        group_touchpoints(plan, plan.journeys[0].id, [at(plan, "A"), "gone"])
    with pytest.raises(Refused):
        ungroup(plan, plan.journeys[0].id, "gone")


def test_deleting_touchpoints_shrinks_their_group() -> None:
    plan = grouped(walk(), "A", "B", "C")
    plan = remove_touchpoints(plan, "current", [at(plan, "A")])
    assert groups(plan) == [("", ("B", "C"))]
    assert groups(remove_touchpoints(plan, "current", [at(plan, "B")])) == []
    assert groups(clear_state(plan, plan.journeys[0].id, "current")) == []


def test_a_touchpoint_that_the_other_state_keeps_stays_in_its_group() -> None:
    plan = grouped(walk(), "B", "C")
    plan = start_optimal(plan, plan.journeys[0].id)
    plan = remove_touchpoints(plan, "optimal", [at(plan, "B", "optimal")])
    assert groups(plan) == [("", ("B", "C"))]
    journey = plan.journeys[0]
    assert not groups_among(journey, graph(plan, journey.id, "optimal").points)
    assert groups_among(journey, graph(plan, journey.id, "current").points)


def test_copies_of_a_whole_group_are_a_group_and_a_part_of_it_is_not() -> None:
    plan = grouped(walk(), "B", "C", name="Checkout")
    inside = list(plan.journeys[0].groups[0].touchpoints)
    assert groups(copy_touchpoints(plan, "current", inside)) == [("Checkout", ("B", "C"))] * 2
    assert groups(copy_touchpoints(plan, "current", inside[:1])) == groups(plan)


def test_a_copied_journey_brings_its_groups_along() -> None:
    plan = walk()
    plan = start_optimal(grouped(plan, "B", "C", name="Checkout"), plan.journeys[0].id)
    plan = copy_journey(plan, plan.journeys[0].id, plan.segments[0].id)
    first, second = plan.journeys
    assert second.groups[0].name == "Checkout"
    assert second.groups[0].id != first.groups[0].id
    for state in ("current", "optimal"):
        points = graph(plan, second.id, state).points
        assert [points[p].name for p in second.groups[0].touchpoints] == ["B", "C"]


def test_groups_travel_in_the_file_and_are_undone_like_any_edit() -> None:
    plan = walk()
    after = grouped(plan, "B", "C", name="Checkout")
    assert plan_from_bytes(plan_bytes(after)).plan == after
    change = diff(plan, after)
    assert {delta.table for delta in change.deltas} == {"journeys"}
    assert apply(after, invert(change)) == plan


def test_a_file_without_groups_opens() -> None:
    plan = walk()
    data = json.loads(plan_bytes(plan))
    del data["journeys"][0]["groups"]
    opened = plan_from_bytes(json.dumps(data).encode())
    assert opened.plan == plan and not opened.notes


def test_a_group_changes_no_figure_and_differs_in_nothing() -> None:
    plan = walk()
    plan = start_optimal(plan, plan.journeys[0].id)
    journey, after = plan.journeys[0].id, grouped(plan, "B", "C")
    assert flow(after, journey) == flow(plan, journey)
    assert not difference(after, journey)


def test_what_comes_into_a_group_goes_on_or_leaves() -> None:
    plan = walk()  # of 100 who start 50 come to B, some of them twice
    seen, figures = graph(plan, plan.journeys[0].id), flow(plan, plan.journeys[0].id)
    found = group_flow(seen, figures, [at(plan, "B"), at(plan, "C")])
    assert found.comes == pytest.approx(0.5)
    assert found.goes == pytest.approx(0.5 / 0.8 * 0.4 * 0.5)
    assert found.comes == pytest.approx(found.goes + found.left)
    assert found.leak == at(plan, "B")
    assert found.lost == pytest.approx(0.5 / 0.8 * 0.4)


def test_every_part_of_the_sample_keeps_what_comes_into_it() -> None:
    plan = plan_from(SAMPLE, "en")
    seen, figures = graph(plan, "browse"), flow(plan, "browse")
    for stage in seen.stages:
        inside = [p.id for p in seen.by_stage[stage.id]]
        found = group_flow(seen, figures, inside)
        ended = sum(figures.points[p].visits for p in inside if p in figures.goals and not seen.out[p])
        assert found.comes == pytest.approx(found.goes + found.left + ended)


def test_groups_written_by_hand_are_made_sound() -> None:
    plan = walk()
    a, b, c = (at(plan, name) for name in "ABC")
    written = (Group(id="one", touchpoints=(a, a, b)), Group(id="two", touchpoints=(b, c)), Group(id="one"))
    plan = edit_journey(plan, plan.journeys[0].id, groups=written)
    assert groups(plan) == [("", ("A", "B"))]
