"""The criteria of a segment as chips: attribute, operator and value, each edited in its place."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QEnterEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QCompleter, QFrame, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from planner.catalogue import segment_attributes, segment_families
from planner.language import _
from planner.plan import Plan
from planner.segments.records import Rule, Segment
from planner.segments.rules import OPERATORS, operator_words, rule_sentence
from ui.guard import guarded
from ui.plain import plain_tip
from ui.theme import theme
from ui.widgets import Button, Choice, FlowLayout, IconButton, InPlaceText, Words
from ui.widgets.key_words import keys_said
from ui.widgets.paint import box, draw_words, focus_ring


def known_attributes(plan: Plan) -> list[str]:
    """What customers can be told apart by: what the plan uses already, then the catalogue."""
    used = (rule.attribute for segment in plan.segments for rule in segment.rules if rule.attribute)
    return list(dict.fromkeys((*used, *(attribute.name for attribute in segment_attributes()))))


@guarded
class _Part(InPlaceText):
    """A text of a chip, no wider than its words."""

    def __init__(self, parent: QWidget | None = None, style: str = "body") -> None:
        super().__init__("", parent, style)
        self.setStyleSheet("padding: 0 1px; min-height: 10px;")
        self._fix_height()
        theme().changed.connect(self._fix_height)

    def _fix_height(self) -> None:
        self.setFixedHeight(round(24 * theme().scale))

    def sizeHint(self) -> QSize:
        words = self.text() or self.placeholderText()
        return QSize(self.fontMetrics().horizontalAdvance(words) + 10, round(24 * theme().scale))

    def minimumSizeHint(self) -> QSize:
        return QSize(round(24 * theme().scale), round(24 * theme().scale))


@guarded
class _Operator(Choice):
    """The operator between attribute and value, no wider than its words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Operator"), [(o, operator_words(o)) for o in OPERATORS], parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        words = QFontMetrics(theme().font("body")).horizontalAdvance(self.words())
        return QSize(words + round(7 * theme().scale), round(24 * theme().scale))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        if self.underMouse() and self.isEnabled():
            box(painter, area, "bg.hover", "", 4)
        draw_words(painter, area, self.words(), "body", "text.secondary", Qt.AlignmentFlag.AlignHCenter)
        if self.ring_shown():
            focus_ring(painter, area, 4)


