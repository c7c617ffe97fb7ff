"""The heads of columns and lanes: two plain widgets that follow the canvas's scroll bars and zoom."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from exports.figures.journey_map import LaneLook, StageLook
from planner.language import _, percent, points
from ui.guard import guarded
from ui.pages.journeys.canvas_view import CanvasView
from ui.pages.journeys.wrap import wrapped
from ui.plain import plain_tip
from ui.theme import theme
from ui.widgets.paint import draw_icon, draw_words

ROOMY, NARROW = 100, 48
"""Columns under the first width have slim margins; heads with less room than the second show only the name."""


def place_of(view: CanvasView, axis: str) -> tuple[float, float]:
    """The zoom of a view and how far it is scrolled along an axis, ``dx`` or ``dy``."""
    way = view.viewportTransform()
    return way.m11(), way.dx() if axis == "dx" else way.dy()


def moved_by(view: CanvasView, before: tuple[float, float], axis: str) -> tuple[bool, float]:
    """Whether a view has another zoom than before, and how far it has been scrolled since."""
    zoom, at = place_of(view, axis)
    return zoom != before[0] or (at - before[1]) % 1 != 0, at - before[1]


@guarded
class StageHeader(QWidget):
    """The stages with the share of starters who get there. Signal: ``chosen(str)`` with a stage."""

    chosen = Signal(str)

    def __init__(self, view: CanvasView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._painted_at = (0.0, 0.0)
        view.moved.connect(self._on_moved)
        theme().changed.connect(self._on_theme)

    def sizeHint(self) -> QSize:
        return QSize(200, theme().metric("stageHeader"))

    def stages(self) -> list[tuple[StageLook | None, QRectF]]:
        """The stages and where their heads are."""
        shown = self.view.journey.map
        looks = {stage.id: stage for stage in shown.stages} if shown else {}
        out = []
        for column in self.view.journey.grid.columns:
            left = self.view.mapFromScene(QPointF(column.start, 0)).x()
            right = self.view.mapFromScene(QPointF(column.end, 0)).x()
            out.append((looks.get(column.key), QRectF(left, 0, right - left, self.height())))
        return out

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().color("bg.page"))
        for look, area in self.stages():
            if area.right() < 0 or area.left() > self.width():
                continue
            self._paint_stage(painter, look, area)
        for y in (0, self.height() - 1):
            painter.fillRect(0, y, self.width(), 1, theme().color("line.hair"))

    def _paint_stage(self, painter: QPainter, look: StageLook | None, area: QRectF) -> None:
        scale = theme().scale
        painter.fillRect(QRectF(area.right() - 1, 0, 1, area.height()), theme().color("line.hair"))
        pad = (11 if area.width() >= ROOMY * scale else 5) * scale
        inner = area.adjusted(pad, 0, -pad, 0)
        name = look.name if look else _("No stage")
        role = "text.primary" if look is None or look.in_scope else "text.tertiary"
        high = theme().line("label")
        if look is None or look.reach is None or inner.width() < NARROW * scale:
            self._paint_name(painter, inner, name, role)
            return
        top = self.height() / 2 - high - 1 * scale
        draw_words(painter, QRectF(inner.left(), top, inner.width(), high), name, "strong", role)
        second = QRectF(inner.left(), self.height() / 2 + 1 * scale, inner.width(), high)
        metrics = QFontMetricsF(theme().font("caption"))
        choices = self._words(look)
        words, role = next((c for c in choices if metrics.horizontalAdvance(c[0]) <= inner.width()), choices[-1])
        room = metrics.horizontalAdvance(words) + 8 * scale
        draw_words(painter, second, words, "caption", role, Qt.AlignmentFlag.AlignRight)
        bar = QRectF(second.left(), second.center().y() - 2 * scale, second.width() - room, 4 * scale)
        if bar.width() < 12 * scale:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("line.hair"))
        painter.drawRoundedRect(bar, 2, 2)
        painter.setBrush(theme().color("text.tertiary"))
        painter.drawRoundedRect(QRectF(bar.left(), bar.top(), bar.width() * look.reach, bar.height()), 2, 2)
        if look.then is not None:
            painter.setBrush(theme().color("ok.fill"))
            x = bar.left() + bar.width() * look.then
            painter.drawRect(QRectF(x - 1, bar.top() - 3 * scale, 2 * scale, bar.height() + 6 * scale))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_name(self, painter: QPainter, area: QRectF, name: str, role: str) -> None:
        """Only the name: in its usual place, or where the column is narrow in small type on two lines."""
        scale, high = theme().scale, theme().line("label")
        if area.width() >= NARROW * scale:
            top = self.height() / 2 - high - 1 * scale
            draw_words(painter, QRectF(area.left(), top, area.width(), high), name, "strong", role)
            return
        lines = wrapped(name, QFontMetricsF(theme().font("micro")), area.width(), 2)
        top = (self.height() - high * len(lines)) / 2
        for at, line in enumerate(lines):
            draw_words(painter, QRectF(area.left(), top + at * high, area.width(), high), line, "micro", role)

    def _words(self, look: StageLook) -> list[tuple[str, str]]:
        """What is said of a stage with its colour, and the same in fewer words for a narrow column."""
        assert look.reach is not None
        shown, here = self.view.journey, (percent(look.reach), "text.secondary")
        if shown.drop_off and look.loss is not None and round(look.loss * 100) > 0:
            lost = points(-look.loss)
            return [(f"{lost}   {percent(look.reach)}", "warn.text"), (lost, "warn.text")]
        if look.then is not None and round(look.then, 2) != round(look.reach, 2):
            both = f"{round(look.reach * 100)} → {percent(look.then)}"
            return [(both, "text.secondary"), (f"→ {percent(look.then)}", "text.secondary"), here]
        return [here]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for look, area in self.stages():
            if look is not None and area.contains(event.position()):
                self.chosen.emit(look.id)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            for look, area in self.stages():
                if look is not None and area.contains(QPointF(event.pos())):
                    QToolTip.showText(event.globalPos(), plain_tip(stage_sentence(look)), self)
                    return True
        return super().event(event)

    def _on_moved(self) -> None:
        zoom, by = moved_by(self.view, self._painted_at, "dx")
        if by and not zoom:
            self.scroll(round(by), 0)
        elif zoom:
            self.update()
        self._painted_at = place_of(self.view, "dx")

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()


def lane_sentence(look: LaneLook) -> str:
    """What a lane's head says, as a sentence."""
    if look.refused:
        return _("{channel}: nobody of the segment consented to messages here.").format(channel=look.name)
    if look.consent is not None:
        words = _("{channel}: {share} of the segment consented.")
        words = words.format(channel=look.name, share=percent(look.consent))
        return words + " " + _("A channel that it prefers.") if look.preferred else words
    return _("{channel}: the segment prefers it.").format(channel=look.name) if look.preferred else look.name


