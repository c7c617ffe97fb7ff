"""Remembering what was computed from a plan for as long as what it rests on stays the same."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, TypeVar

from planner.language import language
from planner.plan import Plan
from planner.record import Record

Answer = TypeVar("Answer")

_KEPT = 4
"""Results kept per function: the plan now, the one before, and a version it is compared with."""
_RECORDS_KEPT = 20_000


def remembered(*tables: str, **fields: Sequence[str]) -> Callable[[Callable[[Plan], Answer]], Callable[[Plan], Answer]]:
    """Makes a function of a plan keep its last results, each until something that it rests on changes.

    It rests on whole tables, and on some fields of the records of others, named as ``table=("field", ...)``: typing
    a title then leaves a schedule alone. Unchanged tables and records keep their identity across edits, so comparing
    them costs next to nothing.
    """
    rests_on: dict[str, Sequence[str] | None] = {**dict.fromkeys(tables), **fields}

    def around(function: Callable[[Plan], Answer]) -> Callable[[Plan], Answer]:
        known: list[tuple[list[Any], Answer]] = []

        @wraps(function)
        def answer(plan: Plan) -> Answer:
            values = [plan.__dict__[table] for table in rests_on]
            for at, (then, result) in enumerate(tuple(known)):
                if all(map(_same, values, then, rests_on.values())):
                    if at < len(known) and known[at][0] is then:
                        known[at] = values, result  # the next comparison finds the same tables
                    return result
            result = function(plan)
            known[:] = [(values, result), *known[: _KEPT - 1]]
            return result

        return answer

    return around


def remembered_of_record(function: Callable[..., Answer]) -> Callable[..., Answer]:
    """Makes a function of a record and plain values keep what it said of each record, in each language.

    Unchanged records keep their identity across edits, so after an edit only what it touched is computed again.
    """
    known: dict[tuple[Any, ...], tuple[Record, Answer]] = {}

    @wraps(function)
    def answer(record: Record, *rest: Any) -> Answer:
        key = (record.id, language(), *rest)
        before = known.get(key)
        if before is not None and before[0] is record:
            return before[1]
        if len(known) >= _RECORDS_KEPT:
            known.clear()
        result = function(record, *rest)
        known[key] = record, result
        return result

    return answer


def _same(now: Any, then: Any, fields: Sequence[str] | None) -> bool:
    if now is then:
        return True
    if fields is None:
        return False
    if not isinstance(now, tuple):
        return _alike(now, then, fields)
    return len(now) == len(then) and all(a is b or _alike(a, b, fields) for a, b in zip(now, then, strict=True))


def _alike(now: Any, then: Any, fields: Sequence[str]) -> bool:
    return now.id == then.id and all(getattr(now, field) == getattr(then, field) for field in fields)
