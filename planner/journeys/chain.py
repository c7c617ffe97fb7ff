"""Absorbing chains: how often states are visited and how likely ever (Kemeny and Snell 1960).

States are numbers, rows are sparse. Only the knots, where states lead back to each other, need equations, each of its
own; all else is carried along the steps, forth for visits and back for chances. So the fundamental matrix is never
written down as a whole, and a journey that goes mostly forward costs no more than its steps.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from planner.journeys.knots import MANY, Knot, Rows, knots


@dataclass(frozen=True, eq=False)
class Fundamental:
    """The fundamental matrix N = (I - Q)^-1 of a chain: how often each state is visited from each, itself included.

    The states of a knot that nobody leaves count as visited once.
    """

    rows: Rows = field(repr=False)
    order: Sequence[int | Knot] = field(repr=False)
    """States alone and knots, each after all that it leads to."""

    @cached_property
    def closed(self) -> tuple[frozenset[int], ...]:
        """The knots that nobody leaves."""
        return tuple(frozenset(one.states) for one in self.order if isinstance(one, Knot) and one.closed)

    def again(self) -> list[float]:
        """How often each state is visited by who is there."""
        found = [1.0] * len(self.rows)
        for one in self.order:
            if isinstance(one, Knot):
                for i, visits in zip(one.states, one.again(), strict=True):
                    found[i] = visits
        return found

    def from_start(self, start: Mapping[int, float]) -> list[float]:
        """How often each state is visited by someone who starts as the shares say: a row of the matrix."""
        rows, visits = self.rows, [0.0] * len(self.rows)
        for i, share in start.items():
            visits[i] = share
        for one in reversed(self.order):
            if not isinstance(one, Knot):
                count = visits[one]
                if count:
                    for j, share in rows[one].items():
                        visits[j] += count * share
            elif any(coming := [visits[i] for i in one.states]):
                _pass_on(one, one.visits(coming), visits)
        return visits

    def gathered(self, worth: Sequence[float]) -> list[float]:
        """What all visits from each state on are worth, when one of each state is worth so much."""
        rows, found = self.rows, list(worth)
        for one in self.order:
            if not isinstance(one, Knot):
                total = found[one]
                for j, share in rows[one].items():
                    total += share * found[j]
                found[one] = total
            else:
                sides = [found[i] for i in one.states]
                for at, onward in enumerate(one.onward):
                    for j, share in onward:
                        sides[at] += share * found[j]
                if any(sides):
                    for i, total in zip(one.states, one.gathered(sides), strict=True):
                        found[i] = total
        return found

    def into(self, states: Sequence[int]) -> list[float]:
        """How often some states are visited from each state on."""
        worth = [0.0] * len(self.rows)
        for i in states:
            worth[i] = 1.0
        return self.gathered(worth)

    def at(self, i: int, j: int) -> float:
        """How often state j is visited from state i on."""
        where = self._where
        if where[i] == where[j]:
            one = self.order[where[i]]
            return one.at(i, j) if isinstance(one, Knot) else 1.0
        if where[i] < where[j]:
            return 0.0
        if j not in self._columns:
            self._columns[j] = self.into([j])
        return self._columns[j][i]

    @cached_property
    def _where(self) -> list[int]:
        """The place of each state in the order."""
        where = [0] * len(self.rows)
        for at, one in enumerate(self.order):
            for i in one.states if isinstance(one, Knot) else (one,):
                where[i] = at
        return where

    @cached_property
    def _columns(self) -> dict[int, list[float]]:
        return {}

    def keep(self, states: Sequence[int]) -> None:
        """Makes ready to tell how often some states are visited from any other on, and forgets about all others."""
        self._columns.clear()
        self._columns.update(zip(states, self.columns(states).T.tolist(), strict=True))

    def columns(self, states: Sequence[int]) -> Any:
        """How often each of some states is visited from each state on, as an array of numpy with a column each."""
        import numpy as np

        found = np.zeros((len(self.rows), len(states)))
        found[list(states), range(len(states))] = 1.0
        for one in self.order:
            if not isinstance(one, Knot):
                for j, share in self.rows[one].items():
                    found[one] += share * found[j]
                continue
            for i, onward in zip(one.states, one.onward, strict=True):
                for j, share in onward:
                    found[i] += share * found[j]
            inverse = one.inverse if one.inverse is not None else np.ones((len(one.states),) * 2)
            found[one.states] = np.asarray(inverse) @ found[one.states]
        return found

    def hit(self, start: Mapping[int, float], states: Sequence[int]) -> float:
        """The share that ever comes by one of the states, of those who start as the shares say."""
        rows, chosen = self.rows, set(states)
        visits, total = [0.0] * len(self.rows), 0.0
        for i, share in start.items():
            visits[i] = share
        for one in reversed(self.order):
            if not isinstance(one, Knot):
                count = visits[one]
                if one in chosen:
                    total += count
                elif count:
                    for j, share in rows[one].items():
                        visits[j] += count * share
            elif any(coming := [visits[i] for i in one.states]):
                inside = [at for at, i in enumerate(one.states) if i in chosen]
                counts = one.visits(coming)
                if inside:
                    share, counts = one.until(coming, inside)
                    total += share
                _pass_on(one, counts, visits)
        return min(max(total, 0.0), 1.0)


def _pass_on(knot: Knot, counts: Sequence[float], visits: list[float]) -> None:
    for i, count, onward in zip(knot.states, counts, knot.onward, strict=True):
        visits[i] = count
        for j, share in onward:
            visits[j] += count * share


def fundamental(rows: Rows) -> Fundamental:
    """The fundamental matrix of a chain whose rows give the shares that go on; the rest of a row leaves."""
    large = len(rows) > MANY
    order = [one[0] if len(one) == 1 and one[0] not in rows[one[0]] else Knot(rows, one, large) for one in knots(rows)]
    return Fundamental(rows, order)
