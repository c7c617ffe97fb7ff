"""The cells of the comparison: a platform's head with its score, its dots for a criterion, a figure under them."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from planner.language import _, number
from ui.guard import guarded
from ui.theme import theme
from ui.widgets import InPlaceText
from ui.widgets.paint import KEYBOARD_REASONS, box, draw_icon, draw_words, focus_ring

HEAD_HEIGHT, ROW_HEIGHT, FOOT_HEIGHT = 102, 54, 46
PAD = 16


@guarded
class Cell(QWidget):
    """A cell with a hairline at its left and under it; tinted in the column of the one that leads.

    Signals: ``chosen()`` when it gets the focus, ``keyed(object)`` with a key event that it does not take itself.
    """

    chosen = Signal()
    keyed = Signal(object)

    def __init__(self, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.leads = self.first = self.selected = False
        self.ground = "bg.surface"
        self.keyboard = False
        self._height = height
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        theme().changed.connect(self._on_theme)
        self._on_theme()

    def _on_theme(self) -> None:
        self.setFixedHeight(round(self._height * theme().scale))
        self.update()

    def set_leads(self, leads: bool) -> None:
        """Tints the cell, or not."""
        if leads != self.leads:
            self.leads = leads
            self.update()

    def set_selected(self, selected: bool) -> None:
        """Marks the cell as part of the selected row or column."""
        if selected != self.selected:
            self.selected = selected
            self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.keyboard = event.reason() in KEYBOARD_REASONS
        super().focusInEvent(event)
        self.chosen.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.keyboard = True
        event.ignore()
        self.keyed.emit(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        painter.fillRect(area, theme().color("bg.selected" if self.leads else self.ground))
        if self.selected:
            painter.fillRect(QRectF(0, 0, area.width(), 3), theme().color("accent.fill"))
        if not self.first:
            painter.fillRect(QRectF(0, 0, 1, area.height()), theme().color("line.hair"))
        painter.fillRect(QRectF(0, area.height() - 1, area.width(), 1), theme().color("line.hair"))
        self.paint_content(painter, area)
        if self.hasFocus() and self.keyboard:
            focus_ring(painter, area.adjusted(1, 1, -1, -2), 4)

    def paint_content(self, painter: QPainter, area: QRectF) -> None:
        """What the cell shows."""


@guarded
class WordsCell(Cell):
    """A cell with one line of words."""

    def __init__(self, height: int, parent: QWidget | None = None) -> None:
        super().__init__(height, parent)
        self.words = ""
        self.strong = False

    def show_words(self, words: str, spoken: str, strong: bool = False) -> None:
        """Brings the cell up to the plan."""
        self.setAccessibleName(spoken)
        if (words, strong) != (self.words, self.strong):
            self.words, self.strong = words, strong
            self.update()

    def paint_content(self, painter: QPainter, area: QRectF) -> None:
        spot = area.adjusted(PAD * theme().scale, 0, -4, 0)
        draw_words(painter, spot, self.words, "strong" if self.strong else "body")


@guarded
class ScoreCell(Cell):
    """Five dots and the score. Signal: ``scored(object)`` with 1 to 5 or None, by the user only."""

    scored = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(ROW_HEIGHT, parent)
        self.value: int | None = None
        self.best = self.read_only = False
        self._hover = 0
        self.setMouseTracking(True)

    def show_score(self, value: int | None, best: bool, spoken: str, read_only: bool) -> None:
        """Brings the cell up to the plan."""
        self.setAccessibleName(spoken)
        self.read_only = read_only
        if (value, best) != (self.value, self.best):
            self.value, self.best = value, best
            self.update()

    def _step(self) -> float:
        scale = theme().scale
        return min(15 * scale, max(9 * scale, (self.width() - (2 * PAD + 14) * scale) / 5))

    def _dot_at(self, x: float) -> int:
        at = int((x - PAD * theme().scale + self._step() * 0.15) // self._step()) + 1
        return at if 1 <= at <= 5 else 0

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        dot = self._dot_at(event.position().x())
        if dot and event.button() == Qt.MouseButton.LeftButton:
            self._score(None if dot == self.value else dot)

    def _score(self, value: int | None) -> None:
        if not self.read_only and value != self.value:
            self.scored.emit(value)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        dot = 0 if self.read_only else self._dot_at(event.position().x())
        if dot != self._hover:
            self._hover = dot
            self.setCursor(Qt.CursorShape.PointingHandCursor if dot else Qt.CursorShape.ArrowCursor)
            self.update()

    def leaveEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        self._hover = 0
        self.update()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_5:
            self.keyboard = True
            self._score(int(key) - int(Qt.Key.Key_0))
        elif key in (Qt.Key.Key_0, Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._score(None)
        else:
            super().keyPressEvent(event)

    def paint_content(self, painter: QPainter, area: QRectF) -> None:
        scale, step = theme().scale, self._step()
        radius = min(4.6 * scale, step * 0.36)
        painter.setPen(Qt.PenStyle.NoPen)
        full = "accent.fill" if self.best else "text.tertiary"
        for at in range(1, 6):
            lit = at <= (self._hover or self.value or 0)
            role = full if lit else "accent.line" if self.leads else "line.strong"
            colour = theme().color(role)
            if not lit:
                colour.setAlphaF(0.6)
            painter.setBrush(colour)
            centre = QPointF(PAD * scale + radius + (at - 1) * step, area.center().y())
            painter.drawEllipse(centre, radius, radius)
        words = "–" if self.value is None else str(self.value)
        spot = area.adjusted(0, 0, -PAD * scale, 0)
        style, role = ("strong", "text.primary") if self.best else ("body", "text.secondary")
        draw_words(painter, spot, words, style, role, Qt.AlignmentFlag.AlignRight, tabular=True)


@guarded
class HeadCell(Cell):
    """A platform's name, its weighted score and whether it leads.

    Signals: ``named(str)`` while its name is typed, ``left()``, ``menu_asked(object)``.
    """

    named = Signal(str)
    left = Signal()
    menu_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(HEAD_HEIGHT, parent)
        self.score: float | None = None
        self.mark: tuple[str, str] = ("", "")
        self.complete = True
        column = QVBoxLayout(self)
        column.setSpacing(0)
        self.name = InPlaceText("", self, "strong")
        self.name.setAccessibleName(_("Name of the platform"))
        self.name.set_placeholder(_("Name the platform"))
        self.name.edited.connect(self.named)
        self.name.committed.connect(self._on_left)
        column.addWidget(self.name)
        column.addStretch(1)
        self._size()

    def _on_theme(self) -> None:
        super()._on_theme()
        if hasattr(self, "name"):
            self._size()

    def _size(self) -> None:
        scale, column = theme().scale, self.layout()
        if column is not None:
            column.setContentsMargins(round(PAD * scale) - 6, round(24 * scale), 6, 0)

    def _on_left(self, _text: str) -> None:
        self.left.emit()

    def show_platform(
        self, name: str, score: float | None, complete: bool, mark: tuple[str, str], read_only: bool
    ) -> None:
        """Brings the head up to the plan; ``mark`` is an icon with its words."""
        self.name.set_text(name)
        self.name.set_read_only(read_only)
        words = "–" if score is None else number(score, 2)
        spoken = _("{platform}: {score} of 5").format(platform=name or _("Platform without a name"), score=words)
        self.setAccessibleName(". ".join(part for part in (spoken, mark[1]) if part))
        self.setToolTip("" if complete else _("Some criteria have no score yet."))
        if (score, complete, mark) != (self.score, self.complete, self.mark):
            self.score, self.complete, self.mark = score, complete, mark
            self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(event.globalPos())

    def paint_content(self, painter: QPainter, area: QRectF) -> None:
        scale = theme().scale
        left, width = PAD * scale, area.width() - 2 * PAD * scale
        icon, words = self.mark
        if words:
            draw_icon(painter, icon, "accent.text", QPointF(left + 6 * scale, 19 * scale), 13)
            spot = QRectF(left + 17 * scale, 10 * scale, width - 14 * scale, 18 * scale)
            draw_words(painter, spot, words, "label", "accent.text")
        figure = "–" if self.score is None else number(self.score, 2)
        role = "text.primary" if self.complete and self.score is not None else "text.tertiary"
        draw_words(painter, QRectF(left, 51 * scale, width, 28 * scale), figure, "figure", role)
        track = QRectF(left, area.height() - 16 * scale, width, 4 * scale)
        box(painter, track, "accent.line" if self.leads else "bg.pressed", "", 2)
        if self.score is not None:
            fill = "accent.fill" if self.leads else "text.tertiary"
            box(painter, QRectF(left, track.top(), width * self.score / 5, track.height()), fill, "", 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(round(96 * theme().scale), round(HEAD_HEIGHT * theme().scale))
