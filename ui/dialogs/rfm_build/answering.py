"""Answering: questions about purchases, worked out elsewhere, the newest one next and the others dropped."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from planner.intake.errors import IntakeError
from planner.intake.purchases.attributes import Attributes
from planner.intake.purchases.columns import Columns
from planner.intake.purchases.counting import Transactions
from planner.intake.purchases.facts import Facts
from planner.intake.purchases.file import TransactionFile
from planner.language import _
from planner.segments.rfm import Definition, Measure
from planner.segments.rfm_grid import Grid
from planner.segments.rfm_moves import Step
from planner.segments.rfm_segments import Split
from ui.jobs import Job


@dataclass(frozen=True, slots=True)
class Answer:
    """The grid with what is shown beside it: ``spread`` has the values of the sliders, ``steps`` tell who moved between
    two dates, which are None before anything was compared; ``split`` says what parts the customers.
    """

    grid: Grid
    facts: Facts
    spread: dict[Measure, Any]
    steps: tuple[Step, ...] = ()
    dates: tuple[Any, Any] | None = None
    split: Split | None = None


class Answering(QObject):
    """Asks one file, one question at a time.

    Signals: ``answered(object)`` with an Answer, ``failed(str)``, ``progressed(float)``, ``began()``.
    """

    answered = Signal(object)
    failed = Signal(str)
    progressed = Signal(float)
    began = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.transactions: Transactions | None = None
        self._job: Job | None = None
        self._asked: Definition | None = None
        self._next: Definition | None = None

    @property
    def busy(self) -> bool:
        """Whether a question is being worked out."""
        return self._job is not None

    def open(
        self, file: TransactionFile, columns: Columns, day_first: bool | None, attributes: Attributes | None = None
    ) -> None:
        """Takes another file, or other columns; raises IntakeError."""
        self.close()
        self._asked = None
        self.transactions = Transactions(file, columns, day_first, attributes)

    def ask(self, definition: Definition) -> None:
        """Works a question out; while one is, the newest waits and those before it are dropped.

        The first answer to a file comes before it is compared with the year before; that follows by itself.
        """
        if self._job is not None:
            self._next = definition
        else:
            self._start(definition, compared=self._asked is not None)

    def _start(self, definition: Definition, *, compared: bool) -> None:
        self._asked = definition
        self._job = Job(_answer, self.transactions, definition, compared)
        self._job.done.connect(self._on_done)
        self._job.failed.connect(self._on_failed)
        self._job.progressed.connect(self._on_progress)
        self._job.start()
        self.began.emit()

    def stop(self) -> None:
        """Forgets what is being worked out; its answer reaches nobody."""
        self._next = None
        if self._job is not None:
            self._job.forget()
            self._job = None

    def close(self) -> None:
        """Forgets all customers."""
        self.stop()
        if self.transactions is not None:
            self.transactions.close()
            self.transactions = None

    def _on_done(self, answer: Answer) -> None:
        self._job = None
        assert self._asked is not None
        if self._next is not None or answer.dates is None:
            # A slider was moved on: what it stands at now is of interest, and the counts on the way too.
            definition, self._next = self._next or self._asked, None
            self._start(definition, compared=True)
        self.answered.emit(answer)

    def _on_failed(self, error: BaseException) -> None:
        self._job, self._next = None, None
        self.failed.emit(str(error) if isinstance(error, IntakeError) else _("The file could not be read."))

    def _on_progress(self, share: float, _words: str) -> None:
        self.progressed.emit(share)


def _answer(transactions: Transactions, definition: Definition, compared: bool, progress: Any) -> Answer:
    grid = transactions.grid(definition, progress, parted=True, compared=compared)
    spread = transactions.spread(definition, progress)
    if not compared:
        return Answer(grid, transactions.facts, spread, split=transactions.split)
    steps = tuple(transactions.moves(definition, progress))
    return Answer(grid, transactions.facts, spread, steps, transactions.dates(definition), transactions.split)
