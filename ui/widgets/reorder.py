"""A column of rows that can be ranked: by dragging a grip, or with Alt and the arrow keys."""

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.guard import guarded
from ui.theme import theme
from ui.widgets.paint import draw_icon


def draw_grip(painter: QPainter, centre: QPointF, *, strong: bool = False) -> None:
    """Six dots around a point."""
    draw_icon(painter, "grip-dots", "text.secondary" if strong else "line.strong", centre, 14)


@guarded
class Grip(QWidget):
    """Six dots to drag a row by."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(14)
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def paintEvent(self, _event: QPaintEvent) -> None:
        draw_grip(QPainter(self), QPointF(7, self.height() / 2), strong=self.underMouse())


@guarded
class _Line(QWidget):
    """Where the dragged row would go."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().color("accent.fill"))


@guarded
class ReorderList(QWidget):
    """Rows one under the other. Signal: ``moved(str, int)`` with a row's id and its new index, by the user.

    A row is any widget; its grip starts the drag. Rows do not jump while one is dragged: a line shows the
    place, Esc drops the gesture.
    """

    moved = Signal(str, int)

    def __init__(self, parent: QWidget | None = None, spacing: int = 6) -> None:
        super().__init__(parent)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(spacing)
        self._rows: dict[str, QWidget] = {}
        self._line = _Line(self)
        self._dragged = ""
        self._to = -1

    def ids(self) -> list[str]:
        """The rows' ids in their order."""
        return list(self._rows)

    def row(self, row_id: str) -> QWidget | None:
        """The widget of a row."""
        return self._rows.get(row_id)

    def set_rows(self, rows: dict[str, QWidget]) -> None:
        """Exactly these rows, in this order; widgets that are no longer among them are deleted."""
        for row_id, widget in list(self._rows.items()):
            if rows.get(row_id) is not widget:
                self.body.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        for at, (row_id, widget) in enumerate(rows.items()):
            if self._rows.get(row_id) is not widget:
                grip = widget.findChild(Grip)
                for part in (widget, grip):
                    if part is not None:
                        part.installEventFilter(self)
            item = self.body.itemAt(at)
            if item is None or item.widget() is not widget:
                self.body.insertWidget(at, widget)
                widget.show()
        self._rows = dict(rows)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, Grip) and isinstance(event, QMouseEvent):
            return self._on_grip(watched, event)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._on_key(watched, event)
        return super().eventFilter(watched, event)

    def _on_key(self, watched: QObject, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape and self._dragged:
            self._end()
            return True
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None:
            return False
        row_id = next((i for i, w in self._rows.items() if w is watched), "")
        ids = self.ids()
        if not row_id:
            return False
        to = ids.index(row_id) + step
        if not 0 <= to < len(ids):
            return False
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(row_id, to)
        else:
            self._rows[ids[to]].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _on_grip(self, grip: Grip, event: QMouseEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            self._dragged = next((i for i, w in self._rows.items() if w.isAncestorOf(grip)), "")
            grip.setCursor(Qt.CursorShape.ClosedHandCursor)
            return True
        if event.type() == QEvent.Type.MouseMove and self._dragged:
            self._to = self.place_at(self.mapFromGlobal(event.globalPosition().toPoint()))
            self.show_place(self._to)
            return True
        if event.type() == QEvent.Type.MouseButtonRelease and self._dragged:
            grip.setCursor(Qt.CursorShape.OpenHandCursor)
            row_id, to = self._dragged, self._to
            self._end()
            if to >= 0 and to != self.ids().index(row_id):
                self.moved.emit(row_id, to)
            return True
        return False

    def place_at(self, spot: QPoint) -> int:
        """The index that something dropped at a place would get; a row that is dragged does not count."""
        return sum(1 for i, row in self._rows.items() if row.geometry().center().y() < spot.y() and i != self._dragged)

    def show_place(self, index: int) -> None:
        """Shows the line of an index, between the rows that stay."""
        others = [row for i, row in self._rows.items() if i != self._dragged]
        if not others:
            return
        gap = self.body.spacing()
        if index < len(others):
            y = others[index].y() - gap // 2 - 1
        else:
            y = others[-1].geometry().bottom() + gap // 2
        self._line.setGeometry(0, max(0, y), self.width(), 2)
        self._line.show()
        self._line.raise_()

    def hide_place(self) -> None:
        """Takes the line away."""
        self._line.hide()

    def _end(self) -> None:
        self._dragged, self._to = "", -1
        self.hide_place()
