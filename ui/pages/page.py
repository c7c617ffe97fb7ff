"""The page: what every step's page is to the window."""

from PySide6.QtCore import QPoint, QRect, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from planner.catalogue import Idea
from planner.change import Change
from ui.guard import guarded
from ui.session import Session


@guarded
class Page(QWidget):
    """A page of the window. Shows the plan of its session and asks it for edits.

    A page is told of changes only while it is shown; one that was hidden catches up when it is shown again.
    Sub-classes set ``key`` and implement ``update_from(change)``; ``change`` is None where everything may
    differ. ``details_changed`` says that ``details()`` is another widget now, ``details_asked`` that the user
    wants to see them.
    """

    key = ""
    panel_open = False
    """Whether the side panel is open by default on this page."""
    panel_tab = "guide"
    views: tuple[str, ...] = ()
    """The keys of the page's ways to look at its step (tabs, states), where it has several."""
    details_changed = Signal()
    details_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._stale = True
        session.changed.connect(self._on_changed)

    def update_from(self, change: Change | None) -> None:
        """Brings the widgets up to the session's plan."""

    def details(self) -> QWidget | None:
        """The form of the selected item for the Details tab, or None."""
        return None

    def details_title(self) -> str:
        """What the Details tab is called while ``details()`` is in it; empty for its usual name."""
        return ""

    def show_item(self, table: str, record_id: str) -> None:
        """Selects an item, scrolls to it and pulses its outline once."""
        self.session.select(table, record_id)

    def item_area(self) -> tuple[QWidget, QRect] | None:
        """Where the item that was gone to is seen: a widget and a part of it; None where that cannot be told.

        Unless a page knows better it is the row or the card that has the focus.
        """
        focus = QApplication.focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            return None
        if isinstance(focus, QAbstractItemView):
            row = focus.visualRect(focus.currentIndex())
            return (focus.viewport(), QRect(0, row.y(), focus.viewport().width(), row.height()))
        parent = focus.parentWidget()
        return (parent, focus.geometry()) if parent is not None and focus.height() < self.height() / 3 else None

    def foot(self) -> QWidget | None:
        """What at the bottom of the page has to be seen after an edit, so that no notice lies on it."""
        return None

    def take_idea(self, idea: Idea) -> None:
        """Takes an idea of the catalogue over into the plan."""

    def idea_over(self, spot: QPoint | None) -> None:
        """Shows where an idea that is dragged over the page would go; None when it has left."""

    def drop_idea(self, idea: Idea, spot: QPoint) -> None:
        """Takes an idea over at a place of the page."""
        self.take_idea(idea)

    def show_view(self, key: str) -> None:
        """Shows one of the page's views."""

    def current_view(self) -> str:
        """The key of the view that is shown; empty where the page has but one."""
        return ""

    def _on_changed(self, change: Change | None) -> None:
        if self.isVisible():
            self.update_from(change)
        else:
            self._stale = True

    def catch_up(self) -> None:
        """Brings a page that was hidden up to date."""
        if self._stale:
            self._stale = False
            self.update_from(None)

    def showEvent(self, event: QShowEvent) -> None:
        self.catch_up()
        super().showEvent(event)
