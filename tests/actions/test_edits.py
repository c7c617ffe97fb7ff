"""The verbs of the action plan."""

import pytest

from planner.actions.edits import (
    add_platform,
    add_platform_criterion,
    choose_actions,
    cycle_need,
    depend_on,
    duplicate_action,
    edit_action,
    edit_actions,
    move_action,
    pin_action,
    remove_action,
    remove_platform_criterion,
    remove_requirement,
    score_platform,
    set_benefit,
    set_cost,
    set_need,
    set_platform_cost,
    set_platform_weight,
    toggle_action_segment,
    toggle_gap,
    toggle_provided,
    toggle_requires,
    use_standard_criteria,
)
from planner.actions.records import Action
from planner.edit import Refused
from planner.plan import Plan, find
from tests.actions.plans import plan_of, with_actions, with_platforms, with_requirements, with_segments


def abc() -> Plan:
    return with_actions(plan_of(), a={}, b={}, c={})


def action(plan: Plan, key: str) -> Action:
    found: Action = find(plan, "actions", key)
    return found


def test_a_dependency_that_would_close_a_loop_is_refused_with_the_loop_named() -> None:
    plan = depend_on(depend_on(abc(), "b", "a"), "c", "b")
    with pytest.raises(Refused, match="a → c → b → a"):
        depend_on(plan, "a", "c")


def test_an_action_cannot_wait_for_itself() -> None:
    with pytest.raises(Refused, match="a → a"):
        depend_on(abc(), "a", "a")


def test_a_loop_is_refused_too_where_the_dependencies_are_edited_as_a_field() -> None:
    plan = depend_on(abc(), "b", "a")
    with pytest.raises(Refused):
        edit_action(plan, "a", depends=action(depend_on(abc(), "a", "b"), "a").depends)


def test_depending_again_changes_the_lag() -> None:
    plan = depend_on(depend_on(abc(), "b", "a"), "b", "a", -3)
    assert [(d.action, d.lag_days) for d in action(plan, "b").depends] == [("a", -3)]


def test_removing_an_action_frees_what_waited_for_it() -> None:
    assert action(remove_action(depend_on(abc(), "b", "a"), "a"), "b").depends == ()


def test_benefits_out_of_order_are_refused_at_the_field() -> None:
    with pytest.raises(Refused) as refused:
        set_benefit(abc(), "a", 10, 5, 20)
    assert refused.value.field == "benefit_likely"
    with pytest.raises(Refused):
        set_benefit(abc(), "a", 10, None, 5)


def test_a_benefit_may_be_known_in_part() -> None:
    assert action(set_benefit(abc(), "a", None, 5, None), "a").benefit_likely == 5


def test_a_cost_of_a_kind_is_set_changed_and_taken_away() -> None:
    plan = set_cost(set_cost(abc(), "a", "media", 100), "a", "people", 50)
    plan = set_cost(plan, "a", "media", 120)
    assert [(c.kind, c.amount) for c in action(plan, "a").costs] == [("media", 120.0), ("people", 50.0)]
    assert [c.kind for c in action(set_cost(plan, "a", "media", None), "a").costs] == ["people"]


def test_a_negative_cost_is_refused() -> None:
    with pytest.raises(Refused):
        set_cost(abc(), "a", "media", -1)


def test_segments_objectives_and_gaps_are_toggled() -> None:
    plan = with_segments(abc(), "s")
    joined = toggle_gap(toggle_action_segment(plan, "a", "s"), "a", "j/added/t")
    assert (action(joined, "a").segments, action(joined, "a").gaps) == (("s",), ("j/added/t",))
    assert toggle_gap(toggle_action_segment(joined, "a", "s"), "a", "j/added/t") == plan


def test_an_unknown_segment_is_refused() -> None:
    with pytest.raises(Refused):
        toggle_action_segment(abc(), "a", "nobody")


def test_a_copy_comes_right_after_and_has_not_begun() -> None:
    plan = duplicate_action(edit_action(abc(), "a", status="in_progress", done=0.5), "a")
    copy = plan.actions[1]
    assert (copy.title, copy.status, copy.done) == ("a (copy)", "planned", 0.0)


def test_an_action_moves_within_its_column() -> None:
    plan = move_action(abc(), "c", 0, within=("b", "c"))
    assert [a.id for a in plan.actions] == ["a", "c", "b"]


