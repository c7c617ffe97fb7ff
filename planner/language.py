"""Language: translated text for the interface and for documents, and numbers, money and dates as people write them.

The language is a context variable, so that a job can write a French report while the window stays English.
"""

import datetime as dt
import gettext as _gettext
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

import resources

LANGUAGES = {"en": "English", "fr": "Français"}

NBSP = "\u00a0"
NARROW = "\u202f"
MINUS = "\u2212"

_chosen = "en"
_context: ContextVar[str] = ContextVar("language", default="")


def set_language(code: str) -> None:
    """Makes a language that of the interface; an unknown one counts as English."""
    global _chosen
    _chosen = code if code in LANGUAGES else "en"


def language() -> str:
    """The language that text is written in here and now: ``en`` or ``fr``."""
    return _context.get() or _chosen


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Text inside is in that language: for documents, whose language is the plan's."""
    token = _context.set(code if code in LANGUAGES else "en")
    try:
        yield
    finally:
        _context.reset(token)


@lru_cache(maxsize=8)
def _catalogue(code: str) -> _gettext.NullTranslations:
    file = resources.path(f"translations/{code}/LC_MESSAGES/rapport.mo")
    if code == "en" or not file.is_file():
        return _gettext.NullTranslations()
    with file.open("rb") as stream:
        return _gettext.GNUTranslations(stream)


def _(message: str) -> str:
    """The message in the current language."""
    if not message:
        return ""
    catalogue = _catalogue(language())
    said = catalogue.gettext(message)
    # A message that is counted elsewhere is kept with its plural only.
    return said if said != message else catalogue.ngettext(message, message, 1)


def ngettext(one: str, many: str, count: int) -> str:
    """The message for one or for many, in the current language."""
    return _catalogue(language()).ngettext(one, many, count)


def N_(message: str) -> str:
    """Marks a message for translation where it is translated later."""
    return message


_SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "CHF": "CHF", "JPY": "¥", "CAD": "CA$", "AUD": "A$"}

_MONTHS = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "fr": ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."),
}
_LONG_MONTHS = {
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    "fr": (
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ),
}


def number(value: float, digits: int = 0) -> str:
    """A number with thousands separated: 12,900 or 12 900; 0.8 or 0,8."""
    text = f"{abs(value):,.{digits}f}"
    if language() == "fr":
        text = text.replace(",", NARROW).replace(".", ",")
    negative = value < 0 and any(c in "123456789" for c in text)
    return (MINUS if negative else "") + text


def short_number(value: float, digits: int = 2) -> str:
    """A number with as many decimals as it needs, at most ``digits``."""
    for places in range(digits + 1):
        if abs(round(value, places) - value) < 0.5 * 10**-digits:
            return number(value, places)
    return number(value, digits)


def percent(share: float, digits: int = 0) -> str:
    """A share as percent: 0.18 is 18 %."""
    return number(share * 100, digits) + NBSP + "%"


def short_percent(share: float) -> str:
    """A share as percent with one decimal where it has one: 26.5 %."""
    return short_number(share * 100, 1) + NBSP + "%"


def points(share: float) -> str:
    """A difference of shares in points, with its sign: −31 pts."""
    return signed(round(share * 100)) + NBSP + _("pts")


def signed(value: float, digits: int = 0) -> str:
    """A number with its sign: +3, −6."""
    return ("+" if value > 0 else "") + number(value, digits)


def symbol(currency: str) -> str:
    """The sign of a currency, else its ISO code."""
    return _SYMBOLS.get(currency, currency)


def money(amount: float, currency: str = "EUR", digits: int = 0) -> str:
    """An amount in full: €560 or 560 €."""
    return _with_symbol(number(abs(amount), digits), "", currency, amount < 0)


def money_short(amount: float, currency: str = "EUR") -> str:
    """An amount in short: €5.4M or 5,4 M€; €58k or 58 k€."""
    size = abs(amount)
    if size >= 999_500_000:
        return _with_symbol(number(size / 1e9, 1), "B" if language() == "en" else "Md", currency, amount < 0)
    if size >= 999_500:
        figure = number(size / 1e6, 1 if size < 99_950_000 else 0)
        return _with_symbol(figure, "M", currency, amount < 0)
    if size >= 10_000:
        return _with_symbol(number(size / 1e3), "k", currency, amount < 0)
    return money(amount, currency)


def _with_symbol(figure: str, unit: str, currency: str, negative: bool) -> str:
    sign = MINUS if negative and any(c in "123456789" for c in figure) else ""
    mark = symbol(currency)
    if language() == "fr":
        return f"{sign}{figure}{NBSP}{unit}{mark}"
    return f"{sign}{mark}{NBSP if mark.isalpha() else ''}{figure}{unit}"


