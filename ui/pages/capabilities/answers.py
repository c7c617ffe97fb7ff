"""The answer to an indicator: three cells, yes, partly and no; none of them is unknown."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.language import _
from ui.guard import guarded
from ui.theme import theme
from ui.widgets.paint import KEYBOARD_REASONS, box, draw_words, focus_ring

ANSWERS = ("met", "partly", "not_met")


def answer_words() -> dict[str, str]:
    """The words of each answer."""
    return {"met": _("Yes"), "partly": _("Partly"), "not_met": _("No"), "unknown": _("Unknown")}


@guarded
class AnswerCells(QWidget):
    """Three cells to answer with; the chosen one again takes the answer back. Signal: ``answered(str)``.

    Keys: 1 yes, 2 partly, 3 no, 0 unknown, Left and Right.
    """

    answered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.answer = "unknown"
        self.read_only = False
        self.keyboard = False
        self._hover = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        theme().changed.connect(self._on_theme)

    def set_answer(self, answer: str) -> None:
        """Shows an answer without telling anyone."""
        self.answer = answer
        self.setAccessibleDescription(answer_words()[answer])
        self.update()

    def widths(self) -> list[float]:
        """The width of each cell."""
        metrics = QFontMetrics(theme().font("strong"))
        words = answer_words()
        return [metrics.horizontalAdvance(words[a]) + 24 * theme().scale for a in ANSWERS]

    def sizeHint(self) -> QSize:
        return QSize(round(sum(self.widths())), round(30 * theme().scale))

    def _at(self, x: float) -> int:
        left = 0.0
        for at, width in enumerate(self.widths()):
            if left <= x < left + width:
                return at
            left += width
        return -1

    def give(self, answer: str) -> None:
        """Answers as the user did; the same answer again takes it back."""
        if self.read_only:
            return
        given = "unknown" if answer == self.answer else answer
        if given != self.answer:
            self.set_answer(given)
            self.answered.emit(given)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position().x())
        if at >= 0:
            self.give(ANSWERS[at])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._at(event.position().x())
        if at != self._hover:
            self._hover = at
            self.update()

    def leaveEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        self._hover = -1
        self.update()
        super().leaveEvent(event)

    def focusInEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        self.keyboard = event.reason() in KEYBOARD_REASONS
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = ANSWERS.index(self.answer) if self.answer in ANSWERS else -1
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or self.read_only:
            super().keyPressEvent(event)
        elif 0 <= at + step < len(ANSWERS):
            self.give(ANSWERS[at + step])

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        words, left = answer_words(), 0.0
        if not self.read_only:
            box(painter, area, "bg.surface", "", 4)
        for at, (answer, width) in enumerate(zip(ANSWERS, self.widths(), strict=True)):
            cell = QRectF(left, 0, width, area.height())
            chosen = answer == self.answer
            role = "text.disabled" if self.read_only else "text.secondary"
            if chosen:
                box(painter, cell, "accent.fill", "", 4)
                role = "text.onAccent"
            elif at == self._hover and not self.read_only:
                painter.fillRect(cell.adjusted(1, 1, -1, -1), theme().color("bg.hover"))
            style = "strong" if chosen else "body"
            draw_words(painter, cell, words[answer], style, role, Qt.AlignmentFlag.AlignHCenter)
            left += width
            if at < 2 and not self.read_only:
                painter.setPen(QPen(theme().color("line.hair"), 1))
                painter.drawLine(QPointF(left, 1), QPointF(left, area.bottom() - 1))
        if not self.read_only:
            box(painter, area, "", "line.control", 4)
        if self.hasFocus() and self.keyboard:
            focus_ring(painter, area, 4)

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()
