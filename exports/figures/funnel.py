"""The funnel of a journey: what share of those who start gets to each stage, and what is lost on the way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from exports.figures.scene import Item, Rect, Scene, Table, Text, polygon
from exports.figures.words import width as words_width
from exports.figures.words import wrapped
from planner.journeys.flow import flow
from planner.journeys.graph import graph
from planner.journeys.records import State
from planner.language import _, number, percent, signed
from planner.plan import Plan

_SIZE = 12.0
_FIGURE = 19.0
_LINE = 15.0
_GAP = 0.51
"""The room between two bars, as a share of a bar."""
_WIDEST = 92.0
_SMALLEST = 0.75
"""Names are set smaller, to this share of their size, before they are cut."""
_LEAST_LOSS = 0.005
"""A loss that would be written as 0 is not drawn."""


@dataclass(frozen=True, slots=True)
class Step:
    """A stage of the funnel: the share that gets there, and the share lost since the stage before."""

    stage: str
    name: str
    reach: float
    loss: float


@dataclass(frozen=True, slots=True)
class _Bar:
    step: Step
    left: float
    width: float
    top: float
    before: float
    """Where the bar of the stage before ends at its top."""
    worst: bool

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def centre(self) -> float:
        return self.left + self.width / 2


def funnel_steps(plan: Plan, journey: str, state: State = "current") -> list[Step]:
    """The stages in scope that have touchpoints, in order. Raises KeyError."""
    names = {stage.id: stage.name for stage in graph(plan, journey, state).scope}
    out: list[Step] = []
    for found in flow(plan, journey, state).stages:
        if found.stage in names and found.reach is not None:
            loss = found.loss or 0.0 if out else 0.0
            out.append(Step(found.stage, names[found.stage] or _("Stage without a name"), found.reach, loss))
    return out


def worst_step(steps: Sequence[Step]) -> Step | None:
    """The stage before which most are lost; None where nothing is lost."""
    lost = [step for step in steps if step.loss >= _LEAST_LOSS]
    return max(lost, key=lambda step: step.loss, default=None)


def funnel(
    plan: Plan, journey: str, width: float, height: float, scale: float = 1.0, state: State = "current"
) -> Scene:
    """The funnel in a box of that size: a bar for each stage, what is lost dashed above it, the worst in amber."""
    steps = funnel_steps(plan, journey, state)
    if not steps:
        return Scene(width, height, (), sentence(steps))
    base, top = height - (2 * _LINE + 10) * scale, 1 + _FIGURE * scale * 0.6
    most = max(1.0, *(step.reach for step in steps))
    worst = worst_step(steps)
    wide, size, left = _measures(steps, width, scale)
    bars: list[_Bar] = []
    for at, step in enumerate(steps):
        high = base - (base - top) * step.reach / most
        bars.append(
            _Bar(step, left + at * wide * (1 + _GAP), wide, high, bars[-1].top if bars else high, step is worst)
        )
    items: list[Item] = []
    for one, other in pairwise(bars):
        role = "warn.soft" if other.worst else "bg.sunken"
        corners = [(one.right, one.top), (other.left, other.top), (other.left, base), (one.right, base)]
        items.append(polygon(corners, role))
    for bar in bars:
        items += _lost(bar, scale)
        items += _bar(bar, base, scale)
        items += _name(bar, base, size, scale)
    return Scene(width, height, tuple(items), sentence(steps), table(steps))


def _measures(steps: Sequence[Step], width: float, scale: float) -> tuple[float, float, float]:
    """How wide a bar is, the size of the names under them, and where the first bar begins: no name is cut."""
    size, left = _SIZE * scale, 0.0
    wide = _WIDEST * scale
    for _try in range(2):  # the names at both ends may stand out and make the bars narrower
        wide = min((width - 2 * left) / (len(steps) + _GAP * (len(steps) - 1)), _WIDEST * scale)
        room = wide * (1 + _GAP * 0.9)
        longest = max(words_width(word, 1.0) for step in steps for word in step.name.split() or [""])
        size = max(min(_SIZE * scale, room / (longest or 1.0)), _SIZE * scale * _SMALLEST)
        ends = (line for step in (steps[0], steps[-1]) for line in wrapped(step.name, room, size))
        left = max(0.0, *((words_width(line, size) - wide) / 2 for line in ends))
    return wide, size, left


def _bar(bar: _Bar, base: float, scale: float) -> Iterator[Item]:
    step, size = bar.step, _fitting(_FIGURE * scale, bar.width)
    tip = _("{share} of those who start get to {stage}.").format(share=percent(step.reach), stage=step.name)
    radius = min(4 * scale, (base - bar.top) / 2)
    yield Rect(bar.left, bar.top, bar.width, base - bar.top, "accent.fill", radius=radius, ref=step.stage, tip=tip)
    words, inside = number(step.reach * 100), _holds(bar, base, size)
    y = bar.top + size * 1.16 if inside else min(bar.before, bar.top) - size * 0.3
    yield Text(bar.centre, y, words, size, "text.onAccent" if inside else "accent.text", 600, "centre", ref=step.stage)


def _holds(bar: _Bar, base: float, size: float) -> bool:
    """Whether a bar is high enough to hold its figure; else that stands above it."""
    return base - bar.top >= size * 1.45


def _name(bar: _Bar, base: float, size: float, scale: float) -> Iterator[Item]:
    for row, words in enumerate(wrapped(bar.step.name, bar.width * (1 + _GAP * 0.92), size, 400, 2)):
        y = base + (19 + _LINE * row) * scale
        yield Text(bar.centre, y, words, size, "text.secondary", 400, "centre", ref=bar.step.stage)


def _lost(bar: _Bar, scale: float) -> Iterator[Item]:
    if bar.step.loss < _LEAST_LOSS:
        return
    high = bar.top - bar.before
    tip = _("{share} of those who start are lost before {stage}.").format(
        share=percent(bar.step.loss), stage=bar.step.name
    )
    stroke, width = ("warn.fill", 1.3 * scale) if bar.worst else ("line.strong", 0.9 * scale)
    dash = (3.0 * scale, 2.4 * scale)
    yield Rect(bar.left, bar.before, bar.width, high, "", stroke, 3 * scale, width, dash, ref=bar.step.stage, tip=tip)
    size = min(_fitting((_FIGURE if bar.worst else _SIZE) * scale, bar.width), high * 0.8)
    if size < _SIZE * scale * 0.8:
        return
    role, weight = ("warn.text", 700) if bar.worst else ("text.secondary", 400)
    y = bar.before + high / 2 + size * 0.36
    yield Text(bar.centre, y, signed(-bar.step.loss * 100), size, role, weight, "centre", ref=bar.step.stage, tip=tip)


def _fitting(size: float, bar: float) -> float:
    """The type size at which three digits fit into a bar."""
    return min(size, bar / 2.4)


def sentence(steps: Sequence[Step]) -> str:
    """What the funnel shows, in one sentence."""
    if not steps:
        return _("No stage of this journey has a touchpoint yet.")
    last, worst = steps[-1], worst_step(steps)
    if worst is None:
        return _("Of 100 who start, {count} get to {stage}.").format(count=number(last.reach * 100), stage=last.name)
    return _("Of 100 who start, {count} get to {stage}; most are lost before {worst}.").format(
        count=number(last.reach * 100), stage=last.name, worst=worst.name
    )


def table(steps: Sequence[Step]) -> Table:
    """The same figures as a table: stage, share of starters, lost since the stage before."""
    rows = tuple(
        (step.name, percent(step.reach), percent(step.loss) if step.loss >= _LEAST_LOSS else "–") for step in steps
    )
    return Table((_("Stage"), _("Get there"), _("Lost before it")), rows)
