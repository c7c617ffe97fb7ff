"""Containers: cards, hairlines, flowing rows of chips, scrolling columns, empty states."""

from PySide6.QtCore import QMargins, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.guard import guarded
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.paint import Painted, box, draw_icon, draw_words, focus_ring
from ui.widgets.text import Words


class Card(QFrame):
    """A surface with a hairline; never put one inside another."""

    def __init__(self, parent: QWidget | None = None, padding: int = 16) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(padding, padding, padding, padding)
        self.body.setSpacing(12)


@guarded
class Hairline(QWidget):
    """A line of one pixel across."""

    def __init__(self, parent: QWidget | None = None, *, vertical: bool = False) -> None:
        super().__init__(parent)
        if vertical:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().color("line.hair"))


@guarded
class FlowLayout(QLayout):
    """Places widgets in a row and goes on in the next where there is no room; ``lines`` is between two rows."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 6, lines: int | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = spacing
        self._lines = spacing if lines is None else lines
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        margins: QMargins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def minimumSize(self) -> QSize:
        return self.sizeHint()

    def _place(self, rect: QRect, *, move: bool) -> int:
        x, y, row = rect.x(), rect.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue  # hidden
            size = item.sizeHint()
            if x > rect.x() and x + size.width() > rect.right() + 1:
                x, y, row = rect.x(), y + row + self._lines, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), size.boundedTo(QSize(max(rect.width(), 1), size.height()))))
            x += size.width() + self._gap
            row = max(row, size.height())
        return y + row - rect.y()


@guarded
class Chip(Painted):
    """A small label with a dot or an icon; perhaps removable. Signal: ``removed()``."""

    removed = Signal()

    def __init__(
        self,
        text: str,
        dot: str = "",
        icon: str = "",
        parent: QWidget | None = None,
        *,
        removable: bool = False,
        tone: str = "",
    ) -> None:
        super().__init__(parent)
        self.dot, self.icon_name, self.removable, self.tone = dot, icon, removable, tone
        self.setText(text)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        scale = theme().scale
        width = QFontMetrics(theme().font("small")).horizontalAdvance(self.text()) + 16 * scale
        width += 15 * scale if self.dot else 0
        width += 20 * scale if self.icon_name else 0
        width += 16 * scale if self.removable else 0
        return QSize(min(round(width), round(240 * scale)), theme().metric("chip"))

    def _cross(self) -> QRectF:
        side = self.height()
        return QRectF(self.width() - side, 0, side, side)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.removable and self._cross().contains(event.position()):
            self.removed.emit()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        if self.removable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, scale = QRectF(self.rect()), theme().scale
        fill = {"accent": "bg.selected", "warn": "warn.soft", "bad": "bad.soft", "ok": "ok.soft"}.get(
            self.tone, "bg.pressed" if self.underMouse() else "bg.sunken"
        )
        role = {"accent": "accent.text", "warn": "warn.text", "bad": "bad.text", "ok": "ok.text"}.get(
            self.tone, "text.primary"
        )
        box(painter, area, fill)
        left = 8 * scale
        if self.dot:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color(self.dot))
            painter.drawEllipse(QPointF(left + 4, area.center().y()), 4, 4)
            left += 15 * scale
        if self.icon_name:
            draw_icon(painter, self.icon_name, role, QPointF(left + 7, area.center().y()), 14)
            left += 20 * scale
        right = self._cross().width() if self.removable else 6 * scale
        draw_words(painter, QRectF(left, 0, area.width() - left - right + 2, area.height()), self.text(), "small", role)
        if self.removable:
            draw_icon(painter, "x", "text.tertiary", self._cross().center(), 12)
        if self.ring_shown():
            focus_ring(painter, area)


@guarded
class ScrolledBody(QWidget):
    """What scrolls in a scroll area: as high as its words need in the width there is.

    Qt takes the height for the least width as the least height, so that a page with text would always scroll.
    """

    def minimumSizeHint(self) -> QSize:
        size, layout = super().minimumSizeHint(), self.layout()
        return QSize(size.width(), 0) if layout is not None and layout.hasHeightForWidth() else size


class ScrollColumn(QScrollArea):
    """A column of widgets that scrolls when it is too high; ``body`` is its layout.

    The scroll bar stands in the right margin, so that the widgets keep their width when it comes. It is no tab stop of
    its own: the keys that a widget inside has no use for scroll it.
    """

    def __init__(self, parent: QWidget | None = None, margins: tuple[int, int, int, int] = (24, 0, 24, 24)) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = ScrolledBody(self)
        inner.setObjectName("scrolled")
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(*margins)
        self.body.setSpacing(16)
        self.setWidget(inner)
        self.viewport().setAutoFillBackground(False)
        self._margins = margins
        self.verticalScrollBar().rangeChanged.connect(self._on_range)

    def _on_range(self, _least: int, most: int) -> None:
        left, top, right, bottom = self._margins
        bar = self.verticalScrollBar().sizeHint().width() if most > 0 else 0
        self.body.setContentsMargins(left, top, max(0, right - bar), bottom)


@guarded
class _Drawing(QWidget):
    """The drawing of an empty state: two touchpoints joined by the thread, one still to come."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(120, 70)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme()
        painter.setPen(QPen(colours.color("line.control"), 1.5))
        painter.setBrush(colours.color("bg.surface"))
        painter.drawRoundedRect(QRectF(2, 24, 34, 20), 4, 4)
        painter.setPen(QPen(colours.color("accent.fill"), 1.5))
        painter.drawRoundedRect(QRectF(62, 2, 34, 20), 4, 4)
        painter.setPen(QPen(colours.color("line.control"), 1.5, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(62, 46, 34, 20), 4, 4)
        for target, style in ((12, Qt.PenStyle.SolidLine), (56, Qt.PenStyle.DashLine)):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colours.color("line.control"), 1.5, style))
            path = QPainterPath(QPointF(36, 34))
            path.cubicTo(50, 34, 48, target, 62, target)
            painter.drawPath(path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.color("accent.fill"))
        painter.drawEllipse(QPointF(110, 12), 8, 8)
        draw_icon(painter, "plus", "text.onAccent", QPointF(110, 12), 10)


