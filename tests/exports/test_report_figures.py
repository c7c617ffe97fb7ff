"""The figures of a report: what they draw, in which bounds, and that their words and tables say the same."""

from collections.abc import Iterator

import pytest

from exports.figures.bars import Bar, bars, under_the_cap
from exports.figures.compare import compare
from exports.figures.drawn import drawing, scenes
from exports.figures.journey import journey, needed_height
from exports.figures.kpis import kpi_bullets
from exports.figures.scene import Path, Rect, Scene, Text, bounds
from exports.figures.thread import strategy_thread
from exports.figures.waterfall import axis_words, parts_of, waterfall
from planner.actions.business_case import Budget
from planner.insight.edits import edit_profile
from planner.plan import Plan, empty_plan
from planner.report.blocks import FigureSpec
from planner.report.build import build_report
from planner.report.segments import comparison
from planner.report.strategy import strategy
from planner.segments.edits import add_segment
from planner.segments.value import totals
from planner.templates import plan_from


@pytest.fixture(scope="module")
def sample() -> Plan:
    return plan_from("velo-lumiere", "en")


def texts(scene: Scene) -> list[str]:
    return [item.words for item in scene.items if isinstance(item, Text)]


def outside(scene: Scene, slack: float = 3.0) -> Iterator[object]:
    """What reaches out of a scene."""
    for item in scene.items:
        x, y, wide, high = bounds(item)
        if isinstance(item, Text) and item.turn:
            continue
        if x < -slack or y < -slack or x + wide > scene.width + slack or y + high > scene.height + slack:
            yield item


def test_every_figure_of_the_report_can_be_drawn_within_its_bounds(sample: Plan) -> None:
    figures = list(build_report(sample).figures())
    assert len({figure.key for figure in figures}) >= 12
    for figure in figures:
        found = scenes(sample, figure, 714.0, 320.0)
        assert found, figure.key
        for scene in found:
            assert scene.items, figure.key
            assert scene.sentence, figure.key
            assert not list(outside(scene)), (figure.key, next(outside(scene)))


@pytest.mark.parametrize("key", ["retail", "b2b", "subscription", "blank"])
def test_figures_of_a_thin_plan_are_drawn_or_left_out(key: str) -> None:
    plan = plan_from(key, "en")
    for figure in build_report(plan).figures():
        for scene in scenes(plan, figure, 714.0, 320.0):
            assert scene.height > 0


def test_a_figure_that_nobody_knows_is_left_out(sample: Plan) -> None:
    assert drawing(sample, FigureSpec("weather"), 714.0) == ()
    assert drawing(sample, FigureSpec("journey", (("journey", "gone"), ("view", "current"))), 714.0) == ()
    assert drawing(sample, FigureSpec("compare", (("segment", "gone"),)), 714.0) == ()


def test_the_waterfall_leads_from_value_to_expected_value(sample: Plan) -> None:
    start, parts = parts_of(sample)
    sums = totals(sample)
    assert start == pytest.approx(sums.value_to_date)
    assert start + sum(p.more for p in parts) == pytest.approx(sums.expected)
    assert [p.name for p in parts][:2] == ["Lapsed buyers", "Commuters"]
    words = texts(waterfall(sample, 714.0, 240.0))
    assert {"23.2", "+2.31", "29.9"} <= set(words)


def test_whole_bars_that_are_cut_carry_a_zigzag_and_say_so(sample: Plan) -> None:
    assert axis_words(sample).endswith("The two total bars are shortened.")
    zigzags = [i for i in waterfall(sample, 714.0, 240.0).items if isinstance(i, Path) and i.fill == "bg.surface"]
    assert len(zigzags) == 2
    small = add_segment(empty_plan(), "A", customers=10, value_to_date=1.0, expected_value=100.0)
    assert "shortened" not in axis_words(small)


def test_a_loss_goes_down_and_is_red() -> None:
    plan = add_segment(empty_plan(), "Up", customers=10, value_to_date=10.0, expected_value=20.0)
    plan = add_segment(plan, "Down", id="down", customers=10, value_to_date=10.0, expected_value=5.0)
    bars_of = [i for i in waterfall(plan, 600.0, 240.0).items if isinstance(i, Rect) and i.ref == "down"]
    assert [bar.fill for bar in bars_of] == ["bad.fill"]


def test_many_segments_are_taken_together() -> None:
    plan = empty_plan()
    for at in range(30):
        plan = add_segment(plan, f"S{at}", customers=10, value_to_date=1.0, expected_value=2.0 + at)
    _start, parts = parts_of(plan)
    assert len(parts) == 9
    assert parts[-1].name == "22 others"


