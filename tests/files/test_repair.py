"""Repair: a plan that does not fit is opened as a copy that does, with a list of what was changed."""

import json
from typing import Any

from planner.files import words
from planner.files.storage import plan_bytes, plan_from_bytes
from planner.plan import TABLES
from tests.files.plans import full_plan

GOOD = json.loads(plan_bytes(full_plan()))


def opened(**tables: Any) -> Any:
    raw = json.dumps({**json.loads(json.dumps(GOOD)), **tables}).encode()
    found = plan_from_bytes(raw, "plan.rapport")
    again = plan_from_bytes(plan_bytes(found.plan))
    assert again.plan == found.plan and again.notes == ()
    return found


def rows(table: str) -> list[dict[str, Any]]:
    copy: list[dict[str, Any]] = json.loads(json.dumps(GOOD[table]))
    return copy


def test_every_table_has_words_and_every_step_its_tables() -> None:
    assert {table for table in TABLES if words.table_word(table) == table} == set()
    of_steps = {table for tables in words.STEPS.values() for table in tables}
    assert of_steps <= set(TABLES)
    assert set(TABLES) - of_steps == {"profile", "votes", "comments", "decisions", "parking", "noted_answers"}


def test_a_wrong_field_is_emptied_and_named() -> None:
    objectives = rows("objectives")
    objectives[0]["weight"] = "much"
    found = opened(objectives=objectives)
    assert found.repaired
    assert found.plan.objectives[0].weight == 0.0
    assert found.plan.objectives[0].statement == objectives[0]["statement"]
    assert found.notes == (
        f"Objectives, “{objectives[0]['name']}”: the field “weight” did not fit and was changed or emptied.",
    )


def test_a_wrong_entry_of_a_list_costs_that_entry_only() -> None:
    segments = rows("segments")
    segments[0]["rules"] = [{"attribute": "age"}, 7, {"attribute": "town"}]
    found = opened(segments=segments)
    assert [rule.attribute for rule in found.plan.segments[0].rules] == ["age", "town"]


def test_a_list_with_many_wrong_entries_costs_the_list_and_not_the_item() -> None:
    segments = rows("segments")
    segments[0]["rules"] = [7] * 300
    found = opened(segments=segments)
    assert found.plan.segments[0].rules == ()
    assert found.plan.segments[0].name == segments[0]["name"]


def test_an_unknown_field_is_left_out_and_named() -> None:
    objectives = rows("objectives")
    objectives[1]["colour_of_moon"] = "red"
    found = opened(objectives=objectives)
    assert found.plan == full_plan()
    assert "“colour of moon”" in found.notes[0]


def test_a_record_that_cannot_be_read_is_left_out_and_the_rest_stays() -> None:
    objectives = [rows("objectives")[0], "what is this", *rows("objectives")[1:]]
    found = opened(objectives=objectives)
    assert found.plan == full_plan()
    assert found.notes == ("Objectives, number 2: could not be read and was left out.",)


def test_a_record_without_what_it_cannot_do_without_is_left_out() -> None:
    kpis = rows("kpis")
    del kpis[0]["objective"]
    found = opened(kpis=kpis)
    assert [kpi.id for kpi in found.plan.kpis] == ["kpis-2"]


def test_two_items_with_one_id_are_both_kept() -> None:
    objectives = rows("objectives")
    objectives[1]["id"] = objectives[0]["id"]
    found = opened(objectives=objectives)
    assert len({objective.id for objective in found.plan.objectives}) == 2
    assert {o.name for o in found.plan.objectives} == {o.name for o in full_plan().objectives}
    assert any("got its own" in note for note in found.notes)


def test_the_same_item_twice_is_kept_once() -> None:
    objectives = rows("objectives")
    found = opened(objectives=[*objectives, objectives[0]])
    assert found.plan == full_plan()
    assert any("was there twice" in note for note in found.notes)


def test_items_without_id_or_rank_stay_in_their_place() -> None:
    decisions = rows("decisions")
    for row in decisions:
        del row["id"], row["rank"]
    found = opened(decisions=decisions)
    assert {d.text for d in found.plan.decisions} == {d.text for d in full_plan().decisions}


def test_a_link_to_a_missing_item_is_removed_and_named() -> None:
    objectives = rows("objectives")
    objectives[0]["segments"] = ["gone", "segments-1"]
    found = opened(objectives=objectives)
    assert found.repaired
    assert found.plan.objectives[0].segments == ("segments-1",)
    assert found.notes == (
        f"Objectives, “{objectives[0]['name']}”: a link to an item of “Segments” that is missing was removed.",
    )


def test_what_belongs_to_a_missing_item_goes_with_it_as_far_as_that_reaches() -> None:
    found = opened(journeys=[])
    assert found.plan.current_touchpoints == () and found.plan.optimal_entries == ()
    assert all(item.touchpoint == "" for item in found.plan.swot)
    assert any("belonged to an item of “Journeys”" in note for note in found.notes)


def test_a_table_that_is_no_table_costs_its_step_and_says_so() -> None:
    found = opened(assessments="oops", swot=7)
    assert found.notes[0] == "This plan is incomplete. We recovered 4 of 5 steps. Could not be read: Capabilities."
    assert found.plan.assessments == () and found.plan.tools == full_plan().tools


def test_a_profile_that_cannot_be_read_is_empty_and_the_plan_stays() -> None:
    found = opened(profile=["no profile"])
    assert found.plan.profile.title == ""
    assert found.plan.objectives == full_plan().objectives
    assert any("profile could not be read" in note for note in found.notes)


def test_a_plan_without_its_own_number_gets_one() -> None:
    found = opened(doc_id="../../etc")
    assert found.plan.doc_id != "../../etc"
    assert found.repaired


def test_links_in_a_circle_and_to_oneself_are_allowed() -> None:
    actions = rows("actions")
    actions[0]["depends"] = [{"action": "actions-1"}, {"action": "actions-2"}]
    actions[1]["depends"] = [{"action": "actions-1"}]
    transitions = rows("current_transitions")
    transitions[0]["target"] = transitions[0]["source"]
    found = opened(actions=actions, current_transitions=transitions)
    assert not found.repaired
    assert [d.action for d in found.plan.actions[0].depends] == ["actions-1", "actions-2"]


def test_thousands_of_changes_are_counted_not_listed() -> None:
    found = opened(decisions=[7] * 1_000)
    assert len(found.notes) == 201
    assert "800 more changes were made" in found.notes[-1]
