"""Folds: a card of sections of which one is open, each with a figure in its head; keys move from row to row."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.guard import guarded
from ui.theme import theme
from ui.widgets.paint import Painted, draw_icon, draw_words, focus_ring

INDENT = 43
EDGE = 16


@guarded
class FoldHead(Painted):
    """The head of a fold: chevron, icon, title, a hint, a bar with a tick, a figure. ``clicked`` opens or closes."""

    def __init__(self, title: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.icon_name, self.icon_role = icon, "text.secondary"
        self.opened = False
        self.hint = self.figure = ""
        self.share: float | None = None
        self.tick = -1.0
        self.figure_room = 30
        self.setText(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_figures(self, hint: str, share: float | None, tick: float, figure: str, spoken: str) -> None:
        """The words beside the title, how full the bar is, where its tick stands, and the figure at the end."""
        if (hint, share, tick, figure) != (self.hint, self.share, self.tick, self.figure):
            self.hint, self.share, self.tick, self.figure = hint, share, tick, figure
            self.update()
        self.setAccessibleName(spoken)

    def set_icon(self, icon: str, role: str) -> None:
        """Another icon or colour."""
        if (icon, role) != (self.icon_name, self.icon_role):
            self.icon_name, self.icon_role = icon, role
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, round(54 * theme().scale))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()  # a button would move the focus by itself
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale, middle = theme().scale, self.height() / 2
        chevron = "chevron-down" if self.opened else "chevron-right"
        role = "text.primary" if self.underMouse() else "text.secondary"
        draw_icon(painter, chevron, role, QPointF((EDGE + 4) * scale, middle), 16)
        draw_icon(painter, self.icon_name, self.icon_role, QPointF((EDGE + 30) * scale, middle), 18)
        right = self._paint_figure(painter, self.width() - EDGE * scale)
        left = (EDGE + 48) * scale
        metrics = QFontMetrics(theme().font("heading"))
        room = max(0.0, right - left - 10 * scale)
        words = min(metrics.horizontalAdvance(self.text()) + 2.0, room)
        draw_words(painter, QRectF(left, 0, words, self.height()), self.text(), "heading")
        rest = QRectF(left + words + 8 * scale, 1, room - words - 8 * scale, self.height())
        if rest.width() > 30 * scale:
            draw_words(painter, rest, self.hint, "small", "text.secondary")
        if self.ring_shown():
            focus_ring(painter, QRectF(self.rect()).adjusted(3, 3, -3, -3))

    def _paint_figure(self, painter: QPainter, right: float) -> float:
        scale, middle = theme().scale, self.height() / 2
        wide = max(self.figure_room * scale, QFontMetrics(theme().font("heading")).horizontalAdvance(self.figure) + 2)
        area = QRectF(right - wide, 0, wide, self.height())
        known = self.share is not None
        role = "text.primary" if known else "text.tertiary"
        draw_words(painter, area, self.figure, "heading", role, Qt.AlignmentFlag.AlignRight, tabular=True)
        long = (92 if self.width() > 380 * scale else 52) * scale
        bar = QRectF(area.left() - 8 * scale - long, middle - 3 * scale, long, 6 * scale)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("bg.pressed"))
        painter.drawRoundedRect(bar, 3, 3)
        if known and self.share:
            painter.setBrush(theme().color("accent.fill"))
            painter.drawRoundedRect(
                QRectF(bar.left(), bar.top(), bar.width() * min(self.share, 1.0), bar.height()), 3, 3
            )
        if self.tick >= 0:
            x = bar.left() + bar.width() * min(self.tick, 1.0)
            painter.fillRect(QRectF(x - 1, middle - 6 * scale, 2, 12 * scale), theme().color("text.primary"))
        return bar.left()


@guarded
class FoldRow(QWidget):
    """A row of a fold: one tab stop with a ring, a bar at its left when it is selected. Signal: ``focused()``.

    Keys that it does not know go on to the folds, which move from row to row.
    """

    focused = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.selected = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.row = QHBoxLayout(self)
        self.row.setSpacing(16)
        self.above, self.below = 12, 10
        theme().changed.connect(self._fit_margins)
        self._fit_margins()

    def set_room(self, above: int, below: int) -> None:
        """The room above and below what the row holds."""
        self.above, self.below = above, below
        self._fit_margins()

    def _fit_margins(self) -> None:
        scale = theme().scale
        self.row.setContentsMargins(round(INDENT * scale), self.above, round(EDGE * scale), self.below)

    def set_selected(self, selected: bool) -> None:
        """Marks the row as the selected one."""
        if selected != self.selected:
            self.selected = selected
            self.update()

    def focusInEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().focusInEvent(event)
        self.focused.emit()
        self.update()

    def focusOutEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().focusOutEvent(event)
        self.update()

    def mousePressEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = theme().scale
        left = INDENT * scale
        painter.fillRect(QRectF(left, 0, self.width() - left - EDGE * scale, 1), theme().color("line.hair"))
        if self.selected:
            painter.fillRect(QRectF(0, 6, 3, self.height() - 12), theme().color("accent.fill"))
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()).adjusted(left - 8 * scale, 3, -6 * scale, -2))


@guarded
class Fold(QWidget):
    """A section: a head, and rows that show while it is open."""

    def __init__(self, key: str, title: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.first = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 1, 0, 0)
        column.setSpacing(0)
        self.head = FoldHead(title, icon, self)
        column.addWidget(self.head)
        self.body = QWidget(self)
        self.rows_layout = QVBoxLayout(self.body)
        self.rows_layout.setContentsMargins(0, 0, 0, 10)
        self.rows_layout.setSpacing(0)
        self.body.hide()
        column.addWidget(self.body)

    def add(self, row: QWidget) -> None:
        """One more row."""
        self.rows_layout.addWidget(row)

    @property
    def opened(self) -> bool:
        """Whether its rows show."""
        return self.head.opened

    def set_opened(self, opened: bool) -> None:
        """Shows or hides the rows."""
        self.head.opened = opened
        self.body.setVisible(opened)
        self.head.update()

    def rows(self) -> list[FoldRow]:
        """The rows that can be stepped to."""
        return self.body.findChildren(FoldRow)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.first:
            QPainter(self).fillRect(0, 0, self.width(), 1, theme().color("line.hair"))


@guarded
class Folds(QFrame):
    """A card of folds. Signals: ``opened(str)`` with the key of the one that is open now, by the user only;
    ``reached(object)`` with the head or row that has the focus now.

    Up and Down move from row to row, Right opens a fold and Left closes it.
    """

    opened = Signal(str)
    reached = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(1, 0, 1, 1)
        self.column.setSpacing(0)
        self.folds: dict[str, Fold] = {}

    def add(self, fold: Fold) -> None:
        """One more fold at the end."""
        fold.first = not self.folds
        self.folds[fold.key] = fold
        self.column.addWidget(fold)
        fold.head.clicked.connect(self._on_head)

    def open(self, key: str) -> None:
        """Opens a fold and closes the others; an empty key closes all."""
        for fold in self.folds.values():
            if fold.opened != (fold.key == key):
                fold.set_opened(fold.key == key)

    @property
    def open_key(self) -> str:
        """The key of the open fold."""
        return next((fold.key for fold in self.folds.values() if fold.opened), "")

    def _on_head(self) -> None:
        head = self.sender()
        fold = next(fold for fold in self.folds.values() if fold.head is head)
        self._turn(fold, not fold.opened)

    def _turn(self, fold: Fold, opened: bool) -> None:
        if fold.opened != opened:
            self.open(fold.key if opened else "")
            self.opened.emit(self.open_key)

    def stops(self) -> list[QWidget]:
        """The heads and the rows that show, from top to bottom."""
        out: list[QWidget] = []
        for fold in self.folds.values():
            out.append(fold.head)
            out.extend(fold.rows() if fold.opened else ())
        return out

    def keyPressEvent(self, event: QKeyEvent) -> None:
        stops = self.stops()
        focus = self.focusWidget()
        at = next((i for i, w in enumerate(stops) if focus is w or (focus and w.isAncestorOf(focus))), -1)
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if at < 0 or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif step is not None:
            self.reach(stops[max(0, min(len(stops) - 1, at + step))])
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._fold_by_key(stops[at], event.key() == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)

    def _fold_by_key(self, stop: QWidget, opened: bool) -> None:
        fold = next(f for f in self.folds.values() if f.head is stop or f.isAncestorOf(stop))
        if opened and fold.opened and fold.rows():
            self.reach(fold.rows()[0] if fold.head is stop else stop)
            return
        self._turn(fold, opened)
        self.reach(fold.head)

    def reach(self, stop: QWidget) -> None:
        """Puts the focus on a head or a row and says so."""
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        self.reached.emit(stop)
