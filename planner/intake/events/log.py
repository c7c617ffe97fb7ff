"""Event logs: rows of case, activity and time, counted by the embedded engine; no row of a case leaves it."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import resources
from planner.intake.cells import Choices, Report, Table, silent
from planner.intake.cleaning import fitted
from planner.intake.database import Connection, Database, QueryError, literal
from planner.intake.decoding import copy_in_utf8
from planner.intake.errors import UnreadableError
from planner.intake.events.observed import Activity, Observed, Taken, Way
from planner.intake.events.xes import COLUMNS, is_xes, write_events
from planner.intake.journeys.columns import guess_columns
from planner.intake.journeys.draft import OTHER
from planner.intake.tables import TEXTS, read_table
from planner.intake.times import doubt_note, form_of, time_reading
from planner.intake.values import text_of
from planner.language import _, language, ngettext, number
from planner.segments.small_groups import SMALLEST_GROUP

MAX_BYTES = 4_000_000_000
MOST_ACTIVITIES = 300
LONGEST_NAME = 300
_SEEN, _PARSED, _LOADED = 0.1, 0.6, 0.7
"""The share of the work that is done when a table is looked at, an XML log is parsed, the engine has read the rows."""
_STEP = re.compile(r"^-- step: \w+$", re.MULTILINE)
EARLIEST, LATEST = "1900-01-01", "2200-01-01"
"""A time outside of these is a slip of the file, or none at all."""


def read_log_head(path: Path, choices: Choices | None = None, report: Report = silent) -> Table:
    """The beginning of a table of events, enough to see its columns; of a workbook all of it."""
    choices = replace(choices or Choices(), times=True)
    return read_table(path, choices, report, beginning_of=MAX_BYTES)


def read_events(
    path: Path,
    columns: Mapping[str, int] | None = None,
    choices: Choices | None = None,
    report: Report = silent,
    day_first: bool | None = None,
) -> Observed:
    """What customers did, by the events in a CSV file, a workbook or an XES log; raises UnreadableError.

    Without columns they are guessed. Without times the events of a case come in the order of the file.
    """
    with path.open("rb") as stream:
        head = stream.read(65_536)
    with Database(path) as database:
        if is_xes(head):
            rows, begun = _rows_of_xes(path, database.folder, report), _PARSED
        else:
            begun = _SEEN
            rows = _rows_of_table(path, database.folder, columns, choices or Choices(), _part(report, _SEEN))
        connection = Connection(database, report, begun)
        notes = [*rows.notes, *_load(connection, rows, path.name, day_first)]
        counts = _counted(connection)
        span = connection.execute("SELECT MIN(happened), MAX(happened), COUNT(*) FROM events").fetchone()
    report(1.0, "")
    return _observed(path.name, counts, span, notes)


@dataclass(frozen=True, slots=True)
class _Rows:
    """A UTF-8 file of rows as the engine reads it: delimiter, lines to skip, and its columns, some with a role."""

    file: Path
    delimiter: str
    skip: int
    width: int
    columns: Mapping[str, int]
    notes: tuple[str, ...] = ()


def _part(report: Report, most: float) -> Report:
    """Reports the first part of the work."""

    def part(share: float, words: str) -> None:
        report(share * most, words)

    return part


def _rows_of_xes(path: Path, folder: Path, report: Report) -> _Rows:
    out = folder / "events.csv"
    if not write_events(path, out, report):
        raise UnreadableError(_("“{name}” holds no event.").format(name=path.name))
    return _Rows(out, ",", 0, len(COLUMNS), {name: at for at, name in enumerate(COLUMNS)})


def _rows_of_table(
    path: Path, folder: Path, columns: Mapping[str, int] | None, choices: Choices, report: Report
) -> _Rows:
    table = read_log_head(path, choices, report)
    columns = dict(columns) if columns is not None else guess_columns(table, "events")
    if "case" not in columns or "activity" not in columns:
        text = _("No columns of “{name}” say whose event it is and what happened. Choose them.")
        raise UnreadableError(text.format(name=table.source))
    width = max(len(table.head), max(columns.values()) + 1)
    headed = not _is_an_event(table, columns)
    if not table.delimiter:
        return _Rows(_written(table, folder, headed), ",", 0, width, columns, table.notes)
    skip = table.heading if headed else table.heading - 1
    file = path.resolve()
    if table.encoding is not None and table.encoding.name not in ("utf-8", "utf-8-sig"):
        file = copy_in_utf8(path, folder / "utf8.csv", table.encoding.name)
    return _Rows(file, table.delimiter, skip, width, columns, table.notes)


def _is_an_event(table: Table, columns: Mapping[str, int]) -> bool:
    """Whether what was taken for headings is an event already: there is a time in it."""
    return "time" in columns and form_of(table.head[columns["time"]]) is not None


def _written(table: Table, folder: Path, headed: bool) -> Path:
    out = folder / "events.csv"
    with out.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        if not headed:
            writer.writerow(table.head)
        writer.writerows([text_of(cell) for cell in row.cells] for row in table.rows)
    return out


def _load(connection: Connection, rows: _Rows, source: str, day_first: bool | None) -> list[str]:
    """Makes the view ``events`` of the engine, of those that can be used; sentences about the others and the times."""
    try:
        notes, timed = _read(connection, rows, day_first)
    except QueryError as error:
        raise UnreadableError(_("“{name}” cannot be read as a table of events.").format(name=source)) from error
    complete = "TRUE"
    if "lifecycle" in rows.columns:
        ended = connection.execute("SELECT COUNT(*) FROM loaded WHERE lifecycle = 'complete'").fetchone()[0]
        complete = "lifecycle IN ('complete', '')" if ended else complete
    usable = f"case_id IS NOT NULL AND activity <> '' AND {complete}"
    told = f"happened BETWEEN TIMESTAMP '{EARLIEST}' AND TIMESTAMP '{LATEST}'"
    every, nameless, idle, other, used = connection.execute(
        "SELECT COUNT(*), COUNT(*) FILTER (case_id IS NULL),"  # noqa: S608
        " COUNT(*) FILTER (case_id IS NOT NULL AND activity = ''),"
        f" COUNT(*) FILTER (case_id IS NOT NULL AND activity <> '' AND NOT ({complete})),"
        f" COUNT(*) FILTER ({usable} AND {told}) FROM loaded"
    ).fetchone()
    left = every - nameless - idle - other
    if timed and used:
        left, usable, happened = left - used, f"{usable} AND {told}", "happened"
    else:
        # What was read as times is none: the order of the file stands in for it.
        left, happened = 0, "CAST(NULL AS TIMESTAMP)"
        notes.append(
            _("No time could be read: the events of a case come in the order of the file.")
            if timed
            else _("There is no column of times: the events of a case come in the order of the file.")
        )
    connection.execute(
        f"CREATE TEMP VIEW events AS SELECT case_id, activity, {happened} AS happened, rowid AS line FROM loaded"  # noqa: S608
        f" WHERE {usable}"
    )
    return notes + _left_out(nameless, idle, left)


def _read(connection: Connection, rows: _Rows, day_first: bool | None) -> tuple[list[str], bool]:
    """Makes the table ``loaded``, the file read in one pass; doubts about the times, and whether there are any."""
    try:
        notes, timed = _loaded(connection, rows, day_first, '"', "true")
    except QueryError:
        # Cells of several lines are read by one thread only.
        notes, timed = _loaded(connection, rows, day_first, '"', "false")
    if connection.execute("SELECT COUNT(*) FROM loaded WHERE length(activity) > 5000").fetchone()[0]:
        notes, timed = _loaded(connection, rows, day_first, "", "true")  # a quote that is never closed
    return notes, timed


def _loaded(
    connection: Connection, rows: _Rows, day_first: bool | None, quote: str, parallel: str
) -> tuple[list[str], bool]:
    columns = ", ".join(f"'c{at}': 'VARCHAR'" for at in range(rows.width))
    case = f"trim(c{rows.columns['case']})"
    # The engine itself never holds what a case is called.
    chosen = [f"CASE WHEN {case} <> '' THEN hash({case}) END AS case_id"]
    chosen += [
        f"COALESCE({f'lower({text})' if role == 'lifecycle' else text}, '') AS {role}"
        for role in ("activity", "time", "lifecycle")
        if role in rows.columns and (text := f"trim(c{rows.columns[role]})")
    ]
    connection.execute(
        f"CREATE OR REPLACE TEMP VIEW raw AS SELECT {', '.join(chosen)} FROM read_csv({literal(str(rows.file))},"  # noqa: S608
        f" header = false, skip = {rows.skip}, delim = {literal(rows.delimiter)}, quote = {literal(quote)},"
        f" escape = {literal(quote)}, columns = {{{columns}}}, auto_detect = false, null_padding = true,"
        f" strict_mode = false, ignore_errors = true, parallel = {parallel})"
    )
    notes: list[str] = []
    happened = "CAST(NULL AS TIMESTAMP)"
    if "time" in rows.columns:
        usual = language() == "fr" or rows.delimiter == ";"
        reading = time_reading(connection, "raw", "time", day_first, usual)
        notes += [note for note in (doubt_note(reading),) if note]
        happened = reading.sql
    lifecycle = ", lifecycle" if "lifecycle" in rows.columns else ""
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE loaded AS SELECT case_id, activity, {happened} AS happened{lifecycle} FROM raw",  # noqa: S608
        to=max(_LOADED, connection.reached),
    )
    return notes, "time" in rows.columns


def _left_out(nameless: int, idle: int, timeless: int) -> list[str]:
    notes = []
    for count, one, many in (
        (
            nameless,
            "{count} event names no case and was left out.",
            "{count} events name no case and were left out.",
        ),
        (
            idle,
            "{count} event names no activity and was left out.",
            "{count} events name no activity and were left out.",
        ),
        (
            timeless,
            "{count} event has no time that can be read and was left out.",
            "{count} events have no time that can be read and were left out.",
        ),
    ):
        if count:
            notes.append(ngettext(one, many, count).format(count=number(count)))
    return notes


def _counted(connection: Connection) -> list[tuple[Any, ...]]:
    """The rows of counts that the steps of the query hand back."""
    limits = {"smallest": SMALLEST_GROUP, "most": MOST_ACTIVITIES}
    steps = _STEP.split(resources.text("queries/events.sql"))[1:]
    share = (1.0 - connection.reached) / len(steps)
    for step in steps:
        used = {name: value for name, value in limits.items() if f"${name}" in step}
        connection.execute(step, used or None, to=min(connection.reached + share, 1.0))
    return connection.fetchall()


def _observed(source: str, counts: list[tuple[Any, ...]], span: tuple[Any, ...], notes: list[str]) -> Observed:
    names = {number_: _name(name) for what, number_, name, *_rest in counts if what == "activity"}
    names["0"] = OTHER
    activities: dict[str, Activity] = {}
    steps: dict[tuple[str, str], Taken] = {}
    starts: dict[str, float] = {}
    ways: list[Way] = []
    way_count, customers = 0, 0.0
    for what, one, two, times, cases, amount in counts:
        if what == "activity":
            activities[names[one]] = Activity(float(cases), float(amount or 0.0))
        elif what == "step":
            days = None if amount is None else max(float(amount), 0.0)
            steps[names[one], names[two]] = Taken(float(times), float(cases), days)
        elif what == "start":
            starts[names[one]] = float(cases)
        elif what == "ways":
            way_count, customers = times, float(cases or 0)
        else:
            ways.append(Way(tuple(names[number_] for number_ in one.split(" ")), float(cases)))
    if not activities:
        raise UnreadableError(_("“{name}” holds no event that can be used.").format(name=source))
    first, last, rows = span
    between = (first.date(), last.date()) if first is not None else None
    return Observed(
        "events", source, rows, customers, activities, steps, starts, tuple(ways), way_count, between, tuple(notes)
    )


def _name(name: str | None) -> str:
    return fitted(name or OTHER, LONGEST_NAME)


SUFFIXES = (*TEXTS, ".xes", ".gz", ".xlsx", ".xlsm", ".xls", ".ods")
"""What the names of event logs end with."""
