"""SWOT: what ratings derive, and what a team pins, words, hides, adds and moves."""

import pytest

from planner.capabilities.edits import (
    add_swot_item,
    add_tool,
    bring_back_swot,
    edit_swot_item,
    hide_swot,
    move_swot_item,
    pin_swot,
    rate,
    remove_swot_item,
    remove_tool,
)
from planner.capabilities.swot import hidden_items, kind_of, swot, weaknesses
from planner.edit import Refused
from planner.plan import Plan, empty_plan


def _texts(plan: Plan, kind: str) -> list[str]:
    return [entry.text for entry in swot(plan)[kind]]  # type: ignore[index]


@pytest.mark.parametrize(
    ("average", "kind"),
    [
        (None, None),
        (1.0, "weakness"),
        (2.49, "weakness"),
        (2.5, None),
        (3.49, None),
        (3.5, "strength"),
        (5, "strength"),
    ],
)
def test_three_and_a_half_is_a_strength_and_under_two_and_a_half_a_weakness(
    average: float | None, kind: str | None
) -> None:
    assert kind_of(average) == kind


def test_the_rounded_figure_does_not_decide() -> None:
    plan = empty_plan()
    for role, level in (("A", 3), ("B", 3), ("C", 4), ("D", 4), ("E", 3)):
        plan = rate(plan, "data_360", level, role)
    assert swot(plan)["strength"] == ()


def test_derived_lines_name_the_question_and_its_rating_worst_first() -> None:
    plan = rate(rate(rate(empty_plan(), "perf_sales", 2), "data_360", 1), "budget_available", 4)
    assert _texts(plan, "weakness") == ["Single customer view, rated 1", "Sales tied to channels, rated 2"]
    assert _texts(plan, "strength") == ["Budget available, rated 4"]
    assert all(not entry.item for entry in swot(plan)["weakness"])


def test_a_reworded_line_takes_the_place_of_the_derived_one() -> None:
    plan = pin_swot(rate(empty_plan(), "data_360", 1), "weakness", "data_360", "No single customer view", pinned=False)
    assert _texts(plan, "weakness") == ["No single customer view"]
    assert not swot(plan)["weakness"][0].stale


def test_a_reworded_line_stays_and_is_marked_when_its_rating_says_otherwise() -> None:
    plan = pin_swot(rate(empty_plan(), "data_360", 1), "weakness", "data_360", "No single view", pinned=False)
    lifted = rate(plan, "data_360", 4)
    assert [(e.text, e.stale) for e in swot(lifted)["weakness"]] == [("No single view", True)]
    assert _texts(lifted, "strength") == ["Single customer view, rated 4"]


def test_a_pinned_line_stays_whatever_its_rating_becomes() -> None:
    plan = rate(pin_swot(rate(empty_plan(), "data_360", 1), "weakness", "data_360"), "data_360", 4)
    entry = swot(plan)["weakness"][0]
    assert (entry.pinned, entry.stale) == (True, False)
    assert swot(plan)["strength"] == ()


def test_pinning_again_keeps_the_words() -> None:
    plan = rate(empty_plan(), "data_360", 1)
    plan = pin_swot(pin_swot(plan, "weakness", "data_360", "My words", pinned=False), "weakness", "data_360")
    assert [(e.text, e.pinned) for e in swot(plan)["weakness"]] == [("My words", True)]
    assert len(plan.swot) == 1


def test_a_hidden_line_is_left_out_until_it_is_brought_back() -> None:
    plan = rate(empty_plan(), "data_360", 1)
    hidden = hide_swot(plan, "weakness", "data_360")
    assert swot(hidden)["weakness"] == () and weaknesses(hidden) == []
    assert [i.question for i in hidden_items(hidden)] == ["data_360"]
    assert bring_back_swot(hidden) == plan


def test_a_worded_line_that_was_hidden_comes_back_with_its_words() -> None:
    plan = pin_swot(rate(empty_plan(), "data_360", 1), "weakness", "data_360", "No single view", pinned=False)
    assert _texts(bring_back_swot(hide_swot(plan, "weakness", "data_360")), "weakness") == ["No single view"]


def test_removing_the_words_of_a_line_derives_it_again() -> None:
    plan = rate(empty_plan(), "data_360", 1)
    worded = pin_swot(plan, "weakness", "data_360", "No single view")
    assert remove_swot_item(worded, worded.swot[0].id) == plan
    blank = edit_swot_item(worded, worded.swot[0].id, text="")
    assert _texts(blank, "weakness") == ["Single customer view, rated 1"]


def test_opportunities_and_threats_are_typed_and_ordered_among_their_own() -> None:
    plan = empty_plan()
    for kind, text in (("threat", "New rival"), ("opportunity", "City grants"), ("opportunity", "Company bikes")):
        plan = add_swot_item(plan, kind, text)
    assert _texts(plan, "opportunity") == ["City grants", "Company bikes"]
    last = swot(plan)["opportunity"][1].item
    assert _texts(move_swot_item(plan, last, 0), "opportunity") == ["Company bikes", "City grants"]
    assert _texts(move_swot_item(plan, last, 0), "threat") == ["New rival"]


def test_a_line_may_rest_on_a_tool_and_loses_it_when_the_tool_goes() -> None:
    plan = add_tool(empty_plan(), "Mailer")
    plan = add_swot_item(plan, "strength", "Known by everyone", tool=plan.tools[0].id)
    assert swot(remove_tool(plan, plan.tools[0].id))["strength"][0].tool == ""
    with pytest.raises(Refused):
        add_swot_item(plan, "strength", "x", tool="gone")


def test_weaknesses_to_mend_come_lowest_first() -> None:
    plan = rate(rate(empty_plan(), "perf_sales", 2), "perf_tracking", 1)
    assert [r.question.key for r in weaknesses(plan)] == ["perf_tracking", "perf_sales"]
