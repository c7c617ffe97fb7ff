"""The document: the current plan and its history; no Qt, no files."""

from collections.abc import Callable
from typing import Generic

from planner.change import AnyPlan, Change, apply, diff, invert

Listener = Callable[[Change], None]

MAX_HISTORY = 1_000


class Document(Generic[AnyPlan]):
    """Holds a plan, the plan as saved, and the changes to undo and redo.

    Listeners get every change that is carried out, undo and redo included. They never edit.
    """

    def __init__(self, plan: AnyPlan, saved: AnyPlan | None = None) -> None:
        self.plan = plan
        self.saved_plan: AnyPlan | None = saved if saved is not None else plan
        self.listeners: list[Listener] = []
        self._undo: list[Change] = []
        self._redo: list[Change] = []
        self._typing = ""
        self._before_typing: AnyPlan | None = None

    @property
    def dirty(self) -> bool:
        """Whether the plan differs from the saved one; typing back to the saved text is clean again."""
        return self.saved_plan is None or bool(diff(self.saved_plan, self.plan))

    @property
    def depth(self) -> int:
        """How many steps Undo could take back."""
        return len(self._undo)

    @property
    def undo_label(self) -> str | None:
        """What Undo would take back, or None."""
        return self._undo[-1].label if self._undo else None

    @property
    def redo_label(self) -> str | None:
        """What Redo would do again, or None."""
        return self._redo[-1].label if self._redo else None

    def edit(self, label: str, plan: AnyPlan, typing: str = "") -> Change | None:
        """Takes a new plan in; None where nothing differs.

        ``typing`` names the field being typed into: edits in a row with the same name are one undo step.
        """
        change = diff(self.plan, plan, label)
        if not change:
            return None
        if typing and typing == self._typing and self._undo and self._before_typing is not None:
            self._undo[-1] = diff(self._before_typing, plan, label)
            if not self._undo[-1]:
                self._undo.pop()
                self.end_typing()
        else:
            self._typing, self._before_typing = typing, self.plan if typing else None
            self._undo.append(change)
            del self._undo[:-MAX_HISTORY]
        self._redo.clear()
        self._carry_out(plan, change)
        return change

    def end_typing(self) -> None:
        """Closes the running step of typing: the focus has left the field."""
        self._typing, self._before_typing = "", None

    def undo(self) -> Change | None:
        """Takes the last change back; None where there is none."""
        if not self._undo:
            return None
        self.end_typing()
        change = self._undo.pop()
        self._redo.append(change)
        back = invert(change)
        self._carry_out(apply(self.plan, back), back)
        return back

    def redo(self) -> Change | None:
        """Does the last undone change again; None where there is none."""
        if not self._redo:
            return None
        self.end_typing()
        change = self._redo.pop()
        self._undo.append(change)
        self._carry_out(apply(self.plan, change), change)
        return change

    def mark_saved(self, plan: AnyPlan) -> None:
        """Remembers the plan that is now in the file: the one written, which may be older than today's."""
        self.saved_plan = plan
        self.end_typing()

    def _carry_out(self, plan: AnyPlan, change: Change) -> None:
        self.plan = plan
        for listener in tuple(self.listeners):
            listener(change)
