"""Number formats: how numbers, money, shares and dates read, in the language of the workbook."""

from exports.excel.book import Kind
from planner.language import _, language, symbol

GENERAL = "General"


def number_format(kind: Kind, currency: str) -> str:
    """The format of a kind of value."""
    if kind in ("money", "cents"):
        figure = "#,##0.00" if kind == "cents" else "#,##0"
        return f"{_money(currency, figure)};-{_money(currency, figure)}"
    if kind == "flag":
        return _either(_("Yes"), _("No"))
    if kind == "truth":
        return _either(_("TRUE"), _("FALSE"))  # for programs that show truth values by number
    return _PLAIN.get(kind) or _dates(kind)


def axis_format(kind: Kind, currency: str) -> str:
    """The format of a kind of value along an axis: money in millions where there are some."""
    if kind != "money":
        return number_format(kind, currency)
    million = _money(currency, "0.0,,", "M")
    return f"[>=1000000]{million};[<=-1000000]-{million};{_money(currency, '#,##0')}"


def _either(yes: str, no: str) -> str:
    """The format in which 1 and 0 read as words."""
    return f'"{yes}";;"{no}"'


_PLAIN = {
    "text": GENERAL,
    "whole": "#,##0",
    "number": "#,##0.0",
    "fine": "#,##0.00",
    "exact": "#,##0.000",
    "tiny": "0E+00",
    "percent": '0" "%',
    "share": '0.0" "%',
    "rate": '0.0000" "%',
    "points": '+0.0" "%;-0.0" "%;0" "%',
}


def _money(currency: str, figure: str, unit: str = "") -> str:
    mark = symbol(currency).replace('"', "")
    if language() == "fr":
        return f'{figure}" {unit}{mark}"'
    unit = f'"{unit}"' if unit else ""
    return f'"{mark}{" " if mark.isalpha() else ""}"{figure}{unit}'


def _dates(kind: Kind) -> str:
    """Dates with the months in the language of the workbook, whatever that of the reader's program is."""
    code = {"fr": "[$-40C]"}.get(language(), "[$-809]")
    return f"{code}mmm yyyy" if kind == "month" else f"{code}d mmm yyyy"
