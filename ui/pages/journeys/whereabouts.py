"""Whereabouts: where a person was on the map before each step of the history, so that Undo leads back there."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.pages.journeys.selection import Chosen

if TYPE_CHECKING:
    from ui.pages.journeys.page import JourneysPage


@dataclass(frozen=True, slots=True)
class Place:
    """The journey, the state, what is chosen there, and what part of the map is in view."""

    shown: str
    view: str
    chosen: Chosen
    zoom: float
    across: int
    down: int


class Whereabouts(QObject):
    """Remembers a place for every step of the undo history that was made while the page was shown."""

    def __init__(self, page: "JourneysPage") -> None:
        super().__init__(page)
        self._page = page
        self._document = page.session.document
        self._depth = self._document.depth
        self._places: dict[int, Place] = {}
        self._begun: Place | None = None
        self._before: Place | None = None
        page.session.editing.connect(self._on_editing)
        page.session.history_changed.connect(self._on_history)

    def begin(self) -> None:
        """A gesture begins: what it scrolls on its way is not where the person was."""
        self._begun = self._now()

    def end(self) -> None:
        """The gesture has ended."""
        self._begun = None

    def _now(self) -> Place:
        page, view = self._page, self._page.canvas.view
        across, down = view.horizontalScrollBar().value(), view.verticalScrollBar().value()
        return Place(page.shown, page.view, page.selection.chosen(), view.zoom, across, down)

    def _on_editing(self) -> None:
        self._before = None if self._page.isHidden() else self._begun or self._now()

    def _on_history(self) -> None:
        document = self._page.session.document
        if document is not self._document:
            self._document, self._depth = document, document.depth
            self._places.clear()
            return
        before, was, self._depth = self._before, self._depth, document.depth
        self._before = None
        if self._depth < was:
            place = self._places.get(self._depth)
            if place is not None and not self._page.isHidden():
                self._go_back(place)
        elif self._depth > was and before is not None:
            self._places = {depth: place for depth, place in self._places.items() if depth < was}
            self._places[was] = before

    def _go_back(self, place: Place) -> None:
        page, view = self._page, self._page.canvas.view
        page.show_journey(place.shown)
        page.show_view(place.view)
        page.selection.choose(place.chosen)
        page.keep_selection()
        if view.zoom != place.zoom:
            view.set_zoom(place.zoom)
        view.horizontalScrollBar().setValue(place.across)
        view.verticalScrollBar().setValue(place.down)
