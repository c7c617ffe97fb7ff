"""Previews: the first rows of a file as a table on a card of its own."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from planner.intake.cells import Table
from planner.intake.tables import column_name
from planner.intake.values import text_of
from planner.language import short_number
from ui.plain import plain_tip
from ui.theme import theme

SHOWN_ROWS = 20
_LONGEST = 60


def preview_grid(parent: QWidget) -> QTableWidget:
    """An empty table that shows rows of a file."""
    grid = QTableWidget(parent)
    grid.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    grid.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
    grid.setFrameShape(QFrame.Shape.NoFrame)
    grid.setStyleSheet("QTableWidget::item { padding: 0 8px; }")
    grid.horizontalHeader().setStretchLastSection(True)
    grid.setCornerButtonEnabled(False)
    grid.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    grid.verticalHeader().setDefaultSectionSize(round(28 * theme().scale))
    grid.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    grid.horizontalHeader().setFixedHeight(round(34 * theme().scale))
    grid.horizontalHeader().setHighlightSections(False)
    return grid


def framed(grid: QAbstractItemView, parent: QWidget) -> QFrame:
    """A table on a card of its own."""
    card = QFrame(parent)
    card.setObjectName("card")
    column = QVBoxLayout(card)
    column.setContentsMargins(1, 1, 1, 1)
    column.addWidget(grid)
    return card


def fill_preview(grid: QTableWidget, table: Table) -> None:
    """Shows the first rows of a table under its headings, with their lines."""
    rows = table.rows[:SHOWN_ROWS]
    grid.clear()
    grid.setRowCount(len(rows))
    grid.setColumnCount(len(table.head))
    grid.setHorizontalHeaderLabels([_short(words) or column_name(at) for at, words in enumerate(table.head)])
    grid.setVerticalHeaderLabels([str(row.line) for row in rows])
    for at, row in enumerate(rows):
        for column, cell in enumerate(row.cells):
            # Whole numbers as the file has them: many are the numbers of customers or orders.
            words = short_number(cell, 4) if isinstance(cell, float) and not cell.is_integer() else text_of(cell)
            item = QTableWidgetItem(_short(words))
            if len(words) > _LONGEST:
                item.setToolTip(plain_tip(words[:600]))
            if isinstance(cell, float):
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.setItem(at, column, item)
    grid.resizeColumnsToContents()
    for column in range(grid.columnCount()):
        grid.setColumnWidth(column, min(max(grid.columnWidth(column) + 16, 80), 260))


def _short(words: str) -> str:
    line = " ".join(words[:400].split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
