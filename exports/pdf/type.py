"""Type on paper: the styles of words, where their baselines lie, and words broken into lines."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from exports.figures.on_paper import printable, text_width

_ASCENT, _DESCENT = 0.969, 0.241
"""Of Inter, as shares of the size."""


@dataclass(frozen=True, slots=True)
class Style:
    """How words are set: font, size and line height in units of the page, colour role and tracking."""

    font: str
    size: float
    line: float
    colour: str = "text.primary"
    tracking: float = 0.0
    """What each letter takes more, as a share of the size."""

    @property
    def base(self) -> float:
        """How far under the top of its line the baseline lies."""
        return self.line / 2 + self.size * (_ASCENT - _DESCENT) / 2

    def coloured(self, colour: str) -> "Style":
        """The same style in another colour."""
        return replace(self, colour=colour)

    def weighing(self, font: str) -> "Style":
        """The same style in another font."""
        return replace(self, font=font)


TITLE = Style("Display-600", 30, 37, tracking=-0.018)
NAME = Style("Display-600", 36, 43, tracking=-0.02)
LEAD = Style("Inter-400", 14, 21, "text.secondary")
HEADING = Style("Inter-600", 13, 20)
MINOR = Style("Inter-600", 12, 18)
BODY = Style("Inter-400", 12.5, 19)
NOTE = Style("Inter-400", 11.5, 16.5)
SMALL = Style("Inter-400", 11, 16, "text.tertiary")
LABEL = Style("Inter-400", 11, 15, "text.tertiary")
FIGURE = Style("Display-600", 22.5, 28, tracking=-0.012)
OUTCOME = Style("Display-600", 22, 28, tracking=-0.012)
CHIP = Style("Inter-500", 11.5, 23, "accent.text")
KICKER = Style("Inter-600", 12.5, 18, "accent.text")
HEAD = Style("Inter-500", 10.5, 14, "text.tertiary")
CELL = Style("Inter-400", 11.5, 16)
FRAME = Style("Inter-500", 12.5, 16, "text.secondary")
FOOT = Style("Inter-400", 10.5, 14, "text.tertiary")


def width(words: str, style: Style) -> float:
    """How wide words are, unkerned and so rather too wide than too narrow."""
    return text_width(words, style.font, style.size) + style.tracking * style.size * len(words)


def lines_of(words: str, style: Style, room: float, most: int = 0) -> list[str]:
    """The words broken into lines that fit; a word that is too long is broken itself.

    With ``most`` there are at most so many lines, the last one ending in an ellipsis where words are left.
    """
    out: list[str] = []
    for paragraph in printable_lines(words):
        out.extend(_broken(paragraph, style, room, most + 1 - len(out) if most else 0))
        if most and len(out) > most:
            return [*out[: most - 1], _cut(out[most - 1] + " " + out[most], style, room)]
    return out


def printable_lines(words: str) -> list[str]:
    """The lines that the words have of themselves, as they can be printed; blank ones are left out."""
    return [printable(line) for line in words.splitlines() if line.strip()]


def _broken(words: str, style: Style, room: float, enough: int) -> Iterable[str]:
    space = width(" ", style)
    line: list[str] = []
    wide, count = 0.0, 0
    for word in words.split(" "):
        if not word:
            continue
        for part in _parts(word, style, room):
            needed = width(part, style)
            if line and wide + space + needed > room:
                yield " ".join(line)
                count += 1
                if enough and count >= enough:
                    return
                line, wide = [], 0.0
            wide += needed + (space if line else 0.0)
            line.append(part)
    if line:
        yield " ".join(line)


def _parts(word: str, style: Style, room: float) -> Iterable[str]:
    """A word in parts that fit into a line; measured letter by letter, so that any length takes no longer."""
    if len(word) < 12 or width(word, style) <= room:
        yield word
        return
    start, wide = 0, 0.0
    for at, letter in enumerate(word):
        more = width(letter, style)
        if wide + more > room and at > start:
            yield word[start:at]
            start, wide = at, 0.0
        wide += more
    yield word[start:]


def _cut(words: str, style: Style, room: float) -> str:
    """The words with an ellipsis at their end, as many as fit."""
    words = words[:600]
    while words and width(words + "…", style) > room:
        words = words[:-1].rstrip()
    return words + "…"


def balanced(words: str, style: Style, room: float, most: int = 0) -> list[str]:
    """The words in as few lines as they need, of about the same length: for titles."""
    lines = lines_of(words, style, room, most)
    if len(lines) < 2 or len(lines) > 3:
        return lines
    low, high = room / len(lines), room
    while high - low > 4:
        middle = (low + high) / 2
        if len(lines_of(words, style, middle, most)) > len(lines):
            low = middle
        else:
            high = middle
    return lines_of(words, style, high, most)
