"""Customer paths: rows such as ``advert > web site > shop`` with how many converted, as counts of what customers do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from planner.intake.cells import Cell, Rejected, Report, Row, Table, silent
from planner.intake.cleaning import fitted
from planner.intake.errors import UnreadableError
from planner.intake.events.observed import Activity, Observed, Taken, Way
from planner.intake.journeys.columns import arrow_in, guess_columns
from planner.intake.journeys.draft import CONVERTED
from planner.intake.values import number_of, text_of
from planner.journeys.attribution import PathCount, without_repeats
from planner.language import _, number
from planner.segments.small_groups import SMALLEST_GROUP

MOST_ACTIVITIES = 5_000
KEPT_WAYS = 2_000
LONGEST_NAME = 300
LARGEST = 1e12
_NOTHING = frozenset({"na", "n/a", "#n/a", "nan", "null", "none", "nil", "-", "–", "—"})
"""How programs write a count that is not there."""


@dataclass(frozen=True, slots=True)
class PathsRead:
    """The paths of a table with their counts, the rows left out, and what stood between the steps."""

    source: str
    paths: tuple[PathCount, ...]
    arrow: str
    counts_conversions: bool
    rows: int
    notes: tuple[str, ...]
    rejected: tuple[Rejected, ...]


def read_paths(table: Table, columns: Mapping[str, int] | None = None, report: Report = silent) -> PathsRead:
    """The paths in a table; raises UnreadableError where no column holds any. Without columns they are guessed."""
    columns = dict(columns) if columns is not None else guess_columns(table, "paths")
    if "path" not in columns:
        reason = _("No column of “{name}” holds paths. Choose the one that does.")
        raise UnreadableError(reason.format(name=table.source))
    arrow = arrow_in(table.column(columns["path"])) or ">"
    paths: list[PathCount] = []
    rejected: list[Rejected] = []
    names: set[str] = set()
    for count, row in enumerate(table.rows):
        if count % 2_000 == 0:
            report(count / len(table.rows), "")
        steps = _steps(text_of(row.cells[columns["path"]]), arrow)
        reason = "" if steps else _("No path")
        if not reason:
            read = _counts(row, columns, table)
            if isinstance(read, str):
                reason = read
            else:
                paths.append(PathCount(steps, *read))
                names.update(steps)
        if reason:
            rejected.append(Rejected(row.line, reason, row.cells))
        if len(names) > MOST_ACTIVITIES:
            text = _("“{name}” names more than {limit} different touchpoints. Choose the column that holds the paths.")
            raise UnreadableError(text.format(name=table.source, limit=number(MOST_ACTIVITIES)))
    if not paths:
        raise UnreadableError(_("“{name}” holds no paths.").format(name=table.source))
    left_out = tuple(sorted((*table.rejected, *rejected), key=lambda row: row.line))
    rows = len(table.rows) + len(table.rejected)
    return PathsRead(table.source, tuple(paths), arrow, "conversions" in columns, rows, table.notes, left_out)


def _steps(path: str, arrow: str) -> tuple[str, ...]:
    return tuple(fitted(name, LONGEST_NAME) for part in path.split(arrow) if (name := part.strip()))


def _counts(row: Row, columns: Mapping[str, int], table: Table) -> tuple[float, float, float] | str:
    """Conversions, value and non-conversions of a row; else why it cannot be used."""
    said: dict[str, float | None] = {}
    for role in ("conversions", "value", "lost", "customers"):
        cell: Cell = row.cells[columns[role]] if role in columns else None
        if isinstance(cell, str) and cell.strip().casefold() in _NOTHING:
            cell = None
        try:
            said[role] = number_of(cell, table.decimal)
        except ValueError:
            if role != "conversions" or not isinstance(cell, str | bool):
                return _("A count is no number")
            said[role] = _yes_or_no(cell)
        if said[role] is not None and said[role] < 0 and role != "value":  # type: ignore[operator]
            return _("A count is less than zero")
        if abs(said[role] or 0.0) > LARGEST:
            return _("A count is too large")
        if said[role] is None and role == "conversions" and isinstance(cell, str) and cell.strip():
            return _("A count is no number")
    converted, customers = said["conversions"] or 0.0, said["customers"]
    if "lost" in columns:
        return converted, said["value"] or 0.0, said["lost"] or 0.0
    # A row without any count of customers is one.
    everyone = max(converted, 1.0) if "customers" not in columns else converted if customers is None else customers
    if everyone < converted:
        return _("More conversions than customers")
    return converted, said["value"] or 0.0, everyone - converted


def _yes_or_no(cell: str | bool) -> float | None:
    from planner.intake.values import flag_of

    try:
        flag = flag_of(cell)
    except ValueError:
        return None
    return None if flag is None else float(flag)


def observed_paths(read: PathsRead) -> Observed:
    """What customers did, by the paths: repeats in a row are one visit, a conversion is a last step of its own."""
    counts = _Counts()
    for path in read.paths:
        steps = without_repeats(path.steps)
        if path.converted:
            counts.add((*steps, CONVERTED) if read.counts_conversions else steps, path.converted)
        if path.lost:
            counts.add(steps, path.lost)
    if not counts.customers:
        raise UnreadableError(_("“{name}” counts no customer: all its counts are zero.").format(name=read.source))
    common = sorted((Way(*pair) for pair in counts.ways.items()), key=lambda way: -way.customers)[:KEPT_WAYS]
    return Observed(
        "paths",
        read.source,
        read.rows,
        counts.customers,
        {name: Activity(people, counts.place[name] / people) for name, people in counts.people.items()},
        {ends: Taken(counts.times[ends], people) for ends, people in counts.takers.items()},
        counts.starts,
        tuple(way for way in common if way.customers >= SMALLEST_GROUP),
        len(counts.ways),
        notes=read.notes,
        rejected=read.rejected,
    )


class _Counts:
    """Sums over paths: how many customers did what, how often each step was taken."""

    def __init__(self) -> None:
        self.customers = 0.0
        self.people: dict[str, float] = {}
        self.place: dict[str, float] = {}
        self.takers: dict[tuple[str, str], float] = {}
        self.times: dict[tuple[str, str], float] = {}
        self.starts: dict[str, float] = {}
        self.ways: dict[tuple[str, ...], float] = {}

    def add(self, steps: tuple[str, ...], count: float) -> None:
        """So many customers more who went that way."""
        self.customers += count
        last = max(len(steps) - 1, 1)
        places: dict[str, list[float]] = {}
        for at, name in enumerate(steps):
            places.setdefault(name, []).append(at / last)
        for name, at_places in places.items():
            self.people[name] = self.people.get(name, 0.0) + count
            self.place[name] = self.place.get(name, 0.0) + count * sum(at_places) / len(at_places)
        pairs = list(pairwise(steps))
        _count(self.times, pairs, count)
        _count(self.takers, dict.fromkeys(pairs), count)
        _count(self.starts, steps[:1], count)
        _count(self.ways, (steps,), count)


def _count(sums: dict, keys: Iterable, count: float) -> None:  # type: ignore[type-arg]
    for key in keys:
        sums[key] = sums.get(key, 0.0) + count
