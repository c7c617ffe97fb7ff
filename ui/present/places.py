"""Where the parts of a slide lie on a display: head, question, picture, answers and foot."""

from dataclasses import dataclass

from PySide6.QtCore import QRect
from PySide6.QtGui import QFont

from ui.present.foot import HIGH, MARGIN
from ui.present.slides import Slide
from ui.present.type import balanced, font, wrapped_height

_HEAD_TOP, _HEAD_HIGH = 24, 56
_QUESTION_TOP = 128
_COLUMN, _GUTTER = 628, 88
_NARROW_COLUMN, _NARROW_GUTTER = 500, 52
"""The column of answers and what parts it from the picture; narrower beside a wide picture."""
_AIR = 52
"""What lies between the question and the picture, and between the picture and the foot."""
_SIZES = (64, 58, 52, 46)
"""The sizes of a question: the largest is taken in which it has few lines."""


@dataclass(frozen=True, slots=True)
class Places:
    """The rectangles of a slide, and the font of its question."""

    head: QRect
    question: QRect
    font: QFont
    picture: QRect
    column: QRect
    foot: QRect


def places(width: int, height: int, scale: float, slide: Slide, column: bool) -> Places:
    """The places of a slide; ``column`` says whether the answers stand beside its picture."""

    def px(units: float) -> int:
        return round(units * scale)

    margin, foot, top = px(MARGIN), height - px(HIGH), px(_QUESTION_TOP)
    inner = width - 2 * margin
    beside, gutter = (_NARROW_COLUMN, _NARROW_GUTTER) if slide.wide else (_COLUMN, _GUTTER)
    wide = min(px(beside), round(inner * 0.36))
    left = inner - wide - px(gutter) if column else inner
    made, high = _question_font(slide.question, left, scale, 1 if slide.wide and not column else 2)
    below = top + high + px(_AIR)
    return Places(
        head=QRect(margin, px(_HEAD_TOP), inner, px(_HEAD_HIGH)),
        question=QRect(margin, top, balanced(slide.question, made, left), high),
        font=made,
        picture=QRect(margin, below, left, max(8, foot - px(_AIR) - below)),
        column=QRect(width - margin - wide, top + px(12), wide, foot - top - px(24)),
        foot=QRect(0, foot, width, height - foot),
    )


def _question_font(words: str, width: int, scale: float, lines: int) -> tuple[QFont, int]:
    """The largest font in which a question has so many lines, or else one more; and how high it is then."""
    for most, sizes in ((lines, _SIZES), (lines + 1, _SIZES[1:])):
        for size in sizes:
            made = font("question", scale, size=size)
            high = wrapped_height(words, made, width)
            if high <= (most + 0.4) * size * 1.25 * scale:
                return made, high
    return made, high
