"""Observed journeys: what customers were seen to do, as counts only, and the journey that the counts make.

Shares are counts: of those who come to a touchpoint, how many take a step. A chain of such shares converts as was
observed. What fewer than five customers do is never told apart, and what fewer than a chosen share do is folded: it
leads through one touchpoint for everything else, so that nobody is lost and the conversion stays what it was.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from planner.intake.cells import Rejected
from planner.intake.journeys.draft import CONVERTED, OTHER, Draft, DraftPoint, DraftStep, Kind
from planner.intake.left_out import row_notes
from planner.intake.names import folded
from planner.language import _, apart, date_text, ngettext, number, percent, short_percent
from planner.segments.small_groups import SMALLEST_GROUP

FOLDS = (0.0, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2)
"""The shares of customers below which a person can fold."""
READABLE_STEPS = 40
"""A map with more steps than that is not read any more."""


@dataclass(frozen=True, slots=True)
class Activity:
    """How many customers did it, and how far along their way it was on average, from 0 to 1."""

    customers: float
    place: float


@dataclass(frozen=True, slots=True)
class Taken:
    """How often a step was taken, by how many customers, and after how many days on average where that is known."""

    times: float
    customers: float
    days: float | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """A whole way from the first to the last activity, and how many customers went just so."""

    steps: tuple[str, ...]
    customers: float


@dataclass(frozen=True, slots=True)
class Observed:
    """The counts of a file: activities by name, steps between them, where customers start, and the commonest ways.

    ``ways`` are those of five customers and more, most first; ``way_count`` is how many different ones there are.
    """

    kind: Kind
    source: str
    rows: int
    customers: float
    activities: Mapping[str, Activity]
    steps: Mapping[tuple[str, str], Taken]
    starts: Mapping[str, float]
    ways: tuple[Way, ...] = ()
    way_count: int = 0
    span: tuple[dt.date, dt.date] | None = None
    notes: tuple[str, ...] = ()
    rejected: tuple[Rejected, ...] = ()

    def visits(self) -> dict[str, float]:
        """How often every activity was come to: by those who start there and by every step to it."""
        visits = {name: self.starts.get(name, 0.0) for name in self.activities}
        for (_source, target), taken in self.steps.items():
            visits[target] += taken.times
        return visits

    def provenance(self) -> str:
        """Where the counts come from, in a few words: file, rows, customers, days."""
        customers = ngettext("{count} customer", "{count} customers", round(self.customers))
        parts = [self.source]
        if self.kind == "events":
            parts.append(ngettext("{count} event", "{count} events", self.rows).format(count=number(self.rows)))
        parts.append(customers.format(count=number(self.customers)))
        if self.span is not None:
            parts.append(" – ".join(dict.fromkeys(date_text(day) for day in self.span)))
        return apart(parts)


def suggested_fold(observed: Observed) -> float:
    """The smallest share to fold below that leaves a map to read."""
    for share in FOLDS:
        if len(fold(observed, share).steps) <= READABLE_STEPS:
            return share
    return FOLDS[-1]


def fold(observed: Observed, share: float) -> Observed:
    """The counts with everything that fewer than a share of the customers do, or fewer than five, as one activity.

    A rare step between two common activities leads through that one too. Where fewer than five would do so in all,
    the rarest other step joins them: nobody can be told apart, and nobody is left out.
    """
    least = max(share * observed.customers - 1e-9, float(SMALLEST_GROUP))
    common = {name for name, a in observed.activities.items() if name != OTHER and a.customers >= least}
    shown = {ends for ends, t in observed.steps.items() if common.issuperset(ends) and t.customers >= least}
    while True:
        steps, starts = _led_through(observed, common, shown)
        through = sum(t.times for (_s, target), t in steps.items() if target == OTHER) + starts.get(OTHER, 0.0)
        if not 0.0 < through < SMALLEST_GROUP or not shown:
            break
        shown.remove(min(shown, key=lambda ends: (observed.steps[ends].customers, ends)))
    activities = {name: a for name, a in observed.activities.items() if name in common}
    rest = [a for name, a in observed.activities.items() if name not in common]
    if through >= SMALLEST_GROUP:
        seen = min(sum(a.customers for a in rest) or through, through, observed.customers)
        activities[OTHER] = Activity(seen, _mean((a.place, a.customers) for a in rest) if rest else 0.5)
    else:
        steps = {ends: taken for ends, taken in steps.items() if OTHER not in ends}
        starts.pop(OTHER, None)
    return replace(observed, activities=activities, steps=steps, starts=starts)


def _led_through(
    observed: Observed, common: set[str], shown: set[tuple[str, str]]
) -> tuple[dict[tuple[str, str], Taken], dict[str, float]]:
    """Steps and starts with whatever is not common, and every step that is not shown, leading through OTHER."""
    steps: dict[tuple[str, str], Taken] = {}
    for (source, target), taken in observed.steps.items():
        if (source, target) in shown:
            _add(steps, (source, target), taken)
        elif source in common and target in common:
            _add(steps, (source, OTHER), taken)
            _add(steps, (OTHER, target), replace(taken, days=None if taken.days is None else 0.0))
        elif source in common or target in common:
            _add(steps, (source, OTHER) if source in common else (OTHER, target), taken)
    starts: dict[str, float] = {}
    for name, count in observed.starts.items():
        key = name if name in common else OTHER
        starts[key] = starts.get(key, 0.0) + count
    return steps, starts


def merged(observed: Observed, names: Mapping[str, str]) -> Observed:
    """The counts with activities that a person gave the same name as one; ``names`` are by activity.

    Going from one of them to the other is staying, as repeats are.
    """
    first: dict[str, str] = {}
    key = {name: first.setdefault(folded(names.get(name, name)), name) for name in observed.activities}
    if all(name == one for name, one in key.items()):
        return observed
    groups: dict[str, list[Activity]] = {}
    for name, activity in observed.activities.items():
        groups.setdefault(key[name], []).append(activity)
    activities = {
        name: Activity(
            min(sum(a.customers for a in group), observed.customers), _mean((a.place, a.customers) for a in group)
        )
        for name, group in groups.items()
    }
    steps: dict[tuple[str, str], Taken] = {}
    for (source, target), taken in observed.steps.items():
        if key[source] != key[target]:
            _add(steps, (key[source], key[target]), taken)
    starts: dict[str, float] = {}
    for name, count in observed.starts.items():
        starts[key[name]] = starts.get(key[name], 0.0) + count
    ways = tuple(replace(way, steps=_without_repeats(key.get(s, s) for s in way.steps)) for way in observed.ways)
    return replace(observed, activities=activities, steps=steps, starts=starts, ways=ways)


def _add(steps: dict[tuple[str, str], Taken], ends: tuple[str, str], more: Taken) -> None:
    there = steps.get(ends)
    if there is None:
        steps[ends] = more
        return
    days = [(t.days, t.times) for t in (there, more) if t.days is not None]
    steps[ends] = Taken(there.times + more.times, there.customers + more.customers, _mean(days) if days else None)


def _mean(pairs: Iterable[tuple[float, float]]) -> float:
    pairs = list(pairs)
    total = sum(weight for _value, weight in pairs)
    return sum(value * weight for value, weight in pairs) / total if total > 0.0 else 0.0


def _without_repeats(steps: Iterable[str]) -> tuple[str, ...]:
    out: list[str] = []
    for step in steps:
        if not out or out[-1] != step:
            out.append(step)
    return tuple(out)


def draft_of(observed: Observed, share: float = 0.0, names: Mapping[str, str] | None = None) -> Draft:
    """The journey that the counts make, with what fewer than a share of the customers do folded."""
    whole = merged(observed, names or {})
    seen = fold(whole, share)
    visits = seen.visits()
    points = tuple(
        DraftPoint(name, name, goal=name == CONVERTED, place=activity.place, customers=round(activity.customers))
        for name, activity in sorted(seen.activities.items(), key=lambda pair: (pair[1].place, -pair[1].customers))
    )
    steps = tuple(
        DraftStep(source, target, min(taken.times / visits[source], 1.0), _rounded(taken.days))
        for (source, target), taken in sorted(seen.steps.items(), key=lambda pair: -pair[1].times)
        if visits[source] > 0.0
    )
    begun = sum(seen.starts.values())
    starts = {name: count / begun for name, count in seen.starts.items()} if begun > 0.0 else {}
    notes = (*observed.notes, *row_notes(observed.rejected), *_notes(whole, seen, share))
    measured = observed.provenance()
    return Draft(observed.kind, observed.source, "", points, steps, starts, notes=notes, measured=measured)


def _rounded(days: float | None) -> float | None:
    return None if days is None else round(max(days, 0.0), 6)


def _notes(whole: Observed, seen: Observed, share: float) -> list[str]:
    notes = []
    if whole.span is not None or whole.kind == "events":
        notes.append(whole.provenance())
    if whole.way_count:
        shown = sum(way.customers for way in whole.ways if _is_drawn(way, seen))
        text = ngettext(
            "{count} way was taken. The whole way of at least {share} of the customers is drawn.",
            "{count} different ways were taken. The whole way of at least {share} of the customers is drawn.",
            whole.way_count,
        )
        part = min(shown / whole.customers, 1.0) if whole.customers else 0.0
        notes.append(text.format(count=number(whole.way_count), share=percent(part)))
    gone = [name for name in whole.activities if name not in seen.activities and name != OTHER]
    rare = sum(1 for ends in whole.steps if ends not in seen.steps)
    if rare or gone:
        text = _(
            "What fewer than {limit} do is folded into “{other}”: {activities} and {steps}. The conversion stays as"
            " it was observed."
        )
        limit = (
            _("{share} of the customers").format(share=short_percent(share))
            if share * whole.customers > SMALLEST_GROUP
            else _("{count} customers").format(count=SMALLEST_GROUP)
        )
        activities = ngettext("{count} activity", "{count} activities", len(gone)).format(count=number(len(gone)))
        steps = ngettext("{count} step", "{count} steps", rare).format(count=number(rare))
        if OTHER in seen.activities:
            notes.append(text.format(limit=limit, other=_("Other"), activities=activities, steps=steps))
        else:
            text = _("What fewer than {limit} did was left out, so that nobody can be recognised: {steps}.")
            notes.append(text.format(limit=limit, steps=steps))
    return notes


def _is_drawn(way: Way, seen: Observed) -> bool:
    return all(step in seen.activities for step in way.steps) and all(p in seen.steps for p in pairwise(way.steps))
