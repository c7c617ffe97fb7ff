"""One capability question: its rating by the team or by a role, its evidence, and the word that some ask for."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from planner.capabilities.ratings import POSITION_QUESTION, SKILL_QUESTION, QuestionRating, assessment
from planner.insight.finding import threshold
from planner.language import _, apart, named, ngettext, short_number
from planner.plan import Plan
from ui.guard import guarded
from ui.pages.capabilities.dots import RoleDots
from ui.pages.capabilities.evidence import EvidenceLine
from ui.pages.capabilities.folds import FoldRow
from ui.widgets import Choice, IconMark, Rating, Words

COMMANDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
"""Shift is none of them: on some keyboards digits need it."""


def skill_levels() -> list[tuple[str, str]]:
    """The skill levels of teams, with nothing said first."""
    return [
        ("", _("Skill level not said")),
        ("novice", _("Novice")),
        ("intermediate", _("Intermediate")),
        ("expert", _("Expert")),
    ]


def budget_positions() -> list[tuple[str, str]]:
    """What the budget does to the plan, with nothing said first."""
    return [
        ("", _("Position not said")),
        ("boost", _("A boost")),
        ("neutral", _("Neutral")),
        ("hindrance", _("A hindrance")),
    ]


def word_choices(question: str) -> list[tuple[str, str]]:
    """The words to choose from for a question that asks for one."""
    if question == SKILL_QUESTION:
        return skill_levels()
    return budget_positions() if question == POSITION_QUESTION else []


def whole(average: float | None) -> int | None:
    """The level to show for an average: the nearest one, halves up."""
    return None if average is None else int(average + 0.5)


@guarded
class QuestionRow(FoldRow):
    """A question, rated in place. Keys: 1 to 5 rate, 0 clears, E goes to the evidence.

    Signals, by the user only: ``rated(str, object)``, ``evidence_typed(str, str)``, ``word_chosen(str, str)``,
    ``left()`` when typing ends; the first text is the question's key.
    """

    rated = Signal(str, object)
    evidence_typed = Signal(str, str)
    word_chosen = Signal(str, str)
    left = Signal()

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        row = self.row
        self.set_room(13, 8)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.question = Words("", "body", "text.primary", self, wrap=True)
        self.evidence = EvidenceLine(self)
        self.evidence.typed.connect(self._on_evidence)
        self.evidence.left.connect(self.left)
        words.addWidget(self.question)
        words.addWidget(self.evidence)
        self.word: Choice | None = None
        if word_choices(key):
            self.word = self._build_word()
            words.addWidget(self.word, alignment=Qt.AlignmentFlag.AlignLeft)
        words.addStretch(1)
        row.addLayout(words, 1)
        row.addLayout(self._build_rating())

    def _build_word(self) -> Choice:
        choice = Choice(_("In a word"), word_choices(self.key), self)
        choice.quiet = True
        choice.style_name = "small"
        choice.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        choice.chosen.connect(self._on_word)
        return choice

    def _build_rating(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        self.rating = Rating("", self)
        self.rating.rated.connect(self._on_rated)
        self.dots = RoleDots(self)
        foot = QHBoxLayout()
        foot.setSpacing(4)
        self.mark = IconMark("triangle-alert", "warn.text", 13, self)
        self.note = Words("", "caption", "text.secondary", self)
        foot.addWidget(self.mark)
        foot.addWidget(self.note)
        foot.addStretch(1)
        column.addWidget(self.rating)
        column.addWidget(self.dots)
        column.addLayout(foot)
        column.addStretch(1)
        return column

    def show_rating(self, plan: Plan, rating: QuestionRating, role: str | None, read_only: bool) -> None:
        """Brings the row up to the plan: as the team (no role at all) or as one role; empty is the team together."""
        name = rating.question.question
        self.question.set_text(name)
        self.rating.set_name(name)
        self.evidence.set_name(_("Evidence: {question}").format(question=name))
        self.rating.read_only = read_only
        known = assessment(plan, self.key, role or "")
        level = (known.rating if known else None) if role is not None else whole(rating.average)
        if level != self.rating.value:
            self.rating.set_value(level)
        others = [
            named(a.role, a.evidence) for a in plan.assessments if a.question == self.key and a.role and a.evidence
        ]
        self.evidence.show_text(known.evidence if known else "", "" if role else apart(others), read_only)
        if self.word is not None:
            value = (known.skill if self.key == SKILL_QUESTION else known.budget_position) if known else ""
            self.word.set_current(value)
            self.word.set_read_only(read_only)
        self._show_roles(plan, rating, role)
        self.setAccessibleName(name)
        self.setAccessibleDescription(self.rating.accessibleDescription())

    def _show_roles(self, plan: Plan, rating: QuestionRating, role: str | None) -> None:
        apart = rating.spread >= threshold(plan, "rater_spread") and rating.agreed is None
        self.dots.setVisible(role is not None and bool(rating.roles or rating.agreed))
        self.dots.show_levels(rating.roles, role or "", apart, rating.agreed)
        self.note.set_text(self._note(rating, role is not None))
        self.note.setVisible(bool(self.note.text()))
        self.note.set_role("warn.text" if apart else "text.secondary")
        self.mark.setVisible(apart and bool(self.note.text()))

    def _note(self, rating: QuestionRating, by_role: bool) -> str:
        """What the cells cannot say: that it is a mean, how far roles differ, that the team has agreed."""
        count = len(rating.roles)
        if rating.agreed is not None:
            return _("Together: {level}").format(level=rating.agreed) if by_role else ""
        if not count:
            return ""
        if by_role:
            return ngettext("{count} level apart", "{count} levels apart", rating.spread).format(count=rating.spread)
        average = short_number(rating.average or 0.0, 1)
        return ngettext("{average}, {count} role", "{average}, mean of {count} roles", count).format(
            average=average, count=count
        )

    def _on_rated(self, value: object) -> None:
        self.rated.emit(self.key, value)

    def _on_evidence(self, text: str) -> None:
        self.evidence_typed.emit(self.key, text)

    def _on_word(self, word: str) -> None:
        self.word_chosen.emit(self.key, word)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        plain = not event.modifiers() & COMMANDING
        if plain and not self.rating.read_only and Qt.Key.Key_1 <= key <= Qt.Key.Key_5:
            self.rated.emit(self.key, key - Qt.Key.Key_0)
        elif plain and not self.rating.read_only and key in (Qt.Key.Key_0, Qt.Key.Key_Delete):
            self.rated.emit(self.key, None)
        elif plain and key in (Qt.Key.Key_E, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.evidence.ask()
        elif key == Qt.Key.Key_Escape:
            self.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)
