"""Shared requirements: needs, what hangs on them and what covers them."""

from planner.actions.edits import choose_platform, pin_action, set_need
from planner.actions.requirements import Cover, RequirementRow, needed_by, requirement_rows, shared_requirements
from planner.capabilities.records import Assessment
from planner.plan import Plan
from tests.actions.plans import plan_of, with_actions, with_platforms, with_requirements, with_segments


def base() -> Plan:
    plan = with_segments(plan_of(), "commuters", "families", "riders")
    plan = with_requirements(plan, "view", "sms", question="data_360")
    plan = set_need(plan, "view", "commuters", "essential")
    return set_need(plan, "view", "families", "useful")


def row(plan: Plan, requirement: str = "view") -> RequirementRow:
    return next(r for r in requirement_rows(plan) if r.requirement == requirement)


def test_essential_counts_one_and_useful_a_half() -> None:
    assert row(base()).need == 1.5


def test_the_segment_of_an_action_that_requires_it_needs_it_too() -> None:
    plan = with_actions(base(), a={"requires": ("view",), "segments": ("riders",)})
    cell = row(plan).needs["riders"]
    assert (cell.level, cell.derived) == ("essential", True)
    assert row(plan).need == 2.5


def test_what_was_typed_goes_before_what_actions_say() -> None:
    plan = with_actions(base(), a={"requires": ("view",), "segments": ("families",)})
    cell = row(plan).needs["families"]
    assert (cell.level, cell.derived) == ("useful", False)


def test_the_benefit_that_hangs_on_it_is_that_of_the_actions_that_need_it() -> None:
    plan = with_actions(
        base(),
        a={"requires": ("view",), "benefit_likely": 100.0},
        b={"requires": ("view",), "benefit_likely": 50.0},
        c={"requires": ("sms",), "benefit_likely": 7.0},
        out={"requires": ("view",), "benefit_likely": 900.0, "pin": "out"},
    )
    assert row(plan).benefit == 150.0
    assert row(plan).actions == ("a", "b")


def test_the_rating_comes_from_the_capability_question() -> None:
    plan = base()
    answers = (
        Assessment(id="one", rank="V001", question="data_360", role="CRM lead", rating=1),
        Assessment(id="two", rank="V002", question="data_360", role="Data analyst", rating=2),
    )
    assert row(plan).rating is None
    assert row(plan.with_rows("assessments", answers)).rating == 1.5


def test_nothing_covers_it_at_first_and_a_platform_could() -> None:
    found = row(with_platforms(base(), p={"provides": ("view",)}))
    assert (found.covered, found.covers, found.could_cover) == (False, (), ("p",))


def test_actions_chosen_platforms_and_owned_tools_cover_it_in_this_order() -> None:
    plan = with_platforms(base(), owned={"owned": True, "provides": ("view",)}, bought={"provides": ("view",)})
    plan = choose_platform(with_actions(plan, join={"provides": ("view",)}), "bought")
    assert row(plan).covers == (Cover("action", "join"), Cover("platform", "bought"), Cover("owned", "owned"))
    assert row(pin_action(plan, "join", "out")).covers[0] == Cover("platform", "bought")


def test_the_most_shared_requirement_comes_first() -> None:
    plan = set_need(base(), "sms", "riders", "essential")
    assert [r.requirement for r in shared_requirements(plan)] == ["view", "sms"]
    plan = set_need(plan, "sms", "commuters", "essential")
    assert [r.requirement for r in shared_requirements(plan)] == ["sms", "view"]


def test_an_action_is_needed_by_those_that_wait_for_it_or_that_only_it_provides_for() -> None:
    from planner.actions.edits import depend_on

    plan = with_actions(
        base(),
        join={"provides": ("view",)},
        service={"requires": ("view",)},
        evenings={"requires": ("view",)},
        cart={},
        left={"requires": ("view",), "pin": "out"},
    )
    plan = depend_on(plan, "cart", "join")
    assert needed_by(plan)["join"] == ("service", "evenings", "cart")


def test_an_action_is_not_needed_where_something_else_provides_the_same() -> None:
    plan = with_actions(base(), join={"provides": ("view",)}, service={"requires": ("view",)})
    assert "join" in needed_by(plan)
    assert "join" not in needed_by(with_platforms(plan, p={"owned": True, "provides": ("view",)}))
