"""A folded stage or group on the canvas: a stack of cards that says what is in it, what comes in and what goes on."""

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QGraphicsObject, QStyleOptionGraphicsItem, QWidget

from exports.figures.journey_fold import FoldLook
from exports.figures.journey_layout import Box
from planner.language import _, ngettext, percent
from ui.guard import guarded
from ui.pages.journeys.node import BLOCKS, NAMES_ONLY, RADIUS, NodeState
from ui.theme import theme
from ui.widgets.paint import draw_icon, draw_words

STACKED = 3.0
"""How far each card of the stack looks out from behind the one above it."""


def fold_words(look: FoldLook) -> str:
    """How many touchpoints are folded."""
    return ngettext("{count} touchpoint", "{count} touchpoints", look.count).format(count=look.count)


def fold_sentence(look: FoldLook) -> str:
    """What a screen reader and a tooltip say of a folded stage or group."""
    if not look.group:
        return _("{stage}, folded, {touchpoints}. F or Enter opens it.").format(
            stage=look.name, touchpoints=fold_words(look)
        )
    said = [
        _("{group}, a group of {touchpoints}, {stages}.").format(
            group=look.name, touchpoints=fold_words(look), stages=look.span
        ),
        *flow_sentences(look),
        _("F or Enter opens it."),
    ]
    return " ".join(said)


def flow_sentences(look: FoldLook) -> list[str]:
    """What passes through a group, and where most are lost."""
    if look.flow is None:
        return []
    said = [
        _("Per 100 who start, {comes} come in and {goes} go on.").format(
            comes=round(look.flow.comes * 100), goes=round(look.flow.goes * 100)
        )
    ]
    if look.leak:
        said.append(_("Most leave at {name}: {share}.").format(name=look.leak, share=percent(look.flow.lost)))
    return said


@guarded
class FoldItem(QGraphicsObject):
    """The stack; its position is the upper left corner of its box."""

    def __init__(self, look: FoldLook, box: Box) -> None:
        super().__init__()
        self.look = look
        self.state = NodeState(ports=False)
        self.access: object = None
        self.width, self.height = box.width, box.height
        self.setZValue(2)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.setPos(box.x, box.y)

    def show_look(self, look: FoldLook, box: Box) -> None:
        """Brings the stack up to date."""
        if (box.width, box.height) != (self.width, self.height):
            self.prepareGeometryChange()
            self.width, self.height = box.width, box.height
        self.setPos(box.x, box.y)
        if look != self.look:
            self.look = look
            self.update()

    def set_state(self, **fields: bool) -> None:
        """Changes what the hands are doing with it."""
        state = replace(self.state, **fields)
        if state != self.state:
            self.state = state
            self.update()

    def area(self) -> QRectF:
        """Where it is on the scene."""
        return QRectF(self.pos().x(), self.pos().y(), self.width, self.height)

    def box(self) -> Box:
        """The same as a box."""
        return Box(self.pos().x(), self.pos().y(), self.width, self.height)

    def sentence(self) -> str:
        """What a screen reader says of it."""
        return fold_sentence(self.look)

    def detail(self) -> str:
        """Nothing more."""
        return ""

    def press(self) -> None:
        """Opens it."""
        press = getattr(self.scene(), "press", None)
        if press is not None:
            press(self.look.id)

    def boundingRect(self) -> QRectF:
        out = 2 * STACKED * theme().scale + 2
        return QRectF(-6, -6, self.width + out + 6, self.height + out + 6)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        zoom = option.levelOfDetailFromTransform(painter.worldTransform())
        card = QRectF(0.5, 0.5, self.width - 1, self.height - 1)
        if zoom < BLOCKS:
            painter.fillRect(card, theme().color("line.control"))
        else:
            self._paint_cards(painter, card)
            self._paint_words(painter, card, all_of_it=zoom >= NAMES_ONLY)
        self._paint_focus(painter)

    def _paint_cards(self, painter: QPainter, card: QRectF) -> None:
        scale, colours = theme().scale, theme()
        radius = RADIUS * scale
        painter.setPen(QPen(colours.color("line.strong"), 1))
        painter.setBrush(colours.color("bg.sunken"))
        for behind in (2, 1):
            by = behind * STACKED * scale
            painter.drawRoundedRect(card.translated(by, by), radius, radius)
        if self.state.selected:
            painter.setPen(QPen(colours.color("accent.fill"), 2))
        painter.setBrush(colours.color("bg.surface"))
        painter.drawRoundedRect(card, radius, radius)

    def _paint_words(self, painter: QPainter, card: QRectF, *, all_of_it: bool) -> None:
        look, scale = self.look, theme().scale
        inner = card.adjusted(10 * scale, 0, -8 * scale, 0)
        high, small = theme().line("node"), theme().line("micro")
        figures = all_of_it and look.flow is not None
        rows = high + (small if all_of_it else 0) + (small + 3 * scale if figures else 0)
        top = card.center().y() - rows / 2
        draw_words(painter, QRectF(inner.left(), top, inner.width() - 13 * scale, high), look.name, "node")
        draw_icon(painter, "chevron-right", "text.secondary", QPointF(inner.right() - 4 * scale, top + high / 2), 13)
        if all_of_it:
            below = QRectF(inner.left(), top + high, inner.width(), small)
            words = f"{look.count} · {look.span}" if look.span else fold_words(look)
            draw_words(painter, below, words, "micro", "text.secondary")
        if figures:
            self._paint_flow(painter, QRectF(inner.left(), top + high + small + 3 * scale, inner.width(), small))

    def _paint_flow(self, painter: QPainter, row: QRectF) -> None:
        """How many touchpoints, what comes in and goes on, and as a warning where most are lost."""
        flow, scale = self.look.flow, theme().scale
        assert flow is not None
        metrics = QFontMetricsF(theme().font("micro"))
        lost = percent(-flow.lost) if round(flow.lost, 2) > 0 else ""
        comes = round(flow.comes * 100)
        words = f"{comes} → {percent(flow.goes)}"
        if metrics.horizontalAdvance(words + lost) + 8 * scale > row.width():
            words = f"{comes}→{round(flow.goes * 100)}"
        wide = metrics.horizontalAdvance(words) + 2
        draw_words(painter, QRectF(row.left(), row.top(), wide, row.height()), words, "micro", "text.primary")
        room = row.right() - row.left() - wide - 4 * scale
        if lost and metrics.horizontalAdvance(lost) <= room:
            right = Qt.AlignmentFlag.AlignRight
            draw_words(
                painter, QRectF(row.right() - room, row.top(), room, row.height()), lost, "micro", "warn.text", right
            )

    def _paint_focus(self, painter: QPainter) -> None:
        if self.state.focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme().color("line.focus"), 2))
            rect = QRectF(0, 0, self.width, self.height)
            painter.drawRoundedRect(rect.adjusted(-4, -4, 4, 4), RADIUS + 4, RADIUS + 4)
