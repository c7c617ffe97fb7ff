"""Figures that come late: they are computed beside the window, and an answer that nobody waits for is dropped."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from ui.jobs import Job

PAUSE = 30
"""Milliseconds until a figure is computed: the window is painted first."""


class Late(QObject):
    """Computes something once for its values. Signal: ``came()`` when what was asked for last is known.

    ``answer`` is what the computation gave last.
    """

    came = Signal()

    def __init__(self, compute: Callable[..., object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.answer: Any = None
        self._compute = compute
        self._known: tuple[Any, ...] | None = None
        self._wanted: tuple[Any, ...] = ()
        self._asked: tuple[Any, ...] = ()
        self._job: Job | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._start)

    def has(self, *of: Any) -> bool:
        """Whether the answer for these values is known; where not, it is asked for."""
        self._wanted = of
        if of == self._known:
            return True
        if self._job is None and not self._pause.isActive():
            self._pause.start()
        return False

    def _start(self) -> None:
        self._asked = self._wanted
        self._job = Job(self._compute, *self._asked)
        self._job.done.connect(self._on_done)
        self._job.failed.connect(self._on_end)
        self._job.start()

    def _on_done(self, answer: object) -> None:
        self.answer = answer
        self._on_end(None)

    def _on_end(self, _error: object) -> None:
        self._job, self._known = None, self._asked
        if self._wanted == self._asked:
            self.came.emit()
        else:
            self._start()
