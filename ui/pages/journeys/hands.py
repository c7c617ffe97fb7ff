"""The mouse on the canvas: turns presses into gestures, choices and typing."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from exports.figures.journey_fold import FOLD
from planner.language import _, parse_percent, short_percent
from ui.pages.journeys.canvas import Canvas
from ui.pages.journeys.editors import CanvasEditor
from ui.pages.journeys.gestures import Connect, Gesture, Marquee, MoveNodes, Pan
from ui.pages.journeys.keys import CanvasKeys
from ui.pages.journeys.menus import canvas_menu
from ui.pages.journeys.selection import Selection
from ui.pages.journeys.speaker import Speaker
from ui.pages.journeys.tidying import Tidying
from ui.pages.journeys.verbs import Verbs
from ui.pages.journeys.what_if import FloatingWhatIf, Handle

Cell = tuple[str, str]


class CanvasHands(QObject):
    """Answers the canvas. Signals: ``asked(str)`` with a verb for the page: current, optimal, difference, drop_off,
    outline, details, ``fold:`` with the key of a stage or group to fold or to open; ``begun()`` and ``ended()`` around
    a gesture."""

    asked = Signal(str)
    begun = Signal()
    ended = Signal()

    def __init__(self, canvas: Canvas, selection: Selection, verbs: Verbs, speaker: Speaker) -> None:
        super().__init__(canvas)
        self.canvas, self.view, self.scene = canvas, canvas.view, canvas.scene
        self.selection, self.verbs, self.speaker = selection, verbs, speaker
        self.gesture: Gesture | None = None
        self.editor: CanvasEditor | None = None
        self.keys = CanvasKeys(self)
        self.tidying = Tidying(verbs, self)
        self.tidying.said.connect(canvas.set_hint)
        self.tidying.ended.connect(verbs.session.announced)
        self.what_if = FloatingWhatIf(verbs, self.view)
        self.what_if.supposed.connect(self._on_supposed)
        self.what_if.closed.connect(self.close_what_if)
        self.handle = Handle(self.view)
        self.handle.clicked.connect(self.ask_what_if)
        self.view.moved.connect(self._place_handle)
        self._back_to: QWidget | None = None
        self._press: tuple[QPointF, str] | None = None
        self._may_pan = False
        self._panned = False
        self._hovered = ""
        self._hovered_edge = ""
        self.keyboard = False
        self.view.hands = self
        selection.changed.connect(self.show_selection)
        canvas.laid_out.connect(self.show_selection)

    # Mouse

    def pressed(self, event: QMouseEvent) -> None:
        """A button went down: a gesture may begin."""
        self.close_editor()
        self.close_what_if()
        self.keys.leave_mode()
        if self.gesture is not None:
            return
        self.keyboard = False
        spot = self.view.mapToScene(event.position().toPoint())
        left = event.button() == Qt.MouseButton.LeftButton
        if event.button() == Qt.MouseButton.MiddleButton or (left and self._may_pan):
            self._panned = True
            self._begin(Pan(self.view, event.position()))
        elif left:
            self._press_left(event, spot)

    def _press_left(self, event: QMouseEvent, spot: QPointF) -> None:
        adding = bool(event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier))
        port = self.scene.port_at(spot, self.view.zoom) if self.verbs.may_edit and not adding else ""
        point = self.scene.node_at(spot)
        self._press = (spot, point)
        if port:
            self._press = None
            self._begin(Connect(self.view, self.verbs, port, self.new_in))
        elif point and adding:
            self.selection.toggle(point)
            self._press = None
        elif point:
            if point not in self.selection.points:
                self.selection.take(point)
        elif fold := self.scene.fold_at(spot):
            self._press_fold(spot, fold, adding=adding)
        elif edge := self.scene.edge_at(spot):
            self.choose_edge(edge)
            self._press = None

    def _press_fold(self, spot: QPointF, fold: str, *, adding: bool) -> None:
        """Chooses all that is in a fold; a group can be dragged then."""
        inside = self.scene.inside(fold)
        if adding:
            self.selection.toggle(*inside, focus=fold)
        elif not {*inside} <= {*self.selection.points}:
            self.focus_on(fold)
        self._press = None if adding or not self.scene.folds[fold].look.group else (spot, fold)

    def moved(self, event: QMouseEvent) -> None:
        """The mouse moved: a gesture goes on or begins, else what is under it lights up."""
        spot = self.view.mapToScene(event.position().toPoint())
        if self.gesture is not None:
            self.gesture.move(spot, event.position())
        elif self._press is not None and event.buttons() & Qt.MouseButton.LeftButton:
            start, point = self._press
            away = (self.view.mapFromScene(start).toPointF() - event.position()).manhattanLength()
            if away >= QApplication.startDragDistance():
                self._begin_drag(event, start, point)
                if self.gesture is not None:
                    self.gesture.move(spot, event.position())
        else:
            self._hover(spot)

    def _begin_drag(self, event: QMouseEvent, start: QPointF, point: str) -> None:
        self._press = None
        if not point:
            adding = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._begin(Marquee(self.view, self.selection, start, adding=adding))
        elif self.verbs.may_edit:
            copying = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            self._begin(MoveNodes(self.view, self.verbs, self.selection.points, point, start, copying=copying))

    def released(self, event: QMouseEvent) -> None:
        """The button went up: the gesture ends, or it was a click."""
        gesture, press = self.gesture, self._press
        self.gesture = self._press = None
        if gesture is not None:
            self.view.viewport().unsetCursor()
            gesture.finish()
            self.ended.emit()
        elif press is not None and event.button() == Qt.MouseButton.LeftButton:
            spot, point = press
            if point and (point in self.scene.folds or len(self.selection.points) > 1):
                self.focus_on(point)
            elif not point:
                self.selection.focus_cell(self.scene.grid.cell_at(spot.x(), spot.y()))
        self._hover(self.view.mapToScene(event.position().toPoint()))

    def double_clicked(self, event: QMouseEvent) -> None:
        """A name, a label or an empty cell was clicked twice: it is typed into; a fold opens."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._press = None
        spot = self.view.mapToScene(event.position().toPoint())
        point = self.scene.node_at(spot)
        edge = "" if point else self.scene.edge_at(spot)
        if fold := "" if point else self.scene.fold_at(spot):
            self.asked.emit(f"fold:{fold.removeprefix(FOLD)}")
            return
        if not self.verbs.may_edit:
            return
        if point:
            self.edit_name(point)
        elif edge:
            self.edit_share(edge)
        else:
            self.new_in(self.scene.grid.cell_at(spot.x(), spot.y()))

    def _begin(self, gesture: Gesture) -> None:
        self.gesture = gesture
        self.begun.emit()
        self.view.viewport().setCursor(gesture.cursor)

    def drop_gesture(self) -> bool:
        """Drops what the mouse is doing; False where it is doing nothing."""
        gesture, self.gesture, self._press = self.gesture, None, None
        if gesture is None:
            return False
        self.view.viewport().unsetCursor()
        gesture.drop()
        self.ended.emit()
        return True

    def _hover(self, spot: QPointF) -> None:
        port = self.scene.port_at(spot, self.view.zoom)
        point = port or self.scene.node_at(spot)
        edge = "" if point else self.scene.edge_at(spot)
        if point != self._hovered:
            for key, on in ((self._hovered, False), (point, True)):
                if key in self.scene.nodes:
                    self.scene.nodes[key].set_state(hovered=on)
            self._hovered = point
            self.canvas.overlays.make_way()
        if edge != self._hovered_edge:
            for key, on in ((self._hovered_edge, False), (edge, True)):
                if key in self.scene.edges:
                    self.scene.edges[key].set_state(hovered=on)
            self._hovered_edge = edge
        shape = Qt.CursorShape.ArrowCursor
        if self._may_pan:
            shape = Qt.CursorShape.OpenHandCursor
        elif port and self.verbs.may_edit:
            shape = Qt.CursorShape.CrossCursor
        elif edge or (not point and self.scene.fold_at(spot)):
            shape = Qt.CursorShape.PointingHandCursor
        self.view.viewport().setCursor(shape)

    def left(self) -> None:
        """The mouse has left or the focus has gone: nothing is lit up."""
        self._may_pan = self._panned = False
        if self.gesture is None:
            self._hover(QPointF(-1e6, -1e6))
        self.show_selection()

    def menu_asked(self, event: QContextMenuEvent) -> None:
        """A context menu: of the touchpoint, the edge or the cell that is meant."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            where = self.view.mapFromScene(self.focus_area().center())
            place = self.view.viewport().mapToGlobal(where)
        else:
            spot = self.view.mapToScene(event.pos())
            point = self.scene.node_at(spot)
            edge = "" if point else self.scene.edge_at(spot)
            if point and point not in self.selection.points:
                self.selection.take(point)
            elif not point and (fold := self.scene.fold_at(spot)):
                if not {*self.scene.inside(fold)} <= {*self.selection.points}:
                    self.focus_on(fold)
            elif edge:
                self.choose_edge(edge)
            elif not point:
                self.selection.focus_cell(self.scene.grid.cell_at(spot.x(), spot.y()))
            place = event.globalPos()
        canvas_menu(self).popup(place)

    # Keys

    def key_pressed(self, event: QKeyEvent) -> bool:
        """A key went down."""
        if event.key() == Qt.Key.Key_Escape and self.drop_gesture():
            return True
        self.keyboard = True
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self._may_pan = True  # what else it means waits until it is clear that nothing is panned
            return True
        return self.keys.handle(event)

    def key_released(self, event: QKeyEvent) -> bool:
        """A key went up: Space no longer pans; where nothing was panned it gathers."""
        if event.key() != Qt.Key.Key_Space or event.isAutoRepeat():
            return False
        if self._may_pan and not self._panned:
            self.keys.gather()
        self._may_pan = self._panned = False
        return True

    def claims(self, event: QKeyEvent) -> bool:
        """Keys that mean something here before they are commands of the window."""
        return self.keys.claims(event)

    def focused(self, keyboard: bool) -> None:
        """The canvas got the keyboard: something on it has the focus."""
        self.keyboard = keyboard
        if keyboard and not self.selection.focus and self.selection.cell is None and self.scene.nodes:
            self.selection.focus_on(next(iter(self.scene.nodes)))
        self.show_selection()

    # What is chosen

    def focus_on(self, key: str) -> None:
        """Moves the focus to a touchpoint, or to a fold with all that is in it, and chooses it."""
        self.selection.take(*self.scene.inside(key), focus=key)

    def choose_edge(self, edge: str) -> None:
        """Chooses an edge."""
        item = self.scene.edges.get(edge)
        if item is not None:
            source = item.look.source
            self.selection.take_edge(edge, source if source in self.scene.nodes else "")

    def focus_area(self) -> QRectF:
        """Where the focus is on the scene."""
        focus = self.selection.focus
        item = self.scene.nodes.get(focus) or self.scene.folds.get(focus)
        if item is not None:
            return item.area()
        if self.selection.cell is not None:
            box = self.scene.grid.cell_box(*self.selection.cell)
            return QRectF(box.x, box.y, box.width, box.height)
        return QRectF(0, 0, 1, 1)

    def show_selection(self) -> None:
        """Shows on the items what is chosen and where the focus is."""
        focused = self.view.hasFocus() and self.keyboard
        chosen = set(self.selection.points)
        editable = self.verbs.may_edit
        for key, item in self.scene.nodes.items():
            item.set_state(selected=key in chosen, focused=focused and key == self.selection.focus, ports=editable)
        for key, fold in self.scene.folds.items():
            whole = chosen.issuperset(fold.look.inside)
            fold.set_state(selected=whole, focused=focused and key == self.selection.focus)
        for key, edge in self.scene.edges.items():
            edge.set_state(selected=key == self.selection.edge)
        for key, label in self.scene.labels.items():
            label.set_selected(key == self.selection.edge)
        self.canvas.overlays.minimap.update()
        self.canvas.overlays.make_way()
        self.scene.set_focus_cell(self.selection.cell if self.view.hasFocus() else None)
        if self.what_if.isVisible() and self.what_if.edge != self.selection.edge:
            self.close_what_if()
        self._place_handle()

    # What if

    def may_suppose(self) -> bool:
        """Whether another share of the chosen step can be tried."""
        return self.verbs.allowed and self.verbs.step(self.selection.edge) is not None

    def ask_what_if(self) -> None:
        """Tries another share of the chosen step; the plan stays as it is until it is kept."""
        edge = self.selection.edge
        if not self.may_suppose() or edge not in self.scene.edges:
            return
        self.close_editor()
        self._back_to = QApplication.focusWidget()
        self.view.reveal(self._label_area(edge))
        self.what_if.open(edge, self._label_area(edge))
        self._place_handle()

    def close_what_if(self) -> None:
        """Puts an open question away, and the label back to what the plan says."""
        if self.what_if.isHidden():
            return
        edge, focused = self.what_if.edge, self.what_if.isAncestorOf(QApplication.focusWidget() or self.view)
        self.what_if.hide()
        self.what_if.edge = ""
        self.scene.show_words(edge)
        if focused:
            (self._back_to or self.view).setFocus(Qt.FocusReason.OtherFocusReason)
        self._place_handle()

    def _on_supposed(self, edge: str, share: float) -> None:
        self.scene.show_words(edge, short_percent(share))

    def _label_area(self, edge: str) -> QRectF:
        label, way = self.scene.labels.get(edge), self.scene.ways[edge]
        if label is not None:
            return label.mapRectToScene(label.boundingRect())
        return QRectF(QPointF(*way.at(0.5)), QPointF(*way.at(0.5))).adjusted(-22, -9, 22, 9)

    def _place_handle(self) -> None:
        """The handle of the chosen step stands beside its label."""
        if not self.view.isVisible():
            return
        edge = self.selection.edge
        shown = edge in self.scene.ways and self.may_suppose() and self.what_if.isHidden() and self.editor is None
        if shown:
            self.handle.place(self._label_area(edge))
        self.handle.setVisible(shown)

    # Typing

    def close_editor(self) -> None:
        """Keeps what is being typed."""
        editor, self.editor = self.editor, None
        self._place_handle()
        if editor is not None:
            editor.finish(enter=False)

    def _on_closed(self) -> None:
        self.editor = None
        self._place_handle()

    def type_at(self, area: QRectF, text: str, name: str, keep: Callable[[str, bool], bool], hint: str = "") -> None:
        """Types a text over a part of the map; ``keep`` gets it, and whether Enter was pressed."""
        self._open(area, text, name, keep, hint=hint)

    def _open(
        self,
        area: QRectF,
        text: str,
        name: str,
        keep: Callable[[str, bool], bool],
        *,
        select: bool = True,
        hint: str = "",
    ) -> None:
        self.close_editor()
        self.close_what_if()
        self.view.reveal(area)
        self.editor = CanvasEditor(self.view, area, text, name, keep, hint)
        self.editor.closed.connect(self._on_closed)
        self.editor.start(select=select)
        self._place_handle()

    def edit_name(self, point: str) -> None:
        """Types another name for a touchpoint."""
        record = self.verbs.point(point)
        if record is None or not self.verbs.may_edit:
            return
        item = self.scene.nodes[point]
        area = QRectF(item.pos().x(), item.pos().y(), item.width, item.height)

        def keep(text: str, _enter: bool) -> bool:
            if text.strip() != record.name:
                self.verbs.rename(point, text.strip())
            return True

        self._open(area, record.name, _("Name of the touchpoint"), keep)

    def new_in(self, cell: Cell, source: str = "") -> None:
        """Types the name of a new touchpoint in a cell, perhaps with a step to it."""
        if not self.verbs.may_edit:
            return
        grid = self.scene.grid
        inside = grid.in_cell(*cell)
        box = grid.boxes[inside[-1]].moved(0, grid.sizes.node_height + grid.sizes.between) if inside else None
        box = box or grid.node_in(*cell)
        self.selection.focus_cell(cell)

        def keep(text: str, enter: bool) -> bool:
            if text.strip() or source:
                self.verbs.add(*cell, text.strip(), source)
            return True

        area = QRectF(box.x, box.y, box.width, box.height)
        self._open(area, "", _("Name of the new touchpoint"), keep, hint=_("Name"))

    def edit_share(self, edge: str, typed: str = "") -> None:
        """Types the share of a step as percent; empty takes it away."""
        step = self.verbs.step(edge)
        if step is None or not self.verbs.may_edit:
            return
        area = self._label_area(edge).adjusted(-14, 0, 14, 0)
        text = typed or (short_percent(step.share) if step.share is not None else "")

        def keep(words: str, _enter: bool) -> bool:
            try:
                share = parse_percent(words) if words.strip() else None
            except ValueError:
                self.speaker.say(_("Enter a percentage, for example {example}.").format(example="42\u00a0%"))
                return False
            return share == step.share or self.verbs.change_edge(edge, share=share)

        self._open(area, text, _("Share of visitors who take this step"), keep, select=not typed)
