"""The verbs of what crosses the steps: the profile, votes, comments, decisions, parked topics, noted answers."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from planner.edit import Refused, amend, create, insert, move, refusal, remove, replaced, the
from planner.insight.ballots import option_of
from planner.insight.records import NotedAnswer, Vote, VoteOption
from planner.language import _
from planner.objectives.edits import use_votes_as_weights
from planner.objectives.records import Objective
from planner.plan import Plan
from planner.profile import PROFILE_ID, ReportSection, Threshold
from planner.record import MAX_PARTS, changed
from planner.segments.edits import weigh_objectives


def edit_profile(plan: Plan, **fields: Any) -> Plan:
    """Some plan-wide facts or settings changed."""
    return amend(plan, "profile", PROFILE_ID, **fields)


def set_threshold(plan: Plan, key: str, value: float | None) -> Plan:
    """A limit of a health rule set for this plan; None goes back to the default."""
    rest = tuple(t for t in plan.profile.thresholds if t.key != key)
    try:
        added = () if value is None else (Threshold(key=key, value=value),)
    except ValidationError as error:
        raise refusal(error) from error
    return edit_profile(plan, thresholds=(*rest, *added))


def set_report_sections(plan: Plan, sections: Sequence[ReportSection]) -> Plan:
    """The sections of the deliverable, in order, shown or not, with their headings."""
    return edit_profile(plan, report_sections=tuple(sections))


def add_vote(plan: Plan, question: str, options: Sequence[VoteOption], secret: bool = False) -> Plan:
    """A ballot more, without any vote cast."""
    return insert(
        plan,
        "votes",
        create(plan, "votes", question=question, options=tuple(options), secret=secret),
    )


def cast_vote(plan: Plan, vote: str, option: int, count: int = 1) -> Plan:
    """Votes added to an option, or taken off with a negative count; never below zero."""
    ballot: Vote = the(plan, "votes", vote)
    if not 0 <= option < len(ballot.options):
        raise Refused(_("This item is no longer in the plan."))
    options = list(ballot.options)
    options[option] = changed(options[option], votes=max(0, options[option].votes + count))
    return amend(plan, "votes", vote, options=tuple(options))


def open_ballot(plan: Plan, question: str, secret: bool = False, date: dt.date | None = None) -> Plan:
    """A ballot more on the objectives of the plan, without any vote cast."""
    options = tuple(option_of(o) for o in plan.objectives[:MAX_PARTS])
    fields = {"question": question, "options": options, "secret": secret, "date": date}
    return insert(plan, "votes", create(plan, "votes", **fields))


def vote_for(plan: Plan, vote: str, objective: str, count: int = 1) -> Plan:
    """Votes added to an objective on a ballot, or taken off; one that came later joins the options."""
    ballot: Vote = the(plan, "votes", vote)
    record: Objective = the(plan, "objectives", objective)
    at = next((i for i, option in enumerate(ballot.options) if option.item == objective), len(ballot.options))
    if at == len(ballot.options):
        plan = amend(plan, "votes", vote, options=(*ballot.options, option_of(record)))
    return cast_vote(plan, vote, at, count)


def count_votes(plan: Plan, vote: str, votes: Mapping[str, int]) -> Plan:
    """The votes of several objectives added to a ballot at once: those of one voter, or of the papers of a room."""
    for objective, count in votes.items():
        if count:
            plan = vote_for(plan, vote, objective, count)
    return plan


def clear_votes(plan: Plan, vote: str) -> Plan:
    """A ballot without the votes it held, open again."""
    ballot: Vote = the(plan, "votes", vote)
    options = tuple(changed(option, votes=0) for option in ballot.options)
    return amend(plan, "votes", vote, options=options, closed=False)


def close_vote(plan: Plan, vote: str) -> Plan:
    """A ballot closed: it takes no more votes, and a secret one shows its tallies."""
    return amend(plan, "votes", vote, closed=True)


def edit_vote(plan: Plan, vote: str, **fields: Any) -> Plan:
    """Some fields of a ballot changed."""
    return amend(plan, "votes", vote, **fields)


def adopt_vote(plan: Plan, vote: str) -> Plan:
    """A ballot on objectives turned into their weights."""
    ballot: Vote = the(plan, "votes", vote)
    plan = use_votes_as_weights(plan, {o.item: o.votes for o in ballot.options if o.item})
    return amend(plan, "votes", vote, adopted=True, closed=True)


def adopt_vote_for(plan: Plan, vote: str, segment: str) -> Plan:
    """A ballot on objectives turned into their weights for one segment."""
    ballot: Vote = the(plan, "votes", vote)
    plan = weigh_objectives(plan, segment, {o.item: o.votes for o in ballot.options if o.item})
    return amend(plan, "votes", vote, adopted=True, closed=True)


def remove_vote(plan: Plan, vote: str) -> Plan:
    """A ballot gone."""
    return remove(plan, "votes", vote)


def add_comment(plan: Plan, table: str, item: str, author: str, text: str, date: dt.date | None = None) -> Plan:
    """A remark more on an item, by a role."""
    if table not in plan.tables():
        raise Refused(_("This item is no longer in the plan."))
    return insert(
        plan, "comments", create(plan, "comments", table=table, item=item, author=author, text=text, date=date)
    )


def edit_comment(plan: Plan, comment: str, **fields: Any) -> Plan:
    """A remark changed or resolved."""
    return amend(plan, "comments", comment, **fields)


def remove_comment(plan: Plan, comment: str) -> Plan:
    """A remark gone."""
    return remove(plan, "comments", comment)


def add_decision(plan: Plan, text: str, role: str = "", date: dt.date | None = None) -> Plan:
    """A decision more in the log."""
    return insert(plan, "decisions", create(plan, "decisions", text=text, role=role, date=date))


def edit_decision(plan: Plan, decision: str, **fields: Any) -> Plan:
    """A logged decision changed."""
    return amend(plan, "decisions", decision, **fields)


def move_decision(plan: Plan, decision: str, to_index: int) -> Plan:
    """A decision at another place of the log."""
    return move(plan, "decisions", decision, to_index)


def remove_decision(plan: Plan, decision: str) -> Plan:
    """A decision gone from the log."""
    return remove(plan, "decisions", decision)


def park_topic(plan: Plan, text: str, role: str = "") -> Plan:
    """A topic kept for later."""
    return insert(plan, "parking", create(plan, "parking", text=text, role=role))


def edit_topic(plan: Plan, topic: str, **fields: Any) -> Plan:
    """A parked topic changed or settled."""
    return amend(plan, "parking", topic, **fields)


def move_topic(plan: Plan, topic: str, to_index: int) -> Plan:
    """A parked topic at another place."""
    return move(plan, "parking", topic, to_index)


def remove_topic(plan: Plan, topic: str) -> Plan:
    """A parked topic gone."""
    return remove(plan, "parking", topic)


def note_answer(plan: Plan, question: str, text: str, date: dt.date | None = None) -> Plan:
    """The room's answer to a coaching question; an empty text takes it away."""
    known: NotedAnswer | None = next((a for a in plan.noted_answers if a.question == question), None)
    if known is None:
        if not text:
            return plan
        return insert(plan, "noted_answers", create(plan, "noted_answers", question=question, text=text, date=date))
    if not text:
        return remove(plan, "noted_answers", known.id)
    try:
        return replaced(plan, "noted_answers", changed(known, text=text, date=date or known.date))
    except ValidationError as error:
        raise refusal(error) from error
