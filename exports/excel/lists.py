"""Lists: the words that may be chosen in a cell, and those that formulas compare with, each under a name."""

from collections.abc import Iterable
from dataclasses import dataclass

from planner.actions.board import status_name
from planner.actions.levers import levers_of_actions
from planner.catalogue import channel_kind, levers, relationship_levels, tool_kinds
from planner.language import _
from planner.plan import Plan
from planner.report.budget import kind_words
from planner.segments.words import LIFECYCLES, STATUSES, lifecycle_words
from planner.segments.words import status_words as segment_status_words

ONCE_KINDS = ("purchase", "training", "customisation", "integration", "people", "media", "other")
"""The kinds of cost that are paid once, in the order of their columns."""
RUNNING = "running"
"""The kind of cost that is paid every year."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a list: its key in the plan, its words, and the name by which formulas know it."""

    key: str
    words: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class ChoiceList:
    """A list under a name, with a head that says what it is for."""

    name: str
    head: str
    choices: tuple[Choice, ...]

    def said(self, key: str) -> str:
        """The words of a choice, nothing where there is none of that key."""
        return next((choice.words for choice in self.choices if choice.key == key), "")


def _list(name: str, head: str, pairs: Iterable[tuple[str, str]], named: str = "") -> ChoiceList:
    return ChoiceList(
        name, head, tuple(Choice(key, words, f"{named}_{key}" if named else "") for key, words in pairs if words)
    )


def choice_lists(plan: Plan) -> tuple[ChoiceList, ...]:
    """Every list of a workbook, in the language spoken."""
    return (*_general(plan), *_of_segments(), *_of_journeys(plan), *_of_capabilities(), *_of_actions())


def _general(plan: Plan) -> Iterable[ChoiceList]:
    yield _list("list_yes_no", _("Yes or no"), (("yes", _("Yes")), ("no", _("No"))), "word")
    owners = (*plan.profile.participants, *(a.owner for a in plan.actions), *(k.owner for k in plan.kpis))
    roles = dict.fromkeys(role.strip() for role in owners if role.strip())
    yield _list("list_roles", _("Roles"), ((role, role) for role in roles))
    yield _list("list_levers", _("Value levers"), ((lever.key, lever.name) for lever in levers()))
    checks = (("sums", _("Sums agree")), ("exported", _("As exported")))
    yield _list("list_checks", _("Groups of checks"), checks, "check")
    better = (("higher", _("Higher is better")), ("lower", _("Lower is better")))
    yield _list("list_better", _("Better when"), better)


def _of_segments() -> Iterable[ChoiceList]:
    yield _list("list_segment_status", _("Customer status"), ((key, segment_status_words(key)) for key in STATUSES))
    yield _list("list_lifecycle", _("Lifecycle"), ((key, lifecycle_words(key)) for key in LIFECYCLES))
    yield _list("list_relationship", _("Relationship"), ((k.key, k.name) for k in relationship_levels()))


def _of_journeys(plan: Plan) -> Iterable[ChoiceList]:
    yield _list("list_states", _("States"), (("current", _("Current")), ("optimal", _("Optimal"))), "state")
    lanes = ((c.id, c.name or (kind.name if (kind := channel_kind(c.kind)) else "")) for c in plan.channels)
    yield _list("list_channels", _("Channels"), lanes)
    kinds = (("forward", _("Forward")), ("loop", _("Loop")), ("re_engagement", _("Re-engagement")))
    yield _list("list_step_kinds", _("Kinds of steps"), kinds, "step")
    backed = (("none", _("Not yet")), ("partly", _("Partly")), ("fully", _("Fully")))
    yield _list("list_backed", _("Backed by data"), backed)
    yield _list("list_satisfaction", _("Satisfaction measures"), (("csat", "CSAT"), ("ces", "CES")))


def _of_capabilities() -> Iterable[ChoiceList]:
    standing = (("strength", _("Strength")), ("weakness", _("Weakness")))
    yield _list("list_standing", _("Standing"), standing, "standing")
    swot = (*standing, ("opportunity", _("Opportunity")), ("threat", _("Threat")))
    yield _list("list_swot", _("SWOT"), swot)
    skills = (("novice", _("novice")), ("intermediate", _("intermediate")), ("expert", _("expert")))
    yield _list("list_skill", _("Skill of the teams"), skills)
    effects = (("boost", _("boost")), ("neutral", _("neutral")), ("hindrance", _("hindrance")))
    yield _list("list_position", _("Effect of the budget"), effects)
    answers = (("met", _("Met")), ("partly", _("Partly")), ("not_met", _("Not met")), ("unknown", _("Unknown")))
    yield _list("list_answers", _("Answers"), answers, "answer")
    yield _list("list_tool_kinds", _("Kinds of tools"), ((k.key, k.name) for k in tool_kinds()))
    usage = (("none", _("Not used")), ("basic", _("Basic functions")), ("full", _("Most functions")))
    yield _list("list_usage", _("Use of a tool"), usage)
    yield _list("list_models", _("Data models"), (("single", _("One table")), ("multi", _("Several tables"))))


def _of_actions() -> Iterable[ChoiceList]:
    status = ("planned", "in_progress", "done", "paused", "dropped")
    yield _list("list_status", _("Status"), ((key, status_name(key)) for key in status), "status")
    yield _list("list_pin", _("Pinned"), (("in", _("Always in")), ("out", _("Left out"))), "pin")
    states = (
        ("in", _("In the plan")),
        ("out", _("Left out")),
        ("dropped", _("Dropped")),
        ("open", _("Not chosen")),
    )
    yield _list("list_budget", _("State in the budget"), states, "budget")
    yield _list("list_action_levers", _("Levers of actions"), levers_of_actions())
    kinds = (*ONCE_KINDS, RUNNING)
    yield _list("list_cost_kinds", _("Kinds of cost"), ((key, kind_words(key)) for key in kinds), "kind")
    needs = (("essential", _("Essential")), ("useful", _("Useful")))
    yield _list("list_needs", _("Needs"), needs, "need")
    parts = (
        ("platform", _("Platform")),
        ("skill", _("Skill")),
        ("data", _("Data")),
        ("process", _("Process")),
        ("integration", _("Integration")),
    )
    yield _list("list_requirement_kinds", _("Kinds of requirements"), parts)
