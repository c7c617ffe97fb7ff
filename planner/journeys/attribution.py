"""Attribution: how much of the conversions each touchpoint is credited with, by four rules.

First touch and last touch give a conversion to one touchpoint, linear touch shares it among all visits before it. The
Markov rule takes each touchpoint out of the first-order chain and shares the conversions by what would be lost
(Anderl and others 2016): the removal effect is 1 - conversion without it / conversion. It is exact, not simulated.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from planner.journeys.chain import Fundamental, fundamental
from planner.journeys.flow import Flow, flow
from planner.journeys.graph import Graph, graph
from planner.journeys.records import State
from planner.plan import Plan

_NODES = 48
"""Points at which the integral of linear touch is taken."""


@dataclass(frozen=True, slots=True)
class PathCount:
    """A path: what was visited in order, how many who took it converted, what they brought, how many did not."""

    steps: tuple[str, ...]
    converted: float
    value: float = 0.0
    lost: float = 0.0

    @property
    def customers(self) -> float:
        """How many took it."""
        return self.converted + self.lost


@dataclass(frozen=True, slots=True)
class Credit:
    """What is credited: conversions, and what they brought where that is known."""

    conversions: float
    value: float | None = None


@dataclass(frozen=True, slots=True)
class Credits:
    """The credit of one touchpoint or channel by each rule; ``removal`` is the share of conversions lost without it."""

    first: Credit
    last: Credit
    linear: Credit
    markov: Credit
    removal: float


@dataclass(frozen=True, slots=True)
class Attribution:
    """Credits by name or id, in the order they came; ``conversions`` and ``value`` are what there is to share.

    ``rate`` is the conversion of the chain. Conversions are counts for paths, and shares of those who start for a
    journey.
    """

    credits: Mapping[str, Credits]
    conversions: float
    value: float | None
    rate: float


def together(several: Sequence[Credits]) -> Credits:
    """The credits of several as one; what is lost without all of them is at most what is lost without each."""
    sums = []
    for rule in ("first", "last", "linear", "markov"):
        found: list[Credit] = [getattr(credits, rule) for credits in several]
        values = [credit.value for credit in found if credit.value is not None]
        sums.append(Credit(sum(credit.conversions for credit in found), sum(values) if values else None))
    first, last, linear, markov = sums
    return Credits(first, last, linear, markov, min(sum(credits.removal for credits in several), 1.0))


# Paths as they were counted


def attribution_of_paths(paths: Iterable[PathCount]) -> Attribution:
    """The credits of everything that paths visit; repeats in a row count once for the chain, not for linear touch."""
    paths = [path for path in paths if path.steps]
    names = list(dict.fromkeys(name for path in paths for name in path.steps))
    converted, brought = sum(p.converted for p in paths), sum(p.value for p in paths)
    removal, rate = _removals_of_paths(paths, names)
    lost = sum(removal.values())

    def credit(share: Callable[[PathCount, str], float]) -> dict[str, Credit]:
        return {
            name: Credit(sum(p.converted * share(p, name) for p in at), sum(p.value * share(p, name) for p in at))
            for name, at in visited.items()
        }

    visited: dict[str, list[PathCount]] = {name: [] for name in names}
    for path in paths:
        for name in dict.fromkeys(path.steps):
            visited[name].append(path)
    first = credit(lambda path, name: float(path.steps[0] == name))
    last = credit(lambda path, name: float(path.steps[-1] == name))
    linear = credit(lambda path, name: path.steps.count(name) / len(path.steps))
    credits = {}
    for name in names:
        part = removal[name] / lost if lost > 0.0 else 0.0
        markov = Credit(converted * part, brought * part)
        credits[name] = Credits(first[name], last[name], linear[name], markov, removal[name])
    return Attribution(credits, converted, brought, rate)


def without_repeats(steps: Sequence[str]) -> tuple[str, ...]:
    """A path in which each visit follows another one than itself."""
    return tuple(name for at, name in enumerate(steps) if at == 0 or steps[at - 1] != name)


def _removals_of_paths(paths: Sequence[PathCount], names: Sequence[str]) -> tuple[dict[str, float], float]:
    at = {name: i for i, name in enumerate(names)}
    taken: list[dict[int, float]] = [{} for _ in names]
    ends, totals, starts = [0.0] * len(names), [0.0] * len(names), dict.fromkeys(range(len(names)), 0.0)
    for path in paths:
        visits = [at[name] for name in without_repeats(path.steps)]
        starts[visits[0]] += path.customers
        ends[visits[-1]] += path.converted
        for one, two in pairwise(visits):
            taken[one][two] = taken[one].get(two, 0.0) + path.customers
        for i in visits:
            totals[i] += path.customers
    everyone = sum(starts.values())
    if everyone <= 0.0:
        return dict.fromkeys(names, 0.0), 0.0
    rows = [
        {j: count / totals[i] for j, count in row.items()} if totals[i] > 0.0 else {} for i, row in enumerate(taken)
    ]
    goal = [end / total if total > 0.0 else 0.0 for end, total in zip(ends, totals, strict=True)]
    chain = fundamental(rows)
    start = {i: count / everyone for i, count in starts.items() if count > 0.0}
    removals, rate = _removals(chain, start, goal)
    return dict(zip(names, removals, strict=True)), rate


def _removals(chain: Fundamental, start: Mapping[int, float], goal: Sequence[float]) -> tuple[list[float], float]:
    """The removal effect of every state, and the conversion; ``goal`` is the share that converts from each state.

    Without a state its visitors are lost: those who ever meet it, by their chance to convert from there on.
    """
    visits = chain.from_start(start)
    to_goal = chain.gathered(goal)
    rate = sum(share * to_goal[i] for i, share in start.items())
    if rate <= 0.0:
        return [0.0] * len(visits), 0.0
    met = [count / again for count, again in zip(visits, chain.again(), strict=True)]
    return [min(share * to_goal[i] / rate, 1.0) for i, share in enumerate(met)], rate


# A journey of the plan


def attribution(plan: Plan, journey: str, state: State = "current", by_channel: bool = False) -> Attribution:
    """The credits that the shares of a journey give its touchpoints, or the channels, on the way to a goal.

    A goal is what is reached, so it gets credit only where someone starts right at it. Raises KeyError.
    """
    seen, figures = graph(plan, journey, state), flow(plan, journey, state)
    if not seen.points:
        return Attribution({}, 0.0, None, 0.0)
    way = _Way(seen, figures)
    groups = way.channels() if by_channel else {point: [i] for i, point in enumerate(way.ids)}
    removal = {key: way.removal(states) for key, states in groups.items()}
    lost = sum(removal.values())
    rules = (way.first(), way.last(), way.linear())
    worth = figures.value
    credits = {}
    for key, states in groups.items():
        shares = [sum(rule[i] for i in states) for rule in rules]
        shares.append(way.rate * removal[key] / lost if lost > 0.0 else 0.0)
        one, two, three, four = (Credit(s, s * worth if worth is not None else None) for s in shares)
        credits[key] = Credits(one, two, three, four, removal[key])
    return Attribution(credits, way.rate, way.rate * worth if worth is not None else None, way.rate)


class _Way:
    """The touchpoints before a goal as the states of a chain; who starts at a goal is credited to it alone."""

    def __init__(self, graph: Graph, figures: Flow) -> None:
        self.graph, self.goals = graph, figures.goals
        begun = {p for p, share in figures.starts.items() if p in figures.goals and share > 0.0}
        self.ids = [p for p in graph.points if p not in figures.goals or p in begun]
        at = {point: i for i, point in enumerate(self.ids)}
        self.rows: list[dict[int, float]] = [{} for _ in self.ids]
        self.goal = [1.0 if point in begun else 0.0 for point in self.ids]
        for step in graph.steps:
            share = figures.steps[step.id].share
            if step.source in figures.goals or share <= 0.0:
                continue
            i = at[step.source]
            if step.target in figures.goals:
                self.goal[i] += share
            else:
                self.rows[i][at[step.target]] = self.rows[i].get(at[step.target], 0.0) + share
        self.start = {at[point]: share for point, share in figures.starts.items()}
        self.chain = fundamental(self.rows)
        self.visits = self.chain.from_start(self.start)
        self.alone, self.rate = _removals(self.chain, self.start, self.goal)

    def channels(self) -> dict[str, list[int]]:
        """The states of every channel."""
        groups: dict[str, list[int]] = {}
        for i, point in enumerate(self.ids):
            groups.setdefault(self.graph.points[point].channel, []).append(i)
        return groups

    def removal(self, states: Sequence[int]) -> float:
        """The share of the conversions that is lost without some states."""
        if len(states) == 1 or self.rate <= 0.0:
            return self.alone[states[0]]
        gone = set(states)
        rows = [{} if i in gone else {j: s for j, s in row.items() if j not in gone} for i, row in enumerate(self.rows)]
        visits = fundamental(rows).from_start({i: s for i, s in self.start.items() if i not in gone})
        left = sum(count * self.goal[i] for i, count in enumerate(visits) if i not in gone)
        return min(max(1.0 - left / self.rate, 0.0), 1.0)

    def first(self) -> list[float]:
        """The share of the starters who start at each state and convert."""
        chances = self.chain.gathered(self.goal)
        return [self.start.get(i, 0.0) * chances[i] for i in range(len(self.ids))]

    def last(self) -> list[float]:
        """The share who convert right from each state."""
        return [count * goal for count, goal in zip(self.visits, self.goal, strict=True)]

    def linear(self) -> list[float]:
        """The share who convert, each divided among the visits on the way.

        A visit on a way of L visits gets 1 / L, which is the integral of t^(L-1) from 0 to 1: with the chain's shares
        times t, the visits before times the chance after it add to just that.
        """
        closed = {i for knot in self.chain.closed for i in knot}
        rows = [{} if i in closed else row for i, row in enumerate(self.rows)]
        total = [0.0] * len(rows)
        for place, weight in _legendre(_NODES):
            chain = fundamental([{j: place * share for j, share in row.items()} for row in rows])
            for i, (visits, chance) in enumerate(
                zip(chain.from_start(self.start), chain.gathered(self.goal), strict=True)
            ):
                total[i] += weight * visits * chance
        whole = sum(total)
        return [share * (self.rate / whole) for share in total] if whole > 0.0 else total


@cache
def _legendre(count: int) -> tuple[tuple[float, float], ...]:
    """The points between 0 and 1 and their weights by which Gauss and Legendre integrate."""
    import numpy as np

    places, weights = np.polynomial.legendre.leggauss(count)
    return tuple(zip(((places + 1) / 2).tolist(), (weights / 2).tolist(), strict=True))
