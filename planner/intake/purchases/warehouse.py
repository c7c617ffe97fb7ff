"""The RFM question for a warehouse: the same text in its dialect, with a note for the team that runs it."""

import re
from dataclasses import dataclass, replace

from planner import clock
from planner.intake.database import identifier
from planner.intake.purchases.question import question
from planner.language import _, date_text
from planner.segments.rfm import Definition

DIALECTS = {
    "snowflake": "Snowflake",
    "bigquery": "BigQuery",
    "databricks": "Databricks",
    "postgres": "PostgreSQL",
    "tsql": "SQL Server",
    "clickhouse": "ClickHouse",
    "spark": "Spark",
    "duckdb": "DuckDB",
}
"""Dialects by key, with the name of the product that speaks them."""

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_PARTS = re.compile(r"\"[^\"]+\"|`[^`]+`|\[[^\]]+\]|[^.]+")
"""Parts of the name of a table; points inside quotes part nothing."""
_QUOTES = "\"'`[]"
_TAKEN = frozenset(
    (
        *("all", "and", "as", "between", "by", "case", "check", "column", "create", "default", "desc", "distinct"),
        *("else", "end", "for", "from", "full", "group", "having", "in", "index", "into", "is", "join", "key", "left"),
        *("like", "limit", "not", "null", "on", "or", "order", "primary", "right", "select", "set", "table", "then"),
        *("to", "union", "unique", "user", "using", "when", "where", "with"),
    )
)
"""Words of the language, which no warehouse takes for a name without quotes."""


@dataclass(frozen=True, slots=True)
class Names:
    """What the table of transactions and its columns are called there; quantity and price take the amount's place."""

    table: str = "transactions"
    customer: str = "customer_id"
    date: str = "order_date"
    amount: str = "amount"
    quantity: str = ""
    price: str = ""
    order: str = ""
    part: str = ""


def warehouse_query(dialect: str, definition: Definition, names: Names) -> str:
    """The question as one query in a dialect, led by its note; today is the analysis date where none is said."""
    import sqlglot

    definition = replace(definition, at=definition.at or clock.today(), since=None)
    text = question(_purchases(names, definition), definition, bool(names.part))
    if dialect != "duckdb":
        text = sqlglot.transpile(
            text, read="duckdb", write=dialect, pretty=True, unsupported_level=sqlglot.ErrorLevel.IGNORE
        )[0]
    return "\n".join((*(f"-- {line}" for line in _note(dialect, definition, names)), text)) + "\n"


def _purchases(names: Names, definition: Definition) -> str:
    both = bool(names.quantity and names.price)
    amount = f"{_column(names.quantity)} * {_column(names.price)}" if both else _column(names.amount)
    columns = [
        f"{_column(names.customer)} AS customer",
        f"CAST({_column(names.date)} AS DATE) AS bought_on",
        f"CAST({amount} AS DECIMAL(18, 4)) AS paid",
    ]
    if definition.frequency == "orders":
        columns.append(f"{_column(names.order)} AS order_no")
    if names.part:
        columns.append(f"{_column(names.part)} AS part")
    needed = (names.customer, names.date, *((names.quantity, names.price) if both else (names.amount,)))
    table = ".".join(_column(part.strip(_QUOTES)) for part in _PARTS.findall(names.table))
    listed = ",\n  ".join(columns)
    filled = " AND ".join(f"{_column(name)} IS NOT NULL" for name in needed)
    return f"SELECT\n  {listed}\nFROM {table}\nWHERE {filled}"


def _column(name: str) -> str:
    """A name, quoted only where it must be: quoted ones are told apart by case in some warehouses."""
    plain = _PLAIN.fullmatch(name) and name.lower() not in _TAKEN
    return name if plain else identifier(name)


def _note(dialect: str, definition: Definition, names: Names) -> list[str]:
    assert definition.at is not None
    needed = [names.customer, names.date, *([names.quantity, names.price] if names.quantity else [names.amount])]
    needed += [name for name in (names.order if definition.frequency == "orders" else "", names.part) if name]
    lines = [
        _("Recency, frequency and money of customers on {date}, for {product}.").format(
            date=date_text(definition.at), product=DIALECTS[dialect]
        ),
        _("It reads {table}: {columns}. Change these names in the first step to yours.").format(
            table=names.table, columns=", ".join(needed)
        ),
        _("Its answer is one row per cell of scores and value of {column}, without any customer.").format(
            column=names.part
        )
        if names.part
        else _("Its answer is one row per cell of scores, at most 125, without any customer."),
    ]
    lines += [
        _("Save the answer as CSV with its headings and hand it back:"),
        "rapport import PLAN --transactions answer.csv",
    ]
    return [" ".join(line.split()) for line in lines]
