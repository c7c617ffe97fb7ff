"""The matrix: a table whose cells show what leads from a goal to action."""

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from planner.language import _
from ui.guard import guarded
from ui.pages.insights.cells import Cell, Matrix
from ui.plain import plain_tip
from ui.theme import theme
from ui.widgets.paint import box, draw_icon, draw_words

Index = QModelIndex | QPersistentModelIndex
ROW = 44
HEAD = 40
NAME, SHORT_NAME = 256, 190
CELL = 88
TONES = {"both": ("bg.selected", "accent.text"), "half": ("warn.soft", "warn.text"), "gap": ("bg.surface", "bad.text")}


@guarded
class MatrixModel(QAbstractTableModel):
    """Rows with their name in the first column, then one cell per column."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.matrix = Matrix((), (), ())
        self.numbered = True

    def set_matrix(self, matrix: Matrix, numbered: bool) -> None:
        """Other cells; the table is told only where they differ."""
        if matrix == self.matrix:
            return
        same_shape = (matrix.rows, matrix.columns) == (self.matrix.rows, self.matrix.columns)
        if same_shape:
            self.matrix = matrix
            self.dataChanged.emit(self.index(0, 0), self.index(len(matrix.rows) - 1, len(matrix.columns)))
            return
        self.beginResetModel()
        self.matrix, self.numbered = matrix, numbered
        self.endResetModel()

    def rowCount(self, _parent: Index | None = None) -> int:
        return len(self.matrix.rows)

    def columnCount(self, _parent: Index | None = None) -> int:
        return len(self.matrix.columns) + 1

    def cell(self, index: Index) -> Cell | None:
        """The cell of an index; None in the column of names."""
        return self.matrix.cells[index.row()][index.column() - 1] if index.column() else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.cell(index)
        if cell is None:
            name = self.matrix.rows[index.row()][1]
            return name if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return cell.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(cell.spoken)
        return cell.words if role == Qt.ItemDataRole.DisplayRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return "" if section == 0 else self.matrix.columns[section - 1][1]


@guarded
class _Cells(QStyledItemDelegate):
    """Paints names and cells."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(80, round(ROW * theme().scale))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        model = index.model()
        assert isinstance(model, MatrixModel)
        area = QRectF(option.rect)
        painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), theme().color("line.hair"))
        cell = model.cell(index)
        if cell is None:
            self._paint_name(painter, area, index.row(), model)
        else:
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            self._paint_cell(painter, area.adjusted(5, 7, -5, -8), cell, chosen)
        painter.restore()

    def _paint_name(self, painter: QPainter, area: QRectF, row: int, model: MatrixModel) -> None:
        scale, left = theme().scale, area.left() + 16
        if model.numbered:
            number = QRectF(left, area.top(), 22 * scale, area.height())
            draw_words(painter, number, str(row + 1), "strong", "text.secondary")
            left += 22 * scale
        words = QRectF(left, area.top(), area.right() - left - 6, area.height())
        draw_words(painter, words, model.matrix.rows[row][1], "body")

    def _paint_cell(self, painter: QPainter, area: QRectF, cell: Cell, chosen: bool) -> None:
        scale, middle = theme().scale, area.center()
        if cell.tone == "none":
            draw_words(painter, area, "·", "body", "text.tertiary", Qt.AlignmentFlag.AlignHCenter)
        else:
            fill, role = TONES[cell.tone]
            box(painter, area, fill, "", 6)
            if cell.tone == "gap":
                self._paint_gap(painter, area, cell.words)
            elif cell.journey is None:
                draw_words(painter, area, cell.words, "strong", role, Qt.AlignmentFlag.AlignHCenter)
            else:
                self._paint_both(painter, middle, cell, role, scale)
        if chosen:
            painter.setPen(QPen(theme().color("accent.fill"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(-2, -2, 2, 2), 7, 7)

    def _paint_gap(self, painter: QPainter, area: QRectF, words: str) -> None:
        scale = theme().scale
        painter.setPen(QPen(theme().color("bad.line"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setFont(theme().font("label"))
        wide = painter.fontMetrics().horizontalAdvance(words)
        left = area.center().x() - (wide + 20 * scale) / 2
        draw_icon(painter, "circle-dashed", "bad.text", QPointF(left + 7 * scale, area.center().y()), 14)
        room = QRectF(left + 20 * scale, area.top(), wide + 4, area.height())
        draw_words(painter, room, words, "label", "bad.text")

    def _paint_both(self, painter: QPainter, middle: QPointF, cell: Cell, role: str, scale: float) -> None:
        wide = 46 * scale if cell.actions else 40 * scale
        left = middle.x() - wide / 2
        for at, (icon, there) in enumerate((("route", bool(cell.journey)), ("square-check", cell.actions > 0))):
            spot = QPointF(left + (8 + at * 22) * scale, middle.y())
            painter.setOpacity(1.0 if there else 0.45)
            draw_icon(painter, icon, role, spot, 15)
            if not there:
                painter.setPen(QPen(theme().color(role), 1.3))
                painter.drawLine(spot + QPointF(-7, 6) * scale, spot + QPointF(7, -6) * scale)
            painter.setOpacity(1.0)
        if cell.actions:
            room = QRectF(left + 40 * scale, middle.y() - 10 * scale, 24 * scale, 20 * scale)
            draw_words(painter, room, str(cell.actions), "label", role)


@guarded
class _Heads(QHeaderView):
    """Names of the columns with their dots, on up to two lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.dots: list[str] = []
        self.first = ""
        self.setFixedHeight(round(HEAD * theme().scale))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(rect)
        painter.fillRect(area, theme().color("bg.page"))
        painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), theme().color("line.hair"))
        if section == 0:
            draw_words(painter, area.adjusted(16, 0, -4, 0), self.first, "small", "text.secondary")
        else:
            self._paint_head(painter, area.adjusted(4, 2, -4, -2), section - 1)
        painter.restore()

    def needed(self, width: int) -> int:
        """The height at which no name is cut in columns of a width."""
        metrics, room = QFontMetrics(theme().font("small")), QRect(0, 0, width - 8 - round(14 * theme().scale), 999)
        flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
        names = [str(self.model().headerData(at, Qt.Orientation.Horizontal)) for at in range(1, self.count())]
        return max((metrics.boundingRect(room, flags, name).height() for name in names), default=0) + 10

    def _paint_head(self, painter: QPainter, area: QRectF, at: int) -> None:
        words = str(self.model().headerData(at + 1, Qt.Orientation.Horizontal))
        painter.setFont(theme().font("small"))
        painter.setPen(theme().color("text.primary"))
        flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
        room = area.adjusted(14 * theme().scale, 0, 0, 0)
        used = painter.boundingRect(room, flags, words)
        painter.drawText(room, flags, words)
        if at < len(self.dots):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color(self.dots[at]))
            line = painter.fontMetrics().height()
            painter.drawEllipse(QPointF(max(area.left() + 4, used.left() - 9), used.top() + line / 2), 4, 4)


@guarded
class MatrixTable(QTableView):
    """The table of a matrix. Signal: ``opened(object)`` with the Cell that Enter or a double click opens."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cells = MatrixModel(self)
        self.heads = _Heads(self)
        self.setHorizontalHeader(self.heads)
        self.setModel(self.cells)
        self.setItemDelegate(_Cells(self))
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(round(ROW * theme().scale))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        theme().changed.connect(self._on_theme)

    def show_matrix(self, matrix: Matrix, first: str, dots: list[str], numbered: bool) -> None:
        """Shows a matrix: what its rows are called, the dots of its columns."""
        self.heads.first, self.heads.dots = first, dots
        self.cells.set_matrix(matrix, numbered)
        self._fit()
        self.heads.viewport().update()

    def wanted_height(self) -> int:
        """The height that shows every row."""
        return round(len(self.cells.matrix.rows) * ROW * theme().scale) + self.heads.height() + 2

    def _fit(self) -> None:
        columns = len(self.cells.matrix.columns)
        scale, room = theme().scale, self.viewport().width()
        least = round(CELL * scale)
        name = max(round(SHORT_NAME * scale), min(round(NAME * scale), room - columns * least))
        rest = max(least, (room - name) // max(columns, 1))
        self.setColumnWidth(0, name)
        for column in range(1, columns + 1):
            self.setColumnWidth(column, rest)
        self.heads.setFixedHeight(max(round(HEAD * scale), self.heads.needed(rest)))

    def _on_theme(self) -> None:
        self.verticalHeader().setDefaultSectionSize(round(ROW * theme().scale))
        self._fit()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _open(self) -> None:
        cell = self.cells.cell(self.currentIndex()) if self.currentIndex().isValid() else None
        if cell is not None:
            self.opened.emit(cell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        self._open()


def legend() -> tuple[tuple[str, str], ...]:
    """The tones of the matrix of goals with their words."""
    return (("both", _("Journey and actions")), ("half", _("One of the two")), ("gap", _("Gap")))
