"""Reading: the letters of a file, the sign between cells, the sheet, decimals and headings; guessed, and to change."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.intake.cells import Choices, Table
from planner.intake.csv_table import DELIMITERS
from planner.intake.decoding import ENCODINGS
from planner.language import _
from ui.widgets import Choice, Words

SHOWN_HEADINGS = 12


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


class Reading(QWidget):
    """The choices in a row. Signal: ``choices_changed(object)`` with the Choices."""

    choices_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choices = Choices()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.encoding = Option(_("Letters"), self)
        self.delimiter = Option(_("Cells are parted by"), self)
        self.sheet = Option(_("Sheet"), self)
        self.decimal = Option(_("Decimals"), self)
        self.heading = Option(_("Headings in"), self)
        for option in (self.encoding, self.delimiter, self.sheet, self.decimal, self.heading):
            row.addWidget(option, 1)
        self.encoding.choice.chosen.connect(self._on_encoding)
        self.delimiter.choice.chosen.connect(self._on_delimiter)
        self.sheet.choice.chosen.connect(self._on_sheet)
        self.decimal.choice.chosen.connect(self._on_decimal)
        self.heading.choice.chosen.connect(self._on_heading)

    def show_table(self, table: Table) -> None:
        """Shows how a file was read."""
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
