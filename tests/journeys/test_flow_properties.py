"""Flow and difference: what holds for any journey, with circles, loops and parts that nobody reaches."""

from math import isfinite, sqrt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.journeys import chain, knots
from planner.journeys.difference import difference
from planner.journeys.edits import add_touchpoint, connect, remove_touchpoints, start_optimal
from planner.journeys.flow import conversion_of, flow_of
from planner.journeys.gaps import gaps
from planner.journeys.graph import graph
from planner.journeys.worth import worths
from planner.plan import Plan
from tests.benchmarks.large_journey import JOURNEY, large_journey
from tests.journeys.maps import journey_plan
from tests.journeys.test_flow import flow_in, journeys, simulated

CUSTOMERS = 1_500


@st.composite
def wild_journeys(draw: st.DrawFn) -> Plan:
    """Any journey of up to six touchpoints: circles that nobody leaves, loops that take everybody, lost parts."""
    names = "ABCDEG"[-draw(st.integers(1, 6)) :]
    shares: dict[tuple[str, str], float | None] = {}
    for name in names:
        targets = draw(st.lists(st.sampled_from(names), max_size=3, unique=True))
        for at, target in enumerate(targets):
            whole = draw(st.booleans()) and at == 0 and len(targets) == 1
            shares[name, target] = 1.0 if whole else draw(st.one_of(st.none(), st.floats(0, 1.0 / len(targets))))
    starts = draw(st.dictionaries(st.sampled_from(names), st.floats(0, 1.0 / len(names)), max_size=3))
    return journey_plan(shares, starts, goals=draw(st.sampled_from(["", "G"])), stages=dict.fromkeys(names, ""))


@given(wild_journeys())
@settings(deadline=None, max_examples=120)
def test_circles_loops_and_lost_parts_leave_every_figure_a_number(plan: Plan) -> None:
    found = flow_in(plan)
    assert found.conversion is not None and 0.0 <= found.conversion <= 1.0 + 1e-9
    for point in found.points.values():
        assert isfinite(point.visits) and point.visits >= 0.0
        for share in (point.reach, point.leaves, point.removal, point.conversion):
            assert -1e-9 <= share <= 1.0 + 1e-9
    assert all(isfinite(step.leverage) and 0.0 <= step.share <= 1.0 for step in found.steps.values())
    assert conversion_of(graph(plan, plan.journeys[0].id)) == pytest.approx(found.conversion, abs=1e-7)


@given(journeys())
@settings(deadline=None, max_examples=12)
def test_visits_are_those_of_customers_sent_through_within_their_error(plan: Plan) -> None:
    conversion, reach, visits = simulated(plan, CUSTOMERS)
    found = flow_in(plan)
    for point, share in reach.items():
        exact = found.points[point]
        assert abs(exact.reach - share) <= 5 * sqrt(exact.reach * (1 - exact.reach) / CUSTOMERS) + 1e-9
        again = exact.visits / exact.reach if exact.reach > 0 else 1.0  # visits of who comes, 1 or more, geometric
        spread = sqrt(exact.reach * again * (2 * again - 1) / CUSTOMERS)
        assert abs(exact.visits - visits[point]) <= 6 * spread + 1e-9
    assert found.conversion is not None
    assert abs(found.conversion - conversion) <= 5 * sqrt(found.conversion * (1 - found.conversion) / CUSTOMERS) + 1e-9


@given(journeys(), st.data())
@settings(deadline=None, max_examples=40)
def test_a_touchpoint_that_nobody_reaches_changes_nothing_there_or_gone(plan: Plan, data: st.DataObject) -> None:
    journey = plan.journeys[0].id
    before = flow_in(plan)
    target = data.draw(st.sampled_from([p.id for p in plan.current_touchpoints]))
    more = add_touchpoint(plan, journey, "current", "Nobody")
    nobody = more.current_touchpoints[-1].id
    more = connect(more, journey, "current", nobody, target, share=data.draw(st.floats(0, 1)))
    after = flow_in(more)
    assert after.points[nobody].reach == after.points[nobody].removal == 0.0
    assert after.conversion == pytest.approx(before.conversion, abs=1e-12)
    for point, through in before.points.items():
        assert after.points[point].visits == pytest.approx(through.visits, abs=1e-12)
    gone = flow_in(remove_touchpoints(more, "current", [nobody]))
    assert (gone.conversion, gone.contacts) == (before.conversion, before.contacts)


@given(st.one_of(journeys(), wild_journeys()))
@settings(deadline=None, max_examples=40)
def test_a_journey_does_not_differ_from_its_copy(plan: Plan) -> None:
    journey = plan.journeys[0].id
    plan = start_optimal(plan, journey)
    found = difference(plan, journey)
    assert not found
    assert gaps(plan, journey) == ()
    together = worths(plan, journey).together
    assert together is not None and together.conversion == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize("back", [0, 20, 70])
def test_a_large_journey_has_the_flow_that_the_plain_equations_of_a_small_one_give(
    back: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = graph(large_journey(90, 140, back=back), JOURNEY)
    assert len(seen.points) > knots.MANY
    flow_of.cache_clear()
    large = flow_of(seen, 1_000.0)
    for module in (chain, knots):
        monkeypatch.setattr(module, "MANY", 1_000)
    flow_of.cache_clear()
    small = flow_of(seen, 1_000.0)
    flow_of.cache_clear()
    assert large.conversion == pytest.approx(small.conversion)
    for one, two in ((large.points, small.points), (large.steps, small.steps)):
        for key in one:
            assert _figures(one[key]) == pytest.approx(_figures(two[key]), abs=1e-9)
    assert [s.reach for s in large.stages] == pytest.approx([s.reach for s in small.stages])
    assert large.days_to_goal == small.days_to_goal


@pytest.mark.parametrize("back", [0, 60])
def test_every_removal_effect_of_a_large_journey_is_what_is_lost_without_the_touchpoint(back: int) -> None:
    import numpy as np

    seen = graph(large_journey(150, 260, back=back), JOURNEY)
    found = flow_of(seen, 1_000.0)
    at = {point: i for i, point in enumerate(seen.points)}
    goal = np.array([float(point.goal) for point in seen.points.values()])
    start, onward = np.zeros(len(at)), np.zeros((len(at), len(at)))
    for point, share in found.starts.items():
        start[at[point]] = share
    for step in seen.steps:
        if not seen.points[step.source].goal:
            onward[at[step.source], at[step.target]] += found.steps[step.id].share

    def conversion(kept: Any) -> float:
        matrix = np.eye(int(kept.sum())) - onward[kept][:, kept]
        return float(start[kept] @ np.linalg.solve(matrix, goal[kept]))

    everywhere = np.ones(len(at), dtype=bool)
    assert found.conversion is not None
    assert found.conversion == pytest.approx(conversion(everywhere), abs=1e-9)
    for i, through in enumerate(found.points.values()):
        kept = everywhere.copy()
        kept[i] = False
        assert found.conversion * (1.0 - through.removal) == pytest.approx(conversion(kept), abs=1e-9)


def _figures(of: Any) -> list[float]:
    return [float(getattr(of, name)) for name in of.__slots__]
