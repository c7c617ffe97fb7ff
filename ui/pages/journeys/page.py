"""The journeys page: the map of a segment's journey in its two states, and what differs between them."""

from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from exports.figures.journey_fold import FOLD, GROUP
from exports.figures.journey_map import Flows, JourneyMap, View, journey_map
from planner.change import Change, touches
from planner.insight.names import GAPS
from planner.journeys.flow import flow
from planner.journeys.gaps import find_gap
from planner.journeys.graph import graph
from planner.journeys.records import State, touchpoints_table, transitions_table
from planner.language import _
from planner.plan import by_id, find
from ui.guard import guarded
from ui.pages.journeys import access
from ui.pages.journeys.canvas import Canvas
from ui.pages.journeys.doors import Doors
from ui.pages.journeys.empty import EmptyJourney
from ui.pages.journeys.fade import fade
from ui.pages.journeys.figures import marked, strip_figures
from ui.pages.journeys.folding import Folding
from ui.pages.journeys.grouping import ask_group
from ui.pages.journeys.hands import CanvasHands
from ui.pages.journeys.journey_choice import JOURNEY, SEGMENT, segment_of
from ui.pages.journeys.journey_verbs import JourneyVerbs, has_touchpoints
from ui.pages.journeys.late import LateFlows
from ui.pages.journeys.more_menu import more_menu
from ui.pages.journeys.outline import Outline
from ui.pages.journeys.panel import Panel
from ui.pages.journeys.selection import Selection
from ui.pages.journeys.speaker import Speaker
from ui.pages.journeys.speech import detail_sentence, map_sentence, point_sentence
from ui.pages.journeys.strip import Strip
from ui.pages.journeys.toolbar import Toolbar
from ui.pages.journeys.verbs import Verbs
from ui.pages.journeys.whereabouts import Whereabouts
from ui.pages.page import Page
from ui.session import Session

STATE_TABLES = tuple(
    f"{state}_{kind}" for state in ("current", "optimal") for kind in ("touchpoints", "transitions", "entries")
)
TABLES = ("journeys", "segments", "channels", *STATE_TABLES)


