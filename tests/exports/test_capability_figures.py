"""The radar and the maturity figures: what is drawn, where, and what is said of it."""

import math

import pytest

from exports.figures.maturity import fill_of, maturity_grid, maturity_meter
from exports.figures.radar import Axis, axes_of, radar, radar_legend
from exports.figures.scene import Icon, Item, Path, Rect, Scene, Text, bounds
from planner.capabilities.edits import answer_indicator, want_stage
from planner.capabilities.maturity import maturity
from planner.capabilities.ratings import area_ratings
from planner.language import speaking
from planner.plan import empty_plan
from tests.capabilities.plans import rated_plan, transactional

LONG = ("Exploitation des canaux", "Mesure de la performance", "Sources de données", "Outils marketing", "Budget")


def _axes(*today: float | None, needed: float | None = 4.0) -> tuple[Axis, ...]:
    return tuple(Axis(f"a{at}", f"Area {at}", value, needed) for at, value in enumerate(today))


def _texts(scene: Scene) -> list[str]:
    return [item.words for item in scene.items if isinstance(item, Text)]


def _overlap(one: Item, two: Item) -> bool:
    x1, y1, w1, h1 = bounds(one)
    x2, y2, w2, h2 = bounds(two)
    return x1 < x2 + w2 - 1 and x2 < x1 + w1 - 1 and y1 < y2 + h2 - 3 and y2 < y1 + h1 - 3


def test_each_rated_area_has_a_dot_as_far_from_the_middle_as_its_rating() -> None:
    scene = radar(_axes(5, 2.5, 1, 4, 2), 360, 250)
    dots = [item for item in scene.items if isinstance(item, Rect)]
    assert [dot.ref for dot in dots] == ["a0", "a1", "a2", "a3", "a4"]
    outline = next(i for i in scene.items if isinstance(i, Path) and i.stroke == "line.strong")
    tip = outline.steps[0]
    feet = [step for step in outline.steps if len(step) == 3]
    middle_x = float(tip[1])
    reach = (float(feet[2][2]) - float(tip[2])) / (1 + math.cos(math.pi / 5))
    middle_y = float(tip[2]) + reach
    far = [math.hypot(d.x + d.width / 2 - middle_x, d.y + d.height / 2 - middle_y) for d in dots]
    assert far == pytest.approx([reach * v / 5 for v in (5, 2.5, 1, 4, 2)])


def test_today_is_filled_and_needed_is_dashed() -> None:
    scene = radar(_axes(3, 3, 3, 3, 3), 360, 250)
    paths = [item for item in scene.items if isinstance(item, Path)]
    assert [p.stroke for p in paths if p.dash] == ["text.secondary"]
    assert any(p.fill == "accent.fill" and p.opacity < 1 for p in paths)


def test_an_area_that_is_not_rated_has_no_dot_and_says_so() -> None:
    scene = radar(_axes(None, 3, 3, 3, 3, needed=None), 360, 250)
    assert "a0" not in [item.ref for item in scene.items if isinstance(item, Rect)]
    assert _texts(scene).count("–") == 1
    assert not [i for i in scene.items if isinstance(i, Path) and i.dash]
    assert radar(_axes(None, None, None, None, None), 360, 250).sentence == "No area is rated yet."


def test_the_sentence_and_the_table_give_the_figures_of_the_plan() -> None:
    scene = radar(axes_of(area_ratings(rated_plan())), 360, 250)
    assert scene.sentence.startswith("Today, of 5: Data sources 2.3, Channel operations 3.2, Performance measuring 2.0")
    assert scene.sentence.endswith("The widest gap to what the plan needs is in Performance measuring.")
    assert scene.table.rows[2] == ("Performance measuring", "2.0", "4.0", "−2.0")


@pytest.mark.parametrize(
    ("width", "height", "scale"), [(330, 250, 1.0), (360, 250, 1.0), (450, 325, 1.3), (800, 250, 1.0)]
)
def test_long_names_stay_inside_the_picture_and_apart(width: float, height: float, scale: float) -> None:
    axes = tuple(Axis(name, name, 3.2, 4.0) for name in LONG)
    with speaking("fr"):
        scene = radar(axes, width, height, scale)
    texts = [item for item in scene.items if isinstance(item, Text)]
    for text in texts:
        x, y, wide, high = bounds(text)
        assert x >= -1 and x + wide <= width + 1 and y >= -3 and y + high <= height + 4, text
        assert "…" not in text.words
    for at, one in enumerate(texts):
        assert not any(_overlap(one, two) for two in texts[at + 1 :])


def test_the_legend_ends_at_the_right_edge() -> None:
    scene = radar_legend(240, 20)
    texts = [item for item in scene.items if isinstance(item, Text)]
    assert {t.words for t in texts} == {"Today", "Needed by the plan"}
    x, _y, wide, _high = bounds(max(texts, key=lambda t: t.x))
    assert x + wide == pytest.approx(240, abs=0.5)


def test_the_meter_fills_stages_that_are_behind_and_the_way_that_is_done() -> None:
    state = maturity(transactional(empty_plan()))
    assert [fill_of(state, stage) for stage in state.stages] == [1.0, 0.5, 0.0, 0.0]
    scene = maturity_meter(state, 430, 56)
    filled = [item for item in scene.items if isinstance(item, Rect) and item.fill == "accent.fill"]
    assert [r.ref for r in filled] == ["grassroots", "transactional"]
    assert filled[1].width == pytest.approx(filled[0].width / 2)
    assert [item.name for item in scene.items if isinstance(item, Icon)] == ["check"]


def test_before_the_first_stage_the_way_to_it_is_drawn_paler() -> None:
    plan = answer_indicator(empty_plan(), "g_site", "met")
    scene = maturity_meter(maturity(plan), 430, 56)
    assert [r.fill for r in scene.items if isinstance(r, Rect)].count("accent.line") == 1
    assert scene.sentence == "No stage is reached yet; 25\u00a0% of the way to Grassroots."


def test_the_stage_that_is_wanted_carries_a_diamond() -> None:
    plan = transactional(empty_plan())
    count = [
        sum(isinstance(i, Path) for i in maturity_meter(maturity(p), 430, 56).items)
        for p in (plan, want_stage(plan, "integrated"))
    ]
    assert count == [0, 1]


def test_names_lose_their_number_before_they_lose_letters() -> None:
    state = maturity(transactional(empty_plan()))
    assert "2 Transactional" in _texts(maturity_meter(state, 470, 56))
    assert "Transactional" in _texts(maturity_meter(state, 400, 56))


def test_the_grid_puts_each_indicator_into_its_dimension_and_stage() -> None:
    state = maturity(transactional(empty_plan()))
    scene = maturity_grid(state, 340, 190)
    marks = {item.ref: item for item in scene.items if isinstance(item, Icon)}
    assert set(marks) == {i.indicator.key for s in state.stages for i in s.indicators}
    assert marks["p_view"].name == "circle-dashed" and marks["p_track"].name == "circle-question-mark"
    assert marks["t_database"].y == marks["p_view"].y and marks["t_database"].x < marks["p_view"].x
    assert marks["g_site"].x < marks["g_newsletter"].x < marks["t_shop"].x
