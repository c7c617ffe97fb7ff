"""Sources of transactions: how the engine reads a CSV or Parquet file in place, and gets the cells of a workbook."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from planner.intake.cells import LARGE, Cell, Choices, Decimal, Rejected, Report, Table
from planner.intake.database import Connection, Database, identifier, literal
from planner.intake.decoding import copy_in_utf8
from planner.intake.purchases.columns import ROLES, Columns
from planner.intake.purchases.days import any_day, plain_day
from planner.intake.purchases.file import TransactionFile
from planner.intake.purchases.purchases import Relation
from planner.intake.tables import read_table
from planner.intake.times import doubt_note, form_of
from planner.intake.values import text_of
from planner.language import N_, _, language

LARGEST_WHOLE = 100_000_000
"""Bytes of a text file that is read line by line where a quote is never closed in it."""
_UTF8 = ("utf-8", "utf-8-sig", "ascii")
_CHUNK = 20_000
_OPEN_QUOTE = "UNQUOTED VALUE"
_ENCODING = "INVALID ENCODING"
_BROKEN = {
    "TOO MANY COLUMNS": N_("More cells than headings"),
    _OPEN_QUOTE: N_("A quote is opened and never closed"),
    "LINE SIZE OVER MAXIMUM": N_("A line is too long"),
    _ENCODING: N_("The letters are not in the encoding of the file"),
}


_REJECTED = "SELECT DISTINCT line, error_type, csv_line FROM reject_errors"
_LINES = (
    f"CASE WHEN error_type = '{_OPEN_QUOTE}'"
    " THEN 1 + length(csv_line) - length(replace(csv_line, chr(10), '')) ELSE 1 END"
)


Way = Literal["as_named", "closely", "one_thread", "whole"]
"""How the engine reads a file: in place with the names of customers as they stand, or looked at closely, or so by one
thread (cells of several lines), or not in place but given all cells.
"""


def ways(file: TransactionFile, columns: Columns) -> list[Way]:
    """The ways to read a file, the fastest first, to go on with the next one where one fails or loses rows."""
    if not (file.is_text or file.is_parquet):
        return ["whole"]
    found: list[Way] = ["closely"]
    kind = file.types[columns.customer] if file.is_parquet else "VARCHAR"
    if kind == "VARCHAR":
        found.insert(0, "as_named")
    if file.is_text:
        found.append("one_thread")
        found += ["whole"] if file.path.stat().st_size <= LARGEST_WHOLE else []
    return found


class Source:
    """The rows of a file for the engine: ``broken`` counts lines that are no rows, ``notes`` say what is in doubt.

    ``plain_days`` is whether only days as programs write them are read, as the beginning of the file holds no others;
    ``every_day`` asks for the others too.
    """

    def __init__(
        self,
        database: Database,
        file: TransactionFile,
        columns: Columns,
        day_first: bool | None,
        way: Way,
        report: Report,
        every_day: bool = False,
    ) -> None:
        self._database, self._file, self._columns, self._day_first = database, file, columns, day_first
        self.way, self._every_day = way, every_day
        self.plain_days = False
        self.notes: list[str] = []
        self.broken: dict[str, int] = {}
        self.whole: Table | None = None
        for table in ("reject_errors", "reject_scans"):
            database.ask(f"DROP TABLE IF EXISTS {table}")
        if file.is_parquet:
            self.relation = self._of_parquet()
        elif way != "whole":
            self.relation = self._of_text()
        else:
            self.relation = self._of_cells(self._read_whole(report), report)

    # Parquet

    def _of_parquet(self) -> Relation:
        source = f"read_parquet({literal(str(self._file.path.resolve()))})"
        names = [name for name, *_rest in self._database.ask(f"DESCRIBE SELECT * FROM {source}")]  # noqa: S608
        chosen = ", ".join(f"{identifier(name)} AS c{at}" for at, name in enumerate(names))
        source = f"(SELECT {chosen} FROM {source})"  # noqa: S608
        days = self._days(source, self._file.types)
        decimal = self._file.table.decimal
        return Relation(source, self._file.types, decimal, *days, as_named=self.way == "as_named")

    # Text

    def _of_text(self) -> Relation:
        table = self._file.table
        columns = ", ".join(f"'c{at}': 'VARCHAR'" for at in range(len(table.head)))
        source = (
            f"read_csv({literal(str(self._in_utf8()))}, auto_detect = false, header = false, skip = {table.heading},"
            f" delim = {literal(table.delimiter)}, quote = '\"', escape = '\"', columns = {{{columns}}},"
            " null_padding = true, ignore_errors = true, store_rejects = true,"
            f" parallel = {'false' if self.way == 'one_thread' else 'true'})"
        )
        types = ("VARCHAR",) * len(table.head)
        days = self._days(source, types)
        return Relation(source, types, table.decimal, *days, self.way == "as_named", self._underscored(table))

    def _in_utf8(self) -> Path:
        """The file itself, or a copy in the encoding that the engine reads."""
        encoding = self._file.table.encoding
        if encoding is None or encoding.name in _UTF8:
            return self._file.path.resolve()
        return copy_in_utf8(self._file.path, self._database.folder / "utf8.csv", encoding.name)

    def count_broken(self) -> tuple[bool, bool]:
        """Counts the lines that the last pass could not part into cells: whether a quote swallowed some, and whether
        some are not in the encoding of the others.
        """
        if self._file.is_parquet or self.way == "whole":
            return False, False
        rows = self._database.ask(
            f"SELECT error_type, SUM({_LINES}) FROM ({_REJECTED}) AS r GROUP BY error_type"  # noqa: S608
        )
        self.broken = {}
        for kind, lines in rows:
            self.broken[_reason(kind)] = self.broken.get(_reason(kind), 0) + int(lines)
        kinds = {kind for kind, _lines in rows}
        return _OPEN_QUOTE in kinds, _ENCODING in kinds

    def broken_lines(self, most: int) -> list[Rejected]:
        """The lines that the last pass could not part into cells."""
        if self.whole is not None:
            return list(self.whole.rejected[:most])
        if self._file.is_parquet:
            return []
        delimiter = self._file.table.delimiter
        query = f"SELECT line, error_type, csv_line FROM ({_REJECTED}) AS r ORDER BY line LIMIT {most}"  # noqa: S608
        rows = self._database.ask(query)
        return [Rejected(line, _reason(kind), tuple(text.split(delimiter))) for line, kind, text in rows]

    def _read_whole(self, report: Report) -> Table:
        """The table in a workbook, or in text read line by line: a quote that is never closed costs its line only."""
        if not self._file.is_text:
            return self._file.table
        seen = self._file.table
        encoding = seen.encoding.name if seen.encoding else None
        choices = Choices(encoding, seen.delimiter, seen.decimal, heading=seen.heading)
        return read_table(self._file.path, choices, report, limits=LARGE)

    # Cells that were read whole

    def _of_cells(self, table: Table, report: Report) -> Relation:
        """Puts the cells of a table into ``raw``, written as the engine reads them."""
        self.whole = table
        self.broken = _counted(table.rejected)
        used = sorted({at for role in ROLES if (at := getattr(self._columns, role)) >= 0})
        names = ", ".join(f"c{at} VARCHAR" for at in range(len(table.head)))
        self._database.ask(f"CREATE OR REPLACE TEMP TABLE raw ({names})")
        listed, values = ", ".join(f"c{at}" for at in used), ", ".join("unnest(?::VARCHAR[])" for _at in used)
        for start in range(0, len(table.rows), _CHUNK):
            report(0.6 * start / len(table.rows), "")
            rows = table.rows[start : start + _CHUNK]
            cells = [[as_written(row.cells[at], table.decimal) for row in rows] for at in used]
            self._database.ask(f"INSERT INTO raw ({listed}) SELECT {values}", cells)
        types = ("VARCHAR",) * len(table.head)
        return Relation("raw", types, table.decimal, *self._days("raw", types), underscored=self._underscored(table))

    def _underscored(self, table: Table) -> bool:
        """Whether underscores stand in amounts: the engine takes 1_000 for a thousand, which no table means."""
        amounts = [at for at in (self._columns.amount, self._columns.quantity, self._columns.price) if at >= 0]
        return any("_" in text_of(row.cells[at]) for row in table.rows for at in amounts)

    # Days

    def _days(self, source: str, types: Sequence[str]) -> tuple[str, str]:
        """The SQL of the day in the column of dates, and of the days that the first leaves null."""
        at = self._columns.date
        column, kind = f"c{at}", types[at]
        if kind == "DATE" or kind.startswith("TIMESTAMP"):
            return f"CAST({column} AS DATE)", ""
        text = column if kind == "VARCHAR" else f"CAST({column} AS VARCHAR)"
        usual = language() == "fr" or self._file.table.delimiter == ";"
        seen = [said for row in self._file.table.rows if (said := text_of(row.cells[at]))]
        plain = bool(seen) and all(form_of(said) == "year_first" for said in seen)
        if plain and not self._every_day:
            # Nearly always all of them are plain, which is read an eighth faster.
            self.plain_days = True
            return plain_day(text), ""
        odd, order = any_day(Connection(self._database), source, f"trim({text})", self._day_first, usual)
        self.notes += [note for note in (doubt_note(order),) if note]
        return plain_day(text), odd


def _reason(kind: str) -> str:
    return _(_BROKEN.get(kind, N_("The line cannot be parted into cells")))


def as_written(cell: Cell, decimal: Decimal) -> str:
    """A cell as the engine reads text: numbers with the decimal sign of the text cells beside them."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and not cell.is_integer():
        return repr(cell).replace(".", decimal)
    return text_of(cell)


def _counted(rejected: Sequence[Rejected]) -> dict[str, int]:
    out: dict[str, int] = {}
    for row in rejected:
        out[row.reason] = out.get(row.reason, 0) + 1
    return out
