"""Cost and gain, and the close call: dots, labels, lines and what they say."""

from itertools import pairwise

import pytest

from exports.figures.close_call import close_call, flip_of, sentence
from exports.figures.scatter import average_return, scatter
from exports.figures.scene import Path, Rect, Scene, Text, bounds
from planner.actions.edits import add_platform, pin_action, score_platform, set_platform_weight, use_standard_criteria
from planner.actions.platforms import comparison
from planner.plan import Plan, empty_plan
from planner.templates import SAMPLE, plan_from


@pytest.fixture
def plan() -> Plan:
    return plan_from(SAMPLE, "en")


def dots(scene: Scene) -> dict[str, Rect]:
    return {item.ref: item for item in scene.items if isinstance(item, Rect) and item.ref}


def middle(dot: Rect) -> tuple[float, float]:
    return dot.x + dot.width / 2, dot.y + dot.height / 2


def test_what_costs_more_lies_further_right_and_what_brings_more_higher(plan: Plan) -> None:
    found = {ref: middle(dot) for ref, dot in dots(scatter(plan, 480, 360)).items()}
    assert found["join-data"][0] > found["service-plan"][0] > found["vip-evenings"][0]
    assert found["one-page"][1] < found["service-plan"][1] < found["bike-swap"][1]


def test_what_earns_nothing_itself_is_grey_and_what_is_left_out_an_outline(plan: Plan) -> None:
    found = dots(scatter(pin_action(plan, "bike-swap", "out"), 480, 360))
    assert found["join-data"].fill == "text.tertiary"
    assert found["one-page"].fill == "accent.fill"
    assert (found["bike-swap"].stroke, bool(found["bike-swap"].dash)) == ("bad.fill", True)


def test_the_average_return_counts_what_is_funded(plan: Plan) -> None:
    assert average_return(plan) == pytest.approx(1_920 / 461)
    assert average_return(pin_action(plan, "bike-swap", "out")) == pytest.approx(1_830 / 415)
    said = [i.words for i in scatter(plan, 480, 360).items if isinstance(i, Text)]
    assert "gain is 4.2 × cost" in said


def test_names_hide_neither_dots_nor_each_other(plan: Plan) -> None:
    scene = scatter(plan, 480, 360)
    names = [bounds(i) for i in scene.items if isinstance(i, Text) and i.ref]
    assert len(names) == 11
    for at, (x, y, wide, high) in enumerate(names):
        for x2, y2, wide2, high2 in names[at + 1 :]:
            apart = x + wide <= x2 or x2 + wide2 <= x or y + high * 0.7 <= y2 or y2 + high2 * 0.7 <= y
            assert apart


@pytest.mark.parametrize("size", [(360, 300), (480, 360), (640, 330), (720, 460)])
def test_names_keep_off_the_figures_of_the_axes_and_the_average(plan: Plan, size: tuple[int, int]) -> None:
    texts = [i for i in scatter(plan, *size).items if isinstance(i, Text)]
    for name in (i for i in texts if i.ref):
        x, y, wide, high = bounds(name)
        for other in (i for i in texts if not i.ref):
            x2, y2, wide2, high2 = bounds(other)
            apart = x + wide <= x2 or x2 + wide2 <= x or y + high * 0.8 <= y2 or y2 + high2 * 0.8 <= y
            assert apart, (name.words, other.words)


@pytest.mark.parametrize("size", [(480, 360), (480, 400), (520, 420), (700, 300)])
def test_the_axis_does_not_go_through_the_name_of_what_earns_nothing(plan: Plan, size: tuple[int, int]) -> None:
    scene = scatter(plan, *size)
    axis = middle(dots(scene)["dashboard"])[1]
    for at, item in enumerate(scene.items):
        if isinstance(item, Text) and item.ref in ("dashboard", "join-data"):
            x, y, wide, high = bounds(item)
            if y < axis < y + high:
                under = [r for r in scene.items[:at] if isinstance(r, Rect) and r.fill == "bg.surface" and not r.ref]
                assert any(r.x <= x and r.x + r.width >= x + wide and r.y < axis < r.y + r.height for r in under)


def test_a_plan_without_money_says_so() -> None:
    scene = scatter(empty_plan(), 480, 360)
    assert scene.sentence == "No action has both a cost and a benefit yet."
    assert dots(scene) == {}


def test_the_sentence_names_the_best_return(plan: Plan) -> None:
    said = scatter(plan, 480, 360).sentence
    assert said == "Cart reminder by e-mail and SMS returns most per unit of cost: 12.9 times its cost a year."


def test_the_close_call_says_the_weight_at_which_the_winner_changes(plan: Plan) -> None:
    assert sentence(plan) == (
        "Passerelle leads by 0.05. It stays first until cost weighs more than 17\u00a0%; today it weighs 15\u00a0%."
    )


def test_at_the_weight_of_the_ring_the_two_lines_meet(plan: Plan) -> None:
    flip = flip_of(plan)
    assert flip is not None
    moved = set_platform_weight(plan, flip.criterion, flip.at)
    rows = {row.platform: row.score for row in comparison(moved).rows}
    assert rows["passerelle"] == pytest.approx(rows["tandem"])


def test_every_platform_with_a_score_is_a_line_the_first_on_top(plan: Plan) -> None:
    lines = [i for i in close_call(plan, 460, 200).items if isinstance(i, Path) and i.ref]
    assert {i.ref for i in lines} == {"passerelle", "tandem", "orbe", "current"}
    assert lines[-1].ref == "passerelle"
    assert next(i for i in lines if i.ref == "current").dash


def test_the_names_at_the_ends_of_the_lines_keep_apart(plan: Plan) -> None:
    names = sorted(i.y for i in close_call(plan, 460, 200).items if isinstance(i, Text) and i.ref)
    assert all(b - a >= 11.5 for a, b in pairwise(names))


def two(first: tuple[int, int], second: tuple[int, int]) -> Plan:
    """Two platforms with two criteria of the same weight."""
    plan = use_standard_criteria(empty_plan())
    for criterion in plan.platform_criteria[2:]:
        plan = set_platform_weight(plan, criterion.id, 0)
    plan = set_platform_weight(plan, plan.platform_criteria[0].id, 50)
    for name, scores in (("a", first), ("b", second)):
        plan = add_platform(plan, name, id=name)
        for criterion, score in zip(plan.platform_criteria, (*scores, 3, 3), strict=True):
            plan = score_platform(plan, name, criterion.id, score)
    return plan


def test_a_leader_that_is_best_on_all_counts_cannot_be_overtaken() -> None:
    plan = two((5, 5), (4, 4))
    assert flip_of(plan) is None
    assert sentence(plan) == "a leads by 1.00, whatever one criterion weighs."
    assert close_call(plan, 460, 200).items == ()


def test_equal_scores_are_said_to_be_equal() -> None:
    assert sentence(two((4, 4), (4, 4))) == "a and the next have the same score."


def test_one_platform_alone_leads_nothing() -> None:
    plan = add_platform(use_standard_criteria(empty_plan()), "a")
    assert sentence(plan) == "Score two platforms to see how sure the answer is."
