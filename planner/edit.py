"""The generic verbs behind every edit: insert, amend, remove with its cascade, move, replace.

An edit is a function from plan to plan. It refuses only what cannot be stored; everything else is a finding.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from planner.language import _
from planner.plan import REFERENCES, TABLES, Plan, by_id
from planner.record import (
    MAX_ROWS,
    AnyPart,
    Record,
    Reference,
    changed,
    new_id,
    place,
    rank_between,
    spaced_ranks,
)


class Refused(Exception):
    """An edit that cannot be stored; the text is a sentence for the user, ``field`` the place to show it."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


def create(plan: Plan, table: str, /, **fields: Any) -> Record:
    """A new record of a table, to be inserted; raises Refused where a field cannot be stored."""
    fields.setdefault("id", new_id())
    rows = plan.rows(table)
    fields.setdefault("rank", rank_between(rows[-1].rank if rows else None, None))
    try:
        return TABLES[table].model_validate(fields)
    except ValidationError as error:
        raise refusal(error) from error


def insert(plan: Plan, table: str, record: Record, at: int | None = None) -> Plan:
    """The plan with a record added: at the end, or before the row that now has that index."""
    rows = plan.rows(table)
    if record.id in by_id(plan, table):
        raise Refused(_("This item is in the plan already."))
    if len(rows) >= MAX_ROWS:
        raise Refused(_("A plan holds at most {count} items of one kind.").format(count=MAX_ROWS))
    at = len(rows) if at is None else max(at, 0)
    if at >= len(rows):
        rank = rank_between(rows[-1].rank if rows else None, None)
        return plan.with_rows(table, (*rows, changed(record, rank=rank)))
    plan, rows = _with_room(plan, table, at)
    rank = rank_between(rows[at - 1].rank if at > 0 else None, rows[at].rank)
    return plan.with_rows(table, (*rows[:at], changed(record, rank=rank), *rows[at:]))


def append(plan: Plan, table: str, records: Iterable[Record]) -> Plan:
    """The plan with these records at the end of their table, in this order; old states of them are gone."""
    records = list(records)
    ids = {record.id for record in records}
    rows: list[Record] = [row for row in plan.rows(table) if row.id not in ids]
    if len(rows) + len(records) > MAX_ROWS:
        raise Refused(_("A plan holds at most {count} items of one kind.").format(count=MAX_ROWS))
    rank = rows[-1].rank if rows else None
    for record in records:
        rank = rank_between(rank, None)
        rows.append(changed(record, rank=rank))
    return plan.with_rows(table, tuple(sorted(rows, key=place)))


def amend(plan: Plan, table: str, record_id: str, /, **fields: Any) -> Plan:
    """The plan with some fields of a record changed; raises Refused where one cannot be stored."""
    record = the(plan, table, record_id)
    if all(getattr(record, name) == value for name, value in fields.items()):
        return plan
    try:
        return replaced(plan, table, changed(record, **fields))
    except ValidationError as error:
        raise refusal(error) from error


def amend_each(plan: Plan, table: str, fields: Mapping[str, Mapping[str, Any]]) -> Plan:
    """The plan with several records changed in one go: their ids, each with its fields; never their rank."""
    after: dict[str, Record] = {}
    for record_id, values in fields.items():
        record = the(plan, table, record_id)
        if any(getattr(record, name) != value for name, value in values.items()):
            try:
                after[record_id] = changed(record, **values)
            except ValidationError as error:
                raise refusal(error) from error
    return plan.with_rows(table, tuple(after.get(row.id, row) for row in plan.rows(table))) if after else plan


def replaced(plan: Plan, table: str, record: Record) -> Plan:
    """The plan with a record exchanged for another state of itself; its rank must not have changed."""
    rows = plan.rows(table)
    at = next(i for i, row in enumerate(rows) if row.id == record.id)
    return plan.with_rows(table, (*rows[:at], record, *rows[at + 1 :]))


def remove(plan: Plan, table: str, *record_ids: str) -> Plan:
    """The plan without some records and without what cannot live without them."""
    for record_id in record_ids:
        the(plan, table, record_id)
    return _removed(plan, table, set(record_ids))


def _removed(plan: Plan, table: str, gone: set[str]) -> Plan:
    plan = plan.with_rows(table, tuple(row for row in plan.rows(table) if row.id not in gone))
    for reference in REFERENCES:
        if reference.target != table:
            continue
        holders = [row for row in plan.rows(reference.table) if gone & held_ids(row, reference)]
        if not holders:
            continue
        if reference.on_delete == "cascade":
            plan = _removed(plan, reference.table, {row.id for row in holders})
        else:
            freed = {row.id: unlinked(row, reference, gone) for row in holders}
            rows = tuple(freed.get(row.id, row) for row in plan.rows(reference.table))
            plan = plan.with_rows(reference.table, rows)
    return plan


