"""The details of what is selected: a question, an indicator, a line of the SWOT, a tool."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.capabilities.edits import (
    add_swot_item,
    answer_indicator,
    edit_swot_item,
    edit_tool,
    pin_swot,
    rate,
    remove_swot_item,
    remove_tool,
    set_budget_position,
    set_evidence,
    set_indicator_evidence,
    set_skill,
    set_target,
)
from planner.capabilities.maturity import dimension_name, maturity
from planner.capabilities.ratings import (
    POSITION_QUESTION,
    SKILL_QUESTION,
    QuestionRating,
    addressing_actions,
    assessment,
    depending_actions,
    lifting_platforms,
    question_rating,
    raters,
)
from planner.capabilities.records import SwotItem, Tool
from planner.capabilities.swot import swot
from planner.catalogue import Indicator, question, questions
from planner.change import Change, touches
from planner.language import _, ngettext, number, short_number
from planner.plan import Plan, find
from ui.pages.capabilities.addressed import make_action_of_question
from ui.pages.capabilities.answers import AnswerCells
from ui.pages.capabilities.evidence import EvidenceLine
from ui.pages.capabilities.question import word_choices
from ui.pages.capabilities.swot import kind_names
from ui.pages.capabilities.tool_row import connections, data_models, kinds, usages
from ui.session import Session
from ui.widgets import Button, Choice, FieldSpec, Form, Hairline, InPlaceArea, Rating, Words
from ui.widgets.containers import clear_layout

MARGINS = (20, 18, 20, 24)


class _Details(QWidget):
    """A form of one selected thing: a title, then what the kind adds."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.key = ""
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(*MARGINS)
        self.body.setSpacing(12)
        self.title = Words("", "subtitle", "text.primary", self, wrap=True)
        self.body.addWidget(self.title)

    def show_key(self, key: str, change: Change | None = None) -> bool:
        """Brings the form up to the thing with a key; False where it is gone."""
        raise AssertionError("each kind shows its own")


