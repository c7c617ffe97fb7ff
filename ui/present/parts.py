"""The controls of present mode: large, quiet buttons that leave every key but Space and Enter to the window."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from planner.language import _
from ui.guard import guarded
from ui.plain import plain_tip
from ui.present.type import font
from ui.theme import theme
from ui.widgets.paint import Painted, box, focus_ring


def icon(painter: QPainter, name: str, role: str, centre: QPointF, side: float) -> None:
    """An icon around a point, so many pixels wide whatever the text size of the pages."""
    pixmap = theme().pixmap(name, role, max(1, round(side / theme().scale)))
    spot = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
    painter.drawPixmap(spot, pixmap, QRectF(pixmap.rect()))


@guarded
class StageButton(Painted):
    """A button of present mode; a click leaves the focus where it was, so that Space goes on with the next slide."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.scale = 1.0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_words(words)

    def set_words(self, words: str) -> None:
        """What the button says and is called."""
        if words != self.text():
            self.setText(words)
            self.setAccessibleName(words)
            self.update()

    def set_scale(self, scale: float) -> None:
        """The size of the display."""
        self.scale = scale
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            event.ignore()


@guarded
class ArrowButton(StageButton):
    """The way back: a framed arrow."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(name, parent)
        self.setToolTip(plain_tip(name))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room, radius = QRectF(self.rect()), 12 * self.scale
        hover = self.isEnabled() and (self.underMouse() or self.isDown())
        box(painter, room, "bg.hover" if hover else "bg.surface", "line.strong", radius)
        icon(
            painter, "arrow-left", "text.primary" if self.isEnabled() else "text.disabled", room.center(), self._side()
        )
        if self.ring_shown():
            focus_ring(painter, room, radius)

    def _side(self) -> float:
        return 30 * self.scale


@guarded
class NextButton(StageButton):
    """The one primary button: the way on."""

    def sizeHint(self) -> QSize:
        words = QFontMetrics(self._font()).horizontalAdvance(self.text())
        return QSize(round(words + 102 * self.scale), round(64 * self.scale))

    def _font(self) -> QFont:
        return font("label", self.scale, weight=600)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room, radius = QRectF(self.rect()), 12 * self.scale
        fill = "accent.pressed" if self.isDown() else "accent.hover" if self.underMouse() else "accent.fill"
        box(painter, room, fill, "", radius)
        painter.setFont(self._font())
        painter.setPen(theme().color("text.onAccent"))
        words = room.adjusted(28 * self.scale, 0, -66 * self.scale, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        centre = QPointF(room.right() - 43 * self.scale, room.center().y())
        icon(painter, "arrow-right", "text.onAccent", centre, 28 * self.scale)
        if self.ring_shown():
            focus_ring(painter, room.adjusted(3, 3, -3, -3), radius - 2)


@guarded
class KeyHint(StageButton):
    """A key with what it does; a click does the same."""

    def __init__(self, key: str, words: str, parent: QWidget) -> None:
        super().__init__(words, parent)
        self.key = key
        self.setCheckable(True)

    def nextCheckState(self) -> None:
        """A click does not check it: it shows what is going on."""

    def sizeHint(self) -> QSize:
        words = QFontMetrics(font("label", self.scale, weight=400)).horizontalAdvance(self.text())
        return QSize(round(self._cap() + words + 20 * self.scale), round(44 * self.scale))

    def _cap(self) -> float:
        wide = QFontMetrics(font("label", self.scale, size=22, weight=600)).horizontalAdvance(self.key)
        return max(36 * self.scale, wide + 22 * self.scale)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale, room = self.scale, QRectF(self.rect())
        cap = QRectF(4 * scale, (room.height() - 34 * scale) / 2, self._cap(), 34 * scale)
        on, hover = self.isChecked(), self.underMouse()
        box(painter, cap, "bg.selected" if on else "bg.pressed" if hover else "bg.hover", "", 7 * scale)
        painter.setFont(font("label", scale, size=22, weight=600))
        painter.setPen(theme().color("accent.text" if on else "text.secondary"))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self.key)
        painter.setFont(font("label", scale, weight=400))
        painter.setPen(theme().color("accent.text" if on else "text.primary" if hover else "text.secondary"))
        words = room.adjusted(cap.right() + 11 * scale, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        if self.ring_shown():
            focus_ring(painter, room)


@guarded
class Curtain(QWidget):
    """Hides everything: the room looks at the speaker."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Blank"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        dark = "bg.tooltip" if theme().mode == "light" else "bg.sunken"
        QPainter(self).fillRect(self.rect(), theme().color(dark))
