"""What the objectives step stores: objectives with their weight, KPIs with their readings."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import FailFast, Field

from planner.record import Figure, Id, Ids, Key, Name, OptionalId, Part, Record, Reference, Text

Unit = Literal["percent", "money", "points", "count", "days", "score", "ratio"]
MAX_READINGS = 500
Readings = Annotated[tuple["Reading", ...], FailFast(), Field(max_length=MAX_READINGS)]


class Objective(Record):
    """What the relationship must achieve; ``segments`` empty means all of them."""

    lever: Key = "own"
    name: Name = ""
    """The short name where the lever is the team's own."""
    statement: Text = ""
    rationale: Text = ""
    segments: Ids = ()
    weight: Annotated[float, Field(ge=0, le=100)] = 0.0
    """Points; the weights of a plan add to 100."""


class Reading(Part):
    """One measured value of a KPI."""

    date: dt.date
    value: Figure


class Kpi(Record):
    """How an objective is measured; values are in ``unit`` (percent as a share from 0 to 1)."""

    objective: Id
    name: Name = ""
    metric: Key = ""
    unit: Unit = "percent"
    better: Literal["higher", "lower"] = "higher"
    baseline: Figure | None = None
    target: Figure | None = None
    due: dt.date | None = None
    owner: Name = ""
    segment: OptionalId = ""
    readings: Readings = ()


REFERENCES = (
    Reference("objectives", "segments", "segments"),
    Reference("kpis", "objective", "objectives", "cascade"),
    Reference("kpis", "segment", "segments"),
)
