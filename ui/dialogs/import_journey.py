"""Import a journey: from a Mermaid file to a state of a segment's journey, seen before it is done, one undo step."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from planner.intake.errors import IntakeError
from planner.intake.mermaid import ParsedJourney, read_mermaid
from planner.intake.mermaid_journey import JourneyImport, apply_journey, read_journey
from planner.intake.mermaid_notes import replace_note
from planner.language import _, list_text, short_number
from ui.dialogs.ask import ask_for_file
from ui.dialogs.frame import Frame
from ui.session import Session
from ui.theme import theme
from ui.widgets import Button, Choice, Segmented, Words
from ui.widgets.containers import clear_layout
from ui.widgets.messages import IconMark

SUFFIXES = (".mmd", ".mermaid", ".md", ".txt")
NEW = "new"


def is_journey(path: str) -> bool:
    """Whether a file is of a kind that can be imported as a journey."""
    return Path(path).suffix.lower() in SUFFIXES


def import_journey(window: QWidget, session: Session, path: str = "") -> "ImportJourney | None":
    """Opens the import on a window, perhaps with a file already chosen; None where the plan is read-only."""
    if session.read_only:
        session.refused.emit(_("Read-only. Edit a copy to change it."), "")
        return None
    dialog = ImportJourney(session, window)
    dialog.open()
    if path:
        dialog.choose(path)
    return dialog


class ImportJourney(Frame):
    """The dialog. It edits only once, at the end; closing it earlier changes nothing."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Import a journey"), parent, _("From a Mermaid file: sections become stages, tasks become touchpoints.")
        )
        self.session = session
        self.parsed: ParsedJourney | None = None
        self.imported: JourneyImport | None = None
        scale = theme().scale
        self.resize(round(640 * scale), round(600 * scale))
        self._build_file()
        self._build_choices()
        self.preview = QTreeWidget(self)
        self.preview.setAccessibleName(_("What will be imported"))
        self.preview.setHeaderLabels([_("Touchpoint"), _("Score"), _("People")])
        self.preview.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.preview.header().setStretchLastSection(False)
        self.body.addWidget(self.preview, 1)
        self.notes = QVBoxLayout()
        self.notes.setSpacing(6)
        self.body.addLayout(self.notes)
        self.cancel = Button(_("Cancel"), "secondary", parent=self)
        self.cancel.clicked.connect(self.reject)
        self.take = Button(_("Import"), "primary", "file-down", self)
        self.take.clicked.connect(self._import)
        self.foot.addWidget(self.cancel)
        self.foot.addWidget(self.take)
        self._show()

    def _build_file(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        self.file = Words("", "strong", "text.primary", self)
        self.browse = Button(_("Choose a file…"), "secondary", "folder-open", self)
        self.browse.clicked.connect(self._browse)
        row.addWidget(self.browse)
        row.addWidget(self.file, 1)
        self.body.addLayout(row)

    def _build_choices(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(14)
        self.segment = Choice(_("Segment"), (), self)
        self.segment.chosen.connect(self._on_choice)
        self.state = Segmented([("current", _("Current")), ("optimal", _("Optimal"))], self)
        self.state.setAccessibleName(_("State of the journey"))
        self.state.chosen.connect(self._on_choice)
        self.scale = Choice(_("Scores"), self._scales(), self)
        self.scale.set_current("auto")
        self.scale.chosen.connect(self._on_choice)
        for words, widget in ((_("Segment"), self.segment), (_("State"), self.state), (_("Scores"), self.scale)):
            column = QVBoxLayout()
            column.setSpacing(4)
            label = Words(words, "small", "text.secondary", self)
            label.setBuddy(widget)
            column.addWidget(label)
            column.addWidget(widget)
            row.addLayout(column, 0 if widget is self.state else 1)
        self.body.addLayout(row)

    @staticmethod
    def _scales() -> list[tuple[str, str]]:
        return [("auto", _("As they seem to be")), ("five", _("1 to 5")), ("ten", _("Out of 10"))]

    # The file

    def choose(self, path: str) -> None:
        """Reads a file; a sentence says why where it cannot be read."""
        self.file.set_text(Path(path).name)
        try:
            self.parsed = read_mermaid(Path(path))
        except (IntakeError, OSError) as error:
            self.parsed = None
            reason = str(error) if isinstance(error, IntakeError) else _("The file cannot be read.")
            self._show(reason)
            return
        self._offer_segments()
        self._read()

    def _browse(self) -> None:
        kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        path = ask_for_file(self, _("Choose a file"), _("Mermaid journeys") + f" ({kinds})")
        if path:
            self.choose(path)

    def _offer_segments(self) -> None:
        assert self.parsed is not None
        segments = self.session.plan.segments
        options = [(s.id, s.name or _("Segment without a name")) for s in segments]
        name = self.parsed.name or _("New segment")
        options.append((NEW, _("New segment “{name}”").format(name=name)))
        self.segment.set_options(options)
        table, selected = self.session.selection
        page_segment = selected if table == "segments" else ""
        known = {s.name.casefold(): s.id for s in segments}
        self.segment.set_current(page_segment or known.get(name.casefold(), NEW))

    def _on_choice(self, _key: str) -> None:
        self._read()

    def _read(self) -> None:
        """What importing as chosen would do."""
        if self.parsed is None:
            return
        segment = self.segment.current
        if segment == NEW:
            segment = self.parsed.name or _("New segment")
        try:
            self.imported = read_journey(
                self.parsed,
                self.session.plan,
                segment,
                self.state.current,  # type: ignore[arg-type]
                self.scale.current,  # type: ignore[arg-type]
            )
        except IntakeError as error:
            self.imported = None
            self._show(str(error))
            return
        self._show()

    def _show(self, problem: str = "") -> None:
        """Shows what was read, and what to tell about it."""
        ready = self.parsed is not None
        for widget in (self.segment, self.state, self.scale):
            widget.setEnabled(ready)
        self.take.setEnabled(self.imported is not None and not problem)
        if problem:
            self.imported = None
            self.take.setEnabled(False)
        self._show_tasks()
        clear_layout(self.notes)
        notes = self.imported.notes if self.imported is not None else ()
        lines = [("info", "info.text", note) for note in notes]
        if self.imported is not None and self.imported.replaced:
            told = replace_note(self.imported.segment, self.imported.state, self.imported.replaced)
            lines = [("triangle-alert", "warn.text", n) if n == told else (i, r, n) for i, r, n in lines]
        if problem:
            lines = [("circle-alert", "bad.text", problem)]
        if not ready and not problem:
            lines = [("info", "info.text", _("Choose a file to see what is in it."))]
        for icon, role, words in lines:
            row = QWidget(self)
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(8)
            line.addWidget(IconMark(icon, role, 15, row), alignment=Qt.AlignmentFlag.AlignTop)
            line.addWidget(Words(words, "small", "text.primary", row, wrap=True), 1)
            self.notes.addWidget(row)

    def _show_tasks(self) -> None:
        self.preview.clear()
        if self.parsed is None:
            return
        tops: list[QTreeWidgetItem] = []
        for section in self.parsed.sections:
            tops.append(QTreeWidgetItem([section]))
            tops[-1].setFont(0, theme().font("strong"))
            self.preview.addTopLevelItem(tops[-1])
        for task in self.parsed.tasks:
            score = short_number(task.score) if task.score is not None else "–"
            item = QTreeWidgetItem([task.name, score, list_text([p for p in task.people if p])])
            if 0 <= task.section_at < len(tops):
                tops[task.section_at].addChild(item)
            else:
                self.preview.addTopLevelItem(item)
        self.preview.expandAll()

    def _import(self) -> None:
        imported = self.imported
        if imported is not None and self.session.edit(imported.label, apply_journey, imported):
            self.session.announced.emit(imported.label)
            segment = imported.segment
            known = next((s.id for s in self.session.plan.segments if segment in (s.id, s.name)), "")
            self.session.show("journeys", "segments", known)
            self.accept()
