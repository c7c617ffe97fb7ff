"""Words of journeys: which channel, stage or column a name from outside speaks of, in English and in French."""

import json
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import resources
from planner.intake.names import folded

_SIGNS = re.compile(r"[^0-9a-z]+")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@lru_cache(maxsize=1)
def _known() -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(resources.text("headings/journeys.json"))
    return found


def phrases(group: str) -> Mapping[str, tuple[str, ...]]:
    """What each key of a group (columns, channels, stages, ends) is called, as plain words."""
    return {key: tuple(words) for key, words in _known()[group].items()}


def spoken(name: str) -> str:
    """A name as plain words: no case, accents or signs, and HomePage is two of them."""
    return _SIGNS.sub(" ", folded(_HUMP.sub(" ", name))).strip()


def best_match(name: str, offered: Mapping[str, Iterable[str]]) -> str:
    """The key whose words say most of a name, the first of equals; nothing where none of them is in it."""
    said = f" {spoken(name)}  {_SIGNS.sub(' ', folded(name)).strip()} "  # WhatsApp is one word as well as two
    best, most = "", 0
    for key, words in offered.items():
        for phrase in words:
            if len(phrase) > most and f" {phrase} " in said:
                best, most = key, len(phrase)
    return best


def says_goal(name: str) -> bool:
    """Whether a name speaks of what a journey is for: a purchase, an order, a contract."""
    return bool(best_match(name, {"goal": _known()["goals"]}))


def end_of(name: str) -> str:
    """``start``, ``converted`` or ``left`` where a name in brackets such as ``(start)`` stands for that."""
    bare = name.strip()
    if not (bare.startswith(("(", "[", "<", "{")) and bare.endswith((")", "]", ">", "}"))):
        return ""
    said = spoken(bare)
    if said in _known()["starts"]:
        return "start"
    return next((key for key, words in phrases("ends").items() if said in words), "")
