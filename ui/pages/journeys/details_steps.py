"""The edges of a touchpoint in its details: share, delay and kind of each, and a way to delete it."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from planner.journeys.gap_words import point_name
from planner.journeys.graph import graph
from planner.journeys.records import Transition
from planner.language import _
from ui.pages.journeys.verbs import Verbs
from ui.plain import plain_tip
from ui.theme import theme
from ui.widgets import Button, Choice, Form, IconButton, Words
from ui.widgets.form import FieldSpec


def kinds() -> list[tuple[str, str]]:
    """The kinds of steps in words."""
    return [("forward", _("Forward")), ("loop", _("Loop")), ("re_engagement", _("Re-engagement"))]


class StepRow(QWidget):
    """One edge: its other end as a door, then share, delay and kind side by side."""

    def __init__(self, verbs: Verbs, edge: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.verbs, self.edge = verbs, edge
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(6)
        self.end = Button("", "link", parent=self)
        self.end.setMinimumWidth(round(60 * theme().scale))  # a long name gives way, the panel does not
        self.end.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.end.clicked.connect(self._choose)
        self.remove = IconButton("trash-2", _("Delete this step"), parent=self, size=24)
        self.remove.clicked.connect(self._remove)
        head.addWidget(self.end)
        head.addStretch(1)
        head.addWidget(self.remove)
        column.addLayout(head)
        self.form = Form(
            [
                FieldSpec("share", _("Share"), "percent", row="figures"),
                FieldSpec("delay_days", _("Delay, days"), "number", row="figures"),
                FieldSpec("kind", _("Kind"), "choice", kinds),
            ],
            self,
        )
        self.form.body.setSpacing(6)
        self.form.field_edited.connect(self._on_field)
        self.form.field_left.connect(self._on_left)
        column.addWidget(self.form)

    def show_step(self, step: Transition, words: str) -> None:
        """Brings the row up to a step."""
        self.end.setText(words)
        self.end.setToolTip(plain_tip(words))
        self.end.updateGeometry()
        self.form.set_values({"share": step.share, "delay_days": step.delay_days, "kind": step.kind})
        self.form.set_read_only(not self.verbs.may_edit)
        self.remove.setVisible(self.verbs.may_edit)

    def _choose(self) -> None:
        self.verbs.selection.take_edge(self.edge, self.verbs.selection.focus)

    def _remove(self) -> None:
        self.verbs.remove_edge(self.edge)

    def _on_field(self, name: str, value: Any, typing: bool) -> None:
        key = f"step.{self.edge}.{name}" if typing else ""
        self.verbs.change_edge(self.edge, typing=key, **{name: value})

    def _on_left(self, _name: str) -> None:
        self.verbs.session.end_typing()


class StepRows(QWidget):
    """The edges out of a touchpoint, then those into it, and a choice to connect it."""

    def __init__(self, verbs: Verbs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.verbs = verbs
        self.point = ""
        self.rows: dict[str, StepRow] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(14)
        self.none = Words(_("No step yet. Drag from a port, or press C."), "body", "text.secondary", self, wrap=True)
        self.column.addWidget(self.none)
        self.target = Choice(_("Connect to"), (), self, placeholder=_("Connect to…"))
        self.target.chosen.connect(self._connect)
        self.column.addWidget(self.target)

    def show_steps(self, point: str) -> None:
        """Brings the rows up to the edges of a touchpoint."""
        self.point = point
        seen = graph(self.verbs.session.plan, self.verbs.journey, self.verbs.state)
        wanted = {s.id: s for s in (*seen.out[point], *seen.into[point])}
        for gone in [key for key in self.rows if key not in wanted]:
            row = self.rows.pop(gone)
            row.hide()
            row.deleteLater()
        for at, (key, step) in enumerate(wanted.items()):
            if key not in self.rows:
                self.rows[key] = StepRow(self.verbs, key, self)
                self.column.insertWidget(at + 1, self.rows[key])
            out = step.source == point
            words = _("To {name}") if out else _("From {name}")
            self.rows[key].show_step(
                step, words.format(name=point_name(seen.points[step.target if out else step.source]))
            )
        self.none.setVisible(not wanted)
        self.target.setVisible(self.verbs.may_edit)
        self.target.set_options([(p.id, point_name(p)) for p in seen.points.values()])
        self.target.set_current("")

    def _connect(self, target: str) -> None:
        self.target.set_current("")
        self.verbs.join(self.point, target)
