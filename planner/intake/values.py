"""Values: numbers, shares, dates and yes or no as they stand in foreign files; strict, never a silent guess."""

import datetime as dt
import math
import re
from collections.abc import Iterable

from planner.intake.cells import Cell, Decimal
from planner.intake.names import folded
from planner.language import parse_date

_BLANKS = re.compile(r"[\s\u00a0\u202f\u2009'’]")
CURRENCY = r"(?:[A-Z]{1,2}\$|[$€£¥¢¤₣₦₩₪₫₱₴₵₸₹₺₽₿฿]|[A-Z]{3}|kr|Kr|Kč|zł|Ft|Fr|SFr|Rs|lei|лв|руб)\.?"
"""A sign or code of a currency, as both our own patterns and those of the engine read it."""
SIGNED = rf"^([-+(]?)(?:{CURRENCY})?([-+(]?)([0-9].*?|[.,][0-9].*?)([-)]?)(?:{CURRENCY})?([-)]?)$"
"""A number without blanks: its signs in the first, second, fourth and fifth group, the number alone in the third."""
LESS = ("-", "()")
MORE = ("", "+")
"""What the signs together say: less than zero, or not; anything else is no number."""
_SIGNED = re.compile(SIGNED)
_SCALES = {"k": 1e3, "K": 1e3, "M": 1e6}
_GROUPED = {
    ".": re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)?(?:\.[0-9]*)?(?:[eE][+-]?[0-9]{1,3})?"),
    ",": re.compile(r"(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)?(?:,[0-9]*)?(?:[eE][+-]?[0-9]{1,3})?"),
}


def read_number(text: str, decimal: Decimal) -> float:
    """The number that a text says with that decimal sign; raises ValueError for anything in doubt.

    Thousands may be parted, a currency sign may stand at an end, k and M multiply, brackets mean less than zero.
    """
    clean = _BLANKS.sub("", text.strip().replace("\u2212", "-"))
    found = _SIGNED.match(clean)
    signs = "".join(found.group(1, 2, 4, 5)) if found else "?"
    clean = found[3] if found else ""
    scale = _SCALES.get(clean[-1:], 1.0)
    clean = clean[:-1] if clean[-1:] in _SCALES else clean
    if signs not in (*LESS, *MORE) or not _GROUPED[decimal].fullmatch(clean):
        raise ValueError(text)
    plain = clean.replace(",", "") if decimal == "." else clean.replace(".", "").replace(",", ".")
    value = float(plain) * scale
    if not math.isfinite(value):
        raise ValueError(text)
    return -value if signs in LESS else value


def number_of(cell: Cell, decimal: Decimal) -> float | None:
    """The number in a cell, None where it is empty; raises ValueError where it holds something else."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool | dt.date):
        raise ValueError(str(cell))
    if isinstance(cell, str):
        return read_number(cell, decimal)
    return float(cell)


_SURE = {
    ",": re.compile(r"[0-9],(?:[0-9]{1,2}|[0-9]{4,})\D*$|[0-9]\.[0-9]{3},[0-9]|\b0,[0-9]+"),
    ".": re.compile(r"[0-9]\.(?:[0-9]{1,2}|[0-9]{4,})\D*$|[0-9],[0-9]{3}\.[0-9]|\b0\.[0-9]+"),
}
_NUMERIC = re.compile(r"^[^0-9A-Za-z]{0,4}[0-9][0-9\s\u00a0\u202f'.,]*\s*[^0-9\s]{0,4}$")
_IN_DOUBT = re.compile(r"(?<![0-9])[1-9][0-9]{0,2}([.,])[0-9]{3}(?![0-9])")


_DOTTED_DATE = re.compile(r"\s*(?:[0-9]{1,2}\.[0-9]{1,2}\.(?:[0-9]{4}|[0-9]{2})|[0-9]{4}\.[0-9]{1,2}\.[0-9]{1,2})\s*")
_WHOLE_AS_FRACTION = re.compile(r"\s*-?[0-9]+[.,]0\s*")


def guess_decimal(texts: Iterable[str], delimiter: str = "") -> tuple[Decimal, str]:
    """The decimal sign of some texts, and one of them that decided nothing and reads differently with the other."""
    known, doubt = _evidence(texts)
    if known:
        return known, ""
    if len(doubt) == 1:
        # A sign that only ever stands before three digits parts thousands.
        return ("." if "," in doubt else ","), next(iter(doubt.values()))
    return ("," if delimiter == ";" else "."), ""


def proven_decimal(texts: Iterable[str]) -> Decimal | None:
    """The decimal sign that most of some texts prove; None where they prove none."""
    return _evidence(texts)[0]


def _evidence(texts: Iterable[str]) -> tuple[Decimal | None, dict[str, str]]:
    """The sign that numbers prove, and for each sign a number that proves none. Dates with points are no numbers."""
    sure = {",": 0, ".": 0}
    # 12923.0 may be a customer as a program writes it: it counts where nothing else does.
    weak = {",": 0, ".": 0}
    doubt: dict[str, str] = {}
    for text in texts:
        if not _NUMERIC.match(text) or _DOTTED_DATE.fullmatch(text):
            continue
        count = weak if _WHOLE_AS_FRACTION.fullmatch(text) else sure
        for sign, pattern in _SURE.items():
            count[sign] += bool(pattern.search(text))
        if found := _IN_DOUBT.search(text):
            doubt.setdefault(found[1], text)
    for count in (sure, weak):
        if count[","] != count["."]:
            return ("," if count[","] > count["."] else "."), doubt
    return None, doubt


_DAY = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")


def read_date(text: str, day_first: bool | None = None) -> dt.date:
    """The date that a text says; raises ValueError, also where day and month could be either way round."""
    match = _DAY.fullmatch(text.strip())
    if match is None:
        return parse_date(text.strip())
    one, two, year = map(int, match.groups())
    if one <= 12 and two <= 12 and one != two and day_first is None:
        raise ValueError(text)
    first = day_first if day_first is not None else one > 12 or one == two
    return dt.date(year, two, one) if first else dt.date(year, one, two)


_YES = frozenset(("yes", "y", "oui", "o", "true", "vrai", "x", "1", "vip", "✓"))
_NO = frozenset(("no", "n", "non", "false", "faux", "0", "-", "–"))


def flag_of(cell: Cell) -> bool | None:
    """Yes or no, None where the cell is empty; raises ValueError where it says neither."""
    if cell is None or cell == "" or isinstance(cell, bool):
        return cell if isinstance(cell, bool) else None
    word = folded(f"{cell:g}" if isinstance(cell, float) else str(cell))
    if word in _YES or word in _NO:
        return word in _YES
    raise ValueError(str(cell))


def text_of(cell: Cell) -> str:
    """A cell as text: whole numbers without a fraction, dates as ISO writes them."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return cell
