"""Funding by hand: what an action needs comes along, what others need stays."""

import pytest

from planner.actions.funding import fund
from planner.actions.records import Dependency
from planner.edit import Refused
from planner.plan import Plan, find
from tests.actions.plans import plan_of, with_actions, with_requirements


def pins(plan: Plan) -> dict[str, str]:
    return {a.id: a.pin for a in plan.actions}


def test_an_action_is_left_out_and_funded_again() -> None:
    plan = fund(with_actions(plan_of(), a={}), "a", funded=False)
    assert pins(plan) == {"a": "out"}
    assert pins(fund(plan, "a")) == {"a": ""}


def test_what_a_funded_action_waits_for_is_not_left_out() -> None:
    plan = with_actions(plan_of(), base={}, next={"depends": (Dependency(action="base"),)})
    with pytest.raises(Refused, match=r"Needed by next\."):
        fund(plan, "base", funded=False)


def test_once_those_are_left_out_it_can_be_left_out_too() -> None:
    plan = with_actions(plan_of(), base={}, next={"depends": (Dependency(action="base"),)})
    plan = fund(fund(plan, "next", funded=False), "base", funded=False)
    assert pins(plan) == {"base": "out", "next": "out"}


def test_funding_an_action_funds_all_that_it_waits_for() -> None:
    plan = with_actions(
        plan_of(),
        a={"pin": "out"},
        b={"pin": "out", "depends": (Dependency(action="a"),)},
        c={"pin": "out", "depends": (Dependency(action="b"),)},
        other={"pin": "out"},
    )
    assert pins(fund(plan, "c")) == {"a": "", "b": "", "c": "", "other": "out"}


def test_funding_an_action_funds_the_one_that_provides_for_it() -> None:
    plan = with_requirements(plan_of(), "data")
    plan = with_actions(plan, source={"provides": ("data",), "pin": "out"}, user={"requires": ("data",), "pin": "out"})
    assert pins(fund(plan, "user")) == {"source": "", "user": ""}


def test_what_is_funded_in_any_case_stays_so() -> None:
    plan = with_actions(plan_of(), a={"pin": "in"}, b={"pin": "out", "depends": (Dependency(action="a"),)})
    assert pins(fund(plan, "b")) == {"a": "in", "b": ""}
    assert find(plan, "actions", "a").pin == "in"


def test_a_refusal_names_two_and_counts_the_rest() -> None:
    users = {f"u{i}": {"depends": (Dependency(action="base"),)} for i in range(4)}
    plan = with_actions(with_actions(plan_of(), base={}), **users)
    with pytest.raises(Refused, match=r"Needed by u0, u1 and 2 more\."):
        fund(plan, "base", funded=False)
