"""The timeline: a bar for each action on a time axis, what waits for what, and the critical path."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from exports.figures.scene import Item, Path, Rect, Scene, Table, Text, line, polygon
from exports.figures.time_axis import HEAD, TimeAxis, Unit, axis_of, ground_items, head_items, today_items
from exports.figures.words import elided
from exports.figures.words import width as words_width
from planner.actions.chosen import title_of
from planner.actions.money import cost
from planner.actions.records import Action
from planner.actions.schedule import Schedule, Slot, schedule
from planner.language import _, date_text, money_short, ngettext, percent
from planner.plan import Plan, find

ROW = 38.0
BAR = 22.0
_SIZE = 12.0
_LABEL = 13.0
_LEAD = 9.0
"""How far a link goes out of a bar before it turns."""


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """An action on the timeline: its slot, how much is done, the words in its bar and what it waits for."""

    action: str
    title: str
    slot: Slot
    done: float
    words: str
    tip: str
    after: tuple[tuple[str, int], ...]


def timeline_rows(plan: Plan, actions: Iterable[Action] | None = None) -> tuple[TimelineRow, ...]:
    """The rows of some actions, or of all, in the order of the plan."""
    slots = schedule(plan).slots
    return tuple(_row(plan, action, slots[action.id]) for action in (plan.actions if actions is None else actions))


def _row(plan: Plan, action: Action, slot: Slot) -> TimelineRow:
    amount = money_short(cost(plan, action), plan.profile.currency) if action.costs else ""
    words = percent(action.done) if action.done > 0 else amount
    after = tuple((d.action, d.lag_days) for d in action.depends if find(plan, "actions", d.action) is not None)
    return TimelineRow(action.id, title_of(action), slot, action.done, words, tip_of(action, slot), after)


def tip_of(action: Action, slot: Slot) -> str:
    """An action in one sentence: when it runs, who owns it, how far it can slip."""
    if not slot.timed:
        return _("{title}: no duration yet, on {date}").format(title=title_of(action), date=date_text(slot.start))
    span = _("{title}: {start} to {finish}").format(
        title=title_of(action), start=date_text(slot.start), finish=date_text(slot.finish)
    )
    if slot.critical:
        rest = _("on the critical path")
    elif not slot.chosen:
        rest = _("left out")
    else:
        rest = ngettext("{count} day of float", "{count} days of float", slot.total_float)
        rest = rest.format(count=slot.total_float)
    return ", ".join(part for part in (span, action.owner, rest) if part)


def bar_items(
    row: TimelineRow, axis: TimeAxis, middle: float, scale: float = 1.0, accent: str = "accent", path: bool = True
) -> Iterator[Item]:
    """The bar of a row around a height: filled as far as it is done; the critical path in the accent."""
    slot, high = row.slot, BAR * scale
    left, right = bar_span(slot, axis, scale)
    top = middle - high / 2
    if not slot.timed:
        x, reach = axis.at(slot.start), 7 * scale
        points = [(x, middle - reach), (x + reach, middle), (x, middle + reach), (x - reach, middle)]
        yield polygon(points, "bg.surface", "text.tertiary", 1.5, ref=row.action, tip=row.tip)
        return
    critical = path and slot.critical
    fill, stroke = ("accent.soft", f"{accent}.fill") if critical else ("bg.surface", "text.tertiary")
    radius = 4 * scale
    if not slot.chosen:
        dash = (4.0, 3.0)
        yield Rect(left, top, right - left, high, "", "text.tertiary", radius, 1.0, dash, ref=row.action, tip=row.tip)
    else:
        line_width = 1.75 if critical else 1.0
        yield Rect(left, top, right - left, high, fill, "", radius)
        if row.done > 0:
            part = (right - left) * min(row.done, 1.0)
            done = f"{accent}.fill" if critical else "text.disabled"
            yield from _done(left, top, part, high, radius, done, whole=row.done >= 1)
        yield Rect(left, top, right - left, high, "", stroke, radius, line_width, ref=row.action, tip=row.tip)
    yield from _bar_words(row, left, right, middle, scale, critical)


def _done(left: float, top: float, part: float, high: float, radius: float, fill: str, whole: bool) -> Iterator[Item]:
    yield Rect(left, top, part, high, fill, radius=radius)
    if not whole and part > radius:  # square where it goes on
        yield Rect(left + part - radius, top, radius, high, fill)


def _bar_words(
    row: TimelineRow, left: float, right: float, middle: float, scale: float, critical: bool
) -> Iterator[Item]:
    if not row.words:
        return
    size = _SIZE * scale
    wide = words_width(row.words, size, 500)
    base = middle + size * 0.36
    role = "accent.text" if critical else "text.primary" if row.slot.chosen else "text.tertiary"
    if wide + 14 * scale > right - left:
        yield Text(right + 6 * scale, base, row.words, size, role, 500)
        return
    if critical and row.done > 0 and left + (right - left) * row.done > right - 8 * scale - wide:
        role = "text.onAccent"
    yield Text(right - 8 * scale, base, row.words, size, role, 500, "right")


def bar_span(slot: Slot, axis: TimeAxis, scale: float = 1.0) -> tuple[float, float]:
    """Where the bar of a slot begins and ends; never too narrow to be seen."""
    left = axis.at(slot.start)
    return left, max(axis.after(slot.finish), left + 6 * scale)


def link_items(
    plan: Plan,
    rows: Mapping[str, TimelineRow],
    middles: Mapping[str, float],
    axis: TimeAxis,
    scale: float = 1.0,
    accent: str = "accent",
    path: bool = True,
) -> Iterator[Item]:
    """An arrow from each action to what waits for it; those on the critical path last, so that they lie on top."""
    timetable = schedule(plan)
    found = [
        (path and is_driving(timetable, source, row.action, lag), source, row.action)
        for row in rows.values()
        for source, lag in row.after
        if source in rows
    ]
    for critical, source, target in sorted(found, key=lambda entry: entry[0]):
        steps = _way(rows[source].slot, rows[target].slot, middles[source], middles[target], axis, scale)
        stroke, width = (f"{accent}.fill", 2.0) if critical else ("text.tertiary", 1.25)
        tip = _("{after} waits for {before}").format(after=rows[target].title, before=rows[source].title)
        yield Path(steps, "", stroke, width, arrow=True, tip=tip)


def is_driving(timetable: Schedule, source: str, target: str, lag: int) -> bool:
    """Whether a link is part of the critical path: both ends are, and the one starts when the other ends."""
    before, after = timetable.slots[source], timetable.slots[target]
    if not (before.critical and after.critical):
        return False
    number = timetable.calendar.number
    return number(before.finish) + 1 + lag >= number(after.start)


def _way(
    source: Slot, target: Slot, from_y: float, to_y: float, axis: TimeAxis, scale: float
) -> tuple[tuple[str | float, ...], ...]:
    """Out of the end of a bar, down or up, and onto the top or bottom of the other near its start."""
    lead, bend = _LEAD * scale, 4 * scale
    _left, out = bar_span(source, axis, scale) if source.timed else (0.0, axis.at(source.start) + 7 * scale)
    left, right = bar_span(target, axis, scale)
    down = 1.0 if to_y > from_y else -1.0
    end = to_y - down * (BAR / 2 * scale + 1)
    x = min(max(out + lead, left + lead), max(right - 3 * scale, left + 2))
    if x >= out + bend:
        bend = min(bend, x - out)
        return (
            ("M", out, from_y),
            ("L", x - bend, from_y),
            ("C", x, from_y, x, from_y, x, from_y + down * bend),
            ("L", x, end),
        )
    turn = end - down * 6 * scale  # the other one starts before this one has ended: go round
    return (
        ("M", out, from_y),
        ("L", out + lead, from_y),
        ("L", out + lead, turn),
        ("L", x, turn),
        ("L", x, end),
    )


def timeline(
    plan: Plan,
    width: float,
    scale: float = 1.0,
    accent: str = "accent",
    unit: Unit = "month",
    today: dt.date | None = None,
    actions: Sequence[Action] | None = None,
) -> Scene:
    """The whole timeline as a picture of that width, as high as its rows, with the titles at the left."""
    rows = timeline_rows(plan, actions)
    names = min(max([words_width(r.title, _LABEL * scale, 600) for r in rows], default=0.0) + 28 * scale, width * 0.32)
    axis = axis_of(plan, names, width - names - 1, unit)
    head, row_high = HEAD * scale, ROW * scale
    height = head + row_high * len(rows)
    middles = {row.action: head + row_high * (at + 0.5) for at, row in enumerate(rows)}
    items: list[Item] = [Rect(0.5, 0.5, width - 1, height - 1, "bg.surface", radius=8 * scale)]
    items += ground_items(axis, head, height)
    items += head_items(axis, 0, scale, today)
    for at in range(len(rows)):
        y = round(head + row_high * at) + 0.5
        items.append(line([(0, y), (width, y)], "line.hair"))
    items.append(line([(round(names) + 0.5, 0), (round(names) + 0.5, height)], "line.strong"))
    items += link_items(plan, {r.action: r for r in rows}, middles, axis, scale, accent)
    for row in rows:
        items += _named_row(row, middles[row.action], names, axis, scale, accent)
    if today is not None:
        items += today_items(axis, today, head, height, scale)
    items.append(Rect(0.5, 0.5, width - 1, height - 1, "", "line.strong", 8 * scale))
    return Scene(width, height, tuple(items), sentence(plan), table(rows))


def _named_row(
    row: TimelineRow, middle: float, names: float, axis: TimeAxis, scale: float, accent: str
) -> Iterator[Item]:
    size = _LABEL * scale
    weight, role = (600, f"{accent}.text") if row.slot.critical else (400, "text.primary")
    words = elided(row.title, names - 22 * scale, size, weight)
    yield Text(14 * scale, middle + size * 0.36, words, size, role, weight, ref=row.action, tip=row.tip)
    yield from bar_items(row, axis, middle, scale, accent)


def sentence(plan: Plan) -> str:
    """What the timeline shows, in one sentence."""
    timetable = schedule(plan)
    if timetable.end is None:
        return _("No action has a duration yet.")
    titles = [title_of(found) for a in timetable.critical if (found := find(plan, "actions", a)) is not None]
    if not titles:
        return _("Ends {date}.").format(date=date_text(timetable.end))
    words = _("Ends {date}. The critical path runs through {title}.")
    return words.format(date=date_text(timetable.end), title=titles[0])


def table(rows: Sequence[TimelineRow]) -> Table:
    """The same as a table: action, start, end, done, float."""
    head = (_("Action"), _("Starts"), _("Ends"), _("Done"), _("Float, in days"))
    return Table(
        head,
        tuple(
            (
                row.title,
                date_text(row.slot.start),
                date_text(row.slot.finish) if row.slot.timed else "–",
                percent(row.done),
                str(row.slot.total_float) if row.slot.timed else "–",
            )
            for row in rows
        ),
    )
