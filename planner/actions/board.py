"""The board: the actions in columns by segment, owner or status, and putting one at another place of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from planner.actions.edits import edit_action, move_action
from planner.actions.records import Action, Status
from planner.edit import the
from planner.language import _
from planner.plan import Plan, by_id

By = Literal["segment", "owner", "status"]

STATUSES: tuple[Status, ...] = get_args(Status)

SHARED = ""
"""The key of the column of actions for several segments or none, and of that of actions without an owner."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the board: the segment, role or status that it stands for, and its actions in order."""

    key: str
    name: str
    actions: tuple[Action, ...]


def status_name(status: str) -> str:
    """The words for a status."""
    names = {
        "planned": _("Planned"),
        "in_progress": _("In progress"),
        "done": _("Done"),
        "paused": _("Paused"),
        "dropped": _("Dropped"),
    }
    return names.get(status, status)


def column_of(plan: Plan, action: Action, by: By) -> str:
    """The key of the column that an action stands in."""
    if by == "status":
        return action.status
    if by == "owner":
        return action.owner.strip()
    known = [segment for segment in action.segments if segment in by_id(plan, "segments")]
    return known[0] if len(known) == 1 else SHARED


def columns(plan: Plan, by: By, actions: Iterable[Action] | None = None) -> tuple[Column, ...]:
    """The columns of the board with these actions, or with all: empty ones too, that of the shared ones last."""
    grouped: dict[str, list[Action]] = {key: [] for key in _keys(plan, by)}
    for action in plan.actions if actions is None else actions:
        grouped[column_of(plan, action, by)].append(action)
    return tuple(
        Column(key, _column_name(plan, by, key), tuple(found))
        for key, found in grouped.items()
        if found or key or by == "segment"
    )


def _keys(plan: Plan, by: By) -> list[str]:
    if by == "status":
        return list(STATUSES)
    if by == "owner":
        roles = (*plan.profile.participants, *(action.owner.strip() for action in plan.actions))
        return [*dict.fromkeys(role for role in roles if role), SHARED]
    return [*(segment.id for segment in plan.segments), SHARED]


def _column_name(plan: Plan, by: By, key: str) -> str:
    if by == "status":
        return status_name(key)
    if by == "owner":
        return key or _("No owner")
    if key == SHARED:
        return _("Shared")
    return the(plan, "segments", key).name or _("Segment without a name")


def new_fields(by: By, key: str) -> dict[str, Any]:
    """The fields of an action that is made in a column."""
    if by == "status":
        return {"status": key, "done": 1.0} if key == "done" else {"status": key}
    if by == "owner":
        return {"owner": key}
    return {"segments": (key,) if key else ()}


def put(plan: Plan, action: str, by: By, key: str, to_index: int, within: Sequence[str] = ()) -> Plan:
    """An action in another column, or at another index among the actions of its column."""
    if column_of(plan, the(plan, "actions", action), by) != key:
        plan = edit_action(plan, action, **new_fields(by, key))
    return move_action(plan, action, to_index, [*(i for i in within if i != action), action])
