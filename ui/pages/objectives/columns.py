"""The columns of the objectives: where each part of a row stands, for a width; heads and rows share them."""

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRect

from ui.theme import theme

NO_TREND = 900
"""A page narrower than this shows no trend."""
NO_SEGMENTS = 820
"""On a page narrower than this the segments stand under the statement."""
ROW = 84
PAD = 13
LEVER = 16
"""The height of the lever's line."""
GAP = 4
_GRIP, _RANK, _WORDS = 8, 24, 57
_MORE, _WEIGHT, _TREND, _KPI, _CHIPS = (35, 28), (97, 56), (188, 76), (401, 196), (569, 156)
"""From the right edge: where a column begins, and how wide it is."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The rectangles of a row's parts over its whole height; ``None`` where a column is hidden."""

    grip: QRect
    rank: QRect
    words: QRect
    segments: QRect | None
    kpi: QRect
    trend: QRect | None
    weight: QRect
    more: QRect


def columns(width: int, height: int, page: int) -> Columns:
    """The columns of a row of that size on a page of that width."""
    return _columns(width, height, page, theme().scale)


@lru_cache(maxsize=256)
def _columns(width: int, height: int, page: int, scale: float) -> Columns:
    trend, segments = page >= NO_TREND * scale, page >= NO_SEGMENTS * scale
    gained = 0 if trend else _KPI[0] - _TREND[0] - _KPI[1] + _TREND[1]

    def at(column: tuple[int, int], moved: int = 0) -> QRect:
        left = width - round((column[0] - moved) * scale)
        return QRect(left, 0, round(column[1] * scale), height)

    def left(x: int, wide: int) -> QRect:
        return QRect(round(x * scale), 0, round(wide * scale), height)

    kpi, chips = at(_KPI, gained), at(_CHIPS, gained)
    start = round(_WORDS * scale)
    end = (chips if segments else kpi).left() - round(24 * scale)
    return Columns(
        left(_GRIP, 14),
        left(_RANK, 30),
        QRect(start, 0, max(end - start, 40), height),
        chips if segments else None,
        kpi,
        at(_TREND) if trend else None,
        at(_WEIGHT),
        at(_MORE),
    )
