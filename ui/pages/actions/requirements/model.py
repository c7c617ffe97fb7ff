"""The matrix of shared requirements as a table: what it is, its rating, the need of each segment, what covers it."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from planner.actions.records import Requirement
from planner.actions.requirements import RequirementRow, shared_requirements
from planner.catalogue import areas, question
from planner.language import _, list_text, named, ngettext, number, short_number
from planner.plan import Plan, find
from ui.guard import guarded
from ui.pages.actions.requirements.words import cover_name, kind_names, level_name
from ui.pages.marks import segment_role

Index = QModelIndex | QPersistentModelIndex

ROW = Qt.ItemDataRole.UserRole + 1
"""The row of figures of a cell's requirement."""

NAME, RATING, NEED, COVER = "name", "rating", "need", "cover"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: one of the kinds above, or the id of a segment."""

    key: str
    title: str
    segment: str = ""
    dot: str = ""


@guarded
class RequirementModel(QAbstractTableModel):
    """The rows in the order of their need; the order stays while someone works on them."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.plan: Plan | None = None
        self.columns: list[Column] = []
        self.rows: list[RequirementRow] = []
        self.read_only = False

    def show_plan(self, plan: Plan, read_only: bool, resort: bool) -> None:
        """Brings the table up to the plan; sorted anew where asked, or where requirements came or went."""
        rows = {row.requirement: row for row in shared_requirements(plan)}
        before = [row.requirement for row in self.rows]
        order = list(rows) if resort or set(before) != set(rows) else before
        columns = _columns(plan)
        same = order == before and columns == self.columns
        if not same:
            self.beginResetModel()
        self.plan, self.read_only, self.columns = plan, read_only, columns
        self.rows = [rows[i] for i in order]
        if not same:
            self.endResetModel()
        elif self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(columns) - 1))

    def requirement(self, at: int) -> Requirement | None:
        """The record of a row."""
        if self.plan is None or not 0 <= at < len(self.rows):
            return None
        found: Requirement | None = find(self.plan, "requirements", self.rows[at].requirement)
        return found

    def at(self, requirement: str) -> int:
        """The row of a requirement, or -1."""
        return next((i for i, row in enumerate(self.rows) if row.requirement == requirement), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and self.columns[index.column()].key == NAME and not self.read_only:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if way == Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            if role == Qt.ItemDataRole.DisplayRole:
                return self.columns[section].title
            if role == ROW:
                return self.columns[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self.plan is None or not 0 <= index.row() < len(self.rows):
            return None
        column, row = self.columns[index.column()], self.rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(column, row, index.row())
        if role == Qt.ItemDataRole.EditRole:
            record = self.requirement(index.row())
            return record.name if record else ""
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(column, row)
        return None

    def _words(self, column: Column, row: RequirementRow, at: int) -> str:
        assert self.plan is not None
        record = self.requirement(at)
        if column.key == NAME:
            return (record.name if record else "") or _("New requirement")
        if column.key == RATING:
            return "–" if row.rating is None else short_number(row.rating, 1)
        if column.key == NEED:
            return number(row.need, 1)
        if column.key == COVER:
            names = [cover_name(self.plan, cover) for cover in row.covers]
            return list_text(names) if names else _("Not covered")
        cell = row.needs.get(column.segment)
        return level_name(cell.level if cell else "")

    def _tip(self, column: Column, row: RequirementRow) -> str:
        assert self.plan is not None
        if column.segment:
            cell = row.needs.get(column.segment)
            if cell is not None and cell.derived:
                return _("{level}, because an action for {segment} needs it").format(
                    level=level_name(cell.level), segment=column.title
                )
            return named(column.title, level_name(cell.level if cell else ""))
        if column.key == NEED:
            count = len(row.actions)
            return ngettext("{count} action needs it.", "{count} actions need it.", count).format(count=count)
        if column.key == COVER and not row.covers and row.could_cover:
            names = [find(self.plan, "platforms", p).name for p in row.could_cover]
            return _("Could be covered by {platforms}").format(platforms=list_text(names))
        return ""

    def subtitle(self, at: int) -> str:
        """What stands under the name: the area of the capability that it lifts, else its kind."""
        record = self.requirement(at)
        if record is None:
            return ""
        about = question(record.question) if record.question else None
        area = next((a.name for a in areas() if about is not None and a.key == about.area), "")
        return area or dict(kind_names()).get(record.kind, "")


def _columns(plan: Plan) -> list[Column]:
    count = len(plan.segments)
    return [
        Column(NAME, _("Requirement")),
        Column(RATING, _("Rating now")),
        *(Column(s.id, s.name or _("Segment without a name"), s.id, segment_role(plan, s.id)) for s in plan.segments),
        Column(NEED, _("Need, of {count}").format(count=count)),
        Column(COVER, _("Covered by")),
    ]
