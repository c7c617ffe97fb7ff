"""The choice of a journey: every segment with its journeys, and what can be done with the one that is shown."""

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtGui import QAction, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from planner.catalogue import stage_models
from planner.journeys.records import Journey
from planner.language import _
from planner.plan import Plan, find
from planner.segments.words import lifecycle_role
from ui.guard import guarded
from ui.session import Session
from ui.theme import theme
from ui.widgets import Choice

JOURNEY, SEGMENT = "journey:", "segment:"


def options_of(plan: Plan) -> list[tuple[str, str]]:
    """The journeys by segment, and the segments that have none yet."""
    options = []
    for segment in plan.segments:
        name = segment.name or _("Segment without a name")
        own = [j for j in plan.journeys if j.segment == segment.id]
        for journey in own:
            words = name
            if len(own) > 1:
                words = _("{segment}: {journey}").format(segment=name, journey=journey.name or _("Journey"))
            options.append((JOURNEY + journey.id, words))
        if not own:
            options.append((SEGMENT + segment.id, name))
    options += [
        (JOURNEY + j.id, j.name or _("Journey")) for j in plan.journeys if not find(plan, "segments", j.segment)
    ]
    return options


def segment_of(plan: Plan, key: str) -> str:
    """The segment that an option stands for."""
    if key.startswith(SEGMENT):
        return key.removeprefix(SEGMENT)
    journey: Journey | None = find(plan, "journeys", key.removeprefix(JOURNEY))
    return journey.segment if journey else ""


@guarded
class JourneyChoice(Choice):
    """Signals: ``chosen(str)`` as of Choice, ``asked(str, str)`` with a verb and perhaps its object."""

    asked = Signal(str, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(_("Segment and journey"), (), parent, placeholder=_("Choose a segment"))
        self.session = session
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_plan(self, plan: Plan, current: str) -> None:
        """Brings the options up to the plan."""
        options = options_of(plan)
        self.dots = {}
        for key, _words in options:
            segment = find(plan, "segments", segment_of(plan, key))
            self.dots[key] = lifecycle_role(segment.lifecycle) if segment else "line.control"
        self.set_options(options)
        self.set_current(current)
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), round(150 * theme().scale)), super().minimumSizeHint().height())

    def menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        menu.setMinimumWidth(self.width())
        for key, words in self.options:
            action = QAction(_escaped(words), menu)
            action.setData(key)
            action.setIcon(_dot(self.dots[key], hollow=key.startswith(SEGMENT)))
            if key.startswith(SEGMENT):
                action.setText(_escaped(_("{segment} (no journey yet)").format(segment=words)))
            if key == self.current:
                font = action.font()
                font.setBold(True)
                action.setFont(font)
            menu.addAction(action)
        menu.triggered.connect(self._on_triggered)
        if not self.session.read_only:
            self._add_verbs(menu)
        return menu

    def _add_verbs(self, menu: QMenu) -> None:
        menu.addSeparator()
        segment = segment_of(self.session.plan, self.current)
        if segment:
            self._verb(menu, _("New journey for this segment"), "new", segment, "plus")
        journey: Journey | None = find(self.session.plan, "journeys", self.current.removeprefix(JOURNEY))
        if journey is None:
            return
        copy = menu.addMenu(theme().icon("copy"), _("Copy to a segment"))
        for other in self.session.plan.segments:
            self._verb(copy, other.name or _("Segment without a name"), "copy", other.id)
        self._verb(menu, _("Rename journey"), "rename", journey.id, "pencil")
        models = menu.addMenu(theme().icon("columns-3"), _("Stage model"))
        for model in stage_models():
            self._verb(models, model.name, "model", model.key).setCheckable(True)
            models.actions()[-1].setChecked(model.key == journey.stage_model)
        own = self._verb(models, _("Own stages"), "model", "own")
        own.setCheckable(True)
        own.setChecked(journey.stage_model == "own")
        peers = [j.id for j in self.session.plan.journeys if j.segment == journey.segment]
        at = peers.index(journey.id)
        self._verb(menu, _("Move up"), "up", journey.id, "arrow-up").setEnabled(at > 0)
        self._verb(menu, _("Move down"), "down", journey.id, "arrow-down").setEnabled(at < len(peers) - 1)
        menu.addSeparator()
        self._verb(menu, _("Delete journey"), "delete", journey.id, "trash-2")

    def _verb(self, menu: QMenu, words: str, verb: str, target: str, icon: str = "") -> QAction:
        action = QAction(_escaped(words), menu)
        action.setData((verb, target))
        if icon:
            action.setIcon(theme().icon(icon))
        menu.addAction(action)
        return action

    def _on_triggered(self, action: QAction) -> None:
        data = action.data()
        if isinstance(data, str):
            if data != self.current:
                self.set_current(data)
                self.chosen.emit(data)
        elif data:
            self.asked.emit(str(data[0]), str(data[1]))

    def open_menu(self) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))


def _escaped(words: str) -> str:
    return words.replace("&", "&&")


def _dot(role: str, *, hollow: bool) -> QIcon:
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QPen

    pixmap = QPixmap(32, 32)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme().color(role), 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush if hollow else theme().color(role))
    painter.drawEllipse(4, 4, 8, 8)
    painter.end()
    return QIcon(pixmap)
