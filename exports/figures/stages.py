"""The stages of maturity in a row, each with what it is about under it, for paper and slides."""

from exports.figures.maturity import fill_of, sentence, table
from exports.figures.scene import Item, Rect, Scene, Text
from exports.figures.words import elided, wrapped
from planner.capabilities.maturity import Maturity

_SIZE = 12.5
_SMALL = 11.0
_BAR = 12.0
_GAP = 6.0


def maturity_stages(state: Maturity, width: float, scale: float = 1.0) -> Scene:
    """Four bars, filled as far as the client has come, with name and description under each."""
    count = len(state.stages)
    part = (width - _GAP * scale * (count - 1)) / count
    size, small, bar = _SIZE * scale, _SMALL * scale, _BAR * scale
    items: list[Item] = []
    most = 0
    for at, stage in enumerate(state.stages):
        left = at * (part + _GAP * scale)
        items.append(Rect(left, 0, part, bar, "bg.sunken", ref=stage.stage.key))
        items.append(Rect(left, 0, part * fill_of(state, stage), bar, "accent.fill", ref=stage.stage.key))
        ink = "text.primary" if stage.reached else "text.tertiary"
        name = elided(stage.stage.name, part - 8 * scale, size, 600)
        items.append(Text(left, bar + 21 * scale, name, size, ink, 600, ref=stage.stage.key))
        lines = wrapped(stage.stage.description, part - 14 * scale, small, lines=4)
        most = max(most, len(lines))
        for row, words in enumerate(lines):
            y = bar + (39 + 16 * row) * scale
            items.append(Text(left, y, words, small, "text.secondary" if stage.reached else "text.tertiary"))
    return Scene(width, bar + (29 + 16 * most) * scale, tuple(items), sentence(state), table(state))
