"""The details of one edge: its share, delay and kind, and what a point more of it would bring."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from planner.journeys.flow import flow
from planner.journeys.gap_words import point_name
from planner.journeys.graph import graph
from planner.language import _, ngettext, percent, short_number
from ui.pages.journeys.details_parts import DetailsColumn, FigureRows
from ui.pages.journeys.details_steps import kinds
from ui.pages.journeys.verbs import Verbs
from ui.pages.journeys.what_if import WhatIf
from ui.widgets import Button, FieldSpec, Words


class EdgeDetails(DetailsColumn):
    """The form of the chosen edge."""

    def __init__(self, verbs: Verbs, parent: QWidget | None = None) -> None:
        super().__init__(verbs.session, parent)
        self.verbs = verbs
        self.edge = ""
        self.kind = self.add_label("")
        self.title = Words("", "subtitle", "text.primary", self, wrap=True)
        self.body.addWidget(self.title)
        self.form = self.add_form(
            [
                FieldSpec("share", _("Share of visitors who take this step"), "percent"),
                FieldSpec("delay_days", _("Delay in days"), "number"),
                FieldSpec("kind", _("Kind"), "choice", kinds),
                FieldSpec("source", _("From"), "choice", self._points),
                FieldSpec("target", _("To"), "choice", self._points),
            ],
            self._on_field,
        )
        self.add_label(_("What if"))
        self.what_if = WhatIf(verbs, self)
        self.body.addWidget(self.what_if)
        self.add_label(_("Flow"))
        self.figures = FigureRows(self)
        self.body.addWidget(self.figures)
        self.remove = Button(_("Delete the step"), "destructive", "trash-2", self)
        self.remove.clicked.connect(self._remove)
        self.body.addWidget(self.remove, alignment=Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        self.session.refused.connect(self._on_refused)
        self._asked = ""

    def _points(self) -> list[tuple[str, str]]:
        if not self.verbs.journey:
            return []
        seen = graph(self.session.plan, self.verbs.journey, self.verbs.state)
        return [(point.id, point_name(point)) for point in seen.points.values()]

    def show_edge(self, edge: str) -> None:
        """Brings the form up to an edge of the state that is shown."""
        step = self.verbs.step(edge)
        if step is None:
            return
        self.edge = edge
        plan = self.session.plan
        seen, figures = (
            graph(plan, self.verbs.journey, self.verbs.state),
            flow(plan, self.verbs.journey, self.verbs.state),
        )
        source, target = point_name(seen.points[step.source]), point_name(seen.points[step.target])
        self.kind.set_text(dict(kinds())[step.kind])
        self.title.set_text(f"{source} → {target}")
        back = step.kind == "re_engagement"
        self.form.labels["share"].set_text(
            _("Share of those who leave whom it brings back") if back else _("Share of visitors who take this step")
        )
        self.form.set_values({name: getattr(step, name) for name in self.form.specs})
        way = figures.steps[edge]
        rows = [(_("Taken by, of those who start"), percent(way.taken, 1), "text.primary")]
        if way.estimated and not back:
            rows.append((_("Share assumed, as none is typed"), percent(way.share), "warn.text"))
        rows.append((_("One point more brings"), gain_words(way.leverage), "text.primary"))
        self.figures.show_rows(rows)
        self.what_if.show_edge(edge)
        self.set_read_only(not self.verbs.may_edit)
        self.remove.setVisible(self.verbs.may_edit)

    def _on_field(self, name: str, value: Any, typing: bool) -> None:
        key = f"step.{self.edge}.{name}" if typing else ""
        self._asked = name
        if self.verbs.change_edge(self.edge, typing=key, **{name: value}):
            self.form.set_error(name, "")
        elif not typing:
            self.show_edge(self.edge)
        self._asked = ""

    def _on_refused(self, sentence: str, field: str) -> None:
        if self._asked:
            self.form.set_error(self._asked, sentence)

    def _remove(self) -> None:
        self.verbs.remove_edge(self.edge)


def gain_words(leverage: float) -> str:
    """What a point more of a share brings: one point of conversion, or several, or a part of one."""
    more = round(leverage * 100, 2)
    size = abs(more)
    count = int(size) if size == int(size) or size < 1 else 2
    words = ngettext("{points} point of conversion", "{points} points of conversion", count)
    return words.format(points=short_number(more, 2))
