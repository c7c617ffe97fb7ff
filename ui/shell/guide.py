"""The guide of a page: a question for the room, the findings of the step, ideas from the catalogue."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from planner import clock
from planner.catalogue import CoachingQuestion, Idea
from planner.insight.edits import note_answer
from planner.insight.finding import Finding
from planner.language import _, ngettext
from ui.guard import guarded
from ui.plain import plain_tip
from ui.session import Session
from ui.shell.background import Background, Knowledge
from ui.shell.idea_card import IdeaCard
from ui.shell.ideas import catalogue_title
from ui.theme import theme
from ui.widgets import Button, FindingRow, Hairline, IconButton, InPlaceArea, Words
from ui.widgets.containers import ScrolledBody, clear_layout
from ui.widgets.paint import box
from ui.widgets.prose import Prose

SHOWN_FINDINGS = 4
SHOWN_IDEAS = 4
PARTS = ("ask", "health", "catalogue")
"""The parts of the guide, from the top."""


@guarded
class CountChip(QWidget):
    """How many there are, in a round chip; hidden where there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.count = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def set_count(self, count: int) -> None:
        """Another number."""
        if count != self.count:
            self.count = count
            self.updateGeometry()
            self.update()
        self.setVisible(count > 0)

    def sizeHint(self) -> QSize:
        side = round(18 * theme().scale)
        words = QFontMetrics(theme().font("micro")).horizontalAdvance(str(self.count))
        return QSize(max(side, words + round(10 * theme().scale)), side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        box(painter, area, "bg.pressed", "", area.height() / 2)
        font = theme().tabular("micro")
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(theme().color("text.primary"))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(self.count))


