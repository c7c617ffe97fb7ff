"""The verbs of journeys: what they change, take along and refuse."""

import pytest

from planner.edit import Refused
from planner.journeys.edits import (
    add_channel,
    add_journey,
    add_stage,
    add_touchpoint,
    clear_state,
    connect,
    copy_journey,
    copy_touchpoints,
    edit_journey,
    edit_touchpoint,
    edit_touchpoints,
    edit_transition,
    move_stage,
    move_touchpoint,
    place_touchpoints,
    remove_channel,
    remove_stage,
    remove_touchpoints,
    set_entry,
    set_stage_model,
    set_trigger,
    start_optimal,
    tidy,
)
from planner.journeys.graph import graph
from planner.journeys.layout import crossings
from planner.plan import Plan, by_id, empty_plan
from planner.segments.edits import add_segment
from tests.journeys.maps import at, journey_plan, segment_plan, step

STAGES = {"A": "discovery", "B": "evaluation", "C": "feedback"}


def walk() -> Plan:
    return journey_plan({("A", "B"): 0.5, ("B", "C"): 0.4}, {"A": 1.0}, goals="C", stages=STAGES)


def stage_of(plan: Plan, name: str) -> str:
    return str(by_id(plan, "current_touchpoints")[at(plan, name)].stage)


def test_the_first_journey_brings_stages_and_lanes_in_the_language_of_the_plan() -> None:
    plan = add_segment(empty_plan(language="fr"), "Familles")
    plan = add_journey(plan, plan.segments[0].id)
    assert [stage.name for stage in plan.journeys[0].stages][:2] == ["Découverte", "Considération"]
    assert [channel.name for channel in plan.channels][:2] == ["Site web", "E-mail"]
    assert len(plan.channels) == 8
    assert len(add_journey(plan, plan.segments[0].id).channels) == 8


def test_a_touchpoint_is_two_way_where_its_channel_is_unless_someone_says_otherwise() -> None:
    plan = segment_plan()
    journey = plan.journeys[0].id
    store = next(c.id for c in plan.channels if c.kind == "store")
    plan = add_touchpoint(plan, journey, "current", "Test ride", "evaluation", store)
    plan = add_touchpoint(plan, journey, "current", "Poster", "discovery", store, two_way=False)
    assert [p.two_way for p in plan.current_touchpoints] == [True, False]


def test_a_stage_of_another_journey_is_refused() -> None:
    plan = segment_plan()
    with pytest.raises(Refused):
        add_touchpoint(plan, plan.journeys[0].id, "current", "Lost", "nowhere")


def test_a_copy_keeps_what_is_one_touchpoint_in_both_states_one() -> None:
    plan = walk()
    plan = start_optimal(plan, plan.journeys[0].id)
    plan = add_segment(plan, "Families")
    plan = copy_journey(plan, plan.journeys[0].id, plan.segments[1].id)
    now, then = (graph(plan, plan.journeys[1].id, state) for state in ("current", "optimal"))
    assert list(now.points) == list(then.points)
    assert not set(now.points) & set(graph(plan, plan.journeys[0].id).points)
    assert [point.name for point in now.points.values()] == ["A", "B", "C"]
    assert [now.points[s.source].name + now.points[s.target].name for s in now.steps] == ["AB", "BC"]
    assert [now.points[e.touchpoint].name for e in now.entries] == ["A"]
    assert plan.journeys[1].segment == plan.segments[1].id


def test_the_optimal_state_starts_as_the_current_one_and_only_once() -> None:
    plan = walk()
    journey = plan.journeys[0].id
    plan = start_optimal(plan, journey)
    assert [p.id for p in plan.optimal_touchpoints] == [p.id for p in plan.current_touchpoints]
    assert len(plan.optimal_transitions) == 2 and len(plan.optimal_entries) == 1
    with pytest.raises(Refused):
        start_optimal(plan, journey)


