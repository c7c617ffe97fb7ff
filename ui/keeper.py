"""The keeper of a window's plan: its file, its stamp, its lock and its recovery journal. No edit can be lost."""

import contextlib
import os
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal

from planner.change import apply, merge
from planner.files import recent
from planner.files.errors import ChangedOnDisk, FileError, Locked, MaybeNotOnDisk, SaveError
from planner.files.journal import Journal
from planner.files.lock import Lock, take_lock
from planner.files.repair import whole
from planner.files.storage import Saved, read_plan, save_plan
from planner.files.write import Stamp, look
from planner.insight.completeness import completeness
from planner.language import _
from planner.plan import Plan
from ui import settings
from ui.jobs import Job
from ui.session import Session

WATCH_EVERY = 5_000
BEAT_EVERY = 60_000


class Keeper(QObject):
    """Saves the plan of a session and keeps it safe in between.

    Signals: ``state_changed(str)`` with a state of the top bar's SaveState; ``failed(object)`` with the SaveError;
    ``noticed(str)`` with a sentence to show; ``saved()``; ``changed_on_disk()`` where someone else saved the file
    while this plan has changes of its own.
    """

    state_changed = Signal(str)
    failed = Signal(object)
    noticed = Signal(str)
    saved = Signal()
    changed_on_disk = Signal()

    def __init__(
        self,
        session: Session,
        path: str = "",
        stamp: Stamp | None = None,
        lock: Lock | None = None,
        replaces: str = "",
    ) -> None:
        super().__init__(session)
        self.session = session
        self.path = path
        self.stamp = stamp
        self.lock = lock
        self.error: SaveError | None = None
        self.base: Plan = session.document.saved_plan or session.plan
        """The plan as it is in the file: what merging starts from."""
        self._job: Job | None = None
        self._foreign: Stamp | None = None
        self._problem = ""
        read_only = session.read_only
        self.journal = None if read_only else Journal(session.document, path, stamp, replaces)
        session.history_changed.connect(self._tell_state)
        self._watch = _timer(self, WATCH_EVERY, self.look_at_disk)
        self._beat = _timer(self, BEAT_EVERY, self._keep_lock)
        self._tell_state()

    @property
    def saving(self) -> bool:
        """Whether a save is under way."""
        return self._job is not None

    @property
    def state(self) -> str:
        """The state for the top bar."""
        if self.session.read_only:
            return "read_only"
        if self.saving:
            return "saving"
        if self._foreign is not None:
            return "changed_on_disk"
        if self.error is not None:
            return "not_saved"
        return "edited" if self.session.document.dirty else "saved"

    def save(self, path: str = "", *, overwrite: bool = False) -> None:
        """Saves the plan to its file, or to another one which becomes its file; the window stays free."""
        if self.saving or not (path or self.path):
            return
        target = path or self.path
        stamp = self.stamp if target == self.path else None
        self.session.end_typing()
        plan = self.session.plan
        self._job = Job(_save, plan, target, stamp, overwrite, parent=self)
        self._job.done.connect(self._on_saved)
        self._job.failed.connect(self._on_failed)
        self._job.start()
        self._tell_state()

    def _on_saved(self, outcome: tuple[Plan, str, Saved]) -> None:
        plan, path, saved = outcome
        self._job = None
        self._took(plan, path, saved.stamp)
        for note in saved.notes:
            self.noticed.emit(note)
        self.saved.emit()

    def _took(self, plan: Plan, path: str, stamp: Stamp) -> None:
        """The plan is in that file now."""
        if path != self.path:
            self._lock_anew(path)
        self.path, self.stamp, self.error, self._foreign, self.base = path, stamp, None, None, plan
        self.session.document.mark_saved(plan)
        if self.journal is not None:
            self.journal.saved(plan, path, stamp)
        self.remember()
        self.session.history_changed.emit()

    def _lock_anew(self, path: str) -> None:
        """The plan has another file now: its lock is left, and that of the new one taken if nobody has it."""
        if self.lock is not None:
            self.lock.release()
        try:
            self.lock = take_lock(path, settings.load("name"))
        except Locked:
            self.lock = None

    def _on_failed(self, error: BaseException) -> None:
        self._job = None
        if isinstance(error, MaybeNotOnDisk) and error.stamp is not None:
            self.stamp = error.stamp
        if isinstance(error, ChangedOnDisk):
            self.look_at_disk()
        self.error = error if isinstance(error, SaveError) else SaveError(os.path.basename(self.path), str(error))
        self._tell_state()
        self.failed.emit(self.error)

    def remember(self) -> None:
        """Puts the plan among the recent ones."""
        if self.path:
            plan = self.session.plan
            shares = [step.share for step in completeness(plan).values()]
            recent.remember(self.path, plan.profile.title or os.path.basename(self.path), shares)

    # Others

    def look_at_disk(self) -> None:
        """Looks whether someone else saved the file; a plan without changes of its own follows it."""
        if not self.path or self.saving:
            return
        try:
            now = look(self.path, self.stamp)
        except OSError:
            return
        if now is None or self.stamp is None or now.digest == self.stamp.digest:
            return
        if self._foreign is not None and self._foreign.digest == now.digest:
            return
        if self.session.document.dirty:
            self._foreign = now
            self._tell_state()
            self.changed_on_disk.emit()
        else:
            self._follow()

    def _follow(self) -> None:
        try:
            opened = read_plan(self.path)
        except FileError:
            return
        if opened.repaired or opened.stamp is None:
            return
        self.session.document.edit(_("Changes by someone else"), opened.plan)
        self._took(opened.plan, self.path, opened.stamp)
        self.noticed.emit(_("Someone else saved this plan. You see their version."))

    def merge_with_disk(self) -> int:
        """Takes what someone else saved into this plan, as one step; how many items both had changed.

        Where both changed an item, this plan's side is kept.
        """
        opened = read_plan(self.path)
        change, conflicts = merge(self.base, self.session.plan, opened.plan)
        plan, _mended = whole(apply(self.session.plan, change))
        self.session.document.edit(_("Merge with the file"), plan)
        self.stamp, self.base, self._foreign, self.error = opened.stamp, opened.plan, None, None
        self.session.document.saved_plan = opened.plan
        if self.journal is not None and opened.stamp is not None:
            self.journal.saved(opened.plan, self.path, opened.stamp)
        self.session.history_changed.emit()
        return len(conflicts)

    def take_theirs(self) -> None:
        """Takes the file's version for this plan, as one step that can be undone."""
        self._foreign = None
        self._follow()

    def _keep_lock(self) -> None:
        if self.lock is not None and not self.lock.beat():
            self.noticed.emit(_("Someone took this plan over. Your next save compares with theirs first."))

    # Telling and leaving

    def _tell_state(self) -> None:
        self.state_changed.emit(self.state)
        problem = self.journal.problem if self.journal is not None else ""
        if problem and problem != self._problem:
            self.noticed.emit(problem)
        self._problem = problem

    def wait(self) -> None:
        """Waits until a save that is under way has ended."""
        if self._job is not None:
            loop = QEventLoop()
            for end in (self._job.done, self._job.failed):
                end.connect(loop.quit)
            loop.exec()

    def close(self, *, keep_journal: bool = False) -> None:
        """Lets go of lock and journal; the journal stays where the work must be offered again."""
        self._watch.stop()
        self._beat.stop()
        if self.journal is not None and not keep_journal:
            with contextlib.suppress(ValueError):
                self.journal.close()
        self.journal = None
        if self.lock is not None:
            self.lock.release()
            self.lock = None


def _timer(parent: Keeper, interval: int, slot: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setInterval(interval)
    timer.timeout.connect(slot)
    timer.start()
    return timer


def _save(plan: Plan, path: str, stamp: Stamp | None, overwrite: bool, _progress: object) -> tuple[Plan, str, Saved]:
    """The job of saving: the plan, where it went, and what is known of the file now."""
    return plan, path, save_plan(plan, path, stamp, overwrite=overwrite)
