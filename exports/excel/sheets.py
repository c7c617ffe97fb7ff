"""Sheets: writes the blocks of a sheet at their places: titles, tables, grids, words and figures."""

import math
from collections.abc import Callable
from math import fsum
from typing import Any

from exports.excel.book import Band, Block, Cards, Cell, Column, Entry, Grid, Heading, Sheet, Table, Value, Words, entry
from exports.excel.cells import Cells
from exports.excel.formulas import formula_text
from exports.excel.layout import PlacedSheet, PlacedTable, Places, address, columns_of, letter
from exports.excel.styles import Styles, rgb
from planner.language import _

ACROSS = 142.0
"""So many characters a text across a sheet is wide, at most."""
_ENOUGH_ACROSS = 90.0
_TALLEST = 12
"""So many lines of a text are shown in a row; the cell holds the rest."""
_TALLEST_ASIDE = 2
"""The same for what stands right of the printed columns."""
_TOLD_EVERY = 100
"""After so many rows someone is told."""
_LINE = 13.0
_PER_CHARACTER = 1.2
_BOLD = 1.0
_OF_HEAD = 0.85


class SheetWriter:
    """Writes one sheet of the workbook; ``told`` hears of the share of its rows written, and may raise to stop."""

    def __init__(
        self, sheet: Any, placed: PlacedSheet, places: Places, styles: Styles, told: Callable[[float], None]
    ) -> None:
        self.sheet = sheet
        self.placed = placed
        self.places = places
        self.styles = styles
        self.cells = Cells(sheet, styles, places)
        self.growing: set[int] = set()
        """Rows whose height the program may set anew when someone writes in them."""
        self.widths = _widths(placed.sheet)
        self.across = _columns_across(self.widths, placed.sheet)
        self._told = told
        self._written = 0
        self._rows = sum(len(table.items) for table in placed.sheet.tables())

    def write(self) -> dict[str, Any]:
        """Writes everything but charts; what each formula comes to, by address."""
        for at, width in enumerate(self.widths, start=1):
            self.sheet.column_dimensions[letter(at)].width = width
        self._top()
        for block in self.placed.blocks:
            self._block(block.block, block.row)
        return self.cells.computed

    def _top(self) -> None:
        what = self.placed.sheet
        self.cells.words(1, 1, what.title, self.styles.special("title"))
        self.sheet.row_dimensions[1].height = 30
        if what.key != "about" and self.across > 1:
            back = Entry(_("Contents"), role="link", link="about")
            self.cells.put(1, self.across, back, style=self.styles.special("back"))
        self._across(2, what.finding, "finding", 1.25)
        self._across(3, what.lead, "lead", 1.0)
        self.sheet.row_dimensions[4].height = 8

    def _across(self, row: int, words: str, style: str, size: float, columns: int = 0) -> None:
        """A text over several columns, as high as it needs to be."""
        columns = columns or self.across
        if not words:
            self.sheet.row_dimensions[row].height = 4
            return
        self.cells.words(row, 1, words, self.styles.special(style))
        if columns > 1:
            self.sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=columns)
        room = sum(self.widths[:columns]) / size
        self.sheet.row_dimensions[row].height = lines(words, room) * _LINE * max(1.0, size) + 4

    def _block(self, block: Block, row: int) -> None:
        if isinstance(block, Table):
            self._table(block, row)
        elif isinstance(block, Grid):
            self._grid(block, row)
        elif isinstance(block, Cards):
            self._cards(block, row)
        elif isinstance(block, Heading):
            self.cells.words(row, 1, block.words, self.styles.special("heading"))
            self.sheet.row_dimensions[row].height = 22
        elif isinstance(block, Words):
            style = "lead" if block.role == "muted" else "finding" if block.role == "strong" else "words"
            self._across(row, block.words, style, 1.0, block.columns)

    def _grid(self, grid: Grid, row: int) -> None:
        if grid.heads:
            ends = [columns_of(cells)[-1] for cells in grid.rows if cells]
            across = max((column + _spread(cell) - 1 for column, cell in ends), default=len(grid.heads))
            for column, words in enumerate((*grid.heads, *[""] * (across - len(grid.heads))), start=1):
                self.cells.words(row, column, words, self.styles.special("head"))
            if across > len(grid.heads):
                first = len(grid.heads)
                self.sheet.merge_cells(start_row=row, start_column=first, end_row=row, end_column=across)
            self.sheet.row_dimensions[row].height = 20
            row += 1
        for at, cells in enumerate(grid.rows, start=row):
            self._line(at, cells)

    def _line(self, row: int, cells: tuple[Cell, ...]) -> None:
        tallest = 1
        for column, cell in columns_of(cells):
            what = entry(cell)
            self.cells.put(row, column, what)
            room = sum(self.widths[column - 1 : column - 1 + what.spread])
            if isinstance(what.value, str):
                tallest = max(tallest, lines(what.value, room))
            if what.spread > 1:
                style = self.styles.cell(what.role, what.kind or "text")
                for further in range(column + 1, column + what.spread):
                    self.sheet.cell(row, further)._style = self.styles.array(style)
                end = column + what.spread - 1
                self.sheet.merge_cells(start_row=row, start_column=column, end_row=row, end_column=end)
            if what.choices:
                self._choices(what.choices, address(row, column), True)
            if what.role == "check":
                self._marks(address(row, column))
        if tallest > 1:  # merged cells do not grow by themselves
            self.sheet.row_dimensions[row].height = min(tallest, _TALLEST) * _LINE + 3

    def _cards(self, cards: Cards, row: int) -> None:
        for at, card in enumerate(cards.cards):
            column = 1 + at * cards.span
            style = self.styles.figure(card.entry.kind or "text")
            self.cells.put(row, column, card.entry, style=style)
            self.cells.words(row + 1, column, card.label, self.styles.special("label"))
            for line, name in ((row, style), (row + 1, self.styles.special("label"))):
                for further in range(column + 1, column + cards.span):
                    self.sheet.cell(line, further)._style = self.styles.array(name)
                end = column + cards.span - 1
                self.sheet.merge_cells(start_row=line, start_column=column, end_row=line, end_column=end)
        self.sheet.row_dimensions[row].height = 30
        self.sheet.row_dimensions[row + 1].height = 18

    def _table(self, table: Table, row: int) -> None:
        if table.title:
            self.cells.words(row, 1, table.title, self.styles.special("heading"))
            self.sheet.row_dimensions[row].height = 22
        placed = self.places.tables.get(table.key)
        if placed is None:
            self._across(row + bool(table.title), _("None yet."), "lead", 1.0)
            return
        for band in table.bands:
            self._band(band, placed)
        for at, (column, head) in enumerate(zip(table.columns, placed.heads.values(), strict=True), start=1):
            aside = {"text": "head", "flag": "head center", "truth": "head center"}.get(column.kind, "head right")
            self.cells.words(placed.head, at, head, self.styles.special(aside))
        self.sheet.row_dimensions[placed.head].height = _head_height(table, placed)
        for at, item in enumerate(table.items, start=placed.first):
            if self._written % _TOLD_EVERY == 0:
                self._told(self._written / self._rows)
            self._row(table, placed, at, item)
            self._written += 1
        if table.has_total:
            self._totals(table, placed)
        self._add_table(table, placed)
        for at, column in enumerate(table.columns, start=1):
            self._column(placed, at, column)

    def _band(self, band: Band, placed: PlacedTable) -> None:
        row = placed.bands[band.key]
        first = min(placed.column(key) for key in band.cells) if band.cells else 2
        self.cells.words(row, max(1, first - 1), band.label, self.styles.special("band"))
        for key, cell in band.cells.items():
            self.cells.put(row, placed.column(key), cell, placed)

    def _row(self, table: Table, placed: PlacedTable, row: int, item: Any) -> None:
        tallest = 1
        for at, column in enumerate(table.columns, start=1):
            what = entry(column.value(item), column)
            self.cells.put(row, at, what, placed)
            if isinstance(what.value, str) and what.kind == "text" and what.role != "code":
                most = _TALLEST if column.printed else _TALLEST_ASIDE
                tallest = max(tallest, min(most, lines(what.value, self.widths[at - 1])))
        self.sheet.row_dimensions[row].height = tallest * _LINE + 4
        self.growing.add(row)

    def _totals(self, table: Table, placed: PlacedTable) -> None:
        label = _label_column(table)
        for at, column in enumerate(table.columns, start=1):
            value: Value = column.total_value
            formula = column.total
            if column.total == "sum":
                formula = f"SUBTOTAL(109,{{{table.key}.{column.key}}})"
                value = _summed(table, column)
            if at == label:
                value = table.total_label or _("Total")
            kind = "text" if at == label else column.kind
            self.cells.put(placed.end, at, Entry(value, kind, "total", formula), placed)

    def _add_table(self, table: Table, placed: PlacedTable) -> None:
        from openpyxl.worksheet.filters import AutoFilter
        from openpyxl.worksheet.table import Table as SheetTable
        from openpyxl.worksheet.table import TableColumn, TableFormula

        known = SheetTable(
            id=list(self.places.tables).index(table.key) + 1,
            name=table.name,
            displayName=table.name,
            ref=placed.reference(),
            totalsRowCount=1 if table.has_total else None,
            totalsRowShown=None if table.has_total else False,
        )
        known.autoFilter = AutoFilter(ref=f"{address(placed.head, 1)}:{address(placed.last, len(placed.heads))}")
        for at, (column, head) in enumerate(zip(table.columns, placed.heads.values(), strict=True), start=1):
            made = TableColumn(id=at, name=head)
            formula = formula_text(column.formula, self.places, placed)
            if formula:
                made.calculatedColumnFormula = TableFormula(attr_text=formula)
            if column.total == "sum":
                made.totalsRowFunction = "sum"
            elif column.total:
                total = formula_text(column.total, self.places, placed)
                if total:
                    made.totalsRowFunction = "custom"
                    made.totalsRowFormula = TableFormula(attr_text=total)
            elif table.has_total and at == _label_column(table):
                made.totalsRowLabel = table.total_label or _("Total")
            known.tableColumns.append(made)
        self.sheet.add_table(known)

    def _column(self, placed: PlacedTable, at: int, column: Column) -> None:
        reference = f"{address(placed.first, at)}:{address(placed.last, at)}"
        if column.choices:
            self._choices(column.choices, reference, column.strict)
        if column.role == "check":
            self._marks(reference)
        if not column.printed:
            self.sheet.column_dimensions[letter(at)].outlineLevel = 1

    def _choices(self, name: str, reference: str, strict: bool) -> None:
        from openpyxl.worksheet.datavalidation import DataValidation

        if name not in self.places.names:
            return
        rule = DataValidation(type="list", formula1=name, allow_blank=True, showErrorMessage=strict)
        rule.errorTitle = _("Not in the list")
        rule.error = _("Choose one of the list.")
        rule.add(reference)
        self.sheet.add_data_validation(rule)

    def _marks(self, reference: str) -> None:
        """Green where a check agrees, red where it does not."""
        from openpyxl.formatting.rule import CellIsRule
        from openpyxl.styles import Font, PatternFill

        for value, tone in (("TRUE", "ok"), ("FALSE", "bad")):
            rule = CellIsRule(
                operator="equal",
                formula=[value],
                font=Font(color=rgb(self.styles.colours[f"{tone}.text"]), bold=True),
                fill=PatternFill(bgColor=rgb(self.styles.colours[f"{tone}.soft"])),
            )
            self.sheet.conditional_formatting.add(reference, rule)


