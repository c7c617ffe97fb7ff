"""Closing: the conversion of today's journey with one gap closed, without solving it anew.

Closing a gap changes the rows of few touchpoints. With N the visits and h the chances to reach a goal as they are now,
the change y of those rows satisfies (I - D N) y = d + D h, where D and d say by how much their shares and their own
reaching of a goal change; conversion then changes by the visits of the rows times y (Woodbury 1950). Where a gap turns
over what all else rests on, as where it marks the first goal, the journey is solved as a whole.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from planner.journeys.chain import fundamental
from planner.journeys.difference import Difference
from planner.journeys.flow import Chain, conversion_of, leads_on_by, led_to_by, ways_of
from planner.journeys.gaps import Gap
from planner.journeys.graph import Graph, graph_of
from planner.journeys.knots import MANY, NEVER, Row, solution
from planner.journeys.records import Touchpoint, Transition

_MOST = 1e6
"""A change of more than this is not told from what is known of today."""
_AT_ONCE = 512
"""So many columns of the matrix are known at a time."""

Starts = tuple[float, Mapping[str, float]]
"""What all starts are scaled by, and what then comes to some."""


def closed(found: Difference, gap: Gap) -> Graph:
    """The current graph with one gap closed; steps whose other end is not there yet wait for it."""
    now, then = found.current, found.optimal
    kept = dict(now.points)
    for point, record in _points(found, gap).items():
        if record is not None:
            kept[point] = record
        else:
            kept.pop(point, None)
    steps = {step.id: step for step in now.steps}
    for step in gap.steps:
        what = found.steps[step]
        if what.before is not None:
            del steps[what.before.id]
        if what.after is not None:
            steps[what.after.id] = what.after
    entries = [e for e in now.entries if e.touchpoint not in gap.entries]
    entries += [e for e in then.entries if e.touchpoint in gap.entries]
    return graph_of(now.journey, "current", kept.values(), steps.values(), entries)


def _points(found: Difference, gap: Gap) -> Mapping[str, Touchpoint | None]:
    """The touchpoints that a gap brings or changes, and None for those that go with it."""
    if not gap.kind.startswith(("touchpoint_", "stage_")):
        return {}
    return {point: found.optimal.points.get(point) for point in gap.touchpoints}


def conversions(found: Difference, gaps: Sequence[Gap]) -> Iterator[float | None]:
    """The conversion of the current graph with each gap closed, in order; None where no touchpoint is left."""
    today = _Today(found.current)
    waiting: list[tuple[Gap, _Closing | None]] = []
    wanted: dict[int, None] = {}
    for gap in gaps:
        closing = _Patch(found, gap, today).closing()
        waiting.append((gap, closing))
        wanted.update(dict.fromkeys(i for i in closing.rows if i < today.size) if closing is not None else ())
        if len(wanted) >= _AT_ONCE:
            yield from _solved(found, today, waiting, list(wanted))
            waiting, wanted = [], {}
    yield from _solved(found, today, waiting, list(wanted))


@dataclass(slots=True)
class _Closing:
    """What changes in the chain: by row, by how much its shares and its own reaching of a goal; and the starts."""

    rows: dict[int, tuple[Row, float]]
    starts: tuple[float, Mapping[int, float]]


class _Today:
    """The chain of the current graph, and what is known of it."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.chain = Chain(graph)
        self.size = len(self.chain.ids)
        self.to_end = fundamental(self.chain.ending)
        self.chance = self.to_end.into([self.chain.at[goal] for goal in self.chain.goals])
        self.visits = self.to_end.from_start(self.chain.starts)
        self.conversion = sum(share * self.chance[i] for i, share in self.chain.starts.items())
        self.circling = frozenset(i for knot in self.to_end.closed for i in knot)

    @cached_property
    def typed(self) -> Mapping[str, float]:
        """The share of the segment that starts at a touchpoint, as typed."""
        return _typed(self.graph)

    @cached_property
    def free(self) -> frozenset[str]:
        """The touchpoints without a way in."""
        return frozenset(p for p in self.graph.points if not led_to_by(self.graph.into[p], p))

    @cached_property
    def leaders(self) -> frozenset[str]:
        """Those of them that lead somewhere."""
        return frozenset(p for p in self.free if leads_on_by(self.graph.out[p], p))

    @cached_property
    def ends(self) -> frozenset[str]:
        """The touchpoints without a way on."""
        return frozenset(p for p in self.graph.points if not leads_on_by(self.graph.out[p], p))

    def conversion_with(self, closing: _Closing) -> float | None:
        """The conversion after a change; None where it cannot be told from what is known."""
        rows = list(closing.rows)
        if not self.circling.isdisjoint(rows):
            return None
        changes, scale, starts = list(closing.rows.values()), *closing.starts
        known = self.conversion * scale + sum(share * self._chance(i) for i, share in starts.items())
        if not rows:
            return known
        side = [own + sum(share * self._chance(j) for j, share in row.items()) for row, own in changes]
        matrix = [
            [(one == two) - sum(share * self._visits(j, two) for j, share in row.items()) for two in rows]
            for one, (row, _own) in zip(rows, changes, strict=True)
        ]
        found = solution(matrix, side)
        if found is None or not max(map(abs, found)) < _MOST:
            return None
        for i, change in zip(rows, found, strict=True):
            visits = self.visits[i] * scale if i < self.size else 0.0
            known += change * (visits + sum(share * self._visits(p, i) for p, share in starts.items()))
        return known if -NEVER < known < 1.0 + NEVER else None

    def _chance(self, i: int) -> float:
        return self.chance[i] if i < self.size else 0.0

    def _visits(self, i: int, j: int) -> float:
        return self.to_end.at(i, j) if i < self.size and j < self.size else float(i == j)


