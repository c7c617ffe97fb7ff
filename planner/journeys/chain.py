"""Absorbing chains: how often states are visited and how likely ever (Kemeny and Snell 1960).

States are numbers, rows are sparse. In a chain of few states only the knots, where states lead back to each other,
need equations; all else is carried over from what follows, in plain Python and in a moment. A chain of many states is
inverted as a whole, and only then numpy is loaded.
"""

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

Row = dict[int, float]
Rows = Sequence[Mapping[int, float]]
Matrix = Sequence[Sequence[float]]

NEVER = 1e-9
"""A share of leaving at or below this counts as none."""
MANY = 48
_SINGULAR = 1e-13
_MOST = 1e6
"""Who comes back more often than this hardly ever leaves: then nothing is told from a matrix of before."""


@dataclass(frozen=True, eq=False)
class Fundamental:
    """How often each state is visited from each; ``closed`` are the knots that nobody leaves.

    Their states count as visited once: round and round has no number.
    """

    table: Any = field(repr=False)
    """Rows of visits: lists for few states, an array of numpy for many."""
    closed: tuple[frozenset[int], ...]

    @cached_property
    def visits(self) -> Matrix:
        """``visits[i][j]``: how often j is visited from i on, i itself included."""
        rows: Matrix = self.table if self._few else self.table.tolist()
        return rows

    @property
    def _few(self) -> bool:
        return isinstance(self.table, list)

    def at(self, i: int, j: int) -> float:
        """How often j is visited from i on."""
        return float(self.table[i][j] if self._few else self.table.item(i, j))

    def again(self) -> list[float]:
        """How often each state is visited by who is there."""
        if self._few:
            return [row[i] for i, row in enumerate(self.table)]
        found: list[float] = self.table.diagonal().tolist()
        return found

    def from_start(self, start: Mapping[int, float]) -> list[float]:
        """How often each state is visited by someone who starts as the shares say."""
        if not self._few:
            found: list[float] = (list(start.values()) @ self.table[list(start)]).tolist() if start else []
            return found or [0.0] * len(self.table)
        total = [0.0] * len(self.table)
        for i, share in start.items():
            total = [before + share * visits for before, visits in zip(total, self.table[i], strict=True)]
        return total

    def into(self, states: Sequence[int]) -> list[float]:
        """How often some states are visited from each state on."""
        if self._few:
            return [sum(row[j] for j in states) for row in self.table]
        found: list[float] = self.table[:, list(states)].sum(axis=1).tolist()
        return found


def fundamental(rows: Rows) -> Fundamental:
    """The fundamental matrix (I - Q)^-1 of a chain whose rows give the shares that go on; the rest of a row leaves."""
    knots = list(_knots(rows))
    closed = [frozenset(knot) for knot in knots if not _leads_out(rows, knot)]
    ending = {i for knot in closed for i in knot}
    open_rows: Rows = [{} if i in ending else row for i, row in enumerate(rows)]
    if len(rows) > MANY:
        return Fundamental(_with_closed(_inverted(open_rows), closed), tuple(closed))
    found = _carried_over(open_rows, knots, ending)
    for knot in closed:
        for i, visits in enumerate(found):
            entered = 1.0 if i in knot else min(sum(visits[k] for k in knot), 1.0)
            for k in knot:
                visits[k] = entered
    return Fundamental(found, tuple(closed))


def _with_closed(table: Any, closed: Sequence[frozenset[int]]) -> Any:
    for knot in closed:
        inside = sorted(knot)
        entered = table[:, inside].sum(axis=1).clip(max=1.0)
        entered[inside] = 1.0
        table[:, inside] = entered[:, None]
    return table


def passing_on(chain: Fundamental, rows: Rows, ends: Sequence[int]) -> Fundamental:
    """The matrix of the same chain where some states that ended it pass on as their rows say.

    A large one follows from the one that is known by the equations of those states alone (Woodbury 1950).
    """
    ends = [i for i in ends if rows[i]]
    if len(rows) <= MANY or chain.closed:
        return fundamental(rows)
    import numpy as np

    onward = np.zeros((len(ends), len(rows)))
    for at, i in enumerate(ends):
        for j, share in rows[i].items():
            onward[at, j] = share
    step = onward @ chain.table
    core = np.eye(len(ends)) - step[:, ends]
    try:
        again = np.linalg.inv(core)
    except np.linalg.LinAlgError:
        return fundamental(rows)
    if not np.abs(again).max(initial=0.0) < _MOST:
        return fundamental(rows)
    return Fundamental(np.maximum(chain.table + chain.table[:, ends] @ (again @ step), 0.0), ())


def chances(rows: Rows, goals: Collection[int]) -> list[float]:
    """The chance to come to a goal from every state of a chain that ends there, without the whole matrix."""
    found = [0.0] * len(rows)
    for knot in _knots(rows):
        inside = set(knot)
        sides: Sequence[float] = [
            1.0 if i in goals else sum(share * found[j] for j, share in rows[i].items() if j not in inside)
            for i in knot
        ]
        if any(sides):
            if len(knot) > 1 or knot[0] in rows[knot[0]]:
                sides = _of_knot(rows, knot, sides)
            for i, chance in zip(knot, sides, strict=True):
                found[i] = _share(chance)
    return found


def _of_knot(rows: Rows, knot: Sequence[int], sides: Sequence[float]) -> Sequence[float]:
    matrix = [[(i == j) - rows[i].get(j, 0.0) for j in knot] for i in knot]
    if len(knot) <= MANY:
        few = solved(matrix, [{0: side} for side in sides])
        return [row.get(0, 0.0) for row in few] if few else sides
    import numpy as np

    try:
        found = np.linalg.solve(np.array(matrix), np.array(sides))
    except np.linalg.LinAlgError:
        found = np.linalg.lstsq(np.array(matrix), np.array(sides), rcond=None)[0]
    many: list[float] = found.tolist()
    return many


