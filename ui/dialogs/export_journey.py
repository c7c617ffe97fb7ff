"""Export a journey: which one, in which state and format, seen before it is written."""

import os

from PySide6.QtWidgets import QWidget

from exports.figures.journey import journey
from exports.figures.journey_map import View
from exports.figures.scene import Scene
from exports.graphs.files import FORMATS, FileFormat, drawn, format_of, journey_stem, put_journey
from planner.files.errors import SaveError
from planner.journeys.records import Journey
from planner.language import _
from planner.plan import find
from ui.dialogs.ask import ask_for_new_file, tell
from ui.dialogs.frame import Frame
from ui.dialogs.journey_import.labelled import FlowRow, Labelled
from ui.session import Session
from ui.theme import theme
from ui.widgets import Button, Choice, FigureView, Segmented, Words


def export_journey(window: QWidget, session: Session, key: str = "", view: View = "current") -> "ExportJourney | None":
    """Opens the export on a window, for the journey that is shown there; None where no journey has a touchpoint."""
    if not list(drawn(session.plan)):
        session.announced.emit(_("There is no journey with touchpoints to export yet."))
        return None
    dialog = ExportJourney(session, key, view, window)
    dialog.open()
    return dialog


class ExportJourney(Frame):
    """The dialog. It writes one file and never changes the plan."""

    def __init__(self, session: Session, key: str = "", view: View = "current", parent: QWidget | None = None) -> None:
        super().__init__(_("Export a journey"), parent, _("For graph programs, as text, or as a picture."))
        self.session = session
        self.folder = os.path.expanduser("~")
        scale = theme().scale
        self.resize(round(820 * scale), round(560 * scale))
        self.views: dict[str, list[View]] = {}
        for one, shown in drawn(session.plan):
            self.views.setdefault(one, []).append(shown)
        self.journey = Choice(_("Journey"), [(one, self._words(one)) for one in self.views], self)
        self.journey.set_current(key if key in self.views else next(iter(self.views)))
        self.format = Choice(_("Format"), [(one.key, _(one.words)) for one in FORMATS], self)
        self.format.set_current("graphml")
        self.view = Segmented([], self)
        self.view.setAccessibleName(_("State of the journey"))
        row = FlowRow(self)
        row.add(Labelled(_("Journey"), self.journey, self, 300))
        row.add(Labelled(_("Format"), self.format, self, 190))
        row.add(Labelled(_("State"), self.view, self))
        self.body.addWidget(row)
        self.meaning = Words("", "small", "text.secondary", self, wrap=True)
        self.body.addWidget(self.meaning)
        self.picture = FigureView(self)
        self.picture.setAccessibleName(_("The journey as it will be written"))
        self.picture.setMinimumHeight(round(160 * scale))
        self.body.addWidget(self.picture, 1)
        self.cancel = Button(_("Cancel"), "secondary", parent=self)
        self.cancel.clicked.connect(self.reject)
        self.take = Button(_("Export…"), "primary", "share", self)
        self.take.clicked.connect(self._export)
        self.foot.addWidget(self.cancel)
        self.foot.addWidget(self.take)
        for choice in (self.journey, self.format, self.view):
            choice.chosen.connect(self._on_choice)
        self.view.set_current(view)
        self._show()

    def _words(self, key: str) -> str:
        record: Journey | None = find(self.session.plan, "journeys", key)
        assert record is not None
        segment = find(self.session.plan, "segments", record.segment)
        names = [segment.name if segment is not None else "", record.name]
        return ", ".join(name for name in names if name) or _("Journey")

    @property
    def chosen_format(self) -> FileFormat:
        """The format that is chosen."""
        return format_of(self.format.current)

    @property
    def chosen_view(self) -> View:
        """The state that is chosen."""
        return self.view.current  # type: ignore[return-value]

    def _on_choice(self, _key: str) -> None:
        self._show()

    def _show(self) -> None:
        """Offers the states that the journey has and the format can show."""
        words = {"current": _("Current"), "optimal": _("Optimal"), "difference": _("Difference")}
        offered = [view for view in self.views[self.journey.current] if view in self.chosen_format.views]
        self.view.set_parts([(view, words[view]) for view in offered])
        if self.chosen_view not in offered:
            self.view.set_current(offered[0])
        self.meaning.set_text(_(self.chosen_format.meaning))
        self.picture.set_maker(self._scene)

    def _scene(self, width: float, height: float) -> Scene:
        return journey(self.session.plan, self.journey.current, self.chosen_view, width, height)

    def _export(self) -> None:
        form = self.chosen_format
        name = journey_stem(self.session.plan, self.journey.current, self.chosen_view, form.key) + form.suffix
        kinds = f"{_(form.words)} (*{form.suffix})"
        path = ask_for_new_file(self, _("Export a journey"), os.path.join(self.folder, name), kinds)
        if path:
            self.write(path if path.endswith(form.suffix) else path + form.suffix)

    def write(self, path: str) -> None:
        """Writes what is chosen to a file, and says so."""
        from pathlib import Path

        from ui.pictures import journey_file

        form = self.chosen_format
        try:
            data = journey_file(self.session.plan, self.journey.current, self.chosen_view, form.key)
            put_journey(Path(path), data, form.key)
        except SaveError as error:
            tell(self, _("The journey could not be exported"), str(error))
            return
        self.session.announced.emit(_("Saved in {file}.").format(file=os.path.basename(path)))
        self.accept()
