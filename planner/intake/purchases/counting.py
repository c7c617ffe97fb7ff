"""Transactions: the purchases in a file, counted into the RFM grid; no row or name of a customer leaves the engine."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from types import TracebackType
from typing import Any, Literal, Self

from planner.intake.cells import Rejected, Report, silent
from planner.intake.database import Database, QueryError, literal
from planner.intake.errors import UnreadableError
from planner.intake.purchases.answer import grid_of
from planner.intake.purchases.attributes import Attributes
from planner.intake.purchases.columns import Columns, role_words, twice_notes
from planner.intake.purchases.facts import Facts
from planner.intake.purchases.file import TransactionFile, damaged, in_its_decimal, in_its_encoding
from planner.intake.purchases.purchases import (
    PARTS,
    TASTES,
    UNREAD_DAY,
    odd_names,
    purchases,
    read_rows,
    reason_words,
    told_parts,
)
from planner.intake.purchases.question import ANSWER, chained, days, moves, steps
from planner.intake.purchases.source import Source, ways
from planner.intake.splits import MOST_VALUES, split_names, too_many_parts
from planner.intake.tables import column_name
from planner.language import _
from planner.segments.rfm import MEASURES, Definition, Measure, year_before
from planner.segments.rfm_grid import Grid
from planner.segments.rfm_groups import Group
from planner.segments.rfm_moves import Movement, Step, movement
from planner.segments.rfm_segments import Split

_MOST_EXPORTED = 200_000
Held = Literal["alone", "year", "since"]
"""What customers are compared with: nothing, a year before, or another date."""
_HELD = ("moment", "figures")
_SCORING = ("tallies", "counted", "limits", "scored")


class Transactions:
    """The purchases of a file, held by the engine until closed; only sums and counts come out of it."""

    def __init__(
        self,
        file: TransactionFile,
        columns: Columns,
        day_first: bool | None = None,
        attributes: Attributes | None = None,
    ) -> None:
        """``attributes`` split customers by what a list of them says, in place of a column of the purchases."""
        if columns.missing:
            roles = ", ".join(role_words(role) for role in columns.missing)
            text = _("No column of “{name}” is matched with: {roles}.")
            raise UnreadableError(text.format(name=file.table.source, roles=roles))
        if columns.part >= 0 and columns.part == columns.customer:
            raise UnreadableError(_("Customers cannot be split by who they are. Choose another column."))
        self.file, self.columns, self.facts = in_its_decimal(file, columns), columns, Facts()
        self._day_first, self._ways = day_first, ways(self.file, columns)
        self._attributes = attributes
        self._every_day = False
        self._order: tuple[str, ...] = ()
        self._database = Database(file.path, *([attributes.path] if attributes else []))
        self._source: Source | None = None
        self._read_facts = Facts()
        self._loaded: tuple[Any, ...] = ()
        self._dated: dict[str, tuple[Any, ...]] = {}

    def grid(
        self, definition: Definition, report: Report = silent, parted: bool = False, *, compared: bool = True
    ) -> Grid:
        """The answer to the question; what an earlier one has worked out already is not done again.

        It compares with a year before, as retention is of a year; where it need not, it comes sooner and tells
        nothing of that.
        """
        parted = parted and self.split is not None
        definition = replace(definition, since=None)
        if definition.frequency == "orders" and self.columns.order < 0:
            raise UnreadableError(_("Choose the column with the order numbers to count orders."))
        names = [name for name in ANSWER if parted or name != "part"]
        rows = self._asked(definition, report, parted, ("cells", "answer"), "year" if compared else "alone")
        return grid_of([dict(zip(names, row, strict=True)) for row in rows])

    @property
    def split(self) -> Split | None:
        """What splits the customers; None where nothing does."""
        if self._attributes is not None:
            return Split(self._attributes.heading, mostly=False, order=self._order)
        at = self.columns.part
        return Split(self.file.table.head[at] or column_name(at), order=self._order) if at >= 0 else None

    def movement(self, groups: Sequence[Group], definition: Definition, report: Report = silent) -> Movement:
        """Who rose and who fell between the date compared with and the analysis date, in the same groups."""
        return movement(self.moves(definition, report), groups, *self.dates(definition))

    def dates(self, definition: Definition) -> tuple[dt.date, dt.date]:
        """The date compared with and the analysis date of a question that was asked."""
        dated = self._with_dates(definition)
        assert dated.at is not None and dated.since is not None
        return dated.since, dated.at

    def moves(self, definition: Definition, report: Report = silent) -> list[Step]:
        """How many customers went from which cell to which between the two dates."""
        parted = bool(self._loaded and self._loaded[-1])
        held: Held = "year" if definition.since is None else "since"
        rows = self._asked(definition, report, parted, ("moves",), held)
        return [
            ("".join(str(s) for s in row[:3] if s is not None), "".join(map(str, row[3:6])), row[6]) for row in rows
        ]

    def spread(self, definition: Definition, report: Report = silent) -> dict[Measure, tuple[Decimal, ...]]:
        """The values of customers in equal steps from the lowest to the highest, 101 for each measure."""
        shares = ", ".join(f"{step / 100:.2f}" for step in range(101))
        found = ", ".join(f"quantile_disc(CAST({measure} AS DECIMAL(18, 4)), [{shares}])" for measure in MEASURES)
        parted = bool(self._loaded and self._loaded[-1])
        self._asked(replace(definition, since=None), report, parted, ("moves",), "alone")
        row = self._database.ask(f"SELECT {found} FROM figures_alone")[0]  # noqa: S608
        return {measure: tuple(values) for measure, values in zip(MEASURES, row, strict=True)}

    def left_out(self, definition: Definition, report: Report = silent) -> tuple[tuple[str, ...], list[Rejected]]:
        """The headings and the rows that were left out, for a file of the user's own; at most 200,000."""
        table = self.file.table
        if self._source is None:
            return table.head, []
        source, late = self._source, f"reason = 0 AND bought_on > {_date(self._with_dates(definition))}"
        count = len(table.head) if source.whole is None else 0
        cells = [f"cell{at}" for at in range(count)]
        texts = "".join(f", CAST(c{at} AS VARCHAR) AS cell{at}" for at in range(count))
        more = f", row_number() OVER () AS line{texts}"
        found = self._database.ask(
            f"SELECT {', '.join(('line', 'reason', *cells))} FROM"  # noqa: S608
            f" ({read_rows(source.relation, self.columns, more=more)}) AS r"
            f" WHERE reason > 0 OR {late} ORDER BY line LIMIT {_MOST_EXPORTED}",
            report=report,
        )
        rows = [self._rejected(source, *row) for row in found]
        broken = source.broken_lines(_MOST_EXPORTED)
        return table.head, sorted((*rows, *broken), key=lambda row: row.line)

    def _rejected(self, source: Source, line: int, number_: int, *cells: str | None) -> Rejected:
        reason = reason_words(number_) if number_ else _late()
        if source.whole is not None:
            row = source.whole.rows[line - 1]
            return Rejected(row.line, reason, row.cells)
        return Rejected(line + self.file.table.heading, reason, cells)

    def close(self) -> None:
        """Forgets all customers."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    # Steps, of which those that stay the same are kept

    def _asked(
        self, definition: Definition, report: Report, parted: bool, last: tuple[str, ...], held: Held
    ) -> list[tuple[Any, ...]]:
        try:
            self._load(definition, report, parted)
            dated = self._with_dates(definition)
            chain = steps(dated, parted)
            if not self._count(dated, chain, held, report):
                self._ways.remove("as_named")
                self._loaded = ()
                self._load(definition, report, parted)
                self._count(dated, chain, held, report)
            chain["moves"] = moves()
            known = {name: f"SELECT * FROM {name}_{held}" for name in _HELD}  # noqa: S608
            query = chained(known | {name: chain[name] for name in (*_SCORING, *last) if name in chain})
            return self._database.ask(query, report=report, start=0.97)
        except QueryError as error:
            raise self._unreadable() from error

    def _load(self, definition: Definition, report: Report, parted: bool) -> None:
        """Reads the file into ``days``, and into ``tastes`` where customers are split."""
        wanted = (definition.frequency, definition.returns, parted)
        if self._loaded == wanted:
            return
        self._loaded, self._dated = (), {}
        self._source = self._read(definition, report, parted)
        self._read_facts = self._summed_up(self._source)
        if self._source.plain_days and reason_words(UNREAD_DAY) in self._read_facts.left_out:
            self._every_day = True
            self._source = self._read(definition, report, parted)
            self._read_facts = self._summed_up(self._source)
        if parted:
            self._read_tastes(report)
        self._loaded = wanted

    def _read(self, definition: Definition, report: Report, parted: bool) -> Source:
        """Reads the file in the first way that works and loses nothing; the ones before it are not tried again."""
        while True:
            way = self._ways[0]
            try:
                source = Source(self._database, self.file, self.columns, self._day_first, way, report, self._every_day)
                self._read_days(source, definition, report, parted)
                swallowed, misread = source.count_broken()
            except QueryError:
                if len(self._ways) == 1:
                    raise
                del self._ways[0]
                continue
            if misread and (file := in_its_encoding(self.file)).table.encoding != self.file.table.encoding:
                self.file = file
            elif swallowed and "whole" in self._ways:
                self._ways = ["whole"]
            else:
                return source

    def _read_days(self, source: Source, definition: Definition, report: Report, parted: bool) -> None:
        parted = parted and self._attributes is None
        view = purchases(source.relation, self.columns, definition.frequency == "orders", parted)
        self._database.ask(f"CREATE OR REPLACE TEMP VIEW purchases AS {view}")
        self._database.ask(f"CREATE OR REPLACE TEMP TABLE days AS {days(definition)}", report=report, end=0.7)

    def _read_tastes(self, report: Report) -> None:
        """Makes the step ``tastes``: what each customer mostly has in the column, under the name of its part."""
        ask, split = self._database.ask, self.split
        assert split is not None
        query, decimal, source = PARTS, self.file.table.decimal, self.file.table.source
        if self._attributes is not None:
            decimal, source = self._attributes.table.decimal, self._attributes.table.source
            self._attributes.load(self._database, "told", report)
            query = told_parts(decimal, "told")
        ask(f"CREATE OR REPLACE TEMP TABLE parts AS {query}", report=report, start=0.7, end=0.8)
        if (many := ask("SELECT COUNT(DISTINCT part) FROM parts")[0][0]) > MOST_VALUES:
            raise too_many_parts(split.name, source, many)
        counts = dict(ask("SELECT part, COUNT(*) FROM parts GROUP BY part ORDER BY part"))
        names = split_names(counts, decimal, split.name, source)
        self._order = tuple(dict.fromkeys(name for name in names.values() if name))
        ask("CREATE OR REPLACE TEMP TABLE called (part VARCHAR, name VARCHAR)")
        ask("INSERT INTO called SELECT unnest(?::VARCHAR[]), unnest(?::VARCHAR[])", [[*names], [*names.values()]])
        ask(f"CREATE OR REPLACE TEMP TABLE tastes AS {TASTES}", report=report, start=0.8, end=0.85)

    def _with_dates(self, definition: Definition) -> Definition:
        """The definition with its dates: the day after the last row, and a year before, where none are said."""
        at = definition.at
        if at is None:
            if self._read_facts.last is None:
                self.facts = self._read_facts
                raise self._nothing()
            at = self._read_facts.last + dt.timedelta(days=1)
        since = definition.since if definition.since is not None and definition.since < at else year_before(at)
        return replace(definition, at=at, since=since)

    def _summed_up(self, source: Source) -> Facts:
        """What the rows of ``days`` tell about those that were read."""
        counted = self._database.ask(
            "SELECT CASE WHEN customer IS NULL THEN bought_on END AS reason, SUM(lines), MIN(bought_on), MAX(bought_on)"
            " FROM days GROUP BY reason ORDER BY reason NULLS FIRST"
        )
        nobody = dt.date(1000, 1, 1)
        left_out = {reason_words((day - nobody).days): int(lines) for day, lines, *_days in counted if day is not None}
        first, last = next(((one, two) for day, _lines, one, two in counted if day is None), (None, None))
        total = sum(int(lines) for _day, lines, *_days in counted) + sum(source.broken.values())
        twice = twice_notes(self.columns, self.file.table.head)
        notes = tuple(dict.fromkeys((*self.file.table.notes, *source.notes, *twice)))
        return Facts(total, left_out | source.broken, 0, first, last, notes)

    def _count(self, definition: Definition, chain: Mapping[str, str], held: Held, report: Report) -> bool:
        """Holds the steps ``moment`` and ``figures``, a row a customer without a name.

        False where the names of customers must be looked at more closely first.
        """
        wanted = (*self._loaded, definition.at, definition.since)
        if self._dated.get(held) == wanted:
            return True
        ask = self._database.ask
        ask(f"CREATE OR REPLACE TEMP TABLE moment AS {chain['moment']}")
        if self._dated.get("customers") != wanted[:-1] and not self._gather(definition, chain, report):
            return False
        nobody = " LIMIT 0" if held == "alone" else ""
        ask(f"CREATE OR REPLACE TEMP TABLE before AS {chain['before']}{nobody}", report=report, start=0.9, end=0.95)
        ask(f"CREATE OR REPLACE TEMP TABLE figures_{held} AS {chain['figures']}", report=report, start=0.95, end=0.97)
        ask(f"CREATE OR REPLACE TEMP TABLE moment_{held} AS FROM moment")
        self._dated |= {held: wanted, "customers": wanted[:-1]}
        return True

    def _gather(self, definition: Definition, chain: Mapping[str, str], report: Report) -> bool:
        """Makes the step ``customers`` and tells the facts; False where names must be looked at more closely."""
        ask = self._database.ask
        ask(f"CREATE OR REPLACE TEMP TABLE customers AS {chain['customers']}", report=report, start=0.8, end=0.9)
        assert self._source is not None
        relation = self._source.relation
        if relation.as_named and ask(odd_names(relation, self.columns))[0][0]:
            return False
        scored, idle = ask("SELECT COUNT(last_on), COUNT(*) - COUNT(last_on) FROM customers")[0]
        self.facts = replace(self._read_facts, without_purchase=idle, left_out=self._left_out(definition))
        if not scored:
            raise self._nothing()
        return True

    def _left_out(self, definition: Definition) -> Mapping[str, int]:
        """The rows left out by reason, with those after the analysis date."""
        last = self._read_facts.last
        assert definition.at is not None
        if last is None or last <= definition.at:
            return self._read_facts.left_out
        query = f"SELECT SUM(lines) FROM days WHERE customer IS NOT NULL AND bought_on > {_date(definition)}"  # noqa: S608
        return {**self._read_facts.left_out, _late(): int(self._database.ask(query)[0][0])}

    def _unreadable(self) -> UnreadableError:
        name = self.file.table.source
        if self.file.is_parquet:
            return damaged(name)
        return UnreadableError(_("“{name}” cannot be read as a table of purchases.").format(name=name))

    def _nothing(self) -> UnreadableError:
        text = _("“{name}” holds no purchase that can be used.").format(name=self.file.table.source)
        return UnreadableError(" ".join((text, *self.facts.sentences())))


def _late() -> str:
    return _("Dated after the analysis date")


def _date(definition: Definition) -> str:
    assert definition.at is not None
    return f"CAST({literal(definition.at.isoformat())} AS DATE)"
