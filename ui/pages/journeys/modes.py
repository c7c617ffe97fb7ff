"""Modes of the keyboard: connecting to a touchpoint, and going through the edges of one."""

from typing import TYPE_CHECKING

from exports.figures.journey_fold import FOLD
from exports.figures.journey_layout import nearest
from planner.journeys.gap_words import point_name
from planner.language import _
from ui.pages.journeys.key_names import WAYS
from ui.pages.journeys.speech import edge_sentence

if TYPE_CHECKING:
    from ui.pages.journeys.keys import CanvasKeys


class Mode:
    """What keys mean for a while."""

    def __init__(self, keys: "CanvasKeys") -> None:
        self.keys = keys
        self.hands = keys.hands

    def wants(self, name: str) -> bool:
        """Whether a key means something in this mode."""
        return False

    def handle(self, name: str, text: str) -> bool:
        """Does what a key asks for; False where it means nothing here."""
        return False

    def leave(self) -> None:
        """The mode has ended."""
        self.hands.canvas.set_hint("")

    def _name(self, point: str) -> str:
        return point_name(self.hands.verbs.point(point))


class ConnectMode(Mode):
    """The arrows choose a target, Enter connects, Shift+Enter brings back those who left, Esc cancels."""

    def __init__(self, keys: "CanvasKeys") -> None:
        super().__init__(keys)
        self.source = self.hands.selection.focus
        self.target = self.source
        boxes = self.hands.scene.boxes()
        for way in ((1, 0), (0, 1), (0, -1), (-1, 0)):
            if self.target == self.source:
                self.target = nearest(boxes, self.source, *way)
        self._show()

    def wants(self, name: str) -> bool:
        return name in WAYS or name in ("Enter", "Shift+Enter", "Esc")

    def handle(self, name: str, text: str) -> bool:
        if name in WAYS:
            self._mark(on=False)
            self.target = nearest(self.hands.scene.boxes(), self.target, *WAYS[name])
            self._show()
            return True
        if name in ("Enter", "Shift+Enter"):
            kind = "re_engagement" if name == "Shift+Enter" else "forward"
            self.keys.leave_mode()
            self.hands.verbs.join(self.source, self.target, kind)
            self.keys.say_focus()
            return True
        if name == "Esc":
            self.keys.leave_mode()
            self.hands.speaker.say(_("Not connected."))
            return True
        return False

    def _show(self) -> None:
        self._mark(on=True)
        item = self.hands.scene.nodes[self.target]
        self.hands.view.reveal(item.mapRectToScene(item.boundingRect()))
        words = _("{source} to {target}").format(source=self._name(self.source), target=self._name(self.target))
        self.hands.canvas.set_hint(
            _(
                "Connect {way}. Arrows choose, Enter connects, Shift+Enter brings back those who left, Esc cancels."
            ).format(way=words)
        )
        self.hands.speaker.say(words)

    def _mark(self, *, on: bool) -> None:
        item = self.hands.scene.nodes.get(self.target)
        if item is not None:
            item.set_state(target=on)

    def leave(self) -> None:
        self._mark(on=False)
        super().leave()


class EdgeMode(Mode):
    """Up and Down choose an edge of a touchpoint, a percent or Enter types its share, Del removes it."""

    def __init__(self, keys: "CanvasKeys") -> None:
        super().__init__(keys)
        self.point = self.hands.selection.focus
        self.edges = self._edges()
        self.at = 0

    def _edges(self) -> list[str]:
        looks = [item.look for item in self.hands.scene.edges.values()]
        looks = [look for look in looks if not look.id.startswith(FOLD)]
        out = [look.id for look in looks if look.source == self.point]
        return out + [look.id for look in looks if look.target == self.point and look.source != self.point]

    def begin(self) -> None:
        """Chooses the first edge."""
        words = _("Up and Down choose a step, a number types its share, W tries one, Del removes it, Esc leaves.")
        self.hands.canvas.set_hint(words)
        self._choose(0)

    def wants(self, name: str) -> bool:
        return name in ("Up", "Down", "Enter", "F2", "Delete", "Esc", "W") or name.isdigit()

    def handle(self, name: str, text: str) -> bool:
        if name in ("Up", "Down"):
            self._choose(self.at + (1 if name == "Down" else -1))
        elif name.isdigit():
            self.hands.edit_share(self.edges[self.at], name)
        elif name in ("Enter", "F2"):
            self.hands.edit_share(self.edges[self.at])
        elif name == "W":
            self.hands.ask_what_if()
        elif name == "Delete":
            self._remove()
        elif name == "Esc":
            self.keys.leave_mode()
            self.hands.focus_on(self.point)
            self.keys.say_focus()
        else:
            return False
        return True

    def _choose(self, at: int) -> None:
        self.at = at % len(self.edges)
        verbs = self.hands.verbs
        self.hands.selection.take_edge(self.edges[self.at], self.point)
        sentence = edge_sentence(verbs.session.plan, verbs.journey, verbs.state, self.edges[self.at])
        self.hands.speaker.say(sentence)

    def _remove(self) -> None:
        self.hands.verbs.remove_edge(self.edges[self.at])
        self.edges = self._edges()
        if self.edges:
            self._choose(min(self.at, len(self.edges) - 1))
        else:
            self.keys.leave_mode()
            self.hands.focus_on(self.point)
