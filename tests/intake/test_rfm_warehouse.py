"""The RFM question for warehouses: every dialect asks the same, and its answer comes back as the grid."""

import csv
import datetime as dt
import io
from dataclasses import replace
from pathlib import Path

import pytest

from planner.intake.errors import UnreadableError
from planner.intake.purchases.answer import grid_of, read_answer
from planner.intake.purchases.columns import Columns
from planner.intake.purchases.counting import Transactions
from planner.intake.purchases.file import open_transactions
from planner.intake.purchases.question import ANSWER
from planner.intake.purchases.warehouse import DIALECTS, Names, warehouse_query
from planner.intake.tables import read_table
from planner.segments.rfm import Definition, own_breaks

AT = dt.date(2026, 6, 30)
ROWS = [
    (
        f"c{n * 7919 % 211}",
        dt.date(2024, 1, 1) + dt.timedelta(days=n * 31 % 900),
        n % 97 - 4,
        n % 500,
        "web" if n % 3 else "shop",
    )
    for n in range(3_000)
]
NAMES = Names("sales.order lines", "customer", "order date", "amount", order="order", part="channel")
DEFINITIONS = {
    "quintiles": Definition(at=AT),
    "own": Definition(
        at=AT,
        recency=own_breaks([5, 15, 30.5, 60]),
        frequencies=own_breaks([11, 12, 13, 14]),
        monetary=own_breaks([550, 600, 650, 700]),
    ),
    "orders": Definition(at=AT, frequency="orders", returns="count"),
    "rows": Definition(at=AT, frequency="rows", returns="leave_out"),
}


def answer(text: str) -> list[tuple[object, ...]]:
    import duckdb

    with duckdb.connect() as engine:
        engine.execute("CREATE SCHEMA sales")
        engine.execute(
            'CREATE TABLE sales."order lines" (customer VARCHAR, "order date" DATE, amount INTEGER, "order" INTEGER,'
            " channel VARCHAR)"
        )
        engine.executemany('INSERT INTO sales."order lines" VALUES (?, ?, ?, ?, ?)', ROWS)
        rows: list[tuple[object, ...]] = engine.execute(text).fetchall()
    return rows


@pytest.mark.parametrize("asked", sorted(DEFINITIONS))
@pytest.mark.parametrize("dialect", sorted(set(DIALECTS) - {"duckdb"}))
def test_every_dialect_is_read_back_as_the_same_question(dialect: str, asked: str) -> None:
    import sqlglot

    definition = DEFINITIONS[asked]
    text = warehouse_query(dialect, definition, NAMES)
    [tree] = sqlglot.parse(text, read=dialect)
    assert tree is not None
    back = tree.sql(dialect="duckdb")
    expected = answer(warehouse_query("duckdb", definition, NAMES))
    assert len(expected) > 10
    assert answer(back) == expected


ODD_NAMES = {
    "blanks and signs": Names("orders", "Kunde Nr", 'Datum "neu"', "Betrag (€)", part="Größe"),
    "words of the language": Names("orders", "group", "order", "select", order="from", part="user"),
    "quotes of others": Names("orders", "customer`s", "da]te", "a'b", order="o\\n", part="[p]"),
    "other letters": Names("orders", "klient-ключ", "日付", "сумма", order="étage", part="naïf"),
    "digits first": Names("orders", "1st", "2nd", "", quantity="3 qty", price="4-price", order="5"),
    "case": Names("orders", "Customer", "DATE", "aMount", order="Order", part="PART"),
}


@pytest.mark.parametrize("odd", sorted(ODD_NAMES))
@pytest.mark.parametrize("dialect", sorted(set(DIALECTS) - {"duckdb"}))
def test_odd_names_of_columns_survive_every_dialect(dialect: str, odd: str) -> None:
    import duckdb
    import sqlglot

    from planner.intake.database import identifier

    names = ODD_NAMES[odd]
    definition = Definition(at=AT, frequency="orders")
    numbers = [names.quantity, names.price] if names.quantity else [names.amount]
    kinds = {names.customer: "VARCHAR", names.date: "DATE", names.order or "order_id": "VARCHAR"}
    kinds |= dict.fromkeys(numbers, "INTEGER") | ({names.part: "VARCHAR"} if names.part else {})
    used = replace(names, order=names.order or "order_id")
    with duckdb.connect() as engine:
        engine.execute(f"CREATE TABLE orders ({', '.join(f'{identifier(n)} {k}' for n, k in kinds.items())})")
        rows = [
            [f"{n % 61}" if k == "VARCHAR" else day if k == "DATE" else n % 50 - 2 for k in kinds.values()]
            for n, (_who, day, *_rest) in enumerate(ROWS[:600])
        ]
        engine.executemany(f"INSERT INTO orders VALUES ({', '.join('?' * len(kinds))})", rows)
        [tree] = sqlglot.parse(warehouse_query(dialect, definition, used), read=dialect)
        assert tree is not None
        expected = engine.execute(warehouse_query("duckdb", definition, used)).fetchall()
        assert len(expected) > 3
        assert engine.execute(tree.sql(dialect="duckdb")).fetchall() == expected


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("sales.orders", "FROM sales.orders"),
        ('my-db."Sales.2026".[order lines]', 'FROM "my-db"."Sales.2026"."order lines"'),
        ("`project-x`.data.orders", 'FROM "project-x".data.orders'),
    ],
)
def test_the_name_of_a_table_is_parted_at_its_points_only(said: str, wanted: str) -> None:
    assert wanted in warehouse_query("duckdb", Definition(at=AT), Names(said))


