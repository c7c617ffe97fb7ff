"""The journeys page: the map of a segment's journey in its two states, and what differs between them."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from exports.figures.journey_map import View, journey_map
from planner.change import Change, touches
from planner.journeys.records import touchpoints_table
from planner.plan import by_id, find
from ui.guard import guarded
from ui.pages.journeys.canvas import Canvas
from ui.pages.journeys.figures import strip_figures
from ui.pages.journeys.journey_choice import JOURNEY, SEGMENT, segment_of
from ui.pages.journeys.selection import Selection
from ui.pages.journeys.strip import Strip
from ui.pages.journeys.toolbar import Toolbar
from ui.pages.journeys.verbs import Verbs
from ui.pages.page import Page
from ui.session import Session

TABLES = (
    "journeys",
    "segments",
    "channels",
    "current_touchpoints",
    "current_transitions",
    "current_entries",
    "optimal_touchpoints",
    "optimal_transitions",
    "optimal_entries",
)


@guarded
class JourneysPage(Page):
    """See how a segment travels, where it leaves, and what to change."""

    key = "journeys"
    panel_open = True
    panel_tab = "details"
    views = ("current", "optimal", "difference", "drop_off")

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.shown = ""
        self.view: View = "current"
        self.selection = Selection(self)
        self.verbs = Verbs(session, self.selection, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.toolbar = Toolbar(session, self)
        self.toolbar.journey.chosen.connect(self.show_journey)
        self.toolbar.view_chosen.connect(self.show_view)
        column.addWidget(self.toolbar)
        self.stack = QStackedWidget(self)
        self.canvas = Canvas(self)
        self.stack.addWidget(self.canvas)
        column.addWidget(self.stack, 1)
        self.strip = Strip(self)
        column.addWidget(self.strip)

    @property
    def journey(self) -> str:
        """The journey that is shown, or nothing."""
        return self.shown.removeprefix(JOURNEY) if self.shown.startswith(JOURNEY) else ""

    def show_journey(self, key: str) -> None:
        """Shows a journey, or a segment that has none yet."""
        self.shown = key
        self.update_from(None)

    def show_view(self, key: str) -> None:
        if key == "drop_off":
            self.canvas.set_drop_off(True)
        else:
            self.view = key  # type: ignore[assignment]
        self.update_from(None)

    def update_from(self, change: Change | None) -> None:
        if not touches(change, *TABLES):
            return
        plan = self.session.plan
        self._keep_shown()
        self.toolbar.journey.show_plan(plan, self.shown)
        self.toolbar.show_state(
            self.view, self.canvas.scene.drop_off, journey=bool(self.journey), read_only=self.session.read_only
        )
        self.verbs.journey = self.journey
        self.verbs.state = "optimal" if self.view == "optimal" else "current"
        self.verbs.allowed = self.view != "difference"
        if not self.journey:
            return
        self.canvas.show_map(journey_map(plan, self.journey, self.view))
        self.strip.show_figures(strip_figures(plan, self.journey, self.view))

    def _keep_shown(self) -> None:
        """Goes on with what is shown, else with the first journey, else with the first segment."""
        plan = self.session.plan
        if self.journey and find(plan, "journeys", self.journey):
            return
        if self.shown.startswith(SEGMENT) and find(plan, "segments", segment_of(plan, self.shown)):
            own = next((j.id for j in plan.journeys if j.segment == segment_of(plan, self.shown)), "")
            self.shown = JOURNEY + own if own else self.shown
            return
        first = next((JOURNEY + j.id for s in plan.segments for j in plan.journeys if j.segment == s.id), "")
        first = first or next((JOURNEY + j.id for j in plan.journeys), "")
        self.shown = first or next((SEGMENT + s.id for s in plan.segments), "")

    def show_item(self, table: str, record_id: str) -> None:
        if table == "journeys" and find(self.session.plan, "journeys", record_id):
            self.show_journey(JOURNEY + record_id)
        for state in ("current", "optimal"):
            point = by_id(self.session.plan, touchpoints_table(state)).get(record_id)
            if table == touchpoints_table(state) and point is not None:
                self.shown, self.view = JOURNEY + point.journey, state
                self.update_from(None)
                self.selection.take(record_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.toolbar.fit()
        self.strip.fit()
