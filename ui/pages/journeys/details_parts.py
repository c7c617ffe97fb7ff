"""What the details of the journeys page are made of: headings, forms, figures, links to other pages."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.session import Session
from ui.widgets import Chip, FieldSpec, FlowLayout, Form, Hairline, Words
from ui.widgets.containers import clear_layout

OnField = Callable[[str, Any, bool], None]


class DetailsColumn(QWidget):
    """A column of headings and forms for the Details tab."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.forms: list[Form] = []
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(20, 18, 20, 24)
        self.body.setSpacing(14)

    def add_heading(self, words: str, *, line: bool = True) -> Words:
        """A heading, under a hairline where it starts a part."""
        if line:
            self.body.addSpacing(4)
            self.body.addWidget(Hairline(self))
        label = Words(words, "heading", "text.primary", self)
        self.body.addWidget(label)
        return label

    def add_label(self, words: str) -> Words:
        """The quiet name of a group."""
        label = Words(words, "small", "text.secondary", self)
        self.body.addWidget(label)
        return label

    def add_form(self, specs: Sequence[FieldSpec], on_field: OnField) -> Form:
        """Fields one under the other."""
        form = Form(specs, self)
        form.field_edited.connect(on_field)
        form.field_left.connect(self._on_left)
        self.forms.append(form)
        self.body.addWidget(form)
        return form

    def set_read_only(self, read_only: bool) -> None:
        """Shows every form as plain text."""
        for form in self.forms:
            form.set_read_only(read_only)

    def _on_left(self, _name: str) -> None:
        self.session.end_typing()


def bring_into_view(widget: QWidget) -> None:
    """Scrolls what holds a widget so far that it is seen."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        above = above.parentWidget()
    if above is not None:
        inside = above.widget()
        if inside is not None:
            inside.adjustSize()  # what was just shown has no place yet
        above.ensureWidgetVisible(widget, 0, 24)


class FigureRows(QWidget):
    """Figures with their names, one per row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(6)
        self.rows: tuple[tuple[str, str, str], ...] = ()

    def show_rows(self, rows: Sequence[tuple[str, str, str]]) -> None:
        """Rows as name, figure and the role of the figure's colour."""
        if tuple(rows) == self.rows:
            return
        self.rows = tuple(rows)
        clear_layout(self.column)
        for name, figure, role in rows:
            row = QWidget(self)
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(8)
            label = Words(name, "body", "text.primary", row, wrap=True)
            line.addWidget(label, 1)
            line.addWidget(Words(figure, "strong", role, row))
            self.column.addWidget(row)


class LinkChips(QWidget):
    """Chips that lead to items of other pages."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.flow = FlowLayout(self, 6)
        self.links: tuple[tuple[str, str, str, str, str], ...] = ()

    def show_links(self, links: Sequence[tuple[str, str, str, str, str]]) -> None:
        """Links as words, icon, page, table and id."""
        if tuple(links) == self.links:
            return
        self.links = tuple(links)
        clear_layout(self.flow)
        for words, icon, page, table, item in links:
            chip = Chip(words, "", icon, self, tone="accent" if page == "objectives" else "")
            chip.clicked.connect(_Door(self.session, page, table, item, chip).open)
            self.flow.addWidget(chip)
            chip.show()
        self.updateGeometry()


class _Door(QObject):
    """Opens an item on its page."""

    def __init__(self, session: Session, page: str, table: str, item: str, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._to = session, (page, table, item)

    def open(self) -> None:
        """Shows the item."""
        self._session.show(*self._to)
