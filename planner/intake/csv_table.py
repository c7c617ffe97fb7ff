"""CSV: text files of rows, whatever their delimiter and encoding, read strictly and to the end."""

import csv
import math
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from planner.intake.cells import MAX_CELL, MAX_COLUMNS, SMALL, Choices, Limits, Rejected, Report, Row
from planner.intake.cleaning import clean_text
from planner.intake.decoding import encoding_note, read_beginning, read_text
from planner.intake.errors import UnreadableError
from planner.language import _, number

DELIMITERS = (";", ",", "\t", "|")
MAX_BYTES = 100_000_000
_SAMPLE = 65_536
_SAMPLE_ROWS = 200
_OPEN_QUOTES = 3
_SEP = re.compile(r'^"?sep=(.)"?$', re.IGNORECASE)


class CsvRows:
    """The rows of a CSV file, the rejected ones, and how the file was understood."""

    def __init__(
        self,
        path: Path,
        choices: Choices,
        report: Report,
        limit: int = MAX_BYTES,
        most: int = 0,
        limits: Limits = SMALL,
    ) -> None:
        """Reads all of a file of at most ``limit`` bytes, or the lines in its first ``most`` bytes."""
        if most:
            text, self.encoding = read_beginning(path, most, limit, choices.encoding)
        else:
            text, self.encoding = read_text(path, limit, choices.encoding)
        text, cleaned = clean_text(text.removeprefix("\ufeff"))
        self._lines = text.split("\n")
        said = _SEP.match(self._lines[0])
        self._first = 1 if said else 0
        named = said[1] if said else ""
        body = "\n".join(self._lines[self._first :]) if said else text
        self.delimiter = choices.delimiter or named or find_delimiter(body[:_SAMPLE])
        self.notes = [note for note in (encoding_note(self.encoding), _cleaned_note(cleaned)) if note]
        self.rows: list[Row] = []
        self.rejected: list[Rejected] = []
        self._source, self._report, self._most_rows = path.name, report, limits.rows
        self._read()

    def _read(self) -> None:
        at, open_quotes = self._first, 0
        while at < len(self._lines):
            broken = self._read_from(at, quoted=open_quotes < _OPEN_QUOTES)
            if broken < 0:
                return
            open_quotes += 1
            reason = _("A quote is opened and never closed")
            cells = tuple(self._lines[broken].split(self.delimiter))[:MAX_COLUMNS]
            self.rejected.append(Rejected(broken + 1, reason, cells))
            at = broken + 1

    def _read_from(self, at: int, quoted: bool) -> int:
        """Reads on from a line; the line of a quote that is never closed, else -1."""
        feed = _Feed(self._lines, at)
        reader = csv.reader(feed, delimiter=self.delimiter, quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE)
        while True:
            start = feed.at
            try:
                cells = next(reader)
            except StopIteration:
                return -1
            except csv.Error:
                reason = _("A cell has more than {count} characters").format(count=number(MAX_CELL))
                self.rejected.append(Rejected(start + 1, reason))
                continue
            if feed.ended and quoted and self._is_open(start):
                return start
            self._take(start, cells)

    def _is_open(self, start: int) -> bool:
        """Whether the record that starts in a line runs to the end of the file inside a quote."""
        try:
            for _record in csv.reader(_Feed(self._lines, start), delimiter=self.delimiter, strict=True):
                pass
        except csv.Error as error:
            return "unexpected end of data" in str(error)
        return False

    def _take(self, start: int, cells: list[str]) -> None:
        if len(cells) > MAX_COLUMNS:
            raise too_wide(self._source)
        if not any(cell.strip() for cell in cells):
            return
        if len(self.rows) >= self._most_rows + 10:
            raise too_long(self._source, self._most_rows)
        self.rows.append(Row(start + 1, tuple(cell.strip() for cell in cells)))
        if len(self.rows) % 2_000 == 0:
            self._report(start / len(self._lines), "")


class _Feed:
    """Hands lines to a CSV reader one by one and knows how far it is."""

    def __init__(self, lines: list[str], at: int) -> None:
        self._lines, self.at = lines, at

    @property
    def ended(self) -> bool:
        """Whether the last line has been handed over."""
        return self.at >= len(self._lines)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.ended:
            raise StopIteration
        line = self._lines[self.at]
        self.at += 1
        return line + "\n"


def find_delimiter(sample: str) -> str:
    """The delimiter that cuts the beginning of a file into the most even rows; a comma where none does."""
    best, best_score = ",", 0.0
    for delimiter in DELIMITERS:
        widths = Counter(_widths(sample, delimiter))
        width, count = max(widths.items(), key=lambda pair: (pair[1], pair[0]), default=(1, 0))
        score = count / widths.total() * math.log(width) if count else 0.0
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _widths(sample: str, delimiter: str) -> Iterator[int]:
    lines = sample.split("\n")
    # The last line of a sample may be cut.
    reader = csv.reader((line + "\n" for line in (lines[:-1] or lines)), delimiter=delimiter)
    for _row in range(_SAMPLE_ROWS):
        try:
            cells = next(reader)
        except (StopIteration, csv.Error):
            return
        if any(cells):
            yield len(cells)


def too_wide(source: str) -> UnreadableError:
    """What to tell of a table with too many columns."""
    reason = _("“{name}” has more than {limit} columns. Keep only the columns that are needed.")
    return UnreadableError(reason.format(name=source, limit=number(MAX_COLUMNS)))


def too_long(source: str, rows: int) -> UnreadableError:
    """What to tell of a table with too many rows."""
    reason = _("“{name}” has more than {limit} rows, the most that is read here.")
    return UnreadableError(reason.format(name=source, limit=number(rows)))


def _cleaned_note(cleaned: bool) -> str:
    return _("Control characters, which no document can hold, were taken out.") if cleaned else ""
