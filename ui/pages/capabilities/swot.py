"""The SWOT: four fields in one card; derived lines are pinned or reworded in place, the others are typed."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QEnterEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from planner.capabilities.edits import (
    add_swot_item,
    bring_back_swot,
    edit_swot_item,
    hide_swot,
    move_swot_item,
    pin_swot,
    remove_swot_item,
)
from planner.capabilities.swot import KINDS, Kind, SwotEntry, hidden_items, swot
from planner.catalogue import question
from planner.language import _, ngettext, short_number
from planner.plan import Plan
from ui.guard import guarded
from ui.pages.capabilities.addressed import make_action_of_question
from ui.plain import plain_tip
from ui.session import Session
from ui.theme import theme
from ui.widgets import Button, Hairline, IconButton, IconMark, InPlaceArea, InPlaceText, Words
from ui.widgets.paint import box

LOOKS = {
    "strength": ("thumbs-up", "ok.text"),
    "weakness": ("thumbs-down", "bad.text"),
    "opportunity": ("sun", "info.text"),
    "threat": ("cloud-lightning", "warn.text"),
}


def titles() -> dict[str, str]:
    """The names of the four fields."""
    return {
        "strength": _("Strengths"),
        "weakness": _("Weaknesses"),
        "opportunity": _("Opportunities"),
        "threat": _("Threats"),
    }


def kind_names() -> list[tuple[str, str]]:
    """The four kinds of line, one of each."""
    return [
        ("strength", _("Strength")),
        ("weakness", _("Weakness")),
        ("opportunity", _("Opportunity")),
        ("threat", _("Threat")),
    ]


@guarded
class _More(IconButton):
    """Three dots that show while the pointer or the focus is near."""

    def paintEvent(self, event: QPaintEvent) -> None:
        line = self.parentWidget()
        focus = self.window().focusWidget()
        if line is not None and (line.underMouse() or (focus is not None and line.isAncestorOf(focus))):
            box(QPainter(self), self.rect().toRectF(), "bg.surface")
            super().paintEvent(event)


@guarded
class SwotLine(QWidget):
    """A line of the SWOT. Signals: ``typed(str)``, ``left(str)``, ``asked(str)`` with a verb, ``reached()``."""

    typed = Signal(str)
    left = Signal(str)
    asked = Signal(str)
    reached = Signal()

    def __init__(self, entry: SwotEntry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = entry
        self.read_only = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 6, 0)
        row.setSpacing(2)
        top = Qt.AlignmentFlag.AlignTop
        self.text = InPlaceArea("", self, enter_leaves=True)
        self.text.edited.connect(self.typed)
        self.text.committed.connect(self.left)
        self.pin = IconMark("pin", "text.tertiary", 13, self)
        self.average = Words("", "small", "text.tertiary", self)
        for mark in (self.pin, self.average):
            mark.setFixedHeight(round(27 * theme().scale))  # as high as the first line of the words
        row.addWidget(self.text, 1)
        row.addWidget(self.pin, alignment=top)
        row.addWidget(self.average, alignment=top)
        self.more = _More("ellipsis", "", parent=self, size=24)  # over the end of the line, not beside it
        self.more.clicked.connect(self.open_menu)

    def show_entry(self, entry: SwotEntry, read_only: bool) -> None:
        """Brings the line up to date."""
        self.entry, self.read_only = entry, read_only
        asked = question(entry.question)
        words = entry.text if entry.worded or asked is None else asked.name
        if not self.text.hasFocus() or self.text.toPlainText():
            self.text.set_text(words)
        self.average.set_text("" if entry.worded or entry.average is None else short_number(entry.average, 1))
        self.average.setVisible(bool(self.average.text()))
        self.text.setAccessibleName(titles()[entry.kind])
        self.text.set_read_only(read_only)
        self.pin.set("triangle-alert" if entry.stale else "pin", "warn.text" if entry.stale else "text.tertiary")
        self.pin.setVisible(entry.pinned or entry.stale)
        tip = _("Its rating says otherwise now.") if entry.stale else _("Pinned: it stays whatever its rating becomes.")
        self.pin.setToolTip(plain_tip(tip))
        self.more.set_name(_("More for “{text}”").format(text=entry.text))
        self.more.setVisible(not read_only or bool(entry.question))

    def open_menu(self) -> None:
        """Offers what can be done with the line."""
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def menu(self) -> QMenu:
        """The menu of the line."""
        menu = QMenu(self)
        entry = self.entry
        pin = _("Let it follow its rating") if entry.pinned else _("Pin")
        wanted = [
            ("show", _("Show the question"), bool(entry.question), False),
            ("details", _("Details"), True, False),
            ("pin", pin, bool(entry.question), True),
            ("action", _("Make it an action"), entry.kind == "weakness" and bool(entry.question), True),
            ("up", _("Move up"), bool(entry.item), True),
            ("down", _("Move down"), bool(entry.item), True),
            ("derive", _("Word it as derived"), bool(entry.item and entry.question), True),
            ("hide", _("Leave it out"), bool(entry.question), True),
            ("remove", _("Delete"), not entry.question, True),
        ]
        for verb, words, fits, edits in wanted:
            if fits and not (edits and self.read_only):
                action = QAction(words, menu)
                action.setData(verb)
                menu.addAction(action)
        menu.triggered.connect(self._on_verb)
        return menu

    def _on_verb(self, action: QAction) -> None:
        self.asked.emit(str(action.data()))

    def contextMenuEvent(self, _event: QContextMenuEvent) -> None:
        self.open_menu()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = self.more.sizeHint()
        self.more.setGeometry(self.width() - side.width(), 0, side.width(), side.height())

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.more.update()

    def leaveEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().leaveEvent(event)
        self.more.update()


class SwotField(QWidget):
    """One of the four fields: its head, its lines, and a place to type another.

    Signals: ``typed(str, str)``, ``left(str, str)``, ``asked(str, str)`` with a line's key; ``added(str)``.
    """

    typed = Signal(str, str)
    left = Signal(str, str)
    asked = Signal(str, str)
    added = Signal(str)

    def __init__(self, kind: Kind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self.lines: dict[str, SwotLine] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 8, 12)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setSpacing(7)
        icon, role = LOOKS[kind]
        head.addWidget(IconMark(icon, role, 16, self))
        head.addWidget(Words(titles()[kind], "strong", role, self))
        head.addStretch(1)
        self.plus = IconButton("plus", _("Add to {field}").format(field=titles()[kind]), parent=self, size=26)
        self.plus.clicked.connect(self.ask)
        head.addWidget(self.plus)
        column.addLayout(head)
        self.column = QVBoxLayout()
        self.column.setSpacing(1)
        column.addLayout(self.column)
        self.draft = InPlaceText("", self)
        self.draft.set_placeholder(_("Write it, then Enter"))
        self.draft.setAccessibleName(self.plus.accessibleName())
        self.draft.committed.connect(self._on_draft)
        self.draft.hide()
        column.addWidget(self.draft)
        self.empty = Words(self._empty_words(), "body", "text.secondary", self, wrap=True)
        self.empty.setContentsMargins(3, 4, 0, 0)
        column.addWidget(self.empty)
        column.addStretch(1)

    def _empty_words(self) -> str:
        return {
            "strength": _("Questions rated 3.5 and more appear here."),
            "weakness": _("Questions rated under 2.5 appear here."),
            "opportunity": _("Optional. Add what the market could bring."),
            "threat": _("Optional. Add what the market could take."),
        }[self.kind]

    def show_entries(self, entries: Sequence[SwotEntry], read_only: bool) -> None:
        """Brings the lines up to date; the one being typed into stays."""
        wanted = {_key(entry, entries): entry for entry in entries}
        for key in [k for k in self.lines if k not in wanted]:
            gone = self.lines.pop(key)
            self.column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for at, (key, entry) in enumerate(wanted.items()):
            line = self.lines.get(key)
            if line is None:
                line = self.lines[key] = SwotLine(entry, self)
                relay = _Relay(self, key, line)
                line.typed.connect(relay.typed)
                line.left.connect(relay.left)
                line.asked.connect(relay.asked)
            item = self.column.itemAt(at)
            if item is None or item.widget() is not line:
                self.column.insertWidget(at, line)
            line.show_entry(entry, read_only)
        self.plus.setVisible(not read_only)
        self.empty.setVisible(not wanted and not self.draft.isVisibleTo(self))

    def ask(self) -> None:
        """Opens the place to type another line."""
        self.empty.hide()
        self.draft.show()
        self.draft.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_draft(self, text: str) -> None:
        self.draft.set_text("")
        if text.strip():
            self.added.emit(text.strip())
        else:
            self.draft.hide()
            self.empty.setVisible(not self.lines)


def _key(entry: SwotEntry, entries: Sequence[SwotEntry]) -> str:
    """What keeps naming a line while it turns from a derived one into a record: its question."""
    alone = entry.question and sum(e.question == entry.question for e in entries) == 1
    return f"question.{entry.question}" if alone else entry.ref


class _Relay(QObject):
    """Carries what the user does in one line to the field, with the line's key."""

    def __init__(self, field: SwotField, key: str, parent: QObject) -> None:
        super().__init__(parent)
        self._field, self._key = field, key

    def typed(self, text: str) -> None:
        """The user is typing."""
        self._field.typed.emit(self._key, text)

    def left(self, text: str) -> None:
        """The focus has left."""
        self._field.left.emit(self._key, text)

    def asked(self, verb: str) -> None:
        """The user has chosen from the menu."""
        self._field.asked.emit(self._key, verb)


