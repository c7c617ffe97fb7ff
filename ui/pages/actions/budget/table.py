"""The table of the budget on screen: boxes to choose with, amounts, and what the best fit would change."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from planner.language import _
from ui.guard import guarded
from ui.pages.actions.budget.model import CHECK, COST, GAIN, RETURN, SEGMENT, TITLE, BudgetModel, BudgetRow
from ui.theme import theme
from ui.widgets.paint import box, draw_icon, draw_words, focus_ring

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT, HEAD_HEIGHT, PAD = 43, 36, 16
RIGHT = Qt.AlignmentFlag.AlignRight


@guarded
class BudgetDelegate(QStyledItemDelegate):
    """Paints the cells."""

    def __init__(self, model: BudgetModel, view: "BudgetView") -> None:
        super().__init__(view)
        self._model, self._view = model, view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(80, round(ROW_HEIGHT * theme().scale))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect, row = QRectF(option.rect), self._model.rows[index.row()]
        ground = ""
        if self._view.selected == row.id:
            ground = "bg.selected"
        elif row.proposed is not None:
            ground = "ok.soft" if row.proposed else "bad.soft"
        elif self._view.hovered == index.row():
            ground = "bg.hover"
        elif not row.funded:
            ground = "bg.page"
        if ground:
            painter.fillRect(rect, theme().color(ground))
        if self._view.selected == row.id and index.column() == 0:
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), theme().color("accent.fill"))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme().color("line.hair"))
        self._paint_cell(painter, rect.adjusted(0, 0, 0, -1), index.column(), row)
        if self._view.ring_shown() and index == self._view.currentIndex():
            focus_ring(painter, rect.adjusted(1, 1, -1, -2), 4)
        painter.restore()

    def _paint_cell(self, painter: QPainter, rect: QRectF, column: int, row: BudgetRow) -> None:
        scale = theme().scale
        role = "text.primary" if row.funded else "text.tertiary"
        if column == CHECK:
            paint_box(painter, rect.center() + QPointF(2 * scale, 0), row, self._view.read_only)
        elif column == TITLE:
            self._paint_title(painter, rect.adjusted(2, 0, -6 * scale, 0), row, role)
        elif column == SEGMENT:
            middle = QPointF(rect.left() + 6 * scale, rect.center().y())
            if row.dot:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme().color(row.dot))
                painter.drawEllipse(middle, 4 * scale, 4 * scale)
            else:
                draw_icon(painter, "layers", "text.secondary", middle, 13)
            draw_words(painter, rect.adjusted(18 * scale, 0, -6, 0), row.segment, "body", "text.secondary")
        else:
            words = {COST: row.cost, GAIN: row.gain}.get(column, row.multiple)
            style = "strong" if column == RETURN and row.funded else "body"
            right = rect.adjusted(0, 0, -(PAD if column == RETURN else 6) * scale, 0)
            draw_words(painter, right, words, style, role, RIGHT, tabular=True)

    def _paint_title(self, painter: QPainter, rect: QRectF, row: BudgetRow, role: str) -> None:
        scale = theme().scale
        refused = self._view.refused == row.id
        note = self._view.refusal if refused else _change(row) or row.note
        tone = "warn" if refused else "ok" if row.proposed else "bad" if row.proposed is False else ""
        painter.setFont(theme().font("body"))
        wide = painter.fontMetrics().horizontalAdvance(row.title) + 4.0
        if not note:
            draw_words(painter, rect, row.title, "body", role)
            return
        chip = QFontMetrics(theme().font("small")).horizontalAdvance(note) + 16 * scale
        if tone:  # what just happened must be read in full
            chip = min(chip, rect.width() - 84 * scale)
        else:
            chip = min(chip, max(0.0, rect.width() - min(wide, rect.width() * 0.5) - 8 * scale))
        wide = min(wide, rect.width() - chip - 8 * scale)
        draw_words(painter, QRectF(rect.left(), rect.top(), wide, rect.height()), row.title, "body", role)
        if chip < 34 * scale:
            return
        spot = QRectF(rect.left() + wide + 8 * scale, rect.center().y() - 11 * scale, chip, 22 * scale)
        box(painter, spot, f"{tone}.soft" if tone else "bg.sunken", f"{tone}.line" if tone else "", 5)
        words = spot.adjusted(8 * scale, 0, -6 * scale, 0)
        draw_words(painter, words, note, "small", f"{tone}.text" if tone else "text.secondary")


def _change(row: BudgetRow) -> str:
    if row.proposed is None:
        return ""
    return _("+ funded") if row.proposed else _("− left out")


def paint_box(painter: QPainter, centre: QPointF, row: BudgetRow, read_only: bool) -> None:
    """The box of a row: a check where it is funded, a lock where it is in any case."""
    side = 16 * theme().scale
    mark = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
    if row.funded:
        box(painter, mark, "accent.fill" if not read_only else "text.tertiary", "", 4)
        draw_icon(painter, "lock" if row.pinned else "check", "text.onAccent", mark.center(), 11 if row.pinned else 12)
    else:
        box(painter, mark, "bg.surface", "line.control", 4, 1.5)


@guarded
class BudgetHeader(QHeaderView):
    """The heads over the columns."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), round(HEAD_HEIGHT * theme().scale))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        area, scale = QRectF(rect), theme().scale
        painter.fillRect(area, theme().color("bg.surface"))
        painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), theme().color("line.hair"))
        words = str(self.model().headerData(section, Qt.Orientation.Horizontal)) if section else ""
        if section >= COST:
            spot = area.adjusted(0, 0, -(PAD if section == RETURN else 6) * scale, 0)
            draw_words(painter, spot, words, "small", "text.secondary", RIGHT)
        else:
            draw_words(painter, area.adjusted(2, 0, 0, 0), words, "small", "text.secondary")
        painter.restore()


