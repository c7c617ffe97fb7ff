"""Which platform provides which shared requirement, as a small matrix of checks."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.actions.requirements import shared_requirements
from planner.language import _, named
from planner.plan import Plan, find
from ui.guard import guarded
from ui.plain import plain_tip
from ui.theme import theme
from ui.widgets.paint import KEYBOARD_REASONS, draw_icon, draw_words, focus_ring

ROW, HEAD, COLUMN = 33, 30, 45
SHOWN = 6
"""How many requirements are shown, those that most segments share; the matrix has all of them."""


@guarded
class ProvidesMatrix(QWidget):
    """Requirements in rows, platforms in columns. Signal: ``toggled(str, str)`` with a platform and a requirement."""

    toggled = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[tuple[str, str]] = []
        self.columns: list[tuple[str, str]] = []
        self.provided: frozenset[tuple[str, str]] = frozenset()
        self.read_only = False
        self._at = (0, 0)
        self._keyboard = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAccessibleName(_("What the platforms provide"))
        theme().changed.connect(self.updateGeometry)

    def show_plan(self, plan: Plan, read_only: bool) -> None:
        """Brings the matrix up to the plan."""
        self.read_only = read_only
        rows = []
        for row in shared_requirements(plan)[:SHOWN]:
            record = find(plan, "requirements", row.requirement)
            rows.append((record.id, record.name or _("Requirement without a name")))
        columns = [(p.id, p.name or _("Platform without a name")) for p in plan.platforms]
        provided = frozenset((p.id, r) for p in plan.platforms for r in p.provides)
        if (rows, columns, provided) != (self.rows, self.columns, self.provided):
            grown = len(rows) != len(self.rows)
            self.rows, self.columns, self.provided = rows, columns, provided
            self._at = (min(self._at[0], max(0, len(rows) - 1)), min(self._at[1], max(0, len(columns) - 1)))
            if grown:
                self.updateGeometry()
            self._speak()
            self.update()

    def _speak(self) -> None:
        if self.rows and self.columns:
            (requirement, name), (platform, other) = self.rows[self._at[0]], self.columns[self._at[1]]
            has = (platform, requirement) in self.provided
            words = _("{platform} provides {requirement}") if has else _("{platform} does not provide {requirement}")
            self.setAccessibleDescription(words.format(platform=other, requirement=name))

    def sizeHint(self) -> QSize:
        scale = theme().scale
        return QSize(round(260 * scale), round((HEAD + ROW * len(self.rows)) * scale))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(180 * theme().scale), self.sizeHint().height())

    def _column(self) -> float:
        scale = theme().scale
        return max(28 * scale, min(COLUMN * scale, (self.width() - 130 * scale) / max(1, len(self.columns))))

    def _cell(self, at: int, to: int) -> QRectF:
        scale, wide = theme().scale, self._column()
        left = self.width() - wide * (len(self.columns) - to)
        return QRectF(left, (HEAD + ROW * at) * scale, wide, ROW * scale)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale, centre = theme().scale, Qt.AlignmentFlag.AlignHCenter
        for to, (_platform, name) in enumerate(self.columns):
            cell = self._cell(0, to)
            head = QRectF(cell.left(), 0, cell.width(), HEAD * scale)
            draw_words(painter, head, name[:2], "small", "text.secondary", centre)
        for at, (requirement, name) in enumerate(self.rows):
            top = (HEAD + ROW * at) * scale
            painter.fillRect(QRectF(0, round(top), self.width(), 1), theme().color("line.hair"))
            left = self._cell(at, 0).left() if self.columns else self.width()
            draw_words(painter, QRectF(0, top, left - 8, ROW * scale), name)
            for to, (platform, _name) in enumerate(self.columns):
                middle = self._cell(at, to).center()
                if (platform, requirement) in self.provided:
                    draw_icon(painter, "check", "ok.text", middle, 15)
                else:
                    draw_icon(painter, "minus", "line.control", middle, 12)
        if self.hasFocus() and self._keyboard and self.rows and self.columns:
            focus_ring(painter, self._cell(*self._at).adjusted(1, 1, -1, -1), 4)

    def _hit(self, spot: QPointF) -> tuple[int, int] | None:
        for at in range(len(self.rows)):
            for to in range(len(self.columns)):
                if self._cell(at, to).contains(spot):
                    return at, to
        return None

    def _toggle(self) -> None:
        if not self.read_only and self.rows and self.columns:
            self.toggled.emit(self.columns[self._at[1]][0], self.rows[self._at[0]][0])
            self._speak()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._keyboard = False
        hit = self._hit(event.position())
        if hit is not None and event.button() == Qt.MouseButton.LeftButton:
            self._at = hit
            self._toggle()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        hit = self._hit(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if hit and not self.read_only else Qt.CursorShape.ArrowCursor)
        tip = ""
        if hit is not None:
            tip = named(self.columns[hit[1]][1], self.rows[hit[0]][1])
        self.setToolTip(plain_tip(tip))

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._keyboard = event.reason() in KEYBOARD_REASONS
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
        }
        step = steps.get(Qt.Key(event.key()))
        self._keyboard = True
        if step is not None and self.rows and self.columns:
            at = min(max(self._at[0] + step[0], 0), len(self.rows) - 1)
            to = min(max(self._at[1] + step[1], 0), len(self.columns) - 1)
            self._at = (at, to)
            self._speak()
            self.update()
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return):
            self._toggle()
        else:
            super().keyPressEvent(event)
