"""The insights page: the matrix of goals, the plan's health, the value at stake."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from exports.figures.waterfall import axis_words, signed_money, waterfall
from planner.change import Change
from planner.language import _
from planner.segments.value import totals
from ui.guard import guarded
from ui.late_health import late_health
from ui.pages.header import PageHeader
from ui.pages.insights.cells import Cell, channels, goals
from ui.pages.insights.health_card import HealthCard
from ui.pages.insights.matrix import TONES, MatrixTable, legend
from ui.pages.marks import segment_role
from ui.pages.page import Page
from ui.session import Session
from ui.theme import theme
from ui.widgets import Button, Card, Chip, EmptyState, FigureView, ScrollColumn, Segmented, Words
from ui.widgets.legend import LegendMark

NARROW = 1000
"""Under this width the health stands under the matrix."""


@guarded
class InsightsPage(Page):
    """Does every goal lead to an action, and what is it worth."""

    key = "insights"
    views = ("goals", "channels")

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._view = "goals"
        self.late = late_health(session)
        self.late.came.connect(self._show_health)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.header = PageHeader(_("Insights"), _("Does every goal lead to an action, and what is it worth?"), self)
        self.mode = Segmented([("goals", _("Objectives × segments")), ("channels", _("Channels × segments"))], self)
        self.mode.setAccessibleName(_("Which matrix"))
        self.mode.chosen.connect(self.show_view)
        self.copy = Button(_("Copy as image"), "secondary", "image", self)
        self.copy.clicked.connect(self._copy)
        self.header.add(self.mode)
        self.header.add(self.copy)
        column.addWidget(self.header)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self._build_body())
        self.stack.addWidget(self._build_empty())
        column.addWidget(self.stack, 1)

    def _build_body(self) -> QWidget:
        self.area = ScrollColumn(self)
        self.upper = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.upper.setSpacing(16)
        self.upper.addWidget(self._build_matrix(), 1)
        self.health = HealthCard(self.session, self)
        self.upper.addWidget(self.health)
        self.area.body.addLayout(self.upper)
        self.area.body.addWidget(self._build_value(), 1)
        return self.area

    def _build_matrix(self) -> QWidget:
        card = QFrame(self)
        card.setObjectName("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 0, 16, 0)
        head.setSpacing(16)
        self.matrix_title = Words("", "heading", "text.primary", card)
        head.addWidget(self.matrix_title)
        head.addStretch(1)
        self.marks = []
        for tone, words in legend():
            mark = LegendMark(words, *TONES[tone], dashed=tone == "gap", parent=card)
            self.marks.append(mark)
            head.addWidget(mark)
        top = QWidget(card)
        top.setLayout(head)
        top.setFixedHeight(round(44 * theme().scale))
        inside.addWidget(top)
        self.table = MatrixTable(card)
        self.table.opened.connect(self._open)
        inside.addWidget(self.table)
        inside.addStretch(1)
        self.matrix_card = card
        return card

    def _build_value(self) -> QWidget:
        card = Card(self)
        head = QHBoxLayout()
        head.addWidget(Words(_("Value at stake"), "heading", "text.primary", card))
        self.value_words = Words("", "small", "text.secondary", card)
        head.addWidget(self.value_words)
        head.addStretch(1)
        self.gain = Chip("", parent=card, tone="accent")
        self.gain.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        head.addWidget(self.gain)
        card.body.addLayout(head)
        self.value = FigureView(card)
        self.value.setAccessibleName(_("Value at stake"))
        self.value.setMinimumHeight(round(250 * theme().scale))
        self.value.opened.connect(self._open_segment)
        card.body.addWidget(self.value, 1)
        return card

    def _build_empty(self) -> QWidget:
        holder = QWidget(self)
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(24, 0, 24, 24)
        empty = EmptyState(
            _("Insights appear when two objectives and two segments exist."),
            _("Then you see whether every goal leads to an action, and what it is worth."),
            holder,
        )
        empty.add_button(_("Add objectives"), "target", primary=True).clicked.connect(self._go_objectives)
        empty.add_button(_("Add segments"), "users-round").clicked.connect(self._go_segments)
        layout.addWidget(empty)
        return holder

    def update_from(self, change: Change | None) -> None:
        plan = self.session.plan
        ready = len(plan.objectives) >= 2 and len(plan.segments) >= 2
        self.stack.setCurrentIndex(0 if ready else 1)
        self.mode.setVisible(ready)
        self.copy.setVisible(ready)
        if not ready:
            return
        on_goals = self._view == "goals"
        matrix = goals(plan) if on_goals else channels(plan)
        dots = [segment_role(plan, segment.id) for segment in plan.segments]
        self.matrix_title.set_text(_("From goals to actions") if on_goals else _("Where segments are met"))
        for mark in self.marks:
            mark.setVisible(on_goals)
        self.table.setAccessibleName(self.matrix_title.text())
        self.table.show_matrix(matrix, _("Objective") if on_goals else _("Channel"), dots, numbered=on_goals)
        self.table.setFixedHeight(min(self.table.wanted_height(), round(620 * theme().scale)))
        self._show_health()
        self.gain.setText(_("{gain} a year").format(gain=signed_money(totals(plan).gain, plan.profile.currency)))
        self.gain.updateGeometry()
        self.value_words.set_text(axis_words(plan))
        self.value.set_maker(self._waterfall)

    def _show_health(self) -> None:
        found = self.late.latest(self.session.plan)
        if found is not None:
            self.health.show_health(found)

    def _waterfall(self, width: float, height: float):  # type: ignore[no-untyped-def]
        return waterfall(self.session.plan, width, height, theme().scale)

    def current_view(self) -> str:
        return self._view

    def show_view(self, key: str) -> None:
        self._view = key
        self.mode.set_current(key)
        self.update_from(None)

    def _open(self, cell: Cell) -> None:
        page, table, item = cell.opens
        self.session.show(page, table, item)

    def _open_segment(self, segment: str) -> None:
        self.session.show("segments", "segments", segment)

    def _go_objectives(self) -> None:
        self.session.show("objectives")

    def _go_segments(self) -> None:
        self.session.show("segments")

    def _copy(self) -> None:
        clipboard = QGuiApplication.clipboard()
        if clipboard is not None:
            clipboard.setPixmap(self.matrix_card.grab())
            self.session.announced.emit(_("The matrix is on the clipboard."))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW * theme().scale
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self.upper.setDirection(way)
        self.health.setMaximumWidth(16_777_215 if narrow else round(360 * theme().scale))
        self.health.setMinimumWidth(0 if narrow else round(340 * theme().scale))
