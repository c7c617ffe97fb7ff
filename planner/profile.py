"""The profile: the plan-wide facts and settings, one record of its own."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import FailFast, Field, StringConstraints

from planner.record import Amount, Count, Key, Name, Names, Part, Record, Share, Text

PROFILE_ID = "profile"

Sections = Annotated[tuple["ReportSection", ...], FailFast(), Field(max_length=60)]
Thresholds = Annotated[tuple["Threshold", ...], FailFast(), Field(max_length=200)]
Dates = Annotated[tuple[dt.date, ...], FailFast(), Field(max_length=500)]


class ReportSection(Part):
    """A section of the deliverable: whether it is printed, and the heading someone gave it."""

    key: Key
    shown: bool = True
    heading: Name = ""


class Threshold(Part):
    """A limit of a health rule that this plan sets otherwise than the default."""

    key: Key
    value: float


class Profile(Record):
    """Who the plan is for, its horizon and money, and how its deliverable looks."""

    client: Name = ""
    title: Name = ""
    purpose: Text = ""
    scope: Text = ""
    start: dt.date | None = None
    end: dt.date | None = None
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] = "EUR"
    language: Literal["en", "fr"] = "en"
    confidentiality: Name = ""
    logo: Annotated[str, StringConstraints(max_length=4_000_000, pattern=r"^[A-Za-z0-9+/=]*$")] = ""
    """PNG, at most 1,024 pixels, as base64."""
    brand_colour: Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")] = "#1E5B52"
    paper: Literal["a4", "letter"] = "a4"
    participants: Names = ()
    """Roles, never names of persons."""
    version_label: Name = ""
    customer_base: Count | None = None
    budget_cap: Amount | None = None
    discount_rate: Share = 0.08
    clv_years: Annotated[int, Field(ge=1, le=50)] = 5
    maturity_wanted: Key = ""
    holidays: Dates = ()
    thresholds: Thresholds = ()
    report_sections: Sections = ()
