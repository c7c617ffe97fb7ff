"""Tooltips of what we paint ourselves: shown where the pointer rests on something that has one."""

from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip, QWidget

from ui.plain import plain_tip


def show_tip(event: QHelpEvent, tip: str, widget: QWidget) -> None:
    """Shows a tip at the pointer, or hides the one there is."""
    if tip:
        QToolTip.showText(event.globalPos(), plain_tip(tip), widget)
    else:
        QToolTip.hideText()
