"""Which stages and groups are shown as one: kept while the window is open, and never an edit."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from exports.figures.journey_fold import FOLD, GROUP, folded
from exports.figures.journey_map import JourneyMap
from planner.language import _

if TYPE_CHECKING:
    from ui.pages.journeys.page import JourneysPage

GROUP_KEY = GROUP.removeprefix(FOLD)
"""What tells the key of a group from that of a stage."""


class Folding(QObject):
    """Folds and opens for the page; groups are shown as one until someone opens them."""

    def __init__(self, page: "JourneysPage") -> None:
        super().__init__(page)
        self.page = page
        self._stages: set[tuple[str, str]] = set()
        self._opened: set[tuple[str, str]] = set()

    def applied(self, shown: JourneyMap) -> JourneyMap:
        """The map with what is folded shown as one."""
        stages = {stage for journey, stage in self._stages if journey == shown.journey}
        groups = {group for group in shown.groups if (shown.journey, group) not in self._opened}
        return folded(shown, stages, groups)

    def toggle(self, key: str) -> None:
        """Shows a stage, or a group by its key, as one touchpoint, or opens it again."""
        page, scene = self.page, self.page.canvas.scene
        fold = FOLD + key
        if fold in scene.folds:
            inside = scene.folds[fold].look.inside
            self.set_folded(key, on=False)
            page.hands.focus_on(inside[0])
        else:
            self.set_folded(key, on=True)
            if fold not in scene.folds:
                self.set_folded(key, on=False)
                page.speaker.say(_("Only a stage with two touchpoints or more can be folded."))
                return
            page.hands.focus_on(fold)
        page.hands.keys.say_focus()

    def set_folded(self, key: str, *, on: bool) -> None:
        """Folds or opens without moving the focus."""
        journey = self.page.journey
        if key.startswith(GROUP_KEY):
            _put(self._opened, (journey, key.removeprefix(GROUP_KEY)), on=not on)
        else:
            _put(self._stages, (journey, key), on=on)
        self.page.show_map()

    def is_open(self, group: str) -> bool:
        """Whether a group of the journey shown is open."""
        return (self.page.journey, group) in self._opened

    def open_for(self, points: Iterable[str]) -> None:
        """Opens what some touchpoints are hidden in, unless all that is in it is meant."""
        wanted = set(points)
        for key, item in list(self.page.canvas.scene.folds.items()):
            if wanted & {*item.look.inside} and not wanted >= {*item.look.inside}:
                self.set_folded(key.removeprefix(FOLD), on=False)


def _put(keys: set[tuple[str, str]], key: tuple[str, str], *, on: bool) -> None:
    if on:
        keys.add(key)
    else:
        keys.discard(key)
