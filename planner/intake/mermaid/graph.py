"""The graph of a Mermaid journey: its stages, touchpoints and steps, put in the place of what is there."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import Literal

from planner.edit import Refused, append, remove
from planner.intake.cleaning import fitted
from planner.intake.mermaid.grammar import Task
from planner.intake.mermaid.marks import level, mark_line, owner_of, without_mark
from planner.intake.names import folded
from planner.journeys.graph import of_journey
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
from planner.language import _
from planner.plan import Plan
from planner.record import changed, new_id

MAX_STAGES = 40
LONGEST_NAME = 300


def stages_of(journey: Journey, sections: tuple[str, ...], keep: bool) -> tuple[tuple[Stage, ...], tuple[str, ...]]:
    """The stages of the journey after the import, and the stage of each section.

    A section finds the stage of its name, the second of a name the second. Where the other state needs the
    stages there are, new ones go in after the one before them in the file.
    """
    known: defaultdict[str, list[Stage]] = defaultdict(list)
    for stage in journey.stages:
        known[folded(stage.name)].append(stage)
    order: list[Stage] = list(journey.stages) if keep else []
    chosen: list[str] = []
    at = 0
    for section in sections:
        name = fitted(section, LONGEST_NAME)
        same = known[folded(section)]
        stage = changed(same.pop(0), name=name) if same else Stage(id=new_id(), name=name)
        ids = [s.id for s in order]
        if stage.id in ids:
            at = ids.index(stage.id) + 1
        else:
            order.insert(at, stage)
            at += 1
        chosen.append(stage.id)
    if len(order) > MAX_STAGES:
        raise Refused(_("A journey holds at most {limit} stages.").format(limit=MAX_STAGES))
    return tuple(order), tuple(chosen)


def touchpoints_of(
    mine: Iterable[Touchpoint],
    twins: Iterable[Touchpoint],
    journey: str,
    tasks: tuple[Task, ...],
    stage_ids: tuple[str, ...],
    scale: Literal["five", "ten"],
) -> list[Touchpoint]:
    """The touchpoints of the tasks, in order; those of the same name and stage keep their identity.

    ``mine`` are those there are in this state, ``twins`` those of the other one.
    """
    known, others = _by_name(mine), _by_name(twins)
    taken = {row.id for row in mine}
    points: list[Touchpoint] = []
    for task in tasks:
        stage = stage_ids[task.section_at] if task.section_at >= 0 else ""
        key = (folded(fitted(task.name, LONGEST_NAME)), stage)
        twin = others[key].pop(0) if others[key] else None
        base = known[key].pop(0) if known[key] else None
        if base is None and twin is not None and twin.id not in taken:
            base = twin
        if base is None:
            base = Touchpoint(id=new_id(), rank="V001", journey=journey)
        points.append(_touchpoint(base, task, stage, scale))
    return points


def _by_name(points: Iterable[Touchpoint]) -> defaultdict[tuple[str, str], list[Touchpoint]]:
    found: defaultdict[tuple[str, str], list[Touchpoint]] = defaultdict(list)
    for point in points:
        found[folded(point.name), point.stage].append(point)
    return found


def _touchpoint(base: Touchpoint, task: Task, stage: str, scale: Literal["five", "ten"]) -> Touchpoint:
    name = fitted(task.name, LONGEST_NAME)
    satisfaction = level(task.score, scale)
    owner = owner_of(task.people)[:LONGEST_NAME]
    kept = without_mark(base.notes)
    extra = (mark_line(task, satisfaction, owner), task.name if name != task.name else "", task.ignored)
    notes = "\n".join([kept, *(line for line in extra if line and line not in kept)]).strip("\n")
    return changed(
        base,
        name=name,
        stage=stage,
        satisfaction=satisfaction,
        owner=owner or base.owner,
        notes=notes[:20_000],
    )


def with_graph(plan: Plan, journey: str, state: State, points: list[Touchpoint]) -> Plan:
    """The plan with these touchpoints, one step from each to the next, and the start at the first."""
    table, steps, starts = touchpoints_table(state), transitions_table(state), entries_table(state)
    kept = {point.id for point in points}
    gone = [row.id for row in of_journey(plan, table, journey) if row.id not in kept]
    plan = remove(plan, table, *gone) if gone else plan
    plan = append(plan, table, points)
    pairs = [(a.id, b.id) for a, b in pairwise(points)]
    known = {(t.source, t.target): t for t in of_journey(plan, steps, journey)}
    stale = [row.id for pair, row in known.items() if pair not in pairs or row.kind != "forward"]
    doubles = [t.id for t in of_journey(plan, steps, journey) if known[t.source, t.target] is not t]
    plan = remove(plan, steps, *stale, *doubles) if stale or doubles else plan
    chain = [
        known[pair]
        if pair in known and known[pair].id not in stale
        else Transition(id=new_id(), rank="V001", journey=journey, source=pair[0], target=pair[1])
        for pair in pairs
    ]
    plan = append(plan, steps, chain)
    if not of_journey(plan, starts, journey):
        entry = Entry(id=new_id(), rank="V001", journey=journey, touchpoint=points[0].id, share=1.0)
        plan = append(plan, starts, [entry])
    return plan
