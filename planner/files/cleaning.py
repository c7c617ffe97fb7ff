"""Cleaning: the texts in a plan's plain data lose what no writer can hold, and are counted."""

import re
from typing import Any

from planner.intake.cleaning import clean_text

# Rapport escapes no other sign, so a file of its own is seldom walked through.
_SUSPECT = re.compile("\\\\[bfru]|[\x7f-\x9f\ufffe\uffff]")


def cleaned(data: dict[str, Any], text: str) -> tuple[dict[str, Any], int]:
    """The data with clean texts, and how many were changed; ``text`` is the JSON that it was read from."""
    if not _SUSPECT.search(text):
        return data, 0
    changed: list[str] = []
    return {key: _clean(value, changed) for key, value in data.items()}, len(changed)


def _clean(value: Any, changed: list[str]) -> Any:
    if isinstance(value, str):
        text = clean_text(value)[0]
        if text != value:
            changed.append(text)
        return text
    if isinstance(value, dict):
        return {clean_text(key)[0]: _clean(inner, changed) for key, inner in value.items()}
    if isinstance(value, list):
        return [_clean(inner, changed) for inner in value]
    return value
