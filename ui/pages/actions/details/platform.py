"""The details of a platform: what it costs, how soon it helps, what it provides; and of a criterion."""

from typing import Any

from PySide6.QtWidgets import QWidget

from planner.actions.business_case import cost_of_platform, platform_case
from planner.actions.edits import edit_platform, edit_platform_criterion, set_platform_cost, set_platform_weight
from planner.actions.money import yearly_cost
from planner.actions.platforms import criterion_hint, criterion_name
from planner.actions.records import PlatformCriterion, PlatformOption
from planner.language import _, money_short
from ui.pages.actions.details.base import Details, FigureList
from ui.pages.actions.details.costs import CostRows
from ui.session import Session
from ui.widgets import FieldSpec, Words


class PlatformDetails(Details):
    """The form of the selected platform."""

    table = "platforms"
    watches = ("actions", "requirements", "tools", "profile")

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.add_form(
            [
                FieldSpec("name", _("Name")),
                FieldSpec("chosen", _("The plan invests in it"), "switch"),
                FieldSpec("owned", _("Owned already"), "switch"),
                FieldSpec("tool", _("Tool that it stands for"), "choice", self._tools),
                FieldSpec("months_to_leverage", _("Months before it helps"), "count"),
                FieldSpec("provides", _("Provides"), "multi", self._requirements, hint=_("Nothing yet")),
            ]
        )
        self.add_heading(_("Cost"))
        self.costs = CostRows(self)
        self.costs.cost_set.connect(self._on_cost)
        self.costs.left.connect(session.end_typing)
        self.body.addWidget(self.costs)
        self.figures = FigureList(self)
        self.body.addWidget(self.figures)
        self.add_heading(_("Notes"))
        self.add_form([FieldSpec("notes", _("Notes"), "area")])
        self.body.addStretch(1)

    def _tools(self) -> list[tuple[str, str]]:
        return [("", _("None")), *((t.id, t.name) for t in self.session.plan.tools)]

    def _requirements(self) -> list[tuple[str, str]]:
        return [(r.id, r.name or _("Requirement without a name")) for r in self.session.plan.requirements]

    def show_rest(self, record: PlatformOption) -> None:
        plan = self.session.plan
        self.title.set_text(record.name or _("New platform"))
        self.costs.show_costs(record.costs, self.session.read_only)
        currency = plan.profile.currency
        own, case = cost_of_platform(plan, record), platform_case(plan, record.id)
        self.figures.set_rows(
            [
                (
                    _("Of the budget"),
                    money_short(own.cost, currency),
                    _("Paid once, plus running for the horizon."),
                    "",
                ),
                (_("A year"), money_short(yearly_cost(record), currency), _("A third of three years’ total."), ""),
                (
                    _("Benefit that hangs on it"),
                    money_short(case.benefit.likely, currency),
                    _("The likely yearly benefit of the actions that need what it provides."),
                    "",
                ),
            ]
        )

    def carry_out(self, name: str, value: Any, typing: str) -> None:
        self.session.edit(_("Edit the platform"), edit_platform, self.record_id, typing=typing, **{name: value})

    def _on_cost(self, kind: str, amount: Any, typing: bool) -> None:
        key = f"platforms.{self.record_id}.cost.{kind}" if typing else ""
        label = _("Change a cost") if amount is not None else _("Delete a cost")
        self.session.edit(label, set_platform_cost, self.record_id, kind, amount, typing=key)


class CriterionDetails(Details):
    """The form of the selected criterion of the comparison."""

    table = "platform_criteria"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.add_form(
            [
                FieldSpec("name", _("Name")),
                FieldSpec("hint", _("What it means")),
                FieldSpec("weight", _("Weight, in points of 100"), "number"),
            ]
        )
        self.note = Words(
            _("The other weights scale, so that all add to 100."), "small", "text.secondary", self, wrap=True
        )
        self.body.addWidget(self.note)
        self.body.addStretch(1)

    def value(self, record: Any, name: str) -> Any:
        if name == "name":
            return criterion_name(record) if record.name or record.key != "own" else ""
        return criterion_hint(record) if name == "hint" else getattr(record, name)

    def show_rest(self, record: PlatformCriterion) -> None:
        self.title.set_text(criterion_name(record))

    def carry_out(self, name: str, value: Any, typing: str) -> None:
        label = _("Edit the criterion")
        if name != "weight":
            self.session.edit(label, edit_platform_criterion, self.record_id, typing=typing, **{name: value})
        elif value is not None:
            weight = min(max(float(value), 0.0), 100.0)
            self.session.edit(label, set_platform_weight, self.record_id, weight, typing=typing)
