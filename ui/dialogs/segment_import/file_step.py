"""First step: choose a file, see its first rows, and say how it is to be read."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planner.intake.cells import Choices, Table
from planner.language import _, ngettext, number
from ui.dialogs.invitation import Invitation
from ui.dialogs.preview import fill_preview, framed, preview_grid
from ui.dialogs.reading import Reading
from ui.widgets import Button, Words

SHOWN_HEADINGS = 12
_LONGEST = 60


class FileStep(QWidget):
    """The file and how it is read. Signals: ``browse_asked()``; ``choices_changed(object)`` with the Choices."""

    browse_asked = Signal()
    choices_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None, hint: str = "") -> None:
        super().__init__(parent)
        self._hint = hint or _("A list of customers or a table of segments, in CSV, Excel or OpenDocument.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self._build_invitation())
        self.stack.addWidget(self._build_preview())
        column.addWidget(self.stack, 1)

    @property
    def choices(self) -> Choices:
        """How the file is to be read."""
        return self.reading.choices

    @choices.setter
    def choices(self, choices: Choices) -> None:
        self.reading.choices = choices

    def _build_invitation(self) -> QWidget:
        privacy = _("No customer goes into the plan.")
        self.invitation = Invitation(f"{self._hint}\n{privacy}", self)
        self.invitation.browse_asked.connect(self.browse_asked)
        self.browse, self.problem = self.invitation.browse, self.invitation.problem
        return self.invitation

    def _build_preview(self) -> QWidget:
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        head = QHBoxLayout()
        self.name = Words("", "heading", "text.primary", holder)
        self.facts = Words("", "body", "text.secondary", holder)
        self.other = Button(_("Another file…"), "secondary", "folder-open", holder, small=True)
        self.other.clicked.connect(self.browse_asked)
        head.addWidget(self.name)
        head.addWidget(self.facts)
        head.addStretch(1)
        head.addWidget(self.other)
        column.addLayout(head)
        self.reading = Reading(holder)
        self.reading.choices_changed.connect(self.choices_changed)
        column.addWidget(self.reading)
        self.grid = preview_grid(holder)
        self.grid.setAccessibleName(_("First rows of the file"))
        column.addWidget(framed(self.grid, holder), 1)
        self.notes = Words("", "small", "warn.text", holder, wrap=True)
        column.addWidget(self.notes)
        return holder

    def show_problem(self, sentence: str) -> None:
        """Says why a file cannot be read, and asks for another one."""
        self.invitation.show_problem(sentence)
        self.stack.setCurrentIndex(0)

    def show_table(self, table: Table, rows: int | None = -1) -> None:
        """Shows how a file was read; ``rows`` are those of the whole file where only its beginning was, None where
        nobody knows how many there are.
        """
        self.problem.hide()
        self.stack.setCurrentIndex(1)
        self.name.set_text(table.source)
        columns = ngettext("{count} column", "{count} columns", len(table.head)).format(count=len(table.head))
        count = len(table.rows) if rows == -1 else rows
        known = [] if count is None else [ngettext("{count} row", "{count} rows", count).format(count=number(count))]
        self.facts.set_text(", ".join((*known, columns)))
        self.reading.show_table(table)
        fill_preview(self.grid, table)
        self.notes.set_text("\n".join(table.notes))
        self.notes.setVisible(bool(table.notes))
