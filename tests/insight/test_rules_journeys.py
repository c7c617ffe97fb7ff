"""Health rules of journeys: each fires on what it is about, and falls silent when that is mended."""

import pytest

from planner.actions.edits import add_action
from planner.insight.edits import set_threshold
from planner.insight.finding import Finding
from planner.insight.health import health
from planner.insight.rules_journeys import journey_rules
from planner.journeys.edits import (
    add_channel,
    add_journey,
    add_touchpoint,
    connect,
    copy_journey,
    edit_journey,
    edit_touchpoint,
    edit_touchpoints,
    edit_transition,
    move_touchpoint,
    remove_channel,
    set_entry,
    set_trigger,
    start_optimal,
)
from planner.journeys.gaps import to_do
from planner.plan import Plan
from planner.record import changed
from planner.segments.edits import add_criterion, add_segment, set_channel, set_criterion_weight
from tests.journeys.maps import Shares, at, journey_plan, segment_plan, step

LINE: Shares = {("Ad", "Cart"): 0.95, ("Cart", "Pay"): 0.4}
STAGES = {"Ad": "discovery", "Cart": "evaluation", "Pay": "decision"}


def shop() -> Plan:
    return journey_plan(LINE, {"Ad": 1.0}, goals="Pay", stages=STAGES)


def found(plan: Plan, code: str) -> list[Finding]:
    return [finding for finding in journey_rules(plan) if finding.code == f"journeys.{code}"]


def subjects(plan: Plan, code: str) -> list[str]:
    return [finding.subject for finding in found(plan, code)]


def test_a_segment_that_ranks_high_needs_a_journey() -> None:
    plan = segment_plan()
    for at_rank in range(4):
        plan = add_segment(plan, f"S{at_rank}", customers=900 - at_rank)
    plan = add_criterion(plan, "size")
    plan = set_criterion_weight(plan, plan.score_criteria[0].id, 100.0)
    assert subjects(plan, "none") == ["S0", "S1"]
    plan = add_journey(plan, plan.segments[1].id)
    assert subjects(plan, "none") == ["S1"]
    plan = set_threshold(plan, "top_segments", 2)
    assert subjects(plan, "none") == []


def test_a_journey_needs_a_current_and_then_an_optimal_state() -> None:
    plan = segment_plan()
    assert subjects(plan, "no_current") == ["Commuters"] and not found(plan, "no_optimal")
    plan = shop()
    assert not found(plan, "no_current") and subjects(plan, "no_optimal") == ["Commuters"]
    assert not found(start_optimal(plan, plan.journeys[0].id), "no_optimal")


def test_a_stage_in_scope_needs_a_touchpoint() -> None:
    plan = shop()
    assert subjects(plan, "stage_not_covered") == ["Consideration", "Onboarding", "Adoption", "Feedback"]
    plan = edit_journey(plan, plan.journeys[0].id, scope_from="evaluation", scope_to="decision")
    assert not found(plan, "stage_not_covered")


def test_a_stage_where_nobody_can_answer_is_named() -> None:
    plan = shop()
    assert "Evaluation" in subjects(plan, "one_way")
    plan = edit_touchpoint(plan, "current", at(plan, "Cart"), two_way=True)
    assert "Evaluation" not in subjects(plan, "one_way")


def test_a_goal_should_be_marked() -> None:
    plan = shop()
    assert not found(plan, "no_goal")
    plan = edit_touchpoint(plan, "current", at(plan, "Pay"), goal=False)
    assert subjects(plan, "no_goal") == ["Commuters"]


def test_steps_without_a_share_make_estimates() -> None:
    plan = shop()
    assert not found(plan, "estimated")
    plan = edit_transition(plan, "current", step(plan, "Cart", "Pay"), share=None)
    assert subjects(plan, "estimated") == ["Commuters"]


def test_shares_of_more_than_all_that_a_merge_left_are_named() -> None:
    plan = shop()
    assert not found(plan, "over")
    steps = tuple(changed(s, share=0.9, source=at(plan, "Ad")) for s in plan.current_transitions)
    assert subjects(plan.with_rows("current_transitions", steps), "over") == ["Ad"]


def test_a_dead_end_is_named_until_something_leads_on() -> None:
    plan = journey_plan(LINE | {("Ad", "App"): 0.05}, {"Ad": 1.0}, goals="Pay", stages=STAGES | {"App": "discovery"})
    assert subjects(plan, "dead_end") == ["App"]
    plan = connect(plan, plan.journeys[0].id, "current", at(plan, "App"), at(plan, "Pay"), share=0.1)
    assert not found(plan, "dead_end")


def test_a_touchpoint_without_a_path_to_it_is_named_until_customers_start_there() -> None:
    plan = journey_plan(LINE, {"Ad": 0.9}, goals="Pay", stages=STAGES | {"Lost": "discovery"})
    assert subjects(plan, "unreachable") == ["Lost"]
    assert not found(set_entry(plan, plan.journeys[0].id, "current", at(plan, "Lost"), 0.1), "unreachable")


def test_a_re_engagement_needs_somebody_at_its_source() -> None:
    plan = journey_plan(LINE, {"Ad": 1.0}, goals="Pay", stages=STAGES, back={("Mail", "Cart"): 0.2})
    assert subjects(plan, "sender") == ["Mail"]
    plan = connect(plan, plan.journeys[0].id, "current", at(plan, "Cart"), at(plan, "Mail"), "re_engagement", 0.5)
    assert not found(plan, "sender")


