"""Dot-vote on objectives: each person puts dots, then the votes become weights."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from planner.insight.rules_objectives import name_of
from planner.language import _, ngettext
from planner.plan import Plan
from ui.guard import guarded
from ui.session import Session
from ui.theme import theme
from ui.widgets import Button, IconButton, Words
from ui.widgets.paint import box


@guarded
class Dots(QWidget):
    """Votes as dots in a row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.count = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(160, 18)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("accent.fill"))
        room = max(1, self.width() // 15)
        for at in range(min(self.count, room)):
            painter.drawEllipse(QRectF(at * 15.0, 4, 11, 11))


@guarded
class VoteRow(QWidget):
    """An objective with its dots. Signal: ``voted(str, int)``."""

    voted = Signal(str, int)

    def __init__(self, objective_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.objective_id = objective_id
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 12, 12)
        row.setSpacing(12)
        self.rank = Words("", "figure", "text.primary", self)
        self.name = Words("", "strong", "text.primary", self, wrap=True)
        self.dots = Dots(self)
        self.count = Words("", "heading", "text.primary", self)
        self.less = IconButton("minus", _("One vote less"), parent=self, framed=True)
        self.more = IconButton("plus", _("One vote more"), parent=self, framed=True)
        self.less.clicked.connect(self._less)
        self.more.clicked.connect(self._more)
        row.addWidget(self.rank)
        row.addWidget(self.name, 3)
        row.addWidget(self.dots, 2)
        for widget in (self.count, self.less, self.more):
            row.addWidget(widget)

    def show_votes(self, rank: int, name: str, count: int) -> None:
        """Brings the row up to date."""
        self.rank.set_text(str(rank))
        self.name.set_text(name)
        self.count.set_text(str(count))
        self.dots.count = count
        self.dots.update()
        self.setAccessibleName(
            ngettext("{name}: {count} vote", "{name}: {count} votes", count).format(name=name, count=count)
        )

    def _less(self) -> None:
        self.voted.emit(self.objective_id, -1)

    def _more(self) -> None:
        self.voted.emit(self.objective_id, 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box(painter, QRectF(self.rect()), "bg.surface", "line.hair", 8)


@guarded
class VoteRows(QWidget):
    """All objectives to vote on; keys 1 to 9 vote, Shift removes. Signal: ``adopted(object)`` with the votes."""

    adopted = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.votes: dict[str, int] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Dot-vote"))
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(6)
        self._rows: dict[str, VoteRow] = {}
        foot = QHBoxLayout()
        self.hint = Words(_("Keys 1 to 9 add a vote, with Shift they take one away."), "small", "text.secondary", self)
        self.clear = Button(_("Start again"), "quiet", "rotate-ccw", self)
        self.clear.clicked.connect(self._clear)
        self.use = Button(_("Use votes as weights"), "secondary", "check", self)
        self.use.clicked.connect(self._adopt)
        foot.addWidget(self.hint)
        foot.addStretch(1)
        foot.addWidget(self.clear)
        foot.addWidget(self.use)
        self.body.addLayout(foot)

    def show_plan(self, plan: Plan) -> None:
        """Brings the rows up to the plan's objectives."""
        known = {o.id for o in plan.objectives}
        for row_id in [i for i in self._rows if i not in known]:
            row = self._rows.pop(row_id)
            row.hide()
            row.deleteLater()
        for rank, objective in enumerate(plan.objectives, start=1):
            if objective.id not in self._rows:
                fresh = VoteRow(objective.id, self)
                fresh.voted.connect(self.vote)
                self._rows[objective.id] = fresh
            row = self._rows[objective.id]
            self.body.insertWidget(rank - 1, row)
            row.show_votes(rank, objective.statement or name_of(objective), self.votes.get(objective.id, 0))
        self.use.setEnabled(any(self.votes.values()) and not self.session.read_only)

    def vote(self, objective_id: str, count: int) -> None:
        """Adds or takes votes; votes live in the room until they are used."""
        self.votes[objective_id] = max(0, self.votes.get(objective_id, 0) + count)
        self.show_plan(self.session.plan)

    def _clear(self) -> None:
        self.votes.clear()
        self.show_plan(self.session.plan)

    def _adopt(self) -> None:
        votes = dict(self.votes)
        self.votes.clear()
        self.adopted.emit(votes)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.nativeVirtualKey() if not Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9 else event.key()
        at = int(key) - int(Qt.Key.Key_1)
        objectives = self.session.plan.objectives
        if 0 <= at < len(objectives):
            self.vote(objectives[at].id, -1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)
