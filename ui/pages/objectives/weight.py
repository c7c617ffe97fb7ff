"""The weight of one objective: a figure over a thin bar, moved with Left and Right or typed."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from planner.language import _, percent
from ui.guard import guarded
from ui.plain import plain_tip
from ui.theme import theme
from ui.widgets.paint import Painted, box, draw_words, focus_ring

FULL = 0.9
"""How full the bar of the heaviest objective is."""


def step_of(event: QKeyEvent) -> float:
    """The points that an arrow key moves a weight by; 0 for any other key."""
    sign = {Qt.Key.Key_Left: -1.0, Qt.Key.Key_Right: 1.0}.get(Qt.Key(event.key()), 0.0)
    return sign * (5.0 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1.0)


@guarded
class WeightCell(Painted):
    """Signals: ``stepped(float)`` with points, ``clicked()`` of QAbstractButton asks for a field to type into."""

    stepped = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.weight, self.heaviest = -1.0, 0.0
        self.read_only = False
        self.setAccessibleName(_("Weight"))
        self.setToolTip(plain_tip(_("Left and Right change the weight by 1, with Shift by 5.")))

    def show_weight(self, weight: float, heaviest: float, read_only: bool) -> None:
        """Another weight, beside that of the heaviest objective."""
        if (weight, heaviest, read_only) == (self.weight, self.heaviest, self.read_only):
            return
        self.weight, self.heaviest, self.read_only = weight, heaviest, read_only
        self.setText(percent(weight / 100))
        self.setAccessibleDescription(self.text())
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if read_only else Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor if read_only else Qt.CursorShape.IBeamCursor)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(56 * theme().scale), round(40 * theme().scale))

    def figure_rect(self) -> QRectF:
        """Where the figure stands."""
        scale = theme().scale
        return QRectF(0, self.height() / 2 - 15 * scale, self.width() - 1, 20 * scale)

    def hitButton(self, _pos: object) -> bool:
        return not self.read_only

    def keyPressEvent(self, event: QKeyEvent) -> None:
        points = step_of(event)
        if points:
            self.stepped.emit(points)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale, figure = theme().scale, self.figure_rect()
        if self.underMouse() and not self.read_only:
            box(painter, figure.adjusted(0, -1, 1, 1), "bg.surface", "line.strong", 4)
        draw_words(painter, figure, self.text(), "heading", "text.primary", Qt.AlignmentFlag.AlignRight, tabular=True)
        bar = QRectF(0, self.height() / 2 + 10.5 * scale, self.width(), 4 * scale)
        box(painter, bar, "bg.sunken", "", 2 * scale)
        share = self.weight / self.heaviest * FULL if self.heaviest > 0 else 0.0
        if share > 0:
            filled = QRectF(bar.left(), bar.top(), max(bar.width() * min(share, 1.0), bar.height()), bar.height())
            box(painter, filled, "accent.line", "", 2 * scale)
        if self.ring_shown():
            focus_ring(painter, QRectF(self.rect()))
