"""The session: the one QObject that owns a document and tells the views what changed."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from planner.change import Change, diff
from planner.document import Document
from planner.edit import Refused
from planner.language import _
from planner.plan import Plan

Edit = Callable[..., Plan]


class Session(QObject):
    """Owns the document of a window.

    Signals: ``editing()`` before an edit runs, which may still be refused;
    ``changed(Change | None)`` after every edit, undo and redo (None: the whole plan was replaced);
    ``refused(str, str)`` with the sentence and the field of an edit that was not stored;
    ``removed(Change)`` after an edit that takes an item away;
    ``announced(str)`` for the screen reader and the toast; ``history_changed()`` when undo, redo or the saved
    state may differ; ``selected(str, str)`` with table and id; ``show_requested(str, str, str)`` asks the window
    to go to a page and an item (page, table, id).
    """

    editing = Signal()
    changed = Signal(object)
    refused = Signal(str, str)
    removed = Signal(object)
    announced = Signal(str)
    history_changed = Signal()
    selected = Signal(str, str)
    show_requested = Signal(str, str, str)

    def __init__(
        self, plan: Plan, parent: QObject | None = None, *, read_only: bool = False, saved: Plan | None = None
    ) -> None:
        super().__init__(parent)
        self.document: Document[Plan] = Document(plan, saved)
        self.read_only = read_only
        self.selection: tuple[str, str] = ("", "")
        self.document.listeners.append(self._on_change)

    @property
    def plan(self) -> Plan:
        """The plan as it is now."""
        return self.document.plan

    def edit(self, label: str, edit: Edit, *args: Any, typing: str = "", **fields: Any) -> bool:
        """Runs an edit on the plan; False where it was refused, and then nothing has changed.

        ``label`` is what Undo will show; ``typing`` joins edits of one field into one step.
        """
        if self.read_only:
            self.refused.emit(_("Read-only. Edit a copy to change it."), "")
            return False
        self.editing.emit()
        try:
            plan = edit(self.plan, *args, **fields)
        except Refused as refusal:
            self.refused.emit(str(refusal), refusal.field)
            return False
        change = self.document.edit(label, plan, typing)
        if change is not None and getattr(edit, "__name__", "").startswith("remove"):
            self.removed.emit(change)
        return True

    def preview(self, edit: Edit, *args: Any, **fields: Any) -> Change | None:
        """What an edit would change, without doing it; None where it would be refused."""
        try:
            return diff(self.plan, edit(self.plan, *args, **fields))
        except Refused:
            return None

    def end_typing(self) -> None:
        """Closes the running step of typing."""
        self.document.end_typing()

    def undo(self) -> None:
        """Takes the last change back and says so."""
        label = self.document.undo_label
        if not self.read_only and self.document.undo() is not None:
            self.announced.emit(_("Undone: {label}").format(label=label))

    def redo(self) -> None:
        """Does the last undone change again and says so."""
        label = self.document.redo_label
        if not self.read_only and self.document.redo() is not None:
            self.announced.emit(_("Redone: {label}").format(label=label))

    def replace(self, plan: Plan, *, read_only: bool = False) -> None:
        """Starts over with another plan: opened from a file, or new."""
        self.document.listeners.remove(self._on_change)
        self.document = Document(plan)
        self.document.listeners.append(self._on_change)
        self.read_only = read_only
        self.selection = ("", "")
        self.changed.emit(None)
        self.history_changed.emit()

    def select(self, table: str, record_id: str) -> None:
        """Makes a record the selected one; views and the Details panel follow."""
        if (table, record_id) != self.selection:
            self.selection = (table, record_id)
            self.selected.emit(table, record_id)

    def show(self, page: str, table: str = "", record_id: str = "") -> None:
        """Asks the window to show an item on its page."""
        self.show_requested.emit(page, table, record_id)

    def _on_change(self, change: Change) -> None:
        self.changed.emit(change)
        self.history_changed.emit()
