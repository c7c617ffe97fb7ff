"""The keys of the canvas: one table from key to verb, and the two modes that a key can open."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QKeyEvent

from exports.figures.journey_fold import FOLD
from exports.figures.journey_layout import nearest
from planner.language import _
from ui.pages.journeys.fold import fold_sentence
from ui.pages.journeys.grouping import ask_group, ask_group_name, fold_key, group_meant, may_group, take_apart
from ui.pages.journeys.key_names import WAYS, key_name
from ui.pages.journeys.modes import ConnectMode, EdgeMode, Mode
from ui.pages.journeys.speech import cell_sentence, edge_sentence, point_sentence

if TYPE_CHECKING:
    from ui.pages.journeys.hands import CanvasHands


class CanvasKeys:
    """Does what a key asks for."""

    def __init__(self, hands: "CanvasHands") -> None:
        self.hands = hands
        self.mode: Mode | None = None
        self._gathering = False
        self._trail: tuple[str, str, int] | None = None
        self._table = self._make_table()

    def _make_table(self) -> dict[str, Callable[[], None]]:
        hands, table = self.hands, {}
        for name, way in WAYS.items():
            table[name] = _later(self.step, *way)
            table[f"Shift+{name}"] = _later(self.step_cell, *way)
            table[f"Alt+{name}"] = _later(self.shift, *way)
        for name, by in (("Up", -1), ("Down", 1)):
            table[f"Alt+Shift+{name}"] = _later(self.reorder, by)
        for number in range(1, 6):
            table[str(number)] = _later(self._rate, number)
        for key, verb in (("H", "drop_off"), ("O", "optimal"), ("D", "difference"), ("U", "current")):
            table[key] = _later(hands.asked.emit, verb)
        view = hands.view
        table |= {
            "Ctrl+Right": _later(self.follow, "out"),
            "Ctrl+Left": _later(self.follow, "into"),
            "Home": _later(self._end, 0),
            "End": _later(self._end, -1),
            "N": self.new,
            "Enter": self.enter,
            "F2": self.rename,
            "Ctrl+G": _later(ask_group, hands),
            "Ctrl+Shift+G": _later(take_apart, hands),
            "C": self.connect,
            "F": self.fold,
            "E": self.edges,
            "Ctrl+A": self.select_all,
            "W": self.two_way_or_what_if,
            "M": _later(self._toggle, "measured"),
            "G": _later(self._toggle, "goal"),
            "T": self._toggle_trigger,
            "Plus": _later(view.step_zoom, 1),
            "Minus": _later(view.step_zoom, -1),
            "Ctrl+Plus": _later(view.step_zoom, 1),
            "Ctrl+Minus": _later(view.step_zoom, -1),
            "0": view.fit,
            "Ctrl+0": _later(view.set_zoom, 1.0),
            "Ctrl+L": _later(hands.asked.emit, "outline"),
            "Delete": self.delete,
            "Ctrl+D": self.duplicate,
            "Esc": self.escape,
        }
        return table

    def claims(self, event: QKeyEvent) -> bool:
        """Whether a key means something here."""
        name = key_name(event)
        if name == "Ctrl+G" and not may_group(self.hands):
            return False  # then it is the guide's, as everywhere
        return name in self._table or name == "Space" or (self.mode is not None and self.mode.wants(name))

    def handle(self, event: QKeyEvent) -> bool:
        """Does what a key asks for; False where it asks for nothing."""
        name = key_name(event)
        if self.mode is not None and self.mode.handle(name, event.text()):
            return True
        verb = self._table.get(name)
        if verb is None:
            return False
        if name not in ("Ctrl+Right", "Ctrl+Left"):
            self._trail = None
        verb()
        return True

    def leave_mode(self) -> None:
        """Ends connecting or choosing edges."""
        if self.mode is not None:
            mode, self.mode = self.mode, None
            mode.leave()

    # Moving about

    @property
    def points(self) -> tuple[str, ...]:
        """What a verb is meant for: what is chosen, else what has the focus."""
        selection = self.hands.selection
        return selection.points or ((selection.focus,) if selection.focus else ())

    def go(self, point: str) -> None:
        """Moves the focus to a touchpoint; while touchpoints are gathered those chosen stay so."""
        hands = self.hands
        if not hands.scene.inside(point):
            return
        if self._gathering:
            hands.selection.take(*hands.selection.points, focus=point)
        else:
            hands.focus_on(point)
        hands.view.reveal(hands.focus_area())
        self.say_focus()

    def say_focus(self) -> None:
        """Says what has the focus."""
        verbs, selection = self.hands.verbs, self.hands.selection
        plan = verbs.session.plan
        if selection.edge:
            words = edge_sentence(plan, verbs.journey, verbs.state, selection.edge)
        elif selection.focus in self.hands.scene.folds:
            words = fold_sentence(self.hands.scene.folds[selection.focus].look)
        elif selection.focus:
            words = point_sentence(plan, verbs.journey, verbs.state, selection.focus)
        elif selection.cell is not None:
            words = cell_sentence(plan, verbs.journey, verbs.state, *selection.cell)
        else:
            words = ""
        self.hands.speaker.say(words)

    def step(self, dx: int, dy: int) -> None:
        """To the nearest touchpoint in a direction."""
        hands = self.hands
        boxes = hands.scene.stops()
        if not boxes:
            return
        if hands.selection.focus in boxes:
            self.go(nearest(boxes, hands.selection.focus, dx, dy))
        elif hands.selection.cell is not None:
            area = hands.focus_area()
            grid = hands.scene.grid
            cell = grid.cell_box(*hands.selection.cell)
            found = nearest({**boxes, "": cell}, "", dx, dy)
            self.go(found or min(boxes, key=lambda p: _away(area.center(), boxes[p].centre)))
        else:
            self.go(next(iter(boxes)))

    def cell(self) -> tuple[str, str] | None:
        """The cell that has the focus."""
        hands = self.hands
        spot = hands.scene.grid.spots.get(hands.selection.focus)
        if spot is not None:
            return spot.stage, spot.lane
        if hands.selection.cell is not None:
            return hands.selection.cell
        grid = hands.scene.grid
        return (grid.columns[0].key, grid.lanes[0].key) if grid.columns and grid.lanes else None

    def step_cell(self, dx: int, dy: int) -> None:
        """To the next cell in a direction, empty ones too."""
        hands, cell = self.hands, self.cell()
        if cell is None:
            return
        self._gathering = False
        known = hands.selection.focus or hands.selection.cell is not None
        there = self._beside(cell, dx, dy) if known else cell
        inside = [point for point in hands.scene.grid.in_cell(*there) if hands.scene.inside(point)]
        if inside:
            hands.focus_on(inside[-1] if dy < 0 else inside[0])
        else:
            hands.selection.focus_cell(there)
        hands.view.reveal(hands.focus_area())
        self.say_focus()

    def _beside(self, cell: tuple[str, str], dx: int, dy: int) -> tuple[str, str]:
        grid = self.hands.scene.grid
        columns, lanes = [b.key for b in grid.columns], [b.key for b in grid.lanes]
        at = max(0, min(len(columns) - 1, columns.index(cell[0]) + dx))
        row = max(0, min(len(lanes) - 1, lanes.index(cell[1]) + dy))
        return columns[at], lanes[row]

    def follow(self, way: str) -> None:
        """Along an edge to the touchpoint at its other end; again and again through all edges of a fork."""
        hands = self.hands
        start, at = hands.selection.focus, 0
        if self._trail is not None and self._trail[1] == way:
            start, at = self._trail[0], self._trail[2] + 1
        ends = [
            edge.target if way == "out" else edge.source
            for edge in (item.look for item in hands.scene.edges.values())
            if (edge.source if way == "out" else edge.target) == start
        ]
        if not ends:
            hands.speaker.say(_("No step leads on from here.") if way == "out" else _("No step leads here."))
            return
        self.go(ends[at % len(ends)])
        self._trail = (start, way, at) if len(ends) > 1 else None

    def _end(self, at: int) -> None:
        stops = list(self.hands.scene.stops())
        if stops:
            self.go(stops[at])

    # Choosing

    def gather(self) -> None:
        """Adds the touchpoint with the focus to those chosen, or takes it out."""
        selection = self.hands.selection
        inside = self.hands.scene.inside(selection.focus)
        if not inside:
            return
        first = not self._gathering and selection.points == inside
        self._gathering = True
        if not first:
            selection.toggle(*inside, focus=selection.focus)
        count = len(selection.points)
        self.hands.speaker.say(_("{count} chosen.").format(count=count))

    def select_all(self) -> None:
        """Chooses every touchpoint."""
        scene = self.hands.scene
        stops = list(scene.stops())
        if stops:
            self._gathering = True
            points = [point for key in stops for point in scene.inside(key)]
            self.hands.selection.take(*points, focus=self.hands.selection.focus or stops[0])
            self.hands.speaker.say(_("{count} chosen.").format(count=len(points)))

    def escape(self) -> None:
        """Stops tidying or leaves a mode, else chooses nothing but what has the focus."""
        if self.hands.tidying.running:
            self.hands.tidying.stop()
        elif self.mode is not None:
            self.leave_mode()
        elif self._gathering or self.hands.selection.edge:
            self._gathering = False
            self.hands.focus_on(self.hands.selection.focus)
        else:
            self.hands.selection.clear()

    # Changing

    def shift(self, dx: int, dy: int) -> None:
        """Moves what is chosen to the next stage or channel."""
        hands = self.hands
        grid = hands.scene.grid
        places = {}
        for point in self.points:
            spot, record = grid.spots.get(point), hands.verbs.point(point)
            if spot is not None:
                places[point] = self._beside((spot.stage, spot.lane), dx, dy)
            elif record is not None:
                places[point] = self._beside((record.stage, record.channel), dx, dy)
        hands.verbs.place(places)
        hands.view.reveal(hands.focus_area())
        self.say_focus()

    def reorder(self, by: int) -> None:
        """Moves the touchpoint up or down in its cell."""
        hands = self.hands
        spot = hands.scene.grid.spots.get(hands.selection.focus)
        if spot is not None and spot.id in hands.scene.nodes:
            inside = hands.scene.grid.in_cell(spot.stage, spot.lane)
            to = max(0, min(len(inside) - 1, inside.index(spot.id) + by))
            hands.verbs.move_to(spot.id, spot.stage, spot.lane, to)

    def new(self) -> None:
        """A new touchpoint in the cell that has the focus."""
        cell = self.cell()
        if cell is not None and FOLD + cell[0] in self.hands.scene.folds:
            self.hands.asked.emit(f"fold:{cell[0]}")
        elif cell is not None:
            self.hands.new_in(cell)

    def fold(self) -> None:
        """Shows the group or the stage that has the focus as one touchpoint, or opens it again."""
        key = fold_key(self.hands)
        if key:
            self.hands.asked.emit(f"fold:{key}")

    def enter(self) -> None:
        """Opens the fold that has the focus, else types into what has it."""
        if self.hands.selection.focus in self.hands.scene.folds and not self.hands.selection.edge:
            self.fold()
        else:
            self.rename()

    def rename(self) -> None:
        """Types into what has the focus: a name, a share, or a new touchpoint in an empty cell."""
        selection = self.hands.selection
        if selection.edge:
            self.hands.edit_share(selection.edge)
        elif selection.focus in self.hands.scene.folds:
            group = group_meant(self.hands)
            if group is not None:
                ask_group_name(self.hands, group)
            else:
                self.fold()
        elif selection.focus:
            self.hands.edit_name(selection.focus)
        else:
            self.new()

    def _rate(self, satisfaction: int) -> None:
        self._change(self.hands.verbs.rate, satisfaction)

    def _toggle(self, field: str) -> None:
        if self.points:
            self.hands.verbs.toggle(field, self.points)
            self.say_focus()

    def two_way_or_what_if(self) -> None:
        """Of a touchpoint the way of communication; of a step, what another share would bring."""
        if self.hands.selection.edge:
            self.hands.ask_what_if()
        else:
            self._toggle("two_way")

    def _toggle_trigger(self) -> None:
        self._change(self.hands.verbs.toggle_trigger)

    def _change(self, verb: Callable[..., None], *more: object) -> None:
        if self.points:
            verb(self.points, *more)
            self.say_focus()

    def delete(self) -> None:
        """Takes away what is chosen; the focus goes to what is nearest."""
        hands = self.hands
        here = hands.focus_area().center()
        hands.verbs.remove()
        rest = hands.scene.stops()
        if not hands.selection.focus and rest and hands.verbs.may_edit:
            hands.focus_on(min(rest, key=lambda p: _away(here, rest[p].centre)))

    def duplicate(self) -> None:
        """Copies of what is chosen, in the same cells."""
        self.hands.verbs.copy_to(self.points, {})

    # Modes

    def connect(self) -> None:
        """Chooses with the arrows what to lead to."""
        if self.hands.verbs.may_edit and self.hands.selection.focus in self.hands.scene.nodes:
            self.leave_mode()
            self.mode = ConnectMode(self)

    def edges(self) -> None:
        """Goes through the edges of the touchpoint."""
        if self.hands.selection.focus:
            self.leave_mode()
            mode = EdgeMode(self)
            if mode.edges:
                self.mode = mode
                mode.begin()
            else:
                self.hands.speaker.say(_("This touchpoint has no step."))


def _later(function: Callable[..., None], *arguments: object) -> Callable[[], None]:
    def run() -> None:
        function(*arguments)

    return run


def _away(spot: QPointF, other: tuple[float, float]) -> float:
    return (spot - QPointF(*other)).manhattanLength()
