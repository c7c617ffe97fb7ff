"""Plans for the tests of files: one with a value in every field of every record, and any plan at all.

``python -m tests.files.plans`` writes the sample of today's format; after a release its sample stays as it is.
"""

import datetime as dt
import types
import typing
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

from hypothesis import strategies as st

from planner.files.repair import whole
from planner.files.storage import plan_bytes
from planner.plan import REFERENCES, SCHEMA_VERSION, TABLES, Plan
from planner.profile import PROFILE_ID, Profile
from planner.record import Part, Record, place
from tests.planner.strategies import part_of

SAMPLES = Path(__file__).parent.parent / "data" / "plans"


def full_plan() -> Plan:
    """A plan with two rows in every table, no field of which has its default."""
    tables: dict[str, Any] = {
        table: tuple(_filled(kind, table, number) for number in (1, 2))
        for table, kind in TABLES.items()
        if table != "profile"
    }
    profile = Profile.model_validate({**_fields(Profile, "profile", 1), "id": PROFILE_ID})
    plan, _notes = whole(Plan(doc_id="sample", profile=profile, **tables))
    return plan


def _filled(kind: type[Part], table: str, number: int) -> Part:
    return kind.model_validate(_fields(kind, table, number))


def _fields(kind: type[Part], table: str, number: int) -> dict[str, Any]:
    targets = {(r.field, r.part): r.target for r in REFERENCES if r.table == table}
    fields: dict[str, Any] = {}
    for name, info in kind.model_fields.items():
        if name == "id":
            fields[name] = f"{table}-{number}".replace("optimal", "current")[:40]
        elif name == "rank":
            fields[name] = f"V00{number}"
        else:
            target = targets.get((name, "")) or next((t for (_f, part), t in targets.items() if part == name), "")
            fields[name] = _value(info.annotation, list(info.metadata), name, table, number, target)
    return fields


def _value(kind: Any, metadata: list[Any], name: str, table: str, number: int, target: str) -> Any:
    origin = get_origin(kind)
    if origin is Annotated:
        inner, *more = get_args(kind)
        return _value(inner, [*metadata, *more], name, table, number, target)
    if origin in (typing.Union, types.UnionType):
        arm = next(arm for arm in get_args(kind) if arm is not type(None))
        return _value(arm, metadata, name, table, number, target)
    if origin is Literal:
        return get_args(kind)[-1]
    if origin is tuple:
        return (_value(get_args(kind)[0], [], name, table, number, target),)
    if isinstance(kind, type) and issubclass(kind, Part):
        return _filled(kind, table, number)
    if kind is bool:
        return True
    if kind is dt.date:
        return dt.date(2027, 3, number)
    if kind in (int, float):
        bounds = [part for item in metadata for part in getattr(item, "metadata", [item])]
        top = min([getattr(part, "le", 4) for part in bounds] or [4])
        return kind(min(4, top)) if kind is int else min(2.5 + number, top) / 2
    return _text(metadata, name, number, target)


def _text(metadata: list[Any], name: str, number: int, target: str) -> str:
    pattern = next((m.pattern for m in metadata if getattr(m, "pattern", None)), None)
    if target:
        return f"{target}-{number}".replace("optimal", "current")[:40]
    if pattern is None:
        return f"{name} {number}: “é” ≠ 日本 🚲"
    if pattern.endswith("{6}$"):
        return "#0A7B52"
    if "A-Z]{3}" in pattern:
        return "USD"
    return f"{name}{number}"


def a_table_of(kind: type[Record]) -> st.SearchStrategy[tuple[Record, ...]]:
    """Some rows of any values, in order and with ids of their own."""
    rows = st.lists(part_of(kind), max_size=3, unique_by=lambda row: row.id)  # type: ignore[attr-defined]
    return rows.map(lambda rows: tuple(sorted(rows, key=place)))  # type: ignore[arg-type]


@st.composite
def plans(draw: Any) -> Plan:
    """Any plan: some tables with any values, no dangling links."""
    some = draw(st.lists(st.sampled_from([t for t in TABLES if t != "profile"]), max_size=6, unique=True))
    tables = {table: draw(a_table_of(TABLES[table])) for table in some}
    profile = draw(part_of(Profile)).model_copy(update={"id": PROFILE_ID})
    plan, _notes = whole(Plan(doc_id="any", profile=profile, **tables))
    return plan


if __name__ == "__main__":
    (SAMPLES / f"v{SCHEMA_VERSION}.rapport").write_bytes(plan_bytes(full_plan()))
