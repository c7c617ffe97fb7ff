"""Segments from groups: figures per customer, small groups joined, one edit that keeps what people wrote."""

import datetime as dt
from decimal import Decimal

import pytest

from planner.plan import empty_plan
from planner.segments.edits import add_segment, build_rfm_segments, edit_segment
from planner.segments.rfm_grid import Cell, Grid, Sums, tiles, total
from planner.segments.rfm_groups import standard_groups, with_cells, with_name
from planner.segments.rfm_moves import Move, movement
from planner.segments.rfm_segments import Source, segments_of
from planner.segments.value import yearly_margin

DAY = dt.date(2026, 12, 31)
BEST = Sums(10, 40, Decimal("2000.00"), 7300, 7300, 25, 20)
LAST = Sums(20, 20, Decimal("400.00"), 3650, 7300, 4, 1)


def grid(*cells: Cell) -> Grid:
    return Grid(cells, DAY, dt.date(2025, 12, 31))


def test_figures_are_per_customer_and_year() -> None:
    segments, notes = segments_of(grid(Cell(5, 5, 5, BEST), Cell(1, 1, 1, LAST)), standard_groups())
    assert notes == ()
    champions, lost = segments
    assert champions.name == "Champions"
    assert champions.fields == {
        "customers": 10,
        "value_to_date": 100.0,
        "average_transaction_value": 50.0,
        "purchases_per_year": 2.0,
        "tenure_years": 2.0,
        "retention": 0.8,
        "status": "repeat",
    }
    assert (lost.fields["retention"], lost.fields["status"]) == (None, "one_time")
    assert lost.fields["tenure_years"] == 0.5
    assert lost.fields["value_to_date"] == 20.0


def test_value_per_year_is_purchases_times_the_average_as_the_lifetime_value_takes_it() -> None:
    segments, _notes = segments_of(grid(Cell(5, 5, 5, BEST)), standard_groups())
    plan = build_rfm_segments(empty_plan(), segments, Source("orders.csv", 60), DAY)
    segment = edit_segment(plan, plan.segments[0].id, gross_margin=1.0).segments[0]
    assert yearly_margin(segment) == pytest.approx(segment.value_to_date)


def test_groups_of_fewer_than_five_customers_become_one() -> None:
    few = Sums(3, 3, Decimal(30), 30, 1095)
    cells = (Cell(5, 5, 5, BEST), Cell(5, 1, 1, few), Cell(4, 1, 1, few))
    segments, notes = segments_of(grid(*cells), standard_groups())
    assert [(s.name, s.sums.customers) for s in segments] == [("Champions", 10), ("Other", 6)]
    assert notes == ("2 groups of fewer than 5 customers went into “Other”, so that nobody can be recognised.",)


def test_too_few_are_left_out_and_said_so() -> None:
    cells = (Cell(5, 5, 5, BEST), Cell(5, 1, 1, Sums(3, 3, Decimal(30), 30, 1095)))
    segments, notes = segments_of(grid(*cells), standard_groups())
    assert [s.name for s in segments] == ["Champions"]
    assert "left out" in notes[0]


def test_groups_of_the_same_name_become_one_segment() -> None:
    groups = with_name(standard_groups(), "lost", "Champions")
    segments, _notes = segments_of(grid(Cell(5, 5, 5, BEST), Cell(1, 1, 1, LAST)), groups)
    assert [s.sums for s in segments] == [BEST + LAST]


def test_customers_are_parted_by_a_column_too() -> None:
    cells = (Cell(5, 5, 5, BEST, "Web"), Cell(5, 5, 5, LAST, "Store"), Cell(1, 1, 1, LAST, "Web"))
    both, _notes = segments_of(grid(*cells), standard_groups(), parting="both")
    assert [s.name for s in both] == ["Champions, Store", "Champions, Web", "Lost, Web"]
    alone, _notes = segments_of(grid(*cells), standard_groups(), parting="parts")
    assert {s.name: s.sums.customers for s in alone} == {"Store": 20, "Web": 30}
    assert [rule.value for rule in alone[0].rules] == ["Store"]
    assert grid(*cells).parts == ("Web", "Store")


