"""The plan's settings: who it is for, its horizon and money, the workshop's notes, the limits of the health rules."""

from typing import Any

from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from planner.change import Change, touches
from planner.insight.edits import edit_profile, set_threshold
from planner.insight.finding import THRESHOLDS, threshold
from planner.language import LANGUAGES, _
from planner.profile import Profile
from ui.dialogs.frame import Frame
from ui.dialogs.settings import MachineSettings
from ui.session import Session
from ui.widgets.choices import Tabs
from ui.widgets.containers import Hairline, ScrollColumn
from ui.widgets.form import FieldSpec, Form
from ui.widgets.text import Words
from ui.workshop.ballots import Ballots
from ui.workshop.notes import decisions, parking
from ui.workshop.words_lists import DateList, RoleList

CURRENCIES = ("EUR", "USD", "GBP", "CHF", "CAD", "AUD", "JPY", "SEK", "NOK", "DKK", "PLN", "CZK", "MAD", "TND", "XOF")


def threshold_words() -> dict[str, str]:
    """What each limit of the health rules means."""
    return {
        "max_segments": _("Segments at most"),
        "min_share_of_base": _("Smallest segment, as a share of all customers (0.01 is 1 %)"),
        "max_rules": _("Rules of a segment at most"),
        "top_segments": _("Segments, the highest first, that need a journey"),
        "max_channels_of_stage": _("Channels of one stage at most"),
        "rater_spread": _("Levels that raters may be apart"),
        "dependent_actions": _("Actions that may depend on a weak capability"),
        "max_new_platforms": _("New platforms at most"),
        "close_call": _("Lead of a platform below which it is a close call"),
        "workload": _("Workload of a role at most (1 is 100 %)"),
        "leak": _("Share of customers leaving a touchpoint that asks for a follow-up"),
    }


class PlanSettings(Frame):
    """Everything that holds for the whole plan, in tabs."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(_("Settings"), parent)
        self.session = session
        self.resize(680, 640)
        self.tabs = Tabs(
            [
                ("plan", _("Plan")),
                ("money", _("Horizon and money")),
                ("workshop", _("Workshop")),
                ("limits", _("Limits")),
                ("machine", _("This machine")),
            ],
            self,
        )
        self.tabs.chosen.connect(self.show_tab)
        self.body.addWidget(self.tabs)
        self.body.addWidget(Hairline(self))
        self.stack = QStackedWidget(self)
        self.body.addWidget(self.stack, 1)
        self.forms: list[Form] = []
        for build in (self._plan, self._money, self._workshop, self._limits, self._machine):
            page = ScrollColumn(self, margins=(0, 4, 14, 8))
            page.setFrameShape(QFrame.Shape.NoFrame)
            build(page)
            page.body.addStretch(1)
            self.stack.addWidget(page)
        self.add_close()
        session.changed.connect(self.update_from)
        self.update_from(None)

    def show_tab(self, key: str) -> None:
        """Shows one of the tabs: plan, money, workshop, limits, machine."""
        self.tabs.set_current(key)
        self.stack.setCurrentIndex(["plan", "money", "workshop", "limits", "machine"].index(key))

    def _form(self, page: ScrollColumn, specs: list[FieldSpec]) -> Form:
        form = Form(specs, page)
        form.field_edited.connect(self._on_field)
        form.field_left.connect(self.session.end_typing)
        page.body.addWidget(form)
        self.forms.append(form)
        return form

    def _plan(self, page: ScrollColumn) -> None:
        self._form(
            page,
            [
                FieldSpec("client", _("Client organisation")),
                FieldSpec("title", _("Title of the plan")),
                FieldSpec("purpose", _("Purpose"), "area"),
                FieldSpec("scope", _("Scope"), "area"),
                FieldSpec("language", _("Language of the deliverables"), "segmented", list(LANGUAGES.items())),
                FieldSpec("version_label", _("Version"), hint=_("For example: Version 3")),
                FieldSpec("confidentiality", _("Confidentiality line on every page")),
            ],
        )
        page.body.addWidget(Words(_("Who takes part, as roles"), "small", "text.secondary", page))
        page.body.addWidget(RoleList(self.session, page))

    def _money(self, page: ScrollColumn) -> None:
        self._form(
            page,
            [
                FieldSpec("start", _("Start"), "date"),
                FieldSpec("end", _("End"), "date"),
                FieldSpec("currency", _("Currency"), "choice", [(code, code) for code in CURRENCIES]),
                FieldSpec("customer_base", _("Customers in all"), "count", hint=_("The sum of the segments")),
                FieldSpec("budget_cap", _("Budget cap"), "money"),
                FieldSpec("discount_rate", _("Discount rate per year"), "percent"),
                FieldSpec("clv_years", _("Years of the customer lifetime value"), "count"),
            ],
        )
        page.body.addWidget(Words(_("Holidays, beside the weekends"), "small", "text.secondary", page))
        page.body.addWidget(DateList(self.session, page))

    def _workshop(self, page: ScrollColumn) -> None:
        for title, widget in (
            (_("Decisions"), decisions(self.session)),
            (_("Parking lot"), parking(self.session)),
            (_("Ballots"), Ballots(self.session, page)),
        ):
            page.body.addWidget(Words(title, "heading", "text.primary", page))
            page.body.addWidget(widget)

    def _limits(self, page: ScrollColumn) -> None:
        sentence = _("From when on the plan’s health says something. An empty field goes back to the usual limit.")
        page.body.addWidget(Words(sentence, "body", "text.secondary", page, wrap=True))
        words = threshold_words()
        specs = [FieldSpec(key, words.get(key, key), "number") for key in THRESHOLDS]
        self.limits = Form(specs, page)
        self.limits.field_edited.connect(self._on_limit)
        self.limits.field_left.connect(self.session.end_typing)
        page.body.addWidget(self.limits)

    def _machine(self, page: ScrollColumn) -> None:
        machine = MachineSettings(page)
        machine.language_chosen.connect(self._on_language)
        page.body.addWidget(machine)

    def update_from(self, change: Change | None) -> None:
        """Brings the forms up to the plan."""
        if not touches(change, "profile"):
            return
        profile: Profile = self.session.plan.profile
        for form in self.forms:
            form.set_values({name: getattr(profile, name) for name in form.specs})
            form.set_read_only(self.session.read_only)
        self.limits.set_values({key: threshold(self.session.plan, key) for key in THRESHOLDS})
        self.limits.set_read_only(self.session.read_only)

    def _on_field(self, name: str, value: Any, typing: bool) -> None:
        if value is None and name in ("discount_rate", "clv_years"):
            return
        value = int(value) if name == "clv_years" else value
        key = f"profile.{name}" if typing else ""
        self.session.edit(_("Edit the plan’s settings"), edit_profile, typing=key, **{name: value})

    def _on_limit(self, name: str, value: Any, typing: bool) -> None:
        own = None if value is None or float(value) == THRESHOLDS[name] else float(value)
        key = f"threshold.{name}" if typing else ""
        self.session.edit(_("Change a limit"), set_threshold, name, own, typing=key)

    def _on_language(self, code: str) -> None:
        window = self.parent()
        self.accept()
        choose = getattr(window, "choose_language", None)
        if callable(choose):
            choose(code)
