"""Purchases as offices really export them: every oddity is read as a person would, or left out and counted."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from planner.intake.cells import Choices
from planner.intake.errors import UnreadableError
from planner.intake.purchases.columns import columns_of, guess_roles, read_mapping
from planner.intake.purchases.counting import Transactions
from planner.intake.purchases.facts import Facts
from planner.intake.purchases.file import open_transactions
from planner.segments.rfm import Definition

Counted = tuple[int, int, Any]
Read = Callable[..., tuple[Counted, Facts]]
HEAD = "customer,date,amount\n"


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Counts a file: customers, purchases, money; and the facts of it."""

    def counted(content: str | bytes | Path, mapping: str = "", day_first: bool | None = None) -> tuple[Counted, Facts]:
        path = content if isinstance(content, Path) else tmp_path / "orders.csv"
        if not isinstance(content, Path):
            path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        file = open_transactions(path, Choices())
        columns = read_mapping(mapping, file.table.head) if mapping else columns_of(guess_roles(file.table))
        with Transactions(file, columns, day_first) as transactions:
            sums = transactions.grid(Definition()).sums
            return (sums.customers, sums.purchases, sums.money), transactions.facts

    return counted


def days(*said: str) -> str:
    return HEAD + "".join(f'{n},"{day}",1\n' for n, day in enumerate(said))


# Customers


@pytest.mark.parametrize(
    "said", ["", " ", "NULL", "None", "n/a", "NA", "#N/A", "\\N", "-", "–", "?", "(blank)", "Grand total"]
)
def test_what_stands_for_nobody_is_no_customer(read: Read, said: str) -> None:
    found, facts = read(f"{HEAD}A,2026-01-01,5\n{said},2026-01-02,6\n")
    assert found == (1, 1, 5)
    assert facts.left_out == {"No customer": 1}


def test_numbers_and_text_are_the_same_customer_in_a_workbook(read: Read, tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        ["Customer", "Date", "Amount"],
        [12923, dt.date(2026, 1, 1), 5],
        ["12923", "2026-01-02 10:30", "6"],
        ["12923.0", "2026-01-03", "7,50"],
        ["A-1", 46026, 8.25],
        [None, dt.date(2026, 1, 2), 1],
        ["B", dt.date(2026, 1, 2), "#REF!"],
        ["B", dt.date(2026, 1, 2), True],
        ["Total", None, 99],
    )
    found, facts = read(path)
    assert found == (2, 4, Decimal("26.75"))
    assert facts.left_out == {"No customer": 1, "No date": 1, "No amount": 1, "The amount cannot be read": 1}


# Decimals


@pytest.mark.parametrize(
    ("delimiter", "whole"), [(";", "{:.0f}"), ("\t", "{:.0f}"), (";", "1.2{:02.0f},00 €"), ("|", "{:.0f}")]
)
def test_decimal_commas_are_found_beside_dates_with_points_and_numbers_of_customers_with_a_fraction(
    read: Read, delimiter: str, whole: str
) -> None:
    rows = []
    money = Decimal(0)
    for n in range(1, 30):
        amount = whole.format(n) if n % 5 else f"{n},50"
        money += (Decimal(1200 + n) if "." in amount else Decimal(n)) if n % 5 else Decimal(n) + Decimal("0.5")
        rows.append(delimiter.join((f"{12900 + n}.0", f"{1 + n % 28:02}.02.2026", amount)))
    found, facts = read("\n".join((delimiter.join(("Kunde", "Datum", "Betrag")), *rows)))
    assert found == (29, 29, money)
    assert facts.notes == ()


def test_another_column_does_not_say_how_amounts_are_written(read: Read) -> None:
    found, facts = read("id;date;montant;lat\nA;01/02/2026;5,5;48.1234\nB;13/02/2026;7;48.123\nC;13/02/2026;7;48.123\n")
    assert found == (3, 3, Decimal("19.5"))
    assert facts.notes == ()


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        ("-$3.00", "-3"),
        ("$-3.00", "-3"),
        ("($3.00)", "-3"),
        ("$(3.00)", "-3"),
        ("3.00- €", "-3"),
        ("-€3.00", "-3"),
        ("USD -3", "-3"),
        ("CHF 1'234.50", "1234.50"),
        ("Fr. 7.00", "7"),
        ("7 kr", "7"),
        ("7.50 zł", "7.50"),
        ("R$ 7.00", "7"),
        ("₹ 1,234", "1234"),
        ("+7", "7"),
        ("1 234.5", "1234.5"),
    ],
)
def test_amounts_have_currencies_and_signs_on_either_side(read: Read, said: str, amount: str) -> None:
    text = f'{HEAD}A,2026-01-01,"{said}"\nA,2026-01-02,5000.25\n'
    assert read(text)[0][2] == Decimal(amount) + Decimal("5000.25")


