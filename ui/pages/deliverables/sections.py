"""The sections of the report: printed or not, in which order, on which pages, under which heading."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from planner.insight.edits import set_report_sections
from planner.language import _
from planner.profile import ReportSection
from planner.record import changed
from planner.report.sections import Chosen, chosen_sections, drafted_heading
from ui.guard import guarded
from ui.plain import plain_tip
from ui.session import Session
from ui.widgets import Check, InPlaceArea, Words
from ui.widgets.paint import box
from ui.widgets.reorder import Grip, ReorderList


@guarded
class SectionRow(QWidget):
    """One section. Signals: ``switched(str, bool)``, ``chosen(str)``, ``headed(str, str)``, ``left()``."""

    switched = Signal(str, bool)
    chosen = Signal(str)
    headed = Signal(str, str)
    left = Signal()

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.selected = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 1, 6, 1)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(4)
        self.grip = Grip(self)
        self.grip.setFixedHeight(26)
        row.addWidget(self.grip)
        self.check = Check("", self)
        self.check.clicked.connect(self._on_check)
        self.check.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row.addWidget(self.check, 1)
        self.pages = Words("", "small", "text.secondary", self)
        row.addWidget(self.pages)
        column.addLayout(row)
        self.heading = InPlaceArea("", self)
        self.heading.edited.connect(self._on_heading)
        self.heading.committed.connect(self._on_left)
        self.heading.hide()
        column.addWidget(self.heading)

    def show_section(self, chosen: Chosen, pages: tuple[int, int] | None, draft: str, read_only: bool) -> None:
        """Brings the row up to a section of the plan."""
        self.setAccessibleName(chosen.kind.name)
        self.check.setText(chosen.kind.name)
        self.check.setToolTip(plain_tip(chosen.kind.name))
        self.check.setAccessibleName(_("Print {section}").format(section=chosen.kind.name))
        self.check.setChecked(chosen.shown)
        self.check.setEnabled(not read_only)
        self.grip.setVisible(not read_only)
        self.pages.set_text(_range(pages) if chosen.shown and pages else "")
        self.heading.set_text(chosen.heading)
        self.heading.setPlaceholderText(draft or chosen.kind.name)
        self.heading.setAccessibleName(_("Heading of {section}").format(section=chosen.kind.name))
        self.heading.set_read_only(read_only)

    def set_selected(self, selected: bool) -> None:
        """Shows or hides the heading."""
        if selected != self.selected:
            self.selected = selected
            self.heading.setVisible(selected)
            self.update()

    def _on_check(self, on: bool) -> None:
        self.switched.emit(self.key, on)

    def _on_heading(self, text: str) -> None:
        self.headed.emit(self.key, text)

    def _on_left(self, _text: str) -> None:
        self.left.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def focusInEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().focusInEvent(event)
        self.chosen.emit(self.key)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.selected:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box(painter, self.rect().toRectF(), "bg.selected")


def _range(pages: tuple[int, int]) -> str:
    first, last = pages
    return str(first) if first == last else _("{first} to {last}").format(first=first, last=last)


class SectionList(QWidget):
    """All sections. Signal: ``chosen(str)`` with the section whose first page should be shown."""

    chosen = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.selected = ""
        self._pages: dict[str, tuple[int, int]] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.rows = ReorderList(self, spacing=1)
        self.rows.moved.connect(self._on_moved)
        column.addWidget(self.rows)

    def set_pages(self, pages: dict[str, tuple[int, int]]) -> None:
        """On which pages each section is, as printed."""
        self._pages = pages
        self.refresh()

    def refresh(self) -> None:
        """Brings the rows up to the plan."""
        plan = self.session.plan
        rows: dict[str, QWidget] = {}
        for chosen in chosen_sections(plan):
            key = chosen.kind.key
            known = self.rows.row(key)
            row = known if isinstance(known, SectionRow) else self._new_row(key)
            draft = drafted_heading(plan, key) if key == self.selected else ""
            row.show_section(chosen, self._pages.get(key), draft, self.session.read_only)
            rows[key] = row
        self.rows.set_rows(rows)

    def _new_row(self, key: str) -> SectionRow:
        row = SectionRow(key, self.rows)
        row.switched.connect(self._on_switched)
        row.chosen.connect(self._on_chosen)
        row.headed.connect(self._on_headed)
        row.left.connect(self.session.end_typing)
        return row

    def _sections(self) -> list[ReportSection]:
        found = chosen_sections(self.session.plan)
        return [ReportSection(key=c.kind.key, shown=c.shown, heading=c.heading) for c in found]

    def _on_switched(self, key: str, on: bool) -> None:
        sections = [changed(s, shown=on) if s.key == key else s for s in self._sections()]
        self.session.edit(_("Choose sections"), set_report_sections, sections)

    def _on_headed(self, key: str, text: str) -> None:
        sections = [changed(s, heading=text[:300]) if s.key == key else s for s in self._sections()]
        self.session.edit(_("Word a heading"), set_report_sections, sections, typing=f"heading.{key}")

    def _on_moved(self, key: str, to: int) -> None:
        sections = self._sections()
        moved = next(s for s in sections if s.key == key)
        sections.remove(moved)
        sections.insert(to, moved)
        self.session.edit(_("Reorder sections"), set_report_sections, sections)

    def _on_chosen(self, key: str) -> None:
        self.selected = key
        for row_key in self.rows.ids():
            row = self.rows.row(row_key)
            if isinstance(row, SectionRow):
                row.set_selected(row_key == key and key != "cover")
        self.refresh()
        self.chosen.emit(key)
