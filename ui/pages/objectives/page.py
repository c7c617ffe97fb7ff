"""The objectives page: ranked rows, their weights as one bar, dot-vote, ideas."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from planner.catalogue import levers
from planner.change import Change, touches
from planner.edit import duplicate
from planner.language import _, percent
from planner.objectives.edits import (
    add_objective,
    edit_objective,
    move_objective,
    remove_objective,
    set_weight,
    shift_weight,
    toggle_segment,
    use_votes_as_weights,
)
from planner.plan import Plan
from ui.guard import guarded
from ui.pages.header import PageHeader
from ui.pages.objectives.details import ObjectiveDetails
from ui.pages.objectives.levers import LeverCards
from ui.pages.objectives.row import KPI_WIDTH, SEGMENTS_WIDTH, TREND_WIDTH, WEIGHT_WIDTH, ObjectiveRow
from ui.pages.objectives.vote import VoteRows
from ui.pages.objectives.weights import WeightBar
from ui.pages.page import Page
from ui.session import Session
from ui.theme import theme
from ui.widgets import Button, EmptyState, ScrollColumn, Segmented, Words
from ui.widgets.reorder import ReorderList


@guarded
class ObjectivesPage(Page):
    """Rank what matters and how it is measured."""

    key = "objectives"
    panel_open = True
    views = ("rank", "vote")

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._details = ObjectiveDetails(session)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.header = PageHeader(
            _("Objectives"), _("Rank what the relationship must achieve, most important first."), self
        )
        self.mode = Segmented([("rank", _("Rank")), ("vote", _("Dot-vote"))], self)
        self.mode.setAccessibleName(_("Rank or vote"))
        self.mode.chosen.connect(self._on_mode)
        self.add_button = Button(_("Add objective"), "primary", "plus", self)
        self.add_button.clicked.connect(self._add)
        self.header.add(self.mode)
        self.header.add(self.add_button)
        column.addWidget(self.header)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self._build_list())
        self.empty = self._build_empty()
        self.stack.addWidget(self.empty)
        column.addWidget(self.stack, 1)

    def _build_list(self) -> QWidget:
        self.column = ScrollColumn(self)
        body = self.column.body
        body.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(Words(_("Weight"), "label", "text.primary", self))
        head.addWidget(
            Words(
                _("Share of the effort each objective gets. Drag an edge to rebalance."),
                "small",
                "text.secondary",
                self,
            )
        )
        head.addStretch(1)
        self.total = Words("", "label", "ok.text", self)
        head.addWidget(self.total)
        body.addLayout(head)
        self.bar = WeightBar(self)
        self.bar.shifted.connect(self._on_shifted)
        self.bar.dropped.connect(self.session.end_typing)
        body.addWidget(self.bar)
        body.addSpacing(6)
        body.addLayout(self._build_heads())
        self.rows = ReorderList(self)
        self.rows.moved.connect(self._on_moved)
        body.addWidget(self.rows)
        self.votes = VoteRows(self.session, self)
        self.votes.adopted.connect(self._on_votes)
        self.votes.hide()
        body.addWidget(self.votes)
        self.add_row = Button(_("Add an objective, or take an idea from the Guide"), "quiet", "plus", self)
        self.add_row.setSizePolicy(
            self.column.sizePolicy().horizontalPolicy(), self.add_row.sizePolicy().verticalPolicy()
        )
        self.add_row.clicked.connect(self._add)
        body.addWidget(self.add_row)
        body.addStretch(1)
        return self.column

    def _build_heads(self) -> QHBoxLayout:
        heads = QHBoxLayout()
        heads.setContentsMargins(74, 0, 46, 0)
        heads.setSpacing(12)
        self.heads: dict[str, Words] = {}
        for key, words, width in (
            ("objective", _("Objective"), 0),
            ("segments", _("Segments"), SEGMENTS_WIDTH),
            ("kpi", _("KPI, baseline to target"), KPI_WIDTH),
            ("trend", _("Trend"), TREND_WIDTH - 8),
            ("weight", _("Weight"), WEIGHT_WIDTH),
        ):
            label = Words(words, "small", "text.secondary", self)
            self.heads[key] = label
            if width:
                label.setFixedWidth(round(width * theme().scale))
            heads.addWidget(label, 0 if width else 1)
        self.heads["weight"].setAlignment(Qt.AlignmentFlag.AlignRight)
        return heads

    def _build_empty(self) -> QWidget:
        holder = QWidget(self)
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(24, 0, 24, 24)
        empty = EmptyState(
            _("What should the relationship achieve?"), _("Start from one of seven value levers."), holder
        )
        self.lever_cards = LeverCards(levers(), holder)
        self.lever_cards.chosen.connect(self._add_lever)
        empty.extra.addWidget(self.lever_cards)
        layout.addWidget(empty)
        return holder

    def details(self) -> QWidget | None:
        table, record_id = self.session.selection
        if table == "objectives" and record_id in {o.id for o in self.session.plan.objectives}:
            self._details.show_objective(record_id)
            return self._details
        return None

    def update_from(self, change: Change | None) -> None:
        if not touches(change, "objectives", "kpis", "segments", "profile"):
            return
        plan = self.session.plan
        read_only = self.session.read_only
        self.stack.setCurrentIndex(0 if plan.objectives else 1)
        self.add_button.setVisible(not read_only)
        self.add_row.setVisible(not read_only)
        self.lever_cards.setVisible(not read_only)
        self.bar.read_only = read_only
        self.bar.set_weights([o.weight for o in plan.objectives])
        total = sum(o.weight for o in plan.objectives)
        self.total.set_text(("✓ " if abs(total - 100) < 0.01 else "! ") + percent(total / 100))
        self.total.set_role("ok.text" if abs(total - 100) < 0.01 else "warn.text")
        self._show_rows(plan, read_only)
        self.votes.show_plan(plan)
        table, record_id = self.session.selection
        if table == "objectives":
            self._details.show_objective(record_id, change)
            if record_id not in self.rows.ids():
                self.session.select("", "")
                self.details_changed.emit()

    def _show_rows(self, plan: Plan, read_only: bool) -> None:
        heaviest = max((o.weight for o in plan.objectives), default=0.0)
        rows: dict[str, QWidget] = {}
        for rank, objective in enumerate(plan.objectives, start=1):
            row = self.rows.row(objective.id)
            if not isinstance(row, ObjectiveRow):
                row = self._new_row(objective.id)
            row.show_objective(plan, objective, rank, read_only, heaviest)
            row.set_room(self.width())
            row.set_selected(self.session.selection == ("objectives", objective.id))
            rows[objective.id] = row
        self.rows.set_rows(rows)

    def _new_row(self, objective_id: str) -> ObjectiveRow:
        row = ObjectiveRow(objective_id, self.rows)
        row.stated.connect(self._on_stated)
        row.left.connect(self.session.end_typing)
        row.weight_stepped.connect(self._on_weight_step)
        row.asked.connect(self._on_asked)
        row.segment_toggled.connect(self._on_segment)
        row.chosen.connect(self._select)
        return row

    def _select(self, objective_id: str) -> None:
        before = self.session.selection
        self.session.select("objectives", objective_id)
        for row_id in self.rows.ids():
            row = self.rows.row(row_id)
            if isinstance(row, ObjectiveRow):
                row.set_selected(row_id == objective_id)
        self._details.show_objective(objective_id)
        if before != self.session.selection:
            self.details_changed.emit()

    def show_item(self, table: str, record_id: str) -> None:
        if table == "kpis":
            record_id = next((k.objective for k in self.session.plan.kpis if k.id == record_id), "")
        row = self.rows.row(record_id)
        if row is not None:
            self.column.ensureWidgetVisible(row)
            row.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_idea(self, idea: Any) -> None:
        """An idea of the catalogue becomes an objective of its lever."""
        lever = next(iter(getattr(idea, "levers", ())), "own")
        if self.session.edit(_("Add objective"), add_objective, lever, statement=idea.title):
            self._select(self.session.plan.objectives[-1].id)

    def _add(self) -> None:
        self._add_at(None)

    def _add_lever(self, key: str) -> None:
        self._add_at(None, key)

    def _add_at(self, at: int | None, lever: str = "own") -> None:
        if self.session.edit(_("Add objective"), add_objective, lever, at):
            index = len(self.session.plan.objectives) - 1 if at is None else at
            row = self.rows.row(self.session.plan.objectives[index].id)
            if isinstance(row, ObjectiveRow):
                self._select(row.objective_id)
                row.statement.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_stated(self, objective_id: str, text: str) -> None:
        key = f"objective.{objective_id}.statement"
        self.session.edit(_("Edit the statement"), edit_objective, objective_id, statement=text, typing=key)

    def _on_weight_step(self, objective_id: str, points: float) -> None:
        weight = next(o.weight for o in self.session.plan.objectives if o.id == objective_id)
        self.session.edit(
            _("Change a weight"), set_weight, objective_id, weight + points, typing=f"weight.{objective_id}"
        )

    def _on_shifted(self, edge: int, points: float) -> None:
        objective = self.session.plan.objectives[edge].id
        self.session.edit(_("Rebalance weights"), shift_weight, objective, points, typing=f"edge.{edge}")

    def _on_moved(self, objective_id: str, to: int) -> None:
        self.session.edit(_("Move objective"), move_objective, objective_id, to)
        row = self.rows.row(objective_id)
        if row is not None:
            row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_segment(self, objective_id: str, segment_id: str) -> None:
        self.session.edit(_("Choose segments"), toggle_segment, objective_id, segment_id)

    def _on_asked(self, objective_id: str, verb: str) -> None:
        at = self.rows.ids().index(objective_id)
        if verb in ("details", "kpi"):
            self._select(objective_id)
            window = self.window()
            if hasattr(window, "open_panel"):
                window.open_panel("details")
            if verb == "kpi":
                self._details.focus_kpi()
        elif verb == "below":
            self._add_at(at + 1)
        elif verb == "duplicate":
            self.session.edit(_("Duplicate objective"), duplicate, "objectives", objective_id, weight=0.0)
        elif verb in ("up", "down"):
            self._on_moved(objective_id, max(0, at + (-1 if verb == "up" else 1)))
        elif verb == "remove":
            self.session.edit(_("Delete objective"), remove_objective, objective_id)

    def show_view(self, key: str) -> None:
        self.mode.set_current(key)
        self._on_mode(key)

    def _on_mode(self, mode: str) -> None:
        self.rows.setVisible(mode == "rank")
        self.votes.setVisible(mode == "vote")
        for head in self.heads.values():
            head.setVisible(mode == "rank")

    def _on_votes(self, votes: dict[str, int]) -> None:
        self.session.edit(_("Use votes as weights"), use_votes_as_weights, votes)
        self.mode.set_current("rank")
        self._on_mode("rank")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for row_id in self.rows.ids():
            row = self.rows.row(row_id)
            if isinstance(row, ObjectiveRow):
                row.set_room(self.width())
        scale = theme().scale
        ranking = self.mode.current == "rank"
        self.heads["trend"].setVisible(ranking and self.width() >= 860 * scale)
        self.heads["segments"].setVisible(ranking and self.width() >= 720 * scale)
