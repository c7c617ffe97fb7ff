"""The kinds of notes: decisions, parked topics, remarks on an item."""

from typing import Any

from planner import clock
from planner.insight.edits import (
    add_comment,
    add_decision,
    edit_comment,
    edit_decision,
    edit_topic,
    move_decision,
    move_topic,
    park_topic,
    remove_comment,
    remove_decision,
    remove_topic,
)
from planner.language import _
from ui.session import Session
from ui.workshop.rows import NoteRows, Notes


def decisions(session: Session) -> NoteRows:
    """The decision log."""
    notes = Notes(
        "decisions", _("Add a decision"), _("What was decided"), _("Delete the decision"),
        add_decision, edit_decision, remove_decision, move_decision, dated=True,
    )  # fmt: skip
    return NoteRows(session, notes, fields=_decision)


def parking(session: Session) -> NoteRows:
    """The topics kept for later."""
    notes = Notes(
        "parking", _("Park a topic"), _("What to come back to"), _("Delete the topic"),
        park_topic, edit_topic, remove_topic, move_topic, done="settled",
    )  # fmt: skip
    return NoteRows(session, notes, fields=_topic)


def remarks(session: Session, *, narrow: bool = False) -> NoteRows:
    """The remarks on the selected item."""

    def wanted(comment: Any) -> bool:
        return (comment.table, comment.item) == session.selection

    def fields() -> dict[str, Any]:
        table, item = session.selection
        return {"table": table, "item": item, "author": "", "text": "", "date": clock.today()}

    notes = Notes(
        "comments", _("Add a remark"), _("A remark on this item"), _("Delete the remark"),
        add_comment, edit_comment, remove_comment, who="author", done="resolved",
    )  # fmt: skip
    return NoteRows(session, notes, wanted=wanted, fields=fields, narrow=narrow)


def _decision() -> dict[str, Any]:
    return {"text": "", "date": clock.today()}


def _topic() -> dict[str, Any]:
    return {"text": ""}
