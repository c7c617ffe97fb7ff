"""Health rules of capabilities: each finding names its item and the place to mend it."""

import pytest

from planner.actions.edits import add_action, add_requirement
from planner.capabilities.edits import answer_indicator, hide_swot, rate, set_evidence, want_stage
from planner.insight.completeness import completeness
from planner.insight.edits import set_threshold
from planner.insight.finding import Finding
from planner.insight.health import health
from planner.insight.rules_capabilities import capability_rules
from planner.plan import Plan, empty_plan
from tests.capabilities.plans import rated_plan, transactional, with_dependents


def _found(plan: Plan, code: str) -> list[Finding]:
    return [f for f in capability_rules(plan) if f.code == f"capabilities.{code}"]


def test_a_plan_without_ratings_says_so_once() -> None:
    found = _found(empty_plan(), "unanswered")
    assert [f.sentence for f in found] == ["No capability question is rated yet."]


def test_unanswered_questions_are_counted_and_the_last_one_is_named() -> None:
    plan = rated_plan()
    assert _found(plan, "unanswered") == []
    plan = rate(plan, "data_360", None)
    assert [(f.sentence, f.item) for f in _found(plan, "unanswered")] == [
        ("Single customer view is not rated.", "data_360")
    ]
    plan = rate(plan, "data_access", None)
    assert [(f.sentence, f.item) for f in _found(plan, "unanswered")] == [("2 questions are not rated.", "data_access")]


def test_ratings_without_evidence_are_counted() -> None:
    assert [f.sentence for f in _found(rated_plan(), "no_evidence")] == ["3 ratings have no evidence."]


def test_evidence_of_any_role_is_evidence() -> None:
    plan = rate(rate(empty_plan(), "data_360", 2, "Stores"), "data_360", 3, "Finance")
    assert len(_found(plan, "no_evidence")) == 1
    assert _found(set_evidence(plan, "data_360", "Seen", "Finance"), "no_evidence") == []


def test_raters_two_levels_apart_are_a_finding_until_the_team_agrees() -> None:
    plan = rate(rate(empty_plan(), "data_360", 2, "Stores"), "data_360", 3, "Finance")
    assert _found(plan, "raters_apart") == []
    apart = rate(plan, "data_360", 4, "Finance")
    assert [f.sentence for f in _found(apart, "raters_apart")] == [
        "Ratings of Single customer view lie 2 levels apart."
    ]
    assert _found(rate(apart, "data_360", 3), "raters_apart") == []
    assert _found(set_threshold(apart, "rater_spread", 3), "raters_apart") == []


def test_a_weakness_is_a_finding_until_an_action_addresses_it() -> None:
    plan = rate(empty_plan(), "data_360", 1)
    found = _found(plan, "weakness_not_addressed")
    assert [(f.item, f.subject) for f in found] == [("data_360", "Single customer view")]
    assert _found(add_action(plan, "Join data", questions=("data_360",)), "weakness_not_addressed") == []
    assert _found(hide_swot(plan, "weakness", "data_360"), "weakness_not_addressed") == []


def test_an_action_that_provides_what_lifts_the_question_addresses_it_too() -> None:
    plan = add_requirement(rate(empty_plan(), "data_360", 1), "One view", question="data_360")
    plan = add_action(plan, "Build it", provides=(plan.requirements[0].id,))
    assert _found(plan, "weakness_not_addressed") == []


def test_a_low_rating_that_several_actions_rest_on_is_the_worst_finding() -> None:
    plan = rate(empty_plan(), "data_360", 1)
    assert _found(with_dependents(plan, "data_360", 1), "low_but_needed") == []
    found = _found(with_dependents(plan, "data_360", 4), "low_but_needed")
    assert [f.sentence for f in found] == ["Single customer view is rated 1, yet 4 actions depend on it."]
    assert found[0].severity == "missing"
    assert _found(with_dependents(rate(plan, "data_360", 3), "data_360", 4), "low_but_needed") == []


def test_each_next_move_without_an_action_is_a_hint_and_weak_once_a_stage_is_wanted() -> None:
    plan = transactional(empty_plan())
    found = _found(plan, "move_not_taken")
    assert [(f.item, f.severity) for f in found] == [
        ("m_checkout", "hint"),
        ("m_cart_value", "hint"),
        ("m_profiles", "hint"),
    ]
    wanted = want_stage(plan, "personalized")
    assert {f.severity for f in _found(wanted, "move_not_taken")} == {"weak"}
    assert len(_found(add_action(wanted, "Segment", moves=("m_profiles",)), "move_not_taken")) == 2
    assert _found(want_stage(plan, "transactional"), "move_not_taken") == []


def test_no_move_is_asked_before_the_first_stage_is_reached() -> None:
    assert _found(answer_indicator(empty_plan(), "g_site", "met"), "move_not_taken") == []


def test_the_findings_are_part_of_the_health_of_the_plan() -> None:
    codes = {f.code for f in health(rate(empty_plan(), "data_360", 1)).findings}
    assert {"capabilities.unanswered", "capabilities.weakness_not_addressed"} <= codes


def test_the_ring_of_the_step_counts_evidence_of_any_role() -> None:
    plan = rate(empty_plan(), "data_360", 2)
    with_evidence = set_evidence(plan, "data_360", "Seen", "Finance")
    shares = [completeness(p)["capabilities"].share for p in (plan, with_evidence)]
    assert shares[1] - shares[0] == pytest.approx(1 / 34)