def test_a_cleared_state_can_be_begun_anew() -> None:
    plan = walk()
    journey = plan.journeys[0].id
    plan = clear_state(start_optimal(plan, journey), journey, "optimal")
    assert not plan.optimal_touchpoints and not plan.optimal_transitions and not plan.optimal_entries
    assert len(start_optimal(plan, journey).optimal_touchpoints) == 3


# Stages


def test_the_touchpoints_of_a_removed_stage_go_to_the_one_before_it() -> None:
    plan = walk()
    journey = plan.journeys[0].id
    assert stage_of(remove_stage(plan, journey, "evaluation"), "B") == "consideration"
    assert stage_of(remove_stage(plan, journey, "discovery"), "A") == "consideration"


def test_the_scope_moves_with_a_removed_stage() -> None:
    plan = walk()
    journey = plan.journeys[0].id
    plan = edit_journey(plan, journey, scope_from="evaluation", scope_to="decision")
    assert remove_stage(plan, journey, "evaluation").journeys[0].scope_from == "consideration"


def test_the_last_stage_leaves_touchpoints_without_one() -> None:
    plan = journey_plan({}, stages={"A": "discovery"})
    journey = plan.journeys[0].id
    for stage in [s.id for s in plan.journeys[0].stages]:
        plan = remove_stage(plan, journey, stage)
    assert [(p.name, p.stage) for p in plan.current_touchpoints] == [("A", "")]


def test_another_model_loses_no_touchpoint_of_either_state() -> None:
    plan = walk()
    journey = plan.journeys[0].id
    plan = set_stage_model(start_optimal(plan, journey), journey, "funnel")
    assert [stage.id for stage in plan.journeys[0].stages] == ["awareness", "familiarity", "consideration"]
    assert [p.stage for p in plan.current_touchpoints] == ["awareness", "consideration", "consideration"]
    assert [p.stage for p in plan.optimal_touchpoints] == ["awareness", "consideration", "consideration"]


def test_a_mapping_says_where_the_touchpoints_of_a_stage_go() -> None:
    plan = walk()
    plan = set_stage_model(plan, plan.journeys[0].id, "funnel", {"evaluation": "familiarity"})
    assert stage_of(plan, "B") == "familiarity"


def test_own_stages_stay_and_become_the_teams_own() -> None:
    plan = walk()
    after = set_stage_model(plan, plan.journeys[0].id, "own")
    assert after.journeys[0].stage_model == "own"
    assert after.journeys[0].stages == plan.journeys[0].stages


def test_a_stage_moved_or_added_makes_the_model_the_teams_own() -> None:
    plan = walk()
    journey = plan.journeys[0].id
    moved = move_stage(plan, journey, "feedback", 0)
    assert moved.journeys[0].stages[0].id == "feedback"
    assert moved.journeys[0].stage_model == "own"
    added = add_stage(plan, journey, "Gift", 1)
    assert added.journeys[0].stages[1].name == "Gift"
    assert move_stage(plan, journey, "feedback", 6) is plan


# Channels and places


def test_touchpoints_outlive_their_channel() -> None:
    plan = segment_plan()
    lane = plan.channels[0].id
    plan = add_touchpoint(plan, plan.journeys[0].id, "current", "Page", channel=lane)
    assert [p.channel for p in remove_channel(plan, lane).current_touchpoints] == [""]


def test_a_channel_has_the_name_of_the_catalogue_where_none_is_given() -> None:
    plan = add_channel(add_channel(empty_plan(language="fr"), "store"), "store", "Atelier")
    assert [channel.name for channel in plan.channels] == ["Magasin", "Atelier"]


def test_several_touchpoints_change_cells_at_once() -> None:
    plan = walk()
    lane = plan.channels[2].id
    plan = place_touchpoints(plan, "current", {at(plan, n): ("decision", lane) for n in "AB"})
    assert [(p.name, p.stage, p.channel == lane) for p in plan.current_touchpoints] == [
        ("A", "decision", True),
        ("B", "decision", True),
        ("C", "feedback", False),
    ]


