"""Moving an action in time: what a shift by some days would make of it, and why it may not start so early."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from planner.actions.chosen import title_of
from planner.actions.edits import reschedule
from planner.actions.records import Action
from planner.actions.schedule import schedule
from planner.edit import Refused, the
from planner.language import _, date_text
from planner.plan import Plan, find

Part = Literal["whole", "start", "end"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """When an action would run; ``waits_for`` and ``earliest`` say what forbids it, where something does."""

    action: str
    start: dt.date
    finish: dt.date
    duration: int | None
    waits_for: str = ""
    earliest: dt.date | None = None


def proposal(plan: Plan, action: str, part: Part, days: int) -> Proposal:
    """What an action becomes if the whole of it, its start or its end moves by some days of the calendar."""
    record: Action = the(plan, "actions", action)
    timetable = schedule(plan)
    slot, calendar = timetable.slots[action], timetable.calendar
    start, finish, duration = slot.start, slot.finish, record.duration_days
    if part == "end" and duration is not None:
        finish = max(start, _shifted(finish, days))
        duration = max(1, calendar.count(start, finish))
        return Proposal(action, start, calendar.last_day(start, duration), duration)
    start = calendar.next_working(_shifted(start, days))
    if part == "start" and duration is not None:
        start = min(start, finish)
        duration = max(1, calendar.count(start, finish))
    finish = calendar.last_day(start, duration or 0)
    if record.depends and start < slot.allowed_from:
        return Proposal(action, start, finish, duration, _holder(plan, record), slot.allowed_from)
    return Proposal(action, start, finish, duration)


def _shifted(day: dt.date, days: int) -> dt.date:
    return dt.date.fromordinal(min(max(day.toordinal() + days, 1), dt.date.max.toordinal()))


def _holder(plan: Plan, action: Action) -> str:
    """The action that an action waits for longest."""
    timetable = schedule(plan)
    number = timetable.calendar.number
    known = [d for d in action.depends if d.action in timetable.slots]
    return max(known, key=lambda d: number(timetable.slots[d.action].finish) + d.lag_days).action if known else ""


def move_in_time(plan: Plan, action: str, part: Part, days: int) -> Plan:
    """An action that runs earlier, later, longer or shorter; refused before what it waits for has ended."""
    after = proposal(plan, action, part, days)
    if after.earliest is not None:
        raise Refused(refusal_of(plan, after), "earliest_start")
    record: Action = the(plan, "actions", action)
    start: dt.date | None = after.start
    if part == "end":
        start = record.earliest_start
    elif record.depends and after.start == schedule(plan).slots[action].allowed_from:
        start = None  # as early as what it waits for allows
    return reschedule(plan, action, start, after.duration)


def refusal_of(plan: Plan, after: Proposal) -> str:
    """Why an action may not run so early, with the earliest date."""
    assert after.earliest is not None
    holder = find(plan, "actions", after.waits_for)
    return _("{title} waits for {other}. It can start on {date} at the earliest.").format(
        title=title_of(the(plan, "actions", after.action)),
        other=title_of(holder) if holder is not None else "",
        date=date_text(after.earliest),
    )


def start_as_early_as_allowed(plan: Plan, action: str) -> Plan:
    """An action that starts as soon as what it waits for has ended."""
    return reschedule(plan, action, None, the(plan, "actions", action).duration_days)
