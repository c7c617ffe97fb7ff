"""The notes from the workshop in one list: decisions, votes, answers of the room, and what is kept for later."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from exports.excel.book import Column, Sheet, Table
from exports.excel.source import Source
from planner.language import _
from planner.report.notes import coaching_questions


@dataclass(frozen=True, slots=True)
class _Note:
    """Something said in the room; votes have a count and their share of those cast."""

    kind: str
    date: dt.date | None
    about: str
    words: str
    role: str = ""
    ballot: str = ""
    votes: int | None = None
    share: float | None = None
    state: str = ""


def sheets(source: Source) -> Iterator[Sheet]:
    """Workshop notes."""
    topic = source.topic("notes")
    yield Sheet(
        "notes",
        _("Workshop notes"),
        "notes",
        _("Notes from the workshop"),
        topic.heading if topic else "",
        topic.lead if topic else "",
        _("What was decided, voted and answered in the room, and what is kept for later."),
        (_table(list(_noted(source))),),
    )


def _noted(source: Source) -> Iterator[_Note]:
    plan = source.plan
    for decision in plan.decisions:
        yield _Note(_("Decision"), decision.date, "", decision.text, decision.role)
    for at, vote in enumerate(plan.votes, start=1):
        cast = sum(option.votes for option in vote.options)
        secret = _("Secret ballot") if vote.secret else _("Open ballot")
        adopted = _("Taken over as weights") if vote.adopted else ""
        for option in vote.options:
            yield _Note(
                _("Vote"),
                vote.date,
                vote.question or _("Vote"),
                option.label,
                ballot=f"V{at}",
                votes=option.votes,
                share=option.votes / cast if cast else None,
                state=", ".join(word for word in (secret, adopted) if word),
            )
    asked = coaching_questions()
    for answer in plan.noted_answers:
        question = asked.get(answer.question)
        yield _Note(_("Answer"), answer.date, question.question if question else "", answer.text)
    for topic in plan.parking:
        state = _("Settled") if topic.settled else _("Still open")
        yield _Note(_("Kept for later"), None, "", topic.text, topic.role, state=state)


def _table(items: list[_Note]) -> Table:
    return Table(
        "notes",
        (
            Column("kind", _("Kind"), lambda n: n.kind, wide=16, role="strong"),
            Column("date", _("Date"), lambda n: n.date, "date", 13),
            Column("about", _("On which question"), lambda n: n.about, wide=36, role="muted"),
            Column("words", _("What was said"), lambda n: n.words, wide=60),
            Column("role", _("By"), lambda n: n.role, wide=20),
            Column("votes", _("Votes"), lambda n: n.votes, "whole", 9, "input"),
            Column(
                "share",
                _("Share"),
                lambda n: n.share,
                "percent",
                9,
                formula=(
                    'IF({votes}="","",IF(SUMIF({notes.ballot},{ballot},{notes.votes})=0,"",'
                    "{votes}/SUMIF({notes.ballot},{ballot},{notes.votes})))"
                ),
            ),
            Column("state", _("State"), lambda n: n.state, wide=24),
            Column("ballot", _("Ballot"), lambda n: n.ballot, wide=8, role="code"),
        ),
        items,
    )
