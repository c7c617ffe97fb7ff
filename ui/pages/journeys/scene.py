"""The scene of a journey: keeps its items by id and brings them up to a map; the grid behind them is painted."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene, QGraphicsSceneHelpEvent, QToolTip

from exports.figures.journey_fold import FOLD
from exports.figures.journey_labels import Choices, Label, labels
from exports.figures.journey_layout import Box, Grid, Sizes, place
from exports.figures.journey_map import JourneyMap
from exports.figures.journey_routes import Link, Route, Router, routes
from ui.guard import guarded
from ui.pages.journeys.edge import EdgeItem, LabelItem, label_sizes
from ui.pages.journeys.edge_layer import EdgeLayer
from ui.pages.journeys.fold import FoldItem
from ui.pages.journeys.group_frames import draw_group_frames
from ui.pages.journeys.heat import heat_colour
from ui.pages.journeys.lane_words import draw_lane_words, lane_words
from ui.pages.journeys.node import NAMES_ONLY, NodeItem, badge_box
from ui.pages.journeys.overview import Overview
from ui.plain import plain_tip
from ui.theme import theme

Cell = tuple[str, str]

CROWDED = 80
"""So many labels are not all placed anew for one."""
PULSE = 12
"""How far an outline is drawn out when something is shown."""


@guarded
class JourneyScene(QGraphicsScene):
    """Touchpoints, edges and labels as items, each kept alive as long as its id is on the map."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.map: JourneyMap | None = None
        self.grid: Grid = place((), (), ())
        self.overview = Overview(self)
        self.over: list[QGraphicsItem] = []
        """What a gesture draws over everything."""
        self.revision = 0
        """Another number whenever something looks different or is elsewhere."""
        self._router: tuple[frozenset[str], Router, list[Link]] | None = None
        self.ways: dict[str, Route] = {}
        self._placed_for: object = None
        self._routed: tuple[Mapping[str, Box], list[Link]] | None = None
        self._labelled: dict[str, Choices] = {}
        self._badges: list[Box] = []
        self._spots: dict[str, Label] = {}
        self.lane_words: dict[str, Box] = {}
        """Where lanes without touchpoints say so."""
        self.nodes: dict[str, NodeItem] = {}
        self.folds: dict[str, FoldItem] = {}
        self.edges: dict[str, EdgeItem] = {}
        self.labels: dict[str, LabelItem] = {}
        self.layer = EdgeLayer(self.edges)
        self.sentence_of: Callable[[str], str] = str
        """What to say of a touchpoint."""
        self.detail_of: Callable[[str], str] = _nothing_of
        """What passes through a touchpoint, in words."""
        self.press: Callable[[str], None] = _no_press
        """Chooses a touchpoint."""
        self.drop_off = False
        self.focus_cell: Cell | None = None
        self.drop_cells: frozenset[Cell] = frozenset()
        self._pulsed: list[Box] = []
        self._pulse = QVariantAnimation(self)
        self._pulse.setStartValue(0.0)
        self._pulse.setEndValue(1.0)
        self._pulse.valueChanged.connect(self._on_pulse)
        self._pulse.finished.connect(self._on_pulse_end)
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.BspTreeIndex)

    def show_map(self, shown: JourneyMap, width: float, height: float, bar: float = 0) -> None:
        """Brings the items up to a map laid out in at least that room; ``bar`` is what a scroll bar takes of it."""
        ground, self.map = self._ground(), shown
        asked = ([s.id for s in shown.stages], [lane.id for lane in shown.lanes], shown.spots(), width, height, bar)
        if (asked, theme().scale) != self._placed_for:
            grid = self._placed(shown, width, height)
            high, wide = grid.height > height, grid.width > width
            if high != wide:
                grid = self._placed(shown, width - bar * high, height - bar * wide)
            self.grid, self._placed_for = grid, (asked, theme().scale)
            self.setSceneRect(0, 0, grid.width, grid.height)
        self._show_nodes(shown)
        self.show_edges()
        if self._ground() != ground:
            self.update()

    def show_nothing(self) -> None:
        """Forgets every item, as before a map was shown."""
        for items in (self.nodes, self.folds, self.edges, self.labels):
            for item in items.values():
                self.removeItem(item)
            items.clear()
        self.map = self._placed_for = self._routed = None
        self.update()

    def _ground(self) -> object:
        """What the painting behind the items is made of."""
        looks = [(s.id, s.in_scope, s.loss) for s in self.map.stages] if self.map is not None else None
        groups = (self.map.groups, self.map.folds.keys()) if self.map is not None else None
        return self.grid.columns, self.grid.lanes, looks, self.lane_words, groups

    def _placed(self, shown: JourneyMap, width: float, height: float) -> Grid:
        low = height < 480 * theme().scale
        sizes = (Sizes(empty=28) if low else Sizes()).scaled(theme().scale)
        lanes = [lane.id for lane in shown.lanes if lane.id]
        return place([stage.id for stage in shown.stages], lanes, shown.spots(), width, height, sizes)

    def _show_nodes(self, shown: JourneyMap) -> None:
        for gone in [key for key in self.nodes if key not in shown.nodes]:
            self.removeItem(self.nodes.pop(gone))
        for gone in [key for key in self.folds if key not in shown.folds]:
            self.removeItem(self.folds.pop(gone))
        for key, fold in shown.folds.items():
            if key in self.folds:
                self.folds[key].show_look(fold, self.grid.boxes[key])
            else:
                self.folds[key] = FoldItem(fold, self.grid.boxes[key])
                self.addItem(self.folds[key])
        for key, look in shown.nodes.items():
            box = self.grid.boxes[key]
            if key in self.nodes:
                self.nodes[key].show_look(look, box)
            else:
                self.nodes[key] = NodeItem(look, box)
                self.addItem(self.nodes[key])

    def show_edges(self) -> None:
        """Brings edges and labels to where the touchpoints are; ways are looked for only where something has moved."""
        assert self.map is not None
        looks, links = self.map.edges, self.map.links()
        sizes = {key: label_sizes(look) for key, look in looks.items() if look.words}
        badges = [box for key, look in self.map.nodes.items() if (box := badge_box(look, self.grid.boxes[key]))]
        where = (self.grid.boxes, links)
        if where != self._routed:
            self.ways = routes(self.grid, links)
        if where != self._routed or badges != self._badges:
            self._spots = labels(self.grid, self.ways, sizes, kept=badges)
        elif sizes != self._labelled:
            self._spots = self._labels_again(sizes, badges)
        self._routed, self._labelled, self._badges, self._router = where, sizes, badges, None
        used = {lane for fold in self.folds.values() for lane in fold.look.lanes}
        self.lane_words = lane_words(self.grid, self.ways, self._spots, used) if self.nodes else {}
        self._show_ways(self.ways, self._spots)
        for gone in [key for key in self.edges if key not in self.ways]:
            self.removeItem(self.edges.pop(gone))
        for gone in [key for key in self.labels if key not in self._spots]:
            self.removeItem(self.labels.pop(gone))
            if gone in self.edges:
                self.edges[gone].label = None
        self.changed_looks()

    def _labels_again(self, sizes: Mapping[str, Choices], badges: list[Box]) -> dict[str, Label]:
        """Spots for labels of which some need another room: on a crowded map the others stay where they are."""
        other = {key: choices for key, choices in sizes.items() if self._labelled.get(key) != choices}
        if len(sizes) < CROWDED or len(other) > CROWDED // 4:
            return labels(self.grid, self.ways, sizes, kept=badges)
        kept = {key: spot for key, spot in self._spots.items() if key in sizes and key not in other}
        taken = [*badges, *(label.box for label in kept.values() if label.free)]
        return {**kept, **labels(self.grid, self.ways, other, kept=taken)}

    def changed_looks(self) -> None:
        """Something looks different: what is kept of the looks is drawn again."""
        self.revision += 1
        self.overview.forget()

    def show_words(self, edge: str, words: str | None = None) -> None:
        """Shows other words on an edge for a while, or those of the map again."""
        label, look = self.labels.get(edge), self.map.edges.get(edge) if self.map is not None else None
        if label is not None and look is not None:
            label.set_look(look if words is None else replace(look, words=words, share=None))

    def drag_edges(self, points: Iterable[str]) -> None:
        """Takes the edges of touchpoints along that are on their way; all others stay."""
        assert self.map is not None
        moving, looks = frozenset(points), self.map.edges
        if self._router is None or self._router[0] != moving:
            rest = {key: box for key, box in self.grid.boxes.items() if key not in moving}
            links = self.map.links()
            own = [link for link in links if link.source in moving or link.target in moving]
            self._router = moving, Router(self.grid, rest, links), own
        only = self._router[2]
        router = self._router[1].with_moved(
            {key: item.box() for key in moving if (item := self.nodes.get(key) or self.folds.get(key))}
        )
        ways = {link.id: router.route(link) for link in only}
        sizes = {link.id: label_sizes(looks[link.id])[:1] for link in only if looks[link.id].words}
        self._show_ways(ways, labels(self.grid, ways, sizes, {}))
        self._routed = None
        self.overview.forget()

    def _show_ways(self, ways: Mapping[str, Route], spots: Mapping[str, Label]) -> None:
        assert self.map is not None
        looks = self.map.edges
        self.layer.expect(len(looks))
        for key, way in ways.items():
            if key in self.edges:
                self.edges[key].show_look(looks[key], way)
            else:
                self.edges[key] = self.layer.taken(EdgeItem(looks[key], way))
                self.addItem(self.edges[key])
        for key, spot in spots.items():
            if key in self.labels:
                self.labels[key].show_look(looks[key], spot)
            else:
                self.labels[key] = LabelItem(looks[key], spot)
                self.addItem(self.labels[key])
            self.edges[key].label = self.labels[key]

    def refresh_theme(self) -> None:
        """Draws everything again in today's colours and sizes."""
        for node in self.nodes.values():
            node.forget_words()
        self._routed = self._placed_for = None
        self.changed_looks()
        self.update()

    # What is where

    def node_at(self, spot: QPointF) -> str:
        """The touchpoint under a point, or nothing."""
        for item in self.items(spot):
            if isinstance(item, NodeItem) and item.area().contains(spot):
                return item.look.id
        return ""

    def label_at(self, spot: QPointF) -> str:
        """The edge whose label is under a point, or nothing."""
        return self._edge_of(LabelItem, spot)

    def _edge_of(self, kind: type[LabelItem] | type[EdgeItem], spot: QPointF) -> str:
        """The edge with a label or line under a point; one that stands for several is nobody's."""
        found = (item.look.id for item in self.items(spot) if isinstance(item, kind))
        return next((edge for edge in found if not edge.startswith(FOLD)), "")

    def fold_at(self, spot: QPointF) -> str:
        """The fold under a point, or nothing."""
        return next((item.look.id for item in self.items(spot) if isinstance(item, FoldItem)), "")

    def inside(self, key: str) -> tuple[str, ...]:
        """The touchpoints that a fold or a touchpoint stands for."""
        return self.folds[key].look.inside if key in self.folds else (key,) if key in self.nodes else ()

    def stops(self) -> dict[str, Box]:
        """Where the touchpoints and the folds are now."""
        return self.boxes() | {key: item.box() for key, item in self.folds.items()}

    def reached(self, points: Iterable[str]) -> set[str]:
        """Touchpoints that are shown, and those hidden ones of which some hold all that is in a fold."""
        chosen = set(points)
        whole = (item.look.inside for item in self.folds.values() if chosen.issuperset(item.look.inside))
        return {*self.nodes, *(point for inside in whole for point in inside)}

    def edge_at(self, spot: QPointF) -> str:
        """The edge under a point, by its label or its line, or nothing."""
        known = self.label_at(spot)
        if known:
            return known
        return self._edge_of(EdgeItem, spot)

    def port_at(self, spot: QPointF, zoom: float = 1.0) -> str:
        """The touchpoint one of whose shown ports is under a point, or nothing."""
        reach = 14 / max(zoom, 0.5)
        around = QRectF(spot.x() - reach, spot.y() - reach, 2 * reach, 2 * reach)
        for item in self.items(around, Qt.ItemSelectionMode.IntersectsItemBoundingRect):
            if isinstance(item, NodeItem) and item.shows_ports() and item.port_at(spot - item.pos(), reach):
                return item.look.id
        return ""

    def boxes(self) -> dict[str, Box]:
        """Where the touchpoints are now."""
        return {key: item.box() for key, item in self.nodes.items()}

    def nodes_in(self, area: QRectF) -> list[str]:
        """The touchpoints that a rectangle touches."""
        found = [key for key, item in self.nodes.items() if area.intersects(item.area())]
        folds = (item for item in self.folds.values() if area.intersects(item.area()))
        return [*found, *(point for item in folds for point in item.look.inside)]

    def lay_over(self, item: QGraphicsItem) -> None:
        """Shows what a gesture draws, over everything."""
        item.setZValue(5)
        self.addItem(item)
        self.over.append(item)

    def lift(self, item: QGraphicsItem) -> None:
        """Takes it away again."""
        self.over.remove(item)
        self.removeItem(item)

    def helpEvent(self, event: QGraphicsSceneHelpEvent) -> None:
        point, fold = self.node_at(event.scenePos()), self.fold_at(event.scenePos())
        words = self.sentence_of(point) if point else self.folds[fold].sentence() if fold else ""
        QToolTip.showText(event.screenPos(), plain_tip(words))

    # What the hands do

    def set_focus_cell(self, cell: Cell | None) -> None:
        """The empty cell that has the keyboard."""
        if cell != self.focus_cell:
            before, self.focus_cell = self.focus_cell, cell
            self._update_cells(before, cell)

    def set_drop_cells(self, cells: Iterable[Cell]) -> None:
        """The cells that what is dragged would drop into."""
        cells = frozenset(cells)
        if cells != self.drop_cells:
            before, self.drop_cells = self.drop_cells, cells
            self._update_cells(*(before ^ cells))

    def _update_cells(self, *cells: Cell | None) -> None:
        for cell in cells:
            if cell is not None and self.has_cell(cell):
                self.update(_rect(self.grid.cell_box(*cell)))

    def pulse(self, points: Iterable[str]) -> None:
        """Draws the outlines of some touchpoints out once, so that the eye finds them."""
        length = theme().motion("canvasCentre") * 3
        self._pulsed = [self.nodes[p].box() for p in points if p in self.nodes] if length else []
        if self._pulsed:
            self._pulse.stop()
            self._pulse.setDuration(length)
            self._pulse.start()

    def _on_pulse_end(self) -> None:
        self._on_pulse(1.0)
        self._pulsed = []

    def _on_pulse(self, _value: float) -> None:
        for box in self._pulsed:
            self.invalidate(_rect(box.grown(PULSE + 4)), QGraphicsScene.SceneLayer.ForegroundLayer)

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        if self._pulse.state() != QVariantAnimation.State.Running:
            return
        share = float(self._pulse.currentValue())
        colour = QColor(theme().color("line.focus"))
        colour.setAlphaF(1.0 - share)
        painter.setPen(QPen(colour, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for box in self._pulsed:
            painter.drawRoundedRect(_rect(box.grown(4 + PULSE * share)), 8, 8)

    # The grid

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        rect = QRectF(rect)
        painter.fillRect(rect, theme().color("bg.canvas"))
        if self.map is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self._draw_columns(painter)
        pen = QPen(theme().color("line.hair"), 0)
        painter.setPen(pen)
        right, bottom = min(rect.right(), self.grid.width), min(rect.bottom(), self.grid.height)
        for lane in self.grid.lanes:
            painter.drawLine(QPointF(rect.left(), lane.end - 0.5), QPointF(right, lane.end - 0.5))
        for column in self.grid.columns:
            painter.drawLine(QPointF(column.end - 0.5, rect.top()), QPointF(column.end - 0.5, bottom))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        draw_group_frames(painter, self)
        if painter.worldTransform().m11() >= NAMES_ONLY:
            draw_lane_words(painter, self.lane_words.values())
        self._draw_cells(painter)

    def _draw_columns(self, painter: QPainter) -> None:
        """Heat where customers leave, and a quiet ground outside the journey's scope."""
        assert self.map is not None
        looks = {stage.id: stage for stage in self.map.stages}
        for column in self.grid.columns:
            look = looks.get(column.key)
            area = QRectF(column.start, 0, column.size, self.grid.height)
            if look is not None and not look.in_scope:
                painter.fillRect(area, theme().color("bg.sunken"))
            if look is not None and self.drop_off:
                colour: QColor | None = heat_colour(look.loss)
                if colour is not None:
                    painter.fillRect(area, colour)

    def _draw_cells(self, painter: QPainter) -> None:
        for stage, lane in self.drop_cells:
            cell = self.grid.cell_box(stage, lane)
            area = QRectF(cell.x, cell.y, cell.width, cell.height).adjusted(2, 2, -3, -3)
            painter.setPen(QPen(theme().color("accent.line"), 1.5, Qt.PenStyle.DashLine))
            painter.setBrush(theme().color("bg.selected"))
            painter.drawRoundedRect(area, 6, 6)
        if self.focus_cell is not None and self.has_cell(self.focus_cell):
            box = self.grid.cell_box(*self.focus_cell)
            painter.setPen(QPen(theme().color("line.focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(box.x, box.y, box.width, box.height).adjusted(3, 3, -4, -4), 6, 6)

    def has_cell(self, cell: Cell) -> bool:
        """Whether there is such a cell."""
        return any(b.key == cell[0] for b in self.grid.columns) and any(b.key == cell[1] for b in self.grid.lanes)


def _nothing_of(_point: str) -> str:
    return ""


def _no_press(_point: str) -> None:
    pass


def _rect(box: Box) -> QRectF:
    return QRectF(box.x, box.y, box.width, box.height)
