"""The head of the details of a group: its name, what passes through it, what is in it, and how to open it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exports.figures.journey_fold import FOLD, GROUP
from planner.journeys.flow import flow
from planner.journeys.gap_words import point_name
from planner.journeys.graph import Graph, graph
from planner.journeys.groups import group_flow
from planner.journeys.records import Group, touchpoints_table
from planner.language import _, percent
from ui.pages.journeys.details_parts import FigureRows, LinkChips
from ui.pages.journeys.verbs import Verbs
from ui.widgets import Button, FlowLayout, InPlaceText, Words

INSET = 7
"""So far to the left a name in place starts, for its words to start where the others do."""


class GroupHead(QWidget):
    """A group above the form of its touchpoints. Signals: ``left()`` when typing ends, ``asked(str)`` with a verb of
    the page: ``fold:`` with its key."""

    left = Signal(str)
    asked = Signal(str)

    def __init__(self, verbs: Verbs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.verbs = verbs
        self.group = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(INSET, 0, 0, 0)
        column.setSpacing(10)
        self.name = InPlaceText("", self, "subtitle")
        self.name.setAccessibleName(_("Name of the group"))
        self.name.set_placeholder(_("Name the group"))
        self.name.edited.connect(self._on_name)
        self.name.committed.connect(self._on_left)
        inset = QHBoxLayout()
        inset.setSpacing(0)
        inset.addSpacing(-INSET)
        inset.addWidget(self.name)
        column.addLayout(inset)
        self.chips = LinkChips(verbs.session, self)
        column.addWidget(self.chips)
        self.figures = FigureRows(self)
        column.addWidget(self.figures)
        doors = QWidget(self)
        row = FlowLayout(doors, 8)
        self.open = Button(_("Open the group"), "secondary", "maximize-2", self, small=True)
        self.open.clicked.connect(self._ask_fold)
        self.apart = Button(_("Ungroup"), "secondary", "ungroup", self, small=True)
        self.apart.clicked.connect(self._ungroup)
        row.addWidget(self.open)
        row.addWidget(self.apart)
        column.addWidget(doors)
        self.hint = Words(
            _("What you change below changes in all of them."), "small", "text.secondary", self, wrap=True
        )
        column.addWidget(self.hint)

    def show_group(self, group: Group, *, is_open: bool) -> None:
        """Brings the head up to a group."""
        verbs = self.verbs
        plan, state = verbs.session.plan, verbs.state
        self.group = group.id
        seen = graph(plan, verbs.journey, state)
        self.name.set_text(group.name)
        table = touchpoints_table(state)
        inside = [point for point in group.touchpoints if point in seen.points]
        self.chips.show_links([(point_name(seen.points[p]), "", "journeys", table, p) for p in inside])
        self.figures.show_rows(self._rows(seen, inside))
        self.open.setText(_("Show the group as one") if is_open else _("Open the group"))
        self.open.updateGeometry()
        self.apart.setVisible(verbs.may_edit)
        self.hint.setVisible(verbs.may_edit)
        self.name.set_read_only(not verbs.may_edit)

    def _rows(self, seen: Graph, inside: list[str]) -> list[tuple[str, str, str]]:
        verbs = self.verbs
        found = group_flow(seen, flow(verbs.session.plan, verbs.journey, verbs.state), inside)
        rows = [
            (_("Come in, per visitor who starts"), percent(found.comes), "text.primary"),
            (_("Go on to others"), percent(found.goes), "text.primary"),
            (_("Leave the journey here"), percent(found.left), "text.primary"),
        ]
        if found.leak:
            words = _("Most of them at {name}").format(name=point_name(seen.points[found.leak]))
            rows.append((words, percent(found.lost), "warn.text" if found.lost >= 0.1 else "text.primary"))
        return rows

    def _on_name(self, text: str) -> None:
        self.verbs.rename_group(self.group, text, typing=f"group.{self.group}.name")

    def _on_left(self) -> None:
        self.left.emit("")

    def _ask_fold(self) -> None:
        self.asked.emit("fold:" + (GROUP + self.group).removeprefix(FOLD))

    def _ungroup(self) -> None:
        self.verbs.ungroup(self.group)
