"""Transactions: odd files read exactly, what is left out counted with its reason, and nobody's name kept anywhere."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.intake.cells import Choices
from planner.intake.errors import UnreadableError
from planner.intake.purchases.columns import Columns, columns_of, guess_roles, read_mapping
from planner.intake.purchases.counting import Transactions
from planner.intake.purchases.file import open_transactions
from planner.segments.rfm import Definition, Raw, own_breaks, quintile_breaks, raw_figures, score
from planner.segments.rfm_groups import standard_groups
from planner.segments.rfm_segments import segments_of

Written = Callable[..., Transactions]


@pytest.fixture
def written(tmp_path: Path, request: pytest.FixtureRequest) -> Written:
    """Writes a file and opens its purchases with guessed columns."""

    def make(content: str | bytes, name: str = "orders.csv", mapping: str = "", **how: Any) -> Transactions:
        path = tmp_path / name
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        file = open_transactions(path)
        columns = read_mapping(mapping, file.table.head) if mapping else columns_of(guess_roles(file.table))
        transactions = Transactions(file, columns, **how)
        request.addfinalizer(transactions.close)
        return transactions

    return make


def sums(transactions: Transactions, definition: Definition | None = None) -> tuple[int, int, Decimal]:
    found = transactions.grid(definition or Definition()).sums
    return found.customers, found.purchases, found.money


FRENCH = """\ufeffN° client;Date de commande;Montant TTC
12923.0;01/02/2026;1 234,50 €
12923;15/02/2026;-34,5
A-17;28/02/2026;12
;03/02/2026;5
B2;;7
B2;31/02/2026;7
B2;02/03/2026;sept
B2;02/03/2026;
NULL;02/03/2026;8
R1;02/03/2026;-8,00
"""


def test_a_french_export_is_read_exactly_and_every_row_left_out_has_its_reason(written: Written) -> None:
    transactions = written(FRENCH)
    assert sums(transactions) == (2, 2, Decimal("1212.00"))
    facts = transactions.facts
    assert facts.left_out == {
        "No customer": 2,
        "No date": 1,
        "The date cannot be read": 1,
        "No amount": 1,
        "The amount cannot be read": 1,
    }
    assert (facts.rows, facts.used, facts.without_purchase) == (10, 4, 1)
    assert facts.sentences()[0] == "2 of 10 rows were left out: no customer."
    assert "1 customer has returns only" in facts.sentences()[-1]


def test_rows_left_out_can_be_kept_with_their_lines(written: Written) -> None:
    transactions = written(FRENCH)
    transactions.grid(Definition(at=dt.date(2026, 2, 20)))
    head, rows = transactions.left_out(Definition(at=dt.date(2026, 2, 20)))
    assert head == ("N° client", "Date de commande", "Montant TTC")
    assert [(row.line, row.reason) for row in rows] == [
        (4, "Dated after the analysis date"),
        (5, "No customer"),
        (6, "No date"),
        (7, "The date cannot be read"),
        (8, "The amount cannot be read"),
        (9, "No amount"),
        (10, "No customer"),
        (11, "Dated after the analysis date"),
    ]
    assert rows[4].cells == ("B2", "02/03/2026", "sept")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "mac_roman"])
def test_every_encoding_tells_the_same(written: Written, encoding: str) -> None:
    text = "Client;Date;Montant\nÉric’s;13/02/2026;12,50\nÉric’s;14/02/2026;1,50\nZoë;14/02/2026;3\n"
    assert sums(written(text.encode(encoding))) == (2, 3, Decimal(17))


def test_letters_that_are_no_utf8_far_into_a_large_file_are_found(written: Written) -> None:
    lines = b"client,date,amount\n" + b"1,2026-01-01,5\n" * 300_000 + "Éric,2026-01-02,7\n".encode("cp1252")
    transactions = written(lines)
    assert sums(transactions) == (2, 2, Decimal(1_500_007))
    assert transactions.facts.left_out == {}
    assert "check the accents" in transactions.facts.notes[0]


def test_numbers_and_text_are_one_customer_where_only_a_fraction_parts_them(written: Written) -> None:
    names = ("12923.0", "12923", " 12923 ", "0012923", "v1.0", "v1")
    text = "customer,date,amount\n" + "".join(f"{name},2026-01-01,1\n" for name in names)
    assert sums(written(text))[0] == 4


def test_a_name_that_needs_a_closer_look_is_found_wherever_it_stands(written: Written) -> None:
    text = (
        "customer,date,amount\n"
        + "".join(f"{n},2026-01-01,1\n" for n in range(50_000))
        + "7.0,2026-01-02,1\nnan,2026-01-02,1\n"
    )
    transactions = written(text)
    assert sums(transactions) == (50_000, 50_001, Decimal(50_001))
    assert transactions.facts.left_out == {"No customer": 1}


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        ("1,234.50", "1234.50"),
        ("$ 12.5", "12.5"),
        ("12.50 EUR", "12.50"),
        ("(12.50)", "-12.50"),
        ("12.50-", "-12.50"),
        ("\u221212.5", "-12.5"),
        ("1'000.25", "1000.25"),
        ("1e3", "1000"),
        (".5", "0.5"),
    ],
)
def test_amounts_are_read_as_people_write_them(written: Written, said: str, amount: str) -> None:
    text = f'customer,date,amount\nA,2026-01-01,"{said}"\nA,2026-01-01,0.25\nA,2026-01-02,5000\n'
    assert sums(written(text))[2] == Decimal(amount) + Decimal("5000.25")


@pytest.mark.parametrize("said", ["1_000", "nan", "inf", "1,23,4", "12,5", "abc", "1.2.3", "１２", "0x10", "--5", "€"])
def test_amounts_in_doubt_are_left_out(written: Written, said: str) -> None:
    transactions = written(f'customer,date,amount\nA,2026-01-01,"{said}"\nA,2026-01-01,0.25\nA,2026-01-02,1.25\n')
    assert sums(transactions)[2] == Decimal("1.50")
    assert transactions.facts.left_out == {"The amount cannot be read": 1}


@pytest.mark.parametrize(
    ("dates", "last"),
    [
        (("2026-01-05", "2026-03-02"), dt.date(2026, 3, 2)),
        (("2026-01-05 10:00:00", "2026-03-02T23:59:59Z"), dt.date(2026, 3, 2)),
        (("05/01/2026", "31/03/2026"), dt.date(2026, 3, 31)),
        (("1/5/2026 8:26", "12/31/2026 8:26"), dt.date(2026, 12, 31)),
        (("05.01.26", "31.03.26"), dt.date(2026, 3, 31)),
        (("20260105", "20260302"), dt.date(2026, 3, 2)),
        (("46027", "46083.0"), dt.date(2026, 3, 2)),
        (("05-Jan-2026", "02-Mar-2026"), dt.date(2026, 3, 2)),
    ],
)
def test_dates_are_read_as_the_column_writes_them(written: Written, dates: tuple[str, str], last: dt.date) -> None:
    transactions = written(
        f"who,when,paid\nA,{dates[0]},1\nB,{dates[1]},1\n", mapping="customer=who,date=when,amount=paid"
    )
    assert sums(transactions)[0] == 2
    assert transactions.facts.last == last
    assert transactions.facts.notes == ()


@pytest.mark.parametrize(("day_first", "last"), [(None, 5), (True, 5), (False, 4)])
def test_a_date_that_could_be_either_is_said_to_be_in_doubt(
    written: Written, day_first: bool | None, last: int
) -> None:
    transactions = written("client;date;montant\nA;02/03/2026;1\nB;04/05/2026;1\n", day_first=day_first)
    sums(transactions)
    assert transactions.facts.last is not None
    assert transactions.facts.last.month == last
    assert bool(transactions.facts.notes) == (day_first is None)


def test_quantity_times_price_is_exact(written: Written) -> None:
    text = "customer,date,quantity,unit price\nA,2026-01-01,3,0.1\nA,2026-01-01,3,0.001\nA,2026-01-02,-1,0.3\n"
    transactions = written(text)
    assert transactions.columns == Columns(0, 1, quantity=2, price=3)
    assert sums(transactions)[2] == Decimal("0.003")


def test_title_rows_ragged_lines_and_an_open_quote_cost_their_own_lines_only(written: Written) -> None:
    text = (
        "Sales of the year\n\nClient,Date,Total\n1,2026-01-01,10\n2,2026-01-02,20,30\n3,2026-01-02\n"
        '4,2026-01-02,"20\n5,2026-01-03,40\n6,2026-01-04,50\n'
    )
    transactions = written(text)
    assert sums(transactions) == (3, 3, Decimal(100))
    assert transactions.facts.left_out == {
        "No amount": 1,
        "More cells than headings": 1,
        "A quote is opened and never closed": 1,
    }
    _head, rows = transactions.left_out(Definition())
    assert [row.line for row in rows] == [5, 6, 7]


def test_cells_of_several_lines_are_cells(written: Written) -> None:
    text = 'customer,date,amount,note\nA,2026-01-01,1,"two\nlines"\nB,2026-01-02,2,x\n'
    assert sums(written(text)) == (2, 2, Decimal(3))


def test_a_file_may_say_its_delimiter_and_have_any_name(written: Written) -> None:
    assert sums(written("sep=|\nCustomer|Date|Amount\nA|2026-01-01|5\n", name="it's [2026] *?.csv"))[0] == 1


def test_coinciding_limits_are_handled_by_the_engine_as_on_paper(written: Written) -> None:
    lines = [f"{n},2026-01-{1 + n % 9:02d},10" for n in range(40)] + ["x,2026-01-05,99", "x,2026-01-06,1"]
    grid = written("customer,date,amount\n" + "\n".join(lines) + "\n").grid(Definition())
    assert grid.breaks["frequency"] == (2, 2, 2, 2)
    assert {cell.frequency for cell in grid.cells if cell.sums.customers} == {1, 5}


def test_no_purchase_at_all_is_said_with_the_reasons(written: Written) -> None:
    with pytest.raises(UnreadableError) as refusal:
        written("customer,date,amount\n,2026-01-01,5\nA,2026-01-01,-5\n").grid(Definition())
    assert "no purchase that can be used" in str(refusal.value)
    assert "no customer" in str(refusal.value) and "returns only" in str(refusal.value)


def test_orders_are_counted_by_their_number_and_only_where_there_is_one(written: Written) -> None:
    text = "customer,date,amount,order no\nA,2026-01-01,1,7\nA,2026-01-01,1,7\nA,2026-01-01,1,8\nA,2026-01-02,1,8\n"
    assert sums(written(text), Definition(frequency="orders"))[1] == 2
    assert sums(written(text), Definition(frequency="rows"))[1] == 4
    assert sums(written(text))[1] == 2
    with pytest.raises(UnreadableError, match="order numbers"):
        written("customer,date,amount\nA,2026-01-01,1\n").grid(Definition(frequency="orders"))


def test_any_column_splits_customers_by_what_they_mostly_have(written: Written) -> None:
    text = "customer,date,amount,channel\n" + "".join(
        f"{n},2026-01-0{1 + m},5,{'web' if (n + m) % 3 else 'store'}\n" for n in range(30) for m in range(3)
    )
    transactions = written(text, mapping="customer=customer,date=date,amount=amount,part=channel")
    grid = transactions.grid(Definition(), parted=True)
    assert grid.parts == ("web",)
    assert grid.sums.customers == 30
    segments, _notes = segments_of(grid, standard_groups(), parting="parts")
    assert [s.name for s in segments] == ["web"]


def test_a_column_with_a_value_for_everybody_splits_nobody(written: Written) -> None:
    text = "customer,date,amount,note\n" + "".join(f"{n},2026-01-01,5,note {n}\n" for n in range(300))
    transactions = written(text, mapping="customer=customer,date=date,amount=amount,part=note")
    with pytest.raises(UnreadableError, match="too many to split"):
        transactions.grid(Definition(), parted=True)


def test_moves_between_two_dates_are_counted(written: Written) -> None:
    lines = [f"{n},2025-0{1 + n % 6}-10,{10 + n}" for n in range(30)]
    lines += [f"{n},2026-05-10,500" for n in range(6)] + [f"n{n},2026-05-20,5" for n in range(5)]
    transactions = written("customer,date,amount\n" + "\n".join(lines) + "\n")
    definition = Definition(at=dt.date(2026, 6, 1), since=dt.date(2025, 12, 31))
    grid = transactions.grid(definition)
    found = transactions.movement(standard_groups(), definition)
    assert found.fresh == 5
    assert found.rose + found.fell + found.stayed == 30
    assert found.since == dt.date(2025, 12, 31)
    assert sum(cell.sums.before for cell in grid.cells) == 25
    assert sum(cell.sums.came_back for cell in grid.cells) == 5


# Parquet


def parquet(tmp_path: Path, query: str) -> Path:
    import duckdb

    path = tmp_path / "orders.parquet"
    with duckdb.connect() as engine:
        engine.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
    return path


def test_parquet_is_read_with_its_types(tmp_path: Path) -> None:
    path = parquet(
        tmp_path,
        'SELECT 12923.0::DOUBLE AS "Customer ID", TIMESTAMP \'2026-01-01 10:00\' AS "Order Date", 5.5::FLOAT AS amount'
        " UNION ALL SELECT 12923, TIMESTAMP '2026-01-02 00:00', 4 UNION ALL SELECT NULL, TIMESTAMP '2026-01-02', 3"
        " UNION ALL SELECT 'nan'::DOUBLE, TIMESTAMP '2026-01-02', 3 UNION ALL SELECT 7, NULL, 3"
        " UNION ALL SELECT 7, TIMESTAMP '2026-01-02', 'nan'::FLOAT",
    )
    file = open_transactions(path)
    assert (file.rows, file.types) == (6, ("DOUBLE", "TIMESTAMP", "FLOAT"))
    with Transactions(file, columns_of(guess_roles(file.table))) as transactions:
        assert sums(transactions) == (1, 2, Decimal("9.5"))
        assert transactions.facts.left_out == {"No customer": 2, "No date": 1, "The amount cannot be read": 1}
        assert len(transactions.left_out(Definition())[1]) == 4


def test_text_and_parquet_tell_the_same(tmp_path: Path, written: Written) -> None:
    query = (
        "SELECT (i * 7919 % 997) AS customer, DATE '2024-01-01' + CAST(i * 31 % 700 AS INTEGER) AS date,"
        " CAST((i % 113 - 5) * 1.37 AS DECIMAL(12, 2)) AS amount FROM range(5000) AS t(i)"
    )
    path = parquet(tmp_path, query)
    file = open_transactions(path)
    with Transactions(file, Columns(0, 1, 2)) as transactions:
        grid = transactions.grid(Definition())
    import duckdb

    with duckdb.connect() as engine:
        rows = engine.execute(query).fetchall()
    text = "customer,date,amount\n" + "".join(f"{c},{d},{a}\n" for c, d, a in rows)
    assert written(text).grid(Definition()) == grid


@pytest.mark.parametrize("damage", ["short", "footer", "magic", "encrypted", "middle"])
def test_a_damaged_parquet_file_is_refused_in_one_sentence(tmp_path: Path, damage: str) -> None:
    path = parquet(tmp_path, "SELECT i AS customer, DATE '2026-01-01' AS date, i AS amount FROM range(5000) AS t(i)")
    whole = path.read_bytes()
    path.write_bytes(
        {
            "short": whole[:7],
            "footer": whole[:-8] + b"\xff\xff\xff\x7f" + b"PAR1",
            "magic": whole[:-4] + b"PARX",
            "encrypted": b"PARE" + whole[4:-4] + b"PARE",
            "middle": whole[:50] + bytes(255 for _ in range(400)) + whole[450:],
        }[damage]
    )
    with pytest.raises(UnreadableError, match=r"orders\.parquet"):
        file = open_transactions(path)
        with Transactions(file, Columns(0, 1, 2)) as transactions:
            transactions.grid(Definition())


# What must not happen


def test_the_engine_reads_no_other_file_and_writes_none(tmp_path: Path, written: Written) -> None:
    transactions = written("customer,date,amount\nA,2026-01-01,5\n")
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n", encoding="utf-8")
    for query in (
        f"SELECT * FROM read_csv('{secret}')",
        f"COPY (SELECT 1) TO '{tmp_path / 'out.csv'}'",
        f"ATTACH '{tmp_path / 'out.db'}'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SELECT * FROM read_csv('https://127.0.0.1/x.csv')",
        "SET enable_external_access = true",
        "SET memory_limit = '100GB'",
    ):
        with pytest.raises(Exception, match="The file could not be read"):
            transactions._database.ask(query)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("out")] == []


def test_what_the_engine_says_of_a_failure_is_told_to_nobody(written: Written) -> None:
    transactions = written("customer,date,amount\nTop Secret,2026-01-01,5\n")
    transactions.grid(Definition())
    with pytest.raises(Exception) as failure:
        transactions._database.ask("SELECT CAST('Top Secret' AS INTEGER)")
    error: BaseException | None = failure.value
    while error is not None:
        assert "Secret" not in str(error)
        error = error.__cause__ or error.__context__


def test_the_folder_of_the_engine_goes_when_it_is_closed(written: Written) -> None:
    transactions = written("client;date;montant\nÉric;13/02/2026;12,50\n".encode("cp1252"))
    transactions.grid(Definition())
    folder = transactions._database.folder
    assert folder.is_dir()
    transactions.close()
    assert not folder.exists()


def test_a_reader_is_stopped_at_once_and_can_go_on(tmp_path: Path) -> None:
    path = parquet(
        tmp_path,
        "SELECT i % 1000003 AS customer, DATE '2020-01-01' + CAST(i % 2000 AS INTEGER) AS date, 1 + i % 97 AS amount"
        " FROM range(3000000) AS t(i)",
    )

    class Stopped(Exception):
        pass

    def stop(done: float, _words: str) -> None:
        raise Stopped

    with Transactions(open_transactions(path), Columns(0, 1, 2)) as transactions:
        with pytest.raises(Stopped):
            transactions.grid(Definition(), stop)
        heard: list[float] = []
        grid = transactions.grid(Definition(), lambda done, _words: heard.append(done))
        assert grid.sums.customers == 1_000_003
        assert heard == sorted(heard)
        assert heard[-1] == 1.0


# The engine against the definition in plain Python

ROWS = st.lists(
    st.tuples(
        st.sampled_from("ABCDEFGH"),
        st.dates(dt.date(2025, 1, 1), dt.date(2026, 12, 31)),
        st.decimals(-50, 200, places=2),
    ),
    min_size=1,
    max_size=60,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
@given(rows=ROWS, returns=st.sampled_from(["net", "count", "leave_out"]), own=st.booleans())
def test_the_engine_scores_as_the_definition_says(tmp_path: Path, rows: Any, returns: Any, own: bool) -> None:
    at = dt.date(2026, 10, 1)
    path = tmp_path / "rows.csv"
    path.write_text("customer,date,amount\n" + "".join(f"{c},{d},{a}\n" for c, d, a in rows), encoding="utf-8")
    each = {c: raw_figures([(d, a) for name, d, a in rows if name == c], at, returns) for c, _d, _a in rows}
    known: list[Raw] = [raw for raw in each.values() if raw is not None]
    definition = Definition(at=at, returns=returns, recency=own_breaks([30, 90, 180, 365]) if own else None)
    with Transactions(open_transactions(path, Choices(delimiter=",", decimal=".")), Columns(0, 1, 2)) as transactions:
        if not known:
            with pytest.raises(UnreadableError):
                transactions.grid(definition)
            return
        grid = transactions.grid(definition)
    breaks = {m: quintile_breaks(getattr(raw, m) for raw in known) for m in ("recency", "frequency", "monetary")}
    breaks["recency"] = definition.recency or breaks["recency"]
    assert grid.breaks == breaks
    wanted: dict[str, Decimal] = {}
    counts: dict[str, int] = {}
    for raw in known:
        code = "".join(str(score(m, getattr(raw, m), breaks[m])) for m in ("recency", "frequency", "monetary"))  # type: ignore[arg-type]
        wanted[code] = wanted.get(code, Decimal(0)) + raw.monetary
        counts[code] = counts.get(code, 0) + 1
    cells = [cell for cell in grid.cells if cell.sums.customers]
    assert {cell.code: cell.sums.customers for cell in cells} == counts
    assert {cell.code: cell.sums.money for cell in cells} == wanted


def test_a_workbook_of_purchases_may_have_as_many_rows_as_a_sheet_can_hold(tmp_path: Path) -> None:
    import openpyxl

    from planner.intake.cells import LARGE, MAX_ROWS, Limits
    from planner.intake.tables import read_table

    book = openpyxl.Workbook()
    for row in (["customer", "date", "amount"], *(["A", dt.date(2026, 1, 1), n] for n in range(40))):
        book.active.append(row)
    path = tmp_path / "orders.xlsx"
    book.save(path)
    with pytest.raises(UnreadableError, match="more than 20 rows"):
        read_table(path, limits=Limits(rows=20))
    assert LARGE.rows == 1_048_576 > MAX_ROWS
    with Transactions(open_transactions(path), Columns(0, 1, 2)) as transactions:
        assert sums(transactions) == (1, 1, Decimal(780))
