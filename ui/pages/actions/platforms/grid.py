"""The comparison as a grid of cells, kept alive while the plan changes, with arrows between them."""

from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from planner.actions.platforms import comparison, criterion_hint, criterion_name
from planner.language import _, money_short, named, ngettext
from planner.plan import Plan
from ui.pages.actions.platforms.cells import FOOT_HEIGHT, HEAD_HEIGHT, Cell, HeadCell, ScoreCell, WordsCell
from ui.pages.actions.platforms.criterion import CornerCell, CriterionCell, TitleCell
from ui.theme import theme

Place = tuple[str, str]
"""A criterion, or a row of heads or figures, and a platform, or the left side."""

HEADS, COVERED, COST, LEFT = "#heads", "#covered", "#cost", ""  # no id has a #


class ComparisonGrid(QFrame):
    """Criteria against platforms.

    Signals: ``scored(str, str, object)`` with platform, criterion and score; ``weighed(str, float)``;
    ``criterion_named(str, str)``, ``platform_named(str, str)``, ``left()``; ``chosen(str, str)`` with table and id;
    ``criterion_asked(str, str)`` and ``platform_asked(str, str)`` with a verb; ``menu_asked(str, object)``.
    """

    scored = Signal(str, str, object)
    weighed = Signal(str, float)
    criterion_named = Signal(str, str)
    platform_named = Signal(str, str)
    left = Signal()
    chosen = Signal(str, str)
    criterion_asked = Signal(str, str)
    platform_asked = Signal(str, str)
    menu_asked = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.cells: dict[Place, Cell] = {}
        self._relays: dict[Place, _Relay] = {}
        self._rows: list[str] = []
        self._columns: list[str] = []
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(1, 1, 1, 1)
        self.grid.setSpacing(0)

    def show_plan(self, plan: Plan, editing: bool, read_only: bool) -> None:
        """Brings the cells up to the plan."""
        self._match(plan)
        found = comparison(plan)
        rows = {row.platform: row for row in found.rows}
        best = _best(plan)
        for platform in plan.platforms:
            row = rows[platform.id]
            head = self.cells[(HEADS, platform.id)]
            assert isinstance(head, HeadCell)
            mark = ("", "")
            if platform.id == found.leader:
                mark = ("crown", _("Leads"))
            elif platform.chosen:
                mark = ("check", _("Chosen"))
            if platform.chosen and mark[0] == "crown":
                mark = ("crown", _("Leads, chosen"))
            head.show_platform(platform.name, row.score, row.complete, mark, read_only)
            name = platform.name or _("Platform without a name")
            covered = _("{count} of {total}").format(count=row.covered, total=found.requirements)
            cost = _("{amount} a year").format(amount=money_short(row.yearly_cost, plan.profile.currency))
            self._words(COVERED, platform.id, covered, named(name, f"{_('Requirements covered')} {covered}"), True)
            self._words(COST, platform.id, cost, named(name, cost), False)
            for criterion in plan.platform_criteria:
                cell = self.cells[(criterion.id, platform.id)]
                assert isinstance(cell, ScoreCell)
                value = row.scores.get(criterion.id)
                said = _("{platform}, {criterion}: {score}").format(
                    platform=name,
                    criterion=criterion_name(criterion),
                    score=_("not scored") if value is None else _("{value} of 5").format(value=value),
                )
                cell.show_score(value, value is not None and value == best.get(criterion.id), said, read_only)
            for place, cell in self.cells.items():
                if place[1] == platform.id:
                    cell.set_leads(platform.id == found.leader)
        for criterion in plan.platform_criteria:
            cell = self.cells[(criterion.id, LEFT)]
            assert isinstance(cell, CriterionCell)
            name, hint = criterion_name(criterion), criterion_hint(criterion)
            cell.show_criterion(criterion.key, name, hint, criterion.weight, editing, read_only)
        self._hint(
            COVERED,
            ngettext(
                "of the {count} shared requirement", "of the {count} shared requirements", found.requirements
            ).format(count=found.requirements),
        )
        self._hint(COST, _("from the three-year total"))

    def _words(self, row: str, platform: str, words: str, spoken: str, strong: bool) -> None:
        cell = self.cells[(row, platform)]
        assert isinstance(cell, WordsCell)
        cell.show_words(words, spoken, strong)

    def _hint(self, row: str, words: str) -> None:
        cell = self.cells[(row, LEFT)]
        assert isinstance(cell, TitleCell)
        cell.show_hint(words)

    def set_selected(self, table: str, record_id: str) -> None:
        """Marks the head of a platform or a criterion."""
        for (row, column), cell in self.cells.items():
            chosen = (row == HEADS and table == "platforms" and column == record_id) or (
                column == LEFT and table == "platform_criteria" and row == record_id
            )
            cell.set_selected(chosen)

    # Cells

    def _match(self, plan: Plan) -> None:
        rows = [HEADS, *(c.id for c in plan.platform_criteria), COVERED, COST]
        columns = [LEFT, *(p.id for p in plan.platforms)]
        if (rows, columns) == (self._rows, self._columns):
            return
        wanted = {(row, column) for row in rows for column in columns}
        for gone in self.cells.keys() - wanted:
            cell = self.cells.pop(gone)
            self._relays.pop(gone, None)
            cell.hide()
            cell.deleteLater()
        for at, row in enumerate(rows):
            for to, column in enumerate(columns):
                place = (row, column)
                if place not in self.cells:
                    self.cells[place] = self._new_cell(row, column)
                self.grid.addWidget(self.cells[place], at, to)
        for to in range(self.grid.columnCount()):
            self.grid.setColumnStretch(to, 0 if to >= len(columns) else 60 if to == 0 else 18)
            self.grid.setColumnMinimumWidth(
                to, 0 if to >= len(columns) else round((300 if to == 0 else 104) * theme().scale)
            )
        self._rows, self._columns = rows, columns
        self._set_tab_stop()

    def _new_cell(self, row: str, column: str) -> Cell:
        relay = _Relay(self, row, column)
        self._relays[(row, column)] = relay
        cell: Cell
        if column == LEFT:
            cell = self._new_left(row, relay)
        elif row == HEADS:
            cell = HeadCell(self)
            cell.named.connect(relay.named)
            cell.left.connect(self.left)
            cell.menu_asked.connect(relay.menu)
        elif row in (COVERED, COST):
            cell = WordsCell(FOOT_HEIGHT, self)
            cell.ground = "bg.page"
        else:
            cell = ScoreCell(self)
            cell.scored.connect(relay.scored)
        cell.chosen.connect(relay.chosen)
        cell.keyed.connect(relay.keyed)
        cell.show()
        return cell

    def _new_left(self, row: str, relay: "_Relay") -> Cell:
        if row == HEADS:
            return CornerCell(HEAD_HEIGHT, self)
        if row == COVERED:
            return TitleCell("list-checks", _("Requirements covered"), self)
        if row == COST:
            return TitleCell("wallet", _("Yearly cost"), self)
        cell = CriterionCell(self)
        cell.named.connect(relay.named)
        cell.weighed.connect(relay.weighed)
        cell.left.connect(self.left)
        cell.asked.connect(relay.asked)
        return cell

    def _set_tab_stop(self, place: Place | None = None) -> None:
        """One cell is reached by Tab, the arrows lead to the others."""
        stops = [p for p in self.cells if p[1] != LEFT]
        stop = place if place in self.cells else next(iter(stops), None)
        for at in stops:
            wanted = Qt.FocusPolicy.StrongFocus if at == stop else Qt.FocusPolicy.ClickFocus
            self.cells[at].setFocusPolicy(wanted)

    def step(self, row: str, column: str, event: QKeyEvent) -> bool:
        """Moves the focus with the arrows; False for other keys."""
        ways = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        way = ways.get(Qt.Key(event.key()))
        if way is None or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return False
        at = min(max(self._rows.index(row) + way[0], 0), len(self._rows) - 1)
        to = min(max(self._columns.index(column) + way[1], 1), len(self._columns) - 1)
        self.focus_cell(self._rows[at], self._columns[to])
        return True

    def focus_cell(self, row: str, column: str) -> None:
        """Puts the focus on a cell."""
        cell = self.cells.get((row, column))
        if cell is not None:
            self._set_tab_stop((row, column))
            cell.setFocus(Qt.FocusReason.TabFocusReason)


