"""Purchases: the SQL that makes customer, day and amount of the columns of a file, and tells why a row is left out.

A row that is left out stays, as one of nobody: its customer is null and its day is that of its reason, far in the
past. So reasons are counted in the pass that counts everything else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from planner.intake.cells import Decimal
from planner.intake.database import literal
from planner.intake.purchases.columns import Columns
from planner.intake.values import LESS, MORE, SIGNED
from planner.language import N_, _

REASONS: Mapping[int, str] = {
    1: N_("No customer"),
    2: N_("No date"),
    3: N_("The date cannot be read"),
    4: N_("No amount"),
    5: N_("The amount cannot be read"),
}
"""Why a row is left out, by number."""
UNREAD_DAY = 3
NOBODY = "DATE '1000-01-01'"
"""The day of the rows of nobody: reason 1 is a day later, and so on."""

_NO_NAME = (
    *("", "NULL", "null", "Null", "(null)", "None", "none", "NaN", "nan", "NAN", "N/A", "n/a", "NA", "na", "n.a."),
    *("#N/A", "#NV", "\\N", "<NA>", "-", "--", "–", "—", "?", "(blank)", "(vide)", "(Leer)", "Grand total"),
    *("Grand Total", "GRAND TOTAL", "Total général", "Gesamtsumme"),
)
"""What stands in place of a customer where there is none, or where a row sums up the others."""
_SPAN = "BETWEEN DATE '1900-01-01' AND DATE '2199-12-31'"
_WHOLE = "^[+-]?[0-9]+$"
_GROUPED = {
    ".": r"^([0-9]{1,3}(,[0-9]{3})+|[0-9]+)?(\.[0-9]*)?$",
    ",": r"^([0-9]{1,3}(\.[0-9]{3})+|[0-9]+)?(,[0-9]*)?$",
}
_BLANKS = r"[\s\x{00a0}\x{202f}\x{2009}''’]"
_INTEGERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER")
_NUMBERS = (*_INTEGERS, "HUGEINT", "UBIGINT", "FLOAT", "DOUBLE", "DECIMAL")


@dataclass(frozen=True, slots=True)
class Relation:
    """Where rows are read from: SQL for FROM, the type of each column, how text writes decimals, and the SQL of days.

    Columns are called c0, c1 and so on. ``day`` reads the column of dates, ``odd_day`` what that leaves null. Names of
    customers are taken as they stand where ``as_named`` says so: ``odd_names`` tells afterwards whether that was right.
    ``underscored`` is whether underscores stand in amounts.
    """

    source: str
    types: tuple[str, ...]
    decimal: Decimal
    day: str
    odd_day: str = ""
    as_named: bool = False
    underscored: bool = False


def purchases(relation: Relation, columns: Columns, ordered: bool = False, parted: bool = False) -> str:
    """The step ``purchases`` of the question: customer, bought_on, paid, and order_no and part where they are asked."""
    more = ", CASE WHEN reason = 0 THEN order_no END AS order_no" if ordered else ""
    more += ", part" if parted else ""
    return f"""SELECT
  CASE WHEN reason = 0 THEN customer END AS customer,
  CASE WHEN reason = 0 THEN bought_on ELSE {NOBODY} + reason END AS bought_on,
  CASE WHEN reason = 0 THEN paid ELSE 1 END AS paid{more}
FROM (
{read_rows(relation, columns, ordered, parted)}
) AS reasoned"""  # noqa: S608 - columns are called c0, c1 …


def read_rows(relation: Relation, columns: Columns, ordered: bool = False, parted: bool = False, more: str = "") -> str:
    """The rows of a file with what could be read in them, and the number of the reason to leave one out, else 0.

    What is written in an odd way is looked at only where the plain way reads nothing: the engine works out for every
    row whatever is not behind a CASE.
    """
    amounts = (columns.amount,) if columns.amount >= 0 else (columns.quantity, columns.price)
    cells = [f"{_name(relation, columns.customer)} AS name", f"{relation.day} AS day"]
    cells += [f"{_plain(relation, columns, at)} AS plain{at}" for at in amounts]
    cells += [f"c{at}" for at in dict.fromkeys((columns.date, *amounts))]
    cells += [f"{_text(f'c{columns.order}')} AS order_no"] if ordered else []
    cells += [f"NULLIF({_text(f'c{columns.part}')}, '') AS part"] if parted else []
    # A day first is no year: 01-02-10 would be one.
    sure = "day > DATE '1900-01-01'"
    bought_on = f"CASE WHEN {sure} THEN day ELSE {relation.odd_day} END" if relation.odd_day else "day"
    paid = " * ".join(_amount(relation, columns, at) for at in amounts)
    paid = f"TRY_CAST({paid} AS {_exact()})" if len(amounts) > 1 else paid
    no_amount = " OR ".join(_is_empty(f"c{at}") for at in amounts)
    return f"""SELECT
  *,
  CASE
    WHEN customer IS NOT NULL AND paid IS NOT NULL AND bought_on {_SPAN} THEN 0
    WHEN customer IS NULL THEN 1
    WHEN COALESCE(bought_on {_SPAN}, FALSE) THEN CASE WHEN {no_amount} THEN 4 ELSE 5 END
    ELSE CASE WHEN {_is_empty(f"c{columns.date}")} THEN 2 ELSE 3 END
  END AS reason
FROM (
  SELECT *, {_customer(relation, columns)} AS customer, {bought_on} AS bought_on, {paid} AS paid
  FROM (SELECT {", ".join(cells)}{more} FROM {relation.source}) AS cells
) AS understood"""  # noqa: S608


def told_parts(decimal: Decimal, source: str) -> str:
    """The customers and parts of the rows told, called as those of purchases are: customer, part, n and line."""
    relation = Relation(source, ("VARCHAR",), decimal, "")
    return f"""SELECT customer, part, COUNT(*) AS n, MIN(line) AS line
