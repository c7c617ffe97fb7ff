"""The canvas for screen readers: every touchpoint is a list item of the map, with its sentence."""

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QAccessible, QAccessibleActionInterface, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QGraphicsView
from shiboken6 import Shiboken

from ui.guard import guarded
from ui.pages.journeys.canvas_view import CanvasView
from ui.pages.journeys.fold import FoldItem
from ui.pages.journeys.node import NodeItem


@guarded
class NodeActions(QAccessibleActionInterface):
    """What a screen reader can do with a touchpoint: choose it, which gives it the keyboard too."""

    def __init__(self, item: NodeItem | FoldItem) -> None:
        super().__init__()
        self._item = item

    def actionNames(self) -> list[str]:
        return [self.pressAction(), self.setFocusAction()]

    def doAction(self, name: str) -> None:
        if name in self.actionNames():
            self._item.press()

    def keyBindingsForAction(self, name: str) -> list[str]:
        return []


@guarded
class NodeAccess(QAccessibleInterface):
    """A touchpoint as a screen reader meets it."""

    def __init__(self, item: NodeItem | FoldItem) -> None:
        super().__init__()
        self._item = item
        self._actions = NodeActions(item)

    def interface_cast(self, kind: QAccessible.InterfaceType) -> object:  # type: ignore[override]
        # Qt gets a bare pointer: None would be one to Python's None, and Qt would call into it.
        return self._actions if kind == QAccessible.InterfaceType.ActionInterface else Shiboken.VoidPtr(0)

    def isValid(self) -> bool:
        return self._item.scene() is not None

    def object(self) -> QObject:
        return self._item

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def text(self, kind: QAccessible.Text) -> str:
        if kind == QAccessible.Text.Name:
            return self._item.sentence()
        return self._item.detail() if kind == QAccessible.Text.Description else ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        pass

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.focusable = state.selectable = state.multiSelectable = True
        state.focused = self._item.state.focused
        state.selected = self._item.state.selected
        return state

    def _view(self) -> QGraphicsView | None:
        scene = self._item.scene()
        views = scene.views() if scene is not None else []
        return views[0] if views else None

    def rect(self) -> QRect:
        view = self._view()
        if view is None:
            return QRect()
        box = self._item.box()
        spot = view.mapFromScene(box.x, box.y, box.width, box.height).boundingRect()
        return QRect(view.viewport().mapToGlobal(spot.topLeft()), spot.size())

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]
        view = self._view()
        return QAccessible.queryAccessibleInterface(view) if view is not None else None

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def childCount(self) -> int:
        return 0

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1


@guarded
class CanvasAccess(QAccessibleWidget):
    """The map as a list of touchpoints."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view, QAccessible.Role.List)
        self._view = view

    def _items(self) -> list[NodeItem | FoldItem]:
        return [*self._view.journey.nodes.values(), *self._view.journey.folds.values()]

    def childCount(self) -> int:
        return len(self._items())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        items = self._items()
        return QAccessible.queryAccessibleInterface(items[index]) if 0 <= index < len(items) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        found = child.object()
        return next((at for at, item in enumerate(self._items()) if item is found), -1)

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        spots = (QAccessible.queryAccessibleInterface(item) for item in self._items())
        return next((spot for spot in spots if spot is not None and spot.rect().contains(x, y)), None)

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        focused = next((item for item in self._items() if item.state.focused), None)
        return QAccessible.queryAccessibleInterface(focused) if focused is not None else None


def _made(_kind: str, found: QObject) -> QAccessibleInterface | None:
    if isinstance(found, CanvasView):
        canvas = CanvasAccess(found)
        found.access = canvas  # Qt does not keep what Python made
        return canvas
    if isinstance(found, NodeItem | FoldItem):
        node = NodeAccess(found)
        found.access = node
        return node
    return None


_installed: list[bool] = []


def install() -> None:
    """Makes touchpoints known to screen readers; once per process."""
    if not _installed:
        _installed.append(True)
        QAccessible.installFactory(_made)
