"""Rows of a table of short notes: text, role and date edited in place, ranked, added, deleted."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from planner.change import Change, touches
from planner.language import _
from planner.plan import Plan
from planner.record import Record
from ui.session import Session
from ui.widgets.buttons import Button, IconButton
from ui.widgets.choice import Check
from ui.widgets.reorder import Grip, ReorderList
from ui.widgets.text import Field, InPlaceArea, date_field, text_field


@dataclass(frozen=True, slots=True)
class Notes:
    """A kind of note: its table, words and verbs. ``who`` and ``done`` name the fields for a role and a tick."""

    table: str
    new: str
    hint: str
    remove: str
    add: Callable[..., Plan]
    edit: Callable[..., Plan]
    delete: Callable[..., Plan]
    move: Callable[..., Plan] | None = None
    who: str = "role"
    done: str = ""
    dated: bool = False


class NoteRow(QWidget):
    """One note. Signals: ``edited(str, object, bool)`` with field, value, typing; ``left()``, ``removed()``."""

    edited = Signal(str, object, bool)
    left = Signal()
    removed = Signal()

    def __init__(self, notes: Notes, parent: QWidget | None = None, *, narrow: bool = False) -> None:
        super().__init__(parent)
        self.notes = notes
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(8)
        top = Qt.AlignmentFlag.AlignTop
        self.grip = Grip(self)
        self.grip.setFixedHeight(28)
        row.addWidget(self.grip, alignment=top)
        self.grip.setVisible(notes.move is not None)
        self.tick = Check("", self)
        self.tick.setAccessibleName(_("Settled"))
        self.tick.setVisible(bool(notes.done))
        row.addWidget(self.tick, alignment=top)
        self.text = InPlaceArea("", self)
        self.text.setAccessibleName(notes.hint)
        self.text.setPlaceholderText(notes.hint)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.text)
        row.addLayout(words, 3)
        self.who: Field = text_field(_("Role"), self)
        self.who.edit.setPlaceholderText(_("Role"))
        if narrow:
            words.addWidget(self.who)
        else:
            self.who.setFixedWidth(184)
            row.addWidget(self.who, alignment=top)
        self.date: Field = date_field(_("Date"), self)
        self.date.setFixedWidth(120)
        self.date.setVisible(notes.dated)
        row.addWidget(self.date, alignment=top)
        self.remove = IconButton("trash-2", notes.remove, parent=self, size=28)
        row.addWidget(self.remove, alignment=top)
        self._connect()

    def _connect(self) -> None:
        self.text.edited.connect(_Told(self, "text", typing=True).tell)
        self.who.edited.connect(_Told(self, self.notes.who, typing=True).tell)
        self.date.edited.connect(_Told(self, "date", typing=True).tell)
        for field in (self.text, self.who, self.date):
            field.committed.connect(self._on_left)
        self.tick.clicked.connect(_Told(self, self.notes.done, typing=False).tell)
        self.remove.clicked.connect(self.removed)

    def _on_left(self, _value: object) -> None:
        self.left.emit()

    def show_note(self, record: Record, read_only: bool) -> None:
        """Brings the row up to a record."""
        self.text.set_text(getattr(record, "text"))  # noqa: B009 - every kind of note has a text
        self.who.set_value(getattr(record, self.notes.who))
        if self.notes.dated:
            self.date.set_value(getattr(record, "date"))  # noqa: B009
        if self.notes.done:
            self.tick.setChecked(bool(getattr(record, self.notes.done)))
        for field in (self.text, self.who, self.date):
            field.set_read_only(read_only)
        self.tick.setEnabled(not read_only)
        self.remove.setVisible(not read_only)
        self.grip.setVisible(self.notes.move is not None and not read_only)


class _Told(QObject):
    """Carries what the user does in one field to the row's signal."""

    def __init__(self, row: NoteRow, field: str, *, typing: bool) -> None:
        super().__init__(row)
        self._row, self._field, self._typing = row, field, typing

    def tell(self, value: object) -> None:
        """The user has changed the field."""
        self._row.edited.emit(self._field, value, self._typing)


class NoteRows(QWidget):
    """All notes of a kind, or those that ``wanted`` picks; ``fields`` are given to each new one."""

    def __init__(
        self,
        session: Session,
        notes: Notes,
        parent: QWidget | None = None,
        *,
        wanted: Callable[[Any], bool] = lambda _record: True,
        fields: Callable[[], dict[str, Any]] = dict,
        narrow: bool = False,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.notes = notes
        self._wanted, self._fields, self._narrow = wanted, fields, narrow
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.rows = ReorderList(self, spacing=2)
        self.rows.moved.connect(self._on_moved)
        column.addWidget(self.rows)
        self.add = Button(notes.new, "quiet", "plus", self)
        self.add.clicked.connect(self._on_add)
        column.addWidget(self.add, alignment=Qt.AlignmentFlag.AlignLeft)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        session.changed.connect(self.update_from)
        self.update_from(None)

    def update_from(self, change: Change | None) -> None:
        """Brings the rows up to the plan."""
        if not touches(change, self.notes.table):
            return
        rows: dict[str, QWidget] = {}
        for record in self.session.plan.rows(self.notes.table):
            if self._wanted(record):
                known = self.rows.row(record.id)
                row = known if isinstance(known, NoteRow) else self._new_row(record.id)
                row.show_note(record, self.session.read_only)
                rows[record.id] = row
        self.rows.set_rows(rows)
        self.add.setVisible(not self.session.read_only)

    def _new_row(self, record_id: str) -> NoteRow:
        row = NoteRow(self.notes, self.rows, narrow=self._narrow)
        handler = _Note(self, record_id, row)
        row.edited.connect(handler.edit)
        row.left.connect(self.session.end_typing)
        row.removed.connect(handler.remove)
        return row

    def _on_add(self) -> None:
        if self.session.edit(self.notes.new, self.notes.add, **self._fields()):
            row = self.rows.row(self.rows.ids()[-1])
            if isinstance(row, NoteRow):
                row.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_moved(self, record_id: str, to: int) -> None:
        if self.notes.move is not None:
            self.session.edit(_("Move a note"), self.notes.move, record_id, to)


class _Note(QObject):
    """The verbs of one note."""

    def __init__(self, rows: NoteRows, record_id: str, parent: QObject) -> None:
        super().__init__(parent)
        self._rows, self._id = rows, record_id

    def edit(self, field: str, value: object, typing: bool) -> None:
        """A field of the note has another value."""
        rows = self._rows
        key = f"{rows.notes.table}.{self._id}.{field}" if typing else ""
        rows.session.edit(_("Edit a note"), rows.notes.edit, self._id, typing=key, **{field: value})

    def remove(self) -> None:
        """The note goes."""
        self._rows.session.edit(self._rows.notes.remove, self._rows.notes.delete, self._id)
