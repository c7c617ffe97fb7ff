"""The actions of the budget as a table: funded or not, segment, cost, gain and return."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from planner.actions.business_case import Case, action_cases, cost_of_platform
from planner.actions.chosen import is_chosen, title_of
from planner.actions.portfolio import Portfolio, kept_because
from planner.actions.records import Action
from planner.language import _, money_short, number
from planner.plan import Plan, find
from ui.guard import guarded
from ui.pages.marks import segment_role

Index = QModelIndex | QPersistentModelIndex

CHECK, TITLE, SEGMENT, COST, GAIN, RETURN = range(6)


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """An action, or a platform that the plan invests in; ``proposed`` is what the best fit would make of it."""

    table: str
    id: str
    title: str
    note: str
    segment: str
    dot: str
    cost: str
    gain: str
    multiple: str
    funded: bool
    proposed: bool | None
    pinned: bool


@guarded
class BudgetModel(QAbstractTableModel):
    """What earns nothing itself but is kept first, then by return, the best first; the order stays on a click."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.rows: list[BudgetRow] = []

    def show_plan(self, plan: Plan, actions: list[Action], fit: Portfolio | None) -> None:
        """Brings the table up to the plan, with what the best fit proposes where there is one."""
        rows = [*_action_rows(plan, actions, fit), *_platform_rows(plan, fit)]
        if [row.id for row in rows] != [row.id for row in self.rows]:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
        elif rows != self.rows:
            self.rows = rows
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, RETURN))

    def at(self, item: str) -> int:
        """The row of an action or platform, or -1."""
        return next((i for i, row in enumerate(self.rows) if row.id == item), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else RETURN + 1

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if way == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return (_("Funded"), _("Action"), _("Segment"), _("Cost"), _("Gain a year"), _("Return"))[section]
            if role == Qt.ItemDataRole.TextAlignmentRole and section >= COST:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            funded = _("Funded") if row.funded else _("Left out")
            return (funded, row.title, row.segment, row.cost, row.gain, row.multiple)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == TITLE:
            return ". ".join(part for part in (row.title, row.note) if part)
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == CHECK and row.pinned:
            return _("Funded in any case")
        return None


def _action_rows(plan: Plan, actions: list[Action], fit: Portfolio | None) -> list[BudgetRow]:
    cases, kept = action_cases(plan), kept_because(plan)
    shown = [a for a in actions if a.status != "dropped"]
    shown.sort(key=lambda a: _place(cases[a.id], a.id in kept))
    return [_action_row(plan, a, cases[a.id], kept.get(a.id, ""), fit) for a in shown]


def _place(case: Case, kept: bool) -> tuple[int, float]:
    if case.multiple is None:
        return (0 if kept else 2), -case.cost
    return 1, -case.multiple


def _action_row(plan: Plan, action: Action, case: Case, note: str, fit: Portfolio | None) -> BudgetRow:
    currency = plan.profile.currency
    segment = find(plan, "segments", action.segments[0]) if len(action.segments) == 1 else None
    proposed = None if fit is None else action.id in fit.chosen
    return BudgetRow(
        "actions",
        action.id,
        title_of(action),
        note if case.multiple is None else "",
        (segment.name or _("Segment without a name")) if segment is not None else _("Shared"),
        segment_role(plan, segment.id) if segment is not None else "",
        money_short(case.cost, currency) if case.cost else "–",
        money_short(case.benefit.likely, currency) if case.benefit.likely else "—",
        "—" if case.multiple is None else number(case.multiple, 1) + "×",
        is_chosen(action),
        proposed if proposed != is_chosen(action) else None,
        action.pin == "in",
    )


def _platform_rows(plan: Plan, fit: Portfolio | None) -> list[BudgetRow]:
    rows = []
    for platform in plan.platforms:
        proposed = platform.chosen if fit is None else platform.id in fit.platforms
        if platform.chosen or proposed:
            amount = money_short(cost_of_platform(plan, platform).cost, plan.profile.currency)
            rows.append(
                BudgetRow(
                    "platforms",
                    platform.id,
                    platform.name or _("Platform without a name"),
                    _("Platform"),
                    _("Shared"),
                    "",
                    amount,
                    "—",
                    "—",
                    platform.chosen,
                    proposed if proposed != platform.chosen else None,
                    False,
                )
            )
    return rows
