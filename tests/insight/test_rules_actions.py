"""Health rules of the action plan: each one fires, and falls silent once it is mended."""

import datetime as dt

import pytest

from planner.actions.edits import (
    choose_platform,
    depend_on,
    edit_action,
    edit_platform,
    pin_action,
    score_platform,
    set_cost,
    set_need,
    set_platform_weight,
    toggle_provided,
    use_standard_criteria,
)
from planner.actions.records import Cost, Dependency
from planner.capabilities.edits import add_tool
from planner.insight.edits import edit_profile, set_threshold
from planner.insight.finding import Finding
from planner.insight.health import health
from planner.insight.rules_actions import action_rules
from planner.plan import Plan
from planner.record import changed
from tests.actions.plans import (
    MONDAY,
    plan_of,
    with_actions,
    with_objectives,
    with_platforms,
    with_requirements,
    with_segments,
)


def sound() -> Plan:
    """A plan whose actions leave nothing to say."""
    plan = with_objectives(with_segments(plan_of(), "riders"), "repeat")
    return with_actions(plan, cart=SOUND, reminder={**SOUND, "owner": "E-commerce manager"})


SOUND = {
    "owner": "CRM lead",
    "duration_days": 20,
    "earliest_start": MONDAY,
    "segments": ("riders",),
    "objectives": ("repeat",),
    "costs": (Cost(kind="media", amount=10_000.0),),
    "benefit_likely": 50_000.0,
}


def codes(plan: Plan) -> set[str]:
    return {finding.code for finding in action_rules(plan)}


def finding(plan: Plan, code: str) -> Finding:
    return next(f for f in action_rules(plan) if f.code == code)


def test_a_sound_plan_has_nothing_to_mend() -> None:
    assert list(action_rules(sound())) == []


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"owner": " "}, "actions.no_owner"),
        ({"duration_days": None}, "actions.no_dates"),
        ({"earliest_start": None}, "actions.no_dates"),
        ({"objectives": ()}, "actions.no_objective"),
        ({"segments": ()}, "actions.no_segment"),
        ({"costs": ()}, "actions.no_cost"),
        ({"benefit_likely": None}, "actions.no_benefit"),
        ({"segments": (), "objectives": ()}, "actions.serves_nobody"),
    ],
)
def test_an_action_that_lacks_something_is_named(fields: dict[str, object], code: str) -> None:
    plan = edit_action(sound(), "cart", **fields)
    assert codes(plan) == {code}
    found = finding(plan, code)
    assert (found.page, found.table, found.item, found.subject) == ("actions", "actions", "cart", "cart")
    assert "cart" in found.sentence


def test_what_is_left_out_or_dropped_needs_no_mending() -> None:
    plan = edit_action(sound(), "cart", owner="", costs=())
    assert codes(pin_action(plan, "cart", "out")) == set()
    assert codes(edit_action(plan, "cart", status="dropped")) == set()


def test_an_action_that_waits_for_another_needs_no_start_of_its_own() -> None:
    plan = edit_action(sound(), "reminder", earliest_start=None)
    assert codes(plan) == {"actions.no_dates"}
    assert codes(depend_on(plan, "reminder", "cart")) == set()


def test_an_action_that_others_need_needs_no_benefit_of_its_own() -> None:
    plan = edit_action(sound(), "cart", benefit_likely=None, segments=())
    assert codes(plan) == {"actions.no_benefit", "actions.no_segment"}
    assert codes(depend_on(edit_action(plan, "reminder", earliest_start=None), "reminder", "cart")) == set()


def test_an_action_that_is_to_start_before_what_it_waits_for_is_told_the_first_day() -> None:
    plan = depend_on(sound(), "reminder", "cart")
    assert codes(plan) == {"actions.too_early"}
    assert "1\u00a0Feb\u00a02027" in finding(plan, "actions.too_early").sentence
    assert codes(edit_action(plan, "reminder", earliest_start=dt.date(2027, 2, 1))) == set()


def test_a_loop_from_a_file_is_named() -> None:
    plan = sound()
    looped = [
        changed(a, depends=(Dependency(action=b),)) for a, b in zip(plan.actions, ("reminder", "cart"), strict=True)
    ]
    plan = plan.with_rows("actions", tuple(looped))
    assert "actions.loop" in codes(plan)
    assert "cart → reminder → cart" in finding(plan, "actions.loop").sentence


def test_an_action_that_ends_after_the_plan_is_named() -> None:
    plan = edit_action(sound(), "cart", duration_days=300)
    assert "actions.after_horizon" in codes(plan)
    assert "actions.after_horizon" not in codes(edit_profile(plan, end=dt.date(2028, 12, 31)))


