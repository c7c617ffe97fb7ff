"""Text as a cell can hold it: no sign that the format refuses, no more than fits, and never a formula."""

import re

from planner.intake.cleaning import clean_text
from planner.language import _

LONGEST = 32_767
"""UTF-16 units of a cell; a spreadsheet program repairs a file that has more."""

_FORMULA = ("=", "+", "-", "@", "\t")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_HEAD = str.maketrans(
    {"[": "(", "]": ")", "#": "\uff03", "'": "\u2019", "@": "\uff20", '"': "\u201d", "\n": " ", "\t": " "}
)
"""Signs that mean something in a formula's name of a column, and what stands for them."""


def cell_text(words: str) -> str:
    """The words as they go into a cell, cut with a note where they are longer than a cell can be."""
    clean = clean_text(words)[0]
    if _units(clean) > LONGEST:
        note = " " + _("(cut: a cell holds no more)")
        clean = _first(clean, LONGEST - _units(note)) + note
    return clean


def escaped(words: str) -> str:
    """The words as the file writes them: what looks like one of its escapes is no escape."""
    return _ESCAPE.sub("_x005F_", words)


def looks_like_formula(words: str) -> bool:
    """Whether a spreadsheet could take the words for a formula if someone edits the cell."""
    return words.startswith(_FORMULA)


def head_text(words: str, longest: int = 120) -> str:
    """The words as the head of a table's column: one line, without the signs that formulas need themselves."""
    clean = _ESCAPE.sub("-", " ".join(clean_text(words)[0].translate(_HEAD).split()))
    return clean if len(clean) <= longest else clean[: longest - 1].rstrip() + "…"


def _units(words: str) -> int:
    return len(words) + sum(c > "\uffff" for c in words)


def _first(words: str, units: int) -> str:
    """The beginning of the words that takes at most so many UTF-16 units."""
    out = words[:units]
    while _units(out) > units:
        out = out[: len(out) - (_units(out) - units + 1) // 2]
    return out
