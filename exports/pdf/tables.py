"""Tables on paper: heads that come again on every page, rows that never tear, long ones cut between lines."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from exports.figures.scene import Rect
from exports.pdf.links import address
from exports.pdf.pieces import Area, Drawn, Line, Part, Piece
from exports.pdf.type import CELL, HEAD, Style, lines_of, width
from planner.report.blocks import Cell, Column, Table, said

_GAP = 14.0
_LINES = 8
"""Only so many lines of a row stay together; a longer row goes on under itself."""

_NARROW = 400.0
"""Tables in a column of less width are set smaller."""

_MEASURED = 400
"""So many rows say how wide a column must be."""
_LONGEST = 160
"""Longer words break in any case."""

_WORDS = 0.28
"""Columns of words keep so much of the width where there are many columns of figures."""

_TONES = {"muted": "text.secondary", "ok": "ok.text", "warn": "warn.text", "bad": "bad.text"}


@dataclass(frozen=True, slots=True)
class _Measure:
    """The type of a table by the number of its columns, and the room above and below its words."""

    style: Style
    pad: float


def _measure(table: Table, room: float) -> _Measure:
    count = len(table.columns)
    if table.bare:
        return _Measure(Style(CELL.font, 12.5, 17), 6.5)
    if count <= 4 and room < _NARROW:
        return _Measure(Style(CELL.font, 12, 16), 6.5)
    if count <= 4:
        return _Measure(Style(CELL.font, 12.5, 17), 8.0)
    if count <= 6:
        return _Measure(CELL, 7.0)
    return _Measure(Style(CELL.font, 10.5, 14), 5.5)


def table_pieces(table: Table, room: float, group: str) -> list[Piece]:
    """A table in pieces: its head, its rows, its total, and the rule under it."""
    measure = _measure(table, room)
    places = _places(table, room, measure)
    head = () if table.bare or not any(c.head for c in table.columns) else (_head(table, places, room, group),)
    out: list[Piece] = [*head]
    for at, row in enumerate(table.rows):
        last = at == len(table.rows) - 1
        ruled = not (last and table.total)
        pieces = _row(table, row, places, room, measure, head, group, ruled)
        if last and table.total:
            pieces[-1] = _kept(pieces[-1])
        out += pieces
    if table.total:
        out += _total(table, places, room, measure, head, group)
    return out


def _kept(piece: Piece) -> Piece:
    return replace(piece, keep=True)


def _places(table: Table, room: float, measure: _Measure) -> list[tuple[float, float]]:
    """Where each column begins and how wide it is: figures take what they need, words share the rest."""
    count = len(table.columns)
    free = room - _GAP * (count - 1)
    needed = {at: _needed(table, at, measure) for at, c in enumerate(table.columns) if c.kind != "text"}
    words = sum(_natural(table, at, measure) for at in range(count) if at not in needed)
    most = free - min(words, free * _WORDS)
    if sum(needed.values()) > most:
        scale = most / sum(needed.values())
        needed = {at: wide * scale for at, wide in needed.items()}
    shared = _shared(table, [at for at in range(count) if at not in needed], free - sum(needed.values()), measure)
    spare = 0.0 if shared else (free - sum(needed.values())) / len(needed)
    out, x = [], 0.0
    for at in range(count):
        wide = needed[at] + spare if at in needed else shared[at]
        out.append((x, wide))
        x += wide + _GAP
    return out


def _shared(table: Table, columns: list[int], rest: float, measure: _Measure) -> dict[int, float]:
    """The width of each column of words: no more than its words need, so that those with more words get the rest."""
    natural = {at: _natural(table, at, measure) for at in columns}
    if sum(natural.values()) <= rest:
        spare = rest - sum(natural.values())
        wanted = sum(table.columns[at].wide for at in columns)
        return {at: wide + spare * table.columns[at].wide / wanted for at, wide in natural.items()}
    out: dict[int, float] = {}
    open_ones = list(columns)
    while open_ones:
        wanted = sum(table.columns[at].wide for at in open_ones)
        share = {at: rest * table.columns[at].wide / wanted for at in open_ones}
        content = [at for at in open_ones if natural[at] <= share[at]]
        for at in content or open_ones:
            out[at] = natural[at] if content else share[at]
        rest -= sum(out[at] for at in content)
        open_ones = [at for at in open_ones if at not in out]
    return out


def _natural(table: Table, at: int, measure: _Measure) -> float:
    """How wide a column of words would be with every cell in one line."""
    cells = [*(row[at] for row in table.rows[:_MEASURED]), *(table.total[at : at + 1])]
    widest = max((width(said(cell)[:_LONGEST], _style(cell, measure.style)) for cell in cells), default=0.0)
    under = Style("Inter-400", measure.style.size - 1, measure.style.line)
    beneath = max((width(cell.under[:_LONGEST], under) for cell in cells if cell.under), default=0.0)
    return max(widest, beneath, width(table.columns[at].head, HEAD)) + 2


def _needed(table: Table, at: int, measure: _Measure) -> float:
    """What a column of figures needs: its widest figure, or its head in two lines."""
    bold = measure.style.weighing("Inter-600")
    cells = [*(row[at] for row in table.rows[:_MEASURED]), *(table.total[at : at + 1])]
    widest = max((width(said(cell), bold) for cell in cells), default=0.0)
    words = table.columns[at].head.split()
    word = max((width(w, HEAD) for w in words), default=0.0)
    return max(widest, word, min(width(table.columns[at].head, HEAD), 78.0)) + 2


def _head(table: Table, places: Sequence[tuple[float, float]], room: float, group: str) -> Piece:
    lines = [lines_of(c.head, HEAD, wide, 3) for c, (_x, wide) in zip(table.columns, places, strict=True)]
    count = max(len(found) for found in lines)
    high = count * HEAD.line + 8
    parts = []
    for column, (x, wide), found in zip(table.columns, places, lines, strict=True):
        first = high - 8 - len(found) * HEAD.line + HEAD.base
        parts.append(
            Part("TH", tuple(_line(column, x, wide, first + at * HEAD.line, w, HEAD) for at, w in enumerate(found)))
        )
    rule = Part("", (Rect(0, high - 1, room, 1, "line.strong"),))
    return Piece(high, (*parts, rule), keep=True, group=group, tag="TR")


def _line(column: Column, x: float, wide: float, y: float, words: str, style: Style) -> Line:
    if column.kind in ("text", "date"):
        return Line(x, y, words, style)
    return Line(x + wide, y, words, style, "right", kern=False)


def _row(
    table: Table,
    row: Sequence[Cell],
    places: Sequence[tuple[float, float]],
    room: float,
    measure: _Measure,
    head: tuple[Piece, ...],
    group: str,
    ruled: bool = True,
    line: float = 0.0,
) -> list[Piece]:
    pad = measure.pad
    cells = [
        (column, x, wide, _lines(cell, measure.style, wide))
        for column, (x, wide), cell in zip(table.columns, places, row, strict=True)
    ]
    count = max(1, *(len(found) for *_rest, found in cells))
    out = []
    for first in range(0, count, _LINES):
        last = first + _LINES >= count
        high = top = pad if first == 0 else 0.0
        parts = []
        for column, x, wide, found in cells:
            y = top
            items: list[Drawn] = []
            for words, own in found[first : first + _LINES]:
                items.append(_line(column, x, wide, y + own.base, words, own))
                y += own.line
            high = max(high, y, top + measure.style.line)
            parts.append(Part("TD", tuple(items)))
        high += pad if last else 0.0
        rules: list[Drawn] = [Rect(0, 0, room, line, "text.primary")] if line and first == 0 else []
        if ruled and last:
            rules.append(Rect(0, high - 1, room, 1, "line.hair"))
        areas = _areas(cells, top) if first == 0 else ()
        out.append(Piece(high, (*parts, Part("", tuple(rules))), group=group, tag="TR", head=head, areas=areas))
    return out


def _lines(cell: Cell, style: Style, wide: float) -> list[tuple[str, Style]]:
    """The lines of a cell with their style; what stands under it is smaller."""
    own = _style(cell, style)
    under = Style("Inter-400", style.size - 1, style.line - 1.5, "text.tertiary")
    return [
        *((words, own) for words in lines_of(said(cell), own, wide)),
        *((words, under) for words in (lines_of(cell.under, under, wide) if cell.under else [])),
    ]


def _style(cell: Cell, style: Style) -> Style:
    if cell.tone == "strong":
        return style.weighing("Inter-600")
    if cell.tone == "bad":
        return style.weighing("Inter-600").coloured("bad.text")
    return style.coloured(_TONES.get(cell.tone, style.colour))


def _areas(cells: Sequence[tuple[Column, float, float, list[tuple[str, Style]]]], top: float) -> tuple[Area, ...]:
    """Words that are an address outside lead there."""
    return tuple(
        Area(x, top, wide, sum(style.line for _words, style in found), goal, outside=True)
        for _column, x, wide, found in cells
        if (goal := address("".join(words for words, _style in found)))
    )


def _total(
    table: Table,
    places: Sequence[tuple[float, float]],
    room: float,
    measure: _Measure,
    head: tuple[Piece, ...],
    group: str,
) -> list[Piece]:
    return _row(table, table.total, places, room, measure, head, group, ruled=False, line=1.5)
