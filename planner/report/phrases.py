"""Phrases: the small words that the sections of a report share."""

import datetime as dt
import re
from collections.abc import Iterable

from planner.actions.records import Action
from planner.insight.rules_objectives import name_of
from planner.language import NBSP, _, date_text, long_date, money, month_text, number, percent, short_number
from planner.objectives.records import Kpi, Objective
from planner.plan import Plan, find
from planner.segments.records import Segment


def counted(count: int) -> str:
    """A count as a word up to twelve, then in digits; one is never asked for, as its word bends."""
    words = (
        *("", ""),
        *(_("two"), _("three"), _("four"), _("five"), _("six"), _("seven")),
        *(_("eight"), _("nine"), _("ten"), _("eleven"), _("twelve")),
    )
    return words[count] if 2 <= count < len(words) else number(count)


def out_of(part: int, whole: int) -> str:
    """So many of so many, in words: four of six."""
    said = {0: _("none"), 1: _("one")}.get(part) or counted(part)
    return _("{part} of {whole}").format(part=said, whole=counted(whole) if whole > 1 else _("one"))


def opening(sentence: str) -> str:
    """The sentence with a capital first letter; the rest keeps its own."""
    return sentence[:1].upper() + sentence[1:]


def segment_name(segment: Segment | None) -> str:
    """The name of a segment, or words that say that it has none."""
    return (segment.name if segment else "") or _("Segment without a name")


def segments_said(plan: Plan, ids: Iterable[str]) -> str:
    """The names of segments in a row; all of them where none is named."""
    names = [segment_name(found) for i in ids if (found := find(plan, "segments", i)) is not None]
    return some(names, 5) if names else _("All segments")


objective_name = name_of
"""The short name of an objective, as the health rules say it."""


def within(objective: Objective) -> str:
    """The short name of an objective inside a sentence; words that someone wrote keep their first letter."""
    name = name_of(objective)
    return name if objective.name or name[1:2].isupper() else name[:1].lower() + name[1:]


def sentences(words: str) -> list[str]:
    """A text as the points that it makes: its lines, without their bullets and closing full stops."""
    lines = (re.sub(r"^[\s•*–-]+", "", line).strip() for line in words.splitlines())
    return [line.removesuffix(".") if line.count(". ") == 0 else line for line in lines if line]


def some(names: Iterable[str], most: int = 4) -> str:
    """Names in a row, so many at most: Commuters, Families and 3 more."""
    known = [name for name in names if name]
    if len(known) <= most + 1:
        return ", ".join(known)
    rest = len(known) - most
    return _("{names} and {count} more").format(names=", ".join(known[:most]), count=rest)


def one_line(words: str) -> str:
    """A text in one line."""
    return " ".join(words.split())


def kpi_value(kpi: Kpi, value: float | None, currency: str) -> str:
    """A value of a KPI in its unit."""
    if value is None:
        return "–"
    if kpi.unit == "percent":
        return percent(value, 0 if abs(value * 100 - round(value * 100)) < 0.05 else 1)
    if kpi.unit == "money":
        return money(value, currency)
    if kpi.unit == "days":
        return short_number(value, 1) + NBSP + _("days")
    return short_number(value, 2)


def kpi_name(kpi: Kpi) -> str:
    """The name of a KPI: its own, or that of its metric."""
    from planner.catalogue import metrics

    return kpi.name or next((m.name for m in metrics() if m.key == kpi.metric), "") or _("KPI without a name")


def kpi_sentence(kpi: Kpi, currency: str) -> str:
    """What a KPI shall become: Visit-to-order rate from 18 % to 26 % by 30 September 2027."""
    said = {
        "name": kpi_name(kpi),
        "baseline": kpi_value(kpi, kpi.baseline, currency),
        "target": kpi_value(kpi, kpi.target, currency),
        "date": long_date(kpi.due) if kpi.due else "",
    }
    if kpi.target is None:
        return _("{name}, still without a target.").format(**said)
    if kpi.baseline is None:
        if kpi.due is None:
            return _("{name} at {target}.").format(**said)
        return _("{name} at {target} by {date}.").format(**said)
    if kpi.due is None:
        return _("{name} from {baseline} to {target}.").format(**said)
    return _("{name} from {baseline} to {target} by {date}.").format(**said)


def months_said(start: dt.date, end: dt.date) -> str:
    """The months from one date to another in words: Feb to Apr; with the year where it differs."""
    if (start.year, start.month) == (end.year, end.month):
        return month_text(start)
    first, last = month_text(start), month_text(end)
    if start.year != end.year:
        first, last = month_said(start.year, start.month), month_said(end.year, end.month)
    return _("{first} to {last}").format(first=first, last=last).replace(" ", NBSP)


def month_said(year: int, month: int) -> str:
    """A month with its year: Oct 2027."""
    return f"{month_text(dt.date(year, month, 1))}{NBSP}{year}"


def when(plan: Plan, action: Action) -> str:
    """The months in which an action runs."""
    from planner.actions.schedule import schedule

    slot = schedule(plan).slots.get(action.id)
    return months_said(slot.start, slot.finish) if slot and slot.timed else "–"


def day_said(day: dt.date | None) -> str:
    """A date, or a dash."""
    return date_text(day) if day else "–"