FROM (
  SELECT line, {_customer(relation, Columns(customer=0))} AS customer, part
  FROM (SELECT line, trim(told) AS name, NULLIF(trim(part), '') AS part FROM {source}) AS cells
) AS named
WHERE customer IS NOT NULL AND part IS NOT NULL
GROUP BY customer, part"""  # noqa: S608


PARTS = """SELECT customer, part, COUNT(*) AS n, 0 AS line
FROM purchases
WHERE customer IS NOT NULL AND part IS NOT NULL
GROUP BY customer, part"""
"""The same of purchases themselves."""
TASTES = """SELECT
  parts.customer,
  called.name AS part,
  ROW_NUMBER() OVER (PARTITION BY parts.customer ORDER BY SUM(parts.n) DESC, MIN(parts.line), called.name) AS place
FROM parts
JOIN called ON called.part = parts.part
WHERE called.name <> ''
GROUP BY parts.customer, called.name"""
"""The step ``tastes`` of the question, once what parts are called is known."""


def odd_names(relation: Relation, columns: Columns) -> str:
    """How many of the ``customers`` of the question would be called otherwise by a closer look, as a query."""
    closer = _customer(replace(relation, as_named=False), columns)
    return (
        f"SELECT COUNT(*) FROM (SELECT customer, trim(customer) AS name FROM customers) AS named"  # noqa: S608
        f" WHERE customer IS DISTINCT FROM {closer}"
    )


def reason_words(number: int) -> str:
    """Why rows were left out."""
    return _(REASONS[number])


def _text(column: str) -> str:
    return f"trim(CAST({column} AS VARCHAR))"


def _is_empty(column: str) -> str:
    return f"COALESCE({_text(column)}, '') = ''"


def _is(kind: str, kinds: tuple[str, ...]) -> bool:
    return kind.split("(")[0] in kinds


def _exact(digits: int = 4) -> str:
    return f"DECIMAL(18, {digits})"


def _name(relation: Relation, at: int) -> str:
    """Who a row is of, as the file says it."""
    kind = relation.types[at]
    if relation.as_named or _is(kind, _INTEGERS):
        return f"c{at}"
    return f"trim(c{at})" if kind == "VARCHAR" else _text(f"c{at}")


def _customer(relation: Relation, columns: Columns) -> str:
    """Who a row is of; 12923.0, as tables of numbers write it, is 12923."""
    if _is(relation.types[columns.customer], _INTEGERS):
        return "name"
    if relation.as_named:
        return "CASE WHEN name <> '' THEN name END"
    none = ", ".join(map(literal, _NO_NAME))
    ending = "suffix(name, '.0')" + (" OR suffix(name, ',0')" if relation.decimal == "," else "")
    whole = "left(name, length(name) - 2)"
    return (
        f"CASE WHEN strlen(name) <= {max(map(len, _NO_NAME))} AND name IN ({none}) THEN NULL"
        f" WHEN ({ending}) AND regexp_matches({whole}, '{_WHOLE}') THEN {whole} ELSE name END"
    )


def _plain(relation: Relation, columns: Columns, at: int) -> str:
    """The exact number in a column, written as programs do; null where it holds something else."""
    kind, exact = relation.types[at], _exact(6 if at == columns.price else 4)
    if _is(kind, _NUMBERS):
        return f"TRY_CAST(c{at} AS {exact})"
    text = f"c{at}" if kind == "VARCHAR" else f"CAST(c{at} AS VARCHAR)"
    unsure = ["'_'"] if relation.underscored else []
    if relation.decimal == ",":
        unsure.append("'.'")
        number = f"TRY_CAST(replace({text}, ',', '.') AS {exact})"
    else:
        number = f"TRY_CAST({text} AS {exact})"
    if not unsure:
        return number
    return f"CASE WHEN {' AND '.join(f'NOT contains({text}, {sign})' for sign in unsure)} THEN {number} END"


def _amount(relation: Relation, columns: Columns, at: int) -> str:
    """The exact number in a column, however it is written; null where it holds none, or one in doubt."""
    kind, exact = relation.types[at], _exact(6 if at == columns.price else 4)
    if _is(kind, _NUMBERS):
        return f"plain{at}"
    text = f"c{at}" if kind == "VARCHAR" else f"CAST(c{at} AS VARCHAR)"
    return f"CASE WHEN plain{at} IS NOT NULL THEN plain{at} ELSE {_written(text, relation.decimal, exact)} END"


def _written(text: str, decimal: Decimal, exact: str) -> str:
    """A number as people write it: thousands parted, a currency, brackets or a minus at the end."""
    bare = f"regexp_replace(replace({text}, '−', '-'), '{_BLANKS}', '', 'g')"
    signs = rf"regexp_replace({bare}, '{SIGNED}', '\1\2\4\5')"
    clean = f"regexp_extract({bare}, '{SIGNED}', 3)"
    dotted = f"replace({clean}, ',', '')" if decimal == "." else f"replace(replace({clean}, '.', ''), ',', '.')"
    less, more = (", ".join(map(literal, said)) for said in (LESS, MORE))
    known = f"regexp_matches({clean}, '{_GROUPED[decimal]}')"
    value = f"TRY_CAST({dotted} AS {exact})"
    signed = f"CASE WHEN {signs} IN ({more}) THEN {value} WHEN {signs} IN ({less}) THEN -{value} END"
    return f"CASE WHEN {known} THEN {signed} END"
