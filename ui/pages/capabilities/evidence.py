"""The evidence line: what a rating rests on, edited in place; a link offers it where there is none."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from planner.language import _
from ui.plain import plain_tip
from ui.widgets import Button, IconMark, InPlaceText


class EvidenceLine(QWidget):
    """A clip and a line of text. Signals: ``typed(str)`` while the user types, ``left()`` when the focus leaves."""

    typed = Signal(str)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.read_only = False
        self._asked = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        self.clip = IconMark("paperclip", "text.tertiary", 13, self)
        self.edit = InPlaceText("", self, "small", "text.secondary")
        self.edit.edited.connect(self.typed)
        self.edit.committed.connect(self._on_committed)
        self.add = Button(_("Add evidence"), "link", "pencil", self, small=True)
        self.add.clicked.connect(self.ask)
        row.addWidget(self.clip)
        row.addWidget(self.edit, 1)
        row.addWidget(self.add)
        row.addStretch(0)
        self.hint = ""
        self._fit()

    def set_name(self, name: str) -> None:
        """What the evidence is for."""
        self.edit.setAccessibleName(name)
        self.add.setAccessibleName(name)

    def show_text(self, text: str, hint: str = "", read_only: bool = False) -> None:
        """Brings the line up to date; ``hint`` shows, greyed, what others noted while there is nothing here."""
        self.read_only = read_only
        self.hint = hint
        self.edit.set_text(text)
        self.edit.set_placeholder(hint or _("A sentence, a link or the name of a file"))
        self.edit.set_read_only(read_only)
        self.edit.setToolTip(plain_tip(text or hint))
        self._fit()

    def ask(self) -> None:
        """Puts the cursor into the line."""
        if self.read_only:
            return
        self._asked = True
        self._fit()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        shown = bool(self.edit.text() or self.hint or self._asked or self.edit.hasFocus())
        self.clip.setVisible(shown)
        self.edit.setVisible(shown)
        self.add.setVisible(not shown and not self.read_only)

    def _on_committed(self, _text: str) -> None:
        self._asked = False
        self.left.emit()
        if not self.edit.hasFocus():
            self._fit()
