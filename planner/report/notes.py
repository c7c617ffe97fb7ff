"""The notes from the workshop: what was decided, voted, answered, and kept for later."""

from collections.abc import Iterator

from planner.catalogue import CoachingQuestion, coaching
from planner.insight.records import Vote
from planner.language import _, date_text, list_text, ngettext
from planner.plan import Plan
from planner.report.blocks import Block, Column, Heading, Quoted, Table, Topic, day, number, share, text
from planner.report.phrases import counted, one_line, opening

_PAGES = ("objectives", "segments", "journeys", "capabilities", "actions", "insights", "deliverables")


def topics(plan: Plan) -> tuple[Topic, ...]:
    """One topic with everything that was written in the room."""
    return (Topic(_heading(plan), _lead(plan), tuple(_blocks(plan))),)


def _heading(plan: Plan) -> str:
    made = len(plan.decisions)
    if not made:
        return _("What the workshop said")
    return opening(
        ngettext("One decision made in the workshop", "{count} decisions made in the workshop", made).format(
            count=counted(made)
        )
    )


def _lead(plan: Plan) -> str:
    roles = [role for role in plan.profile.participants if role]
    said = [_("In the room: {roles}.").format(roles=list_text(roles))] if roles else []
    open_topics = sum(not topic.settled for topic in plan.parking)
    if open_topics:
        said.append(
            ngettext("One topic waits for later.", "{count} topics wait for later.", open_topics).format(
                count=opening(counted(open_topics))
            )
        )
    return " ".join(said)


def _blocks(plan: Plan) -> Iterator[Block]:
    if plan.decisions:
        yield Heading(_("Decisions"))
        yield Table(
            "decisions",
            (
                Column("date", _("Date"), "date", 0.8),
                Column("decision", _("Decision"), wide=4),
                Column("role", _("By"), wide=1.4),
            ),
            tuple((day(d.date, "muted"), text(one_line(d.text)), text(d.role, "muted")) for d in plan.decisions),
        )
    for at, vote in enumerate(plan.votes):
        yield Heading(vote.question or _("Vote"))
        cast = sum(option.votes for option in vote.options)
        yield Table(
            f"vote.{at + 1}",
            (
                Column("option", _("Option"), wide=4),
                Column("votes", _("Votes"), "number", 0.7),
                Column("share", _("Share"), "percent", 0.7),
            ),
            tuple(
                (text(option.label), number(option.votes, tone="strong"), share(option.votes / cast if cast else None))
                for option in vote.options
            ),
            caption=_vote_caption(vote),
        )
    if plan.noted_answers:
        yield Heading(_("Answers of the room"))
        asked = coaching_questions()
        for answer in plan.noted_answers:
            question = asked.get(answer.question)
            said_on = date_text(answer.date) if answer.date else ""
            yield Quoted(answer.text, question.question if question else "", said_on)
    if plan.parking:
        yield Heading(_("Kept for later"))
        yield Table(
            "parking",
            (
                Column("topic", _("Topic"), wide=4),
                Column("role", _("Raised by"), wide=1.4),
                Column("settled", _("State"), wide=0.8),
            ),
            tuple(
                (
                    text(one_line(p.text)),
                    text(p.role, "muted"),
                    text(_("Settled"), "ok") if p.settled else text(_("Still open"), "warn"),
                )
                for p in plan.parking
            ),
        )


def _vote_caption(vote: Vote) -> str:
    said = [_("Voted on {date}.").format(date=date_text(vote.date))] if vote.date else []
    said.append(_("The ballot was secret.") if vote.secret else _("The ballot was open."))
    if vote.adopted:
        said.append(_("The votes were taken over as weights."))
    return " ".join(said)


def coaching_questions() -> dict[str, CoachingQuestion]:
    """Every question for the room, by its key."""
    return {question.key: question for page in _PAGES for question in coaching(page)}
