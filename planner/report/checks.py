"""Before you send: what to look at in a report before a client gets it. It never stops anyone."""

from dataclasses import dataclass

from planner.actions.business_case import budget
from planner.insight.health import health
from planner.language import _, money_short, ngettext
from planner.objectives.metrics import kpis_of
from planner.plan import Plan
from planner.report.sections import chosen_sections, is_filled

_WORST = 4
"""Only so many of the plan's missing things are named; the guide has them all."""


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the list: whether all is well, what was looked at, and the place to mend it."""

    fine: bool
    sentence: str
    page: str = ""
    table: str = ""
    item: str = ""


def before_sending(plan: Plan) -> tuple[Check, ...]:
    """What is fine and what is not, what is not first."""
    checks = [*_sections(plan), *_cover(plan), *_kpis(plan), *_money(plan), *_worst(plan)]
    return tuple(sorted(checks, key=lambda check: check.fine))


def _sections(plan: Plan) -> list[Check]:
    empty = [c.kind for c in chosen_sections(plan) if c.shown and not is_filled(plan, c.kind.key)]
    words = _("{section} is not filled in yet, and its page says so.")
    return [Check(False, words.format(section=kind.name), kind.page) for kind in empty]


def _cover(plan: Plan) -> list[Check]:
    profile = plan.profile
    checks = []
    if not profile.client:
        checks.append(Check(False, _("The cover names no client."), "settings"))
    if not profile.logo:
        checks.append(Check(False, _("The cover has no logo of the client."), "deliverables"))
    return checks


def _kpis(plan: Plan) -> list[Check]:
    if not plan.objectives:
        return []
    without = [o for o in plan.objectives if not kpis_of(plan, o.id)]
    if not without:
        return [Check(True, _("Every objective has a KPI."))]
    words = ngettext("{count} objective has no KPI.", "{count} objectives have no KPI.", len(without))
    return [Check(False, words.format(count=len(without)), "objectives", "objectives", without[0].id)]


def _money(plan: Plan) -> list[Check]:
    found = budget(plan)
    if found.cap is None or not plan.actions:
        return []
    over = found.planned - found.cap
    if over <= 0:
        return [Check(True, _("The budget stays under its cap."), "actions")]
    words = _("The budget exceeds the cap by {amount}.")
    return [Check(False, words.format(amount=money_short(over, plan.profile.currency)), "actions")]


def _worst(plan: Plan) -> list[Check]:
    told = ("actions.over_budget", "objectives.no_kpi")
    missing = [f for f in health(plan).findings if f.severity == "missing" and f.code not in told]
    seen: dict[str, Check] = {}
    for finding in missing:
        seen.setdefault(finding.code, Check(False, finding.sentence, finding.page, finding.table, finding.item))
    if not missing and plan.objectives:
        return [Check(True, _("Nothing is missing in the plan."))]
    return list(seen.values())[:_WORST]
