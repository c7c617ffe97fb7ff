"""How wide words are in the bundled font, without Qt and without a PDF: the same answer for every painter."""

from functools import lru_cache
from typing import Any

import resources

_FILES = {400: "Inter-Regular", 500: "Inter-Medium", 600: "Inter-SemiBold", 700: "Inter-Bold"}
_MEASURED_AT = 100


@lru_cache(maxsize=8)
def _font(weight: int) -> Any:
    from PIL import ImageFont

    file = resources.path(f"fonts/{_FILES.get(weight, 'Inter-Regular')}.ttf")
    return ImageFont.truetype(str(file), _MEASURED_AT, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=8192)
def width(words: str, size: float = 12.0, weight: int = 400) -> float:
    """The width of one line of words, in the unit of ``size``."""
    return float(_font(weight).getlength(words)) * size / _MEASURED_AT if words else 0.0


def elided(words: str, room: float, size: float = 12.0, weight: int = 400) -> str:
    """The words, cut with an ellipsis where they do not fit into the room."""
    if width(words, size, weight) <= room:
        return words
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        if width(words[:middle].rstrip() + "…", size, weight) <= room:
            low = middle
        else:
            high = middle - 1
    return words[:low].rstrip() + "…"


def wrapped(words: str, room: float, size: float = 12.0, weight: int = 400, lines: int = 2) -> list[str]:
    """The words in at most so many lines; the last one is cut with an ellipsis where they do not fit."""
    out: list[str] = []
    rest = words.split()
    while rest and len(out) < lines:
        if len(out) == lines - 1:
            out.append(elided(" ".join(rest), room, size, weight))
            break
        count = 1
        while count < len(rest) and width(" ".join(rest[: count + 1]), size, weight) <= room:
            count += 1
        out.append(elided(" ".join(rest[:count]), room, size, weight))
        rest = rest[count:]
    return out
