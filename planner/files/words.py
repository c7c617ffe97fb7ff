"""Words for tables and items of a plan, for messages about files."""

from collections.abc import Mapping
from typing import Any

from planner.language import N_, _, list_text, quoted

STEPS: dict[str, tuple[str, ...]] = {
    N_("Objectives"): ("objectives", "kpis"),
    N_("Segments"): ("segments", "score_criteria"),
    N_("Journeys"): (
        "channels",
        "journeys",
        "current_touchpoints",
        "current_transitions",
        "current_entries",
        "optimal_touchpoints",
        "optimal_transitions",
        "optimal_entries",
    ),
    N_("Capabilities"): ("assessments", "swot", "tools", "maturity"),
    N_("Action plan"): ("requirements", "platform_criteria", "platforms", "actions"),
}
"""The five steps with their tables; votes, comments and the like belong to none."""

_TABLES = {
    "profile": N_("Profile"),
    "objectives": N_("Objectives"),
    "kpis": N_("KPIs"),
    "segments": N_("Segments"),
    "score_criteria": N_("Criteria of the segment score"),
    "channels": N_("Channels"),
    "journeys": N_("Journeys"),
    "current_touchpoints": N_("Touchpoints, current"),
    "current_transitions": N_("Transitions, current"),
    "current_entries": N_("Entry points, current"),
    "optimal_touchpoints": N_("Touchpoints, optimal"),
    "optimal_transitions": N_("Transitions, optimal"),
    "optimal_entries": N_("Entry points, optimal"),
    "assessments": N_("Ratings of capabilities"),
    "swot": N_("Strengths, weaknesses, opportunities and threats"),
    "tools": N_("Tools"),
    "maturity": N_("Answers on maturity"),
    "requirements": N_("Shared requirements"),
    "platform_criteria": N_("Criteria for platforms"),
    "platforms": N_("Platforms"),
    "actions": N_("Actions"),
    "votes": N_("Votes"),
    "comments": N_("Comments"),
    "decisions": N_("Decisions"),
    "parking": N_("Parked topics"),
    "noted_answers": N_("Noted answers"),
}

_LONGEST = 60


def table_word(table: str) -> str:
    """What people call a table; an unknown one is called by its key."""
    return _(_TABLES[table]) if table in _TABLES else table[:_LONGEST]


def item_word(row: Any, at: int) -> str:
    """What people call a row of a table that may be broken: its own words in quotes, else its number."""
    if isinstance(row, Mapping):
        for key in ("title", "name", "statement", "text", "question"):
            words = row.get(key)
            if isinstance(words, str) and words.strip():
                line = " ".join(words.split())
                return quoted(line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…")
    return _("number {number}").format(number=at + 1)


def field_word(key: str) -> str:
    """A field in a message: its key with blanks."""
    return key.replace("_", " ")[:_LONGEST]


def steps_lost(tables: set[str]) -> list[str]:
    """The steps that lost one of these tables as a whole."""
    return [_(step) for step, held in STEPS.items() if tables & set(held)]


def recovered_text(tables: set[str]) -> str:
    """How much of a plan could be read, where these tables were lost as a whole."""
    lost = steps_lost(tables)
    if not lost:
        return _("This plan is incomplete. The five steps could be recovered in part.")
    return _("This plan is incomplete. We recovered {kept} of {all} steps. Could not be read: {lost}.").format(
        kept=len(STEPS) - len(lost), all=len(STEPS), lost=list_text(lost)
    )
