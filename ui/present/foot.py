"""The foot of a slide: the way back and on, its place among the questions of the step, and what the keys do."""

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from planner.language import _
from ui.guard import guarded
from ui.present.parts import ArrowButton, KeyHint, NextButton
from ui.present.slides import Slide
from ui.present.type import font
from ui.theme import theme

HIGH = 112
MARGIN = 72


@guarded
class Place(QWidget):
    """Where a slide is: a mark for every question of its step, those behind pale, this one in the accent."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.scale, self.at, self.of = 1.0, 0, 1
        theme().changed.connect(self.update)

    def show_place(self, at: int, of: int) -> None:
        """Another place."""
        self.at, self.of = at, of
        self.setAccessibleName(self.words())
        self.update()

    def words(self) -> str:
        """The place in words."""
        return _("Question {at} of {count}").format(at=self.at + 1, count=self.of)

    def wide(self) -> int:
        """How wide the marks and the words are."""
        words = QFontMetrics(font("label", self.scale)).horizontalAdvance(self.words())
        return round(self.of * 54 * self.scale + 16 * self.scale + words + 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        scale, middle = self.scale, self.height() / 2
        for at in range(self.of):
            role = "accent.line" if at < self.at else "accent.fill" if at == self.at else "line.strong"
            painter.setBrush(theme().color(role))
            mark = QRectF(at * 54 * scale, middle - 4 * scale, 44 * scale, 8 * scale)
            painter.drawRoundedRect(mark, 4 * scale, 4 * scale)
        painter.setFont(font("label", scale, weight=400))
        painter.setPen(theme().color("text.secondary"))
        room = QRectF(self.of * 54 * scale + 14 * scale, 0, self.width(), self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.words())


@guarded
class Foot(QWidget):
    """The bar at the foot. Signals: ``back_asked()``, ``next_asked()``, ``asked(str)`` with the name of a hint."""

    back_asked = Signal()
    next_asked = Signal()
    asked = Signal(str)

    def __init__(self, parent: QWidget, *, read_only: bool, screens: bool) -> None:
        super().__init__(parent)
        self.scale = 1.0
        self.back = ArrowButton(_("Back"), self)
        self.back.clicked.connect(self.back_asked)
        self.place = Place(self)
        self.hints: dict[str, KeyHint] = {}
        for name, key, words, editing in (
            ("note", "N", _("Note"), True),
            ("vote", "V", _("Vote"), True),
            ("timer", "T", _("Timer"), False),
            ("display", "D", _("Display"), False),
            ("blank", "B", _("Blank"), False),
            ("leave", _("Esc"), _("Leave"), False),
        ):
            if (editing and read_only) or (name == "display" and not screens):
                continue
            hint = KeyHint(key, words, self)
            hint.setObjectName(name)
            hint.clicked.connect(self._on_hint)
            self.hints[name] = hint
        self.forth = NextButton("", self)
        self.forth.clicked.connect(self.next_asked)
        theme().changed.connect(self.update)

    def _on_hint(self) -> None:
        self.asked.emit(self.sender().objectName())

    def set_scale(self, scale: float) -> None:
        """The size of the display."""
        self.scale = self.place.scale = scale
        for button in (self.back, self.forth, *self.hints.values()):
            button.set_scale(scale)
        self._arrange()

    def show_slide(self, slide: Slide, first: bool, last: bool) -> None:
        """The place of a slide; there is no way back from the first one, and the last one ends it."""
        self.place.show_place(slide.at, slide.of)
        self.back.setEnabled(not first)
        words = _("Next step") if slide.at + 1 == slide.of else _("Next question")
        self.forth.set_words(_("Leave") if last else words)
        self._arrange()

    def show_on(self, **on: bool) -> None:
        """Which hints are on: noting, voting, the timer."""
        for name, value in on.items():
            if name in self.hints:
                self.hints[name].setChecked(value)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        scale, high = self.scale, self.height()
        margin, side = round(MARGIN * scale), round(64 * scale)
        top = (high - side) // 2
        self.back.setGeometry(QRect(margin, top, side, side))
        left = margin + side + round(32 * scale)
        self.place.setGeometry(QRect(left, 0, self.place.wide(), high))
        size = self.forth.sizeHint()
        right = self.width() - margin - size.width()
        self.forth.setGeometry(QRect(right, top, size.width(), side))
        right -= round(36 * scale)
        room = right - left - self.place.wide() - round(36 * scale)
        for hint in reversed(self._shown(room)):
            wide = hint.sizeHint().width()
            hint.setGeometry(
                QRect(right - wide, (high - hint.sizeHint().height()) // 2, wide, hint.sizeHint().height())
            )
            right -= wide + round(_GAP * scale)

    def _shown(self, room: int) -> list[KeyHint]:
        """The hints that there is room for; the least needed go first."""
        shown = dict(self.hints)
        for name in _DISPENSABLE:
            used = sum(hint.sizeHint().width() + round(_GAP * self.scale) for hint in shown.values())
            if used <= room:
                break
            shown.pop(name, None)
        for name, hint in self.hints.items():
            hint.setVisible(name in shown)
        return list(shown.values())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().color("bg.window"))
        painter.fillRect(QRectF(0, 0, self.width(), max(1.0, round(self.scale))), theme().color("line.hair"))


_GAP = 12
_DISPENSABLE = ("display", "blank", "timer", "note", "vote")
"""The hints in the order in which they give way on a narrow display; their keys work all the same."""
