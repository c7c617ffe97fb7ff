"""Attributes: a column of a customer list that splits the customers of purchases; held by the engine only."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.intake.cells import LARGE, Choices, Report, Table, silent
from planner.intake.database import Database, identifier, literal
from planner.intake.errors import UnreadableError
from planner.intake.purchases.columns import column_at, guess_roles
from planner.intake.purchases.file import PARQUET, open_transactions
from planner.intake.purchases.source import as_written
from planner.intake.tables import column_name, read_table
from planner.language import _

_CHUNK = 20_000


@dataclass(frozen=True, slots=True)
class Attributes:
    """A customer list: its first rows as a table or all of them, and which columns hold customer and attribute."""

    path: Path
    table: Table
    customer: int
    part: int

    @property
    def heading(self) -> str:
        """What the attribute is called."""
        return self.table.head[self.part] or column_name(self.part)

    def load(self, database: Database, name: str, report: Report = silent) -> None:
        """Puts name and attribute of every row into a table of the engine, in the order of the file."""
        ask = database.ask
        if self.path.suffix.lower() in PARQUET:
            source = f"read_parquet({literal(str(self.path.resolve()))})"
            heads = [head for head, *_rest in ask(f"DESCRIBE SELECT * FROM {source}")]  # noqa: S608
            who, what = (f"CAST({identifier(heads[at])} AS VARCHAR)" for at in (self.customer, self.part))
            ask(
                f"CREATE OR REPLACE TEMP TABLE {name} AS"  # noqa: S608
                f" SELECT row_number() OVER () AS line, {who} AS told, {what} AS part FROM {source}",
                report=report,
            )
            return
        ask(f"CREATE OR REPLACE TEMP TABLE {name} (line BIGINT, told VARCHAR, part VARCHAR)")
        rows = self.table.rows
        for start in range(0, len(rows), _CHUNK):
            report(start / len(rows), "")
            some = rows[start : start + _CHUNK]
            cells = [
                [as_written(row.cells[at], self.table.decimal) for row in some] for at in (self.customer, self.part)
            ]
            values = [[row.line for row in some], *cells]
            ask(f"INSERT INTO {name} SELECT unnest(?::BIGINT[]), unnest(?::VARCHAR[]), unnest(?::VARCHAR[])", values)


def read_attributes(
    path: str | Path, column: str, customer: str = "", choices: Choices | None = None, report: Report = silent
) -> Attributes:
    """The attribute of customers in a column of a file; raises UnreadableError. Who they are is guessed."""
    path = Path(path)
    if path.suffix.lower() in PARQUET:
        table = open_transactions(path, choices, report).table
    else:
        table = read_table(path, choices, report, limits=LARGE)
    at = column_at(column, table.head)
    who = column_at(customer, table.head) if customer else _customer(table, at)
    return Attributes(path, table, who, at)


def _customer(table: Table, but: int) -> int:
    roles: Sequence[str] = guess_roles(table)
    if "customer" not in roles or roles.index("customer") == but:
        text = _("No column of “{name}” is matched with: {roles}.")
        raise UnreadableError(text.format(name=table.source, roles=_("Customer")))
    return roles.index("customer")
