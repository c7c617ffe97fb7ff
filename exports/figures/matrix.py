"""The matrices as pictures: which goals have a journey and actions, and how each segment wants to be reached."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from exports.figures.journey_map import lane_of
from exports.figures.scene import Icon, Item, Rect, Scene, Table, Text, line
from exports.figures.words import wrapped
from planner.insight.matrix import ChannelCell, GoalCell, channel_matrix, goal_matrix
from planner.language import _, ngettext, percent
from planner.plan import Plan
from planner.report.phrases import objective_name, segment_name

_SIZE = 12.0
_LINE = 14.5
_HEAD = 38.0
_NAMES = 0.26
_FOOT = 24.0
_MOST = 12
"""Only so many rows and columns are shown: more would be too small to read."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell as it is drawn: its ground, its outline, what stands in it, and what it says."""

    fill: str = ""
    stroke: str = ""
    icon: str = ""
    words: str = ""
    role: str = "text.tertiary"
    spoken: str = ""


_Names = Sequence[tuple[str, str]]
_Legend = Sequence[tuple[_Cell, str]]


def goals(plan: Plan, width: float, height: float, scale: float = 1.0) -> Scene:
    """Objectives down, segments across: journey and actions, one of the two, a gap, or not targeted."""
    cells = {key: _goal(cell) for key, cell in goal_matrix(plan).items()}
    down = [(o.id, objective_name(o)) for o in plan.objectives]
    across = [(s.id, segment_name(s)) for s in plan.segments]
    open_cells = sum(cell.coverage == "gap" for cell in goal_matrix(plan).values())
    said = ngettext(
        "{count} goal has neither a journey nor an action.",
        "{count} goals have neither a journey nor an action.",
        open_cells,
    ).format(count=open_cells)
    return _grid(cells, down, across, _goal_legend(), said, width, height, scale)


def _goal(cell: GoalCell) -> _Cell:
    count = len(cell.actions)
    if cell.coverage == "not_targeted":
        return _Cell(words="·", spoken=_("not targeted"))
    if cell.coverage == "gap":
        return _Cell("bg.surface", "bad.fill", "circle-dashed", role="bad.text", spoken=_("gap"))
    if cell.coverage == "both":
        words = ngettext("a journey and {count} action", "a journey and {count} actions", count).format(count=count)
        return _Cell("accent.soft", "", "check", role="accent.text", spoken=words)
    icon, words = ("route", _("a journey only")) if cell.coverage == "journey" else ("square-check", _("actions only"))
    return _Cell("warn.soft", "", icon, role="warn.text", spoken=words)


def _goal_legend() -> _Legend:
    return (
        (_Cell("accent.soft", "", "check", role="accent.text"), _("Journey and actions")),
        (_Cell("warn.soft", "", "route", role="warn.text"), _("One of the two")),
        (_Cell("bg.surface", "bad.fill", "circle-dashed", role="bad.text"), _("Gap")),
    )


def channels(plan: Plan, width: float, height: float, scale: float = 1.0) -> Scene:
    """Segments down, channels across: what is preferred and used, with the share that gave consent."""
    cells = {key: _channel(cell) for key, cell in channel_matrix(plan).items()}
    down = [(s.id, segment_name(s)) for s in plan.segments]
    across = [(c.id, lane_of(c).name) for c in plan.channels]
    unused = sum(cell.use == "preferred" for cell in channel_matrix(plan).values())
    said = ngettext(
        "{count} preferred channel is not used in any journey.",
        "{count} preferred channels are not used in any journey.",
        unused,
    ).format(count=unused)
    return _grid(cells, down, across, _channel_legend(), said, width, height, scale)


def _channel(cell: ChannelCell) -> _Cell:
    words = percent(cell.consent) if cell.consent is not None else ""
    if cell.use == "used":
        spoken = _("preferred and used")
        return _Cell("accent.soft", "", "" if words else "check", words, "accent.text", spoken)
    if cell.use == "preferred":
        spoken = _("preferred, not used")
        return _Cell("bg.surface", "warn.fill", "" if words else "heart", words, "warn.text", spoken)
    if cell.use == "other":
        return _Cell("bg.sunken", "", "" if words else "route", words, "text.secondary", _("used, not preferred"))
    return _Cell(words="·", spoken=_("not used"))


