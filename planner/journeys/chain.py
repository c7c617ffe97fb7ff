"""Absorbing chains: how often states are visited and how likely ever (Kemeny and Snell 1960).

States are numbers, rows are sparse. In a chain of few states only the knots, where states lead back to each other,
need equations; all else is carried over from what follows, in plain Python and in a moment. A chain of many states is
inverted as a whole, and only then numpy is loaded.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

Row = dict[int, float]
Rows = Sequence[Mapping[int, float]]
Matrix = Sequence[Sequence[float]]

NEVER = 1e-9
"""A share of leaving at or below this counts as none."""
MANY = 48
_SINGULAR = 1e-13


@dataclass(frozen=True, slots=True)
class Fundamental:
    """``visits[i][j]``: how often j is visited from i on, i itself included.

    ``closed`` are the knots that nobody leaves. Their states count as visited once: round and round has no number.
    """

    visits: Matrix
    closed: tuple[frozenset[int], ...]

    def from_start(self, start: Mapping[int, float]) -> list[float]:
        """How often each state is visited by someone who starts as the shares say."""
        total = [0.0] * len(self.visits)
        for i, share in start.items():
            total = [before + share * visits for before, visits in zip(total, self.visits[i], strict=True)]
        return total


def fundamental(rows: Rows) -> Fundamental:
    """The fundamental matrix (I - Q)^-1 of a chain whose rows give the shares that go on; the rest of a row leaves."""
    knots = list(_knots(rows))
    closed = [frozenset(knot) for knot in knots if not _leads_out(rows, knot)]
    ending = {i for knot in closed for i in knot}
    open_rows: Rows = [{} if i in ending else row for i, row in enumerate(rows)]
    solved = _inverted(open_rows) if len(rows) > MANY else _carried_over(open_rows, knots, ending)
    for knot in closed:
        for i, visits in enumerate(solved):
            entered = 1.0 if i in knot else min(sum(visits[k] for k in knot), 1.0)
            for k in knot:
                visits[k] = entered
    return Fundamental(solved, tuple(closed))


def _leads_out(rows: Rows, knot: Sequence[int]) -> bool:
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


def _inverted(rows: Rows) -> list[list[float]]:
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
    found: list[list[float]] = np.maximum(inverse, 0.0).tolist()
    return found


def hit(visits: Sequence[float], chain: Fundamental, states: Sequence[int]) -> float:
    """The share that ever comes by one of the states; ``visits`` is how often each state is visited in all.

    The first visits f to the set satisfy f N = v on it, with N and v the visits from within it and in all.
    """
    chosen = [i for i in _one_of_each_knot(states, chain.closed) if visits[i] > 0.0]
    if not chosen:
        return 0.0
    transposed = [[chain.visits[j][i] for j in chosen] for i in chosen]
    side = [visits[i] for i in chosen]
    if len(chain.visits) > MANY:
        return _share(_sum_by_least_squares(transposed, side))
    return _share(sum(row[0] for row in solved(transposed, [{0: value} for value in side]) or ()))


def _sum_by_least_squares(matrix: Matrix, side: Sequence[float]) -> float:
    import numpy as np

    return float(np.linalg.lstsq(np.array(matrix), np.array(side), rcond=None)[0].sum())


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
