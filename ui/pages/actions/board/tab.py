"""The board: actions as cards in columns by segment, owner or status; drag them, or move them with the keys."""

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from planner.actions.board import By, column_of, columns, new_fields, put
from planner.change import Change, touches
from planner.journeys.gap_words import gap_title
from planner.language import _
from planner.plan import Plan, find
from ui.guard import guarded
from ui.pages.actions.board.card import ActionCard
from ui.pages.actions.board.column import ColumnBody, ColumnHead, Heading
from ui.pages.actions.board.drag import CardDrag
from ui.pages.actions.board.headings import empty_sentence, heading_of, purpose_of
from ui.pages.actions.faces import Face, faces
from ui.pages.actions.filters import ActionFilter, FilterButton, Look
from ui.pages.actions.gaps import add_for_gap, open_gaps
from ui.pages.actions.menu import action_menu
from ui.pages.actions.tab import Tab
from ui.pages.actions.verbs import add_new, duplicate, index_after, remove, rename
from ui.session import Session
from ui.theme import theme
from ui.widgets import Button, Segmented

COLUMN_MIN, COLUMN_MAX, COLUMN_GAP, MARGIN = 168, 340, 12, 24

TABLES = ("actions", "segments", "objectives", "requirements", "platforms", "profile")


@guarded
class BoardTab(Tab):
    """Columns of cards."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self.by: By = "segment"
        self.bodies: dict[str, ColumnBody] = {}
        self.heads: dict[str, ColumnHead] = {}
        self.cards: dict[str, ActionCard] = {}
        self._menu_for = ""
        self._build_controls()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(6)
        self._strip = QWidget(self)
        self._heads = QWidget(self._strip)
        self._heads_row = _row(self._heads)
        column.addWidget(self._strip)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.viewport().setAutoFillBackground(False)
        self.area.setCornerWidget(QWidget(self.area))
        self.area.setAccessibleName(_("Board"))
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget(self.area)
        inner.setObjectName("scrolled")
        self._bodies_row = _row(inner)
        self.area.setWidget(inner)
        self.area.viewport().installEventFilter(self)
        self.area.horizontalScrollBar().valueChanged.connect(self._place_heads)
        column.addWidget(self.area, 1)
        self.drag = CardDrag(self.area, inner, self)
        self.drag.dropped.connect(self._on_dropped)
        theme().changed.connect(self._fit)

    def _build_controls(self) -> None:
        parts = [("segment", _("Segment")), ("owner", _("Owner")), ("status", _("Status"))]
        self.by_choice = Segmented(parts, self)
        self.by_choice.icons = {"segment": "users-round"}
        self.by_choice.setAccessibleName(_("Columns by"))
        self.by_choice.chosen.connect(self.show_by)
        self.filter_button = FilterButton(self.look, self._plan, self)
        self.add_button = Button(_("Add action"), "primary", "plus", self)
        self.add_button.clicked.connect(self._on_add)
        self.controls = [self.by_choice, self.filter_button, self.add_button]
        self.editing = [self.add_button]

    def _plan(self) -> Plan:
        return self.session.plan

    def purpose(self) -> str:
        return purpose_of(self.session.plan)

    # Showing

    def show_by(self, by: str) -> None:
        """Other columns: by ``segment``, ``owner`` or ``status``."""
        self.by = "owner" if by == "owner" else "status" if by == "status" else "segment"
        self.by_choice.set_current(self.by)
        self.update_from(None)

    def update_from(self, change: Change | None) -> None:
        if not touches(change, *TABLES):
            return
        plan, read_only = self.session.plan, self.session.read_only
        shown = self.look.shown(plan)
        focused = next((i for i, card in self.cards.items() if card.hasFocus()), "")
        self._show_cards(faces(plan, shown))
        found = columns(plan, self.by, shown)
        self._match_columns([c.key for c in found])
        for column in found:
            heading = heading_of(plan, self.by, column)
            self.heads[column.key].show_heading(heading)
            body = self.bodies[column.key]
            body.set_name(column.name)
            cards = [self.cards[a.id] for a in column.actions]
            suggests = self.by == "segment" and not cards and bool(open_gaps(plan, column.key))
            body.set_cards(cards, empty_sentence(self.by, column), suggests, read_only)
        self.show_selection()
        self._fit()
        if focused in self.cards and not self.cards[focused].hasFocus():
            self.cards[focused].setFocus(Qt.FocusReason.OtherFocusReason)
        self.purpose_changed.emit()

    def _show_cards(self, wanted: dict[str, Face]) -> None:
        for gone in self.cards.keys() - wanted.keys():
            card = self.cards.pop(gone)
            card.hide()
            card.setParent(None)
            card.deleteLater()
        for action, face in wanted.items():
            if action not in self.cards:
                self.cards[action] = self._new_card(face)
            selected = self.session.selection == ("actions", action)
            self.cards[action].show_face(face, selected, self.session.read_only)

    def _new_card(self, face: Face) -> ActionCard:
        card = ActionCard(face, self.area.widget())
        card.chosen.connect(self._on_chosen)
        card.asked.connect(self._on_asked)
        card.dragged.connect(self._on_dragged)
        card.dropped.connect(self._on_released)
        card.let_go.connect(self._on_let_go)
        card.titled.connect(self._on_titled)
        card.left.connect(self.session.end_typing)
        card.menu_asked.connect(self._on_menu)
        return card

    def _match_columns(self, keys: list[str]) -> None:
        for gone in self.bodies.keys() - set(keys):
            for widget in (self.bodies.pop(gone), self.heads.pop(gone)):
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        for at, key in enumerate(keys):
            if key not in self.bodies:
                body = ColumnBody(key, key, self.area.widget())
                body.add_asked.connect(self.add_to)
                body.suggest_asked.connect(self._on_suggest)
                self.bodies[key] = body
                self.heads[key] = ColumnHead(Heading(key, key), self._heads)
            for row, widget in ((self._bodies_row, self.bodies[key]), (self._heads_row, self.heads[key])):
                item = row.itemAt(at)
                if item is None or item.widget() is not widget:
                    row.insertWidget(at, widget)
                    widget.show()
        self.bodies = {key: self.bodies[key] for key in keys}
        self.heads = {key: self.heads[key] for key in keys}

    def show_selection(self) -> None:
        table, selected = self.session.selection
        reachable = selected if table == "actions" and selected in self.cards else next(iter(self.cards), "")
        for action, card in self.cards.items():
            card.set_selected((table, selected) == ("actions", action))
            if action == reachable:
                card.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def reveal(self, table: str, record_id: str) -> bool:
        if table != "actions" or find(self.session.plan, "actions", record_id) is None:
            return False
        if record_id not in self.cards:
            self.look.set_filter(ActionFilter())
        card = self.cards[record_id]
        self.area.ensureWidgetVisible(card)
        card.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    # Room

    def _fit(self) -> None:
        """Columns share the width, but none gets narrower than it can be read."""
        count = len(self.bodies)
        if not count:
            return
        scale = theme().scale
        room = self.area.viewport().width() - 2 * MARGIN - (count - 1) * COLUMN_GAP
        low, high = round(COLUMN_MIN * scale), round(COLUMN_MAX * scale)
        widths = [max(low, min(high, (room + at) // count)) for at in range(count)]  # they add up to the room
        for row in (self.bodies.values(), self.heads.values()):
            for widget, width in zip(row, widths, strict=True):
                widget.setFixedWidth(width)
        self._strip.setFixedHeight(round(78 * scale))
        self._heads.resize(sum(widths) + (count - 1) * COLUMN_GAP + 2 * MARGIN, round(78 * scale))
        self._place_heads()

    def _place_heads(self) -> None:
        self._heads.move(-self.area.horizontalScrollBar().value(), 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.area.viewport() and event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    # Verbs

    def _on_chosen(self, action: str) -> None:
        self.select("actions", action)
        self.area.ensureWidgetVisible(self.cards[action], 24, 24)

    def _on_add(self) -> None:
        table, selected = self.session.selection
        action = find(self.session.plan, "actions", selected) if table == "actions" else None
        key = column_of(self.session.plan, action, self.by) if action is not None else next(iter(self.bodies), "")
        self.add_to(key)

    def add_to(self, key: str, at: int | None = None) -> None:
        """A new action in a column, its title open for typing."""
        fresh = add_new(self.session, at, **new_fields(self.by, key))
        if fresh and self.reveal("actions", fresh):
            self.cards[fresh].rename()

    def _on_suggest(self, segment: str) -> None:
        """Offers the gaps of a segment's journeys; one that is chosen becomes an action."""
        plan = self.session.plan
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for gap in open_gaps(plan, segment):
            action = QAction(gap_title(plan, gap).replace("&", "&&"), menu)
            action.setData((gap, segment))
            menu.addAction(action)
        menu.triggered.connect(self._on_gap)
        button = self.bodies[segment].suggest
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))

    def _on_gap(self, chosen: QAction) -> None:
        gap, segment = chosen.data()
        if self.session.edit(_("Add an action"), add_for_gap, gap, segment):
            self.reveal("actions", self.session.plan.actions[-1].id)

    def _on_titled(self, action: str, title: str) -> None:
        rename(self.session, action, title)

    def _on_asked(self, action: str, verb: str) -> None:
        if verb == "details":
            self.open_details()
        elif verb in ("up", "down", "first", "last", "left", "right"):
            self._step(action, verb)
        elif self.session.read_only:
            self.session.refused.emit(_("Read-only. Edit a copy to change it."), "")
        elif verb == "rename":
            self.cards[action].rename()
        elif verb.startswith("move_"):
            self._move(action, verb.removeprefix("move_"))
        elif verb == "add":
            self.add_to(self._column(action).key, index_after(self.session, action))
        elif verb == "duplicate":
            duplicate(self.session, action)
        elif verb == "remove":
            self._remove(action)
        elif verb.startswith("to:"):
            self._put(action, verb.removeprefix("to:"), len(self.cards))

    def _column(self, action: str) -> ColumnBody:
        return next(body for body in self.bodies.values() if action in body.ids)

    def _step(self, action: str, way: str) -> None:
        """Moves the focus to the next card in a direction."""
        body = self._column(action)
        at = body.ids.index(action)
        if way in ("left", "right"):
            keys = [key for key, b in self.bodies.items() if b.ids or b is body]
            to = keys.index(body.key) + (1 if way == "right" else -1)
            if not 0 <= to < len(keys):
                return
            ids = self.bodies[keys[to]].ids
            self._focus(ids[min(at, len(ids) - 1)])
            return
        to = {"up": at - 1, "down": at + 1, "first": 0, "last": len(body.ids) - 1}[way]
        if 0 <= to < len(body.ids):
            self._focus(body.ids[to])

    def _focus(self, action: str) -> None:
        self.cards[action].setFocus(Qt.FocusReason.TabFocusReason)

    def _move(self, action: str, way: str) -> None:
        """Moves the card itself: to the next column, or up or down in its own."""
        body = self._column(action)
        at = body.ids.index(action)
        if way in ("up", "down"):
            to = at + (-1 if way == "up" else 1)
            if 0 <= to < len(body.ids):
                self._put(action, body.key, to)
            return
        keys = list(self.bodies)
        to = keys.index(body.key) + (1 if way == "right" else -1)
        if 0 <= to < len(keys):
            self._put(action, keys[to], at)

    def _put(self, action: str, key: str, index: int) -> None:
        within = [i for i in self.bodies[key].ids if i != action]
        index = min(index, len(within))
        if self.session.edit(_("Move an action"), put, action, self.by, key, index, within):
            self.reveal("actions", action)

    def _remove(self, action: str) -> None:
        body = self._column(action)
        at = body.ids.index(action)
        if remove(self.session, action):
            left = body.ids or [i for b in self.bodies.values() for i in b.ids]
            if left:
                self._focus(left[min(at, len(left) - 1)])

    def _on_menu(self, action: str, spot: QPoint) -> None:
        own = self._column(action).key
        others = [(f"to:{key}", head.heading.name) for key, head in self.heads.items() if key != own]
        menu = action_menu(self, self.session.read_only, [(_("Move to"), others)])
        self._menu_for = action
        menu.triggered.connect(self._on_verb)
        menu.popup(spot)

    def _on_verb(self, chosen: QAction) -> None:
        self._on_asked(self._menu_for, str(chosen.data()))

    # Dragging

    def _on_dragged(self, action: str, spot: QPointF) -> None:
        self.drag.move(self.cards[action], list(self.bodies.values()), spot)

    def _on_released(self, _action: str) -> None:
        self.drag.drop()

    def _on_let_go(self, _action: str) -> None:
        self.drag.cancel()

    def _on_dropped(self, action: str, key: str, index: int) -> None:
        self._put(action, key, index)


def _row(widget: QWidget) -> QHBoxLayout:
    row = QHBoxLayout(widget)
    row.setContentsMargins(MARGIN, 0, MARGIN, 0)
    row.setSpacing(COLUMN_GAP)
    row.addStretch(1)
    return row
