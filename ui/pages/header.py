"""The header of a page: title, one-line purpose, actions at the right; compact in low windows."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.guard import guarded
from ui.theme import theme
from ui.widgets import Button, Words
from ui.widgets.lines import ElidedWords


@guarded
class PageHeader(QWidget):
    """Title and purpose at the left; widgets added with ``add`` stand at the right."""

    def __init__(self, title: str, purpose: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 24, 8)
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title = Words(title, "title", "text.primary", self)
        self.purpose = ElidedWords(purpose, "body", "text.secondary", self)
        words.addStretch(1)
        words.addWidget(self.title)
        words.addWidget(self.purpose)
        words.addStretch(1)
        row.addLayout(words, 1)
        self.right = QHBoxLayout()
        self.right.setSpacing(8)
        row.addLayout(self.right)
        theme().changed.connect(self._fit)
        self._fit()

    def add(self, widget: QWidget) -> None:
        """One more widget at the right end."""
        self.right.addWidget(widget)

    def squeeze(self) -> None:
        """Shows buttons as icons, the least important first, where their words do not fit beside the title."""
        items = (self.right.itemAt(at) for at in range(self.right.count()))
        found = (item.widget() for item in items if item is not None)
        shown = [widget for widget in found if widget is not None and not widget.isHidden()]
        buttons = [widget for widget in shown if isinstance(widget, Button)]
        for button in buttons:
            button.set_compact(False)
        room = self.width() - 48 - self.title.sizeHint().width() - 8 * len(shown)
        needed = sum(widget.sizeHint().width() for widget in shown)
        for button in sorted(buttons, key=lambda b: b.kind == "primary"):
            if needed <= room:
                break
            needed -= button.sizeHint().width()
            button.set_compact(True)
            needed += button.sizeHint().width()

    def _fit(self) -> None:
        self.squeeze()
        window = self.window()
        low = window is not self and window.height() < 760 * theme().scale
        self.purpose.setVisible(not low)
        self.title.setFixedHeight(theme().line("title"))
        self.purpose.setFixedHeight(theme().line("body"))
        self.setFixedHeight(theme().metric("pageHeaderCompact" if low else "pageHeader"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
