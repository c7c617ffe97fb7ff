"""The table of contents: every section with its topics and pages, each a way there."""

from dataclasses import dataclass, replace

from exports.figures.scene import Rect
from exports.pdf.pieces import Area, Laid, Line, Part, Piece
from exports.pdf.type import TITLE, Style, lines_of
from planner.language import _


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: its words, its page counted from 1, its place, and whether it is a section."""

    words: str
    page: int
    mark: str
    section: bool


def contents(entries: list[Entry], room: float) -> list[Laid]:
    """The contents in pieces; as many for any page numbers."""
    out: list[Laid] = [Piece(TITLE.line + 18, (Part("H1", (Line(0, TITLE.base, _("Contents"), TITLE),)),), keep=True)]
    for entry in entries:
        out.append(_line(entry, room))
    return out


def _line(entry: Entry, room: float) -> Piece:
    style = Style("Inter-600", 13, 20) if entry.section else Style("Inter-400", 12, 18, "text.secondary")
    indent = 0.0 if entry.section else 18.0
    pad = 7.0 if entry.section else 3.0
    words = lines_of(entry.words, style, room - indent - 60, 1) or [""]
    high = style.line + 2 * pad
    rule = [Rect(0, 0, room, 1, "line.hair")] if entry.section else []
    piece = Piece(
        high,
        (
            Part("", tuple(rule)),
            Part(
                "TOCI",
                (
                    Line(indent, pad + style.base, words[0], style),
                    Line(room, pad + style.base, str(entry.page), style, "right", kern=False),
                ),
            ),
        ),
        before=6.0 if entry.section else 0.0,
        group="TOC:0",
        areas=(Area(0, 0, room, high, entry.mark),),
    )
    return replace(piece, keep=entry.section)