class RoleRating(QWidget):
    """The rating and the evidence of one role, edited in place."""

    def __init__(self, session: Session, key: str, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.key, self.role = session, key, role
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        name = role or _("The team together")
        column.addWidget(Words(name, "small", "text.secondary", self))
        self.rating = Rating(name, self)
        self.rating.rated.connect(self._on_rated)
        column.addWidget(self.rating)
        self.evidence = EvidenceLine(self)
        self.evidence.set_name(_("Evidence of {role}").format(role=name))
        self.evidence.typed.connect(self._on_evidence)
        self.evidence.left.connect(session.end_typing)
        column.addWidget(self.evidence)
        self.word: Choice | None = None
        if word_choices(key):
            self.word = Choice(_("In a word"), word_choices(key), self)
            self.word.chosen.connect(self._on_word)
            column.addWidget(self.word)

    def show_plan(self, plan: Plan, read_only: bool) -> None:
        """Brings the fields up to the plan."""
        known = assessment(plan, self.key, self.role)
        self.rating.read_only = read_only
        if (known.rating if known else None) != self.rating.value or not self.rating.accessibleDescription():
            self.rating.set_value(known.rating if known else None)
        self.evidence.show_text(known.evidence if known else "", "", read_only)
        if self.word is not None and known is not None:
            self.word.set_current(known.skill if self.key == SKILL_QUESTION else known.budget_position)
        if self.word is not None:
            self.word.set_read_only(read_only)

    def _on_rated(self, value: int | None) -> None:
        label = _("Rate a question") if value else _("Clear a rating")
        self.session.edit(label, rate, self.key, value, self.role)

    def _on_evidence(self, text: str) -> None:
        step = f"evidence.{self.key}.{self.role}"
        self.session.edit(_("Note the evidence"), set_evidence, self.key, text, self.role, typing=step)

    def _on_word(self, word: str) -> None:
        if self.key == SKILL_QUESTION:
            self.session.edit(_("Choose the skill level"), set_skill, self.key, word, self.role)
        elif self.key == POSITION_QUESTION:
            self.session.edit(_("Choose the budget position"), set_budget_position, self.key, word, self.role)


class QuestionDetails(_Details):
    """A question: how its figures come about, the level that is needed, the ratings of all roles, its actions."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.figures = Words("", "body", "text.secondary", self, wrap=True)
        self.body.addWidget(self.figures)
        self.body.addWidget(Words(_("Level that the plan needs"), "small", "text.secondary", self))
        self.target = Rating(_("Level that the plan needs"), self)
        self.target.rated.connect(self._on_target)
        self.body.addWidget(self.target)
        self.needed = Words("", "caption", "text.secondary", self, wrap=True)
        self.body.addWidget(self.needed)
        self.body.addWidget(Hairline(self))
        self.roles = QVBoxLayout()
        self.roles.setSpacing(14)
        self.body.addLayout(self.roles)
        self.body.addWidget(Hairline(self))
        self.linked = Words("", "body", "text.secondary", self, wrap=True)
        self.body.addWidget(self.linked)
        self.make = Button(_("Make it an action"), "secondary", "plus", self)
        self.make.clicked.connect(self._on_make)
        self.body.addWidget(self.make, alignment=Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        self._forms: dict[tuple[str, str], RoleRating] = {}

    def show_key(self, key: str, change: Change | None = None) -> bool:
        plan, asked = self.session.plan, question(key)
        rating = question_rating(plan, key)
        if asked is None or rating is None:
            return False
        if key == self.key and not touches(change, "assessments", "actions", "requirements", "profile"):
            return True
        self.key = key
        read_only = self.session.read_only
        self.title.set_text(asked.question)
        self.figures.set_text(self._figures(rating))
        known = assessment(plan, key)
        self.target.read_only = read_only
        self.target.set_value(known.target if known else None)
        self.needed.set_text(self._needed(rating))
        self._show_roles(plan)
        self._show_actions(plan)
        self.make.setVisible(not read_only)
        return True

    def _figures(self, rating: QuestionRating) -> str:
        if rating.average is None:
            return _("Not rated yet.")
        if rating.agreed is not None and rating.roles:
            return _("The team agreed on {level}. It counts instead of the mean of the roles.").format(
                level=rating.agreed
            )
        if rating.agreed is not None:
            return _("The team agreed on {level}.").format(level=rating.agreed)
        count = len(rating.roles)
        sentence = ngettext(
            "The mean of {count} role is {average}. Ratings lie {spread} apart at most.",
            "The mean of {count} roles is {average}. Ratings lie {spread} apart at most.",
            count,
        )
        return sentence.format(count=count, average=short_number(rating.average, 2), spread=rating.spread)

    def _needed(self, rating: QuestionRating) -> str:
        if self.target.value is not None:
            return _("Set by the team. Click it again to leave it to the action plan.")
        if rating.needed is None:
            return _("Nothing in the plan asks for a level.")
        if rating.implied is not None and rating.needed == rating.implied:
            return _("{level} follows from the plan: 4 where it relies on this, 3 where this helps.").format(
                level=number(rating.needed)
            )
        return _("{level}: the mean of the levels that roles ask for.").format(level=short_number(rating.needed, 1))

    def _show_roles(self, plan: Plan) -> None:
        wanted = [(self.key, role) for role in ("", *raters(plan))]
        if wanted != list(self._forms):
            clear_layout(self.roles)
            self._forms = {pair: RoleRating(self.session, *pair, self) for pair in wanted}
            for form in self._forms.values():
                self.roles.addWidget(form)
        for form in self._forms.values():
            form.show_plan(plan, self.session.read_only)

    def _show_actions(self, plan: Plan) -> None:
        lines = []
        for title, ids in (
            (_("Actions that improve it: {actions}."), addressing_actions(plan, self.key)),
            (_("Actions that depend on it: {actions}."), depending_actions(plan, self.key)),
        ):
            names = [find(plan, "actions", i).title or _("Action without a title") for i in ids]
            if names:
                lines.append(title.format(actions=", ".join(names)))
        for name, months in lifting_platforms(plan, self.key):
            sentence = ngettext(
                "{platform} would lift it, {count} month before it pays off.",
                "{platform} would lift it, {count} months before it pays off.",
                months,
            )
            lines.append(sentence.format(platform=name, count=months))
        self.linked.set_text("\n".join(lines) or _("No action improves it or depends on it."))

    def _on_target(self, value: int | None) -> None:
        self.session.edit(_("Set the level needed"), set_target, self.key, value)

    def _on_make(self) -> None:
        make_action_of_question(self.session, self.key)


class IndicatorDetails(_Details):
    """An indicator of maturity: its stage and dimension, its answer and evidence."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.place = Words("", "body", "text.secondary", self, wrap=True)
        self.body.addWidget(self.place)
        self.body.addWidget(Words(_("Is it so?"), "small", "text.secondary", self))
        self.cells = AnswerCells(self)
        self.cells.answered.connect(self._on_answered)
        self.body.addWidget(self.cells)
        self.body.addWidget(Words(_("Evidence"), "small", "text.secondary", self))
        self.evidence = InPlaceArea("", self, framed=True, lines=3)
        self.evidence.setAccessibleName(_("Evidence"))
        self.evidence.edited.connect(self._on_evidence)
        self.evidence.committed.connect(self._on_left)
        self.body.addWidget(self.evidence)
        note = _("A stage is reached when three quarters of its indicators are met, and every stage before it is.")
        self.body.addWidget(Words(note, "caption", "text.secondary", self, wrap=True))
        self.show_question = Button("", "link", "arrow-right", self)
        self.show_question.clicked.connect(self._on_question)
        self.body.addWidget(self.show_question, alignment=Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        self._question = ""

    def show_key(self, key: str, change: Change | None = None) -> bool:
        states = {i.indicator.key: (s.stage, i) for s in maturity(self.session.plan).stages for i in s.indicators}
        if key not in states:
            return False
        if key == self.key and not touches(change, "maturity", "profile"):
            return True
        stage, state = states[key]
        self.key = key
        self.title.set_text(state.indicator.text)
        self.place.set_text(
            _("{stage}: {dimension}").format(stage=stage.name, dimension=dimension_name(state.indicator.dimension))
        )
        self.cells.read_only = self.session.read_only
        self.cells.setAccessibleName(state.indicator.text)
        self.cells.set_answer(state.answer)
        self.evidence.set_text(state.evidence)
        self.evidence.set_read_only(self.session.read_only)
        self._show_question(state.indicator)
        return True

    def _show_question(self, indicator: Indicator) -> None:
        asked = question(indicator.question)
        self._question = asked.key if asked else ""
        self.show_question.setText(asked.name if asked else "")
        self.show_question.setVisible(asked is not None)
        self.show_question.updateGeometry()

    def _on_answered(self, answer: str) -> None:
        self.session.edit(_("Answer an indicator"), answer_indicator, self.key, answer)

    def _on_evidence(self, text: str) -> None:
        step = f"indicator.{self.key}.evidence"
        self.session.edit(_("Note the evidence"), set_indicator_evidence, self.key, text, typing=step)

    def _on_left(self, _text: str) -> None:
        self.session.end_typing()

    def _on_question(self) -> None:
        self.session.show("capabilities", "assessments", self._question)


class SwotDetails(_Details):
    """A line of the SWOT: its words, what it rests on, whether it is pinned."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.form = Form(
            [
                FieldSpec("text", _("Words"), "area"),
                FieldSpec("kind", _("Field"), "choice", kind_names),
                FieldSpec("pinned", _("Pinned"), "switch"),
                FieldSpec("question", _("Rests on the question"), "choice", self._questions),
                FieldSpec("tool", _("Rests on the tool"), "choice", self._tools),
                FieldSpec("touchpoint", _("Rests on the touchpoint"), "choice", self._touchpoints),
            ],
            self,
        )
        self.form.field_edited.connect(self._on_field)
        self.form.field_left.connect(session.end_typing)
        self.body.addWidget(self.form)
        self.remove = Button(_("Delete"), "destructive", "trash-2", self)
        self.remove.clicked.connect(self._on_remove)
        self.body.addWidget(self.remove, alignment=Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)

    def _questions(self) -> list[tuple[str, str]]:
        return [("", _("None")), *((q.key, q.name) for q in questions())]

    def _tools(self) -> list[tuple[str, str]]:
        return [("", _("None")), *((t.id, t.name) for t in self.session.plan.tools)]

    def _touchpoints(self) -> list[tuple[str, str]]:
        return [("", _("None")), *((t.id, t.name) for t in self.session.plan.current_touchpoints)]

    def show_key(self, key: str, change: Change | None = None) -> bool:
        lines = [e for entries in swot(self.session.plan).values() for e in entries]
        entry = next((e for e in lines if key in (e.item, e.ref)), None)
        if entry is None:
            return False
        self.key = entry.ref
        record: SwotItem | None = find(self.session.plan, "swot", entry.item)
        names = dict(kind_names())
        self.title.set_text(names[entry.kind])
        self.form.set_values(
            {
                "text": entry.text,
                "kind": entry.kind,
                "pinned": entry.pinned,
                "question": entry.question,
                "tool": entry.tool,
                "touchpoint": entry.touchpoint,
            }
        )
        self.form.set_read_only(self.session.read_only)
        for name in ("kind", "question", "tool", "touchpoint"):
            self.form.set_shown(name, record is not None)
        self.form.set_shown("pinned", bool(entry.question))
        self.remove.setVisible(record is not None and not self.session.read_only)
        return True

    def _on_field(self, name: str, value: Any, typing: bool) -> None:
        step = f"swot.details.{name}" if typing else ""
        label = _("Edit a line of the SWOT")
        if "." not in self.key:
            self.session.edit(label, edit_swot_item, self.key, typing=step, **{name: value})
            return
        kind, _dot, asked = self.key.partition(".")
        fields = {"text": value, "pinned": False} if name == "text" else {"pinned": value}
        if self.session.edit(label, pin_swot, kind, asked, typing=step, **fields):
            made = next((i.id for i in self.session.plan.swot if (i.kind, i.question) == (kind, asked)), self.key)
            self.key = made
            self.session.select("swot", made)

    def _on_remove(self) -> None:
        self.session.edit(_("Delete a line of the SWOT"), remove_swot_item, self.key)


class ToolDetails(_Details):
    """A tool with all its fields."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.form = Form(
            [
                FieldSpec("name", _("Name")),
                FieldSpec("kind", _("Kind"), "choice", kinds),
                FieldSpec("owned", _("Owned by the client"), "switch"),
                FieldSpec("usage", _("Use of its functions"), "choice", usages),
                FieldSpec("channels", _("Channels it serves"), "multi", self._channels, hint=_("No channel")),
                FieldSpec("connected", _("Connected with"), "multi", self._others, hint=_("Not connected")),
                FieldSpec("data_model", _("Data model"), "choice", data_models),
                FieldSpec("yearly_cost", _("Cost per year"), "money"),
                FieldSpec("notes", _("Notes"), "area"),
            ],
            self,
        )
        self.form.field_edited.connect(self._on_field)
        self.form.field_left.connect(session.end_typing)
        self.body.addWidget(self.form)
        advice = _("Several tables hold customers, purchases and contacts apart. That is advised.")
        self.advice = Words(advice, "caption", "text.secondary", self, wrap=True)
        self.body.addWidget(self.advice)
        foot = QHBoxLayout()
        self.strength = Button(_("Note as a strength"), "quiet", "thumbs-up", self, small=True)
        self.strength.clicked.connect(self._on_strength)
        self.remove = Button(_("Delete"), "destructive", "trash-2", self, small=True)
        self.remove.clicked.connect(self._on_remove)
        foot.addWidget(self.strength)
        foot.addStretch(1)
        foot.addWidget(self.remove)
        self.body.addLayout(foot)
        self.body.addStretch(1)

    def _channels(self) -> list[tuple[str, str]]:
        return [(c.id, c.name or c.kind) for c in self.session.plan.channels]

    def _others(self) -> list[tuple[str, str]]:
        return [(t.id, t.name) for t in self.session.plan.tools if t.id != self.key]

    def show_key(self, key: str, change: Change | None = None) -> bool:
        tool: Tool | None = find(self.session.plan, "tools", key)
        if tool is None:
            return False
        if key == self.key and not touches(change, "tools", "channels", "profile"):
            return True
        self.key = key
        self.title.set_text(tool.name or _("New tool"))
        values = {name: getattr(tool, name) for name in self.form.specs}
        self.form.set_values({**values, "connected": connections(self.session.plan, tool)})
        self.form.set_read_only(self.session.read_only)
        for button in (self.strength, self.remove):
            button.setVisible(not self.session.read_only)
        return True

    def _on_field(self, name: str, value: Any, typing: bool) -> None:
        step = f"tool.{self.key}.{name}" if typing else ""
        self.session.edit(_("Edit the tool"), edit_tool, self.key, typing=step, **{name: value})

    def _on_strength(self) -> None:
        tool: Tool = find(self.session.plan, "tools", self.key)
        self.session.edit(_("Add a strength"), add_swot_item, "strength", tool.name, tool=self.key)

    def _on_remove(self) -> None:
        self.session.edit(_("Delete a tool"), remove_tool, self.key)


def details_for(session: Session) -> dict[str, _Details]:
    """The forms of the page, by the table of what they show."""
    return {
        "assessments": QuestionDetails(session),
        "maturity": IndicatorDetails(session),
        "swot": SwotDetails(session),
        "tools": ToolDetails(session),
    }
