"""The side panel: Guide and Details beside the page, or a strip of icons when it is closed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from planner.language import _
from ui.theme import theme
from ui.widgets import Hairline, IconButton, Tabs, Words


class SidePanel(QFrame):
    """Holds the guide, and the page's details over a foot that goes with any item.

    Signal: ``closed()`` when the user folds it.
    """

    closed = Signal()

    def __init__(self, guide: QWidget, foot: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidePanel")
        self.setAccessibleName(_("Side panel"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(20, 6, 8, 0)
        self.tabs = Tabs([("guide", _("Guide")), ("details", _("Details"))], self)
        self.tabs.chosen.connect(self.show_tab)
        head.addWidget(self.tabs)
        head.addStretch(1)
        self.fold = IconButton("panel-right-close", _("Close the side panel"), parent=self)
        self.fold.clicked.connect(self.closed)
        head.addWidget(self.fold)
        layout.addLayout(head)
        layout.addWidget(Hairline(self))
        self.stack = QStackedWidget(self)
        self.guide = guide
        self.stack.addWidget(_scrolled(guide, self))
        self._holder = QWidget(self)
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(foot)
        self._column.addStretch(1)
        self.details_area = _scrolled(self._holder, self)
        self.stack.addWidget(self.details_area)
        layout.addWidget(self.stack, 1)
        self.empty = Words(_("Select an item to see its details."), "body", "text.secondary", wrap=True)
        self.empty.setContentsMargins(20, 20, 20, 20)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._details: QWidget | None = None
        self.set_details(None)
        self._on_theme()
        theme().changed.connect(self._on_theme)

    def show_tab(self, key: str) -> None:
        """Shows the guide or the details."""
        self.tabs.set_current(key)
        self.stack.setCurrentIndex(0 if key == "guide" else 1)

    def set_details(self, details: QWidget | None, title: str = "") -> None:
        """Puts a page's details in, under a name of their own where they have one; the page keeps owning them."""
        parts = [("guide", _("Guide")), ("details", title or _("Details"))]
        if parts != self.tabs.parts:
            self.tabs.set_parts(parts)
        widget = details if details is not None else self.empty
        if self._details is widget:
            return
        self.release()
        self._column.insertWidget(0, widget)
        widget.show()
        self._details = widget

    def release(self) -> None:
        """Gives the details back before the page that owns them goes."""
        if self._details is not None:
            self._column.removeWidget(self._details)
            self._details.setParent(None)
        self._details = None

    def retranslate(self) -> None:
        """Names everything again."""
        self.tabs.set_parts([("guide", _("Guide")), ("details", _("Details"))])
        self.fold.set_name(_("Close the side panel"))
        self.empty.set_text(_("Select an item to see its details."))

    def _on_theme(self) -> None:
        self.setFixedWidth(theme().metric("sidePanel"))


class SideStrip(QFrame):
    """The closed panel: icons that open it. Signal: ``opened(str)`` with a tab."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidePanel")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 12, 6, 12)
        layout.setSpacing(8)
        self.open = IconButton("panel-right-open", _("Open the side panel"), parent=self)
        self.guide = IconButton("compass", _("Guide"), "Ctrl+G", parent=self)
        self.health = IconButton("heart-pulse", _("Plan health"), parent=self)
        self.catalogue = IconButton("library", _("Catalogue"), parent=self)
        for button in (self.open, self.guide, self.health, self.catalogue):
            button.clicked.connect(self._on_clicked)
            layout.addWidget(button, alignment=Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        self.count = Words("", "micro", "warn.text", self)
        self.count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.count.hide()
        self._on_theme()
        theme().changed.connect(self._on_theme)

    def set_count(self, count: int) -> None:
        """The number of findings of the page."""
        self.count.set_text(str(count))
        self.count.setVisible(count > 0)
        self.health.set_name(_("Plan health: {count}").format(count=count) if count else _("Plan health"))

    def _on_clicked(self) -> None:
        self.opened.emit("guide")

    def _on_theme(self) -> None:
        self.setFixedWidth(theme().metric("sideStrip"))
        side = round(18 * theme().scale)
        self.count.setFixedSize(side, side)
        self.count.move(round(25 * theme().scale), round(84 * theme().scale))
        self.count.setStyleSheet(
            f"background: {theme().name('warn.text')}; color: {theme().name('bg.surface')};"
            f" border-radius: {side // 2}px;"
        )
        self.count.raise_()


def _scrolled(widget: QWidget | None, parent: QWidget) -> QScrollArea:
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.viewport().setAutoFillBackground(False)
    if widget is not None:
        area.setWidget(widget)
    return area
