"""One objective on a ballot: rank, lever, statement, a dot for each vote, the count, and one vote more or less."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from planner.catalogue import lever
from planner.insight.rules_objectives import name_of
from planner.language import _, ngettext
from planner.objectives.records import Objective
from ui.guard import guarded
from ui.plain import plain_tip
from ui.theme import theme
from ui.widgets import IconButton
from ui.widgets.lines import wrapped
from ui.widgets.paint import KEYBOARD_REASONS, box, draw_icon, draw_words, focus_ring

ROW, PAD = 64, 8
LEVER, LINE = 20, 19
MOST_LINES = 3
DOT = 10
_STEPS = (14.0, 11.0, 8.0, 6.0)
"""How far dots stand apart; the more there are, the closer."""


@dataclass(frozen=True, slots=True)
class VoteFace:
    """What a row shows; ``votes`` is None while nobody may see them."""

    rank: int
    icon: str
    lever_name: str
    statement: str
    votes: int | None
    leads: bool


def face_on_ballot(rank: int, objective: Objective, votes: int | None, leads: bool = False) -> VoteFace:
    """How an objective looks on a ballot."""
    known = lever(objective.lever)
    return VoteFace(
        rank,
        known.icon if known else "target",
        objective.name or (known.name if known else _("Own objective")),
        objective.statement or name_of(objective),
        votes,
        leads,
    )


@guarded
class VoteRow(QFrame):
    """Signals: ``voted(str, int)`` with the objective and one vote more or less, ``stepped(str, int)`` goes on to a
    row above or below.
    """

    voted = Signal(str, int)
    stepped = Signal(str, int)

    def __init__(self, objective_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.objective_id = objective_id
        self.face: VoteFace | None = None
        self._keyboard = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.less = IconButton("minus", _("One vote less"), parent=self, size=28, framed=True)
        self.more = IconButton("plus", _("One vote more"), parent=self, size=28, framed=True)
        self.less.clicked.connect(self._less)
        self.more.clicked.connect(self._more)
        theme().changed.connect(self._on_theme)

    def show_face(self, face: VoteFace, open_now: bool) -> None:
        """Brings the row up to its ballot; votes are counted only while it is open."""
        self.more.setVisible(open_now)
        self.less.setVisible(open_now and face.votes is not None)
        self.less.setEnabled(bool(face.votes))
        if face == self.face:
            return
        self.face = face
        self.updateGeometry()
        name = face.statement or face.lever_name
        count = _("votes hidden")
        if face.votes is not None:
            count = ngettext("{count} vote", "{count} votes", face.votes).format(count=face.votes)
        self.setAccessibleName(_("{rank}. {name}, {votes}").format(rank=face.rank, name=name, votes=count))
        self.setToolTip(plain_tip(name if len(self._lines()) > 1 and self._lines()[-1].endswith("…") else ""))
        self.update()

    def sizeHint(self) -> QSize:
        high = LEVER + len(self._lines()) * LINE + 2 * PAD
        return QSize(round(500 * theme().scale), round(max(ROW, high) * theme().scale))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
        self._place()

    def _place(self) -> None:
        scale = theme().scale
        for button, right in ((self.more, 14), (self.less, 48)):
            side = button.sizeHint()
            x = self.width() - round(right * scale) - side.width()
            button.setGeometry(x, (self.height() - side.height()) // 2, side.width(), side.height())

    def _on_theme(self) -> None:
        self.updateGeometry()
        self._place()
        self.update()

    def _words(self) -> QRectF:
        scale = theme().scale
        left = 57 * scale
        return QRectF(left, 0, max(self.width() * 0.5 - left, 120 * scale), self.height())

    def _lines(self) -> tuple[str, ...]:
        words = self.face.statement if self.face else ""
        return wrapped(words, self._words().width(), MOST_LINES, "heading")

    def _less(self) -> None:
        self.voted.emit(self.objective_id, -1)

    def _more(self) -> None:
        self.voted.emit(self.objective_id, 1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._keyboard = event.reason() in KEYBOARD_REASONS
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(self.objective_id, 1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._more()
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._less()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, scale, face = QRectF(self.rect()), theme().scale, self.face
        box(painter, area, "bg.surface", "line.hair", 8)
        if face is None:
            return
        rank = QRectF(24 * scale, 0, 30 * scale, area.height())
        draw_words(painter, rank, str(face.rank), "figure", "text.primary", Qt.AlignmentFlag.AlignHCenter)
        self._paint_words(painter, face)
        count = QRectF(area.right() - 130 * scale, 0, 44 * scale, area.height())
        if face.votes is None:
            draw_words(painter, count, "–", "heading", "text.tertiary", Qt.AlignmentFlag.AlignRight)
        else:
            role = "accent.text" if face.leads else "text.primary"
            draw_words(painter, count, str(face.votes), "heading", role, Qt.AlignmentFlag.AlignRight, tabular=True)
            left = self._words().right() + 20 * scale
            _dots(painter, QRectF(left, 0, count.left() - 12 * scale - left, area.height()), face.votes)
        if self.hasFocus() and self._keyboard:
            focus_ring(painter, area, 8)

    def _paint_words(self, painter: QPainter, face: VoteFace) -> None:
        scale, words, lines = theme().scale, self._words(), self._lines()
        top = (self.height() - (LEVER + len(lines) * LINE) * scale) / 2
        draw_icon(painter, face.icon, "accent.text", QPointF(words.left() + 7 * scale, top + 8 * scale), 15)
        line = QRectF(words.left() + 20 * scale, top, words.width() - 20 * scale, 16 * scale)
        draw_words(painter, line, face.lever_name, "small", "text.secondary")
        top += LEVER * scale
        for at, line_words in enumerate(lines):
            spot = QRectF(words.left(), top + at * LINE * scale, words.width() + 1, LINE * scale)
            draw_words(painter, spot, line_words, "heading")


def _dots(painter: QPainter, area: QRectF, count: int) -> None:
    """A dot for each vote; where there is no room for so many, one bar."""
    scale = theme().scale
    side, middle = DOT * scale, area.center().y()
    step = next((s * scale for s in _STEPS if count * s * scale <= area.width()), 0.0)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().color("accent.fill"))
    if not step and count:
        painter.drawRoundedRect(QRectF(area.left(), middle - side / 2, area.width(), side), side / 2, side / 2)
        return
    for at in range(count):
        painter.drawEllipse(QPointF(area.left() + at * step + side / 2, middle), side / 2, side / 2)
