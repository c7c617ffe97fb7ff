"""Chains: the fundamental matrix and the chance ever to come by."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.journeys.chain import MANY, Fundamental, chances, fundamental, hit, passing_on

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
    return [list(row) for row in chain.visits]


def test_the_drunkard_s_walk_has_the_visits_of_the_textbook() -> None:
    chain = fundamental([{1: 0.5}, {0: 0.5, 2: 0.5}, {1: 0.5}])
    assert dense(chain) == [pytest.approx(row) for row in ([1.5, 1.0, 0.5], [1.0, 2.0, 1.0], [0.5, 1.0, 1.5])]


def test_a_state_alone_is_visited_once() -> None:
    assert dense(fundamental([{}])) == [[1.0]]


@given(chains())
@settings(deadline=None)
def test_the_matrix_is_the_inverse_that_numpy_finds(rows: Rows) -> None:
    import numpy as np

    q = np.array([[row.get(j, 0.0) for j in range(len(rows))] for row in rows])
    assert np.allclose(dense(fundamental(rows)), np.linalg.inv(np.eye(len(rows)) - q), rtol=1e-9)


def test_a_large_knot_comes_to_the_same_as_the_equations_of_its_ring() -> None:
    size, share = MANY + 2, 0.99
    chain = fundamental([{(i + 1) % size: share} for i in range(size)])
    round_trip = share**size
    assert chain.visits[0][0] == pytest.approx(1.0 / (1.0 - round_trip))
    assert chain.visits[0][size - 1] == pytest.approx(share ** (size - 1) / (1.0 - round_trip))


def test_a_knot_that_nobody_leaves_is_told_and_counted_once() -> None:
    chain = fundamental([{1: 0.5}, {2: 1.0}, {1: 1.0}])
    assert chain.closed == (frozenset({1, 2}),)
    assert chain.from_start({0: 1.0}) == [1.0, 0.5, 0.5]
    assert hit([1.0, 0.5, 0.5], chain, [1, 2]) == 0.5


def test_a_large_chain_counts_a_knot_that_nobody_leaves_once_too() -> None:
    rows: Rows = [{1: 0.5}, {2: 1.0}, {1: 1.0}, *({i + 1: 1.0} for i in range(3, MANY)), {}]
    chain = fundamental(rows)
    assert chain.from_start({0: 1.0})[:4] == [1.0, 0.5, 0.5, 0.0]
    assert hit(chain.from_start({0: 1.0}), chain, range(len(rows))) == pytest.approx(1.0)


def test_a_loop_to_itself_that_takes_everybody_does_no_harm() -> None:
    assert fundamental([{0: 1.0}]).closed == (frozenset({0}),)


def test_shares_so_small_that_no_computer_can_tell_do_no_harm() -> None:
    chain = fundamental([{1: 1.0}, {2: 1.0, 0: 1e-16}, {0: 1.0 - 1e-12}])
    assert all(0.0 <= value <= 1e13 for row in chain.visits for value in row)


@given(chains(), st.data())
@settings(deadline=None)
def test_the_chance_to_come_by_a_set_is_that_of_a_chain_that_ends_there(rows: Rows, data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.integers(0, len(rows) - 1), min_size=1, unique=True))
    chain = fundamental(rows)
    visits = chain.from_start({0: 1.0})
    ending = fundamental([{} if i in chosen else row for i, row in enumerate(rows)]).from_start({0: 1.0})
    assert hit(visits, chain, chosen) == pytest.approx(sum(ending[i] for i in chosen), abs=1e-9)


@given(chains(), st.data())
@settings(deadline=None)
def test_the_chance_to_come_to_a_goal_is_what_the_whole_matrix_says(rows: Rows, data: st.DataObject) -> None:
    goals = data.draw(st.sets(st.integers(0, len(rows) - 1), min_size=1))
    ending = [{} if i in goals else row for i, row in enumerate(rows)]
    assert chances(ending, goals) == pytest.approx(fundamental(ending).into(sorted(goals)), abs=1e-12)


def test_the_chance_from_where_nobody_leaves_is_none() -> None:
    assert chances([{1: 1.0}, {0: 1.0}, {}], {2}) == [0.0, 0.0, 1.0]


def ring_with_goals(size: int) -> Rows:
    """A large chain whose last states go on into its first ones."""
    rows: Rows = [{(i + 1) % size: 0.6, (i + 7) % size: 0.3} for i in range(size)]
    return rows


def test_a_large_chain_whose_goals_pass_on_comes_to_the_same_as_one_solved_anew() -> None:
    import numpy as np

    rows = ring_with_goals(MANY + 12)
    goals = [3, 40, MANY + 5]
    ending = [{} if i in goals else row for i, row in enumerate(rows)]
    assert np.allclose(passing_on(fundamental(ending), rows, goals).visits, fundamental(rows).visits)
    assert chances(ending, set(goals)) == pytest.approx(fundamental(ending).into(goals))


def test_goals_that_pass_on_into_a_knot_that_nobody_leaves_are_counted_once() -> None:
    rows: Rows = [{i + 1: 0.9} for i in range(MANY)] + [{MANY + 1: 1.0}, {MANY: 1.0}]
    ending = [{} if i == MANY else row for i, row in enumerate(rows)]
    found = passing_on(fundamental(ending), rows, [MANY])
    assert found.closed == (frozenset({MANY, MANY + 1}),)
    assert found.from_start({MANY: 1.0})[MANY] == 1.0
