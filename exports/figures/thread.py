"""The strategy on one page: five columns of items, joined where one leads to the next."""

from dataclasses import dataclass

from exports.figures.scene import Item, Path, Rect, Scene, Table, Text
from exports.figures.words import elided, wrapped
from planner.language import _
from planner.report.strategy import Key, Link, Node, Strategy, more_words, step_names

_SIZE = 11.0
_LINE = 14.0
_HEAD = 30.0
_GAP = 0.21
"""The room between two columns, as a share of a column."""


@dataclass(frozen=True, slots=True)
class _Box:
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]


def strategy_thread(found: Strategy, width: float, height: float, scale: float = 1.0) -> Scene:
    """The picture in a box of that size; every column spreads over its height."""
    column = width / (5 + 4 * _GAP)
    step = column * (1 + _GAP)
    size = _SIZE * scale
    items: list[Item] = [
        Text(at * step, size, f"{at + 1} {name}", size, "accent.text", 600) for at, name in enumerate(step_names())
    ]
    boxes: dict[Key, _Box] = {}
    for at, nodes in enumerate(found.steps):
        boxes |= _places(nodes, bool(found.more[at]), at * step, _HEAD * scale, column, height, scale)
    for strong in (False, True):
        items += [_curve(boxes, link, scale) for link in found.links if link.strong is strong]
    for at, nodes in enumerate(found.steps):
        for node in nodes:
            items += _box(node, boxes[node.key], scale)
        if found.more[at]:
            items.append(_more(found.more[at], at * step, column, height, scale))
    return Scene(width, height, tuple(items), sentence(found), table(found))


def _lines(node: Node, column: float, part: float, scale: float) -> list[str]:
    """The name in as many lines as its part of the column has room for, three at most."""
    most = max(1, min(3, int((part / scale - 24) / _LINE) - 1))
    return wrapped(node.name, column - 20 * scale, _SIZE * scale, 600, most)


def _places(
    nodes: tuple[Node, ...], more: bool, left: float, top: float, column: float, height: float, scale: float
) -> dict[Key, _Box]:
    """The boxes of a column, each in the middle of its part of the height."""
    room = height - top - (20 * scale if more else 0.0)
    part = room / max(1, len(nodes))
    out = {}
    for at, node in enumerate(nodes):
        lines = _lines(node, column, part, scale)
        high = (18 + _LINE * (len(lines) + 1)) * scale
        out[node.key] = _Box(left, top + part * (at + 0.5) - high / 2, column, high, tuple(lines))
    return out


def _box(node: Node, box: _Box, scale: float) -> list[Item]:
    size = _SIZE * scale
    tip = f"{node.name}, {node.words}"
    dark = node.strong
    edge = "bad.fill" if node.gap else "accent.fill" if dark else "line.strong"
    fill = "accent.fill" if dark else "bg.surface"
    dash = (4 * scale, 3 * scale) if node.gap else ()
    out: list[Item] = [
        Rect(box.x, box.y, box.width, box.height, fill, edge, 6 * scale, scale, dash, ref=node.id, tip=tip)
    ]
    y = box.y + 9 * scale + size * 0.92
    ink = "text.onAccent" if dark else "text.primary"
    for words in box.lines:
        out.append(Text(box.x + 10 * scale, y, words, size, ink, 600, ref=node.id, tip=tip))
        y += _LINE * scale
    quiet = "text.onAccent" if dark else "bad.text" if node.gap else "text.tertiary"
    out.append(
        Text(
            box.x + 10 * scale,
            y,
            elided(node.words, box.width - 20 * scale, size),
            size * 0.96,
            quiet,
            opacity=0.85 if dark else 1.0,
            ref=node.id,
        )
    )
    return out


def _curve(boxes: dict[Key, _Box], link: Link, scale: float) -> Path:
    """From the right side of an item to the left side of the next; between the boxes of a column that it skips."""
    one, two = boxes[link.source], boxes[link.target]
    x1, y1 = one.x + one.width, one.y + one.height / 2
    x2, y2 = two.x, two.y + two.height / 2
    gutter = one.width * _GAP
    role = "accent.fill" if link.strong else "line.strong"
    steps: list[tuple[str | float, ...]] = [("M", x1, y1)]
    x, y = x1, y1
    while x2 - x > one.width:
        free = _free(boxes, x + gutter, y, scale)
        steps.append(_bend(x, y, x + gutter, free))
        steps.append(("L", x + gutter + one.width, free))
        x, y = x + gutter + one.width, free
    steps.append(_bend(x, y, x2, y2))
    return Path(tuple(steps), "", role, (2.0 if link.strong else 1.0) * scale)


def _bend(x1: float, y1: float, x2: float, y2: float) -> tuple[str | float, ...]:
    reach = (x2 - x1) * 0.9
    return ("C", x1 + reach, y1, x2 - reach, y2, x2, y2)


def _free(boxes: dict[Key, _Box], left: float, y: float, scale: float) -> float:
    """The height nearest to one at which nothing of a column stands in the way."""
    column = sorted((b for b in boxes.values() if abs(b.x - left) < 1.0), key=lambda b: b.y)
    if not column:
        return y
    ends = [column[0].y - 12 * scale, *(b.y + b.height for b in column)]
    starts = [*(b.y for b in column), column[-1].y + column[-1].height + 12 * scale]
    middles = [(end + start) / 2 for end, start in zip(ends, starts, strict=True)]
    return min(middles, key=lambda middle: abs(middle - y))


def _more(count: int, left: float, column: float, height: float, scale: float) -> Text:
    size = _SIZE * scale
    return Text(left + column / 2, height - 4 * scale, more_words(count), size, "text.tertiary", 400, "centre")


def sentence(found: Strategy) -> str:
    """What the picture shows, in a sentence."""
    names = [node.name for key in found.path if (node := found.node(key)) is not None]
    if not names:
        return _("What of each step leads to what of the next.")
    return _("The path that matters most: {path}.").format(path=" → ".join(names))


def table(found: Strategy) -> Table:
    """What leads to what, as a table."""
    names = {node.key: node.name for nodes in found.steps for node in nodes}
    return Table((_("From"), _("To")), tuple((names[link.source], names[link.target]) for link in found.links))
