"""The maturity card: the stage of today, the meter, and what is missing for the next stage."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from exports.figures.maturity import MARKS, maturity_meter, sentence
from exports.figures.scene import Scene
from planner.capabilities.maturity import IndicatorState, Maturity, maturity
from planner.language import _, ngettext, percent
from planner.plan import Plan
from ui.guard import guarded
from ui.theme import theme
from ui.widgets import Button, Card, FigureView, Hairline, Words
from ui.widgets.containers import clear_layout
from ui.widgets.lines import draw_lines, wrapped
from ui.widgets.paint import Painted, draw_icon, focus_ring

ANSWER_ICONS = {**MARKS, "not_met": ("circle-dashed", "warn.text")}
NARROW = 900


@guarded
class IndicatorLink(Painted):
    """An indicator that is not met, as a door to the place where it is answered."""

    def __init__(self, state: IndicatorState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.indicator = state.indicator.key
        self.icon_name, self.role = ANSWER_ICONS[state.answer]
        self.setText(state.indicator.text)
        self.setAccessibleName(state.indicator.text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _lines(self) -> int:
        return max(1, len(wrapped(self.text(), self.width() - 24 * theme().scale, 2)))

    def sizeHint(self) -> QSize:
        wide = QFontMetrics(theme().font("body")).horizontalAdvance(self.text()) + 26 * theme().scale
        return QSize(round(wide), theme().line("body") * (self._lines() if self.width() > 60 else 1) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(round(120 * theme().scale), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = theme().scale
        draw_icon(painter, self.icon_name, self.role, QPointF(8 * scale, theme().line("body") / 2 + 1), 15)
        role = "text.link" if self.underMouse() else "text.primary"
        area = QRectF(22 * scale, 1, self.width() - 24 * scale, self.height())
        draw_lines(painter, area, self.text(), "body", role, 2)
        if self.ring_shown():
            focus_ring(painter, QRectF(self.rect()), 4)


@guarded
class MaturityCard(Card):
    """Where the client stands. Signals: ``asked(str)`` with an indicator, a stage, or nothing to see them all."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, 18)
        self.state: Maturity | None = None
        self._shown: tuple[tuple[str, str], ...] = ()
        self.row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.row.setSpacing(20)
        self.body.addLayout(self.row)
        figure = QHBoxLayout()
        figure.setSpacing(28)
        figure.addLayout(self._build_words())
        self.meter = FigureView(self)
        self.meter.setAccessibleName(_("Maturity"))
        self.meter.chosen.connect(self.asked)
        self.meter.setMinimumWidth(round(240 * theme().scale))
        figure.addWidget(self.meter, 1)
        self.row.addLayout(figure, 1)
        self.line = Hairline(self, vertical=True)
        self.row.addWidget(self.line)
        self.row.addLayout(self._build_missing())
        theme().changed.connect(self._on_theme)
        self._on_theme()

    def _build_words(self) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        self.label = Words(_("Maturity"), "label", "text.secondary", self)
        self.stage = Words("", "title", "text.primary", self)
        self.way = Words("", "small", "text.secondary", self)
        for widget in (self.label, self.stage, self.way):
            words.addWidget(widget)
        words.addStretch(1)
        return words

    def _build_missing(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addStretch(1)
        self.missing_title = Words("", "label", "text.secondary", self)
        column.addWidget(self.missing_title)
        self.missing = QVBoxLayout()
        self.missing.setSpacing(0)
        column.addLayout(self.missing)
        self.all = Button(_("Answer the indicators"), "link", parent=self)
        self.all.clicked.connect(self._ask_all)
        column.addWidget(self.all, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return column

    def show_plan(self, plan: Plan) -> None:
        """Brings the card up to the plan."""
        state = maturity(plan)
        if state is self.state:
            return
        self.state = state
        asked = bool(plan.maturity)
        self.stage.set_text(self._headline(state) if asked else _("Not assessed"))
        self.way.set_text(self._way(state) if asked else self._outlook(state))
        self.meter.set_maker(self._make)
        self.meter.setAccessibleDescription(sentence(state))
        self.missing_title.set_text(self._missing_title(state))
        self.all.setVisible(not asked)
        shown = tuple((i.indicator.key, i.answer) for i in state.missing) if asked else ()
        if shown != self._shown:
            self._shown = shown
            self._show_missing(state if asked else None)

    def _headline(self, state: Maturity) -> str:
        return state.now.stage.name if state.now else _("Starting out")

    def _way(self, state: Maturity) -> str:
        if state.next is None:
            return _("The last stage is reached")
        return _("{percent} of the way to {stage}").format(percent=percent(state.way), stage=state.next.stage.name)

    def _outlook(self, state: Maturity) -> str:
        count = sum(len(stage.indicators) for stage in state.stages)
        return ngettext("{count} indicator to answer", "{count} indicators to answer", count).format(count=count)

    def _missing_title(self, state: Maturity) -> str:
        if state.next is None:
            return _("What is hard at this stage")
        return _("Missing for {stage}").format(stage=state.next.stage.name)

    def _show_missing(self, state: Maturity | None) -> None:
        clear_layout(self.missing)
        if state is None:
            return
        for indicator in state.missing:
            link = IndicatorLink(indicator, self)
            link.clicked.connect(self._on_link)
            self.missing.addWidget(link)
        for challenge in state.challenges if state.next is None else ():
            self.missing.addWidget(Words(challenge, "body", "text.primary", self, wrap=True))

    def _make(self, width: float, height: float) -> Scene:
        assert self.state is not None
        return maturity_meter(self.state, width, height, theme().scale)

    def _on_link(self) -> None:
        link = self.sender()
        if isinstance(link, IndicatorLink):
            self.asked.emit(link.indicator)

    def _ask_all(self) -> None:
        self.asked.emit("")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        narrow = self.width() < NARROW * theme().scale
        wanted = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self.row.direction() != wanted:
            self.row.setDirection(wanted)
            self.line.setVisible(not narrow)

    def _on_theme(self) -> None:
        self.meter.setFixedHeight(round(56 * theme().scale))
        self._fit()
