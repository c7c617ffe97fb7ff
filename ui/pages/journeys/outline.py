"""The outline: the same journey as a tree of stages, touchpoints and edges, with every verb of the canvas."""

from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from exports.figures.journey_fold import GROUP
from planner.journeys.gap_words import point_name
from planner.journeys.graph import Graph, graph
from planner.journeys.groups import group_name, groups_among
from planner.journeys.records import Group
from planner.language import _, ngettext, parse_percent, short_percent
from ui.guard import guarded
from ui.pages.journeys.grouping import may_group, suggested_name
from ui.pages.journeys.hands import CanvasHands
from ui.pages.journeys.key_names import key_name
from ui.pages.journeys.menus import canvas_menu
from ui.pages.journeys.speech import channel_words, edge_sentence, point_sentence, stage_words
from ui.plain import plain_tip
from ui.theme import theme
from ui.widgets import Hairline, IconButton, Words

STAGE, GROUP_ROW, POINT, EDGE = "stage", "group", "point", "edge"
KIND = Qt.ItemDataRole.UserRole
ID = Qt.ItemDataRole.UserRole + 1

Key = tuple[str, str]

_SHARED = {
    *map(str, range(1, 6)),
    *("W", "M", "T", "G", "F", "H", "O", "D", "U", "Delete", "Ctrl+D", "Ctrl+A", "Ctrl+L", "Plus", "Minus", "0"),
    *("Alt+Left", "Alt+Right", "Alt+Up", "Alt+Down", "Alt+Shift+Up", "Alt+Shift+Down", "Ctrl+Right", "Ctrl+Left"),
    *("Ctrl+0", "Ctrl+Plus", "Ctrl+Minus", "Ctrl+Shift+G"),
}
"""Keys that mean here what they mean on the canvas."""


