"""What every tab can do with an action: add, rename, duplicate, rank, delete."""

from typing import Any

from planner.actions.edits import add_action, duplicate_action, edit_action, move_action, remove_action
from planner.language import _
from ui.session import Session


def add_new(session: Session, at: int | None = None, **fields: Any) -> str:
    """Adds an action; its id, or nothing where that was refused."""
    before = {action.id for action in session.plan.actions}
    if not session.edit(_("Add an action"), add_action, "", at, **fields):
        return ""
    return next(action.id for action in session.plan.actions if action.id not in before)


def rename(session: Session, action: str, title: str) -> None:
    """Takes the title of an action over while it is typed."""
    title = title.replace("\n", " ")[:300]
    session.edit(_("Rename an action"), edit_action, action, title=title, typing=f"action.{action}.title")


def duplicate(session: Session, action: str) -> None:
    """Copies an action."""
    session.edit(_("Duplicate an action"), duplicate_action, action)


def remove(session: Session, action: str) -> bool:
    """Deletes an action and says so; False where that was refused."""
    if not session.edit(_("Delete an action"), remove_action, action):
        return False
    session.announced.emit(_("Action deleted."))
    return True


def rank(session: Session, action: str, step: int, shown: list[str]) -> None:
    """Moves an action up or down among those that are shown."""
    to = shown.index(action) + step
    if 0 <= to < len(shown):
        session.edit(_("Move an action"), move_action, action, to, shown)


def index_after(session: Session, action: str) -> int:
    """The index after an action in the plan."""
    return [a.id for a in session.plan.actions].index(action) + 1
