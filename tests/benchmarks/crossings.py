"""Crossings that tidying leaves, beside those of graphviz's dot on the same graphs where that is installed.

Counted the same way for both: edges drawn straight over the same map, stages as columns, lanes in their order. dot gets
the stages as ranks and the lanes as flat edges that are not seen; its order inside each cell is put on the map. Free of
the lanes it may put every touchpoint of a stage anywhere; that is told beside, as drawn by dot itself.
"""

import itertools
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from planner.journeys.graph import Graph, graph
from planner.journeys.layout import crossings_of, places, tidied
from planner.journeys.records import STATES
from planner.plan import Plan
from planner.templates import SAMPLE, plan_from
from tests.benchmarks.large_journey import JOURNEY, large_journey

Places = Mapping[str, tuple[float, float]]
GENERATED = ((30, 45, 6, 4), (30, 60, 5, 3), (60, 90, 7, 4), (60, 120, 6, 3), (120, 180, 8, 4), (120, 240, 8, 3))
"""Touchpoints, steps, stages and lanes of generated journeys."""


@dataclass(frozen=True)
class Compared:
    """The crossings of a graph before and after tidying, and those of dot."""

    name: str
    before: int
    after: int
    dot: int | None = None
    dot_without_lanes: int | None = None


def compared() -> Iterator[Compared]:
    """The journeys of the sample and generated ones."""
    dot = shutil.which("dot")
    for name, seen, lanes in graphs():
        order = {cell: [point.id for point in points] for cell, points in seen.cells.items()}
        tidy = {**order, **tidied(seen, lanes)}
        before, after = (count(seen, places(seen, cells, lanes)) for cells in (order, tidy))
        if dot is None:
            yield Compared(name, before, after)
            continue
        of_dot = _order(seen, dot_places(dot, seen, lanes, free=False))
        without = count(seen, dot_places(dot, seen, lanes, free=True))
        yield Compared(name, before, after, count(seen, places(seen, of_dot, lanes)), without)


def _order(seen: Graph, where: Places) -> dict[tuple[str, str], list[str]]:
    """The cells with their touchpoints from top to bottom."""
    return {
        cell: sorted((point.id for point in points), key=lambda point: where[point][1])
        for cell, points in seen.cells.items()
    }


def graphs() -> Iterator[tuple[str, Graph, list[str]]]:
    """What is compared: a name, the graph of a journey, and its lanes."""
    sample = plan_from(SAMPLE, "en")
    for journey in sample.journeys:
        for state in STATES:
            seen = graph(sample, journey.id, state)
            if seen.points:
                yield f"sample, {journey.id}, {state}", seen, _lanes(sample)
    for points, steps, stages, lanes in GENERATED:
        plan = large_journey(points, steps, stages, lanes, back=steps // 15)
        yield f"{points} touchpoints, {steps} steps, {stages} x {lanes} cells", graph(plan, JOURNEY), _lanes(plan)


def _lanes(plan: Plan) -> list[str]:
    return [channel.id for channel in plan.channels]


def count(seen: Graph, where: Places) -> int:
    """How many pairs of edges cross, drawn straight."""
    return crossings_of(sorted({(s.source, s.target) for s in seen.steps if s.source != s.target}), where)


def dot_places(dot: str, seen: Graph, lanes: Sequence[str], *, free: bool) -> Places:
    """Where dot puts the touchpoints: stages as ranks; flat edges that are not seen keep the lanes in their order."""
    rows = []
    for points in seen.by_stage.values():
        if not points:
            continue
        rows.append("{rank=same;" + ";".join(f'"{p.id}"' for p in points) + "}")
        used = sorted({p.channel for p in points}, key=lambda lane: lanes.index(lane) if lane in lanes else len(lanes))
        for above, below in itertools.pairwise(used):
            pairs = ((a.id, b.id) for a in points for b in points if (a.channel, b.channel) == (above, below))
            rows += [] if free else [f'"{a}"->"{b}"[style=invis];' for a, b in pairs]
    filled = [points[0].id for points in seen.by_stage.values() if points]
    rows += [f'"{a}"->"{b}"[style=invis,weight=0];' for a, b in itertools.pairwise(filled)]
    stage = {p.id: seen.stage_at.get(p.stage, -1) for p in seen.points.values()}
    for step in seen.steps:
        if step.source != step.target:
            ends = sorted((step.source, step.target), key=lambda end: stage[end])
            flat = "[weight=0]" if stage[ends[0]] == stage[ends[1]] else ""
            rows.append(f'"{ends[0]}"->"{ends[1]}"{flat};')
    text = "digraph{rankdir=LR;nodesep=0.2;mclimit=4;" + "".join(rows) + "}"
    done = subprocess.run([dot, "-Tplain"], input=text, capture_output=True, text=True, check=True)
    found = (row.split() for row in done.stdout.splitlines())
    ys = {row[1].strip('"'): -float(row[3]) for row in found if row[0] == "node"}
    return {point: (float(stage[point]), ys[point]) for point in seen.points}
