"""Two columns: what is asked beside what comes of it; in narrow windows the second goes under the first."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from ui.guard import guarded
from ui.theme import theme
from ui.widgets import ScrollColumn

BESIDE = 900
"""The width from which the columns stand side by side."""


@guarded
class TwoColumns(ScrollColumn):
    """A scrolling page with a part across the top and two columns under it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, (24, 16, 24, 24))
        self.columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.columns.setSpacing(16)
        self.left, self.right = QVBoxLayout(), QVBoxLayout()
        for column, share in ((self.left, 568), (self.right, 380)):
            column.setSpacing(16)
            self.columns.addLayout(column, share)

    def place_columns(self) -> None:
        """Puts the columns under what the body holds already."""
        theme().changed.connect(self._fit)
        for column in (self.left, self.right):
            column.addStretch(1)
        self.body.addLayout(self.columns)
        self.body.addStretch(1)

    def bring(self, widget: QWidget) -> None:
        """Scrolls to a widget that may have been laid out only now."""
        self.body.activate()
        self.ensureWidgetVisible(widget, 0, 24)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        beside = self.width() >= BESIDE * theme().scale
        wanted = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self.columns.direction() != wanted:
            self.columns.setDirection(wanted)
