"""What stands over the rows: the weights with their total, and the headings of the columns."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from planner.language import _, percent
from ui.guard import guarded
from ui.pages.objectives.columns import columns
from ui.theme import theme
from ui.widgets import Button, IconMark, Words
from ui.widgets.lines import ElidedWords
from ui.widgets.paint import draw_words

_EXACT = 0.01


class WeightHead(QWidget):
    """Says what the weight bar is, and what the weights add to.

    Signals: ``scale_asked()`` where that is not 100; ``compare_asked()`` to weigh in pairs.
    """

    scale_asked = Signal()
    compare_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self.title = Words(_("Weight"), "label", "text.primary", self)
        self.hint = ElidedWords(
            _("Share of the effort each objective gets. Drag an edge to rebalance."), "small", "text.tertiary", self
        )
        self.scale = Button(_("Scale to 100 %"), "link", parent=self, small=True)
        self.scale.clicked.connect(self.scale_asked)
        self.compare = Button(_("Compare in pairs…"), "link", parent=self, small=True)
        self.compare.clicked.connect(self.compare_asked)
        self.mark = IconMark("check", "ok.text", 14, self)
        self.total = Words("", "label", "ok.text", self)
        row.addWidget(self.title)
        row.addWidget(self.hint, 1)
        row.addWidget(self.compare)
        row.addWidget(self.scale)
        total = QHBoxLayout()
        total.setSpacing(4)
        total.addWidget(self.mark)
        total.addWidget(self.total)
        row.addLayout(total)
        self.setFixedHeight(theme().line("body"))
        theme().changed.connect(self._on_theme)

    def show_total(self, total: float, read_only: bool) -> None:
        """What the weights add to, in points."""
        right = abs(total - 100) < _EXACT
        words = percent(total / 100)
        self.total.set_text(words if right else _("Total is {total}").format(total=words))
        self.total.set_role("ok.text" if right else "warn.text")
        self.mark.set("check" if right else "triangle-alert", "ok.text" if right else "warn.text")
        self.scale.setVisible(not right and not read_only)

    def set_editable(self, editable: bool) -> None:
        """Whether to say how weights are changed."""
        self.compare.setVisible(editable)
        self.hint.set_text(
            _("Share of the effort each objective gets. Drag an edge to rebalance.")
            if editable
            else _("Share of the effort each objective gets.")
        )

    def _on_theme(self) -> None:
        self.setFixedHeight(theme().line("body"))


@guarded
class ColumnHeads(QWidget):
    """The headings, over the columns of the rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page_width = 10_000
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._on_theme)

    def set_page(self, width: int) -> None:
        """How wide the page is."""
        if width != self.page_width:
            self.page_width = width
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, theme().line("small"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        at = columns(self.width(), self.height(), self.page_width)
        right = Qt.AlignmentFlag.AlignRight
        heads: tuple[tuple[str, QRect | None, Qt.AlignmentFlag], ...] = (
            (_("Objective"), at.words, Qt.AlignmentFlag.AlignLeft),
            (_("Segments"), at.segments, Qt.AlignmentFlag.AlignLeft),
            (_("KPI, baseline to target"), at.kpi, Qt.AlignmentFlag.AlignLeft),
            (_("Trend"), at.trend, Qt.AlignmentFlag.AlignLeft),
            (_("Weight"), at.weight.adjusted(-24, 0, 0, 0), right),
        )
        for words, place, align in heads:
            if place is not None:
                draw_words(painter, QRectF(place), words, "small", "text.tertiary", align)

    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()
