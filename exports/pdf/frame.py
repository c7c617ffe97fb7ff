"""The frame of every page but the cover: whose report it is, where in it one is, and of how many pages."""

from exports.figures.scene import Rect
from exports.pdf.logo import Logo
from exports.pdf.paper import FOOTER, HEADER, MARGIN, Sheet, emblem
from exports.pdf.pieces import Drawn, Line, Picture
from exports.pdf.type import FOOT, FRAME, Style, lines_of, width
from planner.language import long_date
from planner.report.blocks import Report

_PAGE = Style("Inter-600", 12, 14)


def header(report: Report, section: str, sheet: Sheet, logo: Logo | None) -> list[Drawn]:
    """Logo and client at the left, the section at the right, a hairline under both."""
    right = sheet.width - MARGIN
    out: list[Drawn] = [Rect(MARGIN, HEADER - 1, sheet.room, 1, "line.hair")]
    x, middle = MARGIN, 31.5
    if logo is not None:
        wide, high = logo.fitted(96, 18)
        out.append(Picture(x, middle - high / 2, wide, high, logo.image))
        x += wide + 10
    else:
        out += emblem(x, middle + 8, 26)
        x += 36
    name, whose = Style("Inter-600", 12.5, 16, "brand.words"), report.client or report.title
    out += [Line(x, middle + 4.5, words, name) for words in lines_of(whose, name, sheet.room * 0.5, 1)]
    said = lines_of(section, FRAME, sheet.room * 0.4, 1)
    return [*out, *(Line(right, middle + 4.5, words, FRAME, "right") for words in said)]


def footer(report: Report, page: int, count: int, sheet: Sheet) -> list[Drawn]:
    """Title, date and confidentiality at the left, the page of how many at the right."""
    right, y = sheet.width - MARGIN, sheet.height - FOOTER
    base = y + 26
    of_all = f" / {count}"
    out: list[Drawn] = [
        Rect(MARGIN, y, sheet.room, 1, "line.hair"),
        Line(right - width(of_all, FOOT), base, str(page), _PAGE, "right", kern=False),
        Line(right, base, of_all, FOOT, "right", kern=False),
    ]
    x, end = MARGIN, right - 70
    title = " ".join(words for words in (report.title, report.period) if words)
    for words in (title, long_date(report.date), report.confidentiality):
        room = min(end - x, 330.0)
        for shown in lines_of(words, FOOT, room, 1) if room > 40 else []:
            out.append(Line(x, base, shown, FOOT))
            x += width(shown, FOOT) + 20
    return out
