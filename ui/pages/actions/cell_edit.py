"""A line of text opened over a painted cell, closed by Enter or Esc."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.guard import guarded
from ui.theme import theme


@guarded
class CellEdit(QLineEdit):
    """Signals: ``typed(str)`` by the user, ``closed()`` when it is done and gone."""

    typed = Signal(str)
    closed = Signal()

    def __init__(self, text: str, name: str, area: QRect, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._before = text
        self.setAccessibleName(name)
        self.setFont(theme().font("body"))
        self.setMaxLength(300)
        height = max(area.height(), theme().metric("control"))
        self.setGeometry(area.x(), area.center().y() - height // 2, area.width(), height)
        self.textEdited.connect(self.typed)
        self.show()
        self.selectAll()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._close()
        elif event.key() == Qt.Key.Key_Escape:
            if self.text() != self._before:
                self.typed.emit(self._before)
            self._close()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason and self.isVisible():
            self._end()

    def _close(self) -> None:
        parent = self.parentWidget()
        self._end()
        if parent is not None:
            target = parent if parent.focusPolicy() != Qt.FocusPolicy.NoFocus else parent.parentWidget()
            if target is not None:
                target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end(self) -> None:
        self.hide()
        self.closed.emit()
        self.deleteLater()
