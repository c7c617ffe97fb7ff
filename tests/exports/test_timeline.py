"""The timeline, its targets and the workload as scenes: what is drawn where."""

import datetime as dt

import pytest

from exports.figures.scene import Path, Rect, Scene, Text, bounds
from exports.figures.targets import target_items, targets, words_of
from exports.figures.time_axis import TimeAxis, axis_of, head_items, time_span, today_items
from exports.figures.timeline import bar_items, bar_span, timeline, timeline_rows
from exports.figures.words import width as words_width
from exports.figures.workload import load_cells, load_items
from planner.actions.edits import add_action, depend_on, edit_action, pin_action
from planner.actions.schedule import schedule
from planner.actions.workload import workload
from planner.plan import Plan, empty_plan
from planner.templates import SAMPLE, plan_from

YEAR = TimeAxis(dt.date(2027, 1, 1), dt.date(2027, 12, 31), 100.0, 730.0)


@pytest.fixture
def plan() -> Plan:
    return plan_from(SAMPLE, "en")


def words(scene: Scene) -> list[str]:
    return [item.words for item in scene.items if isinstance(item, Text)]


def bars(scene: Scene) -> dict[str, Rect]:
    return {item.ref: item for item in scene.items if isinstance(item, Rect) and item.ref and item.stroke}


def test_days_are_as_wide_as_each_other() -> None:
    assert YEAR.at(dt.date(2027, 1, 1)) == 100
    assert YEAR.after(dt.date(2027, 12, 31)) == 830
    assert YEAR.at(dt.date(2027, 1, 11)) == 120


@pytest.mark.parametrize("day", [dt.date(2027, 1, 1), dt.date(2027, 3, 15), dt.date(2027, 12, 31)])
def test_the_day_at_a_place_is_the_day_that_was_put_there(day: dt.date) -> None:
    assert YEAR.day(YEAR.at(day) + 0.5) == day


def test_places_beyond_the_axis_are_its_first_and_last_day() -> None:
    assert YEAR.day(-50) == dt.date(2027, 1, 1)
    assert YEAR.day(5000) == dt.date(2027, 12, 31)


def test_the_axis_spans_the_whole_months_of_the_horizon_and_of_every_action(plan: Plan) -> None:
    assert time_span(plan) == (dt.date(2027, 1, 1), dt.date(2027, 12, 31))
    late = edit_action(plan, "bike-swap", earliest_start=dt.date(2028, 2, 7), duration_days=5)
    assert time_span(late)[1] == dt.date(2028, 2, 29)


def test_an_axis_in_quarters_spans_whole_quarters() -> None:
    plan = add_action(empty_plan(), "a", earliest_start=dt.date(2027, 2, 3), duration_days=60)
    axis = axis_of(plan, 0, 100, "quarter")
    assert (axis.first, axis.last) == (dt.date(2027, 1, 1), dt.date(2027, 6, 30))


def test_an_action_at_the_end_of_time_does_not_draw_eight_thousand_years() -> None:
    plan = add_action(empty_plan(start=dt.date(2027, 1, 4)), "a", earliest_start=dt.date(9999, 12, 1), duration_days=5)
    first, last = time_span(plan)
    assert (last - first).days < 41 * 366
    assert timeline(plan, 800).height > 0


def test_a_plan_without_actions_has_a_timeline_of_a_year() -> None:
    scene = timeline(empty_plan(), 700)
    assert scene.sentence == "No action has a duration yet."
    assert (words(scene)[4], words(scene)[-1]) == ("Mar", "Feb")


def test_a_bar_lies_over_its_days(plan: Plan) -> None:
    slot = schedule(plan).slots["join-data"]
    left, right = bar_span(slot, YEAR)
    assert left == YEAR.at(dt.date(2027, 1, 4))
    assert right == YEAR.after(dt.date(2027, 6, 16))


def test_the_critical_path_is_drawn_in_the_accent_and_only_it(plan: Plan) -> None:
    strokes = {action: bar.stroke for action, bar in bars(timeline(plan, 900)).items()}
    critical = {action for action, stroke in strokes.items() if stroke == "accent.fill"}
    assert critical == set(schedule(plan).critical) == {"join-data", "service-plan", "vip-evenings"}


def test_without_the_path_no_bar_is_stressed(plan: Plan) -> None:
    row = next(r for r in timeline_rows(plan) if r.action == "join-data")
    drawn = [i for i in bar_items(row, YEAR, 50, path=False) if isinstance(i, Rect)]
    assert "accent.fill" not in {i.stroke for i in drawn} | {i.fill for i in drawn}


def test_the_filled_part_is_what_is_done(plan: Plan) -> None:
    row = next(r for r in timeline_rows(plan) if r.action == "cart-reminder")
    left, right = bar_span(row.slot, YEAR)
    done = next(i for i in bar_items(row, YEAR, 50) if isinstance(i, Rect) and i.fill == "text.disabled")
    assert done.width == pytest.approx((right - left) * 0.7)


def test_a_bar_says_how_much_is_done_else_what_it_costs(plan: Plan) -> None:
    said = {row.action: row.words for row in timeline_rows(plan)}
    assert said["cart-reminder"] == "70\u00a0%"
    assert said["service-plan"] == "€74k"


def test_words_that_do_not_fit_into_a_bar_stand_after_it(plan: Plan) -> None:
    short = edit_action(plan, "bike-swap", duration_days=1)
    row = next(r for r in timeline_rows(short) if r.action == "bike-swap")
    text = next(i for i in bar_items(row, YEAR, 50) if isinstance(i, Text))
    assert text.x > bar_span(row.slot, YEAR)[1]


