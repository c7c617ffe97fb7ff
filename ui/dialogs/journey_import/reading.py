"""Reading a file of a journey: first what it is, then what it says, elsewhere where that may take a while."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from planner.intake.errors import IntakeError
from planner.intake.journeys.columns import TableKind
from planner.intake.journeys.file import FileKind, JourneyFile, look_at, read_journey_file
from planner.language import _
from ui.jobs import Job

SMALL = 1_000_000
"""Bytes of a text that is read at once; a table or a log never is."""
_NEVER_AT_ONCE = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods", ".xes", ".gz")


class FileReader(QObject):
    """Reads one file at a time. Signals: ``looked(object)`` and ``read(object)`` with a JourneyFile,
    ``failed(str)`` with a sentence, ``progressed(float)``, and ``began()`` where it goes on elsewhere."""

    looked = Signal(object)
    read = Signal(object)
    failed = Signal(str)
    progressed = Signal(float)
    began = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.path = ""
        self._job: Job | None = None

    @property
    def busy(self) -> bool:
        """Whether a file is being read elsewhere."""
        return self._job is not None

    def look(self, path: str, kind: TableKind | None = None) -> None:
        """Finds out what a file holds; ``kind`` is what a person says of a table."""
        self.path = path
        self._run(self.looked.emit, _look, path, kind)

    def read_all(self, kind: FileKind, columns: dict[str, int] | None, day_first: bool | None) -> None:
        """Reads all that the file says."""
        self._run(self.read.emit, _read, self.path, kind, columns, day_first)

    def stop(self) -> None:
        """Forgets what is being read; its answer reaches nobody."""
        if self._job is not None:
            self._job.forget()
            self._job = None

    def _run(self, tell: Callable[[object], None], function: Callable[..., JourneyFile], *arguments: Any) -> None:
        self.stop()
        if Path(self.path).suffix.lower() not in _NEVER_AT_ONCE and _size(self.path) < SMALL:
            try:
                result = function(*arguments, _nobody)
            except Exception as error:
                self._on_failed(error)
            else:
                tell(result)
            return
        self._job = Job(function, *arguments)
        self._job.done.connect(self._on_looked if function is _look else self._on_read)
        self._job.failed.connect(self._on_failed)
        self._job.progressed.connect(self._on_progress)
        self._job.start()
        self.began.emit()

    def _on_looked(self, found: JourneyFile) -> None:
        self._job = None
        self.looked.emit(found)

    def _on_read(self, found: JourneyFile) -> None:
        self._job = None
        self.read.emit(found)

    def _on_failed(self, error: BaseException) -> None:
        self._job = None
        self.failed.emit(str(error) if isinstance(error, IntakeError) else _("The file cannot be read."))

    def _on_progress(self, share: float, _words: str) -> None:
        self.progressed.emit(share)


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except OSError:
        return 0


def _nobody(_share: float, _words: str = "") -> None:
    """Progress for a text that is read at once."""


def _look(path: str, kind: TableKind | None, progress: Any) -> JourneyFile:
    return look_at(Path(path), kind, progress)


def _read(
    path: str, kind: FileKind, columns: dict[str, int] | None, day_first: bool | None, progress: Any
) -> JourneyFile:
    return read_journey_file(Path(path), kind, columns, None, progress, day_first)
