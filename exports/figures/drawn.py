"""The figures of a report, drawn from the plan: each by its key, as high as it needs or as there is room for."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

from exports.figures.scene import Scene
from planner.clock import today
from planner.plan import Plan, find
from planner.report.blocks import FigureSpec


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure of a width: between which heights it can be drawn, and how."""

    make: Callable[[float], Scene]
    least: float
    most: float


Arguments = Mapping[str, str | int | float | bool]


def drawing(plan: Plan, spec: FigureSpec, width: float) -> tuple[Drawing, ...]:
    """A figure of a report; one that is too high for a page comes in parts, to be placed one after another."""
    draw = _FIGURES.get(spec.key)
    return draw(plan, dict(spec.arguments), width) if draw is not None else ()


def scenes(plan: Plan, spec: FigureSpec, width: float, height: float) -> tuple[Scene, ...]:
    """The scenes of a figure, each as near to a height as it can be."""
    return tuple(d.make(min(max(height, d.least), d.most)) for d in drawing(plan, spec, width))


def _fixed(scene: Scene) -> tuple[Drawing, ...]:
    return (Drawing(lambda _height: scene, scene.height, scene.height),)


def _segments(plan: Plan, arguments: Arguments, width: float) -> tuple[Drawing, ...]:
    from exports.figures.bubbles import bubbles, spotlight

    one = str(arguments.get("segment", ""))
    if one:
        high = min(width * 0.8, 256.0)
        return (Drawing(lambda height: spotlight(plan, one, width, height), high, high),)
    return (Drawing(lambda height: bubbles(plan, width, height), 240.0, 360.0),)


def _waterfall(plan: Plan, _arguments: Arguments, width: float) -> tuple[Drawing, ...]:
    from exports.figures.waterfall import parts_of, waterfall

    if not parts_of(plan)[1]:
        return ()
    return (Drawing(lambda height: waterfall(plan, width, height), 165.0, 250.0),)


def _compare(plan: Plan, arguments: Arguments, width: float) -> tuple[Drawing, ...]:
    from exports.figures.compare import compare
    from planner.report.segments import comparison

    segment = find(plan, "segments", str(arguments["segment"]))
    lines = comparison(plan, segment) if segment is not None else []
    return _fixed(compare(segment.name, lines, width)) if lines else ()


def _kpis(plan: Plan, _arguments: Arguments, width: float) -> tuple[Drawing, ...]:
    from exports.figures.kpis import kpi_bullets, kpis_in_order

    rows = kpis_in_order(plan)
    parts = [rows[at : at + 24] for at in range(0, len(rows), 24)]
    return tuple(d for part in parts for d in _fixed(kpi_bullets(plan, width, shown=part)))


def _thread(plan: Plan, _arguments: Arguments, width: float) -> tuple[Drawing, ...]:
    from exports.figures.thread import strategy_thread
    from planner.report.strategy import strategy

    found = strategy(plan)
    rows = max(len(nodes) for nodes in found.steps)
    if rows == 0:
        return ()
    most = min(620.0, 60.0 + 100.0 * rows)
    return (Drawing(lambda height: strategy_thread(found, width, height), min(470.0, most), most),)


def _radar(plan: Plan, _arguments: Arguments, width: float) -> tuple[Drawing, ...]:
    from exports.figures.radar import axes_of, radar
    from planner.capabilities.ratings import area_ratings

    axes = axes_of(area_ratings(plan))
    high = min(300.0, width * 0.74)
    return _fixed(radar(axes, width, high))


def _maturity(plan: Plan, _arguments: Arguments, width: float) -> tuple[Drawing, ...]:
    from exports.figures.stages import maturity_stages
    from planner.capabilities.maturity import maturity

    return _fixed(maturity_stages(maturity(plan), width))


def _journey(plan: Plan, arguments: Arguments, width: float) -> tuple[Drawing, ...]:
    from exports.figures.journey import journey, needed_height
    from exports.figures.journey_map import View

    key, view = str(arguments["journey"]), cast(View, arguments["view"])
    if find(plan, "journeys", key) is None:
        return ()
    high = needed_height(plan, key, view, width, compact=True)
    return (Drawing(lambda height: journey(plan, key, view, width, height, compact=True), high * 0.78, high * 1.06),)


def _scatter(plan: Plan, _arguments: Arguments, width: float) -> tuple[Drawing, ...]:
    from exports.figures.scatter import scatter
    from planner.actions.chosen import chosen_actions

    return (Drawing(lambda height: scatter(plan, width, height, actions=chosen_actions(plan)), 260.0, 360.0),)


def _timeline(plan: Plan, _arguments: Arguments, width: float) -> tuple[Drawing, ...]:
    from exports.figures.timeline import timeline
    from planner.actions.chosen import chosen_actions

    actions = chosen_actions(plan)
    on: dt.date = today()
    first, more = 16, 22
    ends = [0, *range(first, len(actions), more), len(actions)] if len(actions) > first + 2 else [0, len(actions)]
    parts = [actions[a:b] for a, b in pairwise(ends) if a < b]
    return tuple(d for part in parts for d in _fixed(timeline(plan, width, today=on, actions=part)))


def _close_call(plan: Plan, _arguments: Arguments, width: float) -> tuple[Drawing, ...]:
    from exports.figures.close_call import close_call

    return (Drawing(lambda height: close_call(plan, width, height), 220.0, 280.0),)


def _costs(plan: Plan, _arguments: Arguments, width: float) -> tuple[Drawing, ...]:
    from exports.figures.bars import Bar, bars
    from planner.language import _, money_short
    from planner.report.budget import costs_by_segment

    rows = [
        Bar(name, cost, money_short(cost, plan.profile.currency), ref) for name, cost, ref in costs_by_segment(plan)
    ]
    if not rows:
        return ()
    return _fixed(bars(rows[:14], width, head=(_("Segment"), _("Cost"))))


def _cap(plan: Plan, _arguments: Arguments, width: float) -> tuple[Drawing, ...]:
    from exports.figures.bars import under_the_cap
    from planner.report.budget import fitted_budget

    return _fixed(under_the_cap(fitted_budget(plan), plan.profile.currency, width))


_FIGURES: Mapping[str, Callable[[Plan, Arguments, float], tuple[Drawing, ...]]] = {
    "segments": _segments,
    "waterfall": _waterfall,
    "compare": _compare,
    "kpis": _kpis,
    "thread": _thread,
    "radar": _radar,
    "maturity": _maturity,
    "journey": _journey,
    "timeline": _timeline,
    "scatter": _scatter,
    "close_call": _close_call,
    "costs": _costs,
    "cap": _cap,
}
"""The figures that a report can name."""