def test_several_actions_get_the_same_owner() -> None:
    plan = edit_actions(abc(), ["a", "c"], owner="CRM lead")
    assert [a.owner for a in plan.actions] == ["CRM lead", "", "CRM lead"]


def test_choosing_leaves_out_the_rest_and_keeps_what_was_pinned_in() -> None:
    plan = choose_actions(pin_action(pin_action(abc(), "a", "in"), "b", "out"), ["a", "b"])
    assert [a.pin for a in plan.actions] == ["in", "", "out"]


def test_choosing_can_choose_platforms_too() -> None:
    plan = with_platforms(abc(), p={"chosen": True}, q={})
    assert [p.chosen for p in choose_actions(plan, ["a"], ["q"]).platforms] == [False, True]
    assert [p.chosen for p in choose_actions(plan, ["a"]).platforms] == [True, False]


def test_a_need_goes_round_from_none_to_useful_to_essential() -> None:
    plan = with_requirements(with_segments(plan_of(), "s"), "r")
    levels = []
    for _turn in range(4):
        plan = cycle_need(plan, "r", "s")
        levels.append([n.level for n in plan.requirements[0].needs])
    assert levels == [["useful"], ["essential"], [], ["useful"]]


def test_a_requirement_that_goes_is_taken_from_actions_and_platforms() -> None:
    plan = with_requirements(with_platforms(abc(), p={}), "r")
    plan = toggle_provided(toggle_requires(plan, "a", "r"), "p", "r")
    plan = remove_requirement(plan, "r")
    assert (action(plan, "a").requires, plan.platforms[0].provides) == ((), ())


def test_a_segment_that_goes_takes_its_needs_along() -> None:
    from planner.segments.edits import remove_segment

    plan = set_need(with_requirements(with_segments(plan_of(), "s"), "r"), "r", "s", "essential")
    assert remove_segment(plan, "s").requirements[0].needs == ()


def test_the_standard_criteria_share_100_points() -> None:
    plan = use_standard_criteria(plan_of())
    assert [(c.key, c.weight) for c in plan.platform_criteria] == [
        ("integration", 25.0),
        ("ease", 25.0),
        ("reporting", 25.0),
        ("cost", 25.0),
    ]


def test_standard_criteria_are_not_added_twice() -> None:
    plan = use_standard_criteria(add_platform_criterion(plan_of(), "cost"))
    assert sorted(c.key for c in plan.platform_criteria) == ["cost", "ease", "integration", "reporting"]
    with pytest.raises(Refused):
        add_platform_criterion(plan, "cost")


def test_weights_of_criteria_always_add_to_100() -> None:
    plan = use_standard_criteria(plan_of())
    first = plan.platform_criteria[0].id
    plan = set_platform_weight(plan, first, 40)
    assert [c.weight for c in plan.platform_criteria] == [40.0, 20.0, 20.0, 20.0]
    plan = add_platform_criterion(plan, name="Hosting")
    assert [c.weight for c in plan.platform_criteria] == [32.0, 16.0, 16.0, 16.0, 20.0]
    plan = remove_platform_criterion(plan, first)
    assert sum(c.weight for c in plan.platform_criteria) == 100.0


def test_a_criterion_that_goes_takes_its_scores_along() -> None:
    plan = add_platform_criterion(add_platform(plan_of(), "P", id="p"), "cost")
    criterion = plan.platform_criteria[0].id
    plan = score_platform(plan, "p", criterion, 4)
    assert [s.value for s in plan.platforms[0].scores] == [4]
    assert score_platform(plan, "p", criterion, None).platforms[0].scores == ()
    assert remove_platform_criterion(plan, criterion).platforms[0].scores == ()


def test_a_score_above_five_is_refused() -> None:
    plan = add_platform_criterion(add_platform(plan_of(), "P", id="p"), "cost")
    with pytest.raises(Refused):
        score_platform(plan, "p", plan.platform_criteria[0].id, 6)


def test_running_costs_of_a_platform_are_kept_by_kind() -> None:
    plan = set_platform_cost(add_platform(plan_of(), "P", id="p"), "p", "running", 12_000)
    assert [(c.kind, c.amount) for c in plan.platforms[0].costs] == [("running", 12_000.0)]
