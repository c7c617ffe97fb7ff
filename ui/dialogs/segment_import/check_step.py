"""Third step: what the import will do, what was left out and why."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QTableWidgetItem, QVBoxLayout, QWidget

from planner.intake.segments.table import SegmentImport
from planner.language import _, money, ngettext, number, percent
from planner.plan import Plan
from ui.dialogs.preview import framed, preview_grid
from ui.widgets import Button, IconMark, ScrollColumn, Words

SHOWN_SEGMENTS = 500
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CheckStep(QWidget):
    """The result. Signal: ``save_asked()`` to keep the rows that were left out."""

    save_asked = Signal()

    def __init__(self, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = plan
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.headline = Words("", "subtitle", "text.primary", self)
        column.addWidget(self.headline)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.mark = IconMark("triangle-alert", "warn.text", 16, self)
        self.left_out = Words("", "body", "text.primary", self, wrap=True)
        self.save = Button(_("Save these rows…"), "secondary", "file-down", self, small=True)
        self.save.clicked.connect(self.save_asked)
        row.addWidget(self.mark)
        row.addWidget(self.left_out, 1)
        row.addWidget(self.save)
        column.addLayout(row)
        self.grid = preview_grid(self)
        self.grid.setAccessibleName(_("Segments of the file"))
        self.grid.verticalHeader().hide()
        column.addWidget(framed(self.grid, self), 1)
        self.notes = ScrollColumn(self, (0, 0, 8, 0))
        self.notes.setMaximumHeight(110)
        self.notes.body.setSpacing(6)
        self.words = Words("", "small", "text.secondary", self, wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.notes.body.addWidget(self.words)
        self.notes.setFrameShape(QFrame.Shape.NoFrame)
        column.addWidget(self.notes)

    def show_result(self, result: SegmentImport) -> None:
        """Shows what an import would do."""
        self.headline.set_text(headline(result))
        sentences = left_out(result)
        for widget in (self.mark, self.left_out, self.save):
            widget.setVisible(bool(sentences))
        self.left_out.set_text("\n".join(sentences))
        self.words.set_text("\n".join(result.notes))
        self.notes.setVisible(bool(result.notes))
        self._fill(result)

    def _fill(self, result: SegmentImport) -> None:
        currency = self._plan.profile.currency
        heads = [_("Segment"), _("What happens"), _("Customers"), _("Value to date"), _("Expected"), _("Retention")]
        shown = result.segments[:SHOWN_SEGMENTS]
        self.grid.clear()
        self.grid.setColumnCount(len(heads))
        self.grid.setRowCount(len(shown))
        self.grid.setHorizontalHeaderLabels(heads)
        for column in range(2, len(heads)):
            item = self.grid.horizontalHeaderItem(column)
            if item is not None:
                item.setTextAlignment(_RIGHT)
        for at, segment in enumerate(shown):
            fields = segment.fields
            cells = (
                segment.name,
                _("brought up to date") if segment.known else _("new"),
                _figure(fields.get("customers"), number),
                _figure(fields.get("value_to_date"), lambda v: money(v, currency)),
                _figure(fields.get("expected_value"), lambda v: money(v, currency)),
                _figure(fields.get("retention"), percent),
            )
            for column, words in enumerate(cells):
                cell = QTableWidgetItem(words)
                if column > 1:
                    cell.setTextAlignment(_RIGHT)
                self.grid.setItem(at, column, cell)
        self.grid.resizeColumnsToContents()
        for column in range(1, self.grid.columnCount()):
            self.grid.setColumnWidth(column, min(max(self.grid.columnWidth(column) + 16, 96), 300))
        header = self.grid.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)


def headline(result: SegmentImport) -> str:
    """How many segments there are, and what happens to them."""
    count = len(result.segments)
    known = sum(bool(segment.known) for segment in result.segments)
    said = ngettext("{count} segment", "{count} segments", count).format(count=number(count))
    if not count:
        return _("Nothing to import")
    if not known:
        return _("{segments}, all new").format(segments=said)
    if known == count:
        return _("{segments}, all brought up to date").format(segments=said)
    text = _("{segments}: {fresh} new, {known} brought up to date")
    return text.format(segments=said, fresh=number(count - known), known=number(known))


def left_out(result: SegmentImport) -> list[str]:
    """How many rows were left out, for each reason."""
    out = []
    for reason, count in result.reasons():
        text = ngettext(
            "{count} of {total} rows was left out: {reason}.", "{count} of {total} rows were left out: {reason}.", count
        )
        why = reason[:1].lower() + reason[1:]
        out.append(text.format(count=number(count), total=number(result.rows), reason=why))
    return out


def _figure(value: Any, show: Callable[[Any], str]) -> str:
    return "–" if value is None else str(show(value))
