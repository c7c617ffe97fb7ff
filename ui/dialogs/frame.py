"""The frame of our dialogs: a title, a body, buttons at the foot."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from planner.language import _
from ui.widgets.buttons import Button
from ui.widgets.text import Words


class Frame(QDialog):
    """A dialog with a title and buttons; subclasses fill ``body``. It deletes itself when it is closed."""

    def __init__(self, title: str, parent: QWidget | None = None, sentence: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(14)
        head = QVBoxLayout()
        head.setSpacing(3)
        head.addWidget(Words(title, "subtitle", "text.primary", self))
        if sentence:
            head.addWidget(Words(sentence, "body", "text.secondary", self, wrap=True))
        column.addLayout(head)
        self.body = QVBoxLayout()
        self.body.setSpacing(14)
        column.addLayout(self.body, 1)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(8)
        self.foot.addStretch(1)
        column.addLayout(self.foot)

    def add_close(self, words: str = "") -> Button:
        """The button that closes, at the right end of the foot."""
        close = Button(words or _("Close"), "secondary", parent=self)
        close.clicked.connect(self.accept)
        self.foot.addWidget(close)
        return close
