"""The critical path method against a textbook network, another package and small cases by hand."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from planner.actions.network import Link, Network, network
from planner.actions.predecessors import read_predecessors
from planner.edit import Refused

DATA = Path(__file__).parents[1] / "data" / "plan"
CASES = json.loads((DATA / "pdm_cases_fs_ss.json").read_text("utf-8"))


def vanhoucke() -> Network:
    with (DATA / "vanhoucke_project1.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    links = [Link(on, row["id"], lag) for row in rows for on, lag in read_predecessors(row["predecessors"])]
    return network({row["id"]: int(row["duration_days"]) for row in rows}, links)


def test_the_textbook_network_has_its_published_dates_and_floats() -> None:
    expected = json.loads((DATA / "vanhoucke_project1_expected.json").read_text("utf-8"))
    result = vanhoucke()
    for row in expected["activities"]:
        window = result.windows[str(row["id"])]
        for field in ("early_start", "early_finish", "late_start", "late_finish", "total_float", "free_float"):
            assert getattr(window, field) == row[field], (row["id"], field)
    assert result.end == expected["project_duration"]


def test_the_textbook_network_has_its_published_critical_path() -> None:
    critical = [int(task) for task, window in vanhoucke().windows.items() if window.total_float == 0]
    assert critical == [1, 2, 4, 11, 16]


def links_of(case: dict[str, Any]) -> list[Link]:
    links = []
    for relation in case["relations"]:
        text = f"{relation['from']}{relation['type']}{relation['lag']:+d}"
        links += [Link(on, str(relation["to"]), lag) for on, lag in read_predecessors(text)]
    return links


@pytest.mark.parametrize("case", [c for c in CASES if c["case"].startswith("FS")], ids=lambda c: c["case"])
def test_finish_to_start_cases_agree_with_another_package(case: dict[str, Any]) -> None:
    links = links_of(case)
    result = network({str(a["id"]): a["duration"] for a in case["activities"]}, links)
    assert result.end == case["expected"]["project_duration"]
    for row in case["expected"]["activities"]:
        window = result.windows[str(row["id"])]
        for field in ("early_start", "early_finish", "late_start", "late_finish", "total_float"):
            assert getattr(window, field) == row[field], (row["id"], field)
        assert (window.total_float == 0) == row["critical"]
        following = [result.windows[link.after].early_start for link in links if link.before == str(row["id"])]
        gap = min(following, default=result.end) - window.early_finish  # the package leaves the lag out
        assert min(gap, window.total_float) == row["free_float"]


@pytest.mark.parametrize("case", [c for c in CASES if c["case"].startswith("SS")], ids=lambda c: c["case"])
def test_start_to_start_links_are_refused_by_name(case: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="start-to-start"):
        links_of(case)


def test_a_task_that_may_overlap_the_next_cannot_slip_without_moving_it() -> None:
    result = network({"a": 3, "b": 3}, [Link("a", "b", -2)])
    assert result.windows["b"].early_start == 1
    assert result.windows["a"].free_float == 0


def test_a_task_that_asks_to_wait_starts_then() -> None:
    result = network({"a": 2, "b": 2}, [Link("a", "b")], {"b": 10})
    assert result.windows["b"].early_start == 10
    assert (result.windows["a"].total_float, result.windows["a"].free_float) == (8, 8)
    assert (result.windows["b"].allowed, result.windows["b"].held_by) == (2, "a")


def test_a_task_whose_successor_ends_before_it_can_still_be_critical() -> None:
    result = network({"long": 10, "short": 1}, [Link("long", "short", -9)])
    assert result.end == 10
    assert (result.windows["long"].total_float, result.windows["short"].total_float) == (0, 8)


def test_a_loop_in_a_file_is_cut_open_and_reported() -> None:
    result = network({"a": 1, "b": 1, "c": 1}, [Link("a", "b"), Link("b", "c"), Link("c", "a")])
    assert [set(loop) for loop in result.loops] == [{"a", "b", "c"}]
    assert result.end == 3


def test_a_task_that_waits_for_itself_is_reported() -> None:
    result = network({"a": 2}, [Link("a", "a")])
    assert (result.loops, result.end) == ((("a",),), 2)


def test_a_task_set_aside_neither_holds_up_nor_moves_the_end() -> None:
    result = network({"a": 5, "b": 2, "c": 1}, [Link("a", "b"), Link("b", "c")], aside={"a"})
    assert (result.windows["b"].early_start, result.end) == (0, 3)
    result = network({"a": 5, "b": 2}, [Link("a", "b")], aside={"b"})
    assert (result.windows["b"].early_start, result.end) == (5, 5)
    assert result.windows["a"].total_float == 0


def test_a_chain_of_five_thousand_tasks_is_followed_to_its_end() -> None:
    tasks = {str(n): 1 for n in range(5_000)}
    result = network(tasks, [Link(str(n + 1), str(n)) for n in range(4_999)])
    assert (result.end, result.windows["0"].early_start) == (5_000, 4_999)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", []),
        ("4", [("4", 0)]),
        ("4;5, 6", [("4", 0), ("5", 0), ("6", 0)]),
        ("2FS+3 days", [("2", 3)]),
        ("A-1", [("A-1", 0)]),
        ("A-1 fs - 2", [("A-1", -2)]),
        ("7FD+1 j", [("7", 1)]),
    ],
)
def test_predecessors_are_read_as_people_type_them(text: str, read: list[tuple[str, int]]) -> None:
    assert list(read_predecessors(text)) == read


def test_what_names_no_action_is_refused() -> None:
    with pytest.raises(Refused, match=r"\+\+"):
        list(read_predecessors("4; ++"))
