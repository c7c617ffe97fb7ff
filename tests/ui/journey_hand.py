"""Hands on the journeys page: one with a mouse and keys, and one that touches the outline only."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from planner.plan import Plan, find
from ui.pages.journeys.page import JourneysPage
from ui.window import PlanWindow

Key, Mouse = Qt.Key, Qt.MouseButton
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
NONE = Qt.KeyboardModifier.NoModifier


class Hand:
    """A hand on the page: finds places on the map and does what a person does there."""

    def __init__(self, window: PlanWindow, qtbot: QtBot) -> None:
        self.window, self.qtbot = window, qtbot
        page = window.page("journeys")
        assert isinstance(page, JourneysPage)
        self.page = page
        self.view = page.canvas.view
        self.port = self.view.viewport()
        page.canvas.resize(page.canvas.size())

    @property
    def plan(self) -> Plan:
        return self.window.session.plan

    def at(self, spot: QPointF) -> QPoint:
        return self.view.mapFromScene(spot)

    def point(self, point: str) -> QPoint:
        return self.at(QPointF(*self.page.canvas.scene.nodes[point].box().centre))

    def cell(self, stage: str, channel: str) -> QPoint:
        return self.at(QPointF(*self.page.canvas.scene.grid.cell_box(stage, channel).centre))

    def click(self, where: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
        self.qtbot.mouseClick(self.port, Mouse.LeftButton, modifiers, where)

    def double_click(self, where: QPoint) -> None:
        self.qtbot.mouseDClick(self.port, Mouse.LeftButton, NONE, where)

    def drag(
        self,
        start: QPoint,
        end: QPoint,
        modifiers: Qt.KeyboardModifier = NONE,
        button: Qt.MouseButton = Mouse.LeftButton,
        *,
        drop: bool = True,
    ) -> None:
        self.qtbot.mouseMove(self.port, start)
        self.qtbot.mousePress(self.port, button, modifiers, start)
        for step in range(1, 6):
            move(self.port, start + (end - start) * step / 5, button, modifiers)
        if drop:
            self.qtbot.mouseRelease(self.port, button, modifiers, end)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.view, key, modifiers)

    def editor(self) -> QLineEdit:
        editor = self.page.hands.editor
        assert editor is not None and editor.isVisible()
        return editor

    def type(self, text: str, *, enter: bool = True) -> None:
        editor = self.editor()
        QTest.keyClicks(editor, text)
        if enter:
            QTest.keyClick(editor, Key.Key_Return)

    def names(self, state: str = "current") -> list[str]:
        return [p.name for p in self.plan.rows(f"{state}_touchpoints") if p.journey == self.page.journey]

    def record(self, point: str, state: str = "current"):  # type: ignore[no-untyped-def]
        return find(self.plan, f"{state}_touchpoints", point)

    def undo(self) -> None:
        self.window.session.undo()


def move(widget, where: QPoint, button: Qt.MouseButton, modifiers: Qt.KeyboardModifier) -> None:  # type: ignore[no-untyped-def]
    """A mouse move with a button held, which the test library does not send."""
    spot = QPointF(where)
    event = QMouseEvent(
        QEvent.Type.MouseMove, spot, QPointF(widget.mapToGlobal(where)), Mouse.NoButton, button, modifiers
    )
    QApplication.sendEvent(widget, event)


class OutlineHand:
    """A hand on the outline: only its tree is touched."""

    def __init__(self, hand: Hand) -> None:
        self.hand = hand
        hand.page.toggle_outline()
        assert hand.page.outline is not None
        self.tree = hand.page.outline.tree

    def go(self, kind: str, key: str) -> None:
        item = self.tree._items[kind, key]
        above = item.parent()
        if above is not None:
            above.setExpanded(True)
        # Modifiers of the key before may still count as held, so the command is named.
        self.tree.setCurrentItem(item, 0, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.tree, key, modifiers)

    def type(self, text: str) -> None:
        editor = QApplication.focusWidget()
        assert isinstance(editor, QLineEdit)
        editor.selectAll()
        QTest.keyClicks(editor, text)
        QTest.keyClick(editor, Key.Key_Return)
        QApplication.processEvents()
