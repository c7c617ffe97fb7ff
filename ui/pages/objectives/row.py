"""One ranked objective: rank, lever, statement, segments, KPI, trend, weight."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from planner.catalogue import lever
from planner.insight.rules_objectives import name_of
from planner.language import _, date_text, percent
from planner.objectives.metrics import kpi_figures, kpis_of
from planner.objectives.records import Kpi, Objective
from planner.plan import Plan
from ui.guard import guarded
from ui.pages.marks import segment_role
from ui.pages.objectives.values import value_text
from ui.theme import theme
from ui.widgets import Button, Chip, FlowLayout, IconButton, IconMark, InPlaceArea, Words
from ui.widgets.bars import BulletBar, ShareBar, SparkLine
from ui.widgets.paint import box
from ui.widgets.reorder import Grip

SEGMENTS_WIDTH = 148
KPI_WIDTH = 190
TREND_WIDTH = 86
WEIGHT_WIDTH = 58


class KpiView(QWidget):
    """A KPI in three lines: name, bullet bar from baseline to target, now and date. Signal: ``opened()``."""

    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.name = Words("", "small", "text.secondary", self)
        self.name.setMinimumWidth(20)
        self.name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        bar = QHBoxLayout()
        bar.setSpacing(7)
        self.baseline = Words("", "body", "text.secondary", self)
        self.bullet = BulletBar(self)
        self.target = Words("", "strong", "text.primary", self)
        for widget in (self.baseline, self.bullet, self.target):
            bar.addWidget(widget)
        foot = QHBoxLayout()
        self.warning = IconMark("triangle-alert", "warn.text", 13, self)
        self.now = Words("", "caption", "text.secondary", self)
        self.due = Words("", "caption", "text.secondary", self)
        foot.addWidget(self.warning)
        foot.addWidget(self.now)
        foot.addStretch(1)
        foot.addWidget(self.due)
        self.missing = Button(_("Add a KPI"), "link", "plus", self)
        self.missing.clicked.connect(self.opened)
        column.addWidget(self.name)
        column.addLayout(bar)
        column.addLayout(foot)
        column.addWidget(self.missing, alignment=Qt.AlignmentFlag.AlignLeft)
        self._parts = [self.name, self.baseline, self.bullet, self.target, self.now, self.due, self.warning]

    def show_kpi(self, kpi: Kpi | None, currency: str, more: int, read_only: bool) -> None:
        """Shows a KPI, or that there is none."""
        for part in self._parts:
            part.setVisible(kpi is not None)
        self.missing.setVisible(kpi is None and not read_only)
        if kpi is None:
            return
        figures = kpi_figures(kpi)
        name = kpi.name or _("KPI without a name")
        self.name.set_text(name + (f" +{more}" if more else ""))
        self.name.setToolTip("")
        self.baseline.set_text(value_text(figures.baseline, kpi.unit, currency))
        self.target.set_text(value_text(figures.target, kpi.unit, currency))
        self.bullet.set_share(figures.progress)
        measured = figures.now is not None
        self.warning.setVisible(not measured)
        now = value_text(figures.now, kpi.unit, currency)
        self.now.set_text(_("now {value}").format(value=now) if measured else _("Not measured"))
        self.now.set_role("text.secondary" if measured else "warn.text")
        self.due.set_text(date_text(kpi.due) if kpi.due else _("no date"))


@guarded
class ObjectiveRow(QFrame):
    """A ranked row edited in place.

    Signals: ``stated(str, str)`` with id and text while typing, ``left()`` when typing ends, ``weight_stepped``
    (id, points), ``asked(str, str)`` with id and a verb (details, duplicate, remove, up, down, below, segments),
    ``segment_toggled(str, str)``.
    """

    stated = Signal(str, str)
    left = Signal()
    weight_stepped = Signal(str, float)
    asked = Signal(str, str)
    segment_toggled = Signal(str, str)
    chosen = Signal(str)

    def __init__(self, objective_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.objective_id = objective_id
        self.selected = False
        self.read_only = False
        self._segments: tuple[tuple[str, str], ...] = ()
        self._all_segments: list[tuple[str, str]] = []
        self._named: tuple[str, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 12, 6, 12)
        row.setSpacing(12)
        self.grip = Grip(self)
        self.rank = Words("", "figure", "text.primary", self)
        self.rank.setFixedWidth(26)
        self.rank.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(self.grip)
        row.addWidget(self.rank)
        row.addLayout(self._build_words(), 10)
        self.segments_box = QWidget(self)
        self.segments = FlowLayout(self.segments_box, 5)
        self.segments_box.setFixedWidth(round(SEGMENTS_WIDTH * theme().scale))
        row.addWidget(self.segments_box)
        self.kpi = KpiView(self)
        self.kpi.setFixedWidth(round(KPI_WIDTH * theme().scale))
        self.kpi.opened.connect(self._ask_details)
        row.addWidget(self.kpi)
        self.trend = SparkLine(self)
        row.addWidget(self.trend)
        row.addLayout(self._build_weight())
        self.more = IconButton("ellipsis", _("More for this objective"), parent=self, size=28)
        self.more.clicked.connect(self._open_menu)
        row.addWidget(self.more)

    def _build_words(self) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(3)
        head = QHBoxLayout()
        head.setSpacing(6)
        self.lever_icon = IconMark("target", "accent.text", 16, self)
        self.lever_name = Words("", "small", "text.secondary", self)
        head.addWidget(self.lever_icon)
        head.addWidget(self.lever_name)
        head.addStretch(1)
        self.statement = InPlaceArea("", self, style="strong")
        self.statement.setAccessibleName(_("Statement of the objective"))
        self.statement.setPlaceholderText(_("What should the relationship achieve?"))
        self.statement.edited.connect(self._on_stated)
        self.statement.committed.connect(self._on_left)
        words.addStretch(1)
        words.addLayout(head)
        words.addWidget(self.statement)
        words.addStretch(1)
        return words

    def _build_weight(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addStretch(1)
        self.weight = Words("", "heading", "text.primary", self)
        self.weight.setFixedWidth(round(WEIGHT_WIDTH * theme().scale))
        self.weight.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.share = ShareBar(self, "accent.line", 56)
        column.addWidget(self.weight, alignment=Qt.AlignmentFlag.AlignRight)
        column.addWidget(self.share, alignment=Qt.AlignmentFlag.AlignRight)
        column.addStretch(1)
        return column

    def show_objective(self, plan: Plan, objective: Objective, rank: int, read_only: bool, heaviest: float) -> None:
        """Brings the row up to the plan."""
        self.read_only = read_only
        self.rank.set_text(str(rank))
        known = lever(objective.lever)
        self.lever_icon.set(known.icon if known else "target", "accent.text")
        self.lever_name.set_text(objective.name or (known.name if known else _("Own objective")))
        self.statement.set_text(objective.statement)
        self.statement.set_read_only(read_only)
        self._show_segments(plan, objective)
        kpis = kpis_of(plan, objective.id)
        self.kpi.show_kpi(kpis[0] if kpis else None, plan.profile.currency, max(0, len(kpis) - 1), read_only)
        self.trend.set_values(kpi_figures(kpis[0]).trend if kpis else ())
        self.weight.set_text(percent(objective.weight / 100))
        self.share.set_share(objective.weight / heaviest if heaviest else 0.0)
        self.grip.setVisible(not read_only)
        self.setAccessibleName(
            _("Objective {rank}: {name}, weight {weight}").format(
                rank=rank, name=objective.statement or name_of(objective), weight=percent(objective.weight / 100)
            )
        )

    def _show_segments(self, plan: Plan, objective: Objective) -> None:
        self._all_segments = [(s.id, s.name) for s in plan.segments]
        self._named = objective.segments
        names = dict(self._all_segments)
        shown = tuple((i, names[i]) for i in objective.segments if i in names)
        key = (*shown, *((segment_role(plan, i), "") for i, _n in shown))
        if key == self._segments and self.segments.count():
            return
        self._segments = key
        while self.segments.count():
            item = self.segments.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for segment_id, name in shown:
            chip = Chip(name, dot=segment_role(plan, segment_id), parent=self.segments_box)
            chip.clicked.connect(self._open_segments)
            self.segments.addWidget(chip)
        if not shown:
            chip = Chip(_("All segments"), dot="line.control", parent=self.segments_box)
            chip.clicked.connect(self._open_segments)
            self.segments.addWidget(chip)
        self.segments_box.updateGeometry()

    def set_selected(self, selected: bool) -> None:
        """Marks the row as the selected one."""
        if selected != self.selected:
            self.selected = selected
            self.update()

    def set_room(self, width: int) -> None:
        """Hides what there is no room for: the trend under 900, the segments under 820."""
        scale = theme().scale
        self.trend.setVisible(width >= 860 * scale)
        self.segments_box.setVisible(width >= 720 * scale)

    def _open_segments(self) -> None:
        if self.read_only or not self._all_segments:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for segment_id, name in self._all_segments:
            action = QAction(name.replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(segment_id in self._named)
            action.setData(segment_id)
            menu.addAction(action)
        menu.triggered.connect(self._on_segment)
        menu.popup(self.segments_box.mapToGlobal(self.segments_box.rect().bottomLeft()))

    def _on_segment(self, action: QAction) -> None:
        self.segment_toggled.emit(self.objective_id, str(action.data()))

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for verb, words, keys in (
            ("details", _("Details"), "Ctrl+I"),
            ("segments", _("Choose segments"), ""),
            ("below", _("Add an objective below"), "Ctrl+Return"),
            ("duplicate", _("Duplicate"), "Ctrl+D"),
            ("up", _("Move up"), "Alt+Up"),
            ("down", _("Move down"), "Alt+Down"),
            ("", "", ""),
            ("remove", _("Delete objective"), "Ctrl+Del"),
        ):
            if not verb:
                menu.addSeparator()
                continue
            action = QAction(words, menu)
            action.setData(verb)
            action.setEnabled(not self.read_only or verb == "details")
            action.setText(f"{words}\t{keys}" if keys else words)
            menu.addAction(action)
        menu.triggered.connect(self._on_verb)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _on_verb(self, action: QAction) -> None:
        verb = str(action.data())
        if verb == "segments":
            self._open_segments()
        else:
            self.asked.emit(self.objective_id, verb)

    def _ask_details(self) -> None:
        self.asked.emit(self.objective_id, "kpi")

    def _on_stated(self, text: str) -> None:
        self.stated.emit(self.objective_id, text)

    def _on_left(self, _text: str) -> None:
        self.left.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.chosen.emit(self.objective_id)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def contextMenuEvent(self, _event: QContextMenuEvent) -> None:
        self._open_menu()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers()
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        if self.read_only:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if control:
                self.asked.emit(self.objective_id, "below")
            else:
                self.statement.setFocus(Qt.FocusReason.OtherFocusReason)
                self.statement.selectAll()
        elif key == Qt.Key.Key_F2:
            self.statement.setFocus(Qt.FocusReason.OtherFocusReason)
        elif key == Qt.Key.Key_Delete:
            self.asked.emit(self.objective_id, "remove")
        elif control and key == Qt.Key.Key_D:
            self.asked.emit(self.objective_id, "duplicate")
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            points = 5.0 if modifiers & Qt.KeyboardModifier.ShiftModifier else 1.0
            self.weight_stepped.emit(self.objective_id, points if key == Qt.Key.Key_Right else -points)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = self.selected or self.hasFocus()
        box(painter, QRectF(self.rect()), "bg.surface", "accent.fill" if strong else "line.hair", 8, 2 if strong else 1)