class Guide(ScrolledBody):
    """Ask the room, plan health, catalogue.

    Signals: ``idea_taken(object)`` with the idea to use on the page; ``drag_began()`` and ``drag_ended()`` around the
    drag of an idea.
    """

    idea_taken = Signal(object)
    drag_began = Signal()
    drag_ended = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._questions: list[CoachingQuestion] = []
        self._at = 0
        self._page = ""
        self._all_findings = False
        self._all_ideas = False
        self._findings: list[Finding] = []
        self._looked = False
        self._ideas: list[tuple[Idea, str, bool]] = []
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.parts: dict[str, QWidget] = {}
        self._build_question(self._part("ask", 12, 18))
        self.body.addWidget(Hairline(self))
        self._build_findings(self._part("health", 14, 16))
        self.body.addWidget(Hairline(self))
        self._build_ideas(self._part("catalogue", 13, 20))
        self.line = Hairline(self)
        self.body.addWidget(self.line)
        self.background = Background(self)
        self.body.addWidget(self.background)
        self.body.addStretch(1)

    def _part(self, key: str, above: int, below: int) -> QVBoxLayout:
        self.parts[key] = QWidget(self)
        column = QVBoxLayout(self.parts[key])
        column.setContentsMargins(20, above, 20, below)
        column.setSpacing(0)
        self.body.addWidget(self.parts[key])
        return column

    def set_gutter(self, wide: int) -> None:
        """Keeps the words in their place where a scroll bar takes some of the right margin."""
        for column in (*(part.layout() for part in self.parts.values()), self.background.layout()):
            if column is not None:
                margins = column.contentsMargins()
                column.setContentsMargins(20, margins.top(), max(20 - wide, 4), margins.bottom())

    def _build_question(self, column: QVBoxLayout) -> None:
        head = QHBoxLayout()
        head.setSpacing(2)
        self.ask = Words(_("Ask the room"), "label", "text.secondary", self)
        self.back = IconButton("chevron-left", _("Previous question"), parent=self, size=24)
        self.place = Words("", "small", "text.tertiary", self)
        self.forth = IconButton("chevron-right", _("Next question"), parent=self, size=24)
        self.back.clicked.connect(self._previous)
        self.forth.clicked.connect(self._next)
        head.addWidget(self.ask)
        head.addStretch(1)
        for widget in (self.back, self.place, self.forth):
            head.addWidget(widget)
        self.question = Prose("", "question", "text.primary", self)
        self.why = Prose("", "body", "text.secondary", self)
        self.note = Button("", "link", "message-square-plus", self)
        self.note.clicked.connect(self._open_note)
        self.answer = InPlaceArea("", self, framed=True, lines=3)
        self.answer.edited.connect(self._on_answer)
        self.answer.committed.connect(self._on_answer_left)
        column.addLayout(head)
        column.addSpacing(6)
        column.addWidget(self.question)
        column.addSpacing(8)
        column.addWidget(self.why)
        column.addSpacing(10)
        column.addWidget(self.note, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.answer)

    def _build_findings(self, column: QVBoxLayout) -> None:
        head = QHBoxLayout()
        self.health = Words(_("Plan health"), "label", "text.secondary", self)
        self.count = CountChip(self)
        self.count.hide()
        head.addWidget(self.health)
        head.addStretch(1)
        head.addWidget(self.count)
        self.findings = QVBoxLayout()
        self.findings.setSpacing(11)
        self.more_findings = Button("", "link", parent=self)
        self.more_findings.clicked.connect(self._toggle_findings)
        self.more_findings.hide()
        column.addLayout(head)
        column.addSpacing(9)
        column.addLayout(self.findings)
        column.addSpacing(6)
        column.addWidget(self.more_findings, alignment=Qt.AlignmentFlag.AlignLeft)

    def _build_ideas(self, column: QVBoxLayout) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, -6, 0)
        self.ideas_title = Words("", "label", "text.secondary", self)
        self.see_all = Button(_("See all"), "link", parent=self)
        self.see_all.clicked.connect(self._toggle_ideas)
        head.addWidget(self.ideas_title)
        head.addStretch(1)
        head.addWidget(self.see_all)
        self.ideas = QVBoxLayout()
        self.ideas.setSpacing(8)
        column.addLayout(head)
        column.addSpacing(8)
        column.addLayout(self.ideas)

    def set_page(self, page: str, questions: list[CoachingQuestion]) -> None:
        """The questions of another page; the place in the list is kept for the same page."""
        if page != self._page:
            self._page, self._at = page, 0
            self.ideas_title.set_text(catalogue_title(page))
            self._all_findings = self._all_ideas = False
        self._questions = questions
        self._show_question()

    def set_findings(self, findings: list[Finding]) -> None:
        """The findings of the page, worst first."""
        if findings != self._findings or not self._looked:
            self._findings, self._looked = findings, True
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
        self.back.set_name(_("Previous question"))
        self.forth.set_name(_("Next question"))
        self.ideas_title.set_text(catalogue_title(self._page))
        self.background.retranslate()
        self._show_findings()
        self._show_ideas()

    def _show_question(self) -> None:
        self.parts["ask"].setVisible(bool(self._questions))
        if not self._questions:
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
        self.count.set_count(len(self._findings))
        self.count.setToolTip(
            plain_tip(
                ngettext("{count} thing to look at", "{count} things to look at", len(self._findings)).format(
                    count=len(self._findings)
                )
            )
        )
        if self._looked and not self._findings:
            self.findings.addWidget(Prose(_("Nothing to mend here."), "body", "text.secondary", self))
        shown = self._findings if self._all_findings else self._findings[:SHOWN_FINDINGS]
        for finding in shown:
            door = _Door(self.session, finding, self)
            row = FindingRow(finding.severity, finding.sentence, finding.why, door.open, self, subject=finding.subject)
            self.findings.addWidget(row)
        hidden = len(self._findings) - SHOWN_FINDINGS
        self.more_findings.setVisible(hidden > 0)
        self.more_findings.setText(
            _("Show fewer")
            if self._all_findings
            else ngettext("{count} more", "{count} more", max(hidden, 0)).format(count=max(hidden, 0))
        )
        self.more_findings.updateGeometry()

    def _toggle_findings(self) -> None:
        self._all_findings = not self._all_findings
        self._show_findings()

    def _show_ideas(self) -> None:
        clear_layout(self.ideas)
        shown = self._ideas if self._all_ideas else self._ideas[:SHOWN_IDEAS]
        for idea, hint, used in shown:
            card = IdeaCard(idea, hint, used, self.session.read_only, self)
            card.clicked.connect(_Taker(self, idea, card).take)
            card.drag_began.connect(self.drag_began)
            card.drag_ended.connect(self.drag_ended)
            self.ideas.addWidget(card)
        self.parts["catalogue"].setVisible(bool(self._ideas))
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
