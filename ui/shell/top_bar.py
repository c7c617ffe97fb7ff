"""The top bar: mark, plan title, save state, undo and redo, command field, present, export, panel toggle."""

from typing import ClassVar

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from planner.change import Change, touches
from planner.insight.edits import edit_profile
from planner.language import _, named
from ui.guard import guarded
from ui.session import Session
from ui.theme import theme
from ui.widgets import Button, IconButton, InPlaceText

SAVE_STATES = ("saved", "edited", "saving", "not_saved", "read_only", "changed_on_disk")


@guarded
class CommandField(QAbstractButton):
    """Looks like a search field; opens the command palette."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.narrow = False
        self.retranslate()

    def retranslate(self) -> None:
        """Says what the field does."""
        self.setText(_("Search or run a command"))
        self.setAccessibleName(self.text())
        self.setToolTip(_("Search or run a command (Ctrl+K)"))

    def sizeHint(self) -> QSize:
        scale = theme().scale
        return QSize(round((36 if self.narrow else 320) * scale), theme().metric("control"))

    def minimumSizeHint(self) -> QSize:
        return QSize(round((36 if self.narrow else 260) * theme().scale), theme().metric("control"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        colours = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        focus = self.hasFocus()
        painter.setPen(QPen(colours.color("line.focus" if focus else "line.strong"), 2 if focus else 1))
        painter.setBrush(colours.color("bg.hover" if self.underMouse() else "bg.surface"))
        painter.drawRoundedRect(box, 6, 6)
        pixmap = colours.pixmap("search", "text.secondary", 16)
        painter.drawPixmap(QRectF(10, (self.height() - 16) / 2, 16, 16), pixmap, QRectF(pixmap.rect()))
        if self.narrow:
            return
        key = QRectF(self.width() - 54 * colours.scale, 6, 46 * colours.scale, self.height() - 12)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.color("bg.sunken"))
        painter.drawRoundedRect(key, 4, 4)
        painter.setFont(colours.font("micro"))
        painter.setPen(colours.color("text.secondary"))
        painter.drawText(key, Qt.AlignmentFlag.AlignCenter, "Ctrl K")
        painter.setFont(colours.font("body"))
        room = QRectF(34, 0, key.left() - 40, self.height())
        words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)


@guarded
class SaveState(QLabel):
    """Says whether the plan is in the file: an icon and a word, amber where something needs a look."""

    WORDS: ClassVar[dict[str, tuple[str, str]]] = {
        "saved": ("check", "text.secondary"),
        "edited": ("pencil", "text.secondary"),
        "saving": ("loader-circle", "text.secondary"),
        "not_saved": ("triangle-alert", "warn.text"),
        "read_only": ("lock", "warn.text"),
        "changed_on_disk": ("git-compare", "warn.text"),
    }

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.state = "saved"
        theme().changed.connect(self._show)
        self._show()

    def set_state(self, state: str) -> None:
        """One of SAVE_STATES."""
        if state != self.state:
            self.state = state
            self._show()

    def words(self) -> str:
        """The state in a word or two."""
        return {
            "saved": _("Saved"),
            "edited": _("Edited"),
            "saving": _("Saving"),
            "not_saved": _("Not saved"),
            "read_only": _("Read-only"),
            "changed_on_disk": _("Changed on disk"),
        }[self.state]

    def retranslate(self) -> None:
        """Says the state again in today's language."""
        self._show()

    def _show(self) -> None:
        _icon, role = self.WORDS[self.state]
        self.setText(self.words())
        self.setAccessibleName(_("File: {state}").format(state=self.words()))
        self.setFont(theme().font("small"))
        chip = role == "warn.text"
        colours = theme()
        background = colours.color("warn.soft").name() if chip else "transparent"
        self.setStyleSheet(
            f"color: {colours.color(role).name()}; background: {background};"
            f" padding: 3px {8 if chip else 0}px 3px 22px; border-radius: 6px;"
        )
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        icon, role = self.WORDS[self.state]
        pixmap = theme().pixmap(icon, role, 14)
        painter = QPainter(self)
        painter.drawPixmap(QRectF(4, (self.height() - 14) / 2, 14, 14), pixmap, QRectF(pixmap.rect()))


