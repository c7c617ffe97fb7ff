"""The room: the answers to a slide's question with their votes, and the edits that note and count them; no widgets."""

from dataclasses import dataclass

from planner import clock
from planner.catalogue import coaching
from planner.edit import Refused
from planner.insight.edits import add_vote, cast_vote, edit_vote, note_answer
from planner.insight.records import Vote, VoteOption
from planner.language import LANGUAGES, _, speaking
from planner.plan import Plan
from planner.report.phrases import objective_name
from ui.present.slides import Slide

LONGEST = 300
"""The label of an option and the question of a ballot hold so many characters."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Something that the room can vote for: words, the objective that they stand for, and the votes so far."""

    words: str
    item: str = ""
    votes: int = 0


def noted(plan: Plan, question: str) -> list[str]:
    """The answers that were noted to a question, one a line."""
    text = next((a.text for a in plan.noted_answers if a.question == question), "")
    return [line.strip() for line in text.splitlines() if line.strip()]


def answers(plan: Plan, slide: Slide) -> tuple[Answer, ...]:
    """What a slide's question has been answered with, in order, with the votes of its open ballot."""
    vote = ballot(plan, slide)
    options = vote.options if vote is not None else ()
    named = [(objective_name(o), o.id) for o in plan.objectives] if slide.on_objectives else []
    known = [*named, *((line, "") for line in noted(plan, slide.key))]
    return tuple(Answer(words, item, _votes(options, words, item)) for words, item in known)


def _votes(options: tuple[VoteOption, ...], words: str, item: str) -> int:
    return next((option.votes for option in options if _is(option, words, item)), 0)


def _is(option: VoteOption, words: str, item: str) -> bool:
    """Whether an option stands for an answer: by the record, else by its words."""
    return option.item == item if item or option.item else option.label == words[:LONGEST]


def ballot(plan: Plan, slide: Slide) -> Vote | None:
    """The newest ballot on a slide's question, in whatever language, that is not turned into weights yet."""
    asked = _ways_to_ask(slide)
    return next((vote for vote in reversed(plan.votes) if vote.question in asked and not vote.adopted), None)


def _ways_to_ask(slide: Slide) -> set[str]:
    ways = {slide.question[:LONGEST]}
    for code in LANGUAGES:
        with speaking(code):
            ways |= {q.question[:LONGEST] for q in coaching(slide.page) if q.key == slide.key}
    return ways


def add_answer(plan: Plan, question: str, words: str) -> Plan:
    """An answer more to a question."""
    words = " ".join(words.split())
    known = noted(plan, question)
    if not words:
        raise Refused(_("Type an answer first."))
    if words in known:
        raise Refused(_("This answer is noted already."))
    return note_answer(plan, question, "\n".join((*known, words)), clock.today())


def count_vote(plan: Plan, slide: Slide, at: int, count: int = 1) -> Plan:
    """Votes more for an answer, or fewer; the first one opens the ballot, later answers join it."""
    known = answers(plan, slide)
    if not 0 <= at < len(known):
        raise Refused(_("This item is no longer in the plan."))
    if count < 0 and not known[at].votes:
        return plan
    vote = ballot(plan, slide)
    if vote is None:
        plan = add_vote(plan, slide.question[:LONGEST], [_option(answer) for answer in known])
        plan = edit_vote(plan, plan.votes[-1].id, date=clock.today())
        vote = plan.votes[-1]
    wanted = known[at]
    options = vote.options
    if not any(_is(option, wanted.words, wanted.item) for option in options):
        plan = edit_vote(plan, vote.id, options=(*options, _option(wanted)))
        options = (*options, _option(wanted))
    place = next(i for i, option in enumerate(options) if _is(option, wanted.words, wanted.item))
    return cast_vote(plan, vote.id, place, count)


def _option(answer: Answer) -> VoteOption:
    return VoteOption(label=answer.words[:LONGEST], item=answer.item)
