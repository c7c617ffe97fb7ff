"""The card of the selected segment: its criteria, the parts of its score, what it needs."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from planner.language import _, date_text, named, ngettext, number, short_number
from planner.plan import Plan, by_id
from planner.segments.records import Segment
from planner.segments.scoring import Score, criterion_name
from planner.segments.words import LIFECYCLES, lifecycle_role, lifecycle_words
from ui.guard import guarded
from ui.pages.segments.rows import TableFigures, rank_sentence
from ui.pages.segments.rule_chips import RuleChips
from ui.plain import plain_tip
from ui.theme import theme
from ui.widgets import Button, Card, Chip, IconButton, InPlaceArea, InPlaceText, Words
from ui.widgets.paint import draw_words

_RIGHT = Qt.AlignmentFlag.AlignRight
STACKED = 700
"""Under this width the three columns of the card stand one under the other."""


@guarded
class Dot(QWidget):
    """The dot of a lifecycle stage."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.role = "line.control"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_role(self, role: str) -> None:
        """Another colour."""
        if role != self.role:
            self.role = role
            self.update()

    def sizeHint(self) -> QSize:
        side = round(12 * theme().scale)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color(self.role))
        painter.drawEllipse(QPointF(self.width() / 2, self.height() / 2), 5 * theme().scale, 5 * theme().scale)


