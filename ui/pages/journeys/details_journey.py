"""The details of the journey itself: what it is for, its stages, its channels."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from planner.journeys.edits import edit_journey
from planner.journeys.records import Journey
from planner.language import _
from planner.plan import find
from ui.pages.journeys.details_channels import ChannelRows
from ui.pages.journeys.details_parts import DetailsColumn
from ui.pages.journeys.details_stages import StageRows
from ui.pages.journeys.seven_questions import FigureLines, answer_lines, contact_lines
from ui.pages.journeys.verbs import Verbs
from ui.widgets import FieldSpec, InPlaceText


class JourneyDetails(DetailsColumn):
    """The form of a journey. Signal: ``asked(object)`` with the touchpoints that a figure counts."""

    asked = Signal(object)

    def __init__(self, verbs: Verbs, parent: QWidget | None = None) -> None:
        super().__init__(verbs.session, parent)
        self.verbs = verbs
        self.journey = ""
        self.add_label(_("Journey"))
        self.name = InPlaceText("", self, "subtitle")
        self.name.setAccessibleName(_("Name of the journey"))
        self.name.set_placeholder(_("Name the journey"))
        self.name.edited.connect(self._on_name)
        self.name.committed.connect(self._on_left)
        inset = QHBoxLayout()
        inset.setSpacing(0)
        inset.addSpacing(-7)  # its words start where the others do
        inset.addWidget(self.name)
        self.body.addLayout(inset)
        self.add_form(
            [
                FieldSpec("segment", _("Segment"), "choice", self._segments),
                FieldSpec("goal", _("Goal"), "area"),
                FieldSpec("scenario", _("Scenario"), "area"),
            ],
            self._on_field,
        )
        self.add_heading(_("Seven questions"))
        self.questions = FigureLines(self)
        self.body.addWidget(self.questions)
        self.add_heading(_("Contacts per customer and month"))
        self.contacts = FigureLines(self)
        self.body.addWidget(self.contacts)
        for lines in (self.questions, self.contacts):
            lines.asked.connect(self.asked)
        self.add_heading(_("Stages"))
        self.stages = StageRows(self.session, self)
        self.body.addWidget(self.stages)
        self.add_form(
            [
                FieldSpec("scope_from", _("The journey is about, from"), "choice", self._stages),
                FieldSpec("scope_to", _("The journey is about, to"), "choice", self._stages),
            ],
            self._on_field,
        )
        self.add_heading(_("Channels"))
        self.channels = ChannelRows(self.session, self)
        self.body.addWidget(self.channels)
        self.body.addStretch(1)

    def _segments(self) -> list[tuple[str, str]]:
        return [(s.id, s.name or _("Segment without a name")) for s in self.session.plan.segments]

    def _stages(self) -> list[tuple[str, str]]:
        record: Journey | None = find(self.session.plan, "journeys", self.journey)
        stages = record.stages if record else ()
        return [("", _("All stages")), *((s.id, s.name or _("Stage without a name")) for s in stages)]

    def show_journey(self, journey: str) -> None:
        """Brings the form up to a journey."""
        record: Journey | None = find(self.session.plan, "journeys", journey)
        if record is None:
            return
        self.journey = journey
        read_only = self.session.read_only
        self.name.set_text(record.name)
        for form in self.forms:
            form.set_values({name: getattr(record, name) for name in form.specs})
        self.set_read_only(read_only)
        self.name.set_read_only(read_only)
        self.questions.show_lines(answer_lines(self.session.plan, journey, self.verbs.state))
        self.contacts.show_lines(contact_lines(self.session.plan, journey, self.verbs.state))
        self.stages.show_journey(record)
        self.channels.show_plan(self.session.plan)

    def focus_name(self) -> None:
        """Puts the cursor into the name."""
        self.name.setFocus()
        self.name.selectAll()

    def _on_name(self, text: str) -> None:
        key = f"journey.{self.journey}.name"
        self.session.edit(_("Rename journey"), edit_journey, self.journey, name=text, typing=key)

    def _on_field(self, name: str, value: Any, typing: bool) -> None:
        key = f"journey.{self.journey}.{name}" if typing else ""
        self.session.edit(_("Edit the journey"), edit_journey, self.journey, typing=key, **{name: value})
