"""The canvas with its heads: stages above, channels at the left, both staying in view."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QStyle, QWidget

from exports.figures.journey_map import JourneyMap
from planner.language import _
from ui.guard import guarded
from ui.pages.journeys.canvas_view import CanvasView
from ui.pages.journeys.headers import LaneHeader, StageHeader
from ui.pages.journeys.overlays import Overlays
from ui.pages.journeys.scene import JourneyScene
from ui.theme import theme


@guarded
class _Corner(QWidget):
    """The empty place where the two heads meet."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().color("bg.page"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), theme().color("line.hair"))
        for y in (0, self.height() - 1):
            painter.fillRect(0, y, self.width(), 1, theme().color("line.hair"))


@guarded
class Canvas(QWidget):
    """The map of a journey. Signal: ``laid_out()`` after the map has found its places."""

    laid_out = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scene = JourneyScene(self)
        self.view = CanvasView(self.scene, self)
        self.view.setAccessibleName(_("Journey map"))
        self.stages = StageHeader(self.view, self)
        self.lanes = LaneHeader(self.view, self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(_Corner(self), 0, 0)
        grid.addWidget(self.stages, 0, 1)
        grid.addWidget(self.lanes, 1, 0)
        grid.addWidget(self.view, 1, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(1, 1)
        self.shown: JourneyMap | None = None
        self.overlays = Overlays(self.view)
        theme().changed.connect(self._on_theme)

    def show_map(self, shown: JourneyMap) -> None:
        """Shows a map, laid out for the room there is."""
        lanes = self.shown.lanes if self.shown is not None else ()
        self.shown = self.scene.map = shown
        if shown.lanes != lanes:
            self.lanes.updateGeometry()
            self._settle()
        self._lay_out()

    def set_hint(self, sentence: str) -> None:
        """A sentence over the foot of the canvas, or none."""
        self.overlays.hint.say(sentence)

    def set_minimap(self, on: bool) -> None:
        """Whether the mini-map is wanted; it hides by itself while everything is in view."""
        self.overlays.minimap_wanted = on
        self.overlays.place()

    def set_drop_off(self, on: bool) -> None:
        """Shows the heat of drop-off, or not."""
        self.scene.drop_off = on
        self.scene.update()
        self.stages.update()
        self.overlays.place()

    def _lay_out(self) -> None:
        if self.shown is None:
            return
        room = self.view.maximumViewportSize()
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self.view)
        self.scene.show_map(self.shown, room.width(), room.height(), bar)
        self.stages.update()
        self.lanes.update()
        self.overlays.place()
        self.laid_out.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()
        self._lay_out()

    def _settle(self) -> None:
        """Gives view and heads the room that they have now."""
        layout = self.layout()
        if layout is not None:
            layout.activate()

    def _on_theme(self) -> None:
        self.scene.refresh_theme()
        self._lay_out()
        self.update()
