"""Third step: the five by five grid with its break points, and the named groups that become segments."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from exports.figures.rfm_grid import axis_words, rfm_grid, tile_of, tile_ref
from exports.figures.scene import Scene
from planner.language import _, date_text, money_short, ngettext, number
from planner.plan import Plan
from planner.segments.rfm import Definition
from planner.segments.rfm_grid import Axis, Sums, codes_of, tiles, total
from planner.segments.rfm_groups import Group, standard_groups, tile_groups, with_cells, with_name
from planner.segments.rfm_moves import movement
from planner.segments.rfm_segments import RfmSegment, segments_of
from planner.segments.rfm_words import movement_words
from ui.dialogs.rfm_build.answering import Answer
from ui.dialogs.rfm_build.break_rows import BreakRows
from ui.dialogs.rfm_build.group_list import GroupHead, GroupList
from ui.guard import guarded
from ui.theme import theme
from ui.widgets import Button, Choice, FigureView, Hairline, Segmented, Words
from ui.widgets.lines import ElidedWords

_SIDE, _LITTLE_SIDE = 336, 272
WIDE = 860
"""Under this width the groups take less of it."""
LONGEST_PART = 24
"""So much of the name of a column fits beside the other choices."""
LOW = 540
"""Under this height the break points do without their words."""


@guarded
class GridStep(QWidget):
    """The grid and its groups.

    Signals: ``asked(object)`` with a Definition of other break points, ``changed()`` when the segments are others,
    ``save_asked()`` to keep the rows that were left out.
    """

    asked = Signal(object)
    changed = Signal()
    save_asked = Signal()

    def __init__(self, plan: Plan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = plan
        self.answer: Answer | None = None
        self.definition = Definition()
        self.groups: tuple[Group, ...] = standard_groups()
        self.segments: tuple[RfmSegment, ...] = ()
        self.tile, self.marked = tile_ref(5, 5), "champions"
        self._settled = True
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addLayout(self._build_grid(), 1)
        self.side = QWidget(self)
        self._build_side(self.side)
        row.addWidget(self.side)

    @property
    def axis(self) -> Axis:
        """What the rows of the grid are."""
        axis: Any = self.rows.current
        return axis  # type: ignore[no-any-return]

    def _build_grid(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Words(_("Rows"), "small", "text.secondary", self))
        axes: tuple[Axis, ...] = ("both", "frequency", "monetary")
        self.rows = Segmented([(axis, axis_words(axis)) for axis in axes], self)
        self.rows.setAccessibleName(_("What the rows of the grid are"))
        self.rows.chosen.connect(self._on_axis)
        head.addWidget(self.rows)
        head.addStretch(1)
        column.addLayout(head)
        self.figure = FigureView(self)
        self.figure.setAccessibleName(_("Customers by recency and by frequency and money"))
        self.figure.setMinimumSize(round(340 * theme().scale), round(150 * theme().scale))
        self.figure.chosen.connect(self._on_tile)
        self.figure.opened.connect(self._on_opened)
        column.addWidget(self.figure, 1)
        line = QHBoxLayout()
        line.setSpacing(10)
        self.said = ElidedWords("", "body", "text.secondary", self)
        self.group = Choice(_("Group of the chosen tile"), (), self, placeholder=_("Several groups"))
        self.group.setFixedWidth(round(190 * theme().scale))
        self.group.chosen.connect(self._on_group)
        line.addWidget(self.said, 1)
        line.addWidget(self.group)
        column.addLayout(line)
        column.addWidget(Hairline(self))
        self.breaks = BreakRows(self._plan.profile.currency, self)
        self.breaks.chosen.connect(self._on_breaks)
        column.addWidget(self.breaks)
        return column

    def _build_side(self, side: QWidget) -> None:
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.headline = Words("", "subtitle", "text.primary", side, wrap=True)
        self.facts = Words("", "small", "text.secondary", side, wrap=True)
        self.save = Button(_("Save the rows that were left out…"), "link", parent=side)
        self.save.clicked.connect(self.save_asked)
        self.moves = Words("", "small", "text.secondary", side, wrap=True)
        column.addWidget(self.headline)
        column.addWidget(self.facts)
        column.addWidget(self.save, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.moves)
        column.addWidget(Hairline(side))
        self.parting = Segmented([("groups", _("Groups")), ("parts", ""), ("both", _("Both"))], side)
        self.parting.setAccessibleName(_("What makes a segment"))
        self.parting.chosen.connect(self._on_parting)
        column.addWidget(self.parting)
        self.list = GroupList(self._plan.profile.currency, side)
        self.list.chosen.connect(self._on_marked)
        self.list.renamed.connect(self._on_renamed)
        self.heads = GroupHead(side)
        column.addWidget(self.heads)
        column.addWidget(self.list, 1)
        self.notes = Words("", "small", "warn.text", side, wrap=True)
        column.addWidget(self.notes)

    # Showing

    def show_answer(self, answer: Answer, *, settled: bool = True) -> None:
        """Shows an answer.

        Where it is not ``settled``, a slider has moved on since: the counts are shown and the sliders left alone.
        """
        first = self.answer is None
        self.answer, self._settled = answer, settled or first
        parts = answer.grid.parts
        self.parting.setVisible(bool(parts))
        part = answer.split.name[:LONGEST_PART] if answer.split is not None else ""
        self.parting.set_parts([("groups", _("Groups")), ("parts", part or _("Column")), ("both", _("Both"))])
        if first:
            self.parting.set_current("both" if parts else "groups")
        elif not parts:
            self.parting.set_current("groups")
        self._show()

    def forget(self) -> None:
        """Another file: what was chosen on the grid of the one before does not hold."""
        self.answer = None
        self.groups = standard_groups(self.axis)
        self.tile, self.marked = tile_ref(5, 5), "champions"

    def _show(self) -> None:
        if self.answer is None:
            return
        grid = self.answer.grid
        parting: Any = self.parting.current
        self.segments, notes = segments_of(grid, self.groups, self.axis, parting, self.answer.split)
        self._show_facts()
        sums = {group.key: total(cell.sums for cell in grid.cells if cell.code in group.cells) for group in self.groups}
        self.list.show_groups(self.groups, sums, self.marked)
        self.notes.set_text(" ".join(notes))
        self.notes.setVisible(bool(notes))
        if self._settled:
            own = {measure: self.definition.breaks(measure) is not None for measure in self.breaks.rows}
            self.breaks.show_breaks(grid.breaks, self.answer.spread, own)
        self.figure.set_maker(self._scene)
        self._show_tile()
        self.changed.emit()

    def _scene(self, width: float, height: float) -> Scene:
        assert self.answer is not None
        return rfm_grid(
            self.answer.grid,
            self.groups,
            self.axis,
            width,
            height,
            theme().scale,
            self._plan.profile.currency,
            self.tile,
            self.marked,
        )

    def _show_facts(self) -> None:
        assert self.answer is not None
        grid, facts = self.answer.grid, self.answer.facts
        sums: Sums = grid.sums
        customers = ngettext("{count} customer", "{count} customers", sums.customers).format(
            count=number(sums.customers)
        )
        money = money_short(float(sums.money), self._plan.profile.currency)
        self.headline.set_text(_("{customers}, {money}").format(customers=customers, money=money))
        said = [_("Scores on {date}.").format(date=date_text(grid.at))]
        if facts.rows:
            rows = ngettext("{used} of {count} row was used.", "{used} of {count} rows were used.", facts.rows)
            said.append(rows.format(used=number(facts.used), count=number(facts.rows)))
        self.facts.set_text(" ".join([*said, *facts.sentences()]))
        self.save.setVisible(bool(facts.left_out))
        self.moves.setVisible(self.answer.dates is not None)
        if self.answer.dates is not None:
            since, at = self.answer.dates
            found = movement(self.answer.steps, self.groups, since, at)
            text = _("Since {date}: {moves}.")
            self.moves.set_text(text.format(date=date_text(since), moves=", ".join(movement_words(found))))

    def _show_tile(self) -> None:
        assert self.answer is not None
        recency, second = tile_of(self.tile)
        sums = tiles(self.answer.grid, self.axis)[recency, second]
        customers = ngettext("{count} customer", "{count} customers", sums.customers).format(
            count=number(sums.customers)
        )
        text = _("{customers}: recency {recency}, {other} {second}")
        other = axis_words(self.axis).lower()
        self.said.set_text(text.format(recency=recency, other=other, second=second, customers=customers))
        owners = tile_groups(self.groups, recency, second, self.axis)
        self.group.set_options([(group.key, group.name) for group in self.groups])
        self.group.set_current(owners[0].key if len(owners) == 1 else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        scale = theme().scale
        self.breaks.set_low(self.height() < LOW * scale)
        narrow = self.width() < WIDE * scale
        self.side.setFixedWidth(round((_LITTLE_SIDE if narrow else _SIDE) * scale))
        self.heads.money.setVisible(not narrow)
        self.list.set_narrow(narrow)

    # What the user does

    def _on_axis(self, _key: str) -> None:
        names = {group.key: group.name for group in self.groups}
        self.groups = tuple(replace(g, name=names.get(g.key, g.name)) for g in standard_groups(self.axis))
        self._show()

    def _on_tile(self, ref: str) -> None:
        self.tile = ref
        owners = tile_groups(self.groups, *tile_of(ref), self.axis)
        self.marked = owners[0].key if owners else ""
        self._show()

    def _on_opened(self, _ref: str) -> None:
        self.group.open_menu()

    def _on_group(self, key: str) -> None:
        self.groups = with_cells(self.groups, codes_of(*tile_of(self.tile), self.axis), key)
        self.marked = key
        self._show()

    def _on_marked(self, key: str) -> None:
        if key != self.marked:
            self.marked = key
            self._show()

    def _on_renamed(self, key: str, name: str) -> None:
        known = next(group for group in self.groups if group.key == key)
        if name and name != known.name:
            self.groups = with_name(self.groups, key, name)
        self._show()

    def _on_parting(self, _key: str) -> None:
        self._show()

    def _on_breaks(self, measure: str, breaks: Any) -> None:
        self.definition = self.definition.with_breaks(measure, breaks)  # type: ignore[arg-type]
        self.asked.emit(self.definition)
