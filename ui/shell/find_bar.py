"""The find bar: steps through the items of the page whose words hold what is typed."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget

from planner.language import _
from ui.guard import guarded
from ui.theme import theme
from ui.widgets import IconButton, Words
from ui.widgets.paint import box

Item = tuple[str, str]
"""Table and id."""


@guarded
class FindBar(QFrame):
    """A field over the page. Enter goes to the next item, Shift+Enter to the one before, Esc closes.

    Signals: ``found(str, str)`` with the table and id of an item to show, ``closed()``.
    """

    found = Signal(str, str)
    closed = Signal()

    def __init__(self, source: Callable[[str], list[Item]], over: QWidget) -> None:
        super().__init__(over.parentWidget())
        self._source, self._over = source, over
        self._items: list[Item] = []
        self._at = -1
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 6, 6)
        row.setSpacing(4)
        self.field = QLineEdit(self)
        self.field.textEdited.connect(self._find)
        self.field.installEventFilter(self)
        self.count = Words("", "small", "text.secondary", self)
        self.back = IconButton("chevron-up", parent=self, size=28)
        self.forth = IconButton("chevron-down", parent=self, size=28)
        self.cross = IconButton("x", parent=self, size=28)
        self.back.clicked.connect(self.previous)
        self.forth.clicked.connect(self.next)
        self.cross.clicked.connect(self.close_bar)
        row.addWidget(self.field, 1)
        for widget in (self.count, self.back, self.forth, self.cross):
            row.addWidget(widget)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        """Names every control again."""
        self.setAccessibleName(_("Find on this page"))
        self.field.setAccessibleName(_("Find on this page"))
        self.field.setPlaceholderText(_("Find on this page"))
        self.back.set_name(_("The one before"), "Shift+Enter")
        self.forth.set_name(_("The next one"), "Enter")
        self.cross.set_name(_("Close"), "Esc")

    def open_bar(self) -> None:
        """Comes up with the focus in its field; what was typed last is chosen."""
        self.place()
        self.show()
        self.raise_()
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._find(self.field.text(), go=False)

    def place(self) -> None:
        """Stands at the top right of the page."""
        scale = theme().scale
        width = min(round(360 * scale), self._over.width() - 32)
        self.setFixedWidth(max(width, 160))
        self.adjustSize()
        area = self._over.geometry()
        self.move(area.right() - self.width() - 16, area.top() + 8)

    def forget(self) -> None:
        """Looks again where the page or the plan is another one."""
        if self.isVisible():
            self._find(self.field.text(), go=False)

    def close_bar(self) -> None:
        """Goes."""
        self.hide()
        self.closed.emit()

    def _find(self, query: str, go: bool = True) -> None:
        shown = self._items[self._at] if 0 <= self._at < len(self._items) else None
        self._items = self._source(query)
        self._at = self._items.index(shown) if shown in self._items else -1
        if go and self._items and self._at < 0:
            self._show(0)
        self._say()

    def next(self) -> None:
        """Goes on to the next item; after the last comes the first."""
        self._show(self._at + 1)

    def previous(self) -> None:
        """Goes back to the item before."""
        self._show(self._at - 1 if self._at >= 0 else -1)

    def _show(self, at: int) -> None:
        if self._items:
            self._at = at % len(self._items)
            self.found.emit(*self._items[self._at])
        self._say()

    def _say(self) -> None:
        words = ""
        if self.field.text().strip():
            words = _("Nothing found")
            if self._items:
                words = _("{at} of {count}").format(at=self._at + 1 if self._at >= 0 else "–", count=len(self._items))
        self.count.set_text(words)
        self.field.setAccessibleDescription(words)
        for button in (self.back, self.forth):
            button.setEnabled(bool(self._items))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self.previous() if back else self.next()
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self.previous() if event.key() == Qt.Key.Key_Up else self.next()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box(painter, QRectF(self.rect()), "bg.surface", "line.strong", 8)
