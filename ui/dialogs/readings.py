"""Readings: typed or pasted from a spreadsheet, or from a file, seen as a line before they are added to a KPI."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from exports.figures.readings import readings
from exports.figures.scene import Scene
from planner.intake.errors import IntakeError
from planner.intake.readings import (
    ReadingChoices,
    ReadingsImport,
    add_readings,
    readings_in_file,
    readings_in_text,
    span_text,
)
from planner.intake.tables import SUFFIXES
from planner.language import _, list_text, ngettext, number
from planner.objectives.records import Kpi, Unit
from planner.plan import find
from planner.report.phrases import kpi_name
from ui.dialogs.ask import ask_for_file
from ui.dialogs.frame import Frame
from ui.jobs import Job
from ui.session import Session
from ui.theme import theme
from ui.widgets import Button, Card, FigureView, IconMark, Segmented, Words

_SHOWN_LINES = 5


def import_readings(window: QWidget, session: Session, kpi: str) -> "ReadingsDialog | None":
    """Opens the dialog for a KPI; None where the plan is read-only or the KPI is gone."""
    if session.read_only:
        session.refused.emit(_("Read-only. Edit a copy to change it."), "")
        return None
    if find(session.plan, "kpis", kpi) is None:
        return None
    dialog = ReadingsDialog(session, kpi, window)
    dialog.open()
    return dialog


class ReadingsDialog(Frame):
    """The dialog. It edits once, at the end; until then it only shows what the readings would look like."""

    def __init__(self, session: Session, kpi: str, parent: QWidget | None = None) -> None:
        record: Kpi = find(session.plan, "kpis", kpi)
        super().__init__(_("Paste or import readings"), parent, kpi_name(record))
        self.session, self.kpi = session, record
        self.choices = ReadingChoices()
        self.read: ReadingsImport | None = None
        self._path = ""
        self._job: Job | None = None
        self.take_room(860, 520)
        self.setMinimumSize(640, 400)
        middle = QHBoxLayout()
        middle.setSpacing(18)
        middle.addLayout(self._build_text(), 2)
        middle.addWidget(self._build_figure(), 3)
        self.body.addLayout(middle, 1)
        cancel = Button(_("Cancel"), "secondary", parent=self)
        cancel.clicked.connect(self.reject)
        self.take = Button(_("Add readings"), "primary", "plus", self)
        self.take.clicked.connect(self._take)
        self.primary = self.take
        self.foot.addWidget(cancel)
        self.foot.addWidget(self.take)
        self.area.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show()

    def _build_text(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        label = Words(_("A line each: date and value"), "small", "text.secondary", self)
        self.area = QPlainTextEdit(self)
        self.area.setAccessibleName(_("A line each: date and value"))
        self.area.setTabChangesFocus(True)
        self.area.setPlaceholderText("2027-01-31; 540\n2027-02-28; 552")
        self.area.textChanged.connect(self._on_typed)
        label.setBuddy(self.area)
        column.addWidget(label)
        column.addWidget(self.area, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        self.paste = Button(_("Paste"), "secondary", "clipboard-paste", self, small=True)
        self.paste.clicked.connect(self._paste)
        self.file = Button(_("From a file…"), "secondary", "folder-open", self, small=True)
        self.file.clicked.connect(self._browse)
        buttons.addWidget(self.paste)
        buttons.addWidget(self.file)
        buttons.addStretch(1)
        column.addLayout(buttons)
        self.days = Segmented([("day", _("Day first")), ("month", _("Month first"))], self)
        self.days.setAccessibleName(_("How dates are written"))
        self.days.chosen.connect(self._on_days)
        self.scale = Segmented([("percent", _("18 is 18 %")), ("share", _("0.18 is 18 %"))], self)
        self.scale.setAccessibleName(_("How percentages are written"))
        self.scale.chosen.connect(self._on_scale)
        column.addWidget(self.days)
        column.addWidget(self.scale)
        return column

    def _build_figure(self) -> QWidget:
        card = Card(self)
        card.body.setSpacing(8)
        self.count = Words("", "heading", "text.primary", card)
        card.body.addWidget(self.count)
        self.chart = FigureView(card)
        self.chart.setAccessibleName(_("Plan against actual"))
        self.chart.set_maker(self._draw)
        card.body.addWidget(self.chart, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.mark = IconMark("triangle-alert", "warn.text", 15, card)
        self.notes = Words("", "small", "text.secondary", card, wrap=True)
        row.addWidget(self.mark, alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.notes, 1)
        card.body.addLayout(row)
        return card

    def _draw(self, width: float, height: float) -> Scene:
        profile = self.session.plan.profile
        fresh = self.read.readings if self.read is not None else ()
        return readings(
            self.kpi,
            width,
            height,
            currency=profile.currency,
            start=profile.start,
            fresh=fresh,
            scale=theme().scale,
        )

    # What is read

    def _paste(self) -> None:
        text = QGuiApplication.clipboard().text()
        if text:
            self.area.setPlainText(text)

    def _browse(self) -> None:
        kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        path = ask_for_file(self, _("Choose a file"), _("Tables") + f" ({kinds})")
        if path:
            self.choose(path)

    def choose(self, path: str) -> None:
        """Reads a file in the place of what was typed."""
        self._path = path
        self.choices = ReadingChoices()
        self.area.blockSignals(True)
        self.area.clear()
        self.area.setPlaceholderText(Path(path).name)
        self.area.blockSignals(False)
        self._read_file()

    def _read_file(self) -> None:
        self._stop()
        self._job = Job(_read, self._path, self.kpi.unit, self.choices)
        self._job.done.connect(self._on_file)
        self._job.failed.connect(self._on_failed)
        self._job.start()

    def _stop(self) -> None:
        """Forgets the job that runs; its answer reaches nobody."""
        if self._job is not None:
            self._job.done.disconnect()
            self._job.failed.disconnect()
            self._job.cancel()
            self._job = None

    def _on_file(self, found: ReadingsImport) -> None:
        self._job = None
        self.read = found
        self._show()

    def _on_failed(self, error: BaseException) -> None:
        self._job = None
        self.read = None
        self._show(str(error) if isinstance(error, IntakeError) else _("The file could not be read."))

    def _on_typed(self) -> None:
        self._stop()
        self._path = ""
        self._again()

    def _again(self) -> None:
        """Reads what is there once more, as it is chosen."""
        if self._path:
            self._read_file()
            return
        text = self.area.toPlainText()
        self.read = readings_in_text(text, self.kpi.unit, self.choices) if text.strip() else None
        self._show()

    def _on_days(self, key: str) -> None:
        self.choices = ReadingChoices(key == "day", self.choices.scale)
        self._again()

    def _on_scale(self, key: str) -> None:
        self.choices = ReadingChoices(self.choices.day_first, "share" if key == "share" else "percent")
        self._again()

    # What is shown

    def _show(self, problem: str = "") -> None:
        found = self.read
        self.take.setEnabled(found is not None and bool(found.readings))
        self.days.setVisible(found is not None and found.day_doubtful)
        self.scale.setVisible(found is not None and found.scale_doubtful)
        if found is not None:
            self.days.set_current("month" if found.day_first is False else "day")
            self.scale.set_current(found.scale)
        self.count.set_text(self._counted(found))
        notes = [problem] if problem else _notes(found, bool(self._path)) if found is not None else []
        self.notes.set_text("\n".join(notes))
        self.mark.setVisible(bool(notes))
        self.notes.setVisible(bool(notes))
        self.chart.refresh()

    def _counted(self, found: ReadingsImport | None) -> str:
        if found is None or not found.readings:
            return _("Plan against actual")
        count = len(found.readings)
        said = ngettext("{count} reading, {span}", "{count} readings, {span}", count)
        return said.format(count=number(count), span=span_text(found.readings))

    def _take(self) -> None:
        if self.read is None:
            return
        count = len(self.read.readings)
        label = ngettext("Add {count} reading", "Add {count} readings", count).format(count=number(count))
        if self.session.edit(label, add_readings, self.kpi.id, self.read.readings):
            self.session.announced.emit(label)
            self.accept()

    def done(self, code: int) -> None:
        self._stop()
        super().done(code)


def _notes(found: ReadingsImport, of_file: bool) -> list[str]:
    notes = list(found.notes)
    if found.rejected and found.readings:
        lines = [str(row.line) for row in found.rejected[:_SHOWN_LINES]]
        if len(found.rejected) > _SHOWN_LINES:
            lines.append("…")
        count = len(found.rejected)
        text = ngettext(
            "Line {lines} holds no date and value and is left out.",
            "{count} lines hold no date and value and are left out: {lines}.",
            count,
        )
        notes.append(text.format(count=number(count), lines=list_text(lines)))
    elif not found.readings and not of_file:
        notes.append(_("No line holds a date and a value yet."))
    return notes


def _read(path: str, unit: Unit, choices: ReadingChoices, _progress: Any) -> ReadingsImport:
    return readings_in_file(Path(path), unit, choices)
