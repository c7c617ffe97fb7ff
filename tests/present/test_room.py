"""What the room says: answers that are noted, and votes that are counted in a ballot of the plan."""

import datetime as dt

import pytest

from planner.edit import Refused
from planner.insight.edits import adopt_vote, close_vote, note_answer, open_ballot
from planner.language import set_language
from planner.objectives.edits import add_objective
from planner.plan import Plan, empty_plan
from ui.present.room import add_answer, answers, ballot, cast, count_vote, noted
from ui.present.slides import Slide, slides


def slide_of(plan: Plan, key: str) -> Slide:
    return next(slide for slide in slides(plan) if slide.key == key)


@pytest.fixture
def plan() -> Plan:
    return add_answer(add_answer(empty_plan(), "segments_1", "Commuters"), "segments_1", "Families")


def counts(plan: Plan, key: str) -> dict[str, int]:
    return {answer.words: answer.votes for answer in answers(plan, slide_of(plan, key))}


def test_every_answer_is_a_line_of_the_noted_answer(plan: Plan) -> None:
    assert [(a.question, a.text) for a in plan.noted_answers] == [("segments_1", "Commuters\nFamilies")]
    assert plan.noted_answers[0].date == dt.date(2027, 3, 15)
    assert noted(plan, "segments_1") == ["Commuters", "Families"]


def test_an_answer_is_put_in_one_line_without_spare_room(plan: Plan) -> None:
    assert noted(add_answer(plan, "segments_1", "  Lapsed \n buyers "), "segments_1")[-1] == "Lapsed buyers"


@pytest.mark.parametrize("words", ["", "   ", "Families"])
def test_nothing_and_what_is_there_already_are_refused(plan: Plan, words: str) -> None:
    with pytest.raises(Refused):
        add_answer(plan, "segments_1", words)


def test_lines_that_the_guide_noted_are_answers_too(plan: Plan) -> None:
    plan = note_answer(plan, "segments_2", "Bargain hunters\n\n  Tourists ")
    assert noted(plan, "segments_2") == ["Bargain hunters", "Tourists"]


def test_the_first_vote_opens_a_ballot_on_the_question(plan: Plan) -> None:
    slide = slide_of(plan, "segments_1")
    assert plan.votes == ()
    plan = count_vote(count_vote(plan, slide, 1), slide, 1)
    [vote] = plan.votes
    assert (vote.question, vote.secret, vote.date) == (slide.question, False, dt.date(2027, 3, 15))
    assert [(o.label, o.votes) for o in vote.options] == [("Commuters", 0), ("Families", 2)]
    assert counts(plan, "segments_1") == {"Commuters": 0, "Families": 2}


def test_an_answer_that_comes_later_joins_the_ballot(plan: Plan) -> None:
    slide = slide_of(plan, "segments_1")
    plan = count_vote(plan, slide, 0)
    plan = count_vote(add_answer(plan, "segments_1", "Tourists"), slide, 2)
    assert len(plan.votes) == 1
    assert counts(plan, "segments_1") == {"Commuters": 1, "Families": 0, "Tourists": 1}


def test_a_vote_is_taken_back_and_never_below_nought(plan: Plan) -> None:
    slide = slide_of(plan, "segments_1")
    assert count_vote(plan, slide, 0, -1) == plan
    plan = count_vote(count_vote(plan, slide, 0), slide, 0, -1)
    assert counts(count_vote(plan, slide, 0, -1), "segments_1")["Commuters"] == 0


def test_votes_stay_with_their_words_when_an_answer_before_them_goes(plan: Plan) -> None:
    plan = count_vote(plan, slide_of(plan, "segments_1"), 1)
    plan = note_answer(plan, "segments_1", "Families")
    assert counts(plan, "segments_1") == {"Families": 1}


def test_each_question_has_a_ballot_of_its_own(plan: Plan) -> None:
    plan = add_answer(plan, "segments_2", "Commuters")
    plan = count_vote(plan, slide_of(plan, "segments_1"), 0)
    assert counts(plan, "segments_2") == {"Commuters": 0}


def test_a_ballot_is_found_again_in_another_language(plan: Plan) -> None:
    plan = count_vote(plan, slide_of(plan, "segments_1"), 0)
    set_language("fr")
    assert ballot(plan, slide_of(plan, "segments_1")) == plan.votes[0]


def test_an_answer_longer_than_an_option_still_has_its_votes(plan: Plan) -> None:
    long = "word " * 100
    plan = add_answer(plan, "segments_1", long)
    plan = count_vote(count_vote(plan, slide_of(plan, "segments_1"), 2), slide_of(plan, "segments_1"), 2)
    assert counts(plan, "segments_1")[long.strip()] == 2


def test_a_vote_for_no_answer_is_refused(plan: Plan) -> None:
    with pytest.raises(Refused):
        count_vote(plan, slide_of(plan, "segments_1"), 2)


# The ballot on objectives


@pytest.fixture
def ranked() -> Plan:
    plan = add_objective(empty_plan(), lever="repeat", id="repeat")
    return add_objective(plan, lever="churn", id="churn")


def test_the_objectives_are_what_is_voted_on_and_the_votes_become_their_weights(ranked: Plan) -> None:
    slide = slide_of(ranked, "objectives_2")
    plan = ranked
    for at in (0, 1, 1, 1):
        plan = count_vote(plan, slide, at)
    assert [(a.item, a.votes) for a in answers(plan, slide)] == [("repeat", 1), ("churn", 3)]
    plan = adopt_vote(plan, plan.votes[0].id)
    assert [o.weight for o in plan.objectives] == [25.0, 75.0]


def test_votes_go_to_the_ballot_that_the_objectives_page_opened(ranked: Plan) -> None:
    plan = open_ballot(ranked, "What should succeed first?")
    plan = count_vote(plan, slide_of(plan, "objectives_2"), 1)
    assert [(v.question, [o.votes for o in v.options]) for v in plan.votes] == [("What should succeed first?", [0, 1])]


def test_an_adopted_ballot_is_done_and_the_next_vote_opens_another(ranked: Plan) -> None:
    slide = slide_of(ranked, "objectives_2")
    plan = count_vote(ranked, slide, 0)
    plan = count_vote(adopt_vote(plan, plan.votes[0].id), slide, 1)
    assert [vote.adopted for vote in plan.votes] == [True, False]
    assert [a.votes for a in answers(plan, slide)] == [0, 1]


def test_a_closed_ballot_shows_its_votes_and_takes_no_more(ranked: Plan) -> None:
    slide = slide_of(ranked, "objectives_2")
    plan = count_vote(ranked, slide, 0)
    plan = close_vote(plan, plan.votes[0].id)
    with pytest.raises(Refused):
        count_vote(plan, slide, 0)
    assert [a.votes for a in answers(plan, slide)] == [1, 0]


def test_a_secret_ballot_counts_without_showing_for_whom(ranked: Plan) -> None:
    slide = slide_of(ranked, "objectives_2")
    plan = open_ballot(ranked, "What first?", secret=True)
    plan = count_vote(count_vote(plan, slide, 0), slide, 0)
    assert [a.votes for a in answers(plan, slide)] == [0, 0]
    assert cast(plan, slide) == 2
    plan = count_vote(plan, slide, 0, -1)
    assert cast(plan, slide) == 1


def test_typed_answers_stand_beside_the_objectives(ranked: Plan) -> None:
    plan = add_answer(ranked, "objectives_2", "None of these")
    slide = slide_of(plan, "objectives_2")
    plan = count_vote(plan, slide, 2)
    assert [(a.words, a.votes) for a in answers(plan, slide)][-1] == ("None of these", 1)
