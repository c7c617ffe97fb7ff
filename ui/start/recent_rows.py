"""The recent plans: a list with the plan's title, its place, five mini rings and its date."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from planner import clock
from planner.language import _, date_text, percent
from ui.guard import guarded
from ui.theme import theme
from ui.widgets.paint import box, draw_icon, draw_words

Index = QModelIndex | QPersistentModelIndex
ROW = 62
RINGS = 5


@dataclass(frozen=True, slots=True)
class RecentRow:
    """A plan that was open not long ago; ``state`` is ``elsewhere`` or ``gone`` where it cannot just be opened."""

    path: str
    title: str
    when: dt.datetime
    shares: tuple[float, ...] = ()
    state: str = ""

    @property
    def place(self) -> str:
        """The last folders of its path."""
        return " / ".join(Path(self.path).parent.parts[-2:]).strip("/ ") or "/"


def when_text(when: dt.datetime) -> str:
    """Today with the time, yesterday, or the date."""
    day = when.date()
    if day == clock.today():
        return _("Today, {time}").format(time=when.strftime("%H:%M"))
    if day == clock.today() - dt.timedelta(days=1):
        return _("Yesterday")
    return date_text(day)


@guarded
class _RowPainter(QStyledItemDelegate):
    """Paints one recent plan."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(300, round(ROW * theme().scale))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row: RecentRow = index.data(Qt.ItemDataRole.UserRole)
        area, scale = QRectF(option.rect), theme().scale
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if chosen or over:
            painter.fillRect(area, theme().color("bg.selected" if chosen else "bg.hover"))
        if chosen:
            painter.fillRect(QRectF(area.left(), area.top(), 4, area.height()), theme().color("accent.fill"))
        if index.row():
            painter.fillRect(QRectF(area.left(), area.top(), area.width(), 1), theme().color("line.hair"))
        badge = QRectF(area.left() + 17, area.center().y() - 17 * scale, 34 * scale, 34 * scale)
        box(painter, badge, "bg.page", "line.hair", 8)
        draw_icon(painter, "rapport", "text.primary", badge.center(), 17)
        right = self._paint_right(painter, area, row)
        words = QRectF(badge.right() + 16, area.top(), right - badge.right() - 30, area.height())
        role = "text.tertiary" if row.state == "gone" else "text.primary"
        upper = QRectF(words.left(), area.center().y() - 20 * scale, words.width(), 20 * scale)
        draw_words(painter, upper, row.title, "heading", role)
        lower = QRectF(words.left(), area.center().y(), words.width(), 19 * scale)
        draw_words(painter, lower, row.place, "small", "text.secondary")

    def _paint_right(self, painter: QPainter, area: QRectF, row: RecentRow) -> float:
        scale = theme().scale
        right = area.right() - 20
        date = QRectF(right - 100 * scale, area.top(), 100 * scale, area.height())
        draw_words(painter, date, when_text(row.when), "body", "text.secondary", Qt.AlignmentFlag.AlignRight)
        right = date.left() - 16
        if row.state != "gone":
            right = self._paint_rings(painter, right, area.center().y(), row.shares)
        if row.state:
            right = self._paint_state(painter, right, area.center().y(), row.state)
        return right

    def _paint_rings(self, painter: QPainter, right: float, middle: float, shares: Sequence[float]) -> float:
        size, step = 13 * theme().scale, 20 * theme().scale
        known = (*shares, *(0.0,) * RINGS)[:RINGS]
        left = right - (RINGS - 1) * step - size
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for at, share in enumerate(known):
            ring = QRectF(left + at * step, middle - size / 2, size, size)
            painter.setPen(QPen(theme().color("line.strong"), 3))
            painter.drawEllipse(ring)
            if share > 0:
                pen = QPen(theme().color("ok.fill" if share >= 0.9995 else "accent.fill"), 3)
                pen.setCapStyle(Qt.PenCapStyle.FlatCap)
                painter.setPen(pen)
                painter.drawArc(ring, 90 * 16, -round(share * 360 * 16))
        return left - 16

    def _paint_state(self, painter: QPainter, right: float, middle: float, state: str) -> float:
        scale = theme().scale
        elsewhere = state == "elsewhere"
        words = _("Open elsewhere") if elsewhere else _("Not found")
        wide = QFontMetrics(theme().font("small")).horizontalAdvance(words) + 40 * scale
        chip = QRectF(right - wide, middle - 13 * scale, wide, 26 * scale)
        box(painter, chip, "warn.soft" if elsewhere else "bg.sunken")
        role = "warn.text" if elsewhere else "text.secondary"
        icon = "lock" if elsewhere else "circle-question-mark"
        draw_icon(painter, icon, role, QPointF(chip.left() + 16 * scale, middle), 14)
        draw_words(painter, chip.adjusted(29 * scale, 0, -4, 0), words, "small", role)
        return chip.left() - 12


@guarded
class RecentList(QListWidget):
    """The list. Signals: ``opened(str)``, ``opened_read_only(str)``, ``forgotten(str)``, ``shown_in_folder(str)``."""

    opened = Signal(str)
    opened_read_only = Signal(str)
    forgotten = Signal(str)
    shown_in_folder = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Recent plans"))
        self.setItemDelegate(_RowPainter(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self._rows: tuple[RecentRow, ...] = ()
        self._query = ""

    def set_rows(self, rows: Sequence[RecentRow]) -> None:
        """Shows these plans, the newest first."""
        self._rows = tuple(rows)
        self._fill()

    def filter(self, query: str) -> None:
        """Shows only the plans whose title or place holds the words."""
        self._query = query.casefold()
        self._fill()

    def _fill(self) -> None:
        self.clear()
        for row in self._rows:
            if self._query in row.title.casefold() or self._query in row.place.casefold():
                item = QListWidgetItem(row.title)
                item.setData(Qt.ItemDataRole.UserRole, row)
                done = ", ".join(percent(share) for share in row.shares)
                spoken = (row.title, row.place, when_text(row.when), done)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, ". ".join(words for words in spoken if words))
                self.addItem(item)
        if self.count():
            self.setCurrentRow(0)

    def wanted_height(self) -> int:
        """The height that shows every row."""
        return round(self.count() * ROW * theme().scale) + 2

    def _path(self) -> str:
        item = self.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole).path) if item is not None else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        path = self._path()
        if path and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(path)
        elif path and event.key() == Qt.Key.Key_Delete:
            self.forgotten.emit(path)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.itemAt(event.position().toPoint()) is not None:
            self.opened.emit(self._path())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.itemAt(event.pos()) is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, signal in (
            (_("Open"), self.opened),
            (_("Open read-only"), self.opened_read_only),
            (_("Show in folder"), self.shown_in_folder),
            (_("Remove from this list"), self.forgotten),
        ):
            action = menu.addAction(words)
            action.setData(signal)
        menu.triggered.connect(self._on_verb)
        menu.popup(event.globalPos())

    def _on_verb(self, action) -> None:  # type: ignore[no-untyped-def]
        action.data().emit(self._path())
