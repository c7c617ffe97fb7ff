"""How to draw the arguments of the ballots on objectives."""

from typing import Any

from tests.planner.strategies import TEXTS, some

PARAMETERS: dict[str, Any] = {}

OVERRIDES: dict[str, Any] = {
    "insight.edits.open_ballot.question": some(TEXTS),
}

FIELDS: dict[str, str] = {}
