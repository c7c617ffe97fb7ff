"""Stages: the models in the plan's language, and where a stage goes under another model."""

import pytest

from planner.catalogue import stage_models
from planner.journeys.edits import set_stage_model
from planner.journeys.records import Stage
from planner.journeys.stages import mapped, purpose_of, stages_of_model
from tests.journeys.maps import segment_plan


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_model_has_stages_with_names_in_the_language(language: str) -> None:
    for model in stage_models():
        stages = stages_of_model(model.key, language)
        assert len({stage.id for stage in stages}) == len(stages) > 2
        assert all(stage.name for stage in stages)
    assert stages_of_model("buyer", "fr")[0].name == "Découverte"


def test_an_unknown_model_has_none() -> None:
    assert stages_of_model("nowhere", "en") == ()


def test_stages_go_to_their_namesakes_and_the_rest_between_them() -> None:
    new = stages_of_model("buyer", "en")
    assert mapped(stages_of_model("buyer_use", "en"), new) == {
        "discovery": "discovery",
        "consideration": "consideration",
        "evaluation": "evaluation",
        "decision": "decision",
        "onboarding": "decision",
        "adoption": "decision",
        "feedback": "decision",
    }


def test_a_stage_finds_its_namesake_by_name_too() -> None:
    old = (Stage(id="x1", name="Meet"), Stage(id="x2", name="DECISION"))
    assert mapped(old, stages_of_model("buyer", "en")) == {"x1": "consideration", "x2": "decision"}


def test_strangers_keep_their_order() -> None:
    old = tuple(Stage(id=f"s{n}", name=f"Step {n}") for n in range(6))
    new = stages_of_model("funnel", "en")
    places = [[stage.id for stage in new].index(mapped(old, new)[stage.id]) for stage in old]
    assert places == sorted(places)
    assert (places[0], places[-1]) == (0, 2)


def test_a_wish_comes_first_and_an_impossible_one_is_passed_over() -> None:
    old = stages_of_model("buyer", "en")
    new = stages_of_model("funnel", "en")
    wished = mapped(old, new, {"discovery": "consideration", "decision": "nowhere"})
    assert (wished["discovery"], wished["decision"]) == ("consideration", "consideration")


def test_without_new_stages_nothing_has_a_stage() -> None:
    assert mapped(stages_of_model("funnel", "en"), ()) == {"awareness": "", "familiarity": "", "consideration": ""}


@pytest.mark.parametrize("model", [m.key for m in stage_models()])
def test_every_stage_of_the_catalogue_says_what_it_is_for(model: str) -> None:
    plan = segment_plan()
    plan = set_stage_model(plan, plan.journeys[0].id, model)
    journey = plan.journeys[0]
    assert all(purpose_of(journey, stage.id) for stage in journey.stages)
    own = set_stage_model(plan, journey.id, "own").journeys[0]
    assert not any(purpose_of(own, stage.id) for stage in own.stages)
