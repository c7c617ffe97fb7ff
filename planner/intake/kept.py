"""What a file says of touchpoints and steps beside the fields of a plan, kept so that it can be written out again."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

LONGEST = 20_000
"""What a record holds of it."""
LABEL = "\ufdd2"
"""Stands in kept XML where the label stood."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The id and label in the file, cells under headings of its own, and its own XML with LABEL where the label is."""

    id: str = ""
    label: str = ""
    more: tuple[tuple[str, str], ...] = ()
    xml: str = ""


def packed(*kept: Kept) -> str:
    """The text for a record's markup; what does not fit goes, the XML first."""
    for parts in (kept, tuple(Kept(k.id, k.label, k.more) for k in kept), tuple(Kept(k.id, k.label) for k in kept)):
        said = [part for part in map(_said, parts) if part]
        if not said:
            return ""
        text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
        if len(text) <= LONGEST:
            return text
    return ""


def _said(kept: Kept) -> dict[str, Any]:
    parts = {"id": kept.id, "label": kept.label, "more": [list(pair) for pair in kept.more], "xml": kept.xml}
    return {key: value for key, value in parts.items() if value}


def unpacked(markup: str) -> tuple[Kept, ...]:
    """What a record's markup says; nothing where it is not of this kind."""
    if not markup.startswith("["):
        return ()
    try:
        found = json.loads(markup)
        return tuple(_read(part) for part in found)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return ()


def _read(part: Any) -> Kept:
    more: Sequence[Any] = part.get("more", ())
    pairs = tuple((str(name), str(value)) for name, value in more)
    return Kept(str(part.get("id", "")), str(part.get("label", "")), pairs, str(part.get("xml", "")))
