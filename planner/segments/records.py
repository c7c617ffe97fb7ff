"""What the segments step stores: segments with rules, value and consent, and the criteria of their score."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import FailFast, Field

from planner.record import (
    MAX_PARTS,
    Amount,
    Count,
    Id,
    Key,
    Money,
    Name,
    Part,
    Record,
    Reference,
    Share,
    Text,
)

Operator = Literal[
    "is", "is_not", "one_of", "at_least", "at_most", "more_than", "less_than", "between", "within", "contains", "mostly"
]
Index100 = Annotated[float, Field(ge=0, le=100)]


class Rule(Part):
    """One condition of membership: attribute, operator, value, as a person would say them."""

    attribute: Name
    operator: Operator = "is"
    value: Name = ""


class ChannelPreference(Part):
    """A channel that the segment prefers, and the share of its customers who consented to it."""

    channel: Id
    preferred: bool = True
    consent: Share | None = None


class CriterionValue(Part):
    """The value of a criterion of the team's own, 0 to 100."""

    criterion: Id
    value: Index100


class ObjectiveWeight(Part):
    """How much an objective counts for one segment, in points of 100."""

    objective: Id
    weight: Index100


class Provenance(Part):
    """Where the figures of a segment come from."""

    kind: Literal["typed", "imported", "rfm"] = "typed"
    source: Name = ""
    date: dt.date | None = None
    detail: Name = ""


class Segment(Record):
    """A group of customers: who they are, what they bring, what they need.

    ``value_to_date`` and ``expected_value`` are per customer and year, in the plan's currency.
    """

    name: Name = ""
    summary: Name = ""
    persona: Text = ""
    rules: Annotated[tuple[Rule, ...], FailFast(), Field(max_length=MAX_PARTS)] = ()
    customers: Count | None = None
    value_to_date: Money | None = None
    expected_value: Money | None = None
    average_transaction_value: Amount | None = None
    purchases_per_year: Amount | None = None
    gross_margin: Share | None = None
    retention: Share | None = None
    tenure_years: Amount | None = None
    loyalty: Index100 | None = None
    predisposition: Share | None = None
    predisposition_months: Annotated[int, Field(ge=1, le=120)] | None = None
    profile_completeness: Share | None = None
    status: Literal["", "prospective", "one_time", "repeat"] = ""
    lifecycle: Literal["", "new", "active", "loyal", "at_risk", "lapsed", "advocate"] = ""
    relationship_level: Literal["", "exploratory", "basic", "collaborated", "interconnected"] = ""
    channels: Annotated[tuple[ChannelPreference, ...], FailFast(), Field(max_length=MAX_PARTS)] = ()
    needs: Text = ""
    pains: Text = ""
    vip: bool = False
    scores: Annotated[tuple[CriterionValue, ...], FailFast(), Field(max_length=MAX_PARTS)] = ()
    objective_weights: Annotated[tuple[ObjectiveWeight, ...], FailFast(), Field(max_length=MAX_PARTS)] = ()
    """Empty where the objectives count for the segment as they do in the plan."""
    provenance: Provenance = Provenance()


class ScoreCriterion(Record):
    """A criterion of the priority score; ``key`` names a computed one, ``own`` takes typed values."""

    key: Key = "own"
    name: Name = ""
    weight: Index100 = 0.0


REFERENCES = (
    Reference("segments", "channels", "channels", part="channel"),
    Reference("segments", "scores", "score_criteria", part="criterion"),
    Reference("segments", "objective_weights", "objectives", part="objective"),
)
