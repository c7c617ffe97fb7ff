"""What a file says of touchpoints and steps beside the fields of a plan, kept so that it can be written out again."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

LONGEST = 20_000
"""What a record holds of it."""
LABEL = "\ufdd2"
"""Stands in kept XML where the label stood."""


AS, GROUP = "as", "group"
"""Of a group in the file that became one of the plan."""
PART = "=share"
"""Under this name, the share of one of several edges that were taken together."""


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
        said = [_said(part) for part in parts]
        if not any(said):
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


def with_shares(kept: Sequence[Kept], shares: Sequence[float | None]) -> list[Kept]:
    """What was kept of edges that become one step, each with its share."""
    if len(kept) < 2:
        return list(kept)
    return [
        part if share is None else replace(part, more=(*part.more, (PART, repr(share))))
        for part, share in zip(kept, shares, strict=True)
    ]


def split_share(kept: Sequence[Kept], share: float | None) -> list[float | None]:
    """The share of each edge that a step was made of; all of it with the first one where somebody changed it since."""
    parts = [_part(one) for one in kept]
    if share is not None and all(part is not None for part in parts):
        total = sum(part for part in parts if part is not None)
        if abs(total - share) < 1e-9:
            return parts
    return [share, *(None for _one in kept[1:])]


def _part(kept: Kept) -> float | None:
    for name, value in kept.more:
        if name == PART:
            try:
                return float(value)
            except ValueError:
                return None
    return None
