"""Ratings: averages of roles, the agreed rating, spread, and the level that the plan needs."""

import pytest

from planner.actions.edits import add_action, add_platform, add_requirement, set_need
from planner.capabilities.edits import (
    clear_rating,
    merge_ratings,
    rate,
    remove_role,
    rename_role,
    set_budget_position,
    set_evidence,
    set_skill,
    set_target,
)
from planner.capabilities.questionnaire import Answer, RatingSheet
from planner.capabilities.ratings import (
    area_ratings,
    assessment,
    lifting_platforms,
    question_rating,
    question_ratings,
    raters,
)
from planner.edit import Refused
from planner.language import speaking
from planner.plan import Plan, empty_plan
from planner.segments.edits import add_segment
from tests.capabilities.plans import rated_plan, with_dependents


def _of(plan: Plan, key: str):
    found = question_rating(plan, key)
    assert found is not None
    return found


def test_all_sixteen_questions_are_there_before_anyone_rates() -> None:
    ratings = question_ratings(empty_plan())
    assert len(ratings) == 16
    assert all(r.average is None and r.needed is None and not r.evidence for r in ratings)


def test_the_average_is_the_mean_of_the_roles_and_is_not_rounded() -> None:
    plan = empty_plan()
    for role, level in (("CRM team", 1), ("Stores", 2), ("Finance", 2)):
        plan = rate(plan, "data_360", level, role)
    rating = _of(plan, "data_360")
    assert rating.average == pytest.approx(5 / 3)
    assert rating.spread == 1
    assert dict(rating.roles) == {"CRM team": 1, "Stores": 2, "Finance": 2}


def test_what_the_team_agreed_on_together_counts_instead_of_the_mean() -> None:
    plan = rate(rate(empty_plan(), "data_360", 1, "CRM team"), "data_360", 5, "Stores")
    agreed = rate(plan, "data_360", 2)
    assert (_of(plan, "data_360").average, _of(agreed, "data_360").average) == (3.0, 2.0)
    assert _of(agreed, "data_360").spread == 4
    assert _of(clear_rating(agreed, "data_360"), "data_360").average == 3.0


def test_an_area_averages_its_rated_questions_only() -> None:
    plan = rate(rate(empty_plan(), "data_access", 3), "data_360", 1)
    areas = {a.area.key: a for a in area_ratings(plan)}
    assert areas["data_sources"].average == 2.0
    assert areas["budget"].average is None
    assert [len(a.questions) for a in area_ratings(plan)] == [3, 5, 3, 3, 2]


def test_areas_of_the_mockup_come_out_as_it_shows_them() -> None:
    averages = {a.area.key: a.average for a in area_ratings(rated_plan())}
    assert averages["data_sources"] == pytest.approx(7 / 3)
    assert averages["channel_operations"] == pytest.approx(3.2)
    assert averages["performance"] == 2.0
    assert averages["budget"] == 3.5


def test_the_level_needed_is_the_target_before_anything_else() -> None:
    plan = with_dependents(empty_plan(), "data_360", 1)
    assert _of(plan, "data_360").needed == 4.0
    assert _of(set_target(plan, "data_360", 2), "data_360").needed == 2.0
    assert _of(set_target(set_target(plan, "data_360", 2), "data_360", None), "data_360").needed == 4.0


def test_targets_of_roles_are_averaged_where_the_team_has_none() -> None:
    plan = set_target(set_target(empty_plan(), "data_360", 3, "CRM team"), "data_360", 4, "Stores")
    assert _of(plan, "data_360").needed == 3.5


def test_a_useful_capability_needs_less_than_one_that_is_relied_on() -> None:
    plan = add_segment(add_requirement(empty_plan(), "Dashboards", question="perf_dashboards"), "Commuters")
    requirement, segment = plan.requirements[0].id, plan.segments[0].id
    assert _of(plan, "perf_dashboards").needed is None
    plan = set_need(plan, requirement, segment, "useful")
    assert _of(plan, "perf_dashboards").needed == 3.0
    plan = set_need(plan, requirement, segment, "essential")
    assert _of(plan, "perf_dashboards").needed == 4.0


def test_an_action_that_mends_a_question_wants_it_out_of_the_weaknesses() -> None:
    plan = add_action(empty_plan(), "Join shop and store data", questions=("data_360",))
    assert _of(plan, "data_360").needed == 3.0


def test_the_gap_is_what_is_needed_less_today() -> None:
    plan = set_target(rate(empty_plan(), "data_360", 1), "data_360", 4)
    assert _of(plan, "data_360").gap == 3.0
    assert _of(empty_plan(), "data_360").gap is None


