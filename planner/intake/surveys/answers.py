"""Answers: what a cell of a survey says on its scale, in numbers, in words or in both; or that it says nothing."""

import datetime as dt
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import resources
from planner.intake.cells import Cell, Decimal
from planner.intake.names import folded
from planner.intake.values import read_number, text_of
from planner.objectives.metrics import SurveyKind

Why = Literal["empty", "no_answer", "named", "outside", "unread"]
"""Why a cell is no answer: nothing in it, words for that, a code someone named, off the scale, not understood."""

_SIGNS = re.compile(r"[\W_]+")
_LABELLED = re.compile(
    r"\s*([0-9]{1,2})\s*(?:[-–—:=.)\]]|\s)\s*([^\d\s].*)|\s*(\D*[^\d\s\-–−.,/])\s*[(\[=:]\s*([0-9]{1,2})\s*[)\]]?\s*"
)
_OUT_OF = re.compile(r"\s*([0-9]{1,2}(?:[.,][0-9]+)?)\s*(?:/|out of|of|sur|von|de)\s*([0-9]{1,3})\s*", re.IGNORECASE)
_LONGEST_LABEL = 60
_STARS = re.compile(r"\s*([★⭐*]+)[☆\s\ufe0f]*")


@dataclass(frozen=True, slots=True)
class Scale:
    """The lowest and the highest answer, and the words for each where answers come in words (an index of a family)."""

    lowest: float = 1
    highest: float = 5
    family: int = -1

    def holds(self, value: float) -> bool:
        """Whether a number is an answer."""
        return self.lowest <= value <= self.highest


NPS_SCALE = Scale(0, 10)


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """A cell that is no answer, and why."""

    why: Why
    text: str = ""


def plain(text: str) -> str:
    """Words without case, accents and signs, to compare them."""
    return _SIGNS.sub(" ", folded(text.replace("’", "'"))).strip()


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """The words of surveys: for no answer, for the answers of usual scales, and in headings."""
    found: dict[str, Any] = json.loads(resources.text("headings/survey.json"))
    return found


@lru_cache(maxsize=1)
def no_answer() -> frozenset[str]:
    """The words that say that nothing was answered."""
    return frozenset(words()["no_answer"])


def says_nothing(text: str) -> bool:
    """Whether words say that nothing was answered, perhaps in two ways: ``never used / not applicable``."""
    if len(text) > _LONGEST_LABEL:
        return False
    return (
        all(_is_nothing(plain(part)) for part in re.split(r"[/,]", text) if plain(part)) or plain(text) in no_answer()
    )


def _is_nothing(said: str) -> bool:
    return said in no_answer() or any(
        said.startswith(f"{words} ") for words in no_answer() if " " in words and len(words) > 7
    )


@lru_cache(maxsize=1)
def families() -> tuple[dict[str, int], ...]:
    """The usual scales in words: each word with its level, from 1 as the worst."""
    return tuple({word: at for at, said in enumerate(levels, 1) for word in said} for levels in words()["families"])


def levels_of(family: int) -> int:
    """How many levels a scale in words has."""
    return max(families()[family].values())


class AnswerReader:
    """Reads the cells of one question on a scale; ``missing`` are codes that a person named as no answer."""

    def __init__(self, kind: SurveyKind, scale: Scale, decimal: Decimal, missing: Iterable[str] = ()) -> None:
        self.kind, self.scale, self.decimal = kind, scale, decimal
        self._named = frozenset(_code(text) for text in missing)
        self._known: dict[Cell, float | NoAnswer] = {}

    def read(self, cell: Cell) -> float | NoAnswer:
        """The answer in a cell, else why it is none."""
        try:
            return self._known[cell]
        except KeyError:
            found = self._read(cell)
            if len(self._known) < 10_000:
                self._known[cell] = found
            return found

    def _read(self, cell: Cell) -> float | NoAnswer:
        text = " ".join(text_of(cell).split())
        if _code(text) in self._named:
            return NoAnswer("named", text)
        if not text:
            return NoAnswer("empty")
        value = self._number(cell, text)
        if value is not None:
            whole = self.kind != "nps" or value.is_integer()
            return value if whole and self.scale.holds(value) else NoAnswer("outside", text)
        said = plain(text)
        if says_nothing(text):
            return NoAnswer("no_answer", text)
        level = families()[self.scale.family].get(said) if self.scale.family >= 0 else None
        if level is None:
            return NoAnswer("unread", text)
        # An effort in words is counted from 1 as the least.
        return float(levels_of(self.scale.family) + 1 - level if self.kind == "ces" else level)

    def _number(self, cell: Cell, text: str) -> float | None:
        if isinstance(cell, bool | dt.date):
            return float(cell) if isinstance(cell, bool) else None
        value = number_in(text, self.decimal)
        if value is None and (match := _OUT_OF.fullmatch(text)) and float(match[2]) == self.scale.highest:
            value = float(match[1].replace(",", "."))
        return value


