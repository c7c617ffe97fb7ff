"""Splits: what to call the customers with each value of a column that splits segments.

Values that differ in case, accents or blanks only are one. A column of many numbers, or of dates by their years, is cut
into fifths; a column of many other values splits nobody.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise

from planner.intake.cells import Decimal
from planner.intake.cleaning import one_line
from planner.intake.errors import UnreadableError
from planner.intake.names import folded
from planner.intake.values import read_number
from planner.language import _, named, number, short_number

MOST_PARTS = 200
MOST_VALUES = 500_000
"""So many different values are looked at."""
FEW = 12
"""So many different numbers may be names, as 1 to 10 of a score; more of them are measures, and cut into fifths."""
_LONGEST = 120
_FIFTHS = 5
_SIGNS = re.compile(r"[\W_]+")
_YEAR = re.compile(
    r"(?:\d{1,2}[./-]\d{1,2}[./-])?((?:1[89]|20)\d\d)(?:[./-]\d{1,2}(?:[./-]\d{1,2})?)?(?:[ T]\d.*)?", re.ASCII
)
_UNKNOWN = frozenset(
    (
        *("", "na", "n a", "nan", "null", "nil", "blank", "missing", "missing value", "unknown", "not known"),
        *("not available", "not stated", "no answer", "no response", "prefer not to say", "undefined", "unspecified"),
        *("sans reponse", "pas de reponse", "non renseigne", "non renseignee", "inconnu", "inconnue", "vide", "nr"),
        *("keine angabe", "k a", "unbekannt", "sin respuesta", "desconocido"),
    )
)
"""What says that nobody knows, without case and signs."""


def split_names(counts: Mapping[str, int], decimal: Decimal, heading: str, source: str) -> dict[str, str]:
    """The name of the part that each value belongs to, nothing where it says nothing; parts stand in their order.

    ``counts`` are the customers with each value. Raises UnreadableError where there are too many parts.
    """
    spelled: dict[str, tuple[int, str]] = {}
    many: Counter[str] = Counter()
    for value, count in counts.items():
        if not says_unknown(value):
            key = folded(value)
            spelled[key] = max(spelled.get(key, (0, "")), (count, one_line(value, _LONGEST)))
            many[key] += count
    if len(spelled) > FEW:
        measures = {value: n for value in counts if (n := _measure(value, decimal)) is not None}
        known = sum(count for value, count in counts.items() if folded(value) in spelled)
        if sum(counts[value] for value in measures) >= 0.95 * known:
            return _in_fifths(counts, measures, heading)
    if len(spelled) > MOST_PARTS:
        raise too_many_parts(heading, source, len(spelled))
    often = sorted(counts, key=lambda value: (-many[folded(value)], value))
    return {value: spelled[folded(value)][1] if folded(value) in spelled else "" for value in often}


def too_many_parts(heading: str, source: str, count: int) -> UnreadableError:
    """What to tell of a column that holds too many values."""
    text = _("“{column}” of “{name}” holds {count} values: too many to split segments by. At most {limit} fit.")
    column = one_line(heading, _LONGEST)
    return UnreadableError(text.format(name=source, column=column, count=number(count), limit=MOST_PARTS))


def says_unknown(value: str) -> bool:
    """Whether a value says that nobody knows; signs alone do."""
    return _SIGNS.sub(" ", folded(value)).strip() in _UNKNOWN


def _measure(value: str, decimal: Decimal) -> float | None:
    """The number that a value says, or the year of the date that it says."""
    if match := _YEAR.fullmatch(value.strip()):
        return float(match[1])
    try:
        return read_number(value.strip().removesuffix("%"), decimal)
    except ValueError:
        return None


def _in_fifths(counts: Mapping[str, int], measures: Mapping[str, float], heading: str) -> dict[str, str]:
    """The spans that hold a fifth of the customers each, as far as equal values let them."""
    row = sorted((measure, counts[value]) for value, measure in measures.items())
    everyone = sum(count for _measure, count in row)
    limits: list[float] = []
    seen = 0
    for measure, count in row:
        before, seen = seen, seen + count
        if any(before * _FIFTHS < fifth * everyone <= seen * _FIFTHS for fifth in range(1, _FIFTHS)):
            limits.append(measure)
    years = all(1800 <= measure < 2100 for measure, _count in row)
    # A limit is somebody's own value: it is rounded, so that no number of a customer is told.
    rounded = {limit if years else float(f"{limit:.3g}") for limit in limits}
    tops = sorted({limit for limit in rounded if limit < row[-1][0]} | {row[-1][0]})
    whole = all(measure.is_integer() for measure, _count in row)
    say = _year if years else _number
    words = {tops[0]: _("up to {high}").format(high=say(tops[0])) if len(tops) > 1 else _("any")}
    for low, high in pairwise(tops):
        words[high] = _span(say(low + 1 if whole else low), say(high), whole, high == tops[-1])
    names = {top: named(heading, said) for top, said in words.items()}
    rising = sorted(counts, key=lambda value: measures.get(value, math.inf))
    return {
        value: names[next(top for top in tops if measures[value] <= top)] if value in measures else ""
        for value in rising
    }


def _span(low: str, high: str, whole: bool, last: bool) -> str:
    if last:
        return (_("from {low}") if whole else _("more than {low}")).format(low=low)
    if whole:
        return low if low == high else f"{low}–{high}"
    return _("more than {low}, up to {high}").format(low=low, high=high)


def _number(value: float) -> str:
    return short_number(value, 2)


def _year(value: float) -> str:
    return f"{value:.0f}"
