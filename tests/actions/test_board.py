"""The board: which column an action stands in, and putting it elsewhere."""

from planner.actions.board import columns, new_fields, put
from planner.actions.levers import action_lever, action_lever_name
from planner.plan import Plan, find
from tests.actions.plans import plan_of, with_actions, with_segments


def board(plan: Plan, by: str) -> dict[str, list[str]]:
    return {c.key: [a.id for a in c.actions] for c in columns(plan, by)}  # type: ignore[arg-type]


def segmented() -> Plan:
    plan = with_segments(plan_of(), "new", "vip")
    return with_actions(
        plan,
        one={"segments": ("new",)},
        two={"segments": ("new",)},
        both={"segments": ("new", "vip")},
        none={},
    )


def test_an_action_of_one_segment_stands_in_its_column_all_others_are_shared() -> None:
    assert board(segmented(), "segment") == {"new": ["one", "two"], "vip": [], "": ["both", "none"]}


def test_by_owner_every_role_has_a_column_and_nobody_only_where_needed() -> None:
    plan = with_actions(plan_of(participants=("CRM lead",)), a={"owner": "Stores"}, b={"owner": "CRM lead"})
    assert board(plan, "owner") == {"CRM lead": ["b"], "Stores": ["a"]}
    assert board(with_actions(plan, c={}), "owner")[""] == ["c"]


def test_by_status_every_status_has_a_column() -> None:
    plan = with_actions(plan_of(), a={"status": "paused"})
    assert list(board(plan, "status")) == ["planned", "in_progress", "done", "paused", "dropped"]


def test_putting_an_action_into_a_column_serves_exactly_that_segment_at_that_place() -> None:
    plan = put(segmented(), "both", "segment", "new", 1, ["one", "two"])
    assert board(plan, "segment")["new"] == ["one", "both", "two"]
    assert find(plan, "actions", "both").segments == ("new",)


def test_putting_an_action_into_shared_takes_its_segment_away() -> None:
    plan = put(segmented(), "one", "segment", "", 0, ["both", "none"])
    assert board(plan, "segment")[""] == ["one", "both", "none"]
    assert find(plan, "actions", "one").segments == ()


def test_ranking_a_shared_action_keeps_its_segments() -> None:
    plan = put(segmented(), "both", "segment", "", 1, ["both", "none"])
    assert board(plan, "segment")[""] == ["none", "both"]
    assert find(plan, "actions", "both").segments == ("new", "vip")


def test_what_is_put_into_done_is_done() -> None:
    plan = put(segmented(), "one", "status", "done", 0)
    assert (find(plan, "actions", "one").status, find(plan, "actions", "one").done) == ("done", 1.0)


def test_a_new_action_belongs_to_the_column_it_is_made_in() -> None:
    assert new_fields("segment", "vip") == {"segments": ("vip",)}
    assert new_fields("segment", "") == {"segments": ()}
    assert new_fields("owner", "CRM lead") == {"owner": "CRM lead"}
    assert new_fields("status", "done") == {"status": "done", "done": 1.0}


def test_the_levers_of_the_catalogue_are_those_of_actions() -> None:
    assert action_lever("message") == "message_scenario"
    assert action_lever_name("message") == action_lever_name("message_scenario") == "Message scenario"