def date_text(day: dt.date) -> str:
    """A date: 31 Dec 2027, 31 déc. 2027."""
    return f"{day.day}{NBSP}{_MONTHS[language()][day.month - 1]}{NBSP}{day.year}"


def long_date(day: dt.date) -> str:
    """A date with its month in full: 31 December 2027."""
    return f"{day.day}{NBSP}{_LONG_MONTHS[language()][day.month - 1]} {day.year}"


def day_text(day: dt.date) -> str:
    """A day without its year: 15 Mar."""
    return f"{day.day}{NBSP}{_MONTHS[language()][day.month - 1]}"


def month_text(day: dt.date) -> str:
    """The short name of a date's month."""
    return _MONTHS[language()][day.month - 1]


def long_month(day: dt.date) -> str:
    """The month of a date in full, with its year: April 2027."""
    return f"{_LONG_MONTHS[language()][day.month - 1]}{NBSP}{day.year}"


def month_span(start: dt.date, end: dt.date) -> str:
    """The months from one date to another: Feb – Apr."""
    first, last = month_text(start), month_text(end)
    return first if (start.year, start.month) == (end.year, end.month) else f"{first} – {last}"


def named(name: str, value: object) -> str:
    """A value with its name in front: Cost: €58k."""
    return _("{name}: {value}").format(name=name, value=value)


def quoted(text: str) -> str:
    """Someone's words in the quotes of the language."""
    return _("“{text}”").format(text=text)


def apart(phrases: Iterable[str]) -> str:
    """Phrases in a row that may hold commas themselves: a; b."""
    return (NARROW + "; " if language() == "fr" else "; ").join(phrases)


def list_text(words: Sequence[str]) -> str:
    """Words as a list in a sentence: a, b and c."""
    if len(words) < 2:
        return "".join(words)
    return _("{first} and {last}").format(first=", ".join(words[:-1]), last=words[-1])


_SPACES = re.compile(r"[\s\u00a0\u202f]")
_MARKS = re.compile(r"[€$£¥%]|\b[A-Z]{3}\b")
_PLAIN = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)$", re.ASCII)


def parse_number(text: str) -> float:
    """The number that someone typed, in English or French manner; raises ValueError where it is none.

    ``12,900`` is twelve thousand nine hundred in English and twelve point nine in French; ``k`` and ``M`` at the
    end multiply. Percent and currency signs are passed over: the caller knows the unit.
    """
    clean = _SPACES.sub("", _MARKS.sub("", text.strip().replace(MINUS, "-")))
    scale = 1.0
    if clean[-1:] in ("k", "K", "M"):
        scale = 1e6 if clean[-1] == "M" else 1e3
        clean = clean[:-1]
    value = float(_dotted(clean)) * scale
    if not math.isfinite(value):
        raise ValueError(text)
    return value


def _dotted(text: str) -> str:
    both = "," in text and "." in text
    if both:
        thousands = "," if text.rindex(".") > text.rindex(",") else "."
        text = text.replace(thousands, "")
    elif text.count(",") > 1 or (language() == "en" and re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+", text)):
        text = text.replace(",", "")
    elif text.count(".") > 1:
        text = text.replace(".", "")
    if not _PLAIN.match(text):
        raise ValueError(text)
    return text.replace(",", ".")


def parse_percent(text: str) -> float:
    """The share that someone typed as percent: 18 % is 0.18; raises ValueError."""
    return parse_number(text) / 100.0


def parse_date(text: str) -> dt.date:
    """The date that someone typed: 2027-12-31, 31/12/2027, 31 Dec 2027 or 31 déc. 2027; raises ValueError."""
    clean = " ".join(text.replace(NBSP, " ").replace(NARROW, " ").split()).lower()
    if re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", clean):
        year, month, day = map(int, clean.split("-"))
        return dt.date(year, month, day)
    if match := re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", clean):
        day, month, year = map(int, match.groups())
        return dt.date(year, month, day)
    if match := re.fullmatch(r"(\d{1,2}) ([^\d\s]+) (\d{4})", clean):
        return dt.date(int(match[3]), month_number(match[2]), int(match[1]))
    raise ValueError(text)


def month_number(word: str) -> int:
    """The month that a word names, in full or short, in any of our languages; raises ValueError."""
    bare = word.rstrip(".")
    for code in LANGUAGES:
        for at, (short, long) in enumerate(zip(_MONTHS[code], _LONG_MONTHS[code], strict=True), start=1):
            if bare in (short.lower().rstrip("."), long.lower()) or (len(bare) >= 3 and long.startswith(bare)):
                return at
    raise ValueError(word)
