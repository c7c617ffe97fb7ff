"""What the Details forms share: grouped fields of one record, each edit at once, a refusal shown at its field."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from planner.change import Change, touches
from planner.language import named
from planner.plan import find
from ui.plain import plain_tip
from ui.session import Session
from ui.widgets import FieldSpec, Form, Hairline, Words
from ui.widgets.containers import clear_layout


class Details(QWidget):
    """The form of one record of ``table``, in groups under a title. Sub-classes add groups and carry edits out."""

    table = ""
    watches: tuple[str, ...] = ()
    """The tables that the form shows something of."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.record_id = ""
        self.forms: list[Form] = []
        self._asking: Form | None = None
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(20, 18, 20, 24)
        self.body.setSpacing(14)
        self.title = Words("", "subtitle", "text.primary", self, wrap=True)
        self.body.addWidget(self.title)
        session.refused.connect(self._on_refused)

    def add_heading(self, words: str) -> None:
        """Begins a group: a hairline and its name."""
        self.body.addSpacing(4)
        self.body.addWidget(Hairline(self))
        self.body.addWidget(Words(words, "heading", "text.primary", self))

    def add_form(self, specs: Sequence[FieldSpec]) -> Form:
        """The fields of a group."""
        form = Form(specs, self)
        form.field_edited.connect(self._on_field)
        form.field_left.connect(self.session.end_typing)
        self.forms.append(form)
        self.body.addWidget(form)
        return form

    @property
    def record(self) -> Any:
        """The record shown, as the plan has it now, or None."""
        return find(self.session.plan, self.table, self.record_id)

    def show_record(self, record_id: str, change: Change | None = None) -> None:
        """Brings the form up to a record of the plan."""
        same = record_id == self.record_id
        if same and not touches(change, self.table, *self.watches):
            return
        self.record_id = record_id
        record = self.record
        if record is None:
            return
        for form in self.forms:
            form.set_values({name: self.value(record, name) for name in form.specs})
            form.set_read_only(self.session.read_only)
        self.show_rest(record)

    def value(self, record: Any, name: str) -> Any:
        """What a field shows of a record."""
        return getattr(record, name)

    def show_rest(self, record: Any) -> None:
        """Brings up what is not a field of a form."""

    def carry_out(self, name: str, value: Any, typing: str) -> None:
        """Stores what the user did in a field."""

    def _on_field(self, name: str, value: Any, typing: bool) -> None:
        form = self.sender()
        self._asking = form if isinstance(form, Form) else None
        self.carry_out(name, value, f"{self.table}.{self.record_id}.{name}" if typing else "")
        self._asking = None

    def _on_refused(self, sentence: str, field: str) -> None:
        if self._asking is not None:
            self._asking.set_error(field, sentence)


class FigureList(QWidget):
    """Computed figures, one a line: what it is and its value; how it is computed is its tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(12)
        self.grid.setVerticalSpacing(6)
        self.grid.setColumnStretch(0, 1)
        self._rows: list[tuple[str, str, str, str]] = []

    def set_rows(self, rows: Sequence[tuple[str, str, str, str]]) -> None:
        """Each row as name, value, how it is computed, and the colour role of the value."""
        if list(rows) == self._rows:
            return
        self._rows = list(rows)
        clear_layout(self.grid)
        for at, (name, value, how, role) in enumerate(rows):
            label = Words(name, "small", "text.secondary", self)
            figure = Words(value, "label", role or "text.primary", self, wrap=True)
            for widget in (label, figure):
                widget.setToolTip(plain_tip(how))
                widget.show()
            figure.setAccessibleName(named(name, value))
            self.grid.addWidget(label, at, 0)
            self.grid.addWidget(figure, at, 1)
