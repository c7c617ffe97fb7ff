"""The timeline tab: bars against time with the workload under them, and why a move is refused."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exports.figures.timeline import sentence
from planner.actions.chosen import title_of
from planner.actions.edits import depend_on, remove_dependency
from planner.actions.moving import Part, move_in_time, proposal, refusal_of, start_as_early_as_allowed
from planner.change import Change, touches
from planner.language import _, date_text
from planner.plan import Plan, find
from ui.guard import guarded
from ui.pages.actions.filters import ActionFilter, FilterButton, Look
from ui.pages.actions.menu import action_menu
from ui.pages.actions.tab import Tab
from ui.pages.actions.timeline.load import WorkloadView
from ui.pages.actions.timeline.view import TimelineView
from ui.pages.actions.verbs import add_new, duplicate, index_after, rank, remove, rename
from ui.session import Session
from ui.theme import theme
from ui.widgets import Banner, Button, Segmented

TABLES = ("actions", "segments", "kpis", "objectives", "profile")
NARROW = 1100


@guarded
class TimelineTab(Tab):
    """When each action runs."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self._menu_for = self._refused = ""
        self._build_controls()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        self.banner = Banner("warn", "", parent=self)
        self.banner.hide()
        column.addWidget(self.banner)
        self.view = TimelineView(self)
        self.view.chosen.connect(self._on_chosen)
        self.view.moved.connect(self._on_moved)
        self.view.linked.connect(self._on_linked)
        self.view.asked.connect(self._on_asked)
        self.view.titled.connect(self._on_titled)
        self.view.left.connect(session.end_typing)
        self.view.menu_asked.connect(self._on_menu)
        self.view.said.connect(session.announced)
        column.addWidget(self.view, 100)
        self.load = WorkloadView(self)
        column.addWidget(self.load, 35)
        column.addStretch(1)
        self.view.horizontalScrollBar().valueChanged.connect(self._follow)

    def _build_controls(self) -> None:
        self.unit = Segmented([("month", _("Months")), ("quarter", _("Quarters"))], self)
        self.unit.setAccessibleName(_("Time in"))
        self.unit.chosen.connect(self._on_unit)
        self.path = Button(_("Critical path"), "secondary", "milestone", self)
        self.path.setCheckable(True)
        self.path.setChecked(True)
        self.path.clicked.connect(self._on_path)
        self.filter_button = FilterButton(self.look, self._plan, self)
        self.add_button = Button(_("Add action"), "primary", "plus", self)
        self.add_button.clicked.connect(self._on_add)
        self.controls = [self.unit, self.path, self.filter_button, self.add_button]
        self.editing = [self.add_button]

    def _plan(self) -> Plan:
        return self.session.plan

    def purpose(self) -> str:
        return sentence(self.session.plan)

    def update_from(self, change: Change | None) -> None:
        if not touches(change, *TABLES):
            return
        plan = self.session.plan
        table, selected = self.session.selection
        chosen = selected if table == "actions" else ""
        self.view.show_plan(plan, self.look.shown(plan), chosen, self.session.read_only, change)
        self.load.show_plan(plan)
        self._follow()
        if touches(change, "actions"):
            self._clear_refusal()
        self.purpose_changed.emit()

    def show_selection(self) -> None:
        table, selected = self.session.selection
        self.view.set_selected(selected if table == "actions" else "")
        if selected != self._refused:
            self._clear_refusal()

    def reveal(self, table: str, record_id: str) -> bool:
        if table != "actions" or find(self.session.plan, "actions", record_id) is None:
            return False
        if not self.view.reveal(record_id):
            self.look.set_filter(ActionFilter())
        self.select("actions", record_id)
        return self.view.reveal(record_id)

    def _follow(self) -> None:
        self.load.set_axis(self.view.sheet.axis, self.view.sheet.list_width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.window().width() < NARROW * theme().scale
        if narrow != self.view.narrow:
            self.view.narrow = narrow
            self.view.fit()
        self._follow()

    # Reactions

    def _on_unit(self, unit: str) -> None:
        self.view.set_unit("quarter" if unit == "quarter" else "month")
        self._follow()

    def _on_path(self, shown: bool) -> None:
        self.view.set_path(shown)

    def _on_chosen(self, action: str) -> None:
        self.select("actions", action)

    def _on_moved(self, action: str, part: str, days: int) -> None:
        if self.session.read_only:
            self.session.refused.emit(_("Read-only. Edit a copy to change it."), "")
            return
        which: Part = "start" if part == "start" else "end" if part == "end" else "whole"
        after = proposal(self.session.plan, action, which, days)
        if after.earliest is not None:
            self._refuse(action, refusal_of(self.session.plan, after), date_text(after.earliest))
            return
        label = _("Move an action in time") if which == "whole" else _("Change how long an action takes")
        self.session.edit(label, move_in_time, action, which, days)
        self.view.reveal(action)

    def _refuse(self, action: str, words: str, date: str) -> None:
        """Says why an action may not start so early, and offers the earliest date."""
        self._refused = action
        self.banner.say(words)
        self.banner.clear_buttons()
        offer = self.banner.add_button(_("Start on {date}").format(date=date))
        offer.clicked.connect(self._on_offer)
        close = self.banner.add_button(_("Leave it"), "quiet")
        close.clicked.connect(self._clear_refusal)
        self.banner.show()
        self.view.setAccessibleDescription(words)

    def _clear_refusal(self) -> None:
        self._refused = ""
        self.banner.hide()

    def _on_offer(self) -> None:
        action = self._refused
        self._clear_refusal()
        self.session.edit(_("Move an action in time"), start_as_early_as_allowed, action)
        self.view.setFocus()

    def _on_linked(self, source: str, target: str) -> None:
        self.session.edit(_("Link actions"), depend_on, target, source)

    def _on_titled(self, action: str, title: str) -> None:
        rename(self.session, action, title)

    def _on_add(self) -> None:
        fresh = add_new(self.session)
        if fresh and self.reveal("actions", fresh):
            self.view.rename(fresh)

    def _on_asked(self, action: str, verb: str) -> None:
        if verb == "details":
            self.open_details()
        elif self.session.read_only:
            self.session.refused.emit(_("Read-only. Edit a copy to change it."), "")
        elif verb == "rename":
            self.view.rename(action)
        elif verb == "add":
            fresh = add_new(self.session, index_after(self.session, action))
            if fresh and self.reveal("actions", fresh):
                self.view.rename(fresh)
        elif verb == "duplicate":
            duplicate(self.session, action)
        elif verb == "remove":
            self._remove(action)
        elif verb in ("move_up", "move_down"):
            rank(self.session, action, -1 if verb == "move_up" else 1, self._shown())
            self.view.reveal(action)
        elif verb.startswith("unlink:"):
            self.session.edit(_("Unlink actions"), remove_dependency, action, verb.removeprefix("unlink:"))

    def _shown(self) -> list[str]:
        return [row.action for row in self.view.sheet.rows]

    def _remove(self, action: str) -> None:
        at = self._shown().index(action)
        if remove(self.session, action) and (left := self._shown()):
            self.select("actions", left[min(at, len(left) - 1)])

    def _on_menu(self, action: str, spot: QPoint) -> None:
        plan = self.session.plan
        record = find(plan, "actions", action)
        waits = [
            (f"unlink:{d.action}", title_of(found))
            for d in record.depends
            if (found := find(plan, "actions", d.action))
        ]
        menu = action_menu(self, self.session.read_only, [(_("No longer wait for"), waits)])
        self._menu_for = action
        menu.triggered.connect(self._on_verb)
        menu.popup(spot)

    def _on_verb(self, chosen: QAction) -> None:
        self._on_asked(self._menu_for, str(chosen.data()))
