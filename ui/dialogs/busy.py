"""What a dialog shows while it reads or counts: a bar, what is going on, and a way to stop it."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from planner.language import _
from ui.theme import theme
from ui.widgets import IconButton
from ui.widgets.lines import ElidedWords

PATIENCE = 200
"""After so many milliseconds it shows; what is over sooner would only flicker."""


class Busy(QWidget):
    """The bar with its words. Signal: ``stopped()`` when the person does not want to wait for it."""

    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.words = ElidedWords("", "small", "text.secondary", self)
        self.words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 100)
        self.bar.setFixedWidth(round(120 * theme().scale))
        self.stop = IconButton("x", _("Stop"), parent=self, size=28)
        self.stop.clicked.connect(self.stopped)
        row.addWidget(self.words, 1)
        row.addWidget(self.bar)
        row.addWidget(self.stop)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PATIENCE)
        self._later.timeout.connect(self.show)
        self.hide()

    def begin(self, words: str) -> None:
        """Something takes its time from now on."""
        self.words.set_text(words)
        self.bar.setAccessibleName(words)
        self.bar.setValue(0)
        if self.isHidden():
            self._later.start()

    def set_share(self, share: float) -> None:
        """How much of it is done, 0 to 1."""
        self.bar.setValue(round(share * 100))

    def end(self) -> None:
        """It is over."""
        self._later.stop()
        self.hide()