def _typed(graph: Graph) -> dict[str, float]:
    typed: dict[str, float] = {}
    for entry in graph.entries:
        typed[entry.touchpoint] = typed.get(entry.touchpoint, 0.0) + entry.share
    return typed


def _solved(
    found: Difference, today: _Today, closings: Sequence[tuple[Gap, _Closing | None]], rows: Sequence[int]
) -> Iterator[float | None]:
    if today.size > MANY:
        today.to_end.keep(rows)
    for gap, closing in closings:
        after = today.conversion_with(closing) if closing is not None else None
        yield min(max(after, 0.0), 1.0) if after is not None else conversion_of(closed(found, gap))


@dataclass
class _Patch:
    """What a gap changes, beside today's graph."""

    found: Difference
    gap: Gap
    today: _Today
    dropped: dict[str, Transition] = field(default_factory=dict)
    drawn: list[Transition] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.graph = self.today.graph
        self.points = _points(self.found, self.gap)
        for step in self.gap.steps:
            what = self.found.steps[step]
            if what.before is not None:
                self.dropped[what.before.id] = what.before
            if what.after is not None and self.is_there(what.after.source) and self.is_there(what.after.target):
                self.drawn.append(what.after)
        for point, record in self.points.items():
            if record is None:
                steps = (*self.graph.out.get(point, ()), *self.graph.into.get(point, ()))
                self.dropped.update((step.id, step) for step in steps)
        steps = (*self.dropped.values(), *self.drawn)
        self.sources = dict.fromkeys((*self.points, *(step.source for step in steps)))
        self.targets = dict.fromkeys(step.target for step in steps)

    def is_there(self, point: str) -> bool:
        """Whether there is a touchpoint of that id once the gap is closed."""
        return self.points[point] is not None if point in self.points else point in self.graph.points

    def out(self, point: str) -> tuple[Transition, ...]:
        """The steps from a touchpoint once the gap is closed."""
        kept = (step for step in self.graph.out.get(point, ()) if step.id not in self.dropped)
        return (*kept, *(step for step in self.drawn if step.source == point))

    def into(self, point: str) -> tuple[Transition, ...]:
        """The steps to a touchpoint once the gap is closed."""
        kept = (step for step in self.graph.into.get(point, ()) if step.id not in self.dropped)
        return (*kept, *(step for step in self.drawn if step.target == point))

    def closing(self) -> _Closing | None:
        """The change of today's chain; None where the gap turns over what all else rests on."""
        goals, starts = self._goals(), self._starts()
        if goals is None or starts is None or not self.graph.points:
            return None
        chain, size = self.today.chain, self.today.size
        new = (point for point in self.points if point not in chain.at)
        at = {point: size + n for n, point in enumerate(new)}
        rows: dict[int, tuple[Row, float]] = {}
        for point in dict.fromkeys((*self.sources, *goals)):
            i = chain.at[point] if point in chain.at else at.get(point)
            if i is None:  # a step that waits for its source
                continue
            was_goal = point in chain.goals
            row, goal = {} if i >= size else dict(chain.ending[i]), goals.get(point, was_goal)
            change = {j: -share for j, share in row.items()}
            if not goal and self.is_there(point):
                steps = self.out(point)
                ways = ways_of(steps)
                for step in steps:
                    share = ways.share(step)
                    if share > NEVER:
                        target = step.target
                        j = chain.at[target] if target in chain.at else at[target]
                        change[j] = change.get(j, 0.0) + share
            change = {j: share for j, share in change.items() if share}
            if change or goal != was_goal:
                rows[i] = change, float(goal) - float(was_goal)
        scale, more = starts
        places = {chain.at[p] if p in chain.at else at[p]: share for p, share in more.items()}
        return _Closing(rows, (scale, places))

    # What is assumed may change with the gap

    def _goals(self) -> Mapping[str, bool] | None:
        """Which touchpoints become goals or no longer are; None where all of them may be others."""
        chain, graph = self.today.chain, self.graph
        marked = [point for point, record in self.points.items() if record is not None and record.goal]
        if not chain.goals_assumed:
            return self._changed(chain.goals, self.points, marked.__contains__)
        if marked:
            return None
        if graph.last_stage < 0:
            if any(record is not None and record.stage in graph.stage_at for record in self.points.values()):
                return None
            ends = self.today.ends
            return self._changed(ends, self.sources, self._is_end) if chain.goals == ends else None
        places = [graph.stage_at.get(r.stage, -1) for r in self.points.values() if r is not None]
        if any(place > graph.last_stage for place in places):
            return None
        last = graph.stages[graph.last_stage].id
        return self._changed(chain.goals, self.points, lambda point: self._stage(point) == last)

    def _starts(self) -> Starts | None:
        """What becomes of the starts; None where all of them may be others."""
        then = _typed(self.found.optimal) if self.gap.entries else {}
        entries = {p: then.get(p, 0.0) for p in self.gap.entries if self.is_there(p)}
        today, chain = self.today, self.today.chain
        if not chain.starts_assumed:
            gone = (p for p in (*self.points, *self.gap.entries) if p in today.typed and p not in entries)
            entries.update(dict.fromkeys((p for p in gone if not self.is_there(p)), 0.0))
            if not entries:
                return 1.0, {}
            before = sum(today.typed.values())
            after = before + sum(share - today.typed.get(p, 0.0) for p, share in entries.items())
            if after <= NEVER:
                return None
            more = {p: (share - today.typed.get(p, 0.0)) / after for p, share in entries.items()}
            return before / after, more
        if any(entries.values()):
            return None
        ends = dict.fromkeys((*self.sources, *self.targets))
        if not today.leaders:
            changes = bool(self.points) or bool(today.free) or any(map(self._is_free, ends))
            return None if changes else (1.0, {})
        changed = self._changed(today.leaders, ends, lambda p: self._is_free(p) and not self._is_end(p))
        if changed is None:
            return None
        count = len(today.leaders) + sum(1 if leads else -1 for leads in changed.values())
        more = {point: (1.0 if leads else -1.0) / count for point, leads in changed.items()}
        return len(today.leaders) / count, more

    def _changed(
        self, members: frozenset[str], points: Mapping[str, object], belongs: Callable[[str], bool]
    ) -> Mapping[str, bool] | None:
        """Which of some touchpoints come to the members or leave them; None where no member is left."""
        changed = {}
        for point in points:
            now = self.is_there(point) and belongs(point)
            if now != (point in members):
                changed[point] = now
        left = len(members) + sum(1 if comes else -1 for comes in changed.values())
        return changed if left > 0 else None

    def _is_free(self, point: str) -> bool:
        return self.is_there(point) and not led_to_by(self.into(point), point)

    def _is_end(self, point: str) -> bool:
        return not leads_on_by(self.out(point), point)

    def _stage(self, point: str) -> str:
        record = self.points.get(point)
        return record.stage if record is not None else ""