def test_a_touchpoint_moves_to_a_place_inside_its_new_cell() -> None:
    plan = journey_plan({}, stages=dict.fromkeys("ABCD", "discovery"))
    plan = move_touchpoint(plan, "current", at(plan, "D"), "discovery", "", 1)
    seen = graph(plan, plan.journeys[0].id)
    assert [p.name for p in seen.cells["discovery", ""]] == ["A", "D", "B", "C"]


def test_copies_take_the_steps_between_them_along() -> None:
    plan = walk()
    plan = copy_touchpoints(plan, "current", [at(plan, "A"), at(plan, "B")], {at(plan, "A"): ("decision", "")})
    assert [p.name for p in plan.current_touchpoints] == ["A", "B", "C", "A", "B"]
    copies = plan.current_touchpoints[3:]
    assert copies[0].stage == "decision" and copies[1].stage == "evaluation"
    assert [(t.source, t.target) for t in plan.current_transitions[2:]] == [(copies[0].id, copies[1].id)]


def test_a_touchpoint_takes_its_steps_and_starts_along_and_stays_in_the_other_state() -> None:
    plan = walk()
    plan = start_optimal(plan, plan.journeys[0].id)
    plan = remove_touchpoints(plan, "current", [at(plan, "A")])
    assert len(plan.current_transitions) == 1 and not plan.current_entries
    assert len(plan.optimal_touchpoints) == 3


def test_several_touchpoints_get_the_same_owner_in_one_edit() -> None:
    plan = walk()
    plan = edit_touchpoints(plan, "current", [p.id for p in plan.current_touchpoints], owner="Store manager")
    assert {p.owner for p in plan.current_touchpoints} == {"Store manager"}


def test_a_follow_up_is_set_and_taken_away() -> None:
    plan = walk()
    plan = set_trigger(plan, "current", at(plan, "B"), "Reminder", 24.0)
    trigger = by_id(plan, "current_touchpoints")[at(plan, "B")].trigger
    assert (trigger.action, trigger.after_hours) == ("Reminder", 24.0)
    plan = set_trigger(plan, "current", at(plan, "B"), None)
    assert by_id(plan, "current_touchpoints")[at(plan, "B")].trigger is None


def test_a_touchpoint_does_not_leave_its_journey() -> None:
    plan = walk()
    plan = add_journey(plan, plan.segments[0].id)
    with pytest.raises(Refused):
        edit_touchpoint(plan, "current", at(plan, "A"), journey=plan.journeys[1].id)


# Shares


def test_more_than_all_cannot_go_on_and_the_touchpoint_is_named() -> None:
    plan = journey_plan({("Cart", "Pay"): 0.7}, stages={"Help": ""})
    ends = at(plan, "Cart"), at(plan, "Help")
    journey = plan.journeys[0].id
    with pytest.raises(Refused, match=r"Cart.*105") as refused:
        connect(plan, journey, "current", *ends, share=0.35)
    assert refused.value.field == "share"
    plan = connect(plan, journey, "current", *ends, share=0.3)
    with pytest.raises(Refused, match="Cart"):
        edit_transition(plan, "current", step(plan, "Cart", "Help"), share=0.31)


def test_three_thirds_and_tenths_are_not_more_than_all() -> None:
    plan = journey_plan({("A", "B"): 0.1, ("A", "C"): 0.2, ("A", "D"): 0.7})
    assert len(plan.current_transitions) == 3
    journey_plan({("A", n): 1 / 7 for n in "BCDEFGH"})


def test_a_loop_counts_with_the_others_and_a_re_engagement_on_its_own() -> None:
    plan = journey_plan({("A", "B"): 0.7, ("A", "A"): 0.3}, back={("A", "C"): 1.0})
    with pytest.raises(Refused, match="come back"):
        connect(plan, plan.journeys[0].id, "current", at(plan, "A"), at(plan, "B"), "re_engagement", 0.1)


