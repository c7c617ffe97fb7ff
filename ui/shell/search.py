"""Search: the items of a plan whose words answer a query."""

from collections.abc import Iterator

from planner.catalogue import questions
from planner.language import _
from planner.plan import Plan
from ui.shell.fuzzy import fit, holds

Match = tuple[int, str, str, str, str, str, str]
"""Score, page, table, id, words, where, icon."""


def items_matching(plan: Plan, query: str) -> list[Match]:
    """The best matching items of a plan; none for an empty query."""
    if not query.strip():
        return []
    found = [m for m in _scored(plan, query) if m[0] > 0]
    found.sort(key=lambda match: -match[0])
    return found[:20]


def items_on(plan: Plan, page: str, query: str) -> list[tuple[str, str]]:
    """The items of a page whose words hold a query, as table and id, in their order; none for an empty query."""
    if not query.strip():
        return []
    found = (
        (table, record_id) for at, table, record_id, words, _w, _i in items(plan) if at == page and holds(query, words)
    )
    return list(dict.fromkeys(found))


def _scored(plan: Plan, query: str) -> Iterator[Match]:
    for page, table, record_id, words, where, icon in items(plan):
        score = fit(query, words)
        yield score + 1 if score else 0, page, table, record_id, words, where, icon


def items(plan: Plan) -> Iterator[tuple[str, str, str, str, str, str]]:
    """Every item that can be gone to: page, table, id, words, where, icon."""
    for o in plan.objectives:
        yield "objectives", "objectives", o.id, o.statement or o.name, _("Objectives"), "target"
    for k in plan.kpis:
        yield "objectives", "objectives", k.objective, k.name, _("KPI"), "gauge"
    for s in plan.segments:
        yield "segments", "segments", s.id, s.name, _("Segments"), "users-round"
    for t in plan.current_touchpoints:
        yield "journeys", "current_touchpoints", t.id, t.name, _("Journeys"), "route"
    known = {t.id for t in plan.current_touchpoints}
    for t in plan.optimal_touchpoints:
        if t.id not in known:
            yield "journeys", "optimal_touchpoints", t.id, t.name, _("Journeys, optimal"), "route"
    for asked in questions():
        yield "capabilities", "assessments", asked.key, asked.name, _("Capabilities"), "gauge"
    for tool in plan.tools:
        yield "capabilities", "tools", tool.id, tool.name, _("Tools"), "wrench"
    for a in plan.actions:
        yield "actions", "actions", a.id, a.title, _("Action plan"), "square-check-big"
    for r in plan.requirements:
        yield "actions", "requirements", r.id, r.name, _("Shared requirements"), "layers"
    for p in plan.platforms:
        yield "actions", "platforms", p.id, p.name, _("Platforms"), "plug"
