"""Choices: segmented control, switch, rating, tabs."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.language import _
from ui.guard import guarded
from ui.theme import theme
from ui.widgets.paint import KEYBOARD_REASONS, Painted, box, draw_icon, draw_words, focus_ring


@guarded
class _Parts(QWidget):
    """A row of parts of which one is chosen. Signal: ``chosen(str)`` with its key, by the user only."""

    chosen = Signal(str)

    def __init__(self, parts: Sequence[tuple[str, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.parts: list[tuple[str, str]] = list(parts)
        self.icons: dict[str, str] = {}
        self.marks: dict[str, str] = {}
        self.current = self.parts[0][0] if self.parts else ""
        self._hover = -1
        self.keyboard = False
        theme().changed.connect(self._on_theme)

    def set_parts(self, parts: Sequence[tuple[str, str]]) -> None:
        """Other parts, as key and words."""
        self.parts = list(parts)
        self._on_theme()

    def set_current(self, key: str) -> None:
        """Chooses a part without telling anyone."""
        if key != self.current:
            self.current = key
            self._speak()
            self.update()

    def _speak(self) -> None:
        words = dict(self.parts).get(self.current, "")
        self.setAccessibleDescription(words)

    def _pick(self, at: int) -> None:
        if 0 <= at < len(self.parts) and self.parts[at][0] != self.current:
            self.set_current(self.parts[at][0])
            self.chosen.emit(self.current)

    def widths(self) -> list[float]:
        """The width of each part."""
        raise AssertionError("each kind of parts measures its own")

    def part_at(self, x: float) -> int:
        """The part under a place, or -1."""
        left = self.inset()
        for at, width in enumerate(self.widths()):
            if left <= x < left + width:
                return at
            left += width
        return -1

    def inset(self) -> float:
        """Room before the first part."""
        return 0.0

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pick(self.part_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self.part_at(event.position().x())
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
        keys = [key for key, _words in self.parts]
        at = keys.index(self.current) if self.current in keys else 0
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self._pick(max(0, min(len(keys) - 1, at + step)))
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._pick(0 if event.key() == Qt.Key.Key_Home else len(keys) - 1)
        else:
            super().keyPressEvent(event)

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()


@guarded
class Segmented(_Parts):
    """A segmented control: a well with one raised part."""

    def inset(self) -> float:
        return 3.0

    def widths(self) -> list[float]:
        metrics = QFontMetrics(theme().font("label"))
        scale = theme().scale
        return [
            metrics.horizontalAdvance(words) + (28 + (24 if key in self.icons else 0)) * scale
            for key, words in self.parts
        ]

    def sizeHint(self) -> QSize:
        return QSize(round(sum(self.widths()) + 6), theme().metric("control"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        box(painter, area, "bg.sunken", "", 8)
        left = self.inset()
        scale = theme().scale
        for at, ((key, words), width) in enumerate(zip(self.parts, self.widths(), strict=True)):
            part = QRectF(left, 3, width, area.height() - 6)
            active = key == self.current
            if active:
                box(painter, part, "bg.surface", "line.strong", 6)
            role = "text.primary" if active or at == self._hover else "text.secondary"
            role = role if self.isEnabled() else "text.disabled"
            text = part
            if key in self.icons:
                draw_icon(painter, self.icons[key], role, QPointF(part.left() + 20 * scale, part.center().y()))
                text = part.adjusted(24 * scale, 0, 0, 0)
            centre = Qt.AlignmentFlag.AlignHCenter
            draw_words(painter, text, words, "label" if active else "small", role, centre)
            if active and self.hasFocus() and self.keyboard:
                focus_ring(painter, part.adjusted(-2, -2, 2, 2), 7)
            left += width


@guarded
class Tabs(_Parts):
    """Tabs with an underline; a mark after the words says that something there wants a look."""

    def widths(self) -> list[float]:
        metrics = QFontMetrics(theme().font("heading"))
        return [
            metrics.horizontalAdvance(words) + (24 + (24 if self.marks.get(key) else 0)) * theme().scale
            for key, words in self.parts
        ]

    def sizeHint(self) -> QSize:
        return QSize(round(sum(self.widths())), theme().metric("tabs"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, height = 0.0, self.height()
        for at, ((key, words), width) in enumerate(zip(self.parts, self.widths(), strict=True)):
            active = key == self.current
            gap = 24 * theme().scale
            mark = self.marks.get(key, "")
            room = width - gap - (gap if mark else 0) + 4
            role = "text.primary" if active or at == self._hover else "text.secondary"
            draw_words(painter, QRectF(left, 0, room, height - 2), words, "strong" if active else "body", role)
            if mark:
                spot = QRectF(left + room + 2, height / 2 - 10, 19, 19)
                box(painter, spot, "warn.soft", "", 10)
                draw_words(painter, spot, mark, "micro", "warn.text", Qt.AlignmentFlag.AlignHCenter)
            if active:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme().color("accent.fill"))
                painter.drawRect(QRectF(left, height - 2, room - 4, 2))
                if self.hasFocus() and self.keyboard:
                    focus_ring(painter, QRectF(left - 4, 3, room + 4, height - 8))
            left += width


@guarded
class Switch(Painted):
    """On or off. Signal of QAbstractButton: ``clicked(bool)`` by the user only."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        return QSize(round(32 * theme().scale), round(24 * theme().scale))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = theme().scale
        track = QRectF(2, self.height() / 2 - 8 * scale, 28 * scale, 16 * scale)
        on = self.isChecked()
        fill = "accent.fill" if on else "line.control"
        box(painter, track, fill if self.isEnabled() else "line.strong", "", 8 * scale)
        side = 12 * scale
        left = track.right() - side - 2 * scale if on else track.left() + 2 * scale
        painter.setBrush(theme().color("bg.surface" if theme().mode == "light" else "text.primary"))
        painter.drawEllipse(QRectF(left, track.top() + 2 * scale, side, side))
        if self.ring_shown():
            focus_ring(painter, track.adjusted(-2, -3, 2, 3), 10 * scale)


