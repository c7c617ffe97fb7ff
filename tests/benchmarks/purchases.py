"""Purchases to the RFM grid against a bare query of the engine: ``python3 rapport.py bench rfm``.

Ten million rows are generated twice: lines of orders, as shops export them, and rows that each are a day of their own,
which no way of counting days can shorten. The bare query makes the same grid and trusts the file in every respect: no
row is looked at, none left out, nothing compared with the year before.
"""

import datetime as dt
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
ROWS = 10_000_000
SHEET = 200_000
ROUNDS = 3
CHANNELS = ("web", "store", "phone")
_MEASURES = ("recency", "frequency", "monetary")

LINES = f"""
SELECT customer_id, order_date, order_no, channel,
  CAST(round(CASE WHEN random() < 0.04 THEN -1 ELSE 1 END * (2 + random() * 60), 2) AS DECIMAL(12, 2)) AS amount
FROM (
  SELECT i AS order_no, CAST(100000 + floor(power(random(), 2.5) * 800000) AS BIGINT) AS customer_id,
    DATE '2024-01-01' + CAST(floor(random() * 1096) AS INTEGER) AS order_date,
    ['web', 'store', 'phone'][1 + CAST(floor(random() * 3) AS INTEGER)] AS channel,
    1 + CAST(floor(random() * 5) AS INTEGER) AS lines
  FROM range({ROWS // 3 + 20_000}) AS orders(i)
), range(5) AS each(k)
WHERE k < lines
LIMIT {ROWS}
"""
DAYS = f"""
SELECT CAST(100000 + floor(power(random(), 2) * 1000000) AS BIGINT) AS customer_id,
  DATE '2024-01-01' + CAST(floor(random() * 1096) AS INTEGER) AS order_date, i AS order_no, 'web' AS channel,
  CAST(round(CASE WHEN random() < 0.04 THEN -1 ELSE 1 END * (2 + random() * 60), 2) AS DECIMAL(12, 2)) AS amount
FROM range({ROWS}) AS rows(i)
"""


def rfm(folder: Path, line: Callable[..., None]) -> None:
    """Generates the files, measures each from Parquet and CSV, and prints a line each with time and memory."""
    for kind, query in (("lines of orders", LINES), ("rows of a day each", DAYS)):
        parquet, text = folder / "purchases.parquet", folder / "purchases.csv"
        _run("make", parquet, text, query)
        for file in (parquet, text):
            _measure(kind, file, line)
    workbook(folder, line)


def workbook(folder: Path, line: Callable[..., None]) -> None:
    """A workbook of 200,000 rows to a table of checked cells, against the library's own rows in one run."""
    path = folder / "purchases.xlsx"
    _run("sheet", path)
    runs: dict[str, list[tuple[float, float]]] = {"table": [], "rows": []}
    for _round in range(ROUNDS):
        for who, found in runs.items():
            seconds, megabytes, _answer = _run(who, path).split(" ", 2)
            found.append((float(seconds), float(megabytes)))
    took, bare = (min(seconds for seconds, _mb in runs[who]) for who in ("table", "rows"))
    line(f"a workbook of {SHEET:,} rows to a table / calamine's rows", took / bare, "aim 1.50", took)
    peak = max(megabytes for _seconds, megabytes in runs["table"])
    line(f"  its peak memory of {peak:,.0f} MB / 2 GB", peak / 2_000, "aim 1.00")


def _measure(kind: str, file: Path, line: Callable[..., None]) -> None:
    runs: dict[str, list[tuple[float, float]]] = {"ours": [], "bare": []}
    customers = set()
    for _round in range(ROUNDS):
        for who, found in runs.items():
            seconds, megabytes, answer = _run(who, file).split(" ", 2)
            found.append((float(seconds), float(megabytes)))
            customers.add(answer)
    if len(customers) > 1:
        raise AssertionError(f"the customers differ: {customers}")
    took, bare = (statistics.median(seconds for seconds, _mb in runs[who]) for who in ("ours", "bare"))
    what = f"{ROWS // 1_000_000} million {kind}, {file.suffix[1:]}, to the RFM grid / bare query"
    line(what, took / bare, "aim 1.30", took)
    peak = max(megabytes for _seconds, megabytes in runs["ours"])
    line(f"  its peak memory of {peak:,.0f} MB / 2 GB", peak / 2_000, "aim 1.00")


