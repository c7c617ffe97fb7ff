"""Typing on the canvas: a small field over a touchpoint or a label, Enter keeps, Esc drops."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.guard import guarded
from ui.pages.journeys.canvas_view import CanvasView
from ui.theme import theme


@guarded
class CanvasEditor(QLineEdit):
    """One line over the canvas. Signals: ``closed()`` when it goes, ``dropped()`` on Esc.

    ``keep`` gets the text, whether Enter was pressed, and says whether it was taken: a refused text stays.
    """

    closed = Signal()
    dropped = Signal()

    def __init__(
        self, view: CanvasView, area: QRectF, text: str, name: str, keep: Callable[[str, bool], bool], hint: str = ""
    ) -> None:
        super().__init__(text, view.viewport())
        self._keep = keep
        self._closing = False
        self._view = view
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setFont(theme().font("node"))
        self.setObjectName("canvasEditor")
        self._style()
        self._place(area)
        self.textEdited.connect(self._on_edited)

    def _style(self, *, error: bool = False) -> None:
        line = theme().name("bad.fill" if error else "line.focus")
        self.setStyleSheet(
            f"QLineEdit {{ background: {theme().name('bg.surface')}; color: {theme().name('text.primary')};"
            f" border: 2px solid {line}; border-radius: 6px; padding: 0 5px; min-height: 0px; }}"
        )

    def _place(self, area: QRectF) -> None:
        """Over an area of the scene, at a size that can be read, inside the view."""
        spot = self._view.mapFromScene(area).boundingRect()
        metrics = QFontMetrics(self.font())
        high = max(round(26 * theme().scale), min(spot.height(), round(34 * theme().scale)))
        words = max(map(metrics.horizontalAdvance, (self.text(), self.placeholderText())))
        wide = max(spot.width(), words + 24)
        box = QRect(spot.center().x() - wide // 2, spot.center().y() - high // 2, wide, high)
        room = self._view.viewport().rect()
        box.moveLeft(max(room.left(), min(box.left(), room.right() - wide)))
        box.moveTop(max(room.top(), min(box.top(), room.bottom() - high)))
        self.setGeometry(box)

    def start(self, *, select: bool = True) -> None:
        """Shows the field and gives it the keyboard."""
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if select:
            self.selectAll()

    def finish(self, *, enter: bool) -> None:
        """Keeps the text and goes; stays where the text is refused."""
        if self._closing:
            return
        self._closing = True
        if self._keep(self.text(), enter) or not enter:
            self._go(enter=enter)
        else:
            self._closing = False
            self._style(error=True)
            self.selectAll()

    def drop(self) -> None:
        """Goes without keeping anything."""
        self._closing = True
        self._go(enter=True)
        self.dropped.emit()

    def _go(self, *, enter: bool) -> None:
        if enter:
            # Before it hides: Qt would hand the keyboard to the next widget of the chain, which may be a form that
            # has just left the side panel.
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()
        self.closed.emit()
        self.deleteLater()

    def _on_edited(self, text: str) -> None:
        self._style()
        wide = QFontMetrics(self.font()).horizontalAdvance(text) + 24
        if wide > self.width():
            parent: QWidget = self._view.viewport()
            self.resize(min(wide, parent.width() - self.x() - 4), self.height())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.finish(enter=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finish(enter=True)
        elif event.key() == Qt.Key.Key_Escape:
            self.drop()
        else:
            super().keyPressEvent(event)
            event.accept()  # keys never reach the canvas under it
