"""The model of the segment table: rows in the order of a column, words by role, typed values out."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from planner.plan import Plan, by_id
from planner.segments.records import Segment
from ui.guard import guarded
from ui.pages.segments.columns import AT, COLUMNS, read_typed, typed_text
from ui.pages.segments.rows import TableFigures, figures_of, first_line, second_line, sort_value, spoken, tip
from ui.plain import plain_tip

Index = QModelIndex | QPersistentModelIndex
SECOND = Qt.ItemDataRole.UserRole + 1
_ROOT = QModelIndex()
_ASCENDING = Qt.SortOrder.AscendingOrder
PLAN_ORDER = -1
"""The column to sort by where the order is that of the plan."""


@guarded
class SegmentModel(QAbstractTableModel):
    """Segments as rows. Signal: ``typed(str, int, object)`` with id, column and the value that someone typed.

    The order stays as it is while a row is edited; ``resort`` brings it up to date.
    """

    typed = Signal(str, int, object)

    def __init__(self, plan: Plan, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.figures: TableFigures = figures_of(plan)
        self.ids: list[str] = []
        self.read_only = False
        self.sorted_by = AT["priority"]
        self.order = Qt.SortOrder.DescendingOrder
        self._segments: Mapping[str, Segment] = by_id(plan, "segments")

    def show_plan(self, plan: Plan, read_only: bool, hold: bool = False) -> None:
        """Brings the rows up to a plan; ``hold`` keeps their order."""
        self.read_only = read_only
        same = self.figures.plan.segments is plan.segments
        stability = self.figures.stability if same else {}
        figures, segments = figures_of(plan, stability), by_id(plan, "segments")
        ids = self._ordered(figures, segments, hold)
        if ids == self.ids:
            self.figures, self._segments = figures, segments
            self._all_changed()
        elif set(ids) == set(self.ids):
            self._reorder(ids, figures, segments)
        else:
            self.beginResetModel()
            self.ids, self.figures, self._segments = ids, figures, segments
            self.endResetModel()

    def show_stability(self, plan: Plan, stability: Mapping[str, float]) -> None:
        """Takes in how firm the ranks are, unless the plan has moved on."""
        if plan is self.figures.plan:
            self.figures = figures_of(plan, stability)
            self._all_changed()

    def _all_changed(self) -> None:
        if self.ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.ids) - 1, len(COLUMNS) - 1))

    def _reorder(self, ids: list[str], figures: TableFigures, segments: Mapping[str, Segment]) -> None:
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        keys = [(self.ids[index.row()], index.column()) for index in before]
        self.ids, self.figures, self._segments = ids, figures, segments
        at = {segment_id: row for row, segment_id in enumerate(ids)}
        self.changePersistentIndexList(before, [self.index(at[i], column) for i, column in keys])
        self.layoutChanged.emit()

    def _ordered(self, figures: TableFigures, segments: Mapping[str, Segment], hold: bool) -> list[str]:
        ids = [segment.id for segment in figures.plan.segments]
        if hold and set(ids) == set(self.ids):
            return self.ids
        if self.sorted_by == PLAN_ORDER:
            return ids
        values = {i: sort_value(figures, COLUMNS[self.sorted_by], segments[i]) for i in ids}
        known = [i for i in ids if values[i] is not None]
        known.sort(key=lambda i: values[i], reverse=self.order != _ASCENDING)  # type: ignore[arg-type, return-value]
        return known + [i for i in ids if values[i] is None]

    def resort(self) -> None:
        """Puts the rows in the order of the chosen column again."""
        ids = self._ordered(self.figures, self._segments, hold=False)
        if ids != self.ids and len(ids) == len(self.ids):
            self._reorder(ids, self.figures, self._segments)

    def segment(self, row: int) -> Segment | None:
        """The segment of a row."""
        return self._segments.get(self.ids[row]) if 0 <= row < len(self.ids) else None

    def row_of(self, segment_id: str) -> int:
        """The row of a segment, or -1."""
        return self.ids.index(segment_id) if segment_id in self.ids else -1

    def sort(self, column: int, order: Qt.SortOrder = _ASCENDING) -> None:
        self.sorted_by, self.order = column, order
        self.resort()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if COLUMNS[index.column()].field and not self.read_only:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        segment = self.segment(index.row())
        if segment is None:
            return None
        column = COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return first_line(self.figures, column, segment)
        if role == SECOND:
            return second_line(self.figures, column, segment)
        if role == Qt.ItemDataRole.EditRole:
            return typed_text(column, segment) if column.field else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(self.figures, column, segment)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(tip(self.figures, column, segment))
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        segment = self.segment(index.row())
        if segment is None or role != Qt.ItemDataRole.EditRole or not COLUMNS[index.column()].field:
            return False
        try:
            read = read_typed(COLUMNS[index.column()], str(value))
        except ValueError:
            return False
        self.typed.emit(segment.id, index.column(), read)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section].heading
        return None
