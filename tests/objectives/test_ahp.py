"""Pairwise comparison: published results, and what must hold for any answers."""

import json
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.intake.comparisons import Comparisons, comparisons_of, read_comparisons
from planner.intake.errors import UnreadableError
from planner.intake.tables import read_table
from planner.objectives.ahp import FINE, circle, pairs, priorities, read_ratio

DATA = Path(__file__).parents[1] / "data" / "decision"


def expected(name: str) -> Any:
    return json.loads((DATA / "expected" / f"{name}.json").read_text(encoding="utf-8"))


def table(tmp_path: Path, text: str) -> Comparisons:
    path = tmp_path / "pairs.csv"
    path.write_text(text, encoding="utf-8")
    return comparisons_of(read_table(path))


def test_saatys_drinks_get_the_published_weights_and_ratio() -> None:
    found = read_comparisons(DATA / "ahp_drinks.csv").parts[0].priorities()
    wanted = expected("ahp_drinks")
    assert found.weights == pytest.approx(wanted["published"]["weights"], abs=0.001)
    assert found.weights == pytest.approx(wanted["numpy"]["weights_eigenvector"], abs=1e-6)
    assert found.ratio == pytest.approx(wanted["numpy"]["CR_saaty_RI"], abs=1e-6)
    assert found.eigenvalue == pytest.approx(wanted["numpy"]["lambda_max"], abs=1e-6)
    assert found.consistent


def test_the_leader_is_chosen_over_one_level_of_criteria() -> None:
    file = read_comparisons(DATA / "ahp_leader.csv")
    found = file.hierarchy()
    wanted = expected("ahp_leader")
    assert found is not None
    assert found.weights == pytest.approx(wanted["published"]["target"], abs=0.002)
    assert found.weights == pytest.approx(wanted["ahpy_2.1"]["target"], abs=0.0001)
    for name, part in (("Goal", found.criteria), *found.under.items()):
        assert part.weights == pytest.approx(wanted["numpy"][name]["weights_eigenvector"], abs=1e-6)
        assert part.ratio == pytest.approx(wanted["numpy"][name]["CR_saaty_RI"], abs=1e-6)


def test_the_pair_that_contradicts_the_others_is_named_with_what_they_say() -> None:
    answers = {("a", "b"): 2.0, ("b", "c"): 2.0, ("c", "d"): 2.0, ("a", "c"): 4.0, ("b", "d"): 4.0, ("a", "d"): 1 / 8}
    found = priorities("abcd", answers)
    assert found.ratio is not None
    assert found.ratio > FINE
    assert not found.consistent
    assert found.doubt is not None
    assert (found.doubt.first, found.doubt.second, found.doubt.said) == ("a", "d", 1 / 8)
    assert found.doubt.others_say == pytest.approx(8)


def test_nothing_compared_weighs_all_the_same_and_names_every_pair_as_open() -> None:
    found = priorities("abc", {})
    assert found.weights == pytest.approx({"a": 1 / 3, "b": 1 / 3, "c": 1 / 3})
    assert found.open_pairs == (("a", "b"), ("a", "c"), ("b", "c"))
    assert found.ratio is None


def test_an_open_pair_takes_the_ratio_that_the_others_imply() -> None:
    found = priorities("abc", {("a", "b"): 2.0, ("b", "c"): 3.0})
    assert found.weights == pytest.approx({"a": 0.6, "b": 0.3, "c": 0.1})
    assert found.open_pairs == (("a", "c"),)


def test_items_that_no_answer_links_share_by_their_number() -> None:
    found = priorities("abcd", {("a", "b"): 3.0})
    assert found.weights == pytest.approx({"a": 0.375, "b": 0.125, "c": 0.25, "d": 0.25})


@given(st.lists(st.floats(0.05, 20), min_size=1, max_size=8))
def test_answers_that_agree_give_back_the_weights_they_came_from(sizes: list[float]) -> None:
    items = [str(at) for at in range(len(sizes))]
    answers = {(a, b): sizes[int(a)] / sizes[int(b)] for a, b in combinations(items, 2)}
    found = priorities(items, answers)
    assert list(found.weights.values()) == pytest.approx([size / sum(sizes) for size in sizes], rel=1e-6)
    assert found.ratio == pytest.approx(0, abs=1e-6)


@given(
    st.integers(3, 6)
    .map(lambda count: count * (count - 1) // 2)
    .flatmap(lambda many: st.lists(st.sampled_from([1 / 9, 1 / 4, 1, 3, 7]), min_size=many, max_size=many))
)
def test_turning_every_pair_around_changes_nothing(said: list[float]) -> None:
    count = next(n for n in range(3, 7) if n * (n - 1) // 2 == len(said))
    items = [str(at) for at in range(count)]
    answers = dict(zip(pairs(items), said, strict=True))
    turned = {(b, a): 1 / times for (a, b), times in answers.items()}
    one, other = priorities(items, answers), priorities(items, turned)
    assert one.weights == pytest.approx(other.weights)
    assert sum(one.weights.values()) == pytest.approx(1)
    assert one.ratio is not None
    assert one.ratio >= 0


def test_an_answer_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="0"):
        priorities("ab", {("a", "b"): 0.0})


@pytest.mark.parametrize(("text", "value"), [("3", 3), (" 1/4 ", 0.25), ("0,5", 0.5), ("1:7", 1 / 7), ("1 / 2.5", 0.4)])
def test_ratios_are_read_as_people_write_them(text: str, value: float) -> None:
    assert read_ratio(text) == pytest.approx(value)


@pytest.mark.parametrize("text", ["", "0", "1/0", "-3", "three", "1/2/3"])
def test_what_is_no_ratio_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_ratio(text)


def test_a_square_of_ratios_is_read_like_a_list_of_pairs(tmp_path: Path) -> None:
    found = table(tmp_path, "Goal;Price;Service;Speed\nPrice;1;2;4\nService;1/2;1;2\nSpeed;;0,5;1\n")
    assert found.rejected == ()
    assert found.parts[0].name == "Goal"
    assert found.parts[0].priorities().weights == pytest.approx({"Price": 4 / 7, "Service": 2 / 7, "Speed": 1 / 7})


def test_pairs_come_without_headings_turned_around_and_in_other_letters(tmp_path: Path) -> None:
    found = table(tmp_path, "Price,Service,2\nservice,Speed,2\nSpeed,PRICE,1/4\nPrice,Speed,7\nPrice,price,3\nx,,\n")
    assert found.parts[0].items == ["Price", "Service", "Speed"]
    assert found.parts[0].priorities().ratio == pytest.approx(0, abs=1e-9)
    assert [row.line for row in found.rejected] == [4, 5, 6]


def test_a_file_without_comparisons_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="no comparisons"):
        table(tmp_path, "Name,Town\nAda,London\n")


def test_three_answers_that_go_round_in_a_circle_are_found_and_ties_are_none() -> None:
    turning = {("a", "b"): 2.0, ("b", "c"): 3.0, ("a", "c"): 0.5}
    assert circle("abcd", turning) == ("a", "b", "c")
    assert circle("abcd", {(b, a): times for (a, b), times in turning.items()}) == ("a", "c", "b")
    assert circle("abcd", turning | {("a", "c"): 1.0}) is None
    assert circle("abcd", turning | {("a", "c"): 6.0}) is None