def test_an_action_without_duration_is_a_diamond(plan: Plan) -> None:
    moment = edit_action(plan, "bike-swap", duration_days=None)
    row = next(r for r in timeline_rows(moment) if r.action == "bike-swap")
    drawn = list(bar_items(row, YEAR, 50))
    assert len(drawn) == 1
    assert isinstance(drawn[0], Path)


def test_an_action_left_out_is_an_outline(plan: Plan) -> None:
    row = next(r for r in timeline_rows(pin_action(plan, "bike-swap", "out")) if r.action == "bike-swap")
    shapes = [i for i in bar_items(row, YEAR, 50) if isinstance(i, Rect)]
    assert len(shapes) == 1
    assert shapes[0].dash
    assert not shapes[0].fill


def test_each_dependency_is_an_arrow_from_the_end_of_one_bar_onto_the_other(plan: Plan) -> None:
    scene = timeline(plan, 900)
    arrows = [i for i in scene.items if isinstance(i, Path) and i.arrow]
    assert len(arrows) == sum(len(a.depends) for a in plan.actions)
    found = bars(scene)
    arrow = next(a for a in arrows if a.tip == "VIP preview evenings waits for Service plan subscription")
    start, end = arrow.steps[0], arrow.steps[-1]
    assert start[1] == pytest.approx(found["service-plan"].x + found["service-plan"].width)
    assert found["vip-evenings"].x <= float(end[1]) <= found["vip-evenings"].x + found["vip-evenings"].width


def test_an_arrow_to_an_action_that_starts_earlier_goes_round(plan: Plan) -> None:
    back = depend_on(plan, "cart-reminder", "vip-evenings", -300)
    arrows = [i for i in timeline(back, 900).items if isinstance(i, Path) and i.arrow]
    way = next(a for a in arrows if a.tip == "Cart reminder by e-mail and SMS waits for VIP preview evenings")
    assert min(float(s[1]) for s in way.steps) < float(way.steps[0][1])


def test_today_is_a_line_with_its_date_and_hides_the_head_under_it() -> None:
    day = dt.date(2027, 3, 15)
    drawn = list(today_items(YEAR, day, 52, 400))
    assert [i.words for i in drawn if isinstance(i, Text)] == ["15\u00a0Mar"]
    heads = [i.words for i in head_items(YEAR, 0, 1.0, day) if isinstance(i, Text)]
    assert "Mar" not in heads
    assert {"Jan", "Apr"} <= set(heads)


def test_a_day_outside_the_axis_is_not_drawn() -> None:
    assert list(today_items(YEAR, dt.date(2030, 1, 1), 52, 400)) == []


def test_targets_of_one_day_share_a_diamond_named_by_the_weightiest(plan: Plan) -> None:
    found = {t.day: t for t in targets(plan)}
    last = found[dt.date(2027, 12, 31)]
    assert (last.name, last.value, last.more) == ("Repeat purchase rate", "32\u00a0%", 3)
    assert "Net promoter score: 55" in last.tip


def test_the_names_of_targets_do_not_overlap_and_stay_on_the_axis(plan: Plan) -> None:
    for width in (420.0, 600.0, 900.0):
        axis = TimeAxis(YEAR.first, YEAR.last, 0.0, width)
        boxes = [bounds(i) for i in target_items(targets(plan), axis, 20) if isinstance(i, Text)]
        for at, (x, _y, wide, _h) in enumerate(boxes):
            assert x >= 0
            assert x + wide <= width + 0.5
            for other, _y2, more, _h2 in boxes[at + 1 :]:
                assert x + wide <= other + 0.5 or other + more <= x + 0.5


def test_a_target_keeps_its_value_when_its_name_is_shortened(plan: Plan) -> None:
    target = targets(plan)[-1]
    assert words_of(target, 300, 12) == "Repeat purchase rate\u00a032\u00a0% +3"
    short = words_of(target, 90, 12)
    assert short.endswith("…\u00a032\u00a0%")
    assert words_width(short, 12) <= 90
    assert words_of(target, 4, 12) == ""


def test_a_month_over_its_days_is_amber_with_a_sign(plan: Plan) -> None:
    load = next(w for w in workload(plan) if w.role == "Data analyst")
    cells = {c.first.month: c for c in load_cells(load, YEAR)}
    assert cells[4].share > 1
    over = [i for i in load_items(load, YEAR, 20) if isinstance(i, Rect) and i.fill == "warn.soft"]
    signs = [i for i in load_items(load, YEAR, 20) if getattr(i, "name", "") == "triangle-alert"]
    assert len(over) == len(signs) == sum(c.share > 1.004 for c in cells.values())


def test_a_quarter_sums_its_months(plan: Plan) -> None:
    load = next(w for w in workload(plan) if w.role == "Data analyst")
    quarters = load_cells(load, TimeAxis(YEAR.first, YEAR.last, 0, 800, "quarter"))
    months = [load.months[(2027, m)] for m in (1, 2, 3)]
    assert quarters[0].share == pytest.approx(sum(m.days for m in months) / sum(m.available for m in months))


def test_the_table_says_the_same_as_the_picture(plan: Plan) -> None:
    scene = timeline(plan, 900)
    assert len(scene.table.rows) == len(plan.actions)
    assert scene.table.rows[0] == (
        "Join shop and store data",
        "4\u00a0Jan\u00a02027",
        "16\u00a0Jun\u00a02027",
        "35\u00a0%",
        "0",
    )
    assert scene.sentence == "Ends 30\u00a0Nov\u00a02027. The critical path runs through Join shop and store data."