def test_platforms_that_would_lift_a_question_say_how_long_it_takes() -> None:
    plan = add_requirement(empty_plan(), "One view", question="data_360")
    plan = add_platform(plan, "Data hub", provides=(plan.requirements[0].id,), months_to_leverage=6)
    assert lifting_platforms(plan, "data_360") == [("Data hub", 6)]
    assert lifting_platforms(plan, "data_access") == []


def test_clearing_a_rating_keeps_its_evidence() -> None:
    plan = set_evidence(rate(empty_plan(), "data_360", 2), "data_360", "Two files")
    plan = clear_rating(plan, "data_360")
    record = assessment(plan, "data_360")
    assert record is not None and (record.rating, record.evidence) == (None, "Two files")


def test_taking_back_everything_one_said_leaves_the_plan_as_it_was() -> None:
    plan = rated_plan()
    back = clear_rating(rate(plan, "data_360", 4, "Finance"), "data_360", "Finance")
    assert back == plan


def test_rating_again_after_clearing_gives_the_same_record_id() -> None:
    plan = rate(empty_plan(), "data_360", 2)
    again = rate(clear_rating(plan, "data_360"), "data_360", 2)
    assert [a.id for a in again.assessments] == [a.id for a in plan.assessments]


def test_two_copies_that_rate_the_same_question_meet_in_one_record() -> None:
    one, two = rate(empty_plan(), "data_360", 2, "Stores"), rate(empty_plan(), "data_360", 5, "Stores")
    assert one.assessments[0].id == two.assessments[0].id
    assert one.assessments[0].id != rate(empty_plan(), "data_360", 2).assessments[0].id


@pytest.mark.parametrize("level", [0, 6])
def test_a_level_outside_one_to_five_is_refused(level: int) -> None:
    with pytest.raises(Refused):
        rate(empty_plan(), "data_360", level)


def test_skill_level_and_budget_position_are_kept_with_the_answer() -> None:
    plan = set_budget_position(set_skill(empty_plan(), "ops_skill", "expert"), "budget_effect", "boost")
    skill, budget = assessment(plan, "ops_skill"), assessment(plan, "budget_effect")
    assert skill is not None and skill.skill == "expert"
    assert budget is not None and budget.budget_position == "boost"
    with pytest.raises(Refused):
        set_skill(plan, "ops_skill", "wizard")


def test_answers_of_roles_are_merged_and_blanks_leave_what_is_there() -> None:
    plan = set_evidence(rate(empty_plan(), "data_360", 2, "Stores"), "data_360", "Seen in June", "Stores")
    sheet = RatingSheet(
        "Stores", (Answer("data_360", 4), Answer("data_access"), Answer("ops_skill", 3, "Trained", "novice"))
    )
    merged = merge_ratings(plan, [sheet, RatingSheet("Finance", (Answer("data_360", 1),))])
    kept, skill = assessment(merged, "data_360", "Stores"), assessment(merged, "ops_skill", "Stores")
    assert kept is not None and (kept.rating, kept.evidence) == (4, "Seen in June")
    assert skill is not None and (skill.rating, skill.skill) == (3, "novice")
    assert assessment(merged, "data_access", "Stores") is None
    assert _of(merged, "data_360").average == 2.5


def test_raters_are_the_participants_first_then_whoever_else_rated() -> None:
    plan = rate(rated_plan(), "data_360", 3, "Agency")
    assert raters(plan) == ("CRM team", "Store operations", "Agency")


def test_renaming_a_role_takes_its_ratings_along_unless_the_name_has_rated_too() -> None:
    plan = rate(empty_plan(), "data_360", 3, "Shop")
    renamed = rename_role(plan, "Shop", "Stores")
    assert [a.role for a in renamed.assessments] == ["Stores"]
    with pytest.raises(Refused):
        rename_role(rate(plan, "data_360", 1, "Stores"), "Shop", "Stores")


def test_removing_a_role_removes_its_ratings_only() -> None:
    plan = rate(rated_plan(), "data_360", 5, "Agency")
    assert remove_role(plan, "Agency") == rated_plan().model_copy(
        update={"doc_id": plan.doc_id, "assessments": tuple(a for a in plan.assessments if a.role != "Agency")}
    )


def test_ratings_speak_the_language_of_the_moment() -> None:
    plan = rated_plan()
    english = question_ratings(plan)[0].question.name
    with speaking("fr"):
        french = question_ratings(plan)[0].question.name
    assert english != french