@guarded
class Rating(QWidget):
    """Five cells, 1 to 5, or nothing. Signal: ``rated(object)`` with an int or None, by the user only."""

    rated = Signal(object)

    def __init__(self, name: str = "", parent: QWidget | None = None, *, ramp: bool = False) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.value: int | None = None
        self.ramp = ramp
        self.read_only = False
        self._hover = 0
        self.keyboard = False
        self.set_name(name)
        theme().changed.connect(self._on_theme)

    def set_name(self, name: str) -> None:
        """What is rated."""
        self.setAccessibleName(name)

    def set_value(self, value: int | None) -> None:
        """Shows a rating without telling anyone."""
        self.value = value
        words = _("{value} of 5").format(value=value) if value else _("Not rated")
        self.setAccessibleDescription(words)
        self.update()

    def sizeHint(self) -> QSize:
        scale = theme().scale
        return QSize(round(32 * 5 * scale), round(30 * scale))

    def _rate(self, value: int | None) -> None:
        if not self.read_only and value != self.value:
            self.set_value(value)
            self.rated.emit(value)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        value = int(event.position().x() // (self.width() / 5)) + 1
        self._rate(None if value == self.value else max(1, min(5, value)))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover = int(event.position().x() // (self.width() / 5)) + 1
        self.update()

    def leaveEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        self._hover = 0
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
        key = event.key()
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_5:
            self._rate(key - Qt.Key.Key_0)
        elif key in (Qt.Key.Key_0, Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._rate(None)
        elif key == Qt.Key.Key_Right:
            self._rate(min(5, (self.value or 0) + 1))
        elif key == Qt.Key.Key_Left and self.value:
            self._rate(max(1, self.value - 1))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        cell = area.width() / 5
        if not self.read_only:
            box(painter, area, "bg.surface")
        for number in range(1, 6):
            part = QRectF(area.left() + (number - 1) * cell, area.top(), cell, area.height())
            role = self._paint_cell(painter, part, number)
            draw_words(
                painter,
                part,
                str(number),
                "strong" if number == self.value else "body",
                role,
                Qt.AlignmentFlag.AlignHCenter,
            )
            if number < 5 and not self.read_only:
                painter.setPen(QPen(theme().color("line.hair"), 1))
                painter.drawLine(QPointF(part.right(), part.top() + 1), QPointF(part.right(), part.bottom() - 1))
        if not self.read_only:
            box(painter, QRectF(self.rect()), "", "line.control", 4)
        if self.hasFocus() and self.keyboard:
            focus_ring(painter, QRectF(self.rect()), 4)

    def _paint_cell(self, painter: QPainter, part: QRectF, number: int) -> str:
        if number == self.value:
            fill = f"ramp.satisfaction.{number}" if self.ramp else "accent.fill"
            box(painter, part, fill, "", 4)
            return f"ramp.satisfactionText.{number}" if self.ramp else "text.onAccent"
        if self.read_only:
            return "text.disabled"
        if self.value is not None and number < self.value and not self.ramp:
            painter.fillRect(part, theme().color("accent.soft"))
            return "accent.text"
        if number == self._hover:
            painter.fillRect(part, theme().color("bg.hover"))
        return "text.secondary"

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()
