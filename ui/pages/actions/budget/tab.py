"""The tab of budget and return: what to fund under the cap, chosen by hand or as the best fit."""

from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from exports.figures.scatter import scatter
from exports.figures.scene import Scene
from planner.actions.business_case import has_benefit
from planner.actions.chosen import is_chosen
from planner.actions.edits import choose_actions, choose_platform
from planner.actions.funding import fund
from planner.actions.portfolio import Portfolio, best_fit
from planner.actions.simulation import Simulation, simulate
from planner.change import Change, touches
from planner.edit import Refused
from planner.insight.edits import edit_profile
from planner.language import _
from planner.plan import Plan, find
from ui.guard import guarded
from ui.jobs import Job
from ui.pages.actions.budget.fit import differs, fit_words
from ui.pages.actions.budget.model import BudgetModel
from ui.pages.actions.budget.outlook import OutlookCard
from ui.pages.actions.budget.table import BudgetView
from ui.pages.actions.budget.total import TotalCard
from ui.pages.actions.filters import ActionFilter, FilterButton, Look
from ui.pages.actions.menu import action_menu
from ui.pages.actions.tab import Tab
from ui.pages.actions.verbs import add_new, duplicate, index_after, rank, remove
from ui.session import Session
from ui.theme import theme
from ui.widgets import Banner, Button, Card, FigureView, ScrollColumn, Words

TABLES = ("actions", "platforms", "requirements", "segments", "profile")
PAUSE = 350
BESIDE = 900