@guarded
class BudgetView(QTableView):
    """The table.

    Signals, each with a table and an id: ``chosen(str, str)``; ``toggled(str, str)``; ``asked(str, str, str)`` with a
    verb; ``menu_asked(str, str, object)`` with a place.
    """

    chosen = Signal(str, str)
    toggled = Signal(str, str)
    asked = Signal(str, str, str)
    menu_asked = Signal(str, str, object)

    def __init__(self, model: BudgetModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self.selected = self.refused = self.refusal = ""
        self.hovered = -1
        self.read_only = self._keyboard = False
        self.setModel(model)
        self.setItemDelegate(BudgetDelegate(model, self))
        self.setHorizontalHeader(BudgetHeader(self))
        self.verticalHeader().hide()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Actions and what they return"))
        self.selectionModel().currentChanged.connect(self._on_current)
        theme().changed.connect(self.fit)

    def ring_shown(self) -> bool:
        """Whether the ring of the keyboard shows on the current cell."""
        return self.hasFocus() and self._keyboard

    def fit(self) -> None:
        """Gives each column its width and the table the height of its rows."""
        scale, width = theme().scale, self.viewport().width()
        metrics = QFontMetrics(theme().font("small"))
        sizes = {at: round(size * scale) for at, size in {CHECK: 44, COST: 66, GAIN: 80, RETURN: 66}.items()}
        for at in (COST, GAIN, RETURN):
            words = str(self._rows.headerData(at, Qt.Orientation.Horizontal))
            pad = (PAD if at == RETURN else 6) + 12
            sizes[at] = max(sizes[at], metrics.horizontalAdvance(words) + round(pad * scale))
        rest = width - sum(sizes.values())
        narrow = rest < 320 * scale
        sizes[SEGMENT] = 0 if narrow else round(min(190 * scale, rest * 0.36))
        self.setColumnHidden(SEGMENT, narrow)
        sizes[TITLE] = rest - sizes[SEGMENT]
        for at, size in sizes.items():
            self.setColumnWidth(at, size)
        self.verticalHeader().setDefaultSectionSize(round(ROW_HEIGHT * scale))
        self.setFixedHeight(round(HEAD_HEIGHT * scale) + round(ROW_HEIGHT * scale) * len(self._rows.rows) + 1)

    def resizeEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().resizeEvent(event)
        self.fit()

    def set_selected(self, item: str) -> None:
        """Marks a row."""
        if item != self.selected:
            self.selected = item
            at = self._rows.at(item)
            if at >= 0 and self.currentIndex().row() != at:
                self.setCurrentIndex(self._rows.index(at, max(0, self.currentIndex().column())))
            self.viewport().update()

    def set_refusal(self, item: str, words: str) -> None:
        """Says at a row why it cannot be left out; empty takes the words away."""
        if (item, words) != (self.refused, self.refusal):
            self.refused, self.refusal = item, words
            self.viewport().update()

    def _on_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            row = self._rows.rows[now.row()]
            self.chosen.emit(row.table, row.id)
        self.viewport().update()

    def _row(self, index: QModelIndex) -> BudgetRow | None:
        return self._rows.rows[index.row()] if index.isValid() else None

    def focusInEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        self._keyboard = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._rows.rows:
            self.setCurrentIndex(self._rows.index(0, 0))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._keyboard = False
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        row = self._row(index)
        if row is not None and index.column() == CHECK and event.button() == Qt.MouseButton.LeftButton:
            self.toggled.emit(row.table, row.id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        row = self._row(index)
        if row is not None:
            if index.column() == CHECK:
                self.toggled.emit(row.table, row.id)
            else:
                self.asked.emit(row.table, row.id, "details")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        at = self.indexAt(event.position().toPoint()).row()
        if at != self.hovered:
            self.hovered = at
            self.viewport().update()

    def leaveEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        self.hovered = -1
        self.viewport().update()
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        row = self._row(self.indexAt(event.pos()))
        if row is not None and row.table == "actions":
            self.menu_asked.emit(row.table, row.id, event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._keyboard = True
        row, key = self._row(self.currentIndex()), Qt.Key(event.key())
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if row is None:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Space:
            self.toggled.emit(row.table, row.id)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.asked.emit(row.table, row.id, "add" if control else "details")
        elif key == Qt.Key.Key_Delete:
            self.asked.emit(row.table, row.id, "remove")
        elif key == Qt.Key.Key_D and control:
            self.asked.emit(row.table, row.id, "duplicate")
        else:
            super().keyPressEvent(event)
