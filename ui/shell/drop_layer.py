"""The layer over a page while an idea is dragged: it takes the drop, whatever the page holds."""

from PySide6.QtCore import QPoint, QRectF, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.guard import guarded
from ui.shell.idea_card import IDEA_TYPE
from ui.theme import theme


@guarded
class DropLayer(QWidget):
    """Lies over a widget while it is shown.

    Signals: ``hovered(object)`` with a place of the widget, None when the idea has left it; ``dropped(str, QPoint)``
    with the key of the idea and the place.
    """

    hovered = Signal(object)
    dropped = Signal(str, QPoint)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over.parentWidget())
        self._over = over
        self._inside = False
        self.setAcceptDrops(True)
        self.hide()

    def cover(self) -> None:
        """Comes up over the widget."""
        self.setGeometry(self._over.geometry())
        self.show()
        self.raise_()

    def uncover(self) -> None:
        """Goes; the drag has ended."""
        self._leave()
        self.hide()

    def _leave(self) -> None:
        if self._inside:
            self._inside = False
            self.hovered.emit(None)
            self.update()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(IDEA_TYPE):
            event.acceptProposedAction()
            self._inside = True
            self.hovered.emit(event.position().toPoint())
            self.update()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if self._inside:
            event.acceptProposedAction()
            self.hovered.emit(event.position().toPoint())

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        self._leave()

    def dropEvent(self, event: QDropEvent) -> None:
        key = bytes(event.mimeData().data(IDEA_TYPE).data()).decode("utf-8", "replace")
        event.acceptProposedAction()
        self._leave()
        self.dropped.emit(key, event.position().toPoint())

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._inside:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme().color("accent.line"), 2)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(6, 6, -6, -6), 8, 8)
