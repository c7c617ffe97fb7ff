"""Messages: banners, toasts and findings. Errors are never toasts."""

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import QPoint, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from planner.language import _
from ui.guard import guarded
from ui.plain import plain_tip
from ui.theme import theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.containers import clear_layout
from ui.widgets.paint import box, draw_icon
from ui.widgets.prose import Prose
from ui.widgets.text import Words

TONES = {"info": "info", "warn": "triangle-alert", "bad": "circle-alert", "ok": "circle-check"}


@guarded
class IconMark(QWidget):
    """An icon that only shows."""

    def __init__(self, icon: str, role: str, size: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.icon_name, self.role, self.icon_size = icon, role, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set(self, icon: str, role: str) -> None:
        """Another icon or colour."""
        if (icon, role) != (self.icon_name, self.role):
            self.icon_name, self.role = icon, role
            self.update()

    def sizeHint(self) -> QSize:
        side = round((self.icon_size + 2) * theme().scale)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        centre = QPointF(self.width() / 2, self.height() / 2)
        draw_icon(QPainter(self), self.icon_name, self.role, centre, self.icon_size)


@guarded
class Banner(QFrame):
    """One sentence across the page with at most two buttons."""

    def __init__(self, tone: str, strong: str, sentence: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tone = self._own_tone = tone
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 10, 12, 10)
        layout.setSpacing(8)
        self.mark = IconMark(TONES[tone], f"{tone}.text", 16, self)
        layout.addWidget(self.mark)
        words = QVBoxLayout()
        words.setSpacing(1)
        self.strong = Words(strong, "strong", "text.primary", self, wrap=True)
        self.sentence = Words(sentence, "body", "text.primary", self, wrap=True)
        self.sentence.setVisible(bool(sentence))
        words.addWidget(self.strong)
        words.addWidget(self.sentence)
        layout.addLayout(words, 1)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        layout.addLayout(self.buttons)
        theme().changed.connect(self.update)

    def say(self, strong: str, sentence: str = "", tone: str = "") -> None:
        """Other words, in the banner's own tone or another one."""
        self.tone = tone or self._own_tone
        self.mark.set(TONES[self.tone], f"{self.tone}.text")
        self.update()
        self.strong.set_text(strong)
        self.sentence.set_text(sentence)
        self.sentence.setVisible(bool(sentence))

    def add_button(self, words: str, kind: str = "secondary", icon: str = "") -> Button:
        """A button at the end of the banner."""
        button = Button(words, kind, icon, self, small=True)  # type: ignore[arg-type]
        self.buttons.addWidget(button)
        return button

    def clear_buttons(self) -> None:
        """Takes the buttons away."""
        clear_layout(self.buttons)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box(painter, self.rect().toRectF(), f"{self.tone}.soft", f"{self.tone}.line", 8)


@guarded
class Toast(QFrame):
    """A short notice at the bottom left that goes by itself. Signal: ``undo_asked()``."""

    undo_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 8, 8)
        layout.setSpacing(10)
        self.words = Words("", "body", "text.onTooltip", self)
        self.undo = Button("", "link", parent=self)
        self.undo.clicked.connect(self._on_undo)
        self.cross = IconButton("x", "", parent=self, size=24, role="text.onTooltip")
        self.cross.clicked.connect(self.hide)
        for widget in (self.words, self.undo, self.cross):
            layout.addWidget(widget)
        self.keeps_off: Callable[[], QWidget | None] = _nothing
        """What at the bottom of the window it does not lie on."""
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self.hide)
        self.hide()

    def say(self, words: str, *, undo: bool = False) -> None:
        """Shows words for six seconds."""
        self.words.set_text(words)
        self.words.set_role("text.onTooltip")
        self.undo.setText(_("Undo"))
        self.undo.setVisible(undo)
        self.cross.set_name(_("Close"))
        self.setAccessibleName(words)
        self.adjustSize()
        self.place()
        self.show()
        self.raise_()
        self.timer.start(6000)

    def take_undo_away(self) -> None:
        """Offers no Undo any more: something else would be taken back."""
        if self.isVisible() and self.undo.isVisibleTo(self):
            self.hide()

    def place(self) -> None:
        """Moves to the bottom left of the window, over what it keeps off."""
        parent = self.parentWidget()
        if parent is None:
            return
        bottom, kept = parent.height() - 24, self.keeps_off()
        if kept is not None and kept.isVisible():
            bottom = kept.mapTo(parent, QPoint(0, 0)).y() - 12
        self.move(theme().metric("rail") + 24, bottom - self.height())

    def enterEvent(self, event: QEnterEvent) -> None:
        self.timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        self.timer.start(3000)
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box(painter, self.rect().toRectF(), "bg.tooltip", "", 8)

    def _on_undo(self) -> None:
        self.hide()
        self.undo_asked.emit()


def _nothing() -> None:
    return None


class FindingRow(QFrame):
    """A finding as a door: its mark, its sentence, and Show me."""

    MARKS: ClassVar[dict[str, tuple[str, str]]] = {
        "missing": ("circle-alert", "bad.text"),
        "weak": ("triangle-alert", "warn.text"),
        "hint": ("info", "info.text"),
    }

    def __init__(
        self,
        severity: str,
        sentence: str,
        why: str,
        show: Callable[[], None] | None,
        parent: QWidget | None = None,
        *,
        subject: str = "",
    ) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(9)
        icon, role = self.MARKS[severity]
        layout.addWidget(IconMark(icon, role, 16, self), alignment=Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(0)
        words = Prose(sentence, "body", "text.primary", self, strong=subject, line=19)
        words.setToolTip(plain_tip(why))
        column.addWidget(words)
        if show is not None:
            self.button = Button(_("Show me"), "link", parent=self)
            self.button.setAccessibleDescription(sentence)
            self.button.clicked.connect(show)
            column.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(column, 1)
