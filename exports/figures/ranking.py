"""The ranking: the objectives in order, each with its weight as a bar."""

from collections.abc import Iterator

from exports.figures.scene import Item, Rect, Scene, Table, Text
from exports.figures.words import width as words_width
from exports.figures.words import wrapped
from planner.language import _, ngettext, percent
from planner.objectives.records import Objective
from planner.plan import Plan
from planner.report.phrases import objective_name

_SIZE = 13.0
_NUMERAL = 17.0
_SMALL = 11.0
_LINE = 16.0
_HIGHEST, _LOWEST = 58.0, 30.0
_BAR = 5.0


def statement_of(objective: Objective) -> str:
    """What an objective says: its statement, else its name."""
    return objective.statement or objective_name(objective)


def ranking(plan: Plan, width: float, height: float, scale: float = 1.0) -> Scene:
    """The ranking in a box of that size; those that have no room are counted at its foot."""
    objectives = plan.objectives
    most = int(height / (_LOWEST * scale))
    if len(objectives) > most:
        most = max(1, int((height - 20 * scale) / (_LOWEST * scale)))
    shown = objectives[:most]
    hidden = len(objectives) - len(shown)
    row = min((height - (20 * scale if hidden else 0.0)) / max(1, len(shown)), _HIGHEST * scale)
    heaviest = max((o.weight for o in objectives), default=0.0) or 1.0
    items: list[Item] = []
    for at, objective in enumerate(shown):
        items += _row(objective, at, row, width, heaviest, scale)
    if hidden:
        words = ngettext("one more", "{count} more", hidden).format(count=hidden)
        items.append(Text(34 * scale, height - 5 * scale, words, _SMALL * scale, "text.tertiary"))
    return Scene(width, height, tuple(items), sentence(plan), table(plan))


def _row(objective: Objective, at: int, row: float, width: float, heaviest: float, scale: float) -> Iterator[Item]:
    left, right = 34 * scale, width - 50 * scale
    size = _fitting(statement_of(objective), right - left, scale) if row < 52 * scale else _SIZE * scale
    lines = wrapped(statement_of(objective), right - left, size, 500, 2 if row >= 52 * scale else 1)
    top = at * row + (row - (_LINE * len(lines) + 6 + _BAR) * scale) / 2
    share, tip = percent(objective.weight / 100), statement_of(objective)
    middle = top + _LINE * scale * 0.82
    yield Text(0, middle, str(at + 1), _NUMERAL * scale, "accent.text", 600, ref=objective.id, tip=tip)
    for place, words in enumerate(lines):
        y = top + (_LINE * (place + 0.78)) * scale
        yield Text(left, y, words, size, "text.primary", 500, ref=objective.id, tip=tip)
    y = top + (_LINE * len(lines) + 6) * scale
    bar, radius = _BAR * scale, _BAR * scale / 2
    yield Rect(left, y, right - left, bar, "bg.sunken", radius=radius, ref=objective.id, tip=tip)
    if objective.weight > 0:
        reach = max((right - left) * objective.weight / heaviest, bar)
        yield Rect(left, y, reach, bar, "accent.fill", radius=radius, ref=objective.id, tip=tip)
    yield Text(width, y + bar / 2 + size * 0.36, share, size, "text.primary", 600, "right", ref=objective.id, tip=tip)


def _fitting(words: str, room: float, scale: float) -> float:
    """The type size at which a statement fits into one line, or the smallest one."""
    size = _SIZE * scale
    return max(min(size, size * room / max(words_width(words, size, 500), 1.0)), _SMALL * scale)


def sentence(plan: Plan) -> str:
    """What comes first, in one sentence."""
    if not plan.objectives:
        return _("No objective yet.")
    first = max(plan.objectives, key=lambda o: o.weight)
    return _("{name} weighs most: {weight}.").format(name=objective_name(first), weight=percent(first.weight / 100))


def table(plan: Plan) -> Table:
    """The same as a table: rank, objective, weight."""
    rows = tuple((str(at), statement_of(o), percent(o.weight / 100)) for at, o in enumerate(plan.objectives, start=1))
    return Table((_("Rank"), _("Objective"), _("Weight")), rows)
