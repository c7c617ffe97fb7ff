"""Jobs: pure functions of a plan, run on another thread, with progress, cancel and late answers dropped."""

import gc
import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

from planner.language import language, speaking


class Cancelled(Exception):
    """The job was cancelled."""


class Progress:
    """What a job is given: call it with a share done and words; it raises Cancelled when asked to stop."""

    def __init__(self, report: Callable[[float, str], None]) -> None:
        self._report = report
        self._stop = threading.Event()

    def __call__(self, done: float, words: str = "") -> None:
        """Reports the share done, 0 to 1; raises Cancelled where someone cancelled."""
        self.check()
        self._report(done, words)

    def check(self) -> None:
        """Raises Cancelled where someone cancelled."""
        if self._stop.is_set():
            raise Cancelled

    def cancel(self) -> None:
        """Asks the job to stop at its next report."""
        self._stop.set()


class _Runner(QRunnable):
    """Runs a job's function and hands its outcome over; it touches no widget."""

    def __init__(self, job: "Job") -> None:
        super().__init__()
        self._job: Job | None = job
        self._language = language()

    def run(self) -> None:
        """The body, on the pool's thread."""
        job, self._job = self._job, None
        if job is None:
            return
        over = job.over
        try:
            with speaking(self._language):
                job.work()
        finally:
            # The job belongs to the window's thread: the last to hold it must not be this one.
            del job
            over.set()


class Job(QObject):
    """A function running elsewhere. Signals: ``progressed(float, str)``, ``done(object)``, ``failed(object)``.

    Both outcomes arrive on the thread of the window; ``cancelled()`` where it was stopped.
    """

    progressed = Signal(float, str)
    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    _finished = Signal(object, object)

    def __init__(self, function: Callable[..., Any], *args: Any, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._function = function
        self._args = args
        self.progress = Progress(self.progressed.emit)
        self.running = False
        self.over = threading.Event()
        """Set when the pool's thread has let go of the job."""
        self._finished.connect(self._hand_over, Qt.ConnectionType.QueuedConnection)

    def start(self) -> "Job":
        """Starts the job on the pool and keeps it alive until it has ended, whatever becomes of its parent."""
        parent = self.parent()
        if parent is not None:
            # Else a window that is closed would destroy the job while its thread tells the outcome.
            self.setParent(None)
            parent.destroyed.connect(self.cancel)
        self.running = True
        # Python collects on whatever thread allocates: on the pool's it would destroy the widgets of closed windows.
        gc.disable()
        _running.add(self)
        QThreadPool.globalInstance().start(_Runner(self))
        return self

    def cancel(self) -> None:
        """Asks the job to stop; its answer is dropped."""
        self.progress.cancel()

    def forget(self) -> None:
        """Asks the job to stop; its progress and its outcome reach nobody any more."""
        for signal in (self.done, self.failed, self.progressed):
            signal.disconnect()
        self.cancel()

    def work(self) -> None:
        """Called on the pool's thread."""
        try:
            result = self._function(*self._args, self.progress)
        except BaseException as error:
            self._finished.emit(None, error)
        else:
            self._finished.emit(result, None)

    @Slot(object, object)
    def _hand_over(self, result: Any, error: BaseException | None) -> None:
        self.running = False
        self.over.wait()
        _running.discard(self)
        if not _running:
            gc.enable()
        if isinstance(error, Cancelled):
            self.cancelled.emit()
        elif error is not None:
            self.failed.emit(error)
        else:
            self.done.emit(result)


_running: set[Job] = set()


def jobs_running() -> int:
    """How many jobs have not handed their outcome over yet."""
    return len(_running)


def wait_for_jobs(milliseconds: int = 10_000) -> bool:
    """Cancels what runs and waits for it; True where all ended in time."""
    for job in tuple(_running):
        job.cancel()
    return QThreadPool.globalInstance().waitForDone(milliseconds)
