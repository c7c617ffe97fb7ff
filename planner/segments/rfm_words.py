"""Words for RFM: what each score stands for, and who moved."""

from decimal import Decimal

from planner.language import _, money, ngettext, number, short_number
from planner.segments.rfm import SCORES, Breaks, Measure
from planner.segments.rfm_moves import Movement


def measure_words(measure: Measure) -> str:
    """The name of a measure."""
    return {"recency": _("Recency"), "frequency": _("Frequency"), "monetary": _("Money")}[measure]


def score_spans(measure: Measure, breaks: Breaks, currency: str = "EUR") -> dict[int, str]:
    """What each score from 5 to 1 stands for, as a span of values; an empty text where nobody can get it."""
    limits = [None, *breaks, None]
    spans = {}
    for fifth in range(SCORES):
        low, high = limits[fifth], limits[fifth + 1]
        # A limit that is missing has nobody above it, and equal ones nobody between them.
        empty = (fifth > 0 and low is None) or (low is not None and low == high)
        score = SCORES - fifth if measure == "recency" else fifth + 1
        spans[score] = "" if empty else _span(measure, low, high, currency)
    return {score: spans[score] for score in range(SCORES, 0, -1)}


def _span(measure: Measure, low: Decimal | None, high: Decimal | None, currency: str) -> str:
    if measure == "monetary":
        return _money_span(low, high, currency)
    whole = all(limit is None or limit == int(limit) for limit in (low, high))
    last = None if high is None else high - 1 if whole else high
    if low is None and last is None:
        said = _("any")
    elif last is None:
        said = _("{low} and more").format(low=_plain(low))
    elif low is None:
        said = _("up to {high}").format(high=_plain(last))
    else:
        said = _plain(low) if low == last else f"{_plain(low)}–{_plain(last)}"
    return _("{span} days").format(span=said) if measure == "recency" else said


def _money_span(low: Decimal | None, high: Decimal | None, currency: str) -> str:
    if low is None and high is None:
        return _("any")
    if high is None:
        return _("{low} and more").format(low=_amount(low, currency))
    if low is None:
        return _("under {high}").format(high=_amount(high, currency))
    return _("{low} to under {high}").format(low=_amount(low, currency), high=_amount(high, currency))


def _plain(value: Decimal | None) -> str:
    return short_number(float(value or 0), 2)


def _amount(value: Decimal | None, currency: str) -> str:
    amount = float(value or 0)
    return money(amount, currency, 0 if amount == int(amount) else 2)


def movement_words(found: Movement) -> list[str]:
    """Who rose, fell, stayed and came new, each as a short sentence."""
    return [
        ngettext(
            "{count} customer rose to a better group", "{count} customers rose to a better group", found.rose
        ).format(count=number(found.rose)),
        ngettext(
            "{count} customer fell to a lesser group", "{count} customers fell to a lesser group", found.fell
        ).format(count=number(found.fell)),
        ngettext("{count} customer stayed", "{count} customers stayed", found.stayed).format(
            count=number(found.stayed)
        ),
        ngettext("{count} customer is new", "{count} customers are new", found.fresh).format(count=number(found.fresh)),
    ]
