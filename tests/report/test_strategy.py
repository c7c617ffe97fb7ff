"""The strategy on one page: which items it shows, what leads to what, and the path that stands out."""

from planner.actions.edits import add_action
from planner.objectives.edits import add_objective
from planner.plan import Plan, empty_plan
from planner.report.strategy import MOST, strategy
from planner.segments.edits import add_segment


def test_the_path_leads_from_an_objective_to_actions_through_the_segment_that_comes_first(sample: Plan) -> None:
    found = strategy(sample)
    tables = [table for table, _id in found.path]
    assert found.path[:3] == (("objectives", "conversion"), ("segments", "commuters"), ("journeys", "browse"))
    assert tables[-2:] == ["actions", "actions"]
    strong = {node.key for nodes in found.steps for node in nodes if node.strong}
    assert strong == set(found.path)


def test_items_of_different_tables_with_one_id_are_not_confused(sample: Plan) -> None:
    found = strategy(sample)
    journey, action = found.node(("journeys", "win-back")), found.node(("actions", "win-back"))
    assert journey is not None
    assert action is not None
    assert journey.name != action.name


def test_links_join_only_what_is_shown(sample: Plan) -> None:
    found = strategy(sample)
    shown = {node.key for nodes in found.steps for node in nodes}
    assert found.links
    assert all(link.source in shown and link.target in shown for link in found.links)


def test_a_long_step_is_cut_and_counted_but_keeps_the_path(sample: Plan) -> None:
    found = strategy(sample)
    assert len(found.steps[4]) == MOST - 1
    assert found.more[4] == len(sample.actions) - len(found.steps[4])
    assert all(found.node(key) for key in found.path)


def test_an_objective_without_action_is_a_gap() -> None:
    plan = add_segment(add_objective(empty_plan(), name="Grow", id="grow"), "All", id="all")
    assert strategy(plan).steps[0][0].gap
    plan = add_action(plan, "Do it", objectives=("grow",), segments=("all",))
    assert not strategy(plan).steps[0][0].gap


def test_an_empty_plan_has_an_empty_picture() -> None:
    found = strategy(empty_plan())
    assert found.steps == ((), (), (), (), ())
    assert found.caption == ""