def _run(*words: object) -> str:
    command = [sys.executable, "-m", "tests.benchmarks.purchases", *map(str, words)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def make(parquet: str, text: str, query: str) -> None:
    """Writes the generated rows as Parquet and as CSV."""
    import duckdb

    with duckdb.connect() as engine:
        engine.execute("SELECT setseed(0.25)")
        engine.execute(f"COPY ({query}) TO '{parquet}' (FORMAT parquet)")
        engine.execute(f"COPY (FROM '{parquet}') TO '{text}' (HEADER)")


def ours(file: str) -> str:
    """The grid as Rapport reads it, from the file that a user chose on."""
    from planner.intake.purchases.columns import columns_of, guess_roles
    from planner.intake.purchases.counting import Transactions
    from planner.intake.purchases.file import open_transactions
    from planner.segments.rfm import Definition

    opened = open_transactions(file)
    with Transactions(opened, columns_of(guess_roles(opened.table))) as transactions:
        return str(transactions.grid(Definition(), compared=False).sums.customers)


def bare(file: str) -> str:
    """The same grid by one plain query: it takes types as the engine guesses them and its own quintiles."""
    import duckdb

    reader = "read_csv" if file.endswith("csv") else "read_parquet"
    limits = ", ".join(f"quantile_disc({m}, [0.2, 0.4, 0.6, 0.8]) AS {m}_at" for m in _MEASURES)
    scores = {m: " + ".join(f"CAST({m} > {m}_at[{k}] AS INTEGER)" for k in (1, 2, 3, 4)) for m in _MEASURES}
    query = f"""
WITH customers AS (
  SELECT customer_id, max(order_date) FILTER (amount > 0) AS last_on,
    count(DISTINCT order_date) FILTER (amount > 0) AS frequency, sum(amount) AS monetary
  FROM {reader}('{file}') GROUP BY customer_id
),
figures AS (
  SELECT (SELECT max(last_on) FROM customers) + 1 - last_on AS recency, frequency, monetary FROM customers
  WHERE last_on IS NOT NULL
),
limits AS (SELECT {limits} FROM figures)
SELECT 5 - ({scores["recency"]}) AS r, 1 + {scores["frequency"]} AS f, 1 + {scores["monetary"]} AS m, count(*)
FROM figures, limits GROUP BY r, f, m
"""
    with duckdb.connect(config={"memory_limit": "1400MB"}) as engine:
        return str(sum(count for *_scores, count in engine.execute(query).fetchall()))


def sheet(path: str) -> None:
    """Writes a workbook of purchases."""
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    rows = book.create_sheet("Purchases")
    rows.append(["Customer", "Date", "Amount", "Channel", "Note"])
    first = dt.date(2024, 1, 1)
    for n in range(SHEET):
        day = first + dt.timedelta(days=n * 31 % 1000)
        rows.append([100_000 + n * 7919 % 40_000, day, round(2 + n * 0.37 % 60, 2), CHANNELS[n % 3], f"order {n}"])
    book.save(path)


def table(path: str) -> str:
    """The table as Rapport reads it: every gate, every cell."""
    from planner.intake.purchases.file import open_transactions

    return str(len(open_transactions(path).table.rows))


def rows(path: str) -> str:
    """The rows as the library hands them out."""
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_path(path)
    return str(sum(1 for _row in book.get_sheet_by_index(0).iter_rows()))


def main(word: str, *arguments: str) -> None:
    """Carries out one word in a process of its own, and tells time, memory and answer."""
    makers: dict[str, Callable[..., None]] = {"make": make, "sheet": sheet}
    if word in makers:
        makers[word](*arguments)
        return
    import duckdb

    import planner.intake.purchases.counting  # noqa: F401 - what is loaded once is not counted

    duckdb.connect().close()
    begun = time.perf_counter()
    answer = {"ours": ours, "bare": bare, "table": table, "rows": rows}[word](*arguments)
    seconds = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 if sys.platform == "darwin" else 1024)
    print(f"{seconds:.3f} {peak:.0f} {answer}")


if __name__ == "__main__":
    main(*sys.argv[1:])