@guarded
class RuleChip(QFrame):
    """One condition. Signals: ``edited(int, str, str, bool)`` with its place, field, value and whether someone is
    typing; ``left()`` when typing ends; ``removed(int)``.
    """

    edited = Signal(int, str, str, bool)
    left = Signal()
    removed = Signal(int)

    def __init__(self, at: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.at = at
        self._read_only = False
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 2, 4, 2)
        row.setSpacing(0)
        self.attribute = _Part(self, "strong")
        self.attribute.setAccessibleName(_("Attribute"))
        self.attribute.set_placeholder(_("Attribute"))
        self.operator = _Operator(self)
        self.value = _Part(self)
        self.value.setAccessibleName(_("Value"))
        self.value.set_placeholder(_("value"))
        for widget in (self.attribute, self.operator, self.value):
            row.addWidget(widget)
        # The cross lies over the end of the chip, so that chips do not jump when it comes.
        self.cross = IconButton("x", _("Delete this condition"), keys_said("Ctrl+Del"), self, size=20)
        self.cross.hide()
        self.attribute.edited.connect(self._on_attribute)
        self.value.edited.connect(self._on_value)
        self.operator.chosen.connect(self._on_operator)
        for text in (self.attribute, self.value):
            text.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            text.committed.connect(self._on_left)
            text.installEventFilter(self)
        self.cross.clicked.connect(self._on_removed)

    def show_rule(self, rule: Rule, attributes: Sequence[str], read_only: bool) -> None:
        """Brings the chip up to a condition."""
        self.attribute.set_text(rule.attribute)
        self.operator.set_current(rule.operator)
        self.value.set_text(rule.value)
        sentence = rule_sentence(rule)
        self.setAccessibleName(sentence)
        self.setToolTip(plain_tip(sentence))
        for text in (self.attribute, self.value):
            text.set_read_only(read_only)
        self.operator.set_read_only(read_only)
        self._read_only = read_only
        completer = self.attribute.completer()
        if completer is None:
            completer = QCompleter(list(attributes), self.attribute)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            self.attribute.setCompleter(completer)
            completer.activated.connect(self._on_attribute)
        self.updateGeometry()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.cross.setVisible(not self._read_only)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.cross.hide()
        super().leaveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = self.cross.sizeHint().width()
        self.cross.setGeometry(self.width() - side - 3, (self.height() - side) // 2, side, side)
        self.cross.raise_()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._read_only:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Delete this condition")).triggered.connect(self._on_removed)
        menu.popup(event.globalPos())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Backspace in an empty condition takes it away, Ctrl+Del in any."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            empty = not self.attribute.text() and not self.value.text()
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            asked = (event.key() == Qt.Key.Key_Backspace and empty) or (event.key() == Qt.Key.Key_Delete and control)
            if asked and not self.attribute.isReadOnly():
                self._on_removed()
                return True
        return super().eventFilter(watched, event)

    def _on_attribute(self, text: str) -> None:
        self.edited.emit(self.at, "attribute", text, True)

    def _on_value(self, text: str) -> None:
        self.edited.emit(self.at, "value", text, True)

    def _on_operator(self, key: str) -> None:
        self.edited.emit(self.at, "operator", key, False)

    def _on_left(self, _text: str) -> None:
        self.left.emit()

    def _on_removed(self) -> None:
        self.removed.emit(self.at)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box(painter, QRectF(self.rect()), "bg.surface", "line.strong", 6)


class RuleChips(QWidget):
    """All conditions of a segment. Signals: those of a chip, and ``added(str)`` with an attribute, empty for an own."""

    edited = Signal(int, str, str, bool)
    left = Signal()
    removed = Signal(int)
    added = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.holder = QWidget(self)
        self.flow = FlowLayout(self.holder, 6)
        column.addWidget(self.holder)
        self.add = Button(_("Condition"), "quiet", "plus", self, small=True)
        self.add.clicked.connect(self.open_menu)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.add)
        row.addStretch(1)
        column.addLayout(row)
        self.chips: list[RuleChip] = []
        self._joints: list[Words] = []
        self._places: list[QWidget] = []
        theme().changed.connect(self.holder.updateGeometry)

    def show_segment(self, plan: Plan, segment: Segment, read_only: bool) -> None:
        """Brings the chips up to a segment."""
        attributes = known_attributes(plan)
        while len(self.chips) < len(segment.rules):
            self._one_more()
        for at, chip in enumerate(self.chips):
            shown = at < len(segment.rules)
            self._places[at].setVisible(shown)
            self._joints[at].setVisible(at + 1 < len(segment.rules))
            if shown:
                chip.show_rule(segment.rules[at], attributes, read_only)
        self.holder.setVisible(bool(segment.rules))
        self.add.setVisible(not read_only)
        self.flow.invalidate()
        self.holder.updateGeometry()

    def _one_more(self) -> None:
        place = QWidget(self.holder)
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        chip = RuleChip(len(self.chips), place)
        chip.edited.connect(self.edited)
        chip.left.connect(self.left)
        chip.removed.connect(self.removed)
        joint = Words(_("and"), "body", "text.secondary", place)
        row.addWidget(chip)
        row.addWidget(joint)
        self.chips.append(chip)
        self._joints.append(joint)
        self._places.append(place)
        self.flow.addWidget(place)

    def focus_last(self) -> None:
        """Puts the cursor where the newest condition wants to be typed."""
        shown = [chip for chip, place in zip(self.chips, self._places, strict=True) if not place.isHidden()]
        if shown:
            chip = shown[-1]
            target = chip.value if chip.attribute.text() else chip.attribute
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_menu(self) -> None:
        """Offers attributes by family, and an own one."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for family in segment_families():
            part = menu.addMenu(family.name)
            for attribute in segment_attributes():
                if attribute.family == family.key:
                    action = QAction(attribute.name.replace("&", "&&"), part)
                    action.setData(attribute.name)
                    part.addAction(action)
        menu.addSeparator()
        own = QAction(_("Own attribute"), menu)
        own.setData("")
        menu.addAction(own)
        menu.triggered.connect(self._on_picked)
        menu.popup(self.add.mapToGlobal(QPoint(0, self.add.height() + 2)))

    def _on_picked(self, action: QAction) -> None:
        if action.menu() is None:
            self.added.emit(str(action.data() or ""))
