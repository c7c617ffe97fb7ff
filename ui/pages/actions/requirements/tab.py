"""The tab of shared requirements: what several segments need, and what covers it."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from planner.actions.edits import add_action, add_requirement, cycle_need, edit_requirement, remove_requirement
from planner.change import Change, touches
from planner.language import _
from planner.plan import find
from ui.guard import guarded
from ui.pages.actions.filters import Look
from ui.pages.actions.requirements.cells import paint_level
from ui.pages.actions.requirements.model import RequirementModel
from ui.pages.actions.requirements.table import MatrixView
from ui.pages.actions.requirements.words import level_name
from ui.pages.actions.tab import Tab
from ui.session import Session
from ui.theme import theme
from ui.widgets import Button, Card, EmptyState
from ui.widgets.lines import ElidedWords
from ui.widgets.paint import draw_words

TABLES = ("requirements", "segments", "actions", "platforms", "assessments")


@guarded
class LevelKey(QWidget):
    """What a disc of the matrix means."""

    def __init__(self, level: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.level = level
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(level_name(level))
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        wide = QFontMetrics(theme().font("small")).horizontalAdvance(level_name(self.level))
        return QSize(round(28 * theme().scale) + wide + 4, round(22 * theme().scale))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = theme().scale
        painter.translate(0, self.height() / 2)
        painter.scale(0.75, 0.75)
        paint_level(painter, QPointF(11 * scale, 0), self.level)
        painter.resetTransform()
        area = self.rect().toRectF().adjusted(24 * scale, 0, 0, 0)
        draw_words(painter, area, level_name(self.level), "small", "text.secondary")


@guarded
class RequirementsTab(Tab):
    """The matrix of requirements and segments."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self.add_button = Button(_("Add requirement"), "primary", "plus", self)
        self.add_button.clicked.connect(self._on_add)
        self.controls = self.editing = [self.add_button]
        self.model = RequirementModel(self)
        self.table = MatrixView(self.model, self)
        self.table.chosen.connect(self._on_chosen)
        self.table.cycled.connect(self._on_cycled)
        self.table.named.connect(self._on_named)
        self.table.left.connect(session.end_typing)
        self.table.add_asked.connect(self._on_add_cover)
        self.table.cover_opened.connect(self._on_cover)
        self.table.asked.connect(self._on_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(10)
        self.stack = QStackedWidget(self)
        column.addWidget(self.stack, 1)
        self.stack.addWidget(self._build_list())
        self.stack.addWidget(self._build_empty())

    def _build_list(self) -> QWidget:
        page = QWidget(self)
        body = QVBoxLayout(page)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(10)
        card = Card(page, padding=1)
        card.body.addWidget(self.table)
        card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        body.addWidget(card, 100)
        foot = QHBoxLayout()
        foot.setContentsMargins(4, 0, 4, 0)
        foot.setSpacing(14)
        for level in ("essential", "useful", ""):
            foot.addWidget(LevelKey(level, page))
        self.hint = ElidedWords(
            _("Space changes a cell. Rating comes from Capabilities."), "small", "text.secondary", page
        )
        self.hint.setAlignment(Qt.AlignmentFlag.AlignRight)
        foot.addWidget(self.hint, 1)
        body.addLayout(foot)
        body.addStretch(1)
        return page

    def _build_empty(self) -> QWidget:
        empty = EmptyState(
            _("What do the actions need?"),
            _("List what several segments need: a platform, a skill, data. Invest in it once."),
            self,
        )
        self.first = empty.add_button(_("Add requirement"), "plus", primary=True)
        self.first.clicked.connect(self._on_add)
        return empty

    def purpose(self) -> str:
        return _("Requirements several segments share. Invest in these once.")

    def update_from(self, change: Change | None) -> None:
        if not touches(change, *TABLES):
            return
        plan, read_only = self.session.plan, self.session.read_only
        at = self.table.currentIndex()
        self.model.show_plan(plan, read_only, resort=change is None)
        self.stack.setCurrentIndex(0 if plan.requirements else 1)
        self.first.setVisible(not read_only)
        self.hint.setVisible(not read_only)
        self.table.fit()
        self.show_selection()
        if at.isValid() and not self.table.currentIndex().isValid() and self.table.selected:
            self.table.setCurrentIndex(self.model.index(self.model.at(self.table.selected), at.column()))
        self.purpose_changed.emit()

    @property
    def hollow(self) -> bool:
        return not self.session.plan.requirements

    def show_selection(self) -> None:
        table, selected = self.session.selection
        self.table.set_selected(selected if table == "requirements" else "")

    def reveal(self, table: str, record_id: str) -> bool:
        at = self.model.at(record_id) if table == "requirements" else -1
        if at < 0:
            return False
        self.select("requirements", record_id)
        self.table.setCurrentIndex(self.model.index(at, 0))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _on_chosen(self, requirement: str) -> None:
        self.select("requirements", requirement)

    def _on_cycled(self, requirement: str, segment: str) -> None:
        self.session.edit(_("Change a need"), cycle_need, requirement, segment)

    def _on_named(self, requirement: str, name: str) -> None:
        key = f"requirements.{requirement}.name"
        self.session.edit(_("Rename a requirement"), edit_requirement, requirement, name=name, typing=key)

    def _on_add(self) -> None:
        before = {r.id for r in self.session.plan.requirements}
        if self.session.edit(_("Add a requirement"), add_requirement):
            fresh = next(r.id for r in self.session.plan.requirements if r.id not in before)
            self.reveal("requirements", fresh)
            self.table.rename(self.model.at(fresh))

    def _on_add_cover(self, requirement: str) -> None:
        """An action that provides a requirement."""
        record = find(self.session.plan, "requirements", requirement)
        if self.session.edit(_("Add an action"), add_action, record.name, provides=(requirement,)):
            self.session.select("actions", self.session.plan.actions[-1].id)
            self.open_details()

    def _on_cover(self, kind: str, item: str) -> None:
        self.session.show("actions", "actions" if kind == "action" else "platforms", item)

    def _on_asked(self, requirement: str, verb: str) -> None:
        if verb == "details":
            self.open_details()
        elif verb == "add":
            self._on_add()
        elif verb == "remove" and self.session.edit(_("Delete a requirement"), remove_requirement, requirement):
            self.session.announced.emit(_("Requirement deleted."))
