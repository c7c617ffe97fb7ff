"""Exporting from the window: asks where, writes in a job with progress and cancel, then offers to open the file."""

import os
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from exports.deliver import SUFFIXES, file_stem, writer
from planner.language import _
from planner.plan import Plan
from ui.dialogs.ask import ask
from ui.jobs import Job
from ui.session import Session
from ui.widgets.progress import JobProgress


def kind_words(kind: str) -> str:
    """What a kind of deliverable is called."""
    return {"pdf": _("PDF report"), "excel": _("Excel workbook")}[kind]


class Exporter(QObject):
    """Writes deliverables of a session's plan. Signals: ``written(str)`` with the file, ``failed(str)``."""

    written = Signal(str)
    failed = Signal(str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        self.folder = os.path.expanduser("~")
        self.job: Job | None = None

    def ask_and_export(self, kind: str) -> None:
        """Asks for a file and writes the deliverable there."""
        suggestion = os.path.join(self.folder, file_stem(self.session.plan) + SUFFIXES[kind])
        path, _kind = QFileDialog.getSaveFileName(
            self._window(), kind_words(kind), suggestion, f"{kind_words(kind)} (*{SUFFIXES[kind]})"
        )
        if path:
            self.export(kind, path if path.endswith(SUFFIXES[kind]) else path + SUFFIXES[kind])

    def export(self, kind: str, path: str) -> None:
        """Writes the deliverable to a file; the plan as it is now, whatever is edited meanwhile."""
        if self.job is not None:
            return
        self.folder = os.path.dirname(path)
        self.job = Job(_write, self.session.plan, kind, path, parent=self)
        self.job.done.connect(self._on_done)
        self.job.failed.connect(self._on_failed)
        self.job.cancelled.connect(self._on_cancelled)
        JobProgress(self.job, _("Writing the {kind}").format(kind=kind_words(kind)), self._window())
        self.job.start()

    def _window(self) -> QWidget:
        parent = self.parent()
        assert isinstance(parent, QWidget)
        return parent.window()

    def _on_done(self, path: str) -> None:
        self.job = None
        self.written.emit(path)

    def _on_cancelled(self) -> None:
        self.job = None
        self.session.announced.emit(_("Stopped. No file was written."))

    def _on_failed(self, error: BaseException) -> None:
        self.job = None
        sentence = _("The file could not be written. {reason}").format(reason=error)
        self.failed.emit(sentence)


def offer_to_open(window: QWidget, path: str) -> None:
    """Says where the file is, and offers to open it or to show its folder."""
    name = os.path.basename(path)
    answer = ask(
        window,
        _("{name} is ready").format(name=name),
        _("It is in {folder}.").format(folder=os.path.dirname(path)),
        (("open", _("Open")), ("folder", _("Show in folder")), ("cancel", _("Close"))),
    )
    if answer == "open":
        QDesktopServices.openUrl(QUrl.fromLocalFile(path))
    elif answer == "folder":
        QDesktopServices.openUrl(QUrl.fromLocalFile(os.path.dirname(path)))


def _write(plan: Plan, kind: str, path: str, progress: Any) -> str:
    writer(kind)(plan, Path(path), progress)
    return path
