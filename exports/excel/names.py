"""Names: of sheets and of columns, as a spreadsheet takes them, and each only once."""

import re
from collections.abc import Iterable

from exports.excel.text import head_text
from planner.intake.cleaning import clean_text
from planner.language import _

LONGEST_SHEET = 31

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]+")
_RESERVED = {"history", "historique"}


def sheet_names(wanted: Iterable[str]) -> list[str]:
    """The names of sheets: at most 31 signs, none that is forbidden, and unique whatever the case."""
    taken: set[str] = set()
    out = []
    for words in wanted:
        plain = " ".join(_FORBIDDEN.sub(" ", clean_text(words)[0]).split()).strip("' ") or _("Sheet")
        plain = plain + "_" if plain.casefold() in _RESERVED else plain
        out.append(_unique(plain, taken, LONGEST_SHEET))
    return out


def column_heads(wanted: Iterable[str]) -> list[str]:
    """The heads of a table's columns: none empty, and unique whatever the case."""
    taken: set[str] = set()
    return [_unique(head_text(words) or _("Column"), taken, 130) for words in wanted]


def _unique(words: str, taken: set[str], longest: int) -> str:
    name, count = _cut(words, longest), 1
    while name.casefold() in taken:
        count += 1
        ending = f" ({count})"
        name = _cut(words, longest - len(ending)) + ending
    taken.add(name.casefold())
    return name


def _cut(words: str, units: int) -> str:
    """The beginning of the words that takes at most so many UTF-16 units, as programs count."""
    out = words[:units]
    while len(out.encode("utf-16-le")) // 2 > units:
        out = out[:-1]
    return out.rstrip("' ") or "_"
