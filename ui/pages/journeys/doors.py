"""What the toolbar, the empty cards and the heads of the map ask of the page about whole journeys."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.pages.journeys.journey_choice import JOURNEY, segment_of

if TYPE_CHECKING:
    from ui.pages.journeys.page import JourneysPage


class Doors(QObject):
    """Carries out verbs of whole journeys for the page."""

    def __init__(self, page: "JourneysPage") -> None:
        super().__init__(page)
        self.page = page
        page.toolbar.journey.asked.connect(self.on_verb)
        page.toolbar.add_asked.connect(self.add)
        page.journeys.made.connect(self.show_new)
        page.canvas.stages.chosen.connect(self.open_stage)
        page.canvas.lanes.chosen.connect(self.open_channel)
        for card in (page.nothing, page.card):
            card.asked.connect(self.on_door)
            card.model_chosen.connect(self.on_template)

    def on_door(self, verb: str) -> None:
        """A door of an empty card."""
        page = self.page
        if verb == "segments":
            page.session.show("segments")
        elif verb == "optimal":
            page.journeys.start_optimal(page.journey)
            page.show_view("optimal")
        else:
            self.add()

    def on_template(self, model: str) -> None:
        """The stages of a model for the journey that is shown, or for a new one."""
        page = self.page
        if page.journey:
            page.journeys.set_model(page.journey, model)
        else:
            page.journeys.new(segment_of(page.session.plan, page.shown), model)

    def show_new(self, journey: str) -> None:
        """Shows a journey that was just made."""
        self.page.show_view("current")
        self.page.show_journey(JOURNEY + journey)

    def on_verb(self, verb: str, target: str) -> None:
        """A verb of the menu of journeys."""
        page = self.page
        if verb == "new":
            page.journeys.new(target)
        elif verb == "copy":
            page.journeys.copy(page.journey, target)
        elif verb == "rename":
            self.open_journey()
            page.panel.focus_journey_name()
        elif verb == "model":
            self.open_journey()
            page.panel.of_journey.stages.ask_model(target)
        elif verb in ("up", "down"):
            page.journeys.move(target, -1 if verb == "up" else 1)
        elif verb == "delete":
            page.journeys.delete(target)

    def add(self) -> None:
        """Types a new touchpoint where the focus is; a segment without a journey gets one first."""
        page = self.page
        if not page.journey and not page.journeys.new(segment_of(page.session.plan, page.shown)):
            return
        cell = page.hands.keys.cell()
        if cell is not None:
            page.canvas.overlays.set_empty(None)
            page.hands.new_in(cell)

    def open_journey(self) -> None:
        """Shows the details of the journey itself."""
        page = self.page
        if page.view == "difference":
            page.show_view("optimal")
        page.selection.focus_cell(None)
        page.on_asked("details")

    def open_stage(self, stage: str) -> None:
        """Shows a stage among the details of the journey."""
        self.open_journey()
        self.page.panel.of_journey.stages.focus_row(stage)

    def open_channel(self, channel: str) -> None:
        """Shows a channel among the details of the journey."""
        self.open_journey()
        self.page.panel.of_journey.channels.focus_row(channel)
