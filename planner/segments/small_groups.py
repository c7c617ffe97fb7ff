"""Small groups: figures of a handful of people could tell who they are, so such groups are joined or left out."""

from planner.language import ngettext

SMALLEST_GROUP = 5
"""Figures of fewer people could tell who they are."""


def small_groups_sentence(count: int, other: str, kept: bool) -> str:
    """What to tell of groups that were too small: where they went, or that they were left out."""
    if kept:
        text = ngettext(
            "{count} group of fewer than {limit} customers went into “{name}”, so that nobody can be recognised.",
            "{count} groups of fewer than {limit} customers went into “{name}”, so that nobody can be recognised.",
            count,
        )
    else:
        text = ngettext(
            "{count} group of fewer than {limit} customers was left out, so that nobody can be recognised.",
            "{count} groups of fewer than {limit} customers were left out, so that nobody can be recognised.",
            count,
        )
    return text.format(count=count, limit=SMALLEST_GROUP, name=other)
