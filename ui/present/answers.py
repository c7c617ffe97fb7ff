"""The answers of the room: a column of cards with their votes, a field for one more, and what the keys do now."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QWidget

from planner.language import _, ngettext
from ui.guard import guarded
from ui.present.answer_row import AnswerRow
from ui.present.parts import icon
from ui.present.room import Answer
from ui.present.type import font
from ui.theme import theme

FEW = 4
"""So many answers stand in large type; more shrink, then scroll."""
_EMPTY = 92
"""The height of the place where the first answer will be."""


@guarded
class AnswerField(QLineEdit):
    """The field for an answer. Signals: ``answered(str)`` on Enter, ``left()`` on Esc."""

    answered = Signal(str)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.answered.emit(self.text())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


@guarded
class AnswersView(QWidget):
    """The column beside the picture. Signals: ``noted(str)``, ``note_left()``, ``voted(int)`` with a card's place."""

    noted = Signal(str)
    note_left = Signal()
    voted = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.scale = 1.0
        self.title = ""
        self.noting = self.voting = self.read_only = False
        self.problem = ""
        self.rows: list[AnswerRow] = []
        self._answers: tuple[Answer, ...] = ()
        self._cast = 0
        self._foot = 0
        self.cards = QScrollArea(self)
        self.cards.setFrameShape(QFrame.Shape.NoFrame)
        self.cards.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.cards.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inner = QWidget(self.cards)
        self._inner.setObjectName("scrolled")
        self.cards.setWidget(self._inner)
        self.field = AnswerField(self)
        self.field.setMaxLength(1_000)
        self.field.answered.connect(self.noted)
        self.field.left.connect(self.note_left)
        self.field.textEdited.connect(self._on_typed)
        self.field.hide()
        theme().changed.connect(self._dress)

    # What is shown

    def show_answers(self, title: str, answers: tuple[Answer, ...], *, voting: bool, cast: int) -> None:
        """Brings the cards up to the answers and the count up to the votes cast; a new card is scrolled to."""
        more = len(answers) > len(self._answers) and title == self.title
        if title != self.title:
            self.cards.verticalScrollBar().setValue(0)
        self.title, self._answers, self.voting, self._cast = title, answers, voting, cast
        self.setAccessibleName(title)
        while len(self.rows) > len(answers):
            row = self.rows.pop()
            row.hide()
            row.deleteLater()
        while len(self.rows) < len(answers):
            row = AnswerRow(len(self.rows), self._inner)
            row.set_scale(self.scale)
            row.clicked.connect(self._on_row)
            row.show()
            self.rows.append(row)
        for row, answer in zip(self.rows, answers, strict=True):
            row.show_answer(answer, dense=len(answers) > FEW, voting=voting)
        self._arrange()
        if more and self.rows:
            self.cards.ensureWidgetVisible(self.rows[-1], 0, 0)
        self.update()

    def open_field(self, question: str) -> None:
        """Takes an answer: the field has the focus."""
        self.noting, self.problem = True, ""
        self.field.clear()
        self.field.setAccessibleName(question)
        self.field.setPlaceholderText(_("An answer from the room"))
        self.field.show()
        self._arrange()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_field(self) -> None:
        """Takes no answer any more."""
        self.noting, self.problem = False, ""
        self.field.hide()
        self._arrange()

    def say(self, problem: str) -> None:
        """A sentence about what was refused, where the hint is; or none."""
        if problem != self.problem:
            self.problem = problem
            self.field.setAccessibleDescription(problem)
            self._dress()
            self.update()

    def scroll_by(self, rows: int) -> bool:
        """Scrolls by so many cards; False where everything is in view."""
        bar = self.cards.verticalScrollBar()
        if bar.maximum() == 0 or not self.rows:
            return False
        bar.setValue(bar.value() + rows * (self.rows[0].height() + round(16 * self.scale)))
        return True

    def hint(self) -> str:
        """What the keys do now, in a sentence."""
        count = min(len(self._answers), 9)
        if self.problem:
            return self.problem
        if self.noting:
            return _("Press Enter to add it, Esc to leave it.")
        if self.voting and not count:
            return _("There is nothing to vote on yet. Note an answer first.")
        if self.voting:
            words = ngettext(
                "Key 1 votes, with Shift it takes a vote back.",
                "Keys 1 to {count} vote, with Shift they take a vote back.",
                count,
            )
            return words.format(count=count)
        if self.read_only:
            return "" if count else _("Nothing was noted.")
        if not count:
            return _("Press N to note an answer.")
        return _("Press N to note one more, V to vote.")

    def votes(self) -> str:
        """How many votes there are, in words; nothing before the first, but while there is a vote."""
        count = self._cast
        if not count and not (self.voting and self._answers):
            return ""
        return ngettext("{count} vote", "{count} votes", count).format(count=count)

    def _on_row(self) -> None:
        row = self.sender()
        if self.voting and isinstance(row, AnswerRow):
            self.voted.emit(row.at)

    def _on_typed(self) -> None:
        self.say("")

    # Where it is shown

    def set_scale(self, scale: float) -> None:
        """The size of the display."""
        self.scale = scale
        for row in self.rows:
            row.set_scale(scale)
        self._dress()
        self._arrange()

    def _dress(self) -> None:
        scale = self.scale
        edge = "bad.fill" if self.problem else "accent.fill"
        self.field.setStyleSheet(
            f"QLineEdit {{ border: {max(2, round(3 * scale))}px solid {theme().name(edge)};"
            f" border-radius: {round(14 * scale)}px; padding: 0 {round(26 * scale)}px; min-height: 0;"
            f" font-size: {font('answer', scale).pixelSize()}px; font-weight: 500;"
            f" background: {theme().name('bg.surface')}; }}"
        )
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        scale, wide = self.scale, self.width()
        top, gap = round(62 * scale), round((10 if len(self.rows) > FEW else 16) * scale)
        field = round(86 * scale) + gap if self.noting else 0
        foot = round(112 * scale)
        room = max(0, self.height() - top - field - foot)
        total = self._stack(wide, gap)
        if total > room:  # the bar takes its place beside the cards
            total = self._stack(wide - self.cards.verticalScrollBar().sizeHint().width() - round(8 * scale), gap)
        high = min(total, room)
        self._inner.resize(wide, total)
        self.cards.setGeometry(QRect(0, top, wide, high))
        self.cards.setVisible(high > 0)
        self.field.setGeometry(QRect(0, top + high + (gap if high else 0), wide, round(86 * scale)))
        self._foot = top + high + (field if high else max(0, field - gap))

    def _stack(self, wide: int, gap: int) -> int:
        y = 0
        for row in self.rows:
            high = row.high(wide)
            row.setGeometry(QRect(0, y, wide, high))
            y += high + gap
        return max(0, y - gap)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale, wide = self.scale, self.width()
        made = font("figure", scale, size=30)
        painter.setFont(made)
        painter.setPen(theme().color("text.primary"))
        title = QFontMetrics(made).elidedText(self.title, Qt.TextElideMode.ElideRight, wide)
        painter.drawText(QRect(0, 0, wide, round(40 * scale)), Qt.AlignmentFlag.AlignVCenter, title)
        top = self._paint_hint(painter, self._foot, wide)
        votes = self.votes()
        if votes:
            icon(painter, "circle-dot", "text.secondary", QPointF(13 * scale, top + 15 * scale), 26 * scale)
            painter.setFont(font("label", scale))
            painter.setPen(theme().color("text.secondary"))
            room = QRect(round(38 * scale), top, wide, round(30 * scale))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, votes)

    def _paint_hint(self, painter: QPainter, top: int, wide: int) -> int:
        """The sentence under the cards, or in the place of the first one; where what follows begins."""
        scale, hint = self.scale, self.hint()
        if not hint:
            return top + round(20 * scale)
        painter.setFont(font("label", scale, size=22, weight=400))
        if not self.rows and not self.noting:
            pad = round(28 * scale)
            room = QRect(pad, top, wide - 2 * pad, round(_EMPTY * scale))
            pen = QPen(theme().color("line.strong"), max(1.0, 1.5 * scale))
            pen.setDashPattern([5, 4])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(room).adjusted(1 - pad, 1, pad - 1, -1), 14 * scale, 14 * scale)
            flags = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignVCenter)
            below = room.bottom()
        else:
            room = QRect(0, top + round(20 * scale), wide, round(60 * scale))
            flags = int(Qt.TextFlag.TextWordWrap)
            below = painter.boundingRect(room, flags, hint).bottom()
        painter.setPen(theme().color("bad.text" if self.problem else "text.tertiary"))
        painter.drawText(room, flags, hint)
        return below + round(14 * scale)
