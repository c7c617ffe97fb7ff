"""The gaps of the journeys as the action plan offers them: their names, and which are still without an action."""

from planner.actions.edits import add_action
from planner.actions.records import Action
from planner.journeys.gap_words import gap_title
from planner.journeys.gaps import Gap, to_do
from planner.language import _
from planner.plan import Plan


def gap_options(plan: Plan, action: Action | None) -> list[tuple[str, str]]:
    """The gaps of the journeys of an action's segments, or of all; those that are gone keep their key."""
    segments = set(action.segments) if action is not None else set()
    options: dict[str, str] = {}
    for journey in plan.journeys:
        if not segments or journey.segment in segments:
            for gap in to_do(plan, journey.id):
                options[gap.key] = gap_title(plan, gap)
    for key in action.gaps if action is not None else ():
        options.setdefault(key, _("A gap that is closed by now"))
    return list(options.items())


def open_gaps(plan: Plan, segment: str) -> list[Gap]:
    """The gaps of a segment's journeys that no action takes up, by themselves or within a larger one."""
    taken = {gap for action in plan.actions for gap in action.gaps}
    return [
        gap
        for journey in plan.journeys
        if journey.segment == segment
        for gap in to_do(plan, journey.id)
        if not taken.intersection((gap.key, *gap.within))
    ]


def add_for_gap(plan: Plan, gap: Gap, segment: str) -> Plan:
    """An action that closes a gap of a segment's journey."""
    return add_action(plan, gap_title(plan, gap)[:300], segments=(segment,), gaps=(gap.key,))
