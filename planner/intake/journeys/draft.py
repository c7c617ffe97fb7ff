"""Drafts: the graph of a journey as a file gives it, before anyone has said where in a plan it goes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["graphml", "edges", "paths", "events"]

CONVERTED = "*converted"
"""The key of the touchpoint that stands for a conversion, where paths only count it."""
OTHER = "*other"
"""The key of the touchpoint that stands for all that too few customers do."""

MAX_POINTS = 2_000
MAX_STEPS = 5_000


@dataclass(frozen=True, slots=True)
class DraftPoint:
    """A touchpoint: its key and name, the names of its stage and channel where the file says them.

    ``place`` is how far along the way it is, from 0 to 1; ``fields`` are further fields of a touchpoint;
    ``customers`` is how many came there, where that was counted.
    """

    key: str
    name: str
    stage: str = ""
    channel: str = ""
    goal: bool = False
    place: float = 0.0
    customers: float | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    markup: str = ""


@dataclass(frozen=True, slots=True)
class DraftStep:
    """A step between two keys; the kind is left open where the file does not say it."""

    source: str
    target: str
    share: float | None = None
    delay_days: float | None = None
    kind: Literal["", "forward", "loop", "re_engagement"] = ""
    markup: str = ""


@dataclass(frozen=True, slots=True)
class DraftGroup:
    """Points that are shown as one, by their keys."""

    name: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A graph from outside; ``stages`` are those that the file names, in order; ``measured`` says what was counted."""

    kind: Kind
    source: str
    name: str
    points: tuple[DraftPoint, ...]
    steps: tuple[DraftStep, ...]
    starts: Mapping[str, float] = field(default_factory=dict)
    stages: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    markup: str = ""
    measured: str = ""
    groups: tuple[DraftGroup, ...] = ()


def along_the_way(
    points: Sequence[str], steps: Iterable[tuple[str, str]], starts: Iterable[str] = ()
) -> dict[str, float]:
    """How far along the way every touchpoint is, from 0 to 1: by the fewest steps from where customers start.

    They start as given, else where no step leads to; what cannot be reached from there begins anew at 0.
    """
    following: dict[str, list[str]] = {point: [] for point in points}
    led_to: set[str] = set()
    for source, target in steps:
        if source != target:
            following[source].append(target)
            led_to.add(target)
    first = [p for p in starts if p in following] or [p for p in points if p not in led_to] or list(points[:1])
    depth: dict[str, int] = {}
    for roots in (first, *([point] for point in points)):
        waiting = [point for point in roots if point not in depth]
        depth.update(dict.fromkeys(waiting, 0))
        for one in waiting:  # grows while it is gone through
            for two in following[one]:
                if two not in depth:
                    depth[two] = depth[one] + 1
                    waiting.append(two)
    deepest = max(depth.values(), default=0) or 1
    return {point: depth[point] / deepest for point in points}
