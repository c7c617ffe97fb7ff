"""The command palette: finds pages, items and commands by a few letters."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
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

from planner.language import _
from ui.guard import guarded
from ui.theme import theme
from ui.widgets.paint import box, draw_icon, draw_words

Index = QModelIndex | QPersistentModelIndex

MOST = 12


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


def fit(query: str, words: str) -> int:
    """How well words answer a query: 0 not at all; a start of a word beats letters in order."""
    query, words = query.casefold(), words.casefold()
    if not query:
        return 1
    if words.startswith(query):
        return 1000 - len(words)
    if f" {query}" in f" {words}":
        return 700 - len(words)
    if query in words:
        return 500 - len(words)
    at = -1
    for letter in query:
        at = words.find(letter, at + 1)
        if at < 0:
            return 0
    return max(1, 100 - len(words))


@guarded
class _Rows(QStyledItemDelegate):
    """Paints a row: icon, words, where, shortcut."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        head = isinstance(index.data(Qt.ItemDataRole.UserRole), str)
        return QSize(100, round((28 if head else 36) * theme().scale))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, scale = QRectF(option.rect), theme().scale
        entry = index.data(Qt.ItemDataRole.UserRole)
        if isinstance(entry, str):
            draw_words(painter, area.adjusted(12, 4, -12, 0), entry, "small", "text.secondary")
            return
        if option.state & QStyle.StateFlag.State_Selected:
            box(painter, area.adjusted(4, 1, -4, -1), "bg.selected")
        role = "text.primary" if entry.enabled else "text.disabled"
        draw_icon(painter, entry.icon or "arrow-right", "text.secondary", QPointF(22 * scale, area.center().y()))
        words = area.adjusted(42 * scale, 0, -90 * scale, 0)
        draw_words(painter, words, entry.words, "body", role)
        taken = painter.fontMetrics().horizontalAdvance(entry.words) + 12
        if taken < words.width() - 30:
            draw_words(painter, words.adjusted(taken, 0, 0, 0), entry.where, "small", "text.secondary")
        end = QRectF(area.right() - 92 * scale, area.top(), 80 * scale, area.height())
        draw_words(painter, end, entry.shortcut, "small", "text.tertiary", Qt.AlignmentFlag.AlignRight)


@guarded
class Palette(QFrame):
    """A field and its answers over the window. Enter runs, Esc closes, Ctrl+Enter runs and keeps it open."""

    def __init__(self, source: Callable[[str], list[Entry]], parent: QWidget) -> None:
        super().__init__(parent)
        self._source = source
        self.setObjectName("card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        self.field = QLineEdit(self)
        self.field.setClearButtonEnabled(False)
        self.field.setFrame(False)
        self.field.textChanged.connect(self._find)
        self.field.installEventFilter(self)
        self.rows = QListWidget(self)
        self.rows.setItemDelegate(_Rows(self.rows))
        self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.rows.itemClicked.connect(self._on_clicked)
        layout.addWidget(self.field)
        layout.addWidget(self.rows)
        self._before: QWidget | None = None
        self.hide()

    def open(self, text: str = "") -> None:
        """Shows the palette with the focus in its field."""
        parent = self.parentWidget()
        assert parent is not None
        self._before = parent.window().focusWidget()
        name = _("Search or run a command")
        self.field.setPlaceholderText(name)
        self.field.setAccessibleName(name)
        self.rows.setAccessibleName(_("Answers"))
        self.field.setFont(theme().font("question"))
        width = min(round(560 * theme().scale), parent.width() - 48)
        self.setGeometry((parent.width() - width) // 2, 96, width, round(440 * theme().scale))
        self.field.setText(text)
        self._find(text)
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_and_return(self) -> None:
        """Hides the palette; the focus goes back to where it was."""
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _find(self, query: str) -> None:
        self.rows.clear()
        section = ""
        for entry in self._source(query)[: MOST * 3]:
            if entry.section != section:
                section = entry.section
                head = QListWidgetItem(section)
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                head.setData(Qt.ItemDataRole.UserRole, section)
                self.rows.addItem(head)
            item = QListWidgetItem(f"{entry.words}, {entry.where}" if entry.where else entry.words)
            item.setData(Qt.ItemDataRole.UserRole, entry)
            if not entry.enabled:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.rows.addItem(item)
        self._step(1, start=-1)

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
        if not keep:
            self.close_and_return()
        entry.run()
        if keep:
            self.field.setFocus()

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
        if watched is self.field and event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.hide()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box(painter, QRectF(self.rect()), "bg.surface", "line.strong", 10)
