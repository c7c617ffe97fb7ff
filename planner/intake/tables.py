"""Tables: a CSV, Excel or OpenDocument file as headings and rows, read with the choices of a person."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from planner.intake.cells import SMALL, Cell, Choices, Decimal, Limits, Rejected, Report, Row, Table, silent
from planner.intake.csv_table import CsvRows
from planner.intake.errors import UnreadableError
from planner.intake.formulas import safe
from planner.intake.values import guess_decimal, number_of, proven_decimal, text_of
from planner.intake.workbook import SUFFIXES as WORKBOOKS
from planner.intake.workbook import WorkbookRows
from planner.language import _, language

TEXTS = (".csv", ".tsv", ".tab", ".txt")
SUFFIXES = (*TEXTS, *WORKBOOKS)
"""What the names of files end with that are read here."""

_SOUGHT = 10
_PROVING = 20_000
_BEGINNING = 262_144
_OLD_BINARY = (".xlsb", ".xlt", ".numbers", ".pdf", ".docx", ".doc")


def read_table(
    path: str | Path,
    choices: Choices | None = None,
    report: Report = silent,
    beginning_of: int = 0,
    limits: Limits = SMALL,
) -> Table:
    """The table in a file; raises UnreadableError where it is none or past a limit.

    ``beginning_of`` is how many bytes a text file may have of which only the beginning is read, enough to see what
    its columns are.
    """
    path, choices = Path(path), choices or Choices()
    suffix = path.suffix.lower()
    if suffix in _OLD_BINARY:
        reason = _("“{name}” is not read here. Save it as .xlsx or .csv, then import it.")
        raise UnreadableError(reason.format(name=path.name))
    if suffix in WORKBOOKS or _is_workbook(path):
        book = WorkbookRows(path, choices, report, limits)
        table = _table(path.name, book.rows, choices, "")
        return replace(table, sheet=book.sheet, sheets=book.sheets, notes=(*book.notes, *table.notes))
    part = {"limit": beginning_of, "most": _BEGINNING} if beginning_of else {}
    text = CsvRows(path, choices, report, limits=limits, **part)
    table = _table(path.name, text.rows, choices, text.delimiter)
    return replace(
        table,
        encoding=text.encoding,
        delimiter=text.delimiter,
        notes=(*text.notes, *table.notes),
        rejected=tuple(sorted((*text.rejected, *table.rejected), key=lambda row: row.line)),
    )


def _is_workbook(path: Path) -> bool:
    """Whether a file without a telling name starts as a workbook does; only regular files are opened."""
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        return stream.read(4) in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def _table(source: str, rows: Sequence[Row], choices: Choices, delimiter: str) -> Table:
    if not rows:
        raise UnreadableError(_("“{name}” holds no rows.").format(name=source))
    guessed, doubtful = _decimal(rows, delimiter)
    decimal = choices.decimal or guessed
    at = _heading(rows, choices.heading)
    width = _width(rows[at], rows[at + 1 :])
    head = tuple(text_of(cell) for cell in _padded(rows[at].cells, width))
    body, rejected = _even(rows[at + 1 :], width)
    note = ""
    if doubtful and choices.decimal is None:
        sign = _("a point") if decimal == "." else _("a comma")
        text = _("Nothing shows how decimals are written. {sign} was taken: check numbers such as {example}.")
        note = text.format(sign=sign[0].upper() + sign[1:], example=doubtful)
    return Table(
        source,
        head,
        tuple(body),
        decimal,
        rows[at].line,
        tuple(Row(row.line, _padded(row.cells, width)) for row in rows[:at]),
        notes=(note,) if note else (),
        rejected=tuple(rejected),
        decimal_said=choices.decimal is not None,
        decimal_note=note,
    )


def _decimal(rows: Sequence[Row], delimiter: str) -> tuple[Decimal, str]:
    """The decimal sign and a number in doubt, by the first rows where they prove it, else by all of them."""
    sign = proven_decimal(_texts(rows[:_PROVING]))
    return (sign, "") if sign else guess_decimal(_texts(rows), delimiter)


def _texts(rows: Sequence[Row]) -> Iterator[str]:
    return (cell for row in rows for cell in row.cells if isinstance(cell, str))


def _heading(rows: Sequence[Row], chosen: int | None) -> int:
    """The index of the row with the headings: the first one that is as full as most and holds no number."""
    if chosen is not None:
        return next((at for at, row in enumerate(rows) if row.line >= chosen), 0)
    counts = Counter(_filled(row.cells) for row in rows[:200])
    usual = max(counts.items(), key=lambda pair: (pair[1], pair[0]))[0]
    for at, row in enumerate(rows[:_SOUGHT]):
        if _filled(row.cells) >= max(min(2, usual), 0.6 * usual) and not any(map(_is_number, row.cells)):
            return at
    return 0


def _is_number(cell: Cell) -> bool:
    signs: tuple[Decimal, ...] = (".", ",")
    return any(_says_number(cell, sign) for sign in signs)


def _says_number(cell: Cell, decimal: Decimal) -> bool:
    try:
        return number_of(cell, decimal) is not None
    except ValueError:
        return False


def _width(heading: Row, rows: Sequence[Row]) -> int:
    """How many columns a table has: as many as its headings, more where most rows go beyond them."""
    headed = len(_trimmed(heading.cells))
    widths = Counter(len(_trimmed(row.cells)) for row in rows)
    usual, count = max(widths.items(), key=lambda pair: pair[1], default=(0, 0))
    return usual if usual > headed and count > len(rows) / 2 else headed


def _even(rows: Sequence[Row], width: int) -> tuple[list[Row], list[Rejected]]:
    """Rows of one width; those with cells beyond it are left out, as their cells may stand one off."""
    even: list[Row] = []
    rejected: list[Rejected] = []
    for row in rows:
        if len(row.cells) == width:
            even.append(row)
        elif len(_trimmed(row.cells)) > width:
            rejected.append(Rejected(row.line, _("More cells than headings"), row.cells))
        else:
            even.append(Row(row.line, _padded(row.cells, width)))
    return even, rejected


def _filled(cells: Sequence[Cell]) -> int:
    return sum(cell not in (None, "") for cell in cells)


def _trimmed(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    end = len(cells)
    if end and cells[-1] not in (None, ""):
        return cells
    while end and cells[end - 1] in (None, ""):
        end -= 1
    return cells[:end]


def _padded(cells: tuple[Cell, ...], width: int) -> tuple[Cell, ...]:
    return (*cells[:width], *(None,) * (width - len(cells)))


def column_name(at: int) -> str:
    """What to call a column without a heading: A, B … as spreadsheets do."""
    letters = ""
    at += 1
    while at:
        at, digit = divmod(at - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


def rejected_as_csv(head: Sequence[str], rejected: Sequence[Rejected]) -> bytes:
    """The rows that were left out, each with its line and why, as a CSV file that spreadsheets open.

    Text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, delimiter=";" if language() == "fr" else ",", lineterminator="\r\n")
    writer.writerow([_("Line"), _("Why it was left out"), *map(safe, head)])
    for row in rejected:
        writer.writerow([row.line, row.reason, *(safe(text_of(cell)) for cell in row.cells)])
    return out.getvalue().encode("utf-8-sig")
