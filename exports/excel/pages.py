"""Pages: how a sheet prints and opens: paper, repeated heads, header and footer, frozen panes, tab colour."""

from typing import Any

from exports.excel.book import Book, Charts
from exports.excel.layout import PlacedSheet, Places, address, letter
from exports.excel.styles import Styles, rgb
from planner.language import _, long_date

_PAPERS = {"a4": 9, "letter": 1}
_LONGEST = 70
"""Signs of a text in a header or footer, which holds 255 with its codes."""
_BEFORE = ("about", "summary")
_BEHIND = ("definitions", "assumptions", "lists", "checks")


def set_page(sheet: Any, placed: PlacedSheet, places: Places, book: Book, styles: Styles) -> None:
    """Sets everything about a sheet that is not in a cell."""
    from openpyxl.worksheet.properties import PageSetupProperties

    what = placed.sheet
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = rgb(_tab(what.part, styles))
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _PAPERS.get(book.paper, _PAPERS["a4"])
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 1 if what.one_page else 0
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_margins.top, sheet.page_margins.bottom = 0.75, 0.7
    sheet.page_margins.header = sheet.page_margins.footer = 0.3
    sheet.print_options.horizontalCentered = False
    _frame(sheet, book, what.name)
    _area(sheet, placed, places)
    if not what.one_page:
        _break(sheet, placed)


def _tab(part: str, styles: Styles) -> str:
    if part in _BEFORE:
        return styles.colours["accent.fill"]
    return styles.colours["line.control" if part in _BEHIND else "accent.line"]


def _area(sheet: Any, placed: PlacedSheet, places: Places) -> None:
    """The heads stay in sight and are repeated on paper; columns that are not printed stand outside the area."""
    tables = [places.tables[t.key] for t in placed.sheet.tables() if t.key in places.tables]
    last = max(sheet.max_row, max((_last_row_of_charts(b.block, b.row) for b in placed.blocks), default=1))
    if not tables:
        sheet.print_area = f"A1:{address(last, max(sheet.max_column, len(placed.sheet.widths) or 1))}"
        return
    columns = max(sum(c.printed for c in t.table.columns) for t in tables)
    columns = max(columns, len(placed.sheet.widths))
    sheet.print_area = f"A1:{letter(columns)}{last}"
    if len(tables) == 1 and placed.blocks[0].block is tables[0].table:
        head = tables[0].head
        sheet.freeze_panes = address(head + 1, min(tables[0].table.frozen, columns) + 1)
        sheet.print_title_rows = f"{head}:{head}"


def _break(sheet: Any, placed: PlacedSheet) -> None:
    """Charts begin on a new page, so that none is cut."""
    from openpyxl.worksheet.pagebreak import Break

    first = next((b.row for b in placed.blocks if isinstance(b.block, Charts)), 0)
    if first:
        sheet.row_breaks.append(Break(id=first - 1))


def _last_row_of_charts(block: object, row: int) -> int:
    if not isinstance(block, Charts) or not block.charts:
        return 1
    return row + int(max(chart.high for chart in block.charts) * 1.9) + 1


def _frame(sheet: Any, book: Book, name: str) -> None:
    header, footer = sheet.oddHeader, sheet.oddFooter
    header.left.text, header.right.text = _said(book.title), _said(name)
    footer.left.text = _said(book.confidentiality) or _said(book.client)
    footer.center.text = _("Page {page} of {count}").format(page="&P", count="&N")
    footer.right.text = _said(", ".join(w for w in (book.version, long_date(book.date)) if w))
    for part in (header.left, header.right, footer.left, footer.center, footer.right):
        part.size = 8


def _said(words: str) -> str:
    """A text as headers and footers take it: in one line, not too long, its ampersands doubled."""
    line = " ".join(words.split())
    line = line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"
    return line.replace("&", "&&")