@guarded
class TopBar(QFrame):
    """The bar over everything. Signals: ``palette_asked()``, ``panel_toggled()``."""

    palette_asked = Signal()
    panel_toggled = Signal()

    def __init__(self, session: Session, actions: dict[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.session = session
        self._actions = actions
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 12, 0)
        layout.setSpacing(8)
        self.mark = QLabel(self)
        self.mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.mark.setAccessibleName("Rapport")
        layout.addWidget(self.mark)
        self.title = InPlaceText(parent=self, style="heading")
        self.title.edited.connect(self._on_title)
        self.title.committed.connect(self._on_title_left)
        layout.addWidget(self.title)
        self.save_state = SaveState(self)
        layout.addWidget(self.save_state)
        self.undo = IconButton("undo-2", "", parent=self)
        self.redo = IconButton("redo-2", "", parent=self)
        self.undo.clicked.connect(session.undo)
        self.redo.clicked.connect(session.redo)
        layout.addWidget(self.undo)
        layout.addWidget(self.redo)
        layout.addStretch(1)
        self.field = CommandField(self)
        self.field.clicked.connect(self.palette_asked)
        layout.addWidget(self.field)
        layout.addSpacing(8)
        self.present = Button("", icon="presentation", parent=self)
        self._lead(self.present, actions.get("present"))
        self.export = Button("", icon="share", parent=self)
        self._lead(self.export, actions.get("export"))
        layout.addWidget(self.present)
        layout.addWidget(self.export)
        self.panel = IconButton("panel-right", "", parent=self)
        self.panel.clicked.connect(self.panel_toggled)
        layout.addWidget(self.panel)
        session.changed.connect(self.update_from)
        session.history_changed.connect(self._on_history)
        theme().changed.connect(self._on_theme)
        self._on_theme()
        self.retranslate()
        self.update_from(None)

    def _lead(self, button: Button, action: QAction | None) -> None:
        """Lets a button trigger a command; a window that has no such command shows no button."""
        if action is None:
            button.hide()
        else:
            button.clicked.connect(action.trigger)

    def retranslate(self) -> None:
        """Names every control again."""
        self.title.setAccessibleName(_("Title of the plan"))
        self.title.set_placeholder(_("Untitled plan"))
        self.present.setText(_("Present"))
        self.present.setToolTip(_("Present (F5)"))
        self.export.setText(_("Export"))
        self.export.setToolTip(_("Export (Ctrl+E)"))
        self.panel.set_name(_("Side panel"))
        self.field.retranslate()
        self.save_state.retranslate()
        self._on_history()

    def update_from(self, change: Change | None) -> None:
        """Shows the plan's title."""
        if touches(change, "profile"):
            profile = self.session.plan.profile
            self.title.set_text(profile.title)
            self.title.set_read_only(self.session.read_only)

    def _on_title(self, text: str) -> None:
        self.session.edit(_("Rename the plan"), edit_profile, title=text, typing="profile.title")

    def _on_title_left(self) -> None:
        self.session.end_typing()

    def _on_history(self) -> None:
        document = self.session.document
        for button, label, word, key in (
            (self.undo, document.undo_label, _("Undo"), "Ctrl+Z"),
            (self.redo, document.redo_label, _("Redo"), "Ctrl+Y"),
        ):
            button.setEnabled(label is not None and not self.session.read_only)
            button.set_name(named(word, label) if label else word, key)

    def _on_theme(self) -> None:
        self.setFixedHeight(theme().metric("topBar"))
        self.mark.setFixedWidth(theme().metric("rail"))
        self.mark.setPixmap(theme().pixmap("rapport", "text.primary", 24))

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = self.width() < 1152 * theme().scale
        if narrow != self.field.narrow:
            self.field.narrow = narrow
            self.field.updateGeometry()
        super().resizeEvent(event)
