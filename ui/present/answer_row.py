"""One answer of the room on a card: its words, its votes as dots and as a number, and the key that votes for it."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from planner.language import _, ngettext
from ui.guard import guarded
from ui.plain import plain_tip
from ui.present.parts import StageButton
from ui.present.room import Answer
from ui.present.type import font, wrapped_height
from ui.theme import theme
from ui.widgets.paint import box, focus_ring

LINES = 3
"""A longer answer is cut; its tooltip has all of it."""


@guarded
class AnswerRow(StageButton):
    """A card; while there is a vote, a click votes for it. Signal of QAbstractButton: ``clicked()``."""

    def __init__(self, at: int, parent: QWidget) -> None:
        super().__init__("", parent)
        self.at = at
        self.answer = Answer("")
        self.dense = False
        self.voting = False

    def show_answer(self, answer: Answer, *, dense: bool, voting: bool) -> None:
        """Brings the card up to an answer; ``dense`` where there are many."""
        if (answer, dense, voting) == (self.answer, self.dense, self.voting):
            return
        self.answer, self.dense, self.voting = answer, dense, voting
        count = ngettext("{name}: {count} vote", "{name}: {count} votes", answer.votes)
        said = count.format(name=answer.words, count=answer.votes) if voting or answer.votes else answer.words
        self.setAccessibleName(said)
        self.setAccessibleDescription(_("Key {key}").format(key=self.at + 1) if self._keyed() else "")
        self.setToolTip(plain_tip(answer.words))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if voting else Qt.FocusPolicy.NoFocus)
        self.update()

    def _keyed(self) -> bool:
        return self.voting and self.at < 9

    def _font(self) -> QFont:
        return font("answer", self.scale, size=24 if self.dense else 30)

    def _pad(self) -> tuple[float, float]:
        across, down = (24.0, 13.0) if self.dense else (28.0, 22.0)
        return across * self.scale, down * self.scale

    def _cap(self) -> float:
        """The room of the key at the left."""
        return (38.0 if self.dense else 44.0) * self.scale + 14 * self.scale if self._keyed() else 0.0

    def _dots(self) -> float:
        """The height of the line of dots; none before the first vote."""
        return (26.0 if self.dense else 36.0) * self.scale if self.answer.votes or self.voting else 0.0

    def _count_room(self) -> float:
        return 64 * self.scale if self.answer.votes else 0.0

    def high(self, width: int) -> int:
        """How high the card is in a column."""
        return round(self._words_high(width) + self._dots() + 2 * self._pad()[1])

    def _words_high(self, width: int) -> float:
        across = width - 2 * self._pad()[0] - self._cap()
        return min(wrapped_height(self.answer.words, self._font(), int(across)), self._line() * LINES)

    def _line(self) -> float:
        return float(QFontMetrics(self._font()).lineSpacing())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale, room, radius = self.scale, QRectF(self.rect()), 14 * self.scale
        across, down = self._pad()
        hover = self.voting and self.underMouse()
        box(painter, room, "bg.hover" if hover else "bg.surface", "line.hair", radius, max(1.0, round(scale * 1.4)))
        left = across
        if self._keyed():
            side = self._cap() - 14 * scale
            cap = QRectF(left, (room.height() - side) / 2, side, side)
            box(painter, cap, "bg.selected", "", 8 * scale)
            painter.setFont(font("label", scale, size=22, weight=600))
            painter.setPen(theme().color("accent.text"))
            painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, str(self.at + 1))
            left += self._cap()
        words = QRectF(left, down, room.width() - left - across, self._words_high(self.width()))
        if not self.answer.votes:
            words.moveTop((room.height() - words.height()) / 2)
        painter.setFont(self._font())
        painter.setPen(theme().color("text.primary"))
        painter.save()
        painter.setClipRect(words)
        painter.drawText(words, int(Qt.TextFlag.TextWordWrap), self.answer.words)
        painter.restore()
        if self._dots():
            line = QRectF(left, words.bottom(), room.width() - left - across, room.height() - words.bottom() - down)
            self._paint_votes(painter, line)
        if self.ring_shown():
            focus_ring(painter, room, radius)

    def _paint_votes(self, painter: QPainter, line: QRectF) -> None:
        if not self.answer.votes:
            return
        scale = self.scale
        side, middle = (16.0 if self.dense else 20.0) * scale, line.bottom() - (8.0 if self.dense else 10.0) * scale
        step = side * 1.5
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("accent.fill"))
        fit = int((line.width() - self._count_room() + side / 2) / step)
        for at in range(min(self.answer.votes, fit)):
            painter.drawEllipse(QPointF(line.left() + side / 2 + at * step, middle), side / 2, side / 2)
        painter.setFont(font("answer", scale, size=24 if self.dense else 30, weight=600))
        painter.setPen(theme().color("accent.text"))
        figure = QRectF(line.right() - self._count_room(), middle - 20 * scale, self._count_room(), 40 * scale)
        painter.drawText(figure, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(self.answer.votes))
