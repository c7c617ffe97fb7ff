"""The menu of the toolbar of the journeys page, and the figures that open what they count."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from planner.plan import Plan
from tests.ui.journey_hand import Hand
from ui.dialogs.export_journey import ExportJourney
from ui.plan_desk import PlanDesk
from ui.window import PlanWindow

Left = Qt.MouseButton.LeftButton


def _yes() -> bool:
    return True


def hand_on(window: PlanWindow, qtbot: QtBot) -> Hand:
    window.resize(1440, 900)
    window.go("journeys")
    return Hand(window, qtbot)


@pytest.fixture
def hand(desk_on: Callable[[Plan], PlanDesk], sample: Plan, qtbot: QtBot) -> Hand:
    """A hand on the journeys page of a plan on its desk, which carries the commands of files."""
    window = desk_on(sample).window
    window.may_close = _yes  # nobody is asked whether to save
    return hand_on(window, qtbot)


def opened_menu() -> QMenu:
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def said(action: QAction) -> str:
    """The words of an action, without its key and without the sign of its letter."""
    return action.text().split("\t")[0].replace("&", "")


def test_the_menu_has_import_and_export_together_with_their_keys(hand: Hand) -> None:
    hand.qtbot.mouseClick(hand.page.toolbar.more, Left)
    menu = opened_menu()
    words = [said(action) for action in menu.actions() if not action.isSeparator()]
    assert words == [
        "Outline",
        "Mini-map",
        "Show everything",
        "Tidy up",
        "Import a journey…",
        "Export a journey…",
        "Credit for the conversions…",
    ]
    shortcuts = {said(action): action.shortcut().toString() for action in menu.actions()}
    assert shortcuts["Import a journey…"] == "Ctrl+Shift+J"
    assert shortcuts["Export a journey…"] == "Ctrl+Shift+E"
    menu.close()


def test_export_in_the_menu_opens_the_dialog_on_the_journey_that_is_shown(hand: Hand) -> None:
    hand.page.show_view("optimal")
    hand.qtbot.mouseClick(hand.page.toolbar.more, Left)
    menu = opened_menu()
    action = next(a for a in menu.actions() if said(a) == "Export a journey…")
    hand.qtbot.mouseClick(menu, Left, Qt.KeyboardModifier.NoModifier, menu.actionGeometry(action).center())
    dialog = hand.window.findChild(ExportJourney)
    assert dialog is not None and dialog.journey.current == hand.page.journey
    dialog.close()


def test_a_read_only_plan_exports_but_neither_imports_nor_tidies(hand: Hand) -> None:
    hand.window.session.replace(hand.plan, read_only=True)
    hand.qtbot.mouseClick(hand.page.toolbar.more, Left)
    menu = opened_menu()
    can = {said(action): action.isEnabled() for action in menu.actions()}
    assert can["Export a journey…"] and can["Outline"]
    assert not can["Import a journey…"] and not can["Tidy up"]
    menu.close()