def _code(text: str) -> str:
    """A code as it is compared: the number it says, else its words; signs alone stand for themselves."""
    value = number_in(text, ".")
    return f"{value:g}" if value is not None else plain(text) or text.strip()


def number_in(text: str, decimal: Decimal) -> float | None:
    """The number that an answer says: alone, with its label, or as stars."""
    try:
        return read_number(text, decimal)
    except ValueError:
        pass
    if found := label_in(text):
        return float(found[0])
    if stars := _STARS.fullmatch(text):
        return float(len(stars[1]))
    return None


def label_in(text: str) -> tuple[int, str] | None:
    """The number and the words of an answer that has both, such as ``5 - Very satisfied``."""
    match = _LABELLED.fullmatch(text) if len(text) <= _LONGEST_LABEL else None
    if match is None:
        return None
    return int(match[1] or match[4]), plain(match[2] or match[3])


@dataclass(frozen=True, slots=True)
class Look:
    """What the cells of a column look like: its answers in numbers, in words, and the labels of numbers."""

    filled: int
    numbers: Counter[float]
    said: Counter[str]
    labels: dict[float, str]
    other: int


def look_at(cells: Sequence[Cell], decimal: Decimal, missing: Iterable[str] = ()) -> Look:
    """What the cells of a column look like, those named as no answer left aside."""
    named = frozenset(_code(text) for text in missing)
    look = Look(0, Counter(), Counter(), {}, 0)
    other = filled = 0
    for text, count in Counter(" ".join(text_of(cell).split()) for cell in cells).items():
        said = plain(text)
        if _code(text) in named or (number_in(text, decimal) is None and says_nothing(text)):
            continue
        filled += count
        value = number_in(text, decimal)
        if value is None and (match := _OUT_OF.fullmatch(text)):
            value = float(match[1].replace(",", "."))
        if value is not None:
            look.numbers[value] += count
            if found := label_in(text):
                look.labels[value] = found[1]
        elif len(text) <= 60:
            look.said[said] += count
        else:
            other += count
    return Look(filled, look.numbers, look.said, look.labels, other)


def family_of(said: Counter[str]) -> int:
    """The scale in words that reads the most of some answers, -1 where none reads half of them."""
    best, most = -1, sum(said.values()) / 2
    for at, family in enumerate(families()):
        read = sum(count for word, count in said.items() if word in family)
        if read > most:
            best, most = at, read
    return best


def reaches_ten(numbers: Mapping[float, int]) -> bool:
    """Whether answers are on a scale up to ten, rather than on one up to five with codes above it."""
    upper = [count for value, count in numbers.items() if 6 <= value <= 10]
    all_of_them = sum(count for value, count in numbers.items() if 0 <= value <= 10)
    return len(upper) >= 3 and sum(upper) > 0.25 * all_of_them and max(v for v in numbers if v <= 10) >= 9


def guess_scale(kind: SurveyKind, look: Look) -> Scale:
    """The scale that the answers of a column seem to be on."""
    if kind == "nps":
        return NPS_SCALE
    family = family_of(look.said) if look.said else -1
    numbers = {value for value in look.numbers if value.is_integer()}
    if family >= 0 and sum(look.said.values()) >= sum(look.numbers.values()):
        return Scale(1, levels_of(family), family)
    if {6, 7} <= numbers and not numbers & {8, 9, 10}:
        return Scale(1, 7, family)
    if reaches_ten(look.numbers):
        return Scale(0 if 0 in numbers else 1, 10, family)
    if numbers and numbers <= {0, 1}:
        return Scale(0, 1, family)
    return Scale(1, 5, family)


def seems_turned(kind: SurveyKind, look: Look) -> bool:
    """Whether labels say that the numbers run against the kind: 1 for very satisfied, or 5 for very easy."""
    family = family_of(Counter(look.labels.values())) if look.labels else -1
    if kind == "nps" or family < 0:
        return False
    levels = [(value, families()[family][word]) for value, word in look.labels.items() if word in families()[family]]
    (low, worst), (high, best) = min(levels), max(levels)
    if low == high or worst == best:
        return False
    return (best > worst) == (kind == "ces")