def test_compared_bars_are_as_long_as_their_figures(sample: Plan) -> None:
    lines = comparison(sample, sample.segments[0])
    scene = compare("Commuters", lines, 340.0)
    filled = [i for i in scene.items if isinstance(i, Rect) and i.fill == "accent.fill"]
    tracks = [i for i in scene.items if isinstance(i, Rect) and i.fill == "bg.sunken"]
    for line, bar, track in zip(lines, filled, tracks, strict=True):
        assert bar.width / track.width == pytest.approx(float(line.own.value or 0) / line.full)  # type: ignore[arg-type]


def test_a_bullet_is_filled_as_far_as_its_kpi_has_come(sample: Plan) -> None:
    scene = kpi_bullets(sample, 714.0)
    bullets = [i for i in scene.items if isinstance(i, Rect) and i.ref == "kpi-repeat"]
    track, filled = bullets[0], bullets[1]
    assert filled.width / track.width == pytest.approx((0.265 - 0.24) / (0.32 - 0.24))
    assert "not read yet" in texts(scene)


def test_a_kpi_that_falls_behind_is_amber(sample: Plan) -> None:
    fills = {i.ref: i.fill for i in kpi_bullets(sample, 714.0).items if isinstance(i, Rect) and "fill" in i.fill}
    assert fills["kpi-repeat"] == "accent.fill"
    assert fills["kpi-conversion"] == "warn.fill"


def test_bars_are_in_proportion() -> None:
    scene = bars([Bar("A", 100.0, "100"), Bar("B", 25.0, "25")], 300.0)
    one, two = [i for i in scene.items if isinstance(i, Rect)]
    assert two.width == pytest.approx(one.width / 4)


def test_what_is_over_the_cap_is_hatched() -> None:
    over = under_the_cap(Budget(461_000.0, 420_000.0, 0.0), "EUR", 340.0)
    solid = next(i for i in over.items if isinstance(i, Rect) and i.fill == "accent.fill")
    assert solid.width == pytest.approx(340 * 420 / 461)
    assert any(isinstance(i, Path) for i in over.items)
    within = under_the_cap(Budget(300_000.0, 420_000.0, 0.0), "EUR", 340.0)
    assert not any(isinstance(i, Path) for i in within.items)


def test_the_thread_draws_a_box_for_each_item_and_a_curve_for_each_link(sample: Plan) -> None:
    found = strategy(sample)
    scene = strategy_thread(found, 714.0, 580.0)
    boxes = [i for i in scene.items if isinstance(i, Rect)]
    assert len(boxes) == sum(len(nodes) for nodes in found.steps)
    assert sum(isinstance(i, Path) for i in scene.items) == len(found.links)
    for at, one in enumerate(boxes):
        for two in boxes[at + 1 :]:
            apart = one.x + one.width <= two.x or two.x + two.width <= one.x
            assert apart or one.y + one.height <= two.y or two.y + two.height <= one.y
    assert all(link.source in {n.key for nodes in found.steps for n in nodes} for link in found.links)


def test_gaps_are_dashed_and_not_only_red(sample: Plan) -> None:
    scene = strategy_thread(strategy(sample), 714.0, 580.0)
    red = [i for i in scene.items if isinstance(i, Rect) and i.stroke == "bad.fill"]
    assert red
    assert all(box.dash for box in red)


@pytest.mark.parametrize("compact", [True, False])
@pytest.mark.parametrize("view", ["current", "optimal", "difference"])
def test_a_journey_shows_all_its_touchpoints(sample: Plan, view: str, compact: bool) -> None:
    scene = journey(sample, "browse", view, 714.0, 340.0, compact=compact)  # type: ignore[arg-type]
    refs = {item.ref for item in scene.items if item.ref}
    table = sample.optimal_touchpoints if view == "optimal" else sample.current_touchpoints
    assert {t.id for t in table if t.journey == "browse"} <= refs
    assert scene.width <= 714.0 + 1
    assert not list(outside(scene))


def test_a_journey_is_drawn_smaller_where_there_is_less_room(sample: Plan) -> None:
    natural = needed_height(sample, "browse", "current", 714.0, compact=True)
    small = journey(sample, "browse", "current", 714.0, natural * 0.7, compact=True)
    assert small.height == pytest.approx(natural * 0.7, rel=0.03)
    narrow = journey(sample, "browse", "current", 300.0, compact=True)
    assert narrow.width <= 301


def test_colours_are_only_roles_that_paper_knows(sample: Plan) -> None:
    from exports.figures.paper import paper_colours

    known = paper_colours(sample.profile.brand_colour)
    for figure in build_report(edit_profile(sample, brand_colour="#FFE600")).figures():
        for scene in scenes(sample, figure, 714.0, 300.0):
            for item in scene.items:
                for name in ("fill", "stroke", "colour"):
                    role = getattr(item, name, "")
                    assert not role or role.startswith("#") or role in known, (figure.key, role)
