"""Short lists of the profile: roles that take part, holidays. One row each, added by typing and Enter."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.change import Change, touches
from planner.insight.edits import edit_profile
from planner.language import _, date_text
from ui.session import Session
from ui.widgets.containers import Chip, FlowLayout, clear_layout
from ui.widgets.text import Field, date_field, text_field


class _List(QWidget):
    """Chips with a cross, and a field that adds one more."""

    field_name = ""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.chips = QWidget(self)
        self.flow = FlowLayout(self.chips)
        column.addWidget(self.chips)
        row = QHBoxLayout()
        self.field: Field = self.make_field()
        self.field.edit.returnPressed.connect(self._add)
        row.addWidget(self.field)
        column.addLayout(row)
        session.changed.connect(self.update_from)
        self.update_from(None)

    def make_field(self) -> Field:
        """The field that adds a value."""
        return text_field(_("Add"), self)

    def words(self, value: Any) -> str:
        """A value in words."""
        return str(value)

    def _values(self) -> tuple[Any, ...]:
        return tuple(getattr(self.session.plan.profile, self.field_name))

    def update_from(self, change: Change | None) -> None:
        """Brings the chips up to the plan."""
        if not touches(change, "profile"):
            return
        clear_layout(self.flow)
        for value in self._values():
            chip = Chip(self.words(value), parent=self.chips, removable=not self.session.read_only)
            chip.setProperty("value", value)
            chip.removed.connect(self._remove)
            self.flow.addWidget(chip)
        self.field.setVisible(not self.session.read_only)

    def _add(self) -> None:
        value = self.field.value
        if value and value not in self._values():
            self._set(self.ordered((*self._values(), value)))
        self.field.set_value(None)
        self.field.edit.clear()

    def _remove(self) -> None:
        gone = self.sender()
        if isinstance(gone, Chip):
            words = gone.text()
            self._set(tuple(v for v in self._values() if self.words(v) != words))

    def ordered(self, values: tuple[Any, ...]) -> Sequence[Any]:
        """The values in the order to store."""
        return values

    def _set(self, values: Sequence[Any]) -> None:
        fields: dict[str, Any] = {self.field_name: tuple(values)}
        self.session.edit(_("Edit the plan’s settings"), edit_profile, **fields)


class RoleList(_List):
    """The roles that take part."""

    field_name = "participants"

    def make_field(self) -> Field:
        field = text_field(_("Add a role"), self)
        field.edit.setPlaceholderText(_("Add a role, then Enter"))
        return field


class DateList(_List):
    """The holidays."""

    field_name = "holidays"

    def make_field(self) -> Field:
        field = date_field(_("Add a holiday"), self)
        field.edit.setPlaceholderText(_("Add a date, then Enter"))
        return field

    def words(self, value: Any) -> str:
        return date_text(value)

    def ordered(self, values: tuple[Any, ...]) -> Sequence[Any]:
        return sorted(values)
