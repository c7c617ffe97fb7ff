"""The PDF of a plan: lays its report out, then draws it page by page, and puts the file in place."""

import io
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from exports.figures.on_paper import Paper, missing, register_fonts
from exports.figures.paper import paper_colours
from exports.figures.scene import circle
from exports.pdf.blocks import Maker, pieces_of, text_piece
from exports.pdf.contents import Entry, contents
from exports.pdf.cover import cover
from exports.pdf.facts import state_facts
from exports.pdf.flow import Flow
from exports.pdf.frame import footer, header
from exports.pdf.logo import Logo, read_logo
from exports.pdf.paper import MARGIN, TOP, UNIT, Sheet, sheet
from exports.pdf.pieces import (
    Area,
    Columns,
    Drawn,
    Laid,
    Line,
    Page,
    Part,
    Picture,
    Piece,
    Stretch,
    stacked,
    tightened,
)
from exports.pdf.structure import Structure
from exports.pdf.type import KICKER, LEAD, NAME, TITLE, balanced, lines_of
from exports.replace import put_file
from planner.language import _, ngettext, speaking
from planner.plan import Plan
from planner.report.blocks import Note, Report, Section, Topic
from planner.report.build import build_report

Progress = Callable[[float, str], None]

_one_at_a_time = threading.Lock()
"""Documents share their fonts, which are not made for several threads: a preview waits for an export."""

_WITH_CONTENTS = 6
"""From so many pages on, a document has a table of contents."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF: its bytes, its pages, the first and last page of each section, and what its fonts could not print."""

    data: bytes
    pages: int
    sections: dict[str, tuple[int, int]]
    missing: frozenset[str]


def quietly(_share: float, _words: str = "") -> None:
    """Progress for who does not watch."""


def write_pdf(plan: Plan, path: Path, progress: Progress = quietly) -> Printed:
    """Writes the report of a plan as a PDF; a file that is there is replaced only by one that can be opened."""
    printed = print_plan(plan, progress)
    progress(0.95, _("Checking the file"))
    put_file(path, printed.data, lambda data: check(data, printed.pages))
    progress(1.0, "")
    return printed


def check(data: bytes, pages: int) -> None:
    """Opens a PDF and draws a page of it; raises where it cannot be opened or has other pages than it should."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        if len(document) != pages:
            raise ValueError(f"{len(document)} pages instead of {pages}")
        document[pages - 1].render(scale=0.1).close()
    finally:
        document.close()


def print_plan(plan: Plan, progress: Progress = quietly, invariant: bool = False) -> Printed:
    """The report of a plan as a PDF; ``invariant`` leaves out what differs from one run to the next."""
    progress(0.0, _("Writing the report"))
    return print_report(build_report(plan), plan, progress, invariant)


def print_report(report: Report, plan: Plan, progress: Progress = quietly, invariant: bool = False) -> Printed:
    """A report as a PDF, its figures drawn from its plan."""
    register_fonts()
    with _one_at_a_time, speaking(report.language):
        document = _laid_out(report, plan, progress)
        data = _drawn(document, progress, invariant)
    return Printed(data, len(document.pages), document.sections(), frozenset(document.missing))


@dataclass(frozen=True, slots=True)
class _Mark:
    """A place in the outline: its name, its page from 0, its level, and the key of its section."""

    words: str
    page: int
    level: int
    key: str
    section: str


@dataclass(slots=True)
class _Document:
    """A report laid out: its pages in order, its outline, and what frames every page."""

    report: Report
    sheet: Sheet
    logo: Logo | None
    pages: list[Page]
    marks: list[_Mark]
    missing: set[str]

    def sections(self) -> dict[str, tuple[int, int]]:
        """The first and the last page of every section, counted from 1."""
        spans = {}
        for mark in self.marks:
            if mark.level == 0:
                pages = [at for at, page in enumerate(self.pages, start=1) if page.section == mark.words]
                spans[mark.section] = (mark.page + 1, max(pages))
        return spans


def _laid_out(report: Report, plan: Plan, progress: Progress) -> _Document:
    page = sheet(report.paper)
    logo = read_logo(report.logo)
    lacking = set().union(*(missing(words) for words in _strings(report))) if report.sections else set()
    report = _noting(report, lacking)
    flow = Flow(TOP, page.bottom)
    marks: list[_Mark] = []
    maker = Maker(plan)
    topics = [(section, topic) for section in report.sections for topic in section.topics]
    for at, (section, topic) in enumerate(topics):
        progress(0.05 + 0.4 * at / len(topics), topic.short or topic.heading)
        start = flow.begin(section.name)
        first = section.topics[0] is topic
        if first:
            marks.append(_Mark(section.name, start.page, 0, f"s.{section.key}", section.key))
        if len(section.topics) > 1:
            marks.append(_Mark(topic.short or topic.heading, start.page, 1, f"t.{at}", section.key))
        if section.key == "cover":
            flow.pages[-1].placed.append((0.0, 0.0, cover(report, topic, page, logo)))
        else:
            flow.place(_fitted(_topic(topic, page, maker), flow.room), MARGIN, start)
        flow.pages[start.page].topic = f"t.{at}"
    return _with_contents(_Document(report, page, logo, flow.pages, marks, lacking))


def _noting(report: Report, lacking: set[str]) -> Report:
    """The report with a note at its end where it holds characters that cannot be printed."""
    if not lacking or not report.sections:
        return report
    count = len(lacking)
    words = ngettext(
        "One character is not in the fonts of this report and stands as a box.",
        "{count} characters are not in the fonts of this report and stand as boxes.",
        count,
    ).format(count=count)
    *before, last = report.sections
    if last.key == "cover":
        return report
    topic = last.topics[-1]
    noted = replace(topic, blocks=(*topic.blocks, Note(words, "warn")))
    section = Section(last.key, last.name, (*last.topics[:-1], noted))
    return replace(report, sections=(*before, section))


def _strings(value: Any) -> Iterator[str]:
    """Every text of a report."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for inner in value:
            yield from _strings(inner)
    elif is_dataclass(value):
        for one in fields(value):
            if one.name != "logo":
                yield from _strings(getattr(value, one.name))