@pytest.mark.parametrize("dialect", sorted(DIALECTS))
def test_no_dialect_is_given_words_of_another(dialect: str) -> None:
    text = warehouse_query(dialect, Definition(at=AT), Names())
    foreign = {"tsql": ("INTERVAL", "DATE_DIFF", "NULLS", "QUALIFY"), "bigquery": ("DATEDIFF", "DECIMAL(")}
    assert not [word for word in foreign.get(dialect, ()) if word in text]
    assert "customer_id AS customer" in text and '"customer_id"' not in text
    assert "read_csv" not in text


def test_the_note_says_what_it_reads_and_what_to_hand_back() -> None:
    text = warehouse_query("snowflake", Definition(at=AT), Names())
    note = [line for line in text.splitlines() if line.startswith("-- ")]
    assert note[0] == "-- Recency, frequency and money of customers on 30\u00a0Jun\u00a02026, for Snowflake.".replace(
        "\u00a0", " "
    )
    assert "transactions: customer_id, order_date, amount" in note[1]
    assert note[-1] == "-- rapport import PLAN --transactions answer.csv"


def test_a_name_cannot_leave_its_quotes() -> None:
    text = warehouse_query("postgres", Definition(at=AT), Names(customer='id" FROM x; DROP TABLE y; --'))
    assert '"id"" FROM x; DROP TABLE y; --"' in text


def as_csv(rows: list[tuple[object, ...]], names: list[str]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(names)
    writer.writerows(["" if cell is None else cell for cell in row] for row in rows)
    return out.getvalue()


@pytest.fixture
def answered(tmp_path: Path) -> Path:
    names = Names("sales.order lines", "customer", "order date", "amount")
    path = tmp_path / "answer.csv"
    path.write_text(
        as_csv(answer(warehouse_query("duckdb", Definition(at=AT), names)), [n for n in ANSWER if n != "part"]),
        encoding="utf-8",
    )
    return path


def test_the_answer_of_a_warehouse_is_the_grid_of_the_same_rows(answered: Path, tmp_path: Path) -> None:
    file = open_transactions(answered)
    assert file.is_answer
    found = read_answer(read_table(answered))
    orders = tmp_path / "orders.csv"
    orders.write_text(
        "customer,date,amount\n" + "".join(f"{c},{d},{a}\n" for c, d, a, *_rest in ROWS), encoding="utf-8"
    )
    with Transactions(open_transactions(orders), Columns(0, 1, 2)) as transactions:
        grid = transactions.grid(Definition(at=AT))
    assert sorted(found.cells, key=lambda cell: cell.code) == sorted(grid.cells, key=lambda cell: cell.code)
    assert (found.breaks, found.at, found.since) == (grid.breaks, grid.at, grid.since)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("customers,", "clients,", "customers are missing"),
        ("2026-06-30", "soon", "line 2"),
        ("\n2026-06-30,2025-06-30,5,", "\n2026-06-30,2025-06-30,6,", "line 2"),
        ("\n2026-06-30,", "\n2026-05-30,", "different dates"),
    ],
)
def test_an_answer_that_is_none_is_refused_with_the_reason(answered: Path, old: str, new: str, why: str) -> None:
    answered.write_text(answered.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(UnreadableError, match=why):
        read_answer(read_table(answered))


def test_an_answer_with_a_cell_twice_is_refused(answered: Path) -> None:
    lines = answered.read_text(encoding="utf-8").splitlines()
    answered.write_text("\n".join((*lines, lines[-1])) + "\n", encoding="utf-8")
    with pytest.raises(UnreadableError, match="more than one per cell"):
        read_answer(read_table(answered))


def test_an_empty_answer_is_refused(answered: Path) -> None:
    answered.write_text(answered.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    with pytest.raises(UnreadableError, match="no row"):
        read_answer(read_table(answered))


def test_a_grid_needs_no_rows_of_customers() -> None:
    row = dict.fromkeys(ANSWER, 1) | {"analysed_on": AT, "compared_with": AT, "part": "", "paid": "1.50"}
    assert grid_of([row]).sums.money == pytest.approx(1.5)
