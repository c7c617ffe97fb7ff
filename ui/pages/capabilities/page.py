"""The capabilities page: ratings by the team or by role, maturity, tools."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from planner.capabilities.edits import remove_role, rename_role
from planner.capabilities.ratings import question_ratings, raters
from planner.change import Change
from planner.language import _, ngettext
from planner.plan import find
from ui.dialogs import ask
from ui.pages.capabilities.addressed import make_action_of_idea
from ui.pages.capabilities.collect import CollectDialog
from ui.pages.capabilities.details import details_for
from ui.pages.capabilities.maturity import MaturityView
from ui.pages.capabilities.ratings import RatingsView
from ui.pages.capabilities.tools import ToolsView
from ui.pages.header import PageHeader
from ui.pages.page import Page
from ui.session import Session
from ui.widgets import Button, Choice, EmptyState, Hairline, Segmented, Tabs

ANOTHER, RENAME, REMOVE = "+", "+rename", "+remove"
MINUTES = 10


class CapabilitiesPage(Page):
    """What can carry the plan: three views in one selection."""

    key = "capabilities"
    panel_open = True
    views = ("ratings", "roles", "maturity", "tools")

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._forms = details_for(session)
        self._started = False
        self._behind: set[str] = set()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_header())
        row = QHBoxLayout()
        row.setContentsMargins(24, 0, 24, 0)
        self.tabs = Tabs([("ratings", _("Ratings")), ("maturity", _("Maturity")), ("tools", _("Tools"))], self)
        self.tabs.setAccessibleName(_("Views of the capabilities"))
        self.tabs.chosen.connect(self._show_tab)
        row.addWidget(self.tabs)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(Hairline(self))
        self.stack = QStackedWidget(self)
        self.ratings = RatingsView(session, self)
        self.maturity = MaturityView(session, self)
        self.tools = ToolsView(session, self)
        self.empty = self._build_empty()
        for view in (self.ratings, self.maturity, self.tools, self.empty):
            self.stack.addWidget(view)
        column.addWidget(self.stack, 1)
        self.ratings.indicator_asked.connect(self._show_indicator)
        self.maturity.action_asked.connect(self._show_action)
        for view in (self.ratings, self.maturity, self.tools):
            view.selected.connect(self._select)
        for asking in (self.ratings, self.tools):
            asking.details_asked.connect(self._open_details)

    def _build_header(self) -> PageHeader:
        self.header = PageHeader(_("Capabilities"), "", self)
        self.role = Choice(_("Rate as"), (), self)
        self.role.chosen.connect(self._on_role)
        self.role.hide()
        self.mode = Segmented([("team", _("Team average")), ("roles", _("By role"))], self)
        self.mode.setAccessibleName(_("Ratings of the team or of each role"))
        self.mode.chosen.connect(self._on_mode)
        self.collect = Button(_("Collect ratings…"), "secondary", "users-round", self)
        self.collect.clicked.connect(self.open_collect)
        self.add_tool = Button(_("Add a tool"), "primary", "plus", self)
        self.add_tool.hide()
        self.add_tool.clicked.connect(self._add_tool)
        for widget in (self.role, self.mode, self.collect, self.add_tool):
            self.header.add(widget)
        return self.header

    def _build_empty(self) -> QWidget:
        holder = QWidget(self)
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(24, 16, 24, 24)
        count = len(question_ratings(self.session.plan))
        sentence = ngettext(
            "{count} question, about {minutes} minutes.", "{count} questions, about {minutes} minutes.", count
        ).format(count=count, minutes=MINUTES)
        state = EmptyState(_("Rate what you have."), sentence, holder)
        self.start = state.add_button(_("Start rating"), "gauge", primary=True)
        self.start.clicked.connect(self._start)
        self.ask_roles = state.add_button(_("Collect ratings…"), "users-round")
        self.ask_roles.clicked.connect(self.open_collect)
        layout.addWidget(state)
        return holder

    # What is shown

    def update_from(self, change: Change | None) -> None:
        self._behind = {"ratings", "maturity", "tools"} - {self.tabs.current}
        self._update_tab(change)
        self._update_roles()
        read_only = self.session.read_only
        self.start.setVisible(not read_only)
        self.add_tool.setVisible(self.tabs.current == "tools" and not read_only)
        table, key = self.session.selection
        form = self._forms.get(table)
        if form is not None and form.key and not form.show_key(key, change):
            self.session.select("", "")
            self.details_changed.emit()

    def _update_tab(self, change: Change | None) -> None:
        current = self.tabs.current
        if current == "ratings":
            self.ratings.update_from(change)
        elif current == "maturity":
            self.maturity.update_from(change)
        else:
            self.tools.update_from(change)
        self._behind.discard(current)
        self._choose_widget()

    def _purpose(self) -> str:
        return {
            "ratings": _("What your data, teams and tools can carry today. Rate each question and note the evidence."),
            "maturity": _("Which stage the relationship has reached, and what the next one asks for."),
            "tools": _("Which platforms are there today, how far they are used and how they are connected."),
        }[self.tabs.current]

    def _choose_widget(self) -> None:
        self.header.purpose.set_text(self._purpose())
        plan = self.session.plan
        begun = self._started or plan.assessments or plan.maturity or plan.swot
        views = {"ratings": self.ratings if begun else self.empty, "maturity": self.maturity, "tools": self.tools}
        self.stack.setCurrentWidget(views[self.tabs.current])
        for widget in (self.mode, self.collect):
            widget.setVisible(self.tabs.current == "ratings" and bool(begun))
        self.role.setVisible(self.tabs.current == "ratings" and bool(begun) and self.mode.current == "roles")

    def _update_roles(self) -> None:
        current = self.ratings.role or ""
        roles = dict.fromkeys((*raters(self.session.plan), *((current,) if current else ())))
        options = [("", _("As the team together")), *((role, _("As {role}").format(role=role)) for role in roles)]
        if not self.session.read_only:
            options.append((ANOTHER, _("Another role…")))
            if any(a.role == current for a in self.session.plan.assessments if current):
                options.append((RENAME, _("Rename this role…")))
                options.append((REMOVE, _("Delete its ratings")))
        self.role.set_options(options)
        self.role.set_current(current)

    def _show_tab(self, key: str) -> None:
        self.tabs.set_current(key)
        if key in self._behind:
            self._update_tab(None)
        self._choose_widget()
        self.add_tool.setVisible(key == "tools" and not self.session.read_only)

    def current_view(self) -> str:
        return self.tabs.current

    def show_view(self, key: str) -> None:
        if key == "roles":
            self._show_tab("ratings")
            self.mode.set_current("roles")
            self._on_mode("roles")
        else:
            self._show_tab(key)

    def _on_mode(self, mode: str) -> None:
        known = raters(self.session.plan)
        self.ratings.set_role(None if mode == "team" else known[0] if known else "")
        self._update_roles()
        self._choose_widget()

    def _on_role(self, role: str) -> None:
        now = self.ratings.role or ""
        if role == ANOTHER:
            role = self._named_role(_("Another role")) or now
        elif role == RENAME:
            name = self._named_role(_("Rename this role"))
            renamed = bool(name) and self.session.edit(_("Rename a role"), rename_role, now, name)
            role = name if renamed else now
        elif role == REMOVE:
            self.session.edit(_("Delete the ratings of a role"), remove_role, now)
            role = now
        self.ratings.set_role(role)
        self._update_roles()

    def _named_role(self, title: str) -> str:
        return ask.ask_for_text(self, title, _("Name of the role")).strip()[:300]

    # Selection and details

    def details(self) -> QWidget | None:
        table, key = self.session.selection
        form = self._forms.get(table)
        return form if form is not None and key and form.show_key(key) else None

    def _select(self, table: str, key: str) -> None:
        if (table, key) != self.session.selection:
            self.session.select(table, key)
            self.details_changed.emit()

    def _open_details(self, table: str, key: str) -> None:
        self._select(table, key)
        window = self.window()
        if hasattr(window, "open_panel"):
            window.open_panel("details")

    def show_item(self, table: str, record_id: str) -> None:
        if table == "tools":
            self._show_tab("tools")
            self.tools.show_tool(record_id)
        elif table == "maturity":
            record = find(self.session.plan, "maturity", record_id)
            self._show_indicator(record.indicator if record is not None else record_id)
        elif table == "swot":
            self._show_tab("ratings")
            self.ratings.show_line(record_id)
            self._select(table, record_id)
        elif table == "assessments":
            record = find(self.session.plan, "assessments", record_id)
            self._started = True
            self._show_tab("ratings")
            self.ratings.show_question(record.question if record is not None else record_id)

    def _show_indicator(self, key: str) -> None:
        self._show_tab("maturity")
        self.maturity.show_place(key)

    def _show_action(self, action: str) -> None:
        self.session.show("actions", "actions", action)

    # What is done

    def _start(self) -> None:
        self._started = True
        self._choose_widget()
        first = question_ratings(self.session.plan)[0].question.key
        self.ratings.show_question(first)

    def open_collect(self) -> None:
        """Opens the dialog that writes question files and merges answers."""
        dialog = CollectDialog(self.session, self.window())
        dialog.open()

    def _add_tool(self) -> None:
        self._show_tab("tools")
        self.tools.add()

    def take_idea(self, idea: Any) -> None:
        """An idea of the catalogue becomes an action that raises what it is for."""
        make_action_of_idea(self.session, idea)
