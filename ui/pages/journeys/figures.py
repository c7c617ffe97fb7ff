"""The figures of the analysis strip, from the plan."""

from exports.figures.journey_map import JourneyMap, View, is_dead_end
from planner.journeys.flow import Flow, flow, money_of
from planner.journeys.graph import Graph, graph
from planner.journeys.records import State
from planner.language import _, money, points
from planner.plan import Plan
from ui.pages.journeys.strip import StripFigures


def strip_figures(plan: Plan, journey: str, view: View) -> StripFigures:
    """What the strip says of a journey in a view."""
    state: State = "optimal" if view in ("optimal", "difference") else "current"
    now, then = flow(plan, journey, "current"), flow(plan, journey, "optimal")
    seen = graph(plan, journey, state)
    figures = then if state == "optimal" else now
    title, source, target, words, good, tip = (
        _gain(plan, journey) if view == "difference" and then.points else _leak(plan, seen, figures)
    )
    return StripFigures(
        now.conversion,
        then.conversion,
        tuple((s.name, len({p.channel for p in seen.by_stage[s.id]})) for s in seen.stages),
        sum(not p.measured for p in seen.points.values()),
        sum(is_dead_end(seen, figures, p) for p in seen.points.values()),
        title,
        source,
        target,
        words,
        good,
        tip,
        now.estimated,
    )


_Leak = tuple[str, str, str, str, bool, str]


def _leak(plan: Plan, seen: Graph, figures: Flow) -> _Leak:
    leak = figures.biggest_leak
    title = _("Biggest leak")
    if leak is None:
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
    title = _("Biggest gain")
    step, gain = biggest_gain(plan, journey)
    if not step:
        return title, "–", "", "", True, ""
    seen = graph(plan, journey, "optimal")
    found = next(s for s in seen.steps if s.id == step)
    return title, name_in(seen, found.source), name_in(seen, found.target), points(gain), True, ""


def biggest_gain(plan: Plan, journey: str) -> tuple[str, float]:
    """The step of the optimal state whose share grew most, and by how much; nothing where none grew."""
    before, now = graph(plan, journey, "current"), flow(plan, journey, "current")
    known = {(s.source, s.target, s.kind): s for s in before.steps}
    then = flow(plan, journey, "optimal")
    best, gain = "", 0.0
    for step in graph(plan, journey, "optimal").steps:
        was = known.get((step.source, step.target, step.kind))
        if was is not None and step.kind != "re_engagement":
            grown = then.steps[step.id].share - now.steps[was.id].share
            if grown > gain + 1e-9:
                best, gain = step.id, grown
    return best, gain


def name_in(seen: Graph, point: str) -> str:
    """The name of a touchpoint of a graph; nothing for none."""
    record = seen.points.get(point)
    return (record.name or _("Touchpoint without a name")) if record else ""


def marked(shown: JourneyMap, what: str) -> list[str]:
    """The touchpoints of a map that a figure of the strip counts."""
    if what == "unmeasured":
        return [n.id for n in shown.nodes.values() if not n.measured and n.mark != "removed"]
    return [n.id for n in shown.nodes.values() if n.mark == "dead_end"]
