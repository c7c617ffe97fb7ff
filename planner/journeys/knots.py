"""Knots: states that lead back to each other, and how often each is visited from each before they are left.

A small knot is solved in plain Python. For a large one numpy is loaded: states with few neighbours are taken out one
by one, the core that remains is inverted as a whole, and the states come back in reverse order. So a long circle
costs no more than what it is made of, and only a knot in which everything hangs together costs a whole inverse.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Row = dict[int, float]
Rows = Sequence[Mapping[int, float]]
Matrix = Sequence[Sequence[float]]

NEVER = 1e-9
"""A share of leaving at or below this counts as none."""
MANY = 48
_FEW = 12
"""Up to so many states a knot of a large chain is solved without numpy."""
_SINGULAR = 1e-13


class Knot:
    """States that lead back to each other. One that nobody leaves counts each of its states as visited once.

    ``inverse`` says how often each state is visited from each: lists for few states, an array of numpy for many, and
    None where round and round has no number. ``large`` lets numpy be loaded.
    """

    def __init__(self, rows: Rows, states: Sequence[int], large: bool) -> None:
        self.states: Sequence[int] = states
        self.inverse: Any = None
        if _leads_out(rows, states):
            by_numpy = len(states) > (_FEW if large else MANY)
            self.states, self.inverse = _inverted(rows, states) if by_numpy else (states, _solved(rows, states))
        self.place = place = {state: at for at, state in enumerate(self.states)}
        self.onward = [[(j, share) for j, share in rows[i].items() if j not in place] for i in self.states]
        """The shares that leave the knot from each state."""
        self._few = isinstance(self.inverse, list)

    @property
    def closed(self) -> bool:
        """Whether nobody ever leaves."""
        return self.inverse is None

    def at(self, i: int, j: int) -> float:
        """How often state j is visited from state i on."""
        if self.inverse is None:
            return 1.0
        one, two = self.place[i], self.place[j]
        return float(self.inverse[one][two] if self._few else self.inverse.item(one, two))

    def again(self) -> list[float]:
        """How often each state is visited by who is there."""
        if self.inverse is None:
            return [1.0] * len(self.states)
        if self._few:
            return [row[at] for at, row in enumerate(self.inverse)]
        found: list[float] = self.inverse.diagonal().tolist()
        return found

    def visits(self, coming: Sequence[float]) -> list[float]:
        """How often each state is visited when so many come to each from outside."""
        if self.inverse is None:
            return [sum(coming)] * len(self.states)
        if self._few:
            return [sum(c * row[at] for c, row in zip(coming, self.inverse, strict=True)) for at in range(len(coming))]
        found: list[float] = (coming @ self.inverse).tolist()
        return found

    def gathered(self, worth: Sequence[float]) -> list[float]:
        """What all visits from each state on are worth, when one of each state is worth so much."""
        if self.inverse is None:
            return [sum(worth)] * len(self.states)
        if self._few:
            return [sum(count * one for count, one in zip(row, worth, strict=True)) for row in self.inverse]
        found: list[float] = (self.inverse @ worth).tolist()
        return found

    def until(self, coming: Sequence[float], chosen: Sequence[int]) -> tuple[float, list[float]]:
        """The share that ever comes by chosen places of the knot, and the visits of those who have not come by yet.

        The first visits f satisfy f N = v on the chosen places, with N the visits among them and v those in all.
        """
        if self.inverse is None:
            return sum(coming), [0.0] * len(self.states)
        visits = self.visits(coming)
        side = [visits[at] for at in chosen]
        if self._few:
            transposed = [[self.inverse[j][i] for j in chosen] for i in chosen]
            first = solution(transposed, side) or []
            for share, at in zip(first, chosen, strict=False):
                visits = [v - share * count for v, count in zip(visits, self.inverse[at], strict=True)]
            return sum(first), visits
        found = _first_visits(self.inverse[chosen][:, chosen].T, side)
        return float(found.sum()), (visits - found @ self.inverse[chosen]).tolist()


def _leads_out(rows: Rows, knot: Sequence[int]) -> bool:
    if len(knot) == 1:
        return 1.0 - rows[knot[0]].get(knot[0], 0.0) > NEVER
    inside = set(knot)
    return any(1.0 - sum(share for j, share in rows[i].items() if j in inside) > NEVER for i in knot)


def _solved(rows: Rows, knot: Sequence[int]) -> list[list[float]]:
    matrix = [[(i == j) - rows[i].get(j, 0.0) for j in knot] for i in knot]
    units: list[Row] = [{at: 1.0} for at in range(len(knot))]
    found = solved(matrix, units) or units
    return [[max(row.get(at, 0.0), 0.0) for at in range(len(knot))] for row in found]


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


def solution(matrix: Matrix, side: Sequence[float]) -> list[float] | None:
    """x with matrix x = side; None where no x can be told."""
    if len(side) <= MANY:
        few = solved(matrix, [{0: value} for value in side])
        return [row.get(0, 0.0) for row in few] if few is not None else None
    np = _numpy()
    try:
        found: list[float] = np.linalg.solve(np.array(matrix), np.array(side)).tolist()
    except np.linalg.LinAlgError:
        return None
    return found


# Large knots


def _numpy() -> Any:
    # Two threads take up to ten times as long as one for matrices of this size.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import numpy

    return numpy


def _first_visits(matrix: Any, side: Sequence[float]) -> Any:
    np = _numpy()
    try:
        found = np.linalg.solve(matrix, np.array(side))
    except np.linalg.LinAlgError:
        found = np.full(len(side), -1.0)
    if -NEVER < found.sum() < 1.0 + NEVER:
        return found
    return np.linalg.lstsq(matrix, np.array(side), rcond=None)[0]


def _inverted(rows: Rows, knot: Sequence[int]) -> tuple[list[int], Any]:
    """The states in the order in which they come back, and their inverse in that order."""
    np = _numpy()
    after, before = _inside(rows, knot)
    taken = _taken_out(after, before)
    core = list(after)
    order = core + [state for state, *_rest in reversed(taken)]
    place = {state: at for at, state in enumerate(order)}
    inverse = np.zeros((len(order), len(order)))
    inverse[: len(core), : len(core)] = _of_core(after, core, place)
    for state, coming, going, scale in reversed(taken):
        at = place[state]
        into = [place[i] for i in coming], [share * scale for share in coming.values()]
        on = [place[j] for j in going], [share * scale for share in going.values()]
        inverse[:at, at] = inverse[:at, into[0]] @ into[1]
        inverse[at, :at] = on[1] @ inverse[on[0], :at]
        inverse[at, at] = scale + inverse[on[0], at] @ on[1]
    return order, np.maximum(inverse, 0.0)


def _inside(rows: Rows, knot: Sequence[int]) -> tuple[dict[int, Row], dict[int, Row]]:
    """The shares from and to every state of a knot, within it."""
    after: dict[int, Row] = {i: {} for i in knot}
    before: dict[int, Row] = {i: {} for i in knot}
    for i in knot:
        for j, share in rows[i].items():
            if j in before:
                after[i][j] = before[j][i] = share
    return after, before


def _taken_out(after: dict[int, Row], before: dict[int, Row]) -> list[tuple[int, Row, Row, float]]:
    """Takes states out that make no more new steps than go with them: the state, its ways in and on, its visits there.

    What remains in ``after`` and ``before`` is the core, whose inverse is that of the whole, restricted to it.
    """
    taken = []
    waiting = list(after)
    while waiting:
        state = waiting.pop()
        if state not in after:
            continue
        going, coming = after[state], before[state]
        again = going.get(state, 0.0)
        ahead, behind = len(going) - (state in going), len(coming) - (state in going)
        if ahead * behind > ahead + behind or 1.0 - again <= NEVER:
            continue
        scale = 1.0 / (1.0 - again)
        del after[state], before[state]
        going.pop(state, None)
        coming.pop(state, None)
        for j in going:
            del before[j][state]
        for i, share in coming.items():
            row = after[i]
            del row[state]
            for j, onward in going.items():
                row[j] = before[j][i] = row.get(j, 0.0) + share * scale * onward
        taken.append((state, coming, going, scale))
        waiting.extend(coming)
        waiting.extend(going)
    return taken


def _of_core(after: Mapping[int, Row], core: Sequence[int], place: Mapping[int, int]) -> Any:
    np = _numpy()
    matrix = np.eye(len(core))
    for i in core:
        for j, share in after[i].items():
            matrix[place[i], place[j]] -= share
    # Where no inverse can be told, that of least squares at least is finite.
    try:
        return np.linalg.inv(matrix)
    except np.linalg.LinAlgError:
        return np.linalg.pinv(matrix)


# Finding them


def knots(rows: Rows) -> Iterator[list[int]]:
    """The strongly connected components, each after all that it leads to (Tarjan 1972), without recursion."""
    count = len(rows)
    number, low = [0] * count, [0] * count
    done = count + 1
    following = 0
    stack: list[int] = []
    for root in range(count):
        if number[root]:
            continue
        following += 1
        number[root] = low[root] = following
        stack.append(root)
        work = [(root, iter(rows[root]))]
        while work:
            i, ahead = work[-1]
            for j in ahead:
                if not number[j]:
                    if rows[i][j] <= 0.0:
                        continue
                    following += 1
                    number[j] = low[j] = following
                    stack.append(j)
                    work.append((j, iter(rows[j])))
                    break
                if low[i] > number[j] and rows[i][j] > 0.0:
                    low[i] = number[j]
            else:
                work.pop()
                if work and low[work[-1][0]] > low[i]:
                    low[work[-1][0]] = low[i]
                if low[i] == number[i]:
                    knot = []
                    while True:
                        j = stack.pop()
                        number[j] = done
                        knot.append(j)
                        if j == i:
                            break
                    yield knot
