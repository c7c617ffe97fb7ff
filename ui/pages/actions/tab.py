"""The tab: what each of the action plan's five tabs is to the page."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from planner.change import Change
from ui.pages.actions.filters import Look
from ui.session import Session


class Tab(QWidget):
    """Shows the action plan in one way.

    ``controls`` are the widgets that stand at the right of the page's header while the tab is shown; those of them
    that edit, ``editing``, go where the plan is read-only. Signal: ``purpose_changed()`` when ``purpose()`` says
    something else now.
    """

    purpose_changed = Signal()

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.look = session, look
        self.controls: list[QWidget] = []
        self.editing: list[QWidget] = []

    @property
    def hollow(self) -> bool:
        """Whether there is nothing to show yet; the empty state has the one primary button then."""
        return not self.session.plan.actions

    def purpose(self) -> str:
        """The line under the page's title."""
        return ""

    def update_from(self, change: Change | None) -> None:
        """Brings the tab up to the session's plan and the filter."""

    def show_selection(self) -> None:
        """Marks what is selected now."""

    def reveal(self, table: str, record_id: str) -> bool:
        """Scrolls to an item and puts the focus on it; False where the tab does not show it."""
        return False

    def select(self, table: str, record_id: str) -> None:
        """Makes an item the selected one."""
        self.session.select(table, record_id)

    def open_details(self) -> None:
        """Opens the side panel on the details of what is selected."""
        window = self.window()
        if hasattr(window, "open_panel"):
            window.open_panel("details")
