"""Pairwise comparison: weights from "how much more does this count than that" (Saaty's analytic hierarchy process).

Weights are the principal eigenvector of the matrix of answers; the consistency ratio says how far the answers
contradict each other (Saaty 1980; below 0.10 is fine). A pair that nobody has compared yet is left open and does not
pull (Harker 1987).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

Pair = tuple[str, str]
Answers = Mapping[Pair, float]
"""How many times as much the first of a pair counts as the second; either order of a pair will do."""

MOST_ITEMS = 15
"""Saaty's random index goes this far, and nobody compares 105 pairs with care."""
FINE = 0.10
"""Consistency ratios up to this are accepted."""
STRONGEST = 9.0

_RANDOM_INDEX = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
_SQUARINGS = 40
_CLOSE = 1e-13


@dataclass(frozen=True, slots=True)
class Doubt:
    """The pair that fits the others least: what was said of it, and what the others say."""

    first: str
    second: str
    said: float
    others_say: float


@dataclass(frozen=True, slots=True)
class Priorities:
    """Weights that add to 1, and how well the answers agree.

    ``ratio`` is None while pairs are open; ``doubt`` is there where the answers contradict each other at all.
    """

    weights: dict[str, float]
    ratio: float | None
    index: float | None
    eigenvalue: float
    open_pairs: tuple[Pair, ...]
    doubt: Doubt | None

    @property
    def consistent(self) -> bool:
        """Whether the answers agree well enough to be used."""
        return self.ratio is None or self.ratio <= FINE


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """One level of criteria under a goal: the weights of what is chosen from, and every comparison's own."""

    weights: dict[str, float]
    criteria: Priorities
    under: dict[str, Priorities]


def pairs(items: Sequence[str]) -> list[Pair]:
    """Every pair of some items, in their order."""
    return list(combinations(items, 2))


def priorities(items: Sequence[str], answers: Answers) -> Priorities:
    """The weights of some items from the answers about their pairs; raises ValueError for an answer of 0 or less."""
    given = _both_ways(items, answers)
    open_pairs = tuple(pair for pair in pairs(items) if pair not in given)
    weights: dict[str, float] = {}
    eigenvalue = 0.0
    for part in _connected(items, given):
        found, value = _eigenvector(part, given)
        weights |= {i: w * len(part) / len(items) for i, w in found.items()}
        eigenvalue = max(eigenvalue, value)
    weights = {i: weights[i] for i in items}
    if open_pairs:
        return Priorities(weights, None, None, eigenvalue, open_pairs, None)
    index = max(0.0, (eigenvalue - len(items)) / (len(items) - 1)) if len(items) > 2 else 0.0
    chance = _RANDOM_INDEX[min(len(items), MOST_ITEMS) - 1] if items else 0.0
    ratio = index / chance if chance else 0.0
    return Priorities(weights, ratio, index, eigenvalue, (), _doubt(items, given, weights) if ratio > 1e-9 else None)


def circle(items: Sequence[str], answers: Answers) -> tuple[str, str, str] | None:
    """The first three items of which each counts more than the next and the last more than the first, if any.

    It needs no more than three answers, so it can be said while most pairs are still open.
    """
    given = _both_ways(items, answers)
    for a, b, c in combinations(items, 3):
        for first, second, third in ((a, b, c), (a, c, b)):
            round_ = ((first, second), (second, third), (third, first))
            if all(given.get(pair, 0.0) > 1.0 for pair in round_):
                return first, second, third
    return None


def hierarchy(
    criteria: Sequence[str], answers: Answers, choices: Sequence[str], under: Mapping[str, Answers]
) -> Hierarchy:
    """The weights of some choices: compared under each criterion, and the criteria compared under the goal."""
    goal = priorities(criteria, answers)
    parts = {criterion: priorities(choices, under.get(criterion, {})) for criterion in criteria}
    weights = {i: sum(goal.weights[c] * parts[c].weights[i] for c in criteria) for i in choices}
    return Hierarchy(weights, goal, parts)


def _both_ways(items: Sequence[str], answers: Answers) -> dict[Pair, float]:
    known = set(items)
    given: dict[Pair, float] = {}
    for (a, b), times in answers.items():
        if a in known and b in known and a != b:
            if not 0 < times < float("inf"):
                raise ValueError(times)
            given[a, b], given[b, a] = times, 1.0 / times
    return given


def _connected(items: Sequence[str], given: Mapping[Pair, float]) -> list[list[str]]:
    """The items in groups that answers link; groups that nothing links are weighed by how many items they hold."""
    group = {item: at for at, item in enumerate(items)}
    for a, b in given:
        if group[a] != group[b]:
            gone, kept = group[b], group[a]
            group = {item: kept if at == gone else at for item, at in group.items()}
    found: dict[int, list[str]] = {}
    for item in items:
        found.setdefault(group[item], []).append(item)
    return list(found.values())


def _eigenvector(items: Sequence[str], given: Mapping[Pair, float]) -> tuple[dict[str, float], float]:
    """The principal eigenvector, which adds to 1, and its eigenvalue, by squaring the matrix until nothing moves."""
    matrix = [[given.get((a, b), 0.0) for b in items] for a in items]
    for at, row in enumerate(matrix):
        row[at] = 1.0 + sum(not value for to, value in enumerate(row) if to != at)
    power, before = matrix, [0.0] * len(items)
    for _step in range(_SQUARINGS):
        sums = [sum(row) for row in power]
        whole = sum(sums)
        now = [value / whole for value in sums]
        if max(abs(a - b) for a, b in zip(now, before, strict=True)) < _CLOSE:
            break
        before = now
        scaled = [[value / whole for value in row] for row in power]
        columns = list(zip(*scaled, strict=True))
        power = [[sum(a * b for a, b in zip(row, column, strict=True)) for column in columns] for row in scaled]
    products = [sum(a * w for a, w in zip(row, now, strict=True)) for row in matrix]
    eigenvalue = sum(p / w for p, w in zip(products, now, strict=True)) / len(items)
    return dict(zip(items, now, strict=True)), eigenvalue


def _doubt(items: Sequence[str], given: Mapping[Pair, float], weights: Mapping[str, float]) -> Doubt:
    def off(pair: Pair) -> float:
        fit = given[pair] * weights[pair[1]] / weights[pair[0]]
        return round(max(fit, 1.0 / fit), 9)  # of three items every pair is off alike

    first, second = max(pairs(items), key=off)
    others = {pair: times for pair, times in given.items() if set(pair) != {first, second}}
    without, _value = _eigenvector(items, others)
    return Doubt(first, second, given[first, second], without[first] / without[second])


_RATIO = re.compile(r"\s*([0-9]+(?:[.,][0-9]+)?)\s*(?:[/:]\s*([0-9]+(?:[.,][0-9]+)?)\s*)?", re.ASCII)


def read_ratio(text: str) -> float:
    """The ratio that a text says: ``3``, ``1/3``, ``0.5`` or ``1:7``; raises ValueError."""
    match = _RATIO.fullmatch(text)
    if match is None:
        raise ValueError(text)
    above, below = (float((part or "1").replace(",", ".")) for part in match.groups())
    if not above or not below:
        raise ValueError(text)
    return above / below
