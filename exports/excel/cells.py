"""Cells: puts one value with its style, formula, link and choices into a sheet, and keeps what formulas come to."""

import datetime as dt
import math
from typing import Any

from exports.excel.book import Entry, Formula
from exports.excel.formulas import formula_text
from exports.excel.layout import PlacedTable, Places, quoted
from exports.excel.styles import Styles
from exports.excel.text import cell_text, escaped, looks_like_formula
from planner.language import date_text

_FIRST_DAY = dt.date(1900, 3, 1)
"""Days before are not the same in every spreadsheet program; they are written as text."""

Plain = str | float | bool | dt.date | None


def plain(value: Any) -> Plain:
    """A value as a cell can hold it: what is no number stays empty, days that no sheet knows become text."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return cell_text(value) or None
    if isinstance(value, dt.date):
        return value if value >= _FIRST_DAY else date_text(value)
    number = float(value)
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


class Cells:
    """Writes cells of one sheet. ``computed`` holds by address what every formula comes to."""

    def __init__(self, sheet: Any, styles: Styles, places: Places) -> None:
        self.sheet = sheet
        self.styles = styles
        self.places = places
        self.computed: dict[str, Plain] = {}
        self._filled: dict[tuple[str | tuple[str, ...], str], str] = {}

    def put(self, row: int, column: int, what: Entry, own: PlacedTable | None = None, style: str = "") -> None:
        """Writes an entry; its formula where all that it rests on is in the workbook, else its value."""
        cell = self.sheet.cell(row, column)
        name = style or self.styles.cell(what.role, what.kind or "text")
        cell._style = self.styles.array(name)
        value = plain(what.value)
        formula = self._formula(what.formula, own) if what.formula else ""
        if formula:
            cell._value, cell.data_type = f"={formula}", "f"
            self.computed[cell.coordinate] = value
        else:
            self._write(cell, value)
        goal = self.places.sheet(what.link) if what.link else None
        if goal is not None:
            from openpyxl.worksheet.hyperlink import Hyperlink

            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"{quoted(goal.name)}!A1")

    def _formula(self, formula: Formula, own: PlacedTable | None) -> str:
        """The formula filled in; that of a column only once."""
        key = (formula if isinstance(formula, str) else tuple(formula), own.table.key if own else "")
        if key not in self._filled:
            self._filled[key] = formula_text(formula, self.places, own)
        return self._filled[key]

    def words(self, row: int, column: int, words: str, style: str) -> None:
        """Writes words in a style."""
        cell = self.sheet.cell(row, column)
        cell._style = self.styles.array(style)
        self._write(cell, plain(words))

    def _write(self, cell: Any, value: Plain) -> None:
        # The type is set by hand: openpyxl takes a text for a formula or an error by how it looks.
        if isinstance(value, str):
            cell._value, cell.data_type = escaped(value), "s"
            if looks_like_formula(value):
                cell._style = self.styles.quoted(cell._style)
        else:
            cell._value, cell.data_type = value, _types(value)


def _types(value: Plain) -> str:
    if isinstance(value, bool):
        return "b"
    return "d" if isinstance(value, dt.date) else "n"
