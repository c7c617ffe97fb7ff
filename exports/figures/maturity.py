"""The maturity meter: four stages in a row, those reached filled, the way to the next one in part."""

from exports.figures.scene import Icon, Item, Rect, Scene, Table, Text, polygon
from exports.figures.words import elided
from planner.capabilities.maturity import Maturity, StageState
from planner.language import _, percent

_SIZE = 12.0
_BAR = 9.0
_GAP = 4.0


def maturity_meter(state: Maturity, width: float, height: float, scale: float = 1.0, accent: str = "accent") -> Scene:
    """The meter in a box of that size; a diamond marks the stage that is wanted."""
    count = len(state.stages)
    part = (width - _GAP * (count - 1)) / count
    bar, size = _BAR * scale, _SIZE * scale
    top = max((height - bar - size * 2.2) / 2, 6 * scale)
    items: list[Item] = []
    for at, stage in enumerate(state.stages):
        left = at * (part + _GAP)
        items.extend(_bar(state, stage, left, top, part, bar, accent))
        items.extend(_label(state, stage, at + 1, left, top + bar + size * 1.7, part, size))
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
    state: Maturity, stage: StageState, number: int, left: float, y: float, part: float, size: float
) -> list[Item]:
    today = stage is state.now
    done = stage.reached and not (today and state.next)
    out: list[Item] = []
    if done:
        out.append(Icon(left, y - size * 0.98, "check", size * 1.15, "ok.text"))
        left, part = left + size * 1.4, part - size * 1.4
    colour = "text.primary" if stage.reached else "text.secondary"
    weight = 600 if today else 400
    words = elided(f"{number} {stage.stage.name}", part, size, weight)
    out.append(Text(left, y, words, size, colour, weight, ref=stage.stage.key))
    return out


def _diamond(x: float, y: float, reach: float) -> Item:
    points = [(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)]
    return polygon(points, "text.primary", "bg.surface", 1.5, tip=_("The stage that is wanted"))
