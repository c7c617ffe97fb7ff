"""Readings: dates and values, pasted from a spreadsheet or read from a file, for a KPI."""

import csv
import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.edit import Refused, the
from planner.intake.cells import Cell, Decimal, Rejected, Row
from planner.intake.errors import UnreadableError
from planner.intake.segments.cells import Scale, share_of, shares_scale
from planner.intake.tables import read_table
from planner.intake.values import guess_decimal, number_of, read_date
from planner.language import _, date_text, month_number, ngettext, number
from planner.objectives.edits import set_readings
from planner.objectives.records import MAX_READINGS, Kpi, Reading, Unit
from planner.plan import Plan

MAX_LINES = 5_000
_YEAR_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
_NAMED = re.compile(r"([^\W\d_]+\.?)[\s-]+(\d{4})")
_QUARTER = re.compile(r"[QT](\d)[\s/-]*(\d{4})|(\d{4})[\s/-]*[QT](\d)", re.IGNORECASE)
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$")
_EITHER_WAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}")


@dataclass(frozen=True, slots=True)
class ReadingsImport:
    """What was read: the readings in the order of their days, what was left out and why, and what is in doubt.

    ``day_first`` is None where no date needs it; ``day_doubtful`` and ``scale_note`` say that it was guessed.
    """

    readings: tuple[Reading, ...]
    rejected: tuple[Rejected, ...]
    notes: tuple[str, ...]
    day_first: bool | None = None
    day_doubtful: bool = False
    scale: Scale = "percent"
    scale_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class ReadingChoices:
    """How a person wants dates and percentages to be read; None leaves it to the reader."""

    day_first: bool | None = None
    scale: Scale | None = None


