"""The priority of segments: scores, ranks, how firm they are, quadrants, and the edits of the criteria."""

import pytest

from planner.edit import Refused
from planner.language import speaking
from planner.plan import Plan, empty_plan
from planner.segments.edits import (
    add_criterion,
    add_segment,
    edit_criterion,
    merge_into,
    set_criterion_weight,
    set_own_score,
    use_standard_criteria,
)
from planner.segments.records import Rule, Segment
from planner.segments.rules import OPERATORS, read_rule, rule_sentence, rules_sentence
from planner.segments.scoring import criterion_name, medians, quadrant, scores, stability


@pytest.fixture
def plan() -> Plan:
    plan = empty_plan(title="Shop")
    for name, customers, now, then in (("a", 100, 10.0, 30.0), ("b", 200, 20.0, 25.0), ("c", 50, 4.0, 4.0)):
        plan = add_segment(plan, name, id=name, customers=customers, value_to_date=now, expected_value=then)
    return plan


def test_a_plan_without_criteria_has_no_scores(plan: Plan) -> None:
    assert scores(plan) == {}
    assert stability(plan) == {}


def test_the_standard_set_shares_a_hundred_points_and_is_offered_once(plan: Plan) -> None:
    plan = use_standard_criteria(plan)
    assert [(c.key, c.weight) for c in plan.score_criteria] == [
        ("expected_value", 40.0),
        ("value_to_date", 25.0),
        ("reach", 20.0),
        ("objective_fit", 15.0),
    ]
    assert use_standard_criteria(plan) is plan


def test_a_score_is_the_weighted_sum_of_parts_between_least_and_most(plan: Plan) -> None:
    plan = add_criterion(add_criterion(plan, "size"), "value_to_date")
    plan = set_criterion_weight(plan, plan.score_criteria[0].id, 60.0)
    found = scores(plan)
    # size 100, 200, 50 and value 1000, 4000, 200: min-max by hand
    assert found["b"].points == pytest.approx(100.0)
    assert found["c"].points == pytest.approx(0.0)
    assert found["a"].points == pytest.approx(60 * 50 / 150 + 40 * 800 / 3800)
    assert [part.points for part in found["a"].parts] == pytest.approx([20.0, 40 * 800 / 3800])
    assert [found[i].rank for i in "abc"] == [2, 1, 3]


def test_a_criterion_without_spread_counts_half_for_all(plan: Plan) -> None:
    plan = add_criterion(plan, "reach")
    assert {score.points for score in scores(plan).values()} == {50.0}


def test_own_criteria_count_what_was_rated(plan: Plan) -> None:
    plan = add_criterion(plan, "own", "Fit")
    own = plan.score_criteria[0].id
    for segment, value in (("a", 20.0), ("b", 60.0), ("c", 100.0)):
        plan = set_own_score(plan, segment, own, value)
    assert [round(scores(plan)[i].points) for i in "abc"] == [0, 50, 100]


def test_a_rank_that_no_weight_can_move_is_kept_always(plan: Plan) -> None:
    plan = add_criterion(add_criterion(plan, "size"), "value_to_date")
    assert stability(plan) == {"a": 1.0, "b": 1.0, "c": 1.0}


def test_a_rank_that_hangs_on_the_weights_is_kept_in_some_trials_only() -> None:
    plan = empty_plan()
    plan = add_segment(plan, "many", id="many", customers=100, retention=0.1)
    plan = add_segment(plan, "loyal", id="loyal", customers=1, retention=0.9)
    plan = add_criterion(add_criterion(plan, "size"), "loyalty")
    kept = stability(plan)
    assert 0.3 < kept["many"] < 0.7
    assert kept == stability(plan)


def test_equal_segments_keep_their_order_in_every_trial() -> None:
    plan = empty_plan()
    for name in "ab":
        plan = add_segment(plan, name, id=name, customers=10, retention=0.3)
    plan = add_segment(plan, "c", id="c", customers=5, retention=0.1)
    plan = add_criterion(add_criterion(plan, "size"), "loyalty")
    assert stability(plan) == {"a": 1.0, "b": 1.0, "c": 1.0}


def test_quadrants_meet_at_the_medians(plan: Plan) -> None:
    middle = medians(plan)
    assert (middle.value_to_date, middle.gain) == (1_000.0, 1_000.0)
    by_id = {s.id: quadrant(s, middle) for s in plan.segments}
    assert by_id == {"a": "grow", "b": "grow", "c": "serve"}
    assert quadrant(Segment(id="x", rank="V"), middle) == ""


def test_segments_without_a_gain_do_not_move_the_medians(plan: Plan) -> None:
    before = medians(plan)
    for at in range(5):
        plan = add_segment(plan, f"New {at}", customers=3, value_to_date=1.0)
    assert medians(plan) == before


def test_a_computed_criterion_is_in_the_score_once(plan: Plan) -> None:
    plan = add_criterion(add_criterion(plan, "size"), "own")
    with pytest.raises(Refused):
        add_criterion(plan, "size")
    with pytest.raises(Refused):
        edit_criterion(plan, plan.score_criteria[1].id, key="size")
    assert edit_criterion(plan, plan.score_criteria[0].id, key="size") is plan


def test_criteria_are_called_by_their_own_name_else_by_the_catalogue(plan: Plan) -> None:
    plan = add_criterion(add_criterion(plan, "reach"), "own")
    reach, own = plan.score_criteria
    assert (criterion_name(reach), criterion_name(own)) == ("Reachability", "Own criterion")
    assert criterion_name(edit_criterion(plan, reach.id, name="Consent").score_criteria[0]) == "Consent"


def test_several_segments_become_one(plan: Plan) -> None:
    plan = merge_into(plan, "a", ["b", "c"])
    (kept,) = plan.segments
    assert (kept.id, kept.customers) == ("a", 350)
    assert kept.value_to_date == pytest.approx((1_000 + 4_000 + 200) / 350)


def test_conditions_read_as_sentences() -> None:
    segment = Segment(
        id="s",
        rank="V",
        rules=(Rule(attribute="Last order", operator="within", value="18 months"), Rule(attribute="Basket")),
    )
    assert rules_sentence(segment) == "Last order is within 18 months and Basket is …"


@pytest.mark.parametrize("operator", OPERATORS)
@pytest.mark.parametrize("code", ["en", "fr"])
def test_a_sentence_is_read_back_as_its_condition(operator: str, code: str) -> None:
    with speaking(code):
        rule = Rule.model_validate({"attribute": "Orders", "operator": operator, "value": "3"})
        assert read_rule(rule_sentence(rule)) == rule


def test_words_without_an_operator_are_an_attribute() -> None:
    assert read_rule("  Club   members ") == Rule(attribute="Club members")
