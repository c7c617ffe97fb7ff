"""Objectives of a segment: as they count in the plan, until the team weighs them for that segment alone."""

import pytest

from planner.edit import Refused
from planner.objectives.edits import edit_objective, remove_objective, set_weights
from planner.plan import Plan, by_id
from planner.report.segments import _own_weights
from planner.segments.edits import assign_objectives, merge_segments, use_plan_weights, weigh_objective
from planner.segments.objectives import has_own_weights, weights_for
from planner.segments.records import Segment
from planner.templates import SAMPLE, plan_from


@pytest.fixture
def plan() -> Plan:
    return plan_from(SAMPLE, "en")


def segment(plan: Plan, segment_id: str) -> Segment:
    found: Segment = by_id(plan, "segments")[segment_id]
    return found


def points(plan: Plan, segment_id: str) -> list[float]:
    return list(weights_for(plan, segment(plan, segment_id)).values())


def test_without_weights_of_its_own_a_segment_shares_those_of_the_plan_among_its_objectives(plan: Plan) -> None:
    served = weights_for(plan, segment(plan, "commuters"))
    named = [o for o in plan.objectives if not o.segments or "commuters" in o.segments]
    assert list(served) == [o.id for o in named]
    assert sum(served.values()) == 100
    whole = sum(o.weight for o in named)
    assert served[named[0].id] == pytest.approx(named[0].weight / whole * 100, abs=1)


def test_each_segment_weighs_its_objectives_in_its_own_way(plan: Plan) -> None:
    first = next(iter(weights_for(plan, segment(plan, "commuters"))))
    after = weigh_objective(plan, "commuters", first, 70)
    assert points(after, "commuters")[0] == 70
    assert sum(points(after, "commuters")) == 100
    assert points(after, "new") == points(plan, "new")
    assert after.objectives == plan.objectives
    assert has_own_weights(after, segment(after, "commuters"))


def test_what_counts_in_the_plan_does_not_reach_a_segment_that_weighs_by_itself(plan: Plan) -> None:
    first, second = list(weights_for(plan, segment(plan, "commuters")))[:2]
    own = weigh_objective(plan, "commuters", first, 70)
    moved = set_weights(own, {first: 1.0, second: 50.0})
    assert points(moved, "commuters") == points(own, "commuters")
    assert points(use_plan_weights(moved, "commuters"), "commuters")[0] < 10


def test_an_objective_that_goes_leaves_the_others_a_hundred_points(plan: Plan) -> None:
    first, second = list(weights_for(plan, segment(plan, "commuters")))[:2]
    own = weigh_objective(plan, "commuters", first, 60)
    gone = remove_objective(own, first)
    assert first not in weights_for(gone, segment(gone, "commuters"))
    assert sum(points(gone, "commuters")) == 100
    apart = assign_objectives(own, "commuters", tuple(o.id for o in plan.objectives if o.id != first))
    assert sum(points(apart, "commuters")) == 100
    assert second in weights_for(apart, segment(apart, "commuters"))


def test_an_objective_for_others_cannot_be_weighed(plan: Plan) -> None:
    other = next(o for o in plan.objectives if o.segments and "commuters" not in o.segments)
    with pytest.raises(Refused):
        weigh_objective(plan, "commuters", other.id, 10)
    named = edit_objective(plan, other.id, segments=(*other.segments, "commuters"))
    assert weights_for(weigh_objective(named, "commuters", other.id, 10), segment(named, "commuters"))


def test_merging_keeps_the_weights_of_the_segment_that_stays(plan: Plan) -> None:
    first = next(iter(weights_for(plan, segment(plan, "commuters"))))
    own = weigh_objective(plan, "commuters", first, 60)
    merged = merge_segments(own, "commuters", "vip")
    assert merged.segments[0].objective_weights == segment(own, "commuters").objective_weights


def test_the_report_says_it_only_where_a_segment_weighs_by_itself(plan: Plan) -> None:
    assert list(_own_weights(plan, segment(plan, "commuters"))) == []
    first = next(iter(weights_for(plan, segment(plan, "commuters"))))
    own = weigh_objective(plan, "commuters", first, 60)
    (said,) = _own_weights(own, segment(own, "commuters"))
    assert "60\u00a0%" in said.words
