"""What a team writes across the steps: votes, comments, decisions, parked topics and noted answers."""

import datetime as dt
from typing import Annotated

from pydantic import FailFast, Field

from planner.record import MAX_PARTS, Count, Key, Name, OptionalId, Part, Record, Text


class VoteOption(Part):
    """An option of a ballot with its votes; ``item`` is the record that it stands for."""

    label: Name
    item: OptionalId = ""
    votes: Count = 0


class Vote(Record):
    """A ballot in a workshop; it turns into weights when adopted."""

    question: Name = ""
    options: Annotated[tuple[VoteOption, ...], FailFast(), Field(max_length=MAX_PARTS)] = ()
    secret: bool = False
    """Nobody sees the tallies before it is closed."""
    closed: bool = False
    date: dt.date | None = None
    adopted: bool = False


class Comment(Record):
    """A remark on any item."""

    table: Key
    item: OptionalId = ""
    author: Name = ""
    """A role, never the name of a person."""
    date: dt.date | None = None
    text: Text = ""
    resolved: bool = False


class Decision(Record):
    """What was decided, when and by which role."""

    text: Text = ""
    role: Name = ""
    date: dt.date | None = None


class ParkedTopic(Record):
    """A topic kept for later."""

    text: Text = ""
    role: Name = ""
    settled: bool = False


class NotedAnswer(Record):
    """The room's answer to a coaching question."""

    question: Key
    text: Text = ""
    date: dt.date | None = None


REFERENCES = ()
