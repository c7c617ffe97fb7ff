"""The segments page: table, value chart and card of one selection, warnings, import."""

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from planner.actions.edits import add_action
from planner.change import Change, touches
from planner.insight.rules_objectives import name_of
from planner.language import _, ngettext, number
from planner.plan import Plan, by_id, find
from planner.segments.edits import (
    add_rule,
    add_segment,
    assign_objectives,
    duplicate_segment,
    edit_rule,
    edit_segment,
    keep_as_vip,
    merge_into,
    move_segment,
    remove_rule,
    remove_segments,
    use_standard_criteria,
)
from planner.segments.records import Segment
from planner.segments.scoring import stability
from ui.dialogs.import_segments import import_segments, is_parquet, is_table
from ui.guard import guarded
from ui.jobs import Job
from ui.pages.header import PageHeader
from ui.pages.page import Page
from ui.pages.segments.card import SegmentCard
from ui.pages.segments.chart import ChartCard, LargeChart
from ui.pages.segments.columns import COLUMNS
from ui.pages.segments.details import SegmentDetails
from ui.pages.segments.rows import loss_sentence
from ui.pages.segments.table import TableCard
from ui.pages.segments.warnings import Warnings, warnings_of
from ui.session import Session
from ui.theme import theme
from ui.widgets import Button, EmptyState, ScrollColumn
from ui.widgets.key_words import keys_said

BESIDE = 1100
"""From this width the chart stands beside the table."""
NARROW = 900
"""Under this width the table does without its spare columns."""
SHARE, MOST_SHARE = 62, 65
"""How much of the width the table takes then, in percent: more where its columns would get too narrow."""
TABLE = 760
PAUSE = 250
FEWEST_ROWS = 4
QWIDGETSIZE_MAX = 16_777_215
_TOUCHED = ("segments", "score_criteria", "objectives", "profile", "channels")