@pytest.mark.parametrize("said", ["(-3)", "--3", "-3-", "3 pcs", "$", "3 $ 4", "EUR", "-(3)"])
def test_two_signs_or_other_words_are_no_amount(read: Read, said: str) -> None:
    found, facts = read(f'{HEAD}A,2026-01-01,"{said}"\nA,2026-01-02,5.25\n')
    assert found == (1, 1, Decimal("5.25"))
    assert facts.left_out == {"The amount cannot be read": 1}


# Days

SAME_DAY = (
    "2025-12-25",
    "25/12/2025",
    "25.12.2025 10:30",
    "25-12-25",
    "2025/12/25",
    "2025-12-25T10:30:00Z",
    "2025-12-25T23:30:00-05:00",
    "Thu Dec 25 10:00:00 2025",
    "Dec 25 2025",
    "December 25th, 2025",
    "25 Dec 2025",
    "25-Dec-25",
    "25. Dezember 2025",
    "25 déc. 2025",
    "25 de diciembre de 2025",
    "jeudi 25 décembre 2025",
    "20251225",
    "20251225T103000",
    "46016",
    "46016.4375",
    "1766620800",
    "1766620800000",
)


def test_one_column_may_write_the_same_day_in_every_way(read: Read) -> None:
    found, facts = read(days(*SAME_DAY))
    assert found == (len(SAME_DAY), len(SAME_DAY), len(SAME_DAY))
    assert facts.first == facts.last == dt.date(2025, 12, 25)
    assert facts.notes == ()


@pytest.mark.parametrize("said", SAME_DAY)
def test_a_column_of_one_way_is_read_in_it(read: Read, said: str) -> None:
    _found, facts = read(days(said, said))
    assert facts.first == facts.last == dt.date(2025, 12, 25)


@pytest.mark.parametrize(
    "said", ["31/02/2026", "0/1/2026", "25", "2025", "soon", "12345678", "99999", "1.2.3.4", "Foo 3 2025"]
)
def test_what_is_no_day_is_left_out(read: Read, said: str) -> None:
    _found, facts = read(days("2025-12-25", said))
    assert facts.left_out == {"The date cannot be read": 1}


def test_an_old_year_of_two_digits_is_of_the_last_century(read: Read) -> None:
    _found, facts = read(days("25/12/98", "25/12/03"))
    assert (facts.first, facts.last) == (dt.date(1998, 12, 25), dt.date(2003, 12, 25))


def test_days_and_months_in_both_orders_are_read_where_they_prove_it_and_said(read: Read) -> None:
    _found, facts = read(days("12/25/2025", "25/03/2026", "04/03/2026"))
    assert facts.left_out == {}
    assert facts.notes == (
        "Some dates have the day first, others the month. Dates such as 04/03/2026 were read month first.",
    )
    assert facts.last == dt.date(2026, 4, 3)
    _found, facts = read(days("12/25/2025", "25/03/2026"))
    assert facts.notes == ()


def test_who_says_the_order_gets_no_date_in_the_other(read: Read) -> None:
    _found, facts = read(days("12/25/2025", "25/03/2026", "04/03/2026"), day_first=True)
    assert facts.left_out == {"The date cannot be read": 1}
    assert facts.notes == ()


def test_a_rare_date_whose_order_nobody_looked_for_is_left_out_where_it_is_in_doubt(read: Read) -> None:
    many = [f"2025-{1 + n % 12:02}-{1 + n % 28:02}" for n in range(2_500)]
    _found, facts = read(days(*many, "04/03/2027", "25/03/2028"))
    assert facts.left_out == {"The date cannot be read": 1}
    assert facts.last == dt.date(2028, 3, 25)


# Tables


def test_headings_in_the_third_row_and_a_total_below_are_told_apart(read: Read) -> None:
    text = "Export of orders\nSystem X;;;\n\n Customer no ;Order date;Net amount\nA;2026-01-01;5\nB;2026-01-02;6\n"
    text += "Total;;11\n"
    found, facts = read(text)
    assert found == (2, 2, 11)
    assert facts.left_out == {"No date": 1}


