"""The left side of the comparison: a criterion with its name, its hint, its weight, and the buttons to change them."""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSlider, QVBoxLayout, QWidget

from planner.language import _, percent
from ui.guard import guarded
from ui.pages.actions.platforms.cells import FOOT_HEIGHT, PAD, ROW_HEIGHT, Cell
from ui.theme import theme
from ui.widgets import IconButton, IconMark, InPlaceText, Words
from ui.widgets.lines import ElidedWords
from ui.widgets.paint import draw_icon, draw_words

ICONS = {
    "integration": "plug",
    "ease": "hand",
    "reporting": "chart-column",
    "cost": "coins",
    "hosting": "shield-check",
    "training": "graduation-cap",
}


@guarded
class CriterionCell(Cell):
    """A criterion with its weight.

    Signals: ``named(str)`` and ``weighed(float)`` by the user, ``left()``, ``asked(str)`` with a verb.
    """

    named = Signal(str)
    weighed = Signal(float)
    left = Signal()
    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(ROW_HEIGHT, parent)
        self.first = True
        row = QHBoxLayout(self)
        self.icon = IconMark("scale", "text.secondary", 16, self)
        row.addWidget(self.icon)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.name = InPlaceText("", self, "strong")
        self.name.setAccessibleName(_("Name of the criterion"))
        self.name.setStyleSheet("min-height: 0px;")
        self.name.edited.connect(self.named)
        self.name.committed.connect(self._on_left)
        self.hint = ElidedWords("", "small", "text.secondary", self)
        self.hint.setContentsMargins(6, 0, 0, 0)
        words.addStretch(1)
        words.addWidget(self.name)
        words.addWidget(self.hint)
        words.addStretch(1)
        row.addLayout(words, 1)
        self.buttons: list[IconButton] = []
        for verb, icon, name in (
            ("up", "arrow-up", _("Move the criterion up")),
            ("down", "arrow-down", _("Move the criterion down")),
            ("remove", "trash-2", _("Delete the criterion")),
        ):
            button = IconButton(icon, name, parent=self, size=26)
            button.setProperty("verb", verb)
            button.clicked.connect(self._on_button)
            self.buttons.append(button)
            row.addWidget(button)
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setRange(0, 100)
        self.slider.setPageStep(5)
        self.slider.valueChanged.connect(self._on_slider)
        self.slider.sliderReleased.connect(self.left)
        row.addWidget(self.slider)
        self.weight = Words("", "strong", "text.primary", self)
        self.weight.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.weight)
        self._size()

    def _on_theme(self) -> None:
        super()._on_theme()
        if hasattr(self, "weight"):
            self._size()

    def _size(self) -> None:
        scale, row = theme().scale, self.layout()
        if row is not None:
            row.setContentsMargins(round(PAD * scale), 0, round(PAD * scale), 0)
            row.setSpacing(round(10 * scale))
        self.slider.setFixedSize(round(72 * theme().scale), round(24 * theme().scale))
        self.weight.setFixedWidth(round(46 * theme().scale))
        self.name.setFixedHeight(round(22 * theme().scale))

    def show_criterion(self, key: str, name: str, hint: str, weight: float, editing: bool, read_only: bool) -> None:
        """Brings the cell up to the plan."""
        self.icon.set(ICONS.get(key, "scale"), "text.secondary")
        self.name.set_text(name)
        self.name.set_read_only(read_only)
        self.hint.set_text(hint)
        self.hint.setVisible(bool(hint))
        if not self.slider.isSliderDown() and self.slider.value() != round(weight):
            self.slider.blockSignals(True)
            self.slider.setValue(round(weight))
            self.slider.blockSignals(False)
        self.slider.setVisible(not read_only)
        self.slider.setAccessibleName(_("Weight of {criterion}").format(criterion=name))
        self.weight.set_text(percent(weight / 100))
        self.setAccessibleName(_("{criterion}, weight {weight}").format(criterion=name, weight=percent(weight / 100)))
        for button in self.buttons:
            button.setVisible(editing and not read_only)

    def _on_left(self, _text: str) -> None:
        self.left.emit()

    def _on_slider(self, value: int) -> None:
        self.weighed.emit(float(value))

    def _on_button(self) -> None:
        self.asked.emit(str(self.sender().property("verb")))


@guarded
class CornerCell(Cell):
    """The upper left corner: what the figures mean."""

    def __init__(self, height: int, parent: QWidget | None = None) -> None:
        super().__init__(height, parent)
        self.first = True
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paint_content(self, painter: QPainter, area: QRectF) -> None:
        scale = theme().scale
        left, bottom = PAD * scale, area.height() - 16 * scale
        above = QRectF(left, bottom - 40 * scale, area.width() * 0.6, 18 * scale)
        draw_words(painter, above, _("Weighted score"), "label", "text.secondary")
        draw_words(painter, above.translated(0, 18 * scale), _("1 poor, 5 excellent"), "small", "text.secondary")
        right = area.right() - (PAD + 128) * scale
        draw_words(painter, QRectF(right, above.top(), 128 * scale, 18 * scale), _("Weight"), "label", "text.secondary")


@guarded
class TitleCell(Cell):
    """The title of a row of figures: an icon, a name and what it is out of."""

    def __init__(self, icon: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(FOOT_HEIGHT, parent)
        self.first = True
        self.ground = "bg.page"
        self.icon_name, self.name, self.hint = icon, name, ""
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(name)

    def show_hint(self, hint: str) -> None:
        """Brings the cell up to the plan."""
        if hint != self.hint:
            self.hint = hint
            self.update()

    def paint_content(self, painter: QPainter, area: QRectF) -> None:
        scale, middle = theme().scale, area.center().y()
        draw_icon(painter, self.icon_name, "text.secondary", QPointF(PAD * scale + 9, middle), 16)
        left = (PAD + 29) * scale + 6
        name = QRectF(left, middle - 19 * scale, area.width() - left - 8, 19 * scale)
        draw_words(painter, name, self.name, "strong")
        draw_words(painter, name.translated(0, 18 * scale), self.hint, "small", "text.secondary")
