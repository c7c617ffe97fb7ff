"""Tidying: the order of touchpoints is found at once in a small journey, and beside the window in a large one."""

from PySide6.QtCore import QObject, Signal

from planner.journeys.edits import arrange, tidy
from planner.journeys.graph import Graph, graph
from planner.journeys.layout import tidied
from planner.language import _, percent
from ui.jobs import Job, Progress
from ui.pages.journeys.verbs import Verbs

AT_ONCE = 40
"""Up to so many touchpoints nobody waits."""

Cells = tuple[tuple[str, ...], ...]


class Tidying(QObject):
    """Tidies the state that is shown, as one edit. Signals: ``said(str)`` what is being done, or nothing any more;
    ``ended(str)`` with a sentence where nothing has changed."""

    said = Signal(str)
    ended = Signal(str)

    def __init__(self, verbs: Verbs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._verbs = verbs
        self._job: Job | None = None
        self._of: Graph | None = None

    @property
    def running(self) -> bool:
        """Whether an order is being looked for."""
        return self._job is not None

    def start(self) -> None:
        """Tidies, or begins to."""
        verbs, plan = self._verbs, self._verbs.session.plan
        if not verbs.may_edit or self.running:
            return
        seen = graph(plan, verbs.journey, verbs.state)
        if len(seen.points) <= AT_ONCE:
            self._keep(verbs.session.edit(_("Tidy up"), tidy, verbs.journey, verbs.state), plan is verbs.session.plan)
            return
        self._of = seen
        self._job = Job(_order, seen, tuple(channel.id for channel in plan.channels))
        self._job.progressed.connect(self._on_progress)
        self._job.done.connect(self._on_done)
        self._job.failed.connect(self._on_stopped)
        self._job.start()
        self._on_progress(0.0, "")

    def stop(self) -> None:
        """Lets everything stay where it is."""
        if self._job is not None:
            self._job.forget()
            self._on_stopped()

    def _on_progress(self, share: float, _words: str) -> None:
        self.said.emit(_("Tidying up, {share} done. Esc stops.").format(share=percent(share)))

    def _on_done(self, cells: Cells) -> None:
        """Keeps the order, unless the journey is another one by now."""
        verbs, seen = self._verbs, self._of
        self._end()
        plan = verbs.session.plan
        if not verbs.may_edit or graph(plan, verbs.journey, verbs.state) is not seen:
            self.ended.emit(_("The journey has changed meanwhile. Tidy up again."))
            return
        done = verbs.session.edit(_("Tidy up"), arrange, verbs.state, cells)
        self._keep(done, plan is verbs.session.plan)

    def _keep(self, done: bool, same: bool) -> None:
        if done and same:
            self.ended.emit(_("No other order has fewer crossings."))

    def _on_stopped(self, *_error: object) -> None:
        self._end()
        self.ended.emit(_("Everything stays where it was."))

    def _end(self) -> None:
        self._job = self._of = None
        self.said.emit("")


def _order(seen: Graph, channels: tuple[str, ...], progress: Progress) -> Cells:
    found = tidied(seen, channels, lambda share: progress(share, ""))
    return tuple(tuple(points) for points in found.values())
