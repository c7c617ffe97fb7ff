"""The plan: one frozen value with everything a team decided, and nothing that can be computed."""

import contextlib
import types
from collections import OrderedDict
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal, get_args

from pydantic import FailFast, Field

from planner.actions.records import REFERENCES as ACTION_REFERENCES
from planner.actions.records import Action, PlatformCriterion, PlatformOption, Requirement
from planner.capabilities.records import REFERENCES as CAPABILITY_REFERENCES
from planner.capabilities.records import Assessment, MaturityAnswer, SwotItem, Tool
from planner.insight.records import Comment, Decision, NotedAnswer, ParkedTopic, Vote
from planner.journeys.records import REFERENCES as JOURNEY_REFERENCES
from planner.journeys.records import Channel, Entry, Journey, Touchpoint, Transition
from planner.objectives.records import REFERENCES as OBJECTIVE_REFERENCES
from planner.objectives.records import Kpi, Objective
from planner.profile import PROFILE_ID, Profile
from planner.record import MAX_ROWS, Id, Record, Reference, TableSet, new_id
from planner.segments.records import REFERENCES as SEGMENT_REFERENCES
from planner.segments.records import ScoreCriterion, Segment

FORMAT: Final = "rapport-plan"
SCHEMA_VERSION: Final = 1

_Bound = Field(default=(), max_length=MAX_ROWS)


class Plan(TableSet):
    """A client relationship strategy: the profile and one table per kind of record, sorted by rank and id."""

    format: Literal["rapport-plan"] = FORMAT
    schema_version: Literal[1] = SCHEMA_VERSION
    doc_id: Id
    profile: Profile
    objectives: Annotated[tuple[Objective, ...], FailFast(), _Bound] = ()
    kpis: Annotated[tuple[Kpi, ...], FailFast(), _Bound] = ()
    segments: Annotated[tuple[Segment, ...], FailFast(), _Bound] = ()
    score_criteria: Annotated[tuple[ScoreCriterion, ...], FailFast(), _Bound] = ()
    channels: Annotated[tuple[Channel, ...], FailFast(), _Bound] = ()
    journeys: Annotated[tuple[Journey, ...], FailFast(), _Bound] = ()
    current_touchpoints: Annotated[tuple[Touchpoint, ...], FailFast(), _Bound] = ()
    current_transitions: Annotated[tuple[Transition, ...], FailFast(), _Bound] = ()
    current_entries: Annotated[tuple[Entry, ...], FailFast(), _Bound] = ()
    optimal_touchpoints: Annotated[tuple[Touchpoint, ...], FailFast(), _Bound] = ()
    optimal_transitions: Annotated[tuple[Transition, ...], FailFast(), _Bound] = ()
    optimal_entries: Annotated[tuple[Entry, ...], FailFast(), _Bound] = ()
    assessments: Annotated[tuple[Assessment, ...], FailFast(), _Bound] = ()
    swot: Annotated[tuple[SwotItem, ...], FailFast(), _Bound] = ()
    tools: Annotated[tuple[Tool, ...], FailFast(), _Bound] = ()
    maturity: Annotated[tuple[MaturityAnswer, ...], FailFast(), _Bound] = ()
    requirements: Annotated[tuple[Requirement, ...], FailFast(), _Bound] = ()
    platform_criteria: Annotated[tuple[PlatformCriterion, ...], FailFast(), _Bound] = ()
    platforms: Annotated[tuple[PlatformOption, ...], FailFast(), _Bound] = ()
    actions: Annotated[tuple[Action, ...], FailFast(), _Bound] = ()
    votes: Annotated[tuple[Vote, ...], FailFast(), _Bound] = ()
    comments: Annotated[tuple[Comment, ...], FailFast(), _Bound] = ()
    decisions: Annotated[tuple[Decision, ...], FailFast(), _Bound] = ()
    parking: Annotated[tuple[ParkedTopic, ...], FailFast(), _Bound] = ()
    noted_answers: Annotated[tuple[NotedAnswer, ...], FailFast(), _Bound] = ()


def _tables() -> dict[str, type[Record]]:
    kinds: dict[str, type[Record]] = {}
    for name, field in Plan.model_fields.items():
        annotation = field.annotation
        if isinstance(annotation, type) and not isinstance(annotation, types.GenericAlias):
            if issubclass(annotation, Record):
                kinds[name] = annotation
        elif get_args(annotation) and isinstance(get_args(annotation)[0], type):
            kind = get_args(annotation)[0]
            if issubclass(kind, Record):
                kinds[name] = kind
    return kinds


TABLES: dict[str, type[Record]] = _tables()
"""Table name to the kind of its records, in the order of the file; ``profile`` is a table of one."""

REFERENCES: tuple[Reference, ...] = (
    *OBJECTIVE_REFERENCES,
    *SEGMENT_REFERENCES,
    *JOURNEY_REFERENCES,
    *CAPABILITY_REFERENCES,
    *ACTION_REFERENCES,
)


def empty_plan(**profile: Any) -> Plan:
    """A plan with nothing in it but a profile."""
    return Plan(doc_id=new_id(), profile=Profile(id=PROFILE_ID, rank="V001", **profile))


_indexes: OrderedDict[int, tuple[tuple[Any, ...], Mapping[str, Any]]] = OrderedDict()


def by_id(plan: TableSet, table: str) -> Mapping[str, Any]:
    """A table as a mapping from id to record; built once per table value."""
    rows = plan.rows(table)
    known = _indexes.get(id(rows))
    if known is not None and known[0] is rows:
        return known[1]
    index = {record.id: record for record in rows}
    _indexes[id(rows)] = (rows, index)
    if len(_indexes) > 128:
        with contextlib.suppress(KeyError):  # another thread was first
            _indexes.popitem(last=False)
    return index


def find(plan: TableSet, table: str, record_id: str) -> Any:
    """The record with that id, or None."""
    return by_id(plan, table).get(record_id)
