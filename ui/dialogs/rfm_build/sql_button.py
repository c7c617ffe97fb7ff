"""The button that copies the same question for a client's warehouse."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from planner.intake.purchases.warehouse import DIALECTS, Names, warehouse_query
from planner.language import _
from planner.segments.rfm import Definition
from ui.widgets import Button


class SqlButton(Button):
    """Offers the warehouses and puts the question into the clipboard. Signal: ``copied(str)`` with a sentence."""

    copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Copy the SQL for your warehouse"), "secondary", "copy", parent, menu=True)
        self.definition = Definition()
        self.names = Names()
        self.clicked.connect(self._open)

    def menu_of_warehouses(self) -> QMenu:
        """The menu of the warehouses."""
        menu = QMenu(self)
        for key, name in DIALECTS.items():
            action = QAction(name, menu)
            action.setData(key)
            menu.addAction(action)
        menu.triggered.connect(self._on_chosen)
        return menu

    def _open(self) -> None:
        menu = self.menu_of_warehouses()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def _on_chosen(self, action: QAction) -> None:
        dialect = str(action.data())
        QGuiApplication.clipboard().setText(warehouse_query(dialect, self.definition, self.names))
        text = _("Copied for {product}. Choose its answer here like a file.")
        self.copied.emit(text.format(product=DIALECTS[dialect]))
