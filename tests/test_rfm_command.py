"""Purchases on the command line: segments from a file, the same question as SQL, and nobody's name kept."""

import csv
import json
from pathlib import Path

import pytest

from planner.files.storage import read_plan, save_plan
from planner.plan import empty_plan
from ui.cli import DONE, REFUSED, main


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.rapport"
    save_plan(empty_plan(), path)
    return path


@pytest.fixture
def orders(data: Path) -> list[str]:
    return ["--transactions", str(data / "rfm" / "rfm_orders.csv"), "--at", "2006-12-31", "--count", "rows"]


def segments(path: Path) -> dict[str, int | None]:
    return {segment.name: segment.customers for segment in read_plan(path).plan.segments}


def test_transactions_become_segments_and_are_told(
    plan_file: Path, orders: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(plan_file), *orders]) == DONE
    said = capsys.readouterr().out
    assert "Read as customer_id, order_date, revenue." in said
    assert "5: up to 115 days" in said
    assert "Since 31" in said and "rose to a better group" in said
    found = segments(plan_file)
    assert sum(count or 0 for count in found.values()) == 995
    assert len(found) == 11
    origin = read_plan(plan_file).plan.segments[0].provenance
    assert (origin.kind, origin.source) == ("rfm", "rfm_orders.csv")
    assert "retention estimated" in origin.detail


def test_no_customer_is_named_in_the_plan_or_in_what_is_said(
    plan_file: Path, orders: list[str], data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(plan_file), *orders]) == DONE
    told = plan_file.read_text(encoding="utf-8") + "".join(capsys.readouterr())
    with (data / "rfm" / "rfm_orders.csv").open(encoding="utf-8") as stream:
        names = {row["customer_id"] for row in csv.DictReader(stream)}
    assert len(names) == 995
    assert [name for name in names if name in told] == []


def test_a_dry_run_changes_nothing_and_json_holds_every_figure(
    plan_file: Path, orders: list[str], data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = plan_file.read_bytes()
    assert main(["import", str(plan_file), *orders, "--dry-run", "--json"]) == DONE
    said = json.loads(capsys.readouterr().out)
    assert plan_file.read_bytes() == before
    assert said["read"]["rows"] == 4_906
    assert sum(cell["customers"] for cell in said["cells"]) == 995
    assert sum(tile["customers"] for tile in said["grid"].values()) == 995
    assert sum(segment["customers"] for segment in said["segments"]) == 995


def test_own_break_points_and_rules_give_the_published_segments(plan_file: Path, orders: list[str], data: Path) -> None:
    folder = data / "rfm"
    breaks = ("recency=115,181,297.4,482", "frequency=4,5,6,8", "money=255.8,382,506.4,666")
    chosen = [word for said in breaks for word in ("--breaks", said)]
    rules = ["--groups", str(folder / "rfm_segment_rules.csv")]
    assert main(["import", str(plan_file), *orders, *chosen, *rules]) == DONE
    wanted: dict[str, int] = {}
    text = (folder / "expected" / "rfm_orders_scores_at_2006-12-31.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        wanted[row["segment"]] = wanted.get(row["segment"], 0) + 1
    assert segments(plan_file) == wanted


def test_columns_are_matched_in_words_and_rows_left_out_are_kept(
    plan_file: Path, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "left out.csv"
    words = ["--map", "customer=CustomerID,date=InvoiceDate,amount=Quantity*UnitPrice", "--left-out", str(kept)]
    file = str(data / "rfm" / "online_retail_even_customers.xlsx")
    assert main(["import", str(plan_file), "--transactions", file, *words]) == DONE
    assert "1,000 of 14,435 rows were left out: no customer." in capsys.readouterr().out
    assert len(kept.read_text(encoding="utf-8-sig").splitlines()) == 1_001


def test_a_column_splits_the_groups(plan_file: Path, data: Path) -> None:
    words = ["--map", "customer=CustomerID,date=InvoiceDate,amount=Quantity*UnitPrice,part=Country", "--by", "parts"]
    file = str(data / "rfm" / "online_retail_even_customers.xlsx")
    assert main(["import", str(plan_file), "--transactions", file, *words]) == DONE
    found = segments(plan_file)
    assert max(found, key=lambda name: found[name] or 0) == "United Kingdom"
    assert min(count or 0 for count in found.values()) >= 5
    assert "Other" in found


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--map", "customer=nobody"], "There is no column “nobody”"),
        (["--map", "buyer=x"], "is not understood"),
        (["--map", "customer=customer_id"], "matched with: Date of purchase, Amount"),
        (["--breaks", "recency=4,3,2,1"], "four rising numbers"),
        (["--breaks", "weather=1,2,3,4"], "four rising numbers"),
        (["--at", "soon"], "is no date"),
        (["--count", "orders"], "order numbers"),
    ],
)
def test_what_is_not_understood_is_refused_in_one_sentence(
    plan_file: Path, data: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = plan_file.read_bytes()
    file = str(data / "rfm" / "rfm_orders.csv")
    assert main(["import", str(plan_file), "--transactions", file, *words]) == REFUSED
    err = capsys.readouterr().err
    assert said in err
    assert err.count("\n") == 1
    assert plan_file.read_bytes() == before


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n1,2\n", "holds no rules of groups"),
        (
            "segment,recency_lower,recency_upper,frequency_lower,frequency_upper,monetary_lower,monetary_upper\nA,1,6,1,5,1,5\n",
            "line 2",
        ),
    ],
)
def test_rules_that_are_none_are_refused(
    plan_file: Path, orders: list[str], tmp_path: Path, text: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = tmp_path / "rules.csv"
    rules.write_text(text, encoding="utf-8")
    assert main(["import", str(plan_file), *orders, "--groups", str(rules)]) == REFUSED
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    "dialect", ["snowflake", "bigquery", "clickhouse", "postgres", "databricks", "spark", "tsql", "duckdb"]
)
def test_sql_prints_the_question_in_every_dialect(dialect: str, capsys: pytest.CaptureFixture[str]) -> None:
    import sqlglot

    assert (
        main(["sql", "--dialect", dialect, "--at", "2026-12-31", "--map", "customer=who,date=when day,amount=n*p"])
        == DONE
    )
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out.startswith("-- Recency, frequency and money of customers on 31")
    assert len(sqlglot.parse(said.out, read=dialect)) == 1


