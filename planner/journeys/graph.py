"""The graph of a journey in one of its states, as a view on the plan's tables."""

import operator
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from planner.journeys.records import (
    Entry,
    Journey,
    Stage,
    State,
    Touchpoint,
    Transition,
    entries_table,
    touchpoints_table,
    transitions_table,
)
from planner.plan import Plan, by_id

Rows = tuple[Any, ...]


@dataclass(frozen=True, eq=False)
class Graph:
    """Touchpoints by id in their order, the steps out of and into each, and the starts of one journey state.

    It is built for one value of its rows and never changes: it is equal to itself only, and figures are kept by it.
    """

    journey: Journey
    state: State
    points: Mapping[str, Touchpoint]
    steps: tuple[Transition, ...]
    entries: tuple[Entry, ...]
    out: Mapping[str, tuple[Transition, ...]] = field(repr=False)
    into: Mapping[str, tuple[Transition, ...]] = field(repr=False)

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages of the journey, in order."""
        return self.journey.stages

    @cached_property
    def stage_at(self) -> Mapping[str, int]:
        """The place of each stage, from 0."""
        return {stage.id: at for at, stage in enumerate(self.journey.stages)}

    @cached_property
    def by_stage(self) -> Mapping[str, tuple[Touchpoint, ...]]:
        """The touchpoints of every stage; those outside all stages under ""."""
        groups: dict[str, list[Touchpoint]] = {stage.id: [] for stage in self.journey.stages}
        for point in self.points.values():
            groups.setdefault(point.stage if point.stage in groups else "", []).append(point)
        return {stage: tuple(points) for stage, points in groups.items()}

    @cached_property
    def cells(self) -> Mapping[tuple[str, str], tuple[Touchpoint, ...]]:
        """The touchpoints of every cell that has some, by stage and channel, in order."""
        cells: dict[tuple[str, str], list[Touchpoint]] = {}
        for point in self.points.values():
            cells.setdefault((point.stage, point.channel), []).append(point)
        return {cell: tuple(points) for cell, points in cells.items()}

    @cached_property
    def channels(self) -> tuple[str, ...]:
        """The ids of the channels that it uses."""
        return tuple(dict.fromkeys(point.channel for point in self.points.values() if point.channel))

    @cached_property
    def last_stage(self) -> int:
        """The place of the last stage in scope that has touchpoints; -1 where none has."""
        filled = [self.stage_at[stage.id] for stage in self.scope if self.by_stage[stage.id]]
        return filled[-1] if filled else -1

    @cached_property
    def scope(self) -> tuple[Stage, ...]:
        """The stages that the journey is about: all, or the span someone chose."""
        first = self.stage_at.get(self.journey.scope_from, 0)
        last = self.stage_at.get(self.journey.scope_to, len(self.stages) - 1)
        return self.stages[min(first, last) : max(first, last) + 1]


def graph_of(
    journey: Journey,
    state: State,
    points: Iterable[Touchpoint],
    steps: Iterable[Transition],
    entries: Iterable[Entry] = (),
) -> Graph:
    """A graph of these rows; steps and starts at touchpoints that are not there are left out."""
    known = {point.id: point for point in points}
    kept = tuple(step for step in steps if step.source in known and step.target in known)
    out: dict[str, list[Transition]] = {point: [] for point in known}
    into: dict[str, list[Transition]] = {point: [] for point in known}
    for step in kept:
        out[step.source].append(step)
        into[step.target].append(step)
    return Graph(
        journey,
        state,
        known,
        kept,
        tuple(entry for entry in entries if entry.touchpoint in known),
        {point: tuple(found) for point, found in out.items()},
        {point: tuple(found) for point, found in into.items()},
    )


_graphs: dict[tuple[str, str], tuple[tuple[tuple[Rows, Rows, Rows], Graph], ...]] = {}
_grouped: dict[str, tuple[tuple[Rows, Mapping[str, Rows]], ...]] = {}
_KEPT = 400
_RECENT = 3
"""So many values of the same rows are kept: a job may still look at those of before while the window has moved on."""


def graph(plan: Plan, journey: str, state: State = "current") -> Graph:
    """The graph of a journey in a state; built anew only where its own rows differ. Raises KeyError."""
    record: Journey = by_id(plan, "journeys")[journey]
    rows = (
        of_journey(plan, touchpoints_table(state), journey),
        of_journey(plan, transitions_table(state), journey),
        of_journey(plan, entries_table(state), journey),
    )
    known = _graphs.get((journey, state), ())
    for of, built in known:
        if built.journey is record and all(map(operator.is_, of, rows)):
            return built
    built = graph_of(record, state, *rows)
    if len(_graphs) >= _KEPT:
        _graphs.clear()
    _graphs[journey, state] = ((rows, built), *known[: _RECENT - 1])
    return built


def of_journey(plan: Plan, table: str, journey: str) -> Rows:
    """The rows of a table that belong to a journey, in order.

    The table is divided once per value, and a journey whose rows are the same as before keeps its tuple: an edit
    of one journey leaves what is known of the others.
    """
    rows = plan.rows(table)
    known = _grouped.get(table, ())
    for of, groups in known:
        if of is rows:
            return groups.get(journey, ())
    before = known[0][1] if known else {}
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.journey, []).append(row)
    groups = {key: _kept(before.get(key, ()), tuple(rows)) for key, rows in found.items()}
    _grouped[table] = ((rows, groups), *known[: _RECENT - 1])
    return groups.get(journey, ())


def _kept(before: Rows, after: Rows) -> Rows:
    same = len(before) == len(after) and all(map(operator.is_, before, after))
    return before if same else after
