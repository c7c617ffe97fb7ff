"""RFM scores: raw figures, quintiles where equal values share a score, own break points."""

import csv
import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.segments.rfm import Definition, Raw, own_breaks, quintile_breaks, raw_figures, score, year_before

DAY = dt.date(2026, 12, 31)


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def day(back: int) -> dt.date:
    return DAY - dt.timedelta(days=back)


def test_recency_counts_from_the_last_purchase_and_money_is_net_of_returns() -> None:
    rows = [
        (day(100), Decimal("20.10")),
        (day(40), Decimal("30.20")),
        (day(40), Decimal("5")),
        (day(3), Decimal("-10")),
    ]
    assert raw_figures(rows, DAY) == Raw(40, 2, Decimal("45.30"), 100)
    assert raw_figures(rows, DAY, "count") == Raw(3, 3, Decimal("45.30"), 100)
    assert raw_figures(rows, DAY, "leave_out") == Raw(40, 2, Decimal("55.30"), 100)


def test_rows_after_the_analysis_date_do_not_count() -> None:
    rows = [(day(10), Decimal(5)), (day(-1), Decimal(99))]
    assert raw_figures(rows, DAY) == Raw(10, 1, Decimal(5), 10)


def test_a_customer_with_returns_only_has_no_figures() -> None:
    assert raw_figures([(day(3), Decimal(-10)), (day(2), Decimal(0))], DAY) is None


def test_quintiles_part_a_row_of_different_values_into_fifths() -> None:
    breaks = quintile_breaks(range(1, 11))
    assert breaks == (4, 6, 8, 10)
    breaks = quintile_breaks(range(1, 101))
    found = [score("monetary", value, breaks) for value in (1, 21, 22, 41, 42, 61, 62, 81, 82)]
    assert found == [1, 1, 2, 2, 3, 3, 4, 4, 5]


def test_few_days_score_high() -> None:
    breaks = own_breaks([30, 90, 180, 365])
    assert [score("recency", days, breaks) for days in (0, 29, 30, 89, 90, 180, 365, 9_999)] == [5, 5, 4, 4, 3, 2, 1, 1]


def test_where_limits_coincide_the_scores_between_go_to_nobody() -> None:
    breaks = quintile_breaks([1] * 70 + [2] * 20 + [9] * 10)
    assert breaks == (2, 2, 2, 9)
    assert [score("frequency", value, breaks) for value in (1, 2, 9)] == [1, 4, 5]


def test_where_all_are_equal_everybody_scores_alike() -> None:
    breaks = quintile_breaks([7] * 12)
    assert breaks == (None, None, None, None)
    assert score("frequency", 7, breaks) == 1
    assert score("recency", 7, breaks) == 5


def test_nobody_has_no_break_points() -> None:
    assert quintile_breaks([]) == (None, None, None, None)


@given(st.lists(st.integers(-50, 50), min_size=1, max_size=60))
def test_scores_rise_with_the_value_and_no_fifth_is_larger_than_its_ties_make_it(values: list[int]) -> None:
    breaks = quintile_breaks(values)
    scores = {value: score("monetary", value, breaks) for value in sorted(values)}
    assert list(scores.values()) == sorted(scores.values())
    for fifth in range(1, 5):
        limit = sorted(values)[-(-(len(values) - 1) * fifth // 5)]
        assert all((scores[value] > fifth) == (value > limit) for value in values)


@pytest.mark.parametrize("values", [(1, 2, 3), (4, 3, 2, 1), (1, 2, 3, float("nan")), (1, 2, 3, float("inf"))])
def test_own_break_points_are_four_numbers_in_rising_order(values: tuple[float, ...]) -> None:
    with pytest.raises(ValueError):
        own_breaks(values)


def test_a_year_before_a_leap_day_is_the_28th() -> None:
    assert year_before(dt.date(2024, 2, 29)) == dt.date(2023, 2, 28)


def test_break_points_are_of_one_measure() -> None:
    definition = Definition().with_breaks("frequency", own_breaks([1, 2, 3, 4]))
    assert definition.breaks("frequency") == (1, 2, 3, 4)
    assert definition.breaks("recency") is None and definition.breaks("monetary") is None
    assert definition.with_breaks("frequency", None) == Definition()


@pytest.mark.parametrize("limits", ["quintiles", "published"])
def test_scores_are_those_of_the_r_package(data: Path, limits: str) -> None:
    rows = rows_of(data / "rfm/expected/rfm_orders_scores_at_2006-12-31.csv")
    given_limits = rows_of(data / "rfm/expected/rfm_orders_thresholds.csv")
    columns = (("recency", "recency_days"), ("frequency", "transaction_count"), ("monetary", "amount"))
    for measure, column in columns:
        if limits == "quintiles":
            breaks = quintile_breaks(Decimal(row[column]) for row in rows)
        else:
            breaks = own_breaks([Decimal(row[f"{measure}_lower"]) for row in given_limits[1:]])
        wrong = [
            row["customer_id"]
            for row in rows
            if score(measure, Decimal(row[column]), breaks) != int(row[f"{measure}_score"])
        ]
        assert wrong == []
