"""The exact selection under several budgets, against published optima and trying everything."""

import csv
import json
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.actions.selection import best_selection

DATA = Path(__file__).parents[1] / "data" / "portfolio"
OPTIMA = json.loads((DATA / "capital_budgeting_optima.json").read_text("utf-8"))


@pytest.mark.parametrize("case", OPTIMA, ids=lambda case: case["file"])
def test_capital_budgeting_reaches_the_published_optimum(case: dict[str, object]) -> None:
    with (DATA / str(case["file"])).open(encoding="utf-8") as file:
        *rows, limits = csv.DictReader(file)
    periods = [name for name in limits if name.startswith("cost_period")]
    costs = [[float(row[p]) for row in rows] for p in periods]
    budgets = [float(limits[p]) for p in periods]
    found = best_selection([float(row["value"]) for row in rows], costs, budgets)
    assert found is not None
    assert found.proven
    assert found.value == pytest.approx(case["published_optimum"], abs=1e-6)
    for row, limit in zip(costs, budgets, strict=True):
        assert sum(row[i] for i in found.chosen) <= limit


AMOUNTS = st.integers(-20, 60).map(float)
COSTS = st.integers(0, 50).map(float)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_no_selection_that_is_allowed_is_worth_more(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 6))
    values = data.draw(st.lists(AMOUNTS, min_size=count, max_size=count))
    costs = [data.draw(st.lists(COSTS, min_size=count, max_size=count)) for _budget in range(2)]
    budgets = [data.draw(st.integers(0, 150).map(float)) for _budget in range(2)]
    item = st.integers(0, count - 1)
    needs = data.draw(st.lists(st.tuples(item, st.lists(item, max_size=2)), max_size=4))
    fixed = data.draw(st.dictionaries(item, st.booleans(), max_size=2))

    allowed = [
        [i for i in range(count) if taken[i]]
        for taken in product((False, True), repeat=count)
        if all(
            sum(row[i] for i in range(count) if taken[i]) <= limit for row, limit in zip(costs, budgets, strict=True)
        )
        and all(not taken[i] or any(taken[j] for j in options) for i, options in needs)
        and all(taken[i] == is_in for i, is_in in fixed.items())
    ]
    found = best_selection(values, costs, budgets, needs, fixed)
    if not allowed:
        assert found is None
    else:
        assert found is not None
        assert list(found.chosen) in allowed
        assert found.value == pytest.approx(max(sum(values[i] for i in chosen) for chosen in allowed))


def test_one_more_unit_is_worth_the_best_item_it_buys_in_part() -> None:
    # the first item is worth 3 a unit and fits; of the second, worth 2 a unit, a part fits
    found = best_selection([30.0, 20.0], [[10.0, 10.0]], [15.0])
    assert found is not None
    assert list(found.unit_values) == [pytest.approx(2.0)]


def test_a_budget_in_billions_is_kept_to_the_cent() -> None:
    found = best_selection([5e9, 4e9], [[1e9, 1e9]], [2e9 - 0.01])
    assert found is not None
    assert found.chosen == (0,)


def test_nothing_to_choose_is_no_trouble() -> None:
    found = best_selection([], [[]], [10.0])
    assert found is not None
    assert (found.chosen, found.value) == ((), 0.0)


def test_the_solver_keeps_quiet(capfd: pytest.CaptureFixture[str]) -> None:
    best_selection([1.0], [[1.0]], [1.0])
    assert capfd.readouterr() == ("", "")
