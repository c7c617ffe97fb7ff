"""The segment table: a heading to sort by, two-line rows edited in place, the totals under them."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QByteArray,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QMenu,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from planner.language import _, ngettext, number
from planner.plan import Plan
from ui import settings
from ui.guard import guarded
from ui.pages.segments.cells import PAD, ROW, SegmentCells
from ui.pages.segments.columns import AT, COLUMNS
from ui.pages.segments.model import PLAN_ORDER, Index, SegmentModel
from ui.pages.segments.rows import total_lines
from ui.theme import theme
from ui.widgets import IconButton
from ui.widgets.paint import draw_icon, draw_words

HEAD = 36
FOOT = 40
NARROW = 690
"""Under this width the spare columns hide."""
_WIDEN = 8
"""So much wider a column gets at each press."""
_NAME = 150
_WIDTHS = "segments/columns"
_RIGHT = Qt.AlignmentFlag.AlignRight


@guarded
class SegmentHeader(QHeaderView):
    """Headings with an arrow at the one that sorts. Signal: ``menu_asked(QPoint)`` at a place of the screen."""

    menu_asked = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(40)
        self.setAccessibleName(_("Columns"))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        column, model = COLUMNS[section], self.model()
        if not isinstance(model, SegmentModel):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale, sorting = theme().scale, model.sorted_by == section
        left = 34 * scale if column.key == "name" else PAD * scale if not column.right else 2.0
        room = QRectF(rect).adjusted(left, 0, -PAD * scale, -1)
        style, role = ("label", "text.primary") if sorting else ("small", "text.secondary")
        painter.setFont(theme().font(style))
        words = painter.fontMetrics().horizontalAdvance(column.heading)
        align = _RIGHT if column.right else Qt.AlignmentFlag.AlignLeft
        draw_words(painter, room, column.heading, style, role, align)
        if sorting and words + 16 * scale < room.width() + left:
            icon = "arrow-down" if model.order == Qt.SortOrder.DescendingOrder else "arrow-up"
            x = room.right() - words - 9 * scale if column.right else room.left() + words + 9 * scale
            draw_icon(painter, icon, "text.primary", QPointF(x, room.center().y()), 13)
        painter.restore()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme().color("line.hair"))
        painter.end()
        super().paintEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(event.globalPos())


@guarded
class SegmentTable(QTableView):
    """The rows. Signals: ``chosen(list)`` with the ids that the user selected, the current one first;
    ``asked(str)`` with a verb for the selected rows; ``objectives_asked(QPoint)`` on a cell of objectives.
    """

    chosen = Signal(list)
    asked = Signal(str)
    objectives_asked = Signal(QPoint)
    columns_changed = Signal()

    def __init__(self, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filling = False
        self._fitting = False
        self.narrow = False
        self.overflows = False
        self.rows = SegmentModel(plan, self)
        self.setModel(self.rows)
        self.cells = SegmentCells(self)
        self.setItemDelegate(self.cells)
        self.head = SegmentHeader(self)
        self.setHorizontalHeader(self.head)
        self.head.menu_asked.connect(self.open_columns)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(_("Segments"))
        self.viewport().setAutoFillBackground(False)
        self._chosen_columns = {c.key for c in COLUMNS if c.shown}
        self.setSortingEnabled(True)
        self.head.setSortIndicatorShown(False)
        self.head.setSortIndicator(AT["priority"], Qt.SortOrder.DescendingOrder)
        self.head.sectionResized.connect(self._on_resized)
        theme().changed.connect(self._on_theme)
        self._load_widths()
        self._on_theme()

    # Columns

    def _load_widths(self) -> None:
        saved = bytes(settings.load_bytes(_WIDTHS).data()).decode("ascii", "ignore")
        self._widths = {c.key: c.width for c in COLUMNS}
        for part in saved.split(";"):
            key, _sign, value = part.partition("=")
            if key in self._widths and value.isdigit() and 40 <= int(value) <= 600:
                self._widths[key] = int(value)
            elif key in AT and value in ("on", "off"):
                (self._chosen_columns.add if value == "on" else self._chosen_columns.discard)(key)

    def _save_widths(self) -> None:
        parts = [f"{key}={round(value)}" for key, value in self._widths.items() if value]
        parts += [f"{c.key}={'on' if c.key in self._chosen_columns else 'off'}" for c in COLUMNS if c.key != "name"]
        settings.save_bytes(_WIDTHS, QByteArray(";".join(parts).encode("ascii")))

    def columns_now(self) -> list[int]:
        """The columns that are shown, by index."""
        return [at for at in range(len(COLUMNS)) if not self.isColumnHidden(at)]

    def _fit(self) -> None:
        """Hides what there is no room for; the first column takes what the others leave."""
        scale = theme().scale
        narrow = self.narrow or self.width() < NARROW * scale
        self._fitting = True
        others = 0
        for at, column in enumerate(COLUMNS):
            hidden = column.key != "name" and column.key not in self._chosen_columns
            hidden = hidden or (narrow and column.spare and column.key not in self._kept)
            self.setColumnHidden(at, hidden)
            if at and not hidden:
                wide = round(self._widths[column.key] * scale)
                self.setColumnWidth(at, wide)
                others += wide
        least = round(_NAME * scale)
        self.overflows = least + others > self.viewport().width()
        self.setHorizontalScrollBarPolicy(_shown(self.overflows))
        self.setColumnWidth(0, max(least, self.viewport().width() - others))
        self._fitting = False
        self.columns_changed.emit()

    _kept: frozenset[str] = frozenset()
    """Spare columns that someone brought back in a narrow table."""

    def set_narrow(self, narrow: bool) -> None:
        """Says that there is no room for spare columns, whatever the width of the table."""
        if narrow != self.narrow:
            self.narrow = narrow
            self._fit()

    def _on_resized(self, section: int, _old: int, new: int) -> None:
        if self._fitting:
            return
        if section:
            self._widths[COLUMNS[section].key] = round(new / theme().scale)
            self._save_widths()
        self._fit()

    def toggle_column(self, key: str) -> None:
        """Shows or hides a column."""
        shown = not self.isColumnHidden(AT[key])
        if shown:
            self._chosen_columns.discard(key)
            self._kept -= {key}
        else:
            self._chosen_columns.add(key)
            self._kept |= {key}
        self._save_widths()
        self._fit()

    def open_columns(self, place: QPoint) -> None:
        """Offers the columns, and the order of the plan."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for at, column in enumerate(COLUMNS[1:], start=1):
            action = QAction(column.heading, menu)
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(at))
            action.setData(column.key)
            menu.addAction(action)
        menu.addSeparator()
        orders = menu.addMenu(_("Sort by"))
        for at, words in [
            *((at, column.heading) for at, column in enumerate(COLUMNS)),
            (PLAN_ORDER, _("Order of the plan")),
        ]:
            action = QAction(words, orders)
            action.setData(at)
            action.setCheckable(True)
            action.setChecked(self.rows.sorted_by == at)
            orders.addAction(action)
        action = QAction(_("Usual widths"), menu)
        action.setData("widths")
        menu.addAction(action)
        menu.triggered.connect(self._on_column)
        menu.popup(place)

    def _on_column(self, action: QAction) -> None:
        key = action.data()
        if key in AT:
            self.toggle_column(key)
        elif key == "widths":
            self._widths = {c.key: c.width for c in COLUMNS}
            self._save_widths()
            self._fit()
        elif key == PLAN_ORDER:
            self.sort_as_planned()
        else:
            self.sort_by(key)

    def sort_by(self, at: int) -> None:
        """Sorts by a column, figures from the highest; by the same column once more the other way round."""
        down, up = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder
        first = down if COLUMNS[at].right else up
        again = self.rows.sorted_by == at and self.rows.order == first
        # The indicator sorts the rows, as a click on the heading does.
        self.head.setSortIndicator(at, (up if first == down else down) if again else first)

    def widen(self, by: int) -> None:
        """Makes the column of the current cell so much wider, or narrower; the first takes what is left over."""
        at = self.currentIndex().column()
        if at > 0:
            key = COLUMNS[at].key
            self._widths[key] = min(max(self._widths[key] + by, 40), 600)
            self._save_widths()
            self._fit()

    def sort_as_planned(self) -> None:
        """Puts the rows in the order of the plan."""
        self.rows.sort(PLAN_ORDER)

    # Rows

    def show_plan(self, plan: Plan, read_only: bool) -> None:
        """Brings the rows up to a plan; they keep their order while someone types."""
        self._filling = True
        typing = self.state() == QAbstractItemView.State.EditingState
        chosen = self.selected_ids()
        self.rows.show_plan(plan, read_only, hold=typing)
        triggers = QAbstractItemView.EditTrigger
        usual = triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed
        self.setEditTriggers(triggers.NoEditTriggers if read_only else usual)
        if self.selected_ids() != chosen:
            self.select_ids(chosen)
        self._filling = False

    def selected_ids(self) -> list[str]:
        """The selected segments, the current one first."""
        model = self.selectionModel()
        rows = sorted({index.row() for index in model.selectedIndexes()}) if model is not None else []
        ids = [self.rows.ids[row] for row in rows if row < len(self.rows.ids)]
        current = self.currentIndex().row()
        return sorted(ids, key=lambda i: self.rows.row_of(i) != current)

    def select_ids(self, ids: Sequence[str]) -> None:
        """Selects rows without telling anyone; the first becomes the current one and is scrolled to."""
        rows = [row for i in ids if (row := self.rows.row_of(i)) >= 0]
        wanted = QItemSelection()
        for row in rows:
            wanted.select(self.rows.index(row, 0), self.rows.index(row, len(COLUMNS) - 1))
        was, self._filling = self._filling, True
        model = self.selectionModel()
        if rows:
            column = max(self.currentIndex().column(), 0)
            keep = self.currentIndex().row() == rows[0]
            if not keep:
                model.setCurrentIndex(self.rows.index(rows[0], column), QItemSelectionModel.SelectionFlag.NoUpdate)
                self.scrollTo(self.rows.index(rows[0], column))
        model.select(wanted, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._filling = was

    def edit_cell(self, segment_id: str, key: str) -> None:
        """Opens the editor of a cell."""
        row = self.rows.row_of(segment_id)
        if row >= 0:
            index = self.rows.index(row, AT[key])
            self.setCurrentIndex(index)
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.edit(index)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        if not self._filling:
            self.chosen.emit(self.selected_ids())

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Goes on in the next cell that can be typed into; the rows take their order again afterwards."""
        step = {
            QAbstractItemDelegate.EndEditHint.EditNextItem: 1,
            QAbstractItemDelegate.EndEditHint.EditPreviousItem: -1,
        }.get(hint, 0)
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        following = self._cell_from(self.currentIndex(), step) if step else QModelIndex()
        if following.isValid():
            self.setCurrentIndex(following)
            self.edit(following)
        else:
            self.rows.resort()
            self.scrollTo(self.currentIndex())

    def _cell_from(self, index: QModelIndex, step: int) -> QModelIndex:
        """The next cell to type into, in this row or the next one."""
        typed = [at for at in self.columns_now() if COLUMNS[at].field]
        row, column = index.row(), index.column()
        later = [at for at in typed if (at > column if step > 0 else at < column)]
        if later:
            return self.rows.index(row, later[0] if step > 0 else later[-1])
        row += step
        if not 0 <= row < len(self.rows.ids):
            return QModelIndex()
        return self.rows.index(row, typed[0] if step > 0 else typed[-1])

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers()
        alt = bool(modifiers & Qt.KeyboardModifier.AltModifier)
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)  # what the editor left over; Enter is its own
        elif key == Qt.Key.Key_Delete:
            self.asked.emit("remove")
        elif key == Qt.Key.Key_Menu or (key == Qt.Key.Key_F10 and modifiers & Qt.KeyboardModifier.ShiftModifier):
            self.asked.emit("menu")
        elif alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.asked.emit("up" if key == Qt.Key.Key_Up else "down")
        elif alt and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.widen(_WIDEN if key == Qt.Key.Key_Right else -_WIDEN)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_Space):
            self._open_cell()
        elif (
            key == Qt.Key.Key_Tab
            or key == Qt.Key.Key_Backtab
            or (modifiers & Qt.KeyboardModifier.ControlModifier and key != Qt.Key.Key_A)
        ):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _open_cell(self) -> None:
        index = self.currentIndex()
        if not index.isValid() or self.rows.read_only:
            return
        if index.column() == AT["objectives"]:
            self.objectives_asked.emit(self.viewport().mapToGlobal(self.visualRect(index).bottomLeft()))
        elif COLUMNS[index.column()].field:
            self.edit(index)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == AT["objectives"]:
            self._open_cell()
        else:
            super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.rowAt(round(event.position().y())))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, row: int) -> None:
        if row != self.cells.hovered:
            self.cells.hovered = row
            self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.indexAt(event.pos()).isValid():
            self.asked.emit("menu")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _on_theme(self) -> None:
        self.verticalHeader().setDefaultSectionSize(round(ROW * theme().scale))
        self.head.setFixedHeight(round(HEAD * theme().scale))
        self._fit()


def _shown(shown: bool) -> Qt.ScrollBarPolicy:
    return Qt.ScrollBarPolicy.ScrollBarAlwaysOn if shown else Qt.ScrollBarPolicy.ScrollBarAlwaysOff


@guarded
class TotalsRow(QWidget):
    """The bottom line: how many segments, and what they come to, under the columns of the table."""

    def __init__(self, table: SegmentTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._lines: dict[str, str] = {}
        self._count = ""
        self.columns = IconButton("columns-3", _("Choose columns"), parent=self, size=28)
        self.columns.clicked.connect(self._open)
        table.columns_changed.connect(self.update)
        table.horizontalScrollBar().valueChanged.connect(self.update)
        theme().changed.connect(self._on_theme)
        self._on_theme()

    def show_plan(self, plan: Plan) -> None:
        """Brings the line up to a plan."""
        self._lines = total_lines(plan)
        count = len(plan.segments)
        self._count = ngettext("{count} segment", "{count} segments", count).format(count=number(count))
        said = [f"{COLUMNS[AT[key]].heading} {words}" for key, words in self._lines.items()]
        self.setAccessibleName(", ".join([self._count, *said]))
        self.update()

    def _open(self) -> None:
        self._table.open_columns(self.columns.mapToGlobal(self.columns.rect().bottomLeft()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        scale = theme().scale
        for at in self._table.columns_now():
            column = COLUMNS[at]
            left = self._table.columnViewportPosition(at)
            area = QRectF(left, 0, self._table.columnWidth(at), self.height())
            if column.key == "name":
                draw_words(painter, area.adjusted(14 * scale, 0, -4, 0), self._count, "strong")
            elif words := self._lines.get(column.key, ""):
                style = "body" if column.key == "churn" else "strong"
                room = area.adjusted(0, 0, -PAD * scale, 0)
                draw_words(painter, room, words, style, "text.primary", _RIGHT, tabular=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = self.columns.sizeHint().width()
        self.columns.move(self.width() - side - 6, (self.height() - side) // 2)

    def _on_theme(self) -> None:
        self.setFixedHeight(round(FOOT * theme().scale))


@guarded
class TableCard(QWidget):
    """Table and totals in one frame; ``fit_rows`` gives it the height of its rows, up to a most."""

    def __init__(self, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self.table = SegmentTable(plan, self)
        self.totals = TotalsRow(self.table, self)
        column.addWidget(self.table)
        column.addWidget(self.totals)
        self._most = 1
        self.table.columns_changed.connect(self._fit)

    def fit_rows(self, most: int) -> None:
        """The height of so many rows as there are, at most ``most``."""
        self._most = most
        self._fit()

    def _fit(self) -> None:
        most, scale = self._most, theme().scale
        rows = max(1, min(most, len(self.table.rows.ids)))
        extra = self.table.horizontalScrollBar().sizeHint().height() if self.table.overflows else 0
        self.table.setVerticalScrollBarPolicy(_shown(len(self.table.rows.ids) > rows))
        high = round(HEAD * scale) + rows * round(ROW * scale) + extra
        if high != self.table.height():
            self.table.setFixedHeight(high)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QPainterPath()
        frame.addRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.fillPath(frame, theme().color("bg.surface"))
        painter.setClipPath(frame)
        painter.fillRect(0, 0, self.width(), self.table.head.height() + 1, theme().color("bg.page"))
        painter.fillRect(0, self.totals.y(), self.width(), self.totals.height() + 1, theme().color("bg.page"))
        painter.setClipping(False)
        painter.setPen(theme().color("line.hair"))
        painter.drawPath(frame)
