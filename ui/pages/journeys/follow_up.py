"""The card that says that nothing follows up where customers leave, with the door to mend it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from planner.insight.finding import threshold
from planner.journeys.flow import flow, main_step
from planner.journeys.gap_words import point_name
from planner.journeys.graph import graph
from planner.journeys.records import State, Touchpoint
from planner.language import _
from planner.plan import Plan
from ui.guard import guarded
from ui.widgets import Button, Words
from ui.widgets.paint import box


@guarded
class FollowUpCard(QFrame):
    """Signal: ``accepted()`` when the follow-up shall be added."""

    accepted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(13, 11, 13, 12)
        column.setSpacing(4)
        self.strong = Words(_("No follow-up when customers leave here."), "strong", "text.primary", self, wrap=True)
        self.sentence = Words("", "body", "text.primary", self, wrap=True)
        self.add = Button(_("Add a reminder"), "secondary", "plus", self, small=True)
        self.add.clicked.connect(self.accepted)
        column.addWidget(self.strong)
        column.addWidget(self.sentence)
        column.addSpacing(4)
        column.addWidget(self.add, alignment=Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_point(self, plan: Plan, journey: str, state: State, point: Touchpoint, may_edit: bool) -> None:
        """Shows itself where many leave at a touchpoint and nothing brings them back."""
        seen, figures = graph(plan, journey, state), flow(plan, journey, state)
        through = figures.points.get(point.id)
        brought_back = any(s.kind == "re_engagement" and s.share != 0.0 for s in seen.out.get(point.id, ()))
        needed = through is not None and through.leak >= threshold(plan, "leak")
        self.setVisible(needed and point.trigger is None and not brought_back)
        if through is None:
            return
        step = main_step(seen, point.id)
        count = round(through.leak * 100)
        if step is not None:
            words = _("{count} of 100 visitors stop between {source} and {target}.").format(
                count=count, source=point_name(point), target=point_name(seen.points[step.target])
            )
        else:
            words = _("{count} of 100 visitors stop at {source}.").format(count=count, source=point_name(point))
        self.sentence.set_text(words)
        self.add.setVisible(may_edit)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box(painter, self.rect().toRectF(), "warn.soft", "warn.line", 8)
