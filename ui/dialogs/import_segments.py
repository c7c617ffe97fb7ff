"""Import customers: from a file to segments in three steps and one undo step."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from planner.files.errors import SaveError
from planner.files.write import write_file
from planner.intake.cells import Choices, Table
from planner.intake.errors import IntakeError
from planner.intake.purchases.file import SUFFIXES as PURCHASES
from planner.intake.segments.table import ColumnMapping, SegmentImport, apply_segments, segments_of
from planner.intake.tables import SUFFIXES, read_table, rejected_as_csv
from planner.language import _
from planner.plan import Plan
from ui.dialogs.ask import ask_for_file, ask_for_new_file, tell
from ui.dialogs.busy import Busy
from ui.dialogs.segment_import.check_step import CheckStep
from ui.dialogs.segment_import.columns_step import ColumnsStep
from ui.dialogs.segment_import.file_step import FileStep
from ui.dialogs.step_bar import StepBar
from ui.guard import guarded
from ui.jobs import Job
from ui.session import Session
from ui.theme import theme
from ui.widgets import Button, Hairline

FILE, COLUMNS, CHECK = range(3)


def is_table(path: str) -> bool:
    """Whether a file is of a kind that can be imported."""
    return Path(path).suffix.lower() in SUFFIXES


def is_parquet(path: str) -> bool:
    """Whether a file can only be one of purchases, which become segments in another dialog."""
    return Path(path).suffix.lower() in (".parquet", ".pq")


def import_segments(window: QWidget, session: Session, path: str = "") -> "ImportSegments | None":
    """Opens the import on a window, perhaps with a file already chosen; None where the plan is read-only."""
    if session.read_only:
        session.refused.emit(_("Read-only. Edit a copy to change it."), "")
        return None
    dialog = ImportSegments(session, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    if path:
        dialog.choose(path)
    return dialog


@guarded
class ImportSegments(QDialog):
    """The dialog. It edits only once, at the end; closing it earlier changes nothing."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.path = ""
        self.table: Table | None = None
        self.imported: SegmentImport | None = None
        self._job: Job | None = None
        self.setWindowTitle(_("Import customers"))
        self.setAcceptDrops(True)
        scale = theme().scale
        room = parent.window().size() if parent is not None else None
        wide, high = round(880 * scale), round(600 * scale)
        self.resize(*((min(wide, room.width() - 24), min(high, room.height() - 24)) if room else (wide, high)))
        self.setMinimumSize(640, 440)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 16)
        column.setSpacing(16)
        self.steps = StepBar((_("File"), _("Columns"), _("Check")), self)
        column.addWidget(self.steps)
        self.stack = QStackedWidget(self)
        self.file = FileStep(self)
        self.file.browse_asked.connect(self._browse)
        self.file.choices_changed.connect(self._read)
        self.columns = ColumnsStep(session.plan, self)
        self.columns.changed.connect(self._show_buttons)
        self.check = CheckStep(session.plan, self)
        self.check.save_asked.connect(self._save_rejected)
        for step in (self.file, self.columns, self.check):
            self.stack.addWidget(step)
        column.addWidget(self.stack, 1)
        column.addWidget(Hairline(self))
        column.addLayout(self._build_foot())
        self._go(FILE)

    def _build_foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.cancel = Button(_("Cancel"), "secondary", parent=self)
        self.cancel.clicked.connect(self.reject)
        self.waiting = Busy(self)
        self.waiting.stopped.connect(self._on_stopped)
        self.back = Button(_("Back"), "secondary", "arrow-left", self)
        self.back.clicked.connect(self._back)
        self.forth = Button(_("Next"), "primary", parent=self)
        self.forth.clicked.connect(self._forth)
        foot.addWidget(self.cancel)
        foot.addWidget(self.waiting, 1)
        foot.addWidget(self.back)
        foot.addWidget(self.forth)
        return foot

    # Steps

    @property
    def step(self) -> int:
        """The step that is open."""
        return self.stack.currentIndex()

    def _go(self, step: int) -> None:
        self.stack.setCurrentIndex(step)
        self.steps.set_step(step)
        self._show_buttons()
        if self.forth.isEnabled():
            self.forth.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_buttons(self) -> None:
        busy = self._job is not None
        self.back.setVisible(self.step != FILE)
        self.forth.setText(_("Import") if self.step == CHECK else _("Next"))
        ready = {
            FILE: self.table is not None,
            COLUMNS: self.columns.complete,
            CHECK: self.imported is not None and bool(self.imported.segments),
        }
        self.forth.setEnabled(ready[self.step] and not busy)
        if not busy:
            self.waiting.end()

    def _back(self) -> None:
        if self.step != FILE:
            self._go(self.step - 1)

    def _forth(self) -> None:
        if self.step == FILE and self.table is not None:
            self.columns.show_table(self.table)
            self._go(COLUMNS)
        elif self.step == COLUMNS and self.columns.of_purchases:
            self._build_rfm(self.path)
        elif self.step == COLUMNS and self.columns.complete:
            self._compute()
        elif self.step == CHECK and self.imported is not None:
            self._import(self.imported)

    def _import(self, imported: SegmentImport) -> None:
        if self.session.edit(imported.label, apply_segments, imported):
            self.session.announced.emit(imported.label)
            self.accept()

    # The file

    def choose(self, path: str) -> None:
        """Reads a file as it seems to want it; one that can only hold purchases goes to their own dialog."""
        if is_parquet(path):
            self._build_rfm(path)
            return
        self.file.choices = Choices()
        self._open(path, self.file.choices)

    def _browse(self) -> None:
        kinds = " ".join(f"*{suffix}" for suffix in dict.fromkeys((*SUFFIXES, *PURCHASES)))
        path = ask_for_file(self, _("Choose a file"), _("Tables") + f" ({kinds})")
        if path:
            self.choose(path)

    def _read(self, choices: Choices) -> None:
        if self.path:
            self._open(self.path, choices)

    def _open(self, path: str, choices: Choices) -> None:
        words = _("Reading {file}…").format(file=Path(path).name)
        self._start(Job(_read, path, choices), self._on_table, words)

    def _on_table(self, found: tuple[str, Table]) -> None:
        self._end()
        self.path, table = found
        self.table, self.imported = table, None
        self.file.show_table(table)
        self._go(FILE)

    def _compute(self) -> None:
        if self.table is not None:
            job = Job(_compute, self.table, self.session.plan, self.columns.mapping)
            self._start(job, self._on_result, _("Working out the segments…"))

    def _build_rfm(self, path: str) -> None:
        """Goes on in the dialog of purchases."""
        from ui.dialogs.rfm import build_rfm

        window = self.parentWidget()
        self.reject()
        if window is not None:
            build_rfm(window, self.session, path)

    def _on_result(self, result: SegmentImport) -> None:
        self._end()
        self.imported = result
        self.check.show_result(result)
        self._go(CHECK)

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
        """What was known before stays as it is."""
        self._stop()
        self._show_buttons()

    def _on_failed(self, error: BaseException) -> None:
        self._end()
        sentence = str(error) if isinstance(error, IntakeError) else _("The file could not be read.")
        if self.step == FILE:
            self.table = None
            self.file.show_problem(sentence)
            self._show_buttons()
        else:
            tell(self, _("This does not work yet"), sentence)

    def _save_rejected(self) -> None:
        if self.imported is None:
            return
        name = _("{name}, rows left out").format(name=Path(self.path).stem)
        path = ask_for_new_file(self, _("Save the rows that were left out"), f"{name}.csv", _("Tables") + " (*.csv)")
        if not path:
            return
        try:
            write_file(path, rejected_as_csv(self.imported.head, self.imported.rejected), overwrite=True)
        except SaveError as error:
            tell(self, _("The rows could not be saved"), str(error))

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
        self._stop()
        super().done(code)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._stop()
        super().closeEvent(event)


def _read(path: str, choices: Choices, progress: Any) -> tuple[str, Table]:
    return path, read_table(path, choices, progress)


def _compute(table: Table, plan: Plan, mapping: ColumnMapping, progress: Any) -> SegmentImport:
    return segments_of(table, plan, mapping, progress)
