"""The credits of a journey: what its touchpoints and channels bring to the conversions, by four rules."""

from functools import partial

from PySide6.QtWidgets import QWidget

from planner.journeys.attribution import Credits, attribution
from planner.journeys.flow import flow
from planner.journeys.records import State
from planner.language import _, percent
from planner.plan import find
from ui.dialogs.frame import Frame
from ui.dialogs.journey_import.credits import CreditTable
from ui.dialogs.journey_import.labelled import FlowRow, Labelled
from ui.dialogs.preview import framed
from ui.session import Session
from ui.theme import theme
from ui.widgets import Segmented, Words


def show_credits(window: QWidget, session: Session, journey: str, state: State = "current") -> "JourneyCredits | None":
    """Opens the credits of a journey on a window; None where there is none."""
    if find(session.plan, "journeys", journey) is None:
        session.announced.emit(_("There is no journey with touchpoints yet."))
        return None
    dialog = JourneyCredits(session, journey, state, window)
    dialog.open()
    return dialog


class JourneyCredits(Frame):
    """The table, by touchpoint or by channel, for either state."""

    def __init__(self, session: Session, journey: str, state: State, parent: QWidget | None = None) -> None:
        record = find(session.plan, "journeys", journey)
        super().__init__(_("Credit for the conversions"), parent, record.name)
        self.session, self.journey = session, journey
        scale = theme().scale
        self.resize(round(720 * scale), round(520 * scale))
        self.state = Segmented([("current", _("Current")), ("optimal", _("Optimal"))], self)
        self.state.setAccessibleName(_("State of the journey"))
        self.state.set_current(state)
        self.by = Segmented([("touchpoints", _("Touchpoints")), ("channels", _("Channels"))], self)
        self.by.setAccessibleName(_("What gets credit"))
        row = FlowRow(self)
        row.add(Labelled(_("State"), self.state, self))
        row.add(Labelled(_("Credit for"), self.by, self))
        self.body.addWidget(row)
        self.words = Words("", "body", "text.secondary", self, wrap=True)
        self.body.addWidget(self.words)
        self.table = CreditTable(self)
        self.body.addWidget(framed(self.table, self), 1)
        self.add_close()
        for choice in (self.state, self.by):
            choice.chosen.connect(self._on_choice)
        self._show()

    def _on_choice(self, _key: str) -> None:
        self._show()

    def _show(self) -> None:
        plan, by_channel = self.session.plan, self.by.current == "channels"
        state: State = "optimal" if self.state.current == "optimal" else "current"
        found = attribution(plan, self.journey, state, by_channel)
        table = "channels" if by_channel else f"{state}_touchpoints"
        rows: list[tuple[str, Credits]] = []
        # Rounded, so that equal credits stay in the order of the journey.
        for key, credits in sorted(found.credits.items(), key=lambda pair: -round(pair[1].markov.conversions, 12)):
            record = find(plan, table, key)
            rows.append(((record.name if record is not None else "") or _("Without a name"), credits))
        self.table.show_rows(rows, partial(percent, digits=1), _("Channel") if by_channel else _("Touchpoint"))
        text = _("{share} of those who start reach the goal. The credits divide that share among what they met before.")
        words = text.format(share=percent(found.rate, 1))
        if flow(plan, self.journey, state).assumed:
            words += " " + _("It rests on assumed shares, starts or goals.")
        self.words.set_text(words if rows else _("This state has no touchpoint yet."))
