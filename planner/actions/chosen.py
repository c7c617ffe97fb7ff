"""Which actions count: those that the plan carries out, not those dropped or left out of the budget."""

from planner.actions.records import Action
from planner.language import _
from planner.plan import Plan


def is_chosen(action: Action) -> bool:
    """Whether the plan carries an action out: it is neither dropped nor left out."""
    return action.status != "dropped" and action.pin != "out"


def chosen_actions(plan: Plan) -> list[Action]:
    """The actions that the plan carries out, in their order."""
    return [action for action in plan.actions if is_chosen(action)]


def title_of(action: Action) -> str:
    """The title of an action, or words that say that it has none."""
    return action.title or _("Action without a title")
