"""The ratings view: maturity, the areas with their questions, the radar and the SWOT."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from exports.figures.radar import Axis, axes_of, radar, radar_legend
from exports.figures.scene import Scene
from planner.capabilities.edits import rate, set_budget_position, set_evidence, set_skill
from planner.capabilities.ratings import SKILL_QUESTION, AreaRating, area_ratings
from planner.catalogue import areas, question, questions
from planner.change import Change, touches
from planner.language import _, ngettext, number
from ui.pages.capabilities.columns import TwoColumns
from ui.pages.capabilities.folds import Fold, FoldHead, Folds
from ui.pages.capabilities.maturity_card import MaturityCard
from ui.pages.capabilities.question import QuestionRow
from ui.pages.capabilities.swot import SwotCard
from ui.plain import plain_tip
from ui.session import Session
from ui.theme import theme
from ui.widgets import Card, FigureView, Words

LEVELS = 5
TABLES = (
    "assessments",
    "swot",
    "maturity",
    "tools",
    "actions",
    "requirements",
    "profile",
    "current_touchpoints",
)


class RadarCard(Card):
    """The areas today and as the plan needs them. Signal: ``area_asked(str)`` with an area's key."""

    area_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, 8)
        self.body.setSpacing(4)
        self._axes: tuple[Axis, ...] = ()
        head = QHBoxLayout()
        head.setContentsMargins(8, 6, 8, 0)
        head.addWidget(Words(_("Five areas"), "heading", "text.primary", self))
        self.legend = FigureView(self)
        self.legend.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.legend.setAccessibleName(_("Legend"))
        self.legend.set_maker(self._make_legend)
        head.addWidget(self.legend, 1)
        self.body.addLayout(head)
        self.figure = FigureView(self)
        self.figure.setAccessibleName(_("Areas of capability, today and needed"))
        self.figure.chosen.connect(self.area_asked)
        self.body.addWidget(self.figure, 1)
        theme().changed.connect(self._on_theme)
        self._on_theme()

    def show_areas(self, rated: tuple[AreaRating, ...]) -> None:
        """Draws the areas."""
        axes = axes_of(rated)
        if axes != self._axes:
            self._axes = axes
            self.figure.set_maker(self._make)

    def _make(self, width: float, height: float) -> Scene:
        return radar(self._axes, width, height, theme().scale)

    def _make_legend(self, width: float, height: float) -> Scene:
        return radar_legend(width, height, theme().scale)

    def _on_theme(self) -> None:
        self.legend.setFixedHeight(round(20 * theme().scale))
        self.figure.setMinimumHeight(round(250 * theme().scale))


