"""Tidying: the order inside cells that makes the fewest edges cross, and nothing moved without a reason."""

import itertools
import random

import pytest

from planner.journeys.edits import tidy
from planner.journeys.graph import Graph
from planner.journeys.layout import crossings_of, places, tidied
from tests.benchmarks import crossings
from tests.journeys.maps import journey_plan

OF_DOT = {
    "30 touchpoints, 45 steps, 6 x 4 cells": 55,
    "30 touchpoints, 60 steps, 5 x 3 cells": 82,
    "60 touchpoints, 90 steps, 7 x 4 cells": 178,
    "60 touchpoints, 120 steps, 6 x 3 cells": 353,
    "120 touchpoints, 180 steps, 8 x 4 cells": 817,
    "120 touchpoints, 240 steps, 8 x 3 cells": 1038,
}
"""The crossings that the order of graphviz 2.43 leaves on the same map, from the bench."""

GRAPHS = {name: (seen, lanes) for name, seen, lanes in crossings.graphs()}


def left(seen: Graph, lanes: list[str]) -> int:
    """The crossings after tidying."""
    order = {cell: [point.id for point in points] for cell, points in seen.cells.items()}
    return crossings.count(seen, places(seen, {**order, **tidied(seen, lanes)}, lanes))


@pytest.mark.parametrize("name", OF_DOT)
def test_tidying_leaves_no_more_crossings_than_dot(name: str) -> None:
    assert left(*GRAPHS[name]) <= OF_DOT[name]


@pytest.mark.parametrize("name", [name for name in GRAPHS if name.startswith("sample")])
def test_tidying_the_sample_leaves_at_most_the_one_crossing_that_its_lanes_ask_for(name: str) -> None:
    assert left(*GRAPHS[name]) <= (1 if "browse" in name else 0)


def test_crossings_are_those_of_straight_lines_that_share_no_end() -> None:
    where = {"a": (0.0, 0.0), "b": (0.0, 1.0), "c": (1.0, 0.0), "d": (1.0, 1.0), "e": (2.0, 0.5)}
    assert crossings_of([("a", "d"), ("b", "c")], where) == 1
    assert crossings_of([("a", "c"), ("b", "d")], where) == 0
    assert crossings_of([("a", "d"), ("a", "c"), ("b", "d")], where) == 0
    assert crossings_of([("a", "d"), ("b", "c"), ("b", "e")], where) == 2
    assert crossings_of([], where) == 0


def test_crossings_counted_many_at_a_time_are_those_counted_one_by_one() -> None:
    dice = random.Random(7)

    def turn(p: tuple[float, float], q: tuple[float, float], r: tuple[float, float]) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    for _round in range(20):
        where = {f"{n}": (float(dice.randrange(5)), float(dice.randrange(9))) for n in range(15)}
        edges = sorted({tuple(sorted(dice.sample(sorted(where), 2))) for _n in range(25)})
        one_by_one = 0
        for (a, b), (c, d) in itertools.combinations(edges, 2):
            if not {a, b} & {c, d}:
                p, q, r, s = (where[key] for key in (a, b, c, d))
                one_by_one += turn(p, q, r) * turn(p, q, s) < 0 and turn(r, s, p) * turn(r, s, q) < 0
        assert crossings_of(edges, where) == one_by_one  # type: ignore[arg-type]


def test_an_order_that_cannot_be_better_stays_as_someone_put_it() -> None:
    stages = {"A": "discovery", "B": "discovery", "C": "consideration", "D": "consideration", "X": "discovery"}
    plan = journey_plan({("A", "C"): 0.5, ("B", "D"): 0.5}, stages=stages)
    assert tidy(plan, plan.journeys[0].id, "current") is plan


def test_touchpoints_that_cross_nothing_keep_their_order_while_others_are_tidied() -> None:
    stages = dict.fromkeys("ABPQ", "discovery") | dict.fromkeys("CDRS", "consideration")
    pairs = {("A", "D"): 0.5, ("B", "C"): 0.5, ("P", "R"): 0.5, ("Q", "S"): 0.5}
    plan = journey_plan(pairs, dict.fromkeys(stages, 0.1), stages=stages)  # in the order of their names
    after = tidy(plan, plan.journeys[0].id, "current")
    names = "".join(point.name for point in after.current_touchpoints)
    assert (names.index("A") < names.index("B")) != (names.index("C") < names.index("D"))
    for one, two in ("PQ", "RS"):
        assert names.index(one) < names.index(two)


def test_tidying_twice_is_tidying_once() -> None:
    seen, lanes = GRAPHS["30 touchpoints, 60 steps, 5 x 3 cells"]
    assert tidied(seen, lanes) == tidied(seen, lanes)
