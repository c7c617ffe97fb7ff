"""Chains: the fundamental matrix and the chance ever to come by."""

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.journeys.chain import Fundamental, fundamental
from planner.journeys.knots import MANY

Rows = list[dict[int, float]]


@st.composite
def chains(draw: st.DrawFn, most: int = 9) -> Rows:
    """Any chain in which a tenth leaves everywhere."""
    size = draw(st.integers(1, most))
    rows: Rows = []
    for _ in range(size):
        targets = draw(st.lists(st.integers(0, size - 1), max_size=3, unique=True))
        weights = [draw(st.integers(1, 9)) for _ in targets]
        rows.append({j: 0.9 * w / sum(weights) for j, w in zip(targets, weights, strict=True)})
    return rows


def dense(chain: Fundamental) -> list[list[float]]:
    return [chain.from_start({i: 1.0}) for i in range(len(chain.rows))]


def inverse(rows: Rows) -> Any:
    import numpy as np

    q = np.array([[row.get(j, 0.0) for j in range(len(rows))] for row in rows])
    return np.linalg.inv(np.eye(len(rows)) - q)


def test_the_drunkard_s_walk_has_the_visits_of_the_textbook() -> None:
    chain = fundamental([{1: 0.5}, {0: 0.5, 2: 0.5}, {1: 0.5}])
    assert dense(chain) == [pytest.approx(row) for row in ([1.5, 1.0, 0.5], [1.0, 2.0, 1.0], [0.5, 1.0, 1.5])]


def test_a_state_alone_is_visited_once() -> None:
    assert dense(fundamental([{}])) == [[1.0]]


@given(chains())
@settings(deadline=None)
def test_the_matrix_is_the_inverse_that_numpy_finds(rows: Rows) -> None:
    import numpy as np

    assert np.allclose(dense(fundamental(rows)), inverse(rows), rtol=1e-9)


@pytest.mark.parametrize("ways", [1, 2, 3, 6])
@pytest.mark.parametrize("size", [MANY + 1, 4 * MANY])
def test_a_large_chain_has_the_inverse_that_numpy_finds_however_much_hangs_together(size: int, ways: int) -> None:
    import numpy as np

    dice = Random(size * ways)
    rows: Rows = [{} for _ in range(size)]
    for i in range(size):
        for _ in range(ways):
            rows[i][min(dice.randrange(size), i + 9)] = dice.random() * 0.95 / ways
    chain, expected = fundamental(rows), inverse(rows)
    assert np.allclose(dense(chain), expected, rtol=0, atol=1e-9)
    assert np.allclose(chain.again(), expected.diagonal(), rtol=0, atol=1e-9)
    assert np.allclose(chain.into([3, 8]), expected[:, [3, 8]].sum(axis=1), rtol=0, atol=1e-9)
    some = list(range(0, size, 5))
    assert np.allclose(chain.columns(some), expected[:, some], rtol=0, atol=1e-9)
    single = [[chain.at(i, j) for j in some] for i in range(size)]
    assert np.allclose(single, expected[:, some], rtol=0, atol=1e-9)


def test_a_circle_of_thousands_is_inverted_without_its_cube() -> None:
    size, share = 1_500, 0.999
    chain = fundamental([{(i + 1) % size: share} for i in range(size)])
    assert chain.again() == pytest.approx([1.0 / (1.0 - share**size)] * size)


def test_a_large_knot_comes_to_the_same_as_the_equations_of_its_ring() -> None:
    size, share = MANY + 2, 0.99
    chain = fundamental([{(i + 1) % size: share} for i in range(size)])
    round_trip = share**size
    assert chain.at(0, 0) == pytest.approx(1.0 / (1.0 - round_trip))
    assert chain.at(0, size - 1) == pytest.approx(share ** (size - 1) / (1.0 - round_trip))


def test_a_knot_that_nobody_leaves_is_told_and_counted_once() -> None:
    chain = fundamental([{1: 0.5}, {2: 1.0}, {1: 1.0}])
    assert chain.closed == (frozenset({1, 2}),)
    assert chain.from_start({0: 1.0}) == [1.0, 0.5, 0.5]
    assert chain.hit({0: 1.0}, [1, 2]) == chain.hit({0: 1.0}, [2]) == 0.5


def test_a_large_chain_counts_a_knot_that_nobody_leaves_once_too() -> None:
    rows: Rows = [{1: 0.5}, {2: 1.0}, {1: 1.0}, *({i + 1: 1.0} for i in range(3, MANY)), {}]
    chain = fundamental(rows)
    assert chain.from_start({0: 1.0})[:4] == [1.0, 0.5, 0.5, 0.0]
    assert chain.hit({0: 1.0}, range(len(rows))) == pytest.approx(1.0)


def test_a_loop_to_itself_that_takes_everybody_does_no_harm() -> None:
    assert fundamental([{0: 1.0}]).closed == (frozenset({0}),)


def test_shares_so_small_that_no_computer_can_tell_do_no_harm() -> None:
    chain = fundamental([{1: 1.0}, {2: 1.0, 0: 1e-16}, {0: 1.0 - 1e-12}])
    assert all(0.0 <= value <= 1e13 for row in dense(chain) for value in row)


@given(chains(), st.data())
@settings(deadline=None)
def test_the_chance_to_come_by_a_set_is_that_of_a_chain_that_ends_there(rows: Rows, data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.integers(0, len(rows) - 1), min_size=1, unique=True))
    ending = fundamental([{} if i in chosen else row for i, row in enumerate(rows)]).from_start({0: 1.0})
    assert fundamental(rows).hit({0: 1.0}, chosen) == pytest.approx(sum(ending[i] for i in chosen), abs=1e-9)


@given(st.integers(0, 50), st.data())
@settings(deadline=None, max_examples=20)
def test_in_a_large_knot_the_chance_to_come_by_is_that_of_a_chain_that_ends_there(
    seed: int, data: st.DataObject
) -> None:
    size, dice = MANY + 20, Random(seed)
    rows: Rows = [{(i + 1) % size: 0.5, dice.randrange(size): 0.4} for i in range(size)]
    chosen = data.draw(st.lists(st.integers(0, size - 1), min_size=1, max_size=12, unique=True))
    ending = fundamental([{} if i in chosen else row for i, row in enumerate(rows)]).from_start({0: 0.7, 9: 0.3})
    share = fundamental(rows).hit({0: 0.7, 9: 0.3}, chosen)
    assert share == pytest.approx(sum(ending[i] for i in chosen), abs=1e-9)


def test_nobody_comes_to_a_goal_from_where_nobody_leaves() -> None:
    assert fundamental([{1: 1.0}, {0: 1.0}, {}]).into([2]) == [0.0, 0.0, 1.0]


def test_goals_that_pass_on_into_a_knot_that_nobody_leaves_are_counted_once() -> None:
    rows: Rows = [{i + 1: 0.9} for i in range(MANY)] + [{MANY + 1: 1.0}, {MANY: 1.0}]
    found = fundamental(rows)
    assert found.closed == (frozenset({MANY, MANY + 1}),)
    assert found.from_start({MANY: 1.0})[MANY] == 1.0