def test_the_grid_holds_everybody_whatever_its_axis() -> None:
    cells = (Cell(5, 4, 5, BEST), Cell(5, 1, 5, LAST))
    for axis in ("both", "frequency", "monetary"):
        found = tiles(grid(*cells), axis)
        assert len(found) == 25
        assert total(found.values()) == BEST + LAST
    assert tiles(grid(*cells), "both")[5, 3].customers == 20


def test_the_source_tells_rows_columns_and_that_retention_is_an_estimate() -> None:
    segments, _notes = segments_of(grid(Cell(5, 5, 5, BEST)), standard_groups())
    plan = build_rfm_segments(empty_plan(), segments, Source("orders.csv", 1234, "Client, Date, Total"), DAY)
    origin = plan.segments[0].provenance
    assert (origin.kind, origin.source, origin.date) == ("rfm", "orders.csv", DAY)
    assert origin.detail == (
        "1,234 rows up to 31\u00a0Dec\u00a02026; Client, Date, Total;"
        " retention estimated from 25 customers of a year before"
    )


def test_who_belongs_is_said_in_scores() -> None:
    segments, _notes = segments_of(grid(Cell(4, 5, 5, BEST)), standard_groups())
    plan = build_rfm_segments(empty_plan(), segments, Source("orders.csv"), DAY)
    said = [(rule.attribute, rule.operator, rule.value) for rule in plan.segments[0].rules]
    assert said == [("Recency score", "between", "3–4"), ("Frequency and money score", "between", "4–5")]


def test_another_import_brings_figures_up_to_date_and_leaves_words_alone() -> None:
    plan = add_segment(empty_plan(), "champions ", needs="Early access", lifecycle="advocate", customers=3)
    segments, _notes = segments_of(grid(Cell(5, 5, 5, BEST), Cell(1, 1, 1, LAST)), standard_groups())
    plan = build_rfm_segments(plan, segments, Source("orders.csv"), DAY)
    assert [s.name for s in plan.segments] == ["champions ", "Lost"]
    first = plan.segments[0]
    assert (first.needs, first.lifecycle, first.customers) == ("Early access", "advocate", 10)
    again = build_rfm_segments(plan, segments, Source("orders.csv"), DAY)
    assert again == plan


def test_conditions_that_a_person_wrote_stay() -> None:
    from planner.segments.edits import add_rule

    plan = add_segment(empty_plan(), "Champions")
    plan = add_rule(plan, plan.segments[0].id, "Club card", "is", "gold")
    segments, _notes = segments_of(grid(Cell(5, 5, 5, BEST)), standard_groups())
    plan = build_rfm_segments(plan, segments, Source("orders.csv"), DAY)
    assert [rule.attribute for rule in plan.segments[0].rules] == ["Club card"]


def test_moves_up_the_list_are_rises_and_few_of_a_kind_are_counted_but_not_listed() -> None:
    steps = [("111", "555", 12), ("555", "111", 3), ("555", "554", 7), ("", "511", 9)]
    found = movement(steps, standard_groups(), dt.date(2025, 12, 31), DAY)
    assert (found.rose, found.fell, found.stayed, found.fresh) == (12, 3, 7, 9)
    assert found.moves == (
        Move("lost", "champions", 12),
        Move("", "new_customers", 9),
        Move("champions", "champions", 7),
    )


def test_cells_in_no_group_make_no_segment() -> None:
    groups = with_cells(standard_groups(), frozenset(("555",)), "nowhere")
    segments, _notes = segments_of(grid(Cell(5, 5, 5, BEST), Cell(1, 1, 1, LAST)), groups)
    assert [s.name for s in segments] == ["Lost"]
