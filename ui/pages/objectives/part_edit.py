"""A field opened over a painted part of a row: Enter keeps, Esc drops, Tab goes on to the next part."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.guard import guarded
from ui.theme import theme
from ui.widgets.paint import box
from ui.widgets.text import Field

_BRIEF = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
"""Why the focus leaves only for a moment."""
_LEAST, _REFUSED = 112, 216
"""How wide a field is at least, and with a sentence under it."""


@guarded
class PartEdit(QFrame):
    """Holds a field. Signals: ``kept(object)`` with a value that differs from the one it began with;
    ``closed(str)`` with why: ``enter``, ``esc``, ``next``, ``previous`` or ``left``.

    A value that does not fit stays, with its sentence under it, until it fits or Esc drops it.
    """

    kept = Signal(object)
    closed = Signal(str)

    def __init__(self, field: Field, value: Any, area: QRect, parent: QWidget) -> None:
        super().__init__(parent)
        self.field = field
        self._value = value
        self._area = area
        self._open = True
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(field)
        field.set_value(value)
        field.edit.setAlignment(Qt.AlignmentFlag.AlignLeft)
        field.edit.setPlaceholderText(field.edit.accessibleName())
        field.edit.installEventFilter(self)
        self._fit()
        self.show()
        self.raise_()
        field.edit.selectAll()
        field.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        least = _REFUSED if self.field.sentence.text() else _LEAST
        wide = max(self._area.width(), round(least * theme().scale))
        self.setFixedWidth(wide)
        self.adjustSize()
        left, top = self._area.left(), self._area.center().y() - theme().metric("control") // 2 + 1
        parent = self.parentWidget()
        if parent is not None:
            # Under the last row there is no room: a sentence would be cut, so the field moves up.
            left, top = max(0, min(left, parent.width() - wide)), max(0, min(top, parent.height() - self.height() - 2))
        self.move(left, top)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            why = {
                Qt.Key.Key_Return: "enter",
                Qt.Key.Key_Enter: "enter",
                Qt.Key.Key_Tab: "next",
                Qt.Key.Key_Backtab: "previous",
                Qt.Key.Key_Escape: "esc",
            }.get(Qt.Key(event.key()))
            if why:
                self.close_as(why)
                return True
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut and event.reason() not in _BRIEF:
            self.close_as("left")
        return super().eventFilter(watched, event)

    def close_as(self, why: str) -> None:
        """Keeps the value, or drops it after Esc, and goes; stays where the value does not fit."""
        if not self._open:
            return
        if why != "esc":
            self.field.edit.editingFinished.emit()
            if self.field.sentence.text():
                self._fit()
                self.update()
                return
        self._open = False
        self.hide()
        value = self.field.value
        if why != "esc" and value != self._value:
            self.kept.emit(value)
        self.closed.emit(why)
        self.deleteLater()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.field.sentence.text():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box(painter, QRectF(self.rect()), "bg.surface", "bad.line", 6)
