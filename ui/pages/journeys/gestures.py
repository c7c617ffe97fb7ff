"""Gestures on the canvas: each is one object that moves items only; its end makes one edit, Esc drops it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsPathItem, QGraphicsRectItem

from exports.figures.journey_layout import Box
from ui.pages.journeys.canvas_view import CanvasView
from ui.pages.journeys.fold import FoldItem
from ui.pages.journeys.node import NodeItem
from ui.pages.journeys.selection import Selection
from ui.pages.journeys.verbs import Verbs
from ui.theme import theme

Cell = tuple[str, str]
NewInCell = Callable[[Cell, str], None]
"""Starts a new touchpoint in a cell, perhaps with a step from another one."""


class Gesture:
    """What the mouse is doing between press and release."""

    cursor = Qt.CursorShape.ArrowCursor

    def move(self, spot: QPointF, place: QPointF) -> None:
        """The mouse is at a point of the scene, and of the viewport."""

    def finish(self) -> None:
        """The button went up: the edit is made."""

    def drop(self) -> None:
        """Everything is as it was."""


class Pan(Gesture):
    """Moves the view."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, view: CanvasView, place: QPointF) -> None:
        self._view = view
        self._start = place
        self._bars = (view.horizontalScrollBar().value(), view.verticalScrollBar().value())

    def move(self, spot: QPointF, place: QPointF) -> None:
        away = place - self._start
        self._view.horizontalScrollBar().setValue(self._bars[0] - round(away.x()))
        self._view.verticalScrollBar().setValue(self._bars[1] - round(away.y()))

    def drop(self) -> None:
        self._view.horizontalScrollBar().setValue(self._bars[0])
        self._view.verticalScrollBar().setValue(self._bars[1])


class Marquee(Gesture):
    """Selects the touchpoints that a rectangle touches, beside those that were chosen where ``adding``."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, view: CanvasView, selection: Selection, spot: QPointF, *, adding: bool) -> None:
        self._scene = view.journey
        self._selection = selection
        self._start = spot
        self._before = selection.points
        self._kept = selection.points if adding else ()
        self._item = QGraphicsRectItem()
        pen = QPen(theme().color("accent.fill"), 1)
        pen.setCosmetic(True)
        self._item.setPen(pen)
        fill = theme().color("accent.fill")
        fill.setAlphaF(0.10)
        self._item.setBrush(fill)
        self._scene.lay_over(self._item)

    def move(self, spot: QPointF, place: QPointF) -> None:
        area = QRectF(self._start, spot).normalized()
        self._item.setRect(area)
        self._selection.take(*self._kept, *self._scene.nodes_in(area), focus=self._selection.focus)

    def finish(self) -> None:
        self._scene.lift(self._item)
        if self._selection.points:
            self._selection.take(*self._selection.points)

    def drop(self) -> None:
        self._scene.lift(self._item)
        self._selection.take(*self._before, focus=self._selection.focus)


class MoveNodes(Gesture):
    """Drags touchpoints between cells, or copies of them."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(
        self, view: CanvasView, verbs: Verbs, points: Sequence[str], held: str, spot: QPointF, *, copying: bool
    ) -> None:
        self._view, self._scene, self._verbs = view, view.journey, verbs
        nodes = {p: self._scene.nodes[p] for p in points if p in self._scene.nodes}
        chosen = set(points)
        groups = {k: f for k, f in self._scene.folds.items() if f.look.group and chosen.issuperset(f.look.inside)}
        self._items: dict[str, NodeItem | FoldItem] = {**nodes, **groups}
        if copying:
            self._items = {key: _double(item) for key, item in self._items.items()}
        self._held = held
        self._start = spot
        self._copying = copying
        self._before = {key: item.box() for key, item in self._items.items()}
        self._away = QPointF()
        if copying:
            self.cursor = Qt.CursorShape.DragCopyCursor
        for item in self._items.values():
            if copying:
                self._scene.lay_over(item)
            else:
                item.setZValue(4)

    def move(self, spot: QPointF, place: QPointF) -> None:
        self._away = spot - self._start
        for key, box in self._before.items():
            self._items[key].setPos(box.x + self._away.x(), box.y + self._away.y())
        self._scene.set_drop_cells(self._cells().values())
        if not self._copying:
            self._scene.drag_edges(self._items)
        self._view.ensureVisible(QRectF(spot - QPointF(8, 8), spot + QPointF(8, 8)), 16, 16)

    def _cells(self) -> dict[str, Cell]:
        """The cell under the middle of each touchpoint and group."""
        found = {}
        for point, box in self._before.items():
            x, y = box.moved(self._away.x(), self._away.y()).centre
            found[point] = self._scene.grid.cell_at(x, y)
        return found

    def finish(self) -> None:
        cells = self._cells()
        self._put_back()
        places: dict[str, Cell] = {}
        for key, cell in cells.items():
            places.update({key: cell} if key in self._scene.nodes else self._carried(key, cell))
        if self._copying:
            self._verbs.copy_to(list(places), places)
        elif len(places) == 1 and places == cells:
            self._place_one(*next(iter(places.items())))
        else:
            self._verbs.place(places)
        self._scene.show_edges()

    def _carried(self, fold: str, cell: Cell) -> dict[str, Cell]:
        """Where the touchpoints of a group go: all by as many stages and lanes, as far as there is room for all."""
        grid = self._scene.grid
        columns, lanes = [b.key for b in grid.columns], [b.key for b in grid.lanes]
        records = [r for r in map(self._verbs.point, self._scene.inside(fold)) if r is not None]
        at = [(_index(columns, r.stage), _index(lanes, r.channel)) for r in records]
        spot = grid.spots[fold]
        by = [columns.index(cell[0]) - columns.index(spot.stage), lanes.index(cell[1]) - lanes.index(spot.lane)]
        for way, bands in enumerate((columns, lanes)):
            places = [place[way] for place in at]
            by[way] = max(-min(places), min(by[way], len(bands) - 1 - max(places)))
        return {r.id: (columns[x + by[0]], lanes[y + by[1]]) for r, (x, y) in zip(records, at, strict=True)}

    def _place_one(self, point: str, cell: Cell) -> None:
        grid, box = self._scene.grid, self._before[point]
        y = box.moved(0, self._away.y()).centre[1]
        index = grid.place_in_cell(*cell, y, moving=(point,))
        spot = grid.spots[point]
        if (spot.stage, spot.lane) != cell or grid.in_cell(*cell).index(point) != index:
            self._verbs.move_to(point, *cell, index)

    def drop(self) -> None:
        self._put_back()
        self._scene.show_edges()

    def _put_back(self) -> None:
        if self._copying:
            for double in self._items.values():
                self._scene.lift(double)
            self._items = {}
        for key, box in self._before.items():
            item = self._scene.nodes.get(key) or self._scene.folds.get(key)
            if item is not None:
                item.setZValue(2)
                item.setPos(box.x, box.y)
        self._scene.set_drop_cells(())


