"""Folding a stage of the map: its touchpoints become one that takes over their edges."""

import pytest

from exports.figures.journey_fold import FOLD, FoldLook, can_fold, folded, group_frames
from exports.figures.journey_layout import place
from exports.figures.journey_map import JourneyMap, View, journey_map
from planner.journeys.edits import group_touchpoints
from planner.templates import SAMPLE, plan_from


def sample(view: View = "current") -> JourneyMap:
    return journey_map(plan_from(SAMPLE, "en"), "browse", view)


def test_a_folded_stage_is_one_with_the_count_of_its_touchpoints() -> None:
    shown = sample()
    found = folded(shown, {"evaluation"})
    inside = {key for key, node in shown.nodes.items() if node.stage == "evaluation"}
    look = found.folds[FOLD + "evaluation"]
    assert (look.name, look.count) == ("Evaluation", len(inside))
    assert look.lanes == {shown.nodes[key].lane for key in inside}
    assert set(found.nodes) == set(shown.nodes) - inside
    assert FOLD + "evaluation" in {spot.id for spot in found.spots()}


def test_inner_edges_are_hidden_and_outer_ones_end_at_the_fold() -> None:
    shown = sample()
    found = folded(shown, {"evaluation"})
    inner = {
        k for k, e in shown.edges.items() if {shown.nodes[p].stage for p in (e.source, e.target)} == {"evaluation"}
    }
    assert inner and not inner & set(found.edges)
    assert found.edges["cart--payment"].source == FOLD + "evaluation"
    assert found.edges["cart--payment"].words == "42\u00a0%"
    ends = {end for edge in found.edges.values() for end in (edge.source, edge.target)}
    assert ends <= {*found.nodes, *found.folds}


def test_steps_of_one_touchpoint_into_the_fold_add_up() -> None:
    shown = sample()  # 60, 12 and 5 % go on from the handover to three touchpoints of the adoption
    found = folded(shown, {"adoption"})
    edge = next(e for e in found.edges.values() if (e.source, e.target) == ("handover", FOLD + "adoption"))
    assert edge.words == "77\u00a0%"
    assert edge.id.startswith(FOLD)


def test_shares_of_different_visitors_do_not_add_up() -> None:
    found = folded(sample(), {"discovery"})
    edges = [e for e in found.edges.values() if (e.source, e.target) == (FOLD + "discovery", "comparator")]
    assert len(edges) == 1 and edges[0].words == ""


@pytest.mark.parametrize("view", ["current", "optimal", "difference"])
def test_every_stage_can_be_folded_at_once(view: View) -> None:
    shown = sample(view)
    found = folded(shown, {stage.id for stage in shown.stages})
    assert all(not can_fold(shown, node.stage) for node in found.nodes.values())
    assert len(found.spots()) == len({spot.id for spot in found.spots()})


def test_a_stage_with_one_touchpoint_stays() -> None:
    shown = sample()
    assert folded(shown, {"feedback"}) is shown


def with_group(*points: str, view: View = "current") -> JourneyMap:
    plan = group_touchpoints(plan_from(SAMPLE, "en"), "browse", points, "Checkout")
    return journey_map(plan, "browse", view)


def only(found: JourneyMap) -> FoldLook:
    return next(iter(found.folds.values()))


def test_a_closed_group_is_one_where_its_first_touchpoint_stands() -> None:
    shown = with_group("payment", "cart")
    found = folded(shown, (), shown.groups)
    look = only(found)
    assert (look.name, look.count, look.span) == ("Checkout", 2, "Evaluation to Decision")
    assert (look.stage, look.lane) == (shown.nodes["cart"].stage, shown.nodes["cart"].lane)
    assert look.group in shown.groups and look.id in {spot.id for spot in found.spots()}
    assert "cart--payment" not in found.edges
    assert found.edges["payment--confirmation"].source == look.id
    assert folded(shown, ()) is shown


def test_it_says_what_comes_in_what_goes_on_and_where_most_leave() -> None:
    shown = with_group("cart", "payment")
    through = only(folded(shown, (), shown.groups)).flow
    assert through is not None
    assert through.comes > through.goes > 0
    assert through.comes == pytest.approx(through.goes + through.left)
    assert shown.groups[only(folded(shown, (), shown.groups)).group].leak == "Cart"


def test_it_keeps_the_place_of_its_touchpoints_in_the_cell() -> None:
    shown = sample()
    cell = [key for key, node in shown.nodes.items() if node.stage == "evaluation"]
    grouped = with_group(*cell[:2])
    found = folded(grouped, (), grouped.groups)
    order = [spot.id for spot in found.spots() if spot.stage == "evaluation"]
    assert order == [only(found).id, *cell[2:]]


def test_a_group_inside_a_folded_stage_is_in_it() -> None:
    grouped = with_group("cart", "ride")
    found = folded(grouped, {"evaluation"}, grouped.groups)
    assert list(found.folds) == [FOLD + "evaluation"]
    assert {"cart", "ride"} <= set(only(found).inside)


def test_a_group_over_two_stages_stays_beside_a_folded_stage() -> None:
    grouped = with_group("cart", "payment")
    found = folded(grouped, {"evaluation"}, grouped.groups)
    assert len(found.folds) == 2
    assert "cart" not in found.folds[FOLD + "evaluation"].inside


def test_an_open_group_has_a_frame_around_what_stands_together() -> None:
    shown = with_group("cart", "payment")
    grid = place([s.id for s in shown.stages], [lane.id for lane in shown.lanes], shown.spots(), 1200, 700)
    (frames,) = group_frames(shown, grid, 4).values()
    assert [frame.contains(*grid.boxes[p].centre) for frame, p in zip(frames, ("cart", "payment"), strict=True)]
    closed = folded(shown, (), shown.groups)
    grid = place([s.id for s in shown.stages], [lane.id for lane in shown.lanes], closed.spots(), 1200, 700)
    assert list(group_frames(closed, grid, 4).values()) == [()]


def test_a_group_stands_in_the_difference_as_well() -> None:
    shown = with_group("cart", "payment", view="difference")
    assert only(folded(shown, (), shown.groups)).flow is None