def test_two_steps_of_a_kind_between_the_same_touchpoints_are_refused() -> None:
    plan = walk()
    journey = plan.journeys[0].id
    ends = at(plan, "A"), at(plan, "B")
    with pytest.raises(Refused):
        connect(plan, journey, "current", *ends)
    plan = connect(plan, journey, "current", *ends, "re_engagement", 0.1)
    with pytest.raises(Refused):
        edit_transition(plan, "current", plan.current_transitions[-1].id, kind="forward")


def test_a_step_to_itself_is_a_loop() -> None:
    plan = walk()
    here = at(plan, "A")
    with pytest.raises(Refused):
        connect(plan, plan.journeys[0].id, "current", here, here)
    assert connect(plan, plan.journeys[0].id, "current", here, here, "loop").current_transitions[-1].kind == "loop"


def test_a_step_into_another_journey_is_refused() -> None:
    plan = walk()
    plan = add_journey(plan, plan.segments[0].id)
    plan = add_touchpoint(plan, plan.journeys[1].id, "current", "Other")
    with pytest.raises(Refused):
        connect(plan, plan.journeys[0].id, "current", at(plan, "A"), at(plan, "Other"))


def test_more_than_all_cannot_start() -> None:
    plan = journey_plan({("A", "B"): 0.5}, {"A": 0.8})
    journey = plan.journeys[0].id
    with pytest.raises(Refused, match="110"):
        set_entry(plan, journey, "current", at(plan, "B"), 0.3)
    plan = set_entry(plan, journey, "current", at(plan, "A"), 0.7)
    plan = set_entry(plan, journey, "current", at(plan, "B"), 0.3)
    assert [e.share for e in plan.current_entries] == [0.7, 0.3]
    assert len(set_entry(plan, journey, "current", at(plan, "B"), None).current_entries) == 1


# Order


def test_tidying_undoes_a_crossing_and_moves_nothing_else() -> None:
    stages = {"A": "discovery", "B": "discovery", "C": "consideration", "D": "consideration"}
    plan = journey_plan({("A", "D"): 0.5, ("B", "C"): 0.5}, dict.fromkeys(stages, 0.1), stages=stages)
    journey = plan.journeys[0].id
    assert tidy(plan, journey, "current") is not plan
    after = tidy(plan, journey, "current")
    seen = graph(after, journey)
    order = {cell: [p.id for p in points] for cell, points in seen.cells.items()}
    edges = [(s.source, s.target) for s in seen.steps]
    assert crossings(seen, order, [c.id for c in plan.channels], edges) == 0
    assert {p.name: (p.stage, p.channel) for p in after.current_touchpoints} == {
        p.name: (p.stage, p.channel) for p in plan.current_touchpoints
    }
    assert tidy(after, journey, "current") is after


def test_tidying_never_makes_more_edges_cross() -> None:
    import random

    dice = random.Random(3)
    names = [f"T{n}" for n in range(24)]
    stage = dict(zip(names, 8 * ["discovery"] + 8 * ["consideration"] + 8 * ["evaluation"], strict=True))
    targets = [dice.choice(names[8:]) for _name in names[:16]]
    pairs = {(a, b): 0.1 for a, b in zip(names, targets, strict=False) if a != b}
    plan = journey_plan(pairs, stages=stage)
    journey = plan.journeys[0].id

    def count(p: Plan) -> int:
        seen = graph(p, journey)
        order = {cell: [q.id for q in points] for cell, points in seen.cells.items()}
        return crossings(seen, order, [c.id for c in p.channels], [(s.source, s.target) for s in seen.steps])

    assert count(plan) > 0
    assert count(tidy(plan, journey, "current")) < count(plan)
