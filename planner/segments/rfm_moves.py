"""Moves: how many customers went from one group to another between two dates; who they are nobody is told."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planner.segments.rfm_groups import Group, group_of
from planner.segments.small_groups import SMALLEST_GROUP

Step = tuple[str, str, int]
"""The code of a cell before and now, and how many customers went from the one to the other; nothing for none."""


@dataclass(frozen=True, slots=True)
class Move:
    """So many customers were in one group and are in another; a key is empty for those who were no customers."""

    before: str
    now: str
    customers: int


@dataclass(frozen=True, slots=True)
class Movement:
    """Who rose, fell, stayed and came new since a date; groups stand best first, so a rise is a move up the list.

    ``moves`` leaves out what fewer than five customers did; the counts above it hold them.
    """

    since: dt.date
    at: dt.date
    rose: int
    fell: int
    stayed: int
    fresh: int
    moves: tuple[Move, ...]


def movement(steps: Iterable[Step], groups: Sequence[Group], since: dt.date, at: dt.date) -> Movement:
    """The moves between groups that the moves between cells come to."""
    order = {group.key: at for at, group in enumerate(groups)}
    counts: dict[tuple[str, str], int] = {}
    for before, now, customers in steps:
        one, two = group_of(groups, before), group_of(groups, now)
        if two is not None:
            pair = (one.key if one else "", two.key)
            counts[pair] = counts.get(pair, 0) + customers
    known = {pair: count for pair, count in counts.items() if pair[0]}
    listed = sorted(
        (Move(*pair, count) for pair, count in counts.items() if count >= SMALLEST_GROUP),
        key=lambda move: -move.customers,
    )
    return Movement(
        since,
        at,
        sum(n for (one, two), n in known.items() if order[two] < order[one]),
        sum(n for (one, two), n in known.items() if order[two] > order[one]),
        sum(n for (one, two), n in known.items() if one == two),
        sum(n for pair, n in counts.items() if not pair[0]),
        tuple(listed),
    )
