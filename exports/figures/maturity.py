"""The maturity meter: four stages in a row, those reached filled, the way to the next one in part."""

from exports.figures.scene import Icon, Item, Rect, Scene, Table, Text, line, polygon
from exports.figures.words import elided
from exports.figures.words import width as words_width
from planner.capabilities.maturity import DIMENSIONS, IndicatorState, Maturity, StageState, dimension_name
from planner.language import _, percent

_SIZE = 12.0
_BAR = 9.0
_GAP = 4.0


def maturity_meter(state: Maturity, width: float, height: float, scale: float = 1.0, accent: str = "accent") -> Scene:
    """The meter in a box of that size; a diamond marks the stage that is wanted."""
    count = len(state.stages)
    part = (width - _GAP * (count - 1)) / count
    bar, size = _BAR * scale, float(round(_SIZE * scale))
    top = max((height - bar - size * 2.2) / 2, 6 * scale)
    items: list[Item] = []
    names, type_size = _names(state, part - size, size)
    for at, stage in enumerate(state.stages):
        left = at * (part + _GAP)
        items.extend(_bar(state, stage, left, top, part, bar, accent))
        items.extend(_label(state, stage, names[at], left, top + bar + size * 1.7, part, type_size))
        if stage is state.wanted:
            items.append(_diamond(left + part - 8 * scale, top + bar / 2, 5.5 * scale))
    return Scene(width, height, tuple(items), sentence(state), table(state))


def sentence(state: Maturity) -> str:
    """Where the client stands, in one sentence."""
    if state.now is None and state.next is not None:
        return _("No stage is reached yet; {percent} of the way to {next}.").format(
            percent=percent(state.way), next=state.next.stage.name
        )
    assert state.now is not None
    if state.next is None:
        return _("{stage}, the last stage.").format(stage=state.now.stage.name)
    return _("{stage}, {percent} of the way to {next}.").format(
        stage=state.now.stage.name, percent=percent(state.way), next=state.next.stage.name
    )


def table(state: Maturity) -> Table:
    """The stages with the share of their indicators that is met."""
    rows = tuple((s.stage.name, percent(s.share), _("yes") if s.reached else _("no")) for s in state.stages)
    return Table((_("Stage"), _("Indicators met"), _("Reached")), rows)


def fill_of(state: Maturity, stage: StageState) -> float:
    """How much of a stage's part is filled: all before today's, and in today's the way to the next."""
    if stage.reached:
        return state.way if stage is state.now else 1.0
    return state.way if state.now is None and stage is state.next else 0.0


def _bar(
    state: Maturity, stage: StageState, left: float, top: float, part: float, bar: float, accent: str
) -> list[Item]:
    tip = _("{stage}: {percent} of its indicators are met").format(stage=stage.stage.name, percent=percent(stage.share))
    ref = stage.stage.key
    out: list[Item] = [Rect(left, top, part, bar, "bg.pressed", radius=2, ref=ref, tip=tip)]
    share = fill_of(state, stage)
    if share > 0:
        role = f"{accent}.fill" if stage.reached else f"{accent}.line"
        out.append(Rect(left, top, part * share, bar, role, radius=2, ref=ref, tip=tip))
    return out


def _label(
    state: Maturity, stage: StageState, name: str, left: float, y: float, part: float, size: float
) -> list[Item]:
    today = stage is state.now
    done = stage.reached and not (today and state.next)
    out: list[Item] = []
    if done:
        out.append(Icon(left, y - size * 0.98, "check", size * 1.15, "ok.text"))
        left, part = left + size * 1.4, part - size * 1.4
    colour = "text.primary" if stage.reached else "text.secondary"
    weight = 600 if today else 400
    words = elided(name, part, size, weight)
    out.append(Text(left, y, words, size, colour, weight, ref=stage.stage.key, tip=stage.stage.name))
    return out


def _names(state: Maturity, room: float, size: float) -> tuple[list[str], float]:
    """The names of the stages with their numbers; without them, then smaller, where that is too wide."""
    plain = [stage.stage.name for stage in state.stages]
    numbered = [f"{at} {name}" for at, name in enumerate(plain, start=1)]
    for names in (numbered, plain):
        if all(words_width(name, size, 600) <= room for name in names):
            return names, size
    return plain, round(size * 0.92)


def _diamond(x: float, y: float, reach: float) -> Item:
    points = [(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)]
    return polygon(points, "text.primary", "bg.surface", 1.5, tip=_("The stage that is wanted"))


MARKS = {
    "met": ("circle-check", "ok.text"),
    "partly": ("circle-dot", "warn.text"),
    "not_met": ("circle-dashed", "text.tertiary"),
    "unknown": ("circle-question-mark", "text.tertiary"),
}
"""The icon and colour of each answer."""


def answer_name(answer: str) -> str:
    """An answer in words."""
    return {"met": _("met"), "partly": _("partly met"), "not_met": _("not met"), "unknown": _("unknown")}[answer]


def maturity_grid(state: Maturity, width: float, height: float, scale: float = 1.0) -> Scene:
    """Every indicator as a mark: dimensions down, stages across; the stage of today stands out."""
    size = float(round(_SIZE * scale))
    names = width * 0.54
    column = (width - names) / len(state.stages)
    row = height / (len(DIMENSIONS) + 1)
    items: list[Item] = []
    for at, stage in enumerate(state.stages):
        x = names + (at + 0.5) * column
        items.extend(_grid_head(state, stage, at + 1, x, row, size))
    for down, dimension in enumerate(DIMENSIONS, start=1):
        y = (down + 0.5) * row
        items.append(line([(0, down * row), (width, down * row)], "line.hair"))
        words = elided(dimension_name(dimension), names - 6, size)
        items.append(Text(0, y + size * 0.36, words, size, tip=dimension_name(dimension)))
        for at, stage in enumerate(state.stages):
            own = [i for i in stage.indicators if i.indicator.dimension == dimension]
            items.extend(_marks(own, stage, names + (at + 0.5) * column, y, size))
    return Scene(width, height, tuple(items), sentence(state), _grid_table(state))


def _grid_head(state: Maturity, stage: StageState, number: int, x: float, row: float, size: float) -> list[Item]:
    today = stage is state.now
    weight, colour = (600, "text.primary") if today else (400, "text.secondary")
    ref, tip = stage.stage.key, stage.stage.name
    out: list[Item] = [Text(x, row * 0.5 + size * 0.36, str(number), size, colour, weight, "centre", ref=ref, tip=tip)]
    if stage is state.wanted:
        out.append(_diamond(x + size * 0.95, row * 0.5, size * 0.36))
    return out


def _marks(states: list[IndicatorState], stage: StageState, x: float, y: float, size: float) -> list[Item]:
    side, step = size * 1.3, size * 1.6
    left = x - (side + step * (len(states) - 1)) / 2
    out: list[Item] = []
    for at, state in enumerate(states):
        icon, colour = MARKS[state.answer]
        tip = _("{stage}: {indicator}, {answer}").format(
            stage=stage.stage.name, indicator=state.indicator.text, answer=answer_name(state.answer)
        )
        out.append(Icon(left + at * step, y - side / 2, icon, side, colour, ref=state.indicator.key, tip=tip))
    return out


def _grid_table(state: Maturity) -> Table:
    rows = tuple(
        (s.stage.name, dimension_name(i.indicator.dimension), i.indicator.text, answer_name(i.answer))
        for s in state.stages
        for i in s.indicators
    )
    return Table((_("Stage"), _("Dimension"), _("Indicator"), _("Answer")), rows)
