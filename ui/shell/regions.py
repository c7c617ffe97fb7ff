"""Regions: F6 goes from one part of the window to the next, each where it was left."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from ui.shell.tab_order import tab_stops, takes_tab


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the window; ``without`` is a part of it that is a region of its own, ``first`` where it begins."""

    key: str
    widget: QWidget
    without: QWidget | None = None
    first: QWidget | None = None

    def holds(self, widget: QWidget) -> bool:
        """Whether a widget lies in the region."""
        inside = self.widget is widget or self.widget.isAncestorOf(widget)
        apart = self.without
        return inside and not (apart is not None and (apart is widget or apart.isAncestorOf(widget)))


class Regions(QObject):
    """Steps through the regions that a window has now."""

    def __init__(self, window: QWidget, regions: Callable[[], Sequence[Region]]) -> None:
        super().__init__(window)
        self._window, self._regions = window, regions
        self._left_at: dict[str, QWidget] = {}
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and new.window() is self._window:
            region = next((r for r in self._regions() if r.holds(new)), None)
            if region is not None:
                self._left_at[region.key] = new

    def step(self, by: int) -> None:
        """Goes to the next region that can take the focus, or the one before."""
        regions = [region for region in self._regions() if region.widget.isVisible()]
        focus = self._window.focusWidget()
        here = next((i for i, r in enumerate(regions) if focus is not None and r.holds(focus)), None)
        at = here if here is not None else (-1 if by > 0 else len(regions))
        for _try in regions:
            at = (at + by) % len(regions)
            target = self._target(regions[at])
            if target is not None:
                target.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    def _target(self, region: Region) -> QWidget | None:
        try:
            before = self._left_at.get(region.key)
            if before is not None and region.holds(before) and takes_tab(before):
                return before
        except RuntimeError:  # the widget has gone since
            del self._left_at[region.key]
        if region.first is not None and takes_tab(region.first):
            return region.first
        return next((stop for stop in tab_stops(region.widget) if region.holds(stop)), None)
