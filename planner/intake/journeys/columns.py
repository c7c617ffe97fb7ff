"""Columns of journey tables: which kind of journey a table holds, and what each column is, by the headings."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from planner.intake.cells import Cell, Row, Table
from planner.intake.journeys.words import phrases
from planner.intake.segments.columns import Target, guess_targets
from planner.intake.times import form_of
from planner.intake.values import text_of
from planner.language import N_, _

TableKind = Literal["edges", "paths", "events"]
Columns = Mapping[str, int]
"""The column of each role."""

ROLES: dict[TableKind, tuple[tuple[str, str], ...]] = {
    "events": (
        ("case", N_("Case: who or what travels")),
        ("activity", N_("Activity")),
        ("time", N_("Time")),
        ("lifecycle", N_("Lifecycle: started, completed")),
    ),
    "paths": (
        ("path", N_("Path")),
        ("conversions", N_("Conversions")),
        ("value", N_("Value of the conversions")),
        ("lost", N_("Not converted")),
        ("customers", N_("Customers")),
    ),
    "edges": (
        ("source", N_("From")),
        ("target", N_("To")),
        ("share", N_("Share")),
        ("count", N_("Count")),
        ("delay", N_("Delay, in days")),
        ("kind", N_("Kind")),
        ("label", N_("Label")),
        ("source_id", N_("Id of From")),
        ("target_id", N_("Id of To")),
        ("source_stage", N_("Stage of From")),
        ("target_stage", N_("Stage of To")),
        ("source_channel", N_("Channel of From")),
        ("target_channel", N_("Channel of To")),
    ),
}
"""What the columns of each kind of table can hold, with the words for it."""

NEEDED: dict[TableKind, tuple[str, ...]] = {
    "events": ("case", "activity"),
    "paths": ("path",),
    "edges": ("source", "target"),
}
"""The roles without which a table of that kind says nothing."""

ARROWS = ("->", "=>", "→", "»", ">", "|", ";", "/")
"""What may stand between the steps of a path, the surest first."""

_SAMPLE = 500
_COUNT = re.compile(r"[0-9][0-9.,'\u00a0\u202f]*(?:[eE][+-]?[0-9]+)?")


def role_words(kind: TableKind) -> list[tuple[str, str]]:
    """The roles of a kind of table in the current language."""
    return [(key, _(words)) for key, words in ROLES[kind]]


def guess_columns(table: Table, kind: TableKind) -> dict[str, int]:
    """The column of each role, by the headings and, where they tell nothing, by what the cells look like."""
    found = guess_targets(table.head, _offered(kind))
    columns = {key: at for at, key in enumerate(found) if key}
    for role in (*NEEDED[kind], *(("time",) if kind == "events" else ())):
        if role not in columns:
            at = _by_cells(table, role, set(columns.values()))
            if at >= 0:
                columns[role] = at
    return columns


def _offered(kind: TableKind) -> list[Target]:
    said = phrases("columns")
    return [Target(key, "", "text", said.get(key, ())) for key, _words in ROLES[kind]]


def guess_kind(table: Table) -> TableKind:
    """What a table holds: steps from one touchpoint to another, whole paths with counts, or events of cases."""
    known = {kind: set(guess_targets(table.head, _offered(kind))) - {""} for kind in ROLES}
    width = len(table.head)
    arrows = any(arrow_in(table.column(at)) for at in range(width))
    if {"source", "target"} <= known["edges"]:
        return "edges"
    if "path" in known["paths"] and (arrows or "activity" not in known["events"]):
        return "paths"
    if {"case", "activity"} <= known["events"] or {"activity", "time"} <= known["events"]:
        return "events"
    if arrows:
        return "paths"
    return "events" if width >= 3 and any(_share_of_times(table, at) > 0.8 for at in range(width)) else "edges"


def with_headings(table: Table) -> Table:
    """A table of paths with headings; where it began at once, with counts, they are those that paths usually have."""
    at = next((at for at in range(len(table.head)) if arrow_in(table.column(at))), -1)
    counts = [n for n, words in enumerate(table.head) if n != at and words.strip()]
    said = any(guess_targets(table.head, _offered("paths")))
    if said or at < 0 or not 1 <= len(counts) <= 3 or not all(_COUNT.fullmatch(table.head[n].strip()) for n in counts):
        return table
    usual = {1: ("conversions",), 2: ("conversions", "lost"), 3: ("conversions", "value", "lost")}[len(counts)]
    words = dict(role_words("paths"))
    head = [""] * len(table.head)
    for n, role in ((at, "path"), *zip(counts, usual, strict=True)):
        head[n] = words[role]
    first = Row(table.heading, tuple(table.head))
    return replace(table, head=tuple(head), rows=(first, *table.rows), heading=max(table.heading - 1, 0))


def arrow_in(cells: Sequence[Cell]) -> str:
    """What stands between the steps in a column of paths; nothing where it holds none."""
    texts = [text for cell in cells[:_SAMPLE] if isinstance(cell, str) and (text := cell.strip())]
    for arrow in ARROWS:
        count = sum(arrow in text.strip(arrow) for text in texts)
        if count and count >= len(texts) * (0.05 if arrow in ("->", "=>", "→", "»", ">") else 0.5):
            return arrow
    return ""


def _by_cells(table: Table, role: str, taken: set[int]) -> int:
    """The column whose cells look most like a role; -1 where none does."""
    free = [at for at in range(len(table.head)) if at not in taken]
    if role == "path":
        return next((at for at in free if arrow_in(table.column(at))), free[0] if len(free) == 1 else -1)
    times = {at for at in free if _share_of_times(table, at) > 0.8}
    if role == "time":
        # Long numbers may be seconds, and may as well be the numbers of customers.
        return min(times, key=lambda at: (_is_numeric(table, at), at), default=-1)
    free = [at for at in free if at not in times]
    if role == "case":
        # A case comes again and again, yet there are many of them.
        return max(free, key=lambda at: _different(table, at), default=-1)
    if role == "activity":
        return min(free, key=lambda at: (_is_numeric(table, at), _different(table, at)), default=-1)
    return free[0] if free else -1


def _share_of_times(table: Table, at: int) -> float:
    cells = [row.cells[at] for row in table.rows[:_SAMPLE] if row.cells[at] not in (None, "")]
    hits = sum(1 for cell in cells if not isinstance(cell, str | float | bool) or form_of(text_of(cell)) is not None)
    return hits / len(cells) if cells else 0.0


def _different(table: Table, at: int) -> int:
    return len({row.cells[at] for row in table.rows[:_SAMPLE]})


def _is_numeric(table: Table, at: int) -> bool:
    cells = [row.cells[at] for row in table.rows[:_SAMPLE] if row.cells[at] not in (None, "")]
    return bool(cells) and all(isinstance(c, float) or text_of(c).replace(".", "").isdigit() for c in cells)
