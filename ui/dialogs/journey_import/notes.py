"""Sentences about an import, each with its mark, that scroll where they are many."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from planner.language import _
from ui.theme import theme
from ui.widgets import ScrollColumn, Words
from ui.widgets.containers import clear_layout
from ui.widgets.messages import IconMark

INFO, WARN, BAD = ("info", "info.text"), ("triangle-alert", "warn.text"), ("circle-alert", "bad.text")
"""Marks of sentences: their icon and its colour."""

Line = tuple[tuple[str, str], str]
_SHOWN = 4


class NoteList(ScrollColumn):
    """A list of sentences with their marks."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, (0, 0, 8, 0))
        self.setAccessibleName(_("Notes about the import"))
        self.body.setSpacing(6)
        self.sentences: list[str] = []

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Shows these sentences in the place of those before."""
        self.sentences = [words for _mark, words in lines]
        clear_layout(self.body)
        for mark, words in lines:
            self.body.addWidget(self._line(mark, words))
        self.body.addStretch(1)
        rows = min(max(len(lines), 1), _SHOWN)
        self.setFixedHeight(round(rows * 24 * theme().scale))

    def _line(self, mark: tuple[str, str], words: str) -> QWidget:
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(IconMark(*mark, 15, row), alignment=Qt.AlignmentFlag.AlignTop)
        line.addWidget(Words(words, "small", "text.primary", row, wrap=True), 1)
        return row
