"""Splits: any column parts customers, alone or crossed with their groups, and nobody can be recognised by it."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.files.storage import read_plan, save_plan
from planner.intake.errors import UnreadableError
from planner.intake.purchases.attributes import read_attributes
from planner.intake.purchases.columns import Columns
from planner.intake.purchases.counting import Transactions
from planner.intake.purchases.file import open_transactions
from planner.intake.splits import split_names
from planner.plan import empty_plan
from planner.segments.records import Segment
from planner.segments.rfm import Definition
from planner.segments.rfm_groups import standard_groups
from planner.segments.rfm_segments import segments_of
from planner.segments.rules import rules_sentence
from ui.cli import DONE, REFUSED, main


def parts(values: dict[str, int], decimal: Any = ".") -> dict[str, str]:
    return split_names(values, decimal, "Age", "list.csv")


# Names of parts


def test_a_value_is_one_however_it_is_spelled_and_nobody_knows_is_none() -> None:
    found = parts({"Web": 9, "web ": 4, "WEB": 1, "Store": 3, "-": 2, "N/A": 2, "keine Angabe": 1, "sans réponse": 1})
    assert found == {
        **dict.fromkeys(("Web", "web ", "WEB"), "Web"),
        "Store": "Store",
        **dict.fromkeys(("-", "N/A", "keine Angabe", "sans réponse"), ""),
    }
    assert list(dict.fromkeys(found.values()))[:2] == ["Web", "Store"]


def test_many_numbers_are_cut_into_fifths_in_their_order() -> None:
    found = parts({str(age): 1 for age in range(18, 68)} | {"unknown": 3})
    assert list(dict.fromkeys(found.values())) == [
        "Age: up to 27",
        "Age: 28–37",
        "Age: 38–47",
        "Age: 48–57",
        "Age: from 58",
        "",
    ]
    assert Counter(found.values())["Age: 28–37"] == 10


def test_dates_are_cut_by_their_years_and_years_have_no_thousands() -> None:
    dates = {f"{1 + n % 28:02}.{1 + n % 12:02}.{1950 + n}": 1 for n in range(50)}
    found = parts(dates)
    assert found["01.01.1950"] == "Age: up to 1959"
    assert found[list(dates)[-1]] == "Age: from 1990"
    assert parts({f"{1950 + n}-03-01": 1 for n in range(50)})["1950-03-01"] == "Age: up to 1959"


def test_a_few_numbers_are_names() -> None:
    assert parts({"1": 4, "2": 5, "3": 6}) == {"3": "3", "2": "2", "1": "1"}


def test_limits_are_rounded_so_that_no_number_of_a_customer_is_told() -> None:
    found = parts({str(1_234_567 + 987 * n): 1 for n in range(1_000)})
    assert found["1234567"] == "Age: up to 1,430,000"
    assert len(set(found.values())) == 5


def test_decimal_commas_and_currencies_are_numbers() -> None:
    found = parts({f"{n},5 €": 1 for n in range(100)}, ",")
    assert next(iter(dict.fromkeys(found.values()))) == "Age: up to 19.5"
    assert list(dict.fromkeys(found.values()))[-1].startswith("Age: more than 79")


def test_a_column_with_a_word_for_everybody_splits_nobody() -> None:
    with pytest.raises(UnreadableError, match="300 values: too many"):
        parts({f"person {n}": 1 for n in range(300)})


@given(st.dictionaries(st.text(max_size=12), st.integers(1, 50), max_size=60))
def test_every_value_has_a_part_and_no_more_than_fit(values: dict[str, int]) -> None:
    found = parts(values)
    assert set(found) == set(values)
    assert len(set(found.values())) <= 201


# Purchases and a list of customers

ORDERS = "customer,date,amount,channel\n" + "".join(
    f"{84100 + n}.0,2026-0{1 + m}-1{n % 9},{10 + n},{('web', 'Web', 'store', 'NA')[(n + m * (n % 2)) % 4]}\n"
    for n in range(60)
    for m in range(4)
)
PEOPLE = "Kundennummer;Region;Alter\n" + "".join(
    f"{84100 + n};{('Nord', 'Süd', '')[n % 3]};{20 + n % 50}\n" for n in range(57)
)


@pytest.fixture
def orders(tmp_path: Path) -> Path:
    path = tmp_path / "orders.csv"
    path.write_text(ORDERS, encoding="utf-8")
    return path


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE, encoding="cp1252")
    return path


def test_a_list_of_customers_splits_their_purchases(orders: Path, people: Path) -> None:
    attributes = read_attributes(people, "region")
    with Transactions(open_transactions(orders), Columns(0, 1, 2), attributes=attributes) as transactions:
        grid = transactions.grid(Definition(), parted=True)
        split = transactions.split
    assert split is not None
    assert (split.name, split.mostly, split.order) == ("Region", False, ("Nord", "Süd"))
    segments, _notes = segments_of(grid, standard_groups(), parting="parts", split=split)
    assert {s.name: s.sums.customers for s in segments} == {"Nord": 19, "Süd": 19, "No value": 22}
    assert [s.name for s in segments] == ["Nord", "Süd", "No value"]
    assert segments[0].rules[0].attribute == "Region"
    assert rules_sentence(Segment(id="s", rank="a", rules=segments[0].rules)) == "Region is Nord"


def test_parquet_and_workbooks_of_customers_split_them_too(orders: Path, people: Path, tmp_path: Path) -> None:
    import duckdb
    import openpyxl

    rows = [line.split(";") for line in PEOPLE.splitlines()]
    parquet, workbook = tmp_path / "people.parquet", tmp_path / "people.xlsx"
    with duckdb.connect() as engine:
        engine.execute("CREATE TABLE people (Kundennummer BIGINT, Region VARCHAR, Alter_ INTEGER)")
        engine.executemany("INSERT INTO people VALUES (?, ?, ?)", rows[1:])
        engine.execute(f"COPY people TO '{parquet}' (FORMAT parquet)")
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(rows[0])
    for number, region, age in rows[1:]:
        book.active.append([int(number), region, int(age)])
    book.save(workbook)
    found = []
    for path in (people, parquet, workbook):
        attributes = read_attributes(path, "Region")
        with Transactions(open_transactions(orders), Columns(0, 1, 2), attributes=attributes) as transactions:
            found.append(transactions.grid(Definition(), parted=True).cells)
    assert found[0] == found[1] == found[2]


def test_what_a_customer_mostly_has_is_counted_without_what_says_nothing(orders: Path) -> None:
    with Transactions(open_transactions(orders), Columns(0, 1, 2, part=3)) as transactions:
        grid = transactions.grid(Definition(), parted=True)
        split = transactions.split
    counts: Counter[str] = Counter()
    for n in range(60):
        said = [("web", "web", "store", "")[(n + m * (n % 2)) % 4] for m in range(4)]
        told = Counter(word for word in said if word).most_common(1)
        counts[told[0][0] if told else ""] += 1
    found: Counter[str] = Counter()
    for cell in grid.cells:
        found[cell.part.casefold()] += cell.sums.customers
    assert found == counts
    assert split is not None and split.mostly


def test_customers_are_not_split_by_who_they_are(orders: Path, people: Path) -> None:
    with pytest.raises(UnreadableError, match="who they are"):
        Transactions(open_transactions(orders), Columns(0, 1, 2, part=0))
    with pytest.raises(UnreadableError, match="matched with: Customer"):
        read_attributes(people, "Kundennummer")
    with pytest.raises(UnreadableError, match="no column “Ort”"):
        read_attributes(people, "Ort")


# The command line


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., dict[str, int | None]]:
    """Imports into a fresh plan; the segments with their sizes."""

    def imported(*words: object) -> dict[str, int | None]:
        path = tmp_path / "plan.rapport"
        path.unlink(missing_ok=True)
        save_plan(empty_plan(), path)
        assert main(["import", str(path), *map(str, words)]) == DONE
        return {segment.name: segment.customers for segment in read_plan(path).plan.segments}

    return imported


def test_a_column_splits_the_groups_or_stands_alone(run: Any, orders: Path, capsys: pytest.CaptureFixture[str]) -> None:
    crossed = run("--transactions", orders, "--split", "channel")
    assert sum(crossed.values()) <= 60
    assert any(name.endswith(", store") for name in crossed)
    assert min(crossed.values()) >= 5
    assert "so that nobody can be recognised" in capsys.readouterr().out
    alone = run("--transactions", orders, "--split", "channel", "--by", "parts")
    assert {name.casefold() for name in alone} == {"web", "store"}
    assert sum(alone.values()) == 60


def test_a_list_of_customers_is_named_on_the_command_line(
    run: Any, orders: Path, people: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = run("--transactions", orders, "--customers", people, "--split", "Alter", "--by", "parts")
    assert next(iter(found)) == "Alter: up to 25"
    assert sum(found.values()) == 57  # three are not in the list, too few for a segment
    said = capsys.readouterr().out + (tmp_path / "plan.rapport").read_text(encoding="utf-8")
    assert not [n for n in range(84100, 84160) if str(n) in said]
    assert (
        main(["import", str(tmp_path / "plan.rapport"), "--transactions", str(orders), "--customers", "x"]) == REFUSED
    )
    assert "--split" in capsys.readouterr().err


def test_a_customer_list_alone_splits_into_segments(run: Any, people: Path, tmp_path: Path) -> None:
    assert run("--segments", people, "--split", "Region") == {"Nord": 19, "Süd": 19, "No value": 19}
    ages = run("--segments", people, "--split", "Alter")
    assert next(iter(ages)) == "Alter: up to 25"
    plan = read_plan(tmp_path / "plan.rapport").plan
    assert rules_sentence(plan.segments[0]) == "Alter is up to 25"


def test_a_customer_list_crosses_its_segments_with_a_column(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    lines = [f"{n},{('Gold', 'Silver')[n % 2]},{('North', 'South', 'East')[n % 3]},{100 + n}" for n in range(60)]
    lines += ["60,Gold,West,900", "61,Gold,West,901"]
    text = "customer number,segment,region,value to date\n" + "\n".join(lines)
    path.write_text(text, encoding="utf-8")
    found = run("--segments", path, "--split", "region")
    assert found == {f"{s}, {r}": 10 for s in ("Gold", "Silver") for r in ("East", "North", "South")}
    alone = run("--segments", path, "--split", "region", "--by", "parts")
    assert alone == {"North": 20, "South": 20, "East": 20}
    means = {s.name: s.value_to_date for s in read_plan(tmp_path / "plan.rapport").plan.segments}
    assert means["North"] == pytest.approx(128.5)
