"""Import a survey: from a file of answers to the reading of a KPI or the measure of touchpoints, one undo step."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from planner.intake.cells import Choices, Table
from planner.intake.errors import IntakeError
from planner.intake.surveys.codes import CodeList, read_codes
from planner.intake.surveys.places import import_label, measure_touchpoints, note_in_new_kpi, note_survey
from planner.intake.surveys.survey import Question, SurveyResult, survey_of
from planner.intake.tables import SUFFIXES, read_table
from planner.language import _, ngettext, number
from ui.dialogs.ask import ask_for_file
from ui.dialogs.busy import Busy
from ui.dialogs.frame import Frame
from ui.dialogs.invitation import Invitation
from ui.dialogs.reading import Reading
from ui.dialogs.survey_import.outcome import SurveyOutcome
from ui.dialogs.survey_import.places import NEW, SurveyPlaces
from ui.dialogs.survey_import.settings import SurveySettings
from ui.guard import guarded
from ui.jobs import Job
from ui.session import Session
from ui.theme import theme
from ui.widgets import Banner, Button, ScrollColumn, Words

INVITATION, CONTENT = range(2)
_MOST_QUESTIONS = 40


def import_survey(window: QWidget, session: Session, path: str = "") -> "ImportSurvey | None":
    """Opens the import on a window, perhaps with a file already chosen; None where the plan is read-only."""
    if session.read_only:
        session.refused.emit(_("Read-only. Edit a copy to change it."), "")
        return None
    dialog = ImportSurvey(session, window)
    dialog.open()
    if path:
        dialog.choose(path)
    return dialog


@guarded
class ImportSurvey(Frame):
    """The dialog. It edits only once, at the end; every reading and counting is done elsewhere."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Import a survey"), parent, _("Answers become NPS, CSAT or CES. Only figures enter the plan.")
        )
        self.session = session
        self.table: Table | None = None
        self.survey: SurveyResult | None = None
        self._job: Job | None = None
        self._counting = False
        self._path = ""
        self.setAcceptDrops(True)
        self.take_room(940, 690)
        self.setMinimumSize(680, 480)
        self.stack = QStackedWidget(self)
        self.invitation = Invitation(_("A table with one row per answer, in CSV, Excel or OpenDocument."), self)
        self.invitation.browse_asked.connect(self._browse)
        self.stack.addWidget(self.invitation)
        self.stack.addWidget(self._build_content())
        self.body.addWidget(self.stack, 1)
        self._build_foot()
        self._show_buttons()

    def _build_content(self) -> QWidget:
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.name = Words("", "heading", "text.primary", holder)
        self.facts = Words("", "body", "text.secondary", holder)
        self.codes = Button(_("Code list…"), "secondary", "list-tree", holder, small=True)
        self.codes.clicked.connect(self._browse_codes)
        self.how = Button(_("How it is read"), "secondary", "settings-2", holder, small=True)
        self.how.setCheckable(True)
        self.other = Button(_("Another file…"), "secondary", "folder-open", holder, small=True)
        self.other.clicked.connect(self._browse)
        head.addWidget(self.name)
        head.addWidget(self.facts)
        head.addStretch(1)
        for button in (self.how, self.codes, self.other):
            head.addWidget(button)
        column.addLayout(head)
        self.reading = Reading(holder)
        self.reading.hide()
        self.reading.choices_changed.connect(self._read_again)
        self.how.toggled.connect(self.reading.setVisible)
        column.addWidget(self.reading)
        middle = QHBoxLayout()
        middle.setSpacing(18)
        left = ScrollColumn(holder, (0, 0, 10, 0))
        left.setFixedWidth(round(282 * theme().scale))
        self.settings = SurveySettings(left)
        self.settings.changed.connect(self._compute)
        left.body.addWidget(self.settings)
        middle.addWidget(left)
        right = QVBoxLayout()
        right.setSpacing(12)
        found = ScrollColumn(holder, (0, 0, 0, 0))
        self.problem = Banner("warn", "", parent=found)
        self.problem.hide()
        found.body.addWidget(self.problem)
        self.outcome = SurveyOutcome(found)
        found.body.addWidget(self.outcome, 1)
        right.addWidget(found, 1)
        self.places = SurveyPlaces(self.session, holder)
        self.places.changed.connect(self._show_buttons)
        self.places.touchpoints_asked.connect(self._compute)
        right.addWidget(self.places)
        middle.addLayout(right, 1)
        column.addLayout(middle, 1)
        return holder

    def _build_foot(self) -> None:
        self.waiting = Busy(self)
        self.waiting.stopped.connect(self._on_stopped)
        self.foot.addWidget(self.waiting, 4)
        cancel = Button(_("Cancel"), "secondary", parent=self)
        cancel.clicked.connect(self.reject)
        self.take = Button(_("Import"), "primary", "file-down", self)
        self.take.clicked.connect(self._import)
        self.primary = self.take
        self.foot.addWidget(cancel)
        self.foot.addWidget(self.take)

    # The file

    def choose(self, path: str) -> None:
        """Reads a file, as it seems to want to be read."""
        self._path, self.reading.choices = path, Choices()
        self._read_again()

    def _read_again(self) -> None:
        self._counting = False
        job = Job(_read, self._path, self.reading.choices)
        self._start(job, self._on_table, _("Reading {file}…").format(file=Path(self._path).name))

    def _browse(self) -> None:
        path = _ask_for_table(self, _("Choose a file"))
        if path:
            self.choose(path)

    def _browse_codes(self) -> None:
        path = _ask_for_table(self, _("Choose a code list"))
        if path:
            self.choose_codes(path)

    def choose_codes(self, path: str) -> None:
        """Reads a code list beside the answers."""
        self._start(Job(_read_codes, path), self._on_codes, _("Reading {file}…").format(file=Path(path).name))

    def _on_table(self, table: Table) -> None:
        self._end()
        self.table, self.survey = table, None
        self.invitation.show_problem("")
        self.stack.setCurrentIndex(CONTENT)
        self.name.set_text(table.source)
        rows = ngettext("{count} row", "{count} rows", len(table.rows)).format(count=number(len(table.rows)))
        columns = ngettext("{count} column", "{count} columns", len(table.head)).format(count=len(table.head))
        self.facts.set_text(f"{rows}, {columns}")
        self.reading.show_table(table)
        self.settings.show_table(table)
        if not self.how.isChecked():
            self.settings.column.choice.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
        self._compute()

    def _on_codes(self, codes: CodeList) -> None:
        self._end()
        self.settings.show_codes(codes)

    # The scores

    def _compute(self) -> None:
        if self.table is None:
            return
        every: list[Question] = []
        if self.places.wants_touchpoints and self.settings.question.group < 0:
            every = [self.settings.question_of(at) for at in self.settings.other_questions()[:_MOST_QUESTIONS]]
        self._counting = True
        job = Job(_compute, self.table, self.settings.question, every)
        self._start(job, self._on_scores, _("Counting the answers…"))

    def _on_scores(self, found: tuple[SurveyResult, list[SurveyResult]]) -> None:
        self._end()
        self.survey, others = found
        self.problem.hide()
        self.outcome.setVisible(True)
        self.settings.show_result(self.survey)
        self.outcome.show_result(self.survey)
        self.places.show_results(self.survey, others)
        self._show_buttons()

    def _start(self, job: Job, done: Any, words: str) -> None:
        self._stop()
        self._job = job
        job.done.connect(done)
        job.failed.connect(self._on_failed)
        job.progressed.connect(self._on_progress)
        job.start()
        self.waiting.begin(words)
        self._show_buttons()

    def _stop(self) -> None:
        """Forgets the job that runs; its answer reaches nobody."""
        if self._job is not None:
            self._job.forget()
            self._job = None

    def _end(self) -> None:
        self._job = None
        self._show_buttons()

    def _on_progress(self, done: float, _words: str) -> None:
        self.waiting.set_share(done)

    def _on_stopped(self) -> None:
        """What was known before stays, but not the scores of another question."""
        self._stop()
        if self._counting:
            self._show_problem(_("Stopped before all answers were counted. Choose a question to count again."))
        self._show_buttons()

    def _on_failed(self, error: BaseException) -> None:
        self._end()
        sentence = str(error) if isinstance(error, IntakeError) else _("The file could not be read.")
        if self.stack.currentIndex() == INVITATION:
            self.invitation.show_problem(sentence)
            return
        self._show_problem(sentence)
        self._show_buttons()

    def _show_problem(self, sentence: str) -> None:
        self.survey = None
        self.problem.say(sentence)
        self.problem.show()
        self.outcome.setVisible(False)

    def _show_buttons(self) -> None:
        busy = self._job is not None
        if not busy:
            self.waiting.end()
        self.places.setEnabled(self.survey is not None)
        self.take.setEnabled(not busy and self.survey is not None and self.places.complete)

    def _import(self) -> None:
        if self.survey is None:
            return
        label = import_label(self.survey)
        score, target = self.places.score(), self.places.kpi.choice.current
        if self.places.wants_touchpoints:
            done = self.session.edit(label, measure_touchpoints, self.places.measures())
        elif target.startswith(NEW):
            objective = target.removeprefix(NEW)
            done = self.session.edit(label, note_in_new_kpi, objective, score, self.places.date.value)
        else:
            done = self.session.edit(label, note_survey, target, score, self.places.date.value)
        if done:
            self.session.announced.emit(label)
            self.accept()

    # Drops and the end

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.choose(event.mimeData().urls()[0].toLocalFile())

    def done(self, code: int) -> None:
        self._stop()
        super().done(code)


def _ask_for_table(parent: QWidget, title: str) -> str:
    kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
    return ask_for_file(parent, title, _("Tables") + f" ({kinds})")


def _read(path: str, choices: Choices, progress: Any) -> Table:
    return read_table(path, choices, progress)


def _read_codes(path: str, _progress: Any) -> CodeList:
    return read_codes(path)


def _compute(
    table: Table, question: Question, every: Sequence[Question], progress: Any
) -> tuple[SurveyResult, list[SurveyResult]]:
    result = survey_of(table, question, progress)
    others: list[SurveyResult] = []
    for at, other in enumerate(every):
        progress(at / len(every), "")
        try:
            found = survey_of(table, other)
        except IntakeError:
            continue
        # A column with codes from 1 to 3 is hardly another rating from 1 to 5.
        if (found.kind, found.scale) == (result.kind, result.scale) and found.scale.highest in found.counts:
            others.append(found)
    return result, others
