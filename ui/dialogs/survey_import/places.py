"""Where a survey goes: the reading of a KPI on a day, or the measure of touchpoints."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from planner import clock
from planner.insight.names import item_name
from planner.intake.surveys.answers import Scale
from planner.intake.surveys.notes import value_text
from planner.intake.surveys.places import Measure, guess_touchpoints, kpis_for
from planner.intake.surveys.survey import SurveyResult
from planner.language import _
from planner.objectives.metrics import SurveyScore
from planner.plan import Plan, find
from ui.dialogs.reading import Option
from ui.session import Session
from ui.theme import theme
from ui.widgets import Choice, ScrollColumn, Segmented, Words, date_field
from ui.widgets.containers import clear_layout
from ui.widgets.lines import ElidedWords

KPI, TOUCHPOINTS = "kpi", "touchpoints"
NEW = "new:"


@dataclass(frozen=True, slots=True)
class Named:
    """A score that may go to a touchpoint, with the name of its group or question."""

    name: str
    score: SurveyScore
    scale: Scale


class SurveyPlaces(QWidget):
    """The choice. Signals: ``changed()`` by the user; ``touchpoints_asked()`` when every question is wanted."""

    changed = Signal()
    touchpoints_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.choices: dict[str, Choice] = {}
        self._scores: dict[str, Named] = {}
        self._result: SurveyResult | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(Words(_("Goes to"), "heading", "text.primary", self))
        self.where = Segmented([(KPI, _("A KPI")), (TOUCHPOINTS, _("Touchpoints"))], self)
        self.where.setAccessibleName(_("Goes to"))
        self.where.chosen.connect(self._on_where)
        head.addWidget(self.where)
        head.addStretch(1)
        column.addLayout(head)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self._build_kpi())
        self.points = ScrollColumn(self, (0, 0, 8, 0))
        self.points.body.setSpacing(6)
        self.stack.addWidget(self.points)
        column.addWidget(self.stack)
        self._fit()

    def _build_kpi(self) -> QWidget:
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.kpi = Option(_("KPI"), holder)
        self.kpi.choice.placeholder = _("Choose a KPI")
        self.kpi.choice.chosen.connect(self._on_chosen)
        self.answers = Option(_("Answers of"), holder)
        self.answers.choice.chosen.connect(self._on_chosen)
        day = QVBoxLayout()
        day.setSpacing(4)
        label = Words(_("Day of the reading"), "small", "text.secondary", holder)
        self.date = date_field(_("Day of the reading"), holder)
        self.date.set_value(clock.today())
        self.date.edited.connect(self._on_chosen)
        label.setBuddy(self.date)
        day.addWidget(label)
        day.addWidget(self.date)
        row.addWidget(self.kpi, 3)
        row.addWidget(self.answers, 2)
        row.addLayout(day, 2)
        return holder

    # What is offered

    def show_results(self, result: SurveyResult, others: Sequence[SurveyResult]) -> None:
        """Offers the places for a result, and for those of other questions where every one was asked for."""
        self._result = result
        plan = self.session.plan
        kpis = [(kpi.id, kpi.name or _("KPI without a name")) for kpi in kpis_for(plan, result.kind)]
        text = _("New KPI of “{objective}”")
        fresh = [(f"{NEW}{o.id}", text.format(objective=item_name(plan, "objectives", o.id))) for o in plan.objectives]
        if self.kpi.choice.current not in dict([*kpis, *fresh]):
            own = [kpi for kpi in kpis_for(plan, result.kind) if kpi.metric == result.kind]
            self.kpi.choice.set_current(own[0].id if own else "")
        self.kpi.choice.set_options([*kpis, *fresh])
        groups = [("", _("all")), *((group.name, group.name) for group in result.groups)]
        current = self.answers.choice.current
        self.answers.offer(groups, current if current in dict(groups) else "")
        self.answers.setVisible(bool(result.groups))
        self._offer_points(_named(result, others), plan)

    def _offer_points(self, scores: list[Named], plan: Plan) -> None:
        before = {name: choice.current for name, choice in self.choices.items()}
        guessed = guess_touchpoints(plan.current_touchpoints, [found.name for found in scores])
        options = [("", _("Passed over")), *_touchpoints(plan)]
        clear_layout(self.points.body)
        self.choices.clear()
        self._scores = {found.name: found for found in scores}
        for found in scores:
            row = QWidget(self.points)
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(10)
            name = ElidedWords(found.name, "body", "text.primary", row)
            name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            line.addWidget(name, 1)
            line.addWidget(Words(value_text(found.score), "strong", "text.primary", row))
            choice = Choice(_("Touchpoint of {name}").format(name=found.name), options, row)
            choice.set_current(before.get(found.name) or guessed.get(found.name, ""))
            choice.chosen.connect(self._on_chosen)
            choice.setFixedWidth(round(250 * theme().scale))
            line.addWidget(choice)
            self.choices[found.name] = choice
            self.points.body.addWidget(row)
        self.points.body.addStretch(1)
        self._fit()

    def _fit(self) -> None:
        """Touchpoints get the room of up to four rows, a KPI only its own."""
        many = self.where.current == TOUCHPOINTS
        self.stack.setCurrentIndex(1 if many else 0)
        rows = min(max(len(self.choices), 1), 4)
        self.stack.setFixedHeight(round((38 * rows if many else 60) * theme().scale))

    # What was chosen

    @property
    def wants_touchpoints(self) -> bool:
        """Whether the survey goes to touchpoints."""
        return self.where.current == TOUCHPOINTS

    @property
    def complete(self) -> bool:
        """Whether there is enough to import."""
        if self.wants_touchpoints:
            return bool(self.measures())
        return bool(self.kpi.choice.current) and self.date.value is not None and self.score() is not None

    def score(self) -> SurveyScore | None:
        """The score that goes to the KPI."""
        if self._result is None:
            return None
        name = self.answers.choice.current
        found = next((group.scores for group in self._result.groups if group.name == name), self._result.scores)
        return found.best

    def measures(self) -> list[Measure]:
        """What each chosen touchpoint gets."""
        chosen = {choice.current: self._scores[name] for name, choice in self.choices.items() if choice.current}
        return [Measure(point, found.score, found.scale) for point, found in chosen.items()]

    def _on_where(self, _key: str) -> None:
        self._fit()
        if self.wants_touchpoints:
            self.touchpoints_asked.emit()
        self.changed.emit()

    def _on_chosen(self, _value: object) -> None:
        self.changed.emit()


def _named(result: SurveyResult, others: Sequence[SurveyResult]) -> list[Named]:
    if result.groups:
        return [Named(group.name, group.scores.best, result.scale) for group in result.groups if not group.merged]
    return [Named(found.heading, found.scores.best, found.scale) for found in (result, *others)]


def _touchpoints(plan: Plan) -> list[tuple[str, str]]:
    """Every touchpoint as it is now, with the segment that meets it."""
    text = _("{touchpoint} ({segment})")
    out = []
    for point in plan.current_touchpoints:
        journey = find(plan, "journeys", point.journey)
        segment = find(plan, "segments", journey.segment) if journey is not None else None
        name = point.name or _("Touchpoint without a name")
        out.append((point.id, text.format(touchpoint=name, segment=segment.name) if segment else name))
    return out
