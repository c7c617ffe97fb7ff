"""Flow: how customers travel through a journey, where they leave, and what each touchpoint and step is worth.

An absorbing Markov chain (Kemeny and Snell 1960). A customer at a touchpoint goes on as the shares of its forward
and loop steps say; who does not, stops there, and a re-engagement brings back its share of those; the rest leaves.
Conversion, leaks and removal effects are those of the chain that ends at the goals. Reach, visits, time and stages
are those of the chain where goals pass on to what follows them, so that the use after a purchase counts.

What nobody typed is assumed, and the result says so:

- Shares of steps: where none of a touchpoint's forward steps has one, they share equally and nobody stops; where
  some have, each unknown one and stopping share equally what those leave. Unknown loops and re-engagements count 0.
- Starts: touchpoints without a way in that lead somewhere, in equal shares; else those of the first stage.
- Goals: the touchpoints of the last stage in scope that has some; else those without a way on.

Shares are of those who start: where the typed starts add to less than 1, the rest of the segment counts in money only
by its absence. Shares that add to more than 1, as after a merge, are scaled down.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from planner.journeys.chain import Fundamental, fundamental
from planner.journeys.graph import Graph, graph
from planner.journeys.knots import NEVER
from planner.journeys.records import State, Touchpoint, Transition
from planner.plan import Plan, find
from planner.segments.records import Segment
from planner.segments.value import total_expected

POINT = 0.01


@dataclass(frozen=True, slots=True)
class PointFlow:
    """What passes through a touchpoint; shares are of all who start, but ``leaves``, which is of its visitors.

    ``leak`` is the share that leaves here before a goal, ``left`` the same with those who leave after one. ``lost`` is
    the share that stops here and never reaches a goal after all, even where some of them are brought back for a while.
    ``conversion`` is the chance to reach a goal from here, ``removal`` what share of all conversions would be lost
    without it, if who would come here left for good.
    """

    reach: float
    visits: float
    leaves: float
    leak: float
    left: float
    lost: float
    money: float | None
    conversion: float
    removal: float


@dataclass(frozen=True, slots=True)
class StepFlow:
    """A step: its share of the source's visitors, how often it is taken per starter, and its leverage.

    ``leverage`` is the change of conversion for one point more of its share. ``estimated`` says that nobody typed it.
    """

    share: float
    taken: float
    leverage: float
    estimated: bool


@dataclass(frozen=True, slots=True)
class StageFlow:
    """A stage: the share that ever gets there, what is lost from the stage before, and what leaves in it.

    ``reach`` and ``loss`` are None for a stage without touchpoints.
    """

    stage: str
    reach: float | None
    loss: float | None
    left: float


@dataclass(frozen=True, slots=True)
class Leak:
    """Where most customers are lost on the way to a goal: the touchpoint, the main step not taken, the share lost."""

    touchpoint: str
    target: str
    transition: str
    share: float
    money: float | None


@dataclass(frozen=True)
class Flow:
    """The figures of one state of a journey; ``conversion`` is None where it has no touchpoint."""

    conversion: float | None
    started: float
    """The share of the segment that starts the journey."""
    starts: Mapping[str, float]
    starts_assumed: bool
    goals: frozenset[str]
    goals_assumed: bool
    estimated: bool
    """Whether a share on somebody's way is not typed."""
    over: tuple[str, ...]
    """Touchpoints whose shares add to more than 1."""
    circling: float
    """The share that ends up going round where nobody leaves."""
    points: Mapping[str, PointFlow]
    steps: Mapping[str, StepFlow]
    stages: tuple[StageFlow, ...]
    biggest_leak: Leak | None
    contacts: float
    """Touchpoints visited on average."""
    days: float | None
    days_to_goal: float | None
    steps_to_goal: float | None
    value: float | None
    """What it is worth a year if all who start reach the goal."""

    @property
    def assumed(self) -> bool:
        """Whether anything that the figures rest on is assumed."""
        return self.estimated or self.starts_assumed or self.goals_assumed


class Ways(NamedTuple):
    """Where the visitors of a touchpoint go: shares by step id, before and after re-engagement."""

    going: Mapping[str, float]
    back: Mapping[str, float]
    stops: float
    leaves: float
    estimated: bool
    over: bool

    def share(self, step: Transition) -> float:
        """The share of the visitors that takes a step."""
        return self.stops * self.back[step.id] if step.kind == "re_engagement" else self.going[step.id]


