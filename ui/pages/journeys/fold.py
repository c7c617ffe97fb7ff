"""A folded stage on the canvas: a stack of cards that says how many touchpoints are in it; a click opens it."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QGraphicsObject, QStyleOptionGraphicsItem, QWidget

from exports.figures.journey_fold import FoldLook
from exports.figures.journey_layout import Box
from planner.language import _, ngettext
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
    """What a screen reader and a tooltip say of a folded stage."""
    return _("{stage}, folded, {touchpoints}. F or a click opens it.").format(
        stage=look.name, touchpoints=fold_words(look)
    )


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
        """Opens it, as a click does."""
        press = getattr(self.scene(), "press", None)
        if press is not None:
            press(self.look.id)

    def boundingRect(self) -> QRectF:
        out = 2 * STACKED * theme().scale + 2
        return QRectF(-2, -2, self.width + out + 2, self.height + out + 2)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        zoom = option.levelOfDetailFromTransform(painter.worldTransform())
        scale, colours = theme().scale, theme()
        card = QRectF(0.5, 0.5, self.width - 1, self.height - 1)
        if zoom < BLOCKS:
            painter.fillRect(card, colours.color("line.control"))
            return
        painter.setPen(QPen(colours.color("line.strong"), 1))
        painter.setBrush(colours.color("bg.sunken"))
        for behind in (2, 1, 0):
            if not behind:
                painter.setBrush(colours.color("bg.surface"))
            by = behind * STACKED * scale
            painter.drawRoundedRect(card.translated(by, by), RADIUS * scale, RADIUS * scale)
        inner = card.adjusted(12 * scale, 0, -8 * scale, 0)
        high = colours.line("node")
        top = card.center().y() - high
        draw_words(painter, QRectF(inner.left(), top, inner.width() - 18 * scale, high), self.look.name, "node")
        draw_icon(painter, "chevron-right", "text.secondary", QPointF(inner.right() - 6 * scale, top + high / 2), 14)
        if zoom >= NAMES_ONLY:
            below = QRectF(inner.left(), top + high, inner.width(), high)
            draw_words(painter, below, fold_words(self.look), "caption", "text.secondary")
