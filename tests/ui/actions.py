"""What the tests of the action plan's tabs share: opening a tab, menus, texts."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from planner.actions.records import Action
from planner.plan import Plan, find
from ui.pages.actions.page import ActionsPage
from ui.window import PlanWindow

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier

Opens = Callable[..., PlanWindow]


def open_page(window_on: Opens, plan: Plan, view: str = "board", **session: bool) -> ActionsPage:
    """The action plan of a window on a plan, with a tab shown."""
    page = window_on(plan, "actions", **session).page("actions")
    assert isinstance(page, ActionsPage)
    page.show_view(view)
    QApplication.processEvents()
    return page


def action(page: ActionsPage, action_id: str) -> Action:
    """An action of the plan as it is now."""
    found: Action = find(page.session.plan, "actions", action_id)
    return found


def pick(words: str, menu: QMenu | None = None) -> None:
    """Triggers the entry of the open menu that starts with some words."""
    menu = menu or next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible())
    chosen = next(a for a in menu.actions() if a.text().replace("&&", "&").startswith(words))
    assert chosen.isEnabled()
    chosen.trigger()
    menu.close()


def refusals(page: ActionsPage) -> list[str]:
    """A list that fills with the sentences of edits that are refused."""
    found: list[str] = []
    page.session.refused.connect(lambda sentence, _field: found.append(sentence))
    return found
