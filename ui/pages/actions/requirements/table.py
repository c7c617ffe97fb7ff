"""The matrix on screen: painted cells and heads, worked with the mouse and the keys."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from planner.actions.requirements import RequirementRow
from planner.language import _
from ui.guard import guarded
from ui.pages.actions.cell_edit import CellEdit
from ui.pages.actions.requirements.cells import (
    HEAD_HEIGHT,
    PAD,
    CoverLayout,
    MatrixHeader,
    paint_level,
    paint_need,
    paint_rating,
)
from ui.pages.actions.requirements.model import COVER, NAME, NEED, RATING, RequirementModel
from ui.theme import theme
from ui.widgets.paint import draw_words, focus_ring

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 58


@guarded
class MatrixDelegate(QStyledItemDelegate):
    """Paints the cells of the matrix."""

    def __init__(self, model: RequirementModel, view: "MatrixView") -> None:
        super().__init__(view)
        self._model, self._view = model, view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(80, round(ROW_HEIGHT * theme().scale))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)
        selected = self._view.selected == self._model.rows[index.row()].requirement
        hover = self._view.hovered == index.row()
        if selected or hover:
            painter.fillRect(rect, theme().color("bg.selected" if selected else "bg.hover"))
        if selected and index.column() == 0:
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), theme().color("accent.fill"))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme().color("line.hair"))
        self._paint_cell(painter, rect.adjusted(0, 0, 0, -1), index)
        if self._view.ring_shown() and index == self._view.currentIndex():
            focus_ring(painter, rect.adjusted(1, 1, -1, -2), 4)
        painter.restore()

    def _paint_cell(self, painter: QPainter, rect: QRectF, index: Index) -> None:
        column, row = self._model.columns[index.column()], self._model.rows[index.row()]
        scale = theme().scale
        if column.key == NAME:
            left = rect.left() + PAD * scale
            middle, wide = rect.center().y(), rect.width() - 1.5 * PAD * scale
            name = QRectF(left, middle - 20 * scale, wide, 20 * scale)
            role = "text.primary" if index.data(Qt.ItemDataRole.EditRole) else "text.tertiary"
            draw_words(painter, name, str(index.data()), "strong", role)
            below = QRectF(left, middle, wide, 18 * scale)
            draw_words(painter, below, self._model.subtitle(index.row()), "small", "text.secondary")
        elif column.key == RATING:
            paint_rating(painter, rect, row, str(index.data()))
        elif column.key == NEED:
            paint_need(painter, rect, row, str(index.data()), len(self._model.columns) - 4)
        elif column.key == COVER:
            self._view.cover_layout(rect, row).paint(painter, str(index.data()), self._model.read_only)
        else:
            cell = row.needs.get(column.segment)
            paint_level(painter, rect.center(), cell.level if cell else "", bool(cell and cell.derived))

    def createEditor(self, _parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        self._view.rename(index.row())
        return None  # type: ignore[return-value]  # the view opens its own line


@guarded
class MatrixView(QTableView):
    """The table. Signals: ``chosen(str)`` with a requirement; ``cycled(str, str)`` with a requirement and a segment;

    ``named(str, str)`` while a name is typed, ``left()``; ``add_asked(str)`` for something that covers it;
    ``cover_opened(str, str)`` with the kind and id of what does; ``asked(str, str)`` with a verb.
    """

    chosen = Signal(str)
    cycled = Signal(str, str)
    named = Signal(str, str)
    left = Signal()
    add_asked = Signal(str)
    cover_opened = Signal(str, str)
    asked = Signal(str, str)

    def __init__(self, model: RequirementModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = model
        self.selected = ""
        self.hovered = -1
        self._high = 120
        self._keyboard = False
        self._edited = ""
        self.setModel(model)
        self.setItemDelegate(MatrixDelegate(model, self))
        self.setHorizontalHeader(MatrixHeader(model, self))
        self.verticalHeader().hide()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setCornerWidget(QWidget(self))
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(_("Shared requirements"))
        self.selectionModel().currentChanged.connect(self._on_current)
        theme().changed.connect(self.fit)

    def ring_shown(self) -> bool:
        """Whether the ring of the keyboard shows on the current cell."""
        return self.hasFocus() and self._keyboard

    def fit(self) -> None:
        """Gives each column its width and the table the height of its rows."""
        scale = theme().scale
        columns = self._rows.columns
        if not columns:
            return
        fixed = {RATING: 86, NEED: 136}
        segments = sum(bool(c.segment) for c in columns)
        room = self.viewport().width() - sum(round(fixed[k] * scale) for k in fixed)
        least = {NAME: round(190 * scale), COVER: round(176 * scale)}
        each = round(min(100 * scale, max(84 * scale, (room - sum(least.values())) / max(segments, 1))))
        rest = max(sum(least.values()), room - each * segments)
        name = round(max(least[NAME], min(rest - least[COVER], rest * 0.54)))
        widths = {NAME: name, COVER: rest - name, **{k: round(v * scale) for k, v in fixed.items()}}
        for at, column in enumerate(columns):
            self.setColumnWidth(at, widths.get(column.key, each))
        self.verticalHeader().setDefaultSectionSize(round(ROW_HEIGHT * scale))
        bar = self.horizontalScrollBar()
        foot = bar.sizeHint().height() if bar.maximum() > 0 else 0
        high = round(HEAD_HEIGHT * scale) + round(ROW_HEIGHT * scale) * len(self._rows.rows)
        self._high = high + foot + 2
        self.setMaximumHeight(self._high)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(640, self._high)

    def resizeEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().resizeEvent(event)
        self.fit()

    def set_selected(self, requirement: str) -> None:
        """Marks a row."""
        if requirement != self.selected:
            self.selected = requirement
            at = self._rows.at(requirement)
            if at >= 0 and self.currentIndex().row() != at:
                self.setCurrentIndex(self._rows.index(at, max(0, self.currentIndex().column())))
            self.viewport().update()

    def _on_current(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self.chosen.emit(self._rows.rows[now.row()].requirement)
        self.viewport().update()

    def cover_layout(self, rect: QRectF, row: RequirementRow) -> CoverLayout:
        """Where the parts of a cover cell lie."""
        return CoverLayout(rect, row)

    def rename(self, at: int) -> None:
        """Opens the name of a row for typing."""
        record = self._rows.requirement(at)
        if record is None or self._rows.read_only:
            return
        area = self.visualRect(self._rows.index(at, 0)).adjusted(6, 0, -8, 0)
        self._edited = record.id
        edit = CellEdit(record.name, _("Name of the requirement"), area, self.viewport())
        edit.typed.connect(self._on_typed)
        edit.closed.connect(self.left)

    def _on_typed(self, name: str) -> None:
        self.named.emit(self._edited, name)

    def focusInEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        self._keyboard = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._rows.rows:
            self.setCurrentIndex(self._rows.index(0, 0))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._keyboard = False
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            return
        column, row = self._rows.columns[index.column()], self._rows.rows[index.row()]
        if column.segment:
            self.cycled.emit(row.requirement, column.segment)
        elif column.key == COVER:
            layout = self.cover_layout(QRectF(self.visualRect(index)), row)
            if layout.add.contains(event.position()):
                self.add_asked.emit(row.requirement)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if not index.isValid():
            return
        column, row = self._rows.columns[index.column()], self._rows.rows[index.row()]
        if column.segment:
            self.cycled.emit(row.requirement, column.segment)
        elif column.key == NAME and not self._rows.read_only:
            self.rename(index.row())
        elif column.key == COVER and row.covers:
            self.cover_opened.emit(row.covers[0].kind, row.covers[0].id)
        else:
            self.asked.emit(row.requirement, "details")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.row() != self.hovered:
            self.hovered = index.row()
            self.viewport().update()
        door = index.isValid() and self._rows.columns[index.column()].key not in (NAME, RATING, NEED)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if door else Qt.CursorShape.ArrowCursor)

    def leaveEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        self.hovered = -1
        self.viewport().update()
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._keyboard = True
        index, key = self.currentIndex(), Qt.Key(event.key())
        if not index.isValid() or not 0 <= index.row() < len(self._rows.rows):
            super().keyPressEvent(event)
            return
        column, row = self._rows.columns[index.column()], self._rows.rows[index.row()]
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key == Qt.Key.Key_Space and column.segment:
            self.cycled.emit(row.requirement, column.segment)
        elif key == Qt.Key.Key_Space and column.key == COVER:
            self._open_cover(row)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if control:
                self.asked.emit(row.requirement, "add")
            elif column.key == COVER:
                self._open_cover(row)
            else:
                self.asked.emit(row.requirement, "details")
        elif key == Qt.Key.Key_F2:
            self.rename(index.row())
        elif key == Qt.Key.Key_Delete:
            self.asked.emit(row.requirement, "remove")
        else:
            super().keyPressEvent(event)

    def _open_cover(self, row: RequirementRow) -> None:
        if row.covers:
            self.cover_opened.emit(row.covers[0].kind, row.covers[0].id)
        else:
            self.add_asked.emit(row.requirement)