def _label_column(table: Table) -> int:
    """Where the row of totals says what it is: the second column, or the first that has no total."""
    free = [at for at, column in enumerate(table.columns, start=1) if not column.total]
    return 2 if 2 in free else next(iter(free), 0)


def _summed(table: Table, column: Column) -> float:
    values = (entry(column.value(item), column).value for item in table.items)
    return fsum(v for v in values if isinstance(v, int | float) and math.isfinite(v))


def _spread(cell: Cell) -> int:
    return cell.spread if isinstance(cell, Entry) else 1


def lines(words: str, room: float) -> int:
    """About how many lines some words take in a width in characters of the standard font, which is larger."""
    limit = max(room * _PER_CHARACTER, 4.0)
    if len(words) <= limit and "\n" not in words:
        return 1
    return sum(_wrapped(line, limit) for line in words.split("\n"))


def _wrapped(line: str, limit: float) -> int:
    count, used = 1, 0.0
    for word in line.split(" "):
        size = len(word)
        if used and used + 1 + size > limit:
            count, used = count + 1, 0.0
        used += size + bool(used)
        if used > limit:  # a word longer than the line is broken
            count += int((used - 1) // limit)
            used %= limit
    return count


def _head_height(table: Table, placed: PlacedTable) -> float:
    asked = zip(table.columns, placed.heads.values(), strict=True)
    most = max(min(lines(head, _width(c) * _OF_HEAD), 4 if c.printed else 2) for c, head in asked)
    return most * _LINE + 7


def _widths(sheet: Sheet) -> list[float]:
    """The width of every column: as the sheet says, else as wide as its tables ask."""
    widths = list(sheet.widths)
    for table in sheet.tables():
        for at, column in enumerate(table.columns):
            if at >= len(widths):
                widths.append(_width(column))
            elif not sheet.widths:
                widths[at] = max(widths[at], _width(column))
    return widths or [60.0]


def _width(column: Column) -> float:
    """The width of a column, in which no word of its head is broken."""
    longest = max((len(word) for word in column.head.split()), default=0)
    return max(column.wide, min(longest, 24) * _BOLD + 3.0)


def _columns_across(widths: list[float], sheet: Sheet) -> int:
    """How many columns a text across the sheet takes."""
    printed = [sum(column.printed for column in table.columns) for table in sheet.tables()]
    limit = max([*printed, len(sheet.widths)], default=len(widths)) or len(widths)
    room, count = 0.0, 0
    for width in widths[:limit]:
        if room > _ENOUGH_ACROSS and room + width > ACROSS:
            break
        room, count = room + width, count + 1
    return count
