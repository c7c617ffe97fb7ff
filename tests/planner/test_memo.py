"""Remembering what was computed from a plan."""

from planner.language import speaking
from planner.memo import remembered, remembered_of_record
from planner.objectives.edits import edit_objective
from planner.plan import Plan, empty_plan
from planner.segments.edits import add_segment, edit_segment, move_segment, remove_segment
from planner.segments.records import Segment


class Counted:
    """A function of a plan that counts how often it really runs."""

    def __init__(self) -> None:
        self.runs = 0

    def __call__(self, plan: Plan) -> list[str]:
        self.runs += 1
        return [segment.name for segment in plan.segments]

    __name__ = "counted"


def two_segments() -> Plan:
    return add_segment(add_segment(empty_plan(), "one", id="one"), "two", id="two")


def test_a_table_that_has_not_changed_is_not_looked_at_again() -> None:
    counted = Counted()
    names = remembered("segments")(counted)
    plan = two_segments()
    assert names(plan) is names(plan)
    assert names(plan.with_rows("objectives", ())) == ["one", "two"]
    assert counted.runs == 1


def test_a_table_that_changed_is() -> None:
    counted = Counted()
    names = remembered("segments")(counted)
    plan = two_segments()
    assert names(plan) == ["one", "two"]
    assert names(edit_segment(plan, "one", name="three")) == ["three", "two"]


def test_a_field_that_it_does_not_rest_on_may_change() -> None:
    counted = Counted()
    names = remembered(segments=("name",))(counted)
    plan = two_segments()
    assert names(plan) is names(edit_segment(plan, "one", customers=5))
    assert counted.runs == 1


def test_a_field_that_it_rests_on_may_not() -> None:
    names = remembered(segments=("name",))(Counted())
    plan = two_segments()
    assert names(plan) == ["one", "two"]
    assert names(edit_segment(plan, "two", name="three")) == ["one", "three"]


def test_order_and_number_of_the_records_always_count() -> None:
    names = remembered(segments=())(Counted())
    plan = two_segments()
    assert names(plan) == ["one", "two"]
    assert names(move_segment(plan, "two", 0)) == ["two", "one"]
    assert names(remove_segment(plan, "one")) == ["two"]


def test_a_field_of_the_profile_is_one_of_a_single_record() -> None:
    from planner.insight.edits import edit_profile

    counted = Counted()
    names = remembered(profile=("start",))(counted)
    plan = two_segments()
    names(plan)
    names(edit_profile(plan, title="Other"))
    assert counted.runs == 1


def test_going_back_and_forth_between_two_plans_computes_each_once() -> None:
    counted = Counted()
    names = remembered("segments")(counted)
    plan = two_segments()
    other = edit_segment(plan, "one", name="three")
    for _turn in range(3):
        names(plan)
        names(other)
    assert counted.runs == 2


def test_an_edit_of_another_step_leaves_it_alone() -> None:
    from planner.objectives.edits import add_objective

    counted = Counted()
    names = remembered("segments")(counted)
    plan = add_objective(two_segments(), id="goal")
    names(plan)
    names(edit_objective(plan, "goal", statement="Grow"))
    assert counted.runs == 1


def test_what_is_said_of_a_record_is_kept_for_it_alone_and_for_each_language() -> None:
    said: list[str] = []

    @remembered_of_record
    def words(segment: Segment, mark: str) -> str:
        said.append(segment.name + mark)
        return segment.name + mark

    plan = two_segments()
    assert [words(segment, "!") for segment in plan.segments] == ["one!", "two!"]
    plan = edit_segment(plan, "two", name="three")
    assert [words(segment, "!") for segment in plan.segments] == ["one!", "three!"]
    assert said == ["one!", "two!", "three!"]
    assert words(plan.segments[0], "?") == "one?"
    with speaking("fr"):
        words(plan.segments[0], "?")
    assert said == ["one!", "two!", "three!", "one?", "one?"]
