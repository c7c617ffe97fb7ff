"""The thread: what every item serves and what serves it, from objectives to money, and where it breaks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from planner.actions.business_case import Case, action_cases, objective_case, platform_case, segment_case
from planner.actions.chosen import actions_for, chosen_actions
from planner.actions.records import Action, PlatformOption, Requirement
from planner.actions.requirements import RequirementRow, requirement_rows
from planner.insight.names import GAPS, PAGES, QUESTIONS, item_name
from planner.journeys.gaps import find_gap, to_do
from planner.journeys.records import Journey
from planner.objectives.metrics import kpis_of, serves
from planner.plan import Plan, find


@dataclass(frozen=True, slots=True)
class Link:
    """An item at the other end, with its name and the page to open it on."""

    table: str
    item: str
    name: str
    page: str


@dataclass(frozen=True, slots=True)
class Thread:
    """What an item serves, what serves it, and the money that hangs on it."""

    serves: tuple[Link, ...]
    served_by: tuple[Link, ...]
    case: Case | None


@dataclass(frozen=True, slots=True)
class Hole:
    """An item where the thread breaks: it serves nothing, or nothing serves it."""

    link: Link
    lacks: Literal["serves", "served_by"]


Ids = Iterable[tuple[str, str]]
"""Items as table and id, in the order to show them."""


def thread(plan: Plan, table: str, item: str) -> Thread:
    """The thread of an item: an objective, segment, journey, gap, touchpoint, question, requirement, action, platform.

    An item of another table, or one that is gone, has an empty thread.
    """
    follow = _FOLLOW.get(table)
    if follow is None or (table not in (GAPS, QUESTIONS) and find(plan, table, item) is None):
        return Thread((), (), None)
    up, down, case = follow(plan, item)
    return Thread(tuple(_links(plan, up)), tuple(_links(plan, down)), case)


def _links(plan: Plan, items: Ids) -> Iterator[Link]:
    for table, item in dict.fromkeys(items):
        name = item_name(plan, table, item)
        if name:
            yield Link(table, item, name, PAGES[table])


def _all(table: str, ids: Iterable[str]) -> list[tuple[str, str]]:
    return [(table, item) for item in ids]


_Ends = tuple[list[tuple[str, str]], list[tuple[str, str]], Case | None]


def _objective(plan: Plan, item: str) -> _Ends:
    record = find(plan, "objectives", item)
    down = _all("kpis", (k.id for k in kpis_of(plan, item)))
    down += _all("segments", (s.id for s in plan.segments if serves(record, s.id)))
    down += _all("actions", (a.id for a in actions_for(plan, "objectives", item)))
    return [], down, objective_case(plan, item)


def _segment(plan: Plan, item: str) -> _Ends:
    up = _all("objectives", (o.id for o in plan.objectives if serves(o, item)))
    down = _all("journeys", (j.id for j in plan.journeys if j.segment == item))
    down += _all("requirements", (row.requirement for row in requirement_rows(plan) if item in row.needs))
    down += _all("actions", (a.id for a in actions_for(plan, "segments", item)))
    return up, down, segment_case(plan, item)


def _journey(plan: Plan, item: str) -> _Ends:
    record: Journey = find(plan, "journeys", item)
    open_gaps = [gap.key for gap in to_do(plan, item)]
    prefix = f"{item}/".lower()
    down = _all(GAPS, open_gaps)
    down += _all("actions", (a.id for a in chosen_actions(plan) if any(g.startswith(prefix) for g in a.gaps)))
    return _all("segments", [record.segment]), down, None


def _gap(plan: Plan, item: str) -> _Ends:
    gap = find_gap(plan, item)
    up: list[tuple[str, str]] = []
    if gap is not None:
        journey: Journey = find(plan, "journeys", gap.journey)
        up = [("journeys", journey.id), ("segments", journey.segment)]
    return up, _all("actions", (a.id for a in actions_for(plan, "gaps", item))), None


def _touchpoint(plan: Plan, table: str, item: str) -> _Ends:
    journey: str = find(plan, table, item).journey
    about = {gap.key for gap in to_do(plan, journey) if item in gap.touchpoints}
    actions = [a.id for a in chosen_actions(plan) if about.intersection(a.gaps)]
    return [("journeys", journey)], [*_all(GAPS, sorted(about)), *_all("actions", actions)], None


def _question(plan: Plan, item: str) -> _Ends:
    lifting = [r.id for r in plan.requirements if r.question == item]
    actions = [a.id for a in actions_for(plan, "questions", item)]
    return [], [*_all("requirements", lifting), *_all("actions", actions)], None


def _row(plan: Plan, requirement: str) -> RequirementRow:
    return next(row for row in requirement_rows(plan) if row.requirement == requirement)


def _requirement(plan: Plan, item: str) -> _Ends:
    record: Requirement = find(plan, "requirements", item)
    row = _row(plan, item)
    up = [*_all("segments", row.needs), *_all("actions", row.actions)]
    up += _all(QUESTIONS, [record.question] if record.question else [])
    down = [("actions" if cover.kind == "action" else "platforms", cover.id) for cover in row.covers]
    return up, down, None


def _action(plan: Plan, item: str) -> _Ends:
    record: Action = find(plan, "actions", item)
    up = [*_all("objectives", record.objectives), *_all("segments", record.segments), *_all(GAPS, record.gaps)]
    up += [*_all(QUESTIONS, record.questions), *_all("requirements", record.provides)]
    up += _all("actions", (a.id for a in chosen_actions(plan) if any(d.action == item for d in a.depends)))
    down = [*_all("requirements", record.requires), *_all("actions", (d.action for d in record.depends))]
    return up, down, action_cases(plan)[item]


def _platform(plan: Plan, item: str) -> _Ends:
    record: PlatformOption = find(plan, "platforms", item)
    needing = (a.id for a in chosen_actions(plan) if set(record.provides).intersection(a.requires))
    up = [*_all("requirements", record.provides), *_all("actions", needing)]
    return up, _all("tools", [record.tool] if record.tool else []), platform_case(plan, item)


_FOLLOW = {
    "objectives": _objective,
    "segments": _segment,
    "journeys": _journey,
    GAPS: _gap,
    "current_touchpoints": lambda plan, item: _touchpoint(plan, "current_touchpoints", item),
    "optimal_touchpoints": lambda plan, item: _touchpoint(plan, "optimal_touchpoints", item),
    QUESTIONS: _question,
    "requirements": _requirement,
    "actions": _action,
    "platforms": _platform,
}


def holes(plan: Plan) -> list[Hole]:
    """Where the thread breaks, in the order of the steps: what serves nothing, and what nothing serves."""
    actions = chosen_actions(plan)
    served = {objective for a in actions for objective in a.objectives}
    acted_for = {segment for a in actions for segment in a.segments}
    closed = {gap for a in actions for gap in a.gaps}
    rows = requirement_rows(plan)
    wanted = {row.requirement for row in rows if row.needs or row.actions}

    unserved = _all("objectives", (o.id for o in plan.objectives if o.id not in served))
    for segment in plan.segments:
        if segment.id not in acted_for:
            unserved.append(("segments", segment.id))
    for journey in plan.journeys:
        unserved += _all(GAPS, (gap.key for gap in to_do(plan, journey.id) if gap.key not in closed))
    unserved += _all("requirements", (r.requirement for r in rows if r.requirement in wanted and not r.covered))

    idle = _all("segments", (s.id for s in plan.segments if not any(serves(o, s.id) for o in plan.objectives)))
    idle += _all("requirements", (r.requirement for r in rows if r.requirement not in wanted))
    idle += _all("actions", (a.id for a in actions if not _aims(a, wanted)))
    idle += _all("platforms", (p.id for p in plan.platforms if p.chosen and not wanted.intersection(p.provides)))
    return [
        *(Hole(link, "served_by") for link in _links(plan, unserved)),
        *(Hole(link, "serves") for link in _links(plan, idle)),
    ]


def _aims(action: Action, wanted: set[str]) -> bool:
    return bool(action.objectives or action.segments or action.gaps or wanted.intersection(action.provides))
