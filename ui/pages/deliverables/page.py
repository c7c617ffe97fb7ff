"""The deliverables page: sections and brand at the left, the real report in the middle, the exports at the right."""

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.change import Change
from planner.language import _, ngettext
from planner.plan import Plan
from planner.report.checks import before_sending
from ui.exporting import Exporter, offer_to_open
from ui.guard import guarded
from ui.jobs import Job
from ui.late_health import late_health
from ui.pages.deliverables.brand import Brand
from ui.pages.deliverables.cards import BeforeList, ExportCard
from ui.pages.deliverables.preview import Preview
from ui.pages.deliverables.rendering import print_for_preview
from ui.pages.deliverables.sections import SectionList
from ui.pages.header import PageHeader
from ui.pages.page import Page
from ui.session import Session
from ui.theme import theme
from ui.widgets import Hairline, ScrollColumn, Words

PAUSE = 500
"""Milliseconds after the last edit before the preview is printed anew."""
LEFT, RIGHT = 284, 248
NARROW = 1000
"""Under this width the exports stand under the sections."""
PAPERS = {"a4": (595.28, 841.89), "letter": (612.0, 792.0)}


@guarded
class DeliverablesPage(Page):
    """What the client receives."""

    key = "deliverables"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._job: Job | None = None
        self._printed: Plan | None = None
        self._ranges: dict[str, tuple[int, int]] = {}
        self.exporter = Exporter(session, self)
        self.exporter.written.connect(self._on_written)
        self.exporter.failed.connect(self._on_failed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.header = PageHeader(_("Deliverables"), _("Preview what the client receives, then export."), self)
        column.addWidget(self.header)
        column.addWidget(Hairline(self))
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._build_left())
        row.addWidget(Hairline(self, vertical=True))
        self.preview = Preview(self)
        self.preview.setObjectName("well")
        row.addWidget(self.preview, 1)
        self.right_line = Hairline(self, vertical=True)
        row.addWidget(self.right_line)
        self.right = self._build_right()
        row.addWidget(self.right)
        column.addLayout(row, 1)
        self.late = late_health(session)
        self.late.came.connect(self._check)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PAUSE)
        self._later.timeout.connect(self._print)

    def _build_left(self) -> QWidget:
        self.left = ScrollColumn(self, margins=(14, 14, 14, 20))
        body = self.left.body
        body.setSpacing(10)
        body.addWidget(Words(_("Sections"), "label", "text.secondary", self))
        self.sections = SectionList(self.session, self)
        self.sections.chosen.connect(self._turn_to_section)
        body.addWidget(self.sections)
        body.addWidget(Hairline(self))
        body.addWidget(Words(_("Client brand"), "label", "text.secondary", self))
        self.brand = Brand(self.session, self)
        body.addWidget(self.brand)
        self.under = QVBoxLayout()
        body.addLayout(self.under)
        body.addStretch(1)
        return self.left

    def _build_right(self) -> QWidget:
        self.right_area = ScrollColumn(self, margins=(14, 14, 14, 20))
        self.exports = QWidget(self)
        body = QVBoxLayout(self.exports)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(12)
        body.addWidget(Words(_("Export"), "label", "text.secondary", self))
        self.pdf = ExportCard("pdf", "file-text", _("PDF report"), _("Export PDF…"), primary=True, parent=self.exports)
        self.excel = ExportCard("excel", "table-2", _("Excel workbook"), _("Export workbook…"), parent=self.exports)
        self.excel.hint.set_text(_("Every figure with live formulas"))
        for card in (self.pdf, self.excel):
            card.asked.connect(self.exporter.ask_and_export)
            body.addWidget(card)
        body.addSpacing(8)
        self.before = BeforeList(self.session, self.exports)
        body.addWidget(self.before)
        self.right_area.body.addWidget(self.exports)
        self.right_area.body.addStretch(1)
        return self.right_area

    def update_from(self, change: Change | None) -> None:
        self.brand.update_from(change)
        self.sections.refresh()
        if self._printed is None:
            self.preview.wait(_("Printing the report…"))
            self._print()
        elif self.session.plan is not self._printed:
            self._later.start()

    def _print(self) -> None:
        """Prints the plan as it is now; an older print that is still under way is dropped."""
        if self._job is not None and self._job.running:
            self._job.cancel()
        plan = self.session.plan
        self._check()
        self._job = Job(print_for_preview, plan, parent=self)
        self._job.done.connect(self._on_printed)
        self._job.failed.connect(self._on_not_printed)
        self._job.start()

    def _check(self) -> None:
        found = self.late.latest(self.session.plan)
        if found is not None:
            self.before.set_checks(before_sending(self.session.plan, found))

    def _on_printed(self, outcome: tuple[Plan, Any]) -> None:
        plan, printed = outcome
        self._printed = plan
        self._ranges = printed.sections
        self.sections.set_pages(printed.sections)
        paper = "A4" if plan.profile.paper == "a4" else _("Letter")
        self.preview.set_document(printed.data, printed.pages, PAPERS[plan.profile.paper], paper)
        size = max(1, round(len(printed.data) / 1000))
        words = ngettext("{count} page, about {size} kB", "{count} pages, about {size} kB", printed.pages)
        self.pdf.hint.set_text(words.format(count=printed.pages, size=size))

    def _on_not_printed(self, error: BaseException) -> None:
        self.preview.wait(_("The report could not be printed. {reason}").format(reason=error))

    def _turn_to_section(self, key: str) -> None:
        pages = self._ranges.get(key)
        if pages is not None:
            self.preview.turn_to(pages[0] - 1)

    def _on_written(self, path: str) -> None:
        offer_to_open(self.window(), path)

    def _on_failed(self, sentence: str) -> None:
        from ui.dialogs.ask import tell

        tell(self.window(), _("The file could not be written"), sentence)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        scale = theme().scale
        narrow = self.width() < NARROW * scale
        self.left.setFixedWidth(round(LEFT * scale))
        self.right.setFixedWidth(round(RIGHT * scale))
        self.right.setVisible(not narrow)
        self.right_line.setVisible(not narrow)
        home = self.under if narrow else self.right_area.body
        if home.indexOf(self.exports) < 0:
            home.insertWidget(0, self.exports)

    def keyPressEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        if event.key() == Qt.Key.Key_PageDown:
            self.preview.page_down()
        elif event.key() == Qt.Key.Key_PageUp:
            self.preview.page_up()
        else:
            super().keyPressEvent(event)