@guarded
class OutlineTree(QTreeWidget):
    """The tree itself; it stays in step with what is chosen on the canvas, both ways."""

    def __init__(self, hands: CanvasHands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hands = hands
        self._filling = False
        self._items: dict[tuple[str, str], QTreeWidgetItem] = {}
        self._groups: Mapping[str, Group] = {}
        self.setColumnCount(2)
        self.setHeaderLabels([_("Touchpoint"), _("Channel or share")])
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(_("Outline of the journey"))
        self.setUniformRowHeights(True)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.itemChanged.connect(self._on_changed)
        self.itemSelectionChanged.connect(self._on_chosen)
        self.itemDoubleClicked.connect(self._on_double)
        hands.selection.changed.connect(self.follow)

    # Showing

    def show_journey(self) -> None:
        """Brings the tree up to the state that is shown; items stay alive, so what is open or typed into stays so."""
        verbs = self.hands.verbs
        seen = graph(verbs.session.plan, verbs.journey, verbs.state)
        self._filling = True
        stages = [(s.id, stage_words(seen, s.id)) for s in seen.stages]
        if seen.by_stage.get(""):
            stages.append(("", _("No stage")))
        root = self.invisibleRootItem()
        wanted = [(STAGE, stage) for stage, _name in stages]
        self._groups = groups_among(seen.journey, seen.points)
        in_group = {point: group.id for group in self._groups.values() for point in group.touchpoints}
        for stage, name in stages:
            points = [point.id for point in seen.by_stage[stage]]
            rows: list[Key] = [(GROUP_ROW, f"{in_group[p]}@{stage}") if p in in_group else (POINT, p) for p in points]
            rows = list(dict.fromkeys(rows))
            top = self._row(root, wanted, STAGE, stage, (name, ""), "")
            was_empty = not top.childCount()
            for kind, key in rows:
                if kind == POINT:
                    self._show_point(top, rows, seen, key)
                else:
                    self._show_group(top, rows, seen, key, [p for p in points if in_group.get(p) == _group_id(key)])
            self._cut(top, rows)
            if was_empty:
                top.setExpanded(True)  # the view forgets that of a row when its last child has gone
        self._cut(root, wanted)
        self._filling = False
        self.follow()

    def _show_group(self, top: QTreeWidgetItem, rows: list[Key], seen: Graph, key: str, points: list[str]) -> None:
        """A group as a level: in every stage that it reaches, with what it has there."""
        name = group_name(self._groups[_group_id(key)])
        count = ngettext("{count} touchpoint", "{count} touchpoints", len(points)).format(count=len(points))
        fresh = (GROUP_ROW, key) not in self._items
        item = self._row(top, rows, GROUP_ROW, key, (name, count), _("{group}, a group.").format(group=name))
        inner = [(POINT, point) for point in points]
        for point in points:
            self._show_point(item, inner, seen, point)
        self._cut(item, inner)
        if fresh:
            item.setExpanded(True)

    def _show_point(self, top: QTreeWidgetItem, points: list[Key], seen: Graph, point: str) -> None:
        verbs, plan = self.hands.verbs, self.hands.verbs.session.plan
        record = seen.points[point]
        words = (record.name or _("No name yet"), channel_words(plan, record.channel))
        sentence = point_sentence(plan, verbs.journey, verbs.state, point)
        item = self._row(top, points, POINT, point, words, sentence)
        edges = [(EDGE, step.id) for step in seen.out[point]]
        for step in seen.out[point]:
            name = _("to {name}").format(name=point_name(seen.points[step.target]))
            share = short_percent(step.share) if step.share is not None else _("no share")
            sentence = edge_sentence(plan, verbs.journey, verbs.state, step.id)
            self._row(item, edges, EDGE, step.id, (name, share), sentence)
        self._cut(item, edges)

    def _row(
        self, above: QTreeWidgetItem, rows: list[Key], kind: str, key: str, words: tuple[str, str], sentence: str
    ) -> QTreeWidgetItem:
        """The item of a row at its place under another one, with its words."""
        item = self._items.get((kind, key))
        at = rows.index((kind, key))
        if item is None:
            item = self._items[kind, key] = self._new_item(kind, key)
        if above.indexOfChild(item) != at:
            was_open = item.isExpanded()
            holder = item.parent() or (self.invisibleRootItem() if item.treeWidget() is self else None)
            if holder is not None:
                holder.removeChild(item)
            above.insertChild(at, item)
            item.setExpanded(was_open)
        for column, text in enumerate(words):
            if item.text(column) != text:
                item.setText(column, text)
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if kind != STAGE and self.hands.verbs.may_edit:
            flags |= Qt.ItemFlag.ItemIsEditable
        if item.flags() != flags:
            item.setFlags(flags)
        if sentence != item.data(0, Qt.ItemDataRole.AccessibleTextRole):
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, sentence)
            item.setToolTip(0, plain_tip(sentence))
        return item

    def _new_item(self, kind: str, key: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem()
        item.setData(0, KIND, kind)
        item.setData(0, ID, key)
        if kind == STAGE:
            item.setFont(0, theme().font("strong"))
        item.setForeground(1, theme().color("text.secondary"))
        return item

    def _cut(self, above: QTreeWidgetItem, rows: list[Key]) -> None:
        """Takes away what is under an item and no longer wanted there."""
        for at in reversed(range(above.childCount())):
            child = above.child(at)
            if child is not None and _key_of(child) not in rows:
                above.removeChild(child)
                self._forget(child)

    def _forget(self, item: QTreeWidgetItem) -> None:
        """Drops an item and those under it, which go when it goes."""
        self._items.pop(_key_of(item), None)
        for at in range(item.childCount()):
            child = item.child(at)
            if child is not None:
                self._forget(child)

    def follow(self) -> None:
        """Chooses here what is chosen on the canvas."""
        if self._filling or not self.isVisible():
            return
        selection = self.hands.selection
        wanted = [(POINT, p) for p in selection.points] or ([(EDGE, selection.edge)] if selection.edge else [])
        items = [self._items[key] for key in wanted if key in self._items]
        rows = [_key_of(item) for item in self.selectedItems()]
        if {id(i) for i in items} == {id(i) for i in self.selectedItems()}:
            return
        if not selection.edge and rows and {*self._meant(rows)} == {*selection.points}:
            return  # a group is chosen by its row
        self._filling = True
        current = self._items.get((POINT, selection.focus)) if not selection.edge else (items[0] if items else None)
        if current is not None:
            self.setCurrentItem(current)
            self.scrollToItem(current)
        for item in self.selectedItems():
            item.setSelected(False)
        for item in items:
            item.setSelected(True)
        self._filling = False

    def _meant(self, rows: Iterable[Key]) -> list[str]:
        """The touchpoints that rows stand for: a group's row for all that is in it."""
        points: list[str] = []
        for kind, key in rows:
            if kind == POINT:
                points.append(key)
            elif kind == GROUP_ROW and _group_id(key) in self._groups:
                points += self._groups[_group_id(key)].touchpoints
        return list(dict.fromkeys(points))

    # What the hands do

    def _on_chosen(self) -> None:
        if self._filling:
            return
        selection = self.hands.selection
        chosen = [_key_of(item) for item in self.selectedItems()]
        points = self._meant(chosen)
        folds = [GROUP + _group_id(key) for kind, key in chosen if kind == GROUP_ROW]
        edges = [key for kind, key in chosen if kind == EDGE]
        self._filling = True
        if points:
            closed = [fold for fold in folds if fold in self.hands.scene.folds]
            selection.take(*points, focus=closed[-1] if closed else None)
        elif edges:
            self.hands.choose_edge(edges[0])
        else:
            selection.focus_cell(None)
        self._filling = False
        self.hands.view.reveal(self.hands.focus_area())

    def _on_changed(self, item: QTreeWidgetItem, column: int) -> None:
        if self._filling:
            return
        kind, key, verbs = item.data(0, KIND), str(item.data(0, ID)), self.hands.verbs
        if kind == POINT and column == 0:
            verbs.rename(key, item.text(0).strip())
        elif kind == GROUP_ROW and column == 0:
            verbs.rename_group(_group_id(key), item.text(0).strip())
        elif kind == EDGE and column == 1:
            self._type_share(key, item.text(1))
        self.show_journey()  # a text that was not taken is as it was

    def _type_share(self, edge: str, words: str) -> None:
        try:
            share = parse_percent(words) if words.strip() else None
        except ValueError:
            self.hands.speaker.say(_("Enter a percentage, for example {example}.").format(example="42\u00a0%"))
            return
        self.hands.verbs.change_edge(edge, share=share)

    def _on_double(self, item: QTreeWidgetItem, _column: int) -> None:
        self._edit(item)

    def _edit(self, item: QTreeWidgetItem) -> None:
        if not item.flags() & Qt.ItemFlag.ItemIsEditable:
            return
        kind = item.data(0, KIND)
        key = str(item.data(0, ID))
        record = self.hands.verbs.point(key) if kind == POINT else self._groups.get(_group_id(key))
        if kind != EDGE:
            self._filling = True
            item.setText(0, record.name if record else "")
            self._filling = False
        self.editItem(item, 1 if kind == EDGE else 0)

    def place(self) -> tuple[str, str]:
        """The cell that a new touchpoint goes to: beside the current one, else on the first channel of the stage."""
        item = self.currentItem()
        grid = self.hands.scene.grid
        lane = grid.lanes[0].key
        while item is not None and item.data(0, KIND) != STAGE:
            spot = grid.spots.get(str(item.data(0, ID)))
            lane = spot.lane if spot is not None else lane
            item = item.parent()
        stage = str(item.data(0, ID)) if item is not None else grid.columns[0].key
        return stage, lane

    def add(self) -> None:
        """A new touchpoint, its name being typed."""
        point = self.hands.verbs.add(*self.place(), "")
        item = self._items.get((POINT, point))
        if item is not None:
            above = item.parent()
            if above is not None:
                above.setExpanded(True)
            self.setCurrentItem(item)
            self._edit(item)

    def group(self) -> None:
        """What is chosen becomes a group, its name being typed."""
        points = self.hands.selection.points
        if not may_group(self.hands):
            return
        group = self.hands.verbs.group(points, suggested_name(self.hands.verbs, points))
        row = next(
            (item for key, item in self._items.items() if key[0] == GROUP_ROW and _group_id(key[1]) == group), None
        )
        if row is not None:
            self.setCurrentItem(row)
            self._edit(row)

    def connect_to(self) -> QMenu | None:
        """Offers the touchpoints that the current one can lead to."""
        verbs, source = self.hands.verbs, self.hands.selection.focus
        if not verbs.may_edit or not source:
            return None
        seen = graph(verbs.session.plan, verbs.journey, verbs.state)
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for stage in seen.stages:
            for point in seen.by_stage[stage.id]:
                action = QAction(f"{point_name(point)}, {stage_words(seen, stage.id)}".replace("&", "&&"), menu)
                action.setData((source, point.id))
                menu.addAction(action)
        menu.triggered.connect(self._on_target)
        item = self.currentItem()
        spot = self.visualItemRect(item).bottomLeft() if item is not None else QPoint(0, 0)
        menu.popup(self.viewport().mapToGlobal(spot))
        return menu

    def _on_target(self, action: QAction) -> None:
        source, target = action.data()
        self.hands.verbs.join(source, target)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        name = key_name(event)
        item = self.currentItem()
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)  # the field lets Enter through
        elif name in ("Enter", "F2") and item is not None:
            self._edit(item)
        elif name == "N":
            self.add()
        elif name == "Ctrl+G":
            self.group()
        elif name == "C":
            self.connect_to()
        elif name in _SHARED and self.hands.keys.handle(event):
            event.accept()
        else:
            super().keyPressEvent(event)

    def event(self, event: Any) -> bool:
        if event.type() == event.Type.ShortcutOverride:
            name = key_name(event)
            if name in _SHARED or (name == "Ctrl+G" and may_group(self.hands)):
                event.accept()
                return True
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        canvas_menu(self.hands).popup(event.globalPos())


def _group_id(key: str) -> str:
    """The group that a row is of: it has one in every stage."""
    return key.partition("@")[0]


def _key_of(item: QTreeWidgetItem) -> Key:
    return str(item.data(0, KIND)), str(item.data(0, ID))


class Outline(QWidget):
    """The outline with its head."""

    def __init__(self, hands: CanvasHands, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(round(220 * theme().scale))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 6, 8, 6)
        head.addWidget(Words(_("Outline"), "heading", "text.primary", self))
        head.addStretch(1)
        self.close_button = IconButton("x", _("Close the outline"), "Ctrl+L", self, size=28)
        head.addWidget(self.close_button)
        column.addLayout(head)
        column.addWidget(Hairline(self))
        self.tree = OutlineTree(hands, self)
        column.addWidget(self.tree, 1)
        hint = Words(
            _("Enter types, N adds, C connects, Alt and arrows move, Del deletes."),
            "caption",
            "text.tertiary",
            self,
            wrap=True,
        )
        hint.setContentsMargins(16, 6, 12, 8)
        column.addWidget(hint)
