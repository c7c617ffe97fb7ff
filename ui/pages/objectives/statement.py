"""The statement of an objective: painted in lines of one height, edited at the same place."""

import re

from PySide6.QtCore import QMimeData, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from planner.language import _
from ui.guard import guarded
from ui.theme import theme
from ui.widgets.text import say_read_only

STYLE = "heading"
LINE = 19
MOST_LINES = 4
"""A longer statement is cut in its row; editing shows all of it."""


@guarded
class StatementEdit(QTextEdit):
    """One sentence, plain, with the line height it is painted with.

    Signals: ``edited(str)`` while the user types, ``left(bool)`` when typing ends, with whether a key ended it;
    ``grown()`` when it needs another height.
    """

    edited = Signal(str)
    left = Signal(bool)
    grown = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._before = ""
        self._setting = False
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("inplace", True)
        self.setAccessibleName(_("Statement of the objective"))
        self.setPlaceholderText(_("What should the relationship achieve?"))
        self.document().setDocumentMargin(0)
        self.setFont(theme().font(STYLE))
        self.setViewportMargins(3, 0, 3, 0)
        self.textChanged.connect(self._on_changed)

    def start(self, text: str, read_only: bool) -> None:
        """Takes the statement in; ``Esc`` will bring it back."""
        self._before = text
        self.setReadOnly(read_only)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Shows other words without telling anyone."""
        if text == self.toPlainText():
            return
        self._setting = True
        self.setPlainText(text)
        self._set_lines()
        self._setting = False

    def _set_lines(self) -> None:
        lines = QTextBlockFormat()
        lines.setLineHeight(LINE * theme().scale, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(lines)

    def over(self, words: QRect) -> None:
        """Stands over the painted words."""
        self.setGeometry(words.adjusted(-5, -3, 5, 3))

    def _on_changed(self) -> None:
        self.grown.emit()
        if not self._setting:
            self.edited.emit(self.toPlainText())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit(True)
        elif key == Qt.Key.Key_Escape:
            if self.toPlainText() != self._before:
                self.set_text(self._before)
                self.edited.emit(self._before)
            self.left.emit(True)
        elif self.isReadOnly() and event.text().isprintable() and event.text():
            say_read_only(self, self.cursorRect())
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText(re.sub(r"[\r\n\t]+", " ", source.text()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit(False)