def readings_in_text(text: str, unit: Unit, choices: ReadingChoices | None = None) -> ReadingsImport:
    """The readings in pasted text: a line each, a date and a value in any two columns."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[: MAX_LINES + 1]
    delimiter = _delimiter(lines)
    rows = []
    for at, line in enumerate(lines, start=1):
        if line.strip():
            cells = next(csv.reader([line], delimiter=delimiter), []) if delimiter else _two(line)
            rows.append(Row(at, tuple(cell.strip() for cell in cells)))
    texts = [cell for row in rows for cell in row.cells if isinstance(cell, str)]
    decimal, _doubt = guess_decimal([t for t in texts if not _EITHER_WAY.fullmatch(t)], delimiter)
    return readings_of(rows, unit, decimal, choices)


def readings_in_file(path: str | Path, unit: Unit, choices: ReadingChoices | None = None) -> ReadingsImport:
    """The readings in a table of a file; raises UnreadableError where it holds none."""
    table = read_table(path)
    rows = [*table.above, Row(table.heading, table.head), *table.rows]
    found = readings_of(rows, unit, table.decimal, choices)
    if not found.readings:
        raise UnreadableError(_("“{name}” holds no dates with values.").format(name=table.source))
    return found


def _delimiter(lines: Sequence[str]) -> str:
    """What parts the columns of pasted lines; nothing where only blanks do."""
    filled = [line for line in lines if line.strip()]
    return next((sign for sign in ("\t", ";", "|") if sum(sign in line for line in filled) > len(filled) / 2), "") or (
        ","
        if filled and all(re.search(r"\d\s*,\s*[\d\"]", line) and " " not in line.strip() for line in filled)
        else ""
    )


def _two(line: str) -> list[str]:
    """A line cut before its last word, or before the last but one where that is a unit."""
    match = re.fullmatch(r"\s*(.*\S)[\s:,]+([-+\u2212]?[\d.,\u00a0\u202f]+\s*%?)\s*", line)
    return [match[1].rstrip(":,"), match[2]] if match else [line]


def readings_of(
    rows: Sequence[Row], unit: Unit, decimal: Decimal, choices: ReadingChoices | None = None
) -> ReadingsImport:
    """The readings in rows of cells: the column of the dates and the one of the values are found by what they hold."""
    choices = choices or ReadingChoices()
    width = max((len(row.cells) for row in rows), default=0)
    columns = [[row.cells[at] if at < len(row.cells) else None for row in rows] for at in range(width)]
    dates = max(range(width), key=lambda at: (_count(columns[at], _is_date), -at), default=-1)
    others = [at for at in range(width) if at != dates]
    values = max(others, key=lambda at: (_count(columns[at], lambda c: _is_number(c, decimal)), -at), default=-1)
    if dates < 0 or values < 0:
        return ReadingsImport((), tuple(Rejected(r.line, _("No date and value"), r.cells) for r in rows), ())
    day_first, day_doubtful = _day_first(columns[dates], choices.day_first)
    scale, scale_note = shares_scale(columns[values], decimal, "") if unit == "percent" else ("percent", "")
    scale = choices.scale or scale
    found: dict[dt.date, float] = {}
    rejected: list[Rejected] = []
    twice = 0
    for at, row in enumerate(rows):
        try:
            day = _day(columns[dates][at], day_first)
            value = _value(columns[values][at], unit, decimal, scale)
        except ValueError:
            if at or _count(row.cells, lambda c: _is_number(c, decimal)):  # the first line may be headings
                rejected.append(Rejected(row.line, _("No date and value"), row.cells))
            continue
        twice += day in found
        found[day] = value
    notes = []
    if twice:
        text = ngettext(
            "{count} day comes twice: its last value counts.", "{count} days come twice: the last value counts.", twice
        )
        notes.append(text.format(count=number(twice)))
    readings = tuple(Reading(date=day, value=value) for day, value in sorted(found.items()))
    return ReadingsImport(
        readings, tuple(rejected), tuple(notes), day_first, day_doubtful, scale, bool(scale_note) and bool(readings)
    )


def _count(cells: Sequence[Cell], test: Callable[[Cell], bool]) -> int:
    return sum(1 for cell in cells if cell not in (None, "") and test(cell))


def _is_date(cell: Cell) -> bool:
    try:
        _day(cell, True)
    except ValueError:
        try:
            _day(cell, False)
        except ValueError:
            return False
    return True


def _is_number(cell: Cell, decimal: Decimal) -> bool:
    try:
        return number_of(_without_percent(cell), decimal) is not None
    except ValueError:
        return False


def _without_percent(cell: Cell) -> Cell:
    return cell.replace("%", "").strip() if isinstance(cell, str) else cell


def _day_first(cells: Sequence[Cell], chosen: bool | None) -> tuple[bool | None, bool]:
    """Whether the day comes before the month, and whether that is a guess."""
    pairs = [m for cell in cells if isinstance(cell, str) and (m := _EITHER_WAY.fullmatch(cell.strip()))]
    if not pairs:
        return None, False
    counts = Counter((int(m[1]) > 12, int(m[2]) > 12) for m in pairs)
    doubtful = not counts[True, False] and not counts[False, True] and any(m[1] != m[2] for m in pairs)
    if chosen is not None:
        return chosen, doubtful
    return (counts[True, False] >= counts[False, True] if not doubtful else True), doubtful


def _day(cell: Cell, day_first: bool | None) -> dt.date:
    """The day that a cell says; a month or a quarter stands for its last day."""
    if isinstance(cell, dt.date):
        return cell
    if not isinstance(cell, str):
        raise ValueError(cell)
    text = _TIME.sub("", " ".join(cell.split()))
    if match := _QUARTER.fullmatch(text):
        quarter, year = int(match[1] or match[4]), int(match[2] or match[3])
        if not 1 <= quarter <= 4:
            raise ValueError(cell)
        return _last_day(year, 3 * quarter)
    if match := _YEAR_MONTH.fullmatch(text):
        return _last_day(int(match[1]), int(match[2]))
    if match := _MONTH_YEAR.fullmatch(text):
        return _last_day(int(match[2]), int(match[1]))
    if match := _NAMED.fullmatch(text):
        return _last_day(int(match[2]), month_number(match[1].casefold()))
    if re.fullmatch(r"\d{8}", text):
        return dt.date(int(text[:4]), int(text[4:6]), int(text[6:]))
    return read_date(text.replace("-", "/") if _EITHER_WAY.fullmatch(text) else text, day_first)


def _last_day(year: int, month: int) -> dt.date:
    first = dt.date(year, month, 1)
    after = dt.date(year + month // 12, month % 12 + 1, 1)
    return first + (after - first) - dt.timedelta(days=1)


def _value(cell: Cell, unit: Unit, decimal: Decimal, scale: Scale) -> float:
    if not _is_number(cell, decimal):
        raise ValueError(cell)
    value = share_of(cell, decimal, scale) if unit == "percent" else number_of(_without_percent(cell), decimal)
    if value is None or abs(value) > 1e15:
        raise ValueError(cell)
    return round(value, 9)


def add_readings(plan: Plan, kpi: str, readings: Sequence[Reading]) -> Plan:
    """The plan with readings added to those of a KPI; of the same day, the new one stays."""
    record: Kpi = the(plan, "kpis", kpi)
    merged = {reading.date: reading for reading in (*record.readings, *readings)}
    if len(merged) > MAX_READINGS:
        text = _("A KPI holds at most {limit} readings. With these it would have {count}.")
        raise Refused(text.format(limit=number(MAX_READINGS), count=number(len(merged))))
    return set_readings(plan, kpi, list(merged.values()))


def span_text(readings: Sequence[Reading]) -> str:
    """From when to when readings are."""
    if not readings:
        return ""
    first, last = readings[0].date, readings[-1].date
    if first == last:
        return date_text(first)
    return _("{first} to {last}").format(first=date_text(first), last=date_text(last))
