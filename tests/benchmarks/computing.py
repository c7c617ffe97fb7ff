"""What is computed of large plans: flow, credits, gaps, health, the workbook, edits of many segments.

Each figure stands beside a bare computation of numpy or beside what a person bears, 50 ms in the window's thread.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from planner.plan import Plan
from tests.benchmarks.canvas import alone, line, side_by_side
from tests.benchmarks.large_journey import JOURNEY, improved, large_journey

BEARABLE = 0.050


def main(folder: Path) -> None:
    """Measures all of it, and prints a line each."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    flow("500 touchpoints, 750 steps", 500, 750, 50)
    flow("500 touchpoints that hang together, 2,000 steps", 500, 2_000, 400)
    flow("2,000 touchpoints, 3,000 steps", 2_000, 3_000, 300)
    credits_of()
    gaps()
    health()
    workbook(folder)
    segments()


def flow(what: str, points: int, steps: int, back: int) -> None:
    """The whole flow, with all removal effects and leverages, against dense solves of the same chain."""
    import numpy as np

    from planner.journeys.flow import flow_of, shares_of
    from planner.journeys.graph import graph

    seen = graph(large_journey(points, steps, back=back), JOURNEY)
    at = {point: i for i, point in enumerate(seen.points)}
    matrix, shares = np.eye(len(at)), shares_of(seen)
    for step in seen.steps:
        matrix[at[step.source], at[step.target]] -= shares[step.id]

    def whole(_n: int) -> None:
        flow_of.cache_clear()  # nothing else of it is kept
        flow_of(seen, 1_000.0)

    for words, sides in (("all right sides", np.eye(len(at))), ("one right side", np.ones(len(at)))):

        def dense(_n: int, sides: Any = sides) -> None:
            np.linalg.solve(matrix, sides)

        ours, theirs = side_by_side(whole, dense)
        aim = "aim 1.50" if words == "all right sides" else ""
        line(f"flow of {what} / dense solve, {words}", ours / theirs, aim, ours)


def credits_of() -> None:
    """The credits of all touchpoints of a large journey by every rule."""
    from planner.journeys.attribution import attribution
    from planner.journeys.flow import flow as flow_in

    plan = large_journey(2_000, 3_000, back=300)
    flow_in(plan, JOURNEY)
    took = alone(lambda _n: attribution(plan, JOURNEY), 3)
    line("credits of 2,000 touchpoints by four rules", None, "", took)


def gaps() -> None:
    """What each gap is worth alone, against solving the journey anew for ten of them."""
    from planner.journeys.closing import closed, conversions
    from planner.journeys.difference import difference
    from planner.journeys.flow import conversion_of
    from planner.journeys.gaps import gaps_of

    found = difference(improved(large_journey(2_000, 3_000, back=300)), JOURNEY)
    all_of_them = gaps_of(found)
    some = all_of_them[:: len(all_of_them) // 10][:10]
    ours, theirs = side_by_side(
        lambda _n: list(conversions(found, all_of_them)),
        lambda _n: [conversion_of(closed(found, gap)) for gap in some],
        3,
    )
    line(f"the worth of {len(all_of_them):,} gaps / 10 journeys solved anew", ours / theirs, "", ours)


def health() -> None:
    """The health after an edit of a large journey: what the window would wait for if it were not a job."""
    from planner.insight.health import health as health_of
    from planner.journeys.edits import edit_transition

    state = {"plan": improved(large_journey(1_000, 1_500, back=100))}
    health_of(state["plan"])

    def once(n: int) -> None:
        step = state["plan"].current_transitions[5].id
        state["plan"] = edit_transition(state["plan"], "current", step, share=0.001 * (n + 2))
        health_of(state["plan"])

    took = alone(once)
    line("health of 1,000 touchpoints after an edit / 50 ms (a job)", took / BEARABLE, "", took)


def workbook(folder: Path) -> None:
    """The workbook of a plan with large journeys."""
    from exports.excel.writer import write_workbook

    took = {}
    for points in (400, 2_000):
        plan = improved(large_journey(points, points * 3 // 2, back=points // 10))

        def write(_n: int, plan: Plan = plan) -> None:
            write_workbook(plan, folder / "large.xlsx")

        took[points] = alone(write, 1)
        aim = "aim 30 s" if points > 400 else ""
        line(f"Excel workbook with journeys of {points:,} touchpoints", None, aim, took[points])
    line("2,000 touchpoints / 400 touchpoints", took[2_000] / took[400], "aim 5.00", took[2_000])


def segments() -> None:
    """Edits of a plan with 500 segments until the page is repainted, against 50 ms."""
    from planner.segments.edits import edit_segment
    from tests.benchmarks import plans
    from ui.app import dress, make_app
    from ui.jobs import wait_for_jobs
    from ui.session import Session
    from ui.window import PlanWindow

    app = make_app()
    dress(app, "en", "light", 1.0)
    plan = plans.large_plan({"segments": 84})
    window = PlanWindow(Session(plan))
    window.resize(1440, 900)
    window.show()
    window.go("segments")

    def settle() -> None:
        while not wait_for_jobs():
            pass
        app.processEvents()

    values: dict[str, Callable[[int], Any]] = {"name": lambda n: f"Name {n}", "customers": lambda n: 1_000 + n}
    for field, value in values.items():
        settle()

        def once(n: int, field: str = field, value: Callable[[int], Any] = value) -> None:
            window.session.edit("Edit", edit_segment, plan.segments[3].id, **{field: value(n)})
            window.page("segments").repaint()

        took = alone(once)
        line(f"edit of {field} among {len(plan.segments)} segments / 50 ms", took / BEARABLE, "aim 1.00", took)
    window.close()
    settle()