class RatingsView(TwoColumns):
    """The first view of the page. Signals: ``selected(str, str)`` with table and id, ``indicator_asked(str)``,
    ``details_asked(str, str)``.

    ``role`` is None for the view of the team, else the role that rates; empty for the team together.
    """

    selected = Signal(str, str)
    indicator_asked = Signal(str)
    details_asked = Signal(str, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setAccessibleName(_("Ratings"))
        self.role: str | None = None
        self.maturity = MaturityCard(self)
        self.maturity.asked.connect(self.indicator_asked)
        self.body.addWidget(self.maturity)
        self.folds = Folds(self)
        self.rows: dict[str, QuestionRow] = {}
        self._build_areas()
        self.left.addWidget(self.folds)
        self.radar = RadarCard(self)
        self.radar.area_asked.connect(self._on_area)
        self.swot = SwotCard(session, self)
        self.swot.question_asked.connect(self.show_question)
        self.swot.details_asked.connect(self._on_line)
        self.right.addWidget(self.radar)
        self.right.addWidget(self.swot)
        self.place_columns()
        self.folds.open(areas()[0].key)

    def _build_areas(self) -> None:
        for area in areas():
            fold = Fold(area.key, area.name, area.icon, self.folds)
            for asked in questions(area.key):
                row = QuestionRow(asked.key, fold.body)
                row.rated.connect(self._on_rated)
                row.evidence_typed.connect(self._on_evidence)
                row.word_chosen.connect(self._on_word)
                row.left.connect(self.session.end_typing)
                row.focused.connect(self._on_focused)
                self.rows[asked.key] = row
                fold.add(row)
            self.folds.add(fold)
        self.folds.reached.connect(self._on_reached)

    def update_from(self, change: Change | None) -> None:
        """Brings the view up to the plan."""
        if not touches(change, *TABLES):
            return
        plan = self.session.plan
        rated = area_ratings(plan)
        for area in rated:
            self._show_head(area)
            for rating in area.questions:
                self.rows[rating.question.key].show_rating(plan, rating, self.role, self.session.read_only)
        self.maturity.show_plan(plan)
        self.radar.show_areas(rated)
        self.swot.show_plan(plan)
        self.mark_selected()

    def _show_head(self, area: AreaRating) -> None:
        count = len(area.questions)
        hint = ngettext("{count} question", "{count} questions", count).format(count=count)
        figure = number(area.average, 1) if area.average is not None else "–"
        share = area.average / LEVELS if area.average is not None else None
        tick = area.needed / LEVELS if area.needed is not None else -1.0
        spoken = _("{area}, {hint}, rated {average}, needed {needed}").format(
            area=area.area.name,
            hint=hint,
            average=figure,
            needed=number(area.needed, 1) if area.needed is not None else "–",
        )
        head = self.folds.folds[area.area.key].head
        head.show_figures(hint, share, tick, figure, spoken)
        head.setToolTip(plain_tip(self._tip(area)))

    def _tip(self, area: AreaRating) -> str:
        if area.needed is None:
            return ""
        return _("The tick shows the level that the plan needs: {needed}.").format(needed=number(area.needed, 1))

    def mark_selected(self) -> None:
        """Marks the selected question."""
        table, key = self.session.selection
        for row_key, row in self.rows.items():
            row.set_selected(table == "assessments" and row_key == key)

    def show_question(self, key: str) -> None:
        """Opens the area of a question, scrolls to it and puts the focus on it."""
        asked = question(key)
        if asked is None or key not in self.rows:
            return
        self.folds.open(asked.area)
        self.folds.reach(self.rows[key])

    def show_line(self, ref: str) -> None:
        """Scrolls to a line of the SWOT and puts the cursor into it."""
        line = self.swot.line_of(ref)
        if line is not None:
            self.bring(line)
            line.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_role(self, role: str | None) -> None:
        """Shows the team, or one role."""
        if role != self.role:
            self.role = role
            self.update_from(None)

    def _on_rated(self, key: str, value: int | None) -> None:
        label = _("Rate a question") if value else _("Clear a rating")
        self.session.edit(label, rate, key, value, self.role or "")

    def _on_evidence(self, key: str, text: str) -> None:
        role = self.role or ""
        step = f"evidence.{key}.{role}"
        self.session.edit(_("Note the evidence"), set_evidence, key, text, role, typing=step)

    def _on_word(self, key: str, word: str) -> None:
        if key == SKILL_QUESTION:
            self.session.edit(_("Choose the skill level"), set_skill, key, word, self.role or "")
        else:
            self.session.edit(_("Choose the budget position"), set_budget_position, key, word, self.role or "")

    def _on_focused(self) -> None:
        row = self.sender()
        if isinstance(row, QuestionRow):
            self.selected.emit("assessments", row.key)
            self.mark_selected()

    def _on_line(self, ref: str) -> None:
        self.details_asked.emit("swot", ref)

    def _on_area(self, key: str) -> None:
        self.folds.open(key)
        self.bring(self.folds.folds[key])

    def _on_reached(self, stop: QWidget) -> None:
        self.bring(stop)
        if isinstance(stop, FoldHead):
            self.mark_selected()
