"""The menu of the toolbar: what is done with the whole map, and how a journey comes in and goes out."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from planner.language import _
from ui.theme import theme
from ui.widgets.key_words import keys_said

if TYPE_CHECKING:
    from ui.pages.journeys.page import JourneysPage

FILES = ("import_journey", "export_journey")
"""The commands of the window that read and write a journey."""


def more_menu(page: "JourneysPage") -> QMenu:
    """Outline, mini-map, tidying up, import, export, and who gets the credit, as far as they can be done now."""
    menu = QMenu(page)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setToolTipsVisible(True)
    outline = QAction(theme().icon("list-tree"), _("Outline") + f"\t{keys_said('Ctrl+L')}", menu)
    outline.setEnabled(bool(page.journey))
    outline.triggered.connect(page.toggle_outline)
    tidy = QAction(theme().icon("wand-sparkles"), _("Tidy up"), menu)
    tidy.setEnabled(page.verbs.may_edit)
    tidy.triggered.connect(page.hands.tidying.start)
    minimap = QAction(theme().icon("map"), _("Mini-map"), menu)
    minimap.setCheckable(True)
    minimap.setChecked(page.toolbar.minimap.isChecked())
    minimap.setEnabled(bool(page.journey))
    minimap.triggered.connect(page.toolbar.minimap.click)
    whole = QAction(theme().icon("maximize"), _("Show everything") + "\t0", menu)
    whole.setEnabled(bool(page.journey))
    whole.triggered.connect(page.canvas.view.fit)
    for action in (outline, minimap, whole, tidy):
        menu.addAction(action)
    commands = getattr(page.window(), "actions_by_key", {})
    for keys in (FILES, ("journey_credits",)):
        menu.addSeparator()
        for key in keys:
            if key in commands:
                menu.addAction(commands[key])
    return menu