def _topic(topic: Topic, page: Sheet, maker: Maker) -> list[Laid]:
    """A topic in pieces: its kicker, its heading, its lead, its blocks."""
    out: list[Laid] = []
    style = TITLE
    if topic.kicker:
        style = NAME
        dot = [circle(5, KICKER.line / 2 + 0.5, 5, topic.colour)] if topic.colour else []
        x = 18.0 if topic.colour else 0.0
        words = lines_of(topic.kicker, KICKER, page.room - 20, 1)
        lines = [Line(x, KICKER.base, said, KICKER) for said in words]
        out.append(Piece(KICKER.line + 2, (Part("", tuple(dot)), Part("P", tuple(lines))), keep=True))
    heading = balanced(topic.heading, style, page.room * 0.8, 4)
    if len(heading) > 2:
        style = replace(style, size=style.size * 0.8, line=style.line * 0.8)
        heading = balanced(topic.heading, style, page.room * 0.9, 6)
    out.append(text_piece(heading, style, "H1", keep=True))
    if topic.lead:
        lead = lines_of(topic.lead, LEAD, min(page.room * 0.86, 620.0))
        out += _lead(lead)
    blocks = pieces_of(topic.blocks, page.room, maker)
    if blocks and isinstance(blocks[0], Piece | Columns | Stretch):
        blocks[0] = replace(blocks[0], before=22.0)
    return [*out, *blocks]


def _fitted(laid: list[Laid], room: float) -> Sequence[Laid]:
    """The pieces of a topic, closer together where they then fit on one page."""
    for share in (1.0, 0.8, 0.65):
        tight = tightened(laid, share)
        if stacked(tight) <= room:
            return tight
    return laid


def _lead(lines: list[str]) -> list[Laid]:
    """A lead of any length: the first lines hold on to the heading, the others may go on on the next page."""
    parts = [lines[at : at + 6] for at in range(0, len(lines), 6)]
    last = len(parts) - 1
    return [text_piece(part, LEAD, "P", 8.0 if at == 0 else 0.0, keep=at == last < 2) for at, part in enumerate(parts)]


