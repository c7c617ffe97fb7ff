"""The remarks on the selected item, at the foot of its details."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.language import _, ngettext
from planner.plan import TABLES, find
from ui.session import Session
from ui.widgets.containers import Hairline
from ui.widgets.text import Words
from ui.workshop.notes import remarks


class Remarks(QWidget):
    """Shows what roles said of the selected item and takes more; hidden where nothing is selected."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 0, 20, 24)
        column.setSpacing(10)
        column.addWidget(Hairline(self))
        self.title = Words("", "heading", "text.primary", self)
        column.addWidget(self.title)
        self.rows = remarks(session, narrow=True)
        column.addWidget(self.rows)
        session.selected.connect(self._on_selected)
        session.changed.connect(self._on_changed)
        self._show()

    def _on_selected(self, _table: str, _item: str) -> None:
        self._show()

    def _on_changed(self, _change: object) -> None:
        self._show()

    def _show(self) -> None:
        table, item = self.session.selection
        there = table in TABLES and find(self.session.plan, table, item) is not None
        self.setVisible(there)
        if there:
            self.rows.update_from(None)
            count = sum((c.table, c.item) == (table, item) for c in self.session.plan.comments)
            words = ngettext("{count} remark", "{count} remarks", count).format(count=count)
            self.title.set_text(words if count else _("Remarks"))
