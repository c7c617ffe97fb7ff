"""Value: what segments bring today, could bring, and are worth over the relation."""

from dataclasses import dataclass

from planner.plan import Plan
from planner.segments.records import Segment


def total_to_date(segment: Segment) -> float | None:
    """Value per year of all customers of the segment today."""
    return _times(segment.value_to_date, segment.customers)


def total_expected(segment: Segment) -> float | None:
    """Expected value per year of all customers of the segment."""
    return _times(segment.expected_value, segment.customers)


def gain(segment: Segment) -> float | None:
    """Expected value minus value to date, per year, for all customers of the segment."""
    now, then = total_to_date(segment), total_expected(segment)
    return then - now if now is not None and then is not None else None


def _times(value: float | None, count: int | None) -> float | None:
    return value * count if value is not None and count is not None else None


def base(plan: Plan) -> int:
    """The number of customers: as stated in the profile, else the sum of the segments."""
    return plan.profile.customer_base or sum(s.customers or 0 for s in plan.segments)


def share_of_base(plan: Plan, segment: Segment) -> float | None:
    """The segment's share of all customers."""
    total = base(plan)
    return segment.customers / total if segment.customers is not None and total else None


def yearly_margin(segment: Segment) -> float | None:
    """Yearly gross margin of a customer: transaction value x purchases per year x margin.

    Where purchases are not known, the value to date takes the place of the first two.
    """
    if segment.gross_margin is None:
        return None
    if segment.average_transaction_value is not None and segment.purchases_per_year is not None:
        return segment.average_transaction_value * segment.purchases_per_year * segment.gross_margin
    return segment.value_to_date * segment.gross_margin if segment.value_to_date is not None else None


def clv(margin: float, retention: float, discount: float, years: int) -> float:
    """Customer lifetime value: the sum over t = 0..years-1 of margin x retention^t / (1 + discount)^t.

    The first margin comes at once (Gupta and Lehmann 2003); with ever more years it tends to
    margin x (1 + discount) / (1 + discount - retention).
    """
    ratio = retention / (1.0 + discount)
    if ratio == 1.0:
        return margin * years
    return float(margin * (1.0 - ratio**years) / (1.0 - ratio))


def segment_clv(plan: Plan, segment: Segment) -> float | None:
    """Lifetime value of one customer of the segment with the plan's discount rate and horizon."""
    margin = yearly_margin(segment)
    if margin is None or segment.retention is None:
        return None
    return clv(margin, segment.retention, plan.profile.discount_rate, plan.profile.clv_years)


@dataclass(frozen=True, slots=True)
class Totals:
    """The bottom line of the segment table; churn is weighted by customers."""

    segments: int
    customers: int
    value_to_date: float
    expected: float
    gain: float
    churn: float | None


def totals(plan: Plan) -> Totals:
    """The sums over all segments; what is not known counts nothing."""
    known = [(s.customers, s.retention) for s in plan.segments if s.customers and s.retention is not None]
    counted = sum(n for n, _retention in known)
    churn = sum(n * (1.0 - (r or 0.0)) for n, r in known) / counted if counted else None
    to_date = sum(total_to_date(s) or 0.0 for s in plan.segments)
    expected = sum(total_expected(s) or 0.0 for s in plan.segments)
    customers = sum(s.customers or 0 for s in plan.segments)
    return Totals(len(plan.segments), customers, to_date, expected, expected - to_date, churn)
