"""The words over the columns of the board, and the sentence of an empty one."""

import datetime as dt

from planner.actions.board import SHARED, By, Column
from planner.actions.money import cost
from planner.actions.workload import workload
from planner.insight.rules_objectives import name_of
from planner.language import _, money_short, month_text, ngettext, percent
from planner.objectives.records import Objective
from planner.plan import Plan
from ui.pages.actions.board.column import Heading
from ui.pages.marks import initials, segment_role

_STATUS_ICONS = {
    "planned": "circle-dashed",
    "in_progress": "circle-dot",
    "done": "circle-check",
    "paused": "pause",
    "dropped": "ban",
}


def purpose_of(plan: Plan) -> str:
    """The plan of actions in one line: how many for whom, what they cost, and the cap."""
    count, groups = len(plan.actions), len(plan.segments)
    if not count:
        return _("Who does what, when, for how much.")
    spoken = ngettext("{count} segment", "{count} segments", groups).format(count=groups)
    currency, cap = plan.profile.currency, plan.profile.budget_cap
    planned = money_short(sum(cost(plan, a) for a in plan.actions if a.status != "dropped"), currency)
    if cap is None:
        words = ngettext(
            "{count} action for {segments}. {cost} planned.", "{count} actions for {segments}. {cost} planned.", count
        )
        return words.format(count=count, segments=spoken, cost=planned)
    words = ngettext(
        "{count} action for {segments}. {cost} planned, cap {cap}.",
        "{count} actions for {segments}. {cost} planned, cap {cap}.",
        count,
    )
    return words.format(count=count, segments=spoken, cost=planned, cap=money_short(cap, currency))


def heading_of(plan: Plan, by: By, column: Column) -> Heading:
    """The head of a column."""
    count = len(column.actions)
    counted = ngettext("{count} action", "{count} actions", count).format(count=count)
    total = money_short(sum(cost(plan, action) for action in column.actions), plan.profile.currency)
    purpose, tip = _purpose(plan, by, column)
    dot = segment_role(plan, column.key) if by == "segment" and column.key else ""
    icon = {"segment": "" if column.key else "layers", "owner": "" if column.key else "user-round"}.get(
        by, _STATUS_ICONS.get(column.key, "")
    )
    short = initials(column.key) if by == "owner" else ""
    return Heading(column.key, column.name, purpose, tip or purpose, counted, total, dot, icon, short)


def _purpose(plan: Plan, by: By, column: Column) -> tuple[str, str]:
    if by == "owner":
        return _busiest(plan, column.key), ""
    if by == "status":
        words = {
            "planned": _("Not begun"),
            "in_progress": _("Under way"),
            "done": _("Bringing its benefit"),
            "paused": _("Waits for a decision"),
            "dropped": _("Not carried out"),
        }
        return words.get(column.key, ""), ""
    if column.key == SHARED:
        return _("Used by several segments"), ""
    objective = main_objective(plan, column.key)
    if objective is not None:
        return name_of(objective), objective.statement
    return next((s.summary for s in plan.segments if s.id == column.key), ""), ""


def main_objective(plan: Plan, segment: str) -> Objective | None:
    """The objective that is most about a segment: it names the fewest others, and weighs the most of those."""
    naming = [o for o in plan.objectives if segment in o.segments]
    return min(naming, key=lambda o: (len(o.segments), -o.weight), default=None)


def _busiest(plan: Plan, role: str) -> str:
    load = next((w for w in workload(plan) if w.role == role), None)
    if load is None or not load.months:
        return _("Nothing to do yet") if role else _("Someone has to take these on")
    (year, month), most = max(load.months.items(), key=lambda entry: entry[1].share)
    words = _("Busiest in {month}: {share}")
    return words.format(month=month_text(dt.date(year, month, 1)), share=percent(most.share))


def empty_sentence(by: By, column: Column) -> str:
    """What an empty column says."""
    if by == "segment" and column.key == SHARED:
        return _("No shared action yet.")
    if by == "status":
        return _("No action is here.")
    return _("No action for {name} yet.").format(name=column.name)