@guarded
class PartsView(QWidget):
    """What each criterion adds to the score: name, bar and points in rows; long names give way."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.parts: tuple[tuple[str, float, float], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Parts of the priority score"))
        theme().changed.connect(self.updateGeometry)

    def set_parts(self, parts: tuple[tuple[str, float, float], ...]) -> None:
        """Names, points, and the most points that there are."""
        if parts != self.parts:
            self.parts = parts
            said = [named(name, _points(points, most)) for name, points, most in parts]
            self.setAccessibleDescription(", ".join(said))
            self.setToolTip(plain_tip("\n".join(said)))
            self.updateGeometry()
            self.update()

    def _line(self) -> float:
        return 22 * theme().scale

    def sizeHint(self) -> QSize:
        return QSize(round(200 * theme().scale), round(self._line() * len(self.parts)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale, line = theme().scale, self._line()
        metrics = QFontMetrics(theme().font("body"))
        named = max((metrics.horizontalAdvance(name) for name, _p, _m in self.parts), default=0) + 16 * scale
        named = min(named, self.width() * 0.56)
        told = max((metrics.horizontalAdvance(_points(p, m)) for _n, p, m in self.parts), default=0) + 12 * scale
        room = max(self.width() - named - told, 0)
        for at, (name, points, most) in enumerate(self.parts):
            row = QRectF(0, at * line, self.width(), line)
            draw_words(painter, QRectF(0, row.top(), named - 8 * scale, line), name)
            draw_words(painter, row, _points(points, most), "body", "text.secondary", _RIGHT, tabular=True)
            bar = QRectF(named, row.center().y() - 2, room, 4)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color("bg.pressed"))
            painter.drawRoundedRect(bar, 2, 2)
            painter.setBrush(theme().color("accent.fill"))
            bar.setWidth(room * min(max(points / most if most else 0.0, 0.0), 1.0))
            if bar.width() >= 1:
                painter.drawRoundedRect(bar, 2, 2)


def _points(points: float, most: float) -> str:
    return _("{points} / {most}").format(points=number(points), most=short_number(most, 1))


class ScoreParts(QWidget):
    """The priority score with its parts and its rank. Signals: ``criteria_asked()``, ``standard_asked()``."""

    criteria_asked = Signal()
    standard_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(4)
        self.title = Words("", "label", "text.secondary", self)
        self.edit = IconButton("sliders-horizontal", _("Priority criteria"), parent=self, size=24)
        self.edit.clicked.connect(self.criteria_asked)
        head.addWidget(self.title)
        head.addWidget(self.edit)
        head.addStretch(1)
        column.addLayout(head)
        self.parts = PartsView(self)
        column.addWidget(self.parts)
        self.rank = Words("", "caption", "text.secondary", self, wrap=True)
        column.addWidget(self.rank)
        self.standard = Button(_("Use the standard criteria"), "secondary", "plus", self, small=True)
        self.standard.clicked.connect(self.standard_asked)
        column.addWidget(self.standard, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def show_score(self, plan: Plan, score: Score | None, sentence: str, read_only: bool) -> None:
        """Brings the parts up to a score."""
        names = by_id(plan, "score_criteria")
        parts = score.parts if score else ()
        self.parts.set_parts(tuple((criterion_name(names[p.criterion]), p.points, p.weight) for p in parts))
        self.title.set_text(
            _("Priority score {points}").format(points=number(score.points)) if score else _("Priority score")
        )
        self.edit.setVisible(bool(plan.score_criteria))
        self.standard.setVisible(not plan.score_criteria and not read_only)
        self.rank.set_text(sentence)


@guarded
class SegmentCard(Card):
    """The card. Signals: ``edited(str, object, bool)`` with a field, its value and whether someone is typing;
    ``left()`` when typing ends; ``asked(str)`` with a verb: journey, objectives, menu, criteria, standard.
    """

    edited = Signal(str, object, bool)
    left = Signal()
    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding=16)
        self.segment_id = ""
        self.body.setSpacing(10)
        self.body.addLayout(self._build_head())
        self.columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.columns.setSpacing(32)
        self.columns.addLayout(self._build_criteria(), 44)
        self.score = ScoreParts(self)
        self.score.criteria_asked.connect(self._ask_criteria)
        self.score.standard_asked.connect(self._ask_standard)
        self.columns.addWidget(self.score, 28)
        self.columns.addLayout(self._build_needs(), 28)
        self.body.addLayout(self.columns)

    def _build_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        self.dot = Dot(self)
        self.name = InPlaceText("", self, "heading")
        self.name.setAccessibleName(_("Name of the segment"))
        self.name.set_placeholder(_("Name of the segment"))
        self.name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.name.setStyleSheet("padding: 0 2px; min-height: 10px;")
        self.stage = Chip("", parent=self)
        self.vip = Chip(_("VIP"), icon="crown", parent=self, tone="accent")
        self.vip.setToolTip(plain_tip(_("A VIP segment may be small. Click to take the mark away.")))
        self.journey = Button(_("Open journey"), "secondary", "route", self)
        self.journey.setToolTip("Ctrl+J")
        self.objectives = Button(_("Assign objectives"), "secondary", "target", self)
        self.more = IconButton("ellipsis", _("More for this segment"), parent=self)
        left: tuple[QWidget, ...] = (self.dot, self.name, self.stage, self.vip)
        right: tuple[QWidget, ...] = (self.journey, self.objectives, self.more)
        for widget in left:
            head.addWidget(widget)
        head.addStretch(1)
        for widget in right:
            head.addWidget(widget)
        self.name.edited.connect(self._on_name)
        self.name.committed.connect(self._on_left)
        self.stage.clicked.connect(self._open_stages)
        self.vip.clicked.connect(self._ask_vip)
        self.journey.clicked.connect(self._ask_journey)
        self.objectives.clicked.connect(self._ask_objectives)
        self.more.clicked.connect(self._ask_menu)
        return head

    def _build_criteria(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(_title(_("Criteria"), self))
        self.rules = RuleChips(self)
        self.rules.left.connect(self.left)
        column.addWidget(self.rules)
        self.origin = Words("", "caption", "text.secondary", self, wrap=True)
        column.addWidget(self.origin)
        column.addStretch(1)
        return column

    def _build_needs(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        title = _title(_("What they need"), self)
        title.setContentsMargins(4, 0, 0, 0)  # in line with the text, which keeps room for its frame
        column.addWidget(title)
        self.needs = InPlaceArea("", self, lines=2)
        self.needs.setAccessibleName(_("What they need"))
        self.needs.setPlaceholderText(_("What do they need from you?"))
        self.needs.edited.connect(self._on_needs)
        self.needs.committed.connect(self._on_left)
        column.addWidget(self.needs)
        column.addStretch(1)
        return column

    def show_segment(self, figures: TableFigures, segment: Segment, read_only: bool) -> None:
        """Brings the card up to a segment."""
        self.segment_id = segment.id
        self.dot.set_role(lifecycle_role(segment.lifecycle))
        self.name.set_text(segment.name)
        self.name.set_read_only(read_only)
        self._show_stage(segment.lifecycle, read_only)
        self.vip.setVisible(segment.vip)
        self.vip.setEnabled(not read_only)
        self.objectives.setVisible(not read_only)
        self.more.setVisible(not read_only)
        self.rules.show_segment(figures.plan, segment, read_only)
        self.origin.set_text(origin_sentence(segment))
        self.score.show_score(figures.plan, figures.scores.get(segment.id), rank_sentence(figures, segment), read_only)
        self.needs.set_text(segment.needs)
        self.needs.set_read_only(read_only)

    def _show_stage(self, stage: str, read_only: bool) -> None:
        words = lifecycle_words(stage) or _("No stage")
        if words != self.stage.text():
            self.stage.setText(words)
            self.stage.updateGeometry()
        self.stage.setAccessibleName(_("Lifecycle stage: {stage}").format(stage=words))
        self.stage.setEnabled(not read_only)

    def _open_stages(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, words in _stages():
            action = QAction(words, menu)
            action.setCheckable(True)
            action.setChecked(words == self.stage.text())
            action.setData(key)
            menu.addAction(action)
        menu.triggered.connect(self._on_stage)
        menu.popup(self.stage.mapToGlobal(QPoint(0, self.stage.height() + 2)))

    def _on_name(self, text: str) -> None:
        self.edited.emit("name", text, True)

    def _on_needs(self, text: str) -> None:
        self.edited.emit("needs", text, True)

    def _on_stage(self, action: QAction) -> None:
        self.edited.emit("lifecycle", str(action.data()), False)

    def _ask_vip(self) -> None:
        self.asked.emit("vip")

    def _on_left(self, _text: str) -> None:
        self.left.emit()

    def _ask_journey(self) -> None:
        self.asked.emit("journey")

    def _ask_objectives(self) -> None:
        self.asked.emit("objectives")

    def _ask_menu(self) -> None:
        self.asked.emit("menu")

    def _ask_criteria(self) -> None:
        self.asked.emit("criteria")

    def _ask_standard(self) -> None:
        self.asked.emit("standard")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        stacked = self.width() < STACKED * theme().scale
        way = QBoxLayout.Direction.TopToBottom if stacked else QBoxLayout.Direction.LeftToRight
        if self.columns.direction() != way:
            self.columns.setDirection(way)
            self.columns.setSpacing(16 if stacked else 32)


def _title(words: str, parent: QWidget) -> Words:
    """The heading of a column of the card, as high as the one with a button in it."""
    title = Words(words, "label", "text.secondary", parent)
    title.setMinimumHeight(round(24 * theme().scale))
    return title


def _stages() -> list[tuple[str, str]]:
    return [("", _("No stage")), *((stage, lifecycle_words(stage)) for stage in LIFECYCLES)]


def origin_sentence(segment: Segment) -> str:
    """Where the figures of a segment come from; nothing where they were typed without a source."""
    origin = segment.provenance
    if origin.kind == "typed" and not origin.source:
        return ""
    count = segment.customers or 0
    said = ngettext("{count} customer", "{count} customers", count).format(count=number(count))
    if origin.source and origin.date:
        text = _("{customers}, from {source}, {date}.")
        return text.format(customers=said, source=origin.source, date=date_text(origin.date))
    if origin.source:
        return _("{customers}, from {source}.").format(customers=said, source=origin.source)
    return ""
