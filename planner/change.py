"""Changes: what differs between two plans, as record differences; the one mechanism behind every edit."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from planner.record import Record, TableSet, changed, place

AnyPlan = TypeVar("AnyPlan", bound=TableSet)


class DoesNotFit(Exception):
    """A change was applied to a plan that is not the one it was made for."""


@dataclass(frozen=True, slots=True)
class Delta:
    """One record that differs: added (no before), removed (no after) or changed."""

    table: str
    id: str
    before: Record | None
    after: Record | None


@dataclass(frozen=True, slots=True)
class Change:
    """A set of record differences with the words that Undo shows for it."""

    label: str
    deltas: tuple[Delta, ...]

    def __bool__(self) -> bool:
        return bool(self.deltas)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A record that both sides changed differently; ``fields`` is empty where one side removed it."""

    table: str
    id: str
    fields: tuple[str, ...]
    base: Record | None
    ours: Record | None
    theirs: Record | None


def diff(old: TableSet, new: TableSet, label: str = "") -> Change:
    """The change that turns the old plan into the new one; unchanged tables cost nothing."""
    deltas: list[Delta] = []
    for table in new.tables():
        before, after = old.rows(table), new.rows(table)
        if before is not after:
            deltas.extend(_row_deltas(table, before, after))
    return Change(label, tuple(deltas))


def _row_deltas(table: str, before: tuple[Record, ...], after: tuple[Record, ...]) -> Iterable[Delta]:
    old = {record.id: record for record in before}
    for record in after:
        was = old.pop(record.id, None)
        if was is not record and was != record:
            yield Delta(table, record.id, was, record)
    for record in old.values():
        yield Delta(table, record.id, record, None)


def apply(plan: AnyPlan, change: Change) -> AnyPlan:
    """The plan after a change; raises DoesNotFit where a record is not what the change expects."""
    by_table: dict[str, list[Delta]] = {}
    for delta in change.deltas:
        by_table.setdefault(delta.table, []).append(delta)
    for table, deltas in by_table.items():
        plan = plan.with_rows(table, _applied(plan.rows(table), deltas))
    return plan


def _applied(rows: tuple[Record, ...], deltas: list[Delta]) -> tuple[Record, ...]:
    if len(deltas) == 1 and len(rows) > 1:
        return _applied_one(rows, deltas[0])
    table = {record.id: record for record in rows}
    for delta in deltas:
        if table.get(delta.id) != delta.before:
            raise DoesNotFit(f"{delta.table}/{delta.id}")
        if delta.after is None:
            del table[delta.id]
        else:
            table[delta.id] = delta.after
    return tuple(sorted(table.values(), key=place))


def _applied_one(rows: tuple[Record, ...], delta: Delta) -> tuple[Record, ...]:
    """One changed record without sorting the table again: what typing and dragging do all the time."""
    at = next((i for i, record in enumerate(rows) if record.id == delta.id), None)
    if (rows[at] if at is not None else None) != delta.before:
        raise DoesNotFit(f"{delta.table}/{delta.id}")
    rest = rows if at is None else rows[:at] + rows[at + 1 :]
    if delta.after is None:
        return rest
    to = bisect_left(rest, place(delta.after), key=place)
    return (*rest[:to], delta.after, *rest[to:])


def invert(change: Change) -> Change:
    """The change that takes this one back."""
    deltas = tuple(Delta(d.table, d.id, d.after, d.before) for d in reversed(change.deltas))
    return Change(change.label, deltas)


def touches(change: Change | None, *tables: str) -> bool:
    """Whether a change reaches one of these tables; no change at all means that everything may differ."""
    return change is None or any(delta.table in tables for delta in change.deltas)


def merge(base: AnyPlan, ours: AnyPlan, theirs: AnyPlan) -> tuple[Change, tuple[Conflict, ...]]:
    """What of theirs to add to ours, field by field, and where both changed the same thing.

    One side changed: it is taken. Both equal: taken. Both differ: a conflict, and ours stands until someone
    decides. Removed on one side and edited on the other: kept, and listed as a conflict.
    """
    our_deltas = {(d.table, d.id): d for d in diff(base, ours).deltas}
    taken: list[Delta] = []
    conflicts: list[Conflict] = []
    for delta in diff(base, theirs).deltas:
        ours_too = our_deltas.get((delta.table, delta.id))
        if ours_too is None:
            taken.append(delta)
        elif ours_too.after != delta.after:
            merged, conflict = _merge_record(delta, ours_too.after)
            if conflict is not None:
                conflicts.append(conflict)
            if merged != ours_too.after:
                taken.append(Delta(delta.table, delta.id, ours_too.after, merged))
    return Change("", tuple(taken)), tuple(conflicts)


def _merge_record(theirs: Delta, ours: Record | None) -> tuple[Record | None, Conflict | None]:
    base, other = theirs.before, theirs.after
    if ours is None or other is None:
        kept = ours if other is None else other
        return kept, Conflict(theirs.table, theirs.id, (), base, ours, other)
    fields: dict[str, Any] = {}
    clash: list[str] = []
    for name in type(ours).model_fields:
        was = getattr(base, name) if base is not None else None
        mine, yours = getattr(ours, name), getattr(other, name)
        if mine != yours:
            if base is not None and mine == was:
                fields[name] = yours
            elif base is None or yours != was:
                clash.append(name)
    merged = changed(ours, **fields) if fields else ours
    conflict = Conflict(theirs.table, theirs.id, tuple(clash), base, ours, other) if clash else None
    return merged, conflict


def to_json(change: Change) -> dict[str, Any]:
    """A change as plain data, for the journal."""
    return {
        "label": change.label,
        "deltas": [
            {
                "table": d.table,
                "id": d.id,
                "before": d.before.model_dump(mode="json") if d.before is not None else None,
                "after": d.after.model_dump(mode="json") if d.after is not None else None,
            }
            for d in change.deltas
        ],
    }


def from_json(data: Mapping[str, Any], tables: Mapping[str, type[Record]]) -> Change:
    """A change from plain data; raises KeyError, TypeError or ValueError where the data is none."""
    read: Callable[[str, Any], Record | None] = lambda table, value: (  # noqa: E731
        None if value is None else _record_from_json(tables[table], value)
    )
    deltas = tuple(
        Delta(str(d["table"]), str(d["id"]), read(d["table"], d["before"]), read(d["table"], d["after"]))
        for d in data["deltas"]
    )
    return Change(str(data["label"]), deltas)


def _record_from_json(kind: type[Record], value: Any) -> Record:
    from pydantic_core import to_json as dumps

    # Strict models take tuples and dates only as JSON writes them.
    return kind.model_validate_json(dumps(value))
