"""First step: choose a file, see its first rows, and say how it is to be read."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.intake.cells import Choices, Table
from planner.intake.csv_table import DELIMITERS
from planner.intake.decoding import ENCODINGS
from planner.intake.tables import column_name
from planner.intake.values import text_of
from planner.language import _, ngettext, number, short_number
from ui.dialogs.invitation import Invitation
from ui.plain import plain_tip
from ui.theme import theme
from ui.widgets import Button, Choice, Words

SHOWN_ROWS = 20
SHOWN_HEADINGS = 12
_LONGEST = 60


def _encodings() -> list[tuple[str, str]]:
    names = {
        "utf-8": _("Unicode (UTF-8)"),
        "cp1252": _("Windows, Western Europe"),
        "utf-16": _("Unicode (UTF-16)"),
        "mac_roman": _("Mac, older files"),
        "latin-1": _("Latin 1"),
    }
    return [(key, names[key]) for key in ENCODINGS]


def _delimiters() -> list[tuple[str, str]]:
    names = {";": _("Semicolon"), ",": _("Comma"), "\t": _("Tabulator"), "|": _("Upright line")}
    return [(key, names[key]) for key in DELIMITERS]


def _decimals() -> list[tuple[str, str]]:
    return [(".", _("Point: 0.5")), (",", _("Comma: 0,5"))]


class Option(QWidget):
    """A choice with its label above it."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        label = Words(words, "small", "text.secondary", self)
        self.choice = Choice(words, (), self)
        label.setBuddy(self.choice)
        column.addWidget(label)
        column.addWidget(self.choice)

    def offer(self, options: Sequence[tuple[str, str]], current: str) -> None:
        """The options, of which one is chosen."""
        self.choice.set_options(options)
        self.choice.set_current(current)


class FileStep(QWidget):
    """The file and how it is read. Signals: ``browse_asked()``; ``choices_changed(object)`` with the Choices."""

    browse_asked = Signal()
    choices_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None, hint: str = "") -> None:
        super().__init__(parent)
        self.choices = Choices()
        self._hint = hint or _("A list of customers or a table of segments, in CSV, Excel or OpenDocument.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self._build_invitation())
        self.stack.addWidget(self._build_preview())
        column.addWidget(self.stack, 1)

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
        options = QHBoxLayout()
        options.setSpacing(12)
        self.encoding = Option(_("Letters"), holder)
        self.delimiter = Option(_("Cells are parted by"), holder)
        self.sheet = Option(_("Sheet"), holder)
        self.decimal = Option(_("Decimals"), holder)
        self.heading = Option(_("Headings in"), holder)
        for option in (self.encoding, self.delimiter, self.sheet, self.decimal, self.heading):
            options.addWidget(option, 1)
        column.addLayout(options)
        self.encoding.choice.chosen.connect(self._on_encoding)
        self.delimiter.choice.chosen.connect(self._on_delimiter)
        self.sheet.choice.chosen.connect(self._on_sheet)
        self.decimal.choice.chosen.connect(self._on_decimal)
        self.heading.choice.chosen.connect(self._on_heading)
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
        is_text = table.encoding is not None
        self.encoding.setVisible(is_text)
        self.delimiter.setVisible(is_text)
        self.sheet.setVisible(len(table.sheets) > 1)
        typed = not is_text and not table.sheets
        self.decimal.setVisible(not typed)
        self.heading.setVisible(not typed)
        if table.encoding is not None:
            self.encoding.offer(_encodings(), _known_encoding(table.encoding.name))
            self.delimiter.offer(_delimiters(), table.delimiter)
        self.sheet.offer([(name, name) for name in table.sheets], table.sheet)
        self.decimal.offer(_decimals(), table.decimal)
        lines = [row.line for row in table.above] + [table.heading] + [row.line for row in table.rows]
        options = [(str(line), _("line {line}").format(line=line)) for line in lines[:SHOWN_HEADINGS]]
        self.heading.offer(options, str(table.heading))
        fill_preview(self.grid, table)
        self.notes.set_text("\n".join(table.notes))
        self.notes.setVisible(bool(table.notes))

    def _choose(self, choices: Choices) -> None:
        self.choices = choices
        self.choices_changed.emit(choices)

    def _on_encoding(self, key: str) -> None:
        self._choose(replace(self.choices, encoding=key, heading=None))

    def _on_delimiter(self, key: str) -> None:
        self._choose(replace(self.choices, delimiter=key, heading=None))

    def _on_sheet(self, key: str) -> None:
        self._choose(replace(self.choices, sheet=key, heading=None))

    def _on_decimal(self, key: str) -> None:
        self._choose(replace(self.choices, decimal="," if key == "," else "."))

    def _on_heading(self, key: str) -> None:
        self._choose(replace(self.choices, heading=int(key)))


def _known_encoding(name: str) -> str:
    return {"utf-8-sig": "utf-8", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}.get(name, name)


def preview_grid(parent: QWidget) -> QTableWidget:
    """An empty table that shows rows of a file."""
    grid = QTableWidget(parent)
    grid.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    grid.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    grid.setFrameShape(QFrame.Shape.NoFrame)
    grid.setStyleSheet("QTableWidget::item { padding: 0 8px; }")
    grid.horizontalHeader().setStretchLastSection(True)
    grid.setCornerButtonEnabled(False)
    grid.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    grid.verticalHeader().setDefaultSectionSize(round(28 * theme().scale))
    grid.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    grid.horizontalHeader().setFixedHeight(round(34 * theme().scale))
    grid.horizontalHeader().setHighlightSections(False)
    return grid


def framed(grid: QAbstractItemView, parent: QWidget) -> QFrame:
    """A table on a card of its own."""
    card = QFrame(parent)
    card.setObjectName("card")
    column = QVBoxLayout(card)
    column.setContentsMargins(1, 1, 1, 1)
    column.addWidget(grid)
    return card


def fill_preview(grid: QTableWidget, table: Table) -> None:
    """Shows the first rows of a table under its headings, with their lines."""
    rows = table.rows[:SHOWN_ROWS]
    grid.clear()
    grid.setRowCount(len(rows))
    grid.setColumnCount(len(table.head))
    grid.setHorizontalHeaderLabels([_short(words) or column_name(at) for at, words in enumerate(table.head)])
    grid.setVerticalHeaderLabels([str(row.line) for row in rows])
    for at, row in enumerate(rows):
        for column, cell in enumerate(row.cells):
            # Whole numbers as the file has them: many are the numbers of customers or orders.
            words = short_number(cell, 4) if isinstance(cell, float) and not cell.is_integer() else text_of(cell)
            item = QTableWidgetItem(_short(words))
            if len(words) > _LONGEST:
                item.setToolTip(plain_tip(words[:600]))
            if isinstance(cell, float):
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.setItem(at, column, item)
    grid.resizeColumnsToContents()
    for column in range(grid.columnCount()):
        grid.setColumnWidth(column, min(max(grid.columnWidth(column) + 16, 80), 260))


def _short(words: str) -> str:
    line = " ".join(words[:400].split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
