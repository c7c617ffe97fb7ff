"""The credits of touchpoints or channels for the conversions, as a table."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from planner.journeys.attribution import Credits
from planner.language import _, percent
from ui.theme import theme

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
Rows = Sequence[tuple[str, Credits]]


class CreditTable(QTableWidget):
    """What each touchpoint is credited with by four rules, and what would be lost without it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Credit for the conversions"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setCornerButtonEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(round(28 * theme().scale))
        self.horizontalHeader().setHighlightSections(False)
        self.setStyleSheet("QTableWidget::item { padding: 0 8px; }")

    def show_rows(self, rows: Rows, figure: Callable[[float], str], what: str) -> None:
        """Shows credits by name, conversions written by ``figure``; ``what`` heads the names."""
        heads = [what, _("First"), _("Last"), _("Linear"), _("Markov"), _("Lost without it")]
        tips = [
            "",
            _("All credit to the first touchpoint of each way"),
            _("All credit to the last touchpoint before the goal"),
            _("The same credit to every visit on the way"),
            _("Credit by what would be lost without the touchpoint, from the chain of all steps"),
            _("The share of the conversions that would be lost without it: the removal effect"),
        ]
        self.clear()
        self.setRowCount(len(rows))
        self.setColumnCount(len(heads))
        for column, (words, tip) in enumerate(zip(heads, tips, strict=True)):
            head = QTableWidgetItem(words)
            head.setToolTip(tip)
            left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            head.setTextAlignment(_RIGHT if column else left)
            self.setHorizontalHeaderItem(column, head)
        for at, (name, credits) in enumerate(rows):
            rules = (credits.first, credits.last, credits.linear, credits.markov)
            cells = [name, *(figure(rule.conversions) for rule in rules), percent(credits.removal, 1)]
            for column, words in enumerate(cells):
                cell = QTableWidgetItem(words)
                if column:
                    cell.setTextAlignment(_RIGHT)
                self.setItem(at, column, cell)
        header = self.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in range(1, len(heads)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
