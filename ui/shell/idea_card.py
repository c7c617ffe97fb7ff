"""An idea of the catalogue as a card: press its plus, or drag it to the page by any other part."""

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from planner.catalogue import Idea
from planner.language import _
from ui.guard import guarded
from ui.plain import plain_tip
from ui.theme import theme
from ui.widgets.paint import Painted, box, draw_icon, draw_words, focus_ring
from ui.widgets.reorder import draw_grip

IDEA_TYPE = "application/x-rapport-idea"
"""What a dragged idea is to drag and drop; its data is the idea's key."""
HEIGHT = 48


def idea_data(idea: Idea) -> QMimeData:
    """What is dragged."""
    data = QMimeData()
    data.setData(IDEA_TYPE, idea.key.encode())
    return data


@guarded
class IdeaCard(Painted):
    """A card with grip and plus.

    Signals: ``clicked()`` of QAbstractButton takes the idea over, ``drag_began()`` and ``drag_ended()`` around a drag.
    """

    drag_began = Signal()
    drag_ended = Signal()

    def __init__(self, idea: Idea, hint: str, used: bool, read_only: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.idea, self.used = idea, used
        self.hint = _("In your plan") if used else hint
        self._free = not used and not read_only
        self._pressed_at: QPoint | None = None
        self._on_plus = False
        self.setText(idea.title)
        self.setAccessibleName(_("Use the idea: {title}").format(title=idea.title))
        self.setAccessibleDescription(self.hint)
        self.setToolTip(plain_tip(idea.how))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.OpenHandCursor if self._free else Qt.CursorShape.ArrowCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self._free else Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        return QSize(200, round(HEIGHT * theme().scale))

    def plus_rect(self) -> QRectF:
        """Where the plus is pressed."""
        side = 32 * theme().scale
        return QRectF(self.width() - side - 5 * theme().scale, (self.height() - side) / 2, side, side)

    def hitButton(self, pos: QPoint) -> bool:
        return self._free and self.plus_rect().contains(QPointF(pos))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._free and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        left = event.button() == Qt.MouseButton.LeftButton
        spot = event.position().toPoint()
        self._pressed_at = spot if left and self._free and not self.hitButton(spot) else None
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        spot = event.position().toPoint()
        self._hover(self.hitButton(spot))
        if self._pressed_at is None:
            super().mouseMoveEvent(event)
        elif (spot - self._pressed_at).manhattanLength() >= QApplication.startDragDistance():
            start, self._pressed_at = self._pressed_at, None
            self.start_drag(start)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = None
        super().mouseReleaseEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(False)
        super().leaveEvent(event)

    def _hover(self, plus: bool) -> None:
        if plus != self._on_plus:
            self._on_plus = plus
            hand = Qt.CursorShape.PointingHandCursor if plus else Qt.CursorShape.OpenHandCursor
            self.setCursor(hand if self._free else Qt.CursorShape.ArrowCursor)
            self.update()

    def start_drag(self, held_at: QPoint) -> None:
        """Drags the card until it is dropped somewhere, or Esc."""
        drag = QDrag(self)
        drag.setMimeData(idea_data(self.idea))
        drag.setPixmap(self.grab())
        drag.setHotSpot(held_at)
        self.drag_began.emit()
        try:
            drag.exec(Qt.DropAction.CopyAction)
        finally:
            self.drag_ended.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, scale = QRectF(self.rect()), theme().scale
        middle = area.center().y()
        hover = self.underMouse() and self._free
        box(painter, area, "bg.surface", "line.strong" if hover else "line.hair", 8)
        if self._free:
            draw_grip(painter, QPointF(12 * scale, middle), strong=hover)
        draw_icon(painter, self.idea.icon or "lightbulb", "text.secondary", QPointF(34 * scale, middle), 16)
        plus = self.plus_rect()
        left = 50 * scale
        title = QRectF(left, middle - 18 * scale, plus.left() - left, 20 * scale)
        draw_words(painter, title, self.idea.title, "body", "text.tertiary" if self.used else "text.primary")
        hint = QRectF(left, middle + 1 * scale, title.width(), 16 * scale)
        draw_words(painter, hint, self.hint, "caption", "ok.text" if self.used else "text.tertiary")
        if self._on_plus and self._free:
            box(painter, plus, "bg.pressed" if self.isDown() else "bg.hover")
        if self.used:
            draw_icon(painter, "check", "ok.text", plus.center(), 16)
        elif self._free:
            draw_icon(painter, "plus", "text.secondary", plus.center(), 16)
        if self.ring_shown():
            focus_ring(painter, area, 8)
