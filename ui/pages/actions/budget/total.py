"""The card over the budget: what is selected, the bar against the cap, the gain and how soon it pays back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.actions.business_case import budget, plan_case
from planner.actions.chosen import chosen_actions
from planner.language import _, money_short, named, ngettext, parse_number
from planner.plan import Plan
from ui.pages.actions.budget.bar import BudgetBar
from ui.theme import theme
from ui.widgets import Card, InPlaceText, Words
from ui.widgets.lines import ElidedWords


class Total(QWidget):
    """A figure under its name."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.name = Words(name, "small", "text.secondary", self)
        self.figure = Words("", "figure", "text.primary", self)
        column.addWidget(self.name)
        column.addWidget(self.figure)

    def show_figure(self, words: str, tip: str = "") -> None:
        """Brings the figure up to the plan."""
        self.figure.set_text(words)
        self.setAccessibleName(named(self.name.text(), words))
        self.setToolTip(tip)


class TotalCard(Card):
    """What the plan takes of the budget. Signals: ``cap_set(object)`` with an amount or None, ``left()``."""

    cap_set = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body.setContentsMargins(16, 10, 16, 10)
        row = QHBoxLayout()
        row.setSpacing(28)
        self.selected = Total(_("Selected"), self)
        self.gain = Total(_("Gain per year"), self)
        self.payback = Total(_("Paid back after"), self)
        middle = QVBoxLayout()
        middle.setSpacing(2)
        self.bar = BudgetBar(self)
        middle.addWidget(self.bar)
        foot = QHBoxLayout()
        foot.setSpacing(6)
        self.count = ElidedWords("", "small", "text.secondary", self)
        self.cap_name = Words(_("cap"), "small", "text.secondary", self)
        self.cap = InPlaceText("", self, "label")
        self.cap.setAccessibleName(_("Budget cap"))
        self.cap.setStyleSheet("min-height: 0px;")
        self.cap.setFixedHeight(round(22 * theme().scale))
        self.cap.set_placeholder(_("Set a cap"))
        self.cap.committed.connect(self._on_cap)
        self.rest = Words("", "small", "bad.text", self)
        foot.addWidget(self.count, 1)
        foot.addWidget(self.cap_name)
        foot.addWidget(self.cap)
        foot.addWidget(self.rest)
        middle.addLayout(foot)
        row.addWidget(self.selected)
        row.addLayout(middle, 1)
        row.addWidget(self.gain)
        row.addWidget(self.payback)
        self.body.addLayout(row)
        self._cap: float | None = None
        self._currency = "EUR"

    def show_plan(self, plan: Plan, read_only: bool) -> None:
        """Brings the card up to the plan."""
        money, case, currency = budget(plan), plan_case(plan), plan.profile.currency
        self._cap, self._currency = money.cap, currency
        count, total = len(chosen_actions(plan)), sum(a.status != "dropped" for a in plan.actions)
        self.selected.show_figure(money_short(money.planned, currency), _("All costs of what is funded"))
        self.gain.show_figure(money_short(case.benefit.likely, currency), _("Likely, once everything is done"))
        months = case.payback_months
        paid = "–" if months is None else ngettext("{count} month", "{count} months", months).format(count=months)
        self.payback.show_figure(paid, _("Months of full gain until the cost has come back"))
        words = ngettext("{count} of {total} action", "{count} of {total} actions", total)
        self.count.set_text(words.format(count=count, total=total))
        self.cap_name.setVisible(money.cap is not None)
        self.cap.set_text("" if money.cap is None else money_short(money.cap, currency))
        self.cap.set_read_only(read_only)
        self.cap.setFixedWidth(self.cap.sizeHint().width())
        if money.over:
            self.rest.set_text(_("{amount} over the cap").format(amount=money_short(money.over, currency)))
        elif money.left_out:
            self.rest.set_text(_("{amount} left out").format(amount=money_short(money.left_out, currency)))
        self.rest.setVisible(bool(money.over or money.left_out))
        spoken = [self.selected.figure.text(), self.count.text()]
        spoken += [_("cap {cap}").format(cap=self.cap.text())] if money.cap is not None else []
        spoken += [self.rest.text()] if money.over or money.left_out else []
        self.bar.show_budget(money, ", ".join(spoken))

    def _on_cap(self, text: str) -> None:
        """Takes a cap over when the typing is done: half an amount would make everything jump."""
        shown = "" if self._cap is None else money_short(self._cap, self._currency)
        if text.strip() == shown:
            return
        try:
            amount = parse_number(text) if text.strip() else None
        except ValueError:
            amount = self._cap
        if amount is not None and amount < 0:
            amount = self._cap
        if amount == self._cap:
            self.cap.set_text(shown)
        else:
            self.cap_set.emit(amount)