def clear_layout(layout: QLayout) -> None:
    """Takes every widget out of a layout and lets it go."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


class EmptyState(QFrame):
    """What a page says while it holds nothing: a drawing, a title, a sentence, one or two buttons.

    ``actions`` are (words, icon, slot); the first becomes the primary button.
    """

    def __init__(self, title: str, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 36, 32, 36)
        layout.setSpacing(10)
        layout.addStretch(1)
        centre = Qt.AlignmentFlag.AlignHCenter
        layout.addWidget(_Drawing(self), alignment=centre)
        layout.addSpacing(8)
        self.title = Words(title, "subtitle", "text.primary", self, wrap=True)
        self.sentence = Words(sentence, "body", "text.secondary", self, wrap=True)
        for words in (self.title, self.sentence):
            words.setAlignment(centre)
            words.setFixedWidth(round(440 * theme().scale))  # a label of no fixed width would lose its second line
            layout.addWidget(words, alignment=centre)
        self.row = QHBoxLayout()
        self.row.setSpacing(8)
        self.row.addStretch(1)
        self.row.addStretch(1)
        layout.addSpacing(6)
        layout.addLayout(self.row)
        self.extra = QVBoxLayout()
        layout.addLayout(self.extra)
        layout.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme().changed.connect(self._fit_words)
        self._fit_words()

    def say(self, title: str, sentence: str) -> None:
        """Other words."""
        self.title.set_text(title)
        self.sentence.set_text(sentence)
        self._fit_words()

    def _fit_words(self) -> None:
        """All lines have room: a layout that centres a label asks it for its height at any width."""
        for words in (self.title, self.sentence):
            words.setMinimumHeight(0)
            words.setMinimumHeight(max(0, words.heightForWidth(words.minimumWidth())))

    def add_button(self, words: str, icon: str = "", *, primary: bool = False) -> Button:
        """One more button in the row."""
        button = Button(words, "primary" if primary else "secondary", icon, self)
        self.row.insertWidget(self.row.count() - 1, button)
        return button
