"""Goals against segments, and segments against channels."""

from planner.actions.edits import edit_action, pin_action
from planner.insight.health import health
from planner.insight.matrix import Coverage, channel_matrix, goal_gaps, goal_matrix
from planner.insight.rules_thread import thread_rules
from planner.insight.summary import sentence_of
from planner.journeys.edits import add_channel, add_journey, add_touchpoint
from planner.objectives.edits import toggle_segment
from planner.plan import Plan
from planner.segments.edits import set_channel
from tests.actions.plans import plan_of, with_actions, with_objectives, with_segments


def base() -> Plan:
    return with_objectives(with_segments(plan_of(), "commuters", "families"), "repeat")


def with_journey(plan: Plan, segment: str, channel: str = "") -> Plan:
    plan = add_journey(plan, segment, "Way")
    return add_touchpoint(plan, plan.journeys[-1].id, "current", "Shop", channel=channel)


def coverage(plan: Plan, segment: str = "commuters") -> Coverage:
    return goal_matrix(plan)["repeat", segment].coverage


def test_a_goal_with_neither_journey_nor_action_is_a_gap() -> None:
    assert coverage(base()) == "gap"


def test_an_empty_journey_is_none() -> None:
    assert coverage(add_journey(base(), "commuters", "Way")) == "gap"


def test_a_goal_with_one_of_the_two_is_half_covered() -> None:
    action = {"objectives": ("repeat",), "segments": ("commuters",)}
    assert coverage(with_journey(base(), "commuters")) == "journey"
    assert coverage(with_actions(base(), a=action)) == "actions"
    assert coverage(with_actions(with_journey(base(), "commuters"), a=action)) == "both"


def test_an_action_counts_only_where_it_serves_both_and_is_carried_out() -> None:
    plan = with_actions(base(), a={"objectives": ("repeat",), "segments": ("families",)})
    assert (coverage(plan, "families"), coverage(plan, "commuters")) == ("actions", "gap")
    assert coverage(pin_action(plan, "a", "out"), "families") == "gap"
    assert coverage(edit_action(plan, "a", objectives=()), "families") == "gap"


def test_a_goal_for_other_segments_is_not_targeted() -> None:
    plan = toggle_segment(base(), "repeat", "families")
    assert (coverage(plan, "commuters"), coverage(plan, "families")) == ("not_targeted", "gap")


def test_each_gap_is_a_finding_that_falls_silent_once_there_is_an_action() -> None:
    plan = base()
    assert [(f.code, f.table, f.item) for f in thread_rules(plan)] == [
        ("insights.goal_gap", "objectives", "repeat")
    ] * 2
    plan = with_actions(plan, a={"objectives": ("repeat",), "segments": ("commuters", "families")})
    assert list(thread_rules(plan)) == []
    assert goal_gaps(plan) == []


def test_several_gaps_are_one_sentence_among_the_reasons() -> None:
    reasons = {reason.code: sentence_of(reason) for reason in health(base()).reasons}
    assert reasons["insights.goal_gap"] == "2 segment goals have no journey and no action."
    assert reasons["objectives.no_kpi"] == "repeat has no KPI."


def test_a_reason_without_a_sentence_of_its_own_tells_the_first_and_counts_the_rest() -> None:
    reasons = {reason.code: sentence_of(reason) for reason in health(base()).reasons}
    assert reasons["segments.no_needs"] == "Nobody has noted what commuters need. And 1 more like it."


def test_a_channel_is_used_preferred_or_both() -> None:
    plan = add_channel(add_channel(base(), "email"), "sms")
    email, sms = (channel.id for channel in plan.channels)
    plan = with_journey(plan, "commuters", email)
    cell = channel_matrix(plan)["commuters", email]
    assert (cell.use, cell.current, cell.optimal, cell.consent) == ("other", 1, 0, None)
    plan = set_channel(set_channel(plan, "commuters", email, consent=0.4), "commuters", sms)
    cells = channel_matrix(plan)
    assert (cells["commuters", email].use, cells["commuters", email].consent) == ("used", 0.4)
    assert cells["commuters", sms].use == "preferred"
    assert cells["families", sms].use == "none"
