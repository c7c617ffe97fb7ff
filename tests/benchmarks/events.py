"""A million events to the chain of a journey, against a bare query of the same engine over the same file."""

import datetime as dt
import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path

ACTIVITIES = ("Ad", "Landing page", "Search", "Product page", "Cart", "Checkout", "Payment", "Newsletter", "Return")
BARE = """
WITH steps AS (
  SELECT case_id, activity AS source, LEAD(activity) OVER way AS target, LEAD(timestamp) OVER way - timestamp AS gap
  FROM read_csv('{file}') WINDOW way AS (PARTITION BY case_id ORDER BY timestamp)
)
SELECT source, target, COUNT(*), COUNT(DISTINCT case_id), AVG(gap)
FROM steps WHERE target IS NOT NULL GROUP BY source, target
"""


def write_events(path: Path, count: int) -> Path:
    """A log of so many events of customers who wander forth and sometimes back."""
    dice = random.Random(1)
    begun = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    with path.open("w", encoding="utf-8") as out:
        out.write("case_id,activity,timestamp\n")
        written = case = 0
        while written < count:
            case += 1
            at, time_ = 0, begun + dt.timedelta(minutes=dice.randrange(525_600))
            for _event in range(dice.randrange(3, 18)):
                at = min(max(at + dice.choice((0, 1, 1, 2, -1)), 0), len(ACTIVITIES) - 1)
                out.write(f"C{case:07d},{ACTIVITIES[at]},{time_:%Y-%m-%d %H:%M:%S}\n")
                time_ += dt.timedelta(minutes=dice.randrange(1, 4_000))
                written += 1
    return path


def measure(folder: Path, count: int = 1_000_000, rounds: int = 5) -> tuple[float, float]:
    """Seconds of the bare query, and of reading, counting, folding and solving, in turns; the median of each."""
    import duckdb

    from planner.intake.events.log import read_events
    from planner.intake.events.observed import draft_of, suggested_fold
    from planner.intake.journeys.arrival import apply_graph, read_graph
    from planner.journeys.flow import flow
    from planner.plan import empty_plan

    file = write_events(folder / "events.csv", count)

    def bare() -> None:
        with duckdb.connect() as connection:
            connection.execute(BARE.format(file=file)).fetchall()

    def ours() -> None:
        observed = read_events(file)
        draft = draft_of(observed, suggested_fold(observed))
        plan = empty_plan()
        plan = apply_graph(plan, read_graph(draft, plan, "Customers"))
        assert flow(plan, plan.journeys[0].id).conversion is not None

    took: dict[Callable[[], None], list[float]] = {bare: [], ours: []}
    for at in range(rounds + 1):
        for act, seconds in took.items():
            begun = time.perf_counter()
            act()
            if at:
                seconds.append(time.perf_counter() - begun)
    return statistics.median(took[bare]), statistics.median(took[ours])
