"""The analysis strip under the canvas: conversion, channels per stage, unmeasured, dead ends, the worst leak."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from planner.language import _, named, percent
from ui.guard import guarded
from ui.plain import plain_tip
from ui.theme import theme
from ui.widgets import Button, Hairline, Words
from ui.widgets.paint import Painted, draw_icon, draw_words, focus_ring


@dataclass(frozen=True, slots=True)
class StripFigures:
    """What the strip says. ``leak`` is source, target and points in words; ``channels`` counts them per stage."""

    now: float | None = None
    then: float | None = None
    channels: tuple[tuple[str, int], ...] = ()
    unmeasured: int = 0
    dead_ends: int = 0
    over: int = 0
    """Touchpoints that bring more contacts a month than their limit."""
    followed: int = 0
    two_way: int = 0
    all: int = 0
    leak_title: str = ""
    leak_from: str = ""
    leak_to: str = ""
    leak_points: str = ""
    leak_good: bool = False
    leak_tip: str = ""
    assumed: bool = False


@guarded
class ChannelBars(QWidget):
    """How many channels each stage uses; a single one is amber. Signal: ``chosen(int)`` with the place of a stage."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.counts: tuple[tuple[str, int], ...] = ()
        self._at = 0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def set_counts(self, counts: tuple[tuple[str, int], ...]) -> None:
        """Stages with their number of channels."""
        if counts != self.counts:
            self.counts = counts
            words = ", ".join(named(stage, count) for stage, count in counts)
            self.setAccessibleName(_("Channels per stage"))
            self.setAccessibleDescription(words)
            self.setToolTip(plain_tip("\n".join(named(stage, count) for stage, count in counts)))
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        scale = theme().scale
        return QSize(round(max(1, len(self.counts)) * 27 * scale), round(34 * scale))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = int(event.position().x() / (27 * theme().scale))
        if event.button() == Qt.MouseButton.LeftButton and at < len(self.counts):
            self._at = at
            self.chosen.emit(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step and self.counts:
            self._at = max(0, min(len(self.counts) - 1, self._at + step))
            self.setAccessibleName(_("Channels per stage, {stage}").format(stage=named(*self.counts[self._at])))
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.counts:
            self.chosen.emit(min(self._at, len(self.counts) - 1))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        scale = theme().scale
        most = max((count for _stage, count in self.counts), default=1) or 1
        base = self.height() - 15 * scale
        for at, (_stage, count) in enumerate(self.counts):
            high = (base - 1) * (0.15 + 0.85 * count / most) if count else 2 * scale
            bar = QRectF(at * 27 * scale, base - high, 18 * scale, high)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color("warn.fill" if count <= 1 else "accent.line"))
            painter.drawRoundedRect(bar, 2, 2)
            label = QRectF(bar.left() - 4, base + 1, bar.width() + 8, 14 * scale)
            draw_words(painter, label, str(count), "micro", "text.secondary", Qt.AlignmentFlag.AlignHCenter)
            if self.hasFocus() and at == self._at:
                focus_ring(painter, QRectF(bar.left() - 3, 0, bar.width() + 6, self.height()))