def _double(item: NodeItem | FoldItem) -> NodeItem | FoldItem:
    """The same touchpoint or group once more, to be dragged while the first one stays."""
    double = NodeItem(item.look, item.box()) if isinstance(item, NodeItem) else FoldItem(item.look, item.box())
    double.set_state(selected=True, ports=False)
    return double


class Connect(Gesture):
    """Draws an edge from a port to a touchpoint, or to an empty cell where a new one is made."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, view: CanvasView, verbs: Verbs, source: str, new_in_cell: NewInCell) -> None:
        self._view, self._scene, self._verbs = view, view.journey, verbs
        self._source = source
        self._new_in_cell = new_in_cell
        self._target = ""
        self._cell: Cell | None = None
        self._line = QGraphicsPathItem()
        pen = QPen(theme().color("accent.fill"), 2, Qt.PenStyle.DashLine)
        self._line.setPen(pen)
        self._scene.lay_over(self._line)

    def move(self, spot: QPointF, place: QPointF) -> None:
        self._line.setPath(_curve(self._scene.nodes[self._source].box(), spot))
        over = self._scene.node_at(spot)
        target = over if over != self._source else ""
        if target != self._target:
            self._mark(self._target, on=False)
            self._mark(target, on=True)
            self._target = target
        self._cell = None if over else self._scene.grid.cell_at(spot.x(), spot.y())
        self._scene.set_drop_cells(() if self._cell is None else (self._cell,))
        self._view.ensureVisible(QRectF(spot - QPointF(8, 8), spot + QPointF(8, 8)), 16, 16)

    def _mark(self, point: str, *, on: bool) -> None:
        item = self._scene.nodes.get(point)
        if item is not None:
            item.set_state(target=on)

    def finish(self) -> None:
        self.drop()
        if self._target:
            self._verbs.join(self._source, self._target)
        elif self._cell is not None:
            self._new_in_cell(self._cell, self._source)

    def drop(self) -> None:
        self._scene.lift(self._line)
        self._mark(self._target, on=False)
        self._scene.set_drop_cells(())


def _index(bands: Sequence[str], key: str) -> int:
    """The place of a stage or lane; what is in none is in the last one."""
    return bands.index(key) if key in bands else len(bands) - 1


def _curve(box: Box, spot: QPointF) -> QPainterPath:
    """The line from a touchpoint to the mouse, out of the side that faces it."""
    x, y = box.centre
    if abs(spot.x() - x) < box.width / 2:
        start = QPointF(x, box.bottom if spot.y() > y else box.y)
        path = QPainterPath(start)
        path.lineTo(spot)
        return path
    start = QPointF(box.right if spot.x() > x else box.x, y)
    path = QPainterPath(start)
    middle = (start.x() + spot.x()) / 2
    path.cubicTo(middle, start.y(), middle, spot.y(), spot.x(), spot.y())
    return path
