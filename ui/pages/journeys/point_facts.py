"""Facts about a touchpoint for its details: what passes through it, and what elsewhere in the plan is about it."""

from planner.journeys.consent import standings
from planner.journeys.difference import difference
from planner.journeys.flow import flow
from planner.journeys.gap_words import point_name
from planner.journeys.gaps import to_do
from planner.journeys.graph import graph
from planner.journeys.pressure import pressure
from planner.journeys.records import State, touchpoints_table
from planner.language import _, money_short, percent, short_number, short_percent
from planner.objectives.metrics import serves
from planner.plan import Plan, find
from ui.pages.journeys.speech import consent_words

Row = tuple[str, str, str]
Link = tuple[str, str, str, str, str]


def figure_rows(plan: Plan, journey: str, state: State, point: str) -> list[Row]:
    """Reach, where visitors go, who leaves, and what would be lost without it."""
    seen, figures = graph(plan, journey, state), flow(plan, journey, state)
    if point not in figures.points:
        return []
    through = figures.points[point]
    rows = [(_("Reach"), percent(through.reach), "text.primary")]
    for step in seen.out[point]:
        share = step.share if step.kind == "re_engagement" else figures.steps[step.id].share
        if share is None:
            continue
        words = _("Brought to {name}") if step.kind == "re_engagement" else _("To {name}")
        figure = ("≈ " if step.share is None else "") + short_percent(round(share, 3))
        rows.append((words.format(name=point_name(seen.points[step.target])), figure, "text.primary"))
    role = "warn.text" if through.leak >= 0.1 else "text.primary"
    rows.append((_("Leave the journey"), percent(through.leaves), role))
    if through.money:
        amount = money_short(through.money, plan.profile.currency)
        rows.append((_("Lost here, a year"), amount, role))
    if 0 < through.removal < 1:
        rows.append((_("Conversions lost without it"), percent(through.removal), "text.primary"))
    return rows


def contact_rows(plan: Plan, journey: str, state: State, point: str) -> list[Row]:
    """Contacts a month against their limit, and where the channel stands with the segment."""
    found = next((one for one in pressure(plan, journey, state) if one.touchpoint == point), None)
    rows: list[Row] = []
    if found is not None:
        figure = short_number(found.contacts, 1)
        if found.limit is not None:
            figure = _("{contacts} of at most {limit}").format(contacts=figure, limit=short_number(found.limit, 1))
        rows.append((_("Contacts per customer and month"), figure, "warn.text" if found.over else "text.primary"))
        standing = standings(plan, journey).get(found.channel)
        words = consent_words(standing) if standing is not None else ""
        if standing is not None and words:
            bad = standing.refused or standing.unknown
            rows.append((_("Consent on this channel"), words, "warn.text" if bad else "text.primary"))
        if standing is not None:
            rows.append((_("Preferred by the segment"), _("Yes") if standing.preferred else _("No"), "text.primary"))
    return rows


def links_of(plan: Plan, state: State, point: str) -> list[Link]:
    """The objectives and actions that a touchpoint is linked to, as chips."""
    record = find(plan, touchpoints_table(state), point)
    journey = find(plan, "journeys", record.journey) if record is not None else None
    about = _gaps_about(plan, record.journey, point) if record is not None else set()
    actions = [action for action in plan.actions if about.intersection(action.gaps)]
    wanted = {objective for action in actions for objective in action.objectives}
    links: list[Link] = []
    for rank, objective in enumerate(plan.objectives, start=1):
        if objective.id in wanted and (journey is None or serves(objective, journey.segment)):
            words = f"{rank} {_short(objective.lever, objective.name or objective.statement)}"
            links.append((words, "target", "objectives", "objectives", objective.id))
    links += [(action.title, "square-check-big", "actions", "actions", action.id) for action in actions]
    return links


def _gaps_about(plan: Plan, journey: str, point: str) -> set[str]:
    """The keys of the gaps of a touchpoint and of those whose edges lead from or to it."""
    found = difference(plan, journey)
    ends = {s: {what.record.source, what.record.target} for s, what in found.steps.items()}
    return {
        gap.key
        for gap in to_do(plan, journey)
        if point in gap.touchpoints or any(point in ends[step] for step in gap.steps)
    }


def _short(lever: str, own: str) -> str:
    from planner.catalogue import lever_name

    return lever_name(lever) or own
