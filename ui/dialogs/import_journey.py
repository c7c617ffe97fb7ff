"""Import a journey: from a file of any kind to a state of a segment's journey, seen first, one undo step."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from planner.catalogue import stage_models
from planner.edit import Refused
from planner.intake.errors import IntakeError
from planner.intake.events.observed import FOLDS, suggested_fold
from planner.intake.journeys.arrival import GraphImport, apply_graph, read_graph
from planner.intake.journeys.columns import TableKind
from planner.intake.journeys.file import SUFFIXES, FileKind, JourneyFile
from planner.intake.journeys.places import Place, model_for
from planner.intake.mermaid.journey import JourneyImport, apply_journey, read_journey
from planner.intake.mermaid.notes import replace_note
from planner.journeys.attribution import attribution
from planner.language import _, number, percent, short_percent
from planner.plan import find
from planner.segments.small_groups import SMALLEST_GROUP
from ui.dialogs.ask import ask_for_file
from ui.dialogs.frame import Frame
from ui.dialogs.journey_import.columns import ColumnChoices
from ui.dialogs.journey_import.credits import CreditTable
from ui.dialogs.journey_import.labelled import FlowRow, Labelled
from ui.dialogs.journey_import.notes import BAD, INFO, WARN, NoteList
from ui.dialogs.journey_import.reading import FileReader
from ui.dialogs.journey_import.touchpoints import PlaceFields, TouchpointTree
from ui.dialogs.preview import framed
from ui.guard import guarded
from ui.session import Session
from ui.theme import theme
from ui.widgets import Button, Choice, ScrollColumn, Segmented, Words
from ui.widgets.choices import Tabs

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


def kind_words(kind: FileKind) -> str:
    """What a kind of file is called."""
    return {
        "mermaid": _("Mermaid journey"),
        "graphml": _("GraphML"),
        "edges": _("List of edges"),
        "paths": _("Customer paths"),
        "events": _("Event log"),
    }[kind]


@guarded
class ImportJourney(Frame):
    """The dialog. It edits only once, at the end; closing it earlier changes nothing."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        sentence = _("From Mermaid, GraphML, a list of edges, customer paths or an event log.")
        super().__init__(_("Import a journey"), parent, sentence)
        self.session = session
        self.looked: JourneyFile | None = None
        self.content: JourneyFile | None = None
        self.imported: JourneyImport | GraphImport | None = None
        self._places: dict[str, Place] = {}
        self._names: dict[str, str] = {}
        self.reader = FileReader(self)
        self.reader.looked.connect(self._on_looked)
        self.reader.read.connect(self._on_content)
        self.reader.failed.connect(self._on_failed)
        self.reader.began.connect(self._show)
        self.reader.progressed.connect(self._on_progress)
        self.setAcceptDrops(True)
        scale = theme().scale
        room = parent.window().height() - 40 if parent is not None else 900
        self.resize(round(980 * scale), min(round(760 * scale), max(room, 480)))
        self.middle = ScrollColumn(self, (0, 0, 8, 0))
        self.middle.setAccessibleName(_("The file and where it goes"))
        self.middle.body.setSpacing(14)
        self.body.addWidget(self.middle, 1)
        self._build_file()
        self._build_choices()
        self.columns = ColumnChoices(self)
        self.columns.changed.connect(self._on_columns)
        self.middle.body.addWidget(self.columns)
        self._build_content()
        self.notes = NoteList(self)
        self.body.addWidget(self.notes)
        self._build_foot()
        self._show()

    def _build_file(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        self.file = Words("", "strong", "text.primary", self)
        self.browse = Button(_("Choose a file…"), "secondary", "folder-open", self)
        self.browse.clicked.connect(self._browse)
        row.addWidget(self.browse)
        row.addWidget(self.file, 1)
        self.middle.body.addLayout(row)

    def _build_choices(self) -> None:
        self.choices = FlowRow(self)
        tables: tuple[TableKind, ...] = ("edges", "paths", "events")
        self.kind = Choice(_("Kind of file"), [(kind, kind_words(kind)) for kind in tables], self)
        self.segment = Choice(_("Segment"), (), self)
        self.state = Segmented([("current", _("Current")), ("optimal", _("Optimal"))], self)
        self.state.setAccessibleName(_("State of the journey"))
        self.scale = Choice(_("Scores"), self._scales(), self)
        self.scale.set_current("auto")
        self.model = Choice(_("Stages"), [(model.key, model.name) for model in stage_models()], self)
        self.fold = Choice(_("Fold together"), self._folds(), self)
        self.kind.chosen.connect(self._on_kind)
        for choice in (self.segment, self.state, self.scale, self.model, self.fold):
            choice.chosen.connect(self._on_choice)
        self._fields = {
            key: Labelled(words, field, self, width)
            for key, words, field, width in (
                ("kind", _("Kind of file"), self.kind, 142),
                ("segment", _("Segment"), self.segment, 176),
                ("state", _("State"), self.state, 0),
                ("scale", _("Scores"), self.scale, 172),
                ("model", _("Stages"), self.model, 142),
                ("fold", _("Fold together"), self.fold, 244),
            )
        }
        for field in self._fields.values():
            self.choices.add(field)
        self.middle.body.addWidget(self.choices)

    @staticmethod
    def _scales() -> list[tuple[str, str]]:
        return [("auto", _("As they seem to be")), ("five", _("1 to 5")), ("ten", _("Out of 10"))]

    @staticmethod
    def _folds() -> list[tuple[str, str]]:
        few = _("What fewer than {count} customers do").format(count=SMALLEST_GROUP)
        rest = (
            (str(share), _("What fewer than {share} do").format(share=short_percent(share))) for share in FOLDS if share
        )
        return [("0.0", few), *rest]

    def _build_content(self) -> None:
        self.tabs = Tabs([("touchpoints", _("Touchpoints")), ("credit", _("Credit"))], self)
        self.tabs.setAccessibleName(_("What is shown"))
        self.tabs.chosen.connect(self._on_tab)
        self.middle.body.addWidget(self.tabs)
        self.stack = QStackedWidget(self)
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.preview = TouchpointTree(page)
        self.preview.renamed.connect(self._on_renamed)
        self.preview.itemSelectionChanged.connect(self._on_selection)
        self.places = PlaceFields(page)
        self.places.placed.connect(self._on_placed)
        column.addWidget(framed(self.preview, page), 1)
        column.addWidget(self.places)
        self.credit = CreditTable(self)
        self.stack.addWidget(page)
        self.stack.addWidget(framed(self.credit, self))
        self.middle.body.addWidget(self.stack, 1)

    def _build_foot(self) -> None:
        self.progress = QProgressBar(self)
        self.progress.setTextVisible(False)
        self.progress.setRange(0, 100)
        self.progress.setAccessibleName(_("Reading the file"))
        self.progress.setFixedWidth(round(160 * theme().scale))
        self.cancel = Button(_("Cancel"), "secondary", parent=self)
        self.cancel.clicked.connect(self.reject)
        self.take = Button(_("Import"), "primary", "file-down", self)
        self.take.clicked.connect(self._import)
        for widget in (self.progress, self.cancel, self.take):
            self.foot.addWidget(widget)

    # The file

    def choose(self, path: str) -> None:
        """Reads a file; a sentence says why where it cannot be read."""
        self.file.set_text(Path(path).name)
        self.looked = self.content = self.imported = None
        self._forget()
        self.reader.look(path)

    def _browse(self) -> None:
        kinds = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        path = ask_for_file(self, _("Choose a file"), _("Journeys") + f" ({kinds})")
        if path:
            self.choose(path)

    def _forget(self) -> None:
        """What a person said of another file does not hold for this one."""
        self._places, self._names = {}, {}
        self.tabs.set_current("touchpoints")

    def _on_looked(self, looked: JourneyFile) -> None:
        self.looked = looked
        self.kind.set_current(looked.kind)
        if looked.table is not None:
            self.columns.show_table(looked.table, looked.kind, looked.columns or {})  # type: ignore[arg-type]
        self._read_file()

    def _read_file(self) -> None:
        looked = self.looked
        assert looked is not None
        missing = self.columns.missing() if looked.table is not None else ""
        if missing:
            self.content = self.imported = None
            self._show(missing)
            return
        columns = self.columns.columns if looked.table is not None else None
        self.reader.read_all(looked.kind, columns, self.columns.day_first)

    def _on_content(self, content: JourneyFile) -> None:
        self.content = content
        if content.observed is not None:
            self.fold.set_current(str(suggested_fold(content.observed)))
        draft = content.drafted()
        self.model.set_current(model_for(draft) if draft is not None else "")
        self._offer_segments()
        self._read()

    def _on_kind(self, kind: str) -> None:
        self._forget()
        self.reader.look(self.reader.path, kind)  # type: ignore[arg-type]

    def _on_columns(self) -> None:
        self._forget()
        self._read_file()

    def _on_failed(self, sentence: str) -> None:
        self.content = self.imported = None
        self._show(sentence)

    def _on_progress(self, share: float) -> None:
        self.progress.setValue(round(share * 100))

    # What the import would do

    def _offer_segments(self) -> None:
        segments = self.session.plan.segments
        options = [(s.id, s.name or _("Segment without a name")) for s in segments]
        name = self._name()
        unnamed = _("New segment")
        options.append((NEW, unnamed if name == unnamed else _("New segment “{name}”").format(name=name)))
        self.segment.set_options(options)
        table, selected = self.session.selection
        page_segment = selected if table == "segments" else ""
        known = {s.name.casefold(): s.id for s in segments}
        if self.segment.current not in dict(options):
            self.segment.set_current(page_segment or known.get(name.casefold(), NEW))

    def _name(self) -> str:
        content = self.content
        parsed = content.parsed.name if content is not None and content.parsed is not None else ""
        return parsed or _("New segment")

    def _on_choice(self, _key: str) -> None:
        self._read()

    def _read(self) -> None:
        """What importing as chosen would do."""
        content = self.content
        if content is None:
            return
        segment = self._name() if self.segment.current == NEW else self.segment.current
        try:
            self.imported = self._would_import(content, segment)
        except IntakeError as error:
            self.imported = None
            self._show(str(error))
            return
        self._show()

    def _would_import(self, content: JourneyFile, segment: str) -> "JourneyImport | GraphImport":
        plan, state = self.session.plan, self.state.current
        if content.parsed is not None:
            return read_journey(content.parsed, plan, segment, state, self.scale.current)  # type: ignore[arg-type]
        draft = content.drafted(float(self.fold.current or 0.0), self._names)
        assert draft is not None
        found = read_graph(draft, plan, segment, state, self._places, self.model.current)  # type: ignore[arg-type]
        stages = {"", *found.stages}
        if any(place.stage not in stages for place in self._places.values()):
            self._places = {key: place for key, place in self._places.items() if place.stage in stages}
            found = read_graph(draft, plan, segment, state, self._places, self.model.current)  # type: ignore[arg-type]
        return found

    # What a person says of the touchpoints

    def _on_selection(self) -> None:
        graph = self.imported
        if isinstance(graph, GraphImport):
            self.places.show_places([graph.places[key] for key in self.preview.chosen() if key in graph.places])

    def _on_placed(self, what: str, value: object) -> None:
        graph = self.imported
        if not isinstance(graph, GraphImport):
            return
        for key in self.preview.chosen():
            self._places[key] = replace(graph.places[key], **{what: value})  # type: ignore[arg-type]
        self._read()

    def _on_renamed(self, key: str, name: str) -> None:
        graph = self.imported
        if not isinstance(graph, GraphImport) or not name or key not in graph.places:
            return
        self._places[key] = replace(graph.places[key], name=name)
        self._names[key] = name
        self._read()

    # Showing

    def _show(self, problem: str = "") -> None:
        """Shows what was read, and what to tell about it."""
        graph = self.imported if isinstance(self.imported, GraphImport) else None
        content = self.content
        if problem:
            self.imported = graph = None
        parsed = content.parsed if content is not None else None
        busy, table = self.reader.busy, self.looked is not None and self.looked.table is not None
        shown = {
            "kind": table,
            "segment": True,
            "state": True,
            "scale": content is None or parsed is not None,
            "model": graph is not None and graph.chooses_model,
            "fold": graph is not None and content is not None and content.observed is not None,
        }
        for key, field in self._fields.items():
            field.setVisible(shown[key])
            field.setEnabled(content is not None or (key == "kind" and table))
        self.choices.updateGeometry()
        self.columns.setVisible(table)
        self.progress.setVisible(busy)
        self.take.setEnabled(self.imported is not None and not problem and not busy)
        self.places.setVisible(graph is not None)
        self._show_tabs(graph)
        if graph is not None:
            self.preview.show_import(graph, self.session.plan)
            self.places.offer(self.session.plan, graph)
            self._on_selection()
        else:
            self.preview.show_tasks(parsed)
        self._tell(problem, ready=content is not None, busy=busy)

    def _show_tabs(self, graph: GraphImport | None) -> None:
        measured = graph is not None and any(step.share is not None for step in graph.draft.steps)
        self.tabs.setVisible(measured)
        if not measured:
            self.tabs.set_current("touchpoints")
        self._on_tab(self.tabs.current)

    def _on_tab(self, key: str) -> None:
        self.stack.setCurrentIndex(1 if key == "credit" else 0)
        if key == "credit":
            self._show_credits()

    def _show_credits(self) -> None:
        """The credits of the paths as they are, else those that the shares of the journey give."""
        content, graph = self.content, self.imported
        if content is None or not isinstance(graph, GraphImport):
            return
        if content.credits is not None:
            rows = [(name or _("Other"), credits) for name, credits in content.credit_rows()]
            self.credit.show_rows(rows, partial(number, digits=1), _("Touchpoint"))
            return
        try:
            plan = apply_graph(self.session.plan, graph)
        except Refused:
            return
        before = {point.id for point in self.session.plan.rows(f"{graph.state}_touchpoints")}
        points = plan.rows(f"{graph.state}_touchpoints")
        journey = next((p.journey for p in reversed(points) if p.id not in before), points[-1].journey)
        found = attribution(plan, journey, graph.state)
        names = {point.id: point.name for point in points}
        shown = sorted(found.credits.items(), key=lambda pair: -pair[1].markov.conversions)
        self.credit.show_rows([(names[p], c) for p, c in shown], partial(percent, digits=1), _("Touchpoint"))

    def _tell(self, problem: str, *, ready: bool, busy: bool) -> None:
        imported = self.imported
        warning = ""
        if imported is not None and imported.replaced:
            known = find(self.session.plan, "segments", imported.segment)
            name = known.name if known is not None else imported.segment
            warning = replace_note(name, imported.state, imported.replaced)
        lines = [(WARN if note == warning else INFO, note) for note in (imported.notes if imported else ())]
        if problem:
            lines = [(BAD, problem)]
        elif busy:
            lines = [(INFO, _("The file is being read."))]
        elif not ready:
            lines = [(INFO, _("Choose a file to see what is in it."))]
        self.notes.show_lines(lines)

    def _import(self) -> None:
        imported = self.imported
        if imported is None:
            return
        edit: Any = apply_graph if isinstance(imported, GraphImport) else apply_journey
        if self.session.edit(imported.label, edit, imported):
            self.session.announced.emit(imported.label)
            segment = imported.segment
            known = next((s.id for s in self.session.plan.segments if segment in (s.id, s.name)), "")
            self.session.show("journeys", "segments", known)
            self.accept()

    # Drops and the end

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.choose(event.mimeData().urls()[0].toLocalFile())

    def done(self, code: int) -> None:
        self.reader.stop()
        super().done(code)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.reader.stop()
        super().closeEvent(event)
