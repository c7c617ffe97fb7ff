"""The slides of a plan: which questions, with which picture, about whom; without a window."""

import subprocess
import sys
from pathlib import Path

import pytest

from planner.catalogue import coaching
from planner.language import set_language
from planner.plan import Plan, empty_plan, find
from planner.segments.edits import add_segment
from planner.templates import SAMPLE, plan_from
from ui.present.pictures import PICTURES, picture
from ui.present.slides import ASKED_ABOUT, STEPS, WIDE, Slide, first_of, slides

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def sample() -> Plan:
    return plan_from(SAMPLE, "en")


def slide_of(plan: Plan, key: str, segment: str = "") -> Slide:
    return next(slide for slide in slides(plan, segment) if slide.key == key)


def test_every_question_for_the_room_is_a_slide_in_the_order_of_the_steps(sample: Plan) -> None:
    asked = [question.key for page in STEPS for question in coaching(page)]
    assert [slide.key for slide in slides(sample)] == asked


def test_a_slide_knows_its_place_among_the_questions_of_its_step(sample: Plan) -> None:
    own = [slide for slide in slides(sample) if slide.page == "journeys"]
    assert [slide.at for slide in own] == list(range(len(own)))
    assert {slide.of for slide in own} == {len(own)}


def test_the_slides_of_a_page_begin_with_its_first_question(sample: Plan) -> None:
    made = slides(sample)
    assert made[first_of(made, "journeys")].key == "journeys_1"
    assert first_of(made, "no such page") == 0


def test_every_slide_of_a_full_plan_has_a_picture(sample: Plan) -> None:
    assert [slide.key for slide in slides(sample) if not slide.picture] == []


def test_a_plan_with_nothing_in_it_has_questions_without_pictures() -> None:
    made = slides(empty_plan())
    assert len(made) == len(slides(plan_from(SAMPLE, "en")))
    assert {slide.picture for slide in made} == {""}


def test_a_picture_that_the_plan_cannot_fill_gives_way_to_the_next_one(sample: Plan) -> None:
    assert slide_of(sample, "objectives_3").picture == "kpis"
    without = sample.with_rows("kpis", ())
    assert slide_of(without, "objectives_3").picture == "ranking"
    unmeasured = sample.with_rows("optimal_touchpoints", ())
    assert slide_of(sample, "journeys_5").picture == "difference"
    assert slide_of(unmeasured, "journeys_5").picture == "current"


def test_the_journey_is_that_of_the_segment_with_the_highest_priority(sample: Plan) -> None:
    slide = slide_of(sample, "journeys_1")
    assert (slide.item, slide.about, slide.role) == ("browse", "Commuters", "lifecycle.active")


def test_the_journey_of_the_segment_to_talk_about_comes_first(sample: Plan) -> None:
    slide = slide_of(sample, "journeys_1", "new")
    assert find(sample, "journeys", slide.item).segment == "new"
    assert slide.about == "New riders"
    assert slide_of(sample, "segments_6", "weekend").item == "weekend"


def test_a_segment_that_is_gone_changes_nothing(sample: Plan) -> None:
    assert slides(sample, "nobody") == slides(sample)


def test_segments_without_figures_are_not_drawn() -> None:
    plan = add_segment(empty_plan(), "Commuters")
    assert slide_of(plan, "segments_1").picture == ""


def test_only_the_question_about_what_succeeds_first_is_a_ballot_on_objectives(sample: Plan) -> None:
    assert [slide.key for slide in slides(sample) if slide.on_objectives] == ["objectives_2"]


def test_every_picture_that_is_named_can_be_drawn() -> None:
    named = {name for names in ASKED_ABOUT.values() for name in names}
    assert named == set(PICTURES)
    assert named >= WIDE


def test_the_questions_are_asked_in_the_language_of_the_window(sample: Plan) -> None:
    set_language("fr")
    assert slide_of(sample, "segments_5").question.startswith("Comment")


@pytest.mark.parametrize("scale", [0.6, 1.0])
def test_pictures_stay_in_their_box(sample: Plan, scale: float) -> None:
    for slide in slides(sample):
        width, height = (1776 * scale, 640 * scale) if slide.wide else (1060 * scale, 520 * scale)
        scene = picture(sample, slide, width, height, scale)
        assert scene.width <= width + 1, slide.key
        assert scene.height <= height + 1, slide.key
        assert scene.items and scene.sentence, slide.key


def test_a_box_without_room_gives_an_empty_picture(sample: Plan) -> None:
    assert picture(sample, slide_of(sample, "segments_1"), 4.0, 4.0, 1.0).items == ()


def test_the_list_of_slides_needs_no_qt() -> None:
    words = "import sys; import ui.present.slides, ui.present.pictures, ui.present.room, ui.present.countdown;"
    words += "print('PySide6' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", words], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
