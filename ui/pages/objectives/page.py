"""The objectives page: ranked rows, their weights as one bar, dot-vote, ideas."""

from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from planner import clock
from planner.catalogue import Idea, levers
from planner.change import Change, touches
from planner.edit import duplicate
from planner.language import _
from planner.objectives.edits import (
    add_kpi,
    add_objective,
    add_reading,
    edit_kpi,
    edit_objective,
    move_objective,
    remove_objective,
    scale_weights,
    set_weight,
    set_weights,
    shift_weight,
    toggle_segment,
)
from planner.objectives.metrics import kpis_of, now
from planner.objectives.records import Kpi
from planner.plan import Plan, find
from ui.guard import guarded
from ui.pages.header import PageHeader
from ui.pages.objectives.add_row import AddRow
from ui.pages.objectives.details import ObjectiveDetails
from ui.pages.objectives.faces import face_of
from ui.pages.objectives.heads import ColumnHeads, WeightHead
from ui.pages.objectives.kpi import PARTS, part_names
from ui.pages.objectives.levers import LeverCards
from ui.pages.objectives.part_edit import PartEdit
from ui.pages.objectives.row import WEIGHT, ObjectiveRow
from ui.pages.objectives.touched import in_order, touched
from ui.pages.objectives.vote import VoteRows
from ui.pages.objectives.weights import WeightBar
from ui.pages.page import Page
from ui.session import Session
from ui.widgets import Button, EmptyState, ScrollColumn, Segmented
from ui.widgets.reorder import ReorderList
from ui.widgets.text import Field, date_field, money_field, number_field, percent_field, text_field


