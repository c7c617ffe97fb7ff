"""What the journeys step stores: channels, journeys, and per state touchpoints, transitions and entries."""

from typing import Annotated, Literal

from pydantic import FailFast, Field

from planner.record import (
    MAX_PARTS,
    Amount,
    Figure,
    Id,
    Ids,
    Key,
    Level,
    Name,
    OptionalId,
    Part,
    Record,
    Reference,
    Share,
    Text,
)

State = Literal["current", "optimal"]
STATES: tuple[State, State] = ("current", "optimal")


class Channel(Record):
    """A lane of the journey map; ``kind`` is the catalogue's channel and gives icon and colour."""

    kind: Key = ""
    name: Name = ""


class Stage(Part):
    """A column of the journey map."""

    id: Id
    name: Name = ""


class Group(Part):
    """Touchpoints of a journey that are shown as one, in both of its states; each is in one group at most."""

    id: Id
    name: Name = ""
    touchpoints: Ids = ()


class Journey(Record):
    """How one segment travels: its stages, goal and scenario; the graphs are in the tables of their state."""

    segment: OptionalId = ""
    name: Name = ""
    stage_model: Key = "own"
    stages: Annotated[tuple[Stage, ...], FailFast(), Field(max_length=40)] = ()
    goal: Text = ""
    scenario: Text = ""
    scope_from: OptionalId = ""
    scope_to: OptionalId = ""
    groups: Annotated[tuple[Group, ...], FailFast(), Field(max_length=MAX_PARTS)] = ()
    source: Name = ""
    markup: Text = ""
    """What a file said beside its touchpoints (front matter, keys of GraphML), kept to write it out again."""


class Trigger(Part):
    """The follow-up when a customer stops here: what is sent, and after how many hours."""

    action: Name = ""
    after_hours: Amount | None = None


class Touchpoint(Record):
    """A contact of the segment with the brand. The same id in both states is the same touchpoint."""

    journey: Id
    name: Name = ""
    channel: OptionalId = ""
    stage: OptionalId = ""
    two_way: bool = False
    goal: bool = False
    content: Text = ""
    system: Name = ""
    owner: Name = ""
    trigger: Trigger | None = None
    contacts: Amount | None = None
    """Contacts that one visit brings; 1 where empty."""
    contact_limit: Amount | None = None
    """Contacts per customer and month that should not be exceeded."""
    measured: bool = False
    metric: Name = ""
    metric_value: Figure | None = None
    satisfaction: Level | None = None
    satisfaction_measure: Literal["", "csat", "ces"] = ""
    evidence: Literal["none", "partly", "fully"] = "none"
    pain: Text = ""
    opportunity: Text = ""
    moment_that_matters: bool = False
    cost_per_contact: Amount | None = None
    notes: Text = ""
    markup: Text = ""
    """What a file said of it beside these fields, kept to write it out again."""


class Transition(Record):
    """A step from one touchpoint to another; a re-engagement's share is of those who LEFT at its source."""

    journey: Id
    source: Id
    target: Id
    share: Share | None = None
    delay_days: Amount | None = None
    kind: Literal["forward", "loop", "re_engagement"] = "forward"
    markup: Text = ""
    """What a file said of it beside these fields, kept to write it out again."""


class Entry(Record):
    """The share of the segment that starts at a touchpoint."""

    journey: Id
    touchpoint: Id
    share: Share = 0.0


def touchpoints_table(state: State) -> str:
    """The table that holds the touchpoints of a state."""
    return f"{state}_touchpoints"


def transitions_table(state: State) -> str:
    """The table that holds the transitions of a state."""
    return f"{state}_transitions"


def entries_table(state: State) -> str:
    """The table that holds the entries of a state."""
    return f"{state}_entries"


def _state_references(state: State) -> tuple[Reference, ...]:
    points = touchpoints_table(state)
    return (
        Reference(points, "journey", "journeys", "cascade"),
        Reference(points, "channel", "channels"),
        Reference(transitions_table(state), "journey", "journeys", "cascade"),
        Reference(transitions_table(state), "source", points, "cascade"),
        Reference(transitions_table(state), "target", points, "cascade"),
        Reference(entries_table(state), "journey", "journeys", "cascade"),
        Reference(entries_table(state), "touchpoint", points, "cascade"),
    )


REFERENCES = (
    Reference("journeys", "segment", "segments", "cascade"),
    *_state_references("current"),
    *_state_references("optimal"),
)
