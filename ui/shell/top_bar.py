"""The top bar: mark, plan title, save state, undo and redo, command field, present, export, panel toggle."""

from typing import ClassVar

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QLabel, QMenu, QSizePolicy, QWidget

from planner.change import Change, touches
from planner.insight.edits import edit_profile
from planner.language import _, named
from ui.guard import guarded
from ui.plain import plain_tip
from ui.session import Session
from ui.theme import theme
from ui.widgets import Button, IconButton, InPlaceText
from ui.widgets.paint import Painted, box, draw_icon, draw_words, focus_ring

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
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        focus = self.hasFocus()
        painter.setPen(QPen(colours.color("line.focus" if focus else "line.strong"), 2 if focus else 1))
        painter.setBrush(colours.color("bg.hover" if self.underMouse() else "bg.surface"))
        painter.drawRoundedRect(frame, 6, 6)
        scale, middle = colours.scale, self.height() / 2
        left = self.width() / 2 if self.narrow else 18 * scale
        draw_icon(painter, "search", "text.secondary", QPointF(left, middle), 16)
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
        room = QRectF(34 * scale, 0, key.left() - 40 * scale, self.height())
        words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)


@guarded
class SaveState(Painted):
    """Says whether the plan is in the file: an icon and a word, amber where something needs a look.

    Signal of QAbstractButton: ``clicked()`` asks for what is behind the state; only some states have something.
    """

    WORDS: ClassVar[dict[str, tuple[str, str]]] = {
        "saved": ("check", "text.tertiary"),
        "edited": ("pencil", "text.secondary"),
        "saving": ("loader-circle", "text.secondary"),
        "not_saved": ("triangle-alert", "warn.text"),
        "read_only": ("lock", "warn.text"),
        "changed_on_disk": ("git-compare", "warn.text"),
    }

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = "saved"
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

    def tip(self) -> str:
        """What a click does."""
        return {
            "edited": _("Save (Ctrl+S). Every edit is already safe in the recovery journal."),
            "not_saved": _("Show why the plan could not be saved"),
            "read_only": _("Show why the plan cannot be changed"),
            "changed_on_disk": _("Show what to do with the other version"),
        }.get(self.state, "")

    def retranslate(self) -> None:
        """Says the state again in today's language."""
        self._show()

    def _show(self) -> None:
        door = bool(self.tip())
        self.setText(self.words())
        self.setAccessibleName(_("File: {state}").format(state=self.words()))
        self.setToolTip(plain_tip(self.tip()))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if door else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if door else Qt.CursorShape.ArrowCursor)
        self.updateGeometry()
        self.update()

    def hitButton(self, pos: QPoint) -> bool:
        return bool(self.tip()) and self.rect().contains(pos)

    def sizeHint(self) -> QSize:
        scale = theme().scale
        words = QFontMetrics(theme().font("small")).horizontalAdvance(self.words())
        return QSize(round(words + 32 * scale), round(26 * scale))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, scale = QRectF(self.rect()), theme().scale
        icon, role = self.WORDS[self.state]
        if role == "warn.text":
            box(painter, area, "warn.soft", "warn.line" if self.underMouse() and self.tip() else "")
        elif self.underMouse() and self.tip():
            box(painter, area, "bg.hover")
        draw_icon(painter, icon, role, QPointF(14 * scale, area.center().y()), 14)
        draw_words(painter, area.adjusted(25 * scale, 0, 0, 0), self.text(), "small", role)
        if self.ring_shown():
            focus_ring(painter, area)


@guarded
class TopBar(QFrame):
    """The bar over everything.

    Signals: ``palette_asked()``, ``panel_toggled()``, ``export_asked(str)`` with a kind of deliverable.
    """

    palette_asked = Signal()
    panel_toggled = Signal()
    export_asked = Signal(str)

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
        layout.addSpacing(9)
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
        self.export = Button("", icon="share", parent=self, menu=True)
        self.export.clicked.connect(self._open_exports)
        self.export.setVisible("export" in actions)
        layout.addWidget(self.present)
        layout.addWidget(self.export)
        self.panel = IconButton("panel-right", "", parent=self, calm=True)
        self.panel.setCheckable(True)
        self.panel.clicked.connect(self._on_panel)
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

    def _open_exports(self) -> None:
        # The writers' names come with the exports, which nothing of the first window needs.
        from exports.deliver import SUFFIXES
        from ui.exporting import kind_words

        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(self.export.text())
        for kind in SUFFIXES:
            action = menu.addAction(theme().icon("file-output"), _("{kind}…").format(kind=kind_words(kind)))
            action.setData(kind)
        menu.addSeparator()
        menu.addAction(theme().icon("layers"), _("Preview and sections")).setData("")
        menu.triggered.connect(self._on_export)
        menu.popup(self.export.mapToGlobal(QPoint(0, self.export.height() + 2)))

    def _on_export(self, action: QAction) -> None:
        kind = str(action.data())
        if kind:
            self.export_asked.emit(kind)
        else:
            self._actions["export"].trigger()

    def _on_panel(self, _checked: bool) -> None:
        self.panel_toggled.emit()

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