@guarded
class BudgetTab(Tab):
    """Which actions are funded."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self.fit: Portfolio | None = None
        self._fit_plan: Plan | None = None
        self._simulation: Simulation | None = None
        self._job: Job | None = None
        self._menu_for = ""
        self._build_controls()
        page = ScrollColumn(self, (24, 16, 24, 16))
        page.body.setSpacing(14)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(page)
        self.banner = Banner("info", "", parent=page)
        self.banner.hide()
        page.body.addWidget(self.banner)
        self.total = TotalCard(page)
        self.total.cap_set.connect(self._on_cap)
        page.body.addWidget(self.total)
        self.beside = QHBoxLayout()
        self.beside.setSpacing(16)
        self.beside.addWidget(self._build_table(page), 58)
        self.beside.addWidget(self._build_chart(page), 41)
        page.body.addLayout(self.beside)
        self.outlook = OutlookCard(page)
        page.body.addWidget(self.outlook)
        page.body.addStretch(1)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PAUSE)
        self._later.timeout.connect(self._simulate)

    def _build_controls(self) -> None:
        self.fit_button = Button(_("Best fit under the cap"), "secondary", "wand-sparkles", self)
        self.fit_button.clicked.connect(self.find_fit)
        self.filter_button = FilterButton(self.look, self._plan, self)
        self.add_button = Button(_("Add action"), "primary", "plus", self)
        self.add_button.clicked.connect(self._on_add)
        self.controls = [self.fit_button, self.filter_button, self.add_button]
        self.editing = [self.fit_button, self.add_button]

    def _build_table(self, parent: QWidget) -> QWidget:
        card = Card(parent, padding=1)
        self.model = BudgetModel(self)
        self.table = BudgetView(self.model, card)
        self.table.chosen.connect(self.select)
        self.table.toggled.connect(self._on_toggled)
        self.table.asked.connect(self._on_asked)
        self.table.menu_asked.connect(self._on_menu)
        card.body.addWidget(self.table)
        card.body.addStretch(1)
        card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        return card

    def _build_chart(self, parent: QWidget) -> QWidget:
        card = Card(parent)
        card.body.addWidget(Words(_("Cost and gain"), "heading", "text.primary", card))
        self.chart = FigureView(card)
        self.chart.setAccessibleName(_("Cost and gain of the actions"))
        self.chart.set_maker(self._draw)
        self.chart.chosen.connect(self._on_dot)
        self.chart.opened.connect(self._on_dot_opened)
        card.body.addWidget(self.chart, 1)
        words = _(
            "Grey actions earn nothing on their own. They make the others possible or measurable, so they are kept."
        )
        self.note = Words(words, "body", "text.secondary", card, wrap=True)
        card.body.addWidget(self.note)
        return card

    def _plan(self) -> Plan:
        return self.session.plan

    def _draw(self, width: float, height: float) -> Scene:
        plan = self.session.plan
        return scatter(plan, width, height, theme().scale, actions=self.look.shown(plan))

    def purpose(self) -> str:
        return _("Choose what to fund under the cap. Actions that others need stay in.")

    def update_from(self, change: Change | None) -> None:
        if not touches(change, *TABLES):
            return
        plan, read_only = self.session.plan, self.session.read_only
        if self.fit is not None and plan is not self._fit_plan:
            self._drop_fit()
        self.table.read_only = read_only
        self.table.set_refusal("", "")
        self.model.show_plan(plan, self.look.shown(plan), self.fit)
        self.table.fit()
        self.total.show_plan(plan, read_only)
        self.fit_button.setEnabled(plan.profile.budget_cap is not None and bool(plan.actions))
        self.fit_button.setToolTip("" if plan.profile.budget_cap is not None else _("Set a cap first."))
        self.note.setVisible(any(is_chosen(a) and not has_benefit(a) for a in plan.actions))
        self.chart.refresh()
        self._simulation = None
        self.outlook.show_plan(plan, None)
        self._later.start()
        self.show_selection()
        self.purpose_changed.emit()

    def show_selection(self) -> None:
        _table, selected = self.session.selection
        self.table.set_selected(selected)
        self.chart.selected = selected

    def reveal(self, table: str, record_id: str) -> bool:
        if table == "actions" and self.model.at(record_id) < 0 and find(self.session.plan, table, record_id):
            self.look.set_filter(ActionFilter())
        at = self.model.at(record_id)
        if at < 0:
            return False
        self.select(table, record_id)
        self.table.setCurrentIndex(self.model.index(at, 0))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= BESIDE * theme().scale
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self.beside.setDirection(way)
        self.chart.setMinimumHeight(round(340 * theme().scale))

    # By hand

    def _on_toggled(self, table: str, item: str) -> None:
        plan = self.session.plan
        if table == "platforms":
            chosen = find(plan, "platforms", item).chosen
            self.session.edit(_("Choose a platform"), choose_platform, item, not chosen)
            return
        funded = is_chosen(find(plan, "actions", item))
        if funded and not self.session.read_only:
            try:
                fund(plan, item, funded=False)
            except Refused as refusal:
                self.table.set_refusal(item, str(refusal))
                self.session.refused.emit(str(refusal), refusal.field)
                return
        label = _("Leave an action out") if funded else _("Fund an action")
        self.session.edit(label, fund, item, not funded)

    def _on_cap(self, amount: float | None) -> None:
        self.session.edit(_("Change the budget cap"), edit_profile, budget_cap=amount)

    # The best fit

    def find_fit(self) -> None:
        """Looks for the best fit elsewhere and shows what it would change."""
        if self.session.read_only:
            return
        self._drop_fit()
        self.fit_button.setEnabled(False)
        self._fit_plan = self.session.plan
        self._job = Job(_fitted, self.session.plan)
        self._job.done.connect(self._on_fit)
        self._job.failed.connect(self._on_failed)
        self._job.start()

    def _on_failed(self, _error: object) -> None:
        self.fit_button.setEnabled(True)
        self.banner.tone = "bad"
        self.banner.say(_("The best fit could not be found."), _("Nothing has changed. Check costs and benefits."))
        self.banner.clear_buttons()
        self.banner.show()

    def _on_fit(self, fit: Portfolio) -> None:
        self.fit_button.setEnabled(True)
        if self.session.plan is not self._fit_plan:
            return
        self.fit = fit
        self.model.show_plan(self.session.plan, self.look.shown(self.session.plan), fit)
        self.table.fit()
        self.banner.tone = "warn" if fit.problem else "info"
        self.banner.say(*fit_words(self.session.plan, fit))
        self.banner.clear_buttons()
        if differs(self.session.plan, fit):
            apply = self.banner.add_button(_("Apply"), "primary")
            apply.clicked.connect(self.apply_fit)
            apply.setFocus(Qt.FocusReason.OtherFocusReason)
        close = self.banner.add_button(_("Close"), "quiet")
        close.clicked.connect(self.leave_fit)
        self.banner.show()
        self._stress_add(not differs(self.session.plan, fit))

    def _stress_add(self, stressed: bool) -> None:
        """One primary button per view: while the best fit waits to be applied, that is the one."""
        self.add_button.kind = "primary" if stressed else "secondary"
        self.add_button.update()

    def apply_fit(self) -> None:
        """Takes the best fit over, as one step."""
        fit = self.fit
        if fit is not None:
            self._drop_fit()
            self.session.edit(_("Best fit under the cap"), choose_actions, fit.chosen, fit.platforms)
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave_fit(self) -> None:
        """Leaves everything as it is."""
        self._drop_fit()
        self.model.show_plan(self.session.plan, self.look.shown(self.session.plan), None)
        self.table.fit()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop_fit(self) -> None:
        self.fit = None
        self.banner.hide()
        self._stress_add(True)

    # How sure it is

    def _simulate(self) -> None:
        plan = self.session.plan
        job = Job(_simulated, plan)
        job.done.connect(self._on_simulated)
        job.start()

    def _on_simulated(self, answer: tuple[Plan, Simulation]) -> None:
        plan, found = answer
        if plan is self.session.plan:
            self._simulation = found
            self.outlook.show_plan(plan, found)

    # Verbs

    def _on_dot(self, action: str) -> None:
        self.select("actions", action)

    def _on_dot_opened(self, action: str) -> None:
        self.select("actions", action)
        self.open_details()

    def _on_add(self) -> None:
        fresh = add_new(self.session)
        if fresh and self.reveal("actions", fresh):
            self.open_details()

    def _on_asked(self, table: str, item: str, verb: str) -> None:
        if verb == "details" or table != "actions":
            self.open_details()
        elif self.session.read_only:
            self.session.refused.emit(_("Read-only. Edit a copy to change it."), "")
        elif verb == "add":
            fresh = add_new(self.session, index_after(self.session, item))
            if fresh and self.reveal("actions", fresh):
                self.open_details()
        elif verb == "duplicate":
            duplicate(self.session, item)
        elif verb == "remove":
            remove(self.session, item)
        elif verb in ("move_up", "move_down"):
            shown = [a.id for a in self.look.shown(self.session.plan)]
            rank(self.session, item, -1 if verb == "move_up" else 1, shown)

    def _on_menu(self, _table: str, action: str, spot: QPoint) -> None:
        menu = action_menu(self, self.session.read_only)
        for verb in menu.actions():
            if verb.data() in ("rename", "move_up", "move_down"):
                verb.setVisible(False)
        self._menu_for = action
        menu.triggered.connect(self._on_verb)
        menu.popup(spot)

    def _on_verb(self, chosen: QAction) -> None:
        self._on_asked("actions", self._menu_for, str(chosen.data()))


def _fitted(plan: Plan, _progress: Any) -> Portfolio:
    return best_fit(plan, reconsider=True)


def _simulated(plan: Plan, _progress: Any) -> tuple[Plan, Simulation]:
    return plan, simulate(plan)
