"""Dragging a card: one gesture that shows a slot, a line and the card, and ends in one edit or in none."""

from PySide6.QtCore import QObject, QPoint, QPointF, QRect, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.guard import guarded
from ui.pages.actions.board.card import ActionCard, Ghost
from ui.pages.actions.board.column import GAP, ColumnBody
from ui.theme import theme

EDGE = 36
STEP = 14


@guarded
class _DropLine(QWidget):
    """Where the card would go: a line of three pixels."""

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme().color("accent.fill"))
        painter.setBrush(theme().color("accent.fill"))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 1, 1)


class CardDrag(QObject):
    """The gesture. Signal: ``dropped(str, str, int)`` with the action, the column's key and the index in it."""

    dropped = Signal(str, str, int)

    def __init__(self, area: QScrollArea, inner: QWidget, ghost_parent: QWidget) -> None:
        super().__init__(area)
        self._area, self._inner, self._ghost_parent = area, inner, ghost_parent
        self._card: ActionCard | None = None
        self._ghost: Ghost | None = None
        self._line: _DropLine | None = None
        self._columns: list[ColumnBody] = []
        self._target: tuple[ColumnBody, int] | None = None
        self._at = QPoint()
        self._scroll = QTimer(self)
        self._scroll.setInterval(24)
        self._scroll.timeout.connect(self._on_scroll)

    @property
    def running(self) -> bool:
        """Whether a card is being dragged."""
        return self._card is not None

    def move(self, card: ActionCard, columns: list[ColumnBody], spot: QPointF) -> None:
        """Begins the gesture or goes on with it; ``spot`` is the place of the pointer on the screen."""
        if self._card is None:
            self._begin(card, columns)
        self._at = spot.toPoint()
        self._follow()
        self._scroll.start()

    def _begin(self, card: ActionCard, columns: list[ColumnBody]) -> None:
        self._card, self._columns = card, columns
        self._ghost = Ghost(card.face, card.size(), self._ghost_parent)
        self._ghost.show()
        self._line = _DropLine(self._inner)
        card.set_slot(True)

    def _follow(self) -> None:
        assert self._card is not None and self._ghost is not None and self._line is not None
        grab = self._card.grabbed.toPoint()
        corner = self._ghost_parent.mapFromGlobal(self._at) - grab - QPoint(Ghost.ROOM, Ghost.ROOM)
        self._ghost.move(corner)
        self._ghost.raise_()
        self._target = self._place(self._inner.mapFromGlobal(self._at))
        column, index = self._target
        self._line.setGeometry(self._line_rect(column, index))
        self._line.show()
        self._line.raise_()

    def _place(self, spot: QPoint) -> tuple[ColumnBody, int]:
        """The column under the pointer and the index among its cards, the dragged one left out."""
        column = min(self._columns, key=lambda c: abs(c.geometry().center().x() - spot.x()))
        others = [card for card in column.cards() if card is not self._card]
        y = spot.y() - column.y()
        return column, sum(card.geometry().center().y() < y for card in others)

    def _line_rect(self, column: ColumnBody, index: int) -> QRect:
        others = [card for card in column.cards() if card is not self._card]
        if not others:
            y = 0
        elif index < len(others):
            y = others[index].y() - GAP // 2 - 2
        else:
            y = others[-1].geometry().bottom() + GAP // 2 - 1
        return QRect(column.x(), column.y() + max(0, y), column.width(), 3)

    def _on_scroll(self) -> None:
        """Scrolls the board while the pointer rests near an edge of it."""
        view = self._area.viewport()
        spot = view.mapFromGlobal(self._at)
        for bar, at, size in (
            (self._area.horizontalScrollBar(), spot.x(), view.width()),
            (self._area.verticalScrollBar(), spot.y(), view.height()),
        ):
            step = -STEP if at < EDGE else STEP if at > size - EDGE else 0
            if step and bar.value() + step != bar.value():
                bar.setValue(bar.value() + step)
        if self._card is not None:
            self._follow()

    def drop(self) -> None:
        """Ends the gesture where the card is now."""
        card, target = self._card, self._target
        self.cancel()
        if card is None or target is None:
            return
        column, index = target
        same = card.face.action in column.ids and column.ids.index(card.face.action) == index
        if not same:
            self.dropped.emit(card.face.action, column.key, index)

    def cancel(self) -> None:
        """Ends the gesture with nothing changed."""
        self._scroll.stop()
        if self._card is not None:
            self._card.set_slot(False)
        for widget in (self._ghost, self._line):
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._card = self._ghost = self._line = self._target = None
