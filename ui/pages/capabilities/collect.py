"""Collect ratings: write a question file per role, and merge the answers that come back, as one step."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exports.questions import write_question_files
from planner.capabilities.edits import merge_ratings
from planner.capabilities.questionnaire import RatingSheet
from planner.capabilities.ratings import question_ratings, raters
from planner.intake.errors import IntakeError
from planner.intake.ratings import read_answers
from planner.language import _, ngettext
from ui.dialogs import ask
from ui.dialogs.frame import Frame
from ui.session import Session
from ui.widgets import Button, Check, FlowLayout, Hairline, IconMark, InPlaceText, Words
from ui.widgets.containers import clear_layout

SHOWN_PROBLEMS = 6


class CollectDialog(Frame):
    """Asks roles for their ratings with files that any spreadsheet opens, and takes the answers in."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Collect ratings"),
            parent,
            _("Each role gets a short file to fill in with any spreadsheet. Merge what comes back in one step."),
        )
        self.session = session
        self.sheets: dict[str, RatingSheet] = {}
        self.checks: dict[str, Check] = {}
        self.setMinimumWidth(560)
        self._build_asking()
        if not session.read_only:
            self.body.addWidget(Hairline(self))
            self._build_answers()
        self.body.addStretch(1)
        self.add_close()
        self.merge = Button(_("Merge the answers"), "primary", "merge", self)
        self.merge.clicked.connect(self._merge)
        self.merge.setEnabled(False)
        self.merge.setVisible(not session.read_only)
        self.foot.addWidget(self.merge)

    def _build_asking(self) -> None:
        self.body.addWidget(Words(_("Ask these roles"), "heading", "text.primary", self))
        self.roles = QWidget(self)
        self.flow = FlowLayout(self.roles, 12)
        for role in raters(self.session.plan):
            self._add_role(role)
        self.body.addWidget(self.roles)
        row = QHBoxLayout()
        self.other = InPlaceText("", self)
        self.other.setProperty("inplace", False)
        self.other.set_placeholder(_("Another role, then Enter"))
        self.other.setAccessibleName(_("Another role"))
        self.other.committed.connect(self._on_role)
        row.addWidget(self.other, 1)
        self.write = Button(_("Write question files…"), "secondary", "file-down", self)
        self.write.clicked.connect(self._write)
        row.addWidget(self.write)
        self.body.addLayout(row)
        self.written = Words("", "small", "text.secondary", self, wrap=True)
        self.written.hide()
        self.body.addWidget(self.written)
        self._fit()

    def _build_answers(self) -> None:
        head = QHBoxLayout()
        head.addWidget(Words(_("Merge their answers"), "heading", "text.primary", self))
        head.addStretch(1)
        self.choose = Button(_("Choose answer files…"), "secondary", "folder-open", self)
        self.choose.clicked.connect(self._choose)
        head.addWidget(self.choose)
        self.body.addLayout(head)
        self.found = QVBoxLayout()
        self.found.setSpacing(6)
        self.body.addLayout(self.found)
        self.found.addWidget(Words(_("No file chosen yet."), "body", "text.secondary", self))

    def _add_role(self, role: str) -> None:
        check = Check(role, self.roles)
        check.setChecked(True)
        check.clicked.connect(self._fit)
        self.checks[role] = check
        self.flow.addWidget(check)
        self.roles.updateGeometry()

    def _on_role(self, text: str) -> None:
        role = text.strip()
        self.other.set_text("")
        if role and role not in self.checks:
            self._add_role(role)
            self._fit()

    def chosen_roles(self) -> list[str]:
        """The roles whose box is checked."""
        return [role for role, check in self.checks.items() if check.isChecked()]

    def _fit(self) -> None:
        self.roles.setVisible(bool(self.checks))
        self.write.setEnabled(bool(self.chosen_roles()))

    def _write(self) -> None:
        folder = ask.ask_for_folder(self, _("Folder for the question files"))
        if not folder:
            return
        try:
            files = write_question_files(self.session.plan, Path(folder), self.chosen_roles())
        except OSError:
            sentence = _("The files could not be written in “{folder}”. Choose another folder.")
            self._say(sentence.format(folder=Path(folder).name), "bad.text")
            return
        names = ", ".join(file.name for file in files)
        count = len(files)
        sentence = ngettext(
            "{count} file written in “{folder}”: {names}", "{count} files written in “{folder}”: {names}", count
        )
        self._say(sentence.format(count=count, folder=Path(folder).name, names=names), "ok.text")

    def _say(self, sentence: str, role: str) -> None:
        self.written.set_text(sentence)
        self.written.set_role(role)
        self.written.show()

    def _choose(self) -> None:
        paths = ask.ask_for_files(self, _("Answer files"), _("Tables") + " (*.csv *.txt *.tsv)")
        if paths:
            self.read([Path(path) for path in paths])

    def read(self, paths: list[Path]) -> None:
        """Reads answer files and shows what they hold; a later file of the same name replaces the earlier."""
        failures = []
        for path in paths:
            try:
                self.sheets[str(path)] = read_answers(path)
            except IntakeError as error:
                self.sheets.pop(str(path), None)
                failures.append(str(error))
        self._show_found(failures)

    def _show_found(self, failures: list[str]) -> None:
        clear_layout(self.found)
        whole = len(question_ratings(self.session.plan))
        for sheet in self.sheets.values():
            words = _("{role}: {count} of {whole} questions rated").format(
                role=sheet.role, count=sheet.rated, whole=whole
            )
            self._add_line("circle-check", "ok.text", words)
        problems = [*failures, *(p for sheet in self.sheets.values() for p in sheet.problems)]
        for problem in problems[:SHOWN_PROBLEMS]:
            self._add_line("triangle-alert", "warn.text", problem)
        rest = len(problems) - SHOWN_PROBLEMS
        if rest > 0:
            more = ngettext("{count} more line was left out", "{count} more lines were left out", rest)
            self._add_line("triangle-alert", "warn.text", more.format(count=rest))
        count = len(self.sheets)
        self.merge.setEnabled(any(sheet.answers for sheet in self.sheets.values()))
        self.merge.setText(
            ngettext("Merge the answers of {count} role", "Merge the answers of {count} roles", count).format(
                count=count
            )
            if count
            else _("Merge the answers")
        )
        self.merge.updateGeometry()
        self.adjustSize()

    def _add_line(self, icon: str, role: str, words: str) -> None:
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconMark(icon, role, 16, line), alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(Words(words, "body", "text.primary", line, wrap=True), 1)
        self.found.addWidget(line)
        line.show()  # now, so that the dialog grows with it

    def _merge(self) -> None:
        sheets = tuple(self.sheets.values())
        if self.session.edit(_("Merge ratings"), merge_ratings, sheets):
            roles = ", ".join(dict.fromkeys(sheet.role for sheet in sheets))
            self.session.announced.emit(_("Ratings merged: {roles}").format(roles=roles))
            self.accept()
