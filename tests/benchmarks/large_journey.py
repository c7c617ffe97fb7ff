"""Generated journeys of any size, the same at every run: for what measures speed and what checks the layout."""

from random import Random
from typing import Any

from planner.journeys.edits import start_optimal
from planner.journeys.records import Channel, Entry, Journey, Stage, State, Touchpoint, Transition, Trigger
from planner.plan import Plan, empty_plan
from planner.record import changed, spaced_ranks
from planner.segments.edits import add_segment

KINDS = ("website", "email", "sms", "app", "store", "phone", "post", "social")
WORDS = ("Cart", "Payment", "Product page", "Order confirmation", "Newsletter", "Search", "Store visit", "Helpline")
JOURNEY = "large"


def large_journey(
    points: int, steps: int, stages: int = 10, lanes: int = 8, *, optimal: bool = False, back: int = 0
) -> Plan:
    """A plan with one journey of so many touchpoints and transitions; ``back`` is how many of them go back."""
    dice = Random(points * 1_000 + steps)
    plan = add_segment(empty_plan(), "Commuters", customers=10_000, expected_value=200.0)
    columns = [Stage(id=f"s{n}", name=f"Stage {n + 1}") for n in range(stages)]
    ranks = spaced_ranks(max(points, steps, lanes))
    channels = [Channel(id=f"c{n}", rank=ranks[n], kind=KINDS[n % 8], name=KINDS[n % 8].title()) for n in range(lanes)]
    segment = plan.segments[0].id
    journey = Journey(id=JOURNEY, rank="V", segment=segment, name="Large", stage_model="own", stages=tuple(columns))
    plan = plan.with_rows("channels", tuple(channels)).with_rows("journeys", (journey,))
    for state in _states(optimal):
        plan = _with_state(plan, state, points, steps, stages, lanes, back, ranks, dice)
    return plan


def improved(plan: Plan) -> Plan:
    """The plan with an optimal state: of a large journey, some touchpoints come, go or change, and many shares."""
    plan = start_optimal(plan, JOURNEY)
    points, steps = list(plan.optimal_touchpoints), list(plan.optimal_transitions)
    gone = {point.id for n, point in enumerate(points) if n % 11 == 5}
    points = [changed(p, name=f"Better {p.name}") if n % 4 == 1 else p for n, p in enumerate(points)]
    steps = [changed(t, share=(t.share or 0.0) * 0.8) if n % 3 == 0 else t for n, t in enumerate(steps)]
    kept = [point for point in points if point.id not in gone]
    fresh = [changed(point, id=f"n{n}", name=f"New {n}") for n, point in enumerate(kept) if n % 9 == 2]
    ways = [t for t in steps if t.source not in gone and t.target not in gone]
    more = [
        changed(ways[0], id=f"m{n}{end}", source=source, target=target, share=0.05)
        for n, point in enumerate(fresh)
        for end, source, target in (("a", kept[n].id, point.id), ("b", point.id, kept[-n - 1].id))
    ]
    ranks = spaced_ranks(max(len(kept) + len(fresh), len(ways) + len(more)))
    for table, rows in (("touchpoints", [*kept, *fresh]), ("transitions", [*ways, *more])):
        ranked = tuple(changed(row, rank=rank) for row, rank in zip(rows, ranks, strict=False))
        plan = plan.with_rows(f"optimal_{table}", ranked)
    entries = tuple(entry for entry in plan.optimal_entries if entry.touchpoint not in gone)
    return plan.with_rows("optimal_entries", entries)


def _states(optimal: bool) -> tuple[State, ...]:
    return ("current", "optimal") if optimal else ("current",)


def _with_state(
    plan: Plan,
    state: State,
    points: int,
    steps: int,
    stages: int,
    lanes: int,
    back: int,
    ranks: list[str],
    dice: Random,
) -> Plan:
    column = [n * stages // points for n in range(points)]
    made = [_touchpoint(n, column[n], stages, lanes, ranks[n], dice) for n in range(points)]
    ends: dict[tuple[int, int], None] = {}
    while len(ends) < steps:
        a = dice.randrange(points)
        reach = points // stages
        b = min(max(0, a + dice.randrange(1, 2 * reach)), points - 1)
        if len(ends) < back:
            a, b = b, a
        if a != b:
            ends[a, b] = None
    fan: dict[int, int] = {}
    for a, _b in ends:
        fan[a] = fan.get(a, 0) + 1
    links = [
        Transition(
            id=f"t{n}",
            rank=ranks[n],
            journey=JOURNEY,
            source=f"p{a}",
            target=f"p{b}",
            share=round(0.9 / fan[a], 3),
            kind="forward",
        )
        for n, (a, b) in enumerate(ends)
    ]
    entries = [Entry(id=f"e{n}", rank=ranks[n], journey=JOURNEY, touchpoint=f"p{n}", share=0.1) for n in range(10)]
    plan = plan.with_rows(f"{state}_touchpoints", tuple(made))
    plan = plan.with_rows(f"{state}_transitions", tuple(links))
    return plan.with_rows(f"{state}_entries", tuple(entries))


def _touchpoint(n: int, stage: int, stages: int, lanes: int, rank: str, dice: Random) -> Touchpoint:
    fields: dict[str, Any] = {
        "name": f"{WORDS[n % len(WORDS)]} {n}",
        "stage": f"s{stage}",
        "channel": f"c{dice.randrange(lanes)}",
        "two_way": n % 3 == 0,
        "measured": n % 2 == 0,
        "trigger": Trigger() if n % 5 == 0 else None,
        "satisfaction": n % 5 + 1,
        "goal": stage == stages - 1 and n % 2 == 0,
    }
    return Touchpoint(id=f"p{n}", rank=rank, journey=JOURNEY, **fields)
