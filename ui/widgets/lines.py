"""Lines: words wrapped into a few lines and elided at the end, for what we paint ourselves."""

import re
from functools import lru_cache

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.guard import guarded
from ui.plain import plain_tip
from ui.theme import theme
from ui.widgets.text import Words

_BREAKS = re.compile(r"[ \t\r\n]+")
"""Where a line may end; a no-break space holds its words together."""


@lru_cache(maxsize=4096)
def _wrapped(words: str, width: int, lines: int, style: str, _scale: float) -> tuple[str, ...]:
    metrics = QFontMetrics(theme().font(style))
    out: list[str] = []
    rest = [word for word in _BREAKS.split(words) if word]
    while rest and len(out) < lines:
        if len(out) == lines - 1:
            out.append(_cut(metrics, " ".join(rest), width))
            break
        count = 1
        while count < len(rest) and metrics.horizontalAdvance(" ".join(rest[: count + 1])) <= width:
            count += 1
        out.append(_cut(metrics, " ".join(rest[:count]), width))
        rest = rest[count:]
    return tuple(out)


def _cut(metrics: QFontMetrics, words: str, width: int) -> str:
    # Qt elides words that are a fraction of a pixel too wide, although they are not by its own whole pixels.
    if metrics.horizontalAdvance(words) <= width:
        return words
    return metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)


def wrapped(words: str, width: float, lines: int = 2, style: str = "body") -> tuple[str, ...]:
    """The words in at most so many lines of a type style; the last is elided where they do not fit."""
    return _wrapped(words, max(int(width), 1), lines, style, theme().scale)


def draw_lines(
    painter: QPainter,
    rect: QRectF,
    words: str,
    style: str = "body",
    role: str = "text.primary",
    lines: int = 2,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> int:
    """Words from the top of a rectangle down, wrapped; how many lines they took."""
    painter.setFont(theme().font(style))
    painter.setPen(theme().color(role))
    height = theme().line(style)
    parts = wrapped(words, rect.width(), lines, style)
    for at, part in enumerate(parts):
        spot = QRectF(rect.left(), rect.top() + at * height, rect.width() + 1, height)
        painter.drawText(spot, align | Qt.AlignmentFlag.AlignVCenter, part)
    return len(parts)


@guarded
class ElidedWords(Words):
    """One line of words that gives way: elided where there is no room, with the whole as its tooltip then."""

    def __init__(
        self, text: str = "", style: str = "body", role: str = "text.primary", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, style, role, parent)

    def minimumSizeHint(self) -> QSize:
        return QSize(round(24 * theme().scale), super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(theme().color(self.role))
        area = self.contentsRect()
        fit = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, area.width())
        tip = plain_tip(self.text()) if fit != self.text() else ""
        if self.toolTip() != tip:
            self.setToolTip(tip)
        painter.drawText(area, self.alignment() | Qt.AlignmentFlag.AlignVCenter, fit)