@guarded
class ObjectivesPage(Page):
    """Rank what matters and how it is measured."""

    key = "objectives"
    panel_open = True
    views = ("rank", "vote")

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._details = ObjectiveDetails(session)
        self._edit: PartEdit | None = None
        self._edited: tuple[str, str] = ("", "")
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
        self.column = ScrollColumn(self, (24, 0, 24, 20))
        body = self.column.body
        body.setSpacing(0)
        self.weight_head = WeightHead(self)
        self.weight_head.scale_asked.connect(self._scale)
        self.weight_head.compare_asked.connect(self._compare_pairs)
        self.bar = WeightBar(self)
        self.bar.shifted.connect(self._on_shifted)
        self.bar.dropped.connect(self.session.end_typing)
        self.heads = ColumnHeads(self)
        self.rows = ReorderList(self)
        self.rows.moved.connect(self._on_moved)
        self.votes = VoteRows(self.session, self)
        self.votes.adopted.connect(self._on_adopted)
        self.votes.hide()
        self.add_row = AddRow(self)
        self.add_row.clicked.connect(self._add)
        for widget, after in (
            (self.weight_head, 6),
            (self.bar, 12),
            (self.heads, 6),
            (self.rows, 6),
            (self.votes, 0),
            (self.add_row, 0),
        ):
            body.addWidget(widget)
            body.addSpacing(after)
        body.addStretch(1)
        return self.column

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

    # What it shows

    def details(self) -> QWidget | None:
        table, record_id = self.session.selection
        if table == "objectives" and find(self.session.plan, "objectives", record_id) is not None:
            self._details.show_objective(record_id)
            return self._details
        return None

    def update_from(self, change: Change | None) -> None:
        if touches(change, "votes", "objectives") and self.mode.current == "vote":
            self.votes.show_plan(self.session.plan)
        if not touches(change, "objectives", "kpis", "segments", "profile"):
            return
        plan = self.session.plan
        if change is None:
            self._show_access()
        if touches(change, "objectives"):
            self.stack.setCurrentIndex(0 if plan.objectives else 1)
            self.bar.set_weights([o.weight for o in plan.objectives])
            self.weight_head.show_total(sum(o.weight for o in plan.objectives), self.session.read_only)
        self._show_rows(plan, change)
        table, record_id = self.session.selection
        if table == "objectives":
            self._details.show_objective(record_id, change)
            if self.rows.row(record_id) is None:
                self.session.select("", "")
                self.details_changed.emit()

    def _show_access(self) -> None:
        read_only = self.session.read_only
        for widget in (self.add_button, self.add_row, self.lever_cards):
            widget.setVisible(not read_only)
        self.add_row.setVisible(not read_only and self.mode.current == "rank")
        self.bar.read_only = read_only
        self.weight_head.set_editable(not read_only)

    def _show_rows(self, plan: Plan, change: Change | None) -> None:
        """Makes and fills only the rows that the change reaches; the others get at most another place."""
        reached = touched(change, plan)
        by_objective: dict[str, list[Kpi]] = {}
        for kpi in plan.kpis:
            by_objective.setdefault(kpi.objective, []).append(kpi)
        if not in_order(change) or len(self.rows.ids()) != len(plan.objectives):
            self.rows.set_rows({o.id: self.rows.row(o.id) or self._new_row(o.id) for o in plan.objectives})
        if not touches(change, "objectives") and not reached and reached is not None:
            return
        heaviest = max((o.weight for o in plan.objectives), default=0.0)
        for rank, objective in enumerate(plan.objectives, start=1):
            row = self._row(objective.id)
            if row is not None:
                if reached is None or objective.id in reached:
                    kpis = by_objective.get(objective.id, [])
                    row.show_face(face_of(plan, objective, kpis), self.session.read_only)
                row.show_place(rank, heaviest)

    def _row(self, objective_id: str) -> ObjectiveRow | None:
        row = self.rows.row(objective_id)
        return row if isinstance(row, ObjectiveRow) else None

    def _new_row(self, objective_id: str) -> ObjectiveRow:
        row = ObjectiveRow(objective_id, self.rows)
        row.set_page(self.width())
        row.set_selected(self.session.selection == ("objectives", objective_id))
        row.stated.connect(self._on_stated)
        row.left.connect(self.session.end_typing)
        row.weight_stepped.connect(self._on_weight_step)
        row.lever_chosen.connect(self._on_lever)
        row.part_asked.connect(self._on_part)
        row.asked.connect(self._on_asked)
        row.chosen.connect(self._select)
        return row

    # Selecting

    def _select(self, objective_id: str) -> None:
        before = self._row(self.session.selection[1])
        if self.session.selection == ("objectives", objective_id):
            return
        self.session.select("objectives", objective_id)
        row = self._row(objective_id)
        if before is not None:
            before.set_selected(False)
        if row is not None:
            row.set_selected(True)
        self._details.show_objective(objective_id)
        self.details_changed.emit()

    def show_item(self, table: str, record_id: str) -> None:
        if table == "kpis":
            kpi = find(self.session.plan, "kpis", record_id)
            record_id = kpi.objective if kpi is not None else ""
        row = self._row(record_id)
        if row is not None:
            self.show_view("rank")
            self._select(record_id)
            row.setFocus(Qt.FocusReason.OtherFocusReason)
            self._reveal()
            QTimer.singleShot(0, self, self._reveal)

    def item_area(self) -> tuple[QWidget, QRect] | None:
        row = self._row(self.session.selection[1])
        return (self.rows, row.geometry()) if row is not None and row.isVisible() else None

    # Adding

    def take_idea(self, idea: Idea) -> None:
        """An idea of the catalogue becomes the last objective, of the lever it works on."""
        self._take_idea(idea, None)

    def _take_idea(self, idea: Idea, at: int | None) -> None:
        lever = next(iter(idea.levers), "own")
        if self.session.edit(_("Add objective"), add_objective, lever, at, statement=idea.title):
            index = len(self.session.plan.objectives) - 1 if at is None else at
            self.show_item("objectives", self.session.plan.objectives[index].id)

    def idea_over(self, spot: QPoint | None) -> None:
        if spot is None or not self.rows.isVisible():
            self.rows.hide_place()
        else:
            self.rows.show_place(self.rows.place_at(self.rows.mapFrom(self, spot)))

    def drop_idea(self, idea: Idea, spot: QPoint) -> None:
        at = self.rows.place_at(self.rows.mapFrom(self, spot)) if self.rows.isVisible() else None
        self.rows.hide_place()
        self._take_idea(idea, at)

    def _add(self) -> None:
        self._add_at(None)

    def _add_lever(self, key: str) -> None:
        self._add_at(None, key)

    def _add_at(self, at: int | None, lever: str = "own") -> None:
        if self.session.edit(_("Add objective"), add_objective, lever, at):
            self.show_view("rank")
            index = len(self.session.plan.objectives) - 1 if at is None else at
            row = self._row(self.session.plan.objectives[index].id)
            if row is not None:
                self._select(row.objective_id)
                row.edit_statement()
                QTimer.singleShot(0, self, self._reveal)

    def _reveal(self) -> None:
        """Scrolls to the selected row, once it has its place."""
        row = self._row(self.session.selection[1])
        if row is not None and row.isVisible():
            self.column.ensureWidgetVisible(row, 0, 24)

    # Editing

    def _on_stated(self, objective_id: str, text: str) -> None:
        key = f"objective.{objective_id}.statement"
        self.session.edit(_("Edit the statement"), edit_objective, objective_id, statement=text, typing=key)

    def _on_lever(self, objective_id: str, lever: str) -> None:
        self.session.edit(_("Choose a lever"), edit_objective, objective_id, lever=lever)

    def _on_weight_step(self, objective_id: str, points: float) -> None:
        objective = find(self.session.plan, "objectives", objective_id)
        self.session.edit(
            _("Change a weight"), set_weight, objective_id, objective.weight + points, typing=f"weight.{objective_id}"
        )

    def _on_shifted(self, edge: int, points: float, alone: bool) -> None:
        objectives = self.session.plan.objectives
        label = _("Rebalance weights")
        if alone and edge + 1 < len(objectives):
            following = objectives[edge + 1]
            weight = min(max(following.weight - points, 0.0), 100.0)
            self.session.edit(label, set_weights, {following.id: weight}, typing=f"edge.{edge}")
        else:
            self.session.edit(label, shift_weight, objectives[edge].id, points, typing=f"edge.{edge}")

    def _scale(self) -> None:
        self.session.edit(_("Scale weights to 100 %"), scale_weights)

    def _compare_pairs(self) -> None:
        from ui.dialogs.pairwise import compare_pairs

        compare_pairs(self.window(), self.session, "objectives")

    def _on_moved(self, objective_id: str, to: int) -> None:
        self.session.edit(_("Move objective"), move_objective, objective_id, to)
        row = self._row(objective_id)
        if row is not None:
            row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_asked(self, objective_id: str, verb: str) -> None:
        at = self.rows.ids().index(objective_id)
        self._select(objective_id)
        if verb == "details":
            self.details_asked.emit()
        elif verb == "segments":
            self._open_segments(objective_id)
        elif verb == "below":
            self._add_at(at + 1)
        elif verb == "duplicate":
            self.session.edit(_("Duplicate objective"), duplicate, "objectives", objective_id, weight=0.0)
        elif verb in ("up", "down"):
            self._on_moved(objective_id, max(0, at + (-1 if verb == "up" else 1)))
        elif verb == "remove":
            self._remove(objective_id, at)

    def _remove(self, objective_id: str, at: int) -> None:
        if self.session.edit(_("Delete objective"), remove_objective, objective_id) and self.session.plan.objectives:
            following = self.session.plan.objectives[min(at, len(self.session.plan.objectives) - 1)]
            row = self._row(following.id)
            if row is not None:
                row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_segments(self, objective_id: str) -> None:
        row = self._row(objective_id)
        objective = find(self.session.plan, "objectives", objective_id)
        if row is None or self.session.read_only or not self.session.plan.segments:
            return
        menu = QMenu(row)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for segment in self.session.plan.segments:
            action = QAction(segment.name.replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(segment.id in objective.segments)
            action.setData((objective_id, segment.id))
            menu.addAction(action)
        menu.triggered.connect(self._on_segment)
        spots = row.segments.spots()
        below = spots[-1][1].bottomLeft().toPoint() + QPoint(0, 4) if spots else row.segments.rect().bottomLeft()
        menu.popup(row.segments.mapToGlobal(below))

    def _on_segment(self, action: QAction) -> None:
        self.session.edit(_("Choose segments"), toggle_segment, *action.data())

    # Fields over parts of a row

    def _on_part(self, objective_id: str, part: str) -> None:
        if self.session.read_only:
            return
        if part == "add":
            self.session.edit(_("Add a KPI"), add_kpi, objective_id)
            part = "name"
        row, kpis = self._row(objective_id), kpis_of(self.session.plan, objective_id)
        if row is None or (part != WEIGHT and not kpis):
            return
        if self._edit is not None:
            self._edit.close_as("left")
        if self._edit is not None:  # What does not fit stays until it does: two fields would lie on each other.
            self._edit.field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        field, value = self._field(objective_id, part, kpis)
        self._edited = (objective_id, part)
        area = row.part_rect(part).translated(row.pos())
        self._edit = PartEdit(field, value, area, self.rows)
        self._edit.kept.connect(self._on_kept)
        self._edit.closed.connect(self._on_part_closed)

    def _field(self, objective_id: str, part: str, kpis: list[Kpi]) -> tuple[Field, Any]:
        if part == WEIGHT:
            weight = find(self.session.plan, "objectives", objective_id).weight
            return percent_field(_("Weight"), self.rows), weight / 100
        name, kpi = part_names()[part], kpis[0]
        if part == "name":
            return text_field(name, self.rows), kpi.name
        if part == "due":
            return date_field(name, self.rows), kpi.due
        make = {"percent": percent_field, "money": money_field}.get(kpi.unit, number_field)
        reading = now(kpi)
        return make(name, self.rows), getattr(kpi, part) if part != "now" else reading.value if reading else None

    def _on_kept(self, value: Any) -> None:
        objective_id, part = self._edited
        if part == WEIGHT:
            if value is not None:
                self.session.edit(_("Change a weight"), set_weight, objective_id, float(value) * 100)
            return
        kpi = kpis_of(self.session.plan, objective_id)[0]
        if part != "now":
            self.session.edit(_("Edit the KPI"), edit_kpi, kpi.id, **{part: value})
        elif value is not None:
            self.session.edit(_("Note a reading"), add_reading, kpi.id, clock.today(), float(value))

    def _on_part_closed(self, why: str) -> None:
        objective_id, part = self._edited
        row, self._edit = self._row(objective_id), None
        if row is None or why == "left":
            return
        step = {"next": 1, "previous": -1}.get(why, 0)
        at = PARTS.index(part) + step if part in PARTS and step else -1
        if 0 <= at < len(PARTS):
            self._on_part(objective_id, PARTS[at])
            return
        cell = row.weight if part == WEIGHT else row.kpi
        cell.setFocus(Qt.FocusReason.OtherFocusReason)
        if step > 0:
            cell.focusNextChild()

    # Views

    def show_view(self, key: str) -> None:
        if key != self.mode.current:
            self.mode.set_current(key)
            self._on_mode(key)

    def current_view(self) -> str:
        return self.mode.current

    def _on_mode(self, mode: str) -> None:
        ranking = mode == "rank"
        if not ranking:
            self.votes.show_plan(self.session.plan)
        self.rows.setVisible(ranking)
        self.heads.setVisible(ranking)
        self.votes.setVisible(not ranking)
        self.add_row.setVisible(ranking and not self.session.read_only)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.mode.current != "vote" or not self.votes.vote_by_key(event):
            super().keyPressEvent(event)

    def _on_adopted(self) -> None:
        self.show_view("rank")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.heads.set_page(self.width())
        for row_id in self.rows.ids():
            row = self._row(row_id)
            if row is not None:
                row.set_page(self.width())
