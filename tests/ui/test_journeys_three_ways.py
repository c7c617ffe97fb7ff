"""One story told three times: a journey drawn, improved and compared with the mouse, with keys, and in the outline."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QTreeWidgetItem, QWidget
from pytestqt.qtbot import QtBot

from planner.journeys.edits import add_journey
from planner.plan import Plan, empty_plan, find
from planner.segments.edits import add_segment
from tests.ui.journey_hand import ALT, CONTROL, NONE, SHIFT, Hand, Key, Mouse, OutlineHand
from ui.pages.journeys.outline import EDGE, ID, KIND, POINT, STAGE
from ui.widgets.choices import Segmented, Tabs
from ui.window import PlanWindow

STAGES = ("awareness", "familiarity", "consideration")


class Way:
    """A way to draw a journey; touchpoints are named, one to a cell."""

    def __init__(self, hand: Hand) -> None:
        self.hand = hand

    def start(self, name: str) -> None:
        """The first touchpoint, in the first cell of an empty journey."""
        raise NotImplementedError

    def add(self, name: str, stage: str, lane: int) -> None:
        raise NotImplementedError

    def connect(self, source: str, target: str, share: str) -> None:
        raise NotImplementedError

    def share(self, source: str, target: str, share: str) -> None:
        raise NotImplementedError

    def describe(self, name: str, verb: str) -> None:
        """A touchpoint rated with a number, or told to be Goal, Measured or followed up."""
        raise NotImplementedError

    def lower(self, name: str) -> None:
        """A touchpoint to the channel below."""
        raise NotImplementedError

    def remove(self, name: str) -> None:
        raise NotImplementedError

    def optimal(self) -> None:
        """The optimal journey, started from the current one."""
        raise NotImplementedError

    def actions(self) -> None:
        """The difference, and the actions it takes."""
        raise NotImplementedError

    def undo(self) -> None:
        raise NotImplementedError

    def redo(self) -> None:
        raise NotImplementedError

    def activate(self) -> None:
        """Off the screen nobody gives the window the keyboard back when a menu has closed."""
        QApplication.processEvents()
        self.hand.window.activateWindow()
        self.hand.qtbot.waitUntil(self.hand.window.isActiveWindow)

    def point(self, name: str) -> str:
        rows = self.hand.plan.rows(f"{self.hand.page.state}_touchpoints")
        return next(p.id for p in rows if p.name == name)

    def edge(self, source: str, target: str) -> str:
        ends = self.point(source), self.point(target)
        rows = self.hand.plan.rows(f"{self.hand.page.state}_transitions")
        return next(t.id for t in rows if (t.source, t.target) == ends)

    def lane(self, number: int) -> str:
        return str(self.hand.page.canvas.scene.grid.lanes[number].key)


class MouseWay(Way):
    """Clicks, drags and context menus; keys only for words and numbers."""

    def start(self, name: str) -> None:
        self._click(self.hand.page.card._buttons[0])
        self.hand.type(name)

    def add(self, name: str, stage: str, lane: int) -> None:
        self.hand.double_click(self.hand.cell(stage, self.lane(lane)))
        self.hand.type(name)

    def connect(self, source: str, target: str, share: str) -> None:
        hand = self.hand
        hand.click(hand.point(self.point(source)))
        box = hand.page.canvas.scene.nodes[self.point(source)].box()
        hand.drag(hand.at(QPointF(box.right, box.centre[1])), hand.point(self.point(target)))
        self.share(source, target, share)

    def share(self, source: str, target: str, share: str) -> None:
        edge = self.edge(source, target)
        self.hand.double_click(self.hand.at(QPointF(*self.hand.page.canvas.scene.ways[edge].at(0.5))))
        self.hand.type(share)

    def describe(self, name: str, verb: str) -> None:
        where = self.hand.point(self.point(name))
        self._menu(where, *(("Satisfaction", verb) if verb.isdigit() else (verb,)))

    def lower(self, name: str) -> None:
        spot = self.hand.page.canvas.scene.grid.spots[self.point(name)]
        lanes = [band.key for band in self.hand.page.canvas.scene.grid.lanes]
        below = lanes[lanes.index(spot.lane) + 1]
        self.hand.drag(self.hand.point(self.point(name)), self.hand.cell(spot.stage, below))

    def remove(self, name: str) -> None:
        self._menu(self.hand.point(self.point(name)), "Delete touchpoint")

    def optimal(self) -> None:
        self._view(1)
        self._click(self.hand.page.card._buttons[0])

    def actions(self) -> None:
        self._view(2)
        tabs = self.hand.window.panel.tabs
        self.hand.qtbot.mouseClick(tabs, Mouse.LeftButton, NONE, part_of(tabs, 1))
        self._click(self.hand.page.panel.changes.make)

    def undo(self) -> None:
        self._click(self.hand.window.top_bar.undo)

    def redo(self) -> None:
        self._click(self.hand.window.top_bar.redo)

    def _click(self, widget: QWidget) -> None:
        assert widget.isVisible()
        self.hand.qtbot.mouseClick(widget, Mouse.LeftButton)

    def _view(self, at: int) -> None:
        control = self.hand.page.toolbar.view
        self.hand.qtbot.mouseClick(control, Mouse.LeftButton, NONE, part_of(control, at))

    def _menu(self, where: Any, *words: str) -> None:
        port = self.hand.port
        QApplication.sendEvent(port, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, port.mapToGlobal(where)))
        menu = QApplication.activePopupWidget()
        for entry in words:
            assert isinstance(menu, QMenu)
            action = next(a for a in menu.actions() if entry in a.text().split("\t")[0])
            self.hand.qtbot.mouseClick(menu, Mouse.LeftButton, NONE, menu.actionGeometry(action).center())
            menu = action.menu()
            if isinstance(menu, QMenu):
                self.hand.qtbot.waitUntil(menu.isVisible)
        self.activate()


def part_of(control: Segmented | Tabs, at: int) -> QPoint:
    """The middle of a part of a control."""
    left = control.inset() + sum(control.widths()[:at]) + control.widths()[at] / 2
    return QPointF(left, control.height() / 2).toPoint()


class KeyWay(Way):
    """The canvas by its keys."""

    def start(self, name: str) -> None:
        self._tab_to(self.hand.page.card._buttons[0])
        QTest.keyClick(self.hand.page.card._buttons[0], Key.Key_Space)
        self.hand.type(name)

    def add(self, name: str, stage: str, lane: int) -> None:
        self._go(stage, self.lane(lane))
        self.hand.press(Key.Key_N)
        self.hand.type(name)

    def connect(self, source: str, target: str, share: str) -> None:
        self._go_to(source)
        self.hand.press(Key.Key_C)
        for way in (Key.Key_Right, Key.Key_Down, Key.Key_Up, Key.Key_Left) * 6:
            mode: Any = self.hand.page.hands.keys.mode
            if mode.target == self.point(target):
                break
            self.hand.press(way)
        self.hand.press(Key.Key_Return)
        self.share(source, target, share)

    def share(self, source: str, target: str, share: str) -> None:
        self._go_to(source)
        self.hand.press(Key.Key_E)
        for _step in range(9):
            if self.hand.page.selection.edge == self.edge(source, target):
                break
            self.hand.press(Key.Key_Down)
        self.hand.press(getattr(Key, f"Key_{share[0]}"))
        self.hand.type(share[1:])
        self.hand.press(Key.Key_Escape)

    def describe(self, name: str, verb: str) -> None:
        self._go_to(name)
        letters = {"Goal": "G", "Measured": "M", "Follow-up": "T"}
        self.hand.press(getattr(Key, f"Key_{letters.get(verb, verb)}"))

    def lower(self, name: str) -> None:
        self._go_to(name)
        self.hand.press(Key.Key_Down, ALT)

    def remove(self, name: str) -> None:
        self._go_to(name)
        self.hand.press(Key.Key_Delete)

    def optimal(self) -> None:
        self._press(Key.Key_O)
        self._tab_to(self.hand.page.card._buttons[0])
        QTest.keyClick(self.hand.page.card._buttons[0], Key.Key_Space)

    def actions(self) -> None:
        self._press(Key.Key_D)
        QTest.keyClick(self.hand.view, Key.Key_I, CONTROL)
        self._tab_to(self.hand.page.panel.changes.make)
        QTest.keyClick(self.hand.page.panel.changes.make, Key.Key_Space)

    def undo(self) -> None:
        QTest.keyClick(self.hand.window, Key.Key_Z, CONTROL)

    def redo(self) -> None:
        QTest.keyClick(self.hand.window, Key.Key_Z, CONTROL | SHIFT)

    def _press(self, key: Qt.Key) -> None:
        """A key for what has the keyboard, as the keyboard itself would send it."""
        self._tab_to(self.hand.view)
        self.hand.press(key)

    def _tab_to(self, widget: QWidget) -> None:
        for _step in range(200):
            if widget.hasFocus():
                return
            QTest.keyClick(QApplication.focusWidget() or self.hand.window, Key.Key_Tab)
        raise AssertionError(f"no way by Tab to {widget.accessibleName() or widget!r}")

    def _go_to(self, name: str) -> None:
        spot = self.hand.page.canvas.scene.grid.spots[self.point(name)]
        self._go(spot.stage, spot.lane)
        assert self.hand.page.selection.focus == self.point(name)

    def _go(self, stage: str, lane: str) -> None:
        """Cell by cell with Shift and the arrows."""
        self._tab_to(self.hand.view)
        self.hand.press(Key.Key_Escape)
        grid = self.hand.page.canvas.scene.grid
        stages, lanes = [band.key for band in grid.columns], [band.key for band in grid.lanes]
        for _step in range(40):
            at = self._cell()
            dx = stages.index(stage) - stages.index(at[0])
            dy = lanes.index(lane) - lanes.index(at[1])
            if not (dx or dy):
                return
            way = (Key.Key_Right if dx > 0 else Key.Key_Left) if dx else (Key.Key_Down if dy > 0 else Key.Key_Up)
            self.hand.press(way, SHIFT)
        raise AssertionError(f"no way to {stage}, {lane}")

    def _cell(self) -> tuple[str, str]:
        selection, grid = self.hand.page.selection, self.hand.page.canvas.scene.grid
        if selection.focus in grid.spots:
            return grid.spots[selection.focus].stage, grid.spots[selection.focus].lane
        assert selection.cell is not None
        return selection.cell


class OutlineWay(KeyWay):
    """The tree by its keys; only what is not in the tree is reached by Tab."""

    def __init__(self, hand: Hand) -> None:
        super().__init__(hand)
        self.hand.view.setFocus(Qt.FocusReason.TabFocusReason)
        self.outline = OutlineHand(hand)
        self.tree = self.outline.tree

    def start(self, name: str) -> None:
        self._row(STAGE, STAGES[0])
        self.outline.press(Key.Key_N)
        self.outline.type(name)

    def add(self, name: str, stage: str, lane: int) -> None:
        self._row(STAGE, stage)
        self.outline.press(Key.Key_N)
        self.outline.type(name)
        for _step in range(lane):
            self.lower(name)

    def connect(self, source: str, target: str, share: str) -> None:
        self._row(POINT, self.point(source))
        self.outline.press(Key.Key_C)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        for _entry in menu.actions():
            QTest.keyClick(menu, Key.Key_Down)
            if menu.activeAction().text().startswith(target):
                break
        QTest.keyClick(menu, Key.Key_Return)
        self.activate()
        self.share(source, target, share)

    def share(self, source: str, target: str, share: str) -> None:
        edge = self.edge(source, target)
        self._row(POINT, self.point(source))
        self.outline.press(Key.Key_Right)
        self._row(EDGE, edge)
        self.outline.press(Key.Key_Return)
        self.outline.type(share)

    def _go_to(self, name: str) -> None:
        self._row(POINT, self.point(name))

    def describe(self, name: str, verb: str) -> None:
        self._go_to(name)
        letters = {"Goal": "G", "Measured": "M", "Follow-up": "T"}
        self.outline.press(getattr(Key, f"Key_{letters.get(verb, verb)}"))

    def lower(self, name: str) -> None:
        self._go_to(name)
        self.outline.press(Key.Key_Down, ALT)

    def remove(self, name: str) -> None:
        self._go_to(name)
        self.outline.press(Key.Key_Delete)

    def _press(self, key: Qt.Key) -> None:
        self._tab_to(self.tree)
        self.outline.press(key)

    def _row(self, kind: str, key: str) -> None:
        """Row by row with the arrows."""
        self._tab_to(self.tree)
        self.outline.press(Key.Key_Home)
        for _step in range(60):
            item = self.tree.currentItem()
            if isinstance(item, QTreeWidgetItem) and (item.data(0, KIND), item.data(0, ID)) == (kind, key):
                return
            self.outline.press(Key.Key_Down)
        raise AssertionError(f"no row of {kind} {key}")


@pytest.fixture
def empty_journey(window_on: Callable[..., PlanWindow], qtbot: QtBot) -> Hand:
    """A hand on a journey of three stages with nothing in it."""
    plan = add_segment(empty_plan(), name="Commuters", customers=1000)
    plan = add_journey(plan, plan.segments[0].id, "To the order", "funnel")
    return Hand(window_on(plan, "journeys"), qtbot)


def drawn(plan: Plan, state: str) -> tuple[set[tuple[Any, ...]], set[tuple[Any, ...]]]:
    """What is drawn in a state, in words: touchpoints and steps."""
    points = {p.id: p for p in plan.rows(f"{state}_touchpoints")}
    lanes = [c.id for c in plan.channels]
    return (
        {
            (p.name, p.stage, lanes.index(p.channel), p.satisfaction, p.goal, p.measured, p.trigger is not None)
            for p in points.values()
        },
        {(points[t.source].name, points[t.target].name, t.share, t.kind) for t in plan.rows(f"{state}_transitions")},
    )


@pytest.mark.parametrize("kind", [MouseWay, KeyWay, OutlineWay])
def test_a_journey_is_drawn_improved_compared_and_undone(kind: type[Way], empty_journey: Hand) -> None:
    hand, before = empty_journey, empty_journey.plan
    way = kind(hand)
    assert {s.id for s in before.journeys[0].stages} == set(STAGES)

    way.start("Advert")
    way.add("Shop page", STAGES[1], 0)
    way.add("Order", STAGES[2], 0)
    way.add("Leaflet", STAGES[1], 2)
    way.connect("Advert", "Shop page", "60")
    way.connect("Shop page", "Order", "25")
    way.describe("Shop page", "2")
    way.describe("Shop page", "Measured")
    way.describe("Shop page", "Follow-up")
    way.describe("Order", "Goal")
    way.lower("Advert")
    way.remove("Leaflet")
    now = (
        {
            ("Advert", STAGES[0], 1, None, False, False, False),
            ("Shop page", STAGES[1], 0, 2, False, True, True),
            ("Order", STAGES[2], 0, None, True, False, False),
        },
        {("Advert", "Shop page", 0.6, "forward"), ("Shop page", "Order", 0.25, "forward")},
    )
    assert drawn(hand.plan, "current") == now

    way.optimal()
    way.share("Shop page", "Order", "40")
    assert drawn(hand.plan, "current") == now
    assert drawn(hand.plan, "optimal")[1] == {
        ("Advert", "Shop page", 0.6, "forward"),
        ("Shop page", "Order", 0.4, "forward"),
    }

    way.actions()
    assert [len(a.gaps) for a in hand.plan.actions] == [1]
    assert hand.window.session.document.undo_label

    after = hand.plan
    while hand.window.session.document.undo_label:
        way.undo()
    assert hand.plan == before
    while hand.window.session.document.redo_label:
        way.redo()
    assert hand.plan == after


def test_undo_gives_back_what_was_chosen_and_where_the_view_was(
    window_on: Callable[..., PlanWindow], sample: Plan, qtbot: QtBot
) -> None:
    hand = Hand(window_on(sample, "journeys"), qtbot)
    gestures: list[tuple[str, Callable[[], None]]] = [
        ("cart", lambda: hand.drag(hand.point("cart"), hand.cell("decision", "sms"))),
        ("payment", lambda: hand.press(Key.Key_Delete)),
        ("payment", lambda: hand.press(Key.Key_4)),
        ("cart", lambda: hand.press(Key.Key_Down, ALT)),
    ]
    for point, gesture in gestures:
        hand.view.set_zoom(1.5)
        hand.view.horizontalScrollBar().setValue(300)
        hand.page.selection.take(point)
        hand.view.setFocus()
        bars = [hand.view.horizontalScrollBar().value(), hand.view.verticalScrollBar().value()]
        was = hand.plan
        gesture()
        assert hand.plan is not was
        hand.undo()
        assert hand.plan == was
        assert hand.page.selection.points == (point,)
        assert [hand.view.horizontalScrollBar().value(), hand.view.verticalScrollBar().value()] == bars
        assert find(hand.plan, "current_touchpoints", point) is not None
