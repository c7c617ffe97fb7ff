"""The guide of a page: a question for the room, the findings of the step, ideas from the catalogue."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from planner import clock
from planner.catalogue import CoachingQuestion, Idea
from planner.insight.edits import note_answer
from planner.insight.finding import Finding
from planner.language import _
from ui.guard import guarded
from ui.plain import plain_tip
from ui.session import Session
from ui.shell.background import Background, Knowledge
from ui.theme import theme
from ui.widgets import Button, FindingRow, Hairline, IconButton, InPlaceArea, Words
from ui.widgets.containers import clear_layout
from ui.widgets.paint import Painted, box, draw_icon, draw_words, focus_ring

SHOWN_FINDINGS = 4
SHOWN_IDEAS = 4


@guarded
class IdeaCard(Painted):
    """An idea of the catalogue with its plus. Signal of QAbstractButton: ``clicked()`` takes it over."""

    def __init__(self, idea: Idea, hint: str, used: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.idea, self.hint, self.used = idea, hint, used
        self.setText(idea.title)
        self.setAccessibleName(_("Use the idea: {title}").format(title=idea.title))
        self.setToolTip(plain_tip(idea.how))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setEnabled(not used)

    def sizeHint(self) -> QSize:
        return QSize(200, round(46 * theme().scale))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, scale = QRectF(self.rect()), theme().scale
        box(painter, area, "bg.hover" if self.underMouse() and self.isEnabled() else "bg.surface", "line.hair")
        draw_icon(painter, self.idea.icon or "lightbulb", "text.secondary", QPointF(22 * scale, area.center().y()))
        right = area.right() - 38 * scale
        title = QRectF(42 * scale, 6 * scale, right - 42 * scale, 17 * scale)
        draw_words(painter, title, self.idea.title, "body", "text.primary" if self.isEnabled() else "text.tertiary")
        draw_words(painter, title.translated(0, 17 * scale), self.hint, "caption", "text.tertiary")
        mark = "check" if self.used else "plus"
        draw_icon(painter, mark, "text.secondary", QPointF(area.right() - 20 * scale, area.center().y()), 16)
        if self.ring_shown():
            focus_ring(painter, area)


class Guide(QWidget):
    """Ask the room, plan health, catalogue. Signal: ``idea_taken(object)`` with the idea to use on the page."""

    idea_taken = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._questions: list[CoachingQuestion] = []
        self._at = 0
        self._page = ""
        self._all_findings = False
        self._all_ideas = False
        self._findings: list[Finding] = []
        self._ideas: list[tuple[Idea, str, bool]] = []
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(20, 18, 20, 20)
        self.body.setSpacing(10)
        self._build_question()
        self.body.addWidget(Hairline(self))
        self._build_findings()
        self.body.addWidget(Hairline(self))
        self._build_ideas()
        self.line = Hairline(self)
        self.body.addWidget(self.line)
        self.background = Background(self)
        self.body.addWidget(self.background)
        self.body.addStretch(1)

    def _build_question(self) -> None:
        head = QHBoxLayout()
        self.ask = Words(_("Ask the room"), "label", "text.secondary", self)
        self.back = IconButton("chevron-left", _("Previous question"), parent=self, size=24)
        self.place = Words("", "small", "text.secondary", self)
        self.forth = IconButton("chevron-right", _("Next question"), parent=self, size=24)
        self.back.clicked.connect(self._previous)
        self.forth.clicked.connect(self._next)
        head.addWidget(self.ask)
        head.addStretch(1)
        for widget in (self.back, self.place, self.forth):
            head.addWidget(widget)
        self.body.addLayout(head)
        self.question = Words("", "question", "text.primary", self, wrap=True)
        self.why = Words("", "body", "text.secondary", self, wrap=True)
        self.body.addWidget(self.question)
        self.body.addWidget(self.why)
        self.note = Button("", "link", "message-square-plus", self)
        self.note.clicked.connect(self._open_note)
        self.body.addWidget(self.note, alignment=Qt.AlignmentFlag.AlignLeft)
        self.answer = InPlaceArea("", self, framed=True, lines=3)
        self.answer.edited.connect(self._on_answer)
        self.answer.committed.connect(self._on_answer_left)
        self.body.addWidget(self.answer)

    def _build_findings(self) -> None:
        head = QHBoxLayout()
        self.health = Words(_("Plan health"), "label", "text.secondary", self)
        self.count = Words("", "micro", "text.secondary", self)
        head.addWidget(self.health)
        head.addStretch(1)
        head.addWidget(self.count)
        self.body.addLayout(head)
        self.findings = QVBoxLayout()
        self.findings.setSpacing(12)
        self.body.addLayout(self.findings)
        self.more_findings = Button("", "link", parent=self)
        self.more_findings.clicked.connect(self._toggle_findings)
        self.body.addWidget(self.more_findings, alignment=Qt.AlignmentFlag.AlignLeft)

    def _build_ideas(self) -> None:
        head = QHBoxLayout()
        self.ideas_title = Words(_("Ideas from the catalogue"), "label", "text.secondary", self)
        self.see_all = Button(_("See all"), "link", parent=self)
        self.see_all.clicked.connect(self._toggle_ideas)
        head.addWidget(self.ideas_title)
        head.addStretch(1)
        head.addWidget(self.see_all)
        self.body.addLayout(head)
        self.ideas = QVBoxLayout()
        self.ideas.setSpacing(8)
        self.body.addLayout(self.ideas)

    def set_page(self, page: str, questions: list[CoachingQuestion]) -> None:
        """The questions of another page; the place in the list is kept for the same page."""
        if page != self._page:
            self._page, self._at = page, 0
            self._all_findings = self._all_ideas = False
        self._questions = questions
        self._show_question()

    def set_findings(self, findings: list[Finding]) -> None:
        """The findings of the page, worst first."""
        if findings != self._findings:
            self._findings = findings
            self._show_findings()

    def set_background(self, known: Sequence[Knowledge]) -> None:
        """Thoughts and figures of the articles for the page."""
        self.line.setVisible(bool(known))
        self.background.set_known(known)

    def set_ideas(self, ideas: list[tuple[Idea, str, bool]]) -> None:
        """Ideas for the page: the idea, what it is good for, and whether the plan has it already."""
        if ideas != self._ideas:
            self._ideas = ideas
            self._show_ideas()

    def retranslate(self) -> None:
        """Says everything again in today's language."""
        self.ask.set_text(_("Ask the room"))
        self.health.set_text(_("Plan health"))
        self.ideas_title.set_text(_("Ideas from the catalogue"))
        self.background.retranslate()
        self._show_findings()
        self._show_ideas()

    def _show_question(self) -> None:
        known = bool(self._questions)
        for widget in (self.ask, self.back, self.place, self.forth, self.question, self.why, self.note, self.answer):
            widget.setVisible(known)
        if not known:
            return
        self._at %= len(self._questions)
        question = self._questions[self._at]
        self.place.set_text(f"{self._at + 1} / {len(self._questions)}")
        self.question.set_text(question.question)
        self.why.set_text(question.why)
        text = next((a.text for a in self.session.plan.noted_answers if a.question == question.key), "")
        self.answer.set_text(text)
        self.answer.setVisible(bool(text) or self.answer.hasFocus())
        self.answer.setAccessibleName(question.question)
        self.note.setText(_("Note the answer"))
        self.note.setVisible(not text and not self.session.read_only)
        self.answer.set_read_only(self.session.read_only)

    def _open_note(self) -> None:
        self.note.hide()
        self.answer.show()
        self.answer.setFocus()

    def _on_answer(self, text: str) -> None:
        key = self._questions[self._at].key
        label = _("Note an answer")
        self.session.edit(label, note_answer, key, text, clock.today(), typing=f"note.{key}")

    def _on_answer_left(self, _text: str) -> None:
        self.session.end_typing()
        self._show_question()

    def _previous(self) -> None:
        self._at -= 1
        self._show_question()

    def _next(self) -> None:
        self._at += 1
        self._show_question()

    def _show_findings(self) -> None:
        clear_layout(self.findings)
        self.count.set_text(str(len(self._findings)) if self._findings else "")
        if not self._findings:
            self.findings.addWidget(Words(_("Nothing to mend here."), "body", "text.secondary", self, wrap=True))
        shown = self._findings if self._all_findings else self._findings[:SHOWN_FINDINGS]
        for finding in shown:
            door = _Door(self.session, finding, self)
            self.findings.addWidget(FindingRow(finding.severity, finding.sentence, finding.why, door.open, self))
        hidden = len(self._findings) - SHOWN_FINDINGS
        self.more_findings.setVisible(hidden > 0)
        self.more_findings.setText(
            _("Show fewer") if self._all_findings else _("{count} more").format(count=max(hidden, 0))
        )
        self.more_findings.updateGeometry()

    def _toggle_findings(self) -> None:
        self._all_findings = not self._all_findings
        self._show_findings()

    def _show_ideas(self) -> None:
        clear_layout(self.ideas)
        shown = self._ideas if self._all_ideas else self._ideas[:SHOWN_IDEAS]
        for idea, hint, used in shown:
            card = IdeaCard(idea, _("In your plan") if used else hint, used or self.session.read_only, self)
            card.clicked.connect(_Taker(self, idea, card).take)
            self.ideas.addWidget(card)
        self.ideas_title.setVisible(bool(self._ideas))
        self.see_all.setVisible(len(self._ideas) > SHOWN_IDEAS)
        self.see_all.setText(_("Show fewer") if self._all_ideas else _("See all"))
        self.see_all.updateGeometry()

    def _toggle_ideas(self) -> None:
        self._all_ideas = not self._all_ideas
        self._show_ideas()


class _Door(QObject):
    """Opens the place of a finding."""

    def __init__(self, session: Session, finding: Finding, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._finding = session, finding

    def open(self) -> None:
        """Shows the item."""
        self._session.show(self._finding.page, self._finding.table, self._finding.item)


class _Taker(QObject):
    """Hands an idea to the page."""

    def __init__(self, guide: Guide, idea: Idea, parent: QObject) -> None:
        super().__init__(parent)
        self._guide, self._idea = guide, idea

    def take(self) -> None:
        """Takes the idea over."""
        self._guide.idea_taken.emit(self._idea)
