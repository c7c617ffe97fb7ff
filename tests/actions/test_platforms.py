"""The platform comparison against figures worked out by hand."""

import pytest

from planner.actions.edits import add_platform_criterion, score_platform, set_platform_weight, use_standard_criteria
from planner.actions.platforms import comparison, criterion_name, scores_at, weighted
from planner.actions.records import Cost
from planner.plan import Plan
from planner.record import changed
from tests.actions.plans import plan_of, with_platforms, with_requirements

SCORES = {
    "passerelle": (5, 4, 4, 2),
    "tandem": (4, 5, 3, 4),
    "orbe": (3, 3, 5, 3),
    "current": (2, 3, 2, 5),
}
WEIGHTS = (35.0, 25.0, 25.0, 15.0)


def four_platforms() -> Plan:
    plan = use_standard_criteria(with_platforms(plan_of(), **{name: {} for name in SCORES}))
    criteria = tuple(changed(c, weight=w) for c, w in zip(plan.platform_criteria, WEIGHTS, strict=True))
    plan = plan.with_rows("platform_criteria", criteria)
    for name, values in SCORES.items():
        for criterion, value in zip(criteria, values, strict=True):
            plan = score_platform(plan, name, criterion.id, value)
    return plan


def test_the_weighted_scores_rank_the_platforms() -> None:
    rows = comparison(four_platforms()).rows
    assert [(row.platform, round(row.score or 0, 2)) for row in rows] == [
        ("passerelle", 4.05),
        ("tandem", 4.0),
        ("orbe", 3.5),
        ("current", 2.7),
    ]


def test_the_lead_is_the_difference_of_the_first_two() -> None:
    result = comparison(four_platforms())
    assert result.leader == "passerelle"
    assert result.margin == pytest.approx(0.05)


def test_the_lead_changes_once_cost_weighs_more_than_17_points() -> None:
    plan = four_platforms()
    nearest = comparison(plan).flips[0]
    assert nearest.criterion == plan.platform_criteria[3].id
    assert (nearest.now, nearest.leader) == (15.0, "tandem")
    # without cost 375/85 against 340/85, with cost alone 2 against 4
    assert nearest.at == pytest.approx(100 * (375 / 85 - 4) / (375 / 85 - 4 + 2))


def test_a_weight_beyond_the_flip_changes_the_leader() -> None:
    plan = four_platforms()
    flip = comparison(plan).flips[0]
    assert comparison(set_platform_weight(plan, flip.criterion, flip.at - 0.5)).leader == "passerelle"
    assert comparison(set_platform_weight(plan, flip.criterion, flip.at + 0.5)).leader == "tandem"


def test_the_lines_of_the_chart_meet_at_the_flip() -> None:
    plan = four_platforms()
    flip = comparison(plan).flips[0]
    at = scores_at(plan, flip.criterion, flip.at)
    assert at["passerelle"] == pytest.approx(at["tandem"])
    assert scores_at(plan, flip.criterion, 40)["current"] == pytest.approx(0.6 * (2 * 35 + 3 * 25 + 2 * 25) / 85 + 2)


def test_a_leader_that_is_best_in_everything_never_flips() -> None:
    plan = use_standard_criteria(with_platforms(plan_of(), best={}, worst={}))
    for criterion in plan.platform_criteria:
        plan = score_platform(score_platform(plan, "best", criterion.id, 5), "worst", criterion.id, 2)
    assert comparison(plan).flips == ()


def test_a_score_that_is_missing_counts_neither_way() -> None:
    plan = use_standard_criteria(with_platforms(plan_of(), half={}, none={}))
    plan = score_platform(plan, "half", plan.platform_criteria[0].id, 4)
    half, none = comparison(plan).rows
    assert (half.score, half.complete) == (4.0, False)
    assert (none.platform, none.score) == ("none", None)


def test_without_criteria_nobody_leads() -> None:
    result = comparison(with_platforms(plan_of(), p={}, q={}))
    assert (result.leader, result.margin, result.flips) == ("", None, ())


def test_weights_of_nothing_give_no_score() -> None:
    assert weighted({}, {"a": 1.0}) is None
    assert weighted({"a": 3}, {"a": 0.0}) is None


def test_covered_requirements_and_the_yearly_cost_are_counted() -> None:
    plan = with_requirements(plan_of(), "r", "s", "t")
    costs = (
        Cost(kind="purchase", amount=30_000.0),
        Cost(kind="training", amount=6_000.0),
        Cost(kind="running", amount=9_000.0),
    )
    plan = with_platforms(plan, p={"provides": ("r", "t"), "costs": costs})
    result = comparison(plan)
    assert (result.rows[0].covered, result.requirements) == (2, 3)
    assert result.rows[0].yearly_cost == 21_000.0


def test_an_own_criterion_has_its_own_name() -> None:
    plan = add_platform_criterion(use_standard_criteria(plan_of()), name="Hosted nearby")
    assert [criterion_name(c) for c in plan.platform_criteria][-2:] == ["Cost", "Hosted nearby"]