class SwotCard(QFrame):
    """The four fields. Signals: ``question_asked(str)`` with its key, ``details_asked(str)`` with a line."""

    question_asked = Signal(str)
    details_asked = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setObjectName("card")
        self._entries: dict[tuple[str, str], SwotEntry] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        grid = QGridLayout()
        grid.setSpacing(0)
        self.fields: dict[str, SwotField] = {}
        for at, kind in enumerate(KINDS):
            field = SwotField(kind, self)
            relay = _FieldRelay(self, kind)
            field.typed.connect(relay.typed)
            field.left.connect(relay.left)
            field.asked.connect(relay.asked)
            field.added.connect(relay.added)
            self.fields[kind] = field
            grid.addWidget(field, 2 * (at // 2), 2 * (at % 2))
        grid.addWidget(Hairline(self, vertical=True), 0, 1, 3, 1)
        grid.addWidget(Hairline(self), 1, 0, 1, 3)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 1)
        grid.setRowStretch(0, 1)
        grid.setRowStretch(2, 1)
        column.addLayout(grid)
        self.hidden = Button("", "link", parent=self)
        self.hidden.clicked.connect(self._bring_back)
        self.hidden.setContentsMargins(14, 0, 0, 0)
        column.addWidget(self.hidden, alignment=Qt.AlignmentFlag.AlignLeft)
        theme().changed.connect(self.update)

    def show_plan(self, plan: Plan) -> None:
        """Brings the four fields up to the plan."""
        self._entries.clear()
        for kind, entries in swot(plan).items():
            for entry in entries:
                self._entries[kind, _key(entry, entries)] = entry
            self.fields[kind].show_entries(entries, self.session.read_only)
        count = len(hidden_items(plan))
        self.hidden.setVisible(count > 0 and not self.session.read_only)
        self.hidden.setText(
            ngettext("{count} line left out. Bring it back", "{count} lines left out. Bring them back", count).format(
                count=count
            )
        )
        self.hidden.updateGeometry()

    def line_of(self, ref: str) -> SwotLine | None:
        """The line with a ref: a record's id, or kind and question."""
        for field in self.fields.values():
            for line in field.lines.values():
                if ref in (line.entry.item, line.entry.ref):
                    return line
        return None

    def type_into(self, kind: str, key: str, text: str) -> None:
        """The words of a line, as they are typed."""
        entry = self._entries.get((kind, key))
        if entry is None or (not text and entry.question):
            return  # emptied: on leaving, it is worded as derived again
        label, step = _("Word a line of the SWOT"), f"swot.{kind}.{key}"
        if entry.item:
            self.session.edit(label, edit_swot_item, entry.item, text=text, typing=step)
        else:
            self.session.edit(label, pin_swot, kind, entry.question, text, pinned=False, typing=step)

    def leave(self, kind: str, key: str, text: str) -> None:
        """The focus has left a line."""
        self.session.end_typing()
        entry = self._entries.get((kind, key))
        if entry is None or self.session.read_only:
            return
        if not text.strip() and entry.item and not entry.question:
            self.session.edit(_("Delete a line of the SWOT"), remove_swot_item, entry.item)
        elif not text.strip() and entry.item:
            self.session.edit(_("Word it as derived"), edit_swot_item, entry.item, text="")
        self.show_plan(self.session.plan)

    def carry_out(self, kind: str, key: str, verb: str) -> None:
        """What the menu of a line offers."""
        entry = self._entries.get((kind, key))
        if entry is None:
            return
        if verb == "show":
            self.question_asked.emit(entry.question)
        elif verb == "details":
            self.details_asked.emit(entry.ref)
        elif verb == "action":
            make_action_of_question(self.session, entry.question)
        elif verb == "pin" and entry.item:
            self.session.edit(_("Pin a line of the SWOT"), edit_swot_item, entry.item, pinned=not entry.pinned)
        elif verb == "pin":
            self.session.edit(_("Pin a line of the SWOT"), pin_swot, kind, entry.question)
        elif verb == "hide":
            self.session.edit(_("Leave a line of the SWOT out"), hide_swot, kind, entry.question)
        elif verb in ("remove", "derive"):
            self.session.edit(_("Delete a line of the SWOT"), remove_swot_item, entry.item)
        elif verb in ("up", "down"):
            self._move(entry, -1 if verb == "up" else 1)

    def _move(self, entry: SwotEntry, step: int) -> None:
        peers = [i.id for i in self.session.plan.swot if i.kind == entry.kind and not i.hidden]
        to = max(0, peers.index(entry.item) + step)
        self.session.edit(_("Move a line of the SWOT"), move_swot_item, entry.item, to)

    def add(self, kind: str, text: str) -> None:
        """A line that someone typed."""
        labels = {
            "strength": _("Add a strength"),
            "weakness": _("Add a weakness"),
            "opportunity": _("Add an opportunity"),
            "threat": _("Add a threat"),
        }
        self.session.edit(labels[kind], add_swot_item, kind, text)

    def _bring_back(self) -> None:
        self.session.edit(_("Bring lines of the SWOT back"), bring_back_swot)


class _FieldRelay(QObject):
    """Carries what happens in one field to the card, with its kind."""

    def __init__(self, card: SwotCard, kind: str) -> None:
        super().__init__(card)
        self._card, self._kind = card, kind

    def typed(self, key: str, text: str) -> None:
        """The user is typing into a line."""
        self._card.type_into(self._kind, key, text)

    def left(self, key: str, text: str) -> None:
        """The focus has left a line."""
        self._card.leave(self._kind, key, text)

    def asked(self, key: str, verb: str) -> None:
        """The user has chosen from the menu of a line."""
        self._card.carry_out(self._kind, key, verb)

    def added(self, text: str) -> None:
        """The user has typed a new line."""
        self._card.add(self._kind, text)