def test_a_heading_that_stands_twice_is_said_and_named_by_its_letter(read: Read) -> None:
    text = "customer,date,amount,amount\nA,2026-01-01,5,50\nB,2026-01-02,6,60\n"
    found, facts = read(text)
    assert found == (2, 2, 11)
    assert facts.notes == ("“amount” heads 2 columns. Column C was read.",)
    assert read(text, "customer=customer,date=date,amount=D")[0] == (2, 2, 110)
    with pytest.raises(UnreadableError, match="by its letter: C, D"):
        read(text, "customer=customer,date=date,amount=amount")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "cp1252"])
def test_every_encoding_keeps_customers_apart(read: Read, encoding: str) -> None:
    text = "Kunde;Datum;Betrag\nMüller;01.02.2026;1.234,50\nMuller;13.02.2026;5,00\n"
    assert read(text.encode(encoding))[0] == (2, 2, Decimal("1239.50"))


def test_cancellations_and_customers_with_returns_only(read: Read) -> None:
    text = "Invoice,Customer ID,InvoiceDate,Quantity,Price\n1,A,2026-01-01 10:00,2,3.5\nC1,A,2026-01-02,-2,3.5\n"
    text += "2,B,2026-01-02,-1,4\n"
    found, facts = read(text)
    assert found == (1, 1, 0)
    assert facts.without_purchase == 1


@pytest.mark.parametrize("customers", [1, 2, 3, 4, 7])
def test_few_customers_with_equal_values_share_their_scores(tmp_path: Path, customers: int) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(HEAD + "".join(f"{n},2026-01-01,5\n" for n in range(customers)), encoding="utf-8")
    file = open_transactions(path)
    with Transactions(file, columns_of(guess_roles(file.table))) as transactions:
        [cell] = transactions.grid(Definition()).cells
    assert (cell.sums.customers, cell.sums.money) == (customers, Decimal(5 * customers))


# Workbooks and Parquet


def workbook(folder: Path, *rows: list[Any]) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    path = folder / "orders.xlsx"
    book.save(path)
    return path


def parquet(folder: Path, query: str) -> Path:
    import duckdb

    path = folder / "orders.parquet"
    with duckdb.connect() as engine:
        engine.execute("SET TimeZone = 'UTC'")
        engine.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
    return path


@pytest.mark.parametrize(
    ("query", "found", "last"),
    [
        (
            "SELECT * FROM (VALUES (12923.0::DOUBLE, TIMESTAMPTZ '2026-01-01 23:30:00-05', 5.25::FLOAT),"
            " (NULL, TIMESTAMPTZ '2026-01-02 10:00:00Z', 6.0)) AS t(customer, date, amount)",
            (1, 1, Decimal("5.25")),
            dt.date(2026, 1, 2),
        ),
        (
            "SELECT * FROM (VALUES ('12923.0', '25.12.2025', '1.234,50 €'), ('12923', '26.12.2025', '6,00'))"
            " AS t(kunde, datum, betrag)",
            (1, 2, Decimal("1240.50")),
            dt.date(2025, 12, 26),
        ),
        (
            "SELECT 'a'::ENUM('a', 'b') AS customer, DATE '2026-01-01' AS date, 5::DECIMAL(38, 10) AS amount",
            (1, 1, Decimal(5)),
            dt.date(2026, 1, 1),
        ),
        (
            "SELECT uuid() AS customer, 1767225600000::BIGINT AS date, 5::HUGEINT AS amount, [1, 2] AS items,"
            " {'a': TIMESTAMPTZ '2026-01-01 00:00:00Z'} AS more FROM range(3)",
            (3, 3, Decimal(15)),
            dt.date(2026, 1, 1),
        ),
        (
            "SELECT 'a' AS customer, 20260103::INTEGER AS date, 5 AS amount"
            " UNION ALL SELECT 'b', 20260104, 'NaN'::DOUBLE",
            (1, 1, Decimal(5)),
            dt.date(2026, 1, 3),
        ),
    ],
)
def test_parquet_of_odd_types_is_read(read: Read, tmp_path: Path, query: str, found: Counted, last: dt.date) -> None:
    counted, facts = read(parquet(tmp_path, query))
    assert counted == found
    assert facts.last == last


def test_german_text_in_a_workbook_is_read_as_written(read: Read, tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        ["Kunde", "Datum", "Betrag"],
        ["A", "01.02.2026", "1.234,50 €"],
        ["B", "13.02.2026", "5"],
        ["C", dt.date(2026, 2, 1), 7.5],
        ["D", "1. Februar 2026", "(3,00)"],
    )
    found, facts = read(path)
    assert found == (3, 3, Decimal("1247.00"))
    assert facts.without_purchase == 1