@guarded
class LeakWords(QWidget):
    """Two touchpoints with an arrow between them and the points lost or gained; names give way first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures = StripFigures()
        self._style = "figure"
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_figures(self, figures: StripFigures) -> None:
        """Other figures."""
        self.figures = figures
        words = f"{figures.leak_from} → {figures.leak_to} {figures.leak_points}"
        self.setAccessibleName(words)
        self.setToolTip(plain_tip(figures.leak_tip or words))
        self._style = "figure"
        self.updateGeometry()
        self.update()

    def _font(self) -> QFontMetricsF:
        return QFontMetricsF(theme().font(self._style))

    def sizeHint(self) -> QSize:
        metrics, scale = self._font(), theme().scale
        f = self.figures
        arrow = 28 * scale if f.leak_to else 0
        wide = sum(metrics.horizontalAdvance(w) for w in (f.leak_from, f.leak_to, f.leak_points)) + arrow + 24 * scale
        return QSize(round(wide), theme().line("figure"))

    def slack(self) -> int:
        """How much less the words could take in a smaller style."""
        large = self.sizeHint().width()
        self._style = "subtitle"
        small = self.sizeHint().width()
        self._style = "figure"
        return large - small

    def minimumSizeHint(self) -> QSize:
        return QSize(round(120 * theme().scale), theme().line("figure"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._style = "figure"
        if self.sizeHint().width() > self.width() + 2:
            self._style = "subtitle"
        metrics, scale, style = self._font(), theme().scale, self._style
        f = self.figures
        points = metrics.horizontalAdvance(f.leak_points) + 2
        arrow = 28 * scale if f.leak_to else 0
        room = self.width() - points - arrow - 12 * scale
        first, second = (metrics.horizontalAdvance(w) + 2 for w in (f.leak_from, f.leak_to))
        if first + second > room:
            first = max(room - second, room * 0.45) if second < room * 0.55 else min(first, room * 0.45)
            second = room - first
        x, high = 0.0, self.height()
        draw_words(painter, QRectF(x, 0, first, high), f.leak_from, style)
        x += first
        if f.leak_to:
            draw_icon(painter, "arrow-right", "text.secondary", QPointF(x + arrow / 2, high / 2 + 1), 16)
            x += arrow
            draw_words(painter, QRectF(x, 0, second, high), f.leak_to, style)
            x += second
        role = "ok.text" if f.leak_good else "warn.text"
        draw_words(painter, QRectF(x + 10 * scale, 0, points, high), f.leak_points, style, role)
        self._style = "figure"


@guarded
class FigureDoor(Painted):
    """Figures in a row that open, all together, what they count."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(8)

    def add(self, words: Words) -> None:
        """One more figure; the mouse goes through it."""
        words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.row.addWidget(words)

    def say(self, name: str, tip: str) -> None:
        """What a screen reader and a tooltip say."""
        self.setAccessibleName(name)
        self.setToolTip(plain_tip(tip))

    def sizeHint(self) -> QSize:
        return self.row.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() and self.isEnabled():
            painter.fillRect(0, self.height() - 2, self.width(), 2, theme().color("accent.fill"))
        if self.ring_shown():
            focus_ring(painter, QRectF(self.rect()))


