"""Funding an action by hand: with what it needs, and never less than what the others need."""

from collections.abc import Iterator

from planner.actions.chosen import is_chosen, title_of
from planner.actions.edits import pin_action
from planner.actions.records import Action
from planner.actions.requirements import needed_by, providers
from planner.edit import Refused, the
from planner.language import _, list_text
from planner.plan import Plan, find

NAMED = 2
"""How many actions a refusal names before it counts the rest."""


def fund(plan: Plan, action: str, funded: bool = True) -> Plan:
    """An action funded, with the actions that it waits for or that alone provide for it, or left out.

    One that a funded action cannot do without is not left out: the refusal says by which it is needed.
    """
    if not funded:
        needing = needed_by(plan).get(action, ())
        if needing:
            raise Refused(needed_sentence(plan, needing), "pin")
        return pin_action(plan, action, "out")
    for needed in [action, *_needs(plan, action)]:
        record: Action = the(plan, "actions", needed)
        if record.pin == "out":
            plan = pin_action(plan, needed, "")
    return plan


def needed_sentence(plan: Plan, needing: tuple[str, ...]) -> str:
    """By which funded actions an action is needed."""
    titles = [title_of(found) for a in needing if (found := find(plan, "actions", a)) is not None]
    more = len(titles) - NAMED
    if more > 1:
        titles = [*titles[:NAMED], _("{count} more").format(count=more)]
    return _("Needed by {actions}.").format(actions=list_text(titles))


def _needs(plan: Plan, action: str) -> Iterator[str]:
    """The actions that are left out and without which an action cannot be, one after the other."""
    seen = {action}
    queue = [action]
    for current in queue:
        record: Action | None = find(plan, "actions", current)
        for needed in _directly(plan, record) if record is not None else ():
            if needed not in seen:
                seen.add(needed)
                queue.append(needed)
                yield needed


def _directly(plan: Plan, action: Action) -> Iterator[str]:
    for dependency in action.depends:
        found: Action | None = find(plan, "actions", dependency.action)
        if found is not None and found.status != "dropped":
            yield found.id
    covered = providers(plan)
    for requirement in action.requires:
        if not covered.get(requirement):
            able = [a for a in plan.actions if requirement in a.provides and a.status != "dropped" and not is_chosen(a)]
            if able:
                yield able[0].id
