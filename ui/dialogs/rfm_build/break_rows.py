"""Break points: a slider and a field for each measure; moving one asks for the counts anew."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from planner.language import _, parse_number, short_number
from planner.segments.rfm import Breaks, Measure, own_breaks
from planner.segments.rfm_words import measure_words, spans_sentence
from ui.guard import guarded
from ui.plain import plain_tip
from ui.theme import theme
from ui.widgets import Field, IconButton, Words
from ui.widgets.break_slider import STEPS, BreakSlider

_THUMBS = 4
ROOMY = 480
"""From this width the field shows four amounts in full."""


@guarded
class BreakRow(QWidget):
    """The break points of one measure. Signals: ``chosen(str, object)`` with the measure and own break points, None
    to go back to quintiles; by the user only.
    """

    chosen = Signal(str, object)

    def __init__(self, measure: Measure, currency: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.measure: Measure = measure
        self._currency = currency
        self._spread: Sequence[Decimal] = ()
        self._breaks: Breaks = (None, None, None, None)
        name = measure_words(measure)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        row = QHBoxLayout()
        row.setSpacing(10)
        label = Words(name, "strong", "text.primary", self)
        label.setFixedWidth(round(84 * theme().scale))
        self.slider = BreakSlider(_("Limits of {measure}").format(measure=name), _THUMBS, self)
        self.slider.moved.connect(self._on_moved)
        self.field = Field(
            _("Break points of {measure}").format(measure=name),
            self,
            parse=_parsed,
            show=_shown,
            example=_("Enter four rising numbers, for example {example}.").format(example="30; 90; 180; 365"),
            empty=None,
        )
        self.field.committed.connect(self._on_typed)
        self.back = IconButton("rotate-ccw", _("Back to fifths of the customers"), parent=self, size=28)
        self.back.clicked.connect(self._on_back)
        row.addWidget(label)
        row.addWidget(self.slider, 1)
        row.addWidget(self.field)
        row.addWidget(self.back)
        column.addLayout(row)
        self.spans = Words("", "small", "text.secondary", self, wrap=True)
        column.addWidget(self.spans)

    def show_breaks(self, breaks: Breaks, spread: Sequence[Decimal], own: bool) -> None:
        """Shows break points; without a spread they stand as they are."""
        self._breaks, self._spread = breaks, spread
        self.slider.setEnabled(bool(spread))
        places = self._turned([self._place(value) for value in breaks])
        self.slider.set_places(places if spread else self.slider.places)
        self.field.set_read_only(not spread)
        self.field.set_value(breaks)
        self.back.setEnabled(own)
        said = spans_sentence(self.measure, breaks, self._currency)
        self.spans.set_text("  ·  ".join(said))
        self.slider.setToolTip(plain_tip("\n".join(said)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        scale = theme().scale
        self.field.setFixedWidth(round((206 if self.width() >= ROOMY * scale else 152) * scale))

    def _place(self, value: Decimal | None) -> int:
        """How many of 100 customers have less."""
        return STEPS if value is None else min(bisect_left(self._spread, value), STEPS)

    def _turned(self, places: list[int]) -> list[int]:
        """Places as the slider has them: recency stands as on the grid, long ago on the left."""
        return [STEPS - place for place in reversed(places)] if self.measure == "recency" else places

    def _on_moved(self, thumb: int, place: int) -> None:
        if self.measure == "recency":
            thumb, place = _THUMBS - 1 - thumb, STEPS - place
        above = self._spread[-1] + 1
        values = [above if value is None else value for value in self._breaks]
        values[thumb] = self._spread[place] if place < STEPS else above
        self._breaks = own_breaks(sorted(values))
        self.field.set_value(self._breaks)
        self.chosen.emit(self.measure, self._breaks)

    def _on_typed(self, value: Any) -> None:
        if value is None:
            self.chosen.emit(self.measure, None)
        elif value != self._breaks and self._spread:
            self.chosen.emit(self.measure, value)

    def _on_back(self) -> None:
        self.chosen.emit(self.measure, None)


class BreakRows(QWidget):
    """The three of them. Signal: ``chosen(str, object)`` as of one."""

    chosen = Signal(str, object)

    def __init__(self, currency: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        measures: tuple[Measure, ...] = ("recency", "frequency", "monetary")
        self.rows: dict[Measure, BreakRow] = {}
        for measure in measures:
            row = BreakRow(measure, currency, self)
            row.chosen.connect(self.chosen)
            self.rows[measure] = row
            column.addWidget(row)

    def set_low(self, low: bool) -> None:
        """Leaves what the scores stand for to the tooltips where there is little height."""
        for row in self.rows.values():
            row.spans.setVisible(not low)

    def show_breaks(
        self, breaks: Mapping[Measure, Breaks], spread: Mapping[Measure, Sequence[Decimal]], own: Mapping[Measure, bool]
    ) -> None:
        """Shows the break points of all measures."""
        for measure, row in self.rows.items():
            row.show_breaks(breaks[measure], spread.get(measure, ()), own[measure])


def _parsed(text: str) -> Breaks:
    parts = [part for part in text.replace(";", " ; ").split(" ; ") if part.strip()]
    if len(parts) == 1:
        parts = text.split()
    return own_breaks([parse_number(part) for part in parts])


def _shown(breaks: Breaks) -> str:
    return "; ".join("–" if value is None else short_number(float(value), 2) for value in breaks)
