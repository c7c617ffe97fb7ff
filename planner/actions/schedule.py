"""The schedule: when each action can start and must end, in working days, and what the end of the plan hangs on."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from planner.actions.calendar import Calendar
from planner.actions.chosen import is_chosen
from planner.actions.network import Link, Window, network
from planner.actions.records import Action
from planner.clock import today
from planner.memo import remembered
from planner.plan import Plan

SCHEDULED = ("earliest_start", "duration_days", "depends", "status", "pin")
"""The fields of actions that the schedule rests on."""
DATED = ("start", "holidays")
"""The fields of the profile that the schedule rests on."""


@dataclass(frozen=True, slots=True)
class Slot:
    """When an action runs: its days as early and as late as possible, and its floats in working days.

    ``timed`` says that it has a duration; without one it stands for a day on which something happens.
    ``allowed_from`` is the first day that the actions before it allow, whatever day it asks for itself.
    """

    action: str
    start: dt.date
    finish: dt.date
    late_start: dt.date
    late_finish: dt.date
    total_float: int
    free_float: int
    critical: bool
    timed: bool
    chosen: bool
    allowed_from: dt.date


@dataclass(frozen=True, slots=True)
class Violation:
    """An action that asks to start before what it waits for allows; ``earliest`` is the first day that works."""

    action: str
    waits_for: str
    wanted: dt.date
    earliest: dt.date


@dataclass(frozen=True, slots=True)
class Schedule:
    """Every action's slot, the plan's first and last day, its critical actions in order, and what does not fit."""

    slots: Mapping[str, Slot]
    start: dt.date
    end: dt.date | None
    critical: tuple[str, ...]
    violations: tuple[Violation, ...]
    loops: tuple[tuple[str, ...], ...]
    calendar: Calendar = field(compare=False)


def plan_start(plan: Plan) -> dt.date:
    """The day from which actions can start: of the plan, else the first that an action asks for, else today."""
    asked = (a.earliest_start for a in plan.actions if a.earliest_start)
    return plan.profile.start or min(asked, default=None) or today()


@remembered(actions=SCHEDULED, profile=DATED)
def schedule(plan: Plan) -> Schedule:
    """The schedule of all actions; those left out or dropped are placed but neither hold up others nor the end."""
    calendar = Calendar(plan.profile.holidays)
    start = plan_start(plan)
    origin = calendar.number(start)
    durations = {a.id: a.duration_days or 0 for a in plan.actions}
    links = [Link(d.action, a.id, d.lag_days) for a in plan.actions for d in a.depends]
    wanted = {a.id: calendar.number(a.earliest_start) if a.earliest_start else origin for a in plan.actions}
    aside = {a.id for a in plan.actions if not is_chosen(a)}
    result = network(durations, links, wanted, aside)

    slots = {a.id: _slot(calendar, a, result.windows[a.id], origin) for a in plan.actions}
    counted = [s for s in slots.values() if s.chosen and s.timed]
    return Schedule(
        slots,
        start,
        max((s.finish for s in counted), default=None),
        tuple(s.action for s in sorted(counted, key=lambda s: s.start) if s.critical),
        tuple(_violations(plan, result.windows, wanted, slots)),
        result.loops,
        calendar,
    )


def _slot(calendar: Calendar, action: Action, window: Window, origin: int) -> Slot:
    timed = action.duration_days is not None
    return Slot(
        action.id,
        calendar.day(window.early_start),
        calendar.day(_last(window.early_start, window.early_finish)),
        calendar.day(window.late_start),
        calendar.day(_last(window.late_start, window.late_finish)),
        window.total_float,
        window.free_float,
        timed and is_chosen(action) and window.total_float <= 0,
        timed,
        is_chosen(action),
        calendar.day(origin if window.allowed is None else max(window.allowed, origin)),
    )


def _violations(
    plan: Plan, windows: Mapping[str, Window], wanted: Mapping[str, int], slots: Mapping[str, Slot]
) -> Iterator[Violation]:
    for action in plan.actions:
        window = windows[action.id]
        if action.earliest_start and window.allowed is not None and wanted[action.id] < window.allowed:
            yield Violation(action.id, window.held_by, action.earliest_start, slots[action.id].allowed_from)


def _last(start: int, finish: int) -> int:
    """The number of the last day of something, which is its first where it takes no time."""
    return max(start, finish - 1)