def stage_sentence(look: StageLook) -> str:
    """What a stage's head says, as a sentence."""
    if look.reach is None:
        words = _("{stage}: no touchpoint yet.").format(stage=look.name)
        return f"{words} {look.purpose}".strip()
    words = _("{stage}: {share} of those who start get here.").format(stage=look.name, share=percent(look.reach))
    if look.then is not None:
        words += " " + _("In the optimal journey it is {share}.").format(share=percent(look.then))
    return f"{words} {look.purpose}".strip()


@guarded
class LaneHeader(QWidget):
    """The channels with their icon and colour. Signal: ``chosen(str)`` with a channel."""

    chosen = Signal(str)

    def __init__(self, view: CanvasView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._painted_at = (0.0, 0.0)
        view.moved.connect(self._on_moved)
        theme().changed.connect(self._on_theme)

    def sizeHint(self) -> QSize:
        """As wide as the longest word needs, within limits."""
        shown = self.view.journey.map
        words = [word for lane in shown.lanes for word in lane.name.split()] if shown else []
        metrics = QFontMetricsF(theme().font("body"))
        longest = max((metrics.horizontalAdvance(word) for word in words), default=0.0)
        scale = theme().scale
        return QSize(round(min(max(theme().metric("laneHeader"), longest + 45 * scale), 150 * scale)), 200)

    def lanes(self) -> list[tuple[LaneLook | None, QRectF, bool]]:
        """The channels, where their heads are, and whether their lane is empty."""
        shown = self.view.journey.map
        looks = {lane.id: lane for lane in shown.lanes} if shown else {}
        out = []
        for lane in self.view.journey.grid.lanes:
            top = self.view.mapFromScene(QPointF(0, lane.start)).y()
            bottom = self.view.mapFromScene(QPointF(0, lane.end)).y()
            out.append((looks.get(lane.key), QRectF(0, top, self.width(), bottom - top), lane.empty))
        return out

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().color("bg.page"))
        for look, area, empty in self.lanes():
            if area.bottom() < 0 or area.top() > self.height():
                continue
            self._paint_lane(painter, look, area, empty)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), theme().color("line.hair"))

    def _paint_standing(self, painter: QPainter, look: LaneLook, area: QRectF) -> None:
        """Whether the segment prefers the channel or refuses it, under its icon where there is room."""
        scale = theme().scale
        icon, role = ("ban", "warn.text") if look.refused else ("star", "text.tertiary")
        if (look.refused or look.preferred) and area.height() >= 48 * scale:
            draw_icon(painter, icon, role, QPointF(24 * scale, area.center().y() + 17 * scale), 11)

    def _paint_lane(self, painter: QPainter, look: LaneLook | None, area: QRectF, empty: bool) -> None:
        scale = theme().scale
        painter.fillRect(QRectF(0, area.bottom() - 1, self.width(), 1), theme().color("line.hair"))
        role = look.role if look else "text.tertiary"
        painter.fillRect(QRectF(0, area.top(), 4, area.height() - 1), theme().color(role))
        if area.height() < 14 * scale:
            return
        draw_icon(painter, look.icon if look else "circle-dashed", role, QPointF(24 * scale, area.center().y()), 15)
        if look is not None:
            self._paint_standing(painter, look, area)
        font = theme().font("body")
        metrics = QFontMetricsF(font)
        high = 16 * scale
        lines = wrapped(look.name if look else _("No channel"), metrics, self.width() - 44 * scale, 2)
        lines = lines if area.height() > 2 * high else lines[:1]
        if len(lines) == 1:
            name = look.name if look else _("No channel")
            lines = [metrics.elidedText(name, Qt.TextElideMode.ElideRight, self.width() - 44 * scale)]
        top = area.center().y() - high * len(lines) / 2
        for at, line in enumerate(lines):
            spot = QRectF(40 * scale, top + at * high, self.width() - 42 * scale, high)
            draw_words(painter, spot, line, "body", "text.tertiary" if empty else "text.primary")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for look, area, _empty in self.lanes():
            if look is not None and look.id and area.contains(event.position()):
                self.chosen.emit(look.id)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            for look, area, _empty in self.lanes():
                if look is not None and area.contains(QPointF(event.pos())):
                    QToolTip.showText(event.globalPos(), plain_tip(lane_sentence(look)), self)
                    return True
        return super().event(event)

    def _on_moved(self) -> None:
        zoom, by = moved_by(self.view, self._painted_at, "dy")
        if by and not zoom:
            self.scroll(0, round(by))
        elif zoom:
            self.update()
        self._painted_at = place_of(self.view, "dy")

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()