def ways_of(steps: tuple[Transition, ...]) -> Ways:
    """Where the visitors of a touchpoint go by the steps from there; what nobody typed is assumed."""
    going: dict[str, float] = {}
    back: dict[str, float] = {}
    unknown: list[str] = []
    total, ahead = 0.0, 0
    for step in steps:
        share, kind = step.share, step.kind
        if kind == "re_engagement":
            back[step.id] = share or 0.0
        elif share is not None:
            going[step.id] = share
            total += share
            ahead += kind == "forward"
        else:
            going[step.id] = 0.0
            if kind == "forward":
                unknown.append(step.id)
    if unknown:
        parts = len(unknown) + (1 if ahead else 0)
        going.update(dict.fromkeys(unknown, max(1.0 - total, 0.0) / parts))
    if total > 1.0:
        going = {step: share if step in unknown else share / total for step, share in going.items()}
    gone = sum(going.values()) if unknown or total > 1.0 else total
    stops = 1.0 - gone if 1.0 - gone > NEVER else 0.0
    if not back:
        return Ways(going, back, stops, stops, bool(unknown), total > 1.0 + NEVER)
    returned = sum(back.values())
    if returned > 1.0:
        back = {step: share / returned for step, share in back.items()}
    leaves = stops * max(1.0 - returned, 0.0)
    return Ways(going, back, stops, leaves, bool(unknown), max(total, returned) > 1.0 + NEVER)


@lru_cache(maxsize=64)
def shares_of(graph: Graph) -> Mapping[str, float]:
    """The share of the visitors of its source that takes each step, typed or assumed; no chain is solved for it."""
    found: dict[str, float] = {}
    for steps in graph.out.values():
        ways = ways_of(steps)
        found.update({step.id: ways.share(step) for step in steps})
    return found


