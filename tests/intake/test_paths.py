"""Customer paths: rows as counts, what they make of a journey, and rows that are not what they should be."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.intake.errors import UnreadableError
from planner.intake.events.observed import FOLDS, draft_of, fold, suggested_fold
from planner.intake.events.paths import PathsRead, observed_paths, read_paths
from planner.intake.journeys.arrival import apply_graph, read_graph
from planner.intake.journeys.columns import guess_columns, guess_kind
from planner.intake.journeys.draft import CONVERTED, OTHER
from planner.intake.tables import read_table
from planner.journeys.attribution import attribution_of_paths
from planner.journeys.flow import flow
from planner.plan import Plan, empty_plan

DATA = Path(__file__).parent.parent / "data" / "attribution"
PUBLISHED = DATA / "paths_rows_0001_1000.csv"
Reader = Callable[[str], PathsRead]


@pytest.fixture
def paths(tmp_path: Path) -> Reader:
    """Reads paths from a text."""

    def read(text: str) -> PathsRead:
        file = tmp_path / "paths.csv"
        file.write_text(text, encoding="utf-8")
        return read_paths(read_table(file))

    return read


def imported(read: PathsRead, share: float = 0.0) -> Plan:
    plan = empty_plan()
    return apply_graph(plan, read_graph(draft_of(observed_paths(read), share), plan, "Young"))


def test_published_paths_are_read_row_by_row() -> None:
    table = read_table(PUBLISHED)
    assert guess_kind(table) == "paths"
    assert guess_columns(table, "paths") == {"path": 0, "conversions": 1, "value": 2, "lost": 3}
    read = read_paths(table)
    totals = json.loads((DATA / "totals.json").read_text())
    assert (len(read.paths), read.rejected) == (totals["rows"], ())
    assert sum(p.converted for p in read.paths) == totals["total_conversions"]
    assert sum(p.lost for p in read.paths) == totals["total_null"]
    assert sum(p.value for p in read.paths) == pytest.approx(totals["total_conversion_value"], abs=0.01)
    assert sorted({step for p in read.paths for step in p.steps}) == totals["channels"]


def test_removal_effects_of_the_file_are_the_published_ones() -> None:
    found = attribution_of_paths(read_paths(read_table(PUBLISHED)).paths)
    with (DATA / "expected.csv").open() as stream:
        for row in csv.DictReader(stream):
            effect = found.credits[row["channel_name"]].removal
            assert effect == pytest.approx(float(row["markov1_exact_removal_effect"]), rel=1e-6, abs=6e-9)


def test_the_steps_counted_are_the_published_ones() -> None:
    steps = observed_paths(read_paths(read_table(PUBLISHED))).steps
    with (DATA / "transitions.csv").open() as stream:
        for row in csv.DictReader(stream):
            target = CONVERTED if row["to"] == "(conversion)" else row["to"]
            if row["from"] != "(start)" and row["to"] != "(null)":
                assert steps[row["from"], target].times == float(row["weight"])


@pytest.mark.parametrize("share", FOLDS)
def test_the_journey_converts_as_observed_whatever_is_folded(share: float) -> None:
    plan = imported(read_paths(read_table(PUBLISHED)), share)
    assert flow(plan, plan.journeys[0].id).conversion == pytest.approx(1172 / 5152, rel=1e-9)


def test_nothing_that_fewer_than_five_customers_do_is_in_the_plan() -> None:
    observed = observed_paths(read_paths(read_table(PUBLISHED)))
    assert observed.activities["delta"].customers == 4
    plan = imported(read_paths(read_table(PUBLISHED)))
    assert "delta" not in plan.model_dump_json()
    assert all(t.customers >= 5 for ends, t in fold(observed, 0.0).steps.items() if OTHER not in ends)


def test_the_suggested_fold_leaves_a_map_that_can_be_read() -> None:
    observed = observed_paths(read_paths(read_table(PUBLISHED)))
    share = suggested_fold(observed)
    assert 0 < share < 0.2
    assert len(fold(observed, share).steps) <= 40 < len(fold(observed, 0.0).steps)


def test_a_conversion_becomes_a_goal_of_its_own_at_the_decision(paths: Reader) -> None:
    plan = imported(paths("path,conversions,null\nAd > Newsletter,30,70\nAd,0,100\n"))
    names = {p.name: p for p in plan.current_touchpoints}
    assert set(names) == {"Ad", "Newsletter", "Conversion"}
    assert names["Conversion"].goal and names["Conversion"].stage == "decision"
    shares = {(t.source, t.target): t.share for t in plan.current_transitions}
    assert shares[names["Ad"].id, names["Newsletter"].id] == pytest.approx(0.5)
    assert shares[names["Newsletter"].id, names["Conversion"].id] == pytest.approx(0.3)
    assert [(e.touchpoint, e.share) for e in plan.current_entries] == [(names["Ad"].id, 1.0)]
    channels = {c.id: c.kind for c in plan.channels}
    assert (channels[names["Ad"].channel], channels[names["Newsletter"].channel]) == ("ads", "email")
    assert (names["Ad"].measured, names["Ad"].metric_value) == (True, 200.0)


def test_names_that_differ_in_case_are_one_touchpoint(paths: Reader) -> None:
    plan = imported(paths("path;conversions;null\nE-mail > SHOP;10;10\ne-mail > e-mail > shop;10;10\n"))
    assert [p.name for p in plan.current_touchpoints] == ["E-mail", "SHOP", "Conversion"]


@pytest.mark.parametrize("arrow", ["->", " => ", "→", " > ", " | "])
def test_steps_are_parted_by_whatever_the_file_uses(paths: Reader, arrow: str) -> None:
    read = paths(f"customer path,conversions,drop offs\na{arrow}b{arrow}a,1,0\nb{arrow}c,0,2\nc,3,3\n")
    assert [p.steps for p in read.paths] == [("a", "b", "a"), ("b", "c"), ("c",)]


def test_headings_can_be_french_and_numbers_too(paths: Reader) -> None:
    read = paths("parcours;conversions;valeur;sans conversion\nPub > Site;1 200;10 500,50;3 000\n")
    assert read.paths[0].converted == 1200
    assert read.paths[0].value == pytest.approx(10500.5)
    assert read.paths[0].lost == 3000


def test_a_row_without_counts_is_one_customer_and_yes_is_a_conversion(paths: Reader) -> None:
    read = paths("path,converted\na > b,yes\nb,no\nb > a,\n")
    assert [(p.converted, p.lost) for p in read.paths] == [(1, 0), (0, 1), (0, 1)]


def test_rows_that_cannot_be_used_say_why(paths: Reader) -> None:
    read = paths("path,conversions,null\na > b,1,2\n > ,1,1\na,many,1\na,-1,1\nb,1,lots\nb,1,1,9\na > > b,2,2\n")
    assert [(r.line, r.reason) for r in read.rejected] == [
        (3, "No path"),
        (4, "A count is no number"),
        (5, "A count is less than zero"),
        (6, "A count is no number"),
        (7, "More cells than headings"),
    ]
    assert [p.steps for p in read.paths] == [("a", "b"), ("a", "b")]


def test_an_empty_cell_is_no_customer_where_there_is_a_column_for_them(paths: Reader) -> None:
    read = paths("path,conversions,null\na > b,3,\nb,,4\na,1e15,2\n")
    assert [(p.converted, p.lost) for p in read.paths] == [(3, 0), (0, 4)]
    assert [r.reason for r in read.rejected] == ["A count is too large"]


def test_more_conversions_than_customers_are_refused(paths: Reader) -> None:
    read = paths("path,conversions,customers\na > b,3,10\nb,12,10\n")
    assert [(p.converted, p.lost) for p in read.paths] == [(3, 7)]
    assert [r.reason for r in read.rejected] == ["More conversions than customers"]


def test_a_table_without_paths_says_so(paths: Reader) -> None:
    with pytest.raises(UnreadableError, match=r"No column of “paths\.csv” holds paths"):
        paths("name,age\nx,3\ny,4\n")
    with pytest.raises(UnreadableError, match="counts no customer"):
        observed_paths(paths("path,conversions,null\na > b,0,0\n"))


def test_a_column_of_sentences_is_not_taken_for_touchpoints_without_end(paths: Reader) -> None:
    rows = "\n".join(f"step {n} > step {n + 1},1,1" for n in range(0, 12_000, 2))
    with pytest.raises(UnreadableError, match="more than 5,000 different touchpoints"):
        paths("path,conversions,null\n" + rows + "\n")
