"""Build RFM segments: from a file of purchases to named groups in three steps and one undo step."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from planner.files.errors import SaveError
from planner.files.write import write_file
from planner.intake.cells import Choices, Table
from planner.intake.errors import IntakeError
from planner.intake.purchases.answer import read_answer
from planner.intake.purchases.facts import Facts
from planner.intake.purchases.file import SUFFIXES, TransactionFile, open_transactions
from planner.intake.purchases.warehouse import Names
from planner.intake.tables import read_table, rejected_as_csv
from planner.language import _, ngettext, number
from planner.segments.edits import build_rfm_segments
from planner.segments.rfm import Definition
from planner.segments.rfm_segments import Source, last_import
from ui.dialogs.ask import ask_for_file, ask_for_new_file, tell
from ui.dialogs.busy import Busy
from ui.dialogs.rfm_build.answering import Answer, Answering
from ui.dialogs.rfm_build.columns_step import RfmColumnsStep
from ui.dialogs.rfm_build.customer_list import read_list
from ui.dialogs.rfm_build.grid_step import GridStep
from ui.dialogs.rfm_build.sql_button import SqlButton
from ui.dialogs.segment_import.file_step import FileStep
from ui.dialogs.step_bar import StepBar
from ui.guard import guarded
from ui.jobs import Job
from ui.session import Session
from ui.theme import theme
from ui.widgets import Button, Hairline, Words

FILE, COLUMNS, GRID = range(3)


def build_rfm(window: QWidget, session: Session, path: str = "") -> "RfmDialog | None":
    """Opens the dialog on a window, perhaps with a file already chosen; None where the plan is read-only."""
    if session.read_only:
        session.refused.emit(_("Read-only. Edit a copy to change it."), "")
        return None
    dialog = RfmDialog(session, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    if path:
        dialog.choose(path)
    return dialog


@guarded
class RfmDialog(QDialog):
    """The dialog. It edits only once, at the end; all reading and counting is done elsewhere."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.path = ""
        self.file_read: TransactionFile | None = None
        self._job: Job | None = None
        self._arrived = False
        self.answering = Answering(self)
        self.answering.answered.connect(self._on_answer)
        self.answering.failed.connect(self._on_no_answer)
        self.answering.progressed.connect(self._on_share)
        self.answering.began.connect(self._on_counting)
        self.setWindowTitle(_("Build RFM segments"))
        self.setAcceptDrops(True)
        scale = theme().scale
        room = parent.window().size() if parent is not None else None
        wide, high = round(1080 * scale), round(740 * scale)
        self.resize(
            min(wide, max(room.width() - 24, 720)) if room else wide, min(high, room.height() - 24) if room else high
        )
        self.setMinimumSize(720, 480)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 16)
        column.setSpacing(14)
        self.steps = StepBar((_("File"), _("Columns"), _("Grid")), self)
        column.addWidget(self.steps)
        column.addWidget(self._build_steps(), 1)
        column.addWidget(Hairline(self))
        column.addLayout(self._build_foot())
        self._go(FILE)

    def _build_steps(self) -> QStackedWidget:
        self.stack = QStackedWidget(self)
        hint = _(
            "Purchases with customer, date and amount, in CSV, Parquet or Excel; or the answer of a data warehouse."
        )
        self.file = FileStep(self, hint)
        self.file.browse_asked.connect(self._browse)
        self.file.choices_changed.connect(self._read)
        self.columns = RfmColumnsStep(self)
        self.columns.changed.connect(self._show_buttons)
        self.columns.list_asked.connect(self._browse_list)
        self.grid = GridStep(self.session.plan, self)
        self.grid.asked.connect(self.answering.ask)
        self.grid.changed.connect(self._show_buttons)
        self.grid.save_asked.connect(self._save_left_out)
        for step in (self.file, self.columns, self.grid):
            self.stack.addWidget(step)
        return self.stack

    def _build_foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.cancel = Button(_("Cancel"), "secondary", parent=self)
        self.cancel.clicked.connect(self.reject)
        self.sql = SqlButton(self)
        self.sql.copied.connect(self._on_copied)
        self.told = Words("", "small", "text.secondary", self, wrap=True)
        self.told.hide()
        self.waiting = Busy(self)
        self.waiting.stopped.connect(self._on_stopped)
        self.back = Button(_("Back"), "secondary", "arrow-left", self)
        self.back.clicked.connect(self._back)
        self.forth = Button(_("Next"), "primary", parent=self)
        self.forth.clicked.connect(self._forth)
        foot.addWidget(self.cancel)
        foot.addWidget(self.sql)
        foot.addWidget(self.told, 1)
        foot.addWidget(self.waiting, 1)
        foot.addWidget(self.back)
        foot.addWidget(self.forth)
        return foot

    # Steps

    @property
    def step(self) -> int:
        """The step that is open."""
        return self.stack.currentIndex()

    @property
    def busy(self) -> bool:
        """Whether something is being read or counted."""
        return self._job is not None or self.answering.busy

    def _go(self, step: int) -> None:
        self.stack.setCurrentIndex(step)
        self.steps.set_step(step)
        self._arrived = True
        self._show_buttons()

    def _show_buttons(self) -> None:
        self.back.setVisible(self.step != FILE)
        count = len(self.grid.segments)
        words = ngettext("Build {count} segment", "Build {count} segments", count).format(count=number(count))
        self.forth.setText(words if self.step == GRID else _("Next"))
        ready = {FILE: self.file_read is not None, COLUMNS: self.columns.complete, GRID: bool(count)}
        # On the grid a slider may still be on its way; what it comes to is awaited.
        self.forth.setEnabled(ready[self.step] and not self.busy)
        if self._arrived and self.forth.isEnabled():
            # Once on each step, as soon as the button can be pressed.
            self._arrived = False
            self.forth.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.busy:
            self.waiting.end()
        self.sql.definition = self.grid.definition if self.step == GRID else self.columns.definition
        self.sql.names = self._names()

    def _names(self) -> Names:
        """What the columns of the file are called, for the question to a warehouse."""
        file = self.file_read
        if file is None or file.is_answer or file is not self.columns.file or self.columns.columns.missing:
            return Names()
        columns, head = self.columns.columns, file.table.head
        named = {
            role: head[at]
            for role in ("customer", "date", "amount", "quantity", "price", "order", "part")
            if (at := getattr(columns, role)) >= 0
        }
        if "quantity" in named:
            named["amount"] = ""
        return Names(**named)

    def _back(self) -> None:
        self.answering.stop()
        answer = self.file_read is not None and self.file_read.is_answer
        self._go(FILE if self.step == COLUMNS or answer else COLUMNS)

    def _forth(self) -> None:
        file = self.file_read
        if self.step == FILE and file is not None:
            self._take(file)
        elif self.step == COLUMNS and file is not None and self.columns.complete:
            self._count(file)
        elif self.step == GRID and self.grid.answer is not None:
            self._build(self.grid.answer)

    def _take(self, file: TransactionFile) -> None:
        if file.is_answer:
            words = _("Reading {file}…").format(file=file.path.name)
            self._start(Job(_read_answer, file.path), self._on_read_answer, words)
            return
        self.columns.show_file(file)
        self._go(COLUMNS)

    def _count(self, file: TransactionFile) -> None:
        self.grid.forget()
        try:
            self.answering.open(file, self.columns.columns, self.columns.day_first, self.columns.attributes)
        except IntakeError as error:
            tell(self, _("This does not work yet"), str(error))
            return
        self.grid.definition = replace(self.columns.definition, since=last_import(self.session.plan))
        self.answering.ask(self.grid.definition)

    def _build(self, answer: Answer) -> None:
        assert self.file_read is not None
        file, segments = self.file_read, self.grid.segments
        columns = "" if file.is_answer else self.columns.columns.words(file.table.head)
        source = Source(file.path.name, answer.facts.used, columns)
        text = ngettext(
            "Build {count} RFM segment from {file}", "Build {count} RFM segments from {file}", len(segments)
        )
        label = text.format(count=number(len(segments)), file=file.path.name[:60])
        if self.session.edit(label, build_rfm_segments, segments, source, answer.grid.at):
            self.session.announced.emit(label)
            self.accept()

    # The file

    def choose(self, path: str) -> None:
        """Reads the beginning of a file as it seems to want it."""
        self.file.choices = Choices()
        self._open(path, self.file.choices)

    def _browse(self) -> None:
        kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        path = ask_for_file(self, _("Choose a file"), _("Purchases") + f" ({kinds})")
        if path:
            self.choose(path)

    def _browse_list(self) -> None:
        kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        path = ask_for_file(self, _("Choose a list of customers"), _("Tables") + f" ({kinds})")
        if path:
            self.choose_list(path)
        else:
            self.columns.without_list()

    def choose_list(self, path: str) -> None:
        """Reads a list of customers, a column of which splits the segments."""
        words = _("Reading {file}…").format(file=Path(path).name)
        self._start(Job(read_list, Path(path)), self._on_list, words)

    def _on_list(self, found: tuple[Path, Table]) -> None:
        self._end()
        self.columns.show_list(*found)

    def _read(self, choices: Choices) -> None:
        if self.path:
            self._open(self.path, choices)

    def _open(self, path: str, choices: Choices) -> None:
        words = _("Reading {file}…").format(file=Path(path).name)
        self._start(Job(_open, path, choices), self._on_file, words)

    def _on_file(self, file: TransactionFile) -> None:
        self._end()
        self.path = str(file.path)
        self.answering.close()
        self.grid.forget()
        self.file_read = file
        self.file.show_table(file.table, file.rows if not file.is_text else None)
        if file.table.sheets:
            self.file.show_table(file.table)
        self._go(FILE)

    def _on_read_answer(self, answer: Answer) -> None:
        self._end()
        self.grid.forget()
        self.grid.definition = Definition(at=answer.grid.at)
        self.grid.show_answer(answer)
        self._go(GRID)

    # Answers

    def _on_answer(self, answer: Answer) -> None:
        self.grid.show_answer(answer, settled=not self.answering.busy)
        if self.step == COLUMNS:
            self._go(GRID)
        self._show_buttons()

    def _on_no_answer(self, sentence: str) -> None:
        self._show_buttons()
        tell(self, _("This does not work yet"), sentence)

    def _on_counting(self) -> None:
        self._wait(_("Counting the purchases…"))

    def _on_share(self, share: float) -> None:
        self.waiting.set_share(share)

    def _on_stopped(self) -> None:
        """What was known before stays as it is."""
        self._stop()
        self.answering.stop()
        self.columns.without_list()
        self._arrived = True
        self._show_buttons()

    def _tell(self, sentence: str) -> None:
        self.told.set_text(sentence)
        self.told.setVisible(bool(sentence))

    def _wait(self, words: str) -> None:
        self._tell("")
        self.waiting.begin(words)
        self._show_buttons()

    def _on_copied(self, sentence: str) -> None:
        self._tell(sentence)

    def _save_left_out(self) -> None:
        transactions = self.answering.transactions
        if transactions is None or self.busy:
            return
        name = _("{name}, rows left out").format(name=Path(self.path).stem)
        path = ask_for_new_file(self, _("Save the rows that were left out"), f"{name}.csv", _("Tables") + " (*.csv)")
        if path:
            job = Job(_write_left_out, transactions, self.grid.definition, path)
            self._start(job, self._on_written, _("Saving the rows…"))

    def _on_written(self, count: int) -> None:
        self._end()
        text = ngettext("{count} row was saved.", "{count} rows were saved.", count)
        self._tell(text.format(count=number(count)))

    # Jobs of the dialog itself

    def _start(self, job: Job, done: Any, words: str) -> None:
        self._stop()
        self._job = job
        job.done.connect(done)
        job.failed.connect(self._on_failed)
        job.progressed.connect(self._on_progress)
        job.start()
        self._wait(words)

    def _stop(self) -> None:
        """Forgets the job that runs; its answer reaches nobody."""
        if self._job is not None:
            self._job.forget()
            self._job = None

    def _end(self) -> None:
        self._job = None
        self._show_buttons()

    def _on_progress(self, done: float, _words: str) -> None:
        self._on_share(done)

    def _on_failed(self, error: BaseException) -> None:
        self._end()
        said = isinstance(error, IntakeError | SaveError)
        sentence = str(error) if said else _("The file could not be read.")
        if self.step == FILE:
            self.file_read = None
            self.file.show_problem(sentence)
            self._show_buttons()
        else:
            self.columns.without_list()
            tell(self, _("This does not work yet"), sentence)

    # Drops, keys, the end

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.choose(event.mimeData().urls()[0].toLocalFile())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            button = focus if isinstance(focus, QAbstractButton) else self.forth
            button.click()
        else:
            super().keyPressEvent(event)

    def done(self, code: int) -> None:
        self._leave()
        super().done(code)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._leave()
        super().closeEvent(event)

    def _leave(self) -> None:
        self._stop()
        self.answering.close()


def _open(path: str, choices: Choices, progress: Any) -> TransactionFile:
    return open_transactions(path, choices, progress)


def _read_answer(path: Path, progress: Any) -> Answer:
    return Answer(read_answer(read_table(path, report=progress)), Facts(), {})


def _write_left_out(transactions: Any, definition: Definition, path: str, progress: Any) -> int:
    head, rows = transactions.left_out(definition, progress)
    write_file(path, rejected_as_csv(head, rows), overwrite=True)
    return len(rows)