class Chain:
    """A graph as numbered states with the shares between them."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.ids = list(graph.points)
        self.at = at = {point: i for i, point in enumerate(self.ids)}
        self.ways = [ways_of(steps) for steps in graph.out.values()]
        self.shares: dict[str, float] = {}
        self.rows: list[dict[int, float]] = []
        for steps, ways in zip(graph.out.values(), self.ways, strict=True):
            row: dict[int, float] = {}
            for step in steps:
                self.shares[step.id] = share = ways.share(step)
                if share > NEVER:
                    target = at[step.target]
                    row[target] = row.get(target, 0.0) + share
            self.rows.append(row)
        self.goals, self.goals_assumed = goals_of(graph)
        starts, self.started, self.starts_assumed = starts_of(graph)
        self.starts = {at[point]: share for point, share in starts.items()}
        ends = {at[goal] for goal in self.goals}
        self.ending = [{} if i in ends else row for i, row in enumerate(self.rows)]

    def to_goal(self, chain: Fundamental) -> list[float]:
        """The chance to reach a goal from every state, by the chain that ends at goals."""
        return [min(chance, 1.0) for chance in chain.into([self.at[goal] for goal in self.goals])]

    def saved(self, i: int, to_goal: list[float]) -> float:
        """The share of the visitors of a state who stop there, are brought back and reach a goal after all."""
        if not self.ways[i].back:
            return 0.0
        steps = [step for step in self.graph.out[self.ids[i]] if step.kind == "re_engagement"]
        return sum(self.shares[step.id] * to_goal[self.at[step.target]] for step in steps)


def goals_of(graph: Graph) -> tuple[frozenset[str], bool]:
    """The goals of a graph, and whether they are assumed because none is marked."""
    marked = frozenset(point.id for point in graph.points.values() if point.goal)
    if marked:
        return marked, False
    if graph.last_stage >= 0:
        return frozenset(point.id for point in graph.by_stage[graph.stages[graph.last_stage].id]), True
    ends = frozenset(point for point in graph.points if not leads_on(graph, point))
    return ends or frozenset(list(graph.points)[-1:]), True


def starts_of(graph: Graph) -> tuple[Mapping[str, float], float, bool]:
    """The share of the starters at each touchpoint, what share of the segment starts, and whether it is assumed."""
    typed: dict[str, float] = {}
    for entry in graph.entries:
        typed[entry.touchpoint] = typed.get(entry.touchpoint, 0.0) + entry.share
    total = sum(typed.values())
    if total > NEVER:
        return {p: share / total for p, share in typed.items() if share > 0.0}, min(total, 1.0), False
    free = [p for p in graph.points if not led_to_by(graph.into[p], p)]
    chosen = [p for p in free if leads_on(graph, p)] or free or _first(graph)
    return {p: 1.0 / len(chosen) for p in chosen}, 1.0, True


def leads_on(graph: Graph, point: str) -> bool:
    """Whether a forward or loop step leads from a touchpoint to another one."""
    return leads_on_by(graph.out[point], point)


def leads_on_by(steps: Iterable[Transition], point: str) -> bool:
    """Whether one of the steps from a touchpoint is forward or a loop and leads to another one."""
    return any(s.target != point and s.kind != "re_engagement" and s.share != 0.0 for s in steps)


def led_to_by(steps: Iterable[Transition], point: str) -> bool:
    """Whether one of the steps to a touchpoint comes from another one."""
    return any(s.source != point and s.share != 0.0 for s in steps)


def _first(graph: Graph) -> list[str]:
    for stage in graph.stages:
        if graph.by_stage[stage.id]:
            return [point.id for point in graph.by_stage[stage.id]]
    return list(graph.points)[:1]


def flow(plan: Plan, journey: str, state: State = "current") -> Flow:
    """The flow of a journey in a state; computed once per value of what it rests on. Raises KeyError."""
    seen = graph(plan, journey, state)
    segment: Segment | None = find(plan, "segments", seen.journey.segment)
    return flow_of(seen, total_expected(segment) if segment is not None else None)


def conversion_of(graph: Graph) -> float | None:
    """The share of the starters who ever reach a goal; None for a graph without touchpoints."""
    if not graph.points:
        return None
    chain = Chain(graph)
    to_goal = chain.to_goal(fundamental(chain.ending))
    return sum(share * to_goal[i] for i, share in chain.starts.items())


@lru_cache(maxsize=400)
def flow_of(graph: Graph, segment_value: float | None = None) -> Flow:
    """The flow of a graph; ``segment_value`` is what the whole segment is expected to bring a year."""
    chain = Chain(graph)
    to_end = fundamental(chain.ending)
    passing = to_end if chain.ending == chain.rows else fundamental(chain.rows)
    once_more, again = to_end.again(), passing.again()
    before, visits = to_end.from_start(chain.starts), passing.from_start(chain.starts)
    to_goal = chain.to_goal(to_end)
    conversion = sum(share * to_goal[i] for i, share in chain.starts.items())
    value = segment_value * chain.started if segment_value is not None else None
    points: dict[str, PointFlow] = {}
    for i, (point, ways) in enumerate(zip(chain.ids, chain.ways, strict=True)):
        goal, leaves, chance = point in chain.goals, ways.leaves, to_goal[i]
        met = min(before[i] / once_more[i], 1.0)
        leak = 0.0 if goal else before[i] * leaves
        ends_well = goal and not leads_on(graph, point)
        points[point] = PointFlow(
            min(visits[i] / again[i], 1.0),
            visits[i],
            0.0 if ends_well else leaves,
            leak,
            0.0 if ends_well else visits[i] * leaves,
            0.0 if goal else before[i] * (ways.stops - chain.saved(i, to_goal)),
            leak * value if value is not None else None,
            chance,
            min(met * chance / conversion, 1.0) if conversion > 0.0 else 0.0,
        )
    steps: dict[str, StepFlow] = {}
    for i, outgoing in enumerate(graph.out.values()):
        dead = before[i] <= 0.0 or chain.ids[i] in chain.goals
        for step in outgoing:
            share = chain.shares[step.id]
            leverage = 0.0 if dead else _leverage(chain, to_end, i, before[i], to_goal, step)
            steps[step.id] = StepFlow(share, visits[i] * share, leverage, step.share is None)
    days_to_goal, steps_to_goal = _on_the_way(chain, before, to_goal, conversion)
    return Flow(
        conversion=conversion if chain.ids else None,
        started=chain.started,
        starts={chain.ids[i]: share for i, share in chain.starts.items()},
        starts_assumed=chain.starts_assumed,
        goals=chain.goals,
        goals_assumed=chain.goals_assumed,
        estimated=any(ways.estimated and visits[i] > 0.0 for i, ways in enumerate(chain.ways)),
        over=tuple(point for point, ways in zip(chain.ids, chain.ways, strict=True) if ways.over),
        circling=sum(visits[min(knot)] for knot in passing.closed),
        points=points,
        steps=steps,
        stages=_stages(chain, passing, points),
        biggest_leak=_biggest_leak(graph, points, value),
        contacts=sum(visits),
        days=_total_delay((s, steps[s.id].taken) for s in graph.steps),
        days_to_goal=days_to_goal,
        steps_to_goal=steps_to_goal,
        value=value,
    )


def _leverage(
    chain: Chain, to_end: Fundamental, source: int, visits: float, to_goal: list[float], step: Transition
) -> float:
    """The change of conversion when one point more of the visitors of a state take a step from there.

    One row of the chain changes by d, so conversion by v d c / (1 - d N) with v the visits of the source, c the
    chances to reach a goal and N the visits of the source from each state (Sherman and Morrison 1950).
    """
    ways, target = chain.ways[source], chain.at[step.target]
    point = POINT * ways.stops if step.kind == "re_engagement" else POINT
    gain, again = point * to_goal[target], point * to_end.at(target, source)
    if ways.back and step.kind != "re_engagement":  # who goes on is not there to be brought back
        for other in chain.graph.out[step.source]:
            if other.kind == "re_engagement":
                point, target = POINT * ways.back[other.id], chain.at[other.target]
                gain -= point * to_goal[target]
                again -= point * to_end.at(target, source)
    return visits * gain / (1.0 - again) if again < 1.0 - NEVER else visits * gain


def _stages(chain: Chain, passing: Fundamental, points: Mapping[str, PointFlow]) -> tuple[StageFlow, ...]:
    stages: list[StageFlow] = []
    last: float | None = None
    for stage in chain.graph.stages:
        inside = [point.id for point in chain.graph.by_stage[stage.id]]
        if not inside:
            stages.append(StageFlow(stage.id, None, None, 0.0))
            continue
        reach = passing.hit(chain.starts, [chain.at[point] for point in inside])
        loss = last - reach if last is not None else None
        stages.append(StageFlow(stage.id, reach, loss, sum(points[point].left for point in inside)))
        last = reach
    return tuple(stages)


def main_step(graph: Graph, point: str) -> Transition | None:
    """The forward step that most visitors of a touchpoint take."""
    ahead = [s for s in graph.out[point] if s.kind == "forward" and s.target != point]
    return max(ahead, key=lambda s: s.share or 0.0, default=None)


def _biggest_leak(graph: Graph, points: Mapping[str, PointFlow], value: float | None) -> Leak | None:
    worst = max(points, key=lambda point: points[point].lost, default=None)
    if worst is None or points[worst].lost <= NEVER:
        return None
    step = main_step(graph, worst)
    target, transition = (step.target, step.id) if step is not None else ("", "")
    lost = points[worst].lost
    return Leak(worst, target, transition, lost, lost * value if value is not None else None)


def _total_delay(taken: Iterable[tuple[Transition, float]]) -> float | None:
    known = [(step.delay_days, share) for step, share in taken if step.delay_days is not None and share > 0.0]
    return sum(days * share for days, share in known) if known else None


def _on_the_way(
    chain: Chain, before: list[float], to_goal: list[float], conversion: float
) -> tuple[float | None, float | None]:
    """Days and steps until the goal, on average, of those who reach it."""
    if conversion <= 0.0:
        return None, None
    ways = [
        (s, before[chain.at[s.source]] * chain.shares[s.id] * to_goal[chain.at[s.target]] / conversion)
        for s in chain.graph.steps
        if s.source not in chain.goals
    ]
    return _total_delay(ways), sum(share for _step, share in ways)


def money_of(flow: Flow, share: float) -> float | None:
    """What a share of the starters is worth a year; None where the segment's size or value is not known."""
    return flow.value * share if flow.value is not None else None


def leaky(graph: Graph, flow: Flow, limit: float) -> list[Touchpoint]:
    """Touchpoints where at least that share of the starters leaves before a goal, the worst first."""
    found = [point for point in graph.points.values() if flow.points[point.id].leak >= limit]
    return sorted(found, key=lambda point: -flow.points[point.id].leak)
