"""What a survey comes to: the score with its margin, the answers as columns, what was left out, the groups."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QSizePolicy, QTableWidgetItem, QWidget

from exports.figures.answers import answers
from exports.figures.scene import Scene
from planner.intake.surveys.notes import answers_text, ends_text, margin_text, value_text
from planner.intake.surveys.places import NAMES
from planner.intake.surveys.survey import SurveyResult
from planner.language import _, apart, list_text, number
from ui.dialogs.preview import preview_grid
from ui.plain import plain_tip
from ui.theme import theme
from ui.widgets import Card, FigureView, Words

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class SurveyOutcome(Card):
    """Shows a result; it asks nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.result: SurveyResult | None = None
        self.body.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(10)
        self.value = Words("", "display", "text.primary", self)
        self.margin = Words("", "body", "text.secondary", self)
        head.addWidget(self.value)
        head.addWidget(self.margin, 1, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(head)
        self.facts = Words("", "small", "text.secondary", self, wrap=True)
        self.body.addWidget(self.facts)
        self.chart = FigureView(self)
        self.chart.setAccessibleName(_("How many gave each answer"))
        self.chart.setMinimumHeight(round(110 * theme().scale))
        self.chart.set_maker(self._draw)
        self.body.addWidget(self.chart, 1)
        self.grid = preview_grid(self)
        self.grid.setAccessibleName(_("Scores of the groups"))
        self.grid.verticalHeader().hide()
        self.grid.setShowGrid(False)
        self.grid.setMinimumHeight(round(128 * theme().scale))
        self.grid.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.body.addWidget(self.grid, 2)
        self.notes = Words("", "small", "text.secondary", self, wrap=True)
        self.body.addWidget(self.notes)

    def _draw(self, width: float, height: float) -> Scene:
        found = self.result
        if found is None:
            return Scene(width, height, ())
        return answers(found.kind, found.scale, found.counts, width, height, theme().scale)

    def show_result(self, result: SurveyResult) -> None:
        """Another result."""
        self.result = result
        best = result.scores.best
        self.value.set_text(value_text(best))
        self.margin.set_text(f"{NAMES[result.kind]}, {margin_text(best)}")
        plain = result.scores.plain
        answered = _("{answers} in {rows} rows").format(answers=answers_text(plain.answers), rows=number(result.rows))
        facts = [answered, ends_text(best)]
        if result.scores.weighted is not None:
            facts.append(_("without weights {value}").format(value=value_text(plain)))
        self.facts.set_text(apart(facts))
        self.chart.refresh()
        self.notes.set_text("\n".join(result.notes))
        self.notes.setVisible(bool(result.notes))
        self._fill(result)

    def _fill(self, result: SurveyResult) -> None:
        self.grid.setVisible(bool(result.groups))
        heads = [_("Group"), NAMES[result.kind], _("Margin"), _("Answers")]
        self.grid.clear()
        self.grid.setColumnCount(len(heads))
        self.grid.setRowCount(len(result.groups))
        self.grid.setHorizontalHeaderLabels(heads)
        for at, group in enumerate(result.groups):
            best = group.scores.best
            cells = (group.name, value_text(best), margin_text(best), number(best.answers))
            for column, words in enumerate(cells):
                item = QTableWidgetItem(words)
                if column:
                    item.setTextAlignment(_RIGHT)
                elif group.merged:
                    item.setToolTip(plain_tip(list_text(group.merged)))
                self.grid.setItem(at, column, item)
        header = self.grid.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
