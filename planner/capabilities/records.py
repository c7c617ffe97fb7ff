"""What the capabilities step stores: ratings by role, SWOT items, tools and maturity answers."""

from typing import Literal

from planner.record import Amount, Ids, Key, Level, Name, OptionalId, Record, Reference, Text


class Assessment(Record):
    """One answer to one capability question by one role; an empty role is the team together."""

    question: Key
    role: Name = ""
    rating: Level | None = None
    evidence: Text = ""
    target: Level | None = None
    """The level that the plan needs."""
    skill: Literal["", "novice", "intermediate", "expert"] = ""
    budget_position: Literal["", "boost", "neutral", "hindrance"] = ""


class SwotItem(Record):
    """A strength, weakness, opportunity or threat that someone wrote, pinned, reworded or hid."""

    kind: Literal["strength", "weakness", "opportunity", "threat"]
    text: Text = ""
    question: Key = ""
    tool: OptionalId = ""
    touchpoint: OptionalId = ""
    pinned: bool = False
    hidden: bool = False
    """The derived item on this question is left out."""


class Tool(Record):
    """A platform that the client has or knows."""

    name: Name = ""
    kind: Key = "other"
    owned: bool = True
    usage: Literal["none", "basic", "full"] = "basic"
    channels: Ids = ()
    connected: Ids = ()
    data_model: Literal["", "single", "multi"] = ""
    yearly_cost: Amount | None = None
    notes: Text = ""


class MaturityAnswer(Record):
    """Whether an indicator of the maturity model is met."""

    indicator: Key
    answer: Literal["met", "partly", "not_met", "unknown"] = "unknown"
    evidence: Text = ""


REFERENCES = (
    Reference("swot", "tool", "tools"),
    Reference("swot", "touchpoint", "current_touchpoints"),
    Reference("tools", "channels", "channels"),
    Reference("tools", "connected", "tools"),
)
