"""What lies over the canvas: mini-map and legend in its emptiest corners, a hint, and what it says while empty."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from exports.figures.journey_layout import Box, emptiest_corner
from planner.language import _
from ui.guard import guarded
from ui.pages.journeys.canvas_view import CanvasView
from ui.pages.journeys.fold import FoldItem
from ui.pages.journeys.heat import heat_level
from ui.pages.journeys.minimap import MiniMap
from ui.pages.journeys.node import NodeItem
from ui.theme import theme
from ui.widgets import Words
from ui.widgets.paint import box, draw_words

MARGIN = 12


@guarded
class Legend(QWidget):
    """The steps of the heat and how far they reach."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view.viewport())
        self.view = view
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(_("Legend of the drop-off"))

    def _words(self) -> tuple[str, str]:
        shown = self.view.journey.map
        losses = [stage.loss or 0.0 for stage in shown.stages] if shown else []
        most = round(max(losses, default=0.0) * 100)
        return _("Leave at this stage"), _("0 to {most} pts").format(most=most)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme().font("small"))
        first, last = self._words()
        wide = metrics.horizontalAdvance(first) + metrics.horizontalAdvance(last)
        return QSize(round(wide + 148 * theme().scale), round(28 * theme().scale))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, scale = QRectF(self.rect()), theme().scale
        box(painter, area, "bg.surface", "line.hair", 6)
        metrics = QFontMetrics(theme().font("small"))
        first, last = self._words()
        left = 14 * scale
        wide = metrics.horizontalAdvance(first) + 4
        draw_words(painter, QRectF(left, 0, wide, area.height()), first, "small", "text.secondary")
        left += wide + 8 * scale
        for level in range(1, 6):
            cell = QRectF(left, area.center().y() - 5 * scale, 15 * scale, 10 * scale)
            painter.setPen(theme().color("line.hair"))
            painter.setBrush(theme().color(f"ramp.dropOff.{level}"))
            painter.drawRoundedRect(cell, 2, 2)
            left += 18 * scale
        rest = QRectF(left + 6 * scale, 0, area.width() - left - 6 * scale, area.height())
        draw_words(painter, rest, last, "small", "text.secondary")


@guarded
class Hint(QWidget):
    """One sentence at the foot of the canvas while a mode of the keyboard is on."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view.viewport())
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.words = Words("", "small", "text.onTooltip", self, wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.hide()

    def say(self, sentence: str) -> None:
        """Shows a sentence, or nothing."""
        self.words.set_text(sentence)
        self.setVisible(bool(sentence))
        self.place()

    def place(self) -> None:
        """To the foot of the view, in the middle."""
        parent = self.parentWidget()
        if parent is None or self.isHidden():
            return
        metrics = QFontMetrics(theme().font("small"))
        wide = min(metrics.horizontalAdvance(self.words.text()) + 36, parent.width() - 2 * MARGIN)
        self.words.setFixedWidth(wide - 28)
        high = self.words.heightForWidth(wide - 28) + 14
        self.words.setGeometry(14, 7, wide - 28, high - 14)
        self.setGeometry((parent.width() - wide) // 2, parent.height() - high - MARGIN, wide, high)
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box(painter, QRectF(self.rect()), "bg.tooltip", "", 8)


class Overlays(QObject):
    """Places what lies over the canvas whenever the map is laid out.

    It lies inside the viewport: beside it, it would keep the view from scrolling what is painted already. The scroll
    takes it along, so it is put back.
    """

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self.view = view
        self.minimap = MiniMap(view)
        self.legend = Legend(view)
        self.hint = Hint(view)
        self.empty: QWidget | None = None
        self._docked: dict[QWidget, QRect] = {}
        self.minimap_wanted = True
        self.minimap.hide()
        self.legend.hide()
        view.resized.connect(self.place)
        view.moved.connect(self._put_back)
        view.zoomed.connect(self._on_zoom)
        view.rested.connect(self.place)

    def set_empty(self, card: QWidget | None) -> None:
        """Lays a card over the middle of the canvas, or takes it away."""
        if card is not self.empty:
            if self.empty is not None:
                self.empty.hide()
            self.empty = card
            if card is not None:
                card.setParent(self.view)
                card.show()
        self.place()

    def _put_back(self) -> None:
        for widget, area in self._docked.items():
            widget.setGeometry(area)
        self.hint.place()

    def _on_zoom(self, _zoom: float) -> None:
        if not self.view.zooming:
            self.place()

    def place(self) -> None:
        """Puts everything where it is least in the way."""
        view = self.view
        room = Box(0, 0, view.viewport().width(), view.viewport().height())
        shown = self.minimap_wanted and bool(view.journey.nodes) and not view.all_in_view()
        known = view.journey.map
        heat = known is not None and view.journey.drop_off and any(heat_level(s.loss) > 1 for s in known.stages)
        boxes = self._seen(room) if shown or heat else []
        self.minimap.setVisible(shown)
        if shown:
            boxes.append(self._dock(self.minimap, boxes, room, self._in_hand()))
            self.minimap.update()
        self.legend.setVisible(heat)
        if heat:
            self._dock(self.legend, boxes, room)
        if self.empty is not None:
            card = self.empty
            size = card.sizeHint().boundedTo(QSize(round(room.width) - 24, round(room.height) - 24))
            card.setGeometry(
                (round(room.width) - size.width()) // 2, (round(room.height) - size.height()) // 2, *size.toTuple()
            )
            card.raise_()
        self.hint.place()

    def make_way(self) -> None:
        """Moves the mini-map off what is chosen or pointed at, if it lies under it."""
        area = self._docked.get(self.minimap)
        if area is None or self.minimap.isHidden():
            return
        under = Box(area.x(), area.y(), area.width(), area.height())
        if any(under.overlap(box) for box in self._in_hand()):
            self.place()

    def _in_hand(self) -> list[Box]:
        """The touchpoints that are chosen, pointed at or have the focus, in the view's own pixels."""
        journey = self.view.journey
        items: list[NodeItem | FoldItem] = [*journey.nodes.values(), *journey.folds.values()]
        held = (i.look.id for i in items if i.state.selected or i.state.hovered or i.state.focused)
        return self._on_view(journey.grid.boxes[key] for key in held if key in journey.grid.boxes)

    def _seen(self, room: Box) -> list[Box]:
        """The touchpoints in the view, in its own pixels."""
        return [spot for spot in self._on_view(self.view.journey.grid.boxes.values()) if spot.overlap(room)]

    def _on_view(self, boxes: Iterable[Box]) -> list[Box]:
        way, zoom = self.view.viewportTransform(), self.view.zoom
        dx, dy = way.dx(), way.dy()
        return [Box(b.x * zoom + dx, b.y * zoom + dy, b.width * zoom, b.height * zoom) for b in boxes]

    def _dock(self, widget: QWidget, boxes: list[Box], room: Box, kept: Iterable[Box] = ()) -> Box:
        size = widget.sizeHint()
        spot = emptiest_corner(boxes, room, size.width(), size.height(), MARGIN, kept)
        self._docked[widget] = QRect(round(spot.x), round(spot.y), size.width(), size.height())
        widget.setGeometry(self._docked[widget])
        widget.raise_()
        return spot.grown(40)
