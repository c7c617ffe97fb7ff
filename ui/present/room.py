"""The room: the answers to a slide's question with their votes, and the edits that note and count them; no widgets."""

from dataclasses import dataclass, replace

from planner import clock
from planner.catalogue import coaching
from planner.edit import Refused
from planner.insight.ballots import is_hidden, option_of, running_ballot, votes_cast
from planner.insight.edits import add_vote, cast_vote, edit_vote, note_answer
from planner.insight.records import Vote, VoteOption
from planner.insight.rules_objectives import name_of
from planner.language import LANGUAGES, _, speaking
from planner.plan import Plan, find
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
    """What a slide's question has been answered with, in order; without votes while these are secret."""
    vote = ballot(plan, slide)
    options = vote.options if vote is not None and not is_hidden(vote) else ()
    return tuple(replace(answer, votes=_votes(options, answer)) for answer in _known(plan, slide))


def _known(plan: Plan, slide: Slide) -> list[Answer]:
    named = [Answer(name_of(o), o.id) for o in plan.objectives] if slide.on_objectives else []
    return [*named, *(Answer(line) for line in noted(plan, slide.key))]


def _votes(options: tuple[VoteOption, ...], answer: Answer) -> int:
    return next((option.votes for option in options if _is(option, answer)), 0)


def _is(option: VoteOption, answer: Answer) -> bool:
    """Whether an option stands for an answer: by the record, else by its words."""
    return option.item == answer.item if answer.item or option.item else option.label == answer.words[:LONGEST]


def ballot(plan: Plan, slide: Slide) -> Vote | None:
    """The newest ballot on a slide's question, or on the objectives, that is not turned into weights yet."""
    if slide.on_objectives:
        return running_ballot(plan)
    asked = _ways_to_ask(slide)
    return next((vote for vote in reversed(plan.votes) if vote.question in asked and not vote.adopted), None)


def cast(plan: Plan, slide: Slide) -> int:
    """How many votes the ballot of a slide holds, secret ones too."""
    return votes_cast(ballot(plan, slide))


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
    known = _known(plan, slide)
    if not 0 <= at < len(known):
        raise Refused(_("This item is no longer in the plan."))
    wanted, vote = known[at], ballot(plan, slide)
    if vote is None:
        if count < 0:
            return plan
        plan = add_vote(plan, slide.question[:LONGEST], [_option(plan, answer) for answer in known])
        vote = plan.votes[-1]
        plan = edit_vote(plan, vote.id, date=clock.today())
    if vote.closed:
        raise Refused(_("This ballot is closed."))
    options = vote.options
    if not any(_is(option, wanted) for option in options):
        options = (*options, _option(plan, wanted))
        plan = edit_vote(plan, vote.id, options=options)
    place = next(i for i, option in enumerate(options) if _is(option, wanted))
    return cast_vote(plan, vote.id, place, count)


def _option(plan: Plan, answer: Answer) -> VoteOption:
    objective = find(plan, "objectives", answer.item)
    return option_of(objective) if objective is not None else VoteOption(label=answer.words[:LONGEST])
