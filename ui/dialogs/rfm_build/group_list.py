"""The named groups beside the grid: their names edited in place, their customers and money."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from planner.language import _, money_short, number
from planner.segments.rfm_grid import Sums
from planner.segments.rfm_groups import Group
from planner.segments.words import lifecycle_role
from ui.guard import guarded
from ui.theme import theme
from ui.widgets import InPlaceText, ScrollColumn, Words
from ui.widgets.paint import box

WIDTHS = (74, 70)
"""How wide the columns of customers and of money are."""
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@guarded
class GroupRow(QWidget):
    """One group. Signals: ``chosen(str)`` with its key, ``renamed(str, str)`` with key and name."""

    chosen = Signal(str)
    renamed = Signal(str, str)

    def __init__(self, group: Group, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = group.key
        self._role = ""
        self._marked = False
        row = QHBoxLayout(self)
        self.setFixedHeight(round(30 * theme().scale))
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(8)
        row.addSpacing(round(12 * theme().scale))
        self.name = InPlaceText(group.name, self)
        self.name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.name.committed.connect(self._on_name)
        self.name.selectionChanged.connect(self._on_touched)
        self.customers = Words("", "body", "text.primary", self)
        self.money = Words("", "body", "text.secondary", self)
        for words, wide in zip((self.customers, self.money), WIDTHS, strict=True):
            words.setAlignment(_RIGHT)
            words.setFixedWidth(round(wide * theme().scale))
        row.addWidget(self.name, 1)
        row.addWidget(self.customers)
        row.addWidget(self.money)

    def show_group(self, group: Group, sums: Sums, currency: str, marked: bool) -> None:
        """Shows a group with what its customers add up to."""
        self.name.set_text(group.name)
        self.name.setAccessibleName(_("Name of the group {name}").format(name=group.name))
        self.customers.set_text(number(sums.customers))
        self.money.set_text(money_short(float(sums.money), currency))
        role = lifecycle_role(group.lifecycle)
        if (role, marked) != (self._role, self._marked):
            self._role, self._marked = role, marked
            self.update()

    def _on_name(self, name: str) -> None:
        self.renamed.emit(self.key, name.strip())

    def _on_touched(self) -> None:
        if self.name.hasFocus():
            self.chosen.emit(self.key)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit(self.key)
        super().mousePressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._marked:
            box(painter, self.rect().toRectF(), "bg.selected", "", 6)
        painter.setPen(Qt.PenStyle.NoPen)
        if self._role:
            painter.setBrush(theme().color(self._role))
            radius = 4.5 * theme().scale
            painter.drawEllipse(self.rect().toRectF().topLeft() + _spot(self, radius), radius, radius)


def _spot(row: QWidget, radius: float) -> QPointF:
    return QPointF(8 + radius + 2, row.height() / 2)


class GroupHead(QWidget):
    """The headings over the columns of the groups."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 14, 0)
        row.setSpacing(8)
        row.addWidget(Words(_("Group"), "small", "text.secondary", self), 1)
        self.customers = Words(_("Customers"), "small", "text.secondary", self)
        self.money = Words(_("Money"), "small", "text.secondary", self)
        for head, wide in zip((self.customers, self.money), WIDTHS, strict=True):
            head.setAlignment(_RIGHT)
            head.setFixedWidth(round(wide * theme().scale))
            row.addWidget(head)


class GroupList(ScrollColumn):
    """All groups, best first. Signals: ``chosen(str)`` and ``renamed(str, str)`` as of one."""

    chosen = Signal(str)
    renamed = Signal(str, str)

    def __init__(self, currency: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, (0, 0, 6, 0))
        self.setAccessibleName(_("Groups, best first"))
        self.body.setSpacing(1)
        self._currency, self._narrow = currency, False
        self.rows: dict[str, GroupRow] = {}

    def set_narrow(self, narrow: bool) -> None:
        """Does without the money where names would be cut."""
        self._narrow = narrow
        for row in self.rows.values():
            row.money.setVisible(not narrow)

    def show_groups(self, groups: Sequence[Group], sums: Mapping[str, Sums], marked: str) -> None:
        """Shows groups with the sums of each by key."""
        if list(self.rows) != [group.key for group in groups]:
            self._build(groups)
        for group in groups:
            self.rows[group.key].show_group(group, sums.get(group.key, Sums()), self._currency, group.key == marked)

    def _build(self, groups: Sequence[Group]) -> None:
        for row in self.rows.values():
            row.hide()
            row.deleteLater()
        self.rows = {}
        while self.body.count():
            self.body.takeAt(0)
        for group in groups:
            row = GroupRow(group, self)
            row.chosen.connect(self.chosen)
            row.renamed.connect(self.renamed)
            row.money.setVisible(not self._narrow)
            self.rows[group.key] = row
            self.body.addWidget(row)
        self.body.addStretch(1)
