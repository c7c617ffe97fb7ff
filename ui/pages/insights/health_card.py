"""The plan's health: the score as a ring, and what takes points off it, each with Show me."""

from PySide6.QtCore import QObject, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from planner.insight.health import Health, Reason
from planner.insight.summary import sentence_of
from planner.language import MINUS, _, short_number
from ui.guard import guarded
from ui.session import Session
from ui.theme import theme
from ui.widgets import Button, Card, Hairline, Words
from ui.widgets.containers import clear_layout
from ui.widgets.paint import box, draw_words

SHOWN = 4


@guarded
class Gauge(QWidget):
    """The score in a ring, which stays empty until the score is known."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.score: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def set_score(self, score: int) -> None:
        """Another score, 0 to 100."""
        self.score = score
        self.setAccessibleName(_("Plan health: {score} of 100").format(score=score))
        self.update()

    def sizeHint(self) -> QSize:
        side = round(118 * theme().scale)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = 10 * theme().scale
        ring = QRectF(self.rect()).adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme().color("bg.sunken"), wide))
        painter.drawEllipse(ring)
        if self.score is None:
            return
        role = "ok.fill" if self.score >= 90 else "accent.fill" if self.score >= 50 else "warn.fill"
        pen = QPen(theme().color(role), wide)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        if self.score > 0:
            painter.drawArc(ring, 90 * 16, -round(self.score * 3.6 * 16))
        upper = QRectF(0, self.height() * 0.27, self.width(), self.height() * 0.32)
        draw_words(painter, upper, str(self.score), "display", "text.primary", Qt.AlignmentFlag.AlignHCenter)
        lower = QRectF(0, self.height() * 0.58, self.width(), self.height() * 0.16)
        draw_words(painter, lower, _("of 100"), "caption", "text.secondary", Qt.AlignmentFlag.AlignHCenter)


@guarded
class _Points(QWidget):
    """The points that a reason takes off."""

    def __init__(self, reason: Reason, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = MINUS + short_number(reason.points, 1)
        self._tone = "bad" if reason.findings[0].severity == "missing" else "warn"
        self.setFixedSize(round(38 * theme().scale), round(22 * theme().scale))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        box(painter, area, f"{self._tone}.soft")
        draw_words(painter, area, self._words, "label", f"{self._tone}.text", Qt.AlignmentFlag.AlignHCenter)


class HealthCard(Card):
    """Score, a sentence on it, and the heaviest reasons."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._shown_all = False
        self._health: Health | None = None
        head = QHBoxLayout()
        head.setSpacing(18)
        self.gauge = Gauge(self)
        head.addWidget(self.gauge)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addStretch(1)
        words.addWidget(Words(_("Plan health"), "heading", "text.primary", self))
        self.sentence = Words("", "body", "text.secondary", self, wrap=True)
        words.addWidget(self.sentence)
        words.addStretch(1)
        head.addLayout(words, 1)
        self.body.addLayout(head)
        self.reasons = QVBoxLayout()
        self.reasons.setSpacing(9)
        self.body.addLayout(self.reasons)
        self.more = Button("", "link", parent=self)
        self.more.clicked.connect(self._toggle)
        self.body.addWidget(self.more, alignment=Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)

    def show_health(self, health: Health) -> None:
        """Brings the card up to a plan's health."""
        if health == self._health:
            return
        self._health = health
        self.gauge.set_score(health.score)
        self.sentence.set_text(verdict(health.score))
        self._show_reasons()

    def _show_reasons(self) -> None:
        assert self._health is not None
        clear_layout(self.reasons)
        found = [reason for reason in self._health.reasons if reason.points > 0]
        for reason in found if self._shown_all else found[:SHOWN]:
            self.reasons.addWidget(Hairline(self))
            self.reasons.addWidget(_ReasonRow(self.session, reason, self))
        self.more.setVisible(len(found) > SHOWN)
        rest = _("{count} more").format(count=len(found) - SHOWN)
        self.more.setText(_("Show fewer") if self._shown_all else rest)

    def _toggle(self) -> None:
        self._shown_all = not self._shown_all
        self._show_reasons()


class _ReasonRow(QWidget):
    """A reason: its points, its sentence, Show me."""

    def __init__(self, session: Session, reason: Reason, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(_Points(reason, self))
        sentence = sentence_of(reason)
        row.addWidget(Words(sentence, "body", "text.primary", self, wrap=True), 1)
        show = Button(_("Show me"), "link", parent=self)
        show.setAccessibleDescription(sentence)
        show.clicked.connect(_Door(session, reason, self).open)
        row.addWidget(show)


class _Door(QObject):
    """Opens the place of a reason's first finding."""

    def __init__(self, session: Session, reason: Reason, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._finding = session, reason.findings[0]

    def open(self) -> None:
        """Shows the item."""
        page = self._finding.page if self._finding.page != "insights" else "objectives"
        self._session.show(page, self._finding.table, self._finding.item)


def verdict(score: int) -> str:
    """One sentence on a health score."""
    if score >= 90:
        return _("Sound. Ready to present.")
    if score >= 60:
        return _("Sound, with gaps to close before you present it.")
    if score >= 30:
        return _("Taking shape. The gaps below weigh most.")
    return _("Only begun. The gaps below weigh most.")
