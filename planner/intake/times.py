"""Times of events: how a column of texts writes them, and the SQL that reads them so."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any, Literal

from planner.language import _

Form = Literal["year_first", "day_or_month_first", "seconds", "milliseconds", "microseconds", "words"]

_FORMS: tuple[tuple[Form, str], ...] = (
    ("year_first", r"^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"),
    ("day_or_month_first", r"^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}"),
    ("milliseconds", r"^\d{12,13}$"),
    ("microseconds", r"^\d{15,16}$"),
    ("seconds", r"^\d{9,10}(\.\d+)?$"),
    (
        "words",
        r"(?i)\d.*\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|^(?:jan|feb|mar|apr|may|jun|jul|aug|sep"
        r"|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)[a-z]*[ ,.].*\d",
    ),
)
_TWELVE_HOURS = "['%Y-%m-%d %I:%M:%S %p', '%Y-%m-%d %I:%M %p']"
_WITH_WORDS = (
    "['%d-%b-%Y %H:%M:%S', '%d-%b-%Y %H:%M', '%d %b %Y %H:%M:%S', '%d %b %Y %H:%M', '%d %b %Y', '%d-%b-%Y',"
    " '%d-%b-%y %H:%M:%S', '%d %B %Y %H:%M:%S', '%d %B %Y %H:%M', '%d %B %Y', '%b %d, %Y %H:%M:%S',"
    " '%b %d, %Y %I:%M:%S %p', '%b %d, %Y %I:%M %p', '%b %d, %Y', '%B %d, %Y %H:%M:%S', '%B %d, %Y',"
    " '%a %b %d %H:%M:%S %Y', '%a, %d %b %Y %H:%M:%S', '%a, %d %b %Y %H:%M:%S GMT', '%Y%m%dT%H%M%S', '%Y%m%d']"
)
_PARTS = r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{2,4})[ ,T]*"


@dataclass(frozen=True, slots=True)
class TimeReading:
    """The SQL that makes a timestamp of a text column, and a date that reads differently the other way round."""

    sql: str
    doubtful: str = ""
    day_first: bool = True
    both: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """Whether the day comes first, and a date that reads differently the other way round where that is a guess.

    ``both`` says that some dates of the column have the day first and others the month.
    """

    day_first: bool = True
    doubtful: str = ""
    both: bool = False


def time_reading(connection: Any, table: str, column: str, day_first: bool | None, usual: bool) -> TimeReading:
    """How the times in a column of the engine's table are read.

    Whether the day or the month comes first is what a person says, else what a number above 12 proves anywhere in
    the column, else the usual way, and then in doubt.
    """
    rows = connection.execute(f"SELECT {column} FROM {table} WHERE {column} <> '' LIMIT 2000").fetchall()  # noqa: S608
    counts = Counter(found for (text,) in rows if (found := form_of(text)))
    form: Form = counts.most_common(1)[0][0] if counts else "year_first"
    if form != "day_or_month_first":
        return TimeReading(_sql(form, column))
    order = part_order(connection, table, column, day_first, usual)
    return TimeReading(
        _sql("day_first" if order.day_first else "month_first", column), order.doubtful, order.day_first, order.both
    )


def part_order(connection: Any, table: str, column: str, day_first: bool | None, usual: bool) -> Order:
    """Whether the day or the month comes first in the dates of a column that are written in numbers."""
    if day_first is not None:
        return Order(day_first)
    first_part, second_part = (f"regexp_extract({column}, '{_PARTS}', {at})" for at in (1, 2))
    most = connection.execute(
        f"SELECT MAX(TRY_CAST({first_part} AS INTEGER)), MAX(TRY_CAST({second_part} AS INTEGER)),"  # noqa: S608
        f" MAX(CASE WHEN {first_part} <> {second_part} AND TRY_CAST({first_part} AS INTEGER) <= 12"
        f" AND TRY_CAST({second_part} AS INTEGER) <= 12 THEN {column} END) FROM {table}"
    ).fetchone()
    first, second = most[0] or 0, most[1] or 0
    example = re.split(r"[ ,T]", most[2] or "")[0]
    if (first > 12) == (second > 12):
        return Order(usual, example, both=first > 12 and bool(example))
    return Order(first > 12)


def form_of(text: str) -> Form | None:
    """How a text writes a time; None where it seems to say none."""
    return next((form for form, pattern in _FORMS if re.search(pattern, text.strip())), None)


def _sql(form: str, column: str) -> str:
    """A timestamp in UTC of a column, null where a text says none."""
    if form == "seconds":
        return f"CAST(to_timestamp(TRY_CAST({column} AS DOUBLE)) AS TIMESTAMP)"
    if form == "milliseconds":
        return f"epoch_ms(TRY_CAST({column} AS BIGINT))"
    if form == "microseconds":
        return f"make_timestamp(TRY_CAST({column} AS BIGINT))"
    if form == "words":
        return f"COALESCE(try_strptime({column}, {_WITH_WORDS}), {_cast(column)})"
    if form == "year_first":
        dashed = rf"regexp_replace({column}, '^(\d{{4}})[/.](\d{{1,2}})[/.](\d{{1,2}})', '\1-\2-\3')"
        slow = f"COALESCE({_cast(column)}, {_cast(dashed)}, try_strptime({dashed}, {_TWELVE_HOURS}))"
        # 2024-03-01 10:20:30 leaves no room for a time zone, and is read three times as fast without looking for one.
        plain = f"length({column}) = 19 AND substr({column}, 17, 1) = ':'"
        return f"CASE WHEN {plain} THEN COALESCE(TRY_CAST({column} AS TIMESTAMP), {slow}) ELSE {slow} END"
    order = r"\3-\2-\1 " if form == "day_first" else r"\3-\1-\2 "
    turned = f"trim(regexp_replace({column}, '{_PARTS}', '{order}'))"
    century = rf"regexp_replace({turned}, '^(\d{{2}})-', '20\1-')"
    return f"COALESCE({_cast(century)}, try_strptime({century}, {_TWELVE_HOURS}))"


def _cast(column: str) -> str:
    return f"CAST(TRY_CAST({column} AS TIMESTAMPTZ) AS TIMESTAMP)"


def doubt_note(reading: TimeReading | Order) -> str:
    """What a person should know about the order of day and month, or nothing."""
    if not reading.doubtful:
        return ""
    if reading.both:
        text = (
            _("Some dates have the day first, others the month. Dates such as {example} were read day first.")
            if reading.day_first
            else _("Some dates have the day first, others the month. Dates such as {example} were read month first.")
        )
        return text.format(example=reading.doubtful)
    text = (
        _("Nothing shows whether the day or the month comes first. Dates such as {example} were read day first.")
        if reading.day_first
        else _("Nothing shows whether the day or the month comes first. Dates such as {example} were read month first.")
    )
    return text.format(example=reading.doubtful)