def _with_contents(document: _Document) -> _Document:
    """The document with a table of contents behind the cover, where it is long enough for one."""
    if len(document.pages) < _WITH_CONTENTS or not document.marks:
        return document
    entries = [(mark, mark.page) for mark in document.marks if mark.section != "cover"]
    behind = 1 if document.marks[0].section == "cover" else 0

    def placed(shift: int) -> list[Page]:
        flow = Flow(TOP, document.sheet.bottom)
        lines = [Entry(mark.words, page + 1 + shift, mark.key, mark.level == 0) for mark, page in entries]
        flow.place(contents(lines, document.sheet.room), MARGIN, flow.begin(_("Contents")))
        return flow.pages

    count = len(placed(0))
    pages = placed(count)
    pages[0].topic = "contents"
    moved = [replace(mark, page=mark.page + (count if mark.page >= behind else 0)) for mark in document.marks]
    return replace(document, pages=[*document.pages[:behind], *pages, *document.pages[behind:]], marks=moved)


def _drawn(document: _Document, progress: Progress, invariant: bool) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    size = (document.sheet.width * UNIT, document.sheet.height * UNIT)
    canvas = Canvas(
        stream,
        pagesize=size,
        pageCompression=1,
        invariant=invariant,
        initialFontName="Inter-400",
        lang=document.report.language,
        pdfVersion=(1, 7),
    )
    state_facts(canvas, document.report)
    paper = Paper(canvas, paper_colours(document.report.brand), size[1], UNIT)
    structure = Structure()
    count = len(document.pages)
    for at, page in enumerate(document.pages):
        progress(0.45 + 0.48 * at / count, _("Page {page} of {count}").format(page=at + 1, count=count))
        _page(document, at, page, paper, structure)
        canvas.showPage()
    canvas.showOutline()
    structure.write(canvas)
    canvas.save()
    return stream.getvalue()


def _page(document: _Document, at: int, page: Page, paper: Paper, structure: Structure) -> None:
    canvas = paper.canvas
    structure.begin_page()
    for mark in document.marks:
        if mark.page == at:
            canvas.bookmarkPage(mark.key)
            canvas.addOutlineEntry(mark.words, mark.key, mark.level, closed=mark.level == 0)
    if page.topic:
        structure.begin_topic()
    is_cover = at == 0 and document.marks and document.marks[0].section == "cover"
    if not is_cover:
        frame = header(document.report, page.section, document.sheet, document.logo)
        frame += footer(document.report, at + 1, len(document.pages), document.sheet)
        _artifact(paper, frame)
    for x, y, piece in page.placed:
        here = paper.at(x, y)
        for part in piece.parts:
            if part.tag and part.items:
                canvas._code.append(f"/{part.tag} <</MCID {structure.mark(piece, part)}>> BDC")
                _paint(here, part.items)
                canvas._code.append("EMC")
            elif part.items:
                _artifact(here, part.items)
        for area in piece.areas:
            _lead_there(here, area)


def _artifact(paper: Paper, items: Sequence[Drawn]) -> None:
    """Draws what only decorates or frames: readers pass over it."""
    paper.canvas._code.append("/Artifact BMC")
    _paint(paper, items)
    paper.canvas._code.append("EMC")


def _paint(paper: Paper, items: Sequence[Drawn]) -> None:
    for item in items:
        if isinstance(item, Line):
            style = item.style
            paper.words(
                item.x,
                item.y,
                item.words,
                style.font,
                style.size,
                style.colour,
                item.align,
                tracking=style.tracking * style.size,
                kern=item.kern,
            )
        elif isinstance(item, Picture):
            x, y = paper.spot(item.x, item.y + item.height)
            paper.canvas.drawImage(item.image, x, y, item.width * paper.unit, item.height * paper.unit, mask="auto")
        else:
            paper.paint((item,))


def _lead_there(paper: Paper, area: Area) -> None:
    """Makes an area of a page a way to another place."""
    left, top = paper.spot(area.x, area.y)
    right, bottom = paper.spot(area.x + area.width, area.y + area.height)
    box = (left, bottom, right, top)
    if area.outside:
        paper.canvas.linkURL(area.goal, box, relative=0)
    else:
        paper.canvas.linkRect("", area.goal, box, relative=0, Border="[0 0 0]")
