"""What the action plan stores: requirements, platforms with their criteria, and actions."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import FailFast, Field

from planner.record import (
    MAX_PARTS,
    Amount,
    Id,
    Ids,
    Key,
    Keys,
    Money,
    Name,
    OptionalId,
    Part,
    Record,
    Reference,
    Share,
    Text,
)

CostKind = Literal["purchase", "training", "customisation", "integration", "running", "people", "media", "other"]
Status = Literal["planned", "in_progress", "done", "paused", "dropped"]


class Cost(Part):
    """Money of one kind; ``running`` is per year, the others are paid once."""

    kind: CostKind
    amount: Amount = 0.0


Costs = Annotated[tuple[Cost, ...], FailFast(), Field(max_length=40)]


class Need(Part):
    """How much a segment needs a requirement."""

    segment: Id
    level: Literal["useful", "essential"] = "essential"


class Requirement(Record):
    """A capability that actions need; ``question`` is the capability question that it would lift."""

    name: Name = ""
    kind: Literal["platform", "skill", "data", "process", "integration"] = "platform"
    question: Key = ""
    needs: Annotated[tuple[Need, ...], FailFast(), Field(max_length=MAX_PARTS)] = ()
    notes: Text = ""


class PlatformCriterion(Record):
    """What platforms are compared on; the weights of a plan add to 100."""

    key: Key = "own"
    name: Name = ""
    hint: Name = ""
    weight: Annotated[float, Field(ge=0, le=100)] = 0.0


class PlatformScore(Part):
    """How well a platform does on a criterion, 1 poor to 5 excellent."""

    criterion: Id
    value: Annotated[int, Field(ge=1, le=5)]


class PlatformOption(Record):
    """A way to meet requirements; ``owned`` marks using what the client has already."""

    name: Name = ""
    owned: bool = False
    chosen: bool = False
    tool: OptionalId = ""
    costs: Costs = ()
    months_to_leverage: Annotated[int, Field(ge=0, le=120)] | None = None
    scores: Annotated[tuple[PlatformScore, ...], FailFast(), Field(max_length=MAX_PARTS)] = ()
    provides: Ids = ()
    notes: Text = ""


class Dependency(Part):
    """Starts after another action ends, plus a lag in working days."""

    action: Id
    lag_days: Annotated[int, Field(ge=-2_000, le=2_000)] = 0


class Action(Record):
    """Something to do: for whom, why, when, by which role, for how much and what it brings a year."""

    title: Name = ""
    description: Text = ""
    segments: Ids = ()
    objectives: Ids = ()
    gaps: Keys = ()
    """Keys of the journey gaps that it closes: ``journey/kind/item``."""
    questions: Keys = ()
    """Capability questions whose weakness it addresses."""
    moves: Keys = ()
    """Maturity moves that it takes up."""
    requires: Ids = ()
    provides: Ids = ()
    lever: Key = ""
    owner: Name = ""
    earliest_start: dt.date | None = None
    duration_days: Annotated[int, Field(ge=0, le=10_000)] | None = None
    """Working days."""
    depends: Annotated[tuple[Dependency, ...], FailFast(), Field(max_length=MAX_PARTS)] = ()
    effort_days: Amount | None = None
    """Person-days of the owner."""
    costs: Costs = ()
    benefit_low: Money | None = None
    benefit_likely: Money | None = None
    benefit_high: Money | None = None
    """Money per year once the action is done."""
    assumption: Text = ""
    status: Status = "planned"
    done: Share = 0.0
    review: dt.date | None = None
    pin: Literal["", "in", "out"] = ""
    notes: Text = ""


REFERENCES = (
    Reference("requirements", "needs", "segments", part="segment"),
    Reference("platforms", "tool", "tools"),
    Reference("platforms", "scores", "platform_criteria", part="criterion"),
    Reference("platforms", "provides", "requirements"),
    Reference("actions", "segments", "segments"),
    Reference("actions", "objectives", "objectives"),
    Reference("actions", "requires", "requirements"),
    Reference("actions", "provides", "requirements"),
    Reference("actions", "depends", "actions", part="action"),
)