def _leads_out(rows: Rows, knot: Sequence[int]) -> bool:
    if len(knot) == 1:
        return 1.0 - rows[knot[0]].get(knot[0], 0.0) > NEVER
    inside = set(knot)
    return any(1.0 - sum(share for j, share in rows[i].items() if j in inside) > NEVER for i in knot)


def _carried_over(rows: Rows, knots: Sequence[Sequence[int]], ending: set[int]) -> list[list[float]]:
    """The matrix, knot by knot, each after all that it leads to."""
    visits: list[Row] = [{} for _ in rows]
    for knot in knots:
        inside = set(knot)
        sides: list[Row] = []
        for i in knot:
            side: Row = {i: 1.0}
            for j, share in rows[i].items():
                if j not in inside:
                    for k, count in visits[j].items():
                        side[k] = side.get(k, 0.0) + share * count
            sides.append(side)
        if ending.isdisjoint(inside):
            matrix = [[(i == j) - rows[i].get(j, 0.0) for j in knot] for i in knot]
            sides = solved(matrix, sides) or sides
        for i, side in zip(knot, sides, strict=True):
            visits[i] = side
    return [[row.get(j, 0.0) for j in range(len(rows))] for row in visits]


def _inverted(rows: Rows) -> Any:
    # Two threads take up to ten times as long as one for matrices of this size.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import numpy as np

    matrix = np.eye(len(rows))
    for i, row in enumerate(rows):
        for j, share in row.items():
            matrix[i, j] -= share
    # Where no inverse can be told, that of least squares at least is finite.
    try:
        inverse = np.linalg.inv(matrix)
    except np.linalg.LinAlgError:
        inverse = np.linalg.pinv(matrix)
    return np.maximum(inverse, 0.0)


def hit(visits: Sequence[float], chain: Fundamental, states: Sequence[int]) -> float:
    """The share that ever comes by one of the states; ``visits`` is how often each state is visited in all.

    The first visits f to the set satisfy f N = v on it, with N and v the visits from within it and in all.
    """
    chosen = [i for i in _one_of_each_knot(states, chain.closed) if visits[i] > 0.0]
    if not chosen:
        return 0.0
    side = [visits[i] for i in chosen]
    if len(visits) > MANY:
        return _share(_first_visits(chain.table[chosen][:, chosen].T, side))
    transposed = [[chain.visits[j][i] for j in chosen] for i in chosen]
    return _share(sum(row[0] for row in solved(transposed, [{0: value} for value in side]) or ()))


def _first_visits(matrix: Any, side: Sequence[float]) -> float:
    import numpy as np

    try:
        found = float(np.linalg.solve(matrix, np.array(side)).sum())
    except np.linalg.LinAlgError:
        found = -1.0
    if -NEVER < found < 1.0 + NEVER:
        return found
    return float(np.linalg.lstsq(matrix, np.array(side), rcond=None)[0].sum())


def _share(value: float) -> float:
    return min(max(value, 0.0), 1.0)


def _one_of_each_knot(states: Sequence[int], closed: Sequence[frozenset[int]]) -> list[int]:
    """The states, of those that nobody leaves together only the first: who visits one visits all."""
    chosen: list[int] = []
    seen: set[int] = set()
    for i in states:
        if i not in seen:
            chosen.append(i)
        for knot in closed:
            if i in knot:
                seen |= knot
    return chosen


def solved(matrix: Matrix, sides: Sequence[Mapping[int, float]]) -> list[Row] | None:
    """X with matrix X = sides, the right sides and X being sparse rows; None where no X can be told."""
    left = [list(row) for row in matrix]
    right = [dict(side) for side in sides]
    size = len(left)
    for k in range(size):
        pivot = max(range(k, size), key=lambda i: abs(left[i][k]))
        if abs(left[pivot][k]) < _SINGULAR:
            return None
        left[k], left[pivot] = left[pivot], left[k]
        right[k], right[pivot] = right[pivot], right[k]
        scale = 1.0 / left[k][k]
        left[k] = [value * scale for value in left[k]]
        right[k] = {j: value * scale for j, value in right[k].items()}
        for i in range(size):
            factor = left[i][k]
            if i != k and factor:
                left[i] = [a - factor * b for a, b in zip(left[i], left[k], strict=True)]
                row = right[i]
                for j, value in right[k].items():
                    row[j] = row.get(j, 0.0) - factor * value
    return right


def _knots(rows: Rows) -> Iterator[list[int]]:
    """The strongly connected components, each after all that it leads to (Tarjan 1972), without recursion."""
    number: dict[int, int] = {}
    low: dict[int, int] = {}
    stack: list[int] = []
    waiting: set[int] = set()
    for root in range(len(rows)):
        if root in number:
            continue
        work = [(root, iter(rows[root]))]
        number[root] = low[root] = len(number)
        stack.append(root)
        waiting.add(root)
        while work:
            i, following = work[-1]
            j = next((j for j in following if rows[i][j] > 0.0 and (j not in number or j in waiting)), None)
            if j is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[i])
                if low[i] == number[i]:
                    at = stack.index(i)
                    knot = stack[at:]
                    del stack[at:]
                    waiting.difference_update(knot)
                    yield knot
            elif j not in number:
                number[j] = low[j] = len(number)
                stack.append(j)
                waiting.add(j)
                work.append((j, iter(rows[j])))
            else:
                low[i] = min(low[i], number[j])