def test_a_requirement_that_nothing_provides_is_missing_where_actions_need_it() -> None:
    plan = edit_action(with_requirements(sound(), "view"), "cart", requires=("view",))
    found = finding(plan, "actions.not_provided")
    assert (found.severity, found.table, found.item) == ("missing", "requirements", "view")
    assert found.sentence == "Nothing provides view, which 1 action needs."
    assert codes(edit_action(plan, "reminder", provides=("view",))) == set()


def test_a_requirement_that_nothing_provides_is_weak_where_only_segments_need_it() -> None:
    plan = set_need(with_requirements(sound(), "view"), "view", "riders", "useful")
    assert finding(plan, "actions.not_provided").severity == "weak"
    assert codes(with_requirements(sound(), "view")) == set()


def bought(*names: str) -> Plan:
    plan = set_need(with_requirements(sound(), "sms"), "sms", "riders", "essential")
    return with_platforms(plan, **{name: {"provides": ("sms",), "chosen": True} for name in names})


def test_a_platform_that_serves_nobody_is_named() -> None:
    plan = bought("suite")
    assert codes(plan) == set()
    plan = toggle_provided(plan, "suite", "sms")
    assert finding(plan, "actions.serves_nobody").item == "suite"
    assert "actions.serves_nobody" not in codes(choose_platform(plan, "suite", False))


def test_more_than_a_handful_of_new_platforms_is_many() -> None:
    plan = bought("a", "b", "c", "d", "e", "f")
    assert codes(plan) == {"actions.too_many_platforms"}
    assert codes(choose_platform(plan, "f", False)) == set()
    assert codes(edit_platform(plan, "f", owned=True)) == set()
    assert codes(set_threshold(plan, "max_new_platforms", 6)) == set()


def test_an_owned_tool_that_is_hardly_used_would_do() -> None:
    plan = add_tool(bought("suite"), "Mailer", id="mailer", usage="basic")
    plan = with_platforms(plan, mailer={"owned": True, "provides": ("sms",), "tool": "mailer"})
    assert codes(plan) == {"actions.owned_would_do"}
    assert "mailer" in finding(plan, "actions.owned_would_do").sentence
    assert codes(toggle_provided(plan, "mailer", "sms")) == set()
    full = plan.with_rows("tools", (changed(plan.tools[0], usage="full"),))
    assert codes(full) == set()


def test_a_close_call_between_platforms_names_what_to_rate_again() -> None:
    plan = use_standard_criteria(with_platforms(sound(), one={}, two={}))
    for criterion in plan.platform_criteria:
        plan = score_platform(score_platform(plan, "one", criterion.id, 3), "two", criterion.id, 3)
    first = plan.platform_criteria[0].id
    plan = set_platform_weight(score_platform(plan, "one", first, 4), first, 20)
    assert codes(plan) == {"actions.close_call"}
    assert "0.20" in finding(plan, "actions.close_call").sentence
    assert codes(score_platform(plan, "two", first, 2)) == set()


def test_a_budget_over_the_cap_says_by_how_much() -> None:
    plan = edit_profile(sound(), budget_cap=12_000.0)
    assert finding(plan, "actions.over_budget").sentence == "The budget exceeds the cap by €8,000."
    assert codes(pin_action(plan, "cart", "out")) == set()
    assert codes(set_cost(plan, "cart", "media", 2_000.0)) == set()


def test_a_benefit_claimed_twice_for_one_gap_is_named_once() -> None:
    plan = sound()
    for action in ("cart", "reminder"):
        plan = edit_action(plan, action, gaps=("j/added/a", "j/added/b"))
    assert [f.code for f in action_rules(plan)] == ["actions.benefit_twice"]
    assert finding(plan, "actions.benefit_twice").sentence == "cart and reminder claim the benefit of the same gap."
    assert codes(edit_action(plan, "reminder", gaps=("j/added/c",))) == set()


def test_a_role_with_more_than_a_full_month_is_named_with_the_month() -> None:
    plan = edit_action(sound(), "reminder", owner="CRM lead", effort_days=7.0)
    found = finding(plan, "actions.overload")
    # January has 21 working days, 27 are planned
    assert found.sentence == "CRM lead is planned at 129\u00a0% in January\u00a02027."
    assert codes(edit_action(plan, "reminder", effort_days=1.0)) == set()
    assert codes(set_threshold(plan, "workload", 1.5)) == set()


def test_the_findings_of_the_action_plan_count_in_the_health_of_the_plan() -> None:
    plan = edit_action(sound(), "cart", owner="")
    assert "actions.no_owner" in {f.code for f in health(plan).findings}
