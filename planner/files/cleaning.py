"""Cleaning: the texts in a plan's plain data lose what no writer can hold, and are counted."""

import re
from typing import Any

from planner.intake.cleaning import clean_text

# Each is looked for on its own: a plan of Rapport's has none of them, and plain searches are fast.
_SUSPECTS = (b"\\u", b"\\r", b"\\b", b"\\f", b"\x7f", "\ufffe".encode(), "\uffff".encode())
_C1 = re.compile(b"\xc2[\x80-\x9f]")


def cleaned(data: dict[str, Any], text: str) -> tuple[dict[str, Any], int]:
    """The data with clean texts, and how many were changed; ``text`` is the JSON that it was read from."""
    raw = text.encode(errors="surrogatepass")
    if not any(sign in raw for sign in _SUSPECTS) and not _C1.search(raw):
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