@guarded
class SegmentsPage(Page):
    """Know who brings value today and tomorrow."""

    key = "segments"

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.chosen: tuple[str, ...] = ()
        self._large: LargeChart | None = None
        self._job: Job | None = None
        self.setAcceptDrops(True)
        self._details = SegmentDetails(session)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_header())
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self._build_body())
        self.empty = self._build_empty()
        self.stack.addWidget(self.empty)
        column.addWidget(self.stack, 1)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PAUSE)
        self._later.timeout.connect(self._analyse)
        session.selected.connect(self._on_selected)
        self._build_keys()

    # Building

    def _build_header(self) -> PageHeader:
        header = PageHeader(
            _("Segments"), _("Who your customers are, what they bring today and what they could bring."), self
        )
        self.rfm_button = Button(_("Build RFM segments"), "secondary", "grid-3x3", self)
        self.rfm_button.clicked.connect(self._on_rfm)
        self.import_button = Button(_("Import customers…"), "secondary", "file-down", self)
        self.import_button.clicked.connect(self._import)
        self.add_button = Button(_("Add segment"), "primary", "plus", self)
        self.add_button.clicked.connect(self._add)
        header.add(self.rfm_button)
        header.add(self.import_button)
        header.add(self.add_button)
        self.header = header
        return header

    def _build_body(self) -> QWidget:
        plan = self.session.plan
        self.area = ScrollColumn(self)
        self.area.setAccessibleName(_("Segments"))
        self.upper = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.upper.setSpacing(16)
        left = QVBoxLayout()
        left.setSpacing(12)
        self.card = TableCard(plan, self)
        self.table = self.card.table
        self.table.chosen.connect(self._on_chosen)
        self.table.asked.connect(self._on_asked)
        self.table.objectives_asked.connect(self._open_objectives)
        self.table.rows.typed.connect(self._on_typed)
        self.warnings = Warnings(self)
        self.warnings.asked.connect(self._on_warning)
        left.addWidget(self.card)
        left.addWidget(self.warnings)
        left.addStretch(1)
        self.upper.addLayout(left, SHARE)
        self.chart = ChartCard(plan, self)
        self._connect_chart(self.chart)
        self.chart.expand_asked.connect(self._enlarge)
        self.upper.addWidget(self.chart, 100 - SHARE)
        self.area.body.addLayout(self.upper)
        self.segment_card = SegmentCard(self)
        self.segment_card.edited.connect(self._on_card)
        self.segment_card.left.connect(self.session.end_typing)
        self.segment_card.asked.connect(self._on_asked)
        rules = self.segment_card.rules
        rules.edited.connect(self._on_rule)
        rules.added.connect(self._on_rule_added)
        rules.removed.connect(self._on_rule_removed)
        self.area.body.addWidget(self.segment_card)
        self.area.body.addStretch(1)
        return self.area

    def _connect_chart(self, chart: ChartCard) -> None:
        chart.view.chosen.connect(self._on_bubble)
        chart.view.opened.connect(self._open_journey)
        chart.view.several_chosen.connect(self._on_several)

    def _build_empty(self) -> QWidget:
        holder = QWidget(self)
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(24, 0, 24, 24)
        state = EmptyState(
            _("Who are your customers?"), _("Import your customer list, or add segments by hand."), holder
        )
        self.empty_import = state.add_button(_("Import customers…"), "file-down", primary=True)
        self.empty_import.clicked.connect(self._import)
        self.empty_rfm = state.add_button(_("Build RFM segments"), "grid-3x3")
        self.empty_rfm.clicked.connect(self._on_rfm)
        self.empty_add = state.add_button(_("Add segment"), "plus")
        self.empty_add.clicked.connect(self._add)
        layout.addWidget(state)
        return holder

    def _build_keys(self) -> None:
        for keys, slot in (
            ("Ctrl+J", self._open_selected),
            ("Ctrl+Shift+M", self._merge_chosen),
            ("Ctrl+D", self._duplicate),
            ("Ctrl+Return", self._add),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # Showing

    @property
    def current(self) -> str:
        """The segment that table, chart and card show."""
        table, record_id = self.session.selection
        if table == "segments" and record_id in by_id(self.session.plan, "segments"):
            return record_id
        return ""

    def details(self) -> QWidget | None:
        if not self.current:
            return None
        self._details.show_segment(self.current)
        return self._details

    def update_from(self, change: Change | None) -> None:
        if not touches(change, *_TOUCHED):
            return
        plan, read_only = self.session.plan, self.session.read_only
        self.stack.setCurrentIndex(0 if plan.segments else 1)
        for button in (self.add_button, self.import_button, self.rfm_button):
            button.setVisible(not read_only and bool(plan.segments))
        for button in (self.empty_add, self.empty_rfm, self.empty_import):
            button.setVisible(not read_only)
        self.table.show_plan(plan, read_only)
        self.card.totals.show_plan(plan)
        for chart in self._charts():
            chart.show_plan(plan)
        self._keep_selection(change)
        self._show_card()
        self._details.show_segment(self.current, change)
        self._fit()
        if change is None:
            self._analyse()
        else:
            self._later.start()

    def _charts(self) -> list[ChartCard]:
        return [self.chart, *([self._large.card] if self._large is not None else [])]

    def _keep_selection(self, change: Change | None) -> None:
        """What came back or is new becomes the selected one; where it is gone, the nearest row does."""
        plan = self.session.plan
        fresh = [d.id for d in change.deltas if d.table == "segments" and d.before is None] if change else []
        if len(fresh) == 1:
            self.session.select("segments", fresh[0])
        elif plan.segments and not self.current:
            ids = self.table.rows.ids
            row = min(max(self.table.currentIndex().row(), 0), len(ids) - 1)
            self.session.select("segments", ids[row])
        elif not plan.segments and self.session.selection[0] == "segments":
            self.session.select("", "")
            self.details_changed.emit()
        self._show_selection()

    def _on_selected(self, table: str, _record_id: str) -> None:
        if table == "segments" and self.isVisible():
            self._show_selection()
            self._show_card()
            self.details_changed.emit()

    def _show_selection(self) -> None:
        known = by_id(self.session.plan, "segments")
        kept = tuple(i for i in self.chosen if i in known)
        self.chosen = kept if self.current in kept else ((self.current,) if self.current else ())
        ordered = sorted(self.chosen, key=lambda i: i != self.current)
        if self.table.selected_ids() != ordered:
            self.table.select_ids(ordered)
        for chart in self._charts():
            chart.view.select(ordered)

    def _show_card(self) -> None:
        segment: Segment | None = find(self.session.plan, "segments", self.current) if self.current else None
        self.segment_card.setVisible(segment is not None)
        if segment is not None:
            self.segment_card.show_segment(self.table.rows.figures, segment, self.session.read_only)

    def show_item(self, table: str, record_id: str) -> None:
        if table == "segments" and record_id in by_id(self.session.plan, "segments"):
            self.chosen = (record_id,)
            self.session.select("segments", record_id)
            self._show_selection()
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            self.area.ensureWidgetVisible(self.card)

    # Analysis after a pause

    def _analyse(self) -> None:
        """Warnings at once, the firmness of ranks from a job."""
        plan = self.session.plan
        self.warnings.show_findings(warnings_of(plan), self.session.read_only)
        self._fit()
        if self._job is not None:
            self._job.cancel()
        self._job = Job(_with_plan, plan)
        self._job.done.connect(self._on_stability)
        self._job.start()

    def _on_stability(self, answer: tuple[Plan, dict[str, float]]) -> None:
        plan, found = answer
        if plan is self.session.plan:
            self.table.rows.show_stability(plan, found)
            self._show_card()

    # Selecting

    def _on_chosen(self, ids: list[str]) -> None:
        if ids:
            self.chosen = tuple(ids)
            self.session.select("segments", ids[0])
            for chart in self._charts():
                chart.view.select(ids)

    def _on_bubble(self, segment: str) -> None:
        self.chosen = (segment,)
        self.session.select("segments", segment)
        self._show_selection()

    def _on_several(self, ids: list[str]) -> None:
        self.chosen = tuple(ids)
        if self.current in ids:
            self._show_selection()
        else:
            self.session.select("segments", ids[0])

    # Editing

    def _add(self) -> None:
        if not self.session.read_only and self.session.edit(_("Add segment"), add_segment):
            self.table.edit_cell(self.session.plan.segments[-1].id, "name")

    def _on_typed(self, segment: str, at: int, value: Any) -> None:
        column = COLUMNS[at]
        label = _("Edit {column}").format(column=column.heading)
        self.session.edit(label, edit_segment, segment, **{column.field: value})

    def _on_card(self, field: str, value: Any, typing: bool) -> None:
        key = f"segment.{self.current}.{field}" if typing else ""
        self.session.edit(_("Edit the segment"), edit_segment, self.current, typing=key, **{field: value})

    def _on_rule(self, at: int, field: str, value: str, typing: bool) -> None:
        key = f"segment.{self.current}.rule.{at}.{field}" if typing else ""
        self.session.edit(_("Edit a condition"), edit_rule, self.current, at, typing=key, **{field: value})

    def _on_rule_added(self, attribute: str) -> None:
        if self.session.edit(_("Add a condition"), add_rule, self.current, attribute):
            self.segment_card.rules.focus_last()

    def _on_rule_removed(self, at: int) -> None:
        self.session.edit(_("Delete a condition"), remove_rule, self.current, at)

    # Verbs

    def _on_asked(self, verb: str) -> None:
        card = self.segment_card
        verbs: dict[str, Callable[[], None]] = {
            "journey": self._open_selected,
            "objectives": partial(self._open_objectives, _below(card.objectives)),
            "menu": partial(self._open_menu, _below(card.more)),
            "criteria": self._open_criteria,
            "standard": self._use_standard,
            "vip": self._toggle_vip,
            "duplicate": self._duplicate,
            "remove": self._remove,
            "merge": partial(self._open_merge, _below(card.more)),
            "merge_chosen": self._merge_chosen,
            "up": partial(self._move, -1),
            "down": partial(self._move, 1),
            "details": self._open_details,
        }
        if verb in verbs and self.current:
            verbs[verb]()

    def _open_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        several = len(self.chosen) > 1
        entries = [
            ("details", _("Details"), "Ctrl+I"),
            ("journey", _("Open journey"), "Ctrl+J"),
            ("objectives", _("Assign objectives"), ""),
            ("vip", _("VIP: may be small"), ""),
            ("", "", ""),
            ("duplicate", _("Duplicate"), "Ctrl+D"),
            ("merge", _("Merge with…"), ""),
            ("merge_chosen", _("Merge the selected segments"), "Ctrl+Shift+M") if several else ("", "", ""),
            ("up", _("Move up in the plan’s order"), "Alt+Up"),
            ("down", _("Move down in the plan’s order"), "Alt+Down"),
            ("", "", ""),
            ("remove", _("Delete segments") if several else _("Delete segment"), "Del"),
        ]
        for verb, words, keys in entries:
            if not verb:
                menu.addSeparator()
                continue
            action = QAction(f"{words}\t{keys_said(keys)}" if keys else words, menu)
            action.setData(verb)
            action.setEnabled(verb in ("details", "journey") or not self.session.read_only)
            action.setCheckable(verb == "vip")
            action.setChecked(verb == "vip" and by_id(self.session.plan, "segments")[self.current].vip)
            menu.addAction(action)
        menu.triggered.connect(self._on_menu)
        menu.popup(place)

    def _on_menu(self, action: QAction) -> None:
        self._on_asked(str(action.data() or ""))

    def _open_selected(self) -> None:
        if self.current:
            self._open_journey(self.current)

    def _open_journey(self, segment: str) -> None:
        self.session.show("journeys", "segments", segment)

    def _open_details(self) -> None:
        self.details_changed.emit()
        window = self.window()
        if hasattr(window, "open_panel"):
            window.open_panel("details")

    def _open_criteria(self) -> None:
        self._open_details()
        area: QWidget | None = self._details.parentWidget()
        while area is not None and not hasattr(area, "ensureWidgetVisible"):
            area = area.parentWidget()
        if area is not None:
            self._details.layout().activate()  # type: ignore[union-attr]
            area.ensureWidgetVisible(self._details.criteria, 0, 0)
        self._details.criteria.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _toggle_vip(self) -> None:
        vip = not by_id(self.session.plan, "segments")[self.current].vip
        self.session.edit(_("Keep as VIP") if vip else _("Take the VIP mark away"), keep_as_vip, self.current, vip)

    def _use_standard(self) -> None:
        self.session.edit(_("Use the standard criteria"), use_standard_criteria)

    def _duplicate(self) -> None:
        if self.current:
            self.session.edit(_("Duplicate segment"), duplicate_segment, self.current)

    def _move(self, by: int) -> None:
        at = next((i for i, s in enumerate(self.session.plan.segments) if s.id == self.current), -1)
        if at < 0 or self.session.read_only:
            return
        self.table.sort_as_planned()
        self.session.edit(_("Move segment"), move_segment, self.current, max(0, at + by))

    def _remove(self) -> None:
        gone = self.chosen or (self.current,)
        change = self.session.preview(remove_segments, gone)
        if change is None:
            return
        count = len(gone)
        label = ngettext("Delete {count} segment", "Delete {count} segments", count).format(count=number(count))
        losses = loss_sentence(Counter(d.table for d in change.deltas if d.after is None))
        if self.session.edit(label, remove_segments, gone) and losses:
            self.session.announced.emit(_("Deleted with {losses}. Undo brings them back.").format(losses=losses))

    def _open_objectives(self, place: QPoint) -> None:
        plan = self.session.plan
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for rank, objective in enumerate(plan.objectives, start=1):
            words = objective.statement or name_of(objective)
            action = QAction(f"{rank}  {words[:80]}".replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(self.current in objective.segments)
            action.setData(objective.id)
            menu.addAction(action)
        if not plan.objectives:
            action = QAction(_("The plan has no objective yet: add one first"), menu)
            action.setData("")
            menu.addAction(action)
        menu.triggered.connect(self._on_objective)
        menu.popup(place)

    def _on_objective(self, action: QAction) -> None:
        objective = str(action.data())
        if not objective:
            self.session.show("objectives")
            return
        named = [o.id for o in self.session.plan.objectives if self.current in o.segments]
        after = tuple(i for i in named if i != objective) if objective in named else (*named, objective)
        self.session.edit(_("Assign objectives"), assign_objectives, self.current, after)

    # Merging

    def _open_merge(self, place: QPoint) -> None:
        """Offers the other segments; the chosen one takes the current one in."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for segment_id in self.table.rows.ids:
            segment = by_id(self.session.plan, "segments")[segment_id]
            if segment_id != self.current:
                name = segment.name or _("Segment without a name")
                action = QAction(_("Into {name}").format(name=name).replace("&", "&&"), menu)
                action.setData(segment_id)
                menu.addAction(action)
        menu.setEnabled(bool(menu.actions()))
        menu.triggered.connect(self._on_merge)
        menu.popup(place)

    def _on_merge(self, action: QAction) -> None:
        self._merge(str(action.data()), (self.current,))

    def _merge_chosen(self) -> None:
        """The selected segments become one: the one of the highest priority takes the others in."""
        if len(self.chosen) > 1:
            ranks = self.table.rows.figures.scores
            best = min(self.chosen, key=lambda i: ranks[i].rank if i in ranks else len(ranks))
            self._merge(best, tuple(i for i in self.chosen if i != best))

    def _merge(self, kept: str, others: tuple[str, ...]) -> None:
        name = by_id(self.session.plan, "segments")[kept].name
        if self.session.edit(_("Merge into {name}").format(name=name), merge_into, kept, others):
            self.chosen = (kept,)
            self.session.select("segments", kept)
            self._show_selection()

    def _on_warning(self, verb: str, segment: str) -> None:
        if segment:
            self.chosen = (segment,)
            self.session.select("segments", segment)
            self._show_selection()
        place = _below(self.warnings)
        if verb == "keep":
            self.session.edit(_("Keep as VIP"), keep_as_vip, segment)
        elif verb == "merge":
            self._open_merge(place)
        elif verb == "objectives":
            self._open_objectives(place)
        else:
            self.area.ensureWidgetVisible(self.segment_card)

    # Ideas, import

    def take_idea(self, idea: Any) -> None:
        """An idea of the catalogue becomes an action for the selected segment."""
        segments = (self.current,) if self.current else ()
        if self.session.edit(_("Add action"), add_action, idea.title, segments=segments, lever=idea.kind):
            self.session.announced.emit(_("“{title}” is in the action plan now.").format(title=idea.title))

    def _import(self) -> None:
        import_segments(self.window(), self.session)

    def _on_rfm(self) -> None:
        self._build_rfm()

    def _build_rfm(self, path: str = "") -> None:
        # It is seldom asked for and brings much along.
        from ui.dialogs.rfm import build_rfm

        build_rfm(self.window(), self.session, path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        urls = event.mimeData().urls()
        if self.session.read_only or len(urls) != 1 or not urls[0].isLocalFile():
            return
        path = urls[0].toLocalFile()
        if is_table(path) or is_parquet(path):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        path = event.mimeData().urls()[0].toLocalFile()
        if is_parquet(path):
            self._build_rfm(path)
        else:
            import_segments(self.window(), self.session, path)

    # Room

    def _enlarge(self) -> None:
        self._large = LargeChart(self.session.plan, self)
        self._connect_chart(self._large.card)
        self._large.card.view.select(self.chart.view.ringed)
        self._large.destroyed.connect(self._on_closed)
        self._large.open()

    def _on_closed(self) -> None:
        self._large = None

    def _fit(self) -> None:
        """The chart beside the table or under it; as many rows as fit, the others scroll."""
        scale = theme().scale
        beside = self.width() >= BESIDE * scale
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self.upper.direction() != way:
            self.upper.setDirection(way)
        self.table.set_narrow(self.width() < NARROW * scale)
        wanted = 100 * TABLE * scale / max(self.width() - 64, 1)
        share = round(min(max(wanted, SHARE), MOST_SHARE)) if beside else 1
        self.upper.setStretch(0, share)
        self.upper.setStretch(1, 100 - share if beside else 0)
        free = self.area.viewport().height() - round(300 * scale)
        most = max(FEWEST_ROWS, free // max(self.table.verticalHeader().defaultSectionSize(), 1))
        self.card.fit_rows(max(most, 7) if len(self.table.rows.ids) <= 7 else most)
        self.chart.setMinimumHeight(round((360 if beside else 400) * scale))
        self.chart.setMaximumHeight(QWIDGETSIZE_MAX if beside else round(420 * scale))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def _below(widget: QWidget) -> QPoint:
    return widget.mapToGlobal(QPoint(0, widget.height() + 2))


def _with_plan(plan: Plan, _progress: object) -> tuple[Plan, dict[str, float]]:
    return plan, stability(plan)