@guarded
class JourneysPage(Page):
    """See how a segment travels, where it leaves, and what to change."""

    key = "journeys"
    panel_open = True
    panel_tab = "details"
    views = ("current", "optimal", "difference", "drop_off")

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        access.install()
        self.shown = ""
        self.view: View = "current"
        self.folding = Folding(self)
        self.outline: Outline | None = None
        self.selection = Selection(self)
        self.flows = LateFlows(self)
        self.flows.came.connect(self._on_flows)
        self.verbs = Verbs(session, self.selection, self)
        self.journeys = JourneyVerbs(session, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_toolbar())
        self.stack = QStackedWidget(self)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self.split.setHandleWidth(1)
        self.canvas = Canvas(self)
        self.split.addWidget(self.canvas)
        self.stack.addWidget(self.split)
        self.nothing = EmptyJourney(self)
        self.stack.addWidget(_padded(self.nothing, self))
        column.addWidget(self.stack, 1)
        self.card = EmptyJourney(self)
        self.card.hide()
        self.strip = Strip(self)
        self.strip.show_asked.connect(self._show_figure)
        self.strip.stage_asked.connect(self._show_stage)
        column.addWidget(self.strip)
        self.canvas.scene.sentence_of = self._sentence_of
        self.canvas.scene.detail_of = self._detail_of
        self.canvas.scene.press = self.show_on_map
        self.speaker = Speaker(self.canvas.view)
        self.hands = CanvasHands(self.canvas, self.selection, self.verbs, self.speaker)
        self.hands.asked.connect(self.on_asked)
        self.canvas.view.zoomed.connect(self.toolbar.show_zoom)
        self.panel = Panel(self)
        self.doors = Doors(self)
        self.selection.changed.connect(self._on_selection)
        self.whereabouts = Whereabouts(self)
        self.hands.begun.connect(self.whereabouts.begin)
        self.hands.ended.connect(self.whereabouts.end)

    def _build_toolbar(self) -> Toolbar:
        bar = Toolbar(self.session, self)
        bar.journey.chosen.connect(self.show_journey)
        bar.view_chosen.connect(self._on_view)
        bar.drop_off_toggled.connect(self._set_drop_off)
        bar.minimap_toggled.connect(self._set_minimap)
        bar.zoom_stepped.connect(self._on_zoom)
        bar.copy_asked.connect(self._edit_copy)
        bar.more_asked.connect(self._open_more)
        self.toolbar = bar
        return bar

    # What is shown

    @property
    def journey(self) -> str:
        """The journey that is shown, or nothing."""
        return self.shown.removeprefix(JOURNEY) if self.shown.startswith(JOURNEY) else ""

    @property
    def state(self) -> State:
        """The state that is shown; in the difference, the one it leads to."""
        return "current" if self.view == "current" else "optimal"

    def show_journey(self, key: str) -> None:
        """Shows a journey, or a segment that has none yet."""
        if key != self.shown:
            self.shown = key
            self.selection.focus_cell(None)
            self.update_from(None)

    def current_view(self) -> str:
        return self.view

    def show_view(self, key: str) -> None:
        if key == "drop_off":
            self._set_drop_off(True)
        elif key != self.view:
            self.hands.close_editor()
            self.hands.keys.leave_mode()
            self.view = key  # type: ignore[assignment]
            self.update_from(None)
            self.details_changed.emit()

    def update_from(self, change: Change | None) -> None:
        if not touches(change, *TABLES, "actions", "objectives", "profile"):
            return
        plan = self.session.plan
        self._keep_shown()
        self.toolbar.journey.show_plan(plan, self.shown)
        self._show_toolbar()
        self.verbs.journey = self.journey
        self.verbs.state = self.state
        self.verbs.allowed = self.view != "difference"
        self.strip.setVisible(bool(self.journey))
        if self.journey:
            if touches(change, *TABLES):
                self.show_map()
        else:
            self.nothing.show_kind(
                "no_journey" if self.shown else "no_segment", self._segment_name(), read_only=self.session.read_only
            )
        self.stack.setCurrentIndex(0 if self.journey else 1)  # last: the canvas may get the keyboard by it
        self.panel.update_from(change)

    def show_map(self) -> None:
        """Brings the map up to the plan and to what is folded."""
        plan = self.session.plan
        flows = self.flows.latest(plan, self.journey)
        self.canvas.show_map(self._map(flows))
        self._say_figures(flows)
        self.keep_selection()
        self.canvas.overlays.set_empty(self._empty_card())
        if self.outline is not None and self.outline.isVisible():
            self.outline.tree.show_journey()

    def _map(self, flows: Flows) -> JourneyMap:
        return self.folding.applied(journey_map(self.session.plan, self.journey, self.view, flows))

    def _say_figures(self, flows: Flows) -> None:
        plan = self.session.plan
        sentence = map_sentence(plan, self.journey, self.state, flows[self.state])
        self.canvas.view.setAccessibleDescription(sentence)
        self.strip.show_figures(strip_figures(plan, self.journey, self.view, flows))

    def _on_flows(self) -> None:
        """The figures of a large journey have come: only what says them is brought up to date."""
        if self.journey and not self.isHidden():
            plan = self.session.plan
            flows = self.flows.latest(plan, self.journey)
            self.canvas.show_map(self._map(flows))
            self._say_figures(flows)
            self.panel.update_from(None)

    def _show_toolbar(self) -> None:
        on = self.canvas.scene.drop_off
        self.toolbar.show_state(self.view, on, journey=bool(self.journey), read_only=self.session.read_only)

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

    def keep_selection(self) -> None:
        """Forgets what has gone; where Undo brings it back, the whereabouts choose it again."""
        scene = self.canvas.scene
        self.selection.keep(scene.reached(self.selection.points), scene.edges, scene.folds)
        cell = self.selection.cell
        if cell is not None and not scene.has_cell(cell):
            self.selection.focus_cell(None)

    def _segment_name(self) -> str:
        segment = find(self.session.plan, "segments", segment_of(self.session.plan, self.shown))
        return segment.name if segment else ""

    def _empty_card(self) -> QWidget | None:
        plan = self.session.plan
        now, then = (has_touchpoints(plan, self.journey, state) for state in ("current", "optimal"))
        if self.view == "current" and not now:
            kind = "no_touchpoint"
        elif self.view == "optimal" and not then:
            kind = "no_optimal" if now else "no_touchpoint"
        elif self.view == "difference" and not then:
            kind = "no_difference"
        else:
            return None
        self.card.show_kind(kind, self._segment_name(), read_only=self.session.read_only)
        return self.card

    def _sentence_of(self, point: str) -> str:
        plan = self.session.plan
        words = point_sentence(plan, self.journey, self.state, point)
        return words or point_sentence(plan, self.journey, "current", point)

    def _detail_of(self, point: str) -> str:
        return detail_sentence(self.flows.latest(self.session.plan, self.journey)[self.state], point)

    def foot(self) -> QWidget | None:
        return self.strip

    # The panel

    def details(self) -> QWidget | None:
        return self.panel.widget()

    def details_title(self) -> str:
        return _("Changes") if self.view == "difference" and self.journey else ""

    def _on_selection(self) -> None:
        selection = self.selection
        self.folding.open_for(selection.points)  # the outline knows them all
        table, item = "", ""
        if len(selection.points) == 1:
            table, item = touchpoints_table(self.state), selection.points[0]
        elif selection.edge:
            table, item = transitions_table(self.state), selection.edge
        known = bool(table) and find(self.session.plan, table, item) is not None
        self.session.select(*((table, item) if known else ("", "")))
        if self.panel.follow_selection():
            self.details_changed.emit()

    def show_item(self, table: str, record_id: str) -> None:
        plan = self.session.plan
        if table == "journeys" and find(plan, "journeys", record_id):
            self.show_journey(JOURNEY + record_id)
        elif table == "segments" and find(plan, "segments", record_id):
            own = next((j.id for j in plan.journeys if j.segment == record_id), "")
            self.show_journey(JOURNEY + own if own else SEGMENT + record_id)
        elif table == GAPS and (gap := find_gap(plan, record_id)) is not None:
            self.show_journey(JOURNEY + gap.journey)
            self.show_view("difference")
            self.panel.show_gap(record_id)
        elif table == "groups":
            self.show_group(record_id)
        for state in ("current", "optimal"):
            for of_table in (touchpoints_table(state), transitions_table(state)):
                record = by_id(plan, of_table).get(record_id)
                if table == of_table and record is not None:
                    self.show_journey(JOURNEY + record.journey)
                    self.show_view(state)
                    self.show_on_map(record_id)

    def show_on_map(self, *items: str) -> None:
        """Chooses touchpoints or an edge, scrolls to them, and gives the canvas the keyboard."""
        scene, hands = self.canvas.scene, self.hands
        if items and items[0] in scene.folds:
            self.folding.toggle(items[0].removeprefix(FOLD))
            return
        self.folding.open_for(items)
        reached = scene.reached(items)
        points = [i for i in items if i in reached]
        if points:
            self.selection.take(*points, focus=points[0])
        elif items and items[0] in scene.edges:
            hands.choose_edge(items[0])
            edge = scene.edges[items[0]]
            self.canvas.view.reveal(edge.boundingRect())
        else:
            return
        self.canvas.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if points:
            self.canvas.view.reveal(hands.focus_area())
        hands.keyboard = True
        hands.show_selection()
        scene.pulse(points)

    def show_group(self, group: str) -> None:
        """Chooses all that is in a group of the journey that is shown."""
        found = next((g for g in find(self.session.plan, "journeys", self.journey).groups if g.id == group), None)
        if found is not None:
            fold = GROUP + group
            there = fold in self.canvas.scene.folds
            self.selection.take(*found.touchpoints, focus=fold if there else None)
            self.keep_selection()
            self.canvas.view.reveal(self.hands.focus_area())

    def take_idea(self, idea: Any) -> None:
        """An idea of the catalogue becomes a touchpoint where the focus is."""
        cell = self.hands.keys.cell()
        if cell is not None and self.verbs.may_edit:
            self.verbs.add(*cell, idea.title)

    # Verbs

    def _on_view(self, view: str) -> None:
        """Another state, softly."""
        if self.journey and view != self.view:
            fade(self.canvas, "difference" if "difference" in (view, self.view) else "segmentSwitch")
        self.show_view(view)

    def on_asked(self, verb: str) -> None:
        """What a key or a menu of the canvas asks of the page."""
        if verb in ("current", "optimal", "difference"):
            self._on_view(verb)
            self.speaker.say(dict(self.toolbar.view.parts)[verb])
        elif verb == "group":
            ask_group(self.hands)
        elif verb.startswith("fold:"):
            self.folding.toggle(verb.removeprefix("fold:"))
        elif verb == "drop_off":
            self._set_drop_off(not self.canvas.scene.drop_off)
        elif verb == "details":
            window = self.window()
            if hasattr(window, "open_panel"):
                window.open_panel("details")
        elif verb == "outline":
            self.toggle_outline()

    def toggle_outline(self) -> None:
        """Opens the outline beside the canvas, or closes it."""
        if self.outline is not None and self.outline.isVisible():
            self.outline.hide()
            self.canvas.view.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if self.outline is None:
            self.outline = Outline(self.hands, self)
            self.outline.close_button.clicked.connect(self.toggle_outline)
            self.split.insertWidget(0, self.outline)
            self.split.setStretchFactor(1, 1)
        self.outline.show()
        self.outline.tree.show_journey()
        self.outline.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    def _edit_copy(self) -> None:
        action = getattr(self.window(), "actions_by_key", {}).get("save_as")
        if action is not None:
            action.trigger()

    def _open_more(self) -> None:
        button = self.toolbar.more
        more_menu(self).popup(button.mapToGlobal(QPoint(0, button.height() + 2)))

    def _set_drop_off(self, on: bool) -> None:
        self.canvas.set_drop_off(on)
        self._show_toolbar()

    def _set_minimap(self, on: bool) -> None:
        self.canvas.set_minimap(on)

    def _on_zoom(self, by: int) -> None:
        if by:
            self.canvas.view.step_zoom(by)
        else:
            self.canvas.view.set_zoom(1.0)

    def _show_stage(self, at: int) -> None:
        """The touchpoints of a stage, or its first cell where it has none."""
        seen = graph(self.session.plan, self.journey, self.state)
        stage = seen.stages[at].id
        inside = [point.id for point in seen.by_stage[stage]]
        if inside:
            self.show_on_map(*inside)
        elif self.canvas.scene.grid.lanes:
            self.selection.focus_cell((stage, self.canvas.scene.grid.lanes[0].key))
            self.canvas.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_figure(self, what: str) -> None:
        if what == "leak":
            leak = flow(self.session.plan, self.journey, self.state).biggest_leak
            if self.view == "difference":
                self.panel.show_biggest_gain()
            elif leak is not None:
                self.show_on_map(leak.transition or leak.touchpoint)
        else:
            self.show_on_map(*marked(self.session.plan, self.journey, self.state, what))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.toolbar.fit()
        self.strip.fit()


def _padded(widget: QWidget, parent: QWidget) -> QWidget:
    holder = QWidget(parent)
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(24, 0, 24, 24)
    layout.addWidget(widget)
    return holder
