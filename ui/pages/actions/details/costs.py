"""Costs by kind: a field for each kind that there is, and a menu of the others."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from planner.actions.records import Cost
from planner.language import _
from ui.widgets import Button, IconButton, Words, money_field
from ui.widgets.text import Field


def cost_kinds() -> tuple[tuple[str, str], ...]:
    """The kinds of cost, as key and words."""
    return (
        ("purchase", _("Purchase")),
        ("training", _("Training")),
        ("customisation", _("Customisation")),
        ("integration", _("Integration")),
        ("running", _("Running, per year")),
        ("people", _("People")),
        ("media", _("Media")),
        ("other", _("Other")),
    )


class CostRow(QWidget):
    """One kind of cost. Signals: ``typed(str, object)`` with kind and amount, ``left()``, ``removed(str)``."""

    typed = Signal(str, object)
    left = Signal()
    removed = Signal(str)

    def __init__(self, kind: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(Words(name, "small", "text.secondary", self), 1)
        self.amount: Field = money_field(name, self)
        self.amount.setMaximumWidth(110)
        self.amount.edited.connect(self._on_typed)
        self.amount.committed.connect(self._on_left)
        row.addWidget(self.amount)
        self.cross = IconButton("x", _("Delete the cost of {kind}").format(kind=name), parent=self, size=24)
        self.cross.clicked.connect(self._on_cross)
        row.addWidget(self.cross)

    def show_cost(self, amount: float, read_only: bool) -> None:
        """Brings the row up to the plan."""
        self.amount.set_value(amount)
        self.amount.set_read_only(read_only)
        self.cross.setVisible(not read_only)

    def _on_typed(self, amount: object) -> None:
        self.typed.emit(self.kind, 0.0 if amount is None else amount)

    def _on_left(self, _amount: object) -> None:
        self.left.emit()

    def _on_cross(self) -> None:
        self.removed.emit(self.kind)


class CostRows(QWidget):
    """All costs of an item.

    Signals: ``cost_set(str, object, bool)`` with a kind, its amount (None takes it away) and whether the user is
    typing; ``left()`` when a field's focus leaves.
    """

    cost_set = Signal(str, object, bool)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, CostRow] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._column = QVBoxLayout()
        self._column.setSpacing(6)
        column.addLayout(self._column)
        self.add = Button(_("Add a cost"), "link", "plus", self)
        self.add.clicked.connect(self._open_menu)
        column.addWidget(self.add, alignment=Qt.AlignmentFlag.AlignLeft)

    def show_costs(self, costs: Sequence[Cost], read_only: bool) -> None:
        """Brings the rows up to the plan."""
        amounts: dict[str, float] = {}
        for cost in costs:
            amounts[cost.kind] = amounts.get(cost.kind, 0.0) + cost.amount
        for gone in self._rows.keys() - amounts.keys():
            row = self._rows.pop(gone)
            row.hide()
            row.deleteLater()
        for at, (kind, name) in enumerate((k, n) for k, n in cost_kinds() if k in amounts):
            if kind not in self._rows:
                self._rows[kind] = self._new_row(kind, name)
                self._column.insertWidget(at, self._rows[kind])
            self._rows[kind].show_cost(amounts[kind], read_only)
        self.add.setVisible(not read_only and len(amounts) < len(cost_kinds()))

    def row(self, kind: str) -> CostRow | None:
        """The row of a kind."""
        return self._rows.get(kind)

    def _new_row(self, kind: str, name: str) -> CostRow:
        row = CostRow(kind, name, self)
        row.typed.connect(self._on_typed)
        row.left.connect(self.left)
        row.removed.connect(self._on_removed)
        return row

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for kind, name in cost_kinds():
            if kind not in self._rows:
                action = QAction(name, menu)
                action.setData(kind)
                menu.addAction(action)
        menu.triggered.connect(self._on_kind)
        menu.popup(self.add.mapToGlobal(QPoint(0, self.add.height() + 2)))

    def _on_kind(self, action: QObject) -> None:
        assert isinstance(action, QAction)
        self.add_kind(str(action.data()))

    def add_kind(self, kind: str) -> None:
        """A cost of another kind, its amount open for typing."""
        self.cost_set.emit(kind, 0.0, False)
        row = self._rows.get(kind)
        if row is not None:
            row.amount.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            row.amount.edit.selectAll()

    def _on_typed(self, kind: str, amount: object) -> None:
        self.cost_set.emit(kind, amount, True)

    def _on_removed(self, kind: str) -> None:
        self.cost_set.emit(kind, None, False)
