"""The head of a slide: the mark, the step, the segment it is about, and the time left."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from planner.language import _, ngettext
from ui.guard import guarded
from ui.present.countdown import Countdown
from ui.present.parts import icon
from ui.present.slides import Slide
from ui.present.type import font
from ui.shell.rail import PLACES
from ui.theme import theme

LAST_MINUTE = 60


def step_words(page: str) -> str:
    """A step with its number, or the name of a page that is no step."""
    place = next(place for place in PLACES if place.key == page)
    return f"{place.number} {_(place.name)}" if place.number else _(place.name)


@guarded
class Head(QWidget):
    """The line over the question."""

    def __init__(self, countdown: Countdown, parent: QWidget) -> None:
        super().__init__(parent)
        self.countdown = countdown
        self.scale = 1.0
        self.slide: Slide | None = None
        theme().changed.connect(self.update)

    def set_scale(self, scale: float) -> None:
        """The size of the display."""
        self.scale = scale
        self.update()

    def show_slide(self, slide: Slide) -> None:
        """The step and the segment of another slide."""
        self.slide = slide
        self.show_time()
        self.update()

    def show_time(self) -> None:
        """The time as it is now; it is spoken by the minute."""
        step = ", ".join(part for part in (step_words(self.slide.page), self.slide.about) if part) if self.slide else ""
        left = self.countdown.seconds // 60
        said = ngettext("{count} minute left", "{count} minutes left", left).format(count=left)
        name = f"{step}, {said}" if self.countdown.shown else step
        if name != self.accessibleName():
            self.setAccessibleName(name)
        self.update(self._clock().toAlignedRect())

    def _clock(self) -> QRectF:
        wide = 260 * self.scale
        return QRectF(self.width() - wide, 0, wide, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.slide is not None:
            self._paint_step(painter, self.slide)
        if self.countdown.shown:
            self._paint_time(painter)

    def _paint_step(self, painter: QPainter, slide: Slide) -> None:
        scale, middle = self.scale, self.height() / 2
        icon(painter, "rapport", "text.primary", QPointF(16 * scale, middle), 32 * scale)
        left = 58 * scale
        for words, weight, role in (
            (step_words(slide.page), 600, "text.primary"),
            (slide.about, 400, "text.secondary"),
        ):
            if not words:
                continue
            if words == slide.about and slide.role:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme().color(slide.role))
                painter.drawEllipse(QPointF(left + 9 * scale, middle), 9 * scale, 9 * scale)
                left += 34 * scale
            made = font("label", scale, size=26, weight=weight)
            room = QRectF(left, 0, self._clock().left() - left, self.height())
            painter.setFont(made)
            painter.setPen(theme().color(role))
            fit = QFontMetrics(made).elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, fit)
            left += QFontMetrics(made).horizontalAdvance(fit) + 32 * scale

    def _paint_time(self, painter: QPainter) -> None:
        scale, room, words = self.scale, self._clock(), self.countdown.text()
        late = self.countdown.seconds <= LAST_MINUTE
        role = "warn.text" if late else "text.primary" if self.countdown.running else "text.tertiary"
        made = font("figure", scale, size=36)
        painter.setFont(made)
        painter.setPen(theme().color(role))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, words)
        wide = QFontMetrics(made).horizontalAdvance(words)
        name = "timer" if self.countdown.running else "hourglass" if self.countdown.over else "pause"
        icon(painter, name, role, QPointF(room.right() - wide - 27 * scale, room.center().y()), 27 * scale)
