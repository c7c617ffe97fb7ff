"""How to draw the arguments of the segments' edits."""

from typing import Any

from tests.planner.strategies import row, rows

PARAMETERS: dict[str, Any] = {}

OVERRIDES: dict[str, Any] = {
    "segments.edits.remove_segments.segments": rows("segments"),
    "segments.edits.merge_into.kept": row("segments"),
    "segments.edits.merge_into.others": rows("segments"),
}

FIELDS: dict[str, str] = {}
