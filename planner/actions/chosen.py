"""Which actions count: those that the plan carries out, not those dropped or left out of the budget."""

from collections.abc import Mapping
from typing import Literal

from planner.actions.records import Action
from planner.language import _
from planner.memo import remembered
from planner.plan import Plan

Served = Literal["segments", "objectives", "gaps", "questions"]
_SERVED: tuple[Served, ...] = ("segments", "objectives", "gaps", "questions")
"""The fields of an action that name what it is for."""


def is_chosen(action: Action) -> bool:
    """Whether the plan carries an action out: it is neither dropped nor left out."""
    return action.status != "dropped" and action.pin != "out"


def chosen_actions(plan: Plan) -> list[Action]:
    """The actions that the plan carries out, in their order."""
    return list(_chosen(plan))


@remembered("actions")
def _chosen(plan: Plan) -> tuple[Action, ...]:
    return tuple(action for action in plan.actions if is_chosen(action))


def actions_for(plan: Plan, served: Served, item: str) -> list[Action]:
    """The actions that the plan carries out for a segment, an objective, a gap or a question, in their order."""
    return list(_by_served(plan)[served].get(item, ()))


@remembered("actions")
def _by_served(plan: Plan) -> Mapping[Served, Mapping[str, list[Action]]]:
    found: dict[Served, dict[str, list[Action]]] = {served: {} for served in _SERVED}
    for action in _chosen(plan):
        for served, items in found.items():
            for item in dict.fromkeys(getattr(action, served)):
                items.setdefault(item, []).append(action)
    return found


def title_of(action: Action) -> str:
    """The title of an action, or words that say that it has none."""
    return action.title or _("Action without a title")
