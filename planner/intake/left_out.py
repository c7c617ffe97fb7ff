"""Rows that were left out: how many, why, and where the first of each kind stands."""

from collections.abc import Iterable

from planner.intake.cells import Rejected
from planner.language import ngettext, number


def row_notes(rejected: Iterable[Rejected]) -> list[str]:
    """How many rows were left out, and why the most of them."""
    reasons: dict[str, list[int]] = {}
    for row in rejected:
        reasons.setdefault(row.reason, []).append(row.line)
    notes = []
    for reason, lines in sorted(reasons.items(), key=lambda pair: -len(pair[1])):
        text = ngettext(
            "{count} row was left out (line {line}): {reason}.",
            "{count} rows were left out (the first in line {line}): {reason}.",
            len(lines),
        )
        notes.append(text.format(count=number(len(lines)), line=number(min(lines)), reason=reason))
    return notes
