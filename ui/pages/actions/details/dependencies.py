"""What an action waits for: other actions, each with a lag in working days."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from planner.actions.chosen import title_of
from planner.actions.records import Action
from planner.language import _
from planner.plan import Plan, find
from ui.widgets import Button, IconButton, count_field
from ui.widgets.lines import ElidedWords
from ui.widgets.text import Field


class DependencyRow(QWidget):
    """One action to wait for. Signals: ``lag_set(str, int)``, ``left()``, ``removed(str)``, ``opened(str)``."""

    lag_set = Signal(str, int)
    left = Signal()
    removed = Signal(str)
    opened = Signal(str)

    def __init__(self, action: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.action = action
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.name = ElidedWords("", "body", "text.primary", self)
        row.addWidget(self.name, 1)
        self.lag: Field = count_field(_("Lag in working days"), self)
        self.lag.setMaximumWidth(52)
        self.lag.edit.setToolTip(_("Working days between its end and this start"))
        self.lag.edited.connect(self._on_lag)
        self.lag.committed.connect(self._on_left)
        row.addWidget(self.lag)
        self.cross = IconButton("x", "", parent=self, size=24)
        self.cross.clicked.connect(self._on_cross)
        row.addWidget(self.cross)

    def show_dependency(self, title: str, lag: int, read_only: bool) -> None:
        """Brings the row up to the plan."""
        self.name.set_text(title)
        self.cross.set_name(_("No longer wait for {title}").format(title=title))
        self.lag.set_value(lag)
        self.lag.set_read_only(read_only)
        self.cross.setVisible(not read_only)

    def _on_lag(self, lag: object) -> None:
        self.lag_set.emit(self.action, int(lag) if isinstance(lag, int | float) else 0)

    def _on_left(self, _lag: object) -> None:
        self.left.emit()

    def _on_cross(self) -> None:
        self.removed.emit(self.action)


class DependencyRows(QWidget):
    """All that an action waits for.

    Signals: ``linked(str)`` with another action to wait for, ``lag_set(str, int)``, ``removed(str)``, ``left()``.
    """

    linked = Signal(str)
    lag_set = Signal(str, int)
    removed = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, DependencyRow] = {}
        self._others: list[tuple[str, str]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._column = QVBoxLayout()
        self._column.setSpacing(6)
        column.addLayout(self._column)
        self.add = Button(_("Wait for another action"), "link", "plus", self)
        self.add.clicked.connect(self._open_menu)
        column.addWidget(self.add, alignment=Qt.AlignmentFlag.AlignLeft)

    def show_action(self, plan: Plan, action: Action, read_only: bool) -> None:
        """Brings the rows up to the plan."""
        lags = {d.action: d.lag_days for d in action.depends}
        for gone in self._rows.keys() - lags.keys():
            row = self._rows.pop(gone)
            row.hide()
            row.deleteLater()
        for other, lag in lags.items():
            if other not in self._rows:
                self._rows[other] = self._new_row(other)
                self._column.addWidget(self._rows[other])
            record = find(plan, "actions", other)
            self._rows[other].show_dependency(title_of(record) if record else other, lag, read_only)
        self._others = [(a.id, title_of(a)) for a in plan.actions if a.id != action.id and a.id not in lags]
        self.add.setVisible(not read_only and bool(self._others))

    def rows(self) -> Sequence[DependencyRow]:
        """The rows shown."""
        return list(self._rows.values())

    def _new_row(self, action: str) -> DependencyRow:
        row = DependencyRow(action, self)
        row.lag_set.connect(self.lag_set)
        row.left.connect(self.left)
        row.removed.connect(self.removed)
        return row

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, title in self._others:
            action = QAction(title.replace("&", "&&"), menu)
            action.setData(key)
            menu.addAction(action)
        menu.triggered.connect(self._on_chosen)
        menu.popup(self.add.mapToGlobal(QPoint(0, self.add.height() + 2)))

    def _on_chosen(self, action: QObject) -> None:
        assert isinstance(action, QAction)
        self.linked.emit(str(action.data()))
