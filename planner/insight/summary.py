"""One sentence for a reason that takes points off the health score: the finding itself, or how many there are."""

from collections.abc import Callable

from planner.insight.health import Reason
from planner.language import _, ngettext

_SENTENCES: dict[str, Callable[[int], str]] = {
    "objectives.no_kpi": lambda n: ngettext("{count} objective has no KPI.", "{count} objectives have no KPI.", n),
    "objectives.not_served": lambda n: ngettext(
        "{count} objective is served by no action.", "{count} objectives are served by no action.", n
    ),
    "objectives.kpi_incomplete": lambda n: ngettext("{count} KPI is incomplete.", "{count} KPIs are incomplete.", n),
    "objectives.kpi_not_measured": lambda n: ngettext(
        "{count} KPI is not measured yet.", "{count} KPIs are not measured yet.", n
    ),
    "segments.no_objective": lambda n: ngettext(
        "{count} segment has no objective.", "{count} segments have no objective.", n
    ),
    "segments.no_rules": lambda n: ngettext("{count} segment has no rule.", "{count} segments have no rules.", n),
    "segments.no_size": lambda n: ngettext(
        "{count} segment has no number of customers.", "{count} segments have no number of customers.", n
    ),
    "segments.no_value": lambda n: ngettext("{count} segment has no value.", "{count} segments have no value.", n),
    "capabilities.weakness_not_addressed": lambda n: ngettext(
        "{count} weakness is addressed by no action.", "{count} weaknesses are addressed by no action.", n
    ),
    "capabilities.move_not_taken": lambda n: ngettext(
        "{count} move to the next stage is taken up by no action.",
        "{count} moves to the next stage are taken up by no action.",
        n,
    ),
    "actions.no_owner": lambda n: ngettext("{count} action has no owner.", "{count} actions have no owner.", n),
    "actions.no_dates": lambda n: ngettext(
        "{count} action has no start or no duration.", "{count} actions have no start or no duration.", n
    ),
    "actions.no_objective": lambda n: ngettext(
        "{count} action serves no objective.", "{count} actions serve no objective.", n
    ),
    "actions.no_segment": lambda n: ngettext(
        "{count} action is for no segment.", "{count} actions are for no segment.", n
    ),
    "actions.no_cost": lambda n: ngettext("{count} action has no cost.", "{count} actions have no cost.", n),
    "actions.no_benefit": lambda n: ngettext("{count} action has no benefit.", "{count} actions have no benefit.", n),
    "actions.serves_nobody": lambda n: ngettext(
        "{count} investment serves nobody.", "{count} investments serve nobody.", n
    ),
    "actions.too_early": lambda n: ngettext(
        "{count} action is to start before it can.", "{count} actions are to start before they can.", n
    ),
    "actions.after_horizon": lambda n: ngettext(
        "{count} action ends after the plan does.", "{count} actions end after the plan does.", n
    ),
    "actions.not_provided": lambda n: ngettext(
        "Nothing provides {count} shared requirement.", "Nothing provides {count} shared requirements.", n
    ),
    "actions.overload": lambda n: ngettext(
        "{count} role is planned at more than it can do.", "{count} roles are planned at more than they can do.", n
    ),
    "insights.goal_gap": lambda n: ngettext(
        "{count} segment goal has no journey and no action.", "{count} segment goals have no journey and no action.", n
    ),
    "journeys.gap_without_action": lambda n: ngettext(
        "{count} journey has gaps without an action.", "{count} journeys have gaps without an action.", n
    ),
    "journeys.none": lambda n: ngettext(
        "{count} segment that ranks high has no journey.", "{count} segments that rank high have no journey.", n
    ),
    "journeys.no_current": lambda n: ngettext(
        "{count} journey has no current state.", "{count} journeys have no current state.", n
    ),
    "journeys.no_optimal": lambda n: ngettext(
        "{count} journey has no optimal state.", "{count} journeys have no optimal state.", n
    ),
    "journeys.no_follow_up": lambda n: ngettext(
        "Customers leave at {count} touchpoint that nothing follows up.",
        "Customers leave at {count} touchpoints that nothing follows up.",
        n,
    ),
    "journeys.dead_end": lambda n: ngettext(
        "{count} touchpoint is a dead end.", "{count} touchpoints are dead ends.", n
    ),
    "journeys.unmeasured": lambda n: ngettext(
        "{count} touchpoint is not measured.", "{count} touchpoints are not measured.", n
    ),
    "journeys.unreachable": lambda n: ngettext(
        "Nobody gets to {count} touchpoint.", "Nobody gets to {count} touchpoints.", n
    ),
    "journeys.one_way": lambda n: ngettext(
        "In {count} stage customers can only listen.", "In {count} stages customers can only listen.", n
    ),
}


def sentence_of(reason: Reason) -> str:
    """What a reason says: its finding where it has one, else a sentence with their number."""
    count = len(reason.findings)
    if count == 1:
        return reason.findings[0].sentence
    counted = _SENTENCES.get(reason.code)
    if counted is not None:
        return counted(count).format(count=count)
    return _("{first} And {count} more like it.").format(first=reason.findings[0].sentence, count=count - 1)
