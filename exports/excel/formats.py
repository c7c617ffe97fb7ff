"""Number formats: how numbers, money, shares and dates read, in the language of the workbook."""

from exports.excel.book import Kind
from planner.language import NBSP, _, language, symbol

GENERAL = "General"


def number_format(kind: Kind, currency: str) -> str:
    """The format of a kind of value."""
    if kind in ("money", "cents"):
        return _money(currency, "#,##0.00" if kind == "cents" else "#,##0")
    if kind == "flag":
        return f'"{_("Yes")}";;"{_("No")}"'
    if kind == "points":
        return f'+0.0"{NBSP}"%;-0.0"{NBSP}"%;0"{NBSP}"%'
    return _PLAIN.get(kind) or _dates(kind)


_PLAIN = {
    "text": GENERAL,
    "whole": "#,##0",
    "number": "#,##0.0",
    "fine": "#,##0.00",
    "exact": "#,##0.000",
    "tiny": "0E+00",
    "percent": f'0"{NBSP}"%',
    "share": f'0.0"{NBSP}"%',
    "rate": f'0.0000"{NBSP}"%',
    "truth": GENERAL,
}


def _money(currency: str, digits: str) -> str:
    mark = symbol(currency).replace('"', "")
    if language() == "fr":
        return f'{digits}"{NBSP}{mark}"'
    mark = f"{mark}{NBSP}" if mark.isalpha() else mark
    return f'"{mark}"{digits};-"{mark}"{digits}'


def _dates(kind: Kind) -> str:
    """Dates with the months in the language of the workbook, whatever that of the reader's program is."""
    code = {"fr": "[$-40C]"}.get(language(), "[$-809]")
    return f"{code}mmm yyyy" if kind == "month" else f"{code}d mmm yyyy"
