"""One ranked objective, painted; what is clicked is edited where it stands."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QWidget

from planner.catalogue import levers
from planner.language import _
from ui.guard import guarded
from ui.pages.objectives.chips import SegmentChips, height_of
from ui.pages.objectives.columns import GAP, LEVER, PAD, ROW, Columns, columns
from ui.pages.objectives.faces import ObjectiveFace
from ui.pages.objectives.kpi import HEIGHT as KPI_HEIGHT
from ui.pages.objectives.kpi import KpiCell
from ui.pages.objectives.statement import LINE, MOST_LINES, STYLE, StatementEdit
from ui.pages.objectives.weight import WeightCell, step_of
from ui.plain import plain_tip
from ui.theme import theme
from ui.widgets import IconButton
from ui.widgets.bars import SparkLine
from ui.widgets.key_words import keys_said
from ui.widgets.lines import wrapped
from ui.widgets.paint import box, draw_icon, draw_words, focus_ring
from ui.widgets.reorder import Grip

WEIGHT = "weight"


@guarded
class ObjectiveRow(QFrame):
    """A ranked row edited in place.

    Signals: ``stated(str, str)`` with id and text while typing, ``left()`` when typing ends, ``chosen(str)`` when it
    gets the focus; ``weight_stepped(str, float)`` with id and points; ``lever_chosen(str, str)`` with id and lever;
    ``part_asked(str, str)`` with id and the part of the KPI, or the weight, to open a field over;
    ``asked(str, str)`` with id and a verb: details, segments, below, duplicate, up, down, remove.
    """

    stated = Signal(str, str)
    left = Signal()
    chosen = Signal(str)
    weight_stepped = Signal(str, float)
    lever_chosen = Signal(str, str)
    part_asked = Signal(str, str)
    asked = Signal(str, str)

    def __init__(self, objective_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.objective_id = objective_id
        self.rank = 0
        self.face: ObjectiveFace | None = None
        self.selected = False
        self.read_only = False
        self.editor: StatementEdit | None = None
        self._page = 10_000
        self._under = ""
        self._keyboard = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.grip = Grip(self)
        self.segments = SegmentChips(self)
        self.segments.clicked.connect(self._ask_segments)
        self.kpi = KpiCell(self)
        self.kpi.part_asked.connect(self._ask_part)
        self.trend = SparkLine(self)
        self.weight = WeightCell(self)
        self.weight.stepped.connect(self._on_step)
        self.weight.clicked.connect(self._ask_weight)
        self.more = IconButton("ellipsis", _("More for this objective"), parent=self, size=28)
        self.more.clicked.connect(self.open_menu)
        theme().changed.connect(self._on_theme)

    # What it shows

    def show_face(self, face: ObjectiveFace, read_only: bool) -> None:
        """Brings the row up to the plan; nothing happens where it says the same."""
        if (face, read_only) == (self.face, self.read_only):
            return
        before, self.face, self.read_only = self.face, face, read_only
        if self.editor is not None:
            self.editor.set_text(face.statement)
        self.segments.show_names(face.segments, read_only)
        if before is None or face.kpi != before.kpi or read_only != self.kpi.read_only:
            self.kpi.show_kpi(face.kpi, read_only)
            self.trend.set_values(face.kpi.trend if face.kpi else ())
        self.grip.setVisible(not read_only)
        self._speak()
        if before is None or (face.statement, face.segments) != (before.statement, before.segments):
            self.updateGeometry()
        self.update()

    def show_place(self, rank: int, heaviest: float) -> None:
        """Where the row ranks, and how heavy the heaviest objective is."""
        if rank != self.rank:
            self.rank = rank
            self._speak()
            self.update()
        if self.face is not None:
            self.weight.show_weight(self.face.weight, heaviest, self.read_only)

    def _speak(self) -> None:
        spoken = self.face.spoken if self.face else ""
        self.setAccessibleName(_("Objective {rank}: {name}").format(rank=self.rank, name=spoken))

    def set_selected(self, selected: bool) -> None:
        """Marks the row as the selected one."""
        if selected != self.selected:
            self.selected = selected
            self.update()

    def set_page(self, width: int) -> None:
        """How wide the page is: narrow ones leave out the trend, then put the segments under the statement."""
        if width != self._page:
            self._page = width
            self.updateGeometry()
            self._place()

    # Geometry

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        scale, at = theme().scale, columns(width, 0, self._page)
        names = self.face.segments if self.face else ()
        words = self._words_height(at.words.width())
        beside = height_of(names, at.segments.width()) + 10 * scale if at.segments else 0
        under = 0 if at.segments else height_of(names, at.words.width()) + 6 * scale
        return round(max(ROW * scale, words + under + 2 * PAD * scale, beside, (KPI_HEIGHT + 16) * scale))

    def sizeHint(self) -> QSize:
        return QSize(round(600 * theme().scale), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(400 * theme().scale), round(ROW * theme().scale))

    def _lines(self, width: int) -> tuple[str, ...]:
        statement = self.face.statement if self.face else ""
        return wrapped(statement or _("What should the relationship achieve?"), width, MOST_LINES, STYLE)

    def _words_height(self, width: int) -> float:
        scale = theme().scale
        lines = len(self._lines(width)) * LINE * scale
        if self.editor is not None:
            lines = max(lines, self.editor.document().size().height())
        return (LEVER + GAP) * scale + lines

    def _columns(self) -> Columns:
        return columns(self.width(), self.height(), self._page)

    def _words_top(self, at: Columns) -> float:
        scale = theme().scale
        names = self.face.segments if self.face else ()
        under = 0 if at.segments else height_of(names, at.words.width()) + 6 * scale
        return (self.height() - self._words_height(at.words.width()) - under) / 2

    def lever_rect(self) -> QRect:
        """Where the lever is painted."""
        at, scale = self._columns(), theme().scale
        return QRect(at.words.left(), round(self._words_top(at)), at.words.width(), round(LEVER * scale))

    def statement_rect(self) -> QRect:
        """Where the statement is painted."""
        at, scale = self._columns(), theme().scale
        top = self._words_top(at) + (LEVER + GAP) * scale
        high = self._words_height(at.words.width()) - (LEVER + GAP) * scale
        return QRect(at.words.left(), round(top), at.words.width(), round(high))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        at, scale = self._columns(), theme().scale
        self.grip.setGeometry(at.grip)
        if at.segments is not None:
            self.segments.setGeometry(at.segments.adjusted(0, 2, 0, -2))
        else:
            words, names = self.statement_rect(), self.face.segments if self.face else ()
            top = words.bottom() + round(5 * scale)
            self.segments.setGeometry(words.left(), top, words.width(), height_of(names, words.width()) + 2)
        self.kpi.setGeometry(at.kpi.adjusted(0, 2, 0, -2))
        self.trend.setVisible(at.trend is not None)
        if at.trend is not None:
            self.trend.move(at.trend.left(), (self.height() - self.trend.height()) // 2 - 3)
        self.weight.setGeometry(at.weight.adjusted(0, 2, 0, -2))
        side = self.more.sizeHint()
        self.more.setGeometry(at.more.left(), (self.height() - side.height()) // 2, side.width(), side.height())
        if self.editor is not None:
            self.editor.over(self.statement_rect())

    def _on_theme(self) -> None:
        self.updateGeometry()
        self._place()
        self.update()

    def tab_children(self) -> list[QWidget]:
        """The parts in the order of the Tab key."""
        parts: list[QWidget] = [self.segments, self.kpi, self.weight, self.more]
        return [self.editor, *parts] if self.editor is not None else parts

    # The statement

    def edit_statement(self, spot: QPointF | None = None, *, all_of_it: bool = False) -> None:
        """Opens the statement for typing, with the cursor at a place of the row or over all of it."""
        if self.editor is None:
            self.editor = StatementEdit(self)
            self.editor.start(self.face.statement if self.face else "", self.read_only)
            self.editor.edited.connect(self._on_edited)
            self.editor.left.connect(self._on_left)
            self.editor.grown.connect(self.updateGeometry)
            self.editor.over(self.statement_rect())
            self.editor.show()
            self.updateGeometry()
            self.update()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        if spot is not None:
            inside = self.editor.viewport().mapFrom(self, spot.toPoint())
            self.editor.setTextCursor(self.editor.cursorForPosition(inside))
        elif all_of_it:
            self.editor.selectAll()

    def _on_edited(self, text: str) -> None:
        self.stated.emit(self.objective_id, text)

    def _on_left(self, by_key: bool) -> None:
        editor, self.editor = self.editor, None
        if editor is None:
            return
        if by_key:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        editor.hide()
        editor.deleteLater()
        self.left.emit()
        self.updateGeometry()
        self.update()

    # Asking

    def part_rect(self, part: str) -> QRect:
        """Where a part of the KPI or the weight is painted, in the row."""
        if part == WEIGHT:
            return self.weight.figure_rect().toRect().translated(self.weight.pos()).adjusted(-8, 0, 8, 0)
        rect = self.kpi.part_rects().get(part, QRectF(self.kpi.rect()))
        return rect.toRect().translated(self.kpi.pos()).adjusted(-9, 0, 9, 0)

    def _ask_segments(self) -> None:
        self.asked.emit(self.objective_id, "segments")

    def _ask_part(self, part: str) -> None:
        self.chosen.emit(self.objective_id)
        self.part_asked.emit(self.objective_id, part)

    def _ask_weight(self) -> None:
        self.part_asked.emit(self.objective_id, WEIGHT)

    def _on_step(self, points: float) -> None:
        self.weight_stepped.emit(self.objective_id, points)

    def open_menu(self) -> None:
        """What can be done with the objective."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for verb, words, icon, keys in (
            ("details", _("Details"), "panel-right", "Ctrl+I"),
            ("segments", _("Choose segments"), "users-round", ""),
            ("below", _("Add an objective below"), "plus", "Ctrl+Return"),
            ("duplicate", _("Duplicate"), "copy", "Ctrl+D"),
            ("up", _("Move up"), "arrow-up", "Alt+Up"),
            ("down", _("Move down"), "arrow-down", "Alt+Down"),
            ("", "", "", ""),
            ("remove", _("Delete objective"), "trash-2", "Ctrl+Del"),
        ):
            if not verb:
                menu.addSeparator()
                continue
            action = QAction(theme().icon(icon), f"{words}\t{keys_said(keys)}" if keys else words, menu)
            action.setData(verb)
            action.setEnabled(not self.read_only or verb == "details")
            menu.addAction(action)
        menu.triggered.connect(self._on_verb)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _on_verb(self, action: QAction) -> None:
        self.asked.emit(self.objective_id, str(action.data()))

    def _open_levers(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        own = ("own", _("Own objective"), "target")
        for key, words, icon in (*((one.key, one.name, one.icon) for one in levers()), own):
            action = QAction(theme().icon(icon), words.replace("&", "&&"), menu)
            action.setData(key)
            menu.addAction(action)
        menu.triggered.connect(self._on_lever)
        menu.popup(self.mapToGlobal(self.lever_rect().bottomLeft() + QPoint(0, 2)))

    def _on_lever(self, action: QAction) -> None:
        self.lever_chosen.emit(self.objective_id, str(action.data()))

    # Mouse and keys

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._keyboard = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        super().focusInEvent(event)
        self.chosen.emit(self.objective_id)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _part_under(self, spot: QPointF) -> str:
        scale = theme().scale
        lever = QRectF(self.lever_rect())
        wide = theme().metric("icon") + round(6 * scale) + self._lever_width()
        if QRectF(lever.left(), lever.top() - 3, wide, lever.height() + 5).contains(spot):
            return "lever"
        return "statement" if QRectF(self.statement_rect()).adjusted(-4, -2, 4, 3).contains(spot) else ""

    def _lever_width(self) -> int:
        return QFontMetrics(theme().font("small")).horizontalAdvance(self.face.lever_name if self.face else "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        part = self._part_under(event.position()) if event.button() == Qt.MouseButton.LeftButton else ""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if part == "statement":
            self.edit_statement(event.position())
        elif part == "lever" and not self.read_only:
            self._open_levers()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._part_under(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._hover("")
        super().leaveEvent(event)

    def _hover(self, part: str) -> None:
        if part == self._under:
            return
        self._under = part
        shapes = {"statement": Qt.CursorShape.IBeamCursor, "lever": Qt.CursorShape.PointingHandCursor}
        free = part == "statement" or not self.read_only
        self.setCursor(shapes.get(part, Qt.CursorShape.ArrowCursor) if free else Qt.CursorShape.ArrowCursor)
        cut = part == "statement" and self.face is not None and self._is_cut()
        self.setToolTip(plain_tip(self.face.statement) if cut and self.face is not None else "")
        self.update()

    def _is_cut(self) -> bool:
        lines = self._lines(self._columns().words.width())
        return bool(lines) and lines[-1].endswith("…")

    def contextMenuEvent(self, _event: QContextMenuEvent) -> None:
        self.open_menu()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if key == Qt.Key.Key_F2 or (enter and not control):
            self.edit_statement(all_of_it=True)
        elif self.read_only:
            super().keyPressEvent(event)
        elif enter:
            self.asked.emit(self.objective_id, "below")
        elif key == Qt.Key.Key_Delete:
            self.asked.emit(self.objective_id, "remove")
        elif control and key == Qt.Key.Key_D:
            self.asked.emit(self.objective_id, "duplicate")
        elif step_of(event):
            self._on_step(step_of(event))
        else:
            super().keyPressEvent(event)

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, at, scale = QRectF(self.rect()), self._columns(), theme().scale
        strong = self.selected or self.hasFocus() or self.editor is not None
        box(painter, area, "bg.surface", "accent.fill" if strong else "line.hair", 8, 2 if strong else 1)
        if self.hasFocus() and self._keyboard:
            focus_ring(painter, area.adjusted(3, 3, -3, -3), 6)
        draw_words(painter, QRectF(at.rank), str(self.rank), "figure", "text.primary", Qt.AlignmentFlag.AlignHCenter)
        if self.face is None:
            return
        lever = QRectF(self.lever_rect())
        draw_icon(painter, self.face.icon, "accent.text", QPointF(lever.left() + 7 * scale, lever.center().y()), 15)
        role = "text.primary" if self._under == "lever" and not self.read_only else "text.secondary"
        draw_words(painter, lever.adjusted(20 * scale, 0, 0, 0), self.face.lever_name, "small", role)
        if self.editor is None:
            self._paint_statement(painter)

    def _paint_statement(self, painter: QPainter) -> None:
        rect, scale = QRectF(self.statement_rect()), theme().scale
        if self._under == "statement" and not self.read_only:
            box(painter, rect.adjusted(-5, -3, 5, 3), "", "line.strong", 6)
        painter.setFont(theme().font(STYLE))
        said = bool(self.face and self.face.statement)
        painter.setPen(theme().color("text.primary" if said else "text.tertiary"))
        for at, line in enumerate(self._lines(round(rect.width()))):
            spot = QRectF(rect.left(), rect.top() + at * LINE * scale, rect.width() + 2, LINE * scale)
            painter.drawText(spot, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, line)