def test_a_touchpoint_should_be_measured() -> None:
    plan = shop()
    assert subjects(plan, "unmeasured") == ["Ad", "Cart", "Pay"]
    plan = edit_touchpoints(plan, "current", [p.id for p in plan.current_touchpoints], measured=True)
    assert not found(plan, "unmeasured")


def test_where_many_leave_something_should_follow_up() -> None:
    plan = shop()
    leaving = found(plan, "no_follow_up")
    assert [(f.subject, f.item, f.table) for f in leaving] == [("Cart", at(plan, "Cart"), "current_touchpoints")]
    assert "57\u00a0%" in leaving[0].sentence
    assert not found(set_trigger(plan, "current", at(plan, "Cart"), "Reminder"), "no_follow_up")
    cart = at(plan, "Cart")
    back = connect(plan, plan.journeys[0].id, "current", cart, cart, "re_engagement", 0.3)
    assert not found(back, "no_follow_up")
    assert not found(set_threshold(plan, "leak", 0.6), "no_follow_up")


def everywhere() -> Plan:
    """A journey with a touchpoint on every one of eight lanes, all in one stage."""
    plan = segment_plan()
    for lane in plan.channels:
        plan = add_touchpoint(plan, plan.journeys[0].id, "current", lane.name, "discovery", lane.id)
    return plan


def test_a_journey_need_not_use_every_channel() -> None:
    plan = everywhere()
    assert subjects(plan, "every_channel") == ["Commuters"]
    assert not found(add_channel(plan, "events"), "every_channel")


def test_a_stage_need_not_use_many_channels() -> None:
    plan = everywhere()
    assert subjects(plan, "many_channels") == ["Discovery"]
    plan = remove_channel(remove_channel(plan, plan.channels[0].id), plan.channels[1].id)
    assert not found(plan, "many_channels")


def test_more_contacts_than_the_limit_are_pressure() -> None:
    plan = shop()
    plan = edit_touchpoint(plan, "current", at(plan, "Cart"), contacts=5.0, contact_limit=2.0)
    assert [(f.subject, f.table) for f in found(plan, "pressure")] == [("Cart", "current_touchpoints")]
    assert not found(edit_touchpoint(plan, "current", at(plan, "Cart"), contacts=2.0), "pressure")


def test_pressure_that_only_the_optimal_state_brings_is_found_there() -> None:
    plan = shop()
    plan = start_optimal(plan, plan.journeys[0].id)
    plan = edit_touchpoint(plan, "optimal", at(plan, "Cart"), contacts=5.0, contact_limit=2.0)
    assert [f.table for f in found(plan, "pressure")] == ["optimal_touchpoints"]


def test_messages_need_a_consent_that_is_noted_and_not_none() -> None:
    plan = shop()
    email = next(c.id for c in plan.channels if c.kind == "email")
    plan = move_touchpoint(plan, "current", at(plan, "Ad"), "discovery", email)
    segment = plan.segments[0].id
    assert [(f.page, f.item) for f in found(plan, "consent_unknown")] == [("segments", segment)]
    none = set_channel(plan, segment, email, consent=0.0)
    assert subjects(none, "no_consent") == ["Commuters"] and not found(none, "consent_unknown")
    some = set_channel(plan, segment, email, consent=0.7)
    assert not found(some, "no_consent") and not found(some, "consent_unknown")


def test_a_gap_needs_an_action() -> None:
    plan = shop()
    journey = plan.journeys[0].id
    plan = start_optimal(plan, journey)
    assert not found(plan, "gap_without_action")
    plan = add_touchpoint(plan, journey, "optimal", "Reminder", "evaluation")
    plan = connect(plan, journey, "optimal", at(plan, "Reminder", "optimal"), at(plan, "Pay"), share=0.3)
    plan = edit_touchpoint(plan, "optimal", at(plan, "Ad"), name="Film")
    assert found(plan, "gap_without_action")[0].sentence.startswith("2 gaps")
    keys = [gap.key for gap in to_do(plan, journey)]
    plan = add_action(plan, "One", gaps=(keys[0],))
    assert found(plan, "gap_without_action")[0].sentence.startswith("1 gap ")
    assert not found(add_action(plan, "Two", gaps=(keys[1],)), "gap_without_action")


def test_segments_should_not_all_have_the_same_journey() -> None:
    plan = shop()
    assert not found(plan, "all_alike")
    plan = add_segment(plan, "Families")
    plan = copy_journey(plan, plan.journeys[0].id, plan.segments[1].id)
    assert len(found(plan, "all_alike")) == 1
    plan = add_touchpoint(plan, plan.journeys[1].id, "current", "School ride", "discovery")
    assert not found(plan, "all_alike")


@pytest.mark.parametrize("make", [segment_plan, shop, everywhere])
def test_every_finding_leads_to_something_that_is_there(make: object) -> None:
    plan: Plan = make()  # type: ignore[operator]
    for finding in journey_rules(plan):
        assert finding.sentence and finding.why and finding.article
        assert any(row.id == finding.item for row in plan.rows(finding.table)), finding


def test_the_rules_are_part_of_the_health_of_a_plan() -> None:
    assert any(finding.code == "journeys.no_follow_up" for finding in health(shop()).findings)
