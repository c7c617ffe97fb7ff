"""Which details the side panel shows: of the touchpoints, the edge, the journey, or what differs."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from planner.change import Change
from planner.journeys.difference import difference
from planner.journeys.gaps import find_gap
from ui.pages.journeys.changes import ChangesPanel
from ui.pages.journeys.details_edge import EdgeDetails
from ui.pages.journeys.details_journey import JourneyDetails
from ui.pages.journeys.details_point import PointDetails

if TYPE_CHECKING:
    from ui.pages.journeys.page import JourneysPage


class Panel(QObject):
    """Owns the forms of the page and keeps the shown one up to date."""

    def __init__(self, page: "JourneysPage") -> None:
        super().__init__(page)
        self.page = page
        self.points = PointDetails(page.verbs)
        self.points.is_open = page.folding.is_open
        self.points.asked.connect(page.on_asked)
        self.edge = EdgeDetails(page.verbs)
        self.of_journey = JourneyDetails(page.verbs)
        self.of_journey.asked.connect(self._show_points)
        self.changes = ChangesPanel(page.session)
        self.changes.asked.connect(self.show_gap)
        self._shown: QWidget | None = None
        self._filled: tuple[object, ...] = ()

    def widget(self) -> QWidget | None:
        """The form that goes with what is chosen."""
        page = self.page
        if not page.journey:
            return None
        if page.view == "difference":
            return self.changes
        if page.selection.edge:
            return self.edge
        return self.points if page.selection.points else self.of_journey

    def follow_selection(self) -> bool:
        """Brings the form up to what is chosen; whether it is another one now."""
        self._fill()
        before, self._shown = self._shown, self.widget()
        return before is not self._shown

    def update_from(self, _change: Change | None) -> None:
        """Brings the form up to the plan."""
        if self.follow_selection():
            self.page.details_changed.emit()

    def _fill(self) -> None:
        page, widget = self.page, self.widget()
        filled = (widget, page.journey, page.state, page.selection.points, page.selection.edge)
        if page.journey and filled == self._filled and not page.flows.ready(page.session.plan, page.journey):
            return  # the page asks again when the figures of this large journey have come
        self._filled = filled
        if widget is self.points:
            self.points.show_points(page.selection.points)
        elif widget is self.edge:
            self.edge.show_edge(page.selection.edge)
        elif widget is self.of_journey:
            self.of_journey.show_journey(page.journey)
        elif widget is self.changes:
            self.changes.show_journey(page.journey)

    def focus_journey_name(self) -> None:
        """Puts the cursor into the journey's name."""
        self.of_journey.focus_name()

    def _show_points(self, points: tuple[str, ...]) -> None:
        self.page.show_on_map(*points)

    def show_gap(self, key: str) -> None:
        """Shows on the map what a gap is about."""
        gap = find_gap(self.page.session.plan, key)
        if gap is not None:
            items = gap.touchpoints if not gap.kind.startswith("transition_") else (gap.item,)
            self.page.show_on_map(*items)

    def show_biggest_gain(self) -> None:
        """Shows the step that gains most on the map."""
        best = difference(self.page.session.plan, self.page.journey).biggest_gain
        if best is not None:
            self.page.show_on_map(best.record.id)
