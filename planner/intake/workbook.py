"""Workbooks: the rows of one sheet of an Excel or OpenDocument file, as numbers, dates and text."""

import datetime as dt
from pathlib import Path
from typing import Any

from planner.intake.cells import MAX_COLUMNS, SMALL, Cell, Choices, Limits, Report, Row
from planner.intake.cleaning import clean_text
from planner.intake.csv_table import too_long, too_wide
from planner.intake.decoding import checked_size
from planner.intake.errors import UnreadableError
from planner.intake.package import check_package, damaged, locked
from planner.language import _

_KNOWN = 10_000
_AS_IT_IS = frozenset((float, bool, dt.date))
SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods")


class WorkbookRows:
    """The rows of the chosen sheet, else of the first one that holds some, and the names of all sheets."""

    def __init__(self, path: Path, choices: Choices, report: Report, limits: Limits = SMALL) -> None:
        checked_size(path, limits.file)
        check_package(path, report, limits)
        self._source, self._report, self._most_rows = path.name, report, limits.rows
        self.rows: list[Row] = []
        self.notes: list[str] = []
        self._cleaned, self._times = False, choices.times
        self._texts: dict[str, str | None] = {}
        with _opened(path) as book:
            self.sheets: tuple[str, ...] = tuple(book.sheet_names)
            self.sheet = self._read(book, choices.sheet)
        if self._cleaned:
            self.notes.append(_("Control characters, which no document can hold, were taken out."))

    def _read(self, book: Any, chosen: str | None) -> str:
        if chosen is not None and chosen not in self.sheets:
            reason = _("“{name}” has no sheet “{sheet}”.")
            raise UnreadableError(reason.format(name=self._source, sheet=chosen))
        for name in (chosen,) if chosen is not None else self.sheets:
            self._read_sheet(book, name)
            if self.rows:
                return name
        return chosen or (self.sheets[0] if self.sheets else "")

    def _read_sheet(self, book: Any, name: str) -> None:
        try:
            sheet = book.get_sheet_by_name(name)
        except Exception as error:  # the library's own errors and those of its parts; a chart sheet has no cells
            if len(self.sheets) > 1:
                return
            raise damaged(self._source) from error
        if sheet.end is None:
            return
        if sheet.end[1] >= MAX_COLUMNS:
            raise too_wide(self._source)
        if sheet.end[0] >= self._most_rows + 10:
            raise too_long(self._source, self._most_rows)
        left, read, known = (None,) * sheet.start[1], self._cell, self._texts
        for at, cells in enumerate(sheet.iter_rows(), start=1):
            # Nearly all cells are taken as they are, or were seen before.
            row = (*left, *[c if type(c) in _AS_IT_IS else known[c] if c in known else read(c) for c in cells])
            if row.count(None) < len(row):
                self.rows.append(Row(at, row))
            if at % 2_000 == 0:
                self._report(0.5 + 0.5 * at / max(sheet.end[0], 1), "")

    def _cell(self, value: Any) -> Cell:
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, bool):
            return value
        if isinstance(value, int | float):
            return float(value)
        if isinstance(value, dt.datetime):
            return value if self._times else value.date()
        if isinstance(value, dt.date):
            return value
        return None if value is None else str(value)

    def _text(self, value: str) -> str | None:
        """A text without what no document can hold, kept for when it comes again."""
        text, cleaned = clean_text(value)
        self._cleaned = self._cleaned or cleaned
        found = text.strip() or None
        if len(self._texts) < _KNOWN:
            self._texts[value] = found
        return found


def _opened(path: Path) -> Any:
    import python_calamine

    try:
        return python_calamine.CalamineWorkbook.from_path(str(path))
    except python_calamine.PasswordError as error:
        raise locked(path.name) from error
    except Exception as error:  # many kinds, from the zip, the XML and the workbook's own parts
        raise damaged(path.name) from error
