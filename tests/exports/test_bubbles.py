"""The value chart: what it draws of which segments, and that its words keep clear of each other."""

import math

import pytest

from exports.figures.axis import Axis, decimals, round_step, ticks
from exports.figures.bubbles import axes, bubbles
from exports.figures.scene import Rect, Scene, Text, bounds
from planner.plan import Plan, empty_plan
from planner.segments.edits import add_segment

SEGMENTS = (
    ("Commuters", 12_900, 420.0, 560.0, "active"),
    ("Weekend enthusiasts", 8_300, 690.0, 840.0, "loyal"),
    ("New riders", 21_400, 310.0, 350.0, "new"),
    ("VIP club", 420, 2_480.0, 2_700.0, "advocate"),
    ("Families", 6_100, 540.0, 610.0, "active"),
    ("Lapsed buyers", 17_800, 60.0, 190.0, "lapsed"),
)


@pytest.fixture
def plan() -> Plan:
    plan = empty_plan(title="Shop")
    for name, customers, now, then, stage in SEGMENTS:
        plan = add_segment(
            plan,
            name,
            id=name.split()[0].lower(),
            customers=customers,
            value_to_date=now,
            expected_value=then,
            lifecycle=stage,
        )
    return plan


def circles(scene: Scene) -> dict[str, Rect]:
    return {item.ref: item for item in scene.items if isinstance(item, Rect) and item.ref}


def words(scene: Scene) -> list[str]:
    return [item.words for item in scene.items if isinstance(item, Text)]


def test_area_says_how_many_customers(plan: Plan) -> None:
    drawn = circles(bubbles(plan, 430, 460))
    ratio = (drawn["commuters"].width / drawn["families"].width) ** 2
    assert ratio == pytest.approx(12_900 / 6_100)


def test_more_value_is_further_right_and_more_gain_is_higher(plan: Plan) -> None:
    drawn = circles(bubbles(plan, 430, 460))
    middle = {ref: (r.x + r.width / 2, r.y + r.height / 2) for ref, r in drawn.items()}
    assert middle["new"][0] > middle["commuters"][0] > middle["lapsed"][0]
    assert middle["lapsed"][1] < middle["commuters"][1] < middle["vip"][1]


def test_every_bubble_lies_in_the_picture_and_the_colour_is_its_lifecycle(plan: Plan) -> None:
    scene = bubbles(plan, 430, 460)
    for item in circles(scene).values():
        x, y, wide, high = bounds(item)
        assert x >= 0
        assert y >= 0
        assert x + wide <= 430
        assert y + high <= 460
    assert circles(scene)["weekend"].fill == "lifecycle.loyal"


@pytest.mark.parametrize("size", [(430.0, 460.0), (620.0, 300.0), (340.0, 360.0)])
def test_names_meet_neither_each_other_nor_a_bubble(plan: Plan, size: tuple[float, float]) -> None:
    scene = bubbles(plan, *size)
    labels = [item for item in scene.items if isinstance(item, Text) and item.ref]
    assert len(labels) >= 5
    boxes = [bounds(label) for label in labels]
    for at, (x, y, wide, high) in enumerate(boxes):
        for a, b, w, h in boxes[at + 1 :]:
            assert x >= a + w or a >= x + wide or y >= b + h or b >= y + high
    for label in labels:
        x, y, wide, _high = bounds(label)
        middle = (x + wide / 2, y + label.size / 2)
        for ref, item in circles(scene).items():
            away = ((middle[0] - item.x - item.width / 2) ** 2 + (middle[1] - item.y - item.height / 2) ** 2) ** 0.5
            assert away > item.width / 2, (label.words, ref)


def test_the_four_quadrants_the_legend_and_the_axes_are_named(plan: Plan) -> None:
    said = words(bubbles(plan, 430, 460))
    assert {"Win back", "Grow", "Serve", "Keep", "Area = customers", "Active", "Advocate"} <= set(said)
    assert "Value to date, € million per year" in said
    assert "At risk" not in said


def test_a_selected_segment_has_a_ring(plan: Plan) -> None:
    ringed = [
        i for i in bubbles(plan, 430, 460, selected=("vip",)).items if isinstance(i, Rect) and i.stroke == "accent.fill"
    ]
    drawn = circles(bubbles(plan, 430, 460))["vip"]
    assert len(ringed) == 1
    assert ringed[0].x + ringed[0].width / 2 == pytest.approx(drawn.x + drawn.width / 2)


def test_a_view_shows_a_part_of_the_plane(plan: Plan) -> None:
    scene = bubbles(plan, 430, 460, view=(4e6, 7e6, 1e6, 2e6))
    assert set(circles(scene)) == {"commuters", "weekend"}


def test_segments_without_figures_are_told_and_not_drawn(plan: Plan) -> None:
    scene = bubbles(add_segment(plan, "Guests"), 430, 460)
    assert "1 segment is not shown" in scene.sentence
    assert len(circles(scene)) == 6
    assert len(scene.table.rows) == 6


def test_a_plan_without_figures_says_what_to_enter() -> None:
    scene = bubbles(add_segment(empty_plan(), "Guests"), 900, 460)
    assert "value to date" in words(scene)[0]


def test_what_would_be_lost_lies_below_zero(plan: Plan) -> None:
    plan = add_segment(plan, "Fading", id="fading", customers=5_000, value_to_date=300.0, expected_value=100.0)
    _across, up, unit = axes(plan, 430, 460)
    assert up.low < -1e6
    assert unit == 1e6
    assert "−1.0" in words(bubbles(plan, 430, 460))


def test_five_hundred_bubbles_leave_most_of_the_picture_free(plan: Plan) -> None:
    before = circles(bubbles(plan, 430, 460))
    for at in range(494):
        plan = add_segment(plan, f"S{at}", customers=9_000, value_to_date=float(at % 97), expected_value=float(at % 89))
    found = circles(bubbles(plan, 430, 460))
    assert len(found) == 500
    assert sum(math.pi * (bubble.width / 2) ** 2 for bubble in found.values()) < 430 * 460 / 3
    ratio = found["families"].width / found["lapsed"].width
    assert ratio == pytest.approx(before["families"].width / before["lapsed"].width)


def test_steps_are_round_and_reach_both_ends() -> None:
    assert ticks(0, 2.8, 6) == [0, 0.5, 1, 1.5, 2, 2.5]
    assert ticks(-30, 100, 5) == [-25, 0, 25, 50, 75, 100]
    assert round_step(0, 5) == 1
    assert (decimals([0, 0.5]), decimals([0, 5]), decimals([0.25])) == (1, 0, 2)


def test_an_axis_maps_both_ways() -> None:
    axis = Axis(10, 20, 100, 0)
    assert axis.at(15) == 50
    assert axis.value(axis.at(12.5)) == pytest.approx(12.5)


def test_the_name_of_a_quadrant_stands_where_no_bubble_covers_it() -> None:
    plan = empty_plan()
    for name, now, then in (("a", 10.0, 900.0), ("b", 400.0, 700.0), ("c", 900.0, 910.0)):
        plan = add_segment(plan, name, customers=9_000, value_to_date=now, expected_value=then)
    scene = bubbles(plan, 430, 460)
    quadrants = [item for item in scene.items if isinstance(item, Text) and item.weight == 600]
    assert quadrants
    for text in quadrants:
        x, y, wide, high = bounds(text)
        for drawn in circles(scene).values():
            radius = drawn.width / 2
            across, up = drawn.x + radius, drawn.y + radius
            away = math.hypot(min(max(across, x), x + wide) - across, min(max(up, y), y + high) - up)
            assert away >= radius, text.words
