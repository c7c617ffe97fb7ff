"""The figures of the analysis strip, from the plan."""

from exports.figures.journey_map import Flows, View
from planner.journeys.breaks import breaks
from planner.journeys.difference import difference
from planner.journeys.flow import Flow, goals_of, money_of
from planner.journeys.gap_words import point_name
from planner.journeys.graph import Graph, graph
from planner.journeys.pressure import pressure
from planner.journeys.records import State
from planner.language import _, money, points
from planner.plan import Plan
from ui.pages.journeys.strip import StripFigures


def strip_figures(plan: Plan, journey: str, view: View, flows: Flows) -> StripFigures:
    """What the strip says of a journey in a view, given the flows of its states."""
    state: State = "optimal" if view in ("optimal", "difference") else "current"
    now, then = flows["current"], flows["optimal"]
    seen = graph(plan, journey, state)
    figures = then if state == "optimal" else now
    differs = view == "difference" and bool(graph(plan, journey, "optimal").points)
    title, source, target, words, good, tip = _gain(plan, journey) if differs else _leak(plan, seen, figures)
    return StripFigures(
        now.conversion if now is not None else None,
        then.conversion if then is not None else None,
        tuple((s.name, len({p.channel for p in seen.by_stage[s.id]})) for s in seen.stages),
        sum(not p.measured for p in seen.points.values()),
        len(breaks(seen).dead_ends),
        len(over(plan, journey, state)),
        sum(p.trigger is not None for p in seen.points.values()),
        sum(p.two_way for p in seen.points.values()),
        len(seen.points),
        title,
        source,
        target,
        words,
        good,
        tip,
        now is not None and now.estimated,
    )


_Leak = tuple[str, str, str, str, bool, str]


def _leak(plan: Plan, seen: Graph, figures: Flow | None) -> _Leak:
    leak = figures.biggest_leak if figures is not None else None
    title = _("Biggest leak")
    if figures is None or leak is None:
        return title, "–", "", "", False, ""
    worth = money_of(figures, leak.share)
    tip = ""
    if worth is not None:
        tip = _("{amount} a year would come from those who leave here.").format(
            amount=money(worth, plan.profile.currency)
        )
    return title, name_in(seen, leak.touchpoint), name_in(seen, leak.target), points(-leak.share), False, tip


def _gain(plan: Plan, journey: str) -> _Leak:
    """The step that gains most from the current to the optimal state."""
    found = difference(plan, journey)
    best = found.biggest_gain
    if best is None:
        return _("Biggest gain"), "–", "", "", True, ""
    source, target = (point_name(found.points[end].record) for end in (best.record.source, best.record.target))
    return _("Biggest gain"), source, target, points(best.gained), True, ""


def name_in(seen: Graph, point: str) -> str:
    """The name of a touchpoint of a graph; nothing for none."""
    return point_name(seen.points[point]) if point in seen.points else ""


def over(plan: Plan, journey: str, state: State) -> list[str]:
    """The touchpoints that bring more contacts a month than their limit; nothing is counted where none has one."""
    if all(point.contact_limit is None for point in graph(plan, journey, state).points.values()):
        return []
    return [one.touchpoint for one in pressure(plan, journey, state) if one.over]


def marked(plan: Plan, journey: str, state: State, what: str) -> list[str]:
    """The touchpoints that a figure of the strip counts."""
    seen = graph(plan, journey, state)
    points = seen.points.values()
    if what == "goals":
        goals, _assumed = goals_of(seen)
        return [point.id for point in points if point.id in goals]
    if what == "unmeasured":
        return [point.id for point in points if not point.measured]
    if what == "followed":
        return [point.id for point in points if point.trigger is not None]
    if what == "two_way":
        return [point.id for point in points if point.two_way]
    if what == "over":
        return over(plan, journey, state)
    return sorted(breaks(seen).dead_ends, key=list(seen.points).index)
