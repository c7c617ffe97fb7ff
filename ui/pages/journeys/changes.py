"""The Changes tab of the difference: what is added, changed and removed, and the actions it takes."""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from planner.actions.edits import add_action
from planner.journeys.difference import Difference, difference
from planner.journeys.gap_words import gap_detail, gap_title, point_name
from planner.journeys.gaps import Gap, to_do
from planner.journeys.records import Journey
from planner.journeys.worth import together_note, worths
from planner.language import _, ngettext
from planner.plan import Plan, find
from ui.guard import guarded
from ui.pages.journeys.late import LateWorths
from ui.plain import plain_tip
from ui.session import Session
from ui.theme import theme
from ui.widgets import Button, Words
from ui.widgets.containers import clear_layout
from ui.widgets.paint import Painted, box, draw_icon, focus_ring

_GROUPS = ("added", "changed", "removed", "steps")
_BADGES = {"added": ("plus", "ok.fill"), "changed": ("pencil", "warn.fill"), "removed": ("minus", "bad.fill")}


def group_of(gap: Gap) -> str:
    """The group that a gap is listed under."""
    if gap.kind.startswith("transition_"):
        return "steps"
    return {"touchpoint_added": "added", "touchpoint_removed": "removed"}.get(gap.kind, "changed")


def mark_of(gap: Gap) -> str:
    """The mark of a gap: added, changed or removed."""
    return gap.kind.rsplit("_", 1)[1] if gap.kind.split("_")[0] in ("touchpoint", "transition") else "changed"


def open_gaps(plan: Plan, journey: str) -> tuple[Gap, ...]:
    """What has to be done for the optimal journey and no action of the plan does yet."""
    taken = {key for action in plan.actions for key in action.gaps}
    return tuple(gap for gap in to_do(plan, journey) if gap.key not in taken)


def create_actions(plan: Plan, journey: str) -> Plan:
    """An action for every gap that none closes yet."""
    record: Journey | None = find(plan, "journeys", journey)
    segments = (record.segment,) if record is not None and record.segment else ()
    for gap in open_gaps(plan, journey):
        plan = add_action(plan, gap_title(plan, gap)[:300], gaps=(gap.key,), segments=segments)
    return plan


