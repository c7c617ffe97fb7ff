"""Transaction files: what kind a file is, whether it may be read at all, and its first rows to see its columns by."""

import codecs
import datetime as dt
import struct
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from planner.intake.cells import LARGE, MAX_COLUMNS, Cell, Choices, Report, Row, Table, silent
from planner.intake.cleaning import one_line
from planner.intake.csv_table import too_wide
from planner.intake.database import Database, QueryError, identifier, literal
from planner.intake.decoding import checked_size, encoding_note, find_encoding
from planner.intake.errors import UnreadableError
from planner.intake.purchases.columns import Columns
from planner.intake.purchases.question import ANSWER
from planner.intake.tables import SUFFIXES as TABLES
from planner.intake.tables import TEXTS, read_table
from planner.intake.values import proven_decimal
from planner.language import _

PARQUET = (".parquet", ".pq")
SUFFIXES = (*TEXTS, *PARQUET, *(suffix for suffix in TABLES if suffix not in TEXTS))
"""What the names of files end with that are read here."""

LARGEST = 40_000_000_000
"""Bytes of a text or Parquet file: it is read in place, never held."""
LARGEST_FOOTER = 200_000_000
_LARGE = 4_000_000
_SHOWN = 20
_LONGEST = 200
_MAGIC = b"PAR1"
_NUMBERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "FLOAT", "DOUBLE", "DECIMAL")


@dataclass(frozen=True, slots=True)
class TransactionFile:
    """A file that can be read: its first rows as a table, and of Parquet the types and how many rows there are."""

    path: Path
    table: Table
    types: tuple[str, ...] = ()
    rows: int | None = None

    @property
    def is_parquet(self) -> bool:
        """Whether the columns have types of their own."""
        return bool(self.types)

    @property
    def is_text(self) -> bool:
        """Whether it is read in place as CSV."""
        return not self.types and bool(self.table.delimiter)

    @property
    def is_answer(self) -> bool:
        """Whether it holds no transactions but the answer of a warehouse, one row per cell."""
        wanted = set(ANSWER) - {"part"}
        return wanted <= {heading.strip().casefold() for heading in self.table.head}


def open_transactions(path: str | Path, choices: Choices | None = None, report: Report = silent) -> TransactionFile:
    """A file of transactions, seen far enough to match its columns; raises UnreadableError."""
    path = Path(path)
    checked_size(path, LARGEST)
    with path.open("rb") as stream:
        head = stream.read(4)
    if head == _MAGIC or path.suffix.lower() in PARQUET:
        return _open_parquet(path, report)
    return TransactionFile(path, read_table(path, _assumed(path, choices), report, LARGEST, LARGE))


def _assumed(path: Path, choices: Choices | None) -> Choices:
    """The choices for a large text file that begins as UTF-8: the engine finds out whether it goes on so."""
    choices = choices or Choices()
    if choices.encoding is not None or path.stat().st_size < _LARGE:
        return choices
    with path.open("rb") as stream:
        head = stream.read(_LARGE)
    try:
        codecs.getincrementaldecoder("utf-8")("strict").decode(head)
    except UnicodeDecodeError:
        return choices
    return choices if 0 in head else replace(choices, encoding="utf-8")


def in_its_encoding(file: TransactionFile) -> TransactionFile:
    """The file with the encoding that all of its bytes tell."""
    encoding = find_encoding(file.path)
    notes = tuple(note for note in (*file.table.notes, encoding_note(encoding)) if note)
    return replace(file, table=replace(file.table, encoding=encoding, notes=notes))


def in_its_decimal(file: TransactionFile, columns: Columns) -> TransactionFile:
    """The file with the decimal sign that its amounts prove, whatever other columns look like."""
    table = file.table
    if table.decimal_said:
        return file
    amounts = [at for at in (columns.amount, columns.quantity, columns.price) if at >= 0]
    sign = proven_decimal(cell for row in table.rows for at in amounts if isinstance(cell := row.cells[at], str))
    if not sign:
        return file
    notes = tuple(note for note in table.notes if note != table.decimal_note)
    return replace(file, table=replace(table, decimal=sign, notes=notes))


def _open_parquet(path: Path, report: Report) -> TransactionFile:
    check_parquet(path)
    source = f"read_parquet({literal(str(path.resolve()))})"
    try:
        with Database(path) as database:
            columns = database.ask(f"DESCRIBE SELECT * FROM {source}", report=report, end=0.3)  # noqa: S608
            if len(columns) > MAX_COLUMNS:
                raise too_wide(path.name)
            counted = database.ask(f"SELECT COUNT(*) FROM {source}", report=report, start=0.3, end=0.6)  # noqa: S608
            shown = ", ".join(_shown(name, kind) for name, kind, *_rest in columns)
            rows = database.ask(f"SELECT {shown} FROM {source} LIMIT {_SHOWN}", report=report, start=0.6)  # noqa: S608
    except QueryError as error:
        raise damaged(path.name) from error
    head = tuple(one_line(name, _LONGEST) for name, *_rest in columns)
    table = Table(
        path.name, head, tuple(Row(at, tuple(map(_cell, row))) for at, row in enumerate(rows, start=1)), ".", heading=0
    )
    return TransactionFile(path, table, tuple(kind for _name, kind, *_rest in columns), counted[0][0])


def _shown(name: str, kind: str) -> str:
    """A column as its first rows are shown: times with a zone, which need another library, and nested cells as text."""
    plain = kind.split("(")[0] in ("VARCHAR", "BOOLEAN", "DATE", "TIMESTAMP", *_NUMBERS)
    return identifier(name) if plain and "[" not in kind else f"CAST({identifier(name)} AS VARCHAR)"


def _cell(value: Any) -> Cell:
    if value is None or isinstance(value, str | bool | float):
        return value
    if isinstance(value, int) and abs(value) >= 2**53:
        return str(value)
    if isinstance(value, int | Decimal):
        return float(value)
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    return one_line(str(value), _LONGEST)


def check_parquet(path: Path) -> None:
    """Raises UnreadableError where a file does not begin and end as Parquet does, or is encrypted."""
    size = checked_size(path, LARGEST)
    with path.open("rb") as stream:
        start = stream.read(4)
        stream.seek(max(size - 8, 0))
        end = stream.read(8)
    if start == b"PARE" or end[4:] == b"PARE":
        raise UnreadableError(
            _("“{name}” is encrypted. Write it without encryption, then import it.").format(name=path.name)
        )
    footer = struct.unpack("<I", end[:4])[0] if len(end) == 8 else 0
    if size < 12 or start != _MAGIC or end[4:] != _MAGIC or not 0 < footer <= min(size - 12, LARGEST_FOOTER):
        raise damaged(path.name)


def damaged(name: str) -> UnreadableError:
    """What to tell of a file that is no Parquet file, or not a whole one."""
    reason = _("“{name}” cannot be read as a Parquet file. It may be damaged. Write it again, or as .csv.")
    return UnreadableError(reason.format(name=name))