class _Block(QWidget):
    """One figure with its title above it."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 0, 20, 0)
        column.setSpacing(2)
        self.title = Words(title, "small", "text.secondary", self)
        column.addStretch(1)
        column.addWidget(self.title)
        holder = QWidget(self)
        holder.setFixedHeight(round(36 * theme().scale))
        self.holder = holder
        self.row = QHBoxLayout(holder)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(8)
        column.addWidget(holder)
        column.addStretch(1)
        theme().changed.connect(self._on_theme)

    def _on_theme(self) -> None:
        self.holder.setFixedHeight(round(36 * theme().scale))


@guarded
class Strip(QFrame):
    """Signals: ``show_asked(str)`` with goals, unmeasured, dead_ends, over, followed, two_way or leak;
    ``stage_asked(int)`` with the place of a stage."""

    show_asked = Signal(str)
    stage_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures = StripFigures()
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 1, 4, 0)
        row.setSpacing(0)
        self.conversion = _Block(_("Conversion, current to optimal"), self)
        self.now = Words("", "figure", "text.primary", self)
        self.arrow = Words("→", "figure", "text.secondary", self)
        self.then = Words("", "figure", "ok.text", self)
        self.goals = FigureDoor(self)
        self.goals.clicked.connect(self._ask_goals)
        for words in (self.now, self.arrow, self.then):
            self.goals.add(words)
        self.conversion.row.addWidget(self.goals)
        self.conversion.row.addStretch(1)
        self.channels = _Block(_("Channels per stage"), self)
        self.bars = ChannelBars(self)
        self.bars.chosen.connect(self.stage_asked)
        self.channels.row.addWidget(self.bars)
        self.channels.row.addStretch(1)
        self.unmeasured = _Block(_("Unmeasured"), self)
        self.unmeasured_count, self.unmeasured_show = self._count(self.unmeasured)
        self.unmeasured_show.clicked.connect(self._ask_unmeasured)
        self.dead_ends = _Block(_("Dead ends"), self)
        self.dead_count, self.dead_show = self._count(self.dead_ends)
        self.dead_show.clicked.connect(self._ask_dead_ends)
        self.over = _Block(_("Too many contacts"), self)
        self.over_count, self.over_show = self._count(self.over)
        self.over_show.clicked.connect(self._ask_over)
        self.followed = _Block(_("With a follow-up"), self)
        self.followed_count, self.followed_show = self._count(self.followed)
        self.followed_show.clicked.connect(self._ask_followed)
        self.two_way = _Block(_("Two-way"), self)
        self.two_way_count, self.two_way_show = self._count(self.two_way)
        self.two_way_show.clicked.connect(self._ask_two_way)
        self.leak = _Block(_("Biggest leak"), self)
        self.leak_words = LeakWords(self)
        self.leak_show = Button(_("Show"), "link", parent=self)
        self.leak_show.setAccessibleDescription(_("Biggest leak"))
        self.leak_show.clicked.connect(self._ask_leak)
        self.leak.row.addWidget(self.leak_words)
        self.leak.row.addWidget(self.leak_show)
        self.leak.row.addStretch(1)
        more = (self.over, self.followed, self.two_way)
        blocks = (self.conversion, self.channels, self.unmeasured, self.dead_ends, *more, self.leak)
        self._line_before: dict[QWidget, QWidget] = {}
        for at, block in enumerate(blocks):
            if at:
                self._line_before[block] = Hairline(self, vertical=True)
                row.addWidget(self._line_before[block])
            row.addWidget(block, 1 if block is self.leak else 0)
        theme().changed.connect(self.fit)
        self.fit()

    def _count(self, block: _Block) -> tuple[Words, Button]:
        count = Words("", "figure", "text.primary", self)
        show = Button(_("Show"), "link", parent=self)
        show.setAccessibleDescription(block.title.text())
        block.row.addWidget(count)
        block.row.addWidget(show)
        block.row.addStretch(1)
        return count, show

    def show_figures(self, figures: StripFigures) -> None:
        """Brings the strip up to the figures."""
        if figures == self.figures:
            return
        self.figures = figures
        about = "≈ " if figures.assumed else ""
        self.now.set_text("–" if figures.now is None else about + percent(figures.now))
        self.then.set_text("" if figures.then is None else percent(figures.then))
        self.then.setVisible(figures.then is not None)
        self.arrow.setVisible(figures.then is not None)
        worse = figures.then is not None and figures.now is not None and figures.then < figures.now
        self.then.set_role("warn.text" if worse else "ok.text")
        self._name_goals()
        self.bars.set_counts(figures.channels)
        self.unmeasured_count.set_text(str(figures.unmeasured))
        self.unmeasured_show.setVisible(figures.unmeasured > 0)
        self.dead_count.set_text(str(figures.dead_ends))
        self.dead_show.setVisible(figures.dead_ends > 0)
        self.over_count.set_text(str(figures.over))
        self.followed_count.set_text(_("{count} of {all}").format(count=figures.followed, all=figures.all))
        self.followed_show.setVisible(figures.followed > 0)
        self.two_way_count.set_text(_("{count} of {all}").format(count=figures.two_way, all=figures.all))
        self.two_way_show.setVisible(figures.two_way > 0)
        self.leak.title.set_text(figures.leak_title or _("Biggest leak"))
        self.leak_words.show_figures(figures)
        self.leak_show.setVisible(bool(figures.leak_from) and figures.leak_from != "–")
        self.fit()

    def _name_goals(self) -> None:
        figures = self.figures
        door = _("Show the touchpoints where customers reach the goal.")
        assumed = _("Some shares are not typed yet and are assumed to be equal.") if figures.assumed else ""
        words = [w.text() for w in (self.now, self.arrow, self.then) if figures.then is not None or w is self.now]
        self.goals.setEnabled(figures.now is not None or figures.then is not None)
        self.goals.say(named(self.conversion.title.text(), " ".join(words)), "\n".join(filter(None, (door, assumed))))

    def fit(self) -> None:
        """Lower where the window is low; where it is narrow, what matters less gives way."""
        window = self.window()
        low = window is not self and window.height() < 760 * theme().scale
        self.setFixedHeight(theme().metric("analysisStripCompact" if low else "analysisStrip"))
        need = sum(b.sizeHint().width() for b in (self.conversion, self.unmeasured, self.dead_ends, self.leak))
        slack = self.leak_words.slack()
        room = self.width() + slack - need
        for block in (self.over, self.channels, self.followed, self.two_way):
            wide = block.sizeHint().width()
            spare = room if block in (self.over, self.channels) else room - slack  # the leak comes before these
            shown = wide <= spare and (block is not self.over or self.figures.over > 0)
            room -= wide if shown else 0
            block.setVisible(shown)
            self._line_before[block].setVisible(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.fit()  # a figure has become longer or shorter
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().color("bg.page"))
        painter.fillRect(0, 0, self.width(), 1, theme().color("line.hair"))

    def _ask_goals(self) -> None:
        self.show_asked.emit("goals")

    def _ask_unmeasured(self) -> None:
        self.show_asked.emit("unmeasured")

    def _ask_dead_ends(self) -> None:
        self.show_asked.emit("dead_ends")

    def _ask_over(self) -> None:
        self.show_asked.emit("over")

    def _ask_followed(self) -> None:
        self.show_asked.emit("followed")

    def _ask_two_way(self) -> None:
        self.show_asked.emit("two_way")

    def _ask_leak(self) -> None:
        self.show_asked.emit("leak")
