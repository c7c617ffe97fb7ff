"""The thread from objectives to money."""

import pytest

from planner.actions.edits import depend_on, edit_requirement, set_need
from planner.actions.records import Cost
from planner.catalogue import question
from planner.insight.names import GAPS, QUESTIONS
from planner.insight.thread import Thread, holes, thread
from planner.journeys.edits import add_journey, add_touchpoint, start_optimal
from planner.journeys.gaps import to_do
from planner.plan import Plan
from tests.actions.plans import (
    plan_of,
    with_actions,
    with_objectives,
    with_platforms,
    with_requirements,
    with_segments,
)


def woven() -> Plan:
    """A plan with one of everything, joined from the objective down to a platform."""
    plan = with_objectives(with_segments(plan_of(), "riders"), "repeat")
    plan = add_journey(plan, "riders", "Way")
    way = plan.journeys[0].id
    plan = start_optimal(add_touchpoint(plan, way, "current", "Shop"), way)
    plan = add_touchpoint(plan, way, "optimal", "Reminder")
    plan = set_need(with_requirements(plan, "sms", question="tools_coverage"), "sms", "riders", "essential")
    plan = with_platforms(
        plan, suite={"provides": ("sms",), "chosen": True, "costs": (Cost(kind="purchase", amount=50.0),)}
    )
    return with_actions(
        plan,
        remind={
            "objectives": ("repeat",),
            "segments": ("riders",),
            "gaps": (to_do(plan, way)[0].key,),
            "requires": ("sms",),
            "costs": (Cost(kind="media", amount=10.0),),
            "benefit_likely": 100.0,
        },
    )


def up(found: Thread) -> set[tuple[str, str]]:
    return {(link.table, link.name) for link in found.serves}


def down(found: Thread) -> set[tuple[str, str]]:
    return {(link.table, link.name) for link in found.served_by}


def test_an_objective_is_served_by_its_segments_and_actions() -> None:
    found = thread(woven(), "objectives", "repeat")
    assert up(found) == set()
    assert down(found) == {("segments", "riders"), ("actions", "remind")}
    assert found.case is not None
    assert (found.case.cost, found.case.benefit.likely) == (10.0, 100.0)


def test_a_segment_serves_objectives_and_has_a_journey_needs_and_actions() -> None:
    found = thread(woven(), "segments", "riders")
    assert up(found) == {("objectives", "repeat")}
    assert down(found) == {("journeys", "Way"), ("requirements", "sms"), ("actions", "remind")}


def test_a_journey_leads_to_its_gaps_and_the_actions_that_close_them() -> None:
    plan = woven()
    found = thread(plan, "journeys", plan.journeys[0].id)
    assert up(found) == {("segments", "riders")}
    assert down(found) == {(GAPS, "Add Reminder"), ("actions", "remind")}


def test_a_gap_leads_back_to_its_segment_and_on_to_its_action() -> None:
    plan = woven()
    found = thread(plan, GAPS, plan.actions[0].gaps[0])
    assert up(found) == {("journeys", "Way"), ("segments", "riders")}
    assert down(found) == {("actions", "remind")}


def test_a_touchpoint_leads_to_the_gap_that_is_about_it() -> None:
    plan = woven()
    new = plan.optimal_touchpoints[-1].id
    assert down(thread(plan, "optimal_touchpoints", new)) == {(GAPS, "Add Reminder"), ("actions", "remind")}


def test_an_action_joins_the_two_ends() -> None:
    found = thread(woven(), "actions", "remind")
    assert up(found) == {("objectives", "repeat"), ("segments", "riders"), (GAPS, "Add Reminder")}
    assert down(found) == {("requirements", "sms")}


def test_actions_that_wait_for_each_other_serve_each_other() -> None:
    plan = depend_on(with_actions(woven(), join={}), "remind", "join")
    assert ("actions", "remind") in up(thread(plan, "actions", "join"))
    assert ("actions", "join") in down(thread(plan, "actions", "remind"))


def test_a_requirement_is_served_by_what_covers_it() -> None:
    found = thread(woven(), "requirements", "sms")
    asked = question("tools_coverage")
    assert asked is not None
    assert up(found) == {("segments", "riders"), ("actions", "remind"), (QUESTIONS, asked.name)}
    assert down(found) == {("platforms", "suite")}


def test_a_question_is_served_by_what_would_lift_it() -> None:
    plan = edit_requirement(woven(), "sms", question="tools_coverage")
    assert down(thread(plan, QUESTIONS, "tools_coverage")) == {("requirements", "sms")}


def test_a_platform_carries_the_money_that_hangs_on_it() -> None:
    found = thread(woven(), "platforms", "suite")
    assert up(found) == {("requirements", "sms"), ("actions", "remind")}
    assert found.case is not None
    assert (found.case.cost, found.case.benefit.likely) == (50.0, 100.0)


@pytest.mark.parametrize(("table", "item"), [("actions", "gone"), ("votes", "any"), (GAPS, "no/such/gap")])
def test_what_is_gone_or_of_another_kind_has_no_thread(table: str, item: str) -> None:
    assert thread(woven(), table, item) == Thread((), (), None)


def test_every_link_says_which_page_to_open() -> None:
    pages = {link.table: link.page for link in thread(woven(), "actions", "remind").serves}
    assert pages == {"objectives": "objectives", "segments": "segments", GAPS: "journeys"}


def test_a_woven_plan_has_no_hole() -> None:
    assert holes(woven()) == []


def test_holes_are_what_serves_nothing_or_is_served_by_nothing() -> None:
    plan = with_requirements(with_objectives(with_segments(woven(), "families"), "churn"), "idle", "view")
    plan = set_need(plan, "view", "riders", "useful")
    plan = with_platforms(with_actions(plan, stray={}), spare={"chosen": True})
    found = {(hole.link.table, hole.link.item, hole.lacks) for hole in holes(plan)}
    assert found == {
        ("objectives", "churn", "served_by"),
        ("segments", "families", "served_by"),
        ("requirements", "view", "served_by"),
        ("requirements", "idle", "serves"),
        ("actions", "stray", "serves"),
        ("platforms", "spare", "serves"),
    }


def test_a_gap_that_no_action_closes_is_a_hole() -> None:
    plan = woven()
    plan = plan.with_rows("actions", ())
    assert (GAPS, "Add Reminder") in {(hole.link.table, hole.link.name) for hole in holes(plan)}
