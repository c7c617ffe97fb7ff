"""Worth knowing: thoughts and figures of the source articles for a page, one at a time, each with its source."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.catalogue import Principle, SourcedFigure
from planner.language import _
from ui.widgets.buttons import IconButton
from ui.widgets.prose import Prose
from ui.widgets.text import Words

Knowledge = Principle | SourcedFigure


class Background(QWidget):
    """One thought or figure with its source, and the way to the next; hidden where a page has none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: tuple[Knowledge, ...] = ()
        self._at = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 13, 20, 20)
        column.setSpacing(6)
        head = QHBoxLayout()
        self.title = Words("", "label", "text.secondary", self)
        self.back = IconButton("chevron-left", "", parent=self, size=24)
        self.place = Words("", "small", "text.secondary", self)
        self.forth = IconButton("chevron-right", "", parent=self, size=24)
        self.back.clicked.connect(self._previous)
        self.forth.clicked.connect(self._next)
        head.addWidget(self.title)
        head.addStretch(1)
        for widget in (self.back, self.place, self.forth):
            head.addWidget(widget)
        column.addLayout(head)
        self.strong = Prose("", "strong", "text.primary", self)
        self.text = Prose("", "body", "text.primary", self)
        self.source = Prose("", "caption", "text.tertiary", self)
        for words in (self.strong, self.text, self.source):
            column.addWidget(words)
        self.retranslate()

    def set_known(self, known: Sequence[Knowledge]) -> None:
        """What is worth knowing on a page; the place is kept where it is the same."""
        if tuple(known) != self._known:
            self._known, self._at = tuple(known), 0
            self._show()

    def retranslate(self) -> None:
        """Names everything in today's language."""
        self.title.set_text(_("Worth knowing"))
        self.back.set_name(_("The one before"))
        self.forth.set_name(_("The next one"))
        self._show()

    def _show(self) -> None:
        self.setVisible(bool(self._known))
        if not self._known:
            return
        self._at %= len(self._known)
        item = self._known[self._at]
        self.place.set_text(f"{self._at + 1} / {len(self._known)}")
        figure = isinstance(item, SourcedFigure)
        self.strong.set_role("accent.text" if figure else "text.primary", "figure" if figure else "strong")
        self.strong.set_text(item.figure if isinstance(item, SourcedFigure) else item.title)
        self.text.set_text(item.statement if isinstance(item, SourcedFigure) else item.text)
        self.source.set_text(_("Source: {source}").format(source=item.source))

    def _previous(self) -> None:
        self._at -= 1
        self._show()

    def _next(self) -> None:
        self._at += 1
        self._show()
