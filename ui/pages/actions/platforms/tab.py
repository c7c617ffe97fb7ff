"""The platforms tab: options compared on weighted criteria, how sure the answer is, what each provides."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QMenu, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from exports.figures.close_call import close_call, flip_of, sentence
from exports.figures.scene import Scene
from planner.actions.edits import (
    add_platform,
    add_platform_criterion,
    choose_platform,
    edit_platform,
    edit_platform_criterion,
    move_platform,
    move_platform_criterion,
    remove_platform,
    remove_platform_criterion,
    score_platform,
    set_platform_weight,
    toggle_provided,
    use_standard_criteria,
)
from planner.actions.platforms import comparison
from planner.catalogue import platform_criteria
from planner.change import Change, touches
from planner.insight.finding import threshold
from planner.language import _
from planner.plan import Plan, find
from ui.guard import guarded
from ui.pages.actions.filters import Look
from ui.pages.actions.platforms.grid import HEADS, ComparisonGrid
from ui.pages.actions.platforms.provides import ProvidesMatrix
from ui.pages.actions.tab import Tab
from ui.session import Session
from ui.theme import theme
from ui.widgets import Button, Card, EmptyState, FigureView, ScrollColumn, Words
from ui.widgets.key_words import keys_said

TABLES = ("platforms", "platform_criteria", "requirements", "actions", "segments", "profile")
CHART = 200


@guarded
class PlatformsTab(Tab):
    """Ways to meet the requirements, compared."""

    def __init__(self, session: Session, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(session, look, parent)
        self._menu_for = ""
        self.edit_button = Button(_("Edit criteria"), "secondary", "sliders-horizontal", self)
        self.edit_button.setCheckable(True)
        self.edit_button.clicked.connect(self._on_editing)
        self.add_button = Button(_("Add platform"), "primary", "plus", self)
        self.add_button.clicked.connect(self._on_add)
        self.controls = [self.edit_button, self.add_button]
        self.editing = [self.edit_button, self.add_button]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.stack = QStackedWidget(self)
        column.addWidget(self.stack)
        self.stack.addWidget(self._build_list())
        self.stack.addWidget(self._build_empty())

    def _build_list(self) -> QWidget:
        page = ScrollColumn(self, (24, 16, 24, 24))
        self.grid = ComparisonGrid(page)
        self.grid.scored.connect(self._on_scored)
        self.grid.weighed.connect(self._on_weighed)
        self.grid.criterion_named.connect(self._on_criterion_named)
        self.grid.platform_named.connect(self._on_platform_named)
        self.grid.left.connect(self.session.end_typing)
        self.grid.chosen.connect(self.select)
        self.grid.criterion_asked.connect(self._on_criterion)
        self.grid.platform_asked.connect(self._on_platform)
        self.grid.menu_asked.connect(self._on_menu)
        self._sideways = QScrollArea(page)
        self._sideways.setWidgetResizable(True)
        self._sideways.setFrameShape(QFrame.Shape.NoFrame)
        self._sideways.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._sideways.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._sideways.viewport().setAutoFillBackground(False)
        self._sideways.setWidget(self.grid)
        page.body.addWidget(self._sideways)
        self.more = Button(_("Add a criterion"), "quiet", "plus", page)
        self.more.clicked.connect(self._open_criteria)
        self.pairs = Button(_("Compare in pairs…"), "quiet", "scale", page)
        self.pairs.clicked.connect(self._compare_pairs)
        under = QHBoxLayout()
        under.addWidget(self.more)
        under.addWidget(self.pairs)
        under.addStretch(1)
        page.body.addLayout(under)
        self.cards = QHBoxLayout()
        self.cards.setSpacing(16)
        self.cards.addWidget(self._build_call(page), 1)
        self.cards.addWidget(self._build_provides(page), 1)
        page.body.addLayout(self.cards)
        page.body.addStretch(1)
        return page

    def _build_call(self, parent: QWidget) -> QWidget:
        self.call = Card(parent)
        self.call.body.addWidget(Words(_("A close call"), "heading", "text.primary", self.call))
        self.call_words = Words("", "body", "text.secondary", self.call, wrap=True)
        self.call.body.addWidget(self.call_words)
        self.chart = FigureView(self.call)
        self.chart.setAccessibleName(_("Scores against the weight of one criterion"))
        self.chart.set_maker(self._draw)
        self.chart.chosen.connect(self._on_line)
        self.call.body.addWidget(self.chart, 1)
        return self.call

    def _build_provides(self, parent: QWidget) -> QWidget:
        self.provides_card = Card(parent)
        head = QHBoxLayout()
        head.addWidget(Words(_("Shared requirements"), "heading", "text.primary", self.provides_card), 1)
        self.open_matrix = Button(_("Open matrix"), "link", parent=self.provides_card)
        head.addWidget(self.open_matrix)
        self.provides_card.body.addLayout(head)
        self.provides = ProvidesMatrix(self.provides_card)
        self.provides.toggled.connect(self._on_provided)
        self.provides_card.body.addWidget(self.provides)
        self.provides_card.body.addStretch(1)
        return self.provides_card

    def _build_empty(self) -> QWidget:
        holder = QWidget(self)
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(24, 16, 24, 24)
        empty = EmptyState(
            _("How could the requirements be met?"),
            _("Compare platforms on what matters to you. What you own already is one of them."),
            holder,
        )
        self.first = empty.add_button(_("Add platform"), "plus", primary=True)
        self.first.clicked.connect(self._on_add)
        layout.addWidget(empty)
        return holder

    def purpose(self) -> str:
        return _("Compare platforms on what matters to you, then see how sure the answer is.")

    @property
    def hollow(self) -> bool:
        return not self.session.plan.platforms

    def update_from(self, change: Change | None) -> None:
        if not touches(change, *TABLES):
            return
        plan, read_only = self.session.plan, self.session.read_only
        self.stack.setCurrentIndex(0 if plan.platforms else 1)
        self.first.setVisible(not read_only)
        editing = self.edit_button.isChecked()
        self.grid.show_plan(plan, editing, read_only)
        self.more.setVisible(not read_only and (editing or not plan.platform_criteria))
        self.pairs.setVisible(not read_only and editing and len(plan.platform_criteria) > 1)
        self._show_cards(plan, read_only)
        self.show_selection()
        self._fit()
        self.purpose_changed.emit()

    def _show_cards(self, plan: Plan, read_only: bool) -> None:
        margin = comparison(plan).margin
        close = margin is not None and margin < threshold(plan, "close_call")
        self.call.setVisible(close)
        self.call_words.set_text(sentence(plan))
        flips = flip_of(plan) is not None
        self.chart.setVisible(flips)
        self.chart.refresh()
        self.provides.show_plan(plan, read_only)
        self.provides_card.setVisible(bool(plan.requirements))

    def _draw(self, width: float, height: float) -> Scene:
        return close_call(self.session.plan, width, height, theme().scale)

    def show_selection(self) -> None:
        self.grid.set_selected(*self.session.selection)

    def reveal(self, table: str, record_id: str) -> bool:
        if table == "platforms" and (HEADS, record_id) in self.grid.cells:
            self.grid.focus_cell(HEADS, record_id)
            return True
        if table == "platform_criteria" and (record_id, "") in self.grid.cells:
            self.select(table, record_id)
            return True
        return False

    def _fit(self) -> None:
        scale = theme().scale
        bar = self._sideways.horizontalScrollBar()
        foot = bar.sizeHint().height() if self.grid.minimumSizeHint().width() > self.width() - 48 else 0
        self._sideways.setFixedHeight(self.grid.sizeHint().height() + foot)
        self.chart.setMinimumHeight(round(CHART * scale))
        narrow = self.width() < 760 * scale
        self.cards.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # Reactions

    def _on_line(self, platform: str) -> None:
        self.select("platforms", platform)

    def _on_editing(self) -> None:
        self.update_from(None)

    def _on_add(self) -> None:
        before = {p.id for p in self.session.plan.platforms}
        if self.session.edit(_("Add a platform"), _add_with_criteria):
            fresh = next(p.id for p in self.session.plan.platforms if p.id not in before)
            self.reveal("platforms", fresh)
            self._rename(fresh)

    def _rename(self, platform: str) -> None:
        head = self.grid.cells.get((HEADS, platform))
        if head is not None and not self.session.read_only:
            head.name.setFocus(Qt.FocusReason.OtherFocusReason)  # type: ignore[attr-defined]
            head.name.selectAll()  # type: ignore[attr-defined]

    def _on_scored(self, platform: str, criterion: str, value: int | None) -> None:
        self.session.edit(_("Score a platform"), score_platform, platform, criterion, value)

    def _on_weighed(self, criterion: str, weight: float) -> None:
        self.session.edit(_("Change a weight"), set_platform_weight, criterion, weight, typing=f"weight.{criterion}")

    def _on_criterion_named(self, criterion: str, name: str) -> None:
        key = f"platform_criteria.{criterion}.name"
        self.session.edit(_("Rename a criterion"), edit_platform_criterion, criterion, name=name, typing=key)

    def _on_platform_named(self, platform: str, name: str) -> None:
        key = f"platforms.{platform}.name"
        self.session.edit(_("Rename a platform"), edit_platform, platform, name=name, typing=key)

    def _on_provided(self, platform: str, requirement: str) -> None:
        self.session.edit(_("Change what a platform provides"), toggle_provided, platform, requirement)

    def _on_criterion(self, criterion: str, verb: str) -> None:
        ids = [c.id for c in self.session.plan.platform_criteria]
        if verb == "remove":
            self.session.edit(_("Delete a criterion"), remove_platform_criterion, criterion)
        else:
            to = ids.index(criterion) + (-1 if verb == "up" else 1)
            if 0 <= to < len(ids):
                self.session.edit(_("Move a criterion"), move_platform_criterion, criterion, to)

    def _on_platform(self, platform: str, verb: str) -> None:
        ids = [p.id for p in self.session.plan.platforms]
        if verb == "details":
            self.open_details()
        elif self.session.read_only:
            self.session.refused.emit(_("Read-only. Edit a copy to change it."), "")
        elif verb == "rename":
            self._rename(platform)
        elif verb == "add":
            self._on_add()
        elif verb in ("left", "right"):
            to = ids.index(platform) + (-1 if verb == "left" else 1)
            if 0 <= to < len(ids) and self.session.edit(_("Move a platform"), move_platform, platform, to):
                self.grid.focus_cell(HEADS, platform)
        elif verb == "choose":
            chosen = find(self.session.plan, "platforms", platform).chosen
            self.session.edit(_("Choose a platform"), choose_platform, platform, not chosen)
        elif verb == "remove" and self.session.edit(_("Delete a platform"), remove_platform, platform):
            self.session.announced.emit(_("Platform deleted."))

    def _on_menu(self, platform: str, spot: QPoint) -> None:
        record = find(self.session.plan, "platforms", platform)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for verb, words, keys in (
            ("details", _("Details"), "Enter"),
            ("rename", _("Rename"), "F2"),
            ("choose", _("No longer invest in it") if record.chosen else _("Invest in it"), "Space"),
            ("left", _("Move left"), "Alt+Left"),
            ("right", _("Move right"), "Alt+Right"),
            ("", "", ""),
            ("remove", _("Delete platform"), "Del"),
        ):
            if not verb:
                menu.addSeparator()
                continue
            action = QAction(f"{words}\t{keys_said(keys)}", menu)
            action.setData(verb)
            action.setEnabled(verb == "details" or not self.session.read_only)
            menu.addAction(action)
        self._menu_for = platform
        menu.triggered.connect(self._on_verb)
        menu.popup(spot)

    def _on_verb(self, action: QAction) -> None:
        self._on_platform(self._menu_for, str(action.data()))

    def _compare_pairs(self) -> None:
        from ui.dialogs.pairwise import compare_pairs

        compare_pairs(self.window(), self.session, "platform_criteria")

    def _open_criteria(self) -> None:
        """Offers the catalogue's criteria that are not compared on yet, and one of the team's own."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        known = {c.key for c in self.session.plan.platform_criteria}
        for standard in platform_criteria():
            if standard.key not in known:
                action = QAction(standard.name.replace("&", "&&"), menu)
                action.setData(standard.key)
                menu.addAction(action)
        menu.addSeparator()
        own = QAction(_("A criterion of your own"), menu)
        own.setData("own")
        menu.addAction(own)
        menu.triggered.connect(self._on_new_criterion)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height() + 2)))

    def _on_new_criterion(self, action: QAction) -> None:
        self.add_criterion(str(action.data()))

    def add_criterion(self, key: str) -> None:
        """A criterion more, of the catalogue or of the team's own."""
        name = _("New criterion") if key == "own" else ""
        self.session.edit(_("Add a criterion"), add_platform_criterion, key, name)


def _add_with_criteria(plan: Plan) -> Plan:
    """A platform more; the first one brings the criteria that platforms are compared on."""
    if not plan.platform_criteria:
        plan = use_standard_criteria(plan)
    return add_platform(plan)
