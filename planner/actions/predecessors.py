"""Predecessors as people type them in project tools: ``4``, ``2; 5``, ``3FS+2 days``."""

import re
from collections.abc import Iterator

from planner.edit import Refused
from planner.language import _

_PART = re.compile(
    r"(?P<item>[\w-]+?)"
    r"(?:\s*(?P<kind>FS|SS|FF|SF|FD|DD|DF)\s*(?:(?P<sign>[+\-−])\s*(?P<lag>\d{1,4})\s*(?:d|days?|j|jours?)?)?)?$",
    re.IGNORECASE,
)
_FINISH_TO_START = ("", "FS", "FD")


def _kind_name(kind: str) -> str:
    names = {
        "SS": _("start-to-start"),
        "DD": _("start-to-start"),
        "FF": _("finish-to-finish"),
        "SF": _("start-to-finish"),
        "DF": _("start-to-finish"),
    }
    return names[kind]


def read_predecessors(text: str) -> Iterator[tuple[str, int]]:
    """The number or name of each predecessor with its lag in working days; raises Refused for other kinds of links."""
    for part in filter(None, (p.strip() for p in re.split(r"[;,]", text))):
        match = _PART.match(part)
        if match is None:
            raise Refused(_("“{text}” does not name an action to wait for.").format(text=part), "depends")
        kind = (match["kind"] or "").upper()
        if kind not in _FINISH_TO_START:
            sentence = _("“{text}” is a {kind} link. A plan keeps finish-to-start links only.")
            raise Refused(sentence.format(text=part, kind=_kind_name(kind)), "depends")
        lag = int(match["lag"] or 0)
        yield match["item"], lag if match["sign"] == "+" else -lag