def _best(plan: Plan) -> dict[str, int]:
    """The best score of each criterion, where it is better than another one's."""
    best: dict[str, int] = {}
    for criterion in plan.platform_criteria:
        scores = [s.value for p in plan.platforms for s in p.scores if s.criterion == criterion.id]
        if scores and (max(scores) > min(scores) or len(plan.platforms) == 1):
            best[criterion.id] = max(scores)
    return best


class _Relay(QObject):
    """Carries what happens in one cell to the grid's signals, with the cell's place."""

    def __init__(self, grid: ComparisonGrid, row: str, column: str) -> None:
        super().__init__(grid)
        self._grid, self._row, self._column = grid, row, column

    def scored(self, value: Any) -> None:
        """The user has scored."""
        self._grid.scored.emit(self._column, self._row, value)

    def named(self, name: str) -> None:
        """The user is typing a name."""
        if self._column == LEFT:
            self._grid.criterion_named.emit(self._row, name)
        else:
            self._grid.platform_named.emit(self._column, name)

    def weighed(self, weight: float) -> None:
        """The user drags a weight."""
        self._grid.weighed.emit(self._row, weight)

    def asked(self, verb: str) -> None:
        """The user has pressed a button of a criterion."""
        self._grid.criterion_asked.emit(self._row, verb)

    def menu(self, spot: Any) -> None:
        """The user asks for the menu of a platform."""
        self._grid.menu_asked.emit(self._column, spot)

    def chosen(self) -> None:
        """The cell has got the focus."""
        if self._column == LEFT:
            self._grid.chosen.emit("platform_criteria", self._row)
        else:
            self._grid._set_tab_stop((self._row, self._column))
            self._grid.chosen.emit("platforms", self._column)

    def keyed(self, event: QKeyEvent) -> None:
        """A key that the cell has no use for."""
        if self._column == LEFT or self._grid.step(self._row, self._column, event):
            event.accept()
            return
        verb = _verb(event, self._row == HEADS)
        if verb:
            event.accept()
            self._grid.platform_asked.emit(self._column, verb)


def _verb(event: QKeyEvent, head: bool) -> str:
    key = Qt.Key(event.key())
    if event.modifiers() & Qt.KeyboardModifier.AltModifier:
        return {Qt.Key.Key_Left: "left", Qt.Key.Key_Right: "right"}.get(key, "")
    if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return {Qt.Key.Key_Return: "add", Qt.Key.Key_Enter: "add"}.get(key, "")
    verbs = {Qt.Key.Key_Return: "details", Qt.Key.Key_Enter: "details", Qt.Key.Key_F2: "rename"}
    if head:
        verbs |= {Qt.Key.Key_Delete: "remove", Qt.Key.Key_Space: "choose"}
    return verbs.get(key, "")
