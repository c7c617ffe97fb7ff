"""The seven questions, breaks and pressure, answered from the graph."""

import pytest

from planner.journeys.breaks import breaks
from planner.journeys.edits import edit_journey, edit_touchpoint, edit_transition, move_touchpoint, set_trigger
from planner.journeys.graph import graph
from planner.journeys.pressure import contacts_by_channel, pressure
from planner.journeys.questions import SATISFACTION, Answers, answers
from planner.plan import Plan
from tests.journeys.maps import Shares, at, journey_plan, step

STAGES = {"Ad": "discovery", "Cart": "evaluation", "Pay": "decision", "Care": "feedback"}
LINE: Shares = {("Ad", "Cart"): 0.5, ("Cart", "Pay"): 0.4, ("Pay", "Care"): 0.5}


def shop(**more: str) -> Plan:
    return journey_plan(LINE, {"Ad": 1.0}, goals="Pay", stages=STAGES | more)


def ask(plan: Plan) -> Answers:
    return answers(plan, plan.journeys[0].id)


def in_channel(plan: Plan, kind: str, *names: str) -> Plan:
    lane = next(c.id for c in plan.channels if c.kind == kind)
    for name in names:
        point = next(p for p in plan.current_touchpoints if p.name == name)
        plan = move_touchpoint(plan, "current", point.id, point.stage, lane)
    return plan


def names(plan: Plan, ids: object) -> list[str]:
    return [p.name for p in plan.current_touchpoints if p.id in ids]  # type: ignore[operator]


def test_every_channel_says_which_touchpoints_it_has() -> None:
    plan = in_channel(shop(), "website", "Cart", "Pay")
    found = {use.channel: names(plan, use.touchpoints) for use in ask(plan).channels}
    assert found[plan.channels[0].id] == ["Cart", "Pay"]
    assert found[plan.channels[1].id] == []
    assert found[""] == ["Ad", "Care"]


def test_every_stage_says_how_many_channels_cover_it() -> None:
    plan = in_channel(in_channel(shop(Shop="evaluation"), "website", "Cart"), "store", "Shop")
    covers = {cover.stage: len(cover.channels) for cover in ask(plan).stages}
    assert covers["evaluation"] == 2 and covers["decision"] == 0
    assert ask(plan).uncovered == ("consideration", "onboarding", "adoption")


def test_one_way_and_two_way_follow_up_and_measure_are_told_apart() -> None:
    plan = shop()
    plan = edit_touchpoint(plan, "current", at(plan, "Cart"), two_way=True, measured=True)
    plan = set_trigger(plan, "current", at(plan, "Pay"), "Thanks")
    found = ask(plan)
    assert names(plan, found.two_way) == ["Cart"] and len(found.one_way) == 3
    assert names(plan, found.measured) == ["Cart"] and len(found.not_measured) == 3
    assert names(plan, found.followed) == ["Pay"] and len(found.not_followed) == 3


def test_best_and_worst_are_against_the_median_of_the_same_channel() -> None:
    plan = in_channel(shop(), "website", "Ad", "Cart", "Pay")
    for name, level in (("Ad", 3), ("Cart", 1), ("Pay", 4), ("Care", 5)):
        plan = edit_touchpoint(plan, "current", at(plan, name), satisfaction=level)
    found = ask(plan)
    assert found.best is not None and found.worst is not None
    assert (names(plan, [found.best.touchpoint]), found.best.measure) == (["Pay"], SATISFACTION)
    assert names(plan, [found.worst.touchpoint]) == ["Cart"]
    assert (found.worst.value, found.worst.median, found.worst.lead) == (1.0, 3.0, -0.5)
    assert len(found.standings) == 3


def test_a_metric_that_is_better_when_lower_stands_the_other_way_round() -> None:
    plan = in_channel(shop(), "website", "Ad", "Cart")
    for name, value in (("Ad", 0.1), ("Cart", 0.3)):
        fields = {"measured": True, "metric": "Cart abandonment", "metric_value": value}
        plan = edit_touchpoint(plan, "current", at(plan, name), **fields)
    best = ask(plan).best
    assert best is not None and names(plan, [best.touchpoint]) == ["Ad"]