def held_ids(record: Record, reference: Reference) -> set[str]:
    """The ids that a record's field refers to."""
    value = getattr(record, reference.field)
    if isinstance(value, str):
        return {value} - {""}
    return {getattr(item, reference.part) if reference.part else item for item in value}


def unlinked(record: Record, reference: Reference, gone: set[str]) -> Record:
    """The record without these ids in the field of a reference."""
    value = getattr(record, reference.field)
    if isinstance(value, str):
        return changed(record, **{reference.field: ""})
    kept = tuple(v for v in value if (getattr(v, reference.part) if reference.part else v) not in gone)
    return changed(record, **{reference.field: kept})


def move(plan: Plan, table: str, record_id: str, to_index: int, within: Sequence[str] = ()) -> Plan:
    """The plan with a record at another index of its table, or of the group of ids it is shown in."""
    record = the(plan, table, record_id)
    index = by_id(plan, table)
    peers = [index[i] for i in within if i in index] if within else list(plan.rows(table))
    if len({row.rank for row in peers}) < len(peers):
        plan = _renumbered(plan, table)
        return move(plan, table, record_id, to_index, within)
    peers = sorted((row for row in peers if row.id != record_id), key=place)
    to_index = max(0, min(to_index, len(peers)))
    low = peers[to_index - 1].rank if to_index > 0 else None
    high = peers[to_index].rank if to_index < len(peers) else None
    if (low is None or low < record.rank) and (high is None or record.rank < high):
        return plan
    rows = (row for row in plan.rows(table) if row.id != record_id)
    moved = changed(record, rank=rank_between(low, high))
    return plan.with_rows(table, tuple(sorted((*rows, moved), key=place)))


def _with_room(plan: Plan, table: str, at: int) -> tuple[Plan, tuple[Any, ...]]:
    rows = plan.rows(table)
    if 0 < at < len(rows) and rows[at - 1].rank >= rows[at].rank:
        plan = _renumbered(plan, table)
    return plan, plan.rows(table)


def _renumbered(plan: Plan, table: str) -> Plan:
    rows = plan.rows(table)
    fresh = zip(rows, spaced_ranks(len(rows)), strict=True)
    return plan.with_rows(table, tuple(changed(row, rank=rank) for row, rank in fresh))


def duplicate(plan: Plan, table: str, record_id: str, /, **fields: Any) -> Plan:
    """The plan with a copy of a record right after it, under a new id."""
    record = the(plan, table, record_id)
    at = plan.rows(table).index(record) + 1
    try:
        copy = changed(record, **{"id": new_id(), **fields})
    except ValidationError as error:
        raise refusal(error) from error
    return insert(plan, table, copy, at)


def the(plan: Plan, table: str, record_id: str) -> Any:
    """The record with that id; raises Refused where it is gone."""
    record = by_id(plan, table).get(record_id)
    if record is None:
        raise Refused(_("This item is no longer in the plan."))
    return record


def check_references(plan: Plan, table: str, ids: Iterable[str], field: str = "") -> None:
    """Raises Refused where one of the ids is not in the table."""
    known = by_id(plan, table)
    if any(i and i not in known for i in ids):
        raise Refused(_("This refers to an item that is no longer in the plan."), field)


def check_links(plan: Plan, table: str, fields: Mapping[str, Any]) -> None:
    """Raises Refused where a field of a table's record would refer to an item that is not in the plan."""
    for reference in REFERENCES:
        value = fields.get(reference.field) if reference.table == table else None
        if value and isinstance(value, str):
            check_references(plan, reference.target, (value,), reference.field)
        elif value:
            ids = [getattr(v, reference.part) if reference.part else v for v in value]
            check_references(plan, reference.target, ids, reference.field)


def part(kind: type[AnyPart], /, **fields: Any) -> AnyPart:
    """A nested part with these fields; raises Refused where one cannot be stored."""
    try:
        return kind.model_validate(fields)
    except ValidationError as error:
        raise refusal(error) from error


_REASONS = {
    "string_too_long": lambda c: _("This text is too long. At most {count} characters fit.").format(
        count=c["max_length"]
    ),
    "greater_than_equal": lambda c: _("Enter a value of at least {limit}.").format(limit=c["ge"]),
    "less_than_equal": lambda c: _("Enter a value of at most {limit}.").format(limit=c["le"]),
    "too_long": lambda c: _("At most {count} entries fit here.").format(count=c["max_length"]),
    "finite_number": lambda c: _("Enter a number, for example 540."),
}


def refusal(error: ValidationError) -> Refused:
    """The sentence to show for a value that a record cannot hold, and the field it belongs to."""
    first = error.errors(include_url=False, include_input=False)[0]
    field = str(first["loc"][0]) if first["loc"] else ""
    reason = _REASONS.get(first["type"])
    text = reason(first.get("ctx", {})) if reason else _("This value does not fit here.")
    return Refused(text, field)
