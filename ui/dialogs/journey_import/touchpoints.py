"""What will be imported: touchpoints under their stages, each with its channel; name and place can be changed."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from planner.catalogue import channel_kind
from planner.intake.journeys.arrival import GraphImport
from planner.intake.journeys.places import KIND, NEW, Place, channel_words
from planner.intake.mermaid.reading import ParsedJourney
from planner.language import _, list_text, number, short_number
from planner.plan import Plan, find
from ui.dialogs.journey_import.labelled import FlowRow, Labelled
from ui.theme import theme
from ui.widgets import Check, Choice

KEY = int(Qt.ItemDataRole.UserRole)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class TouchpointTree(QTreeWidget):
    """The touchpoints by stage. Signals: ``renamed(str, str)`` with key and name, by the user only."""

    renamed = Signal(str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("What will be imported"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setMinimumHeight(round(110 * theme().scale))
        self.setUniformRowHeights(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.itemChanged.connect(self._on_changed)
        self.itemDoubleClicked.connect(self._on_double_click)
        shortcut = QShortcut(QKeySequence("F2"), self, context=Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self.rename_current)

    def show_tasks(self, parsed: ParsedJourney | None) -> None:
        """The tasks of a Mermaid journey under their sections."""
        self._start([_("Touchpoint"), _("Score"), _("People")])
        if parsed is None:
            return
        tops = [self._stage(section) for section in parsed.sections]
        for task in parsed.tasks:
            score = short_number(task.score) if task.score is not None else "–"
            item = QTreeWidgetItem([task.name, score, list_text([p for p in task.people if p])])
            if 0 <= task.section_at < len(tops):
                tops[task.section_at].addChild(item)
            else:
                self.addTopLevelItem(item)
        self.expandAll()

    def show_import(self, imported: GraphImport, plan: Plan) -> None:
        """The touchpoints of a graph under the stages that they go to."""
        chosen = set(self.chosen())
        counted = any(point.customers is not None for point in imported.draft.points)
        self._start([_("Touchpoint"), _("Channel"), _("Customers") if counted else _("Goal")])
        blocker = QSignalBlocker(self)
        tops: dict[str, QTreeWidgetItem] = {}
        used = {place.stage for place in imported.places.values()}
        for stage in imported.stages:
            if stage in used and stage not in tops:
                tops[stage] = self._stage(stage)
        for point in sorted(imported.draft.points, key=lambda point: point.place):
            place = imported.places[point.key]
            words = number(point.customers) if point.customers is not None else ""
            if place.goal:
                words = _("{customers}, goal").format(customers=words) if words else _("goal")
            item = QTreeWidgetItem([place.name, channel_name(plan, place.channel), words])
            item.setData(0, KEY, point.key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            item.setTextAlignment(2, _RIGHT)
            stage = place.stage
            if stage not in tops:
                tops[stage] = self._stage(stage or _("No stage"))
            tops[stage].addChild(item)
            item.setSelected(point.key in chosen)
        self.expandAll()
        blocker.unblock()

    def _start(self, heads: list[str]) -> None:
        blocker = QSignalBlocker(self)
        self.clear()
        self.setColumnCount(len(heads))
        self.setHeaderLabels(heads)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, len(heads)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        blocker.unblock()

    def _stage(self, name: str) -> QTreeWidgetItem:
        top = QTreeWidgetItem([name])
        top.setFont(0, theme().font("strong"))
        self.addTopLevelItem(top)
        return top

    def chosen(self) -> list[str]:
        """The keys of the touchpoints that are selected; a stage stands for all in it."""
        keys: list[str] = []
        for item in self.selectedItems():
            inside = [child for at in range(item.childCount()) if (child := item.child(at)) is not None]
            keys += [str(one.data(0, KEY)) for one in inside or [item] if one.data(0, KEY)]
        return list(dict.fromkeys(keys))

    def _on_changed(self, item: QTreeWidgetItem, column: int) -> None:
        key = item.data(0, KEY)
        if key and column == 0:
            self.renamed.emit(str(key), item.text(0).strip())

    def rename_current(self) -> None:
        """Lets the person type another name for the current touchpoint."""
        item = self.currentItem()
        if item is not None and item.data(0, KEY):
            self.editItem(item, 0)

    def _on_double_click(self, _item: QTreeWidgetItem, _column: int) -> None:
        self.rename_current()


class PlaceFields(FlowRow):
    """Channel, stage and goal of the chosen touchpoints. Signal: ``placed(str, object)`` with what and its value."""

    placed = Signal(str, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.channel = Choice(_("Channel of the chosen touchpoints"), (), self, placeholder=_("No channel"))
        self.stage = Choice(_("Stage of the chosen touchpoints"), (), self, placeholder=_("No stage"))
        self.goal = Check(_("Goal"), self)
        self.channel.chosen.connect(self._on_channel)
        self.stage.chosen.connect(self._on_stage)
        self.goal.clicked.connect(self._on_goal)
        self.add(Labelled(_("Channel"), self.channel, self, 240))
        self.add(Labelled(_("Stage"), self.stage, self, 240))
        self.add(Labelled("", self.goal, self))

    def offer(self, plan: Plan, imported: GraphImport) -> None:
        """The channels and stages that there are to choose from."""
        own = dict.fromkeys(p.channel for p in imported.places.values() if p.channel.startswith(NEW))
        keys = ["", *channel_words(plan), *own]
        self.channel.set_options([(key, channel_name(plan, key) or _("No channel")) for key in keys])
        stages = dict.fromkeys(imported.stages)
        self.stage.set_options([("", _("No stage")), *((stage, stage) for stage in stages)])

    def show_places(self, places: Sequence[Place]) -> None:
        """What the chosen touchpoints have in common."""
        for widget in (self.channel, self.stage, self.goal):
            widget.setEnabled(bool(places))
        self.channel.set_current(_common(place.channel for place in places))
        self.stage.set_current(_common(place.stage for place in places))
        self.goal.setChecked(bool(places) and all(place.goal for place in places))

    def _on_channel(self, key: str) -> None:
        self.placed.emit("channel", key)

    def _on_stage(self, key: str) -> None:
        self.placed.emit("stage", key)

    def _on_goal(self, on: bool) -> None:
        self.placed.emit("goal", on)


def _common(values: Iterable[str]) -> str:
    found = set(values)
    return found.pop() if len(found) == 1 else ""


def channel_name(plan: Plan, key: str) -> str:
    """What to call a channel that a place names; one that the plan lacks says that it is new."""
    if key.startswith(NEW):
        return _("{channel} (new)").format(channel=key.removeprefix(NEW))
    if key.startswith(KIND):
        kind = channel_kind(key.removeprefix(KIND))
        return _("{channel} (new)").format(channel=kind.name if kind else key)
    channel = find(plan, "channels", key) if key else None
    return (channel.name or _("Channel without a name")) if channel is not None else ""
