"""The frame of our dialogs: a title, a body, buttons at the foot."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from planner.language import _
from ui.guard import guarded
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.text import Words


@guarded
class Frame(QDialog):
    """A dialog with a title and buttons; subclasses fill ``body`` and name the ``primary`` button, which Enter presses.

    It deletes itself when it is closed.
    """

    def __init__(self, title: str, parent: QWidget | None = None, sentence: str = "") -> None:
        super().__init__(parent)
        self.primary: Button | None = None
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

    def take_room(self, width: int, height: int) -> None:
        """As large as asked at this size of text, but no larger than the window it stands on."""
        wide, high = round(width * theme().scale), round(height * theme().scale)
        parent = self.parentWidget()
        if parent is not None:
            room = parent.window().size()
            wide, high = min(wide, room.width() - 24), min(high, room.height() - 24)
        self.resize(wide, high)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.primary is not None:
            if self.primary.isEnabled() and self.primary.isVisible():
                self.primary.click()
        else:
            super().keyPressEvent(event)

    def add_close(self, words: str = "") -> Button:
        """The button that closes, at the right end of the foot."""
        close = Button(words or _("Close"), "secondary", parent=self)
        close.clicked.connect(self.accept)
        self.foot.addWidget(close)
        return close
