"""A row that is renamed in place, ranked by its grip and deleted by its cross: stages and channels are such rows."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.guard import guarded
from ui.widgets import IconButton, InPlaceText, Words
from ui.widgets.paint import focus_ring
from ui.widgets.reorder import Grip


@guarded
class NamedRow(QFrame):
    """Signals: ``named(str, str)`` with id and name while typing, ``left()``, ``removed(str)``."""

    named = Signal(str, str)
    left = Signal()
    removed = Signal(str)

    def __init__(self, row_id: str, name: str, remove: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row_id = row_id
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 1, 0, 1)
        column.setSpacing(0)
        self.line = QHBoxLayout()
        self.line.setSpacing(4)
        self.grip = Grip(self)
        self.name = InPlaceText("", self)
        self.name.setAccessibleName(name)
        self.name.edited.connect(self._on_name)
        self.name.committed.connect(self._on_left)
        self.cross = IconButton("x", remove, parent=self, size=24)
        self.cross.clicked.connect(self._on_removed)
        self.line.addWidget(self.grip)
        self.line.addWidget(self.name, 1)
        self.line.addWidget(self.cross)
        column.addLayout(self.line)
        self.about = Words("", "caption", "text.secondary", self, wrap=True)
        self.about.setContentsMargins(25, 0, 0, 2)
        self.about.hide()
        column.addWidget(self.about)

    def show_name(self, name: str, *, read_only: bool, about: str = "") -> None:
        """Brings the row up to date; ``about`` stands under the name."""
        self.about.set_text(about)
        self.about.setVisible(bool(about))
        self.name.set_text(name)
        self.setAccessibleName(name)
        self.name.set_read_only(read_only)
        self.grip.setVisible(not read_only)
        self.cross.setVisible(not read_only)

    def _on_name(self, text: str) -> None:
        self.named.emit(self.row_id, text)

    def _on_left(self, _text: str) -> None:
        self.left.emit()

    def _on_removed(self) -> None:
        self.removed.emit(self.row_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            self.name.selectAll()
        elif event.key() == Qt.Key.Key_Delete and self.cross.isVisibleTo(self):
            self.removed.emit(self.row_id)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            focus_ring(painter, self.rect().toRectF())
