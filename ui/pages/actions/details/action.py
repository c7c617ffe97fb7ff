"""The details of an action: every field in calm groups, and what the plan computes from them."""

from typing import Any

from PySide6.QtWidgets import QWidget

from planner.actions.board import STATUSES, status_name
from planner.actions.business_case import action_cases
from planner.actions.edits import depend_on, edit_action, pin_action, remove_dependency, set_cost
from planner.actions.levers import action_lever, levers_of_actions
from planner.actions.records import Action
from planner.actions.schedule import Slot, schedule
from planner.catalogue import maturity_stages, questions
from planner.insight.rules_objectives import name_of
from planner.language import _, date_text, money_short, ngettext, short_number
from planner.plan import Plan
from ui.pages.actions.details.base import Details, FigureList
from ui.pages.actions.details.costs import CostRows
from ui.pages.actions.details.dependencies import DependencyRows
from ui.pages.actions.gaps import gap_options
from ui.session import Session
from ui.widgets import FieldSpec, Words

Options = list[tuple[str, str]]


class ActionDetails(Details):
    """The form of the selected action."""

    table = "actions"
    watches = ("segments", "objectives", "requirements", "profile", "platforms", "journeys")

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.add_form(
            [
                FieldSpec("title", _("Title"), "area", hint=_("What to do")),
                FieldSpec("description", _("Description"), "area"),
                FieldSpec("lever", _("Lever"), "choice", levers_of_actions, row="what", hint=_("None yet")),
                FieldSpec("status", _("Status"), "choice", _statuses, row="what"),
                FieldSpec("done", _("Done"), "percent", row="progress"),
                FieldSpec("review", _("Review on"), "date", row="progress"),
            ]
        )
        self._build_time()
        self._build_reasons()
        self._build_money()
        self.body.addStretch(1)

    def _build_time(self) -> None:
        self.add_heading(_("Who and when"))
        self.add_form(
            [
                FieldSpec("owner", _("Owner, as a role"), "owner", self._roles),
                FieldSpec("earliest_start", _("Not before"), "date", row="time"),
                FieldSpec("duration_days", _("Working days"), "count", row="time"),
                FieldSpec("effort_days", _("Effort of the owner, in person-days"), "number"),
            ]
        )
        self.body.addWidget(Words(_("Waits for, with a lag in days"), "small", "text.secondary", self))
        self.depends = DependencyRows(self)
        self.depends.linked.connect(self._on_linked)
        self.depends.lag_set.connect(self._on_lag)
        self.depends.removed.connect(self._on_unlinked)
        self.depends.left.connect(self.session.end_typing)
        self.body.addWidget(self.depends)
        self.times = FigureList(self)
        self.body.addWidget(self.times)

    def _build_reasons(self) -> None:
        none = _("None")
        self.add_heading(_("For whom and why"))
        self.add_form(
            [
                FieldSpec("segments", _("Segments"), "multi", self._segments, hint=_("Shared by all")),
                FieldSpec("objectives", _("Objectives"), "multi", self._objectives, hint=none),
                FieldSpec("gaps", _("Closes the gaps"), "multi", self._gaps, hint=none),
                FieldSpec("questions", _("Mends the weakness"), "multi", _questions, hint=none),
                FieldSpec("moves", _("Takes up the maturity move"), "multi", _moves, hint=none),
                FieldSpec("requires", _("Needs"), "multi", self._requirements, hint=none),
                FieldSpec("provides", _("Provides"), "multi", self._requirements, hint=none),
            ]
        )

    def _build_money(self) -> None:
        self.add_heading(_("Cost and benefit"))
        self.costs = CostRows(self)
        self.costs.cost_set.connect(self._on_cost)
        self.costs.left.connect(self.session.end_typing)
        self.body.addWidget(self.costs)
        self.body.addWidget(Words(_("Benefit per year once it is done"), "small", "text.secondary", self))
        self.add_form(
            [
                FieldSpec("benefit_low", _("Low"), "money", row="benefit"),
                FieldSpec("benefit_likely", _("Likely"), "money", row="benefit"),
                FieldSpec("benefit_high", _("High"), "money", row="benefit"),
                FieldSpec("assumption", _("Assumption behind it"), "area"),
                FieldSpec("pin", _("In the budget"), "segmented", _pins()),
            ]
        )
        self.money = FigureList(self)
        self.body.addWidget(self.money)
        self.add_heading(_("Notes"))
        self.add_form([FieldSpec("notes", _("Notes"), "area")])

    # Options

    def _roles(self) -> Options:
        return [(role, role) for role in self.session.plan.profile.participants]

    def _segments(self) -> Options:
        return [(s.id, s.name or _("Segment without a name")) for s in self.session.plan.segments]

    def _objectives(self) -> Options:
        return [(o.id, o.statement or name_of(o)) for o in self.session.plan.objectives]

    def _requirements(self) -> Options:
        return [(r.id, r.name or _("Requirement without a name")) for r in self.session.plan.requirements]

    def _gaps(self) -> Options:
        return gap_options(self.session.plan, self.record)

    # Showing

    def value(self, record: Any, name: str) -> Any:
        return action_lever(record.lever) if name == "lever" else getattr(record, name)

    def show_rest(self, record: Action) -> None:
        plan, read_only = self.session.plan, self.session.read_only
        self.title.set_text(record.title or _("New action"))
        self.costs.show_costs(record.costs, read_only)
        self.depends.show_action(plan, record, read_only)
        self.times.set_rows(_time_rows(schedule(plan).slots[record.id]))
        self.money.set_rows(_money_rows(plan, record))

    # Edits

    def carry_out(self, name: str, value: Any, typing: str) -> None:
        label = _("Edit the action")
        if name == "pin":
            self.session.edit(label, pin_action, self.record_id, value)
        elif name == "title":
            title = value.replace("\n", " ")[:300]
            self.session.edit(label, edit_action, self.record_id, title=title, typing=typing)
        elif name == "status" and value == "done":
            self.session.edit(label, edit_action, self.record_id, status=value, done=1.0)
        elif name == "done":
            share = min(max(value or 0.0, 0.0), 1.0)
            self.session.edit(label, edit_action, self.record_id, done=share, typing=typing)
        else:
            self.session.edit(label, edit_action, self.record_id, typing=typing, **{name: value})

    def _on_cost(self, kind: str, amount: Any, typing: bool) -> None:
        key = f"actions.{self.record_id}.cost.{kind}" if typing else ""
        label = _("Change a cost") if amount is not None else _("Delete a cost")
        self.session.edit(label, set_cost, self.record_id, kind, amount, typing=key)

    def _on_linked(self, other: str) -> None:
        self.session.edit(_("Link actions"), depend_on, self.record_id, other)

    def _on_lag(self, other: str, days: int) -> None:
        key = f"actions.{self.record_id}.lag.{other}"
        self.session.edit(_("Change a lag"), depend_on, self.record_id, other, days, typing=key)

    def _on_unlinked(self, other: str) -> None:
        self.session.edit(_("Unlink actions"), remove_dependency, self.record_id, other)


