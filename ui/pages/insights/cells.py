"""What a cell of the two matrices says and where it leads."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from planner.insight.matrix import ChannelCell, GoalCell, channel_matrix, goal_matrix
from planner.insight.rules_objectives import name_of
from planner.language import _, ngettext, percent
from planner.plan import Plan

View = Literal["goals", "channels"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its tone (both, half, gap, none), whether it has a journey and actions, words, what it speaks.

    ``opens`` is the page, table and id that Enter leads to; empty where there is nothing to open or make.
    """

    tone: Literal["both", "half", "gap", "none"]
    journey: bool | None
    actions: int
    words: str
    spoken: str
    opens: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows and columns with their names, and the cells row by row."""

    rows: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, str], ...]
    cells: tuple[tuple[Cell, ...], ...]


def goals(plan: Plan) -> Matrix:
    """Objectives by segments: is there a journey, are there actions."""
    found = goal_matrix(plan)
    rows = tuple((o.id, name_of(o)) for o in plan.objectives)
    columns = _segments(plan)
    cells = tuple(tuple(_goal(found[row, column], name, segment) for column, segment in columns) for row, name in rows)
    return Matrix(rows, columns, cells)


def channels(plan: Plan) -> Matrix:
    """Channels by segments: preferred, met in a journey, or neither."""
    found = channel_matrix(plan)
    rows = tuple((c.id, c.name) for c in plan.channels)
    columns = _segments(plan)
    cells = tuple(
        tuple(_channel(found[column, row], name, segment) for column, segment in columns) for row, name in rows
    )
    return Matrix(rows, columns, cells)


def _segments(plan: Plan) -> tuple[tuple[str, str], ...]:
    return tuple((s.id, s.name or _("Segment without a name")) for s in plan.segments)


def _goal(cell: GoalCell, objective: str, segment: str) -> Cell:
    count = len(cell.actions)
    acts = ngettext("{count} action", "{count} actions", count).format(count=count)
    spoken, tone = {
        "both": (_("{objective} for {segment}: journey and {actions}."), "both"),
        "journey": (_("{objective} for {segment}: a journey, no action."), "half"),
        "actions": (_("{objective} for {segment}: no journey, {actions}."), "half"),
        "gap": (_("{objective} for {segment}: a gap, neither journey nor action."), "gap"),
        "not_targeted": (_("{objective} is not for {segment}."), "none"),
    }[cell.coverage]
    words = _("Gap") if cell.coverage == "gap" else str(count) if count else ""
    return Cell(
        tone,  # type: ignore[arg-type]
        None if tone in ("none", "gap") else bool(cell.journeys),
        count,
        words,
        spoken.format(objective=objective, segment=segment, actions=acts),
        _opens(cell),
    )


def _opens(cell: GoalCell) -> tuple[str, str, str]:
    if cell.coverage == "not_targeted":
        return ("objectives", "objectives", cell.objective)
    if cell.actions:
        return ("actions", "actions", cell.actions[0])
    if cell.journeys:
        return ("journeys", "journeys", cell.journeys[0])
    return ("journeys", "segments", cell.segment)


def _channel(cell: ChannelCell, channel: str, segment: str) -> Cell:
    spoken, tone = {
        "used": (_("{segment} prefer {channel} and meet it in {count} touchpoints."), "both"),
        "other": (_("{segment} meet {channel} in {count} touchpoints without preferring it."), "half"),
        "preferred": (_("{segment} prefer {channel}, and no touchpoint uses it."), "gap"),
        "none": (_("{segment} neither prefer nor meet {channel}."), "none"),
    }[cell.use]
    count = max(cell.current, cell.optimal)
    words = _("Unused") if cell.use == "preferred" else str(count) if count else ""
    said = spoken.format(segment=segment, channel=channel, count=count)
    if cell.consent is not None:
        said += " " + _("Consent: {share}.").format(share=percent(cell.consent))
    return Cell(tone, None, count, words, said, ("journeys", "segments", cell.segment))  # type: ignore[arg-type]


def counted(cells: Sequence[Sequence[Cell]], tone: str) -> int:
    """How many cells have a tone."""
    return sum(cell.tone == tone for row in cells for cell in row)
