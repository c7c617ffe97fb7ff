"""Records: ranks keep order, values are frozen and bounded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from planner.objectives.records import Objective
from planner.record import changed, new_id, rank_between, spaced_ranks


@given(st.lists(st.integers(0, 30), max_size=120))
def test_ranks_stay_strictly_in_order_wherever_items_are_inserted(places: list[int]) -> None:
    ranks: list[str] = []
    for place in places:
        at = min(place, len(ranks))
        before = ranks[at - 1] if at else None
        after = ranks[at] if at < len(ranks) else None
        ranks.insert(at, rank_between(before, after))
        assert ranks == sorted(set(ranks))
        assert not ranks[at].endswith("0")


def test_appending_thousands_of_items_keeps_ranks_short() -> None:
    ranks = spaced_ranks(5_000)
    assert ranks == sorted(set(ranks))
    assert max(map(len, ranks)) == 4


def test_inserting_at_the_front_keeps_ranks_short() -> None:
    rank = None
    for _ in range(5_000):
        fresh = rank_between(None, rank)
        assert rank is None or fresh < rank
        rank = fresh
    assert rank is not None and len(rank) == 4


def test_ranks_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="order"):
        rank_between("V011", "V001")


def test_ids_fit_an_address_and_do_not_repeat() -> None:
    ids = {new_id() for _ in range(10_000)}
    assert len(ids) == 10_000
    assert all(i.isalnum() for i in ids)


def test_a_record_cannot_be_changed_in_place() -> None:
    objective = Objective(id="a", rank="V001")
    with pytest.raises(ValidationError):
        objective.statement = "x"  # type: ignore[misc]


@pytest.mark.parametrize(
    "fields",
    [
        {"weight": float("nan")},
        {"weight": 101.0},
        {"weight": "12"},
        {"segments": ["a"]},
        {"unknown": 1},
        {"statement": "x" * 20_001},
        {"id": "../x"},
    ],
)
def test_a_record_refuses_what_cannot_be_stored(fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        changed(Objective(id="a", rank="V001"), **fields)
