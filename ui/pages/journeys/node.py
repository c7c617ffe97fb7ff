"""A touchpoint on the canvas: one item, painted from its look and the theme in the detail that the zoom shows."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPen, QStaticText
from PySide6.QtWidgets import QGraphicsItem, QGraphicsObject, QStyleOptionGraphicsItem, QWidget

from exports.figures.journey_layout import Box
from exports.figures.journey_map import NodeLook
from planner.language import _
from ui.guard import guarded
from ui.pages.journeys.wrap import wrapped
from ui.theme import theme

NAMES_ONLY = 0.7
BLOCKS = 0.4
RADIUS = 6.0
PORT = 8.0
PORT_REACH = 12.0

_MARKS = {
    "added": ("ok.soft", "ok.fill", 2.0, Qt.PenStyle.SolidLine),
    "changed": ("warn.soft", "warn.fill", 2.0, Qt.PenStyle.SolidLine),
    "removed": ("bad.soft", "bad.fill", 1.5, Qt.PenStyle.DashLine),
}
_BADGES = {
    "added": ("plus", "ok.fill"),
    "changed": ("pencil", "warn.fill"),
    "removed": ("minus", "bad.fill"),
    "dead_end": ("octagon-x", "bad.fill"),
    "no_consent": ("ban", "warn.fill"),
}


@dataclass(frozen=True, slots=True)
class NodeState:
    """What the hands are doing with a touchpoint."""

    selected: bool = False
    hovered: bool = False
    focused: bool = False
    target: bool = False
    ports: bool = True


def block_role(look: NodeLook) -> str:
    """The colour role of a touchpoint that is drawn as a plain block."""
    mark = _MARKS.get(look.mark)
    return mark[1] if mark else satisfaction_role(look.satisfaction)


def satisfaction_role(value: int | None) -> str:
    """The colour role of a satisfaction; a plain line where nobody knows."""
    return f"ramp.satisfaction.{value}" if value else "line.strong"


def badge_box(look: NodeLook, box: Box) -> Box | None:
    """The room that the round marks on the corner of a touchpoint take, or None where it has none."""
    scale = theme().scale
    count = (look.mark in _BADGES) + len(_quiet_marks(look))
    wide, high = (16 * count + 4) * scale, 18 * scale
    return Box(box.right + 6 * scale - wide, box.y - 6 * scale, wide, high) if count else None


def _quiet_marks(look: NodeLook) -> list[str]:
    """The icons of a goal and of a moment that matters, beside a finding; a difference has its own mark alone."""
    if look.mark in _MARKS or look.mark == "same":
        return []
    return [icon for shown, icon in ((look.goal, "flag"), (look.moment, "star")) if shown]


@guarded
class NodeItem(QGraphicsObject):
    """A touchpoint; its position is the upper left corner of its box."""

    def __init__(self, look: NodeLook, box: Box) -> None:
        super().__init__()
        self.look = look
        self.state = NodeState()
        self.access: object = None
        self.width, self.height = box.width, box.height
        self._words: tuple[list[tuple[QPointF, QStaticText]], float] | None = None
        self._label: list[tuple[QPointF, QStaticText]] | None = None
        self.setPos(box.x, box.y)
        self.setZValue(2)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.setCacheMode(QGraphicsItem.CacheMode.NoCache)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)  # tells what of it is wanted

    def show_look(self, look: NodeLook, box: Box) -> None:
        """Brings the touchpoint up to date."""
        if look != self.look or (box.width, box.height) != (self.width, self.height):
            self.prepareGeometryChange()
            self.width, self.height = box.width, box.height
            self.look = look
            self.forget_words()
        self.setPos(box.x, box.y)

    def sentence(self) -> str:
        """What a screen reader and a tooltip say of it."""
        scene = self.scene()
        tell = getattr(scene, "sentence_of", None)
        return str(tell(self.look.id)) if tell is not None else self.look.name

    def detail(self) -> str:
        """What else a screen reader can be asked for: what passes through it."""
        scene = self.scene()
        tell = getattr(scene, "detail_of", None)
        return str(tell(self.look.id)) if tell is not None else ""

    def press(self) -> None:
        """Chooses it, as a click does."""
        press = getattr(self.scene(), "press", None)
        if press is not None:
            press(self.look.id)

    def forget_words(self) -> None:
        """Breaks the name into lines again: its words, its width or the theme has changed."""
        self._words = self._label = None
        self.update()

    def set_state(self, **fields: bool) -> None:
        """Changes what the hands are doing with it."""
        if any(getattr(self.state, name) != value for name, value in fields.items()):
            self.prepareGeometryChange()
            self.state = replace(self.state, **fields)
            self.update()

    def area(self) -> QRectF:
        """Where it is on the scene now."""
        return QRectF(self.pos().x(), self.pos().y(), self.width, self.height)

    def box(self) -> Box:
        """Where it is now."""
        return Box(self.pos().x(), self.pos().y(), self.width, self.height)

    def port_at(self, spot: QPointF, reach: float = PORT_REACH) -> bool:
        """Whether a point of the item lies on one of its ports."""
        return any(
            abs(spot.x() - p.x()) <= reach / 2 + 1 and abs(spot.y() - p.y()) <= reach / 2 + 1 for p in self.ports()
        )

    def shows_ports(self) -> bool:
        """Whether an edge can be drawn out of it now."""
        return self.state.ports and (self.state.selected or self.state.hovered)

    def ports(self) -> list[QPointF]:
        """The middle of each side."""
        w, h = self.width, self.height
        return [QPointF(0, h / 2), QPointF(w, h / 2), QPointF(w / 2, 0), QPointF(w / 2, h)]

    def boundingRect(self) -> QRectF:
        out = self._reach()
        return QRectF(-out, -out, self.width + 2 * out, self.height + 2 * out)

    def _reach(self) -> float:
        """How far outside of its box something is painted: not at all while nobody has it in hand."""
        state, look = self.state, self.look
        held = state.selected or state.hovered or state.focused or state.target
        return 12 * theme().scale if held or look.goal or look.moment or look.mark in _BADGES else 1.0

    def shape(self) -> QPainterPath:
        path = QPainterPath()
        path.addRect(QRectF(-5, -5, self.width + 10, self.height + 10))
        return path

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        zoom = option.levelOfDetailFromTransform(painter.worldTransform())
        if zoom < BLOCKS:
            self._paint_block(painter)
            return
        same = self.look.mark == "same"
        if same:
            painter.setOpacity(0.66)
        self._paint_ground(painter)
        if zoom < NAMES_ONLY:
            self._paint_label(painter, zoom)
        else:
            if self._words is None:
                self._words = self._set_words()
            shown, border = option.exposedRect, self._words[1] - 8 * theme().scale
            if shown.top() < border:
                self._paint_words(painter)
            if shown.bottom() > border:
                self._paint_signs(painter)
        if same:
            painter.setOpacity(1.0)
        self._paint_badges(painter, quiet=zoom >= NAMES_ONLY)
        self._paint_state(painter)

    def _paint_block(self, painter: QPainter) -> None:
        rect = QRectF(0, 0, self.width, self.height)
        painter.fillRect(rect, theme().color(block_role(self.look)))
        if self.state.selected or self.state.focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme().color("line.focus"), 6))
            painter.drawRect(rect)

    def _paint_ground(self, painter: QPainter) -> None:
        scale, colours = theme().scale, theme()
        fill, line, width, style = _MARKS.get(self.look.mark, ("bg.surface", "line.strong", 1.0, Qt.PenStyle.SolidLine))
        if self.state.target:
            fill, line, width, style = "accent.soft", "accent.fill", 1.5, Qt.PenStyle.DashLine
        elif self.state.selected and self.look.mark not in _MARKS:
            line, width = "accent.fill", 2.0
        elif self.state.hovered and self.look.mark not in _MARKS:
            line = "text.tertiary"
        pen = QPen(colours.color(line), width)
        if style == Qt.PenStyle.DashLine:
            pen.setDashPattern([3.0, 2.0])
        painter.setPen(pen)
        painter.setBrush(colours.color(fill))
        radius = RADIUS * scale
        painter.drawRoundedRect(QRectF(0.5, 0.5, self.width - 1, self.height - 1), radius, radius)
        painter.fillPath(
            _strip(self.height, 5 * scale, radius), colours.color(satisfaction_role(self.look.satisfaction))
        )

    def _paint_words(self, painter: QPainter) -> None:
        assert self._words is not None
        font = theme().font("node")
        role = "text.primary" if self.look.name else "text.tertiary"
        if self.look.mark == "removed":
            font.setStrikeOut(True)
            role = "bad.text"
        painter.setFont(font)
        painter.setPen(theme().color(role))
        for spot, words in self._words[0]:
            if role == "bad.text":  # static text leaves the line through the words out
                painter.drawText(spot + QPointF(0, painter.fontMetrics().ascent()), words.text())
            else:
                painter.drawStaticText(spot, words)

    def _set_words(self) -> tuple[list[tuple[QPointF, QStaticText]], float]:
        """The lines of the name, and the middle of the row of signs under them."""
        scale = theme().scale
        font = theme().font("node")
        room = self.width - 12 * scale - 6 * scale
        lines = wrapped(self.look.name or _("No name yet"), QFontMetricsF(font), room)
        step = theme().line("node")
        top = (self.height - step * len(lines) - 16 * scale) / 2
        metrics = QFontMetricsF(font)
        texts = []
        for at, line in enumerate(lines):
            text = QStaticText(line)
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
            text.prepare(font=font)
            texts.append((QPointF(12 * scale, top + at * step + (step - metrics.height()) / 2), text))
        return texts, top + step * len(lines) + 9.5 * scale

    def _paint_label(self, painter: QPainter, zoom: float) -> None:
        """Only the name, as large as the box lets it be."""
        scale = theme().scale
        font = theme().font("node")
        size = min(font.pixelSize() / zoom * 0.92, 17 * scale)
        font.setPixelSize(round(size))
        metrics = QFontMetricsF(font)
        if self._label is None:
            room = self.width - 16 * scale
            lines = wrapped(self.look.name or _("No name yet"), metrics, room, 2)
            top = (self.height - metrics.height() * len(lines)) / 2
            self._label = [
                (QPointF(11 * scale, top + at * metrics.height()), QStaticText(line)) for at, line in enumerate(lines)
            ]
            for _spot, text in self._label:
                text.setTextFormat(Qt.TextFormat.PlainText)
        painter.setFont(font)
        removed = self.look.mark == "removed"
        painter.setPen(theme().color("bad.text" if removed else "text.primary"))
        for spot, text in self._label:
            painter.drawStaticText(spot, text)

    def _paint_signs(self, painter: QPainter) -> None:
        assert self._words is not None
        scale, colours = theme().scale, theme()
        y, left = self._words[1], 12 * scale
        icons = ["arrow-left-right" if self.look.two_way else "arrow-right", "gauge"]
        icons += ["zap"] if self.look.trigger else []
        side = 13 * scale
        for icon in icons:
            quiet = icon == "gauge" and not self.look.measured
            pixmap = colours.pixmap(icon, "line.control" if quiet else "text.tertiary", 13)
            painter.drawPixmap(QRectF(left, y - side / 2, side, side), pixmap, QRectF(pixmap.rect()))
            if quiet:
                painter.setPen(QPen(colours.color("bad.fill"), 1.5 * scale))
                painter.drawLine(
                    QPointF(left + 1.5, y + side / 2 - 1.5), QPointF(left + side - 1.5, y - side / 2 + 1.5)
                )
            left += 17 * scale
        cell, gap, high = 4 * scale, 2 * scale, 8 * scale
        start = self.width - 8 * scale - 5 * cell - 4 * gap
        painter.setPen(Qt.PenStyle.NoPen)
        for number in range(1, 6):
            full = self.look.satisfaction is not None and number <= self.look.satisfaction
            painter.setBrush(colours.color(satisfaction_role(self.look.satisfaction) if full else "line.hair"))
            painter.drawRoundedRect(QRectF(start + (number - 1) * (cell + gap), y - high / 2, cell, high), 1, 1)

    def _paint_badges(self, painter: QPainter, *, quiet: bool) -> None:
        """Round marks on the upper right corner: a finding or a difference, then a goal and a moment that matters."""
        badge = _BADGES.get(self.look.mark)
        at = self.width - 3 * theme().scale
        if badge is not None:
            self._paint_badge(painter, at, badge[0], "text.onAccent", badge[1], 8)
            at -= 16 * theme().scale
        for icon in _quiet_marks(self.look) if quiet else ():
            self._paint_badge(painter, at - 2 * theme().scale, icon, "text.secondary", "bg.surface", 7)
            at -= 16 * theme().scale

    def _paint_badge(self, painter: QPainter, x: float, icon: str, role: str, fill: str, radius: float) -> None:
        scale = theme().scale
        quiet = fill == "bg.surface"
        painter.setPen(QPen(theme().color("line.strong" if quiet else "bg.canvas"), 1 if quiet else 2))
        painter.setBrush(theme().color(fill))
        centre = QPointF(x, (2 if quiet else 3) * scale)
        painter.drawEllipse(centre, radius * scale, radius * scale)
        size = 9 if quiet else 11
        pixmap = theme().pixmap(icon, role, size)
        side = size * scale
        spot = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
        painter.drawPixmap(spot, pixmap, QRectF(pixmap.rect()))

    def _paint_state(self, painter: QPainter) -> None:
        state, colours = self.state, theme()
        rect = QRectF(0, 0, self.width, self.height)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if state.selected and self.look.mark in _MARKS:
            painter.setPen(QPen(colours.color("accent.fill"), 2))
            painter.drawRoundedRect(rect.adjusted(-2, -2, 2, 2), RADIUS + 2, RADIUS + 2)
        if state.focused:
            painter.setPen(QPen(colours.color("line.focus"), 2))
            painter.drawRoundedRect(rect.adjusted(-4, -4, 4, 4), RADIUS + 4, RADIUS + 4)
        if self.shows_ports():
            painter.setPen(QPen(colours.color("accent.fill" if state.selected else "line.control"), 2))
            painter.setBrush(colours.color("bg.surface"))
            for port in self.ports():
                painter.drawEllipse(port, PORT / 2 - 0.5, PORT / 2 - 0.5)


def _strip(height: float, width: float, radius: float) -> QPainterPath:
    """The satisfaction edge: as wide as given, with the round corners of the box."""
    path = QPainterPath(QPointF(width, 0))
    path.arcTo(QRectF(0, 0, 2 * radius, 2 * radius), 98, 82)
    path.lineTo(0, height - radius)
    path.arcTo(QRectF(0, height - 2 * radius, 2 * radius, 2 * radius), 180, 82)
    path.lineTo(width, height)
    path.closeSubpath()
    return path
