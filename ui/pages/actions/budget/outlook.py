"""The card under the budget: the value today, how sure it is, and the assumption that moves it most."""

import datetime as dt

from PySide6.QtWidgets import QHBoxLayout, QWidget

from planner.actions.business_case import payback_month, plan_case
from planner.actions.chosen import title_of
from planner.actions.simulation import Simulation
from planner.language import _, money_short, month_text, ngettext, percent
from planner.plan import Plan, find
from ui.pages.actions.budget.total import Total
from ui.widgets import Card, Words


class OutlookCard(Card):
    """Net present value with its spread over ten thousand runs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body.setContentsMargins(16, 10, 16, 10)
        row = QHBoxLayout()
        row.setSpacing(28)
        self.value = Total(_("Value today"), self)
        self.low = Total(_("In 9 of 10 runs over"), self)
        self.middle = Total(_("In 5 of 10 runs over"), self)
        self.high = Total(_("In 1 of 10 runs over"), self)
        self.month = Total(_("Pays for itself from"), self)
        for total in (self.value, self.low, self.middle, self.high, self.month):
            row.addWidget(total)
        self.words = Words("", "small", "text.secondary", self, wrap=True)
        row.addWidget(self.words, 1)
        self.body.addLayout(row)

    def show_plan(self, plan: Plan, found: Simulation | None) -> None:
        """Brings the card up to the plan; without a simulation its figures are still to come."""
        currency, years = plan.profile.currency, plan.profile.clv_years
        how = ngettext(
            "Expected gain less cost over {count} year, at {rate} a year",
            "Expected gain less cost over {count} years, at {rate} a year",
            years,
        ).format(count=years, rate=percent(plan.profile.discount_rate))
        self.value.show_figure(money_short(plan_case(plan).npv, currency), how)
        runs = _("Ten thousand runs, each gain drawn between its low and its high")
        for total, amount in (
            (self.low, found.npv.p10 if found else None),
            (self.middle, found.npv.p50 if found else None),
            (self.high, found.npv.p90 if found else None),
        ):
            total.show_figure("…" if amount is None else money_short(amount, currency), runs)
        month = payback_month(plan)
        paid = "–" if month is None else f"{month_text(dt.date(*month, 1))}\u00a0{month[0]}"
        self.month.show_figure(paid, _("From this month on the plan has brought more than it has cost"))
        self.words.set_text(self._driver(plan, found))

    def _driver(self, plan: Plan, found: Simulation | None) -> str:
        if found is None or not found.drivers:
            return ""
        driver = found.drivers[0]
        action = find(plan, "actions", driver.action)
        if action is None:
            return ""
        currency = plan.profile.currency
        words = _("{title} moves the result most: from {low} to {high}, {share} of the spread.")
        return words.format(
            title=title_of(action),
            low=money_short(driver.low, currency),
            high=money_short(driver.high, currency),
            share=percent(driver.share),
        )