@guarded
class ChangeRow(Painted):
    """One change with its mark; a click shows it on the map."""

    asked = Signal(str)

    def __init__(self, gap: Gap, name: str, detail: str, taken: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.gap = gap
        self.taken = taken
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        row = QVBoxLayout(self)
        row.setContentsMargins(round(28 * theme().scale), 2, 2, 2)
        row.setSpacing(0)
        row.addWidget(Words(name, "body", "text.primary", self, wrap=True))
        if taken:
            detail = _("{detail}, in the action plan").format(detail=detail) if detail else _("In the action plan")
        if detail:
            row.addWidget(Words(detail, "small", "text.secondary", self, wrap=True))
        self.setAccessibleName(f"{name}. {detail}")
        self.clicked.connect(self._ask)

    def sizeHint(self):  # type: ignore[no-untyped-def]
        layout = self.layout()
        assert layout is not None
        return layout.sizeHint()

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        assert layout is not None
        return layout.heightForWidth(width)

    def hasHeightForWidth(self) -> bool:
        return True

    def _ask(self) -> None:
        self.asked.emit(self.gap.key)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            box(painter, QRectF(self.rect()), "bg.hover")
        icon, role = _BADGES[mark_of(self.gap)]
        scale = theme().scale
        centre = QPointF(10 * scale, 12 * scale)
        painter.setPen(theme().color(role))
        painter.setBrush(theme().color(role))
        painter.drawEllipse(centre, 8 * scale, 8 * scale)
        draw_icon(painter, icon, "text.onAccent", centre, 11)
        if self.ring_shown():
            focus_ring(painter, QRectF(self.rect()))


class ChangesPanel(QWidget):
    """Signal: ``asked(str)`` with the key of a gap to show on the map."""

    asked = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.journey = ""
        self._shown: tuple[object, ...] = ()
        self.worths = LateWorths(self)
        self.worths.came.connect(self._show_note)
        body = QVBoxLayout(self)
        body.setContentsMargins(20, 18, 20, 24)
        body.setSpacing(12)
        self.title = Words("", "subtitle", "text.primary", self, wrap=True)
        self.purpose = Words("", "body", "text.secondary", self, wrap=True)
        self.list = QVBoxLayout()
        self.list.setSpacing(6)
        self.note = Words("", "small", "text.secondary", self, wrap=True)
        self.make = Button("", "primary", "list-plus", self)
        self.make.clicked.connect(self._create)
        for widget in (self.title, self.purpose):
            body.addWidget(widget)
        body.addLayout(self.list)
        body.addWidget(self.note)
        body.addWidget(self.make, alignment=Qt.AlignmentFlag.AlignLeft)
        body.addStretch(1)

    def show_journey(self, journey: str) -> None:
        """Brings the list up to what differs in a journey."""
        plan = self.session.plan
        record: Journey | None = find(plan, "journeys", journey)
        if record is None:
            return
        self.journey = journey
        found = difference(plan, journey)
        gaps = to_do(plan, journey)
        segment = find(plan, "segments", record.segment)
        self.title.set_text(_title(found))
        self.purpose.set_text(
            _("What has to change to move {segment} from the current journey to the optimal one.").format(
                segment=segment.name if segment else record.name
            )
        )
        open_keys = {gap.key for gap in open_gaps(plan, journey)}
        rows = [(gap, _name(plan, gap), gap_detail(plan, gap), gap.key not in open_keys) for gap in gaps]
        self._show_rows(rows)
        self._show_note()
        count = len(open_keys)
        self.make.setText(ngettext("Create {count} action", "Create {count} actions", count).format(count=count))
        self.make.updateGeometry()
        self.make.setVisible(count > 0 and not self.session.read_only)

    def _show_note(self) -> None:
        plan = self.session.plan
        if not find(plan, "journeys", self.journey):
            return
        if difference(plan, self.journey) and self.worths.ready(plan, self.journey):
            self.note.set_text(together_note(plan, worths(plan, self.journey)))
        else:
            self.note.set_text("")

    def _show_rows(self, rows: list[tuple[Gap, str, str, bool]]) -> None:
        if tuple(rows) == self._shown:
            return
        self._shown = tuple(rows)
        clear_layout(self.list)
        titles = {
            "added": _("Added"),
            "changed": _("Changed"),
            "removed": _("Removed"),
            "steps": _("Steps"),
        }
        for group in _GROUPS:
            inside = [row for row in rows if group_of(row[0]) == group]
            if inside:
                self.list.addWidget(Words(titles[group], "small", "text.secondary", self))
            for gap, name, detail, taken in inside:
                row = ChangeRow(gap, name, detail, taken, self)
                row.setToolTip(plain_tip(gap_title(self.session.plan, gap)))
                row.asked.connect(self.asked)
                self.list.addWidget(row)

    def _create(self) -> None:
        count = len(open_gaps(self.session.plan, self.journey))
        if self.session.edit(_("Create actions"), create_actions, self.journey):
            words = ngettext("{count} action created.", "{count} actions created.", count).format(count=count)
            self.session.announced.emit(words)


def _title(found: Difference) -> str:
    """How many touchpoints differ, or how many steps where no touchpoint does."""
    counts = {status: found.count(status) for status in ("added", "changed", "removed")}
    if any(counts.values()):
        return _("{added} added, {changed} changed, {removed} removed").format(**counts)
    steps = sum(step.status != "same" for step in found.steps.values())
    if steps:
        return ngettext("{count} step differs", "{count} steps differ", steps).format(count=steps)
    return _("No change yet") if not found else _("Customers start elsewhere")


def _name(plan: Plan, gap: Gap) -> str:
    if gap.kind.startswith("transition_"):
        return gap_title(plan, gap)
    return point_name(difference(plan, gap.journey).points[gap.item].record)
