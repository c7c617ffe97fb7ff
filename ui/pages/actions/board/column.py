"""A column of the board: its head, which stays in view, and its cards with the button under them."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from planner.language import _
from ui.guard import guarded
from ui.pages.actions.board.card import ActionCard, initials_width, paint_initials
from ui.plain import plain_tip
from ui.theme import theme
from ui.widgets import Button, Words
from ui.widgets.paint import draw_icon, draw_words

GAP = 10


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over a column: a dot, an icon or initials, its name and purpose, the count and the cost."""

    key: str
    name: str
    purpose: str = ""
    tip: str = ""
    count: str = ""
    cost: str = ""
    dot: str = ""
    icon: str = ""
    initials: str = ""


@guarded
class ColumnHead(QWidget):
    """The head of a column."""

    def __init__(self, heading: Heading, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = heading
        theme().changed.connect(self._on_theme)
        self._on_theme()
        self._name()

    def show_heading(self, heading: Heading) -> None:
        """Brings the head up to the plan."""
        if heading != self.heading:
            self.heading = heading
            self._name()
            self.update()

    def _name(self) -> None:
        words = (self.heading.name, self.heading.purpose, self.heading.count, self.heading.cost)
        self.setAccessibleName(", ".join(w for w in words if w))
        self.setToolTip(plain_tip("\n".join(w for w in (self.heading.name, self.heading.tip) if w)))

    def _on_theme(self) -> None:
        self.setFixedHeight(round(78 * theme().scale))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale, width, heading = theme().scale, self.width(), self.heading
        left = 0.0
        middle = 11 * scale
        if heading.dot:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().color(heading.dot))
            painter.drawEllipse(QPointF(5 * scale, middle), 5 * scale, 5 * scale)
            left = 18 * scale
        elif heading.icon:
            draw_icon(painter, heading.icon, "text.secondary", QPointF(8 * scale, middle))
            left = 22 * scale
        elif heading.initials:
            paint_initials(painter, 0, middle - 10 * scale, heading.initials)
            left = initials_width(heading.initials) + 8 * scale
        draw_words(painter, QRectF(left, 0, width - left, 22 * scale), heading.name, "heading")
        draw_words(painter, QRectF(0, 23 * scale, width, 18 * scale), heading.purpose, "small", "text.secondary")
        painter.fillRect(QRectF(0, round(49 * scale), width, 1), theme().color("line.hair"))
        foot = QRectF(0, 54 * scale, width, 22 * scale)
        draw_words(painter, foot, heading.count, "small", "text.secondary")
        draw_words(painter, foot, heading.cost, "strong", "text.primary", Qt.AlignmentFlag.AlignRight)


@guarded
class ColumnBody(QWidget):
    """The cards of a column. Signals: ``add_asked(str)`` and ``suggest_asked(str)`` with the column's key."""

    add_asked = Signal(str)
    suggest_asked = Signal(str)

    def __init__(self, key: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self.ids: list[str] = []
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 12)
        self.body.setSpacing(GAP)
        self.empty = Words("", "small", "text.secondary", self, wrap=True)
        self.suggest = Button(_("Suggest from the journey"), "link", parent=self)
        self.suggest.clicked.connect(self._on_suggest)
        self.add = Button(_("Action"), "quiet", "plus", self, small=True)
        self.add.clicked.connect(self._on_add)
        left = Qt.AlignmentFlag.AlignLeft
        self.body.addWidget(self.empty)
        self.body.addWidget(self.suggest, alignment=left)
        self.body.addWidget(self.add, alignment=left)
        self.body.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.set_name(name)

    def set_name(self, name: str) -> None:
        """What the column stands for."""
        self.add.setAccessibleName(_("Add an action to {column}").format(column=name))

    def set_cards(self, cards: list[ActionCard], sentence: str, suggests: bool, read_only: bool) -> None:
        """Exactly these cards in this order; the sentence where there are none."""
        for at, card in enumerate(cards):
            item = self.body.itemAt(at)
            if item is None or item.widget() is not card:
                self.body.insertWidget(at, card)
                card.show()
        self.ids = [card.face.action for card in cards]
        self.empty.set_text(sentence)
        self.empty.setVisible(not cards and bool(sentence))
        self.suggest.setVisible(not cards and suggests and not read_only)
        self.add.setVisible(not read_only)

    def cards(self) -> list[ActionCard]:
        """The cards from the top down."""
        items = (self.body.itemAt(at) for at in range(len(self.ids)))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, ActionCard)]

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.body.minimumSize().height())

    def _on_add(self) -> None:
        self.add_asked.emit(self.key)

    def _on_suggest(self) -> None:
        self.suggest_asked.emit(self.key)
