"""The card of an action: title, owner, months, cost, progress, what it needs and what it brings."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from planner.language import _
from ui.guard import guarded
from ui.pages.actions.faces import Face
from ui.plain import plain_tip
from ui.theme import theme
from ui.widgets import InPlaceArea
from ui.widgets.lines import draw_lines
from ui.widgets.paint import Painted, box, draw_icon, draw_words, focus_ring
from ui.widgets.shadow import paint_shadow

PAD = 13
CHIP_STYLE = "micro"


def card_height(face: Face) -> int:
    """The height of a card in pixels."""
    scale = theme().scale
    height = 2 * PAD + 2 * 18 + 8 + 20
    if face.done > 0:
        height += 12
    if face.lines:
        height += 18 + 19 * len(face.lines)
    return round(height * scale)


def paint_card(painter: QPainter, area: QRectF, face: Face, *, selected: bool = False, hover: bool = False) -> None:
    """A card with its content."""
    scale, pad = theme().scale, PAD * theme().scale
    line = "accent.fill" if selected else "line.strong" if hover else "line.hair"
    box(painter, area, "bg.surface", line, 8, 2 if selected else 1)
    inner = area.adjusted(pad, pad, -pad, -pad)
    _paint_title(painter, inner, face)
    top = inner.top() + 44 * scale
    paint_initials(painter, inner.left(), top, face.initials)
    left = inner.left() + (initials_width(face.initials) + 7 * scale if face.initials else 0)
    painter.setFont(theme().font("strong"))
    money = painter.fontMetrics().horizontalAdvance(face.cost) + 4
    row = QRectF(left, top, inner.right() - money - left - 2, 20 * scale)
    draw_words(painter, row, _fitting(face.when, row.width()), "small", "text.secondary")
    right = Qt.AlignmentFlag.AlignRight
    spot = QRectF(inner.right() - money, top, money, 20 * scale)
    draw_words(painter, spot, face.cost, "strong", "text.secondary" if face.faded else "text.primary", right)
    top += 28 * scale
    if face.done > 0:
        track = QRectF(inner.left(), top, inner.width(), 4 * scale)
        box(painter, track, "bg.sunken", "", 2)
        box(painter, QRectF(track.left(), top, track.width() * face.done, track.height()), "accent.fill", "", 2)
        top += 12 * scale
    if face.lines:
        painter.fillRect(QRectF(inner.left(), round(top) + 1, inner.width(), 1), theme().color("line.hair"))
        top += 10 * scale
    for line_of in face.lines:
        draw_icon(painter, line_of.icon, line_of.role, QPointF(inner.left() + 7 * scale, top + 9 * scale), 14)
        words = QRectF(inner.left() + 20 * scale, top, inner.width() - 20 * scale, 18 * scale)
        draw_words(painter, words, line_of.words, "small", line_of.role)
        top += 19 * scale


def _fitting(months: str, room: float) -> str:
    """Two months, closer together where there is little room, without their full stops where there is less."""
    metrics = QFontMetrics(theme().font("small"))
    closer = months.replace(" – ", "–")
    words = (months, closer, closer.replace(".", ""))
    return next((w for w in words if metrics.horizontalAdvance(w) <= room), words[-1])


def _paint_title(painter: QPainter, inner: QRectF, face: Face) -> None:
    role = "text.primary" if face.titled and not face.faded else "text.tertiary"
    icon, icon_role = face.state
    room = inner.adjusted(0, -2, -20 * theme().scale if icon else 0, 0)
    draw_lines(painter, room, face.title, "strong", role)
    if icon:
        scale = theme().scale
        draw_icon(painter, icon, icon_role, QPointF(inner.right() - 7 * scale, inner.top() + 8 * scale), 14)


def initials_width(words: str) -> float:
    """The width of a chip with the initials of a role."""
    return QFontMetrics(theme().font(CHIP_STYLE)).horizontalAdvance(words) + 14 * theme().scale


def paint_initials(painter: QPainter, left: float, top: float, words: str, height: float = 20) -> None:
    """The chip with the initials of a role; nothing where there are none."""
    if not words:
        return
    chip = QRectF(left, top, initials_width(words), height * theme().scale)
    box(painter, chip, "bg.sunken", "", 4)
    draw_words(painter, chip, words, CHIP_STYLE, "text.secondary", Qt.AlignmentFlag.AlignHCenter)


@guarded
class TitleEdit(InPlaceArea):
    """The title of a card while it is typed. Signal: ``finished(bool)``, False where Esc takes it back."""

    finished = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finished.emit(True)
        elif event.key() == Qt.Key.Key_Escape:
            self.finished.emit(False)
        else:
            super().keyPressEvent(event)


@guarded
class ActionCard(Painted):
    """A card that can be chosen, dragged, moved by keys and renamed.

    Signals: ``chosen(str)`` when it gets the focus, ``asked(str, str)`` with the action and a verb, ``dragged(str,
    object)`` with the place of the pointer on the screen, ``dropped(str)``, ``let_go(str)`` where Esc drops the
    gesture, ``titled(str, str)`` while its title is typed, ``menu_asked(str, object)``.
    """

    chosen = Signal(str)
    asked = Signal(str, str)
    dragged = Signal(str, object)
    dropped = Signal(str)
    let_go = Signal(str)
    titled = Signal(str, str)
    left = Signal()
    menu_asked = Signal(str, object)

    def __init__(self, face: Face, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.face = face
        self.selected = self.slot = self.read_only = False
        self.grabbed = QPointF()
        self._pressed = self._dragging = False
        self._edit: TitleEdit | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._name()

    def show_face(self, face: Face, selected: bool, read_only: bool) -> None:
        """Brings the card up to the plan."""
        self.read_only = read_only
        if face != self.face:
            resized = card_height(face) != card_height(self.face)
            self.face = face
            self._name()
            if resized:
                self.updateGeometry()
            self.update()
        self.set_selected(selected)

    def _name(self) -> None:
        self.setAccessibleName(self.face.title)
        self.setAccessibleDescription(self.face.spoken)
        self.setToolTip(plain_tip(self.face.spoken.replace(". ", "\n")))

    def set_selected(self, selected: bool) -> None:
        """Marks the card as the selected one, the one that Tab reaches."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if selected else Qt.FocusPolicy.ClickFocus)
        if selected != self.selected:
            self.selected = selected
            self.update()

    def set_slot(self, slot: bool) -> None:
        """Leaves a dashed slot in its place while the card is dragged."""
        if slot != self.slot:
            self.slot = slot
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(168 * theme().scale), card_height(self.face))

    def minimumSizeHint(self) -> QSize:
        return QSize(40, card_height(self.face))

    def rename(self) -> None:
        """Opens the title for typing."""
        if self.read_only or self._edit is not None:
            return
        edit = TitleEdit(self.face.title if self.face.titled else "", self, style="strong", framed=True, lines=2)
        edit.setAccessibleName(_("Title of the action"))
        edit.setPlaceholderText(_("What to do"))
        edit.setGeometry(4, 4, self.width() - 8, edit.height())
        edit.edited.connect(self._on_typed)
        edit.committed.connect(self._on_left)
        edit.finished.connect(self._on_finished)
        self._before = edit.toPlainText()
        self._edit = edit
        edit.show()
        edit.selectAll()
        edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_typed(self, text: str) -> None:
        self.titled.emit(self.face.action, text.replace("\n", " "))

    def _on_finished(self, kept: bool) -> None:
        if not kept and self._edit is not None and self._edit.toPlainText() != self._before:
            self.titled.emit(self.face.action, self._before)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_left(self) -> None:
        edit, self._edit = self._edit, None
        if edit is not None:
            edit.hide()
            edit.deleteLater()
            self.left.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.chosen.emit(self.face.action)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self.grabbed = True, event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._pressed or self.read_only:
            return
        far = (event.position() - self.grabbed).manhattanLength() >= QApplication.startDragDistance()
        if far or self._dragging:
            self._dragging = True
            self.dragged.emit(self.face.action, event.globalPosition())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._pressed = False
        if self._dragging:
            self._dragging = False
            self.dropped.emit(self.face.action)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        on_title = event.position().y() < (PAD + 40) * theme().scale
        self.asked.emit(self.face.action, "rename" if on_title and not self.read_only else "details")

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(self.face.action, event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._dragging:
            self._dragging = self._pressed = False
            self.let_go.emit(self.face.action)
            return
        verb = _verb(event)
        if verb:
            self.asked.emit(self.face.action, verb)
        else:
            event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        if self.slot:
            painter.setPen(QPen(theme().color("line.strong"), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
            return
        paint_card(painter, area, self.face, selected=self.selected, hover=self.underMouse())
        if self.ring_shown():
            focus_ring(painter, area, 8)


_KEYS = {
    Qt.Key.Key_Return: "details",
    Qt.Key.Key_Enter: "details",
    Qt.Key.Key_F2: "rename",
    Qt.Key.Key_Delete: "remove",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Home: "first",
    Qt.Key.Key_End: "last",
}
_WITH_CONTROL = {Qt.Key.Key_Return: "add", Qt.Key.Key_Enter: "add", Qt.Key.Key_D: "duplicate"}


def _verb(event: QKeyEvent) -> str:
    key, modifiers = Qt.Key(event.key()), event.modifiers()
    if modifiers & Qt.KeyboardModifier.ControlModifier:
        return _WITH_CONTROL.get(key, "")
    verb = _KEYS.get(key, "")
    if modifiers & Qt.KeyboardModifier.AltModifier:
        return f"move_{verb}" if verb in ("up", "down", "left", "right") else ""
    return verb


@guarded
class Ghost(QWidget):
    """The card under the pointer while it is dragged: the only shadow on the page."""

    ROOM = 28

    def __init__(self, face: Face, size: QSize, parent: QWidget) -> None:
        super().__init__(parent)
        self.face = face
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.resize(size.width() + 2 * self.ROOM, size.height() + 2 * self.ROOM)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(self.ROOM, self.ROOM, -self.ROOM, -self.ROOM)
        paint_shadow(painter, area)
        paint_card(painter, area, self.face, selected=True)
