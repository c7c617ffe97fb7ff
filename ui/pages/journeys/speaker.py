"""The voice of the page: hands sentences to the screen reader."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


class Speaker(QObject):
    """Says sentences for a widget. Signal: ``said(str)`` with each of them."""

    said = Signal(str)

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._last = ""

    def say(self, sentence: str, *, again: bool = True) -> None:
        """Says a sentence; with ``again`` off, not where it was the last one said."""
        if sentence and (again or sentence != self._last):
            self._last = sentence
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._widget, sentence))
            self.said.emit(sentence)
