"""How to draw the arguments of the ballots on objectives."""

from typing import Any

from hypothesis import strategies as st

from tests.planner.strategies import TEXTS, some

PARAMETERS: dict[str, Any] = {}

OVERRIDES: dict[str, Any] = {
    "insight.edits.open_ballot.question": some(TEXTS),
    "insight.edits.count_votes.votes": lambda draw, plan: {o.id: draw(st.integers(0, 5)) for o in plan.objectives},
}

FIELDS: dict[str, str] = {}
