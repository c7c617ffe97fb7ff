"""The maturity view: the stages with their indicators, answered in place; what is missing, hard, and next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exports.figures.maturity import maturity_grid
from exports.figures.scene import Scene
from planner.capabilities.edits import answer_indicator, set_indicator_evidence, want_stage
from planner.capabilities.maturity import (
    REACHED,
    IndicatorState,
    Maturity,
    StageState,
    dimension_name,
    maturity,
    moving_actions,
    stage_of,
)
from planner.catalogue import maturity_stages
from planner.change import Change, touches
from planner.language import _, percent
from planner.plan import Plan, find
from ui.guard import guarded
from ui.pages.capabilities.addressed import make_action_of_move
from ui.pages.capabilities.answers import AnswerCells
from ui.pages.capabilities.columns import TwoColumns
from ui.pages.capabilities.evidence import EvidenceLine
from ui.pages.capabilities.folds import Fold, FoldRow, Folds
from ui.pages.capabilities.maturity_card import MaturityCard
from ui.pages.capabilities.question import COMMANDING
from ui.plain import plain_tip
from ui.session import Session
from ui.theme import theme
from ui.widgets import Button, Card, Choice, FigureView, Hairline, IconMark, Words
from ui.widgets.containers import clear_layout

KEYS = {
    Qt.Key.Key_1: "met",
    Qt.Key.Key_2: "partly",
    Qt.Key.Key_3: "not_met",
    Qt.Key.Key_0: "unknown",
}


@guarded
class IndicatorRow(FoldRow):
    """An indicator, answered in place. Keys: 1 yes, 2 partly, 3 no, 0 unknown, E evidence.

    Signals, by the user only: ``answered(str, str)``, ``evidence_typed(str, str)``, ``left()``.
    """

    answered = Signal(str, str)
    evidence_typed = Signal(str, str)
    left = Signal()

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        row = self.row
        words = QVBoxLayout()
        words.setSpacing(2)
        self.dimension = Words("", "caption", "text.secondary", self)
        self.text = Words("", "body", "text.primary", self, wrap=True)
        self.evidence = EvidenceLine(self)
        self.evidence.typed.connect(self._on_evidence)
        self.evidence.left.connect(self.left)
        for widget in (self.dimension, self.text, self.evidence):
            words.addWidget(widget)
        words.addStretch(1)
        row.addLayout(words, 1)
        self.cells = AnswerCells(self)
        self.cells.answered.connect(self._on_answered)
        row.addWidget(self.cells, alignment=Qt.AlignmentFlag.AlignVCenter)

    def show_state(self, state: IndicatorState, read_only: bool) -> None:
        """Brings the row up to date."""
        name = state.indicator.text
        self.dimension.set_text(dimension_name(state.indicator.dimension))
        self.text.set_text(name)
        self.cells.read_only = read_only
        self.cells.setAccessibleName(name)
        if self.cells.answer != state.answer or not self.cells.accessibleDescription():
            self.cells.set_answer(state.answer)
        self.evidence.set_name(_("Evidence: {question}").format(question=name))
        self.evidence.show_text(state.evidence, "", read_only)
        self.setAccessibleName(name)
        self.setAccessibleDescription(self.cells.accessibleDescription())

    def _on_answered(self, answer: str) -> None:
        self.answered.emit(self.key, answer)

    def _on_evidence(self, text: str) -> None:
        self.evidence_typed.emit(self.key, text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        answer = KEYS.get(Qt.Key(event.key()))
        plain = not event.modifiers() & COMMANDING
        if plain and answer and not self.cells.read_only:
            self.answered.emit(self.key, answer)
        elif plain and event.key() in (Qt.Key.Key_E, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.evidence.ask()
        elif event.key() == Qt.Key.Key_Escape:
            self.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)


def _bullet(words: str, parent: QWidget) -> QWidget:
    line = QWidget(parent)
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(IconMark("minus", "text.tertiary", 15, line), alignment=Qt.AlignmentFlag.AlignTop)
    row.addWidget(Words(words, "body", "text.primary", line, wrap=True), 1)
    return line


class MoveRow(QWidget):
    """A move to the next stage, with the action that takes it up or a button that makes one. Signal: ``taken(str)``,
    ``shown(str)`` with the action's id.
    """

    taken = Signal(str)
    shown = Signal(str)

    def __init__(self, key: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.action = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(8)
        self.mark = IconMark("circle-dashed", "warn.text", 15, self)
        row.addWidget(self.mark, alignment=Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addWidget(Words(text, "body", "text.primary", self, wrap=True))
        self.button = Button("", "link", parent=self, small=True)
        self.button.setAccessibleDescription(text)
        self.button.clicked.connect(self._on_clicked)
        column.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignLeft)
        row.addLayout(column, 1)

    def show_action(self, plan: Plan, action: str, read_only: bool) -> None:
        """Says which action takes the move up, or offers to make one."""
        self.action = action
        self.mark.set("circle-check" if action else "circle-dashed", "ok.text" if action else "warn.text")
        record = find(plan, "actions", action)
        self.button.setText(record.title if record is not None else _("Make it an action"))
        self.button.setVisible(bool(action) or not read_only)
        self.button.updateGeometry()

    def _on_clicked(self) -> None:
        if self.action:
            self.shown.emit(self.action)
        else:
            self.taken.emit(self.key)


class OverviewCard(Card):
    """Stages by dimensions as one grid, and the stage that is wanted. Signals: ``asked(str)`` with an indicator,
    ``wanted(str)`` with a stage.
    """

    asked = Signal(str)
    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state: Maturity | None = None
        head = QHBoxLayout()
        head.setSpacing(8)
        self.title = Words(_("Stage wanted"), "heading", "text.primary", self)
        head.addWidget(self.title)
        head.addStretch(1)
        options = [("", _("Not decided")), *((s.key, s.name) for s in maturity_stages())]
        self.choice = Choice(_("Stage wanted"), options, self)
        self.choice.setMinimumWidth(round(150 * theme().scale))
        self.choice.chosen.connect(self.wanted)
        head.addWidget(self.choice)
        self.body.addLayout(head)
        self.grid = FigureView(self)
        self.grid.setAccessibleName(_("Indicators by stage and dimension"))
        self.grid.chosen.connect(self.asked)
        self.body.addWidget(self.grid)
        theme().changed.connect(self._on_theme)
        self._on_theme()

    def show_state(self, state: Maturity, read_only: bool) -> None:
        """Brings the card up to date."""
        self.choice.set_current(state.wanted.stage.key if state.wanted else "")
        self.choice.set_read_only(read_only)
        if state is not self.state:
            self.state = state
            self.grid.set_maker(self._make)

    def _make(self, width: float, height: float) -> Scene:
        assert self.state is not None
        return maturity_grid(self.state, width, height, theme().scale)

    def _on_theme(self) -> None:
        self.grid.setFixedHeight(round(190 * theme().scale))


class MaturityView(TwoColumns):
    """The second view of the page. Signals: ``selected(str, str)`` with table and id, ``action_asked(str)``."""

    selected = Signal(str, str)
    action_asked = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setAccessibleName(_("Maturity"))
        self._moves: tuple[str, ...] | None = None
        self._challenges: tuple[str, ...] | None = None
        self.card = MaturityCard(self)
        self.card.asked.connect(self.show_place)
        self.body.addWidget(self.card)
        self.folds = Folds(self)
        self.rows: dict[str, IndicatorRow] = {}
        self._build_stages()
        self.left.addWidget(self.folds)
        self.overview = OverviewCard(self)
        self.overview.asked.connect(self.show_place)
        self.overview.wanted.connect(self._on_wanted)
        self.right.addWidget(self.overview)
        self.right.addWidget(self._build_next())
        self.place_columns()
        self._first = True

    def _build_stages(self) -> None:
        for stage in maturity_stages():
            fold = Fold(stage.key, stage.name, "circle-dashed", self.folds)
            fold.head.figure_room = 46
            fold.head.setToolTip(plain_tip(stage.description))
            for indicator in stage.indicators:
                row = IndicatorRow(indicator.key, fold.body)
                row.answered.connect(self._on_answered)
                row.evidence_typed.connect(self._on_evidence)
                row.left.connect(self.session.end_typing)
                row.focused.connect(self._on_focused)
                self.rows[indicator.key] = row
                fold.add(row)
            self.folds.add(fold)
        self.folds.reached.connect(self.bring)

    def _build_next(self) -> QWidget:
        self.next = Card(self)
        body = self.next.body
        body.setSpacing(6)
        self.moves_title = Words("", "heading", "text.primary", self)
        body.addWidget(self.moves_title)
        self.moves = QVBoxLayout()
        self.moves.setSpacing(0)
        body.addLayout(self.moves)
        self.rule = Hairline(self)
        body.addWidget(self.rule)
        self.hard_title = Words(_("What is hard at this stage"), "heading", "text.primary", self)
        body.addWidget(self.hard_title)
        self.hard = QVBoxLayout()
        self.hard.setSpacing(4)
        body.addLayout(self.hard)
        return self.next

    def update_from(self, change: Change | None) -> None:
        """Brings the view up to the plan."""
        if not touches(change, "maturity", "profile", "actions"):
            return
        plan, read_only = self.session.plan, self.session.read_only
        state = maturity(plan)
        self.card.show_plan(plan)
        for stage in state.stages:
            self._show_stage(state, stage)
            for indicator in stage.indicators:
                self.rows[indicator.indicator.key].show_state(indicator, read_only)
        self.overview.show_state(state, read_only)
        self._show_next(plan, state)
        if self._first:
            self._first = False
            self.folds.open((state.next or state.stages[-1]).stage.key)
        self.mark_selected()

    def _show_stage(self, state: Maturity, stage: StageState) -> None:
        met = sum(i.met for i in stage.indicators)
        hint = _("{met} of {count} met").format(met=met, count=len(stage.indicators))
        head = self.folds.folds[stage.stage.key].head
        figure = percent(stage.share)
        spoken = _("{stage}, {hint}, {percent}").format(stage=stage.stage.name, hint=hint, percent=figure)
        head.show_figures(hint, stage.share, REACHED, figure, spoken)
        head.set_icon(
            "circle-check" if stage.reached else "circle-dashed", "ok.text" if stage.reached else "text.tertiary"
        )

    def _show_next(self, plan: Plan, state: Maturity) -> None:
        keys = tuple(m.key for m in state.moves)
        if keys != self._moves:
            self._moves = keys
            clear_layout(self.moves)
            for move in state.moves:
                row = MoveRow(move.key, move.text, self.next)
                row.taken.connect(self._on_move)
                row.shown.connect(self.action_asked)
                self.moves.addWidget(row)
        for at in range(self.moves.count()):
            item = self.moves.itemAt(at)
            row_widget = item.widget() if item is not None else None
            if isinstance(row_widget, MoveRow):
                taking = moving_actions(plan, row_widget.key)
                row_widget.show_action(plan, taking[0] if taking else "", self.session.read_only)
        if state.challenges != self._challenges:
            self._challenges = state.challenges
            clear_layout(self.hard)
            for challenge in state.challenges:
                self.hard.addWidget(_bullet(challenge, self.next))
        if state.next is not None:
            self.moves_title.set_text(_("Moves to {stage}").format(stage=state.next.stage.name))
        for widget in (self.moves_title, self.rule):
            widget.setVisible(bool(keys))
        self.hard_title.setVisible(bool(state.challenges))
        self.next.setVisible(bool(keys or state.challenges))

    def mark_selected(self) -> None:
        """Marks the selected indicator."""
        table, key = self.session.selection
        for row_key, row in self.rows.items():
            row.set_selected(table == "maturity" and row_key == key)

    def show_place(self, key: str) -> None:
        """Opens a stage or an indicator by its key; a move shows where it is offered, nothing shows the first."""
        stage = stage_of(key)
        if stage is not None:
            self.folds.open(stage.key)
            self.folds.reach(self.rows[key])
        elif key in self.folds.folds:
            self.folds.open(key)
            self.folds.reach(self.folds.folds[key].head)
        elif not key:
            first = next(iter(self.folds.folds.values()))
            self.folds.open(first.key)
            self.folds.reach(first.rows()[0])
        else:
            self._show_move(key)

    def _show_move(self, key: str) -> None:
        for at in range(self.moves.count()):
            item = self.moves.itemAt(at)
            row = item.widget() if item is not None else None
            if isinstance(row, MoveRow) and row.key == key:
                self.bring(row)
                row.button.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_answered(self, key: str, answer: str) -> None:
        self.session.edit(_("Answer an indicator"), answer_indicator, key, answer)

    def _on_evidence(self, key: str, text: str) -> None:
        step = f"indicator.{key}.evidence"
        self.session.edit(_("Note the evidence"), set_indicator_evidence, key, text, typing=step)

    def _on_focused(self) -> None:
        row = self.sender()
        if isinstance(row, IndicatorRow):
            self.selected.emit("maturity", row.key)
            self.mark_selected()

    def _on_wanted(self, stage: str) -> None:
        self.session.edit(_("Choose the stage that is wanted"), want_stage, stage)

    def _on_move(self, key: str) -> None:
        make_action_of_move(self.session, key)
