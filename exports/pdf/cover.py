"""The cover: the client's name, the motif in the brand colour, and what the report is."""

from exports.figures.scene import Rect
from exports.pdf.logo import Logo
from exports.pdf.paper import Sheet, motif
from exports.pdf.pieces import Drawn, Line, Part, Picture, Piece
from exports.pdf.type import Style, balanced, lines_of
from planner.language import long_date
from planner.report.blocks import Report, Topic

_LEFT = 64.0
_LOWEST = 391.0
"""How high the lower part is at least."""
_HIGHEST = 0.62
"""What share of the page it takes at most."""


def cover(report: Report, topic: Topic, sheet: Sheet, logo: Logo | None) -> Piece:
    """The cover as one piece as large as the sheet."""
    room = sheet.width - 2 * _LEFT
    title, lead = _title(topic, room), _lead(topic, room)
    needed = _height(title, lead)
    high = min(max(needed, _LOWEST * sheet.height / 1122.5), sheet.height * _HIGHEST)
    base = sheet.height - high
    radius = sheet.width * 0.52
    ground: list[Drawn] = [
        Rect(0, 0, sheet.width, sheet.height, "cover.ground"),
        *motif(sheet.width / 2, base, radius, sheet.width * 0.0335),
        Rect(0, base, sheet.width, high, "brand"),
    ]
    parts = [Part("", tuple(ground)), *_client(report, logo), *_words(report, topic, title, lead, base, sheet)]
    return Piece(sheet.height, tuple(parts))


def _title(topic: Topic, room: float) -> tuple[Style, list[str]]:
    """The title as large as it can be in four lines at most."""
    for size in (52.0, 44.0, 36.0, 30.0):
        style = Style("Display-600", size, size * 1.16, "brand.on", -0.02)
        lines = balanced(topic.heading, style, room * 0.86)
        if len(lines) <= (2 if size > 44 else 3):
            return style, lines
    return style, lines_of(topic.heading, style, room, 5)


def _lead(topic: Topic, room: float) -> tuple[Style, list[str]]:
    style = Style("Inter-400", 16, 25, "brand.on")
    return style, lines_of(topic.lead, style, min(room, 440.0), 5)


def _height(title: tuple[Style, list[str]], lead: tuple[Style, list[str]]) -> float:
    return 76 + len(title[1]) * title[0].line + 18 + len(lead[1]) * lead[0].line + 40 + 78


def _client(report: Report, logo: Logo | None) -> list[Part]:
    if not report.client and logo is None:
        return []
    x, middle = _LEFT, 70.0
    parts: list[Part] = []
    if logo is not None:
        wide, high = logo.fitted(150, 44)
        parts.append(Part("Figure", (Picture(x, middle - high / 2, wide, high, logo.image),), report.client))
        x += wide + 14
    style = Style("Display-600", 20, 26, "brand.words")
    name = lines_of(report.client, style, 500, 1)
    parts.append(Part("P", tuple(Line(x, middle + 7.2, words, style) for words in name)))
    return parts


def _words(
    report: Report,
    topic: Topic,
    title: tuple[Style, list[str]],
    lead: tuple[Style, list[str]],
    base: float,
    sheet: Sheet,
) -> list[Part]:
    kicker = Style("Inter-500", 14, 18, "brand.quiet")
    parts = []
    y = base + 48
    parts.append(
        Part("P", tuple(Line(_LEFT, y + kicker.base, w, kicker) for w in lines_of(topic.kicker, kicker, 500, 1)))
    )
    y += 28 if topic.kicker else 0
    style, lines = title
    parts.append(
        Part("H1", tuple(Line(_LEFT, y + style.base + at * style.line, w, style) for at, w in enumerate(lines)))
    )
    y += len(lines) * style.line + 18
    style, lines = lead
    quiet = style.coloured("brand.quiet")
    fit = max(0, int((sheet.height - 86 - y) / style.line))
    parts.append(
        Part("P", tuple(Line(_LEFT, y + quiet.base + at * quiet.line, w, quiet) for at, w in enumerate(lines[:fit])))
    )
    return [*parts, *_foot(report, sheet)]


def _foot(report: Report, sheet: Sheet) -> list[Part]:
    style = Style("Inter-400", 12.5, 16, "brand.quiet")
    y = sheet.height - 77
    rule = Part("", (Rect(_LEFT, y, sheet.width - 2 * _LEFT, 1, "brand.line"),))
    from exports.pdf.type import width

    items: list[Drawn] = []
    x = _LEFT
    for words in (long_date(report.date), report.confidentiality, report.version):
        room = sheet.width - _LEFT - x
        for shown in lines_of(words, style, room, 1) if room > 60 else []:
            items.append(Line(x, y + 29, shown, style))
            x += width(shown, style) + 32
    return [rule, Part("P", tuple(items))]