def _channel_legend() -> _Legend:
    return (
        (_Cell("accent.soft", role="accent.text"), _("Preferred and used")),
        (_Cell("bg.surface", "warn.fill", role="warn.text"), _("Preferred, not used")),
        (_Cell("bg.sunken", role="text.secondary"), _("Used, not preferred")),
    )


def _grid(
    cells: Mapping[tuple[str, str], _Cell],
    down: _Names,
    across: _Names,
    legend: _Legend,
    said: str,
    width: float,
    height: float,
    scale: float,
) -> Scene:
    table = _table(cells, down, across)
    down, across = down[:_MOST], across[:_MOST]
    size, head, left = _SIZE * scale, _HEAD * scale, width * _NAMES
    column = (width - left) / max(1, len(across))
    row = min((height - head - _FOOT * scale) / max(1, len(down)), 46 * scale)
    items: list[Item] = []
    for at, (key, name) in enumerate(across):
        lines = wrapped(name, column - 8 * scale, size, 400, 2)
        for place, words in enumerate(lines):
            y = head - (8 + _LINE * (len(lines) - 1 - place)) * scale
            items.append(Text(left + (at + 0.5) * column, y, words, size, "text.secondary", 400, "centre", ref=key))
    for at, (key, name) in enumerate(down):
        top = head + at * row
        items.append(line([(0, top), (width, top)], "line.hair"))
        lines = wrapped(name, left - 12 * scale, size * 1.05, 500, 2 if row >= 36 * scale else 1)
        for place, words in enumerate(lines):
            y = top + row / 2 + size * 0.38 + _LINE * scale * (place - (len(lines) - 1) / 2)
            items.append(Text(0, y, words, size * 1.05, "text.primary", 500, ref=key))
        for place, (other, title) in enumerate(across):
            cell = cells[key, other]
            tip = _("{row}, {column}: {cell}").format(row=name, column=title, cell=cell.spoken)
            items += _drawn(cell, left + place * column, top, column, row, scale, tip)
    items += _foot(legend, left, head + len(down) * row + _FOOT * scale * 0.7, scale)
    return Scene(width, height, tuple(items), said, table)


def _drawn(cell: _Cell, x: float, y: float, wide: float, high: float, scale: float, tip: str) -> list[Item]:
    pad, size = 4 * scale, _SIZE * scale
    out: list[Item] = []
    if cell.fill:
        dash = (3.0 * scale, 2.0 * scale) if cell.stroke else ()
        box = Rect(x + pad, y + pad, wide - 2 * pad, high - 2 * pad, cell.fill, cell.stroke, 4 * scale, scale, dash)
        out.append(box)
    middle = (x + wide / 2, y + high / 2)
    if cell.icon:
        side = min(15 * scale, high * 0.5)
        out.append(Icon(middle[0] - side / 2, middle[1] - side / 2, cell.icon, side, cell.role, tip=tip))
    elif cell.words:
        out.append(Text(middle[0], middle[1] + size * 0.36, cell.words, size, cell.role, 500, "centre", tip=tip))
    return out


def _foot(legend: _Legend, left: float, y: float, scale: float) -> list[Item]:
    from exports.figures.words import width as words_width

    size, x = _SIZE * scale, left
    out: list[Item] = []
    for cell, words in legend:
        out += _drawn(cell, x - 4 * scale, y - 10 * scale, 30 * scale, 20 * scale, scale, words)
        out.append(Text(x + 30 * scale, y + size * 0.36, words, size, "text.secondary"))
        x += words_width(words, size) + 52 * scale
    return out


def _table(cells: Mapping[tuple[str, str], _Cell], down: _Names, across: _Names) -> Table:
    rows = tuple((name, *(cells[key, other].spoken for other, _name in across)) for key, name in down)
    return Table(("", *(name for _key, name in across)), rows)
