"""The command palette: finds pages, items and commands by a few letters."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from planner.language import _
from ui.guard import guarded
from ui.theme import theme
from ui.widgets.key_words import keys_said
from ui.widgets.paint import box, draw_icon, draw_words
from ui.widgets.shadow import BLUR, paint_shadow

Index = QModelIndex | QPersistentModelIndex

_BRIEF = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
"""Why the focus leaves only for a moment: the menu of the field, another window to copy from."""
MOST = 36
HIGH = 460
TOP = 96
WIDE = 560


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the palette: section, words, where it is, its icon and shortcut, and what it does."""

    section: str
    words: str
    where: str
    icon: str
    shortcut: str
    run: Callable[[], None]
    enabled: bool = True
    key: str = ""
    """What the row is known by among those that were run last."""

    def in_section(self, section: str) -> "Entry":
        """The row under another heading."""
        return replace(self, section=section)


def draw_keys(painter: QPainter, right: float, middle: float, keys: str) -> float:
    """Keys in a chip that ends at a place; the left edge of the chip."""
    scale = theme().scale
    font = theme().font("micro")
    wide = QFontMetricsF(font).horizontalAdvance(keys) + 14 * scale
    chip = QRectF(right - wide, middle - 10 * scale, wide, 20 * scale)
    box(painter, chip, "bg.sunken", "", 4)
    draw_words(painter, chip, keys, "micro", "text.secondary", Qt.AlignmentFlag.AlignHCenter)
    return chip.left()