# Breaks


def broken(plan: Plan) -> tuple[list[str], list[str], list[str]]:
    found = breaks(graph(plan, plan.journeys[0].id))
    return names(plan, found.unreachable), names(plan, found.dead_ends), names(plan, found.senders)


def test_a_line_to_the_last_stage_has_no_break() -> None:
    assert broken(shop()) == ([], [], [])


def test_a_touchpoint_without_a_way_on_before_the_last_stage_is_a_dead_end() -> None:
    plan = journey_plan(LINE | {("Ad", "App"): 0.2}, {"Ad": 1.0}, goals="Pay", stages=STAGES | {"App": "consideration"})
    assert broken(plan) == ([], ["App"], [])


def test_a_goal_and_a_touchpoint_that_brings_back_are_no_dead_ends() -> None:
    shares: Shares = {("Ad", "Pay"): 0.2, ("Ad", "Mail"): 0.2, ("Ad", "Care"): 0.1}
    stages = {"Ad": "discovery", "Pay": "decision", "Mail": "decision", "Care": "feedback"}
    plan = journey_plan(shares, {"Ad": 1.0}, goals="Pay", stages=stages, back={("Mail", "Ad"): 0.1})
    assert broken(plan) == ([], [], [])


def test_a_touchpoint_that_nothing_leads_to_is_unreachable_and_no_dead_end() -> None:
    assert broken(shop(Alone="consideration")) == (["Alone"], [], [])


def test_a_step_that_nobody_takes_leads_nowhere() -> None:
    plan = shop()
    plan = edit_transition(plan, "current", step(plan, "Ad", "Cart"), share=0.0)
    assert broken(plan)[0] == ["Cart", "Pay", "Care"]


def test_a_re_engagement_drawn_from_where_nobody_is_is_told_apart() -> None:
    plan = journey_plan(LINE, {"Ad": 1.0}, goals="Pay", stages=STAGES, back={("Mail", "Cart"): 0.2})
    assert broken(plan) == ([], [], ["Mail"])


def test_a_stage_that_a_step_jumps_over_is_named_with_the_step() -> None:
    plan = shop()
    found = breaks(graph(plan, plan.journeys[0].id))
    assert found.skipped["consideration"] == (step(plan, "Ad", "Cart"),)
    assert "evaluation" not in found.skipped


def test_the_end_of_the_scope_is_no_dead_end() -> None:
    plan = journey_plan({("Ad", "Cart"): 0.5}, {"Ad": 1.0}, stages=STAGES)
    plan = edit_touchpoint(plan, "current", at(plan, "Ad"), goal=True)
    assert "Cart" in broken(plan)[1]
    plan = edit_journey(plan, plan.journeys[0].id, scope_to="evaluation")
    assert broken(plan)[1] == []


# Pressure


def test_pressure_counts_the_contacts_of_who_gets_there_against_the_limit() -> None:
    plan = shop()
    plan = edit_touchpoint(plan, "current", at(plan, "Cart"), contacts=6.0, contact_limit=4.0)
    found = {p.touchpoint: p for p in pressure(plan, plan.journeys[0].id)}
    assert found[at(plan, "Cart")].contacts == pytest.approx(6.0)
    assert found[at(plan, "Cart")].over and not found[at(plan, "Ad")].over


def test_a_long_journey_spreads_its_contacts() -> None:
    plan = shop()
    plan = edit_touchpoint(plan, "current", at(plan, "Cart"), contacts=6.0, contact_limit=4.0)
    plan = edit_transition(plan, "current", step(plan, "Ad", "Cart"), delay_days=365.25 / 6)
    found = {p.touchpoint: p for p in pressure(plan, plan.journeys[0].id)}
    assert found[at(plan, "Cart")].contacts == pytest.approx(3.0)
    assert not found[at(plan, "Cart")].over


def test_contacts_by_channel_are_those_of_the_average_customer() -> None:
    plan = in_channel(shop(), "email", "Cart", "Pay")
    total = contacts_by_channel(plan, plan.journeys[0].id)
    assert total[plan.channels[1].id] == pytest.approx(0.5 + 0.2)
