"""From a capability to the action plan: weaknesses, maturity moves and ideas become actions."""

from typing import Any

from planner.actions.edits import add_action
from planner.capabilities.maturity import move_of
from planner.catalogue import Idea, question
from planner.language import _
from ui.session import Session


def make_action_of_question(session: Session, key: str) -> bool:
    """An action that addresses the weakness of a question; says so, and keeps the page."""
    asked = question(key)
    if asked is None:
        return False
    title = _("Improve: {name}").format(name=asked.name)
    return _added(session, title, questions=(key,))


def make_action_of_move(session: Session, key: str) -> bool:
    """An action that takes up a move to the next stage of maturity."""
    move = move_of(key)
    return move is not None and _added(session, move.text, lever=move.lever, moves=(key,))


def make_action_of_idea(session: Session, idea: Idea) -> bool:
    """An action out of an idea of the catalogue."""
    return _added(session, idea.title, description=idea.how, lever=idea.kind, questions=idea.questions)


def _added(session: Session, title: str, **fields: Any) -> bool:
    if not session.edit(_("Add an action"), add_action, title, **fields):
        return False
    session.announced.emit(_("Added to the action plan: {title}").format(title=title))
    return True
