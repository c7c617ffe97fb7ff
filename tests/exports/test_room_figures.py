"""The figures that a room is asked about: the funnel, the ranking, the matrices, gain and cost."""

import pytest

from exports.figures.funnel import funnel, funnel_steps, worst_step
from exports.figures.gain_and_cost import gain_and_cost, pairs_of
from exports.figures.matrix import channels, goals
from exports.figures.ranking import ranking
from exports.figures.scene import Rect, Scene, Text, bounds
from planner.insight.matrix import goal_matrix
from planner.journeys.flow import flow
from planner.objectives.edits import add_objective
from planner.plan import Plan, empty_plan
from planner.report.budget import costs_by_segment
from planner.segments.value import gain
from planner.templates import SAMPLE, plan_from
from tests.journeys.maps import journey_plan

WIDE, HIGH = 1060.0, 560.0


@pytest.fixture(scope="module")
def sample() -> Plan:
    return plan_from(SAMPLE, "en")


def words(scene: Scene) -> list[str]:
    return [item.words for item in scene.items if isinstance(item, Text)]


def bars(scene: Scene, role: str = "accent.fill") -> list[Rect]:
    return [item for item in scene.items if isinstance(item, Rect) and item.fill == role]


def outside(scene: Scene) -> list[str]:
    """The words that stand out of the picture."""
    found = []
    for item in scene.items:
        if isinstance(item, Text) and not item.turn:
            x, y, wide, high = bounds(item)
            if x < -1.5 or x + wide > scene.width + 1.5 or y < -1.5 or y + high > scene.height + 6:
                found.append(item.words)
    return found


def test_the_bars_of_the_funnel_are_the_reach_of_the_stages(sample: Plan) -> None:
    scene = funnel(sample, "browse", WIDE, HIGH, 2.0)
    reach = [stage.reach for stage in flow(sample, "browse").stages if stage.reach is not None]
    heights = [bar.height for bar in bars(scene)]
    assert [high / heights[0] for high in heights] == pytest.approx(reach)
    assert words(scene)[:1] == ["100"]


def test_the_largest_loss_of_the_funnel_is_the_one_in_amber(sample: Plan) -> None:
    worst = worst_step(funnel_steps(sample, "browse"))
    assert worst is not None and worst.stage == "consideration"
    amber = [i for i in funnel(sample, "browse", WIDE, HIGH).items if isinstance(i, Rect) and i.stroke == "warn.fill"]
    assert [box.ref for box in amber] == ["consideration"]
    assert "36" in amber[0].tip


def test_a_stage_that_gains_has_no_loss(sample: Plan) -> None:
    steps = funnel_steps(sample, "yearly-service")
    assert min(step.loss for step in steps) < 0
    dashed = [i.ref for i in funnel(sample, "yearly-service", WIDE, HIGH).items if isinstance(i, Rect) and i.dash]
    assert dashed == [step.stage for step in steps if step.loss > 0]


def test_a_journey_where_nobody_leaves_has_no_worst_stage() -> None:
    plan = journey_plan({("a", "b"): 1.0}, stages={"a": "discovery", "b": "decision"}, starts={"a": 1.0})
    steps = funnel_steps(plan, plan.journeys[0].id)
    assert worst_step(steps) is None
    assert "most" not in funnel(plan, plan.journeys[0].id, WIDE, HIGH).sentence


def test_a_journey_without_touchpoints_says_so() -> None:
    plan = journey_plan({})
    scene = funnel(plan, plan.journeys[0].id, WIDE, HIGH)
    assert scene.items == () and scene.sentence == "No stage of this journey has a touchpoint yet."


@pytest.mark.parametrize("code", ["en", "fr"])
@pytest.mark.parametrize("width", [520.0, 1060.0])
def test_no_word_of_these_figures_is_outside_the_picture(code: str, width: float) -> None:
    plan = plan_from(SAMPLE, code)
    scale = width / 530
    for scene in (
        funnel(plan, "browse", width, width * 0.55, scale),
        ranking(plan, width, width * 0.5, scale),
        goals(plan, width * 1.6, width * 0.6, scale),
        channels(plan, width * 1.6, width * 0.6, scale),
        gain_and_cost(plan, width, width * 0.5, scale),
    ):
        assert outside(scene) == []


def test_the_names_under_the_funnel_are_whole(sample: Plan) -> None:
    assert not [name for name in words(funnel(sample, "browse", WIDE, HIGH, 2.0)) if name.endswith("…")]


def test_the_ranking_shows_objectives_in_order_with_their_weights(sample: Plan) -> None:
    scene = ranking(sample, WIDE, HIGH, 2.0)
    assert scene.table.rows[0] == ("1", "Bring first-bike buyers back for yearly service and gear", "25\u00a0%")
    lengths = [bar.width for bar in bars(scene)]
    weights = [objective.weight for objective in sample.objectives]
    assert [length / lengths[0] for length in lengths] == pytest.approx([weight / weights[0] for weight in weights])


def test_objectives_without_room_are_counted() -> None:
    plan = empty_plan()
    for at in range(30):
        plan = add_objective(plan, statement=f"Objective {at}")
    scene = ranking(plan, 500.0, 300.0)
    shown = {item.ref for item in scene.items if item.ref}
    assert f"{30 - len(shown)} more" in words(scene)
    assert len(scene.table.rows) == 30


def test_every_gap_of_the_matrix_is_dashed_and_counted(sample: Plan) -> None:
    scene = goals(sample, 1776.0, 640.0, 2.0)
    gaps = sum(cell.coverage == "gap" for cell in goal_matrix(sample).values())
    dashed = [i for i in scene.items if isinstance(i, Rect) and i.stroke == "bad.fill"]
    assert len(dashed) == gaps + 1  # one in the legend
    assert scene.sentence.startswith(f"{gaps} goals")
    assert ["gap" in row for row in scene.table.rows].count(True) == 2


def test_the_matrix_of_channels_gives_the_consent(sample: Plan) -> None:
    scene = channels(sample, 1776.0, 640.0, 2.0)
    assert "82\u00a0%" in words(scene)
    assert dict(zip(scene.table.head, scene.table.rows[0], strict=True))["E-mail"] == "preferred and used"


def test_gain_and_cost_are_those_of_the_plan_and_what_is_shared_comes_last(sample: Plan) -> None:
    rows = pairs_of(sample)
    costs = {ref: cost for _name, cost, ref in costs_by_segment(sample)}
    assert sum(row.cost for row in rows) == pytest.approx(sum(costs.values()))
    assert {row.ref: row.gain for row in rows if row.ref} == {s.id: gain(s) for s in sample.segments}
    assert [row.gain for row in rows] == sorted((row.gain for row in rows), reverse=True)
    assert (rows[-1].ref, rows[-1].cost) == ("", costs[""])


def test_without_any_figure_gain_and_cost_say_so() -> None:
    scene = gain_and_cost(empty_plan(), WIDE, HIGH)
    assert scene.sentence == "No segment has a gain or a cost yet."
