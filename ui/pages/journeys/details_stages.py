"""The stages of a journey in its details: their model with its mapping, and the stages themselves to edit."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.catalogue import stage_models
from planner.journeys.edits import add_stage, move_stage, remove_stage, rename_stage, set_stage_model
from planner.journeys.records import STATES, Journey
from planner.journeys.stages import OWN, mapped, purpose_of, stages_of_model
from planner.language import _
from ui.guard import guarded
from ui.pages.journeys.details_parts import bring_into_view
from ui.pages.journeys.details_rows import NamedRow
from ui.pages.journeys.journey_verbs import has_touchpoints
from ui.session import Session
from ui.widgets import Button, Choice, Words
from ui.widgets.containers import clear_layout
from ui.widgets.reorder import ReorderList


class StageRows(QWidget):
    """The stage model, where touchpoints go when it changes, and a row for each stage."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.journey = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        label = Words(_("Stage model"), "small", "text.secondary", self)
        self.model = Choice(_("Stage model"), (), self)
        self.model.chosen.connect(self.ask_model)
        label.setBuddy(self.model)
        column.addWidget(label)
        column.addWidget(self.model)
        self.mapping = MappingForm(self)
        self.mapping.use.clicked.connect(self._use)
        self.mapping.cancel.clicked.connect(self._cancel)
        column.addWidget(self.mapping)
        self.rows = ReorderList(self, 2)
        self.rows.moved.connect(self._on_moved)
        column.addWidget(self.rows)
        self.add = Button(_("Add stage"), "quiet", "plus", self, small=True)
        self.add.clicked.connect(self._add)
        column.addWidget(self.add, alignment=Qt.AlignmentFlag.AlignLeft)

    def show_journey(self, journey: Journey) -> None:
        """Brings the rows up to the stages of a journey."""
        if journey.id != self.journey:
            self.mapping.hide()
        self.journey = journey.id
        read_only = self.session.read_only
        self.model.set_options([*((m.key, m.name) for m in stage_models()), (OWN, _("Own stages"))])
        if not self.mapping.isVisibleTo(self):
            self.model.set_current(journey.stage_model)
        self.model.set_read_only(read_only)
        rows: dict[str, QWidget] = {}
        for stage in journey.stages:
            row = self.rows.row(stage.id)
            if not isinstance(row, NamedRow):
                row = NamedRow(stage.id, _("Name of the stage"), _("Delete this stage"), self.rows)
                row.named.connect(self._on_named)
                row.left.connect(self.session.end_typing)
                row.removed.connect(self._on_removed)
            row.show_name(stage.name, read_only=read_only, about=purpose_of(journey, stage.id))
            rows[stage.id] = row
        self.rows.set_rows(rows)
        self.add.setVisible(not read_only)

    def _record(self) -> Journey:
        return next(j for j in self.session.plan.journeys if j.id == self.journey)

    def ask_model(self, model: str) -> None:
        """Changes the stage model; where touchpoints are placed already, asks first where they go."""
        plan, record = self.session.plan, self._record()
        placed = any(has_touchpoints(plan, self.journey, state) for state in STATES)
        if model == OWN or not placed:
            self._set(model, {})
            return
        self.model.set_current(model)
        self.mapping.show_mapping(record, model, plan.profile.language)
        bring_into_view(self.mapping)
        self.mapping.focus_first()

    def _use(self) -> None:
        self._set(self.mapping.model, self.mapping.wished())

    def _set(self, model: str, wished: dict[str, str]) -> None:
        self.mapping.hide()
        self.session.edit(_("Change the stage model"), set_stage_model, self.journey, model, wished)

    def _cancel(self) -> None:
        self.mapping.hide()
        self.model.set_current(self._record().stage_model)
        self.model.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_row(self, stage: str) -> None:
        """Gives a row the keyboard, its grip and its name being next."""
        row = self.rows.row(stage)
        if row is not None:
            bring_into_view(row)
            row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_named(self, stage: str, name: str) -> None:
        key = f"stage.{self.journey}.{stage}"
        self.session.edit(_("Rename stage"), rename_stage, self.journey, stage, name, typing=key)

    def _on_moved(self, stage: str, to: int) -> None:
        self.session.edit(_("Move stage"), move_stage, self.journey, stage, to)
        row = self.rows.row(stage)
        if row is not None:
            row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_removed(self, stage: str) -> None:
        self.session.edit(_("Delete stage"), remove_stage, self.journey, stage)

    def _add(self) -> None:
        if self.session.edit(_("Add stage"), add_stage, self.journey):
            row = self.rows.row(self._record().stages[-1].id)
            if isinstance(row, NamedRow):
                row.name.setFocus(Qt.FocusReason.OtherFocusReason)


@guarded
class MappingForm(QWidget):
    """Where the touchpoints of each stage go in another model; Esc cancels."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sunken")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = ""
        self._choices: dict[str, Choice] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(8)
        column.addWidget(Words(_("Where do the touchpoints go?"), "strong", "text.primary", self, wrap=True))
        self.rows = QVBoxLayout()
        self.rows.setSpacing(6)
        column.addLayout(self.rows)
        foot = QHBoxLayout()
        self.use = Button(_("Use these stages"), "primary", parent=self, small=True)
        self.cancel = Button(_("Cancel"), "quiet", parent=self, small=True)
        foot.addWidget(self.use)
        foot.addWidget(self.cancel)
        foot.addStretch(1)
        column.addLayout(foot)
        self.hide()

    def show_mapping(self, journey: Journey, model: str, language: str) -> None:
        """Offers the stages of a model for each stage of the journey, guessed by name and place."""
        self.model = model
        new = stages_of_model(model, language)
        guess = mapped(journey.stages, new)
        clear_layout(self.rows)
        self._choices.clear()
        for stage in journey.stages:
            row = QWidget(self)
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(8)
            name = stage.name or _("Stage without a name")
            line.addWidget(Words(name, "small", "text.primary", row, wrap=True), 1)
            choice = Choice(_("{stage} becomes").format(stage=name), [(s.id, s.name) for s in new], row)
            choice.set_current(guess[stage.id])
            line.addWidget(choice, 1)
            self._choices[stage.id] = choice
            self.rows.addWidget(row)
        self.show()

    def focus_first(self) -> None:
        """Gives the first choice the keyboard."""
        first = next(iter(self._choices.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancel.click()
        else:
            super().keyPressEvent(event)

    def wished(self) -> dict[str, str]:
        """The new stage chosen for each old one."""
        return {stage: choice.current for stage, choice in self._choices.items()}
