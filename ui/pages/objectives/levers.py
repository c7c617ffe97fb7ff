"""The seven value levers as cards, for a plan without objectives."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSize, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from planner.catalogue import Lever
from ui.guard import guarded
from ui.plain import plain_tip
from ui.theme import theme
from ui.widgets import FlowLayout
from ui.widgets.paint import Painted, box, draw_icon, draw_words, focus_ring

GAP = 10


@guarded
class LeverCard(Painted):
    """One lever: icon and name; its meaning is the tooltip."""

    def __init__(self, lever: Lever, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lever = lever
        self.setText(lever.name)
        self.setAccessibleName(lever.name)
        self.setToolTip(plain_tip(lever.meaning))

    def words_width(self) -> float:
        """How wide the name is."""
        return QFontMetricsF(theme().font("body")).horizontalAdvance(self.lever.name)

    def sizeHint(self) -> QSize:
        room = self.parentWidget()
        widest = room.widest() if isinstance(room, LeverCards) else self.words_width()
        return QSize(round(widest + 60 * theme().scale), round(48 * theme().scale))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, scale = QRectF(self.rect()), theme().scale
        box(painter, area, "bg.hover" if self.underMouse() else "bg.surface", "line.strong", 8)
        draw_icon(painter, self.lever.icon, "accent.text", QPointF(24 * scale, area.center().y()), 18)
        draw_words(painter, area.adjusted(44 * scale, 0, -10, 0), self.lever.name, "body")
        if self.ring_shown():
            focus_ring(painter, area, 8)


class _InTheMiddle(FlowLayout):
    """Widgets of one width in rows, and the rows in the middle, as the words above them are."""

    def _place(self, rect: QRect, *, move: bool) -> int:
        first = self.itemAt(0)
        step = first.sizeHint().width() + GAP if first is not None else rect.width()
        columns = min(max(1, (rect.width() + GAP) // max(1, step)), max(1, self.count()))
        spare = max(0, rect.width() - columns * step + GAP)
        return super()._place(rect.adjusted(spare // 2, 0, 0, 0), move=move)


class LeverCards(QWidget):
    """All levers. Signal: ``chosen(str)`` with a lever's key."""

    chosen = Signal(str)

    def __init__(self, levers: Sequence[Lever], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        flow = _InTheMiddle(self, GAP)
        self.cards: list[LeverCard] = []
        for lever in levers:
            card = LeverCard(lever, self)
            self.cards.append(card)
            card.clicked.connect(_Picker(self, lever.key, card).pick)
            flow.addWidget(card)

    def widest(self) -> float:
        """How wide the longest name is: all cards are as wide."""
        return max(card.words_width() for card in self.cards)


class _Picker(QObject):
    """Tells which lever was clicked."""

    def __init__(self, cards: LeverCards, key: str, parent: QObject) -> None:
        super().__init__(parent)
        self._cards, self._key = cards, key

    def pick(self) -> None:
        """Chooses the lever."""
        self._cards.chosen.emit(self._key)
