"""One tool in two lines, edited in place: name and kind, owned and used, channels and connections, cost and data."""

from typing import TypeVar

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QMenu, QSizePolicy, QWidget

from planner.capabilities.records import Tool
from planner.catalogue import tool_kinds
from planner.language import _, money
from planner.plan import Plan
from ui.guard import guarded
from ui.plain import plain_tip
from ui.theme import theme
from ui.widgets import Choice, IconButton, InPlaceText, MultiChoice
from ui.widgets.key_words import keys_said
from ui.widgets.paint import box
from ui.widgets.reorder import Grip

AnyChoice = TypeVar("AnyChoice", bound=Choice)

OWNED_WIDTH = 128
COST_WIDTH = 138
NARROW = 620
"""Under this width the channels and connections are left to the details."""
USAGES = ("none", "basic", "full")


def kinds() -> list[tuple[str, str]]:
    """The kinds of tools."""
    return [(kind.key, kind.name) for kind in tool_kinds()]


def owners() -> list[tuple[str, str]]:
    """Whether the client has a tool."""
    return [("owned", _("Owned")), ("known", _("Not owned"))]


def usages() -> list[tuple[str, str]]:
    """How much of a tool's functions is used."""
    return [("none", _("Not used")), ("basic", _("Basics used")), ("full", _("Fully used"))]


def data_models() -> list[tuple[str, str]]:
    """How a tool keeps its data."""
    return [("", _("Data model not said")), ("single", _("Single table")), ("multi", _("Several tables"))]


def connections(plan: Plan, tool: Tool) -> tuple[str, ...]:
    """The tools that a tool exchanges data with, whichever of the two says so."""
    said = [*tool.connected, *(t.id for t in plan.tools if tool.id in t.connected)]
    return tuple(dict.fromkeys(i for i in said if i != tool.id))


def cost_words(tool: Tool, currency: str) -> str:
    """The yearly cost of a tool as it is shown."""
    return "" if tool.yearly_cost is None else money(tool.yearly_cost, currency)