def test_the_answer_of_a_warehouse_is_imported_like_transactions(
    plan_file: Path, tmp_path: Path, data: Path, orders: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    import duckdb

    assert (
        main(["sql", "--at", "2006-12-31", "--count", "rows", "--table", "orders", "--map", "amount=revenue"]) == DONE
    )
    text = capsys.readouterr().out
    answer = tmp_path / "answer.csv"
    with duckdb.connect() as engine:
        engine.execute(f"CREATE TABLE orders AS SELECT * FROM read_csv('{data / 'rfm' / 'rfm_orders.csv'}')")
        query = "\n".join(line for line in text.splitlines() if not line.startswith("--"))
        engine.execute(f"COPY ({query}) TO '{answer}' (HEADER)")
    assert main(["import", str(plan_file), "--transactions", str(answer)]) == DONE
    from_answer = read_plan(plan_file).plan.segments
    other = tmp_path / "other.rapport"
    save_plan(empty_plan(), other)
    assert main(["import", str(other), *orders]) == DONE
    from_rows = read_plan(other).plan.segments
    assert [(s.name, s.customers, s.value_to_date, s.retention) for s in from_answer] == [
        (s.name, s.customers, s.value_to_date, s.retention) for s in from_rows
    ]


def test_figures_tell_where_those_of_a_segment_come_from(
    plan_file: Path, orders: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(plan_file), *orders]) == DONE
    capsys.readouterr()
    assert main(["figures", str(plan_file), "--json"]) == DONE
    sources = json.loads(capsys.readouterr().out)["segments"]["sources"]
    assert {source["kind"] for source in sources.values()} == {"rfm"}
    assert {source["date"] for source in sources.values()} == {"2006-12-31"}


def test_another_import_tells_who_moved_since_the_one_before(
    plan_file: Path, data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = ["--transactions", str(data / "rfm" / "rfm_orders.csv"), "--count", "rows"]
    assert main(["import", str(plan_file), *file, "--at", "2006-06-30"]) == DONE
    assert "Since 30\u00a0Jun\u00a02005" in capsys.readouterr().out
    assert main(["import", str(plan_file), *file, "--at", "2006-12-31"]) == DONE
    assert "Since 30\u00a0Jun\u00a02006" in capsys.readouterr().out
    assert main(["import", str(plan_file), *file, "--at", "2006-12-31", "--since", "2004-01-01"]) == DONE
    assert "Since 1\u00a0Jan\u00a02004" in capsys.readouterr().out
