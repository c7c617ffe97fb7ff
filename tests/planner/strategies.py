"""Hypothesis strategies: values for any field of any record, and plans grown by real edits."""

import datetime as dt
import inspect
import types
import typing
from collections.abc import Callable
from typing import Annotated, Any, Literal, get_args, get_origin

from hypothesis import strategies as st
from pydantic.fields import FieldInfo

from planner.plan import TABLES, Plan
from planner.record import Part, Record

Draw = Callable[[st.SearchStrategy[Any]], Any]
Value = Callable[[Draw, Plan], Any]

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), max_size=12)
DATES = st.dates(dt.date(2024, 1, 1), dt.date(2029, 12, 31))
NUMBERS = st.floats(0, 1_000, allow_nan=False).map(lambda x: round(x, 3))


def ids_of(plan: Plan, table: str) -> st.SearchStrategy[str]:
    """Ids of a table, and now and then one that is not there."""
    known = [row.id for row in plan.rows(table)]
    return st.sampled_from([*known, "gone"]) if known else st.just("gone")


def row(table: str) -> Value:
    """An id of a table."""
    return lambda draw, plan: draw(ids_of(plan, table))


def rows(table: str) -> Value:
    """Some ids of a table that are there."""

    def value(draw: Draw, plan: Plan) -> tuple[str, ...]:
        ids = [r.id for r in plan.rows(table)]
        return tuple(draw(st.lists(st.sampled_from(ids), max_size=3, unique=True))) if ids else ()

    return value


def some(strategy: st.SearchStrategy[Any]) -> Value:
    """Any value of a strategy."""
    return lambda draw, _plan: draw(strategy)


def value_of(kind: Any, metadata: list[Any] | None = None) -> st.SearchStrategy[Any]:
    """A value for a type annotation of a record's field."""
    origin = get_origin(kind)
    if origin is Annotated:
        inner, *more = get_args(kind)
        return value_of(inner, [*(metadata or []), *more])
    if origin in (typing.Union, types.UnionType):
        return st.one_of(*(value_of(arm, metadata) for arm in get_args(kind)))
    if origin is Literal:
        return st.sampled_from(get_args(kind))
    if origin is tuple:
        return st.lists(value_of(get_args(kind)[0]), max_size=3).map(tuple)
    return _scalar(kind, metadata or [])


def _scalar(kind: Any, metadata: list[Any]) -> st.SearchStrategy[Any]:
    if kind is type(None):
        return st.none()
    if kind is bool:
        return st.booleans()
    if kind is dt.date:
        return DATES
    low, high = _bounds(metadata)
    if kind is int:
        return st.integers(int(low), int(high))
    if kind is float:
        return st.floats(low, high, allow_nan=False).map(lambda x: round(x, 4))
    if isinstance(kind, type) and issubclass(kind, Part):
        return part_of(kind)
    pattern = next((m.pattern for m in metadata if getattr(m, "pattern", None)), None)
    if pattern is None:
        return TEXTS
    if "A-F" in pattern:
        return st.sampled_from(["#1E5B52", "#abcdef"])
    if "A-Z]{3}" in pattern:
        return st.sampled_from(["EUR", "USD"])
    return st.text("abcxyz", min_size=1, max_size=5)


def _bounds(metadata: list[Any]) -> tuple[float, float]:
    low, high = -1_000.0, 1_000.0
    for item in metadata:
        for part in getattr(item, "metadata", [item]):
            low = getattr(part, "ge", low)
            high = min(getattr(part, "le", high), 100_000.0)
    return low, max(low, high)


def part_of(kind: type[Part]) -> st.SearchStrategy[Part]:
    """A nested part with any values."""
    fields = {name: field_value(info) for name, info in kind.model_fields.items()}
    return st.fixed_dictionaries(fields).map(kind.model_validate)


def field_value(info: FieldInfo) -> st.SearchStrategy[Any]:
    """A value for a field, inside its bounds."""
    return value_of(info.annotation, list(info.metadata))


def fields_of(draw: Draw, plan: Plan, table: str, leave_out: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Some fields of a record of a table with new values; references point at rows of the plan."""
    from planner.plan import REFERENCES

    kind: type[Record] = TABLES[table]
    references = {r.field: r for r in REFERENCES if r.table == table}
    names = sorted(set(kind.model_fields) - {"id", "rank"} - leave_out)
    chosen = draw(st.lists(st.sampled_from(names), max_size=3, unique=True)) if names else []
    out: dict[str, Any] = {}
    for name in chosen:
        reference = references.get(name)
        if reference is None:
            out[name] = draw(field_value(kind.model_fields[name]))
        elif not reference.part:
            ids = [row.id for row in plan.rows(reference.target)]
            single = kind.model_fields[name].annotation is str
            some = draw(st.lists(st.sampled_from(ids), max_size=2, unique=True)) if ids else []
            out[name] = (some[0] if some else "") if single else tuple(some)
    return out


def parameters(function: Callable[..., Any]) -> list[inspect.Parameter]:
    """The parameters of an edit after the plan."""
    return list(inspect.signature(function, eval_str=True).parameters.values())[1:]
