"""RFM of real purchases against what other software computed of them."""

import csv
import datetime as dt
import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from planner.intake.purchases.columns import columns_of, guess_roles
from planner.intake.purchases.counting import Transactions
from planner.intake.purchases.file import open_transactions
from planner.segments.rfm import MEASURES, Definition, own_breaks
from planner.segments.rfm_groups import GroupRule, groups_from_rules
from planner.segments.rfm_segments import segments_of

ORDERS_AT = dt.date(2006, 12, 31)
RETAIL_AT = dt.date(2011, 12, 10)


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def opened(path: Path) -> Transactions:
    file = open_transactions(path)
    return Transactions(file, columns_of(guess_roles(file.table)))


def figures(transactions: Transactions) -> list[tuple[Any, ...]]:
    """Recency, frequency and money of every customer, without their names."""
    return sorted(transactions._database.ask("SELECT recency, frequency, monetary FROM figures_year"))


@pytest.mark.parametrize("limits", ["quintiles", "published"])
def test_orders_get_the_figures_and_scores_of_the_r_package(data: Path, limits: str) -> None:
    expected = rows_of(data / "rfm/expected/rfm_orders_scores_at_2006-12-31.csv")
    definition = Definition(at=ORDERS_AT, frequency="rows")
    if limits == "published":
        published = rows_of(data / "rfm/expected/rfm_orders_thresholds.csv")[1:]
        for measure in MEASURES:
            breaks = own_breaks([Decimal(row[f"{measure}_lower"]) for row in published])
            definition = definition.with_breaks(measure, breaks)
    with opened(data / "rfm/rfm_orders.csv") as transactions:
        grid = transactions.grid(definition)
        assert figures(transactions) == sorted(
            (int(row["recency_days"]), int(row["transaction_count"]), Decimal(row["amount"])) for row in expected
        )
        assert transactions.facts.rows == transactions.facts.used == 4_906
    counted = Counter(row["rfm_score"] for row in expected)
    assert {cell.code: cell.sums.customers for cell in grid.cells if cell.sums.customers} == counted
    for cell in grid.cells:
        money = sum(Decimal(row["amount"]) for row in expected if row["rfm_score"] == cell.code)
        assert cell.sums.money == money


def test_rules_make_the_segments_of_the_r_package(data: Path) -> None:
    spans = rows_of(data / "rfm/rfm_segment_rules.csv")
    rules = [
        GroupRule(row["segment"], *((int(row[f"{m}_lower"]), int(row[f"{m}_upper"])) for m in MEASURES))
        for row in spans
    ]
    with opened(data / "rfm/rfm_orders.csv") as transactions:
        grid = transactions.grid(Definition(at=ORDERS_AT, frequency="rows"))
    segments, notes = segments_of(grid, groups_from_rules(rules))
    expected = Counter(row["segment"] for row in rows_of(data / "rfm/expected/rfm_orders_scores_at_2006-12-31.csv"))
    assert notes == ()
    assert {segment.name: segment.sums.customers for segment in segments} == expected


@pytest.mark.parametrize(
    ("definition", "kind", "frequency"),
    [
        (Definition(at=RETAIL_AT, frequency="orders", returns="count"), "all", "invoices"),
        (Definition(at=RETAIL_AT, frequency="rows", returns="count"), "all", "lines"),
        (Definition(at=RETAIL_AT, frequency="orders", returns="leave_out"), "sales", "invoices"),
        (Definition(at=RETAIL_AT, frequency="rows", returns="leave_out"), "sales", "lines"),
    ],
)
def test_a_workbook_with_mixed_cells_gives_what_pandas_gives(
    data: Path, definition: Definition, kind: str, frequency: str
) -> None:
    expected = rows_of(data / "rfm/expected/online_retail_even_rfm_at_2011-12-10.csv")
    totals = json.loads((data / "rfm/expected/online_retail_even_totals.json").read_text(encoding="utf-8"))
    known = [row for row in expected if row[f"last_{kind}"]]
    with opened(data / "rfm/online_retail_even_customers.xlsx") as transactions:
        grid = transactions.grid(definition)
        found = figures(transactions)
        facts = transactions.facts
    wanted = sorted(
        (
            int(float(row[f"recency_days_{kind}"])),
            int(float(row[f"{frequency}_{kind}"])),
            Decimal(row[f"monetary_{kind}"]),
        )
        for row in known
    )
    assert [row[:2] for row in found] == [row[:2] for row in wanted]
    assert all(abs(one[2] - two[2]) < Decimal("0.01") for one, two in zip(found, wanted, strict=True))
    assert grid.sums.customers == totals[f"customers_{kind}"]
    assert facts.rows == totals["rows"]
    assert facts.left_out == {"No customer": totals["rows_without_customer"]}
    name = "net" if kind == "all" else "sales"
    assert float(grid.sums.money) == pytest.approx(totals[f"{name}_amount_with_customer"], abs=0.01)


def test_returns_lower_the_money_and_are_no_purchases(data: Path) -> None:
    expected = rows_of(data / "rfm/expected/online_retail_even_rfm_at_2011-12-10.csv")
    buyers = [row for row in expected if row["last_sales"]]
    with opened(data / "rfm/online_retail_even_customers.xlsx") as transactions:
        transactions.grid(Definition(at=RETAIL_AT, frequency="orders"))
        found = figures(transactions)
        assert transactions.facts.without_purchase == len(expected) - len(buyers) == 16
    wanted = sorted((int(float(r["recency_days_sales"])), int(float(r["invoices_sales"]))) for r in buyers)
    assert [row[:2] for row in found] == wanted
    money = sum(Decimal(row["monetary_all"]) for row in buyers)
    assert abs(sum(row[2] for row in found) - money) < Decimal("0.01")
