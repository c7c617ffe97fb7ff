"""Absorbing chains: how often states are visited and how likely ever (Kemeny and Snell 1960).

States are numbers, rows are sparse. Only the knots of a chain, where states lead back to each other, need a system
of equations; all else is carried over from what follows. So plain Python does it in a moment, and numpy is loaded
only for a large knot.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

Row = dict[int, float]

NEVER = 1e-9
"""A share of leaving at or below this counts as none."""
_LARGE = 32
_SINGULAR = 1e-13


@dataclass(frozen=True, slots=True)
class Fundamental:
    """``visits[i][j]``: how often j is visited from i on, i itself included; missing is never.

    ``closed`` are the knots that nobody leaves. Their states count as visited once: round and round has no number.
    """

    visits: tuple[Row, ...]
    closed: tuple[frozenset[int], ...]

    def from_start(self, start: Mapping[int, float]) -> list[float]:
        """How often each state is visited by someone who starts as the shares say."""
        total = [0.0] * len(self.visits)
        for i, share in start.items():
            for j, visits in self.visits[i].items():
                total[j] += share * visits
        return total


def fundamental(rows: Sequence[Mapping[int, float]]) -> Fundamental:
    """The fundamental matrix (I - Q)^-1 of a chain whose rows give the shares that go on; the rest of a row leaves."""
    visits: list[Row] = [{} for _ in rows]
    closed: list[frozenset[int]] = []
    for knot in _knots(rows):
        inside = set(knot)
        out = {i: {j: share for j, share in rows[i].items() if j not in inside} for i in knot}
        solved: list[Row] | None = None
        if any(_exit(rows[i], out[i]) > NEVER for i in knot):
            sides = [_carried(i, out[i], visits) for i in knot]
            matrix = [[(i == j) - rows[i].get(j, 0.0) for j in knot] for i in knot]
            solved = solve_rows(matrix, sides)
        if solved is None:
            closed.append(frozenset(knot))
            solved = [dict.fromkeys(knot, 1.0) for _ in knot]
        for i, row in zip(knot, solved, strict=True):
            visits[i] = row
    return Fundamental(tuple(visits), tuple(closed))


def _exit(row: Mapping[int, float], out: Mapping[int, float]) -> float:
    return sum(out.values()) + max(1.0 - sum(row.values()), 0.0)


def _carried(i: int, out: Mapping[int, float], visits: Sequence[Row]) -> Row:
    """One visit here, and those of every state outside the knot that comes next."""
    row: Row = {i: 1.0}
    for j, share in out.items():
        for k, count in visits[j].items():
            row[k] = row.get(k, 0.0) + share * count
    return row


def _scaled(row: Row, factor: float) -> Row:
    return row if factor == 1.0 else {j: value * factor for j, value in row.items()}


def hit(start: Sequence[float], chain: Fundamental, states: Sequence[int]) -> float:
    """The share that ever visits one of the states; ``start`` is how often each state is visited in all.

    The first visits f to the set satisfy f N = v on it, with N and v the visits from within it and in all.
    """
    chosen = _one_of_each_knot(states, chain.closed)
    chosen = [i for i in chosen if start[i] > 0.0]
    if not chosen:
        return 0.0
    if len(chosen) == 1:
        return _share(start[chosen[0]] / chain.visits[chosen[0]][chosen[0]])
    transposed = [[chain.visits[j].get(i, 0.0) for j in chosen] for i in chosen]
    first = solve_rows(transposed, [{0: start[i]} for i in chosen])
    return _share(sum(row.get(0, 0.0) for row in first or ()))


def _one_of_each_knot(states: Sequence[int], closed: Sequence[frozenset[int]]) -> list[int]:
    chosen: list[int] = []
    seen: set[frozenset[int]] = set()
    for i in states:
        knot = next((k for k in closed if i in k), None)
        if knot is None or knot not in seen:
            chosen.append(i)
        if knot is not None:
            seen.add(knot)
    return chosen


def _share(value: float) -> float:
    return min(max(value, 0.0), 1.0)


def solve_rows(matrix: list[list[float]], sides: Sequence[Mapping[int, float]]) -> list[Row] | None:
    """X with matrix X = sides, the right sides and X being sparse rows; None where no X can be told."""
    if len(matrix) > _LARGE:
        return _solve_large(matrix, sides)
    matrix = [list(row) for row in matrix]
    right = [dict(side) for side in sides]
    size = len(matrix)
    for k in range(size):
        pivot = max(range(k, size), key=lambda i: abs(matrix[i][k]))
        matrix[k], matrix[pivot] = matrix[pivot], matrix[k]
        right[k], right[pivot] = right[pivot], right[k]
        if abs(matrix[k][k]) < _SINGULAR:
            return None
        scale = 1.0 / matrix[k][k]
        matrix[k] = [value * scale for value in matrix[k]]
        right[k] = _scaled(right[k], scale)
        for i in range(size):
            factor = matrix[i][k]
            if i != k and factor:
                matrix[i] = [a - factor * b for a, b in zip(matrix[i], matrix[k], strict=True)]
                row = right[i]
                for j, value in right[k].items():
                    row[j] = row.get(j, 0.0) - factor * value
    return right


def _solve_large(matrix: list[list[float]], sides: Sequence[Mapping[int, float]]) -> list[Row] | None:
    import numpy as np

    columns = sorted({j for side in sides for j in side})
    place = {j: at for at, j in enumerate(columns)}
    right = np.zeros((len(sides), len(columns)))
    for i, side in enumerate(sides):
        for j, value in side.items():
            right[i, place[j]] = value
    try:
        solved = np.linalg.solve(np.array(matrix), right)
    except np.linalg.LinAlgError:
        return None
    if not np.all(np.isfinite(solved)):
        return None
    return [{columns[at]: float(row[at]) for at in np.flatnonzero(row)} for row in solved]


def _knots(rows: Sequence[Mapping[int, float]]) -> Iterator[list[int]]:
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
