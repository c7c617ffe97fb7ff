"""Answers of a warehouse: one row per cell, as the RFM question hands them back, read from a table."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from planner.intake.cells import Cell, Table
from planner.intake.errors import UnreadableError
from planner.intake.purchases.question import ANSWER, LIMITS
from planner.intake.values import number_of, read_date, text_of
from planner.language import _
from planner.segments.rfm import MEASURES, SCORES
from planner.segments.rfm_grid import Cell as GridCell
from planner.segments.rfm_grid import Grid, Sums

MOST_CELLS = 30_000
_LONGEST_PART = 300


def grid_of(rows: Sequence[Mapping[str, Any]]) -> Grid:
    """The grid that the rows of an answer make."""
    cells = tuple(
        GridCell(
            int(row["recency_score"]),
            int(row["frequency_score"]),
            int(row["monetary_score"]),
            Sums(
                int(row["customers"]),
                int(row["purchases"]),
                Decimal(row["paid"]),
                int(row["tenure_days"]),
                int(row["counted_days"]),
                int(row["customers_then"]),
                int(row["came_back"]),
            ),
            row.get("part") or "",
        )
        for row in rows
    )
    first = rows[0]
    breaks = {
        measure: (first[f"{measure}_1"], first[f"{measure}_2"], first[f"{measure}_3"], first[f"{measure}_4"])
        for measure in MEASURES
    }
    return Grid(cells, first["analysed_on"], first["compared_with"], breaks)


def read_answer(table: Table) -> Grid:
    """The grid in a table that a warehouse handed back; raises UnreadableError where it is none."""
    head = [heading.strip().casefold() for heading in table.head]
    places = {name: head.index(name) for name in ANSWER if name in head}
    missing = [name for name in ANSWER if name not in places and name != "part"]
    if missing:
        raise _refused(table, _("the columns {names} are missing").format(names=", ".join(missing)))
    if not table.rows or len(table.rows) > MOST_CELLS:
        raise _refused(table, _("it has no row, or more than one per cell"))
    rows = []
    for row in table.rows:
        try:
            rows.append({name: _value(name, row.cells[at], table) for name, at in places.items()})
        except (ValueError, InvalidOperation):
            raise _refused(table, _("line {line} holds something else").format(line=row.line)) from None
    keys = [(*(row[f"{measure}_score"] for measure in MEASURES), row.get("part")) for row in rows]
    if len(set(keys)) < len(keys):
        raise _refused(table, _("it has no row, or more than one per cell"))
    if len({(row["analysed_on"], row["compared_with"]) for row in rows}) > 1:
        raise _refused(table, _("its rows are of different dates"))
    return grid_of(rows)


def _value(name: str, cell: Cell, table: Table) -> Any:
    if name == "part":
        return text_of(cell)[:_LONGEST_PART]
    if name in ("analysed_on", "compared_with"):
        return cell if isinstance(cell, dt.date) else read_date(text_of(cell)[:10])
    value = _exact(cell, table)
    if name in LIMITS:
        return value
    if value is None:
        raise ValueError(name)
    if name == "paid":
        return value
    if value != int(value) or not 0 <= value <= 10**15:
        raise ValueError(name)
    if name.endswith("_score") and not 1 <= value <= SCORES:
        raise ValueError(name)
    return int(value)


def _exact(cell: Cell, table: Table) -> Decimal | None:
    """The number in a cell without the error of a binary one, where it is written plainly."""
    if isinstance(cell, str) and table.decimal == ".":
        try:
            value = Decimal(cell) if cell else None
        except InvalidOperation:
            value = None
        if value is not None and value.is_finite():
            return value
    found = number_of(cell, table.decimal)
    return None if found is None else Decimal(repr(found))


def _refused(table: Table, why: str) -> UnreadableError:
    text = _("“{name}” is not the answer to the RFM question: {why}.")
    return UnreadableError(text.format(name=table.source, why=why))