@guarded
class _Rows(QStyledItemDelegate):
    """Paints a row: icon, words, where, shortcut; the chosen one says Enter."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        head = isinstance(index.data(Qt.ItemDataRole.UserRole), str)
        return QSize(100, round((30 if head else 34) * theme().scale))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, scale = QRectF(option.rect), theme().scale
        entry = index.data(Qt.ItemDataRole.UserRole)
        if isinstance(entry, str):
            draw_words(painter, area.adjusted(12 * scale, 6 * scale, -12, 0), entry, "small", "text.tertiary")
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            box(painter, area.adjusted(4, 1, -4, -1), "bg.selected")
        role = "text.primary" if entry.enabled else "text.disabled"
        icon = QPointF(24 * scale, area.center().y())
        draw_icon(painter, entry.icon or "arrow-right", "text.secondary" if entry.enabled else role, icon)
        end = area.right() - 12 * scale
        keys = keys_said("Enter") if chosen and not entry.shortcut else entry.shortcut
        if keys:
            end = draw_keys(painter, end, area.center().y(), keys) - 8 * scale
        words = QRectF(44 * scale, area.top(), end - 44 * scale, area.height())
        draw_words(painter, words, entry.words, "body", role)
        taken = painter.fontMetrics().horizontalAdvance(entry.words) + 10 * scale
        if taken < words.width() - 30:
            draw_words(painter, words.adjusted(taken, 0, 0, 0), entry.where, "small", "text.tertiary")


@guarded
class Palette(QFrame):
    """A field and its answers over the window. Enter runs, Esc closes, Ctrl+Enter runs and keeps it open.

    Signal: ``ran(str)`` with the key of a row that was run.
    """

    ran = Signal(str)

    def __init__(self, source: Callable[[str], list[Entry]], parent: QWidget) -> None:
        super().__init__(parent)
        self._source = source
        self._keeping = False
        self._before: QWidget | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(BLUR + 6, BLUR + 6, BLUR + 6, BLUR + 6)
        layout.setSpacing(0)
        self.field = QLineEdit(self)
        self.field.setClearButtonEnabled(False)
        self.field.setFrame(False)
        self.field.textChanged.connect(self._find)
        self.field.installEventFilter(self)
        self.rows = QListWidget(self)
        self.rows.setItemDelegate(_Rows(self.rows))
        self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.itemClicked.connect(self._on_clicked)
        layout.addWidget(self.field)
        layout.addSpacing(7)
        layout.addWidget(self.rows)
        self.hide()

    def open(self, text: str = "") -> None:
        """Shows the palette with the focus in its field."""
        self._before = self.window().focusWidget()
        name = _("Search or run a command")
        self.field.setPlaceholderText(name)
        self.field.setAccessibleName(name)
        self.rows.setAccessibleName(_("Answers"))
        colours = theme()
        self.field.setFont(colours.font("question"))
        left, right = round(38 * colours.scale), round(58 * colours.scale)
        self.field.setStyleSheet(f"border: none; background: transparent; padding: 0 {right}px 0 {left}px;")
        self.field.setFixedHeight(round(44 * colours.scale))
        self.field.setText(text)
        self._find(text)
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def place(self) -> None:
        """Stands at the top of the window, as high as its answers need."""
        parent = self.parentWidget()
        if parent is None:
            return
        scale = theme().scale
        inner = min(round(WIDE * scale), parent.width() - 48)
        most = min(round(HIGH * scale), parent.height() - TOP - 24)
        high = sum(self.rows.sizeHintForRow(at) for at in range(self.rows.count()))
        high = min(self.field.height() + 19 + max(high, round(40 * scale)), most)
        wide = inner + 2 * BLUR
        self.setGeometry((parent.width() - wide) // 2, TOP - BLUR, wide, high + 2 * BLUR)

    def close_and_return(self) -> None:
        """Hides the palette; the focus goes back to where it was."""
        self.hide()
        if self._before is not None and isValid(self._before):
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _find(self, query: str) -> None:
        self.rows.clear()
        section = ""
        for entry in self._source(query)[:MOST]:
            if entry.section != section:
                section = entry.section
                self._add_row(section, section, enabled=False)
            words = f"{entry.words}, {entry.where}" if entry.where else entry.words
            self._add_row(words, entry, enabled=entry.enabled)
        if not self.rows.count():
            self._add_row(_("Nothing found"), _("Nothing found"), enabled=False)
        self._step(1, start=-1)
        self.place()

    def _add_row(self, words: str, data: Entry | str, *, enabled: bool) -> None:
        item = QListWidgetItem(words)
        item.setData(Qt.ItemDataRole.UserRole, data)
        if not enabled:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.rows.addItem(item)

    def _step(self, by: int, start: int | None = None) -> None:
        at = self.rows.currentRow() if start is None else start
        count = self.rows.count()
        for _try in range(count):
            at = (at + by) % count
            item = self.rows.item(at)
            if item is not None and item.flags() & Qt.ItemFlag.ItemIsEnabled:
                self.rows.setCurrentRow(at)
                return

    def _run(self, item: QListWidgetItem | None, keep: bool = False) -> None:
        entry = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        if not isinstance(entry, Entry) or not entry.enabled:
            return
        self._keeping = keep
        if not keep:
            self.close_and_return()
        try:
            entry.run()
        finally:
            self._keeping = False
        self.ran.emit(entry.key)
        if keep:
            self._find(self.field.text())
            self.show()
            self.raise_()
            self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_clicked(self, item: QListWidgetItem) -> None:
        self._run(item)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key == Qt.Key.Key_Escape:
                self.close_and_return()
                return True
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._step(1 if key == Qt.Key.Key_Down else -1)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run(self.rows.currentItem(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
                return True
            if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                return True
        left = isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in _BRIEF
        if watched is self.field and left and self.isVisible() and not self._keeping:
            self.hide()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale, area = theme().scale, QRectF(self.rect()).adjusted(BLUR, BLUR, -BLUR, -BLUR)
        paint_shadow(painter, area)
        box(painter, area, "bg.surface", "line.strong", 10)
        middle = BLUR + 6 + self.field.height() / 2
        draw_icon(painter, "search", "text.secondary", QPointF(area.left() + 26 * scale, middle), 18)
        draw_keys(painter, area.right() - 14 * scale, middle, keys_said("Esc"))
        y = BLUR + 6 + self.field.height() + 3
        painter.fillRect(QRectF(area.left() + 1, y, area.width() - 2, 1), theme().color("line.hair"))
