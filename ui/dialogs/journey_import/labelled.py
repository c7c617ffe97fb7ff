"""Fields with their label above, that flow into as many rows as they need."""

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ui.theme import theme
from ui.widgets import FlowLayout, Words


class Labelled(QWidget):
    """A field under its label, as wide as asked."""

    def __init__(self, words: str, field: QWidget, parent: QWidget, width: int = 0) -> None:
        super().__init__(parent)
        self.field = field
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.label = Words(words, "small", "text.secondary", self)
        self.label.setBuddy(field)
        column.addWidget(self.label)
        column.addWidget(field)
        if width:
            self.setFixedWidth(round(width * theme().scale))


class FlowRow(QWidget):
    """Widgets in a row that goes on below where it is full."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.flow = FlowLayout(self, 12)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget) -> QWidget:
        """One more widget at the end."""
        self.flow.addWidget(widget)
        return widget