def _statuses() -> Options:
    return [(status, status_name(status)) for status in STATUSES]


def _questions() -> Options:
    return [(q.key, q.name) for q in questions()]


def _moves() -> Options:
    return [(move.key, move.text) for stage in maturity_stages() for move in stage.moves]


def _pins() -> Options:
    return [("", _("Best fit")), ("in", _("Always")), ("out", _("Never"))]


def _time_rows(slot: Slot) -> list[tuple[str, str, str, str]]:
    if not slot.timed:
        return [(_("Starts"), date_text(slot.start), _("It has no duration yet."), "")]
    days = slot.total_float
    room = _("On the critical path") if slot.critical else ngettext("{count} day", "{count} days", days)
    return [
        (_("Starts"), date_text(slot.start), _("As early as what it waits for allows."), ""),
        (_("Ends"), date_text(slot.finish), _("Its working days without weekends and holidays."), ""),
        (
            _("Float"),
            room.format(count=days),
            _("How far it can slip without moving the end of the plan (critical path method)."),
            "accent.text" if slot.critical else "",
        ),
    ]


def _money_rows(plan: Plan, action: Action) -> list[tuple[str, str, str, str]]:
    case, currency = action_cases(plan)[action.id], plan.profile.currency
    rows = [(_("Cost"), money_short(case.cost, currency), _("Paid once, plus running costs for the horizon."), "")]
    if case.benefit.likely:
        how = _("Likely benefit of a full year less the cost, as a multiple of the cost.")
        roi = "–" if case.roi is None else short_number(case.roi, 1) + " ×"
        months = case.payback_months
        after = "–" if months is None else ngettext("{count} month", "{count} months", months).format(count=months)
        rows += [
            (_("Return on investment"), roi, how, ""),
            (_("Paid back after"), after, _("Months of full benefit until the cost has come back."), ""),
        ]
    value = _("Expected benefit less cost over {years} years, at {rate} a year, as of the plan’s start.")
    how = value.format(years=plan.profile.clv_years, rate=short_number(plan.profile.discount_rate * 100, 1) + "\u00a0%")
    role = "ok.text" if case.npv > 0 else "bad.text" if case.npv < 0 else ""
    return [*rows, (_("Value today"), money_short(case.npv, currency), how, role)]
