"""Folding a stage of the map: its touchpoints become one that takes over their edges."""

import pytest

from exports.figures.journey_fold import FOLD, can_fold, folded
from exports.figures.journey_map import JourneyMap, View, journey_map
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
