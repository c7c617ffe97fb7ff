"""The action plan page: a header, five tabs, and the details of what is selected."""

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from planner.actions.business_case import budget
from planner.actions.edits import add_action
from planner.actions.levers import action_lever
from planner.catalogue import Idea
from planner.change import Change
from planner.language import _
from planner.plan import Plan, find
from ui.guard import guarded
from ui.pages.actions.board.tab import BoardTab
from ui.pages.actions.budget.tab import BudgetTab
from ui.pages.actions.details.action import ActionDetails
from ui.pages.actions.details.base import Details
from ui.pages.actions.details.platform import CriterionDetails, PlatformDetails
from ui.pages.actions.details.requirement import RequirementDetails
from ui.pages.actions.filters import Look
from ui.pages.actions.platforms.tab import PlatformsTab
from ui.pages.actions.requirements.tab import RequirementsTab
from ui.pages.actions.tab import Tab
from ui.pages.actions.timeline.tab import TimelineTab
from ui.pages.header import PageHeader
from ui.pages.page import Page
from ui.session import Session
from ui.widgets import EmptyState, Hairline, Tabs


@guarded
class ActionsPage(Page):
    """Who does what, when, for how much."""

    key = "actions"
    views = ("board", "timeline", "requirements", "platforms", "budget")

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._forms: dict[str, Details] = {}
        self.look = Look(self)
        self.look.changed.connect(self._on_look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.header = PageHeader(_("Action plan"), "", self)
        column.addWidget(self.header)
        self.tabs = Tabs(_titles(), self)
        self.tabs.setAccessibleName(_("Ways to look at the action plan"))
        self.tabs.chosen.connect(self.show_view)
        row = QHBoxLayout()
        row.setContentsMargins(24, 0, 24, 0)
        row.addWidget(self.tabs)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(Hairline(self))
        self.stack = QStackedWidget(self)
        column.addWidget(self.stack, 1)
        self.tab_of: dict[str, Tab] = {}
        self._behind: set[str] = set()
        for key, kind in TABS.items():
            tab = kind(session, self.look, self)
            self.tab_of[key] = tab
            self.stack.addWidget(tab)
            tab.purpose_changed.connect(self._show_purpose)
            for control in tab.controls:
                self.header.add(control)
        platforms = self.tab_of["platforms"]
        assert isinstance(platforms, PlatformsTab)
        platforms.open_matrix.clicked.connect(self._on_open_matrix)
        self.empty = self._build_empty()
        self.stack.addWidget(self.empty)
        session.selected.connect(self._on_selected)
        self._behind = set(self.tab_of)
        self._show_controls()

    def _build_empty(self) -> QWidget:
        holder = QWidget(self)
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(24, 16, 24, 24)
        empty = EmptyState(
            _("Who does what first?"),
            _("Actions close the gaps of the journeys. Add one, or take an idea from the Guide."),
            holder,
        )
        self.first = empty.add_button(_("Add action"), "plus", primary=True)
        self.first.clicked.connect(self._on_first)
        layout.addWidget(empty)
        return holder

    def details(self) -> QWidget | None:
        table, record_id = self.session.selection
        if table not in _FORMS or find(self.session.plan, table, record_id) is None:
            return None
        if table not in self._forms:  # they are large, and many a session opens none of them
            self._forms[table] = _FORMS[table](self.session)
        self._forms[table].show_record(record_id)
        return self._forms[table]

    @property
    def tab(self) -> Tab:
        """The tab that is shown."""
        return self.tab_of[self.tabs.current]

    def current_view(self) -> str:
        return self.tabs.current

    def show_view(self, key: str) -> None:
        """Shows a tab."""
        self.tabs.set_current(key)
        self._show_controls()
        self._catch_up_tab(None)

    def update_from(self, change: Change | None) -> None:
        self._behind = set(self.tab_of)
        self._mark_tabs()
        self.first.setVisible(not self.session.read_only)
        self._show_controls()
        self._catch_up_tab(change)
        self._show_details(change)

    def _mark_tabs(self) -> None:
        """A mark on the budget's tab while the plan costs more than its cap."""
        over = budget(self.session.plan).over > 0
        marks = {"budget": "!"} if over else {}
        if marks != self.tabs.marks:
            self.tabs.marks = marks
            self.tabs.setToolTip(_("The budget exceeds its cap.") if over else "")
            self.tabs.updateGeometry()
            self.tabs.update()

    def _show_details(self, change: Change | None) -> None:
        table, record_id = self.session.selection
        if table in _FORMS and find(self.session.plan, table, record_id) is None:
            self.session.select("", "")
        elif table in self._forms:
            self._forms[table].show_record(record_id, change)

    def _catch_up_tab(self, change: Change | None) -> None:
        key = self.tabs.current
        no_actions = self.tab.hollow and key in ("board", "timeline", "budget")
        self.stack.setCurrentWidget(self.empty if no_actions else self.tab_of[key])
        if key in self._behind:
            self._behind.discard(key)
            self.tab_of[key].update_from(change)
        self._show_purpose()

    def _show_controls(self) -> None:
        for key, tab in self.tab_of.items():
            for control in tab.controls:
                locked = control in tab.editing and self.session.read_only
                control.setVisible(key == self.tabs.current and not locked and not tab.hollow)
        self.header.squeeze()

    def _show_purpose(self) -> None:
        self.header.purpose.set_text(self.tab.purpose())

    def _on_look(self) -> None:
        self._behind = set(self.tab_of)
        self._catch_up_tab(None)

    def _on_selected(self, _table: str, _record_id: str) -> None:
        self.tab.show_selection()
        self.details_changed.emit()

    def _on_open_matrix(self) -> None:
        self.show_view("requirements")

    def _on_first(self) -> None:
        board = self.tab_of["board"]
        assert isinstance(board, BoardTab)
        board.update_from(None)
        board.add_to(next(iter(board.bodies), ""))

    def show_item(self, table: str, record_id: str) -> None:
        view = _VIEW_OF.get(table, "")
        if view and not (table == "actions" and self.tabs.current in ("board", "timeline", "budget")):
            self.show_view(view)
        self.session.select(table, record_id)
        self.tab.reveal(table, record_id)

    def take_idea(self, idea: Idea) -> None:
        """An idea of the catalogue becomes an action."""
        if self.session.edit(_("Add an action"), add_idea, idea):
            self.show_item("actions", self.session.plan.actions[-1].id)


_VIEW_OF = {
    "actions": "board",
    "requirements": "requirements",
    "platforms": "platforms",
    "platform_criteria": "platforms",
    "profile": "budget",
}

TABS: dict[str, type[Tab]] = {
    "board": BoardTab,
    "timeline": TimelineTab,
    "requirements": RequirementsTab,
    "platforms": PlatformsTab,
    "budget": BudgetTab,
}

_FORMS: dict[str, type[Details]] = {
    form.table: form for form in (ActionDetails, RequirementDetails, PlatformDetails, CriterionDetails)
}


def add_idea(plan: Plan, idea: Idea) -> Plan:
    """An action made of an idea, for the objectives that work on one of its levers."""
    objectives = tuple(o.id for o in plan.objectives if o.lever in idea.levers)
    return add_action(plan, idea.title, description=idea.how, lever=action_lever(idea.kind), objectives=objectives)


def _titles() -> list[tuple[str, str]]:
    return [
        ("board", _("Board")),
        ("timeline", _("Timeline")),
        ("requirements", _("Shared requirements")),
        ("platforms", _("Platforms")),
        ("budget", _("Budget and ROI")),
    ]
