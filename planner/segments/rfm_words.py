"""Words for RFM: what each score stands for, and who moved."""

from decimal import Decimal

from planner.language import _, money, ngettext, number, short_number
from planner.segments.rfm import SCORES, Breaks, Measure
from planner.segments.rfm_moves import Movement


def measure_words(measure: Measure) -> str:
    """The name of a measure."""
    return {"recency": _("Recency"), "frequency": _("Frequency"), "monetary": _("Money")}[measure]


def scores_sentence() -> str:
    """What the three measures are and how they are scored."""
    return _(
        "Recency is the days since the last purchase, frequency counts purchases, money is their net sum. Each is "
        "scored 1 to 5: limits stand where 20, 40, 60 and 80 % of the customers have less, or where the team put them, "
        "and equal values share a score. Years run from the first purchase, the first one in full. Retention is an "
        "estimate: the share of those in the same scores a year before who bought again since."
    )


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


def spans_sentence(measure: Measure, breaks: Breaks, currency: str = "EUR") -> list[str]:
    """What each score stands for, the best first: 5: up to 18 days."""
    spans = score_spans(measure, breaks, currency)
    text = _("{score}: {span}")
    return [text.format(score=score, span=span or _("nobody")) for score, span in spans.items()]


def _span(measure: Measure, low: Decimal | None, high: Decimal | None, currency: str) -> str:
    if measure == "monetary":
        return _money_span(low, high, currency)
    whole = all(limit is None or limit == int(limit) for limit in (low, high))
    last = None if high is None else high - 1 if whole else high
    days = measure == "recency"
    if low is None and last is None:
        return _("any")
    if last is None:
        text = _("{low} days and more") if days else _("{low} and more")
        return text.format(low=_plain(low))
    if low is None:
        text = _("up to {high} days") if days else _("up to {high}")
        return text.format(high=_plain(last))
    span = _plain(low) if low == last else f"{_plain(low)}–{_plain(last)}"
    return _("{span} days").format(span=span) if days else span


def _money_span(low: Decimal | None, high: Decimal | None, currency: str) -> str:
    """Money scores lie one above the other, so where each begins says it all."""
    if low is not None:
        return _("from {low}").format(low=_amount(low, currency))
    return _("any") if high is None else _("less")


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
