"""The channels in the details of a journey: the lanes of every map, to name, rank, delete and add."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exports.figures.journey_map import channel_role
from planner.catalogue import channel_kind, channel_kinds
from planner.journeys.edits import add_channel, edit_channel, move_channel, remove_channel
from planner.journeys.records import Channel
from planner.language import _
from planner.plan import Plan
from ui.pages.journeys.details_rows import NamedRow
from ui.session import Session
from ui.widgets import Choice, IconMark, Words
from ui.widgets.reorder import ReorderList


class ChannelRow(NamedRow):
    """A channel with the icon of its kind."""

    def __init__(self, channel: str, parent: QWidget | None = None) -> None:
        super().__init__(channel, _("Name of the channel"), _("Delete this channel"), parent)
        self.icon = IconMark("circle-dashed", "text.tertiary", 15, self)
        self.line.insertWidget(1, self.icon)

    def show_channel(self, channel: Channel, *, read_only: bool) -> None:
        """Brings the row up to a channel."""
        kind = channel_kind(channel.kind)
        self.icon.set(kind.icon if kind else "circle-dashed", channel_role(channel.kind))
        self.show_name(channel.name, read_only=read_only)


class ChannelRows(QWidget):
    """A row for each channel, and a choice of those of the catalogue to add."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        words = _("They are the lanes of every journey.")
        column.addWidget(Words(words, "small", "text.secondary", self, wrap=True))
        self.rows = ReorderList(self, 2)
        self.rows.moved.connect(self._on_moved)
        column.addWidget(self.rows)
        foot = QHBoxLayout()
        self.add = Choice(_("Add a channel"), (), self, placeholder=_("Add a channel"))
        self.add.chosen.connect(self._add)
        foot.addWidget(self.add)
        column.addLayout(foot)

    def show_plan(self, plan: Plan) -> None:
        """Brings the rows up to the channels of a plan."""
        read_only = self.session.read_only
        rows: dict[str, QWidget] = {}
        for channel in plan.channels:
            row = self.rows.row(channel.id)
            if not isinstance(row, ChannelRow):
                row = ChannelRow(channel.id, self.rows)
                row.named.connect(self._on_named)
                row.left.connect(self.session.end_typing)
                row.removed.connect(self._on_removed)
            row.show_channel(channel, read_only=read_only)
            rows[channel.id] = row
        self.rows.set_rows(rows)
        used = {channel.kind for channel in plan.channels}
        options = [(k.key, k.name) for k in channel_kinds() if k.key not in used]
        self.add.icons = {k.key: k.icon for k in channel_kinds()}
        self.add.set_options([*options, ("own", _("A channel of your own"))])
        self.add.setVisible(not read_only)

    def _add(self, kind: str) -> None:
        self.add.set_current("")
        name = _("New channel") if kind == "own" else ""
        if self.session.edit(_("Add channel"), add_channel, kind, name):
            row = self.rows.row(self.session.plan.channels[-1].id)
            if isinstance(row, ChannelRow):
                row.name.setFocus(Qt.FocusReason.OtherFocusReason)
                row.name.selectAll()

    def focus_row(self, channel: str) -> None:
        """Gives a row the keyboard, its grip and its name being next."""
        row = self.rows.row(channel)
        if row is not None:
            row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_named(self, channel: str, name: str) -> None:
        self.session.edit(_("Rename channel"), edit_channel, channel, name=name, typing=f"channel.{channel}.name")

    def _on_moved(self, channel: str, to: int) -> None:
        self.session.edit(_("Move channel"), move_channel, channel, to)
        row = self.rows.row(channel)
        if row is not None:
            row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_removed(self, channel: str) -> None:
        self.session.edit(_("Delete channel"), remove_channel, channel)
