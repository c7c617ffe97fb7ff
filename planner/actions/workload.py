"""The workload: which share of each month the actions take of the role that owns them."""

from collections.abc import Mapping
from dataclasses import dataclass

from planner.actions.calendar import Calendar, Month, month_days, month_of, months
from planner.actions.chosen import chosen_actions
from planner.actions.records import Action
from planner.actions.schedule import DATED, SCHEDULED, Slot, schedule
from planner.memo import remembered
from planner.plan import Plan


@dataclass(frozen=True, slots=True)
class Load:
    """What a role has to do in a month: the days of work, the working days there are, and by which actions."""

    days: float
    available: int
    actions: tuple[str, ...]

    @property
    def share(self) -> float:
        """The work as a share of the month's working days; 1 is a full month."""
        return self.days / self.available if self.available else 0.0


@dataclass(frozen=True, slots=True)
class Workload:
    """The loads of a role by month; a month in which it has nothing to do is not there."""

    role: str
    months: Mapping[Month, Load]


@remembered(actions=(*SCHEDULED, "owner", "effort_days"), profile=DATED)
def workload(plan: Plan) -> tuple[Workload, ...]:
    """The workload of every role that owns an action, in the order in which they first do.

    The effort of an action, or its duration where no effort is stated, is spread evenly over its working days.
    """
    timetable = schedule(plan)
    shares: dict[str, dict[Month, list[tuple[str, float]]]] = {}
    for action in chosen_actions(plan):
        role = action.owner.strip()
        for month, days in _spread(action, timetable.slots[action.id], timetable.calendar) if role else ():
            shares.setdefault(role, {}).setdefault(month, []).append((action.id, days))
    return tuple(
        Workload(role, {month: _load(month, by_month[month], timetable.calendar) for month in sorted(by_month)})
        for role, by_month in shares.items()
    )


def _spread(action: Action, slot: Slot, calendar: Calendar) -> list[tuple[Month, float]]:
    effort = action.effort_days if action.effort_days is not None else float(action.duration_days or 0)
    if not effort:
        return []
    duration = calendar.count(slot.start, slot.finish)
    spread = []
    for month in months(slot.start, slot.finish):
        first, last = month_days(month)
        days = calendar.count(max(first, slot.start), min(last, slot.finish))
        if days:
            spread.append((month, effort * days / duration))
    return spread or [(month_of(slot.start), effort)]


def _load(month: Month, parts: list[tuple[str, float]], calendar: Calendar) -> Load:
    return Load(
        sum(days for _action, days in parts), calendar.count(*month_days(month)), tuple(a for a, _days in parts)
    )
