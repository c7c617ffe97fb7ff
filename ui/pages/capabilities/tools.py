"""The tools view: the platforms that the client has, how far they are used and joined, what they cost."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.capabilities.edits import (
    add_swot_item,
    add_tool,
    connect_tools,
    disconnect_tools,
    edit_tool,
    move_tool,
    remove_tool,
    toggle_tool_channel,
)
from planner.capabilities.records import Tool
from planner.change import Change, touches
from planner.edit import duplicate
from planner.language import _, money_short, ngettext, parse_number
from planner.plan import Plan, find
from ui.guard import guarded
from ui.pages.capabilities.tool_row import COST_WIDTH, NARROW, OWNED_WIDTH, ToolRow, connections
from ui.session import Session
from ui.theme import theme
from ui.widgets import Button, Card, EmptyState, Hairline, ScrollColumn, Words
from ui.widgets.reorder import ReorderList


class _Figure(QWidget):
    """A figure with what it counts under it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.value = Words("", "figure", "text.primary", self)
        self.words = Words("", "small", "text.secondary", self, wrap=True)
        column.addWidget(self.value)
        column.addWidget(self.words)

    def say(self, value: str, words: str) -> None:
        """Shows a figure."""
        self.value.set_text(value)
        self.words.set_text(words)


class EcosystemCard(Card):
    """What the tools come to: how many are owned, used in full, joined, and their cost a year."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout()
        row.setSpacing(14)
        self.figures = [_Figure(self) for _at in range(4)]
        for at, figure in enumerate(self.figures):
            if at:
                row.addWidget(Hairline(self, vertical=True))
            row.addWidget(figure, 1)
        self.body.addLayout(row)

    def show_plan(self, plan: Plan) -> None:
        """Brings the figures up to the plan."""
        owned = [t for t in plan.tools if t.owned]
        full = sum(t.usage == "full" for t in owned)
        joined = sum(bool(connections(plan, t)) for t in owned)
        cost = sum(t.yearly_cost or 0.0 for t in owned)
        count = len(owned)
        owned_figure, full_figure, joined_figure, cost_figure = self.figures
        owned_figure.say(str(count), ngettext("tool owned", "tools owned", count))
        of = _("{part} of {whole}")
        full_figure.say(of.format(part=full, whole=count), _("used in full"))
        joined_figure.say(of.format(part=joined, whole=count), _("connected with another"))
        cost_figure.say(money_short(cost, plan.profile.currency), _("a year for those owned"))


@guarded
class ToolsView(QWidget):
    """The third view of the page. Signals: ``selected(str, str)`` with table and id, ``details_asked(str, str)``."""

    selected = Signal(str, str)
    details_asked = Signal(str, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.column = ScrollColumn(self, (24, 16, 24, 24))
        self.column.setAccessibleName(_("Tools"))
        column.addWidget(self.column)
        body = self.column.body
        self.card = EcosystemCard(self)
        body.addWidget(self.card)
        list_column = QVBoxLayout()
        list_column.setSpacing(6)
        self.heads = self._build_heads()
        list_column.addWidget(self.heads)
        self.rows = ReorderList(self)
        self.rows.moved.connect(self._on_moved)
        list_column.addWidget(self.rows)
        self.more = Button(_("Add a tool"), "quiet", "plus", self)
        self.more.setSizePolicy(self.column.sizePolicy().horizontalPolicy(), self.more.sizePolicy().verticalPolicy())
        self.more.clicked.connect(self.add)
        list_column.addWidget(self.more)
        body.addLayout(list_column)
        body.addStretch(1)
        self.empty = QWidget(self)
        holder = QVBoxLayout(self.empty)
        holder.setContentsMargins(24, 16, 24, 24)
        state = EmptyState(
            _("Which tools do you have today?"),
            _("List the platforms in use: shop, mailing, service desk, analytics. Using more of one may do."),
            self.empty,
        )
        self.first = state.add_button(_("Add a tool"), "plus", primary=True)
        self.first.clicked.connect(self.add)
        holder.addWidget(state)
        column.addWidget(self.empty)

    def _build_heads(self) -> QWidget:
        heads = QWidget(self)
        row = QHBoxLayout(heads)
        row.setContentsMargins(30, 0, 42, 0)
        row.setSpacing(10)
        self._widths: list[tuple[Words, int]] = []
        for words, width in (
            (_("Tool and its kind"), 0),
            (_("Owned, used"), OWNED_WIDTH),
            (_("Channels, connections"), 0),
            (_("Cost per year, data"), COST_WIDTH),
        ):
            label = Words(words, "small", "text.secondary", heads)
            label.setIndent(7)
            self._widths.append((label, width))
            row.addWidget(label, 0 if width else 1)
        self._widths[-1][0].setAlignment(Qt.AlignmentFlag.AlignRight)
        theme().changed.connect(self._fit_heads)
        self._fit_heads()
        return heads

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_heads()

    def _fit_heads(self) -> None:
        self._widths[2][0].setVisible(self.width() >= (NARROW + 48) * theme().scale)
        for label, width in self._widths:
            if width:
                label.setFixedWidth(round(width * theme().scale))

    def update_from(self, change: Change | None) -> None:
        """Brings the view up to the plan."""
        if not touches(change, "tools", "channels", "profile"):
            return
        plan, read_only = self.session.plan, self.session.read_only
        self.column.setVisible(bool(plan.tools))
        self.empty.setVisible(not plan.tools)
        self.card.show_plan(plan)
        rows: dict[str, QWidget] = {}
        for tool in plan.tools:
            row = self.rows.row(tool.id)
            if not isinstance(row, ToolRow):
                row = self._new_row(tool.id)
            row.show_tool(plan, tool, read_only)
            rows[tool.id] = row
        self.rows.set_rows(rows)
        self.more.setVisible(not read_only)
        self.first.setVisible(not read_only)
        self.mark_selected()

    def _new_row(self, tool_id: str) -> ToolRow:
        row = ToolRow(tool_id, self.rows)
        row.edited.connect(self._on_edited)
        row.cost_typed.connect(self._on_cost)
        row.left.connect(self._on_left)
        row.channel_toggled.connect(self._on_channel)
        row.connection_toggled.connect(self._on_connection)
        row.asked.connect(self.carry_out)
        row.chosen.connect(self._on_chosen)
        return row

    def _tool_rows(self) -> Sequence[ToolRow]:
        return [row for i in self.rows.ids() if isinstance(row := self.rows.row(i), ToolRow)]

    def mark_selected(self) -> None:
        """Marks the selected tool."""
        table, tool_id = self.session.selection
        for row in self._tool_rows():
            row.set_selected(table == "tools" and row.tool_id == tool_id)

    def show_tool(self, tool_id: str) -> None:
        """Scrolls to a tool and puts the focus on it."""
        row = self.rows.row(tool_id)
        if row is not None:
            self.column.body.activate()
            self.column.ensureWidgetVisible(row)
            row.setFocus(Qt.FocusReason.TabFocusReason)

    def add(self) -> None:
        """A tool more, with the cursor in its name."""
        if self.session.edit(_("Add a tool"), add_tool):
            tool_id = self.session.plan.tools[-1].id
            self.show_tool(tool_id)
            row = self.rows.row(tool_id)
            if isinstance(row, ToolRow):
                row.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_edited(self, tool_id: str, field: str, value: object, typing: bool) -> None:
        step = f"tool.{tool_id}.{field}" if typing else ""
        self.session.edit(_("Edit the tool"), edit_tool, tool_id, typing=step, **{field: value})

    def _on_cost(self, tool_id: str, text: str) -> None:
        try:
            cost = parse_number(text) if text.strip() else None
        except ValueError:
            return  # not yet a number; on leaving, the last one that was shows again
        step = f"tool.{tool_id}.yearly_cost"
        self.session.edit(_("Edit the tool"), edit_tool, tool_id, yearly_cost=cost, typing=step)

    def _on_left(self) -> None:
        self.session.end_typing()
        self.update_from(None)

    def _on_channel(self, tool_id: str, channel: str) -> None:
        self.session.edit(_("Choose the channels of a tool"), toggle_tool_channel, tool_id, channel)

    def _on_connection(self, tool_id: str, other: str) -> None:
        tool: Tool | None = find(self.session.plan, "tools", tool_id)
        if tool is None:
            return
        if other in connections(self.session.plan, tool):
            self.session.edit(_("Disconnect two tools"), disconnect_tools, tool_id, other)
        else:
            self.session.edit(_("Connect two tools"), connect_tools, tool_id, other)

    def _on_moved(self, tool_id: str, to: int) -> None:
        self.session.edit(_("Move a tool"), move_tool, tool_id, to)
        self.show_tool(tool_id)

    def _on_chosen(self, tool_id: str) -> None:
        self.selected.emit("tools", tool_id)
        self.mark_selected()

    def carry_out(self, tool_id: str, verb: str) -> None:
        """What the menu of a tool offers."""
        ids = self.rows.ids()
        at = ids.index(tool_id)
        if verb == "details":
            self.details_asked.emit("tools", tool_id)
        elif verb in ("strength", "weakness"):
            name = find(self.session.plan, "tools", tool_id).name
            label = _("Add a strength") if verb == "strength" else _("Add a weakness")
            self.session.edit(label, add_swot_item, verb, name, tool=tool_id)
        elif verb == "duplicate":
            self.session.edit(_("Duplicate a tool"), duplicate, "tools", tool_id, connected=())
        elif verb in ("up", "down"):
            self._on_moved(tool_id, max(0, at + (-1 if verb == "up" else 1)))
        elif verb == "remove":
            self.session.edit(_("Delete a tool"), remove_tool, tool_id)
            rest = self.rows.ids()
            if rest:
                self.show_tool(rest[min(at, len(rest) - 1)])
