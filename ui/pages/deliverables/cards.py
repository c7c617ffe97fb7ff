"""The export cards and the list to look at before sending."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from planner.language import _
from planner.report.checks import Check
from ui.session import Session
from ui.widgets import Button, IconMark, Words
from ui.widgets.containers import clear_layout


class ExportCard(QFrame):
    """A deliverable: what it is and the button that writes it. Signal: ``asked(str)`` with its kind."""

    asked = Signal(str)

    def __init__(
        self, kind: str, icon: str, title: str, button: str, *, primary: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.kind = kind
        self.setObjectName("card")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 14, 14, 14)
        column.setSpacing(12)
        row = QHBoxLayout()
        row.setSpacing(12)
        mark = QFrame(self)
        mark.setObjectName("sunken")
        inside = QVBoxLayout(mark)
        inside.setContentsMargins(8, 8, 8, 8)
        inside.addWidget(IconMark(icon, "text.secondary", 18, mark))
        row.addWidget(mark, alignment=Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Words(title, "strong", "text.primary", self))
        self.hint = Words("", "small", "text.secondary", self, wrap=True)
        words.addWidget(self.hint)
        row.addLayout(words, 1)
        column.addLayout(row)
        self.button = Button(button, "primary" if primary else "secondary", "download", self)
        policy = self.button.sizePolicy()
        policy.setHorizontalPolicy(policy.Policy.Expanding)
        self.button.setSizePolicy(policy)
        self.button.clicked.connect(self._on_clicked)
        column.addWidget(self.button)

    def _on_clicked(self) -> None:
        self.asked.emit(self.kind)


class BeforeList(QWidget):
    """What to look at before sending; each line that is not fine leads to its place."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._checks: tuple[Check, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(Words(_("Before you send"), "label", "text.secondary", self))
        self.rows = QVBoxLayout()
        self.rows.setSpacing(12)
        column.addLayout(self.rows)

    def set_checks(self, checks: Sequence[Check]) -> None:
        """Shows the list."""
        if tuple(checks) == self._checks:
            return
        self._checks = tuple(checks)
        clear_layout(self.rows)
        for check in sorted(checks, key=lambda check: check.ok):
            self.rows.addWidget(self._row(check))

    def _row(self, check: Check) -> QWidget:
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(9)
        icon, role = ("circle-check", "ok.text") if check.ok else ("triangle-alert", "warn.text")
        line.addWidget(IconMark(icon, role, 16, row), alignment=Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Words(check.sentence, "body", "text.primary", row, wrap=True))
        if not check.ok and check.page not in ("", "deliverables"):
            show = Button(_("Show me"), "link", parent=row)
            show.setAccessibleDescription(check.sentence)
            show.clicked.connect(_Door(self.session, check, row).open)
            words.addWidget(show, alignment=Qt.AlignmentFlag.AlignLeft)
        line.addLayout(words, 1)
        return row


class _Door(QObject):
    """Opens the place of a check."""

    def __init__(self, session: Session, check: Check, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._check = session, check

    def open(self) -> None:
        """Shows the item."""
        self._session.show(self._check.page, self._check.table, self._check.item)
