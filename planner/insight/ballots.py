"""Ballots on objectives: the one that is open, what its options are, and what may be shown of it."""

from collections.abc import Mapping

from planner.insight.records import Vote, VoteOption
from planner.insight.rules_objectives import name_of
from planner.objectives.records import Objective
from planner.plan import Plan, by_id

LONGEST_LABEL = 300


def option_of(objective: Objective) -> VoteOption:
    """An objective as an option of a ballot."""
    return VoteOption(label=(objective.statement or name_of(objective))[:LONGEST_LABEL], item=objective.id)


def is_on_objectives(plan: Plan, vote: Vote) -> bool:
    """Whether a ballot asks for objectives of the plan."""
    known = by_id(plan, "objectives")
    return any(option.item in known for option in vote.options)


def running_ballot(plan: Plan) -> Vote | None:
    """The newest ballot on objectives that has not been turned into weights."""
    return next((v for v in reversed(plan.votes) if not v.adopted and is_on_objectives(plan, v)), None)


def tallies(vote: Vote | None) -> Mapping[str, int]:
    """The votes of each objective on a ballot."""
    return {option.item: option.votes for option in vote.options if option.item} if vote is not None else {}


def votes_cast(vote: Vote | None) -> int:
    """How many votes a ballot holds."""
    return sum(option.votes for option in vote.options) if vote is not None else 0


def is_hidden(vote: Vote | None) -> bool:
    """Whether nobody may see the tallies yet: the ballot is secret and not closed."""
    return vote is not None and vote.secret and not vote.closed and not vote.adopted
