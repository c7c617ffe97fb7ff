"""Remembering what was computed from a plan for as long as the tables it rests on stay the same values."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from planner.plan import Plan

Answer = TypeVar("Answer")

_KEPT = 4
"""Results kept per function: the plan now, the one before, and a version it is compared with."""


def remembered(*tables: str) -> Callable[[Callable[[Plan], Answer]], Callable[[Plan], Answer]]:
    """Makes a function of a plan keep its last results, each until one of these tables changes.

    Unchanged tables keep their identity across edits, so comparing them costs nothing.
    """

    def around(function: Callable[[Plan], Answer]) -> Callable[[Plan], Answer]:
        known: list[tuple[tuple[Any, ...], Answer]] = []

        @wraps(function)
        def answer(plan: Plan) -> Answer:
            values = tuple(plan.__dict__[table] for table in tables)
            for then, result in tuple(known):
                if all(now is was for now, was in zip(values, then, strict=True)):
                    return result
            result = function(plan)
            known[:] = [(values, result), *known[: _KEPT - 1]]
            return result

        return answer

    return around
