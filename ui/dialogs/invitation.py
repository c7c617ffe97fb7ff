"""The invitation: a card that asks for a file, and says why one cannot be read."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from planner.language import _
from ui.widgets import Banner, Button, IconMark, Words


class Invitation(QFrame):
    """Asks to drop or choose a file. Signal: ``browse_asked()``."""

    browse_asked = Signal()

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        column = QVBoxLayout(self)
        column.setSpacing(10)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addStretch(1)
        column.addWidget(IconMark("file-spreadsheet", "text.tertiary", 34, self), alignment=centre)
        title = Words(_("Drop a file here, or choose one"), "subtitle", "text.primary", self)
        column.addWidget(title, alignment=centre)
        words = Words(hint, "body", "text.secondary", self, wrap=True)
        words.setAlignment(centre)
        column.addWidget(words)
        self.browse = Button(_("Choose a file…"), "secondary", "folder-open", self)
        self.browse.clicked.connect(self.browse_asked)
        column.addWidget(self.browse, alignment=centre)
        self.problem = Banner("bad", "", parent=self)
        self.problem.hide()
        column.addWidget(self.problem)
        column.addStretch(1)

    def show_problem(self, sentence: str) -> None:
        """Says why a file cannot be read; nothing where the sentence is empty."""
        self.problem.say(sentence)
        self.problem.setVisible(bool(sentence))
