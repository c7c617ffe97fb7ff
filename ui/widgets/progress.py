"""The progress of a job at the foot of the window: words, a bar, Cancel."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from planner.language import _
from ui.guard import guarded
from ui.jobs import Job
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.paint import box
from ui.widgets.text import Words

SHOWN_AFTER = 400
"""Milliseconds: what is done sooner needs no bar."""


@guarded
class JobProgress(QFrame):
    """Shows a job while it runs and lets the user cancel it; goes by itself."""

    def __init__(self, job: Job, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.job = job
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 12, 12, 12)
        layout.setSpacing(14)
        column = QVBoxLayout()
        column.setSpacing(8)
        self.words = Words(words, "strong", "text.primary", self)
        self.bar = QProgressBar(self)
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(words)
        self.bar.setFixedWidth(round(260 * theme().scale))
        column.addWidget(self.words)
        column.addWidget(self.bar)
        layout.addLayout(column)
        self.cancel = Button(_("Cancel"), "secondary", parent=self, small=True)
        self.cancel.clicked.connect(self._on_cancel)
        layout.addWidget(self.cancel)
        job.progressed.connect(self._on_progress)
        for end in (job.done, job.failed, job.cancelled):
            end.connect(self._on_end)
        self.hide()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._appear)
        self._later.start(SHOWN_AFTER)

    def _appear(self) -> None:
        self.adjustSize()
        self.place()
        self.show()
        self.raise_()

    def place(self) -> None:
        """Moves to the bottom left of the window."""
        parent = self.parentWidget()
        if parent is not None:
            self.move(theme().metric("rail") + 24, parent.height() - self.height() - 24)

    def _on_progress(self, share: float, words: str) -> None:
        self.bar.setValue(round(share * 1000))
        if words:
            self.words.set_text(words)

    def _on_cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.words.set_text(_("Stopping…"))
        self.job.cancel()

    def _on_end(self, _outcome: object = None) -> None:
        self._later.stop()
        self.hide()
        self.deleteLater()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box(painter, self.rect().toRectF(), "bg.surface", "line.strong", 8)