@guarded
class ToolRow(QFrame):
    """A tool. Signals, by the user only: ``edited(str, str, object, bool)`` with id, field, value and whether the
    user is typing; ``cost_typed(str, str)`` with the words of a cost; ``left()``; ``channel_toggled(str, str)``;
    ``connection_toggled(str, str)``; ``asked(str, str)`` with id and a verb; ``chosen(str)``.
    """

    edited = Signal(str, str, object, bool)
    cost_typed = Signal(str, str)
    left = Signal()
    channel_toggled = Signal(str, str)
    connection_toggled = Signal(str, str)
    asked = Signal(str, str)
    chosen = Signal(str)

    def __init__(self, tool_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tool_id = tool_id
        self.selected = False
        self.read_only = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 8, 6, 8)
        row.setSpacing(8)
        self.grip = Grip(self)
        row.addWidget(self.grip)
        row.addLayout(self._build_cells(), 1)
        self.more = IconButton("ellipsis", _("More for this tool"), parent=self, size=28)
        self.more.clicked.connect(self.open_menu)
        row.addWidget(self.more)

    def _build_cells(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(0)
        self.name = InPlaceText("", self, "strong")
        self.name.setAccessibleName(_("Name of the tool"))
        self.name.set_placeholder(_("Name of the tool"))
        self.name.edited.connect(self._on_name)
        self.name.committed.connect(self._on_left)
        self.kind = self._quiet(Choice(_("Kind"), kinds(), self))
        self.kind.chosen.connect(self._on_kind)
        self.owned = self._quiet(Choice(_("Owned"), owners(), self))
        self.owned.chosen.connect(self._on_owned)
        self.usage = self._quiet(Choice(_("Use of its functions"), usages(), self))
        self.usage.chosen.connect(self._on_usage)
        self.channels = self._quiet(MultiChoice(_("Channels"), (), self, placeholder=_("No channel")))
        self.channels.toggled_key.connect(self._on_channel)
        self.links = self._quiet(MultiChoice(_("Connected with"), (), self, placeholder=_("Not connected")))
        self.links.toggled_key.connect(self._on_link)
        self.cost = InPlaceText("", self)
        self.cost.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.cost.setAccessibleName(_("Cost per year"))
        self.cost.set_placeholder(_("Cost per year"))
        self.cost.edited.connect(self._on_cost)
        self.cost.committed.connect(self._on_left)
        self.model = self._quiet(Choice(_("Data model"), data_models(), self))
        self.model.align = Qt.AlignmentFlag.AlignRight
        self.model.chosen.connect(self._on_model)
        for column, (upper, lower) in enumerate(
            ((self.name, self.kind), (self.owned, self.usage), (self.channels, self.links), (self.cost, self.model))
        ):
            grid.addWidget(upper, 0, column)
            grid.addWidget(lower, 1, column)
        theme().changed.connect(self._fit_widths)
        self._fit_widths()
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(2, 5)
        return grid

    def _quiet(self, choice: AnyChoice) -> AnyChoice:
        choice.quiet = True
        choice.style_name = "small"
        choice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return choice

    def _fit_widths(self) -> None:
        for widget in (self.owned, self.usage):
            widget.setFixedWidth(round(OWNED_WIDTH * theme().scale))
        for field in (self.cost, self.model):
            field.setFixedWidth(round(COST_WIDTH * theme().scale))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        shown = self.width() >= NARROW * theme().scale
        for widget in (self.channels, self.links):
            widget.setVisible(shown)

    def minimumSizeHint(self) -> QSize:
        return QSize(round(330 * theme().scale), super().minimumSizeHint().height())

    def show_tool(self, plan: Plan, tool: Tool, read_only: bool) -> None:
        """Brings the row up to the plan."""
        self.read_only = read_only
        self.name.set_text(tool.name)
        self.kind.set_current(tool.kind)
        self.owned.set_current("owned" if tool.owned else "known")
        self.usage.set_current(tool.usage)
        self.model.set_current(tool.data_model)
        self.channels.set_options([(c.id, c.name or c.kind) for c in plan.channels])
        self.channels.set_selected(tool.channels)
        self.links.set_options([(t.id, t.name or _("Tool without a name")) for t in plan.tools if t.id != tool.id])
        self.links.set_selected(connections(plan, tool))
        if not self.cost.hasFocus():
            self.cost.set_text(cost_words(tool, plan.profile.currency))
        for choice in (self.kind, self.owned, self.usage, self.model, self.channels, self.links):
            choice.set_read_only(read_only)
            choice.setToolTip(plain_tip(f"{choice.accessibleName()}: {choice.words()}"))
        for field in (self.name, self.cost):
            field.set_read_only(read_only)
        self.grip.setVisible(not read_only)
        self.more.setVisible(not read_only)
        self.setAccessibleName(_("Tool: {name}").format(name=tool.name or _("without a name")))

    def set_selected(self, selected: bool) -> None:
        """Marks the row as the selected one."""
        if selected != self.selected:
            self.selected = selected
            self.update()

    def open_menu(self) -> None:
        """Offers what can be done with the tool."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for verb, words, keys in (
            ("details", _("Details"), "Ctrl+I"),
            ("strength", _("Note it as a strength"), ""),
            ("weakness", _("Note it as a weakness"), ""),
            ("duplicate", _("Duplicate"), "Ctrl+D"),
            ("up", _("Move up"), "Alt+Up"),
            ("down", _("Move down"), "Alt+Down"),
            ("remove", _("Delete the tool"), "Del"),
        ):
            if verb == "remove":
                menu.addSeparator()
            action = QAction(f"{words}\t{keys_said(keys)}" if keys else words, menu)
            action.setData(verb)
            action.setEnabled(not self.read_only or verb == "details")
            menu.addAction(action)
        menu.triggered.connect(self._on_verb)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _on_verb(self, action: QAction) -> None:
        self.asked.emit(self.tool_id, str(action.data()))

    def _on_name(self, text: str) -> None:
        self.edited.emit(self.tool_id, "name", text, True)

    def _on_kind(self, key: str) -> None:
        self.edited.emit(self.tool_id, "kind", key, False)

    def _on_owned(self, key: str) -> None:
        self.edited.emit(self.tool_id, "owned", key == "owned", False)

    def _on_usage(self, key: str) -> None:
        self.edited.emit(self.tool_id, "usage", key, False)

    def _on_model(self, key: str) -> None:
        self.edited.emit(self.tool_id, "data_model", key, False)

    def _on_channel(self, key: str) -> None:
        self.channel_toggled.emit(self.tool_id, key)

    def _on_link(self, key: str) -> None:
        self.connection_toggled.emit(self.tool_id, key)

    def _on_cost(self, text: str) -> None:
        self.cost_typed.emit(self.tool_id, text)

    def _on_left(self, _text: str) -> None:
        self.left.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.chosen.emit(self.tool_id)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def contextMenuEvent(self, _event: QContextMenuEvent) -> None:
        self.open_menu()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if self.read_only:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            self.name.selectAll()
        elif event.key() == Qt.Key.Key_Delete:
            self.asked.emit(self.tool_id, "remove")
        elif control and event.key() == Qt.Key.Key_D:
            self.asked.emit(self.tool_id, "duplicate")
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = self.selected or self.hasFocus()
        box(painter, QRectF(self.rect()), "bg.surface", "accent.fill" if strong else "line.hair", 8, 2 if strong else 1)
