"""What the journeys page says while there is nothing to show, and what to do about it."""

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from planner.catalogue import stage_models
from planner.language import _
from ui.guard import guarded
from ui.theme import theme
from ui.widgets import Button, EmptyState


@guarded
class EmptyJourney(EmptyState):
    """A card with a sentence and its doors. Signals: ``asked(str)`` with a verb, ``model_chosen(str)``."""

    asked = Signal(str)
    model_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.kind = ""
        self._buttons: list[Button] = []
        for words in (self.title, self.sentence):
            words.setFixedWidth(round(330 * theme().scale))

    def sizeHint(self) -> QSize:
        return QSize(round(420 * theme().scale), max(super().sizeHint().height(), round(250 * theme().scale)))

    def show_kind(self, kind: str, segment: str, *, read_only: bool) -> None:
        """Shows one of: no_segment, no_journey, no_touchpoint, no_optimal, no_difference."""
        key = f"{kind}|{segment}|{read_only}"
        if key == self.kind:
            return
        self.kind = key
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons.clear()
        title, sentence = _words(kind, segment)
        self.say(title, sentence)
        if read_only:
            return
        if kind == "no_segment":
            self._door(_("Go to Segments"), "users-round", self._ask_segments)
        elif kind in ("no_journey", "no_touchpoint"):
            self._door(_("Add touchpoint"), "plus", self._ask_add)
            self.template = self._door(_("Use a template"), "layout-template", self._open_models)
        elif kind == "no_optimal":
            self._door(_("Start from the current journey"), "copy", self._ask_optimal)
            self._door(_("Add touchpoint"), "plus", self._ask_add)
        else:
            self._door(_("Start the optimal journey"), "arrow-right", self._ask_optimal)

    def _door(self, words: str, icon: str, slot: object) -> Button:
        button = self.add_button(words, icon, primary=not self._buttons)
        button.clicked.connect(slot)
        self._buttons.append(button)
        return button

    def _ask_segments(self) -> None:
        self.asked.emit("segments")

    def _ask_add(self) -> None:
        self.asked.emit("add")

    def _ask_optimal(self) -> None:
        self.asked.emit("optimal")

    def _open_models(self) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for model in stage_models():
            action = QAction(model.name.replace("&", "&&"), menu)
            action.setData(model.key)
            action.setToolTip(", ".join(stage.name for stage in model.stages))
            menu.addAction(action)
        menu.setToolTipsVisible(True)
        menu.triggered.connect(self._on_model)
        menu.popup(self.template.mapToGlobal(QPoint(0, self.template.height() + 2)))

    def _on_model(self, action: QAction) -> None:
        self.model_chosen.emit(str(action.data()))


def _words(kind: str, segment: str) -> tuple[str, str]:
    if kind == "no_segment":
        return _("Whose journey is it?"), _("A journey belongs to a segment. Add a segment first.")
    if kind == "no_optimal":
        return (
            _("Draw where the journey should go"),
            _("The optimal journey starts as a copy of the current one. Change the copy, today’s stays as it is."),
        )
    if kind == "no_difference":
        return (
            _("Nothing to compare yet"),
            _("Start the optimal journey. What you change there shows up here, and can become actions."),
        )
    sentence = _("Start with what reaches {segment} today. Improve it later in Optimal.")
    if not segment:
        return _("Map what happens today"), _("Start with the touchpoints there are. Improve them later in Optimal.")
    return _("Map what happens today"), sentence.format(segment=segment)
