"""Blocks on paper: each block of a report as pieces for a column of a given width."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from exports.figures.drawn import Drawing, drawing
from exports.figures.scene import Icon, Rect, Scene, circle
from exports.pdf.links import address
from exports.pdf.pieces import Area, Columns, Drawn, Laid, Line, NewPage, Part, Piece, Stretch
from exports.pdf.tables import table_pieces
from exports.pdf.type import (
    BODY,
    CHIP,
    FIGURE,
    HEADING,
    LABEL,
    MINOR,
    NOTE,
    OUTCOME,
    SMALL,
    Style,
    lines_of,
    printable_lines,
    width,
)
from planner.language import _
from planner.plan import Plan
from planner.report.blocks import (
    Beside,
    Block,
    Bullets,
    Chips,
    FigureSpec,
    Heading,
    KeyFigure,
    KeyFigures,
    Missing,
    Note,
    PageBreak,
    Paragraph,
    Quoted,
    Rule,
    Table,
    said,
)

_GUTTER = 34.0
_TOGETHER = 7
"""A paragraph of so many lines is not torn; a longer one may be, but not behind its first or before its last line."""


@dataclass(slots=True)
class Maker:
    """Makes pieces: knows the plan that figures are drawn from, and numbers what belongs together."""

    plan: Plan
    numbers: "itertools.count[int]" = field(default_factory=itertools.count)

    def group(self, kind: str) -> str:
        """A name for pieces that are one table, list or paragraph."""
        return f"{kind}:{next(self.numbers)}"


def pieces_of(blocks: Sequence[Block], room: float, maker: Maker) -> list[Laid]:
    """The pieces of blocks one under another in a column."""
    out: list[Laid] = []
    for block in blocks:
        made = _MAKERS[type(block)](block, room, maker)
        if made:
            last = out[-1] if out else None
            out += [_spaced(made[0], 0.0 if last is None else _UNDER if _is_heading(last) else None), *made[1:]]
    return out


_UNDER = 9.0
"""The room between a heading and what it heads."""


def _spaced(laid: Laid, before: float | None) -> Laid:
    if before is None or isinstance(laid, NewPage):
        return laid
    return replace(laid, before=before)


def _is_heading(laid: Laid) -> bool:
    return isinstance(laid, Piece) and laid.keep and any(part.tag in ("H2", "H3") for part in laid.parts)


def text_piece(lines: Sequence[str], style: Style, tag: str = "P", before: float = 0.0, keep: bool = False) -> Piece:
    """Lines of words in one style as a piece."""
    items = tuple(Line(0, style.base + at * style.line, words, style) for at, words in enumerate(lines))
    return Piece(len(lines) * style.line, (Part(tag, items),), before, keep)


def running(words: str, style: Style, room: float, maker: Maker, before: float, lead_in: str = "") -> list[Laid]:
    """Words that run on as pieces that may be torn between lines."""
    bold = style.weighing("Inter-600").coloured("text.primary")
    lead = _("{words}:").format(words=lead_in.strip().rstrip(".: ")) + " " if lead_in.strip() else ""
    indent = width(lead, bold)
    rows: list[list[Line]] = []
    if lead and indent < room * 0.6:
        first, rest = _first_line(words, style, room - indent)
        rows.append([Line(0, 0, lead.rstrip(), bold), Line(indent, 0, first, style)])
        rows += [[Line(0, 0, line, style)] for line in lines_of(rest, style, room)]
    else:
        rows += [[Line(0, 0, line, bold)] for line in lines_of(lead, bold, room)]
        rows += [[Line(0, 0, line, style)] for line in lines_of(words, style, room)]
    if len(rows) <= _TOGETHER:
        return [_rows(rows, style, "P", before, maker, words)] if rows else []
    group = maker.group("P")
    out: list[Laid] = []
    for at, row in enumerate(rows):
        piece = _rows([row], style, "Span", before if at == 0 else 0.0, maker, "")
        out.append(replace(piece, group=group, keep=at in (0, len(rows) - 2)))
    return out


def _first_line(words: str, style: Style, room: float) -> tuple[str, str]:
    """The words that fit into a first line, and the others."""
    parts = " ".join(printable_lines(words)).split()
    count = 0
    while count < len(parts) and width(" ".join(parts[: count + 1]), style) <= room:
        count += 1
    return " ".join(parts[:count]), " ".join(parts[count:])


def _rows(rows: Sequence[Sequence[Line]], style: Style, tag: str, before: float, maker: Maker, words: str) -> Piece:
    items = [replace(line, y=style.base + at * style.line) for at, row in enumerate(rows) for line in row]
    goal = address(words)
    areas = (Area(0, 0, 400, len(rows) * style.line, goal, outside=True),) if goal else ()
    return Piece(len(rows) * style.line, (Part(tag, tuple(items)),), before, areas=areas)


def _heading(block: Heading, room: float, _maker: Maker) -> list[Laid]:
    style, before = (HEADING, 25.0) if block.level == 1 else (MINOR, 18.0)
    piece = text_piece(lines_of(block.words, style, room, 3), style, f"H{block.level + 1}", before, keep=True)
    wide = width(block.words, style) + 12
    if not block.more or wide > room * 0.7:
        return [piece]
    size = style.size - 0.5
    quiet = Style("Inter-400", size, style.line, "text.secondary")
    fitting = (room - wide) / max(1.0, width(block.more, quiet))
    quiet = replace(quiet, size=max(size * 0.78, min(size, size * fitting)))
    more = tuple(Line(wide, style.base, words, quiet) for words in lines_of(block.more, quiet, room - wide, 1))
    return [replace(piece, parts=(*piece.parts, Part("P", more)))]


def _paragraph(block: Paragraph, room: float, maker: Maker) -> list[Laid]:
    style = NOTE if block.small else BODY
    style = style.coloured("text.secondary") if block.tone == "muted" else style
    return running(block.words, style, room, maker, 5.0 if block.small else 7.0, block.lead_in)


def _bullets(block: Bullets, room: float, maker: Maker) -> list[Laid]:
    group = maker.group("L")
    out: list[Laid] = []
    for item in block.items:
        lines = lines_of(item, BODY, room - 16)
        for first in range(0, len(lines), _TOGETHER):
            shown = lines[first : first + _TOGETHER]
            items: list[Drawn] = [Line(16, BODY.base + at * BODY.line, words, BODY) for at, words in enumerate(shown)]
            if first == 0:
                items.insert(0, circle(3, BODY.line / 2 - 0.5, 3, "accent.fill"))
            high = len(shown) * BODY.line
            out.append(Piece(high, (Part("LI", tuple(items)),), 6.0 if first == 0 else 0.0, group=group))
    return out


def _quoted(block: Quoted, room: float, maker: Maker) -> list[Laid]:
    out: list[Laid] = []
    if block.about.strip():
        about = SMALL.weighing("Inter-600").coloured("text.secondary")
        out.append(text_piece(lines_of(block.about, about, room), about, before=12.0, keep=True))
    for at, piece in enumerate(running(block.words, BODY, room - 16, maker, 2.0 if out else 10.0)):
        assert isinstance(piece, Piece)
        bar = Part(
            "", (Rect(0, -piece.before if at else 0, 2, piece.height + (piece.before if at else 0), "accent.line"),)
        )
        shifted = tuple(replace(part, items=tuple(_indented(part.items, 14))) for part in piece.parts)
        out.append(replace(piece, parts=(bar, *shifted)))
    if block.by.strip():
        out.append(text_piece([block.by], SMALL, before=2.0))
    return out


def _indented(items: Sequence[Drawn], by: float) -> list[Drawn]:
    return [replace(item, x=item.x + by) if isinstance(item, Line) else item for item in items]


def _key_figures(block: KeyFigures, room: float, _maker: Maker) -> list[Laid]:
    shown = block.figures[:4]
    if not shown:
        return []
    return [_outcomes(shown, room)] if block.outcomes else [_band(shown, room)]


def _band(figures: Sequence[KeyFigure], room: float) -> Piece:
    """Figures in a band between two rules, with hairlines between them."""
    inset = 14.0
    needed = [max(width(f.label, LABEL), _value_width(f, FIGURE)) for f in figures]
    taken = sum(needed) + inset * (2 * len(figures) - 1)
    spare = max(0.0, (room - taken) / len(figures))
    style = FIGURE
    if taken > room:
        share = (room - inset * (2 * len(figures) - 1)) / sum(needed)
        needed = [wide * share for wide in needed]
        values = [_value_width(figure, FIGURE) for figure in figures]
        shrink = min(1.0, *(wide / max(1.0, value) for wide, value in zip(needed, values, strict=True)))
        style = replace(FIGURE, size=FIGURE.size * shrink)
    rules: list[Drawn] = [Rect(0, 0, room, 2, "accent.fill"), Rect(0, 70.5, room, 1, "line.hair")]
    parts: list[Part] = []
    x = 0.0
    for at, (figure, wide) in enumerate(zip(figures, needed, strict=True)):
        if at:
            rules.append(Rect(x, 2, 1, 68.5, "line.hair"))
            x += inset
        fitting = (wide + spare) / max(1.0, width(figure.label, LABEL))
        quiet = replace(LABEL, size=LABEL.size * max(0.85, min(1.0, fitting)))
        items: list[Drawn] = [Line(x, 24.5, words, quiet) for words in lines_of(figure.label, quiet, wide + spare, 1)]
        items += _value(figure, x, 51.5, style)
        parts.append(Part("P", tuple(items)))
        x += wide + spare + inset
    return Piece(71.5, (Part("", tuple(rules)), *parts), 22.0)


def _outcomes(figures: Sequence[KeyFigure], room: float) -> Piece:
    """Figures over what they mean, each under a rule of its own."""
    gap = 24.0
    wide = (room - gap * (len(figures) - 1)) / len(figures)
    style = Style("Inter-400", 12, 16, "text.secondary")
    parts: list[Part] = []
    most = 1
    for at, figure in enumerate(figures):
        x = at * (wide + gap)
        lines = lines_of(figure.label, style, wide, 3)
        most = max(most, len(lines))
        items: list[Drawn] = [Rect(x, 0, wide, 2, "accent.fill"), *_value(figure, x, 32, OUTCOME)]
        items += [Line(x, 38 + style.base + row * style.line, words, style) for row, words in enumerate(lines)]
        parts.append(Part("P", tuple(items)))
    return Piece(38 + most * style.line, tuple(parts), 18.0)


def _value(figure: KeyFigure, x: float, y: float, style: Style) -> list[Drawn]:
    words = said(figure.value)
    out: list[Drawn] = [Line(x, y, words, style)]
    if figure.then is not None:
        side = style.size * 0.62
        x += width(words, style) + 8
        out.append(Icon(x, y - side * 0.96, "arrow-right", side, "accent.fill"))
        out.append(Line(x + side + 8, y, said(figure.then), style))
    return out


def _value_width(figure: KeyFigure, style: Style) -> float:
    wide = width(said(figure.value), style)
    return wide if figure.then is None else wide + 16 + style.size * 0.62 + width(said(figure.then), style)


def _table(block: Table, room: float, maker: Maker) -> list[Laid]:
    out: list[Laid] = []
    if not block.printed:
        return out
    if block.title:
        out += _heading(Heading(block.title), room, maker)
    pieces = table_pieces(block, room, maker.group("Table"))
    out += [pieces[0].spaced(16.0), *pieces[1:]] if pieces else []
    if block.caption and block.rows:
        caption = lines_of(block.caption, SMALL, min(room, 620))
        last = out[-1]
        if isinstance(last, Piece):
            out[-1] = replace(last, keep=True)
        out.append(text_piece(caption, SMALL, before=8.0))
    return out


def _figure(block: FigureSpec, room: float, maker: Maker) -> list[Laid]:
    made = drawing(maker.plan, block, room)
    caption = _caption(block, room, maker)
    after = sum(piece.height + piece.before for piece in caption if isinstance(piece, Piece))
    out: list[Laid] = []
    for at, one in enumerate(made):
        last = at == len(made) - 1
        out.append(_drawn(one, block, after if last else 0.0, bool(caption) and last))
    return [*out, *caption]


def _drawn(one: Drawing, block: FigureSpec, after: float, keep: bool) -> Laid:
    if one.most <= one.least:
        return replace(_scene_piece(one.make(one.least), block), keep=keep)
    return Stretch(
        lambda high: replace(_scene_piece(one.make(high), block), keep=keep), one.least, one.most, 4.0, after
    )


def _scene_piece(scene: Scene, block: FigureSpec) -> Piece:
    alt = " ".join(words for words in (block.words, scene.sentence) if words)
    return Piece(scene.height, (Part("Figure", tuple(scene.items), alt),), 4.0)


def _caption(block: FigureSpec, room: float, maker: Maker) -> list[Laid]:
    if not block.caption:
        return []
    return running(block.caption, SMALL, min(room, 640), maker, 10.0, block.lead_in)


def _note(block: Note, room: float, _maker: Maker) -> list[Laid]:
    tone = {"ok": "ok", "warn": "warn", "bad": "bad"}.get(block.tone, "info")
    icon = {"ok": "circle-check", "warn": "triangle-alert", "bad": "circle-alert"}.get(block.tone, "info")
    style = BODY.coloured("text.primary")
    title = lines_of(block.title, style.weighing("Inter-600"), room - 60)
    lines = lines_of(block.words, style, room - 60)[:40]
    high = (len(lines) + len(title)) * style.line + 22
    items: list[Drawn] = [
        Rect(0, 0, room, high, f"{tone}.soft", radius=7),
        Icon(16, 11 + (style.line - 16) / 2, icon, 16, f"{tone}.text"),
    ]
    bold = style.weighing("Inter-600")
    rows = [*((words, bold) for words in title), *((words, style) for words in lines)]
    items += [Line(42, 11 + at * style.line + own.base, words, own) for at, (words, own) in enumerate(rows)]
    return [Piece(high, (Part("P", tuple(items)),), 14.0)]


def _chips(block: Chips, room: float, _maker: Maker) -> list[Laid]:
    rows: list[list[Drawn]] = [[]]
    x = 0.0
    for words in block.words:
        shown = lines_of(words, CHIP, room - 18, 1)
        if not shown:
            continue
        wide = width(shown[0], CHIP) + 17
        if rows[-1] and x + wide > room:
            rows.append([])
            x = 0.0
        rows[-1] += [
            Rect(x, 0, wide, CHIP.line, "accent.soft", radius=5),
            Line(x + 9, CHIP.base, shown[0], CHIP),
        ]
        x += wide + 6
    return [Piece(CHIP.line, (Part("P", tuple(row)),), 6.0) for row in rows if row]


def _missing(block: Missing, room: float, _maker: Maker) -> list[Laid]:
    """A box with what is missing, three beside each other; a long list takes a box for each few rows."""
    if not block.items:
        return []
    wide = (room - 40 - 2 * 18) / 3
    name = Style("Inter-600", 12.5, 17.5)
    quiet = Style("Inter-400", 11, 15, "text.secondary")
    out: list[Laid] = []
    rows = [block.items[at : at + 3] for at in range(0, len(block.items), 3)]
    for part in range(0, len(rows), 4):
        items: list[Drawn] = []
        y = 14.0
        if part == 0:
            items.append(Line(20, y + HEADING.base, block.title, HEADING))
            y += 30.0
        for row in rows[part : part + 4]:
            most = 0.0
            for at, (words, by) in enumerate(row):
                x = 20 + at * (wide + 18)
                lines, under = lines_of(words, name, wide - 25, 3), lines_of(by, quiet, wide - 25, 2)
                items.append(Icon(x, y + 1, "circle-dashed", 16, "accent.fill"))
                items += [Line(x + 25, y + r * name.line + name.base, w, name) for r, w in enumerate(lines)]
                low = y + len(lines) * name.line + 2
                items += [Line(x + 25, low + r * quiet.line + quiet.base, w, quiet) for r, w in enumerate(under)]
                most = max(most, len(lines) * name.line + 2 + len(under) * quiet.line)
            y += most + 12
        high = y + 6
        box = Part("", (Rect(0, 0, room, high, "accent.soft", radius=7),))
        out.append(Piece(high, (box, Part("P", tuple(items))), 24.0 if part == 0 else 6.0))
    return out


def _beside(block: Beside, room: float, maker: Maker) -> list[Laid]:
    left = (room - _GUTTER) * block.share
    right = room - _GUTTER - left
    columns = (
        (0.0, tuple(pieces_of(block.left, left, maker))),
        (left + _GUTTER, tuple(pieces_of(block.right, right, maker))),
    )
    return [Columns(columns, 25.0)]


def _rule(_block: Rule, room: float, _maker: Maker) -> list[Laid]:
    return [Piece(1, (Part("", (Rect(0, 0, room, 1, "line.hair"),)),), 24.0)]


def _page_break(block: PageBreak, _room: float, _maker: Maker) -> list[Laid]:
    return [NewPage(block.left)]


_MAKERS: dict[type, Callable[[Any, float, Maker], list[Laid]]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Bullets: _bullets,
    Quoted: _quoted,
    KeyFigures: _key_figures,
    Table: _table,
    FigureSpec: _figure,
    Note: _note,
    Chips: _chips,
    Missing: _missing,
    Beside: _beside,
    Rule: _rule,
    PageBreak: _page_break,
}
