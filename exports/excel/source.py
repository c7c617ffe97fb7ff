"""What the parts of a workbook are made from: the plan, its report, a short number for every item, the lists."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from exports.excel.lists import ChoiceList, choice_lists
from planner.actions.chosen import title_of
from planner.plan import Plan, find
from planner.report.blocks import Report, Topic
from planner.report.segments import by_priority

_LETTERS = {"objectives": "O", "kpis": "K", "journeys": "J", "requirements": "R", "platforms": "P", "actions": "A"}


@dataclass(frozen=True)
class Source:
    """A plan with its report; ``number`` gives items the short numbers by which the sheets refer to each other."""

    plan: Plan
    report: Report
    _numbers: Mapping[tuple[str, str], str] = field(repr=False)

    def number(self, table: str, item: str) -> str:
        """The number of an item: A7 for an action; nothing where there is no such item."""
        return self._numbers.get((table, item), "")

    def numbers(self, table: str, items: Iterable[str]) -> str:
        """The numbers of items in a row."""
        return ", ".join(found for item in items if (found := self.number(table, item)))

    def names(self, table: str, items: Iterable[str]) -> str:
        """The names of items in a row."""
        records = (find(self.plan, table, item) for item in items)
        return ", ".join(str(record.name) for record in records if record is not None and record.name)

    def actions(self, items: Iterable[str]) -> str:
        """Actions in a row, each with its number and title."""
        found = ((self.number("actions", i), find(self.plan, "actions", i)) for i in items)
        return ", ".join(f"{number} {title_of(action)}" for number, action in found if action is not None)

    @cached_property
    def lists(self) -> dict[str, ChoiceList]:
        """The lists to choose from, by name."""
        return {known.name: known for known in choice_lists(self.plan)}

    def said(self, name: str, key: str) -> str:
        """The words of a choice in a list; nothing for none."""
        return self.lists[name].said(key)

    def yes(self, value: bool) -> str:
        """Yes or no."""
        return self.said("list_yes_no", "yes" if value else "no")

    def topic(self, key: str) -> Topic | None:
        """The first topic of a part of the report, which states what the part finds; None where it is not printed."""
        section = self.report.section(key)
        return section.topics[0] if section is not None else None


def source_of(plan: Plan, report: Report) -> Source:
    """What the workbook of a plan is made from."""
    numbers = {
        (table, record.id): f"{sign}{at}"
        for table, sign in _LETTERS.items()
        for at, record in enumerate(plan.rows(table), start=1)
    }
    numbers |= {("segments", s.id): f"S{at}" for at, s in enumerate(by_priority(plan), start=1)}
    points = dict.fromkeys(p.id for table in ("current_touchpoints", "optimal_touchpoints") for p in plan.rows(table))
    numbers |= {("touchpoints", point): f"T{at}" for at, point in enumerate(points, start=1)}
    return Source(plan, report, numbers)
