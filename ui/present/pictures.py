"""The pictures of the slides as scenes, large enough to be read across a room; no widgets."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Literal

from exports.figures.scene import Item, Scene, moved
from planner import clock
from planner.plan import Plan
from ui.present.slides import Slide

_THREAD_HEAD, _THREAD_ROW = 50.0, 47.0
"""What the heads and a row of the thread need at the size of a page, so that nothing overlaps."""

Maker = Callable[[Plan, str, float, float, float], Scene]

ENLARGED = 2.0
"""A picture is drawn so many times larger than on a page: its smallest type is then 22 at a height of 1,080."""


def picture(plan: Plan, slide: Slide, width: float, height: float, scale: float) -> Scene:
    """The picture of a slide in a box of that size; ``scale`` is 1 on a screen 1,080 high."""
    make = PICTURES.get(slide.picture)
    if make is None or width < 8 or height < 8:
        return Scene(width, height, ())
    return make(plan, slide.item, width, height, scale * ENLARGED)


def _fitted(make: Callable[[float], Scene], height: float, scale: float, most: float = 1.3) -> Scene:
    """A scene that is as high as it needs, drawn larger or smaller so that it fills a height."""
    scene = make(scale)
    if scene.height <= 0:
        return scene
    for _try in range(3):  # names that wrap otherwise at another size change the height again
        factor = min(height / scene.height, most)
        if scene.height <= height and factor < 1.05:
            break
        scale, most = scale * factor, most / factor
        scene = make(scale)
    return scene


def _ranking(plan: Plan, _item: str, width: float, height: float, scale: float) -> Scene:
    from exports.figures.ranking import ranking

    return ranking(plan, width, height, scale)


def _kpis(plan: Plan, _item: str, width: float, height: float, scale: float) -> Scene:
    from exports.figures.kpis import kpi_bullets, kpis_in_order

    shown = kpis_in_order(plan)[:12]
    return _fitted(lambda size: kpi_bullets(plan, width, size, shown), height, scale * 0.9, most=1.0)


def _goals(plan: Plan, _item: str, width: float, height: float, scale: float) -> Scene:
    from exports.figures.matrix import goals

    return goals(plan, width, height, scale)


def _channels(plan: Plan, _item: str, width: float, height: float, scale: float) -> Scene:
    from exports.figures.matrix import channels

    return channels(plan, width, height, scale)


def _bubbles(plan: Plan, _item: str, width: float, height: float, scale: float) -> Scene:
    from exports.figures.bubbles import bubbles

    return bubbles(plan, width, height, scale)


def _spotlight(plan: Plan, item: str, width: float, height: float, scale: float) -> Scene:
    from exports.figures.bubbles import spotlight

    return spotlight(plan, item, width, height, scale)


def _waterfall(plan: Plan, _item: str, width: float, height: float, scale: float) -> Scene:
    from exports.figures.waterfall import waterfall

    return waterfall(plan, width, height, scale)


def _gain_and_cost(plan: Plan, _item: str, width: float, height: float, scale: float) -> Scene:
    from exports.figures.gain_and_cost import gain_and_cost

    return gain_and_cost(plan, width, height, scale)


def _funnel(plan: Plan, item: str, width: float, height: float, scale: float) -> Scene:
    from exports.figures.funnel import funnel

    return funnel(plan, item, width, height, scale)


def _journey(
    view: Literal["current", "optimal", "difference"],
    plan: Plan,
    item: str,
    width: float,
    height: float,
    scale: float,
) -> Scene:
    from exports.figures.journey import journey

    return journey(plan, item, view, width, height, scale, compact=True)


def _radar(plan: Plan, _item: str, width: float, height: float, scale: float) -> Scene:
    from exports.figures.radar import axes_of, radar, radar_legend
    from planner.capabilities.ratings import area_ratings

    axes, foot = axes_of(area_ratings(plan)), 24 * scale
    scene = radar(axes, width, height - foot, scale)
    return _stacked(scene, radar_legend(width, foot, scale), height - foot)


def _maturity(plan: Plan, _item: str, width: float, height: float, scale: float) -> Scene:
    from exports.figures.maturity import maturity_grid, maturity_meter
    from planner.capabilities.maturity import maturity

    state, head = maturity(plan), 44 * scale
    below = min(height - head, 230 * scale)
    return _stacked(maturity_meter(state, width, head, scale), maturity_grid(state, width, below, scale), head)


def _stacked(scene: Scene, other: Scene, top: float) -> Scene:
    """Two scenes as one, the other below; what is said of the first holds for both."""
    items: tuple[Item, ...] = (*scene.items, *moved(other.items, 0.0, top))
    return Scene(scene.width, top + other.height, items, scene.sentence, scene.table)


def _timeline(plan: Plan, _item: str, width: float, height: float, scale: float) -> Scene:
    from exports.figures.timeline import timeline
    from planner.actions.chosen import chosen_actions

    actions, on = chosen_actions(plan)[:14], clock.today()
    return _fitted(lambda size: timeline(plan, width, size, today=on, actions=actions), height, scale, most=1.0)


def _thread(plan: Plan, _item: str, width: float, height: float, scale: float) -> Scene:
    from exports.figures.thread import strategy_thread
    from planner.report.strategy import strategy

    found = strategy(plan)
    rows = max(len(nodes) for nodes in found.steps)
    return strategy_thread(found, width, height, min(scale, height / (_THREAD_HEAD + _THREAD_ROW * max(rows, 1))))


def _scatter(plan: Plan, _item: str, width: float, height: float, scale: float) -> Scene:
    from exports.figures.scatter import scatter
    from planner.actions.chosen import chosen_actions

    return scatter(plan, width, height, scale, actions=chosen_actions(plan))


PICTURES: Mapping[str, Maker] = {
    "ranking": _ranking,
    "kpis": _kpis,
    "goals": _goals,
    "channels": _channels,
    "bubbles": _bubbles,
    "spotlight": _spotlight,
    "waterfall": _waterfall,
    "gain_and_cost": _gain_and_cost,
    "funnel": _funnel,
    "current": partial(_journey, "current"),
    "optimal": partial(_journey, "optimal"),
    "difference": partial(_journey, "difference"),
    "radar": _radar,
    "maturity": _maturity,
    "timeline": _timeline,
    "thread": _thread,
    "scatter": _scatter,
}
"""How each picture is made: of the plan, its item, the width, the height, and the scale of its type."""
