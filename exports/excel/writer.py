"""The writer: a plan's workbook as a file, put in its place once it can be opened."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from exports.excel.book import Book, Charts
from exports.excel.build import build_book
from exports.excel.cached import with_values
from exports.excel.cells import Plain
from exports.excel.charts import add_charts
from exports.excel.layout import PlacedSheet, laid_out
from exports.excel.logo import add_logo
from exports.excel.pages import set_page
from exports.excel.sheets import SheetWriter
from exports.excel.styles import Styles
from exports.replace import put_file
from planner.language import _, speaking
from planner.plan import Plan

Progress = Callable[[float, str], None]


def quietly(_share: float, _words: str = "") -> None:
    """Progress for who does not watch."""


def write_workbook(plan: Plan, path: Path, progress: Progress = quietly) -> None:
    """Writes the workbook of a plan; a file that is there is replaced only by one that can be opened.

    ``progress`` may raise to stop; nothing is written then. Raises SaveError.
    """
    data = workbook_bytes(plan, progress)
    progress(0.97, _("Saving"))
    put_file(path, data, check_workbook)
    progress(1.0, "")


def workbook_bytes(plan: Plan, progress: Progress = quietly) -> bytes:
    """The workbook of a plan, in the plan's language; progress is told in the language spoken."""
    reading = _("Reading the plan")
    told = (_("Putting the workbook together"), _("Adding what the formulas come to"))
    with speaking(plan.profile.language):
        return _written(build_book(plan, _part(progress, 0.0, 0.15, reading)), progress, told)


def _part(progress: Progress, start: float, end: float, words: str) -> Callable[[float], None]:
    """The progress of a part of the work, told as a share of that part."""

    def told(share: float) -> None:
        progress(start + (end - start) * share, words)

    return told


class _Watched(io.BytesIO):
    """A file in memory that says for every piece written that the work goes on, which may raise to stop it."""

    def __init__(self, goes_on: Callable[[float], None]) -> None:
        super().__init__()
        self._goes_on = goes_on

    def write(self, data: Any) -> int:
        self._goes_on(0.0)
        return super().write(data)


def _written(book: Book, progress: Progress, told: tuple[str, str]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.workbook.defined_name import DefinedName

    workbook = Workbook()
    places = laid_out(book)
    workbook.active.title = places.sheets[0].name
    for placed in places.sheets[1:]:
        workbook.create_sheet(placed.name)
    styles = Styles(workbook, book.brand, book.currency)
    computed: list[dict[str, Plain]] = []
    growing: list[set[int]] = []
    described: list[list[tuple[str, str]]] = []
    for at, (placed, sheet) in enumerate(zip(places.sheets, workbook.worksheets, strict=True)):
        start, share = 0.15 + 0.5 * at / len(places.sheets), 0.5 / len(places.sheets)
        told_of_rows = _part(progress, start, start + share, placed.sheet.title)
        told_of_rows(0.0)
        writer = SheetWriter(sheet, placed, places, styles, told_of_rows)
        computed.append(writer.write())
        growing.append(writer.growing)
        drawn = [
            said
            for block in _charts(placed)
            for said in add_charts(sheet, block[0], block[1], writer.widths, places, styles, book.currency)
        ]
        if at == 0:
            drawn += add_logo(sheet, book, writer.widths)
        if drawn:
            described.append(drawn)
        set_page(sheet, placed, places, book, styles)
    for name, cells in places.names.items():
        workbook.defined_names[name] = DefinedName(name, attr_text=cells)
    _describe(workbook, book)
    progress(0.7, told[0])
    out = _Watched(_part(progress, 0.7, 0.85, told[0]))
    workbook.save(out)
    return with_values(out.getvalue(), computed, growing, described, _part(progress, 0.85, 0.97, told[1]))


def _charts(placed: PlacedSheet) -> list[tuple[Charts, int]]:
    return [(block.block, block.row) for block in placed.blocks if isinstance(block.block, Charts)]


def _describe(workbook: object, book: Book) -> None:
    """The document's properties; who opens it recalculates it."""
    facts = workbook.properties  # type: ignore[attr-defined]
    facts.title, facts.subject = book.title, book.subject[:250]
    facts.creator, facts.lastModifiedBy = "Rapport", "Rapport"
    facts.keywords = ", ".join(book.keywords)
    facts.category = book.client
    facts.description = book.confidentiality
    facts.version = book.version
    facts.language = {"fr": "fr-FR"}.get(book.language, "en-GB")
    workbook.calculation.fullCalcOnLoad = True  # type: ignore[attr-defined]


def check_workbook(data: bytes) -> None:
    """Opens a workbook with two readers and reads every sheet; raises where it cannot be read."""
    import openpyxl
    import python_calamine

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    book.close()
    with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as read:
        for name in read.sheet_names:
            read.get_sheet_by_name(name).to_python()
