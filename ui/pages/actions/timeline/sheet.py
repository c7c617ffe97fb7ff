"""The measures of the timeline on screen: where its list, heads, rows and days lie, for what it scrolls to."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF

from exports.figures.targets import TARGET_ROW, Target
from exports.figures.time_axis import HEAD, TimeAxis, Unit, axis_of
from exports.figures.timeline import BAR, ROW, TimelineRow, bar_span
from planner.plan import Plan
from ui.theme import theme

LIST, NARROW_LIST = 320, 220
MONTH_MIN, QUARTER_MIN = 62, 84
GRAB = 7
DOT = 11
"""How far right of a bar the dot lies that links are drawn from."""


@dataclass
class Sheet:
    """Measures in pixels; ``x`` and ``y`` are how far the sheet is scrolled."""

    rows: Sequence[TimelineRow] = ()
    targets: Sequence[Target] = ()
    list_width: int = LIST
    width: int = 0
    height: int = 0
    x: int = 0
    y: int = 0
    axis: TimeAxis = field(default_factory=lambda: TimeAxis(dt.date(2000, 1, 1), dt.date(2000, 12, 31), 0, 1))
    full_width: float = 0.0

    def fit(self, plan: Plan, unit: Unit, width: int, height: int, narrow: bool) -> None:
        """Measures the sheet anew for a plan and a size."""
        scale = theme().scale
        self.width, self.height = width, height
        self.list_width = round((NARROW_LIST if narrow else LIST) * scale)
        axis = axis_of(plan, 0, 1, unit)
        parts = axis.days / (30.4 if unit == "month" else 91.3)
        least = parts * (MONTH_MIN if unit == "month" else QUARTER_MIN) * scale
        self.full_width = max(float(width - self.list_width), least)
        self.axis = TimeAxis(axis.first, axis.last, self.list_width - self.x, self.full_width, unit)

    def scroll(self, x: int, y: int) -> None:
        """Scrolls the sheet."""
        self.x, self.y = x, y
        axis = self.axis
        self.axis = TimeAxis(axis.first, axis.last, self.list_width - x, axis.width, axis.unit)

    @property
    def row_height(self) -> float:
        """The height of a row."""
        return ROW * theme().scale

    @property
    def head(self) -> float:
        """The height of the heads and the row of targets, which stay in view."""
        return (HEAD + (TARGET_ROW if self.targets else 0)) * theme().scale

    @property
    def full_height(self) -> float:
        """The height of everything."""
        return self.head + self.row_height * len(self.rows)

    def body(self) -> QRectF:
        """The part of the view in which bars scroll."""
        return QRectF(self.list_width, self.head, self.width - self.list_width, self.height - self.head)

    def middle(self, at: int) -> float:
        """The height around which a row lies."""
        return self.head + self.row_height * (at + 0.5) - self.y

    def row_at(self, y: float) -> int:
        """The row at a height, or -1."""
        at = int((y - self.head + self.y) // self.row_height)
        return at if y >= self.head and 0 <= at < len(self.rows) else -1

    def visible(self) -> range:
        """The rows in view."""
        first = max(0, int(self.y // self.row_height))
        last = int((self.y + self.height - self.head) // self.row_height) + 1
        return range(first, max(first, min(len(self.rows), last)))

    def row_rect(self, at: int) -> QRectF:
        """A row across the list and the bars."""
        return QRectF(0, self.middle(at) - self.row_height / 2, self.width, self.row_height)

    def bar(self, at: int) -> QRectF:
        """The bar of a row."""
        left, right = bar_span(self.rows[at].slot, self.axis, theme().scale)
        high = BAR * theme().scale
        return QRectF(left, self.middle(at) - high / 2, right - left, high)

    def dot(self, at: int) -> QPointF:
        """The dot from which a link is drawn."""
        bar = self.bar(at)
        return QPointF(bar.right() + DOT * theme().scale, bar.center().y())

    def part_at(self, spot: QPointF, at: int) -> str:
        """What of a row's bar lies under a point: start, end, whole, link or nothing."""
        bar = self.bar(at)
        scale = theme().scale
        dot = self.dot(at) - spot
        if abs(dot.x()) <= 8 * scale and abs(dot.y()) <= 10 * scale:
            return "link"
        near = bar.adjusted(-3, -4, 3, 4)
        if not near.contains(spot):
            return ""
        timed = self.rows[at].slot.timed
        if timed and spot.x() >= bar.right() - min(GRAB * scale, bar.width() / 3):
            return "end"
        if timed and spot.x() <= bar.left() + min(GRAB * scale, bar.width() / 3):
            return "start"
        return "whole"

    def tip_at(self, spot: QPointF) -> str:
        """The sentence about the action or the target under a point."""
        at = self.row_at(spot.y())
        if at >= 0:
            return self.rows[at].tip
        near = (t for t in self.targets if abs(self.axis.after(t.day) - spot.x()) < 10)
        return next((t.tip for t in near), "") if spot.y() < self.head else ""
